"""The graph and its networks in formats that other tools read, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coalition_graph.errors import BadParameter
from coalition_graph.files import atomic, rdf
from coalition_graph.store import Store
from coalition_graph.table import LeftOut, Table, pieces, render

if TYPE_CHECKING:
    from coalition_graph.exports.outline import AnyGraph

__all__ = ["ENDINGS", "FORMS", "LAYOUTS", "network", "write"]

FORMS: Final = (*rdf.FORMS, "gexf", "graphml", "csv", "xlsx", "parquet")
ENDINGS: Final = (".gexf", ".graphml", ".csv", ".json")
LAYOUTS: Final = ("edges", "matrix")


def write(store: Store, form: str, path: Path, *, layout: str | None = None) -> tuple[str, ...]:
    """Write a store in one of `FORMS`; return what is lost by it.

    Args:
        path: a file; for `parquet` a folder, in which statements, attendance and positions are a file each.
        layout: of `csv`: `edges` or `matrix` of the network; without one, the statements.

    Raises:
        BadParameter: there is no such form, or it has no such layout.
        MissingExtra: `xlsx` or `parquet` needs a package that is not installed.
        UsageError: the file cannot be written; a former one is left as it was.
    """
    if form not in FORMS:
        raise BadParameter("export", form, f"write one of {', '.join(FORMS)}")
    if layout is not None:
        _checked(layout, form)
    if form in rdf.FORMS:
        return rdf.write_rdf(store.lines(), path, form)
    if form == "parquet":
        _parquet(store, path)
        return ()
    if form == "xlsx":
        return _xlsx(store, path)
    if form == "csv" and layout is None:
        return _flat(store, path)
    # NetworkX takes its time to import, and only these forms need it.
    from coalition_graph import mirror

    data, notes = _written(mirror.network(store), form, layout or "edges", store)
    atomic.write_bytes(path, data)
    return notes


def network(
    graph: AnyGraph, path: Path, *, layout: str = "edges", store: Store | None = None
) -> tuple[str, ...]:
    """Write any NetworkX graph in the format that the path's ending names, one of `ENDINGS`.

    Returns what is lost by it.

    Args:
        graph: the mirror, a projection, or any other; it is not changed.
        layout: of `.csv`: `edges` or `matrix`.
        store: what the graph was made from; with it, edges name their sources with titles and addresses.

    Raises:
        BadParameter: the ending names no format, or the format has no such layout.
        UsageError: the file cannot be written; a former one is left as it was.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise BadParameter("output", str(path), f"the ending names the format; it is {_either(ENDINGS)}")
    if layout != "edges":
        _checked(layout, ending[1:])
    data, notes = _written(graph, ending[1:], layout, store)
    atomic.write_bytes(path, data)
    return notes


def _checked(layout: str, form: str) -> None:
    if layout not in LAYOUTS:
        raise BadParameter("as", layout, f"a network is written as {_either(LAYOUTS)}")
    if form != "csv":
        raise BadParameter("as", layout, f"only csv has layouts, {form} has one of its own; leave it out")


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _written(graph: AnyGraph, form: str, layout: str, store: Store | None) -> tuple[bytes, tuple[str, ...]]:
    from coalition_graph.exports.controls import controls
    from coalition_graph.exports.evidence import sourced
    from coalition_graph.exports.gexf import gexf
    from coalition_graph.exports.graphml import graphml
    from coalition_graph.exports.matrix import edges, matrix
    from coalition_graph.exports.nodelink import nodelink

    told = graph if store is None or layout == "matrix" else sourced(graph, store)
    writers: dict[str, Callable[[AnyGraph], bytes]] = {
        "csv": lambda drawn: _rendered((matrix if layout == "matrix" else edges)(drawn)),
        "gexf": gexf,
        "graphml": graphml,
        "json": nodelink,
    }
    return writers[form](told), controls(told)


def _rendered(table: Table) -> bytes:
    return render(table, "csv").encode()


def _flat(store: Store, path: Path) -> tuple[str, ...]:
    from coalition_graph.exports.flat import FLAT, flat

    heeded = LeftOut(FLAT)
    written = pieces(FLAT, map(heeded.heed, flat(store)), "csv")
    atomic.write_pieces(path, (piece.encode() for piece in written))
    return heeded.notes()


def _parquet(store: Store, folder: Path) -> None:
    from coalition_graph.exports.parquet import parquet

    if folder.exists() and not folder.is_dir():
        raise BadParameter("export", str(folder), "parquet is a folder of three files; name a folder")
    files = parquet(store)
    with atomic.together(folder) as aside:
        for name, made in files.items():
            atomic.write_pieces(aside / name, made)


def _xlsx(store: Store, path: Path) -> tuple[str, ...]:
    from coalition_graph.exports.xlsx import Workbook

    book = Workbook(store)
    atomic.write_pieces(path, book.pieces())
    return book.notes()
