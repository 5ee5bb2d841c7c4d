"""What a node's place in a network is: degree, betweenness, community. All on matrices of weights."""

from __future__ import annotations

from typing import Final

import numpy as np

from coalition_graph.analysis.networks.formulas import Matrix
from coalition_graph.analysis.networks.ties import Ints

__all__ = ["SEED", "betweenness", "communities", "degree"]

SEED: Final = 1
_TRIES: Final = 2
_ROUNDING: Final = 1e-12


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
    (w(i, j) − s(i) · s(j) / 2m) over pairs in one community, with s(i) the sum of the weights of i, 2m that
    of all. Only weights above 0 count. In which order nodes move is drawn by lot, twice, and the more
    modular division is taken; the seed is fixed, so that the same network always has the same communities.
    Source: Blondel, Guillaume, Lambiotte and Lefebvre 2008.

    >>> communities(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])).tolist()
    [0, 0, 1, 1]
    """
    ties = np.maximum(weights, 0) + np.maximum(weights, 0).T
    np.fill_diagonal(ties, 0)
    # Unlike newer generators, this one draws the same numbers in every version of numpy.
    chance = np.random.RandomState(SEED)
    found = (_divided(ties, chance) for _ in range(_TRIES))
    return _by_size(max(found, key=lambda member: _modularity(ties, member)))


def _modularity(ties: Matrix, member: Ints) -> float:
    strength = ties.sum(axis=1)
    expected = np.outer(strength, strength) / max(strength.sum(), 1)
    return round(float(((ties - expected) * (member[:, None] == member[None, :])).sum()), 6)


def _divided(ties: Matrix, chance: np.random.RandomState) -> Ints:
    member = np.arange(len(ties))
    while True:
        kept, moved = np.unique(_moved(ties, chance), return_inverse=True)
        if len(kept) == len(ties):
            return member
        member = moved[member]
        joined = np.eye(len(kept))[moved]
        ties = joined.T @ ties @ joined


def _moved(ties: Matrix, chance: np.random.RandomState) -> Ints:
    """Return where each node moves, one after the other, until no move gains anything."""
    place = np.arange(len(ties))
    strength = ties.sum(axis=1)
    total, inside = strength.sum(), strength.copy()
    moving = total > 0
    while moving:
        moving = False
        for node in chance.permutation(len(ties)).tolist():
            own = place[node]
            inside[own] -= strength[node]
            links = np.bincount(place, weights=ties[node], minlength=len(ties))
            links[own] -= ties[node, node]
            gain = links - strength[node] * inside / total
            best = gain.argmax()
            # What is gained by rounding alone would be moved to and fro for ever.
            if gain[best] > gain[own] + total * _ROUNDING:
                place[node], moving = best, True
            inside[place[node]] += strength[node]
    return place


def _by_size(member: Ints) -> Ints:
    _, first, numbered, sizes = np.unique(member, return_index=True, return_inverse=True, return_counts=True)
    rank = np.argsort(np.lexsort((first, -sizes)))
    return np.asarray(rank[numbered])
