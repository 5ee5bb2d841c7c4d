"""The application: every address, behind the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from coalition_graph.server import protocol
from coalition_graph.server.asking import Asking
from coalition_graph.server.failures import HANDLERS
from coalition_graph.server.gate import Gate
from coalition_graph.server.pages import Pages
from coalition_graph.server.settings import Settings
from coalition_graph.server.workbench import Workbench

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["application"]


def application(graph: Graph, asking: Asking, settings: Settings) -> ASGIApp:
    """Return the application that answers from a graph.

    Args:
        graph: what is asked.
        asking: where queries of strangers are run.
        settings: the names and origins that may ask, and the limits.
    """
    endpoint = protocol.Endpoint(asking, settings.rows, graph.store.graphs())
    pages = Pages(graph)
    workbench = Workbench(graph, asking, settings)
    routes = [
        Route("/sparql", endpoint.answer, methods=protocol.METHODS),
        Route("/ask", workbench.ask, methods=["POST"]),
        *(Route(path, workbench.offered) for path in ("/questions", "/names", "/terms", "/about")),
        Route("/", pages.home),
        Route("/static/{name}", pages.static),
        Route("/picture", pages.picture),
    ]
    return Gate(Starlette(routes=routes, exception_handlers=HANDLERS), settings)
