"""A table as a sheet: a header and rows of text; read here from CSV with comma, semicolon or tab."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from coalition_graph import text
from coalition_graph.errors import Problem
from coalition_graph.files.coding import Place
from coalition_graph.files.decode import decode

__all__ = ["MAX_BYTES", "Row", "Sheet", "from_csv", "plain"]

# Far above the largest table of statements; a bound, so that a wrong file does not fill the memory.
MAX_BYTES: Final = 1 << 30
Row = tuple[int, list[str]]
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DELIMITERS: Final = (",", ";", "\t")


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


def from_csv(path: str, name: str, data: bytes, known: Iterable[str]) -> Sheet | Problem:
    """Return a CSV file as a sheet, or why it cannot be read at all.

    The delimiter is the one that makes the most known columns of the first line.

    >>> sheet = from_csv("a.csv", "a", b"actor;stance\\nSE;open\\n", ("actor", "stance"))
    >>> sheet.header, list(sheet.rows)
    (['actor', 'stance'], [(2, ['SE', 'open'])])
    """
    content = decode(path, data, MAX_BYTES)
    if isinstance(content, Problem):
        return content
    lines = _LINE.findall(content)
    if not lines:
        return Problem(path, 1, 1, "E107", "the table is empty; its first line names the columns")
    delimiter = _delimiter(lines[0], frozenset(known))
    problems: list[Problem] = []
    rows = _rows(path, lines, delimiter, problems)
    _, header = next(rows, (1, []))
    return Sheet(name, [cell.strip() for cell in header], rows, problems, partial(_place, lines, delimiter))


def _delimiter(line: str, known: frozenset[str]) -> str:
    def fit(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in line.split(delimiter)]
        return len(known.intersection(names)), len(names)

    return max(_DELIMITERS, key=fit)


def _rows(path: str, lines: list[str], delimiter: str, problems: list[Problem]) -> Iterator[Row]:
    """Read rows up to the first that breaks the table: behind it nothing stands where it seems to."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = 0
    try:
        for row in reader:
            yield start + 1, row
            start = reader.line_num
    except csv.Error as error:
        problems.append(_broken(path, lines, start, str(error)))


def _broken(path: str, lines: list[str], start: int, error: str) -> Problem:
    column = 1
    if "end of data" in error:
        column = lines[start].rfind('"') + 1
        message = "the quotation mark that opens here is never closed; nothing below was read"
    elif "field larger" in error:
        message = f"a cell of more than {csv.field_size_limit():,} characters; nothing below was read"
    elif "expected after" in error:
        message = 'text after a closing quotation mark; inside "…" write "" for one; nothing below was read'
    else:
        message = f"the row cannot be read ({error}); nothing below was read"
    return Problem(path, start + 1, max(column, 1), "E107", message)


def _place(lines: list[str], delimiter: str, line: int, index: int) -> Place:
    """Find a cell by reading its row once more, so that no places need be kept."""
    quoted, seen = False, 0
    for number in range(line - 1, len(lines)):
        written = lines[number].rstrip("\r\n")
        for column, letter in enumerate(written):
            if seen == index:
                return number + 1, column + 1
            quoted ^= letter == '"'
            seen += letter == delimiter and not quoted
        if not quoted:
            return number + 1, len(written) + 1
    return line, 1


def plain(cell: str) -> str:
    """Return a cell without the guard against spreadsheet formulas."""
    return text.formula_plain(cell) if cell[:1] == "'" else cell
