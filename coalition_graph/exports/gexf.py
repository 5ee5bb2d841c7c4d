"""GEXF for Gephi: the mirror's nodes and edges, every edge with the words and source behind it."""

from __future__ import annotations

import io

import networkx as nx

from coalition_graph import text
from coalition_graph.mirror import Network

__all__ = ["gexf"]


def gexf(network: Network) -> bytes:
    """Return a network as GEXF 1.2 in UTF-8.

    Control characters, which no XML reader accepts, are taken out; what is not known is left out,
    since the writer takes no None.

    Args:
        network: the mirror, or a slice of it; it is not changed.

    >>> b'<node id="country:SE"' in gexf(nx.MultiDiGraph([("country:SE", "proposal:x")]))
    True
    """
    plain: Network = nx.MultiDiGraph()
    plain.add_nodes_from((node, _plain(facts)) for node, facts in network.nodes(data=True))
    for number, (tail, head, facts) in enumerate(network.edges(data=True)):
        plain.add_edge(tail, head, key=number, id=str(number), **_plain(facts))
    written = io.BytesIO()
    nx.write_gexf(plain, written, encoding="utf-8", version="1.2draft")
    return written.getvalue()


def _plain(facts: dict[str, object]) -> dict[str, str | int | float | bool]:
    return {
        key: value if isinstance(value, bool | int | float) else text.clean(str(value))
        for key, value in facts.items()
        if value is not None
    }
