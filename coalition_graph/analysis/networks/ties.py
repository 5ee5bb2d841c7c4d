"""Ties as they are counted: which actor said what on which proposal, met where, depends on whom.

Columns, not objects: a network is made from tens of thousands of ties at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coalition_graph.analysis.conditions import needs, requirements
from coalition_graph.analysis.occasions import occasions
from coalition_graph.analysis.presence import presences
from coalition_graph.analysis.slices import slices
from coalition_graph.analysis.values import day
from coalition_graph.store import Store
from coalition_graph.table import Cell
from coalition_graph.vocabulary import WILLING, local

__all__ = [
    "UNDATED",
    "Bools",
    "Ints",
    "Row",
    "Texts",
    "Ties",
    "attended",
    "conditional",
    "depend",
    "said",
    "ties",
]

Texts = NDArray[np.object_]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
# Id, actor, thing, stance, source, speaker, first and last day as a number.
Row = tuple[str, str, str, str, str, str, int, int]

UNDATED: Final = 0
_SAID: Final = """?statement cg:proposal ?proposal ; cg:actor ?actor ; cg:stance ?stance
  OPTIONAL { ?statement cg:source ?source }
  OPTIONAL { ?statement cg:speaker ?speaker }
  OPTIONAL { ?statement cg:earliest ?earliest }
  OPTIONAL { ?statement cg:latest ?latest }"""
_LEAVES: Final = "?statement cg:proposal ?proposal ; cg:actor ?actor ; cg:condition ?leaf"


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is tied to what by which statement, a column each, in the order of time and id.

    Args:
        ids: statements; in `co-attendance` the attendance reports.
        things: proposals; meetings in `co-attendance`; in `conditions` the actors depended on.
        stances: what was said; empty where nothing was.
        sources: the documents; empty for the analyst's own.
        speakers: the person who said it or came; an actor who is a person speaks for himself.
        first: the first day it may have been said on, as `date.toordinal`; `UNDATED` where none is known.
        last: the last such day.
    """

    ids: Texts
    actors: Texts
    things: Texts
    stances: Texts
    sources: Texts
    speakers: Texts
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, kept: Bools | Ints) -> Ties:
        """Return the ties at some places."""
        return replace(self, **{column.name: getattr(self, column.name)[kept] for column in fields(self)})


def ties(rows: Iterable[Row]) -> Ties:
    """Return ties from rows, in the order of time; undated ones last.

    >>> ties([("statement:a.1", "country:SE", "proposal:x", "open", "source:a", "", 9, 9)]).last.tolist()
    [9]
    """
    # By the first three columns, for no two rows have them all in common.
    columns: Sequence[Sequence[str | int]] = list(zip(*sorted(rows), strict=True)) or [()] * 8
    texts = (np.array(column, dtype=object) for column in columns[:6])
    found = Ties(*texts, *(np.array(column, dtype=np.int64) for column in columns[6:]))
    last = np.where(found.last == UNDATED, np.iinfo(np.int64).max, found.last)
    return found.where(np.argsort(last, kind="stable"))


def said(store: Store, proposal: str | None = None) -> Ties:
    """Return what was said on a proposal and all within it, or on all; a joint statement once per actor."""
    return ties(_said(store, proposal))


def _said(store: Store, proposal: str | None) -> Iterator[Row]:
    number = _Numbers()
    columns = "?statement ?stance ?source ?speaker ?earliest ?latest"
    for part in slices(store, None if proposal is None else [proposal]):
        for row in part.ask(store, columns, _SAID):
            id_, stance, source, speaker, first, last, about, actor = row
            who, told = _speaks(str(actor), speaker), str(source or "")
            yield str(id_), str(actor), str(about), str(stance)[7:], told, who, number[first], number[last]


def _speaks(actor: str, person: Cell) -> str:
    return str(person or (actor if actor.startswith("person:") else ""))


class _Numbers(dict[Cell, int]):
    """Days as numbers by their text, each parsed once."""

    def __missing__(self, written: Cell) -> int:
        self[written] = day(written).toordinal() if isinstance(written, str) else UNDATED
        return self[written]


def attended(store: Store) -> Ties:
    """Return who attended which meeting, by which report; it may have been on any day that a source gives."""
    return ties(_attended(store))


def _attended(store: Store) -> Iterator[Row]:
    known = occasions(store)
    for one in presences(store, known):
        if one.presence != "attended":
            continue
        last = known[one.meeting].day() if one.meeting in known else None
        first = known[one.meeting].order[0] if last else None
        days = (first.toordinal(), last.toordinal()) if first and last else (UNDATED, UNDATED)
        for report in one.reports:
            person = _speaks(one.actor, report.text("cg:person"))
            yield report.node, one.actor, one.meeting, "", one.source or "", person, *days


def depend(store: Store, proposal: str | None = None) -> tuple[Ties, tuple[str, ...]]:
    """Return whom actors wait for: those whose stance a condition they name requires; and what names nobody.

    Only who is willing waits; a requirement that counts actors, whoever they are, names none.
    """
    whom = {
        condition: sorted({actor for _, actor in needs(rule) if actor})
        for condition, rule in requirements(store).items()
    }
    named = conditional(store, proposal)
    rows = (row for row in _said(store, proposal) if row[3] in WILLING)
    needed = ((row, actor) for row in rows for actor in _needed(named.get(row[0], ()), whom))
    found = [(*row[:2], actor, *row[3:]) for row, actor in needed if actor != row[1]]
    nobody = sorted({leaf for leaves in named.values() for leaf in leaves if not whom.get(leaf)})
    return ties(found), tuple(map(local, nobody))


def _needed(leaves: Iterable[str], whom: dict[str, list[str]]) -> list[str]:
    return sorted({actor for leaf in leaves for actor in whom.get(leaf, ())})


def conditional(store: Store, proposal: str | None = None) -> dict[str, set[str]]:
    """Return the conditions that each statement names, on a proposal and all within it, or on all."""
    named: dict[str, set[str]] = defaultdict(set)
    for part in slices(store, None if proposal is None else [proposal]):
        for id_, leaf, *_ in part.ask(store, "?statement ?leaf", _LEAVES):
            named[str(id_)].add(str(leaf))
    return named
