"""Load: the store comes to equal the given files, and what did not change is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coalition_graph import quads
from coalition_graph.errors import OtherDossier
from coalition_graph.store.base import Derive, Store, Texts
from coalition_graph.store.union import reported, settled, united
from coalition_graph.store.values import Node
from coalition_graph.table import Cell
from coalition_graph.vocabulary import REGISTRY, local

__all__ = ["Loaded", "load", "sources"]

_HELD = """
SELECT ?source ?digest {
  GRAPH graph:registry { ?any cg:graph ?source OPTIONAL { ?source cg:digest ?digest } }
}"""
_DOSSIERS = "SELECT ?dossier { GRAPH graph:registry { ?dossier a cg:Dossier } } ORDER BY ?dossier"
_REPORTS = "CONSTRUCT { ?report ?is ?so } { GRAPH ?source { ?report a cg:MeetingReport ; ?is ?so } }"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, by source graph."""

    changed: tuple[str, ...]
    dropped: tuple[str, ...]
    unchanged: tuple[str, ...]


def load(store: Store, dossier: str, texts: Texts, derive: Derive, *, add: bool = False) -> Loaded:
    """Bring a store in line with a dossier; twice changes nothing.

    A local store changes in one go or not at all; an endpoint graph by graph, finished by doing it again.

    Only graphs that the store's registry lists are ever dropped or replaced.

    Args:
        store: where to.
        dossier: the id of the dossier.
        texts: graphs and their N-Quads text, the registry last, as `quads.graphs` yields them; may be lazy.
        derive: makes the current graph from the new state.
        add: keep the sources that are not given, and what the registry says for them.

    Raises:
        OtherDossier: the store holds another dossier, and `add` was not given.
    """
    others = [local(str(held)) for held in store.select(_DOSSIERS).column("dossier")]
    if not add and any(held != dossier for held in others):
        raise OtherDossier(dossier, next(held for held in others if held != dossier))
    plan = _Plan(store, add)
    changes = plan.changes(texts.items() if hasattr(texts, "items") else texts)
    first = next(changes, None)
    if first is not None or store.outdated or plan.gone():
        store.replace(_chain(first, changes), plan.drops(), derive)
    return plan.done()


def sources(store: Store) -> tuple[str, ...]:
    """Return the source graphs that a store's registry lists, sorted."""
    return tuple(sorted(_held(store)))


def _held(store: Store) -> dict[str, Cell]:
    """Return the digest of each source graph that the registry lists."""
    held = ((str(graph), digest) for graph, digest in store.select(_HELD).rows)
    return {graph: digest for graph, digest in held if graph.startswith("source:")}


def _chain(first: tuple[str, str] | None, rest: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if first is not None:
        yield first
    yield from rest


class _Plan:
    def __init__(self, store: Store, add: bool) -> None:
        self._store = store
        self._add = add
        self._held = _held(store)
        self._changed: list[str] = []
        self._unchanged: list[str] = []
        self._told: list[str] = []

    def changes(self, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield the graphs that differ from those held."""
        for graph, text in texts:
            if graph == REGISTRY:
                yield from self._registry(text)
            elif (held := self._held.get(graph)) is not None and held == quads.digest(text):
                self._unchanged.append(graph)
            else:
                self._changed.append(graph)
                self._told += reported(text) if self._add else ()
                yield graph, text

    def _registry(self, text: str) -> Iterator[tuple[str, str]]:
        new = text
        if self._add:
            held = self._store.text(REGISTRY)
            new = settled(united(held, text), [*self._told, *self._kept()])
        # It holds the hash of every source, so that it need not be looked at once one has changed.
        if self._changed or quads.digest(new) != self._store.digest(REGISTRY):
            yield REGISTRY, new

    def _kept(self) -> Iterator[str]:
        """Yield what the sources that stay as they are report of meetings, as `reported` does."""
        # One query for all, with VALUES, would take the square of their number.
        for source in set(self._held) - set(self._changed):
            triples = self._store.construct(_REPORTS, {"source": Node(source)})
            yield from (line.removesuffix(" .") for line in triples.split("\n"))

    def gone(self) -> tuple[str, ...]:
        """Return the held sources that were not given; known once all graphs were seen."""
        given = {*self._changed, *self._unchanged}
        return () if self._add else tuple(sorted(set(self._held) - given))

    def drops(self) -> Iterator[str]:
        """Yield them when asked, which is after all graphs were put."""
        yield from self.gone()

    def done(self) -> Loaded:
        """Return what was found."""
        return Loaded(tuple(self._changed), self.gone(), tuple(self._unchanged))
