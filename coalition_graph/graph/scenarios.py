"""What a graph answers to "what if": scenarios, and what would bring a force to a target."""

from __future__ import annotations

from collections.abc import Iterable

from coalition_graph.analysis import whatif
from coalition_graph.analysis.judgement import Question
from coalition_graph.analysis.rule import Pair
from coalition_graph.analysis.scenarios import Scenario
from coalition_graph.errors import BadParameter, did_you_mean
from coalition_graph.graph.naming import Day, Naming, day
from coalition_graph.table import Table
from coalition_graph.text import nearest
from coalition_graph.vocabulary import SCORES

__all__ = ["Scenarios"]


class Scenarios(Naming):
    """Scenarios, and what would bring a force to a target."""

    def whatif(  # noqa: PLR0913 - one keyword per option of the command
        self,
        *,
        meet: Iterable[str] = (),
        fail: Iterable[str] = (),
        stance: Iterable[str] = (),
        as_of: Day = None,
        jointly: bool = False,
        expand_groups: bool = False,
        proposal: str | None = None,
        actor: str | None = None,
    ) -> Table:
        """Return every position before and after a scenario, and because of what; totals are in the notes.

        Args:
            meet: conditions assumed met; what has failed stays unmet all the same.
            fail: conditions assumed failed.
            stance: stances assumed, as `ACTOR=STANCE@PROPOSAL`, without conditions.
            as_of: the day on which it is asked; without it, all statements count.
            jointly: whether all move together; else nobody moves first, as it always is before.
            proposal: show only this one and all that lie within it; `actor` likewise.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a day that is none, or a stance that is not written so.

        >>> import coalition_graph
        >>> rows = coalition_graph.open("example").whatif(meet=["us-protection"], actor="France")
        >>> [(row["before"], row["after"]) for row in rows]
        [('conditional', 'firm')]
        """
        stances = dict(map(self._stance, stance))
        scenario = Scenario(self._conditions(meet), self._conditions(fail), stances, jointly)
        shown = self._thing("proposal", proposal), self._actor(actor)
        question = Question(*shown, day("as-of", as_of), expand_groups=expand_groups)
        return whatif.whatif(self.store, scenario, question)

    def unlock(
        self,
        *,
        proposal: str,
        actors: int | None = None,
        personnel: int | None = None,
        as_of: Day = None,
        expand_groups: bool = False,
    ) -> Table:
        """Return the smallest sets of open conditions that, if met, reach a target, the smallest first.

        Args:
            proposal: on which the force is counted; what lies within it is not.
            actors: so many firm ones that pledge or are open; or else
            personnel: so many at least.
            as_of: the day on which it is asked.

        Raises:
            UnknownName: no such proposal.
            BadParameter: not just one target, a target below one, or a day that is none.

        >>> import coalition_graph
        >>> coalition_graph.open("example").unlock(proposal="land-force", personnel=5000).column("conditions")
        ['us-protection']
        """
        # It alone needs numpy, which takes longer to import than most answers take.
        from coalition_graph.analysis import unlocking

        target = unlocking.Target(self.references.thing("proposal", proposal), actors, personnel)
        wanted = [number for number in (actors, personnel) if number is not None]
        if len(wanted) != 1 or wanted[0] < 1:
            raise BadParameter("target", "|".join(map(str, wanted)), "give actors or personnel, at least one")
        question = Question(as_of=day("as-of", as_of), expand_groups=expand_groups)
        return unlocking.unlock(self.store, target, question)

    def _conditions(self, named: Iterable[str]) -> frozenset[str]:
        return frozenset(self.references.thing("condition", name) for name in named)

    def _stance(self, assumed: str) -> tuple[Pair, str]:
        actor, equals, rest = assumed.partition("=")
        stance, at, proposal = rest.partition("@")
        if not (equals and at and actor and proposal):
            raise BadParameter(
                "stance", assumed, "write ACTOR=STANCE@PROPOSAL, such as US=pledges@us-backstop"
            )
        if stance not in SCORES:
            hint = did_you_mean(nearest(stance, SCORES)) or f"; the stances are {', '.join(SCORES)}"
            raise BadParameter("stance", assumed, f"{stance!r} is no stance{hint}")
        node = self.references.actor(actor)
        return (self.references.thing("proposal", proposal), node), stance
