"""The search for a fixpoint: what is firm so far, and who waits for which condition.

Positions with the same expression are looked at once for all of them, as long as everybody sees its
conditions alike; one by one only while a threshold is met for some and not for others, since it leaves out
whoever is being decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import cast

from coalition_graph.analysis.rule import Key, Position
from coalition_graph.analysis.tallies import ANYONE, Heads, Tallies, Truth
from coalition_graph.model import Expression, Requirement

__all__ = ["Engine", "Seen", "holds"]

Look = Callable[["_Group"], list[Position]]


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


def _held(expression: Expression, met: frozenset[str] | set[str]) -> bool:
    """Return the same for conditions in a set, quickly where none is nested."""
    parts = expression.parts
    if Expression in map(type, parts):
        return holds(expression, met.__contains__)
    return met.issuperset(parts) if expression.op == "all" else not met.isdisjoint(parts)


def _leaves(expression: Expression) -> tuple[str, ...]:
    nested = Expression in map(type, expression.parts)
    return expression.leaves() if nested else cast("tuple[str, ...]", expression.parts)


@dataclass(frozen=True, slots=True)
class Seen:
    """Which conditions everybody sees met, and which somebody does."""

    surely: frozenset[str]
    maybe: frozenset[str]

    def differing(self, later: Seen) -> frozenset[str]:
        """Return the conditions that somebody may see otherwise now.

        Where some see one met and others not, it may be others now, though the sets are the same.
        """
        unsure = (self.maybe - self.surely) | (later.maybe - later.surely)
        return (self.surely ^ later.surely) | (self.maybe ^ later.maybe) | unsure


@dataclass(slots=True)
class _Group:
    """Positions with the same expression that are still to be decided."""

    expression: Expression
    members: list[Position]


class Engine:
    """The state of one search.

    Args:
        requirements: per condition that has one.
        status: per condition `open`, `met` or `failed`; a missing one is open.
        met: conditions assumed met; none that has failed.
        failed: conditions assumed failed.
    """

    def __init__(
        self,
        requirements: Mapping[str, Requirement],
        status: Mapping[str, str],
        met: Set[str] = frozenset(),
        failed: Set[str] = frozenset(),
    ) -> None:
        failing = failed | {condition for condition, is_ in status.items() if is_ == "failed"}
        self._given = (met | {condition for condition, is_ in status.items() if is_ == "met"}) - failing
        self._tallies = Tallies()
        self._rules = {
            condition: self._rule(requirement, condition)
            for condition, requirement in requirements.items()
            if condition not in failing and condition not in self._given
        }
        self._surely, self._maybe = set(self._given), set(self._given)
        self._learn(self._rules)
        self.firm: set[Key] = set()

    def is_met(self, condition: str, actor: str | None) -> bool:
        """Return whether a condition is met as seen by an actor: its own position moves no threshold."""
        if condition in self._given:
            return True
        rule = self._rules.get(condition)
        return rule is not None and rule(actor)

    def moves(self, position: Position) -> bool:
        """Return whether others may come to meet a condition of a position; else the statuses decide it."""
        expression = position.expression
        return expression is not None and not self._rules.keys().isdisjoint(_leaves(expression))

    def stands(self, position: Position) -> bool:
        """Return whether conditions hold by what is met now."""
        return holds(position.expression, lambda leaf: self.is_met(leaf, position.actor))

    def waiting(self, positions: Iterable[Position]) -> Iterator[tuple[Key, tuple[str, ...]]]:
        """Yield those whose conditions do not hold, with those that are not met, in order of name."""
        unsure = self._maybe - self._surely
        for position in positions:
            expression = position.expression
            if expression is None:
                continue
            leaves, met = _leaves(expression), self._surely
            if not unsure.isdisjoint(leaves):
                met = {leaf for leaf in leaves if self.is_met(leaf, position.actor)}
            unmet = set(leaves) - met
            if unmet and not _held(expression, met):
                yield position.key, tuple(sorted(unmet))

    def seen(self) -> Seen:
        """Return which conditions are met now."""
        return Seen(frozenset(self._surely), frozenset(self._maybe))

    def secure(self, positions: Iterable[Position]) -> None:
        """Take positions for firm that no condition holds back."""
        secured = list(positions)
        self.firm.update(position.key for position in secured)
        self._learn(self._tallies.add(secured))

    def release(self, positions: Sequence[Position]) -> None:
        """Take positions for firm no longer; who became firm through them has to be released too."""
        self.firm.difference_update(position.key for position in positions)
        self._learn(self._tallies.remove(positions))

    def settle(self, positions: Iterable[Position]) -> None:
        """Make firm what can be on top of what is, when nobody moves first."""
        free, groups = _grouped(positions)
        waiting = self._by_rule(groups)
        queue = [*free, *(moved for group in groups for moved in self._risen(group))]
        while queue:
            self.firm.update(position.key for position in queue)
            queue = self._look_again(self._tallies.add(queue), waiting, self._risen)

    def unsettle(self, positions: Iterable[Position]) -> None:
        """Take all for firm on top of what is, then let fall whose conditions do not hold."""
        free, groups = _grouped(positions)
        # Who hangs on what nothing can meet is not worth counting first.
        hope = {*self._given, *self._rules}
        groups = [group for group in groups if _held(group.expression, hope)]
        hopeful = [*free, *(position for group in groups for position in group.members)]
        self.firm.update(position.key for position in hopeful)
        self._learn(self._tallies.add(hopeful))
        relying = self._by_rule(groups)
        queue = [fallen for group in groups for fallen in self._fallen(group)]
        while queue:
            self.firm.difference_update(position.key for position in queue)
            queue = self._look_again(self._tallies.remove(queue), relying, self._fallen)

    def standing(self, positions: Sequence[Position]) -> list[Position]:
        """Return who of some would be firm together on top of what is; nothing stays changed."""
        self.unsettle(positions)
        standing = [position for position in positions if position.key in self.firm]
        self.release(standing)
        return standing

    def _by_rule(self, groups: Iterable[_Group]) -> dict[str, list[_Group]]:
        """Return groups by the conditions whose being met may yet change."""
        found: dict[str, list[_Group]] = defaultdict(list)
        for group in groups:
            for leaf in self._rules.keys() & _leaves(group.expression):
                found[leaf].append(group)
        return found

    def _look_again(self, news: set[str], by_rule: Mapping[str, list[_Group]], look: Look) -> list[Position]:
        """Return who moves now; a group is looked at once however many of its conditions are news."""
        self._learn(news)
        touched = {id(group): group for condition in news for group in by_rule.get(condition, ())}
        return [moved for group in touched.values() for moved in look(group)]

    def _learn(self, news: Iterable[str]) -> None:
        """Bring up to date which conditions are met for everybody, and which for somebody."""
        for known, actor in ((self._surely, ANYONE), (self._maybe, None)):
            for condition in news:
                (known.add if self._rules[condition](actor) else known.discard)(condition)

    def _risen(self, group: _Group) -> list[Position]:
        """Take out of a group, and return, who becomes firm now."""
        if not group.members or not _held(group.expression, self._maybe):
            return []
        if _held(group.expression, self._surely):
            moved, group.members = group.members, []
        else:
            moved = [one for one in group.members if self.stands(one)]
            group.members = [one for one in group.members if not self.stands(one)]
        return moved

    def _fallen(self, group: _Group) -> list[Position]:
        """Take out of a group, and return, who is firm no longer."""
        if not group.members or _held(group.expression, self._surely):
            return []
        if not _held(group.expression, self._maybe):
            fallen, group.members = group.members, []
        else:
            fallen = [one for one in group.members if not self.stands(one)]
            group.members = [one for one in group.members if self.stands(one)]
        return fallen

    def _rule(self, requirement: Requirement, condition: str) -> Truth:
        """Compile a requirement to a question about an actor, and ask for news of it."""
        if requirement.any or requirement.all:
            parts = [self._rule(part, condition) for part in (*requirement.any, *requirement.all)]
            joined = any if requirement.any else all
            return lambda actor: joined(part(actor) for part in parts)
        proposal = requirement.proposal or ""
        if requirement.at_least_personnel is not None:
            return self._tallies.personnel(proposal, requirement.at_least_personnel, condition)
        heads = Heads(proposal, frozenset(requirement.stance))
        if requirement.actor is not None:
            return self._tallies.one(heads, requirement.actor, condition)
        return self._tallies.at_least(heads, requirement.at_least or 0, condition)


def _grouped(positions: Iterable[Position]) -> tuple[list[Position], list[_Group]]:
    """Return those without conditions, and the others by what they depend on."""
    free: list[Position] = []
    groups: dict[str, dict[object, _Group]] = {"all": {}, "any": {}}
    for position in positions:
        expression = position.expression
        if expression is None:
            free.append(position)
        elif group := groups[expression.op].get(expression.parts):
            group.members.append(position)
        else:
            groups[expression.op][expression.parts] = _Group(expression, [position])
    return free, [*groups["all"].values(), *groups["any"].values()]
