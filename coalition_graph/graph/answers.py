"""The graph, with one thin method per answer; names are taken as in coding files."""

from __future__ import annotations

from coalition_graph.graph.judging import Judging
from coalition_graph.graph.networks import Networks
from coalition_graph.graph.outputs import Outputs
from coalition_graph.graph.scenarios import Scenarios
from coalition_graph.graph.sparql import Sparql
from coalition_graph.graph.tables import Tables

__all__ = ["Graph"]


class Graph(Tables, Judging, Scenarios, Networks, Sparql, Outputs):
    """One graph and every answer it gives; names are taken as in coding files.

    Args:
        inner: the store to ask.
        notes: what the reader must know, such as that sources are missing from a Turtle file.
        problems: warnings found on reading.

    >>> import coalition_graph
    >>> graph = coalition_graph.open("example")
    >>> "Sweden" in graph.attendance(meeting="london-2025-03-02").column("actor")
    True
    """
