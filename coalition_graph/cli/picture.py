"""Commands that write one file: the picture, and the graph in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coalition_graph.cli.failures import tell
from coalition_graph.cli.options import with_graph

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["export", "graph"]

_file = click.option(
    "-o",
    "--output",
    "path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.",
)


@click.command()
@_file
@click.option("--proposal", metavar="P", help="On this proposal and all that lie within it.")
@click.option("--as-of", metavar="DAY", help="Opens on what held that day.")
@with_graph
def graph(opened: Graph, path: Path, proposal: str | None, as_of: str | None) -> None:
    """Write the interactive picture: one HTML file that needs nothing else.

    \b
    Example:
      coalition-graph graph -o picture.html
    """
    opened.picture(path, proposal=proposal, as_of=as_of)
    tell(f"Wrote {path}")


@click.command()
@click.argument("form", metavar="FORMAT")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; for parquet a folder.",
)
@with_graph
def export(opened: Graph, form: str, path: Path) -> None:
    """Write the graph as trig, ttl, nq, csv (the statements), gexf (for Gephi) or parquet.

    Parquet is a folder of three files, for DuckDB and Spark: statements, attendance, positions.

    \b
    Examples:
      coalition-graph export trig -o graph.trig
      coalition-graph export parquet -o tables
    """
    for note in opened.export(form, path):
        tell(note)
    tell(f"Wrote {path}")
