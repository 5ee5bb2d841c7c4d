"""The lists that other rows point into: nodes, sources and words, each thing in them once."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import partial
from typing import Final

from coalition_graph.picture import records
from coalition_graph.picture.focus import of_kind
from coalition_graph.picture.known import Known
from coalition_graph.picture.origins import Origins
from coalition_graph.store import Store
from coalition_graph.table import Cell
from coalition_graph.vocabulary import local

__all__ = ["Rows"]

_NODES: Final = """
SELECT ?node ?label ?code ?alias WHERE {
  %s VALUES ?type { cg:Actor cg:Proposal cg:Condition cg:Meeting }
  ?node a ?type
  OPTIONAL { ?node rdfs:label ?label }
  OPTIONAL { ?node cg:code ?code }
  OPTIONAL { ?node skos:altLabel ?alias }
} ORDER BY ?node ?alias"""
_KINDS: Final = """
SELECT ?node ?kind WHERE {
  %s ?node a cg:Condition OPTIONAL { ?node cg:conditionKind ?kind }
} ORDER BY ?node"""
_POSTS: Final = """
SELECT ?node ?post ?label WHERE {
  %s ?membership org:member ?node ; cg:post ?post
  OPTIONAL { ?membership org:organization ?of . ?of rdfs:label ?label }
} ORDER BY ?node ?membership"""
_SOURCES: Final = """
SELECT ?node ?title ?url ?published ?publisher ?author ?reliability ?via ?accessed WHERE {
  %s ?node a cg:Source
  OPTIONAL { ?node dcterms:title ?title }
  OPTIONAL { ?node cg:url ?url }
  OPTIONAL { ?node dcterms:issued ?published }
  OPTIONAL { ?node dcterms:publisher ?publisher }
  OPTIONAL { ?node dcterms:creator ?author }
  OPTIONAL { ?node cg:reliability ?reliability }
  OPTIONAL { ?node cg:via ?via }
  OPTIONAL { ?node cg:accessed ?accessed }
} ORDER BY ?node"""
# Nodes that a reader may look for though nobody took a position or came; countries need not all be listed.
_ALWAYS: Final = ("person:", "unnamed:", "proposal:", "condition:", "meeting:")


class Rows:
    """The shared lists of a payload; whatever is asked for gets a place in them.

    Args:
        only: nodes that a picture is narrowed to; nothing else has a place before it is asked for.
    """

    def __init__(self, store: Store, only: Set[str] | None = None) -> None:
        whole = only is None
        self._known = Known(partial(_described, store), whole=whole)
        self._posts = Known(partial(_posts, store), whole=whole)
        self._kinds = Known(partial(_kinds, store), whole=whole)
        self._sources = Known(partial(_sources, store), whole=whole)
        self._nodes: dict[str, int] = {}
        self._words: dict[records.Words, int] = {}
        self._cited: dict[str, int] = {}
        self._origins = Origins()
        for source in self._sources.all(only):
            self._cite(source)
        for node in self._known.all(only):
            if only is not None or node.startswith(_ALWAYS):
                self.node(node)

    def __contains__(self, node: str) -> bool:
        """Return whether a node has a place."""
        return node in self._nodes

    def look_up(self, nodes: Iterable[str] = (), sources: Iterable[str | None] = ()) -> None:
        """Ask at once for what will be named or cited; it has a place only then."""
        self._known.look_up(nodes)
        self._sources.look_up(filter(None, sources))

    def node(self, node: str) -> int:
        """Return the place of a node, by its prefixed name."""
        return self._nodes.setdefault(node, len(self._nodes))

    def others(self) -> list[str]:
        """Return the nodes with a place that may be meetings, going by their names."""
        return [node for node in self._nodes if of_kind(node) in ("meeting", None)]

    def all(self, nodes: Iterable[str]) -> tuple[int, ...] | None:
        """Return the places of several nodes, or None for none."""
        return tuple(self.node(node) for node in nodes) or None

    def label(self, node: str) -> str:
        """Return what a reader calls a node."""
        known = self._known.get(node)
        return known.label if known else local(node)

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
        """Return every condition that has a place, with its kind."""
        return self._kinds.all(self._nodes)

    def nodes(self) -> tuple[records.Node, ...]:
        """Return the nodes that have a place, in order."""
        self._known.look_up(self._nodes)
        self._posts.look_up(self._nodes)
        return tuple(self._node(node) for node in self._nodes)

    def _node(self, node: str) -> records.Node:
        kind = node.partition(":")[0]
        known = self._known.get(node) or records.Node(node, kind, local(node))
        return records.Node(node, kind, known.label, known.code, self._posts.get(node), known.aliases)

    def sources(self) -> tuple[records.Source, ...]:
        """Return the sources that have a place, in order."""
        return tuple(self._sources.all()[source] for source in self._cited)

    def words(self) -> tuple[records.Words, ...]:
        """Return the words that have a place, in order."""
        return tuple(self._words)


def _described(store: Store, which: str) -> dict[str, records.Node]:
    found: dict[str, records.Node] = {}
    for node, label, code, alias in store.select(_NODES % which).rows:
        name = str(node)
        before = found[name].aliases or () if name in found else ()
        aliases = (*before, str(alias)) if alias else before
        shown = _text(label) or local(name)
        found[name] = records.Node(name, name.partition(":")[0], shown, _text(code), None, aliases or None)
    return found


def _kinds(store: Store, which: str) -> dict[str, str | None]:
    return {str(node): _text(kind) for node, kind in store.select(_KINDS % which).rows}


def _posts(store: Store, which: str) -> dict[str, str]:
    """Per person, the office as a reader says it; of several the last."""
    rows = store.select(_POSTS % which).rows
    return {str(person): ", ".join(str(part) for part in (post, of) if part) for person, post, of in rows}


def _sources(store: Store, which: str) -> dict[str, records.Source]:
    return {row.name: row for row in map(_source, store.select(_SOURCES % which).rows)}


def _source(row: tuple[Cell, ...]) -> records.Source:
    name, title, *rest = map(_text, row)
    return records.Source(name or "", title or local(name or ""), *rest)


def _text(cell: Cell) -> str | None:
    return None if cell in (None, "") else str(cell)
