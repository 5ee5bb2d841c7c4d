"""A knowledge graph of what governments say they would do, on which condition, and who met whom.

>>> import coalition_graph
>>> graph = coalition_graph.open("example")
>>> sorted(graph.positions(proposal="land-force").columns)[:3]
['actor', 'ambiguous', 'attribution']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coalition_graph.errors import (
        BadParameter,
        BadQuery,
        BrokenOff,
        Busy,
        CoalitionGraphError,
        DamagedStore,
        DossierHasProblems,
        EndpointFailed,
        ForeignFolder,
        ForeignGraph,
        MissingExtra,
        OtherDossier,
        Problem,
        StoppedQuery,
        UnknownName,
        UnknownQuery,
        UnreadableGraph,
        UsageError,
    )
    from coalition_graph.graph import Graph, open  # noqa: A004
    from coalition_graph.table import Table

__all__ = [
    "BadParameter",
    "BadQuery",
    "BrokenOff",
    "Busy",
    "CoalitionGraphError",
    "DamagedStore",
    "DossierHasProblems",
    "EndpointFailed",
    "ForeignFolder",
    "ForeignGraph",
    "Graph",
    "MissingExtra",
    "OtherDossier",
    "Problem",
    "StoppedQuery",
    "Table",
    "UnknownName",
    "UnknownQuery",
    "UnreadableGraph",
    "UsageError",
    "open",
]
__version__ = "0.1.0"

_HOMES = {"Graph": "graph", "open": "graph", "Table": "table"}


def __getattr__(name: str) -> object:
    # Nothing heavy is imported before it is asked for (PEP 562): `--help` must not wait.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
