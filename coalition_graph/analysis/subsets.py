"""Every subset of some conditions at once: who is firm if just those are met, as arrays of truth.

With n conditions an array has 2**n places; place s tells of the subset whose conditions are the bits of s.
Positions that hang on the same conditions share one array, so that many positions cost little more than few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer, spelled
from coalition_graph.analysis.scenarios import World
from coalition_graph.analysis.tallies import PERSONNEL, counted, share
from coalition_graph.model import Expression, Requirement
from coalition_graph.vocabulary import COMMITTING, WILLING

__all__ = ["Number", "Subsets", "Truth"]

Truth = NDArray[np.bool_]
Number = NDArray[np.int64]
Part = Expression | str | bool

_JOIN: Final = {"all": np.logical_and, "any": np.logical_or}


class Subsets:
    """Who is firm, per subset of candidates.

    Args:
        world: what is known.
        candidates: the conditions whose subsets are tried, at most some twenty.

    >>> needs = Expression(op="all", parts=("condition:a", "condition:b"))
    >>> world = World([Position("country:SE", "p", "open", (), expression=needs)], {}, {})
    >>> Subsets(world, ["condition:a", "condition:b"]).actors("p").tolist()
    [0, 0, 0, 1]
    """

    def __init__(self, world: World, candidates: Sequence[str]) -> None:
        self._world = world
        self._size = 1 << len(candidates)
        places = np.arange(self._size, dtype=np.uint32)
        self._bits = {name: (places >> bit & 1).astype(bool) for bit, name in enumerate(candidates)}
        self._all, self._none = np.ones(self._size, bool), np.zeros(self._size, bool)
        self._parts: dict[str, Part] = {}
        self._of: dict[tuple[str, str], str] = {}
        self._willing = [one for one in world.positions if one.stance in WILLING and not one.ambiguous]
        for position in self._willing:
            part = self._reduced(position.expression)
            name = (
                part
                if isinstance(part, str)
                else str(part)
                if isinstance(part, bool)
                else spelled(part, False)
            )
            self._parts[name] = part
            self._of[position.proposal, position.actor] = name
        self._firm = dict.fromkeys(self._parts, self._none)
        self._settle()

    def _reduced(self, part: Expression | str | None) -> Part:
        """Return an expression without what no subset changes, so that more positions share one."""
        if part is None:
            return True
        if isinstance(part, str):
            status = self._world.status.get(part)
            if status in ("met", "failed"):
                return status == "met"
            return part if part in self._bits or part in self._world.rules else False
        enough = part.op == "any"
        parts = dict.fromkeys(map(self._reduced, part.parts))
        if enough in parts:
            return enough
        open_ = sorted((inner for inner in parts if not isinstance(inner, bool)), key=str)
        if len(open_) < 2:
            return open_[0] if open_ else not enough
        return Expression(op=part.op, parts=tuple(open_))

    def _settle(self) -> None:
        """Let firm become who can, round by round, until nobody else does.

        Whoever is counted itself in what it waits for is firm by then, so that everybody may be counted.
        """
        waiting = list(self._parts)
        while waiting:
            self._told: dict[str, Truth] = {}
            news = {name: self._holds(self._parts[name]) for name in waiting}
            moved = any((firm != self._firm[name]).any() for name, firm in news.items())
            self._firm |= news
            # Who hangs on no rule is decided in the first round.
            waiting = [name for name in waiting if self._ruled(self._parts[name])] if moved else []

    def _ruled(self, part: Part) -> bool:
        leaves = (part,) if isinstance(part, str) else () if isinstance(part, bool) else part.leaves()
        return any(leaf in self._world.rules for leaf in leaves)

    def _holds(self, part: Part) -> Truth:
        if isinstance(part, bool):
            return self._all if part else self._none
        if isinstance(part, str):
            return self._is_met(part)
        return reduce(_JOIN[part.op], map(self._holds, part.parts))

    def _is_met(self, condition: str) -> Truth:
        if condition not in self._told:
            met = self._bits.get(condition, self._none)
            rule = self._world.rules.get(condition)
            self._told[condition] = met if rule is None else met | self._required(rule)
        return self._told[condition]

    def _required(self, rule: Requirement) -> Truth:
        inner = [self._required(part) for part in (*rule.any, *rule.all)]
        if inner:
            return reduce(_JOIN["any" if rule.any else "all"], inner)
        there = self._there(rule.proposal or "", rule.stance or COMMITTING)
        if rule.actor is not None:
            return self._any(one for one in there if one.actor == rule.actor)
        others = [one for one in there if counted(one.actor)]
        if rule.at_least_personnel is not None:
            return self._sum(others, "min") >= rule.at_least_personnel
        return self._heads(others) >= (rule.at_least or 0)

    def _there(self, proposal: str, stances: Collection[str]) -> list[Position]:
        return [one for one in self._willing if one.proposal == proposal and one.stance in stances]

    def _array(self, position: Position) -> Truth:
        return self._firm[self._of[position.proposal, position.actor]]

    def _any(self, positions: Iterable[Position]) -> Truth:
        return reduce(np.logical_or, map(self._array, positions), self._none)

    def _heads(self, positions: Iterable[Position]) -> Number:
        many: dict[str, int] = defaultdict(int)
        for one in positions:
            many[self._of[one.proposal, one.actor]] += 1
        return self._weighed(many)

    def _weighed(self, weights: dict[str, int]) -> Number:
        total = np.zeros(self._size, np.int64)
        for key, weight in weights.items():
            total += weight * self._firm[key]
        return total

    def _sum(self, positions: Iterable[Position], end: str) -> Number:
        """Return the personnel that firm positions bring by one end; of a share the largest counts."""
        alone: dict[str, int] = defaultdict(int)
        total = np.zeros(self._size, np.int64)
        for bringing in _shares(positions).values():
            given = [(number, one) for one, offer in bringing if (number := getattr(offer, end)) is not None]
            if len(given) == 1:
                alone[self._of[given[0][1].proposal, given[0][1].actor]] += given[0][0]
            elif given:
                total += reduce(
                    np.maximum, (number * self._array(one).astype(np.int64) for number, one in given)
                )
        return total + self._weighed(alone)

    def _committing(self, proposal: str) -> list[Position]:
        return [one for one in self._there(proposal, COMMITTING) if counted(one.actor)]

    def actors(self, proposal: str) -> Number:
        """Return how many actors are firm that pledge or are open, per subset."""
        return self._heads(self._committing(proposal))

    def personnel(self, proposal: str) -> tuple[Number, Number]:
        """Return the personnel that those bring at least and at most, per subset."""
        there = self._committing(proposal)
        return self._sum(there, "min"), self._sum(there, "max")

    def unbounded(self, proposal: str) -> Truth:
        """Return whether somebody firm brings personnel without saying how many at most, per subset."""
        there = self._committing(proposal)
        return self._any(
            one for one in there if any(o.unit == PERSONNEL and o.max is None for o in one.offers)
        )


def _shares(positions: Iterable[Position]) -> dict[tuple[str, ...], list[tuple[Position, Offer]]]:
    found: dict[tuple[str, ...], list[tuple[Position, Offer]]] = defaultdict(list)
    for one in positions:
        if one.stance in COMMITTING:
            for offer in one.offers:
                if offer.unit == PERSONNEL:
                    found[share(one.actor, offer)].append((one, offer))
    return found
