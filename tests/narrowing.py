"""What a picture may be narrowed to, and how it was narrowed before it was asked for piece by piece.

The old way reads the whole graph, works out every day of it, and narrows what it then has.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import pytest

from coalition_graph import queries
from coalition_graph.analysis.conditions import requirements, status_reports
from coalition_graph.analysis.occasions import occasions
from coalition_graph.analysis.presence import presences
from coalition_graph.errors import UnknownName
from coalition_graph.graph import Graph
from coalition_graph.picture import focus, meetings, payload, tables, telling
from coalition_graph.queries.header import Parameter
from coalition_graph.store import Store

_NODES = """
SELECT DISTINCT ?node WHERE { { ?node ?key ?value } UNION { ?other ?key ?node } FILTER(isIRI(?node)) }"""


def old_way(patch: pytest.MonkeyPatch) -> None:
    """Read everything, whatever a picture is narrowed to."""

    def told(store: Store, focus: focus.Focus) -> telling.Told:
        return telling.whole(store, focus, requirements(store), status_reports(store))

    patch.setattr(payload, "told", told)
    patch.setattr(tables, "Known", lambda ask, whole: known(ask, whole=True))
    patch.setattr(meetings, "occasions", lambda store, _: occasions(store))
    patch.setattr(meetings, "presences", lambda store, found, at: presences(store, found))


known = tables.Known


def by_kind(store: Store) -> dict[str, list[str]]:
    """All nodes of a store that a result may name, by the prefix of their names."""
    found: dict[str, list[str]] = defaultdict(list)
    for (node,) in store.select(_NODES).rows:
        if focus.of_kind(str(node)) or str(node).startswith(("report:", "series:")):
            found[str(node).partition(":")[0]].append(str(node))
    return {kind: sorted(nodes) for kind, nodes in sorted(found.items())}


def some(store: Store, dice: random.Random, *, threes: int) -> Iterator[list[str]]:
    """A node of each kind alone, several of each two kinds together, and mixtures of three."""
    kinds = by_kind(store)
    take = partial(_take, kinds, dice)
    yield from (take(kind, 1) for kind in kinds)
    yield from (take(one, 2) + take(other, 2) for one, other in itertools.combinations(kinds, 2))
    for _ in range(threes):
        mixed = dice.sample(sorted(kinds), min(3, len(kinds)))
        yield [node for kind in mixed for node in take(kind, dice.choice((1, 4, 20)))]


def _take(kinds: dict[str, list[str]], dice: random.Random, kind: str, number: int) -> list[str]:
    return dice.sample(kinds[kind], min(number, len(kinds[kind])))


def answered(graph: Graph, dice: random.Random) -> Iterator[list[str]]:
    """All that each ready question and its result name; those not that nothing of the graph can be asked of."""
    kinds = by_kind(graph.store)
    for question in queries.ready():
        given = {one.name: _value(graph, kinds, one, dice) for one in question.parameters}
        if None not in given.values():
            asked = graph.asked(question.name, {name: value for name, value in given.items() if value})
            yield list(focus.named(asked.named(graph.store.select(asked.sparql, asked.values))))


def _value(graph: Graph, kinds: dict[str, list[str]], one: Parameter, dice: random.Random) -> str | None:
    """A node of the graph where a parameter takes one; empty where it may be left out."""
    kind = "country" if one.type == "actor" else one.type
    if focus.of_kind(f"{kind}:") is None and kind != "series":
        return one.example if one.default is None else ""
    nodes = kinds.get(kind, [])
    return next((node for node in dice.sample(nodes, len(nodes)) if _known(graph, one.type, node)), None)


def _known(graph: Graph, kind: str, node: str) -> bool:
    try:
        return bool(graph.references.resolve(kind, node))
    except UnknownName:
        return False
