"""JSON of nodes and edges, as D3 and networkx's `node_link_graph` read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from coalition_graph.exports.outline import AnyGraph, dated, outline
from coalition_graph.exports.plain import Plain

__all__ = ["nodelink"]

# The format's own names; a fact of that name gets another.
_OWN: Final = frozenset(("id", "source", "target", "key"))


def nodelink(graph: AnyGraph) -> bytes:
    """Return a network as JSON in UTF-8; the same network gives the same bytes.

    The source that carries an edge stands in `source_id`, since `source` is where the edge begins.

    >>> import networkx as nx
    >>> sorted(json.loads(nodelink(nx.Graph([("SE", "NO")]))))
    ['directed', 'edges', 'graph', 'multigraph', 'nodes']
    """
    drawn = outline(graph)
    several = graph.is_multigraph()
    nodes = [
        {"id": one.id, "label": one.label, **_named(one.facts), **dated(one.days)} for one in drawn.vertices
    ]
    edges = [
        {
            "source": arc.tail,
            "target": arc.head,
            **({"key": number} if several else {}),
            **_named(arc.facts),
            **dated(arc.days),
        }
        for number, arc in enumerate(drawn.arcs)
    ]
    whole = {"directed": drawn.directed, "multigraph": several, "graph": {}, "nodes": nodes, "edges": edges}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _named(facts: Mapping[str, Plain]) -> dict[str, Plain]:
    return {f"{key}_id" if key in _OWN else key: value for key, value in facts.items()}
