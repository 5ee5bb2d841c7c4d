"""The table of statements: flat rows that can be read again as a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Unpack

from coalition_graph import text
from coalition_graph.analysis.fetching import Words, fetch, words
from coalition_graph.analysis.groups import Groups, belongings
from coalition_graph.analysis.judgement import Asked, Question, straddling
from coalition_graph.analysis.needed import fetched
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
_JOINT = """SELECT ?statement ?other WHERE {
  ?statement cg:actor ?actor ; cg:stance ?stance ; cg:actor ?other
} ORDER BY ?other"""

# What nobody declared stands nowhere but in the statements that name it.
_IN_WORDS = """SELECT ?condition ?text WHERE {
  ?condition a cg:Condition ; rdfs:label ?text
  FILTER NOT EXISTS { ?condition cg:conditionKind|cg:requires ?declared }
}"""
# Brackets that a table pairs, and the backslash that hides a bar, could change how the words are read.
_AS_WORDS = re.compile(r"(?!(?:any|all)\s*\()(?=.*[^\w-])(?:[^()\\]|\([^()\\]*\))+")


def statements(store: Store, **asked: Unpack[Asked]) -> Table:
    """Return every statement that counts as of a day, one row each, in order of source and id.

    A joint statement is one row that names all its actors, also where one of them was asked for. A condition
    that no file declares stands in its own words. What `--format csv` makes of this table can be put into a
    dossier as `statements.csv`.

    Args:
        asked: what is wanted, by keyword; see `judgement.Question`. With `actor`, `expand_groups` adds the
            statements of groups that it is a member of as of the day.
    """
    question = Question(**asked)
    proposal, actor = question.proposal, question.actor
    groups = Groups(belongings(store) if question.expand_groups else (), question.as_of)
    said = fetched(store, proposal, actor, groups)
    around = None if actor is None else groups.around(actor)
    counted = {one.node: one for one in said if one.counts(question.as_of, question.on_record)}
    spoken, calls, worded = words(store, counted), names(store), _worded(store)
    actors = _actors(store, said, around)
    rows = [
        _row(one, actors[node], spoken.get(node, Words()), calls, worded)
        for node, one in sorted(counted.items())
    ]
    return Table(COLUMNS, rows, straddling(said, question))


def _worded(store: Store) -> Mapping[str, str]:
    """Return the words of conditions that need no declaration: they make the same condition when read."""
    found = ((str(node), str(words)) for node, words in store.select(_IN_WORDS).rows)
    return {
        node: words.replace("|", "\\|")
        for node, words in found
        if text.slug(words) == local(node) and _AS_WORDS.fullmatch(words)
    }


def _actors(store: Store, said: Iterable[Said], asked: Sequence[str] | None) -> Mapping[str, list[str]]:
    """Return all actors of each statement, also those that were not asked for."""
    spoken = [(one.node, one.actor) for one in said] if asked is None else _joint(store, asked)
    found: dict[str, list[str]] = defaultdict(list)
    for node, actor in dict.fromkeys(spoken):
        found[node].append(actor)
    return found


def _joint(store: Store, actors: Iterable[str]) -> Iterator[tuple[str, str]]:
    for one in actors:
        for node, actor in store.select(_JOINT, {"actor": Node(one)}).rows:
            yield str(node), str(actor)


def _row(
    said: Said, actors: Sequence[str], told: Words, calls: Mapping[str, Name], worded: Mapping[str, str]
) -> tuple[Cell, ...]:
    named, _, id_ = local(said.node).partition(".")
    return (
        named if said.source else None,
        id_,
        "|".join(called(calls, actor).label.replace("|", "\\|") for actor in actors),
        told.speaker,
        said.stance,
        local(said.proposal),
        "none" if said.unconditional else spelled(said.expression, words=worded) or None,
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
