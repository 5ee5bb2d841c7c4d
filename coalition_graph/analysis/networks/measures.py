"""What is measured on networks: polarisation, communities, what is contested, what holds together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, Literal, get_args

import numpy as np

from coalition_graph.analysis.networks.formulas import Matrix
from coalition_graph.analysis.networks.options import AGREEMENT, AGREES, DISAGREES, Options
from coalition_graph.analysis.networks.projecting import Counted, count, weights
from coalition_graph.analysis.networks.structure import SEED, communities
from coalition_graph.analysis.networks.tally import Tally
from coalition_graph.analysis.networks.ties import Bools, Ints, conditional
from coalition_graph.analysis.nodes import called
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import local

__all__ = [
    "MEASURES",
    "Measure",
    "entropy",
    "frustration",
    "measures",
    "share_difference",
    "signed_modularity",
]

Measure = Literal["communities", "contested", "cohesion", "polarisation"]
MEASURES: Final = get_args(Measure)

_STANCES: Final = tuple(AGREEMENT)


def measures(store: Store, measure: Measure, options: Options) -> Table:
    """Return one measure as a table; see `Graph.measures`."""
    return _MEASURES[measure](store, count(store, options))


def _communities(store: Store, counted: Counted) -> Table:  # noqa: ARG001
    tally = counted.tally
    member = communities(weights(tally))
    sizes, many = np.bincount(member), np.bincount(tally.row, minlength=len(tally.rows))
    named = [called(counted.calls, actor) for actor in tally.rows]
    order = sorted(range(len(named)), key=lambda at: (member[at], named[at].label, tally.rows[at]))
    rows: list[tuple[Cell, ...]] = [
        (int(member[at]), int(sizes[member[at]]), named[at].label, named[at].code, int(many[at]))
        for at in order
    ]
    notes = (f"Louvain on the ties above 0 of the network {tally.options.mode}, seed {SEED}",)
    return Table(("community", "size", "actor", "code", "statements"), rows, counted.notes + notes)


def _contested(store: Store, counted: Counted) -> Table:  # noqa: ARG001
    tally = counted.tally
    place = {stance: at for at, stance in enumerate(_STANCES)}
    found = np.zeros((len(tally.columns), len(_STANCES)), dtype=np.int64)
    for column, stance in zip(tally.column.tolist(), tally.ties.stances, strict=True):
        found[column, place[stance]] += 1
    actors = (tally.n.sum(axis=0) > 0).sum(axis=0)
    spread = [entropy(counts) for counts in found.tolist()]
    order = sorted(range(len(spread)), key=lambda at: (-spread[at], -found[at].sum(), tally.columns[at]))
    rows: list[tuple[Cell, ...]] = [
        (
            local(tally.columns[at]),
            round(spread[at], 4),
            int(actors[at]),
            int(found[at].sum()),
            *found[at].tolist(),
        )
        for at in order
    ]
    return Table(("proposal", "entropy", "actors", "statements", *_STANCES), rows, counted.notes)


def _cohesion(store: Store, counted: Counted) -> Table:
    tally = counted.tally
    member = communities(weights(tally))
    rows = [
        (community, kind, local(thing), *shown)
        for kind, things, agreed in (_on_proposals(tally), _on_conditions(store, tally))
        for community in range(int(member.max(initial=-1)) + 1)
        for thing, shown in zip(things, _shares(agreed, member == community), strict=True)
        if shown[0] or shown[2]
    ]
    rows.sort(key=lambda row: (row[0], -row[7], row[1], row[2]))
    columns = ("community", "kind", "thing", "agree", "members", "others_agree", "others", "difference")
    return Table(columns, list(rows), counted.notes)


def _on_proposals(tally: Tally) -> tuple[str, list[str], Bools]:
    """Return who agrees on what: who has more statements that agree than that disagree."""
    return "proposal", list(tally.columns), _agreed(tally)


def _agreed(tally: Tally) -> Bools:
    whole = replace(tally, options=replace(tally.options, scale=False))
    return np.asarray(whole.n[AGREES] > whole.n[DISAGREES])


def _on_conditions(store: Store, tally: Tally) -> tuple[str, list[str], Bools]:
    """Return who names which condition, in a statement that counts."""
    named = conditional(store, tally.options.proposal)
    things = sorted({leaf for id_ in tally.ties.ids for leaf in named.get(id_, ())})
    agreed = np.zeros((len(tally.rows), len(things)), dtype=bool)
    for id_, row in zip(tally.ties.ids, tally.row.tolist(), strict=True):
        for leaf in named.get(id_, ()):
            agreed[row, things.index(leaf)] = True
    return "condition", things, agreed


def _shares(agreed: Bools, inside: Bools) -> Iterator[tuple[int, int, int, int, float]]:
    members, others = int(inside.sum()), int((~inside).sum())
    within, without = agreed[inside].sum(axis=0).tolist(), agreed[~inside].sum(axis=0).tolist()
    for agree, elsewhere in zip(within, without, strict=True):
        yield agree, members, elsewhere, others, round(share_difference(agree, members, elsewhere, others), 4)


def _polarisation(store: Store, counted: Counted) -> Table:  # noqa: ARG001
    matrix = weights(counted.tally)
    member = communities(matrix)
    positive, negative = np.triu(matrix, 1).clip(min=0), -np.triu(matrix, 1).clip(max=0)
    shape = (int(member.max(initial=-1)) + 1, int((positive > 0).sum()), int((negative > 0).sum()))
    rows: list[tuple[Cell, ...]] = [
        (
            "signed-modularity",
            round(signed_modularity(matrix, member), 4),
            *shape,
            "Gómez, Jensen and Arenas 2009",
        ),
        ("frustration", round(frustration(matrix, member), 4), *shape, "Doreian and Mrvar 1996"),
    ]
    columns = ("index", "value", "communities", "positive_ties", "negative_ties", "origin")
    return Table(columns, rows, counted.notes)


_MEASURES: Final[dict[Measure, Callable[[Store, Counted], Table]]] = {
    "communities": _communities,
    "contested": _contested,
    "cohesion": _cohesion,
    "polarisation": _polarisation,
}


def entropy(counts: list[int]) -> float:
    """Return how evenly stances are spread, in bits: H = − Σ p · log2 p. Source: Shannon 1948.

    0 where all take one stance; 1 where two are taken equally often; with six stances at most 2.585.

    >>> entropy([2, 2, 0]), entropy([3, 0, 0])
    (1.0, 0.0)
    """
    share = np.array([much for much in counts if much], dtype=np.float64)
    share /= max(share.sum(), 1)
    return abs(float(-(share * np.log2(share)).sum()))


def share_difference(agree: int, members: int, others_agree: int, others: int) -> float:
    """Return the share of a community that agrees less that of the others; 0 of nobody is 0.

    1 where all of them and nobody else agree: that holds them together and sets them apart; 0 where it tells
    nothing of them. Source: the difference of two proportions, d in Newcombe 1998.

    >>> share_difference(3, 4, 1, 4)
    0.5
    """
    return agree / max(members, 1) - others_agree / max(others, 1)


def signed_modularity(matrix: Matrix, member: Ints) -> float:
    """Return how far a signed network falls into its communities: friends within, foes between.

    Q = 1 / (2w⁺ + 2w⁻) · Σ (w(i, j) − (w⁺(i) · w⁺(j) / 2w⁺ − w⁻(i) · w⁻(j) / 2w⁻)) over all i and j of one
    community, with w⁺(i) the sum of the positive ties of i and 2w⁺ that of all; w⁻ of the negative ones. 0
    where communities tell nothing; 1 is the bound. Source: Gómez, Jensen and Arenas, "Analysis of community
    structure in networks of correlated data", Physical Review E 80, 2009, equation 8.

    >>> friends = [[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]]
    >>> signed_modularity(np.array(friends), np.array([0, 0, 1, 1]))
    0.5
    """
    together = member[:, None] == member[None, :]
    expected = np.zeros(matrix.shape)
    for sign in (1, -1):
        part = (sign * matrix).clip(min=0)
        if part.any():
            expected += sign * np.outer(part.sum(axis=1), part.sum(axis=1)) / part.sum()
    total = float(np.abs(matrix).sum())
    return float(((matrix - expected) * together).sum()) / total if total else 0.0


def frustration(matrix: Matrix, member: Ints) -> float:
    """Return the share of tie weight that contradicts the communities: negative within, positive between.

    0 where all friends are within and all foes between. Source: Doreian and Mrvar, "A partitioning approach
    to structural balance", Social Networks 18, 1996; P(C) with α = ½, here as a share of all weight.

    >>> frustration(np.array([[0, 2, -1], [2, 0, 1], [-1, 1, 0]]), np.array([0, 0, 1]))
    0.25
    """
    together = member[:, None] == member[None, :]
    against = np.where(together, (-matrix).clip(min=0), matrix.clip(min=0))
    total = float(np.abs(matrix).sum())
    return float(against.sum()) / total if total else 0.0
