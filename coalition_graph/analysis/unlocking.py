"""Which conditions, if met, bring a force to a target: all smallest sets, or the best that were found."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coalition_graph import text
from coalition_graph.analysis.conditions import needs
from coalition_graph.analysis.engine import Engine
from coalition_graph.analysis.force import Force, forces
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.judgement import Question, judge
from coalition_graph.analysis.positions import ids
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.scenarios import World
from coalition_graph.analysis.subsets import Subsets
from coalition_graph.analysis.tallies import PERSONNEL, counted
from coalition_graph.analysis.totals import Truth
from coalition_graph.model import Requirement
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import COMMITTING, WILLING, local

__all__ = ["Target", "Unlocking", "open_conditions", "unlock", "unlocking"]

COLUMNS: Final = ("conditions", "actors", "personnel_min", "personnel_max")
# With so many conditions all subsets are tried; each one more would take twice as long.
EXACT: Final = 20
# Beyond that, so many orders in which conditions are given up, the same ones on every run.
_ORDERS: Final = 60
# And no further order once so many positions were looked at, which takes some seconds.
_PATIENCE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached on a proposal: so many firm actors, or so much personnel at least.

    >>> Target("proposal:force", actors=3).reached(3, 0)
    True
    """

    proposal: str
    actors: int | None = None
    personnel: int | None = None

    def reached(self, actors: int, personnel: int) -> bool:
        """Return whether so many actors and so much personnel are enough."""
        return actors >= (self.actors or 0) and personnel >= (self.personnel or 0)


@dataclass(frozen=True, slots=True)
class Unlocking:
    """A smallest set of conditions that reaches the target, and what is there then.

    Args:
        most: of the personnel; None where somebody gives no maximum.
    """

    conditions: tuple[str, ...]
    actors: int
    least: int
    most: int | None


def unlock(store: Store, target: Target, question: Question) -> Table:
    """Return the smallest sets of open conditions that reach a target, the smallest first.

    A target already reached is one row without conditions; one out of reach none, with a note.

    Args:
        target: on a proposal; what lies within it is not counted.
        question: as of when, and whether groups' statements count for members.
    """
    found = judge(store, Question(as_of=question.as_of, expand_groups=question.expand_groups))
    candidates = open_conditions(found.world, target.proposal)
    sets = unlocking(found.world, target, candidates)
    rows: list[tuple[Cell, ...]] = [
        (ids(one.conditions), one.actors, one.least, one.most) for one in sorted(sets, key=_order)
    ]
    return Table(COLUMNS, rows, (*found.notes, *_notes(sets, candidates, target)))


def _order(found: Unlocking) -> tuple[int, tuple[str, ...]]:
    return len(found.conditions), found.conditions


def _notes(sets: Sequence[Unlocking], candidates: Sequence[str], target: Target) -> Iterable[str]:
    many = (
        f"{target.personnel:,} personnel" if target.actors is None else text.counted(target.actors, "actor")
    )
    wanted = f"{many} on {local(target.proposal)}"
    if not sets:
        yield f"out of reach, even if all {len(candidates)} open conditions are met: {wanted}"
    elif not sets[0].conditions:
        yield f"already reached: {wanted}"
    elif len(candidates) > EXACT:
        yield f"approximate: of {len(candidates)} open conditions, more than {EXACT}, not every set was tried"


def open_conditions(world: World, proposal: str) -> list[str]:
    """Return the open conditions that the force on a proposal hangs on, be it through what others require."""
    held = holding(world.positions, world.rules, world.status)
    waiting: dict[str, list[Position]] = defaultdict(list)
    for one in world.positions:
        if one.key in held.waiting and not one.ambiguous:
            waiting[one.proposal].append(one)
    wanted = [one for one in waiting[proposal] if one.stance in COMMITTING and counted(one.actor)]
    found: set[str] = set()
    while wanted:
        for condition in held.waiting[wanted.pop().key]:
            if condition not in found and world.status.get(condition) != "failed":
                found.add(condition)
                wanted += _looked_at(world.rules.get(condition), waiting)
    return sorted(found)


def _looked_at(rule: Requirement | None, waiting: Mapping[str, list[Position]]) -> Iterator[Position]:
    for proposal, actor in needs(rule) if rule else ():
        yield from (one for one in waiting.get(proposal, ()) if actor in (None, one.actor))


def unlocking(world: World, target: Target, candidates: Sequence[str]) -> list[Unlocking]:
    """Return the smallest sets of candidates that reach a target: all up to twenty, else the best found.

    A set is smallest if no part of it reaches the target. More met conditions never make a force smaller,
    so that giving up one condition after the other always ends in such a set.

    Args:
        candidates: conditions that may be met, in order.
    """
    if len(candidates) <= EXACT:
        return _all_smallest(world, target, candidates)
    return _some_smallest(world, target, candidates)


def _all_smallest(world: World, target: Target, candidates: Sequence[str]) -> list[Unlocking]:
    brought = Subsets(world, candidates).on(target.proposal)
    reached = (brought.actors >= (target.actors or 0)) & (brought.least >= (target.personnel or 0))
    places = np.flatnonzero(_smallest(reached, len(candidates)))
    numbers = (array[places].tolist() for array in brought)
    return [
        Unlocking(conditions, actors, least, None if unbounded else most)
        for conditions, actors, least, most, unbounded in zip(
            _named(places.tolist(), candidates), *numbers, strict=True
        )
    ]


def _named(places: Iterable[int], candidates: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the conditions whose bits are set, looked up half by half, since there may be very many."""
    half = len(candidates) // 2
    low, high = (_subsets(part) for part in (candidates[:half], candidates[half:]))
    for place in places:
        yield low[place & (1 << half) - 1] + high[place >> half]


def _subsets(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return every subset of a few names, in the order of the numbers whose bits they are."""
    found: list[tuple[str, ...]] = [()]
    for name in names:
        found += [(*before, name) for before in found]
    return found


def _smallest(reached: Truth, conditions: int) -> Truth:
    """Return where a subset reaches the target and none with one condition less does."""
    smallest = reached.copy()
    for bit in range(conditions):
        with_it = smallest.reshape(-1, 2, 1 << bit)[:, 1, :]
        with_it &= ~reached.reshape(-1, 2, 1 << bit)[:, 0, :]
    return smallest


def _some_smallest(world: World, target: Target, candidates: Sequence[str]) -> list[Unlocking]:
    tried = _Tried(world, target)
    found: set[tuple[str, ...]] = set()
    if tried.reaches(candidates):
        for order in _orders(world, candidates):
            kept = frozenset(_given_up(tried, order))
            found.add(tuple(one for one in candidates if one in kept))
            if tried.looked_at > _PATIENCE:
                break
    return [tried.told(conditions) for conditions in found]


def _orders(world: World, candidates: Sequence[str]) -> Iterator[list[str]]:
    """Yield orders in which to give up conditions: first that which holds back the fewest, then by chance."""
    named = Counter(leaf for one in world.positions for leaf in one.conditions)
    yield sorted(candidates, key=lambda one: (named[one], one))
    shuffled = random.Random(0)  # noqa: S311 - no secret: the same sets on every run
    for _ in range(_ORDERS - 1):
        yield shuffled.sample(candidates, len(candidates))


def _given_up(tried: _Tried, conditions: list[str]) -> list[str]:
    """Return a smallest set that reaches the target, giving up many conditions at once where that goes."""
    kept, many = conditions, len(conditions) + 1
    while many > 1:
        many = (many + 1) // 2
        place = 0
        while place < len(kept):
            left = kept[:place] + kept[place + many :]
            if tried.reaches(left):
                kept = left
            else:
                place += many
    return kept


class _Tried:
    """What single sets of conditions come to, each found by the engine."""

    def __init__(self, world: World, target: Target) -> None:
        self._world, self._target = world, target
        asked = {need for rule in world.rules.values() for need, _ in needs(rule)}
        self._able = [
            one
            for one in world.positions
            if one.stance in WILLING and not one.ambiguous and one.proposal in {*asked, target.proposal}
        ]
        self._adding = [
            one
            for one in self._able
            if one.proposal == target.proposal and one.stance in COMMITTING and counted(one.actor)
        ]
        self.looked_at = 0

    def reaches(self, met: Iterable[str]) -> bool:
        told = self.told(tuple(met))
        return self._target.reached(told.actors, told.least)

    def told(self, met: tuple[str, ...]) -> Unlocking:
        self.looked_at += len(self._able)
        engine = Engine(self._world.rules, self._world.status, frozenset(met))
        engine.settle(self._able)
        firm = [one for one in self._adding if one.key in engine.firm]
        force = forces(firm).get((self._target.proposal, PERSONNEL), Force())
        return Unlocking(met, len(firm), force.min, None if force.open_above else force.max)
