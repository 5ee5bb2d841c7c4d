"""Slow answers from the words of the rules alone: this file imports nothing of the package.

A world is small enough to try everything: every set of positions that may be firm, every set of conditions
that may be met. What `analysis` says quickly is held against this in `test_scenarios_against_oracle.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations
from typing import TypeVar

COMMITTING = ("pledges", "open")
WILLING = (*COMMITTING, "supports")


@dataclass(frozen=True)
class Joined:
    """Conditions, or requirements, of which all or any must hold."""

    op: str
    parts: tuple[Needs, ...]


@dataclass(frozen=True)
class Atom:
    actor: str
    stances: tuple[str, ...]
    proposal: str


@dataclass(frozen=True)
class Heads:
    least: int
    stances: tuple[str, ...]
    proposal: str


@dataclass(frozen=True)
class People:
    least: int
    proposal: str


Needs = Joined | Atom | Heads | People | str
Item = TypeVar("Item")


@dataclass(frozen=True)
class Gives:
    """An offer; `node` tells which contribution of which statement."""

    node: str
    kind: str
    min: int | None
    max: int | None
    unit: str
    joint: str | None


@dataclass(frozen=True, eq=False)
class Stand:
    """A position; each is only equal to itself."""

    actor: str
    proposal: str
    stance: str
    ambiguous: bool
    needs: Needs | None
    gives: tuple[Gives, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.actor, self.proposal, self.stance)

    @property
    def able(self) -> bool:
        """Whether it can be firm at all."""
        return self.stance in WILLING and not self.ambiguous

    @property
    def adds(self) -> bool:
        """Whether it enters counts and sums."""
        return not self.actor.startswith(("unnamed:", "group:"))


@dataclass(frozen=True)
class Total:
    """What some bring in one unit; `most` is None where somebody may bring more than is known."""

    least: int
    most: int | None
    below: bool  # whether a minimum is missing


Firm = frozenset[Stand]


@dataclass(frozen=True)
class Case:
    """A world with what is assumed."""

    stands: tuple[Stand, ...]
    rules: tuple[tuple[str, Needs], ...] = ()
    status: tuple[tuple[str, str], ...] = ()
    met: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()

    def assuming(self, met: Iterable[str] = (), failed: Iterable[str] = ()) -> Case:
        return replace(self, met=self.met | frozenset(met), failed=self.failed | frozenset(failed))

    @cached_property
    def rule_of(self) -> dict[str, Needs]:
        return dict(self.rules)

    @cached_property
    def status_of(self) -> dict[str, str]:
        return dict(self.status)

    def by_key(self, key: tuple[str, str, str]) -> Stand:
        return next(stand for stand in self.stands if stand.key == key)

    @cached_property
    def consistent(self) -> list[Firm]:
        """Every set of positions in which just those are firm whose conditions hold."""
        able = [stand for stand in self.stands if stand.able]
        return [firm for firm in map(frozenset, subsets(able)) if firm == self.moved(firm)]

    @property
    def least(self) -> Firm:
        return next(one for one in self.consistent if all(one <= other for other in self.consistent))

    @property
    def greatest(self) -> Firm:
        return next(one for one in self.consistent if all(one >= other for other in self.consistent))

    @property
    def climbed(self) -> Firm:
        """The least again, the quick way: from nobody, as long as anybody moves."""
        return self.climbed_from(frozenset())

    def climbed_from(self, firm: Firm) -> Firm:
        while (more := firm | self.moved(firm)) != firm:
            firm = more
        return firm

    def moved(self, firm: Firm) -> Firm:
        """Those whose conditions hold, if just these are firm."""
        return frozenset(one for one in self.stands if one.able and self.holds(one.needs, one.actor, firm))

    def holds(self, needs: Needs | None, actor: str | None, firm: Firm) -> bool:
        """Whether conditions hold as seen by an actor, whom thresholds leave out; None leaves nobody out."""
        if needs is None:
            return True
        if isinstance(needs, str):
            return self.is_met(needs, actor, firm)
        if isinstance(needs, Joined):
            answers = [self.holds(part, actor, firm) for part in needs.parts]
            return all(answers) if needs.op == "all" else any(answers)
        there = [one for one in firm if one.proposal == needs.proposal]
        if isinstance(needs, Atom):
            return any(one.actor == needs.actor and one.stance in needs.stances for one in there)
        others = [one for one in there if one.adds and one.actor != actor]
        if isinstance(needs, Heads):
            return len({one.actor for one in others if one.stance in needs.stances}) >= needs.least
        return total(others, needs.proposal, "personnel").least >= needs.least

    def is_met(self, condition: str, actor: str | None, firm: Firm) -> bool:
        status = self.status_of.get(condition, "open")
        if status == "failed" or condition in self.failed:
            return False
        if status == "met" or condition in self.met:
            return True
        return condition in self.rule_of and self.holds(self.rule_of[condition], actor, firm)

    def waiting(self, firm: Firm) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """Per willing position whose conditions do not hold, those that are not met, in order of name."""
        return {
            one.key: tuple(
                name for name in sorted(set(leaves(one.needs))) if not self.is_met(name, one.actor, firm)
            )
            for one in self.stands
            if one.stance in WILLING and not self.holds(one.needs, one.actor, firm)
        }

    def coordinated(self) -> tuple[list[Firm], Firm]:
        """Who waits for each other, and who follows those; the groups are made layer by layer."""
        firm, gap = self.least, self.greatest - self.least
        groups: list[Firm] = []
        following: Firm = frozenset()
        while gap:
            sets = [group for group in map(frozenset, subsets(sorted(gap, key=str))) if group]
            alone = [group for group in sets if group <= self.moved(firm | group)]
            layer = overlapping([group for group in alone if not any(less < group for less in alone)])
            groups += layer
            firm = firm.union(*layer)
            after = self.climbed_from(firm)
            following |= after - firm
            firm, gap = after, gap - after
        return [group for group in groups if len({one.actor for one in group}) > 1], following

    def unlocking(
        self, proposal: str, conditions: Iterable[str], actors: int = 0, personnel: int = 0
    ) -> dict[frozenset[str], tuple[int, int, int | None]]:
        """Every smallest set of conditions that reaches a target, with actors and personnel then."""
        reaching: dict[frozenset[str], tuple[int, int, int | None]] = {}
        for met in map(frozenset, subsets(sorted(conditions))):
            there = commitments(self.assuming(met).climbed, proposal)
            brought = total(there, proposal, "personnel")
            if len(there) >= actors and brought.least >= personnel:
                reaching[met] = (len(there), brought.least, brought.most)
        return {met: is_ for met, is_ in reaching.items() if not any(less < met for less in reaching)}


def subsets(items: list[Item]) -> Iterator[tuple[Item, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def overlapping(groups: list[Firm]) -> list[Firm]:
    """Groups with those that overlap made one."""
    for one, other in combinations(groups, 2):
        if one & other:
            return overlapping([*(group for group in groups if group not in (one, other)), one | other])
    return groups


def leaves(needs: Needs | None) -> list[str]:
    if isinstance(needs, Joined):
        return [leaf for part in needs.parts for leaf in leaves(part)]
    return [needs] if isinstance(needs, str) else []


def commitments(firm: Iterable[Stand], proposal: str) -> list[Stand]:
    """Those who add to a force on a proposal."""
    return [one for one in firm if one.proposal == proposal and one.stance in COMMITTING and one.adds]


def total(firm: Iterable[Stand], proposal: str, unit: str) -> Total:
    """The sum of what they bring; what is offered together counts once, as its largest."""
    counted: dict[tuple[str | None, ...], list[Gives]] = {}
    for one in commitments(firm, proposal):
        for gives in one.gives:
            if gives.unit == unit:
                counted.setdefault(_once(one.actor, gives), []).append(gives)
    least = {once: [one.min for one in all_ if one.min is not None] for once, all_ in counted.items()}
    most = {once: [one.max for one in all_ if one.max is not None] for once, all_ in counted.items()}
    # A maximum below the minimum that another gives says nothing of how many there may be.
    unknown = any(max(most[once], default=-1) < max(least[once], default=0) for once in counted)
    return Total(
        sum(max(numbers, default=0) for numbers in least.values()),
        None if unknown else sum(max(numbers) for numbers in most.values()),
        any(not numbers for numbers in least.values()),
    )


def _once(actor: str, gives: Gives) -> tuple[str | None, ...]:
    if gives.joint == "true":
        return ("the statement's", gives.node)
    if gives.joint not in (None, "false"):
        return ("the plan's", gives.joint, gives.kind, gives.unit)
    return (actor, gives.node)
