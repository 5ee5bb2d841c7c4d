"""What a graph answers to "what holds whom back", "what moved" and "where do sources differ"."""

from __future__ import annotations

import datetime as dt

from coalition_graph import dates
from coalition_graph.analysis import changes, conflicts, ledger
from coalition_graph.errors import BadParameter
from coalition_graph.graph.naming import Day, Naming, day
from coalition_graph.table import Table

__all__ = ["Judging"]


class Judging(Naming):
    """The ledger of conditions, what moved, and where sources differ."""

    def conditions(self, *, proposal: str | None = None, as_of: Day = None) -> Table:
        """Return every condition once: its status, who depends on it, and what waits for it.

        Args:
            proposal: only what positions on this one, and all that lie within it, name.
            as_of: the day on which it is asked; without it, everything counts, undated reports too.

        Raises:
            UnknownName: no such proposal.
            BadParameter: a day that is none.

        >>> import coalition_graph
        >>> ledger = coalition_graph.open("example").conditions()
        >>> [(row["condition"], row["blocks_max"], row["unit"]) for row in ledger][0]
        ('us-protection', 30000, 'personnel')
        """
        chosen, on = self._thing("proposal", proposal), day("as-of", as_of)
        return ledger.conditions(self.store, proposal=chosen, as_of=on)

    def changes(self, *, since: str | dt.date, until: Day = None) -> Table:
        """Return one row per change of a position between two days, both included, and what changed it.

        Args:
            since: the first day; of a month or a year its first.
            until: the last day; without it, to the end of the data.

        Raises:
            BadParameter: a day that is none, or `until` before `since`.

        >>> import coalition_graph
        >>> moved = coalition_graph.open("example").changes(since="2025-04-01")
        >>> [(row["before"], row["after"]) for row in moved if row["actor"] == "Sweden"]
        [('open if the-conditions-are-right', 'undecided')]
        """
        first, last = _first("since", since), day("until", until)
        if last is not None and last < first:
            raise BadParameter("until", str(until), f"it is before {first}, the first day asked for")
        return changes.changes(self.store, first, last)

    def conflicts(self) -> Table:
        """Return one row per thing that sources tell differently: who says what, and how reliable each is.

        >>> import coalition_graph
        >>> differ = coalition_graph.open("example").conflicts()
        >>> [row["values"] for row in differ if row["subject"] == "london-2025-03-02"]
        ['16 countries|16 countries|18 countries', '19 leaders|18 leaders']
        """
        return conflicts.conflicts(self.store)


def _first(parameter: str, value: str | dt.date) -> dt.date:
    """Return the first day of what is given: whoever says since March means all of it."""
    if isinstance(value, dt.date):
        return value
    try:
        return dates.parse(value).earliest
    except dates.BadDate as error:
        raise BadParameter(parameter, value, str(error)) from None
