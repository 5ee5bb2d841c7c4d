"""How wide letters are, roughly, so that a still can break lines without a browser and nothing overflows.

A reader's font is not known, so widths lean to the wide side of the usual sans-serif ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

__all__ = ["shorten", "width", "wrap"]

# Parts of the size of the letters.
_WIDTHS: Final = {
    **dict.fromkeys("ijl|'’.,:;!`·", 0.29),
    **dict.fromkeys('ftr()[]{}I/\\- “”"*°', 0.38),
    **dict.fromkeys("mM%@—…→", 0.92),
    **dict.fromkeys("wWOQGÖØ&", 0.79),
    **dict.fromkeys("0123456789$€£", 0.62),
}
_INDIC: Final = ("\u0900", "\u109f")
_INVISIBLE: Final = ("Mn", "Me", "Cf")
# Words longer than this are seen to have no end that a reader waits for.
_MOST: Final = 600
# What does not stand before “…”.
_LOOSE: Final = " ,;:.…"


@cache
def _of(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in _INVISIBLE:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.02
    if letter.isascii() or letter < "\u0250":
        return 0.69 if letter.isupper() else 0.575
    if _INDIC[0] <= letter <= _INDIC[1]:
        return 1.05
    return 0.73 if letter.isupper() else 0.67


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is.

    >>> width("ill", 10) < width("mmm", 10), round(width("日本", 10), 1)
    (True, 20.4)
    """
    return sum(map(_of, text)) * size * (1.06 if bold else 1.0)


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return as much of a text as fits; what is cut ends in “…”.

    >>> shorten("A very long name indeed", 10, 60)
    'A very lon…'
    """
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width("…", size, bold=bold)
    kept = ""
    for part in _letters(text[:_MOST]):
        left -= width(part, size, bold=bold)
        if left < 0 and kept:
            break
        kept += part
    return f"{kept.rstrip(_LOOSE)}…"


def wrap(
    text: str, size: float, room: float, most: int, *, indent: float = 0, bold: bool = False
) -> tuple[str, ...]:
    """Return a text in at most so many lines; the last ends in “…” where something is left out.

    Args:
        indent: room that the first line does without.

    >>> wrap("one two three", 10, 45, 2)
    ('one two', 'three')
    """
    lines = [""]
    for piece in _pieces(text, size, room - indent, bold=bold):
        longer = lines[-1] + piece
        left = room - indent if len(lines) == 1 else room
        if lines[-1] and width(longer.rstrip(), size, bold=bold) > left:
            lines.append(piece)
        else:
            lines[-1] = longer
    shown = [line.rstrip() for line in lines[:most]]
    if len(lines) > most:
        # The cut stands after a whole word where there is one: half of a word tells nothing.
        shown[-1] = shorten(
            f"{shown[-1].rstrip(_LOOSE)}…", size, room - indent if most == 1 else room, bold=bold
        )
    return tuple(filter(None, shown))


def _pieces(text: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    """Words with the space behind them; a word wider than a line is cut to pieces."""
    for word in text[:_MOST].split():
        if width(word, size, bold=bold) <= room:
            yield f"{word} "
        else:
            yield from _slices(word, size, room, bold=bold)


def _slices(word: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    part, wide = "", 0.0
    for letter in _letters(word):
        more = width(letter, size, bold=bold)
        if part and wide + more > room:
            yield part
            part, wide = "", 0.0
        part, wide = part + letter, wide + more
    yield f"{part} "


def _letters(text: str) -> Iterator[str]:
    """Letters with the marks that stand on them, which no cut may part."""
    held = ""
    for letter in text:
        if held and unicodedata.category(letter) not in (*_INVISIBLE, "Mc") and not held.endswith("\u200d"):
            yield held
            held = ""
        held += letter
    if held:
        yield held
