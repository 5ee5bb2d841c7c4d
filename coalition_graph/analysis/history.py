"""How positions moved: what each was from which day to which, and what changed it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from coalition_graph.analysis.conditions import StatusReport, deciding, needs, status_reports
from coalition_graph.analysis.intervals import Interval, View, Views, film
from coalition_graph.analysis.judgement import Question, judge
from coalition_graph.analysis.positions import ids
from coalition_graph.analysis.rule import Pair
from coalition_graph.analysis.said import Said, spelled
from coalition_graph.model import Requirement
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import WILLING, local

__all__ = ["Stay", "history", "stays", "worded"]

COLUMNS: Final = ("since", "until", "proposal", "position", "statement")
Thing = TypeVar("Thing")
Value = TypeVar("Value")
Firm = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """One position of one actor on one proposal, and the days on which it held.

    Args:
        since: the first of them.
        until: the day on which the next one began; None for the last.
        position: in words, see `worded`.
        because: nodes of the statements and status reports that brought it about.
    """

    pair: Pair
    since: dt.date
    until: dt.date | None
    position: str
    because: tuple[str, ...]


def worded(views: Views) -> str:
    """Return a position as a table of changes writes it: `open`, `open if c1|c2`, `declines|open`."""
    if len(views) > 1:
        return "|".join(view.position.stance for view in views)
    (view,) = views
    hanging = f" if {spelled(view.position.expression)}" if view.conditional else ""
    return f"{view.position.stance}{hanging}"


def stays(
    said: Iterable[Said],
    reports: Sequence[StatusReport],
    rules: Mapping[str, Requirement],
    since: dt.date = dt.date.min,
) -> dict[Pair, list[Stay]]:
    """Return per proposal and actor the positions one after the other; what is undated stands nowhere.

    Args:
        said: all that may matter, also of actors whom conditions require something of.
        reports: of the status of conditions.
        rules: what conditions require to hold by themselves.
        since: of what began earlier, only what held last; when that began and why is not looked for.

    >>> early = Said("statement:a.1", "country:SE", "proposal:force", "open", latest=dt.date(2025, 3, 1))
    >>> late = Said("statement:b.1", "country:SE", "proposal:force", "declines", latest=dt.date(2025, 3, 9))
    >>> [(str(one.since), one.position, one.because) for one in stays([early, late], [], {}).popitem()[1]]
    [('2025-03-01', 'open', ('statement:a.1',)), ('2025-03-09', 'declines', ('statement:b.1',))]
    """
    heard = list(said)
    shown = film(heard, reports, rules, since=since)
    causes = _Causes(
        shown.positions, shown.conditions, reports, rules, {one.node: one.latest for one in heard}
    )
    return {pair: list(_stays(pair, parts, causes, since)) for pair, parts in shown.positions.items()}


def _stays(pair: Pair, parts: Sequence[Interval[Views]], causes: _Causes, first: dt.date) -> Iterator[Stay]:
    """Yield what differs in words: the same said once more is no change."""
    texts = [worded(part.value) for part in parts]
    starts = [place for place, text in enumerate(texts) if place == 0 or texts[place - 1] != text]
    for place, following in zip(starts, [*starts[1:], None], strict=True):
        since = parts[place].since
        until = None if following is None else parts[following].since
        because = causes.of(pair, since) if since >= first else ()
        yield Stay(pair, since, until, texts[place], because)


@dataclass(slots=True)
class _Causes:
    """What was said or reported on a day that changed a position."""

    positions: Mapping[Pair, Sequence[Interval[Views]]]
    conditions: Mapping[str, Sequence[Interval[str]]]
    reports: Sequence[StatusReport]
    rules: Mapping[str, Requirement]
    latest: Mapping[str, dt.date | None]
    moved: Mapping[dt.date, set[Pair]] = field(init=False)
    turned: Mapping[dt.date, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.moved = _beginning(self.positions, _firm, ())
        self.turned = _beginning(self.conditions, str, "open")

    def of(self, pair: Pair, day: dt.date) -> tuple[str, ...]:
        """Return what the actor said that day, else what others said and reported of its conditions."""
        return tuple(sorted(dict.fromkeys(self._of(pair, day, frozenset()))))

    def _of(self, pair: Pair, day: dt.date, told: frozenset[Pair]) -> list[str]:
        around = [part.value for part in self.positions[pair] if day in (part.since, part.until)]
        now = around[-1]
        own = [node for view in now for node in view.position.basis if self.latest.get(node) == day]
        if own or pair in told:
            return own
        named = {leaf for views in around for view in views for leaf in view.position.conditions}
        # A threshold may turn for an actor on a day on which it does not in the ledger.
        decisive = named & self.turned.get(day, set()) or named
        return [node for leaf in sorted(decisive) for node in self._turning(leaf, pair, day, told | {pair})]

    def _turning(self, condition: str, pair: Pair, day: dt.date, told: frozenset[Pair]) -> Iterator[str]:
        reported = deciding((one for one in self.reports if one.condition == condition), day)
        yield from (one.node for one in reported.get(condition, ()) if one.latest == day)
        for proposal, actor in needs(self.rules[condition]) if condition in self.rules else ():
            for other in sorted(self.moved.get(day, ())):
                if other != pair and other[0] == proposal and actor in (None, other[1]):
                    yield from self._of(other, day, told)


def _beginning(
    intervals: Mapping[Thing, Sequence[Interval[Value]]], seen: Callable[[Value], object], before: object
) -> dict[dt.date, set[Thing]]:
    """Return per day what begins to be seen otherwise than before."""
    found: dict[dt.date, set[Thing]] = defaultdict(set)
    for key, parts in intervals.items():
        last = before
        for part in parts:
            if seen(part.value) != last:
                last = seen(part.value)
                found[part.since].add(key)
    return found


def _firm(views: Views) -> Firm:
    """What others may count on: stance and offers of a position that is firm."""
    return tuple(
        (view.position.stance, *(offer.terms for offer in view.position.offers))
        for view in views
        if view.position.stance in WILLING and not view.position.ambiguous and not view.conditional
    )


def history(store: Store, actor: str) -> Table:
    """Return the positions of one actor over time, and those without any day where it has no others.

    `until` is the last day on which a position held.
    """
    found = judge(store, Question(actor=actor))
    said = (one for line in found.lines.values() for day in line for one in day.said)
    moves = stays(said, status_reports(store), found.world.rules)
    rows = [_row(one) for pair in sorted(moves) if pair[1] == actor for one in moves[pair]]
    undated: dict[str, list[View]] = defaultdict(list)
    for position in found.positions:
        if (position.proposal, actor) not in moves:
            undated[position.proposal].append(View(position, found.holding.conditional(position)))
    for proposal, views in sorted(undated.items()):
        basis = ids(sorted({node for view in views for node in view.position.basis}))
        rows.append((None, None, local(proposal), worded(tuple(views)), basis))
    return Table(COLUMNS, rows)


def _row(stay: Stay) -> tuple[Cell, ...]:
    until = (stay.until - dt.timedelta(1)).isoformat() if stay.until else None
    return stay.since.isoformat(), until, local(stay.pair[0]), stay.position, ids(stay.because)
