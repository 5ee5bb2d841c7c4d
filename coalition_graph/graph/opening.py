"""Where graphs come from. Data flows one way: files → model → quads → store → current graph, in one write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from coalition_graph import files, garbage, quads, resources, store
from coalition_graph.analysis import current
from coalition_graph.analysis.heard import Heard
from coalition_graph.errors import DossierHasProblems, OtherDossier, Problem, UnreadableGraph, UsageError
from coalition_graph.files import rdf
from coalition_graph.graph.again import Again
from coalition_graph.graph.answers import Graph
from coalition_graph.model import Dossier
from coalition_graph.store.base import Derive

__all__ = ["load", "located", "open"]

_BROKEN_OFF: Final = (
    "the last load of this endpoint broke off, or is still under way: what it holds is not whole; "
    "running that load again finishes it"
)


def located(graph: str | Path) -> Path:
    """Return where GRAPH lies; `example` is the shipped dossier.

    Raises:
        UnreadableGraph: it is the address of an endpoint, which lies in no folder.
    """
    if store.is_address(graph):
        shown = str(graph).partition("?")[0]
        raise UnreadableGraph(shown, "an endpoint is no folder; name a folder or a file")
    return resources.example() if graph == "example" else Path(graph)


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


def load(
    paths: Sequence[str | Path],
    target: store.Store | str | Path,
    *,
    add: bool = False,
    keep_going: bool = False,
    rebuild: bool = False,
) -> tuple[store.Loaded, tuple[Problem, ...]]:
    """Bring a store in line with coding files: all in one go or not at all, an endpoint graph by graph.

    Args:
        paths: folders and files of one dossier.
        target: the store, the address of an endpoint, or the folder of a store on disk, made only once the
            files are known to be sound; it then equals the given files.
        add: keep the sources that are not given.
        keep_going: leave entries with errors out instead of refusing.
        rebuild: build a store on disk from the files alone, and read nothing of what it holds: the mend of
            a damaged one, which stays until the new one is whole.

    Returns:
        what was done, by source, and the warnings that reading met.

    Raises:
        DossierHasProblems: the files have errors; nothing is written.
        OtherDossier: the store holds another dossier, and `add` was not given.
        DamagedStore: what the store holds is not what was written; `rebuild` mends it.
        UsageError: the folder cannot be written, another load is writing it, or `rebuild` is given with
            `add` or for what is no folder.
        ForeignFolder: the folder is not a store of ours, and not empty.
        ForeignGraph: a graph on the endpoint is not ours and in the way; nothing is written.
        BrokenOff: the endpoint stopped taking it; doing it again finishes the rest.
    """
    if rebuild:
        _refuse_part(target, add)
    given = [Path(path) for path in paths]
    with garbage.left_alone():
        folder = None if add or keep_going or rebuild else _folder(target)
        again = Again(folder, given) if folder else None
        known = again.nothing_new() if again else None
        return known or _loaded(given, target, again, _How(add, keep_going, rebuild))


@dataclass(frozen=True, slots=True)
class _How:
    """The options of a load; see `load`."""

    add: bool
    keep_going: bool
    rebuild: bool


def _loaded(
    paths: Sequence[Path], target: store.Store | str | Path, again: Again | None, how: _How
) -> tuple[store.Loaded, tuple[Problem, ...]]:
    reading = files.read(paths, keep_going=how.keep_going)
    if reading.dossier is None:
        raise DossierHasProblems(reading.problems)
    name, texts, derive = _flow(reading.dossier, how.add)
    kept = _target(target, name, how.rebuild) if isinstance(target, str | Path) else target
    # What is written is let go, so that what follows has its room.
    reading = replace(reading, dossier=None)
    done = store.load(kept, name, texts, derive, add=how.add)
    if again:
        again.remember(kept, reading)
    return done, reading.problems


def _flow(dossier: Dossier, add: bool) -> tuple[str, Iterator[tuple[str, str]], Derive]:
    """Return the dossier's id, its graphs, and what then makes the current graph."""
    if add:
        # What was there before is heard of from the store alone.
        return dossier.id, quads.graphs(dossier), current.derive
    heard = Heard()
    return dossier.id, quads.graphs(dossier, heard), partial(current.derive, heard=heard)


def _folder(target: store.Store | str | Path) -> store.DiskStore | Path | None:
    """Return the folder that is loaded into, or the store in it; None where it is neither."""
    if isinstance(target, str | Path):
        return None if store.is_address(target) else located(target)
    return target if isinstance(target, store.DiskStore) else None


def _refuse_part(target: store.Store | str | Path, add: bool) -> None:
    if add or not isinstance(target, str | Path) or store.is_address(target):
        raise UsageError(
            "a rebuild is for a folder, and for all that it holds: leave out --add, or name a folder"
        )


def _target(target: str | Path, dossier: str, rebuild: bool) -> store.Store:
    if store.is_address(target):
        return store.EndpointStore(str(target))
    kept = store.DiskStore(located(target), anew=rebuild)
    if rebuild and (others := [held for held in kept.marker.dossiers if held != dossier]):
        raise OtherDossier(dossier, others[0])
    kept.tidy()
    return kept
