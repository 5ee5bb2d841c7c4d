"""The graph, with one thin method per answer; names are taken as in coding files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coalition_graph import dates, queries
from coalition_graph.analysis import commitments, meetings, positions, sheet, statements
from coalition_graph.analysis.judgement import Asked
from coalition_graph.analysis.references import References
from coalition_graph.errors import BadParameter, Problem
from coalition_graph.files import atomic
from coalition_graph.table import Table

if TYPE_CHECKING:
    from coalition_graph.analysis.sheet import Sheet
    from coalition_graph.mirror import Network
    from coalition_graph.picture.inline import Picture
    from coalition_graph.store import Store
    from coalition_graph.store.dataset import Dataset

__all__ = ["Graph"]

Day = str | dt.date | None


class Graph:
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

    def meetings(self) -> Table:
        """Return every meeting, in the order of time."""
        return meetings.meetings(self.store)

    def attendance(
        self,
        *,
        country: str | None = None,
        actor: str | None = None,
        meeting: str | None = None,
        layout: Literal["list", "matrix"] = "list",
    ) -> Table:
        """Return who attended what, who was represented, and who was only planned.

        Args:
            country: of this country; `actor` takes any kind.
            meeting: at this meeting.
            layout: `list`, or `matrix` with a row per actor and a column per meeting.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: both a country and an actor, or a country that is none.
        """
        if country and actor:
            raise BadParameter("actor", actor, "give a country or an actor, not both")
        who = self.references.country(country) if country else self._actor(actor)
        answer = meetings.matrix if layout == "matrix" else meetings.attendance
        return answer(self.store, actor=who, meeting=self._thing("meeting", meeting))

    def positions(
        self,
        *,
        proposal: str | None = None,
        actor: str | None = None,
        as_of: Day = None,
        on_record: bool = False,
        expand_groups: bool = False,
    ) -> Table:
        """Return who stands where as of a day, on which conditions.

        Args:
            proposal: this one and all that lie within it.
            as_of: without it, all statements count, undated ones too.
            on_record: only what was said on record.
            expand_groups: count a group's statement for members that have none of their own.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
        """
        chosen = self._slice(proposal, actor, as_of, on_record, expand_groups)
        return positions.positions(self.store, **chosen)

    def commitments(
        self,
        *,
        proposal: str | None = None,
        actor: str | None = None,
        as_of: Day = None,
        on_record: bool = False,
        expand_groups: bool = False,
    ) -> Table:
        """Return what is offered and whether it is firm; arguments as in `positions`.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
        """
        chosen = self._slice(proposal, actor, as_of, on_record, expand_groups)
        return commitments.commitments(self.store, **chosen)

    def statements(
        self,
        *,
        proposal: str | None = None,
        actor: str | None = None,
        as_of: Day = None,
        on_record: bool = False,
        expand_groups: bool = False,
    ) -> Table:
        """Return the statements as flat rows that can be read again as a table; arguments as in `positions`.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
        """
        chosen = self._slice(proposal, actor, as_of, on_record, expand_groups)
        return statements.statements(self.store, **chosen)

    def show(self, thing: str) -> Sheet:
        """Return one sheet on an actor, proposal, condition, meeting, source or statement.

        Raises:
            UnknownName: nothing is called so.
        """
        return sheet.show(self.store, self.references.anything(thing))

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

    def queries(self) -> Table:
        """Return the ready questions."""
        return queries.table()

    def network(
        self, *, proposal: str | None = None, actor: str | None = None, since: Day = None, until: Day = None
    ) -> Network:
        """Return a frozen NetworkX graph of actors, proposals, conditions and meetings.

        Args:
            proposal: only what concerns this one and all within it.
            since: only edges dated on or after this day.
            until: only edges dated on or before this day.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
        """
        from coalition_graph import mirror

        return mirror.network(
            self.store,
            proposal=self._thing("proposal", proposal),
            actor=self._actor(actor),
            since=_day("since", since),
            until=_day("until", until),
        )

    def picture(
        self,
        path: str | Path | None = None,
        *,
        proposal: str | None = None,
        as_of: Day = None,
        only: Table | Iterable[str] | None = None,
    ) -> Picture:
        """Return the interactive picture, which a notebook shows inline, and write it if a path is given.

        Args:
            path: HTML file to write, all or nothing; it needs nothing else.
            proposal: opens on this one.
            as_of: opens on what held that day.
            only: the result of a query, or names: narrows the picture to what bears on them.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none.
            UsageError: the result names nothing that can be pictured, or the file cannot be written;
                a former one is left as it was.
        """
        from coalition_graph import picture
        from coalition_graph.picture.inline import Picture

        chosen, on = self._thing("proposal", proposal), _day("as-of", as_of)
        page = picture.html(self.store, proposal=chosen, as_of=on, only=self._named(only))
        if path is not None:
            atomic.write_text(path, page)
        return Picture(page)

    def export(self, form: str, path: str | Path) -> tuple[str, ...]:
        """Write the graph as `trig`, `ttl`, `nq`, `csv` (statements) or `gexf`; return what was lost.

        Raises:
            BadParameter: there is no such form.
            UsageError: the file cannot be written; a former one is left as it was.
        """
        from coalition_graph import exports

        return exports.write(self.store, form, Path(path))

    def _slice(
        self, proposal: str | None, actor: str | None, as_of: Day, on_record: bool, expand_groups: bool
    ) -> Asked:
        return {
            "proposal": self._thing("proposal", proposal),
            "actor": self._actor(actor),
            "as_of": _day("as-of", as_of),
            "on_record": on_record,
            "expand_groups": expand_groups,
        }

    def _named(self, only: Table | Iterable[str] | None) -> Iterable[str] | None:
        from coalition_graph.picture import focus

        if only is None:
            return None
        return focus.named(only) if isinstance(only, Table) else map(self.references.anything, only)

    def _actor(self, name: str | None) -> str | None:
        return None if name is None else self.references.actor(name)

    def _thing(self, kind: str, name: str | None) -> str | None:
        return None if name is None else self.references.thing(kind, name)


def _day(parameter: str, value: Day) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dates.day(value)
    except dates.BadDate as error:
        raise BadParameter(parameter, value, str(error)) from None
