"""A workbook that is a dossier: one sheet a table, with drop-down lists, to edit and to read back."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from typing import IO, Any, Final

from coalition_graph import text
from coalition_graph.errors import MissingExtra, UsageError
from coalition_graph.exports.choices import CLOSED, LISTS, Choices, choices, letters
from coalition_graph.exports.coded import Sheet, coded
from coalition_graph.files.wording import required
from coalition_graph.store import Store
from coalition_graph.table import Cell, written

__all__ = ["Workbook"]

# What Excel takes in a cell, and how many rows a sheet has.
LONGEST: Final = 32_767
LAST_ROW: Final = 1_048_576
# Excel counts 15 digits of a number; a longer one is kept as text.
_EXACT: Final = 10**15
_WIDE: Final = frozenset(("quote", "summary", "text", "title", "note", "reason", "source_title"))
# In a cell, such a run of letters would stand for a character.
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MADE: Final = dt.datetime(2000, 1, 1)
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_CHANGED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class Workbook:
    """A workbook with all that was coded; the same graph, the same bytes.

    The first row stays in sight and filters. Cells that take a word of a closed list refuse any other; where
    an id or a name is wanted, the known ones are offered. A graph without entries gives the empty template.

    Raises:
        MissingExtra: openpyxl is not installed.
        UsageError: a table has more rows than a sheet.
    """

    def __init__(self, store: Store) -> None:
        try:
            import openpyxl
        except ImportError:
            raise MissingExtra("writing a workbook", "xlsx") from None
        self._tables, self._lost = coded(store)
        for section, sheet in self._tables.items():
            _fitting(section, sheet.rows)
        self._book = openpyxl.Workbook(write_only=True)
        self._book.properties.creator, self._book.properties.created = "coalition_graph", _MADE
        self._sheets = _Sheets(self._book, choices(store, self._tables))

    def pieces(self) -> Iterator[bytes]:
        """Yield the file piece by piece, once; what is too much for memory lies on disk meanwhile."""
        for section, sheet in self._tables.items():
            self._sheets.add(section, sheet)
        self._sheets.add_lists()
        with tempfile.TemporaryFile() as dated, tempfile.TemporaryFile() as timeless:
            self._book.save(dated)
            _timeless(dated, timeless)
            timeless.seek(0)
            yield from iter(partial(timeless.read, 1 << 20), b"")

    def notes(self) -> tuple[str, ...]:
        """Return what it cannot hold, once all pieces have been taken."""
        return (*self._lost, *self._sheets.notes())


def _fitting(section: str, rows: int) -> None:
    if rows >= LAST_ROW:
        raise UsageError(
            f"{section} have {rows:,} rows, and a sheet of a workbook has room for {LAST_ROW - 1:,} and its "
            "head: write csv or parquet instead"
        )


class _Sheets:
    """The sheets of one workbook, written one after the other."""

    def __init__(self, book: Any, chosen: Choices) -> None:
        from openpyxl.styles import Font, PatternFill

        self._book, self._chosen = book, chosen
        self._bold, self._fill = Font(bold=True), PatternFill("solid", fgColor="EEF2F6")
        self._cut = 0
        self._steering: list[tuple[str, str]] = []

    def add(self, section: str, table: Sheet) -> None:
        """Write a table as a sheet."""
        sheet = self._sheet(section, table.columns)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(table.columns, 1):
            self._validate(sheet, section, column, letters(place))
        needed = required(section)
        # One that is left open, because its rows cannot be read, would complain when nobody listens any more.
        with closing(sheet):
            sheet.append([self._head(sheet, name, name in needed) for name in table.columns])
            number = 1
            for number, row in enumerate(chain.from_iterable(table.parts), 2):
                _fitting(section, number - 1)
                self._heed(f"{section} in row {number}", row)
                sheet.append([self._cell(sheet, cell) for cell in row])
            sheet.auto_filter.ref = f"A1:{letters(len(table.columns))}{max(number, 2)}"

    def add_lists(self) -> None:
        """Write the words of the drop-down lists into a sheet that does not show."""
        lists = self._chosen.lists
        sheet = self._book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        sheet.append(list(lists))
        for place in range(max(map(len, lists.values()))):
            row = [words[place] if place < len(words) else None for words in lists.values()]
            sheet.append([self._cell(sheet, word) for word in row])

    def notes(self) -> tuple[str, ...]:
        """What did not fit."""
        steering = text.left_out(self._steering)
        if not self._cut:
            return steering
        cells = text.counted(self._cut, "cell")
        cut = f"{cells} cut at {LONGEST:,} characters, which is what a workbook takes; csv keeps them whole"
        return (cut, *steering)

    def _heed(self, place: str, row: Iterable[Cell]) -> None:
        texts = (cell for cell in row if isinstance(cell, str) and not cell.isprintable())
        self._steering += ((place, cell) for cell in texts if text.control_in(cell))

    def _sheet(self, name: str, columns: Iterable[str]) -> Any:
        sheet = self._book.create_sheet(name)
        for place, column in enumerate(columns, 1):
            dimension = sheet.column_dimensions[letters(place)]
            dimension.width = 40 if column in _WIDE else max(12, len(column) + 3)
            # Else what somebody types is made a date or a number: 2025-03 the first of March.
            dimension.number_format = "@"
        return sheet

    def _validate(self, sheet: Any, section: str, column: str, letter: str) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        formula = self._chosen.formula(section, column)
        if formula is None:
            return
        closed = (section, column) in CLOSED
        made = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=closed)
        made.errorTitle, made.error = column, "Please choose one of the list." if closed else None
        made.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.data_validations.append(made)

    def _head(self, sheet: Any, name: str, needed: bool) -> Any:
        cell = self._cell(sheet, name)
        cell.fill = self._fill
        if needed:
            cell.font = self._bold
        return cell

    def _cell(self, sheet: Any, value: Cell) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _EXACT:
            return value
        cell = WriteOnlyCell(sheet, self._text(written(value)))
        # Whatever it looks like, it is text and no formula, and stays text when it is edited.
        cell.data_type, cell.number_format = "s", "@"
        return cell

    def _text(self, value: str) -> str:
        safe = _ESCAPE.sub("_x005F_", text.formula_safe(text.without_controls(value)))
        self._cut += len(safe) > LONGEST
        return safe[:LONGEST]


def _timeless(dated: IO[bytes], timeless: IO[bytes]) -> None:
    """Take out when it was written, which the package puts in whatever it is told."""
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
        for told in old.infolist():
            made = zipfile.ZipInfo(told.filename, _OLDEST)
            made.compress_type, made.file_size = zipfile.ZIP_DEFLATED, told.file_size
            if told.filename == "docProps/core.xml":
                instead = rb"\g<1>" + f"{_MADE.isoformat()}Z".encode()
                new.writestr(made, _CHANGED.sub(instead, old.read(told)))
            else:
                with old.open(told) as part, new.open(made, "w") as copy:
                    shutil.copyfileobj(part, copy, 1 << 20)
