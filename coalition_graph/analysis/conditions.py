"""The status of conditions as of a day, and what their `requires` ask for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coalition_graph import vocabulary
from coalition_graph.analysis.values import day, whole_or_none
from coalition_graph.errors import UnreadableValue
from coalition_graph.model import Requirement, assembled
from coalition_graph.store import Store
from coalition_graph.table import Cell

__all__ = [
    "Need",
    "StatusReport",
    "deciding",
    "needs",
    "needs_of",
    "requirements",
    "status",
    "status_reports",
]

_REPORTS = """
SELECT ?report ?condition ?is ?latest ?attribution WHERE {
  ?report a cg:StatusReport ; cg:ofCondition ?condition ; cg:is ?is
  OPTIONAL { ?report cg:latest ?latest }
  OPTIONAL { ?report cg:attribution ?attribution }
}"""
_ROOTS = "SELECT ?condition ?requirement WHERE { ?condition cg:requires ?requirement }"
_REQUIREMENTS = """
SELECT ?requirement ?key ?value WHERE {
  ?requirement a cg:Requirement ; ?key ?value
  FILTER(?key IN (cg:ofActor, cg:anyStance, cg:onProposal, cg:atLeast, cg:atLeastPersonnel,
                  cg:allOf, cg:anyOf))
}"""
# What no source disputes is met; of reports that differ, the one that holds more back is believed.
_CAUTION = ("failed", "open", "met")


Need = tuple[str, str | None]  # a proposal, and an actor or None for all


@dataclass(frozen=True, slots=True)
class StatusReport:
    """One source reports a condition open, met or failed, as of a day.

    Args:
        latest: of the date given, else of the publication; None where neither is known.
    """

    node: str
    condition: str
    status: str
    latest: dt.date | None = None
    on_record: bool = False


def status(reports: Iterable[StatusReport], as_of: dt.date | None = None) -> dict[str, str]:
    """Return the status of each condition that anything is reported of as of a day; the others are open.

    The latest day wins, then what is on record, then caution: failed before open before met. Undated
    reports count only without a day, and lose to dated ones.

    >>> early = StatusReport("report:a.1", "condition:ceasefire", "met", dt.date(2025, 3, 1))
    >>> late = StatusReport("report:b.1", "condition:ceasefire", "failed", dt.date(2025, 3, 9))
    >>> status([early, late]), status([early, late], dt.date(2025, 3, 2))
    ({'condition:ceasefire': 'failed'}, {'condition:ceasefire': 'met'})
    """
    counted = [one for one in reports if as_of is None or (one.latest is not None and one.latest <= as_of)]
    return {one.condition: one.status for one in sorted(counted, key=_weight)}


def deciding(reports: Iterable[StatusReport], as_of: dt.date | None = None) -> dict[str, list[StatusReport]]:
    """Return per condition the reports that decide its status as of a day: all that say so on that day.

    >>> early = StatusReport("report:a.1", "condition:truce", "open", dt.date(2025, 3, 1))
    >>> late = StatusReport("report:b.1", "condition:truce", "met", dt.date(2025, 3, 9))
    >>> [report.node for report in deciding([early, late])["condition:truce"]]
    ['report:b.1']
    """
    found: dict[str, list[StatusReport]] = defaultdict(list)
    for one in sorted(reports, key=_weight, reverse=True):
        if as_of is not None and (one.latest is None or one.latest > as_of):
            continue
        best = found[one.condition]
        if not best or (best[0].latest, best[0].status) == (one.latest, one.status):
            best.append(one)
    return dict(found)


def _weight(report: StatusReport) -> tuple[dt.date, bool, int]:
    return (report.latest or dt.date.min, report.on_record, -_CAUTION.index(report.status))


def status_reports(store: Store) -> list[StatusReport]:
    """Return every report of a status, in order of node."""
    return sorted((_report(row) for row in store.select(_REPORTS).rows), key=lambda report: report.node)


def _report(row: tuple[Cell, ...]) -> StatusReport:
    node, condition, is_, latest, attribution = (None if cell is None else str(cell) for cell in row)
    if is_ not in (None, *_CAUTION):
        raise UnreadableValue(str(is_), "open, met or failed")
    when = day(latest) if latest else None
    return StatusReport(node or "", condition or "", is_ or "open", when, attribution in vocabulary.ON_RECORD)


def requirements(store: Store) -> dict[str, Requirement]:
    """Return what each condition requires to hold by itself, actors and proposals as nodes."""
    parts: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for node, key, value in store.select(_REQUIREMENTS).rows:
        parts[str(node)][str(key)].append(value)
    roots = store.select(_ROOTS).rows
    return {str(condition): _requirement(str(root), parts) for condition, root in sorted(roots, key=str)}


def _requirement(
    node: str, parts: Mapping[str, Mapping[str, list[Cell]]], above: frozenset[str] = frozenset()
) -> Requirement:
    """Build one requirement with all inside it; it was checked when the coding file was read."""
    if node in above:
        raise UnreadableValue(node, "a requirement that does not hold itself")
    told = parts[node]

    def inner(key: str) -> tuple[Requirement, ...]:
        inside = sorted(map(str, told.get(key, ())))
        return tuple(_requirement(part, parts, above | {node}) for part in inside)

    first = {key: values[0] for key, values in told.items()}
    made: dict[str, object] = {
        "actor": first.get("cg:ofActor"),
        "stance": tuple(sorted(vocabulary.local(str(stance)) for stance in told.get("cg:anyStance", ()))),
        "proposal": first.get("cg:onProposal"),
        "at_least": whole_or_none(first.get("cg:atLeast")),
        "at_least_personnel": whole_or_none(first.get("cg:atLeastPersonnel")),
        "any": inner("cg:anyOf"),
        "all": inner("cg:allOf"),
    }
    return assembled(Requirement, made)


def needs(requirement: Requirement) -> Iterator[Need]:
    """Yield the proposals, each with an actor or None for all, whose positions a requirement looks at.

    >>> list(needs(Requirement(actor="country:US", stance=("pledges",), proposal="proposal:backstop")))
    [('proposal:backstop', 'country:US')]
    """
    for part in (*requirement.any, *requirement.all):
        yield from needs(part)
    if requirement.proposal is not None:
        yield requirement.proposal, requirement.actor


def needs_of(conditions: Iterable[str], rules: Mapping[str, Requirement]) -> set[Need]:
    """Return what the requirements of some conditions look at; of those that require nothing, nothing.

    >>> rule = Requirement(actor="country:US", stance=("pledges",), proposal="proposal:backstop")
    >>> needs_of(["condition:cover", "condition:truce"], {"condition:cover": rule})
    {('proposal:backstop', 'country:US')}
    """
    return {need for one in conditions if one in rules for need in needs(rules[one])}
