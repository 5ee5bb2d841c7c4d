"""Dates as sources give them: a day, a month, a year, a span, or about one of these."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from coalition_graph.text import shown

__all__ = ["BadDate", "Span", "day", "found", "overlaps", "parse", "written"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_SHAPES = "write 2025-03-27, 2025-03, 2025 or 2025-03-24/2025-03-25, with ~ at the end for about"


class BadDate(ValueError):
    """A text that is no date as coding files write them; the message says how to write it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A date as written, with the first and the last day it may mean.

    Args:
        text: as written, kept to the letter.
        earliest: first possible day.
        latest: last possible day.
    """

    text: str
    earliest: dt.date
    latest: dt.date

    @property
    def about(self) -> bool:
        """Whether the source gives the date only approximately; the days stay as written."""
        return self.text.endswith("~")


@lru_cache(maxsize=65536)
def parse(text: str) -> Span:
    """Return the span of days that a written date means.

    Args:
        text: `2025-03-27`, `2025-03`, `2025`, `2025-03-24/2025-03-25`, each with an optional `~`.

    Raises:
        BadDate: the text has another shape, or names a day that does not exist.

    Source: the shapes are a small part of ISO 8601-2 (EDTF).

    >>> parse("2025-02~").latest.isoformat()
    '2025-02-28'
    """
    begin, slash, end = text.removesuffix("~").partition("/")
    first, last = _days(begin), _days(end if slash else begin)
    if first[0] > last[1]:
        raise BadDate(f"the span {text!r} ends before it begins")
    return Span(text, first[0], last[1])


def day(text: str) -> dt.date:
    """Return one day, for an option such as `--as-of`; of a month or a year it is the last day.

    Raises:
        BadDate: the text is no date.

    >>> day("2025-03").isoformat()
    '2025-03-31'
    """
    return parse(text).latest


def found(text: object) -> Span | None:
    """Return a date as a graph has it written, or None for what is none; a graph of others may say anything.

    >>> found("2025").latest.isoformat(), found("once"), found(None)
    ('2025-12-31', None, None)
    """
    try:
        return parse(text) if isinstance(text, str) else None
    except BadDate:
        return None


def overlaps(begin: str | None, end: str | None, first: dt.date, last: dt.date) -> bool:
    """Return whether a stay, as written, may touch the days from `first` to `last`.

    Both ends of the stay are included; one that is not known counts as always.

    Raises:
        BadDate: `begin` or `end` is no date.

    >>> overlaps("2024-03", None, dt.date(2024, 3, 7), dt.date(2024, 3, 7))
    True
    """
    begun = begin is None or parse(begin).earliest <= last
    return begun and (end is None or parse(end).latest >= first)


def written(earliest: dt.date, latest: dt.date) -> str:
    """Return days as coding files write them, the shortest way.

    >>> written(dt.date(2025, 3, 1), dt.date(2025, 3, 31)), written(dt.date(2025, 3, 1), dt.date(2025, 3, 2))
    ('2025-03', '2025-03-01/2025-03-02')
    """
    first, last = earliest.isoformat(), latest.isoformat()
    short = (text for text in (first[:4], first[:7], first) if parse(text) == Span(text, earliest, latest))
    return next(short, f"{first}/{last}")


def _days(text: str) -> tuple[dt.date, dt.date]:
    shape = _DATE.match(text)
    if shape is None:
        raise BadDate(f"{shown(text)} is not a date: {_SHAPES}")
    year, month, date = (int(part) if part else None for part in shape.groups())
    try:
        return _first(year or 0, month, date), _last(year or 0, month, date)
    except ValueError:
        raise BadDate(f"{text!r} is not a date: there is no such day") from None


def _first(year: int, month: int | None, date: int | None) -> dt.date:
    return dt.date(year, 1 if month is None else month, 1 if date is None else date)


def _last(year: int, month: int | None, date: int | None) -> dt.date:
    if month is None:
        return dt.date(year, 12, 31)
    dt.date(year, month, 1)
    return dt.date(year, month, calendar.monthrange(year, month)[1] if date is None else date)
