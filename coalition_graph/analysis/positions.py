"""The table of positions. The rule itself stands in `rule` and is offered from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Unpack

from coalition_graph.analysis.fetching import Words, words
from coalition_graph.analysis.judgement import Asked, Judgement, Question, judge
from coalition_graph.analysis.nodes import Name, called, join, names
from coalition_graph.analysis.rule import Position, hold
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import local

__all__ = ["Position", "hold", "positions"]

COLUMNS: Final = (
    "actor",
    "code",
    "proposal",
    "stance",
    "conditional",
    "conditions",
    "ambiguous",
    "contribution",
    "reason",
    "said",
    "published",
    "speaker",
    "attribution",
    "quote",
    "summary",
    "locator",
    "url",
    "source",
    "statement",
    "group",
)
_BEFORE: Final = ("reason", "said", "published", "speaker")
_AFTER: Final = ("quote", "summary", "locator", "url")


def positions(store: Store, **asked: Unpack[Asked]) -> Table:
    """Return who stands where as of a day, on which conditions, and the words that carry it.

    Args:
        asked: what is wanted, by keyword; see `judgement.Question`.
    """
    found = judge(store, Question(**asked))
    spoken = words(store, (said.node for one in found.positions for said in one.standing))
    calls = names(store)
    shown = sorted(found.positions, key=lambda one: order(one, calls))
    return Table(COLUMNS, [_row(one, found, spoken, calls) for one in shown], found.notes)


def order(position: Position, calls: Mapping[str, Name]) -> tuple[str, ...]:
    """Return what rows are sorted by: proposal, then the actor's name."""
    return (position.proposal, called(calls, position.actor).label, position.actor, position.stance)


def _row(
    position: Position, judgement: Judgement, spoken: Mapping[str, Words], calls: Mapping[str, Name]
) -> tuple[Cell, ...]:
    told = [spoken.get(one.node, Words()) for one in position.standing]
    name = called(calls, position.actor)
    return (
        name.label,
        name.code,
        local(position.proposal),
        position.stance,
        judgement.holding.conditional(position),
        ids(position.conditions),
        position.ambiguous,
        join(map(str, position.offers)),
        *(join(getattr(one, key) for one in told) for key in _BEFORE),
        join(one.attribution for one in position.standing),
        *(join(getattr(one, key) for one in told) for key in _AFTER),
        join(local(one.source) for one in position.standing if one.source),
        ids(one.node for one in position.standing),
        ids(position.group.split("|")),
    )


def ids(nodes: Iterable[str]) -> str | None:
    """Return the bare ids of nodes joined with `|`, or None for none.

    >>> ids(["condition:ceasefire", "condition:mandate"])
    'ceasefire|mandate'
    """
    return join(map(local, nodes))
