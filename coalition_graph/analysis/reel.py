"""What holds on one day after the other: a day costs what it changes, however much holds already.

Counts of those whom the statuses alone hold back or let go are carried over from day to day. Only who is
counted and has conditions that others may come to meet is decided anew, and only what hangs on a condition
that changed is looked at again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coalition_graph.analysis.conditions import needs
from coalition_graph.analysis.engine import Engine
from coalition_graph.analysis.rule import Pair, Position
from coalition_graph.model import Requirement
from coalition_graph.vocabulary import WILLING

__all__ = ["Reel", "View", "Views", "shown"]

Value = TypeVar("Value")
Frames = dict[str, list[tuple[dt.date, str]]]


@dataclass(frozen=True, slots=True)
class View:
    """A position as it is shown on a day: with whether its conditions hold it back then."""

    position: Position
    conditional: bool


Views = tuple[View, ...]  # several where statements that stand equally well differ


class Reel:
    """The frames so far: a new one only where the value differs from the last.

    Args:
        rules: what conditions require to hold by themselves.
    """

    def __init__(self, rules: Mapping[str, Requirement]) -> None:
        self.positions: dict[Pair, list[tuple[dt.date, Views]]] = defaultdict(list)
        self.conditions: Frames = defaultdict(list)
        self._rules = rules
        self._needed = {need for rule in rules.values() for need in needs(rule)}
        self._reported: Mapping[str, str] = {}
        self._engine = Engine(rules, {})
        self._now: dict[Pair, Sequence[Position]] = {}
        # Of those that a requirement may count: who is firm until a status changes, and who may become so.
        self._counted: dict[Pair, list[Position]] = {}
        self._free: dict[Pair, list[Position]] = {}
        self._bound: dict[Pair, list[Position]] = {}
        self._firm: list[Position] = []
        self._hanging: dict[str, set[Pair]] = defaultdict(set)

    def expose(
        self, day: dt.date, changed: Mapping[Pair, Sequence[Position]], reported: Mapping[str, str]
    ) -> None:
        """Add what is new on a day.

        Args:
            day: later than all before.
            changed: positions that something said on it may have changed.
            reported: the status of conditions as of the day.
        """
        before, news = self._engine.seen(), _differing(self._reported, reported)
        self._engine.release(self._firm)
        self._replace(changed)
        if news:
            self._reported = reported
            self._engine = Engine(self._rules, reported)
            for pair in {pair for condition in news for pair in self._hanging[condition]}:
                self._part(pair)
            self._engine.secure(one for some in self._free.values() for one in some)
        self._settle()
        news |= before.differing(self._engine.seen())
        self._show_positions(
            day, {*changed, *(pair for condition in news for pair in self._hanging[condition])}
        )
        for condition in news:
            self._show_condition(day, condition)

    def _replace(self, changed: Mapping[Pair, Sequence[Position]]) -> None:
        """Put positions in the place of what the same actors held before."""
        self._engine.release([one for pair in changed for one in self._free.pop(pair, ())])
        for pair, positions in changed.items():
            for leaf in _leaves(self._now.get(pair, ())):
                self._hanging[leaf].discard(pair)
            for leaf in _leaves(positions):
                self._hanging[leaf].add(pair)
            self._now[pair] = positions
            if not self._needed.isdisjoint((pair, (pair[0], None))):
                self._counted[pair] = [
                    one for one in positions if one.stance in WILLING and not one.ambiguous
                ]
                self._part(pair)
        self._engine.secure([one for pair in changed for one in self._free.get(pair, ())])

    def _part(self, pair: Pair) -> None:
        """Part whom a requirement may count into those that the statuses decide, and those that others do."""
        self._free.pop(pair, None)
        self._bound.pop(pair, None)
        for one in self._counted.get(pair, ()):
            if self._engine.moves(one):
                self._bound.setdefault(pair, []).append(one)
            elif self._engine.stands(one):
                self._free.setdefault(pair, []).append(one)

    def _settle(self) -> None:
        bound = [one for some in self._bound.values() for one in some]
        self._engine.settle(bound)
        self._firm = [one for one in bound if one.key in self._engine.firm]

    def _show_positions(self, day: dt.date, pairs: Collection[Pair]) -> None:
        willing = (one for pair in pairs for one in self._now[pair] if one.stance in WILLING)
        held_back = {key for key, _ in self._engine.waiting(willing)}
        for pair in pairs:
            views = tuple(View(one, one.key in held_back) for one in self._now[pair])
            _add(self.positions[pair], day, views)

    def _show_condition(self, day: dt.date, condition: str) -> None:
        met = self._engine.is_met(condition, None)
        if met or condition in self._reported or condition in self.conditions:
            _add(self.conditions[condition], day, shown(condition, self._reported, met))


def shown(condition: str, reported: Mapping[str, str], met: bool) -> str:
    """Return the status that is shown: met also where what a condition requires holds.

    >>> shown("condition:truce", {}, True), shown("condition:truce", {"condition:truce": "failed"}, False)
    ('met', 'failed')
    """
    return "met" if met else "failed" if reported.get(condition) == "failed" else "open"


def _leaves(positions: Iterable[Position]) -> Iterable[str]:
    return (leaf for one in positions if one.expression is not None for leaf in one.expression.leaves())


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    return {one for one in {*old, *new} if old.get(one) != new.get(one)} if old != new else set()


def _add(frames: list[tuple[dt.date, Value]], day: dt.date, value: Value) -> None:
    if not frames or frames[-1][1] != value:
        frames.append((day, value))
