"""The ledger of conditions: who depends on each, since when it has its status, and what waits for it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from coalition_graph.analysis.conditions import needs, requirements, status_reports
from coalition_graph.analysis.fetching import fetch
from coalition_graph.analysis.force import Force, forces
from coalition_graph.analysis.intervals import Film, film
from coalition_graph.analysis.judgement import Judgement, Question, judge
from coalition_graph.analysis.nodes import barred, called, join, names
from coalition_graph.analysis.positions import ids, order
from coalition_graph.analysis.rule import Position
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import local

__all__ = ["Entry", "blocks", "conditions", "required"]

COLUMNS: Final = (
    "condition",
    "text",
    "kind",
    "status",
    "since",
    "actors",
    "blocks_min",
    "blocks_max",
    "unit",
    "statements",
)
REQUIRED: Final = (
    "actor",
    "code",
    "proposal",
    "stance",
    "conditional",
    "ambiguous",
    "conditions",
    "statement",
)
_DECLARED: Final = """
SELECT ?condition ?text ?kind WHERE {
  ?condition a cg:Condition
  OPTIONAL { ?condition rdfs:label ?text }
  OPTIONAL { ?condition cg:conditionKind ?kind }
} ORDER BY ?condition ?text ?kind"""


@dataclass(slots=True)
class Entry:
    """What hangs on one condition.

    Args:
        naming: the positions that name it, met or not.
        waiting: those of them that it holds back.
        statements: nodes of the statements that name it, among those that the positions rest on.
    """

    naming: list[Position] = field(default_factory=list)
    waiting: list[Position] = field(default_factory=list)
    statements: dict[str, None] = field(default_factory=dict)


def conditions(store: Store, *, proposal: str | None = None, as_of: dt.date | None = None) -> Table:
    """Return every condition once, whoever names it; those that hold most back stand first.

    Args:
        proposal: only what positions on this one, and all within it, name, and what waits there.
        as_of: a day; without it everything counts, undated reports too.
    """
    found = judge(store, Question(as_of=as_of))
    entries = _entries(found, _within(store, proposal))
    declared = _declared(store)
    shown = {*entries, *declared} if proposal is None else set(entries)
    since = _since(store, found)
    calls = names(store)
    in_order = sorted(shown, key=lambda node: (-len(entries[node].waiting) if node in entries else 0, node))
    rows: list[tuple[Cell, ...]] = []
    for node in in_order:
        entry = entries.get(node, Entry())
        words, kind = declared.get(node, (None, None))
        status, day = since.get(node, ("open", None))
        who = join(sorted(called(calls, one.actor).label for one in entry.naming))
        told = (local(node), words, kind, status, day.isoformat() if day else None, who)
        rows.append((*told, *blocks(entry.waiting), ids(sorted(entry.statements))))
    return Table(COLUMNS, rows, found.notes)


def required(store: Store, condition: str) -> Table:
    """Return the positions that what a condition requires looks at: by them it is met or not."""
    rule = requirements(store).get(condition)
    wanted = sorted(set(needs(rule)), key=str) if rule else []
    calls = names(store)
    rows: dict[tuple[str, ...], tuple[Cell, ...]] = {}
    for proposal, actor in wanted:
        found = judge(store, Question(proposal=proposal, actor=actor))
        for one in found.positions:
            if one.proposal == proposal:
                name = called(calls, one.actor)
                held_back = found.holding.conditional(one)
                row = (name.label, name.code, local(proposal), one.stance, held_back, one.ambiguous)
                rows[order(one, calls)] = (*row, ids(one.conditions), ids(one.basis))
    return Table(REQUIRED, [rows[key] for key in sorted(rows)])


def _within(store: Store, proposal: str | None) -> set[str] | None:
    if proposal is None:
        return None
    return {proposal, *(one.proposal for one in fetch(store, proposals=[proposal]))}


def _declared(store: Store) -> dict[str, tuple[Cell, Cell]]:
    """Return text and kind of every condition; of several in a foreign graph the first."""
    found: dict[str, tuple[Cell, Cell]] = {}
    for node, words, kind in store.select(_DECLARED).rows:
        found.setdefault(str(node), (words, kind))
    return found


def _entries(found: Judgement, proposals: set[str] | None) -> dict[str, Entry]:
    entries: dict[str, Entry] = defaultdict(Entry)
    leaves = {one.node: set(one.expression.leaves()) for one in found.said if one.expression}
    for position in found.positions:
        if proposals is not None and position.proposal not in proposals:
            continue
        held = found.holding.waiting.get(position.key, ())
        for condition in position.conditions:
            entry = entries[condition]
            entry.naming.append(position)
            entry.waiting += [position] if condition in held else []
            naming = (node for node in position.basis if condition in leaves.get(node, ()))
            entry.statements.update(dict.fromkeys(naming))
    return entries


def _since(store: Store, found: Judgement) -> dict[str, tuple[str, dt.date | None]]:
    """Return per condition its status, and since when it has had it; None where nothing dated says so."""
    rules = found.world.rules
    needed = {need for rule in rules.values() for need in needs(rule)}
    heard = [
        one
        for one in found.said
        if one.counts(found.question.as_of) and needed & {(one.proposal, None), (one.proposal, one.actor)}
    ]
    shown = film(heard, status_reports(store), rules)
    known = {*shown.conditions, *found.world.status, *found.holding.met}
    return {node: _status(node, found, shown) for node in known}


def _status(node: str, found: Judgement, shown: Film) -> tuple[str, dt.date | None]:
    failed = found.world.status.get(node) == "failed"
    status = "met" if node in found.holding.met else "failed" if failed else "open"
    as_of = found.question.as_of
    begun = [part for part in shown.conditions.get(node, ()) if as_of is None or part.since <= as_of]
    return status, begun[-1].since if begun and begun[-1].value == status else None


def blocks(waiting: Iterable[Position]) -> tuple[Cell, Cell, Cell]:
    """Return how much positions offer at least and at most, and in which units; several joined with `|`.

    What is not given is unknown, and the number says so; an unclear stance offers nothing.

    >>> from coalition_graph.analysis.said import Offer
    >>> offered = (Offer("o", "land", 10000, 30000, "personnel"), Offer("p", "naval", 5, None, "ships"))
    >>> blocks([Position("country:SE", "proposal:force", "open", (), offers=offered)])
    ('10000|5', '30000|at least 5', 'personnel|ships')
    """
    # A plan with a name counts once over all proposals, so that all stand for one here.
    clear = [replace(one, proposal="") for one in waiting if not one.ambiguous]
    sums, at_most = forces(clear), forces(map(_capped, clear))
    units = [unit for (_, unit), found in sums.items() if _in_numbers(found)]
    least = [_cell(sums["", unit].min, sums["", unit].open_below) for unit in units]
    most = [_cell(at_most["", unit].max, sums["", unit].open_above) for unit in units]
    return _aligned(least), _aligned(most), join(map(barred, units))


def _capped(position: Position) -> Position:
    """Return a position whose offers without a maximum have their minimum in its place."""
    offers = (replace(one, max=one.min) if one.max is None else one for one in position.offers)
    return replace(position, offers=tuple(offers))


def _in_numbers(found: Force) -> bool:
    return bool(found.min or found.max or not (found.open_below and found.open_above))


def _cell(number: int, unknown: bool) -> Cell:
    return f"at least {number}" if unknown else number


def _aligned(cells: Sequence[Cell]) -> Cell:
    return cells[0] if len(cells) == 1 else "|".join(map(str, cells)) or None
