"""How large what is offered is: sums per proposal and unit, in which a joint offer counts once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.analysis.tallies import counted, share
from coalition_graph.vocabulary import COMMITTING

__all__ = ["Force", "forces"]


@dataclass(frozen=True, slots=True)
class Force:
    """A sum of offers in one unit.

    Args:
        min: of those that give one; what is not given is unknown, not nothing.
        max: likewise.
        open_below: whether an offer gives no minimum.
        open_above: whether an offer gives no maximum.

    >>> str(Force(1000, 3000)), str(Force(1000, 3000, open_above=True)), str(Force())
    ('1,000–3,000', 'at least 1,000', '0')
    """

    min: int = 0
    max: int = 0
    open_below: bool = False
    open_above: bool = False

    def __str__(self) -> str:
        if self.open_above:
            return f"at least {self.min:,}"
        if self.open_below:
            return f"at least {self.min:,}, at most {self.max:,}"
        return f"{self.min:,}" if self.min == self.max else f"{self.min:,}–{self.max:,}"


def forces(positions: Iterable[Position]) -> dict[tuple[str, str], Force]:
    """Return the sum of what positions offer, by proposal and unit, over all kinds.

    Only pledges and openings add, and nobody unnamed and no group. A joint offer counts once per statement,
    a plan with a name once over all; of shares that differ the largest counts.

    Args:
        positions: those that count, such as the firm ones.

    >>> ships = (Offer("o", "naval", 5, 9, "ships"),)
    >>> str(forces([Position("country:SE", "p", "open", (), offers=ships)])["p", "ships"])
    '5–9'
    """
    shares: dict[tuple[str, str], dict[tuple[str, ...], list[Offer]]] = defaultdict(lambda: defaultdict(list))
    for position in positions:
        if position.stance in COMMITTING and counted(position.actor):
            for offer in position.offers:
                if offer.unit:
                    key = share(position.actor, offer)
                    shares[position.proposal, offer.unit][key].append(offer)
    return {key: _sum(found) for key, found in sorted(shares.items())}


def _sum(shares: Mapping[tuple[str, ...], list[Offer]]) -> Force:
    least, most = ([_largest(offers, key) for offers in shares.values()] for key in ("min", "max"))
    # A maximum below the minimum that another gives for the same share says nothing of how many there may be.
    unknown = any(high is None or high < (low or 0) for low, high in zip(least, most, strict=True))
    return Force(
        sum(number or 0 for number in least), sum(number or 0 for number in most), None in least, unknown
    )


def _largest(offers: Iterable[Offer], key: str) -> int | None:
    return max((number for offer in offers if (number := getattr(offer, key)) is not None), default=None)
