"""The tables about meetings: which there were, who attended what, and the matrix of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from coalition_graph.analysis.nodes import Name, called, described, join, names
from coalition_graph.analysis.occasions import Occasion, occasions
from coalition_graph.analysis.presence import Presence, attended, presences, rank
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import local

__all__ = ["attendance", "matrix", "meetings"]

MEETINGS: Final = (
    "id",
    "date",
    "place",
    "level",
    "format",
    "series",
    "host",
    "named",
    "reported",
    "complete",
)
ATTENDANCE: Final = (
    "meeting",
    "date",
    "place",
    "actor",
    "code",
    "person",
    "as",
    "role",
    "mode",
    "status",
    "presence",
    "represented_by",
    "quote",
    "summary",
    "locator",
    "url",
    "source",
)
_ADDRESSES = "SELECT ?node ?key ?value WHERE { ?node a cg:Source ; cg:url ?value BIND(cg:url AS ?key) }"


def meetings(store: Store) -> Table:
    """Return one row a meeting in the order of time; facts on which sources differ are joined with `|`."""
    found, calls = occasions(store), names(store)
    named = attended(presences(store, found))
    return Table(
        MEETINGS, [_meeting(occasion, len(named[occasion.node]), calls) for occasion in found.values()]
    )


def attendance(store: Store, *, actor: str | None = None, meeting: str | None = None) -> Table:
    """Return who attended what, who was represented and by whom, who was only planned.

    Reports that differ all show: a row is one actor at one meeting by one source with one presence.

    Args:
        actor: node of an actor; of a person also where it came for another.
        meeting: node of a meeting.
    """
    at = None if meeting is None else [meeting]
    found, calls = occasions(store, at), names(store)
    addresses = described(store, _ADDRESSES, {})
    rows = []
    for presence in presences(store, found, actor=actor, at=at):
        url = addresses[presence.source].text("cg:url") if presence.source in addresses else None
        rows.append((*_place(presence, found), *_who(presence, calls), *_evidence(presence, url)))
    return Table(ATTENDANCE, rows)


def matrix(store: Store, *, actor: str | None = None, meeting: str | None = None) -> Table:
    """Return actors × meetings: the presence in a cell, several joined with `|`, none where nothing is said.

    Args:
        actor: node of an actor.
        meeting: node of a meeting; without it every meeting is a column, also one that names nobody.
    """
    at = None if meeting is None else [meeting]
    found, calls = occasions(store, at), names(store)
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for presence in presences(store, found, actor=actor, at=at):
        said[presence.actor][presence.meeting].add(presence.presence)
    actors = sorted(said, key=lambda node: _sorting(node, calls))
    rows = [(*_name(node, calls), *(_cell(said[node].get(one, ())) for one in found)) for node in actors]
    return Table(("actor", "code", *map(local, found)), rows)


def _meeting(occasion: Occasion, named: int, calls: Mapping[str, Name]) -> tuple[Cell, ...]:
    told = [occasion.fact(f"cg:{key}") for key in ("dateAsWritten", "place", "level", "format")]
    series = join(map(local, occasion.facts("cg:inSeries")))
    host = join(called(calls, node).label for node in occasion.facts("cg:host"))
    return local(occasion.node), *told, series, host, named, occasion.reported, _truth(occasion)


def _truth(occasion: Occasion) -> Cell:
    """Whether the list is complete; a source that does not say so disputes nothing."""
    said = occasion.facts("cg:complete")
    return said == ["true"] if len(said) < 2 else join(said)


def _place(presence: Presence, found: Mapping[str, Occasion]) -> tuple[Cell, ...]:
    occasion = found.get(presence.meeting)
    facts = ("cg:dateAsWritten", "cg:place")
    told = [occasion.fact(key, presence.source) if occasion else None for key in facts]
    return local(presence.meeting), *told


def _who(presence: Presence, calls: Mapping[str, Name]) -> tuple[Cell, ...]:
    """Role and mode are of who came: of one who was stood for they say nothing."""
    own = [join(presence.values(f"cg:{key}")) if presence.own else None for key in ("role", "mode")]
    status = None if presence.presence == "represented" else presence.presence
    return (
        *_name(presence.actor, calls),
        _called(presence.persons, calls),
        join(presence.values("cg:as")),
        *own,
        status,
        presence.presence,
        _called(presence.represented_by, calls),
    )


def _evidence(presence: Presence, url: str | None) -> tuple[Cell, ...]:
    told = (join(presence.values(f"cg:{key}")) for key in ("quote", "summary", "locator"))
    return *told, url, local(presence.source) if presence.source else None


def _name(node: str, calls: Mapping[str, Name]) -> tuple[Cell, ...]:
    name = called(calls, node)
    return name.label, name.code


def _called(nodes: Iterable[str], calls: Mapping[str, Name]) -> str | None:
    return join(called(calls, node).label for node in nodes)


def _sorting(node: str, calls: Mapping[str, Name]) -> tuple[str, str, str]:
    kind = node.partition(":")[0]
    return kind, called(calls, node).label, node


def _cell(said: Iterable[str]) -> str | None:
    ordered = sorted(said, key=rank)
    return join(ordered)
