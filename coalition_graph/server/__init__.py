"""The graph on the web: a read-only SPARQL endpoint, and a workbench for analysts (needs the extra `web`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coalition_graph.errors import MissingExtra
from coalition_graph.server.settings import Settings

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["Settings", "serve"]


def serve(graph: Graph, settings: Settings, started: Callable[[str], None]) -> None:
    """Answer on the web until the process is told to stop.

    Args:
        started: is given the address once requests are taken.

    Raises:
        MissingExtra: starlette or uvicorn is not installed.
        UsageError: the address is taken, or is not one of this machine.
    """
    try:
        from coalition_graph.server.run import run
    except ImportError:
        raise MissingExtra("serving a graph", "web") from None
    run(graph, settings, started)
