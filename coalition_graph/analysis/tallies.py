"""Counts and sums over firm positions that grow or shrink as a fixpoint is sought, and whom to wake then."""

from __future__ import annotations

from bisect import bisect, bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from coalition_graph.analysis.rule import Key, Position
from coalition_graph.analysis.said import Offer
from coalition_graph.vocabulary import COMMITTING

__all__ = ["ANYONE", "PERSONNEL", "Heads", "Tallies", "Truth", "counted", "share"]

PERSONNEL: Final = "personnel"
# The actor being decided, whoever it is: what holds for this one holds for all.
ANYONE: Final = "*"
_ALONE: Final = (None, "false")
Truth = Callable[[str | None], bool]  # for the actor being decided; None: for the ledger, where all count


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
    if offer.joint in _ALONE:
        return (actor, offer.node)
    if offer.joint == "true":
        return ("", offer.node)
    return ("plan", offer.joint or "", offer.kind or "", offer.unit or "")


class Tallies:
    """Everything that requirements ask of positions; each asking is told apart by its condition.

    `one`, `at_least` and `personnel` return the answer as a function of the actor being decided, whose own
    position is left out of counts and sums; with None nobody's is, with `ANYONE` the one that matters most.
    """

    def __init__(self) -> None:
        self._there: set[Key] = set()
        self._atoms: dict[Key, list[str]] = defaultdict(list)
        self._tallies: dict[Heads | str, _Count | _Sum] = {}
        self._touched: dict[tuple[str, ...], list[_Count | _Sum]] = defaultdict(list)

    def one(self, heads: Heads, actor: str, condition: str) -> Truth:
        """Ask whether one actor is firm."""
        keys = {(actor, heads.proposal, stance) for stance in heads.stances}
        for key in keys:
            self._atoms[key].append(condition)
        return lambda _: not self._there.isdisjoint(keys)

    def at_least(self, heads: Heads, least: int, condition: str) -> Truth:
        """Ask whether at least so many actors are firm."""
        return self._tally(heads, heads, _Count).ask(least, condition)

    def personnel(self, proposal: str, least: int, condition: str) -> Truth:
        """Ask whether firm pledges and openings bring at least so many persons, by their minimum."""
        return self._tally(proposal, Heads(proposal, COMMITTING), _Sum).ask(least, condition)

    def _tally(self, name: Heads | str, heads: Heads, kind: type[_Count | _Sum]) -> _Count | _Sum:
        if name not in self._tallies:
            self._tallies[name] = kind()
            for stance in heads.stances:
                self._touched[heads.proposal, stance].append(self._tallies[name])
        return self._tallies[name]

    def add(self, positions: Iterable[Position]) -> set[str]:
        """Count positions that have become firm; return the conditions that may now be met for somebody."""
        return self._count(positions, True)

    def remove(self, positions: Iterable[Position]) -> set[str]:
        """Count positions no longer; return the conditions that may now be unmet for somebody."""
        return self._count(positions, False)

    def _count(self, positions: Iterable[Position], there: bool) -> set[str]:
        news: set[str] = set()
        touching: dict[tuple[str, ...], list[Position]] = defaultdict(list)
        for position in positions:
            key = position.key
            if key in self._atoms:
                (self._there.add if there else self._there.discard)(key)
                news.update(self._atoms[key])
            if key[1:] in self._touched:
                touching[key[1:]].append(position)
        for place, found in touching.items():
            adding = [position for position in found if counted(position.actor)]
            for tally in self._touched[place] if adding else ():
                tally.count(adding, there)
                news.update(tally.news())
        return news


class _Asked:
    """A number, and who asks for how much of it."""

    def __init__(self) -> None:
        self.total = 0
        # No actor takes away more than this.
        self.largest = 0
        self._told = (0, 0)
        self._asking: list[tuple[int, str]] = []

    def ask(self, least: int, condition: str) -> Truth:
        insort(self._asking, (least, condition))
        return lambda actor: self.total - self.alone(actor) >= least

    def alone(self, actor: str | None) -> int:
        """Return what would be missing without this actor."""
        raise NotImplementedError

    def news(self) -> list[str]:
        """Return who asks for what has come or gone since the last news, be it for some actors only."""
        before, self._told = self._told, (self.total - self.largest, self.total)
        surely, most = min(before[0], self._told[0]), max(before[1], self._told[1])
        begin, end = (bisect(self._asking, bound, key=_least) for bound in (surely, most))
        return [condition for _, condition in self._asking[begin:end]]


def _least(asked: tuple[int, str]) -> int:
    return asked[0]


class _Count(_Asked):
    """How many different actors are firm."""

    def __init__(self) -> None:
        super().__init__()
        self.largest = 1
        self._actors: set[str] = set()

    def count(self, positions: Iterable[Position], there: bool) -> None:
        actors = {position.actor for position in positions}
        (self._actors.update if there else self._actors.difference_update)(actors)
        self.total = len(self._actors)

    def alone(self, actor: str | None) -> int:
        return actor is ANYONE or actor in self._actors


class _Sum(_Asked):
    """How many persons firm positions bring at least; a share of several counts once, at its largest."""

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[str, int] = defaultdict(int)
        self._joint: dict[tuple[str, ...], _Share] = defaultdict(_Share)
        self._sharing: dict[str, set[tuple[str, ...]]] = defaultdict(set)

    def count(self, positions: Iterable[Position], there: bool) -> None:
        for position in positions:
            named = 0
            for offer in position.offers:
                if (number := offer.min) and offer.unit == PERSONNEL:
                    named += number
                    if offer.joint in _ALONE:
                        self._own[position.actor] += number if there else -number
                        self.total += number if there else -number
                    else:
                        self._count_joint(position.actor, offer, there)
            # Never lowered, and as if nobody shared: too high a bound only looks at some once more.
            self.largest = max(self.largest, named)

    def _count_joint(self, actor: str, offer: Offer, there: bool) -> None:
        key = share(actor, offer)
        shared = self._joint[key]
        before = shared.most
        if there:
            shared.put(actor, offer.min or 0)
            self._sharing[actor].add(key)
        else:
            shared.take(actor)
            self._sharing[actor].discard(key)
        self.total += shared.most - before

    def alone(self, actor: str | None) -> int:
        if actor is ANYONE:
            return self.largest
        shared = sum(self._joint[key].alone(actor) for key in self._sharing.get(actor or "", ()))
        return self._own.get(actor or "", 0) + shared


class _Share:
    """What several bring together: as much as the largest number that one of them gives."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}
        self._sorted: list[int] = []

    @property
    def most(self) -> int:
        return self._sorted[-1] if self._sorted else 0

    def put(self, actor: str, number: int) -> None:
        if number > self._of.get(actor, 0):
            self.take(actor)
            self._of[actor] = number
            insort(self._sorted, number)

    def take(self, actor: str) -> None:
        if actor in self._of:
            del self._sorted[bisect_left(self._sorted, self._of.pop(actor))]

    def alone(self, actor: str | None) -> int:
        """Return what would be missing without this actor."""
        second = self._sorted[-2] if len(self._sorted) > 1 else 0
        return max(0, self._of.get(actor or "", 0) - second)
