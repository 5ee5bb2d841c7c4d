"""What moved between two days: one row per change of a position, with what changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from coalition_graph.analysis.conditions import requirements, status_reports
from coalition_graph.analysis.fetching import fetch
from coalition_graph.analysis.history import Stay, stays
from coalition_graph.analysis.nodes import Name, called, names
from coalition_graph.analysis.positions import ids
from coalition_graph.analysis.said import Said
from coalition_graph.garbage import left_alone
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.text import counted
from coalition_graph.vocabulary import local

__all__ = ["changes"]

COLUMNS: Final = ("actor", "code", "proposal", "before", "after", "date", "statement")


@left_alone()
def changes(store: Store, since: dt.date, until: dt.date | None = None) -> Table:
    """Return one row per change of a stance or of what it hangs on, in the order of time.

    A change may come from the actor's own words, from a status report, or from what another's position
    lifted or let fall. Undated statements change nothing on any day and stand in no row.

    Args:
        since: the first day.
        until: the last day; None takes all later ones.
    """
    said = fetch(store)
    reports = [one for one in status_reports(store) if until is None or (one.latest and one.latest <= until)]
    heard = (one for one in said if one.counts(until))
    found = [
        (before, now)
        for line in stays(heard, reports, requirements(store), since).values()
        for before, now in zip([None, *line[:-1]], line, strict=True)
        if since <= now.since
    ]
    calls = names(store)
    rows = [_row(before, now, called(calls, now.pair[1])) for before, now in found]
    return Table(COLUMNS, sorted(rows, key=_order), tuple(_undated(said)))


def _row(before: Stay | None, now: Stay, name: Name) -> tuple[Cell, ...]:
    return (
        name.label,
        name.code,
        local(now.pair[0]),
        before.position if before else None,
        now.position,
        now.since.isoformat(),
        ids(now.because),
    )


def _order(row: tuple[Cell, ...]) -> tuple[str, ...]:
    actor, code, proposal, _, _, date, _ = map(str, row)
    return date, proposal, actor, code


def _undated(said: Iterable[Said]) -> Iterator[str]:
    undated = len({one.node for one in said if one.latest is None})
    if undated:
        have = "has" if undated == 1 else "have"
        yield f"{counted(undated, 'statement')} {have} no date: nobody can tell when anything changed by it"
