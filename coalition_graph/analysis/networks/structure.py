"""What a node's place in a network is: degree, betweenness, community. All on matrices of weights."""

from __future__ import annotations

from typing import Final

import networkx as nx
import numpy as np

from coalition_graph.analysis.networks.formulas import Matrix
from coalition_graph.analysis.networks.ties import Ints

__all__ = ["SEED", "betweenness", "communities", "degree"]

SEED: Final = 1


def degree(weights: Matrix) -> Ints:
    """Return how many nodes each node is tied to, either way, whatever the weight.

    >>> degree(np.array([[0, 2, 0], [2, 0, 0], [0, 0, 0]])).tolist()
    [1, 1, 0]
    """
    return np.asarray(((weights != 0) | (weights.T != 0)).sum(axis=1))


def betweenness(weights: Matrix) -> Matrix:
    """Return the share of shortest paths between others that lead through each node.

    B(v) = Σ s≠v≠t σ(s, t | v) / σ(s, t), divided by (N − 1)(N − 2); ties count as steps of one, along their
    direction, and only those with a weight above 0. Source: Freeman 1977; the algorithm is that of Brandes
    2001, for all nodes s at once.

    >>> betweenness(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])).tolist()
    [0.0, 1.0, 0.0]
    """
    size = len(weights)
    if size < 3:
        return np.zeros(size)
    tied = (weights > 0).astype(np.float64)
    paths = np.eye(size)
    fronts = [np.eye(size, dtype=bool)]
    seen = fronts[0].copy()
    while fronts[-1].any():
        reached = (paths * fronts[-1]) @ tied
        fronts.append((reached > 0) & ~seen)
        paths += reached * fronts[-1]
        seen |= fronts[-1]
    through = np.zeros((size, size))
    for near, far in zip(fronts[-2::-1], fronts[:0:-1], strict=True):
        share = np.divide((1 + through) * far, paths, out=np.zeros_like(paths), where=far)
        through += (share @ tied.T) * paths * near
    np.fill_diagonal(through, 0)
    return np.asarray(through.sum(axis=0) / ((size - 1) * (size - 2)))


def communities(weights: Matrix) -> Ints:
    """Return the community of each node, the largest first; equal ones in the order of their first node.

    Louvain: nodes, then communities, move to where modularity gains most, until none gains. Q = 1/2m · Σ
    (w(i, j) − s(i) · s(j) / 2m) over pairs in one community. Only weights above 0 count; the seed is fixed,
    so the same network always has the same communities. Source: Blondel and
    others 2008.

    >>> communities(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])).tolist()
    [0, 0, 1, 1]
    """
    both = np.triu(np.maximum(weights, 0) + np.maximum(weights, 0).T, 1)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(weights)))
    tails, heads = np.nonzero(both)
    graph.add_weighted_edges_from(
        zip(tails.tolist(), heads.tolist(), both[tails, heads].tolist(), strict=True)
    )
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED) if len(weights) else []
    member = np.zeros(len(weights), dtype=np.int64)
    for number, nodes in enumerate(sorted(found, key=lambda nodes: (-len(nodes), min(nodes)))):
        member[list(nodes)] = number
    return member
