"""Who waits for each other: those among the gainers from moving together who cannot do without one another.

A group is self-supporting if it stays firm by itself when all in it move together. Who stands in a smallest
such group waits for the others in it; who only follows, once such a group has moved, does not. Smallest
groups that overlap are one, since any of them would do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from coalition_graph.analysis.holding import Holding, holding
from coalition_graph.analysis.rule import Key, Position
from coalition_graph.analysis.scenarios import Outcome

__all__ = ["Waiting", "waiting_groups"]

# Beyond this, looking for smallest groups takes longer than anybody waits: all that remain are one group.
_SEARCHED: Final = 60


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
    search = _Search(outcome, [one for one in outcome.world.positions if one.key in outcome.least.firm])
    groups: list[tuple[Key, ...]] = []
    following: list[Key] = []
    while gap:
        layer = search.layer(gap)
        groups += layer
        moved = {key for group in layer for key in group}
        search.move(one for one in gap if one.key in moved)
        gap = [one for one in gap if one.key not in moved]
        firm = search.held(gap, jointly=False).firm
        following += (one.key for one in gap if one.key in firm)
        search.move(one for one in gap if one.key in firm)
        gap = [one for one in gap if one.key not in firm]
    return Waiting(tuple(sorted(groups)), tuple(sorted(following)))


@dataclass(slots=True)
class _Search:
    """What is firm already, and the fixpoints of others on top of it."""

    outcome: Outcome
    firm: list[Position] = field(default_factory=list)

    def move(self, positions: Iterable[Position]) -> None:
        """Take positions for firm from now on."""
        self.firm += (replace(one, expression=None) for one in positions)

    def held(self, positions: Sequence[Position], *, jointly: bool) -> Holding:
        """Return who is firm on top of what is, with some positions and no others."""
        world, scenario = self.outcome.world, self.outcome.scenario
        return holding(
            [*self.firm, *positions],
            world.rules,
            world.status,
            met=scenario.met,
            failed=scenario.failed,
            jointly=jointly,
        )

    def layer(self, gap: Sequence[Position]) -> list[tuple[Key, ...]]:
        """Return the groups that need nobody of the gap but themselves; at the worst all are one."""
        found = (self._smallest(one, gap) for one in gap) if len(gap) <= _SEARCHED else ()
        return _joined(group for group in found if group) or [tuple(sorted(one.key for one in gap))]

    def _smallest(self, wanted: Position, gap: Sequence[Position]) -> frozenset[Key]:
        """Return a smallest self-supporting group with one position in it; empty if that only follows."""
        kept = list(gap)
        for other in gap:
            if other is wanted or other.key not in {one.key for one in kept}:
                continue
            left = self._standing([one for one in kept if one is not other])
            if any(one is wanted for one in left):
                kept = left
        alone = self._standing([one for one in kept if one is not wanted])
        return frozenset() if alone else frozenset(one.key for one in kept)

    def _standing(self, positions: Sequence[Position]) -> list[Position]:
        firm = self.held(positions, jointly=True).firm
        return [one for one in positions if one.key in firm]


def _joined(groups: Iterable[frozenset[Key]]) -> list[tuple[Key, ...]]:
    """Return groups with those that overlap made one, each in order."""
    made: list[frozenset[Key]] = []
    for group in groups:
        apart = [one for one in made if not one & group]
        touching = [one for one in made if one & group]
        made = [*apart, group.union(*touching)]
    return sorted(tuple(sorted(group)) for group in made)
