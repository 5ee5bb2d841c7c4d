"""Tables on a terminal, in a pipe or in a file."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from coalition_graph import text
from coalition_graph.cli.failures import print_text, tell
from coalition_graph.table import left_out, render, written

if TYPE_CHECKING:
    from coalition_graph.store import Answer
    from coalition_graph.table import Cell, Table

__all__ = ["FORMS", "print_answer", "print_table"]

FORMS: Final = ("table", "csv", "tsv", "json", "jsonl", "markdown")
NARROWEST: Final = 8
WIDEST: Final = 44
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
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    if not table.rows:
        tell("No rows.")
        return ""
    width = shutil.get_terminal_size((120, 24)).columns if on_screen and sys.stdout.isatty() else 200
    kept = _fitting(table, width)
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place in kept:
        drawn.add_column(Text(text.visible(table.columns[place])), overflow="fold", max_width=WIDEST)
    for row in table.rows:
        drawn.add_row(*(Text(_cell(row[place])) for place in kept))
    console = Console(width=width, color_system="auto" if sys.stdout.isatty() else None)
    with console.capture() as captured:
        console.print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _fitting(table: Table, width: int) -> list[int]:
    """Return the columns that have something in them and fit; say on stderr which do not."""
    every = range(len(table.columns))
    # Where nothing has a value, the head and the empty rows say so.
    filled = [place for place in every if any(_cell(row[place]) for row in table.rows)] or list(every)
    kept: list[int] = []
    for place in filled:
        longest = max(len(_cell(row[place])) for row in table.rows)
        width -= max(min(longest, 24), len(table.columns[place]), NARROWEST) + 2
        if width < 0 and kept:
            break
        kept.append(place)
    if any(len(written(row[place])) > LONGEST for row in table.rows for place in kept):
        tell(f"Texts of more than {LONGEST:,} characters are cut. `--format csv` has them whole.")
    if hidden := [table.columns[place] for place in filled if place not in kept]:
        tell(f"Not shown for want of width: {', '.join(hidden)}. `--format csv` has every column.")
    return kept


def _cell(cell: Cell) -> str:
    told = written(cell)
    return text.visible(told) if len(told) <= LONGEST else f"{text.visible(told[:LONGEST])}…"
