"""Dates as other tables write them, turned into ours by the order of their parts."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from coalition_graph.errors import BadParameter

__all__ = ["Order"]

_PARTS: Final = {"d": r"(?P<d>\d{1,2})", "m": r"(?P<m>\d{1,2})", "y": r"(?P<y>\d{4})"}
_LETTERS = re.compile("d+|m+|y+", re.IGNORECASE)


class Order:
    """The order of a date's parts, such as `d.m.y`, `m/d/y` or `DD-MM-YYYY`.

    Raises:
        BadParameter: it does not name a year once, and month and day at most once.

    >>> Order("m/d/y").day("2/16/1946"), Order("m/d/y").day("16/2/1946")
    ('1946-02-16', None)
    """

    def __init__(self, written: str) -> None:
        parts = [found.group()[0].lower() for found in _LETTERS.finditer(written)]
        if sorted(parts) not in (["d", "m", "y"], ["m", "y"], ["y"]):
            raise BadParameter("a date", written, "write its order with y, m and d, such as d.m.y or m/d/y")
        between = _LETTERS.split(written)
        pattern = "".join(
            re.escape(text) + _PARTS.get(part, "") for text, part in zip(between, [*parts, ""], strict=True)
        )
        self._shape = re.compile(rf"{pattern}\Z", re.ASCII)

    def day(self, cell: str) -> str | None:
        """Return a date as coding files write it, or None where the cell is of another shape."""
        found = self._shape.match(cell.strip())
        if found is None:
            return None
        parts = found.groupdict()
        year, month, date = (int(parts.get(part) or 0) for part in ("y", "m", "d"))
        try:
            made = dt.date(year, month or 1, date or 1).isoformat()
        except ValueError:
            return None
        return made[: 10 if date else 7 if month else 4]
