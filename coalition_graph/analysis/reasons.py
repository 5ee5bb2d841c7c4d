"""Why a position is firm, or is not, after a scenario: the chain of reasons in words and ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coalition_graph.analysis.coordination import Waiting
from coalition_graph.analysis.force import forces
from coalition_graph.analysis.holding import holds
from coalition_graph.analysis.rule import Key, Position
from coalition_graph.analysis.scenarios import Outcome
from coalition_graph.analysis.tallies import PERSONNEL, counted
from coalition_graph.model import Expression, Requirement
from coalition_graph.vocabulary import COMMITTING, local

__all__ = ["Reasons"]

Call = Callable[[str], str]


@dataclass(slots=True)
class Reasons:
    """Tells the reasons of one outcome.

    Args:
        outcome: of the scenario.
        call: gives the name of an actor by its node.
        reported: per condition the ids of the reports that give its status.
        waiting: who waits for each other, where all move together.
    """

    outcome: Outcome
    call: Call
    reported: Mapping[str, str]
    waiting: Waiting = field(default_factory=Waiting)
    _takers: dict[str, list[Position]] = field(init=False)

    def __post_init__(self) -> None:
        self._takers = defaultdict(list)
        for one in self.outcome.world.positions:
            self._takers[one.proposal].append(one)

    def because(self, position: Position) -> str | None:
        """Return why a position is where it is after the scenario; None where nothing is to be said.

        One that moved is told by the conditions that changed for it, one that still waits by what for.
        """
        parts = [*self._assumed(position), *self._moved(position), *self._together(position)]
        if position.key in self.outcome.after.waiting and not parts:
            waits = "|".join(map(local, self.outcome.after.waiting[position.key]))
            return f"waits for {waits}"
        return "; ".join(dict.fromkeys(parts)) or None

    def _assumed(self, position: Position) -> Iterator[str]:
        if position.standing:
            return
        if (
            self.outcome.scenario.stances
            and (position.proposal, position.actor) in self.outcome.scenario.stances
        ):
            yield f"assumed: {self._acts(position)}"

    def _moved(self, position: Position) -> Iterator[str]:
        was, is_ = (position.key in held.firm for held in (self.outcome.before, self.outcome.after))
        if was != is_ and position.expression is not None:
            yield from self._changes(position, is_, frozenset())

    def _changes(self, position: Position, is_: bool, told: frozenset[Key]) -> Iterator[str]:
        """Yield what changed among a position's conditions, each with the statements that name it."""
        before, after = self.outcome.before, self.outcome.after
        named = f" (named in {_ids(position)})" if position.basis else ""
        for leaf in _deciding(position.expression, is_, lambda one: after.is_met(one, position.actor)):
            if before.is_met(leaf, position.actor) != is_:
                why = self._why(leaf, position, is_, told | {position.key})
                yield f"{local(leaf)}{named} {why}"

    def _why(self, condition: str, position: Position, is_: bool, told: frozenset[Key]) -> str:
        scenario, reported = self.outcome.scenario, self.reported.get(condition)
        if condition in scenario.failed:
            return "is assumed failed"
        if condition in scenario.met and is_:
            return "is assumed met"
        requirement = self.outcome.world.rules.get(condition)
        if requirement is None:
            return f"is {'met' if is_ else 'not met'}" + (f" ({reported})" if reported else "")
        parts = self._requirement(requirement, position, is_, told)
        return f"{'holds' if is_ else 'no longer holds'}: {', '.join(parts)}"

    def _requirement(
        self, requirement: Requirement, position: Position, is_: bool, told: frozenset[Key]
    ) -> list[str]:
        inner = (*requirement.any, *requirement.all)
        if inner:
            return [text for part in inner for text in self._requirement(part, position, is_, told)]
        there = [one for one in self._counting(requirement, position) if (one.key in self.outcome.after.firm)]
        if requirement.actor is None:
            return [self._many(requirement, there)]
        if not there:
            return [f"{self.call(requirement.actor)} is not firm on {local(requirement.proposal or '')}"]
        return [text for one in there for text in self._acting(one, told)]

    def _counting(self, requirement: Requirement, position: Position) -> Iterator[Position]:
        """Yield the positions that a requirement looks at, firm or not."""
        stances: Collection[str] = requirement.stance or COMMITTING
        for one in self._takers.get(requirement.proposal or "", ()):
            fits = one.stance in stances and not one.ambiguous
            own = requirement.actor is None and (one.actor == position.actor or not counted(one.actor))
            if fits and not own and requirement.actor in (None, one.actor):
                yield one

    def _many(self, requirement: Requirement, there: list[Position]) -> str:
        names = self.names(one.key for one in there)
        if requirement.at_least_personnel is not None:
            found = forces(there).get((requirement.proposal or "", PERSONNEL))
            brought = found.min if found else 0
            return f"{brought:,} of {requirement.at_least_personnel:,} personnel from {names or 'nobody'}"
        return f"{len({one.actor for one in there})} of {requirement.at_least} there: {names or 'nobody'}"

    def _acting(self, position: Position, told: frozenset[Key]) -> Iterator[str]:
        evidence = f" ({_ids(position)})" if position.basis else ", assumed"
        yield f"{self._acts(position)}{evidence}"
        moved = position.key not in self.outcome.before.firm
        if moved and position.expression is not None and position.key not in told:
            for text in self._changes(position, True, told):
                yield f"since {text}"

    def _acts(self, position: Position) -> str:
        verb = {"pledges": "pledges", "supports": "supports", "declines": "declines", "opposes": "opposes"}
        stance = verb.get(position.stance, f"is {position.stance} on")
        return f"{self.call(position.actor)} {stance} {local(position.proposal)}"

    def _together(self, position: Position) -> Iterator[str]:
        for group in self.waiting.groups:
            if position.key in group:
                others = self.names(key for key in group if key != position.key)
                yield f"moves only together with {others}: they wait for each other"
        if position.key in self.waiting.following:
            yield "follows those who move together"

    def names(self, keys: Iterable[Key]) -> str:
        """Return the names of actors, each once, in order."""
        return ", ".join(sorted({self.call(actor) for actor, *_ in keys}))


def _deciding(expression: Expression | str | None, is_: bool, is_met: Callable[[str], bool]) -> Iterator[str]:
    """Yield the conditions on which an expression's truth rests: all that are met if it holds, else not."""
    if expression is None:
        return
    if isinstance(expression, str):
        if is_met(expression) is is_:
            yield expression
        return
    for part in expression.parts:
        if (is_met(part) if isinstance(part, str) else holds(part, is_met)) is is_:
            yield from _deciding(part, is_, is_met)


def _ids(position: Position) -> str:
    return "|".join(map(local, position.basis))
