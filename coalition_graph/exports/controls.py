"""What files of networks are written without, told once, with its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coalition_graph import text
from coalition_graph.exports.outline import AnyGraph

__all__ = ["controls"]


def controls(graph: AnyGraph) -> tuple[str, ...]:
    """Return the one note on control characters in a network; none where there are none.

    >>> import networkx as nx
    >>> controls(nx.Graph([("SE", "NO", {"quote": "x\\x07y", "statement": "statement:a.b"})]))
    ('1 control character left out, which other programs would not read: quote of statement:a.b',)
    """
    return text.left_out(_texts(graph))


def _texts(graph: AnyGraph) -> Iterator[tuple[str, str]]:
    for node, facts in graph.nodes(data=True):
        yield "a node", str(node)
        yield from _of(str(node), facts)
    for tail, head, facts in graph.edges(data=True):
        told = facts.get("statement") or facts.get("report") or f"{tail} – {head}"
        yield from _of(str(told), facts)


def _of(named: str, facts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in facts.items():
        if isinstance(value, str) and not value.isprintable():
            yield f"{key} of {named}", value
