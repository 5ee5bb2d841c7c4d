"""Counts and sums over firm positions that grow or shrink as a fixpoint is sought, and whom to wake then."""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.vocabulary import COMMITTING

__all__ = ["PERSONNEL", "Heads", "Tallies", "counted", "share"]

PERSONNEL = "personnel"
Truth = Callable[[str | None], bool]


class Heads(NamedTuple):
    """Whom to count: those firm on a proposal with one of these stances."""

    proposal: str
    stances: frozenset[str]


def counted(actor: str) -> bool:
    """Return whether an actor may enter counts and sums: unnamed ones and groups never do.

    >>> counted("country:SE"), counted("unnamed:many"), counted("group:G7")
    (True, False, False)
    """
    return not actor.startswith(("unnamed:", "group:"))


def share(actor: str, offer: Offer) -> tuple[str, ...]:
    """Return what tells apart the shares that a sum adds.

    A joint offer is one share for all actors of its statement, a plan with a name one over all statements.
    """
    if offer.joint in (None, "false"):
        return (actor, offer.node)
    if offer.joint == "true":
        return ("", offer.node)
    return ("plan", offer.joint or "", offer.kind or "", offer.unit or "")


class Tallies:
    """Everything that requirements ask of positions; each asking is told apart by its condition.

    `one`, `at_least` and `personnel` return the answer as a function of the actor being decided, whose own
    position is left out of counts and sums; with None nobody's is.
    """

    def __init__(self) -> None:
        self._firm: set[tuple[str, Heads]] = set()
        self._atoms: dict[tuple[str, str, str], list[tuple[Heads, str]]] = defaultdict(list)
        self._counts: dict[Heads, _Count] = {}
        self._counting: dict[tuple[str, str], list[_Count]] = defaultdict(list)
        self._sums: dict[str, _Sum] = {}

    def one(self, heads: Heads, actor: str, condition: str) -> Truth:
        """Ask whether one actor is firm."""
        for stance in heads.stances:
            self._atoms[actor, heads.proposal, stance].append((heads, condition))
        return lambda _: (actor, heads) in self._firm

    def at_least(self, heads: Heads, least: int, condition: str) -> Truth:
        """Ask whether at least so many actors are firm."""
        if heads not in self._counts:
            self._counts[heads] = _Count()
            for stance in heads.stances:
                self._counting[heads.proposal, stance].append(self._counts[heads])
        return self._counts[heads].ask(least, condition)

    def personnel(self, proposal: str, least: int, condition: str) -> Truth:
        """Ask whether firm pledges and openings bring at least so many persons, by their minimum."""
        return self._sums.setdefault(proposal, _Sum()).ask(least, condition)

    def add(self, position: Position) -> Iterator[str]:
        """Count a position that has become firm; yield the conditions that may now be met for somebody."""
        for heads, condition in self._atoms.get(position.key, ()):
            self._firm.add((position.actor, heads))
            yield condition
        for tally in self._touched(position):
            yield from tally.add(position)

    def remove(self, position: Position) -> Iterator[str]:
        """Count a position no longer; yield the conditions that may now be unmet for somebody."""
        for heads, condition in self._atoms.get(position.key, ()):
            self._firm.discard((position.actor, heads))
            yield condition
        for tally in self._touched(position):
            yield from tally.remove(position)

    def _touched(self, position: Position) -> Iterator[_Count | _Sum]:
        if not counted(position.actor):
            return
        yield from self._counting.get((position.proposal, position.stance), ())
        if position.proposal in self._sums and position.stance in COMMITTING:
            yield self._sums[position.proposal]


class _Count:
    """How many different actors are firm."""

    def __init__(self) -> None:
        self._actors: set[str] = set()
        self._asking: dict[int, list[str]] = defaultdict(list)

    def ask(self, least: int, condition: str) -> Truth:
        # One more than asked for is news to those who are counted themselves.
        for number in (least, least + 1):
            self._asking[number].append(condition)
        return lambda actor: len(self._actors) - (actor in self._actors) >= least

    def add(self, position: Position) -> list[str]:
        if position.actor in self._actors:
            return []
        self._actors.add(position.actor)
        return self._asking.get(len(self._actors), [])

    def remove(self, position: Position) -> list[str]:
        if position.actor not in self._actors:
            return []
        self._actors.remove(position.actor)
        return self._asking.get(len(self._actors) + 1, [])


class _Sum:
    """How many persons firm positions bring at least; a share of several counts once, at its largest."""

    def __init__(self) -> None:
        self._shares: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
        self._brought: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._asking: list[tuple[int, str]] = []
        self._total = 0
        self._named: dict[str, int] = defaultdict(int)
        self._largest = 0

    def ask(self, least: int, condition: str) -> Truth:
        insort(self._asking, (least, condition))
        return lambda actor: self._total - self._alone(actor) >= least

    def _alone(self, actor: str | None) -> int:
        """What would be missing without this actor."""
        return sum(_lost(self._shares[key], actor) for key in self._brought.get(actor or "", ()))

    def add(self, position: Position) -> list[str]:
        surely = self._total - self._largest
        for offer in _persons(position):
            self._put(position.actor, share(position.actor, offer), offer.min or 0)
        return self._between(surely, self._total)

    def remove(self, position: Position) -> list[str]:
        before = self._total
        for key in {share(position.actor, offer) for offer in _persons(position)}:
            shares = self._shares[key]
            lost = _lost(shares, position.actor)
            shares.pop(position.actor, None)
            self._brought[position.actor].discard(key)
            self._total -= lost
        return self._between(self._total - self._largest, before)

    def _between(self, surely: int, most: int) -> list[str]:
        """Return who asks for more than is there whoever asks, and for no more than was there for any."""
        place = bisect(self._asking, surely, key=lambda ask: ask[0])
        end = bisect(self._asking, most, key=lambda ask: ask[0])
        return [condition for _, condition in self._asking[place:end]]

    def _put(self, actor: str, key: tuple[str, ...], number: int) -> None:
        before = max(self._shares[key].values(), default=0)
        self._shares[key][actor] = max(number, self._shares[key].get(actor, 0))
        self._brought[actor].add(key)
        self._total += max(self._shares[key].values()) - before
        # Never lowered: too high a bound only looks at some once more.
        self._named[actor] += number
        self._largest = max(self._largest, self._named[actor])


def _persons(position: Position) -> list[Offer]:
    return [offer for offer in position.offers if offer.unit == PERSONNEL and offer.min]


def _lost(share: dict[str, int], actor: str | None) -> int:
    others = max((number for one, number in share.items() if one != actor), default=0)
    return max(share.values()) - others
