"""Who stands where as of a day: the one place where this rule is written.

The statement with the latest day gives the stance; on one day, on record goes first, then the better
credibility. Silence withdraws nothing: conditions and contribution come from the latest statement that
gives them, among those of the same sign since the sign last changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from operator import attrgetter

from coalition_graph.analysis.said import Offer, Said, conjunction
from coalition_graph.model import Expression
from coalition_graph.vocabulary import local

__all__ = [
    "Day",
    "Key",
    "Pair",
    "Position",
    "Timeline",
    "begun",
    "expanded",
    "hold",
    "positions_of",
    "standing",
    "timelines",
]

Key = tuple[str, str, str]  # actor, proposal, stance
Pair = tuple[str, str]  # proposal, actor


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance on a proposal as of a day: derived, never written by hand.

    Args:
        standing: the statements that give the stance: the latest day's best.
        ambiguous: whether statements that stand equally well give different stances; never firm then.
        expression: what it depends on, met or not.
        begun: the statement since which this stance holds without a break; None if only undated ones say it.
        basis: nodes of all statements that it rests on, those that give conditions and contribution too.
        group: the group whose statement stands for this member, else empty.
    """

    actor: str
    proposal: str
    stance: str
    standing: tuple[Said, ...]
    ambiguous: bool = False
    expression: Expression | None = None
    offers: tuple[Offer, ...] = ()
    to: tuple[str, ...] = ()
    begun: Said | None = None
    basis: tuple[str, ...] = ()
    group: str = ""

    @property
    def key(self) -> Key:
        """What tells it from all other positions as of the same day."""
        return (self.actor, self.proposal, self.stance)

    @property
    def node(self) -> str:
        """Its node; ambiguous ones have one per stance."""
        stance = f"-{self.stance}" if self.ambiguous else ""
        return f"position:{local(self.actor)}.{local(self.proposal)}{stance}"

    @property
    def since(self) -> dt.date | None:
        """The first day as of which this stance holds without a break."""
        return self.begun.latest if self.begun else None

    @property
    def conditions(self) -> tuple[str, ...]:
        """Nodes of all conditions named, met or not, in order of name."""
        return tuple(sorted(self.expression.leaves())) if self.expression else ()


@dataclass(frozen=True, slots=True)
class Day:
    """What one actor said on one proposal on one day (None: undated), and which of it stands."""

    day: dt.date | None
    said: tuple[Said, ...]
    best: tuple[Said, ...]

    @property
    def stances(self) -> frozenset[str]:
        """The stances left over on this day; more than one is ambiguous."""
        return frozenset(said.stance for said in self.best)


Timeline = Sequence[Day]  # the newest day first, the undated last


def hold(said: Iterable[Said], as_of: dt.date | None = None, on_record: bool = False) -> list[Position]:
    """Return the positions that follow from statements as of a day, in order of proposal, actor and stance.

    Args:
        said: all that was said, in any order.
        as_of: the day; without it everything counts, undated statements too.
        on_record: count only what was said on record.

    >>> early = Said("statement:a.1", "country:SE", "proposal:force", "undecided", latest=dt.date(2025, 3, 1))
    >>> late = Said("statement:b.1", "country:SE", "proposal:force", "open", latest=dt.date(2025, 3, 20))
    >>> [position.stance for position in hold([late, early], dt.date(2025, 3, 10))]
    ['undecided']
    """
    return standing(timelines(one for one in said if one.counts(as_of, on_record)))


def timelines(said: Iterable[Said]) -> dict[Pair, Timeline]:
    """Return, per proposal and actor, what was said day by day, the newest first."""
    found: dict[Pair, list[Said]] = defaultdict(list)
    for one in said:
        found[one.proposal, one.actor].append(one)
    return {pair: _days(heard) for pair, heard in found.items()}


def standing(lines: Mapping[Pair, Timeline]) -> list[Position]:
    """Return the positions that timelines end in, in order of proposal, actor and stance."""
    return [position for pair in sorted(lines) for position in positions_of(lines[pair])]


def _days(said: list[Said]) -> list[Day]:
    if len(said) > 1:
        said.sort(key=_order)
    return [_day(day, tuple(heard)) for day, heard in groupby(said, attrgetter("latest"))]


def _order(said: Said) -> tuple[int, tuple[bool, int], str]:
    """The newest day first, the undated last; on one day the better rank first."""
    return (-said.latest.toordinal() if said.latest else 0, said.rank, said.node)


def _day(day: dt.date | None, said: tuple[Said, ...]) -> Day:
    if len(said) == 1:
        return Day(day, said, said)
    first = said[0].rank
    return Day(day, said, tuple(takewhile(lambda one: one.rank == first, said)))


def positions_of(line: Timeline) -> list[Position]:
    """Return the position that one actor's timeline on one proposal ends in; several if ambiguous."""
    stances = sorted(line[0].stances)
    return [_position(line, stance, len(stances) > 1) for stance in stances]


def _position(line: Timeline, stance: str, ambiguous: bool) -> Position:
    standing = tuple(one for one in line[0].best if one.stance == stance)
    first = standing[0]
    run = list(_run(line, first)) if len(line) > 1 or len(line[0].said) > 1 else [first]
    conditional = _latest(run, lambda one: one.gives_conditions)
    offering = _latest(run, lambda one: bool(one.offers))
    addressed = _latest(run, lambda one: bool(one.to))
    named = [one.expression for one in conditional if one.expression]
    return Position(
        actor=first.actor,
        proposal=first.proposal,
        stance=stance,
        standing=standing,
        ambiguous=ambiguous,
        expression=conjunction(named),
        offers=_offers(offering),
        to=tuple(sorted({node for one in addressed for node in one.to})),
        begun=begun(line, lambda day: day.stances == line[0].stances, stance),
        basis=tuple(dict.fromkeys(one.node for one in (*standing, *conditional, *offering))),
        group="|".join(sorted({one.group for one in standing if one.group})),
    )


def _run(line: Timeline, first: Said) -> Iterator[Said]:
    """Yield what was said with the same sign since the sign last changed, the latest and best first.

    A rival that stands equally well with another stance lends no conditions to this one.
    """
    rivals = {one.node for one in line[0].best if one.stance != first.stance}
    for day in line:
        if first.sign not in {one.sign for one in day.best}:
            return
        yield from (one for one in day.said if one.sign == first.sign and one.node not in rivals)


def _latest(run: Sequence[Said], gives: Callable[[Said], bool]) -> list[Said]:
    """Return the latest and best of a run that give something; several if they stand equally well."""
    giving = [one for one in run if gives(one)]
    return [one for one in giving if one.latest == giving[0].latest and one.rank == giving[0].rank]


def _offers(said: Iterable[Said]) -> tuple[Offer, ...]:
    """Return what is offered; two sources that report the same offer do not double it."""
    unique: dict[tuple[object, ...], Offer] = {}
    for one in said:
        for offer in one.offers:
            unique.setdefault(offer.terms, offer)
    return tuple(unique.values())


def begun(line: Timeline, same: Callable[[Day], bool], stance: str | None = None) -> Said | None:
    """Return the statement with which the days began that are the same without a break.

    Args:
        line: the newest day first.
        same: whether a day is like the newest in what matters.
        stance: of that statement; None takes any.
    """
    dated = [day for day in takewhile(same, line) if day.day]
    return next((one for day in dated[-1:] for one in day.best if stance in (None, one.stance)), None)


def expanded(
    said: Iterable[Said],
    members: Mapping[str, Iterable[str]],
    as_of: dt.date | None = None,
    on_record: bool = False,
) -> list[Said]:
    """Return what counts, and groups' statements once more for each member without one of its own.

    Args:
        members: per group, its members as of the day.

    >>> nordic = Said("statement:a.1", "group:nordic", "proposal:force", "open")
    >>> [(one.actor, one.group) for one in expanded([nordic], {"group:nordic": ["country:SE"]})]
    [('group:nordic', ''), ('country:SE', 'group:nordic')]
    """
    counted = [one for one in said if one.counts(as_of, on_record)]
    own = {(one.actor, one.proposal) for one in counted}
    lent = (
        replace(one, actor=member, group=one.actor)
        for one in counted
        for member in members.get(one.actor, ())
        if (member, one.proposal) not in own
    )
    return [*counted, *lent]
