"""`load`: a store that lasts."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coalition_graph.cli.failures import tell
from coalition_graph.text import counted

if TYPE_CHECKING:
    from coalition_graph.store import Store

__all__ = ["load"]

# Where lines cannot be written over, so many seconds pass between two.
_PACE = 5.0
# What follows from all sources is asked for over all of them.
_PATIENCE = 600.0


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--store", "target", required=True, metavar="DIR|URL", help="Folder of the store, or endpoint.")
@click.option("--update-url", metavar="URL", help="Where the endpoint takes updates, if elsewhere.")
@click.option("--graph-store-url", metavar="URL", help="Where it takes whole graphs, which is faster.")
@click.option("--add", is_flag=True, help="Keep the sources that are not given.")
@click.option("--rebuild", is_flag=True, help="Build a folder from these files alone, as if it were empty.")
@click.option("--keep-going", is_flag=True, help="Leave entries with errors out, with a warning each.")
def load(
    paths: tuple[Path, ...],
    *,
    target: str,
    update_url: str | None,
    graph_store_url: str | None,
    add: bool,
    rebuild: bool,
    keep_going: bool,
) -> None:
    """Bring a store in line with coding files: a folder in one go, an endpoint graph by graph.

    User and password of an endpoint, or a token, come from the environment: COALITION_GRAPH_USER and
    COALITION_GRAPH_PASSWORD, or COALITION_GRAPH_TOKEN. A load that breaks off is finished by running it
    again. A folder that is damaged is built anew with --rebuild; `check my-store` tells whether it is.

    \b
    Examples:
      coalition-graph load my-dossier/ --store my-store
      coalition-graph -g my-store meetings
      coalition-graph load my-dossier/ --store http://localhost:7878/query \\
          --update-url http://localhost:7878/update --graph-store-url http://localhost:7878/store
    """
    from coalition_graph import graph
    from coalition_graph.cli import bar

    kept = _store(target, update_url, graph_store_url)
    how = {"add": add, "keep_going": keep_going, "rebuild": rebuild}
    # An endpoint tells of each graph by itself.
    with bar.shown() if isinstance(kept, str) else nullcontext() as progress:
        loaded, problems = graph.load(paths, kept, **how, progress=progress)
    for problem in problems:
        tell(problem)
    tell(
        f"{target.partition('?')[0]}: {counted(len(loaded.changed), 'source')} written, "
        f"{len(loaded.dropped)} dropped, {len(loaded.unchanged)} unchanged"
    )


def _store(target: str, update_url: str | None, graph_store_url: str | None) -> Store | str:
    from coalition_graph import store

    if store.is_address(target):
        return store.EndpointStore(
            target, update_url, graph_store_url, timeout=_PATIENCE, progress=_Progress()
        )
    if update_url or graph_store_url:
        raise click.UsageError("--update-url and --graph-store-url go with an endpoint: --store http://…")
    return target


class _Progress:
    """Tells how far a load is: on a terminal in one line, elsewhere now and then."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, message: str) -> None:
        if sys.stderr.isatty():
            self._line(message)
        elif time.monotonic() - self._last >= _PACE:
            self._last = time.monotonic()
            tell(message)

    def _line(self, message: str) -> None:
        from coalition_graph.text import visible

        done, _, total = message.partition(" graphs")[0].partition(" of ")
        click.echo(f"\r\x1b[K{visible(message)[:79]}", err=True, nl=done == total)
