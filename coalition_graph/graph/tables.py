"""The answers that are tables: meetings, attendance, positions, commitments, statements; and the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coalition_graph.analysis import commitments, meetings, positions, sheet, statements
from coalition_graph.analysis.judgement import Asked
from coalition_graph.errors import BadParameter
from coalition_graph.graph.naming import Day, Naming, day
from coalition_graph.table import Table

if TYPE_CHECKING:
    from coalition_graph.analysis.sheet import Sheet

__all__ = ["Tables"]


class Tables(Naming):
    """The answers that are tables, and the sheet on one thing."""

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

    def _slice(
        self, proposal: str | None, actor: str | None, as_of: Day, on_record: bool, expand_groups: bool
    ) -> Asked:
        return {
            "proposal": self._thing("proposal", proposal),
            "actor": self._actor(actor),
            "as_of": day("as-of", as_of),
            "on_record": on_record,
            "expand_groups": expand_groups,
        }
