"""What every answer of a graph needs: the store to ask, and the names that can be given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coalition_graph import dates
from coalition_graph.analysis.references import References
from coalition_graph.errors import BadParameter, Problem

if TYPE_CHECKING:
    from coalition_graph.store import Store
    from coalition_graph.store.dataset import Dataset

__all__ = ["Day", "Naming", "day"]

Day = str | dt.date | None


class Naming:
    """A store with the names of what it holds.

    Args:
        inner: the store to ask.
        notes: what the reader must know, such as that sources are missing from a Turtle file.
        problems: warnings found on reading.
    """

    def __init__(self, inner: Store, notes: Sequence[str] = (), problems: Sequence[Problem] = ()) -> None:
        self.store = inner
        self.notes = tuple(notes)
        self.problems = tuple(problems)

    @property
    def dataset(self) -> Dataset:
        """The same store as an `rdflib.Dataset`, for everything that plugs into rdflib."""
        return self.store.dataset

    @cached_property
    def references(self) -> References:
        """What can be named in this graph."""
        return References(self.store)

    def _actor(self, name: str | None) -> str | None:
        return None if name is None else self.references.actor(name)

    def _thing(self, kind: str, name: str | None) -> str | None:
        return None if name is None else self.references.thing(kind, name)


def day(parameter: str, value: Day) -> dt.date | None:
    """Return the day that is given as text or date, or None for none.

    Raises:
        BadParameter: it is no day.

    >>> day("as-of", "2025-03-31")
    datetime.date(2025, 3, 31)
    """
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dates.day(value)
    except dates.BadDate as error:
        raise BadParameter(parameter, value, str(error)) from None
