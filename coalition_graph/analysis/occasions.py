"""Meetings as all sources together describe them; facts that differ stand side by side."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from coalition_graph.analysis.nodes import Described, described, join
from coalition_graph.analysis.values import day
from coalition_graph.store import Store
from coalition_graph.vocabulary import asking

__all__ = ["Occasion", "merge", "occasions"]

_MEETINGS = """
SELECT ?node ?key ?value WHERE {
  VALUES ?type { cg:Meeting cg:MeetingReport }
  ?node a ?type ; ?key ?value
}"""
_SOME: Final = (
    "{ %s VALUES ?type { cg:Meeting cg:MeetingReport } ?meeting a ?type . ?meeting ?key ?value"
    " BIND(?meeting AS ?node) }",
    "{ %s ?node cg:meeting ?meeting ; a cg:MeetingReport ; ?key ?value }",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One meeting: what the registry holds and what each source reports of it.

    Args:
        node: `meeting:paris-2025-02-17`.
        registry: the facts that no source disputes.
        reports: one per report, in the order of their names.
    """

    node: str
    registry: Described
    reports: tuple[Described, ...] = ()

    def fact(self, key: str, source: str | None = None) -> str | None:
        """Return a fact as `source` gives it; where it is silent, as all others do, joined with `|`."""
        return join(self.facts(key, source))

    def facts(self, key: str, source: str | None = None) -> list[str]:
        """Return the values of a fact as `source` gives it; where it is silent, as all others do."""
        own = [report for report in self.reports if source and source in report.all("cg:source")]
        return _values(key, own) or _values(key, (self.registry, *self.reports))

    @property
    def order(self) -> tuple[dt.date, str]:
        """What meetings are sorted by: the first day it may have been, then the id; undated ones last."""
        return min(_days(self.facts("cg:earliest")), default=dt.date.max), self.node

    def day(self, source: str | None = None) -> dt.date | None:
        """Return the meeting's day by one source, else by any; of a span of days the last."""
        return max(_days(self.facts("cg:latest", source)), default=None)

    @property
    def reported(self) -> str | None:
        """How many were reported, such as `7 countries` or `about 30|16–18`; counts are never mixed."""
        return join(map(_count, self.reports)) or _count(self.registry)


def occasions(store: Store, meetings: Collection[str] | None = None) -> dict[str, Occasion]:
    """Return the meetings of the graph by node, in the order of time.

    Args:
        store: what is asked.
        meetings: only these; the store is asked for no more.
    """
    if meetings is None:
        return merge(described(store, _MEETINGS, {}).values())
    told: dict[str, Described] = {}
    for which in asking("meeting", meetings):
        for pattern in _SOME:
            told |= described(store, f"SELECT DISTINCT ?node ?key ?value WHERE {pattern % which}", {})
    # A report may tell of others too.
    return {node: one for node, one in merge(told.values()).items() if node in meetings}


def merge(nodes: Iterable[Described]) -> dict[str, Occasion]:
    """Return the meetings that registry nodes and reports describe together, in the order of time."""
    registry: dict[str, Described] = {}
    reports: dict[str, list[Described]] = defaultdict(list)
    for node in nodes:
        if "cg:MeetingReport" in node.all("rdf:type"):
            for meeting in node.all("cg:meeting"):
                reports[meeting].append(node)
        else:
            registry[node.node] = node
    found = [_occasion(node, registry, reports) for node in {*registry, *reports}]
    return {occasion.node: occasion for occasion in sorted(found, key=lambda occasion: occasion.order)}


def _occasion(
    node: str, registry: Mapping[str, Described], reports: Mapping[str, list[Described]]
) -> Occasion:
    told = sorted(reports.get(node, ()), key=lambda report: report.node)
    return Occasion(node, registry.get(node) or Described(node), tuple(told))


def _values(key: str, nodes: Iterable[Described]) -> list[str]:
    return list(dict.fromkeys(value for node in nodes for value in node.all(key)))


def _days(written: Iterable[str]) -> list[dt.date]:
    return [day(one) for one in written]


def _count(node: Described) -> str | None:
    number = _number(node)
    if number is None:
        return None
    about = "about " if node.text("cg:reportedAbout") == "true" else ""
    counted, status = node.text("cg:reportedOf"), node.text("cg:reportedStatus")
    expected = f" ({status})" if status not in (None, "attended") else ""
    return f"{about}{number}{f' {counted}' if counted else ''}{expected}"


def _number(node: Described) -> str | None:
    count, least, most = (node.text(f"cg:reported{part}") for part in ("Count", "Min", "Max"))
    span = _span(least, most)
    return f"{count} ({span})" if count and span else count or span


def _span(least: str | None, most: str | None) -> str | None:
    if least and most:
        return f"{least}–{most}"
    return f"at least {least}" if least else most and f"at most {most}"
