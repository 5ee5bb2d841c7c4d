"""Who waits for each other: those among the gainers from moving together who cannot do without one another.

A group is self-supporting if it stays firm by itself when all in it move together. Who stands in a smallest
such group waits for the others in it; who only follows, once such a group has moved, does not. Smallest
groups that overlap are one, since any of them would do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from coalition_graph.analysis.components import components
from coalition_graph.analysis.engine import Engine
from coalition_graph.analysis.rule import Key, Position
from coalition_graph.analysis.scenarios import Outcome
from coalition_graph.analysis.tallies import counted
from coalition_graph.model import Requirement
from coalition_graph.vocabulary import COMMITTING, WILLING

__all__ = ["Waiting", "waiting_groups"]

# Beyond this, looking for smallest groups takes longer than anybody waits: all that hang together are one.
_SEARCHED: Final = 24
_TRIES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """Keys of positions that wait for each other, in order; `following` move with one of the groups."""

    groups: tuple[tuple[Key, ...], ...] = ()
    following: tuple[Key, ...] = ()


def waiting_groups(outcome: Outcome) -> Waiting:
    """Return who waits for whom among those who gain from moving together.

    >>> from coalition_graph.analysis.scenarios import Scenario, World, played
    >>> from coalition_graph.model import Expression, Requirement
    >>> def needs(actor, other):
    ...     return Position(actor, "p", "open", (), expression=Expression(op="all", parts=(other,)))
    >>> rules = {who: Requirement(actor=who, stance=("open",), proposal="p") for who in ("FI", "NO", "SE")}
    >>> world = World([needs("FI", "NO"), needs("NO", "FI"), needs("SE", "FI")], rules, {})
    >>> found = waiting_groups(played(world, Scenario(jointly=True)))
    >>> [[actor for actor, *_ in group] for group in found.groups], [actor for actor, *_ in found.following]
    ([['FI', 'NO']], ['SE'])
    """
    gap = outcome.gaining()
    if not gap:
        return Waiting()
    search = _Search(_settled(outcome), _TRIES)
    together = _hanging_together(gap, outcome)
    groups: list[tuple[Key, ...]] = []
    following: list[Key] = []
    while layer := _joined(group for some in together for group in search.groups(some)):
        groups += layer
        moved = {key for group in layer for key in group}
        rest = [one for some in together for one in some if one.key not in moved]
        freed = (replace(one, expression=None) for some in together for one in some if one.key in moved)
        search.engine.settle([*freed, *rest])
        following += (one.key for one in rest if one.key in search.engine.firm)
        together = list(_still(together, search.engine.firm))
    # Who hangs on nothing but itself waits for nobody else.
    several = (group for group in groups if len({actor for actor, *_ in group}) > 1)
    return Waiting(tuple(sorted(several)), tuple(sorted(following)))


def _settled(outcome: Outcome) -> Engine:
    """Return the engine with those firm who are when nobody moves first."""
    world, scenario = outcome.world, outcome.scenario
    engine = Engine(world.rules, world.status, scenario.met, scenario.failed)
    engine.settle(one for one in world.positions if one.stance in WILLING and not one.ambiguous)
    return engine


def _still(together: Iterable[Sequence[Position]], firm: set[Key]) -> Iterator[list[Position]]:
    left = ([one for one in some if one.key not in firm] for some in together)
    return (some for some in left if some)


def _hanging_together(gap: Sequence[Position], outcome: Outcome) -> list[list[Position]]:
    """Return the gap in parts that no smallest group reaches beyond: who is looked at by whom in a circle."""
    edges: dict[Hashable, list[Hashable]] = defaultdict(list)
    for one in gap:
        edges[one.key] = [
            leaf
            for leaf in one.conditions
            if outcome.after.is_met(leaf, one.actor) and not outcome.least.is_met(leaf, one.actor)
        ]
        edges["acting", *one.key].append(one.key)
        if counted(one.actor):
            edges["counted", *one.key[1:]].append(one.key)
    for condition, rule in outcome.world.rules.items():
        edges[condition] += _looked_at(rule)
    by_key = {one.key: one for one in gap}
    parts = ([by_key[node] for node in part if node in by_key] for part in components(edges))
    return [part for part in parts if part]


def _looked_at(rule: Requirement) -> Iterator[Hashable]:
    for part in (*rule.any, *rule.all):
        yield from _looked_at(part)
    for stance in rule.stance or COMMITTING:
        if rule.actor is not None:
            yield ("acting", rule.actor, rule.proposal, stance)
        else:
            yield ("counted", rule.proposal, stance)


@dataclass(slots=True)
class _Search:
    """Looks for smallest groups on top of who is firm already.

    Args:
        tries: how many more groups may be tried before all that hang together count as one.
    """

    engine: Engine
    tries: int

    def groups(self, together: Sequence[Position]) -> list[frozenset[Key]]:
        """Return smallest groups, enough to tell which overlap; at the worst all that stands is one."""
        standing = self.engine.standing(together)
        found: list[frozenset[Key]] = []
        if len(standing) <= _SEARCHED:
            for one in standing:
                found += self._smallest((one,), standing)
            for one, other in combinations(standing, 2):
                if _apart(one.key, other.key, _joined(found)):
                    found += self._smallest((one, other), standing)
        if standing and (not found or self.tries < 0):
            return [frozenset(one.key for one in standing)]
        return found

    def _smallest(self, wanted: Sequence[Position], among: Sequence[Position]) -> list[frozenset[Key]]:
        """Return a smallest group with some positions in it, if there is one."""
        kept = self._shrunk(wanted, among)
        core = next(filter(None, (self._standing(_without(one, kept)) for one in wanted)), None)
        if not kept or core is None:
            return [frozenset(one.key for one in kept)] if kept else []
        # One that does without some of the wanted is in no smallest group: somebody in it must stay away.
        for one in self._shrunk((), core):
            if one not in wanted and (found := self._smallest(wanted, _without(one, among))):
                return found
        return []

    def _shrunk(self, wanted: Sequence[Position], among: Sequence[Position]) -> list[Position]:
        """Return a group with the wanted, or anybody, in it that nobody else can leave, if there is one."""
        kept = self._standing(among)
        if any(one not in kept for one in wanted):
            return []
        for other in list(kept):
            if other in kept and other not in wanted:
                left = self._standing(_without(other, kept))
                if left and all(one in left for one in wanted):
                    kept = left
        return kept

    def _standing(self, positions: Sequence[Position]) -> list[Position]:
        self.tries -= 1
        return self.engine.standing(positions) if self.tries >= 0 else []


def _without(one: Position, positions: Iterable[Position]) -> list[Position]:
    return [other for other in positions if other is not one]


def _apart(one: Key, other: Key, groups: Iterable[Sequence[Key]]) -> bool:
    """Return whether both are in a group, and not in the same."""
    places = [group for group in groups if one in group or other in group]
    return len(places) > 1


def _joined(groups: Iterable[frozenset[Key]]) -> list[tuple[Key, ...]]:
    """Return groups with those that overlap made one, each in order."""
    made: list[frozenset[Key]] = []
    for group in groups:
        apart = [one for one in made if not one & group]
        touching = [one for one in made if one & group]
        made = [*apart, group.union(*touching)]
    return sorted(tuple(sorted(group)) for group in made)
