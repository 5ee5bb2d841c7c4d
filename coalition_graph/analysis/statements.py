"""The table of statements: flat rows that can be read again as a table."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from coalition_graph.analysis.attendance import belongings
from coalition_graph.analysis.fetching import Words, fetch, words
from coalition_graph.analysis.judgement import Groups, Question, fetched, straddling
from coalition_graph.analysis.nodes import Name, called, names
from coalition_graph.analysis.positions import ids
from coalition_graph.analysis.said import Offer, Said, spelled
from coalition_graph.store import Node, Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import WORST_CREDIBILITY, local

__all__ = ["Said", "fetch", "statements"]

_OFFER: Final = ("kind", "min", "max", "unit", "area", "stage", "joint")
COLUMNS: Final = (
    "source",
    "id",
    "actor",
    "speaker",
    "stance",
    "proposal",
    "conditions",
    *(f"contribution.{key}" for key in _OFFER),
    "reason",
    "said",
    "to",
    "at",
    "credibility",
    "quote",
    "start",
    "summary",
    "locator",
    "attribution",
    "via",
    "note",
)
_TOLD: Final = ("quote", "start", "summary", "locator", "attribution", "via", "note")
_ACTORS = "SELECT ?statement ?actor WHERE { ?statement a cg:Statement ; cg:actor ?actor } ORDER BY ?actor"
_JOINT = """SELECT ?statement ?other WHERE {
  ?statement cg:actor ?actor ; cg:stance ?stance ; cg:actor ?other
} ORDER BY ?other"""


def statements(
    store: Store,
    *,
    proposal: str | None = None,
    actor: str | None = None,
    as_of: dt.date | None = None,
    on_record: bool = False,
    expand_groups: bool = False,
) -> Table:
    """Return every statement that counts as of a day, one row each, in order of source and id.

    A joint statement is one row that names all its actors, also where one of them was asked for. What
    `--format csv` makes of this table can be put into a dossier as `statements.csv`.

    Args:
        expand_groups: with `actor`, also the statements of groups that it is a member of as of the day.

    The other arguments as in `positions.positions`.
    """
    question = Question(proposal, actor, as_of, on_record, expand_groups)
    groups = Groups(belongings(store) if expand_groups else (), as_of)
    said = fetched(store, proposal, actor, groups)
    around = None if actor is None else groups.around(actor)
    spoken, calls = words(store, proposals=proposal and [proposal], actors=around), names(store)
    counted = {one.node: one for one in said if one.counts(as_of, on_record)}
    actors = _joint(store, around)
    rows = [
        _row(one, actors[node], spoken.get(node, Words()), calls) for node, one in sorted(counted.items())
    ]
    return Table(COLUMNS, rows, straddling(said, question))


def _joint(store: Store, actors: Sequence[str] | None) -> Mapping[str, list[str]]:
    """Return all actors of each statement, also those that were not asked for."""
    found: dict[str, list[str]] = defaultdict(list)
    if actors is None:
        rows = store.select(_ACTORS).rows
    else:
        rows = [row for one in actors for row in store.select(_JOINT, {"actor": Node(one)}).rows]
    for node, actor in dict.fromkeys((str(row[0]), str(row[1])) for row in rows):
        found[node].append(actor)
    return found


def _row(said: Said, actors: Sequence[str], told: Words, calls: Mapping[str, Name]) -> tuple[Cell, ...]:
    named, _, id_ = local(said.node).partition(".")
    return (
        named if said.source else None,
        id_,
        "|".join(called(calls, actor).label.replace("|", "\\|") for actor in actors),
        told.speaker,
        said.stance,
        local(said.proposal),
        "none" if said.unconditional else spelled(said.expression) or None,
        *(_aligned(said.offers, key) for key in _OFFER),
        told.reason,
        told.said,
        ids(said.to),
        told.at,
        None if said.credibility == WORST_CREDIBILITY else said.credibility,
        *(getattr(told, key) for key in _TOLD),
    )


def _aligned(offers: Sequence[Offer], key: str) -> Cell:
    """Return one key of all contributions, with an empty place where one of several lacks it."""
    values: list[Cell] = [_barred(getattr(offer, key)) for offer in offers]
    if all(value is None for value in values):
        return None
    if len(values) == 1:
        return values[0]
    return "|".join("" if value is None else str(value) for value in values)


def _barred(value: Cell) -> Cell:
    """Return a value that a list may hold: a bar within a text is no separator."""
    return value.replace("|", "\\|") if isinstance(value, str) else value
