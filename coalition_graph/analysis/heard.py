"""What statements say, caught while they are written: then the store that they go into need not be asked."""

from __future__ import annotations

from coalition_graph.analysis.said import Offer, Said
from coalition_graph.model import Contribution, Expression, Statement
from coalition_graph.quads import Days
from coalition_graph.vocabulary import WORST_CREDIBILITY

__all__ = ["Heard"]


class Heard:
    """The statements of a dossier, as `quads.graphs` tells of them.

    Right where all that a store will hold is being written, of which asking it takes longest. What follows
    from them is what follows from those that `fetching.fetch` finds in that store.

    >>> heard = Heard()
    >>> force = Statement(actor=("country:SE",), stance="open", proposal="proposal:force")
    >>> heard("statement:a.1", "source:a", force, None)
    >>> [(one.node, one.actor) for one in heard.said]
    [('statement:a.1', 'country:SE')]
    """

    def __init__(self) -> None:
        self.said: list[Said] = []

    def __call__(self, node: str, source: str | None, told: Statement, days: Days | None) -> None:
        """Take in one statement."""
        earliest, latest = days or (None, None)
        conditions = told.conditions
        self.said += [
            Said(
                node,
                actor,
                told.proposal,
                told.stance,
                source,
                earliest,
                latest,
                told.attribution or "reported",
                int(told.credibility or WORST_CREDIBILITY),
                conditions if isinstance(conditions, Expression) else None,
                conditions == "none",
                _offers(node, told.contribution) if told.contribution else (),
                tuple(sorted(set(told.to))) if told.to else (),
            )
            for actor in dict.fromkeys(told.actor)
        ]


def _offers(node: str, given: tuple[Contribution, ...]) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            f"{node}-contribution-{number}",
            one.kind,
            one.min,
            one.max,
            one.unit,
            one.area,
            one.stage or "announced",
            one.joint,
        )
        for number, one in enumerate(given, 1)
    )
