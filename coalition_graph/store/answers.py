"""What a query came to, in one form for every store, and the standard forms that are made of it.

Rows are tab-separated values, triples are N-Triples: the forms that engines write fastest, that are cut by
lines, and that pass a pipe between processes as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import pyoxigraph

from coalition_graph import vocabulary
from coalition_graph.errors import BadQuery
from coalition_graph.store import terms
from coalition_graph.table import Cell, Table

__all__ = ["FORMS", "ROW_FORMS", "TRIPLE_FORMS", "Answer", "Kind", "Result", "of", "of_triples"]

Kind = Literal["rows", "truth", "triples"]
Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples

_TSV: Final = pyoxigraph.QueryResultsFormat.TSV
_TRIPLES: Final = pyoxigraph.RdfFormat.N_TRIPLES
ROW_FORMS: Final = {
    "srj": pyoxigraph.QueryResultsFormat.JSON,
    "srx": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": _TSV,
}
TRIPLE_FORMS: Final = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": _TRIPLES,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}
FORMS: Final = (*ROW_FORMS, *TRIPLE_FORMS)
# The W3C gives no form of separated values for truth.
_HOLDING: Final[dict[str, tuple[str, ...]]] = {
    "rows": (*ROW_FORMS,),
    "truth": ("srj", "srx"),
    "triples": (*TRIPLE_FORMS,),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query came to.

    Args:
        kind: `rows` of SELECT, `truth` of ASK, `triples` of CONSTRUCT and DESCRIBE.
        text: rows as SPARQL TSV with its head, triples as sorted N-Triples, truth as `true` or `false`.
        cut: how many rows or triples were kept where there were more; None where all are here.
    """

    kind: Kind
    text: bytes
    cut: int | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must know beside the rows: that there are more."""
        return () if self.cut is None else (f"cut at {self.cut:,} rows; there are more",)

    def table(self) -> Table:
        """Return the answer as a table, with a note where it was cut.

        >>> Answer("rows", b"?n\\n5\\n").table()
        Table(columns=('n',), rows=[(5,)], notes=())
        """
        if self.kind == "truth":
            return Table(("answer",), [(self.text == b"true",)])
        made = terms.rows(self.text) if self.kind == "rows" else terms.triples(self.text)
        return replace(made, notes=self.notes)

    def column(self) -> Iterator[Cell]:
        """Yield the cells of rows that have one column, none held longer than needed.

        >>> list(Answer("rows", b"?n\\n5\\n").column())
        [5]
        """
        return terms.column(self.text)

    def ntriples(self) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE as sorted N-Triples.

        Raises:
            BadQuery: the answer has no triples.
        """
        if self.kind != "triples":
            raise BadQuery("the query makes no triples: write CONSTRUCT or DESCRIBE")
        return self.text.decode()

    def written(self, form: str) -> bytes:
        """Return the answer in a standard form: one of `FORMS`.

        Raises:
            BadQuery: a form for triples is asked of rows, or the other way round.

        >>> Answer("truth", b"true").written("srj")
        b'{"head":{},"boolean":true}'
        """
        if form not in self.forms():
            told = "true or false" if self.kind == "truth" else self.kind
            raise BadQuery(
                f"the query gives {told}, which {form} cannot hold; ask for {', '.join(self.forms())}"
            )
        if self.kind == "triples":
            return _triples(self.text, form)
        return _truth(self.text.decode(), form) if self.kind == "truth" else _rows(self.text, form)

    def forms(self) -> tuple[str, ...]:
        """Return the standard forms that can hold this answer."""
        return _HOLDING[self.kind]


def of(result: Result, rows: int | None = None) -> Answer:
    """Return the answer that an engine's result is.

    Args:
        rows: how many rows or triples to keep; the rest is left out and `cut` says so.
    """
    if isinstance(result, pyoxigraph.QueryBoolean):
        return Answer("truth", b"true" if result else b"false")
    if isinstance(result, pyoxigraph.QueryTriples):
        return of_triples(result.serialize(format=_TRIPLES) or b"", rows)
    head, _, text = (result.serialize(format=_TSV) or b"").partition(b"\n")
    return _cut("rows", head + b"\n", text, rows)


def of_triples(text: bytes, rows: int | None = None) -> Answer:
    """Return the answer that the engine's N-Triples are; arguments as in `of`.

    >>> of_triples(b'<http://e/b> <http://e/p> "c" .\\n<http://e/a> <http://e/p> "c" .\\n', 1).cut
    1
    """
    lines = sorted(set(text.split(b"\n")) - {b""})
    return _cut("triples", b"", b"".join([line + b"\n" for line in lines]), rows)


def _cut(kind: Kind, head: bytes, text: bytes, rows: int | None) -> Answer:
    if rows is None or text.count(b"\n") <= rows:
        return Answer(kind, head + text)
    kept = text.split(b"\n", rows)[:rows]
    return Answer(kind, head + b"".join([line + b"\n" for line in kept]), rows)


def _rows(text: bytes, form: str) -> bytes:
    if form == "tsv":
        return text
    found = pyoxigraph.parse_query_results(text, format=_TSV)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return found.serialize(format=ROW_FORMS[form]) or b""


def _truth(said: str, form: str) -> bytes:
    text = f'{{"head":{{}},"boolean":{said}}}'.encode()
    if form == "srj":
        return text
    found = pyoxigraph.parse_query_results(text, format=ROW_FORMS["srj"])
    assert isinstance(found, pyoxigraph.QueryBoolean)
    return found.serialize(format=ROW_FORMS[form]) or b""


def _triples(text: bytes, form: str) -> bytes:
    if form == "nt":
        return text
    found = pyoxigraph.parse(text, format=_TRIPLES)
    if form not in ("ttl", "trig"):
        return pyoxigraph.serialize(found, format=TRIPLE_FORMS[form]) or b""
    used = {prefix: space for prefix, space in vocabulary.PREFIXES.items() if f"<{space}".encode() in text}
    written = pyoxigraph.serialize(found, format=TRIPLE_FORMS[form], prefixes=used) or b""
    # The engine writes prefixes in another order every time.
    lines = written.split(b"\n")
    return b"\n".join([*sorted(lines[: len(used)]), *lines[len(used) :]])
