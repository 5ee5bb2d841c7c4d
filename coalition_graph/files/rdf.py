"""RDF files: read into a store of the engine, and written so that the bytes are the same everywhere.

| code | what |
|---|---|
| E601 | it does not parse |
| E602 | it parses but is refused: a DOCTYPE, a context elsewhere, nesting that no data needs |
| E603 | too large |
| E604 | the file cannot be opened |
"""

from __future__ import annotations

import codecs
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from coalition_graph import text, vocabulary
from coalition_graph.errors import BadParameter, Problem
from coalition_graph.files import atomic, rdf_checks
from coalition_graph.files.plain_file import plain_bytes
from coalition_graph.files.rdf_checks import Fault
from coalition_graph.ordering import in_order

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["ENDINGS", "FORMS", "RdfFile", "is_rdf", "read_rdf", "render", "write_rdf"]

ENDINGS: Final = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
FORMS: Final = ("trig", "ttl", "nq", "jsonld")
_MEGABYTE: Final = 1 << 20
_SPOOLED: Final = 1 << 26
_AT_ONCE: Final = 1_000
_LARGEST: Final = {".jsonld": 16 * _MEGABYTE, ".rdf": 16 * _MEGABYTE}
_LARGEST_ELSE: Final = 4096 * _MEGABYTE
_CHECKS: Final[dict[str, Callable[[bytes], None]]] = {
    ".jsonld": rdf_checks.json_ld,
    ".rdf": rdf_checks.rdf_xml,
}
_GRAPHLESS: Final = frozenset((".nt", ".ttl", ".rdf"))
_LOST: Final = (
    "{} holds one graph: which source reports what stands in cg:source only, and GRAPH finds nothing"
)
_MEND: Final = "; mend it, or write the file anew"
_STRAYS: Final = (
    "{} holds {} in no graph: which source reports them stands in cg:source only, and GRAPH finds them "
    "among what follows from all sources"
)
_PLACE = re.compile(r"Parser error at line (\d+) (?:between columns (\d+) and \d+|column (\d+)): ")


@dataclass(frozen=True, slots=True)
class RdfFile:
    """What reading an RDF file gave.

    Args:
        loaded: the engine's store with its quads, for `store.MemoryStore`; None where there are problems.
        problems: why it cannot be read, each with its place.
        notes: what the reader must know, such as that sources are lost.
    """

    loaded: pyoxigraph.Store | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def is_rdf(path: Path | str) -> bool:
    """Return whether a file is RDF by the ending of its name; what is in it is never guessed at.

    >>> is_rdf("graph.trig"), is_rdf("graph.txt")
    (True, False)
    """
    return Path(path).suffix.lower() in ENDINGS


def read_rdf(path: Path | str) -> RdfFile:
    """Read an RDF file whose ending is one of `ENDINGS`; nothing is ever fetched.

    What stands in no graph goes to the current graph, so that all answers work which do not ask for a
    source's graph by name; a note says so.
    """
    ending = Path(path).suffix.lower()
    try:
        loaded, strays = _loaded(_content(Path(path), ending), ending)
    except Fault as fault:
        return RdfFile(None, (Problem(str(path), fault.line, fault.column, fault.code, fault.message),))
    if ending in _GRAPHLESS:
        return RdfFile(loaded, notes=(_LOST.format(path),))
    return RdfFile(loaded, notes=(_STRAYS.format(path, text.counted(strays, "triple")),) if strays else ())


def _content(path: Path, ending: str) -> bytes:
    largest = _LARGEST.get(ending, _LARGEST_ELSE)
    try:
        size = path.stat().st_size
        content = plain_bytes(path, largest) if size <= largest else b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "a bad path"
        raise Fault(
            "E604", f"the file cannot be opened: {reason.lower()}; check its name and rights"
        ) from None
    if max(size, len(content)) > largest:
        mend = "give a part of it, or the coding files it was made from"
        raise Fault("E603", f"{size:,} bytes, where at most {largest:,} are read of {ending}; {mend}")
    return content.removeprefix(codecs.BOM_UTF8)


def _loaded(content: bytes, ending: str) -> tuple[pyoxigraph.Store, int]:
    """Return the store, and how many triples in no graph were put into the current one."""
    _CHECKS.get(ending, rdf_checks.quoted_triples)(content)
    loaded = pyoxigraph.Store()
    current = pyoxigraph.NamedNode(vocabulary.iri(vocabulary.CURRENT))
    try:
        loaded.load(content, format=ENDINGS[ending], to_graph=current if ending in _GRAPHLESS else None)
    except SyntaxError as error:
        raise _unparsed(str(error), content) from None
    except ValueError as error:
        raise Fault("E601", f"it does not parse: {text.clean(str(error))}{_MEND}") from None
    return loaded, _gathered(loaded, current)


def _gathered(loaded: pyoxigraph.Store, current: pyoxigraph.NamedNode) -> int:
    nowhere = pyoxigraph.DefaultGraph()
    strays = list(loaded.quads_for_pattern(None, None, None, nowhere))
    loaded.bulk_extend(pyoxigraph.Quad(one.subject, one.predicate, one.object, current) for one in strays)
    loaded.clear_graph(nowhere)
    return len(strays)


def _unparsed(message: str, content: bytes) -> Fault:
    place = _PLACE.search(message)
    reason = text.clean(re.sub(r" \([^()]*line \d+\)$", "", _PLACE.sub("", message)))
    if "LoadDocumentCallback" in message or "remote context" in message:
        line, column = rdf_checks.place_of_context(content)
        mend = "write the context into the file; nothing is fetched"
        return Fault("E602", f"its context lies elsewhere: {mend}", line, column)
    mend = "; save the file as UTF-8" if "UTF-8" in reason else _MEND
    line, column = (int(place[1]), int(place[2] or place[3])) if place else (1, 1)
    return Fault("E601", f"it does not parse: {reason}{mend}", line, column)


def render(quads: str, form: str) -> bytes:
    """Return quads as a file of the given form; the same quads give the same bytes.

    Args:
        quads: sorted N-Quads text, as `Store.quads` gives it.
        form: `trig`, `ttl` (one graph), `nq` or `jsonld` (spelled out, without a context).

    Raises:
        BadParameter: there is no such form.

    >>> render("", "nq")
    b''
    """
    return b"".join(_pieces((f"{line}\n".encode() for line in quads.split("\n") if line), form))


def _pieces(lines: Iterable[bytes], form: str) -> Iterable[bytes]:
    """Return the pieces of a file; what is too much for memory lies on disk meanwhile."""
    if form == "nq":
        return lines
    if form == "ttl":
        triples = in_order(line.rpartition(b" <")[0] + b" .\n" for line in lines)
        return _written((line for line, _ in groupby(triples)), RdfFormat.N_TRIPLES, RdfFormat.TURTLE)
    if form in ("trig", "jsonld"):
        by_graph = in_order(b"\t".join((_graph(line), line)) for line in lines)
        return _written(
            (line.partition(b"\t")[2] for line in by_graph), RdfFormat.N_QUADS, ENDINGS[f".{form}"]
        )
    raise BadParameter("export", form, f"write one of {', '.join(FORMS)}")


def _graph(line: bytes) -> bytes:
    return line.rpartition(b" <")[2][:-1]


def _written(lines: Iterator[bytes], given: RdfFormat, form: RdfFormat) -> Iterator[bytes]:
    with tempfile.SpooledTemporaryFile(_SPOOLED) as made:
        parsed = pyoxigraph.parse(io.BufferedReader(_Reader(lines), _MEGABYTE), format=given)
        pyoxigraph.serialize(parsed, made, format=form, prefixes=vocabulary.PREFIXES)
        made.seek(0)
        yield from iter(partial(made.read, _MEGABYTE), b"")


class _Reader(io.RawIOBase):
    """Lines as a file, for who reads files."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill a buffer as far as what is left of some lines goes."""
        if not self._left:
            self._left = memoryview(b"".join(islice(self._lines, _AT_ONCE)))
        given = memoryview(buffer).cast("B")
        many = min(len(given), len(self._left))
        given[:many] = self._left[:many]
        self._left = self._left[many:]
        return many


def write_rdf(lines: Iterable[bytes], path: Path | str, form: str) -> tuple[str, ...]:
    """Write quads as `trig`, `ttl`, `nq` or `jsonld` in one step; return what the form cannot hold.

    A large graph need not fit into memory.

    Args:
        lines: of sorted N-Quads, each with its end.
        path: the file.
        form: one of `FORMS`.

    Raises:
        BadParameter: there is no such form.
        UsageError: the file cannot be written.
    """
    atomic.write_pieces(path, _pieces(lines, form))
    return (_LOST.format(path),) if form == "ttl" else ()
