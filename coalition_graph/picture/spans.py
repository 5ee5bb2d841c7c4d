"""From when to when each value holds, as the page looks it up: the film of the analysis, laid out in spans.

No later knowledge can reach an earlier day, for nothing is worked out here or in the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from coalition_graph.analysis.conditions import StatusReport, status
from coalition_graph.analysis.intervals import Film, Views
from coalition_graph.analysis.rule import Key, Position

__all__ = ["History", "Span", "history", "statuses"]

Value = TypeVar("Value")
Name = TypeVar("Name")
Judged = tuple[Position, bool]  # whether conditions hold it back
# Ends a value that holds on every later day, but not once undated words count too.
NEVER: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """A value from a day on until the day before another; see `records` for what None means."""

    value: Value
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class History:
    """All positions and all statuses of conditions over time, and what holds in the end."""

    positions: list[Span[Judged]]
    conditions: dict[str, list[Span[str]]]


def history(film: Film) -> History:
    """Return from when to when each position, and each status that is not open, holds.

    >>> import datetime as dt
    >>> from coalition_graph.analysis.intervals import film
    >>> from coalition_graph.analysis.said import Said
    >>> early = Said("statement:a.1", "country:SE", "proposal:force", "undecided", latest=dt.date(2025, 3, 1))
    >>> late = Said("statement:b.1", "country:SE", "proposal:force", "open", latest=dt.date(2025, 3, 20))
    >>> spans = history(film([early, late], [], {})).positions
    >>> [(span.value[0].stance, span.since, span.until) for span in spans]
    [('undecided', '2025-03-01', '2025-03-20'), ('open', '2025-03-20', None)]
    """
    return History([span for spans in _positions(film) for span in spans], dict(_conditions(film)))


def statuses(reports: Collection[StatusReport], condition: str) -> list[Span[str]]:
    """Return from when to when a condition is reported met or failed, whatever it requires.

    >>> told = [StatusReport("report:a.1", "condition:truce", "met", dt.date(2025, 3, 1))]
    >>> statuses(told, "condition:truce")
    [Span(value='met', since='2025-03-01', until=None)]
    """
    own = [report for report in reports if report.condition == condition]
    days = sorted({report.latest for report in own if report.latest})
    parts = ((day, _told(condition, status(own, day)[condition])) for day in days)
    final = status(own).get(condition, "open")
    return _followed(parts, _told(condition, final)).get(condition, [])


def _positions(film: Film) -> Iterator[list[Span[Judged]]]:
    for pair in sorted({*film.positions, *film.undated_positions}):
        parts = ((part.since, _by_key(part.value)) for part in film.positions.get(pair, ()))
        yield from _followed(parts, _by_key(film.undated_positions.get(pair, ()))).values()


def _by_key(views: Views) -> dict[Key, Judged]:
    return {view.position.key: (view.position, view.conditional) for view in views}


def _conditions(film: Film) -> Iterator[tuple[str, list[Span[str]]]]:
    for condition in sorted({*film.conditions, *film.undated_conditions}):
        parts = ((part.since, _told(condition, part.value)) for part in film.conditions.get(condition, ()))
        final = _told(condition, film.undated_conditions.get(condition, "open"))
        yield from _followed(parts, final).items()


def _told(condition: str, status: str) -> dict[str, str]:
    return {} if status == "open" else {condition: status}


def _followed(
    parts: Iterable[tuple[dt.date, Mapping[Name, Value]]], final: Mapping[Name, Value]
) -> dict[Name, list[Span[Value]]]:
    log: _Log[Name, Value] = _Log()
    for since, values in parts:
        log.note(since.isoformat(), values)
    log.close(final)
    return log.spans


@dataclass(slots=True)
class _Log(Generic[Name, Value]):
    """Values by name, noted as they change; what does not change is one span."""

    spans: dict[Name, list[Span[Value]]] = field(default_factory=dict)
    open: dict[Name, tuple[str, Value]] = field(default_factory=dict)

    def note(self, since: str, values: Mapping[Name, Value]) -> None:
        """Take down what holds from a day on."""
        self._end(since, values)
        for name, value in values.items():
            self.open.setdefault(name, (since, value))

    def close(self, values: Mapping[Name, Value]) -> None:
        """Take down what holds where no day is asked for."""
        self._end(NEVER, values)
        for name, value in values.items():
            since = self.open[name][0] if name in self.open else None
            self._add(name, Span(value, since, None))

    def _end(self, day: str, values: Mapping[Name, Value]) -> None:
        for name, (since, value) in list(self.open.items()):
            if values.get(name) != value:
                self._add(name, Span(value, since, day))
                del self.open[name]

    def _add(self, name: Name, span: Span[Value]) -> None:
        self.spans.setdefault(name, []).append(span)
