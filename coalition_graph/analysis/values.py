"""Numbers and days as a graph holds them; one that was made elsewhere may hold anything in their place."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from coalition_graph.errors import UnreadableValue

__all__ = ["day", "whole", "whole_or_none"]

_MOST: Final = 10**18
_WHOLE = re.compile("[0-9]{1,18}")


def whole(cell: object) -> int:
    """Return a number of a graph.

    Raises:
        UnreadableValue: it is none that a coding file could have given.

    >>> whole("12")
    12
    """
    if type(cell) is int and 0 <= cell < _MOST:
        return cell
    if not _WHOLE.fullmatch(str(cell)):
        raise UnreadableValue(str(cell), "a number of at most 18 digits")
    return int(str(cell))


def whole_or_none(cell: object) -> int | None:
    """Return a number of a graph, or None where none is given.

    Raises:
        UnreadableValue: something else is given.

    >>> whole_or_none(None), whole_or_none(12)
    (None, 12)
    """
    return None if cell is None else whole(cell)


def day(cell: object) -> dt.date:
    """Return a day of a graph.

    Raises:
        UnreadableValue: it is none.

    >>> day("2025-03-27")
    datetime.date(2025, 3, 27)
    """
    try:
        return dt.date.fromisoformat(str(cell))
    except ValueError:
        raise UnreadableValue(str(cell), "a day such as 2025-03-27") from None
