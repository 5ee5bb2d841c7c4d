"""`report`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coalition_graph.cli.failures import tell
from coalition_graph.cli.options import with_graph

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["report"]


@click.command()
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write.",
)
@with_graph
def report(graph: Graph, folder: Path) -> None:
    """Write everything at once: picture, tables, graph files and a brief to send on.

    A new folder appears with all of them. In one that is there, nothing is touched before all are whole.

    \b
    Example:
      coalition-graph report -o out
    """
    from coalition_graph import report as reporting

    for path in reporting.write(graph, folder, tell):
        tell(f"Wrote {path}")
