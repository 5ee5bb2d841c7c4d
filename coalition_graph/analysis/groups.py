"""Who belongs to which group, and from when to when; organisations are not asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coalition_graph import dates
from coalition_graph.store import Store
from coalition_graph.table import Cell

__all__ = ["Belonging", "Groups", "belongings"]

_MEMBERS = """
SELECT ?group ?member ?from ?until WHERE {
  ?group a cg:Group . ?membership org:organization ?group ; org:member ?member
  FILTER NOT EXISTS { ?member a cg:Person }
  OPTIONAL { ?membership cg:from ?from }
  OPTIONAL { ?membership cg:until ?until }
} ORDER BY ?group ?member ?from"""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A member of a group, or a person in a post, with first and last day where they are known."""

    group: str
    member: str
    first: dt.date | None = None
    last: dt.date | None = None

    @classmethod
    def written(cls, group: Cell, member: Cell, since: Cell, until: Cell) -> Belonging:
        """Return what a row of a query says, with its dates as they are written.

        >>> Belonging.written("group:E3", "country:FR", "2003", None).first
        datetime.date(2003, 1, 1)
        """
        first, last = dates.found(since), dates.found(until)
        return cls(str(group), str(member), first.earliest if first else None, last.latest if last else None)

    def holds(self, day: dt.date | None) -> bool:
        """Return whether it holds on `day`; without a day, whether it has not ended."""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def belongings(store: Store) -> list[Belonging]:
    """Return who is or was a member of which group."""
    return [Belonging.written(*row) for row in store.select(_MEMBERS).rows]


class Groups:
    """Who belongs to which group as of a day; a group within a group stands for its members too."""

    def __init__(self, belongings: Iterable[Belonging], as_of: dt.date | None) -> None:
        self._members: dict[str, list[str]] = defaultdict(list)
        for belonging in belongings:
            if belonging.holds(as_of):
                self._members[belonging.group].append(belonging.member)

    def members(self) -> dict[str, list[str]]:
        """Return per group all members that are no groups."""
        return {group: sorted(set(self._within(group, frozenset()))) for group in self._members}

    def _within(self, group: str, above: frozenset[str]) -> Iterator[str]:
        for member in self._members.get(group, ()) if group not in above else ():
            if member.startswith("group:"):
                yield from self._within(member, above | {group})
            else:
                yield member

    def around(self, actor: str) -> list[str]:
        """Return an actor and every group that can stand for it."""
        return [actor, *sorted(group for group, members in self.members().items() if actor in members)]
