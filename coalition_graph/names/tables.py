"""The built-in names as tables from name to node, each made when first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from coalition_graph.model import Agent, Membership
from coalition_graph.names.reference import built_in, memberships, other_names
from coalition_graph.names.spelling import Index, index

__all__ = [
    "built_in",
    "built_in_agents",
    "built_in_memberships",
    "by_group",
    "codes",
    "english_names",
    "labels",
    "other_names",
    "seat_names",
    "small_codes",
]


def by_group(stays: Iterable[Membership]) -> Mapping[str, tuple[Membership, ...]]:
    """Return memberships by the group or organisation they are of, in the order given."""
    found: dict[str, list[Membership]] = defaultdict(list)
    for each in stays:
        found[each.group].append(each)
    return {group: tuple(members) for group, members in found.items()}


@cache
def built_in_agents() -> Mapping[str, Agent]:
    """Return every built-in actor by node."""
    return {item.agent.node: item.agent for item in built_in()}


@cache
def built_in_memberships() -> Mapping[str, tuple[Membership, ...]]:
    """Return the built-in memberships by group or organisation."""
    return by_group(memberships())


@cache
def codes() -> Index:
    """Return nodes by ISO code and by id of organisations and groups, as capitals go."""
    return {code: (item.agent.node,) for item in built_in() for code in item.codes}


@cache
def small_codes() -> Index:
    """Return nodes by code in any case, as options take it."""
    return index((code, nodes[0]) for code, nodes in codes().items())


@cache
def labels() -> Index:
    """Return nodes by English short name."""
    return index((item.agent.label, item.agent.node) for item in built_in())


@cache
def english_names() -> Index:
    """Return nodes by English alias and demonym."""
    return index((name, item.agent.node) for item in built_in() for name in item.names)


@cache
def seat_names() -> Index:
    """Return nodes by capital and seat of government."""
    return index((seat, item.agent.node) for item in built_in() for seat in item.seats)
