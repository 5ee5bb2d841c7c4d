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

_PATH = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("-o", "--output", "path", type=_PATH, help="HTML file to write.")
@click.option("--still", "still", type=_PATH, metavar="FILE", help="SVG of the positions, for papers.")
@click.option("--dark", is_flag=True, help="Of the still: for dark slides.")
@click.option("--proposal", metavar="P", help="On this proposal and all that lie within it.")
@click.option("--as-of", metavar="DAY", help="Opens on what held that day.")
@with_graph
def graph(
    opened: Graph, path: Path | None, still: Path | None, dark: bool, proposal: str | None, as_of: str | None
) -> None:
    """Write the interactive picture: one HTML file that needs nothing else; or a still of it.

    \b
    Examples:
      coalition-graph graph -o picture.html
      coalition-graph graph --still positions.svg --as-of 2025-04-01
    """
    if not (path or still):
        raise click.UsageError("name a file to write: -o picture.html, or --still positions.svg")
    if dark and not still:
        raise click.UsageError(
            "--dark is of the still: add --still positions.svg; the page follows its reader"
        )
    if path:
        opened.picture(path, proposal=proposal, as_of=as_of)
        tell(f"Wrote {path}")
    if still:
        opened.still(still, proposal=proposal, as_of=as_of, dark=dark)
        tell(f"Wrote {still}")


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
@click.option(
    "--as",
    "layout",
    type=click.Choice(("edges", "matrix")),
    help="Of csv: the network, one row an edge, or one row and one column a node.",
)
@with_graph
def export(opened: Graph, form: str, path: Path, layout: str | None) -> None:
    """Write the graph in a format that other tools read.

    \b
    trig ttl nq jsonld  RDF; ttl is one graph, which loses who reports what
    gexf                for Gephi, with a timeline and every edge's words
    graphml             for R, igraph, networkx, yEd
    csv                 the statements, or the network with --as
    xlsx                a workbook of all tables to edit and read back; of an
                        empty dossier it is the template
    parquet             a folder of three files, for DuckDB and Spark

    \b
    Examples:
      coalition-graph export trig -o graph.trig
      coalition-graph export csv --as edges -o edges.csv
      coalition-graph export xlsx -o dossier.xlsx
    """
    for note in opened.export(form, path, layout=layout):
        tell(note)
    tell(f"Wrote {path}")
