"""The lists that other rows point into: nodes, sources and words, each thing in them once."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from coalition_graph.picture import records
from coalition_graph.picture.origins import Origins
from coalition_graph.store import Store
from coalition_graph.table import Cell
from coalition_graph.vocabulary import local

__all__ = ["Rows"]

_NODES: Final = """
SELECT ?node ?label ?code ?alias WHERE {
  VALUES ?type { cg:Actor cg:Proposal cg:Condition cg:Meeting }
  ?node a ?type
  OPTIONAL { ?node rdfs:label ?label }
  OPTIONAL { ?node cg:code ?code }
  OPTIONAL { ?node skos:altLabel ?alias }
} ORDER BY ?node ?alias"""
_KINDS: Final = """
SELECT ?node ?kind WHERE { ?node a cg:Condition OPTIONAL { ?node cg:conditionKind ?kind } } ORDER BY ?node"""
_POSTS: Final = """
SELECT ?person ?post ?label WHERE {
  ?membership org:member ?person ; cg:post ?post
  OPTIONAL { ?membership org:organization ?of . ?of rdfs:label ?label }
} ORDER BY ?person ?membership"""
_SOURCES: Final = """
SELECT ?source ?title ?url ?published ?publisher ?author ?reliability ?via ?accessed WHERE {
  ?source a cg:Source
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source cg:url ?url }
  OPTIONAL { ?source dcterms:issued ?published }
  OPTIONAL { ?source dcterms:publisher ?publisher }
  OPTIONAL { ?source dcterms:creator ?author }
  OPTIONAL { ?source cg:reliability ?reliability }
  OPTIONAL { ?source cg:via ?via }
  OPTIONAL { ?source cg:accessed ?accessed }
} ORDER BY ?source"""
# Nodes that a reader may look for though nobody took a position or came; countries need not all be listed.
_ALWAYS: Final = ("person:", "unnamed:", "proposal:", "condition:", "meeting:")


class Rows:
    """The shared lists of a payload; whatever is asked for gets a place in them.

    Args:
        only: nodes that a picture is narrowed to; nothing else has a place before it is asked for.
    """

    def __init__(self, store: Store, only: Set[str] | None = None) -> None:
        self._store = store
        self._known = _described(store)
        self._posts = _posts(store)
        self._nodes: dict[str, int] = {}
        self._words: dict[records.Words, int] = {}
        self._cited: dict[str, int] = {}
        self._origins = Origins()
        self._sources = {row.name: row for row in _sources(store)}
        for source in self._sources:
            if only is None or source in only:
                self._cite(source)
        for node in self._known:
            if node.startswith(_ALWAYS) if only is None else node in only:
                self.node(node)

    def __contains__(self, node: str) -> bool:
        """Return whether a node has a place."""
        return node in self._nodes

    def node(self, node: str) -> int:
        """Return the place of a node, by its prefixed name."""
        return self._nodes.setdefault(node, len(self._nodes))

    def all(self, nodes: Iterable[str]) -> tuple[int, ...] | None:
        """Return the places of several nodes, or None for none."""
        return tuple(self.node(node) for node in nodes) or None

    def label(self, node: str) -> str:
        """Return what a reader calls a node."""
        return self._known[node].label if node in self._known else local(node)

    def word(self, source: str | None, *told: str | None) -> int:
        """Return the place of words: quote, summary, locator, attribution and via, in this order."""
        known = self._sources.get(source) if source else None
        place = self._cite(known.name) if known else None
        quote, summary, locator, attribution, via = told
        origin = self._origins.place(known, via)
        row = records.Words(place, quote, summary, locator, attribution, via, origin)
        return self._words.setdefault(row, len(self._words))

    def _cite(self, source: str) -> int:
        return self._cited.setdefault(source, len(self._cited))

    def conditions(self) -> dict[str, str | None]:
        """Return every condition with its kind."""
        rows = self._store.select(_KINDS).rows
        return {str(node): _text(kind) for node, kind in rows}

    def nodes(self) -> tuple[records.Node, ...]:
        """Return the nodes that have a place, in order."""
        return tuple(self._node(node) for node in self._nodes)

    def _node(self, node: str) -> records.Node:
        kind = node.partition(":")[0]
        known = self._known.get(node) or records.Node(node, kind, local(node))
        return records.Node(node, kind, known.label, known.code, self._posts.get(node), known.aliases)

    def sources(self) -> tuple[records.Source, ...]:
        """Return the sources that have a place, in order."""
        return tuple(self._sources[source] for source in self._cited)

    def words(self) -> tuple[records.Words, ...]:
        """Return the words that have a place, in order."""
        return tuple(self._words)


def _described(store: Store) -> dict[str, records.Node]:
    found: dict[str, records.Node] = {}
    for node, label, code, alias in store.select(_NODES).rows:
        name = str(node)
        before = found[name].aliases or () if name in found else ()
        aliases = (*before, str(alias)) if alias else before
        shown = _text(label) or local(name)
        found[name] = records.Node(name, name.partition(":")[0], shown, _text(code), None, aliases or None)
    return found


def _posts(store: Store) -> dict[str, str]:
    """Per person, the office as a reader says it; of several the last."""
    rows = store.select(_POSTS).rows
    return {str(person): ", ".join(str(part) for part in (post, of) if part) for person, post, of in rows}


def _sources(store: Store) -> list[records.Source]:
    found = [_source(row) for row in store.select(_SOURCES).rows]
    return list({row.name: row for row in found}.values())


def _source(row: tuple[Cell, ...]) -> records.Source:
    name, title, *rest = map(_text, row)
    return records.Source(name or "", title or local(name or ""), *rest)


def _text(cell: Cell) -> str | None:
    return None if cell in (None, "") else str(cell)
