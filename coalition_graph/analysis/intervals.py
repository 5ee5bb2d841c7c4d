"""Which position and which status of a condition holds from which day to which, for pictures with a slider.

The same pure rules, asked once for every day on which anything is dated; who shows it only looks up.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from coalition_graph.analysis.conditions import StatusReport, requirements, status, status_reports
from coalition_graph.analysis.fetching import fetch
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.reel import Reel, View, Views, shown
from coalition_graph.analysis.rule import Pair, Position, hold, positions_of, timelines
from coalition_graph.analysis.said import Said
from coalition_graph.garbage import left_alone
from coalition_graph.model import Requirement
from coalition_graph.store import Store

__all__ = ["Film", "Interval", "View", "Views", "film", "films", "intervals"]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Interval(Generic[Value]):
    """A value and the days on which it holds, `until` not included and None while it holds to this end."""

    since: dt.date
    until: dt.date | None
    value: Value


@dataclass(frozen=True, slots=True)
class Film:
    """Everything that a slider over the days of the data needs.

    Before its first interval nothing is known of an actor and a proposal; a condition is open. Undated
    statements and statuses stand in no interval, for they hold on no day: they count only where no day is
    asked for.

    Args:
        days: on which anything is dated, in order.
        positions: per proposal and actor.
        conditions: per condition `open`, `met` or `failed`; met also where what it requires holds.
        undated_positions: what holds where no day is asked for, undated statements included.
        undated_conditions: likewise.
    """

    days: tuple[dt.date, ...]
    positions: Mapping[Pair, tuple[Interval[Views], ...]]
    conditions: Mapping[str, tuple[Interval[str], ...]]
    undated_positions: Mapping[Pair, Views]
    undated_conditions: Mapping[str, str]


def intervals(store: Store, *, on_record: bool = False) -> Film:
    """Return the film of a whole graph.

    Args:
        on_record: only what was said on record.
    """
    return film(fetch(store), status_reports(store), requirements(store), on_record=on_record)


def film(
    said: Iterable[Said],
    reports: Sequence[StatusReport],
    rules: Mapping[str, Requirement],
    *,
    on_record: bool = False,
    since: dt.date | None = None,
) -> Film:
    """Return which positions and statuses hold from which day to which.

    Args:
        said: all that was said.
        reports: of the status of conditions.
        rules: what conditions require to hold by themselves.
        since: all that was earlier becomes one frame, on the last day of it; far less work than every day.

    >>> one = Said("statement:a.1", "country:SE", "proposal:force", "open", latest=dt.date(2025, 3, 1))
    >>> two = Said("statement:b.1", "country:SE", "proposal:force", "declines", latest=dt.date(2025, 3, 9))
    >>> shown = film([two, one], [], {}).positions["proposal:force", "country:SE"]
    >>> [(str(part.since), str(part.until), part.value[0].position.stance) for part in shown]
    [('2025-03-01', '2025-03-09', 'open'), ('2025-03-09', 'None', 'declines')]
    """
    (made,) = films(said, reports, [rules], on_record=on_record, since=since)
    return made


@left_alone()
def films(
    said: Iterable[Said],
    reports: Sequence[StatusReport],
    several: Iterable[Mapping[str, Requirement]],
    *,
    on_record: bool = False,
    since: dt.date | None = None,
) -> list[Film]:
    """Return what `film` does, by each of several rules in turn."""
    heard = [one for one in said if one.counts(None, on_record)]
    steps, final = _steps(heard), hold(heard)
    days = sorted({*steps, *(report.latest for report in reports if report.latest)})
    if since is not None:
        days = _joined(days, steps, since)
    return [_film(days, steps, final, reports, rules) for rules in several]


def _film(
    days: Sequence[dt.date],
    steps: Mapping[dt.date, Mapping[Pair, Sequence[Position]]],
    final: Sequence[Position],
    reports: Sequence[StatusReport],
    rules: Mapping[str, Requirement],
) -> Film:
    reel, told = Reel(rules), {report.latest for report in reports}
    reported: Mapping[str, str] = {}
    for place, day in enumerate(days):
        if place == 0 or day in told:
            reported = status(reports, day)
        reel.expose(day, steps.get(day, {}), reported)
    return Film(
        tuple(days),
        {pair: _closed(frames) for pair, frames in sorted(reel.positions.items())},
        {condition: _closed(frames) for condition, frames in sorted(reel.conditions.items())},
        *_without_a_day(final, status(reports), rules),
    )


def _without_a_day(
    found: Sequence[Position], final: Mapping[str, str], rules: Mapping[str, Requirement]
) -> tuple[dict[Pair, Views], dict[str, str]]:
    """Return what positions and statuses are where no day is asked for."""
    held = holding(found, rules, final)
    views: dict[Pair, Views] = defaultdict(tuple)
    for position in found:
        views[position.proposal, position.actor] += (View(position, held.conditional(position)),)
    return dict(views), {one: shown(one, final, one in held.met) for one in sorted({*final, *held.met})}


def _steps(said: Iterable[Said]) -> dict[dt.date, dict[Pair, list[Position]]]:
    """Return per day the positions that something said on it may change."""
    found: dict[dt.date, dict[Pair, list[Position]]] = defaultdict(dict)
    for pair, line in timelines(one for one in said if one.latest).items():
        for place, day in enumerate(line):
            if day.day is not None:
                found[day.day][pair] = positions_of(line[place:])
    return found


def _joined(
    days: Sequence[dt.date], steps: dict[dt.date, dict[Pair, list[Position]]], since: dt.date
) -> list[dt.date]:
    """Return the days from one on, and before them one on which all that was earlier is done at once."""
    earlier = [day for day in days if day < since]
    if earlier:
        steps[earlier[-1]] = {pair: found for day in earlier for pair, found in steps.pop(day, {}).items()}
    return list(days[max(len(earlier) - 1, 0) :])


def _closed(frames: Sequence[tuple[dt.date, Value]]) -> tuple[Interval[Value], ...]:
    ends = [day for day, _ in frames[1:]]
    return tuple(
        Interval(day, until, value) for (day, value), until in zip(frames, [*ends, None], strict=True)
    )
