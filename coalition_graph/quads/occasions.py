"""What all sources together say of a meeting: where they agree, and when it was."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from coalition_graph import dates
from coalition_graph.model import Account, CountOf, Meeting, changed
from coalition_graph.quads.writer import Facts
from coalition_graph.vocabulary import local

__all__ = ["Days", "Occasions", "put_facts", "span"]

Days = tuple[dt.date, dt.date]


def span(date: str | None) -> Days | None:
    """Return the first and last day of a date as written; None where there is none."""
    if date is None:
        return None
    parsed = dates.parse(date)
    return parsed.earliest, parsed.latest


def _put_date(facts: Facts, meeting: Meeting) -> None:
    facts.text("cg:dateAsWritten", meeting.date)
    facts.days(span(meeting.date))


def _put_reported(facts: Facts, meeting: Meeting) -> None:
    count = meeting.reported or CountOf()
    facts.number("cg:reportedCount", count.count)
    facts.number("cg:reportedMin", count.min)
    facts.number("cg:reportedMax", count.max)
    facts.text("cg:reportedOf", count.of)
    facts.truth("cg:reportedAbout", count.about)
    facts.text("cg:reportedStatus", count.status)


def _put_series(facts: Facts, meeting: Meeting) -> None:
    facts.nodes("cg:inSeries", meeting.series and f"series:{meeting.series}")


_FACTS: Final[dict[str, Callable[[Facts, Meeting], None]]] = {
    "date": _put_date,
    "place": lambda facts, meeting: facts.text("cg:place", meeting.place),
    "country": lambda facts, meeting: facts.nodes("cg:inCountry", meeting.country),
    "level": lambda facts, meeting: facts.text("cg:level", meeting.level),
    "format": lambda facts, meeting: facts.text("cg:format", meeting.format),
    "series": _put_series,
    "host": lambda facts, meeting: facts.nodes("cg:host", meeting.host),
    "reported": _put_reported,
    "complete": lambda facts, meeting: facts.truth("cg:complete", meeting.complete),
}


def put_facts(facts: Facts, meeting: Meeting, fields: Iterable[str] = tuple(_FACTS)) -> None:
    """Add what is reported of a meeting, all of it or the given fields."""
    for field in fields:
        _FACTS[field](facts, meeting)


class Occasions:
    """Every description of every meeting, by the meeting's id.

    Args:
        accounts: all accounts of the dossier.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._told: dict[str, list[tuple[str, Meeting]]] = defaultdict(list)
        for account in accounts:
            for meeting in account.meetings:
                self._told[meeting.id].append((account.name, meeting))

    def ids(self) -> list[str]:
        """Return the ids of all meetings."""
        return sorted(self._told)

    def told(self, meeting: str) -> list[Meeting]:
        """Return every description of one meeting."""
        return [description for _, description in self._told[meeting]]

    def agreed(self, meeting: str) -> tuple[Meeting, list[str]]:
        """Return one meeting with the fields of which all who give them give the same.

        A count is one fact with its minimum, maximum and unit.
        """
        values = {field: self._values(meeting, field) for field in _FACTS}
        fields = [field for field, found in values.items() if len(found) == 1]
        return changed(Meeting(id=meeting), {field: values[field][0] for field in fields}), fields

    def title(self, meeting: str) -> str:
        """Return the title that a meeting is labelled with: its id where titles differ or none is given."""
        titles = self._values(meeting, "title")
        return str(titles[0]) if len(titles) == 1 else meeting

    def days(self, meeting: str | None, account: str) -> Days | None:
        """Return when a meeting was, for a statement made there.

        The source's own date goes first. Else it is the day on which the others agree; where they do not,
        everything from their first to their last day, since it is one of those.
        """
        if meeting is None:
            return None
        told = self._told.get(local(meeting), [])
        own = [description.date for name, description in told if name == account and description.date]
        given = own[:1] or [description.date for _, description in told if description.date]
        spans = [days for days in map(span, given) if days is not None]
        return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None

    def _values(self, meeting: str, field: str) -> list[object]:
        given = (getattr(description, field) for description in self.told(meeting))
        return list(dict.fromkeys(value for value in given if value is not None))
