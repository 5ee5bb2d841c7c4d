"""Which positions are firm: a fixpoint over conditions, statuses and what conditions require.

In the least one nobody moves first: a position is firm once its conditions hold through statuses,
assumptions, or positions that are firm already. In the greatest one all move together: every position
counts as firm until its conditions turn out not to hold. Each position is looked at again only when one of
its conditions may have changed. Pure functions over values; nothing here asks a store.

Source: Tarski's fixpoint theorem; both exist, since no condition asks for anybody not to be firm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coalition_graph.analysis.rule import Key, Position
from coalition_graph.analysis.tallies import Heads, Tallies
from coalition_graph.model import Expression, Requirement
from coalition_graph.vocabulary import WILLING

__all__ = ["Holding", "holding", "holds"]

Truth = Callable[[str | None], bool]  # for the actor being decided; None: for the ledger, where all count


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds in the end.

    Args:
        firm: positions that no condition holds back; never ambiguous ones.
        waiting: per position whose conditions do not hold, those of them that are not met.
        met: conditions that are met when everybody counts, as the ledger shows them.
        is_met: whether a condition is met as seen by an actor, whose own position moves no threshold.
    """

    firm: frozenset[Key]
    waiting: Mapping[Key, tuple[str, ...]]
    met: frozenset[str]
    is_met: Callable[[str, str | None], bool] = field(repr=False, compare=False)

    def conditional(self, position: Position) -> bool:
        """Return whether conditions hold the position back."""
        return position.key in self.waiting


def holding(
    positions: Sequence[Position],
    requirements: Mapping[str, Requirement],
    status: Mapping[str, str],
    *,
    met: Collection[str] = (),
    failed: Collection[str] = (),
    jointly: bool = False,
) -> Holding:
    """Return who is firm when nobody moves first; or, jointly, when all move together.

    Args:
        positions: all that may matter, also those of actors that conditions require something of.
        requirements: per condition that has one.
        status: per condition `open`, `met` or `failed`; a missing one is open.
        met: conditions that a scenario assumes met; none that has failed.
        failed: conditions that a scenario assumes failed.
        jointly: whether all move together: the greatest fixpoint in place of the least.

    >>> from coalition_graph.analysis.said import Said
    >>> from coalition_graph.analysis.rule import hold
    >>> ceasefire = Expression(op="all", parts=("condition:ceasefire",))
    >>> sweden = Said("statement:a.1", "country:SE", "proposal:force", "open", expression=ceasefire)
    >>> len(holding(hold([sweden]), {}, {}).firm)
    0
    >>> len(holding(hold([sweden]), {}, {}, met=["condition:ceasefire"]).firm)
    1
    """
    engine = _Engine(requirements, status, frozenset(met), frozenset(failed))
    willing = [position for position in positions if position.stance in WILLING]
    clear = [position for position in willing if not position.ambiguous]
    if jointly:
        engine.unsettle(clear)
    else:
        engine.settle(clear)
    rest = [position for position in willing if position.expression and position.key not in engine.firm]
    waiting = {position.key: unmet for position in rest if (unmet := engine.unmet(position))}
    known = frozenset(one for one in {*requirements, *status, *met} if engine.is_met(one, None))
    return Holding(frozenset(engine.firm), waiting, known, engine.is_met)


def holds(expression: Expression | None, is_met: Callable[[str], bool]) -> bool:
    """Return whether conditions hold, given which of them are met; no conditions always hold.

    >>> holds(Expression(op="any", parts=("a", "b")), {"b"}.__contains__)
    True
    """
    if expression is None:
        return True
    enough = expression.op == "any"
    for part in expression.parts:
        if (is_met(part) if isinstance(part, str) else holds(part, is_met)) is enough:
            return enough
    return not enough


class _Engine:
    """The state of one run: what is firm so far, and who waits for which condition."""

    def __init__(
        self,
        requirements: Mapping[str, Requirement],
        status: Mapping[str, str],
        met: frozenset[str],
        failed: frozenset[str],
    ) -> None:
        failing = failed | {condition for condition, is_ in status.items() if is_ == "failed"}
        self.given = (met | {condition for condition, is_ in status.items() if is_ == "met"}) - failing
        self.tallies = Tallies()
        self.rules = {
            condition: self._rule(requirement, condition)
            for condition, requirement in requirements.items()
            if condition not in failing and condition not in self.given
        }
        self.firm: set[Key] = set()

    def is_met(self, condition: str, actor: str | None) -> bool:
        """Return whether a condition is met as seen by an actor: its own position moves no threshold."""
        if condition in self.given:
            return True
        rule = self.rules.get(condition)
        return rule is not None and rule(actor)

    def _may_be_met(self, condition: str) -> bool:
        return condition in self.given or condition in self.rules

    def unmet(self, position: Position) -> tuple[str, ...]:
        """Return what of its conditions is not met, in order of name; nothing where they hold."""
        if self._stands(position):
            return ()
        return tuple(leaf for leaf in position.conditions if not self.is_met(leaf, position.actor))

    def settle(self, positions: Iterable[Position]) -> None:
        """Make firm what can be, looking again only at those whose conditions may have changed."""
        waiting: dict[str, list[Position]] = defaultdict(list)
        queue: list[Position] = []
        for position in positions:
            if position.expression is None or self._stands(position):
                queue.append(position)
            else:
                for leaf in position.expression.leaves():
                    waiting[leaf].append(position)
        self.firm.update(position.key for position in queue)
        while queue:
            news = self._news(queue, self.tallies.add)
            queue = []
            for condition in news:
                moved, waiting[condition] = self._look_again(waiting[condition])
                queue += moved

    def _news(self, positions: Iterable[Position], count: Callable[[Position], Iterable[str]]) -> set[str]:
        """Count positions and return the conditions to look at, each once however many touch it."""
        return {condition for position in positions for condition in count(position)}

    def _look_again(self, waiting: Iterable[Position]) -> tuple[list[Position], list[Position]]:
        """Return who becomes firm now, and who still waits."""
        moved: list[Position] = []
        still: list[Position] = []
        for position in waiting:
            if not self._stands(position):
                still.append(position)
            elif position.key not in self.firm:
                self.firm.add(position.key)
                moved.append(position)
        return moved, still

    def unsettle(self, positions: Sequence[Position]) -> None:
        """Take all for firm, then let fall whose conditions do not hold, and who hangs on those."""
        # Who hangs on what nothing can meet is not worth counting first.
        hopeful = [one for one in positions if holds(one.expression, self._may_be_met)]
        relying: dict[str, list[Position]] = defaultdict(list)
        for position in hopeful:
            for leaf in position.expression.leaves() if position.expression else ():
                relying[leaf].append(position)
        self.firm.update(position.key for position in hopeful)
        self._news(hopeful, self.tallies.add)
        queue = self._fallen(hopeful)
        while queue:
            news = self._news(queue, self.tallies.remove)
            queue = [fallen for condition in news for fallen in self._fallen(relying[condition])]

    def _fallen(self, relying: Iterable[Position]) -> list[Position]:
        """Return who is firm no longer, and was until now."""
        fallen = [one for one in relying if one.key in self.firm and not self._stands(one)]
        self.firm.difference_update(position.key for position in fallen)
        return fallen

    def _stands(self, position: Position) -> bool:
        return holds(position.expression, lambda leaf: self.is_met(leaf, position.actor))

    def _rule(self, requirement: Requirement, condition: str) -> Truth:
        """Compile a requirement to a question about an actor, and ask for news of it."""
        if requirement.any or requirement.all:
            parts = [self._rule(part, condition) for part in (*requirement.any, *requirement.all)]
            joined = any if requirement.any else all
            return lambda actor: joined(part(actor) for part in parts)
        proposal = requirement.proposal or ""
        if requirement.at_least_personnel is not None:
            return self.tallies.personnel(proposal, requirement.at_least_personnel, condition)
        heads = Heads(proposal, frozenset(requirement.stance))
        if requirement.actor is not None:
            return self.tallies.one(heads, requirement.actor, condition)
        return self.tallies.at_least(heads, requirement.at_least or 0, condition)
