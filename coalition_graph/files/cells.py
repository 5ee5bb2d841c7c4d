"""A table as a sheet: a header and rows of text; read here from CSV with comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from coalition_graph import text
from coalition_graph.errors import Problem
from coalition_graph.files.coding import Place
from coalition_graph.files.decode import unreadable

__all__ = ["MAX_BYTES", "Progress", "Row", "Sheet", "from_csv", "plain", "silent"]

# Far above the largest table of statements; a bound, so that a wrong file does not fill the memory.
MAX_BYTES: Final = 1 << 30
# As much as a coding file in YAML may hold: Python's own limit is less than a long quotation.
_LONGEST: Final = 8 << 20
Row = tuple[int, list[str]]
# Told of so many bytes more that were read.
Progress = Callable[[int], None]
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DELIMITERS: Final = (",", ";", "\t")


def silent(_: int) -> None:
    """Make nothing of progress."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a header, and rows that are read as they are asked for.

    Args:
        name: of the file or sheet, which tells what the rows are.
        header: names of the columns.
        rows: each with the line it begins in.
        problems: filled while the rows are read.
        locate: line and column of the cell with an index in the row of a line; 0 is the first.
    """

    name: str
    header: list[str]
    rows: Iterable[Row]
    problems: list[Problem]
    locate: Callable[[int, int], Place]


def from_csv(
    path: str, name: str, data: bytes, known: Iterable[str], progress: Progress = silent
) -> Sheet | Problem:
    """Return a CSV file as a sheet, or why it cannot be read at all.

    The delimiter is the one that makes the most known columns of the first line.

    Args:
        path: the file as the user named it.
        name: of the table.
        data: its bytes.
        known: columns that it may have.
        progress: is told of so many bytes more, as the rows are asked for.

    >>> sheet = from_csv("a.csv", "a", b"actor;stance\\nSE;open\\n", ("actor", "stance"))
    >>> sheet.header, list(sheet.rows)
    (['actor', 'stance'], [(2, ['SE', 'open'])])
    """
    wrong = unreadable(path, data, MAX_BYTES)
    if wrong is not None:
        return wrong
    first = next(_lines(data), "")
    if not first:
        return Problem(path, 1, 1, "E107", "the table is empty; its first line names the columns")
    written = _Written(data, _delimiter(first, frozenset(known)))
    problems: list[Problem] = []
    rows = _rows(path, written, problems, progress)
    _, header = next(rows, (1, []))
    return Sheet(name, [cell.strip() for cell in header], rows, problems, written.place)


def _lines(data: bytes, progress: Progress = silent) -> Iterator[str]:
    """Read line by line, with the line ends as they are, so that a large table is never text as a whole."""
    return io.TextIOWrapper(_Counted(data, progress), encoding="utf-8-sig", newline="")


class _Counted(io.BytesIO):
    """Bytes that tell how many of them were read."""

    def __init__(self, data: bytes, progress: Progress) -> None:
        super().__init__(data)
        self._progress = progress

    def read1(self, size: int | None = -1, /) -> bytes:
        piece = super().read1(size)
        self._progress(len(piece))
        return piece


def _delimiter(line: str, known: frozenset[str]) -> str:
    def fit(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in line.split(delimiter)]
        return len(known.intersection(names)), len(names)

    return max(_DELIMITERS, key=fit)


def _rows(path: str, written: _Written, problems: list[Problem], progress: Progress) -> Iterator[Row]:
    """Read rows up to the first that breaks the table: behind it nothing stands where it seems to."""
    # One limit holds for the whole process, so that it is only ever raised.
    csv.field_size_limit(max(_LONGEST, csv.field_size_limit()))
    reader = csv.reader(_lines(written.data, progress), delimiter=written.delimiter, strict=True)
    start = 0
    try:
        for row in reader:
            yield start + 1, row
            start = reader.line_num
    except csv.Error as error:
        problems.append(_broken(path, written.line(start), start, str(error)))


def _broken(path: str, line: str, start: int, error: str) -> Problem:
    column = 1
    if "end of data" in error:
        column = line.rfind('"') + 1
        message = "the quotation mark that opens here is never closed; nothing below was read"
    elif "field larger" in error:
        message = f"a cell of more than {csv.field_size_limit():,} characters; nothing below was read"
    elif "expected after" in error:
        message = 'text after a closing quotation mark; inside "…" write "" for one; nothing below was read'
    else:
        message = f"the row cannot be read ({error}); nothing below was read"
    return Problem(path, start + 1, max(column, 1), "E107", message)


@dataclass(slots=True)
class _Written:
    """A table as it is written, to be looked into again where somebody asks for a place."""

    data: bytes
    delimiter: str
    starts: array[int] = field(default_factory=lambda: array("Q"))

    def line(self, number: int) -> str:
        """Return a line by its number from 0, without its end."""
        if not self.starts:
            begins = len(codecs.BOM_UTF8) if self.data.startswith(codecs.BOM_UTF8) else 0
            self.starts.append(begins)
            self.starts.extend(found.end() for found in _LINE_END.finditer(self.data))
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.data)
        return self.data[self.starts[number] : end].decode().rstrip("\r\n")

    def place(self, line: int, index: int) -> Place:
        """Find a cell by reading its row once more, so that no places need be kept."""
        quoted, seen, number = False, 0, line - 1
        while number == line - 1 or number < len(self.starts):
            written = self.line(number)
            for column, letter in enumerate(written):
                if seen == index:
                    return number + 1, column + 1
                quoted ^= letter == '"'
                seen += letter == self.delimiter and not quoted
            if not quoted:
                return number + 1, len(written) + 1
            number += 1
        return line, 1


def plain(cell: str) -> str:
    """Return a cell without the guard against spreadsheet formulas."""
    return text.formula_plain(cell) if cell[:1] == "'" else cell
