"""The sections of the brief that judge: what is open, what moved lately, where sources disagree."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from coalition_graph import dates
from coalition_graph.report.facts import Facts, Row, parts
from coalition_graph.report.markdown import safe
from coalition_graph.table import Cell
from coalition_graph.text import counted

__all__ = ["changed", "disputed", "held_back"]

_DAYS: Final = """
SELECT DISTINCT ?day WHERE {
  VALUES ?kind { cg:Statement cg:StatusReport }
  ?one a ?kind ; cg:earliest ?day ; cg:latest ?day
}"""
_LATELY: Final = 14
# So many lines are read; the commands list the rest.
_SHOWN: Final = 40
_BAR: Final = re.compile(r"(?<!\\)\|")
_PARTS: Final = re.compile(r"([|()])")


def held_back(facts: Facts) -> Iterator[str]:
    """Yield the conditions that are not met, with whom and how much each holds back."""
    yield from ("## What is open", "")
    waiting: dict[str, list[Row]] = defaultdict(list)
    for row in facts.positions:
        for condition in parts(row["conditions"]) if row["conditional"] else ():
            waiting[condition].append(row)
    ledger = [row for row in facts.answers.conditions if row["status"] != "met"]
    for row in ledger:
        if str(row["condition"]) in waiting:
            yield _condition(row, waiting[str(row["condition"])], facts)
    if not waiting:
        yield "No position waits for a condition."
    idle = [row["condition"] for row in ledger if str(row["condition"]) not in waiting]
    if idle:
        yield f"- Not met either, but nobody waits: {_listed(facts.label('condition', one) for one in idle)}"


def _condition(row: Row, waiting: list[Row], facts: Facts) -> str:
    sure = {str(one["actor"]) for one in waiting if not one["ambiguous"]} - set(map(str, facts.unnamed))
    beside = {str(one["actor"]) for one in waiting} - sure
    since = f" since {row['since']}" if row["since"] else ""
    about = ", ".join(filter(None, (str(row["kind"] or ""), f"{row['status']}{since}")))
    who = ": ".join(filter(None, (str(len(sure)), _listed(map(safe, sorted(sure))))))
    also = f", and beside them {_listed(map(safe, sorted(beside)))}" if beside else ""
    offered = _offered(row)
    wait = f"; what waits: {offered}" if offered else ""
    cited = facts.cite_sources(parts(row["statements"]))
    return f"- **{facts.label('condition', row['condition'])}** ({about}) holds back {who}{also}{wait}{cited}"


def _offered(row: Row) -> str:
    cells = (_BAR.split(str(row[key])) for key in ("blocks_min", "blocks_max", "unit"))
    if row["unit"] is None:
        return ""
    return _listed(f"{_amount(least, most)} {safe(unit)}" for least, most, unit in zip(*cells, strict=True))


def _amount(least: str, most: str) -> str:
    """A sum of which a part is unknown says so: only its minimum is told, or its maximum."""
    unknown = "at least "
    low, high = (f"{int(number.removeprefix(unknown)):,}" for number in (least, most))
    if most.startswith(unknown):
        return f"{unknown}{low}"
    if least.startswith(unknown):
        return f"up to {high}"
    return low if low == high else f"{low}–{high}"


def changed(facts: Facts) -> Iterator[str]:
    """Yield what moved in the last days of the data, whatever the day is today."""
    yield from ("## What changed lately", "")
    last = max(_days(facts), default=None)
    if last is None:
        yield "Nothing is dated, so that nobody can tell."
        return
    since = last - dt.timedelta(_LATELY - 1)
    rows = list(facts.answers.graph.changes(since=since))
    if not rows:
        yield f"Nothing, from {since} to {last}: the last {_LATELY} days of the data."
        return
    yield from (f"Since {since}, in the last {_LATELY} days of the data:", "")
    yield from _cut([_change(row, facts) for row in rows], f"changes --since {since}")


def _days(facts: Facts) -> Iterator[dt.date]:
    """Yield the days by which the data ends; of a year or a month nobody knows how far it reaches."""
    for row in facts.sources:
        try:
            yield dates.parse(str(row["published"])).latest
        except dates.BadDate:
            # Not published, or dated in a foreign graph in words of its own.
            continue
    for day in facts.answers.graph.query(_DAYS).column("day"):
        if (known := dates.iso(day)) is not None:
            yield known


def _change(row: Row, facts: Facts) -> str:
    before = f"{_position(row['before'], facts)} → " if row["before"] else "new: "
    cited = facts.cite_sources(parts(row["statement"]))
    where = facts.label("proposal", row["proposal"])
    after = _position(row["after"], facts)
    return f"- {row['date']}: **{safe(row['actor'])}** on {where}: {before}{after}{cited}"


def _position(cell: Cell, facts: Facts) -> str:
    stance, on, conditions = str(cell).partition(" if ")
    if not on:
        return " or ".join(parts(stance))
    told = (_told(part, facts) for part in _PARTS.split(conditions))
    return f"{stance} if {''.join(told)}"


def _told(part: str, facts: Facts) -> str:
    if part == "|":
        return "; "
    return part if part in ("", "(", ")", "any", "all") else facts.label("condition", part)


def disputed(facts: Facts) -> Iterator[str]:
    """Yield where sources disagree, each value with the numbers of those who give it."""
    yield from ("## Where sources disagree", "")
    rows = list(facts.answers.conflicts)
    if not rows:
        yield "Nowhere."
    yield from _cut([_conflict(row, facts) for row in rows], "conflicts")


def _conflict(row: Row, facts: Facts) -> str:
    by_value: dict[str, list[str]] = defaultdict(list)
    sources = _BAR.split(str(row["sources"]))
    for value, source in zip(_BAR.split(str(row["values"])), sources, strict=True):
        by_value[value.replace("\\|", "|")].append(source)
    own = "" if row["kind"] == "name" else " (the registry)"
    told = _listed(
        f"{safe(value)}{facts.cite_sources(given)}{own if '' in given else ''}"
        for value, given in by_value.items()
    )
    return f"- {_subject(row, facts)}: {told}"


def _subject(row: Row, facts: Facts) -> str:
    if row["kind"] == "stance":
        return f"**{safe(row['subject'])}** on {facts.label('proposal', row['field'])}"
    if row["kind"] in ("meeting", "presence"):
        return f"**{facts.label('meeting', row['subject'])}**, {safe(row['field'])}"
    return f"Who said “{safe(row['subject'])}”" if row["kind"] == "quote" else "One name in several spellings"


def _cut(lines: list[str], command: str) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"- … and {counted(len(lines) - _SHOWN, 'line')} more: `coalition-graph {command}`"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
