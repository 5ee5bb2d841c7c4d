"""`serve`: the graph on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coalition_graph.cli.failures import tell
from coalition_graph.cli.options import with_graph

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["serve"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0 for any.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Further name of this server.")
@click.option(
    "--allow-origin", "origins", multiple=True, metavar="ORIGIN", help="Page elsewhere that may read answers."
)
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=5.0,
    show_default=True,
    help="Seconds that a query may take.",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Queries that run at once.  [default: by cores]")
@with_graph
def serve(graph: Graph, workers: int | None, **given: Any) -> None:
    """Serve the graph: a workbench for the browser at /, a read-only SPARQL endpoint at /sparql.

    \b
    Examples:
      coalition-graph serve
      coalition-graph -g my-store serve --port 9000
    """
    from coalition_graph import server

    chosen = server.Settings(**given) if workers is None else server.Settings(**given, workers=workers)
    if not chosen.is_private:
        tell(f"Whoever reaches {chosen.host} can ask anything; --allow-host adds the name they call it by.")
    server.serve(graph, chosen, _told)


def _told(address: str) -> None:
    tell(f"Workbench: {address}  SPARQL: {address}sparql  (Ctrl-C stops it)")
