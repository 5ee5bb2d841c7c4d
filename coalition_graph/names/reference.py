"""The built-in names, as the tables in `data/reference/` give them; each is read when first needed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coalition_graph import resources
from coalition_graph.model import Agent, Membership
from coalition_graph.names.spelling import Index, index
from coalition_graph.vocabulary import ActorKind

__all__ = ["BuiltIn", "built_in", "memberships", "other_names"]

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
def memberships() -> tuple[Membership, ...]:
    """Return who belongs to which built-in organisation and group, one entry a stay.

    >>> memberships()[0].group
    'organisation:EU'
    """
    return tuple(
        Membership(
            f"{row['kind']}:{row['group']}",
            f"country:{row['member']}",
            row["from"] or None,
            row["until"] or None,
        )
        for row in _rows("groups.csv")
    )


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


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (resources.reference() / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
