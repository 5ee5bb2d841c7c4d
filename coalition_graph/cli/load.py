"""`load`: a store that lasts."""

from __future__ import annotations

from pathlib import Path

import click

from coalition_graph.cli.failures import tell
from coalition_graph.text import counted

__all__ = ["load"]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--store", "folder", required=True, metavar="DIR", help="Folder of the store.")
@click.option("--add", is_flag=True, help="Keep the sources that are not given.")
@click.option("--keep-going", is_flag=True, help="Leave entries with errors out, with a warning each.")
def load(paths: tuple[Path, ...], folder: str, add: bool, keep_going: bool) -> None:
    """Bring a store on disk in line with coding files, all in one go or not at all.

    \b
    Example:
      coalition-graph load my-dossier/ --store my-store
      coalition-graph -g my-store meetings
    """
    from coalition_graph import graph

    tell("Reading and writing …")
    loaded, problems = graph.load(paths, folder, add=add, keep_going=keep_going)
    for problem in problems:
        tell(problem)
    tell(
        f"{folder}: {counted(len(loaded.changed), 'source')} written, {len(loaded.dropped)} dropped, "
        f"{len(loaded.unchanged)} unchanged"
    )
