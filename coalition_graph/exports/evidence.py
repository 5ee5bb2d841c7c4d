"""What stands behind the edges of a network: days, and the titles and addresses of the sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

from coalition_graph import dates
from coalition_graph.analysis.nodes import Described, described, grouped, join
from coalition_graph.analysis.recorded import having
from coalition_graph.analysis.values import day
from coalition_graph.exports.outline import AnyGraph
from coalition_graph.exports.plain import days
from coalition_graph.store import Store
from coalition_graph.table import Cell

__all__ = ["Evidence", "dated", "evidence", "evidence_of", "sourced"]

_SOURCES: Final = "SELECT ?node ?key ?value WHERE { ?node a cg:Source ; ?key ?value }"
_REPORTS: Final = (
    "DISTINCT ?source ?key ?value",
    "cg:source",
    "?source",
    "?source a cg:Source ; ?key ?value",
)
_DESCRIBED: Final = {"source_title": "rdfs:label", "published": "dcterms:issued", "url": "cg:url"}
_SAID: Final = """SELECT ?report ?source WHERE { ?report a cg:Statement ; cg:source ?source }"""
_CAME: Final = """SELECT ?report ?source WHERE { ?report a cg:Attendance ; cg:source ?source }"""
_DAYS: Final = """SELECT ?report ?earliest ?latest WHERE {
  ?report a cg:Statement ; cg:earliest ?earliest ; cg:latest ?latest
}"""
_AT: Final = "SELECT ?report ?meeting WHERE { ?report a cg:Attendance ; cg:meeting ?meeting }"
_MET: Final = """SELECT ?meeting ?earliest ?latest WHERE {
  { ?meeting a cg:Meeting ; cg:earliest ?earliest ; cg:latest ?latest }
  UNION { ?of a cg:MeetingReport ; cg:meeting ?meeting ; cg:earliest ?earliest ; cg:latest ?latest }
}"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a graph knows of its reports and sources, to be looked up by node.

    Args:
        sources: per source, its `source_title`, `published` and `url`, as far as known.
        carried: of each statement, attendance and meeting, the sources that report it.
        days: of each that is dated, the first and the last day it may have been on.
    """

    sources: Mapping[str, Mapping[str, str]]
    carried: Mapping[str, tuple[str, ...]]
    days: Mapping[str, tuple[dt.date, dt.date]] = field(default_factory=dict)

    def facts(self, told: Mapping[str, object]) -> dict[str, Any]:
        """Return what an edge does not say itself: `source source_title published url`, and its days.

        Args:
            told: what the edge says; `statement`, `report` or `statements` name what it rests on.
        """
        reports = list(_reports(told))
        named = [str(told["source"])] if told.get("source") else []
        sources = dict.fromkeys([*named, *(one for node in reports for one in self.carried.get(node, ()))])
        known = [self.sources[node] for node in sources if node in self.sources]
        found = {key: join(one.get(key) for one in known) for key in _DESCRIBED}
        all_ = {"source": join(sources), **found}
        return {key: value for key, value in all_.items() if value} | self._dated(reports, told)

    def _dated(self, reports: Iterable[str], told: Mapping[str, object]) -> dict[str, Any]:
        spans = [self.days[node] for node in reports if node in self.days]
        if not spans or any(days({key: told.get(key) for key in ("start", "end")})):
            return {}
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        when = {"earliest": first, "latest": last}
        return when if told.get("date") else {**when, "date": dates.written(first, last)}


def _reports(told: Mapping[str, object]) -> Iterable[str]:
    for key in ("statement", "report", "statements"):
        given = told.get(key) or ()
        for one in given.split("|") if isinstance(given, str) else _several(given):
            yield one if ":" in one else f"statement:{one}"


def _several(given: object) -> list[str]:
    return [str(one) for one in given] if isinstance(given, Iterable) else [str(given)]


def evidence(store: Store) -> Evidence:
    """Return what a graph knows of its reports and sources."""
    carried: dict[str, set[str]] = defaultdict(set)
    for node, source in (*store.select(_SAID).rows, *store.select(_CAME).rows):
        carried[str(node)].add(str(source))
    spans, met = _hulls(store.select(_DAYS).rows), _hulls(store.select(_MET).rows)
    for report, meeting in store.select(_AT).rows:
        carried[str(meeting)] |= carried[str(report)]
        if str(meeting) in met:
            spans[str(report)] = spans[str(meeting)] = met[str(meeting)]
    told = {node: tuple(sorted(sources)) for node, sources in carried.items()}
    return Evidence(_sources(store), told, spans)


def evidence_of(store: Store, statements: Iterable[Described]) -> Evidence:
    """Return what a graph knows of a part of its statements, and of the sources of these.

    Args:
        statements: with all their properties, as `analysis.recorded` gives them.
    """
    typed = [one for one in statements if "cg:Statement" in one.all("rdf:type")]
    carried = {one.node: tuple(one.all("cg:source")) for one in typed}
    # One of each source is asked for all that it reports.
    first = {carried[one.node]: one for one in reversed(typed)}
    rows = (row for asked in having("cg:source", first.values()) for row in asked.beside(store, *_REPORTS))
    return Evidence(_told(grouped(rows)), carried, dated(typed))


def dated(statements: Iterable[Described]) -> dict[str, tuple[dt.date, dt.date]]:
    """Return the first and the last day that each may have been said on, of those that say."""
    return _hulls(
        (one.node, *span)
        for one in statements
        if "cg:Statement" in one.all("rdf:type")
        for span in product(one.all("cg:earliest"), one.all("cg:latest"))
    )


def _sources(store: Store) -> dict[str, dict[str, str]]:
    return _told(described(store, _SOURCES, {}))


def _told(sources: Mapping[str, Described]) -> dict[str, dict[str, str]]:
    return {
        node: {name: words for name, key in _DESCRIBED.items() if (words := one.text(key))}
        for node, one in sources.items()
    }


def _hulls(rows: Iterable[tuple[Cell, ...]]) -> dict[str, tuple[dt.date, dt.date]]:
    """From the first to the last day of each node, over all that date it."""
    found: dict[str, tuple[dt.date, dt.date]] = {}
    for node, begin, end in rows:
        first, last = found.get(str(node), (dt.date.max, dt.date.min))
        found[str(node)] = min(first, day(begin)), max(last, day(end))
    return found


def sourced(graph: AnyGraph, store: Store) -> AnyGraph:
    """Return a copy of a network whose edges name the sources behind them, with titles and addresses.

    Args:
        graph: the mirror, a slice of it, or a projection whose edges have `statements`; it is not changed.
        store: what it was made from.
    """
    known, copied = evidence(store), type(graph)()
    copied.add_nodes_from((node, dict(facts)) for node, facts in graph.nodes(data=True))
    # Without keys of their own: parallel edges stay apart, each with what it says.
    copied.add_edges_from(
        (tail, head, {**told, **known.facts(told)})
        for tail, head, facts in graph.edges(data=True)
        for told in [_gathered(facts)]
    )
    return copied


def _gathered(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Ids that are gathered each time they are looked at, gathered once."""
    lazy = isinstance(facts.get("statements"), Sequence) and not isinstance(facts["statements"], str)
    return {**facts, "statements": tuple(facts["statements"])} if lazy else dict(facts)
