"""Inner nodes told in words: contributions, condition expressions and requirements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from coalition_graph.analysis.nodes import Described, Name, among, called
from coalition_graph.analysis.said import Offer
from coalition_graph.store import Store
from coalition_graph.text import whole
from coalition_graph.vocabulary import local

__all__ = ["INNER", "inner", "told"]

# What leads from a node to its inner nodes; conditions inside an expression are no inner nodes.
INNER: Final = (
    "cg:contribution",
    "cg:consequent",
    "cg:expression",
    "cg:requires",
    "cg:anyOf",
    "cg:allOf",
)
_OFFERED: Final = ("cg:contributionKind", "cg:unit", "cg:area", "cg:stage", "cg:joint")
_JOINS: Final = (("cg:anyOf", "any"), ("cg:allOf", "all"))


def inner(store: Store, nodes: Iterable[Described]) -> dict[str, Described]:
    """Return the inner nodes that some nodes lead to, however deep."""
    found: dict[str, Described] = {}
    wanted = _led_to(nodes)
    while wanted:
        found |= among(store, wanted)
        wanted = _led_to(found.values()) - found.keys()
    return found


def told(node: str, inner: Mapping[str, Described], calls: Mapping[str, Name]) -> str:
    """Return an inner node in words: an offer, `any(a|b)`, `at_least 3 pledges land-force`."""
    return _told(node, inner, calls, frozenset())


def _told(node: str, inner: Mapping[str, Described], calls: Mapping[str, Name], above: frozenset[str]) -> str:
    found = inner.get(node)
    if found is None or node in above:
        return local(node)
    for key, word in _JOINS:
        if parts := found.all(key):
            return f"{word}({'|'.join(_told(part, inner, calls, above | {node}) for part in parts)})"
    return _offer(found) if "cg:Contribution" in found.all("rdf:type") else _requirement(found, calls)


def _offer(found: Described) -> str:
    least, most = (whole(found.text(key)) for key in ("cg:min", "cg:max"))
    kind, unit, area, stage, joint = map(found.text, _OFFERED)
    return str(Offer(found.node, kind, least, most, unit, area, stage or "announced", joint))


def _requirement(found: Described, calls: Mapping[str, Name]) -> str:
    who = [called(calls, actor).label for actor in found.all("cg:ofActor")]
    many = [
        f"{word} {number}"
        for key, word in (("cg:atLeast", "at_least"), ("cg:atLeastPersonnel", "at_least_personnel"))
        for number in found.all(key)
    ]
    stances = "|".join(map(local, found.all("cg:anyStance")))
    return " ".join(filter(None, (*who, *many, stances, *map(local, found.all("cg:onProposal")))))


def _led_to(nodes: Iterable[Described]) -> set[str]:
    linked = {value for node in nodes for key in INNER for value in node.all(key)}
    return {node for node in linked if not node.startswith("condition:") or "-requires-" in node}
