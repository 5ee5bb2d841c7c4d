"""The table of statements: flat rows that can be read again as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Unpack

from coalition_graph import text
from coalition_graph.analysis.groups import Groups, belongings
from coalition_graph.analysis.judgement import Asked, Question, straddling
from coalition_graph.analysis.nodes import Name, called, names
from coalition_graph.analysis.positions import ids
from coalition_graph.analysis.recorded import Recorded, having, recorded
from coalition_graph.analysis.said import Offer, Said, spelled
from coalition_graph.analysis.values import whole_or_none
from coalition_graph.garbage import left_alone
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import WORST_CREDIBILITY, local

__all__ = ["COLUMNS", "Rows", "parts", "statements"]

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
_TOLD: Final = ("summary", "locator", "attribution", "via", "note")
_SPEAKERS: Final = ("cg:speaker", "?speaker", "?speaker rdfs:label ?label")
# What nobody declared stands nowhere but in the statements that name it.
_IN_WORDS: Final = """?condition a cg:Condition ; rdfs:label ?text
  FILTER NOT EXISTS { ?condition cg:conditionKind|cg:requires ?declared }"""
_NAMED: Final = {
    "cg:condition": ("?condition", _IN_WORDS),
    "cg:expression": ("?root", f"?root (cg:anyOf|cg:allOf)+ ?condition . {_IN_WORDS}"),
}
# Brackets that a table pairs, and the backslash that hides a bar, could change how the words are read.
_AS_WORDS = re.compile(r"(?!(?:any|all)\s*\()(?=.*[^\w-])(?:[^()\\]|\([^()\\]*\))+")


@left_alone()
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
    rows: list[tuple[Cell, ...]] = []
    unsure: list[Said] = []
    for part in parts(store, **asked):
        rows += part.rows
        unsure += part.unsure
    return Table(COLUMNS, rows, straddling(unsure, question))


@dataclass(frozen=True, slots=True)
class Rows:
    """A part of the table of statements.

    Args:
        rows: under `COLUMNS`.
        shown: what they show, in the same order.
        unsure: what is left out because nobody can tell whether it was said by the day.
    """

    rows: list[tuple[Cell, ...]]
    shown: list[Recorded]
    unsure: list[Said]


def parts(store: Store, **asked: Unpack[Asked]) -> Iterator[Rows]:
    """Yield the table of statements part by part, so that a large one need not be held; see `statements`."""
    question = Question(**asked)
    groups = Groups(belongings(store) if question.expand_groups else (), question.as_of)
    actors = None if question.actor is None else groups.around(question.actor)
    proposals = None if question.proposal is None else [question.proposal]
    calls = names(store)
    for part in recorded(store, proposals=proposals, actors=actors):
        shown = [one for one in part if one.said.counts(question.as_of, question.on_record)]
        unsure = [one.said for one in part if one.said.straddles(question.as_of)]
        speakers, worded = _speakers(store, shown, calls), _worded(store, shown)
        yield Rows([_row(one, calls, speakers, worded) for one in shown], shown, unsure)


def _speakers(store: Store, part: Sequence[Recorded], calls: Mapping[str, Name]) -> Mapping[str, str]:
    """Return what the speakers of a part are called; the few that are no actors are asked for."""
    nodes = {str(one.cell("cg:speaker")) for one in part}
    found = {node: calls[node].label for node in nodes if node in calls}
    others = (one.facts for one in part if str(one.cell("cg:speaker")) not in calls)
    for asked in having("cg:speaker", others):
        found |= {str(node): str(label) for node, label in asked.beside(store, "?speaker ?label", *_SPEAKERS)}
    return found


def _worded(store: Store, part: Sequence[Recorded]) -> Mapping[str, str]:
    """Return the words of conditions that need no declaration: they make the same condition when read."""
    found: dict[str, str] = {}
    for key, (thing, pattern) in _NAMED.items():
        for asked in having(key, (one.facts for one in part)):
            rows = asked.beside(store, "DISTINCT ?condition ?text", key, thing, pattern)
            found |= {str(node): str(words) for node, words in rows}
    return {
        node: words.replace("|", "\\|")
        for node, words in found.items()
        if text.slug(words) == local(node) and _AS_WORDS.fullmatch(words)
    }


def _row(
    one: Recorded, calls: Mapping[str, Name], speakers: Mapping[str, str], worded: Mapping[str, str]
) -> tuple[Cell, ...]:
    said = one.said
    named, _, id_ = local(said.node).partition(".")
    speaker = str(one.cell("cg:speaker") or "")
    return (
        named if said.source else None,
        id_,
        "|".join(called(calls, actor).label.replace("|", "\\|") for actor in one.actors),
        speakers.get(speaker) or local(speaker) or None,
        said.stance,
        local(said.proposal),
        "none" if said.unconditional else spelled(said.expression, words=worded) or None,
        *(_aligned(said.offers, key) for key in _OFFER),
        one.text("cg:reason"),
        one.text("cg:saidOn"),
        ids(said.to),
        local(one.text("cg:at") or "") or None,
        None if said.credibility == WORST_CREDIBILITY else said.credibility,
        one.text("cg:quote"),
        whole_or_none(one.cell("cg:quoteStart")),
        *(one.text(f"cg:{key}") for key in _TOLD),
    )


def _aligned(offers: Sequence[Offer], key: str) -> Cell:
    """Return one key of all contributions, with an empty place where one of several lacks it."""
    if not offers:
        return None
    values: list[Cell] = [_barred(getattr(offer, key)) for offer in offers]
    if all(value is None for value in values):
        return None
    if len(values) == 1:
        return values[0]
    return "|".join("" if value is None else str(value) for value in values)


def _barred(value: Cell) -> Cell:
    """Return a value that a list may hold: a bar within a text is no separator."""
    return value.replace("|", "\\|") if isinstance(value, str) else value
