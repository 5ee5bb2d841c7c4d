"""What is offered, to whom, and whether it is conditional, firm, delivered or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final, Unpack

from coalition_graph.analysis.fetching import Words, words
from coalition_graph.analysis.holding import Holding
from coalition_graph.analysis.judgement import Asked, Judgement, Question, judge
from coalition_graph.analysis.nodes import Name, called, names
from coalition_graph.analysis.positions import ids, order
from coalition_graph.analysis.rule import Day, Pair, Position, Timeline, begun, positions_of
from coalition_graph.analysis.said import Offer, Said
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import COMMITTING, CommitmentState, local

__all__ = ["Commitment", "commitments", "commits", "made", "overall", "state", "withdrawn"]

COLUMNS: Final = (
    "actor",
    "code",
    "proposal",
    "to",
    "kind",
    "min",
    "max",
    "unit",
    "area",
    "stage",
    "joint",
    "conditions",
    "state",
    "since",
    "statement",
)
AGAINST: Final = frozenset(("declines", "opposes"))
_NOTHING: Final = Offer("")


@dataclass(frozen=True, slots=True)
class Commitment:
    """A position that commits, or one that did until the stance turned negative.

    Args:
        position: the committing one, so for a withdrawn commitment the former.
        now: the present one, the same unless it is withdrawn.
        begun: the statement since which the stance holds that commits or withdraws; None if undated.
        withdrawal: nodes of the statements that withdrew it.
    """

    position: Position
    now: Position
    begun: Said | None
    withdrawal: tuple[str, ...] = ()


def commits(position: Position) -> bool:
    """Return whether a position is a commitment: pledges or open, with a contribution or conditions.

    One on which sources differ with equal weight commits to nothing.
    """
    offered = bool(position.offers) or position.expression is not None
    return position.stance in COMMITTING and offered and not position.ambiguous


def withdrawn(now: Position, line: Timeline) -> Commitment | None:
    """Return the commitment that an actor's negative stance withdrew, if there was one before it.

    Args:
        now: the present position, which `line` ends in.
        line: what the actor said on the proposal, the newest day first.
    """
    negative = list(takewhile(_negative, line))
    since = begun(line, _negative)
    by = tuple(one.node for day in negative[-1:] for one in day.best)
    for past in range(len(negative), len(line)):
        former = positions_of(line[past:])
        if commits(former[0]):
            return Commitment(former[0], now, since, by)
    return None


def _negative(day: Day) -> bool:
    return {one.sign for one in day.best} == {-1}


def made(positions: Iterable[Position], lines: Mapping[Pair, Timeline]) -> list[Commitment]:
    """Return the commitments among positions, and those that negative positions withdrew.

    Args:
        positions: what follows from the timelines.
        lines: what was said, per proposal and actor.
    """
    found: list[Commitment] = []
    for position in positions:
        if commits(position):
            found.append(Commitment(position, position, position.begun))
        elif position.stance in AGAINST and not position.ambiguous:
            former = withdrawn(position, lines[position.proposal, position.actor])
            found += [former] if former else []
    return found


def state(commitment: Commitment, offer: Offer, holding: Holding) -> CommitmentState:
    """Return the state of a commitment with one of its offers."""
    if offer.stage == "delivered":
        return "delivered"
    if commitment.withdrawal:
        return "withdrawn"
    return "conditional" if holding.conditional(commitment.position) else "firm"


def overall(commitment: Commitment, holding: Holding) -> CommitmentState:
    """Return the state of a commitment as a whole: delivered only if all that it offers is."""
    states = {state(commitment, offer, holding) for offer in commitment.position.offers or (_NOTHING,)}
    return next(iter(states - {"delivered"}), "delivered")


def commitments(store: Store, **asked: Unpack[Asked]) -> Table:
    """Return one row per contribution that is offered; one without, where there are only conditions.

    Arguments as in `positions.positions`.
    """
    found = judge(store, Question(**asked))
    calls = names(store)
    shown = sorted(made(found.positions, found.lines), key=lambda one: order(one.position, calls))
    spoken = words(store, (one.begun.node for one in shown if one.begun))
    rows = [
        (*row, _since(commitment, spoken), ids((*commitment.position.basis, *commitment.withdrawal)))
        for commitment in shown
        for row in _rows(commitment, found.holding, calls)
    ]
    return Table(COLUMNS, rows, (*found.notes, *_unclear(found)))


def _rows(commitment: Commitment, holding: Holding, calls: Mapping[str, Name]) -> Iterator[tuple[Cell, ...]]:
    position = commitment.position
    name = called(calls, position.actor)
    for offer in position.offers or (_NOTHING,):
        yield (
            name.label,
            name.code,
            local(position.proposal),
            ids(position.to),
            offer.kind,
            offer.min,
            offer.max,
            offer.unit,
            offer.area,
            offer.stage if offer.node else None,
            offer.joint,
            ids(position.conditions),
            state(commitment, offer, holding),
        )


def _since(commitment: Commitment, spoken: Mapping[str, Words]) -> str | None:
    """Return since when, as it is written: no day is made up of a month."""
    if commitment.begun is None:
        return None
    told = spoken.get(commitment.begun.node, Words())
    published = None if told.at else told.published
    return told.said or published or commitment.begun.dated


def _unclear(judgement: Judgement) -> tuple[str, ...]:
    """Say which offers are not shown because sources differ on the stance."""
    offers = (one for one in judgement.positions if one.ambiguous and commits(replace(one, ambiguous=False)))
    unclear = sorted({f"{local(one.actor)} on {local(one.proposal)}" for one in offers})
    return (f"not shown, for sources differ on the stance: {', '.join(unclear)}",) if unclear else ()
