"""Columns of text side by side; what is too long for its column folds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import click
from rich.cells import cell_len, chop_cells

__all__ = ["Column", "drawn", "folded", "wide", "widths"]

GAP: Final = "   "
# What lines of text are read at with ease.
WIDEST: Final = 44
# Latin, Greek, Cyrillic and their marks: one place each, so that most texts are measured by their length.
_PLAIN: Final = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e€]*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is drawn: one text a row, none with a line break or with what steers a terminal.

    Args:
        head: its name.
        cells: its texts, top to bottom.
        longest: how many places the longest text takes.
    """

    head: str
    cells: list[str]
    longest: int


def wide(text: str) -> int:
    """Return how many places a line takes: two for each Chinese character, none for a combining accent.

    >>> wide("abc"), wide("中文"), wide("e\\u0301")
    (3, 4, 1)
    """
    return len(text) if _is_plain(text) else cell_len(text)


def _is_plain(text: str) -> bool:
    return text.isascii() or _PLAIN.fullmatch(text) is not None


def widths(wanted: Sequence[int], room: int) -> list[int]:
    """Return how wide columns are drawn, so that they fit into `room` with the gaps between them.

    Where room is short, the widest give way, all to the same width; what is narrower than that stays whole.

    >>> widths([5, 30, 8], 80), widths([5, 30, 80, 8], 62)
    ([5, 30, 8], [5, 20, 20, 8])
    """
    sizes = [*wanted]
    left = max(room - len(GAP) * (len(sizes) - 1), len(sizes))
    narrowest_first = sorted(range(len(sizes)), key=sizes.__getitem__)
    for done, place in enumerate(narrowest_first):
        sizes[place] = min(sizes[place], left // (len(sizes) - done))
        left -= sizes[place]
    return sizes


def folded(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width`; a word that is longer begins a line and goes on in the next.

    >>> folded("if the conditions are right", 10)
    ['if the', 'conditions', 'are right']
    >>> folded("see https://example.org", 10)
    ['see', 'https://ex', 'ample.org']
    """
    lines: list[str] = []
    rest = text.strip(" ")
    while (fits := _reach(rest, width)) < len(rest):
        blank = rest.rfind(" ", 0, fits + 1)
        end = blank if blank > 0 else fits
        lines.append(rest[:end].rstrip(" "))
        rest = rest[end:].lstrip(" ")
    return [*lines, rest]


def _reach(text: str, width: int) -> int:
    """Return how many characters of a text fit into a line, at least one."""
    if _is_plain(text[: width + 1]):
        return width
    # All of a long text need not be measured for a line of it.
    taken = width // 2 + 1
    while len(lines := chop_cells(text[:taken], width)) < 2 and taken < len(text):
        taken *= 2
    return max(len(lines[0]), 1) if lines else len(text)


def drawn(columns: Sequence[Column], room: int, rule: str = "─", bold: bool = False) -> Iterator[str]:
    """Yield the lines of a table: the head, a rule, the rows; none ends in blanks.

    Args:
        columns: what is drawn, all of the same height.
        room: how wide the terminal is.
        rule: what the line below the head is made of.
        bold: whether the terminal is told to show the head in bold.

    >>> print(*drawn([Column("actor", ["Fiji", "Mali"], 4), Column("n", ["2", "13"], 2)], 80), sep="\\n")
    actor   n
    ──────────
    Fiji    2
    Mali    13
    """
    sizes = widths([min(max(wide(column.head), column.longest, 1), WIDEST) for column in columns], room)
    for line in _head([column.head for column in columns], sizes):
        yield click.style(line, bold=True) if bold else line
    yield rule * (sum(sizes) + len(GAP) * (len(sizes) - 1))
    for row in zip(*(column.cells for column in columns), strict=True):
        yield from _lines([*map(_fitted, row, sizes)], sizes)


def _head(names: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    """Yield the lines of the head; each name stands right on the rule, however many lines the others take."""
    cells = [*map(_fitted, names, sizes)]
    high = max(map(len, cells), default=0)
    return _lines([[*[""] * (high - len(cell)), *cell] for cell in cells], sizes)


def _fitted(text: str, size: int) -> list[str]:
    return [text] if wide(text) <= size else folded(text, size)


def _lines(cells: Sequence[Sequence[str]], sizes: Sequence[int]) -> Iterator[str]:
    for number in range(max(map(len, cells), default=0)):
        line = (cell[number] if number < len(cell) else "" for cell in cells)
        yield GAP.join(map(_padded, line, sizes)).rstrip()


def _padded(line: str, size: int) -> str:
    return line + " " * (size - wide(line))
