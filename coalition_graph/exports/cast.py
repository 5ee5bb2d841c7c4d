"""The actors of a graph as rows: who they are, which posts they held, who belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from coalition_graph.analysis.nodes import Described, Name, called, described
from coalition_graph.names import Names
from coalition_graph.store import Store
from coalition_graph.vocabulary import local

__all__ = ["actors"]

Row = Mapping[str, str | None]

_ACTORS: Final = "SELECT ?node ?key ?value WHERE { ?node a cg:Actor ; ?key ?value }"
_STAYS: Final = "SELECT ?node ?key ?value WHERE { ?node a org:Membership ; ?key ?value }"


def actors(store: Store, calls: Mapping[str, Name]) -> Iterator[Row]:
    """Yield a row per actor; another for each further post, or for members of other days.

    Args:
        calls: the actors' names.
    """
    stays = list(described(store, _STAYS, {}).values())
    posts, members = _by(stays, "org:member"), _by(stays, "org:organization")
    for node, actor in described(store, _ACTORS, {}).items():
        person = node.startswith("person:")
        more = _posts(posts.get(node, ()), calls) if person else _members(node, members.get(node, ()), calls)
        rows = list(more)
        if Names.builtin().knows(node) and not rows and not _says_more(actor):
            continue
        first = {**_own(actor), **(rows[0] if rows else {})}
        yield first
        for row in rows[1:]:
            yield {"name": first["name"], "kind": first["kind"], "id": first["id"], **row}


def _by(stays: Sequence[Described], key: str) -> dict[str, list[Described]]:
    found: dict[str, list[Described]] = defaultdict(list)
    for stay in stays:
        for node in stay.all(key):
            found[node].append(stay)
    return found


def _says_more(actor: Described) -> bool:
    """Whether the dossier says of a built-in actor what the package does not."""
    known = Names.builtin().agent(actor.node)
    theirs = {key: actor.all(key) for key in ("skos:altLabel", "cg:note")}
    return any(theirs.values()) or _wikidata(actor) != known.wikidata


def _own(actor: Described) -> dict[str, str | None]:
    node = actor.node
    kind = node.partition(":")[0]
    builtin = Names.builtin().knows(node)
    short = actor.text("cg:code") if kind == "organisation" and not builtin else None
    return {
        "name": actor.text("rdfs:label") or local(node),
        "kind": kind,
        "id": None if builtin else local(node),
        "short": short,
        "aliases": "|".join(alias.replace("|", "\\|") for alias in actor.all("skos:altLabel")) or None,
        "wikidata": _wikidata(actor),
        "note": actor.text("cg:note"),
    }


def _wikidata(actor: Described) -> str | None:
    address = actor.text("skos:exactMatch")
    return address.rpartition("/")[2] if address else None


def _posts(stays: Sequence[Described], calls: Mapping[str, Name]) -> Iterator[Row]:
    for stay in sorted(stays, key=lambda one: (len(one.node), one.node)):
        of = stay.all("org:organization")
        yield {
            "post": stay.text("cg:post"),
            "of": called(calls, of[0]).label if of else None,
            "party": stay.text("cg:party"),
            "from": stay.text("cg:from"),
            "until": stay.text("cg:until"),
        }


def _members(node: str, stays: Sequence[Described], calls: Mapping[str, Name]) -> Iterator[Row]:
    """Members by the days of their stay; none of a built-in group that the dossier leaves as it is."""
    by_days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for stay in stays:
        for member in stay.all("org:member"):
            if not member.startswith("person:"):
                by_days[stay.text("cg:from") or "", stay.text("cg:until") or ""].append(member)
    told = {(member, *days) for days, members in by_days.items() for member in members}
    if told <= _builtin(node):
        return
    for (begin, end), members in sorted(by_days.items()):
        labels = sorted(called(calls, member).label.replace("|", "\\|") for member in members)
        yield {"members": "|".join(labels), "from": begin or None, "until": end or None}


def _builtin(node: str) -> set[tuple[str, str, str]]:
    if not Names.builtin().knows(node):
        return set()
    stays = Names.builtin().memberships(node)
    return {(stay.member, stay.from_ or "", stay.until or "") for stay in stays}
