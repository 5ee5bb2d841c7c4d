"""The built-in names, as `data/reference/` gives them; each table is read and made when first asked for."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from coalition_graph import resources
from coalition_graph.model import Agent, Membership
from coalition_graph.names.spelling import Index, index
from coalition_graph.vocabulary import ActorKind

__all__ = [
    "BuiltIn",
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

_KINDS: dict[str, ActorKind] = {"organisation": "organisation", "group": "group"}


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One country, organisation or group with all its English names.

    Args:
        codes: ISO 3166 alpha-2 and alpha-3 of a country; the id of an organisation or group.
        names: aliases and demonyms.
        seats: capital and seats of government, which stand for it only where it speaks.
    """

    agent: Agent
    codes: tuple[str, ...]
    names: tuple[str, ...]
    seats: tuple[str, ...]


@cache
def built_in() -> tuple[BuiltIn, ...]:
    """Return every country by code, then organisations and groups.

    >>> built_in()[0].agent.label
    'Andorra'
    """
    return (*map(_country, _rows("countries.csv")), *map(_group, _rows("group_names.csv")))


def _country(row: dict[str, str]) -> BuiltIn:
    code = row["code"]
    agent = Agent(f"country:{code}", "country", row["name"], code, wikidata=row["wikidata"] or None)
    names = (*_listed(row["aliases"]), *_listed(row["demonyms"]))
    return BuiltIn(agent, (code, row["alpha3"]), names, (*_listed(row["capital"]), *_listed(row["seats"])))


def _group(row: dict[str, str]) -> BuiltIn:
    kind = _KINDS[row["kind"]]
    # Of groups, tables show no code (DESIGN 6); their short form is a name like others.
    code = row["short"] if kind == "organisation" else ""
    agent = Agent(f"{kind}:{row['id']}", kind, row["name"], code, wikidata=row["wikidata"] or None)
    names = (*_listed(row["short"]), *_listed(row["aliases"]))
    return BuiltIn(agent, (row["id"],), names, _listed(row["seats"]))


@cache
def built_in_memberships() -> Mapping[str, tuple[Membership, ...]]:
    """Return who belongs to each built-in organisation and group, one entry a stay.

    >>> built_in_memberships()["organisation:EU"][0].member
    'country:BE'
    """
    return by_group(
        Membership(
            f"{row['kind']}:{row['group']}",
            f"country:{row['member']}",
            row["from"] or None,
            row["until"] or None,
        )
        for row in _rows("groups.csv")
    )


@cache
def built_in_agents() -> Mapping[str, Agent]:
    """Return every built-in actor by node."""
    return {item.agent.node: item.agent for item in built_in()}


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


@cache
def other_names() -> Index:
    """Return the names in other languages than English; it is the largest table, so asked last.

    >>> other_names()["sverige"]
    ('country:SE',)
    """
    nodes = {item.codes[0]: item.agent.node for item in built_in()}
    with (resources.reference() / "country_names.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return index((name, nodes[code]) for code, name, _ in rows)


def by_group(stays: Iterable[Membership]) -> Mapping[str, tuple[Membership, ...]]:
    """Return memberships by the group or organisation they are of, in the order given."""
    found: dict[str, list[Membership]] = defaultdict(list)
    for each in stays:
        found[each.group].append(each)
    return {group: tuple(members) for group, members in found.items()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (resources.reference() / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
