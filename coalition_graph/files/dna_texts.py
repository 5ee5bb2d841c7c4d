"""Texts of a `.dna` file: offsets that count as Java does become places in code points."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from functools import cached_property

from coalition_graph.text import without_controls

__all__ = ["Words", "day"]

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Words:
    r"""The text of a document, with a space for every control character, so that no offset moves.

    >>> Words("\U0001f600 ready\x0c").stretch(3, 9), Words("ready").stretch(4, 9)
    ((2, 'ready '), None)
    """

    def __init__(self, raw: str) -> None:
        self.text = without_controls(raw, " ")

    @cached_property
    def _units(self) -> list[int]:
        """Where in UTF-16 each character stands that takes two units there."""
        return [found.start() + before for before, found in enumerate(_WIDE.finditer(self.text))]

    def place(self, units: int) -> int:
        """Return how many characters stand before an offset in UTF-16."""
        return units if self.text.isascii() else units - bisect_left(self._units, units)

    def stretch(self, start: int, stop: int) -> tuple[int, str] | None:
        """Return place and words of a stretch given in UTF-16, or None where the text has no such."""
        begin, end = self.place(start), self.place(stop)
        if not 0 <= start < stop or end > len(self.text):
            return None
        return begin, self.text[begin:end]

    @property
    def data(self) -> bytes:
        """The text as a file, which a reader gives back to the letter."""
        # A reader takes the first mark for the file's own, so a text that begins with one gets another.
        return self.text.encode("utf-8-sig" if self.text.startswith("\ufeff") else "utf-8")


def day(seconds: int | None) -> tuple[str, str]:
    """Return day and time of day of a document, each empty where there is none.

    >>> day(1106697600), day(1106742600), day(10**18)
    (('2005-01-26', ''), ('2005-01-26', '12:30'), ('', ''))
    """
    if seconds is None:
        return "", ""
    try:
        moment = _EPOCH + dt.timedelta(seconds=seconds)
    except OverflowError:
        return "", ""
    time = moment.strftime("%H:%M")
    return moment.date().isoformat(), "" if time == "00:00" else time
