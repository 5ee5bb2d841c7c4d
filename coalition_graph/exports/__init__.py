"""The graph in formats that other tools read, each file whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coalition_graph.analysis.statements import statements
from coalition_graph.errors import BadParameter
from coalition_graph.files import atomic, rdf
from coalition_graph.store import Store
from coalition_graph.table import render

__all__ = ["FORMS", "write"]

FORMS: Final = (*rdf.FORMS, "csv", "gexf", "parquet")


def write(store: Store, form: str, path: Path) -> tuple[str, ...]:
    """Write a store as `trig`, `ttl`, `nq`, `csv` (the statements), `gexf` or `parquet`; return what is lost.

    Args:
        path: a file; for `parquet` a folder, in which statements, attendance and positions are a file each.

    Raises:
        BadParameter: there is no such form.
        MissingExtra: `parquet` needs a package that is not installed.
        UsageError: the file cannot be written; a former one is left as it was.
    """
    if form not in FORMS:
        raise BadParameter("export", form, f"write one of {', '.join(FORMS)}")
    if form in rdf.FORMS:
        return rdf.write_rdf(store.quads(), path, form)
    if form == "parquet":
        _parquet(store, path)
    else:
        atomic.write_bytes(path, _csv(store) if form == "csv" else _gexf(store))
    return ()


def _csv(store: Store) -> bytes:
    return render(statements(store), "csv").encode()


def _parquet(store: Store, folder: Path) -> None:
    from coalition_graph.exports.parquet import parquet

    if folder.exists() and not folder.is_dir():
        raise BadParameter("export", str(folder), "parquet is a folder of three files; name a folder")
    atomic.write_files(folder, parquet(store))


def _gexf(store: Store) -> bytes:
    # NetworkX takes its time to import, and only this form needs it.
    from coalition_graph import mirror
    from coalition_graph.exports.gexf import gexf

    return gexf(mirror.network(store))
