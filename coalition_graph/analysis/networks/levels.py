"""For whom a statement counts: the actor as coded, or its country, organisation, person or party."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from coalition_graph.analysis.groups import Belonging
from coalition_graph.analysis.networks.options import Level
from coalition_graph.analysis.networks.ties import UNDATED, Ties
from coalition_graph.store import Store
from coalition_graph.vocabulary import local

__all__ = ["Post", "at_level", "posts"]

_POSTS: Final = """
SELECT ?person ?of ?party ?from ?until WHERE {
  ?person a cg:Person . ?membership org:member ?person
  OPTIONAL { ?membership org:organization ?of }
  OPTIONAL { ?membership cg:party ?party }
  OPTIONAL { ?membership cg:from ?from }
  OPTIONAL { ?membership cg:until ?until }
}"""


@dataclass(frozen=True, slots=True)
class Post:
    """A person's post: of what, in which party, and when.

    Args:
        of: the country, organisation or group; empty where none is told.
        party: as written; empty where none is told.
    """

    of: str
    party: str
    stay: Belonging


Posts = dict[str, list[Post]]


def posts(store: Store) -> Posts:
    """Return the posts of each person, in the order of their node."""
    found: Posts = defaultdict(list)
    for person, of, party, since, until in sorted(store.select(_POSTS).rows, key=str):
        stay = Belonging.written(of or "", person, since, until)
        found[str(person)].append(Post(str(of or ""), str(party or ""), stay))
    return found


def at_level(found: Ties, level: Level | None, known: Posts) -> tuple[Ties, int]:
    """Return ties counted for nodes of a level, each statement once per node; and how many have none there.

    At `country` and `organisation` an actor counts for itself, and a person for the country or organisation
    of the post on that day; groups count for no member. `person` is the speaker, or an actor who is one;
    `party` is that person's party on that day.
    """
    if level is None:
        return found, 0
    node = _NODES[level]
    told = zip(found.actors, found.speakers, found.last.tolist(), strict=True)
    actors = [node(*row, known) for row in told]
    kept: dict[tuple[str, str, str], int] = {}
    for place, (id_, actor, thing) in enumerate(zip(found.ids, actors, found.things, strict=True)):
        if actor:
            kept.setdefault((id_, actor, thing), place)
    places = np.array(list(kept.values()), dtype=np.int64)
    counted = replace(found, actors=np.array(actors, dtype=object)).where(places)
    return counted, len({*found.ids} - {*counted.ids})


def _on(person: str, day: int, known: Posts) -> list[Post]:
    on = None if day == UNDATED else dt.date.fromordinal(day)
    return [post for post in known.get(person, ()) if post.stay.holds(on)]


def _of(kind: str) -> Callable[[str, str, int, Posts], str]:
    def node(actor: str, speaker: str, day: int, known: Posts) -> str:  # noqa: ARG001
        if actor.startswith("person:"):
            return next((post.of for post in _on(actor, day, known) if post.of.startswith(kind)), "")
        return actor if actor.startswith(kind) else ""

    return node


def _person(actor: str, speaker: str, day: int, known: Posts) -> str:  # noqa: ARG001
    return speaker


def _party(actor: str, speaker: str, day: int, known: Posts) -> str:  # noqa: ARG001
    held = _on(speaker, day, known)
    # Two countries may each have a party of one name.
    return next((f"party:{local(post.of)}.{post.party}" for post in held if post.party), "")


_NODES: Final[dict[Level, Callable[[str, str, int, Posts], str]]] = {
    "country": _of("country:"),
    "organisation": _of("organisation:"),
    "person": _person,
    "party": _party,
}
