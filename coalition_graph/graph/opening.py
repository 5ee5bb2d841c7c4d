"""Where graphs come from: GRAPH, be it a dossier, a file, a store or an endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from coalition_graph import store
from coalition_graph.errors import DossierHasProblems, UnreadableGraph
from coalition_graph.files import rdf
from coalition_graph.graph.answers import Graph
from coalition_graph.graph.loading import load, located

__all__ = ["open"]

_BROKEN_OFF: Final = (
    "the last load of this endpoint broke off, or is still under way: what it holds is not whole; "
    "running that load again finishes it"
)


def open(graph: str | Path = "example", *, keep_going: bool = False) -> Graph:  # noqa: A001
    """Return the graph of a dossier folder, an RDF file, a store folder, an endpoint, or `example`.

    Args:
        graph: where it is, be it an `http(s)` address; `example` is the shipped dossier.
        keep_going: leave entries with errors out, with a warning each, instead of refusing.

    Raises:
        DossierHasProblems: the coding files or the RDF file have errors.
        UnreadableGraph: it is none of these.
        ForeignFolder: a folder with a damaged or foreign store.
        EndpointFailed: nothing that answers SPARQL is at that address.

    >>> len(open("example").meetings()) >= 6
    True
    """
    if store.is_address(graph):
        return _of_endpoint(str(graph))
    path = located(graph)
    if not path.exists():
        raise UnreadableGraph(str(graph), "there is no such file or folder")
    if store.is_store(path):
        kept = store.open_folder(path)
        return Graph(kept, kept.notes)
    if rdf.is_rdf(path):
        return _of_rdf(path)
    return _of_dossier([path], keep_going)


def _of_endpoint(url: str) -> Graph:
    inner = store.open_endpoint(url)
    return Graph(inner, (_BROKEN_OFF,) if inner.broken_off else ())


def _of_rdf(path: Path) -> Graph:
    found = rdf.read_rdf(path)
    if found.loaded is None:
        raise DossierHasProblems(found.problems)
    return Graph(store.MemoryStore(found.loaded), found.notes)


def _of_dossier(paths: Sequence[Path], keep_going: bool) -> Graph:
    inner = store.MemoryStore()
    _, problems = load(paths, inner, keep_going=keep_going)
    return Graph(inner, problems=problems)
