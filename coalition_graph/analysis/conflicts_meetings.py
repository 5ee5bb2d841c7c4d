"""Where sources differ on meetings: the facts of each, and who was there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from coalition_graph import dates, text
from coalition_graph.analysis.conflicts_told import Conflict, Told
from coalition_graph.analysis.nodes import Described, Name, called
from coalition_graph.analysis.occasions import Occasion
from coalition_graph.analysis.presence import Presence
from coalition_graph.vocabulary import local

__all__ = ["attending", "facts"]

Same = Callable[[str, str], bool]
_FACTS: Final = {
    "date": "cg:dateAsWritten",
    "place": "cg:place",
    "country": "cg:inCountry",
    "level": "cg:level",
    "format": "cg:format",
    "series": "cg:inSeries",
    "host": "cg:host",
    "complete": "cg:complete",
}
_AWAY: Final = frozenset(("declined", "absent"))
_DAY: Final = len("2025-03-02")


def facts(occasions: Iterable[Occasion], calls: Mapping[str, Name]) -> Iterator[Conflict]:
    """Yield the facts of meetings that sources report differently; silence differs from nothing.

    Counts of different things stand side by side, and so do an expected count and one of those who came.
    """
    for occasion in occasions:
        meeting = local(occasion.node)
        for field, key in _FACTS.items():
            same = _same_date if field == "date" else _same
            yield from _differing(meeting, field, _told(occasion.reports, key, calls), same)
        for told in _counts(occasion.reports).values():
            yield from _differing(meeting, "reported", told, _same_number)


def _differing(meeting: str, field: str, told: Iterable[Told], same: Same) -> Iterator[Conflict]:
    """Yield the conflict if two sources differ; what one source says several times is one value."""
    by_source: dict[str | None, dict[str, None]] = defaultdict(dict)
    for value, source in told:
        by_source[source][value] = None
    merged = [(" and ".join(sorted(values)), source) for source, values in by_source.items()]
    if any(not same(one, other) for (one, _), (other, _) in combinations(merged, 2)):
        yield Conflict.of("meeting", meeting, field, sorted(merged, key=lambda one: (one[1] or "", one[0])))


def _told(reports: Iterable[Described], key: str, calls: Mapping[str, Name]) -> Iterator[Told]:
    for report in reports:
        for value in report.all(key):
            linked = key in ("cg:inCountry", "cg:host", "cg:inSeries")
            yield called(calls, value).label if linked else value, report.text("cg:source")


def _counts(reports: Iterable[Described]) -> dict[tuple[str, str], list[Told]]:
    """Return who reports how many, apart by what is counted and by whether it was only expected."""
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for report in reports:
        number = Occasion(report.node, report).reported
        if number is not None:
            of = text.fold(report.text("cg:reportedOf") or "")
            found[of, report.text("cg:reportedStatus") or "attended"].append(
                (number, report.text("cg:source"))
            )
    return found


def _same(one: str, other: str) -> bool:
    return text.fold(one) == text.fold(other)


def _same_number(one: str, other: str) -> bool:
    """Whether two counts differ at most in being given as about."""
    return _same(one.removeprefix("about "), other.removeprefix("about "))


def _same_date(one: str, other: str) -> bool:
    """Whether two dates may mean the same days: a month says less than a day in it, and nothing else."""
    if any(not _is_date(date) for date in (one, other)):
        return _same(one, other)
    first, second = dates.parse(one), dates.parse(other)
    if (first.earliest, first.latest) == (second.earliest, second.latest):
        return True
    return any(
        _vague(wide) and wide.earliest <= narrow.earliest and narrow.latest <= wide.latest
        for wide, narrow in ((first, second), (second, first))
    )


def _vague(span: dates.Span) -> bool:
    return span.about or len(span.text) < _DAY


def _is_date(written: str) -> bool:
    try:
        dates.parse(written)
    except dates.BadDate:
        return False
    return True


def attending(presences: Iterable[Presence], calls: Mapping[str, Name]) -> Iterator[Conflict]:
    """Yield who was, or was to be, at a meeting by one source, and stayed away by another."""
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in presences:
        found[one.meeting, one.actor].append((one.presence, one.source))
    for (meeting, actor), told in found.items():
        away = {source for presence, source in told if presence in _AWAY}
        there = {source for presence, source in told if presence not in _AWAY}
        if away and there and len(away | there) > 1:
            yield Conflict.of("presence", local(meeting), called(calls, actor).label, told)
