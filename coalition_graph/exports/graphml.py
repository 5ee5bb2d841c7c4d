"""GraphML, for R and igraph, networkx, yEd and most other tools; days stand in `start` and `end`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from coalition_graph.exports.outline import AnyGraph, Arc, Vertex, dated, outline
from coalition_graph.exports.plain import Plain, types
from coalition_graph.exports.xml import HEAD, attributes, element, escaped
from coalition_graph.table import written

__all__ = ["graphml"]

_OPEN: Final = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
_TYPES: Final = {"integer": "int"}


def graphml(graph: AnyGraph) -> bytes:
    """Return a network as GraphML in UTF-8; the same network gives the same bytes.

    Args:
        graph: the mirror, a slice of it, a projection or any other network; it is not changed.

    >>> import networkx as nx
    >>> b'<node id="country:SE">' in graphml(nx.Graph([("country:SE", "country:NO")]))
    True
    """
    drawn = outline(graph)
    nodes = [(one, _of_node(one)) for one in drawn.vertices]
    edges = [(arc, {**arc.facts, **dated(arc.days)}) for arc in drawn.arcs]
    of_nodes, of_edges = types(facts for _, facts in nodes), types(facts for _, facts in edges)
    direction = {"id": "G", "edgedefault": "directed" if drawn.directed else "undirected"}
    lines = (
        HEAD,
        _OPEN,
        *_keys("node", of_nodes),
        *_keys("edge", of_edges),
        f"<graph{attributes(direction)}>",
        *(_node(one, _data("n", facts, of_nodes)) for one, facts in nodes),
        *(_edge(n, arc, _data("e", facts, of_edges)) for n, (arc, facts) in enumerate(edges)),
        "</graph>",
        "</graphml>",
        "",
    )
    return "\n".join(lines).encode()


def _of_node(one: Vertex) -> dict[str, Plain]:
    return {"label": one.label, **one.facts, **dated(one.days)}


def _keys(what: str, columns: Mapping[str, str]) -> Iterator[str]:
    for number, (name, kind) in enumerate(columns.items()):
        named = {"id": f"{what[0]}{number}", "for": what, "attr.name": name}
        yield element("key", named | {"attr.type": _TYPES.get(kind, kind)})


def _data(letter: str, facts: Mapping[str, Plain], columns: Mapping[str, str]) -> str:
    return "".join(
        element("data", {"key": f"{letter}{number}"}, escaped(written(facts[name])))
        for number, name in enumerate(columns)
        if name in facts
    )


def _node(one: Vertex, data: str) -> str:
    return f"<node{attributes({'id': one.id})}>{data}</node>"


def _edge(number: int, arc: Arc, data: str) -> str:
    named = {"id": str(number), "source": arc.tail, "target": arc.head}
    return f"<edge{attributes(named)}>{data}</edge>"
