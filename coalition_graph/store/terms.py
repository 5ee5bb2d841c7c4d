"""The one place that maps the engine's terms to cells of a table, and values to terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph

from coalition_graph import quads, vocabulary
from coalition_graph.errors import BadQuery
from coalition_graph.store.values import Node, Value
from coalition_graph.table import Cell, Table

__all__ = ["cell", "column", "rows", "term", "terms", "triples"]

_NAMESPACES: Final = {namespace: prefix for prefix, namespace in vocabulary.PREFIXES.items()}
_NODES: Final = {f"<{namespace}": f"{prefix}:" for namespace, prefix in _NAMESPACES.items()}
_TYPED = re.compile(r'"(.*)"(?:@[\w-]+|\^\^<(.*)>)\Z', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
# A longer one is text: Python refuses to read thousands of digits.
_WHOLE = re.compile(r"[+-]?\d{1,4000}\Z", re.ASCII)
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_PIECE: Final = 1 << 20
_XSD: Final = vocabulary.PREFIXES["xsd"]


def term(value: Value) -> str:
    """Return a value as SPARQL writes it, escaped.

    Raises:
        BadQuery: a node whose name no IRI may hold.

    >>> term(Node("country:SE")), term('Sweden" } ; DROP ALL #')
    ('<https://w3id.org/coalition-graph/country/SE>', '"Sweden\\\\" } ; DROP ALL #"')
    """
    if isinstance(value, Node):
        return _node(value)
    if isinstance(value, bool):
        return quads.truth(value)
    if isinstance(value, int):
        return quads.whole(value)
    if isinstance(value, dt.date):
        return quads.day(value)
    return quads.plain(value) if isinstance(value, str) else f'"{value}"^^<{_XSD}double>'


def _node(name: str) -> str:
    address = quads.link(name)
    if address is not None:
        return address
    try:
        return quads.node(name)
    except ValueError as error:
        raise BadQuery(str(error)) from None


def terms(values: Mapping[str, Value]) -> dict[str, str]:
    """Return the terms of all values that are given.

    >>> terms({"day": None, "count": 3})
    {'count': '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'}
    """
    return {name: term(value) for name, value in values.items() if value is not None}


def cell(text: str) -> Cell:
    r"""Return the cell of a term as the engine writes it in tab-separated values.

    >>> cell("<https://w3id.org/coalition-graph/country/SE>"), cell('"a\\nb"'), cell("5"), cell("true")
    ('country:SE', 'a\nb', 5, True)
    """
    if text.startswith("<") and text.endswith(">") and not text.startswith("<<"):
        return _curie(text[1:-1])
    if text.startswith('"'):
        return _literal(text)
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _WHOLE.match(text) else text or None


def _curie(iri: str) -> str:
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _NAMESPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix is not None else vocabulary.curie(iri)


def _literal(text: str) -> Cell:
    if text.endswith('"'):
        return _unescaped(text[1:-1])
    typed = _TYPED.match(text)
    if typed is None:
        return text
    value, datatype = _unescaped(typed[1]), (typed[2] or "").removeprefix(_XSD)
    if datatype == "integer" and _WHOLE.match(value):
        return int(value)
    return value in ("true", "1") if datatype == "boolean" else value


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(found[3], found[3])


class _Cells(dict[str, Cell]):
    """Each term is read once, however many rows it stands in."""

    def __missing__(self, text: str) -> Cell:
        # Most terms are nodes of ours, which need no closer look.
        cut = text.rfind("/") + 1
        prefix = _NODES.get(text[:cut])
        plain = prefix is not None and text.endswith(">") and "#" not in text[cut:]
        self[text] = made = f"{prefix}{text[cut:-1]}" if plain else cell(text)
        return made


def rows(text: bytes) -> Table:
    r"""Return rows in SPARQL's tab-separated values as a table.

    Engines write that faster than they hand out terms one by one.

    >>> rows(b"?who\t?n\n<https://w3id.org/coalition-graph/country/SE>\t5\n").rows
    [('country:SE', 5)]
    """
    head, _, body = text.partition(b"\n")
    columns = tuple(name[1:] for name in head.decode().split("\t") if name)
    if not columns:
        return Table((), [()] * body.count(b"\n"))
    read = _Cells().__getitem__
    found: list[tuple[Cell, ...]] = []
    for lines in _pieces(body):
        # One cut for all lines, then as many cells a row as there are columns.
        cells = map(read, lines.replace("\n", "\t").split("\t"))
        found += zip(*[cells] * len(columns), strict=True)
    return Table(columns, found)


def column(text: bytes) -> Iterator[Cell]:
    r"""Yield the cells of rows that have one column, one by one, so that millions need not be held.

    >>> list(column(b"?who\n<https://w3id.org/coalition-graph/country/SE>\n"))
    ['country:SE']
    """
    for lines in _pieces(text[text.index(b"\n") + 1 :]):
        yield from map(_Cells().__getitem__, lines.split("\n"))


def _pieces(body: bytes) -> Iterator[str]:
    """Yield lines, many at a time, without the last line break."""
    begin = 0
    while begin < len(body):
        end = body.find(b"\n", begin + _PIECE)
        end = len(body) - 1 if end < 0 else end
        yield body[begin:end].decode()
        begin = end + 1


def triples(text: bytes) -> Table:
    """Return N-Triples as a table of subject, predicate and object.

    >>> triples(b'<http://e/a> <http://e/b> "c" .').rows
    [('http://e/a', 'http://e/b', 'c')]
    """
    read = _Cells().__getitem__
    found = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    parts = [(read(str(q.subject)), read(str(q.predicate)), read(str(q.object))) for q in found]
    return Table(("subject", "predicate", "object"), [*parts])
