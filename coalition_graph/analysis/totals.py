"""Sums over positions on many subsets of conditions at once, looked up in tables where that is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coalition_graph.analysis.polynomials import Joined, Number, Part, on_all_subsets, polynomial
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.tallies import PERSONNEL, share

__all__ = ["JOIN", "Apart", "Bits", "Personnel", "State", "Total", "Truth", "Who", "met_on"]

Truth = NDArray[np.bool_]
Bits = NDArray[np.uint32]

# So many at once are asked one by one; more are counted by a table.
_FEW: Final = 30
JOIN: Final = {"all": np.logical_and, "any": np.logical_or}


class Apart(NamedTuple):
    """A position that a table alone does not decide.

    Args:
        part: what it depends on.
        actor: who it is, where it sees a threshold otherwise than all others.
        tabled: whether a table holds it as if it saw what all see.
    """

    part: Part
    actor: str | None
    tabled: bool


Who = Part | Apart


@dataclass(slots=True)
class State:
    """What has come of some subsets so far.

    Args:
        given: the subsets, as the bits of numbers.
        met: these with the conditions that hold by themselves by now.
        seen: the same as those apart are taken to see it.
        firm: where those apart are firm; without it, they are where what they see is enough.
    """

    given: Bits
    met: Bits
    seen: Bits
    firm: Mapping[Apart, Truth] | None = None
    told: dict[object, Number] = field(default_factory=dict)

    @property
    def nowhere(self) -> Truth:
        """Nothing, for each subset."""
        return np.zeros(len(self.met), bool)

    def is_firm(self, who: Who, bits: Mapping[str, int]) -> Truth:
        """Return where a position is firm."""
        if not isinstance(who, Apart):
            return met_on(self.met, who, bits)
        if self.firm is not None:
            return self.firm.get(who, self.nowhere)
        return met_on(self.seen, who.part, bits) if who.tabled else self.nowhere


def met_on(places: Bits, part: Part, bits: Mapping[str, int]) -> Truth:
    """Return where a part holds, given subsets of all that is met.

    >>> met_on(np.arange(4, dtype=np.uint32), Joined("any", ("a", "b")), {"a": 0, "b": 1}).tolist()
    [False, True, True, True]
    """
    if isinstance(part, Joined):
        return reduce(JOIN[part.op], (met_on(places, inner, bits) for inner in part.parts))
    if isinstance(part, str):
        return (places >> np.uint32(bits[part]) & 1).astype(bool)
    return np.full(len(places), part)


class Total:
    """A sum of weights over those who are firm."""

    def __init__(self, weights: Mapping[Who, int], bits: Mapping[str, int]) -> None:
        self._bits = bits
        self._alike = {who: weight for who, weight in weights.items() if not isinstance(who, Apart)}
        self._apart = {who: weight for who, weight in weights.items() if isinstance(who, Apart)}

    def on(self, state: State) -> Number:
        """Return what it comes to, per subset."""
        if self not in state.told:
            state.told[self] = self._of_alike[state.met] + self._on_apart(state)
        return state.told[self]

    def _on_apart(self, state: State) -> Number | int:
        if state.firm is None:
            return self._of_apart[state.seen] if self._apart else 0
        return sum(weight * state.firm[who] for who, weight in self._apart.items() if who in state.firm)

    @cached_property
    def _of_alike(self) -> Number:
        return self._table(self._alike.items())

    @cached_property
    def _of_apart(self) -> Number:
        return self._table((who.part, weight) for who, weight in self._apart.items() if who.tabled)

    def _table(self, weights: Iterable[tuple[Part, int]]) -> Number:
        weighted = ((polynomial(part, self._bits), weight) for part, weight in weights)
        return on_all_subsets(weighted, len(self._bits))


class _Given(NamedTuple):
    """What one actor says of an offer that it has a share in; -1 for a maximum that is not given."""

    actor: str
    who: Who
    least: int
    most: int


class _Level(NamedTuple):
    """Those who give the same number; where they are many, with a total that counts them."""

    number: int
    whos: set[Who]
    many: Total | None

    def is_there(self, state: State, bits: Mapping[str, int]) -> Truth:
        """Return where any of them is firm."""
        if self.many is not None:
            return self.many.on(state) > 0
        return reduce(np.logical_or, (state.is_firm(who, bits) for who in self.whos))


class Personnel:
    """The personnel that positions bring by both ends; what is offered together counts once, at its largest.

    Args:
        positions: those that add, each with who it is to a `State`.
    """

    def __init__(self, positions: Sequence[tuple[Position, Who]], bits: Mapping[str, int]) -> None:
        self._bits = bits
        shares: dict[tuple[str, ...], list[_Given]] = defaultdict(list)
        for one, who in positions:
            for offer in one.offers:
                if offer.unit == PERSONNEL:
                    most = -1 if offer.max is None else offer.max
                    shares[share(one.actor, offer)].append(_Given(one.actor, who, offer.min or 0, most))
        self._by_actor: dict[str | None, list[list[_Given]]] = defaultdict(list)
        for given in shares.values():
            for actor in {one.actor for one in given}:
                self._by_actor[actor].append(given)
        # As if nobody shared: no actor takes away more than this.
        self.largest = max((sum(offer.min or 0 for offer in one.offers) for one, _ in positions), default=0)
        together = [_merged(given) for given in shares.values()]
        several = [given for given in together if len(given) > 1]
        self._several = [(self._levels(given, "least"), self._levels(given, "most")) for given in several]
        alone = [given[0] for given in together if len(given) == 1]
        self._least = Total(_summed((one.who, one.least) for one in alone), bits)
        self._most = Total(_summed((one.who, max(one.most, 0)) for one in alone), bits)
        self._unknown = Total(_summed((one.who, 1) for one in alone if one.most < one.least), bits)

    def least(self, state: State) -> Number:
        """Return the sum of what is given as minima, per subset."""
        if self not in state.told:
            shared = sum(self._largest(least, state) for least, _ in self._several)
            state.told[self] = self._least.on(state) + shared
        return state.told[self]

    def most(self, state: State) -> Number:
        """Return the sum of what is given as maxima, per subset."""
        return self._most.on(state) + sum(self._largest(most, state) for _, most in self._several)

    def unbounded(self, state: State) -> Truth:
        """Return where somebody firm brings nobody knows how many at most, per subset."""
        unbounded = self._unknown.on(state) > 0
        for least, most in self._several:
            unbounded |= self._largest(most, state) < self._largest(least, state)
        return unbounded

    def brought_by(self, actor: str | None, state: State) -> Number:
        """Return how much smaller the least would be without an actor, per subset."""
        lost = np.zeros(len(state.met), np.int64)
        for given in self._by_actor.get(actor, ()):
            others = [one for one in given if one.actor != actor]
            # Asked once for each actor, so that a table would not pay.
            with_, without = (self._levels(some, "least", most=len(some)) for some in (given, others))
            lost += self._largest(with_, state) - self._largest(without, state)
        return lost

    def _levels(
        self, given: Iterable[_Given], end: Literal["least", "most"], most: int = _FEW
    ) -> list[_Level]:
        """Return who gives which number, the smallest first; more than so many are counted by a table."""
        whos: dict[int, set[Who]] = defaultdict(set)
        for one in given:
            whos[getattr(one, end)].add(one.who)
        return [
            _Level(number, some, Total(dict.fromkeys(some, 1), self._bits) if len(some) > most else None)
            for number, some in sorted(whos.items())
        ]

    def _largest(self, levels: Iterable[_Level], state: State) -> Number:
        """Return the largest number that anybody firm gives, per subset; 0 where nobody does."""
        largest = np.zeros(len(state.met), np.int64)
        for level in levels:
            largest[level.is_there(state, self._bits)] = level.number
        return largest


def _merged(given: Iterable[_Given]) -> list[_Given]:
    """Return what is given with those made one that are firm on the same subsets."""
    merged: dict[Who, _Given] = {}
    for one in given:
        same = merged.setdefault(one.who, one)
        merged[one.who] = same._replace(least=max(same.least, one.least), most=max(same.most, one.most))
    return list(merged.values())


def _summed(weights: Iterable[tuple[Who, int]]) -> dict[Who, int]:
    total: dict[Who, int] = defaultdict(int)
    for who, weight in weights:
        total[who] += weight
    return total
