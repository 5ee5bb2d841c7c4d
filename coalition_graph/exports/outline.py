"""Any network, laid out to be written: every node and edge once, in one order, with plain facts and days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from coalition_graph.exports.plain import Days, Plain, days, plainly, visible
from coalition_graph.table import written

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["AnyGraph", "Arc", "Outline", "Vertex", "dated", "outline"]

# The types of networkx ask what the nodes are; any will do here.
AnyGraph: TypeAlias = "nx.Graph[Any]"

UNDATED: Final[Days] = (None, None)
# They say when an edge held, which each format writes in its own way.
_WHEN: Final = ("start", "end", "earliest", "latest")
# What stances, conditions and attendance are about; an edge between two sorts begins at who acts.
_THINGS: Final = frozenset(("proposal", "condition", "meeting"))
# Nothing that somebody reported: a stay in a union may go on for decades around what the graph is about.
_STANDING: Final = "member-of"


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node: its id, the same text for no other node, and what is known of it."""

    id: str
    label: str
    facts: Mapping[str, Plain]
    days: Days = UNDATED

    @property
    def kind(self) -> str:
        """What it is: `country`, `proposal` and so on."""
        return str(self.facts.get("kind") or self.id.partition(":")[0])

    @property
    def acts(self) -> bool:
        """Whether it is an actor, and not what actors take a stance on, name or go to."""
        return self.facts.get("bipartite", 1 if self.kind in _THINGS else 0) == 0


@dataclass(frozen=True, slots=True)
class Arc:
    """An edge between two ids; where the network has no directions, it is written from one of them."""

    tail: str
    head: str
    facts: Mapping[str, Plain]
    days: Days = UNDATED

    @property
    def kind(self) -> str:
        """What it says: `stance`, `attended` and so on; empty where the edges have no kinds."""
        return str(self.facts.get("kind", ""))

    @property
    def weight(self) -> int | float | None:
        """How strong it is, where that is a number."""
        value = self.facts.get("weight")
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Outline:
    """A network as all formats write it."""

    directed: bool
    vertices: tuple[Vertex, ...]
    arcs: tuple[Arc, ...]


def outline(graph: AnyGraph) -> Outline:
    """Return a network in the order of its ids, whichever order it was made in; it is not changed."""
    called = _ids(graph)
    made = {id_: _vertex(id_, graph.nodes[node]) for node, id_ in called.items()}
    arcs = _ordered(_arcs(graph, called, made))
    spans = _spans(arcs)
    vertices = (
        Vertex(one.id, one.label, one.facts, _within(one.days, spans.get(one.id, UNDATED)))
        for one in made.values()
    )
    return Outline(graph.is_directed(), tuple(sorted(vertices, key=lambda one: one.id)), tuple(arcs))


def dated(when: Days) -> dict[str, str]:
    """Return days as `start` and `end`, each where it is known.

    >>> dated((dt.date(2025, 3, 1), None))
    {'start': '2025-03-01'}
    """
    named = (("start", when[0]), ("end", when[1]))
    return {key: day.isoformat() for key, day in named if day is not None}


def _ids(graph: AnyGraph) -> dict[Hashable, str]:
    """Two nodes whose names differ only in what must be taken out still are two."""
    taken: set[str] = set()
    found: dict[Hashable, str] = {}
    for node in sorted(graph.nodes, key=lambda one: (str(one), repr(one))):
        stem = id_ = visible(str(node)) or "-"
        number = 1
        while id_ in taken:
            number += 1
            id_ = f"{stem}-{number}"
        taken.add(id_)
        found[node] = id_
    return found


def _vertex(id_: str, facts: Mapping[str, object]) -> Vertex:
    told, when = plainly(facts), days(facts)
    known = {key: value for key, value in told.items() if key != "label" and not (key in _WHEN and any(when))}
    return Vertex(id_, written(told.get("label")) or id_, known, when)


def _arcs(graph: AnyGraph, called: Mapping[Hashable, str], made: Mapping[str, Vertex]) -> Iterator[Arc]:
    for tail, head, facts in graph.edges(data=True):
        one, other = made[called[tail]], made[called[head]]
        if not graph.is_directed() and (not other.acts, other.id) < (not one.acts, one.id):
            one, other = other, one
        when = days(facts)
        known = {key: value for key, value in plainly(facts).items() if not (key in _WHEN and any(when))}
        yield Arc(one.id, other.id, known, when)


def _ordered(arcs: Iterable[Arc]) -> list[Arc]:
    """By ends, kind and report; only where all of them are the same, by whatever else the edges say."""
    alike = groupby(sorted(arcs, key=_order), _order)
    return [arc for _, same in alike for arc in _apart(list(same))]


def _order(arc: Arc) -> tuple[str, str, str, str]:
    report = arc.facts.get("statement") or arc.facts.get("report") or ""
    return arc.tail, arc.head, arc.kind, str(report)


def _apart(same: list[Arc]) -> list[Arc]:
    return same if len(same) == 1 else sorted(same, key=lambda arc: repr(sorted(arc.facts.items())))


def _spans(arcs: list[Arc]) -> dict[str, Days]:
    """From the first to the last day of what is reported of a node; none where some of it has no date."""
    found: dict[str, list[Days]] = defaultdict(list)
    for arc in arcs:
        if arc.kind != _STANDING:
            found[arc.tail].append(arc.days)
            found[arc.head].append(arc.days)
    return {id_: _hull(told) for id_, told in found.items()}


def _hull(told: list[Days]) -> Days:
    firsts, lasts = [first for first, _ in told if first], [last for _, last in told if last]
    return (
        min(firsts) if len(firsts) == len(told) else None,
        max(lasts) if len(lasts) == len(told) else None,
    )


def _within(own: Days, around: Days) -> Days:
    """A node is there as long as its edges are."""
    if UNDATED in (own, around):
        return own if own != UNDATED else around
    return _least(own[0], around[0]), _most(own[1], around[1])


def _least(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min(one, other) if one and other else None


def _most(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max(one, other) if one and other else None
