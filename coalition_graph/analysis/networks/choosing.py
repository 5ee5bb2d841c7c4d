"""Which ties count: days, exclusions, duplicates and windows, as Discourse Network Analyzer has them.

Source: leifeld/dna, class Exporter (`filterStatements`, `computeTimeWindowMatrices`), and Leifeld, Gruber
and Bossner, "Discourse Network Analyzer Manual", 2019.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from coalition_graph.analysis.networks.options import Options
from coalition_graph.analysis.networks.ties import UNDATED, Bools, Ints, Texts, Ties
from coalition_graph.errors import BadParameter
from coalition_graph.vocabulary import SCORES

__all__ = ["Window", "chosen", "codes", "levels", "windows"]

# A network a day for more than ten years.
_MOST: Final = 5_000
_LOWEST: Final = min(SCORES.values())


@dataclass(frozen=True, slots=True)
class Window:
    """Some days in a row, both ends included, and where ties lie in them."""

    since: dt.date
    until: dt.date
    inside: Bools


def chosen(found: Ties, options: Options) -> tuple[Ties, tuple[str, ...]]:
    """Return the ties that count, and notes on those left out for want of a date.

    A duplicate is the same actor on the same thing at the same level, of one document, one calendar week,
    month or year, or of the whole range; the first of them counts, by day and then id. Where the network
    ignores stances, duplicates may differ in them. DNA compares weeks and months without their years; here a
    week or a month lies in one year. What has no date is nobody's duplicate within a week, month or year.
    """
    within, notes = _within(found, options)
    named = found.where(within & _named(found, options))
    return named.where(_firsts(named, options)), notes


def _within(found: Ties, options: Options) -> tuple[Bools, tuple[str, ...]]:
    dated = found.last != UNDATED
    if options.since is None and options.until is None:
        return np.ones(len(found), dtype=bool), ()
    since = options.since.toordinal() if options.since else 1
    until = options.until.toordinal() if options.until else dt.date.max.toordinal()
    whole = dated & (found.first >= since) & (found.last <= until)
    partly = dated & ~whole & (found.last >= since) & (found.first <= until)
    many = _many(found, ~dated), _many(found, partly)
    words = ("without a date", "that may have been said within the days asked for or not")
    return whole, tuple(f"left out: {count} {told}" for count, told in zip(many, words, strict=True) if count)


def _many(found: Ties, where: Bools) -> int:
    return len({*found.ids[where]})


def _named(found: Ties, options: Options) -> Bools:
    """Return what is left by exclusion: what bears no excluded value, or of each kind only those values."""
    kept = np.ones(len(found), dtype=bool)
    for column, nodes in _excluded(options.exclude).items():
        bears = np.zeros(len(found), dtype=bool)
        for name in column:
            bears |= np.fromiter((value in nodes for value in getattr(found, name)), bool, len(found))
        kept &= bears if options.invert else ~bears
    return kept


def _excluded(nodes: frozenset[str]) -> dict[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for node in nodes:
        kind, _, name = node.partition(":")
        found[_COLUMNS.get(kind, _WHO)].add(name if kind == "stance" else node)
    return found


# In `conditions`, whom one depends on is an actor too.
_WHO: Final = ("actors", "speakers", "things")
_COLUMNS: Final = {
    "proposal": ("things",),
    "meeting": ("things",),
    "source": ("sources",),
    "stance": ("stances",),
}


def _firsts(found: Ties, options: Options) -> Ints:
    """Return the places of ties that are no duplicates of an earlier one."""
    if options.duplicates == "include" or not len(found):
        return np.arange(len(found))
    keys = [codes(found.actors), codes(found.things), _periods(found, options)]
    if not options.ignores_stance:
        keys.append(levels(found, options))
    together = np.zeros(len(found), dtype=np.int64)
    for key in keys:
        _, numbered = np.unique(key, return_inverse=True)
        together = together * (numbered.max() + 1) + numbered
    return np.sort(np.unique(together, return_index=True)[1])


def _periods(found: Ties, options: Options) -> Ints:
    if options.duplicates == "acrossrange":
        return np.zeros(len(found), dtype=np.int64)
    if options.duplicates == "document":
        return codes(found.sources)
    lone = -1 - np.arange(len(found))
    return np.where(found.last == UNDATED, lone, _calendar(found.last, options.duplicates))


def _calendar(days: Ints, period: str) -> Ints:
    """Return a number per calendar week (ISO 8601: it begins on Monday), month or year."""
    if period == "week":
        # The first day that there is was a Monday.
        return (days - 1) // 7
    distinct, places = np.unique(days, return_inverse=True)
    dates = [dt.date.fromordinal(max(day, 1)) for day in distinct.tolist()]
    numbers = [date.year * 12 + date.month * (period == "month") for date in dates]
    return np.array(numbers, dtype=np.int64)[places]


def codes(values: Texts) -> Ints:
    """Return a number for each text, the same for the same text.

    >>> codes(np.array(["b", "a", "b"], dtype=object)).tolist()
    [0, 1, 0]
    """
    known: dict[str, int] = {}
    return np.fromiter((known.setdefault(value, len(known)) for value in values), np.int64, len(values))


def levels(found: Ties, options: Options) -> Ints:
    """Return the level k of each tie: agreement, or the place on the scale of five points from below."""
    points = {stance: score - _LOWEST for stance, score in SCORES.items()}
    place = points if options.scale else options.agreement
    return np.fromiter((place.get(stance, 0) for stance in found.stances), np.int64, len(found))


def windows(found: Ties, options: Options, length: int, step: int) -> Iterator[Window]:
    """Yield windows of so many days, each so many days after the one before, over the days of the ties.

    They begin on the first day asked for, else that of the first tie; a tie lies in a window by the last day
    it may have been said on, so that windows whose step is their length part the ties among them.

    Raises:
        BadParameter: there would be more than anybody looks at.
    """
    dated = found.last[found.last != UNDATED]
    if not len(dated):
        return
    begin = options.since.toordinal() if options.since else int(dated.min())
    end = options.until.toordinal() if options.until else int(dated.max())
    starts = range(begin, end + 1, step)
    if len(starts) > _MOST:
        made = f"over {end - begin + 1:,} days it makes {len(starts):,} networks, more than {_MOST:,}"
        raise BadParameter("step", f"{step}d", f"{made}; give a longer one, or --from and --until")
    for start in starts:
        stop = min(start + length - 1, end)
        inside = (found.last >= start) & (found.last <= stop)
        yield Window(dt.date.fromordinal(start), dt.date.fromordinal(stop), inside)
