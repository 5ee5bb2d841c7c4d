"""What a graph answers to SPARQL: ready questions, queries of one's own, and those of strangers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coalition_graph import queries
from coalition_graph.graph.naming import Naming
from coalition_graph.table import Cell, Table

if TYPE_CHECKING:
    from coalition_graph.guard import Guard, Limits

__all__ = ["Sparql"]


class Sparql(Naming):
    """Ready questions, queries of one's own, and those of strangers."""

    def query(self, name_or_sparql: str, **values: str) -> Table:
        """Return the answer to a ready question or to SPARQL; prefixes need not be typed.

        Args:
            name_or_sparql: the name of a ready question, or SPARQL text.
            values: parameters, bound as values and never pasted.

        Raises:
            BadQuery: the SPARQL does not parse or asks for what is refused.
            UnknownQuery: no ready question has that name.
            BadParameter: a parameter is unknown, missing or no value of its type.
            UnknownName: a parameter's value that nothing bears.
        """
        return queries.ask(self.store, name_or_sparql, values, self.references.resolve)

    def asked(self, name_or_sparql: str, values: Mapping[str, Cell]) -> queries.Asked:
        """Return a ready question, or SPARQL of one's own, with its values; errors as in `query`.

        >>> import coalition_graph
        >>> asked = coalition_graph.open("example").asked("who-attended", {"meeting": "london-2025-03-02"})
        >>> asked.values["meeting"]
        'meeting:london-2025-03-02'
        """
        return queries.asked(self.store, name_or_sparql, values, self.references.resolve)

    def guard(self, limits: Limits | None = None, workers: int = 1) -> Guard:
        """Return a guard that answers queries of strangers in workers, within limits; close it after use.

        Args:
            limits: what each query may take; 30 seconds and 100,000 rows if not given.
            workers: how many queries run side by side.

        >>> import coalition_graph
        >>> with coalition_graph.open("example").guard() as guard:
        ...     guard.answer("ASK { country:SE cg:attended ?m }").text
        b'true'
        """
        from coalition_graph.guard import Guard

        return Guard(self.store, limits, workers)

    def queries(self) -> Table:
        """Return the ready questions."""
        return queries.table()
