"""Whether a store on disk is, graph by graph, what was written: told without its coding files.

The marker holds the hash of the registry, and the registry that of every source, so that one chain covers
all. It is too dear for every opening, where only versions and the seals of files are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coalition_graph.errors import DamagedStore
from coalition_graph.store import seals
from coalition_graph.store.disk import DiskStore
from coalition_graph.store.marker import folder_of
from coalition_graph.store.memory import MemoryStore
from coalition_graph.vocabulary import ONTOLOGY

__all__ = ["differing"]

_LISTED: Final = """
SELECT ?source ?digest {
  GRAPH graph:registry { ?any cg:graph ?source . ?source cg:digest ?digest }
} ORDER BY ?source"""


def differing(store: DiskStore) -> tuple[str, ...]:
    """Return what is not as it was written, a sentence for each graph; nothing where all is well.

    Where the engine's files are damaged, it names those in place of the graphs.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     differing(DiskStore(folder))
    ()
    """
    if not store.marker.generation:
        return ()
    broken = list(seals.broken(folder_of(store.path, store.marker), store.marker.files, every=True))
    files = tuple(f"its {name} is not what was written" for name in broken)
    if any(name.endswith(seals.QUADS) for name in broken):
        # What lies in them cannot be asked for: the engine might never come back.
        return files
    return tuple(_by_graph(store)) or files


def _by_graph(store: DiskStore) -> Iterator[str]:
    if not store.outdated:
        yield from _compared(store, {ONTOLOGY: MemoryStore().digest(ONTOLOGY)})
    yield from _compared(store, store.marker.digests)
    try:
        listed = {str(source): str(digest) for source, digest in store.select(_LISTED).rows}
        held = store.graphs()
    except DamagedStore as error:
        # Without the registry nobody knows which sources there were.
        yield f"its sources cannot be read: {error.reason}"
        return
    yield from _compared(store, listed)
    if (quads := store.count()) != store.marker.quads:
        yield f"it holds {quads:,} quads, and {store.marker.quads:,} were written"
    yield from (
        f"{graph} is listed nowhere" for graph in held if graph not in {*listed, *store.marker.digests}
    )


def _compared(store: DiskStore, digests: dict[str, str]) -> Iterator[str]:
    for graph, digest in digests.items():
        try:
            if store.digest(graph) != digest:
                yield f"{graph} is not what was written"
        except DamagedStore as error:
            yield f"{graph} cannot be read: {error.reason}"
