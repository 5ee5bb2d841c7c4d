"""Tables on a terminal, in a pipe or in a file."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from coalition_graph import text
from coalition_graph.cli.failures import print_text, tell
from coalition_graph.table import left_out, render, written

if TYPE_CHECKING:
    from coalition_graph.cli.grid import Column
    from coalition_graph.store import Answer
    from coalition_graph.table import Cell, Table

__all__ = ["FORMS", "print_answer", "print_table"]

FORMS: Final = ("table", "csv", "tsv", "json", "jsonl", "markdown")
NARROWEST: Final = 8
# What a quotation never has; a text that fills the whole terminal hides the rest of the table.
LONGEST: Final = 2_000


def print_table(table: Table, form: str, path: Path | None = None) -> None:
    """Print a table, or write it to a file; what to know beside the rows goes to stderr.

    Args:
        form: one of `FORMS`; `table` fits the terminal and leaves out columns that do not.
        path: file to write instead of stdout, atomically.
    """
    from coalition_graph.files import atomic

    for note in (*table.notes, *(left_out(table) if form in ("csv", "tsv") else ())):
        tell(note)
    written = _pretty(table, path is None) if form == "table" else render(table, form)
    if path is None and form == "table":
        # Its cells are clean, and what it looks like on a terminal is told by what would be taken out.
        click.echo(written, nl=False)
    elif path is None:
        print_text(written)
    else:
        atomic.write_text(path, written)


def print_answer(answer: Answer, form: str, path: Path | None = None) -> None:
    """Print what a query came to, or write it to a file, in one of the W3C's forms.

    Raises:
        BadQuery: the form cannot hold it.
    """
    from coalition_graph.files import atomic

    written = answer.written(form)
    for note in answer.notes:
        tell(note)
    if path is None and sys.stdout.isatty():
        print_text(f"{written.decode('utf-8', 'replace').removesuffix(chr(10))}\n")
    elif path is None:
        click.echo(written, nl=not written.endswith(b"\n"))
    else:
        atomic.write_bytes(path, written)


def _pretty(table: Table, on_screen: bool) -> str:
    from coalition_graph.cli.grid import drawn

    if not table.rows:
        tell("No rows.")
        return ""
    on_terminal = on_screen and sys.stdout.isatty()
    width = shutil.get_terminal_size((120, 24)).columns if on_terminal else 200
    lines = drawn(_fitting(table, width), width, _rule(on_screen), on_terminal and _shows_bold())
    return "".join(f"{line}\n" for line in lines)


def _rule(on_screen: bool) -> str:
    told = on_screen and sys.stdout.encoding
    return "─" if not told or told.lower().startswith("utf") else "-"


def _shows_bold() -> bool:
    return os.environ.get("TERM", "") not in ("dumb", "unknown") and not os.environ.get("NO_COLOR")


def _fitting(table: Table, width: int) -> list[Column]:
    """Return the columns that have something in them and fit; say on stderr which do not."""
    from coalition_graph.cli.grid import wide

    kept: list[Column] = []
    filled = _filled(table)
    for place in filled:
        column = _column(table, place)
        width -= max(min(column.longest, 24), wide(column.head), NARROWEST) + 2
        if width < 0 and kept:
            break
        kept.append(column)
    if any(_is_cut(row[place]) for place in filled[: len(kept)] for row in table.rows):
        tell(f"Texts of more than {LONGEST:,} characters are cut. `--format csv` has them whole.")
    if hidden := [table.columns[place] for place in filled[len(kept) :]]:
        tell(f"Not shown for want of width: {', '.join(hidden)}. `--format csv` has every column.")
    return kept


def _filled(table: Table) -> list[int]:
    """Return the places of the columns in which a value stands; of all where none stands anywhere."""
    every = range(len(table.columns))
    # Where nothing has a value, the head and the empty rows say so.
    return [place for place in every if any(row[place] not in (None, "") for row in table.rows)] or [*every]


def _column(table: Table, place: int) -> Column:
    from coalition_graph.cli.grid import Column, wide

    cells = [_cell(row[place]) for row in table.rows]
    return Column(text.visible(table.columns[place]), cells, max(map(wide, cells)))


def _is_cut(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > LONGEST


def _cell(cell: Cell) -> str:
    told = written(cell)
    return text.visible(told) if len(told) <= LONGEST else f"{text.visible(told[:LONGEST])}…"
