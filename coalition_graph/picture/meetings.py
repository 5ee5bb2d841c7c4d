"""Meetings and presences as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from coalition_graph.analysis.nodes import Described, join
from coalition_graph.analysis.occasions import Occasion, occasions
from coalition_graph.analysis.presence import Presence, attended, presences
from coalition_graph.analysis.values import whole
from coalition_graph.picture import candidates, records
from coalition_graph.picture.focus import EVERYTHING, Focus
from coalition_graph.picture.tables import Rows
from coalition_graph.store import Store
from coalition_graph.vocabulary import local

__all__ = ["Met", "met"]


_NUMBERS: Final = ("cg:reportedCount", "cg:reportedMin", "cg:reportedMax")


@dataclass(frozen=True, slots=True)
class Met:
    """Meetings in the order of time, and who was there."""

    meetings: tuple[records.Meeting, ...]
    presences: tuple[records.Presence, ...]


def met(store: Store, rows: Rows, focus: Focus = EVERYTHING) -> Met:
    """Return the meetings and presences that are pictured; who was named is counted over all."""
    at = None if focus.kinds is None else candidates.meetings(store, focus).union(rows.others())
    found = occasions(store, at)
    seen = presences(store, found, at=at)
    named = attended(seen)
    shown = [presence for presence in seen if focus.shows_presence(presence)]
    there = {presence.meeting for presence in shown}
    rows.look_up(*_looked_up(found, shown))
    meetings = tuple(
        _meeting(rows, occasion, len(named[node]))
        for node, occasion in found.items()
        if node in rows or node in there
    )
    return Met(meetings, tuple(_presence(rows, presence) for presence in shown))


def _looked_up(
    found: Mapping[str, Occasion], shown: Iterable[Presence]
) -> tuple[Iterator[str], Iterator[str | None]]:
    """The hosts and the sources that rows of these are going to name."""
    hosts = (host for occasion in found.values() for host in occasion.facts("cg:host"))
    reports = (report.text("cg:source") for occasion in found.values() for report in occasion.reports)
    return hosts, chain(reports, (presence.source for presence in shown))


def _meeting(rows: Rows, occasion: Occasion, named: int) -> records.Meeting:
    day, count = occasion.day(), _count(occasion)
    return records.Meeting(
        node=rows.node(occasion.node),
        named=named,
        day=day.isoformat() if day else None,
        date=_either(occasion.fact("cg:dateAsWritten")),
        place=_either(occasion.fact("cg:place")),
        level=_either(occasion.fact("cg:level")),
        format=_either(occasion.fact("cg:format")),
        series=_either(join(map(local, occasion.facts("cg:inSeries")))),
        host=_either(join(map(rows.label, occasion.facts("cg:host")))),
        reported=_either(occasion.reported),
        counted=count.text,
        of=count.of,
        most=count.most,
        complete=occasion.facts("cg:complete") == ["true"] or None,
        reports=tuple(_reports(rows, occasion)) or None,
    )


def _either(joined: str | None) -> str | None:
    """Facts that differ between sources, as a reader says it."""
    return joined.replace("|", " or ") if joined else None


@dataclass(frozen=True, slots=True)
class _Count:
    """What sources count, as a number or a span of numbers, and what that is a number of."""

    text: str | None = None
    of: str | None = None
    most: int | None = None


def _count(occasion: Occasion) -> _Count:
    told = occasion.reports or (occasion.registry,)
    held = [report for report in told if report.text("cg:reportedStatus") in (None, "attended")]
    numbers = {whole(number) for report in held for key in _NUMBERS for number in report.all(key)}
    if not numbers:
        return _Count()
    things = {thing for report in held for thing in report.all("cg:reportedOf")}
    about = "about " if any(report.text("cg:reportedAbout") == "true" for report in held) else ""
    span = "–".join(str(number) for number in sorted({min(numbers), max(numbers)}))
    return _Count(about + span, things.pop() if len(things) == 1 else None, max(numbers))


def _reports(rows: Rows, occasion: Occasion) -> Iterator[tuple[str, int]]:
    for report in occasion.reports:
        told = [Occasion(report.node, report).reported, *map(report.text, ("cg:level", "cg:place"))]
        yield ", ".join(part for part in told if part), _words(rows, (report,), report.text("cg:source"))


def _presence(rows: Rows, presence: Presence) -> records.Presence:
    own = presence.own
    return records.Presence(
        actor=rows.node(presence.actor),
        meeting=rows.node(presence.meeting),
        presence=presence.presence,
        words=_words(rows, presence.reports, presence.source),
        persons=rows.all(presence.persons),
        post=join(presence.values("cg:as")),
        role=join(presence.values("cg:role")) if own else None,
        mode=join(presence.values("cg:mode")) if own else None,
        by=rows.all(presence.represented_by),
    )


def _words(rows: Rows, reports: tuple[Described, ...], source: str | None) -> int:
    """The words of all reports together; two reports of one source rarely differ."""
    keys = ("quote", "summary", "locator", "attribution", "via")
    told = [join(text for report in reports for text in report.all(f"cg:{key}")) for key in keys]
    return rows.word(source, *told)
