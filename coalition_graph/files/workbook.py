"""Sheets of an Excel workbook; needs the extra `xlsx`."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from coalition_graph.errors import MissingExtra, Problem
from coalition_graph.files import columns
from coalition_graph.files.cells import Row, Sheet

__all__ = ["from_xlsx"]

MAX_UNPACKED: Final = 512 << 20
MAX_COLUMNS: Final = 1000
# How a workbook writes a line break of old, and the underscore of what only looks like such a writing.
_ESCAPED: Final = re.compile(r"_x000D_\n?|_x00(5F)_")


def from_xlsx(path: str, data: bytes) -> list[Sheet] | Problem:
    """Return the sheets of a workbook as they show, formulas by their last result, or why not.

    A hidden sheet is passed over, such as one with the words of drop-down lists, unless it bears the name of
    a table: what somebody coded is not lost because a sheet was hidden.
    """
    try:
        if _unpacked(data) > MAX_UNPACKED:
            return Problem(path, 1, 1, "E103", "the workbook unpacks to more than 512 MB; save it as CSV")
        return [_sheet(sheet) for sheet in _open(data).worksheets if _counts(sheet)]
    except MissingExtra as error:
        return Problem(path, 1, 1, "E101", str(error))
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, OSError, AttributeError):
        return Problem(path, 1, 1, "E101", "not a workbook that can be read; save it anew, or as CSV")


def _unpacked(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist())


def _open(data: bytes) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("reading a workbook", "xlsx") from None
    with warnings.catch_warnings():
        # It warns of styles and extensions that it drops; no text is lost by that.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)


def _counts(sheet: Any) -> bool:
    return sheet.sheet_state == "visible" or columns.section_of(str(sheet.title)) is not None


def _sheet(sheet: Any) -> Sheet:
    rows = list(_rows(sheet))
    _, header = rows[0] if rows else (1, [])
    width = len(header)
    body = ((line, [*row, *[""] * (width - len(row))]) for line, row in rows[1:])
    names = [name.strip() for name in header]
    return Sheet(str(sheet.title), names, body, [], lambda line, index: (line, index + 1))


def _rows(sheet: Any) -> Iterator[Row]:
    for line, row in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return _ESCAPED.sub(_unescaped, str(cell))


def _unescaped(found: re.Match[str]) -> str:
    return "_" if found[1] else "\n"
