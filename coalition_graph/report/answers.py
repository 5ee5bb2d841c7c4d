"""The answers that the tables and the brief share, each worked out once."""

from __future__ import annotations

from functools import cached_property

from coalition_graph.graph import Graph
from coalition_graph.table import Table

__all__ = ["Answers"]


class Answers:
    """What a graph says, as the files of a report need it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def positions(self) -> Table:
        """Who stands where, all statements counted."""
        return self.graph.positions()

    @cached_property
    def commitments(self) -> Table:
        """What is offered, and how firmly."""
        return self.graph.commitments()

    @cached_property
    def attendance(self) -> Table:
        """Who attended what."""
        return self.graph.attendance()

    @cached_property
    def statements(self) -> Table:
        """Every statement."""
        return self.graph.statements()

    @cached_property
    def meetings(self) -> Table:
        """Every meeting."""
        return self.graph.meetings()

    @cached_property
    def conditions(self) -> Table:
        """What holds whom back."""
        return self.graph.conditions()

    @cached_property
    def conflicts(self) -> Table:
        """Where sources differ."""
        return self.graph.conflicts()
