"""Where two films differ, and when."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from coalition_graph.analysis.intervals import Film, Interval, Views
from coalition_graph.analysis.rule import Pair

__all__ = ["EVER", "Doubt", "Span"]

Value = TypeVar("Value")


class Span(NamedTuple):
    """Days from one on until before another, by their numbers; the last stands for no day being asked for."""

    since: int
    until: int

    def common(self, other: Span) -> Span | None:
        """Return the days that two spans share.

        >>> Span(3, 9).common(Span(5, 12)), Span(3, 5).common(Span(5, 12))
        (Span(since=5, until=9), None)
        """
        both = Span(max(self.since, other.since), min(self.until, other.until))
        return both if both.since < both.until else None


_UNDATED: Final = dt.date.max.toordinal() + 1
EVER: Final = Span(0, _UNDATED + 1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two films of the same statements between which the truth lies."""

    least: Film
    most: Film

    def of(self, condition: str) -> Iterator[Span]:
        """Yield when they differ on a condition."""
        one, other = self.least, self.most
        frames = _frames(one.conditions.get(condition, ()), one.undated_conditions.get(condition, "open"))
        others = _frames(other.conditions.get(condition, ()), other.undated_conditions.get(condition, "open"))
        return (span for span, _ in _differing(frames, others, "open"))

    def on(self, pair: Pair) -> Iterator[tuple[Span, Views]]:
        """Yield when they differ on what an actor holds of a proposal, and what that is."""
        one, other = self.least, self.most
        frames = _frames(one.positions.get(pair, ()), one.undated_positions.get(pair, ()))
        others = _frames(other.positions.get(pair, ()), other.undated_positions.get(pair, ()))
        return _differing(frames, others, ())


def _frames(parts: Sequence[Interval[Value]], undated: Value) -> list[tuple[int, Value]]:
    """Each value with the day from which it holds; no interval of a film ends without another."""
    return [*((part.since.toordinal(), part.value) for part in parts), (_UNDATED, undated)]


def _differing(
    frames: list[tuple[int, Value]], others: list[tuple[int, Value]], before: Value
) -> Iterator[tuple[Span, Value]]:
    if frames == others:
        return
    starts = sorted({since for since, _ in (*frames, *others)})
    for since, until in pairwise([*starts, EVER.until]):
        value = _at(frames, since, before)
        if value != _at(others, since, before):
            yield Span(since, until), value


def _at(frames: list[tuple[int, Value]], day: int, before: Value) -> Value:
    place = bisect_right(frames, day, key=lambda frame: frame[0])
    return frames[place - 1][1] if place else before
