"""Values as files of networks take them: text, numbers and truth, and nothing that breaks a reader."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Final

from coalition_graph import dates, text

__all__ = ["Days", "Plain", "days", "plain", "plainly", "types", "visible"]

Plain = str | int | float | bool
Days = tuple[dt.date | None, dt.date | None]

# Where an edge says when it held; the first that gives a day is taken.
_DATED: Final = (("start", "end"), ("earliest", "latest"), ("date", "date"))
_INTEGER: Final = 1 << 31
_LONG: Final = 1 << 63


def visible(words: str) -> str:
    """Return a text without what no XML reader accepts or what steers a terminal; line breaks become spaces.

    >>> visible("a\\x00b\\nc")
    'ab c'
    """
    return words if words.isprintable() else text.clean(words)


def plain(value: object) -> Plain | None:
    """Return a value as text, number or truth; None for what is not known, be it a number that is none.

    Days are written as ISO 8601 does, several values with `|` between them.

    >>> plain(dt.date(2025, 3, 2)), plain(["a|b", "c"]), plain(float("nan"))
    ('2025-03-02', 'a\\\\|b|c', None)
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    return visible(_spelled(value)) or None


def _spelled(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps({str(key): str(each) for key, each in value.items()}, sort_keys=True)
    if isinstance(value, set | frozenset):
        return _joined(sorted(value, key=str))
    return _joined(value) if isinstance(value, Sequence) else str(value)


def _joined(values: Iterable[object]) -> str:
    return "|".join(_spelled(value).replace("|", "\\|") for value in values if value is not None)


def plainly(facts: Mapping[str, object]) -> dict[str, Plain]:
    """Return facts with plain values under names of text, without those that are not known.

    >>> plainly({"weight": 2, "quote": None})
    {'weight': 2}
    """
    known = ((visible(str(key)), plain(value)) for key, value in facts.items())
    return {key: value for key, value in known if key and value is not None}


def types(rows: Iterable[Mapping[str, Plain]]) -> dict[str, str]:
    """Return what each name holds in all rows: `boolean integer long double string`, by name.

    >>> types([{"n": 1, "x": 1}, {"n": 2, "x": 0.5, "y": "a"}])
    {'n': 'integer', 'x': 'double', 'y': 'string'}
    """
    seen: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            seen.setdefault(name, set()).add(_type(value))
    return {name: _common(kinds) for name, kinds in sorted(seen.items())}


def _type(value: Plain) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float):
        return "double"
    if isinstance(value, str):
        return "string"
    if -_INTEGER <= value < _INTEGER:
        return "integer"
    return "long" if -_LONG <= value < _LONG else "string"


def _common(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    if kinds == {"integer", "long"}:
        return "long"
    return "double" if kinds <= {"integer", "long", "double"} else "string"


def days(facts: Mapping[str, object]) -> Days:
    """Return the first and the last day of something dated, None where it does not say.

    Several dates as written, with `|` between them, are all within. What is no date dates nothing.

    >>> days({"date": "2025-03|2025-04-02"})
    (datetime.date(2025, 3, 1), datetime.date(2025, 4, 2))
    """
    for begin, end in _DATED:
        first, last = _spans(facts.get(begin)), _spans(facts.get(end))
        if first or last:
            earliest = min((one.earliest for one in first), default=None)
            latest = max((one.latest for one in last), default=None)
            turned = earliest and latest and earliest > latest
            return (None, None) if turned else (earliest, latest)
    return None, None


def _spans(value: object) -> list[dates.Span]:
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return [dates.Span(day.isoformat(), day, day)]
    if not isinstance(value, str) or not value:
        return []
    try:
        return [dates.parse(part) for part in value.split("|") if part]
    except dates.BadDate:
        return []
