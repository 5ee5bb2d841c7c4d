"""What would happen if: assumptions, and who is firm before and after them.

Pure functions over values; nothing here asks a store. `before` is always the least fixpoint without any
assumption, so that scenarios can be compared with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coalition_graph.analysis.holding import Holding, holding
from coalition_graph.analysis.rule import Pair, Position
from coalition_graph.model import Requirement
from coalition_graph.vocabulary import COMMITTING

__all__ = ["Outcome", "Scenario", "World", "played"]


@dataclass(frozen=True, slots=True)
class World:
    """What is known as of a day.

    Args:
        positions: all that may matter.
        rules: what conditions require to hold by themselves.
        status: per condition `open`, `met` or `failed`; a missing one is open.
    """

    positions: Sequence[Position]
    rules: Mapping[str, Requirement]
    status: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is assumed, all as nodes.

    Args:
        met: conditions; what has failed by a report stays unmet all the same.
        failed: conditions, which stay unmet whatever holds.
        stances: per proposal and actor the stance it takes, without conditions.
        jointly: whether all move together, in place of nobody first.
    """

    met: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    stances: Mapping[Pair, str] | None = None
    jointly: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario comes to.

    Args:
        world: with the positions that are assumed in the place of the former ones.
        scenario: what was assumed.
        before: who is firm without any assumption.
        least: who is firm under the assumptions when nobody moves first.
        after: the same, or, jointly, who is firm when all move together.
    """

    world: World
    scenario: Scenario
    before: Holding
    least: Holding
    after: Holding

    def gaining(self) -> list[Position]:
        """Return who moves only if all move together: the coordination gap."""
        gap = self.after.firm - self.least.firm
        return [position for position in self.world.positions if position.key in gap]


def played(world: World, scenario: Scenario) -> Outcome:
    """Return what comes of a scenario.

    >>> from coalition_graph.model import Expression
    >>> needs = Expression(op="all", parts=("condition:truce",))
    >>> world = World([Position("country:SE", "proposal:p", "open", (), expression=needs)], {}, {})
    >>> len(played(world, Scenario(met=frozenset(["condition:truce"]))).after.firm)
    1
    """
    before = holding(world.positions, world.rules, world.status)
    assumed = World(_assumed(world.positions, scenario.stances or {}), world.rules, world.status)
    least = _held(assumed, scenario, jointly=False)
    after = _held(assumed, scenario, jointly=True) if scenario.jointly else least
    return Outcome(assumed, scenario, before, least, after)


def _held(world: World, scenario: Scenario, *, jointly: bool) -> Holding:
    return holding(
        world.positions,
        world.rules,
        world.status,
        met=scenario.met,
        failed=scenario.failed,
        jointly=jointly,
    )


def _assumed(positions: Iterable[Position], stances: Mapping[Pair, str]) -> list[Position]:
    """Return positions, those that are assumed in the place of the former; what these offered stays."""
    kept: list[Position] = []
    former: dict[Pair, Position] = {}
    for position in positions:
        pair = (position.proposal, position.actor)
        if pair in stances:
            former[pair] = position
        else:
            kept.append(position)
    return [*kept, *(_taking(pair, stance, former.get(pair)) for pair, stance in stances.items())]


def _taking(pair: Pair, stance: str, former: Position | None) -> Position:
    proposal, actor = pair
    offers = former.offers if former and {stance, former.stance} <= COMMITTING else ()
    return Position(actor, proposal, stance, (), offers=offers)
