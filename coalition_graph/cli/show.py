"""`show`: one sheet with all the evidence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from coalition_graph.cli.options import with_graph
from coalition_graph.table import written
from coalition_graph.text import inert, visible

if TYPE_CHECKING:
    from coalition_graph.analysis.sheet import Sheet
    from coalition_graph.graph import Graph
    from coalition_graph.table import Cell, Table

__all__ = ["show"]

KEY_WIDTH: Final = 15
LINE_WIDTH: Final = 100


@click.command()
@click.argument("thing")
@with_graph
def show(graph: Graph, thing: str) -> None:
    """Show one sheet on an actor, proposal, condition, meeting, source or statement, with all the evidence.

    \b
    Examples:
      coalition-graph show "Ulf Kristersson"
      coalition-graph show us-protection
    """
    click.echo(inert("\n".join(_sheet(graph.show(thing)))))


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"{visible(sheet.title)} ({sheet.node})"
    yield ""
    yield from _block((str(key), value) for key, value in sheet.facts.rows)
    for title, table in sheet.sections:
        yield ""
        yield f"{title} ({len(table)})"
        yield from _entries(table)


def _entries(table: Table) -> Iterator[str]:
    """One block an entry; columns that are empty in it are left out."""
    for row in table.rows:
        yield ""
        yield from _block(zip(table.columns, row, strict=True))


def _block(pairs: Iterator[tuple[str, Cell]]) -> Iterator[str]:
    for key, value in pairs:
        if value is not None and value != "":
            yield textwrap.fill(
                f"  {key:<{KEY_WIDTH}} {visible(written(value))}",
                LINE_WIDTH,
                subsequent_indent=" " * (KEY_WIDTH + 3),
                break_long_words=False,
                break_on_hyphens=False,
            )
