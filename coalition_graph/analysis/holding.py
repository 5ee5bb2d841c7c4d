"""Which positions are firm: a fixpoint over conditions, statuses and what conditions require.

In the least one nobody moves first: a position is firm once its conditions hold through statuses,
assumptions, or positions that are firm already. In the greatest one all move together: every position
counts as firm until its conditions turn out not to hold. Each position is looked at again only when one of
its conditions may have changed. Pure functions over values; nothing here asks a store.

Source: Tarski's fixpoint theorem; both exist, since no condition asks for anybody not to be firm.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coalition_graph.analysis.engine import Engine, holds
from coalition_graph.analysis.rule import Key, Position
from coalition_graph.model import Requirement
from coalition_graph.vocabulary import WILLING

__all__ = ["Holding", "holding", "holds"]


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
    >>> from coalition_graph.model import Expression
    >>> from coalition_graph.analysis.rule import hold
    >>> ceasefire = Expression(op="all", parts=("condition:ceasefire",))
    >>> sweden = Said("statement:a.1", "country:SE", "proposal:force", "open", expression=ceasefire)
    >>> len(holding(hold([sweden]), {}, {}).firm)
    0
    >>> len(holding(hold([sweden]), {}, {}, met=["condition:ceasefire"]).firm)
    1
    """
    engine = Engine(requirements, status, frozenset(met), frozenset(failed))
    willing = [position for position in positions if position.stance in WILLING]
    move = engine.unsettle if jointly else engine.settle
    move(position for position in willing if not position.ambiguous)
    waiting = dict(engine.waiting(position for position in willing if position.key not in engine.firm))
    known = frozenset(one for one in {*requirements, *status, *met} if engine.is_met(one, None))
    return Holding(frozenset(engine.firm), waiting, known, engine.is_met)
