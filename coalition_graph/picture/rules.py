"""What the page needs to play a scenario by itself: conditions, offers and requirements as bare numbers.

Only what the other rows of the payload do not say already: a position that hangs on all of the conditions
in its row, or on none, needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coalition_graph.analysis.conditions import StatusReport
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.tallies import counted, share
from coalition_graph.model import Expression, Requirement
from coalition_graph.picture.spans import statuses
from coalition_graph.vocabulary import COMMITTING

__all__ = ["Offered", "Place", "Rules", "Tree", "compiled"]

# `["any", part, …]` or `["all", part, …]`; a leaf is the number of a condition, or what a requirement asks.
Tree = list["Tree | Tuple | str | int | None"]
Tuple = tuple[str, ...]
Offered = tuple[str, int, int | None, int | None]  # unit, number of the share, minimum, maximum
Place = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a scenario is played by; positions by the place of their row, all else by the place of its node.

    Args:
        needs: conditions that are more than a plain list.
        offers: what enters sums; offers with the same number of the share count once.
        requires: what conditions require to hold by themselves, of those that somebody names.
        reported: of these, the status that is reported, as `(since, until, status)`.
    """

    needs: Mapping[int, Tree] = field(default_factory=dict)
    offers: Mapping[int, Sequence[Offered]] = field(default_factory=dict)
    requires: Mapping[int, Tree] = field(default_factory=dict)
    reported: Mapping[int, Sequence[tuple[str | None, str | None, str]]] = field(default_factory=dict)

    def packed(self) -> dict[str, object]:
        """Return them as JSON takes them.

        >>> Rules(needs={3: ["any", 0, 1]}).packed()["needs"]
        {3: ['any', 0, 1]}
        """
        parts = (self.needs, self.offers, self.requires, self.reported)
        return dict(zip(("needs", "offers", "requires", "reported"), map(dict, parts), strict=True))


def compiled(
    positions: Sequence[Position],
    requires: Mapping[str, Requirement],
    reports: Collection[StatusReport],
    place: Place,
) -> Rules:
    """Return the rules of what a picture shows.

    Args:
        positions: in the order of their rows.
        requires: what conditions require to hold by themselves.
        reports: of the status of conditions.
        place: of a node; None for one that is not shown, of which nothing can be firm.

    >>> either = Expression(op="any", parts=("condition:a", "condition:b"))
    >>> sweden = Position("country:SE", "proposal:force", "open", (), expression=either)
    >>> compiled([sweden], {}, [], {"condition:a": 4, "condition:b": 5}.get).needs
    {0: ['any', 4, 5]}
    """
    named = {leaf for one in positions for leaf in one.conditions}
    asked = {node: requirement for node, requirement in sorted(requires.items()) if node in named}
    told = {node: statuses(reports, node) for node in asked}
    return Rules(
        needs=dict(_needs(positions, place)),
        offers=dict(_offers(positions)),
        requires={_placed(node, place): _required(what, place) for node, what in asked.items()},
        reported={
            _placed(node, place): [(span.since, span.until, span.value) for span in spans]
            for node, spans in told.items()
            if spans
        },
    )


def _placed(node: str, place: Place) -> int:
    found = place(node)
    return -1 if found is None else found


def _needs(positions: Sequence[Position], place: Place) -> Iterator[tuple[int, Tree]]:
    for row, one in enumerate(positions):
        if one.expression and not one.expression.plain:
            yield row, _expressed(one.expression, place)


def _expressed(expression: Expression, place: Place) -> Tree:
    parts = expression.parts
    return [
        expression.op,
        *(_placed(part, place) if isinstance(part, str) else _expressed(part, place) for part in parts),
    ]


def _offers(positions: Sequence[Position]) -> Iterator[tuple[int, list[Offered]]]:
    shares: dict[tuple[str, ...], int] = {}
    for row, one in enumerate(positions):
        if one.ambiguous or one.stance not in COMMITTING or not counted(one.actor):
            continue
        adding = [
            (offer.unit, shares.setdefault(share(one.actor, offer), len(shares)), offer.min, offer.max)
            for offer in one.offers
            if offer.unit
        ]
        if adding:
            yield row, adding


def _required(requirement: Requirement, place: Place) -> Tree:
    """Return a tree; its leaves are `one`, `heads` or `people`, then who or how many, and on what."""
    if parts := (*requirement.any, *requirement.all):
        return ["any" if requirement.any else "all", *(_required(part, place) for part in parts)]
    where = place(requirement.proposal or "")
    if requirement.at_least_personnel is not None:
        return ["people", requirement.at_least_personnel, where]
    if requirement.actor is not None:
        return ["one", place(requirement.actor), where, tuple(requirement.stance)]
    return ["heads", requirement.at_least or 0, where, tuple(requirement.stance)]
