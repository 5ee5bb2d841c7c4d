"""What the page is given: values that Python has decided, in rows that do not repeat themselves.

A reference is the place of a row in its list (`Position.actor` is a place in `Payload.nodes`); days are
`2025-03-27`; what is unknown is None and left out of the file. An interval `[since, until)` says when a value
holds: `until` None means still, `since` None means never on a day, only when no day is asked for (undated).

    Payload
    ├── nodes        every actor, person, proposal, condition and meeting, named once
    ├── sources      each with its title, address, publication and reliability
    ├── words        quote, summary, locator, attribution; shared by all rows that rest on them
    ├── statements   who said what; rest on words
    ├── positions    one row per actor, proposal and interval; rest on statements
    ├── conditions   with the intervals of their status
    ├── meetings     with the numbers named and reported
    └── presences    who was where, the strongest presence of an actor at a meeting first
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final

from coalition_graph import text
from coalition_graph.picture.made import made
from coalition_graph.picture.rules import Rules

__all__ = [
    "Condition",
    "Meeting",
    "Node",
    "Payload",
    "Position",
    "Presence",
    "Source",
    "Statement",
    "Words",
]

# A graph of more nodes opens on the matrix and draws only the neighbourhood of what is chosen.
LARGE: Final = 2000


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with a name: `name` is its node, `label` what a reader calls it."""

    name: str
    kind: str
    label: str
    code: str | None = None
    note: str | None = None
    aliases: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One text that was coded."""

    name: str
    title: str
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    reliability: str | None = None
    via: str | None = None
    accessed: str | None = None

    def origin(self) -> str:
        """Return where its words come from; what several sources pass on from one agency is one origin.

        >>> Source("source:a", "A", publisher="Example News", via="AFP").origin()
        'afp'
        """
        return (self.via or self.publisher or self.name).casefold()


@dataclass(frozen=True, slots=True)
class Words:
    """The words that carry one or more rows, where they stand, and from which origin they come."""

    source: int | None = None
    quote: str | None = None
    summary: str | None = None
    locator: str | None = None
    attribution: str | None = None
    via: str | None = None
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One source reports that an actor takes a stance; `day` is the latest day that it may be from."""

    name: str
    actor: int
    proposal: int
    stance: str
    words: int
    day: str | None = None
    said: str | None = None
    speaker: int | None = None
    conditions: tuple[int, ...] | None = None
    expression: str | None = None
    contribution: str | None = None
    reason: str | None = None
    to: tuple[int, ...] | None = None
    credibility: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands from one day to another; `counted` is false for what no sum may hold."""

    name: str
    actor: int
    proposal: int
    stance: str
    statements: tuple[int, ...]
    since: str | None = None
    until: str | None = None
    conditional: bool | None = None
    conditions: tuple[int, ...] | None = None
    ambiguous: bool | None = None
    counted: bool | None = None
    contribution: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with its status over time: `(since, until, status)`."""

    node: int
    kind: str | None = None
    requires: str | None = None
    status: tuple[tuple[str | None, str | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and what sources report of it.

    Args:
        named: distinct actors that some source names as attended.
        reported: what sources count, in words.
        counted: the same as one number or a span of numbers; expected counts are left out.
        of: what is counted, where all sources count the same.
        most: the largest number counted.
    """

    node: int
    named: int
    day: str | None = None
    date: str | None = None
    place: str | None = None
    level: str | None = None
    format: str | None = None
    series: str | None = None
    host: str | None = None
    reported: str | None = None
    counted: str | None = None
    of: str | None = None
    most: int | None = None
    complete: bool | None = None
    reports: tuple[tuple[str, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """One report that an actor was at a meeting, or was not, or was stood for by another."""

    actor: int
    meeting: int
    presence: str
    words: int
    persons: tuple[int, ...] | None = None
    post: str | None = None
    role: str | None = None
    mode: str | None = None
    by: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Payload:
    """All that the page shows, independent of any store.

    Args:
        title: of the page.
        first: first day of the slider; None where nothing is dated.
        last: last day of the data.
        proposal: node to open on, None for all.
        asof: day to open on, None for everything.
        rules: of scenarios; None where the picture lacks what they hang on.
    """

    title: str
    nodes: tuple[Node, ...] = ()
    sources: tuple[Source, ...] = ()
    words: tuple[Words, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    conditions: tuple[Condition, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    presences: tuple[Presence, ...] = ()
    first: str | None = None
    last: str | None = None
    proposal: str | None = None
    asof: str | None = None
    rules: Rules | None = None

    @property
    def large(self) -> bool:
        """Whether the graph is too large to be drawn whole."""
        return len(self.nodes) > LARGE

    def json(self) -> str:
        """Return the payload as JSON that can stand inside a `<script>` element.

        No character in it can end the element or begin a comment.

        >>> Payload("a</script>b").json().count("<")
        0
        """
        packed = {name: _pack(kind, getattr(self, name)) for name, kind in LISTS.items()}
        return _inert({**self._head(), **packed})

    def _head(self) -> dict[str, object]:
        view = "attendance" if self.large or not self.statements else "positions"
        numbers = {
            "statements": len({statement.name for statement in self.statements}),
            "meetings": len(self.meetings),
            "sources": len(self.sources),
            "origins": len({source.origin() for source in self.sources}),
        }
        return {
            "start": {"view": view, "proposal": self.proposal, "asof": self.asof},
            "first": self.first,
            "last": self.last,
            "large": self.large,
            "counts": numbers,
            "made": made(),
            "rules": self.rules and self.rules.packed(),
        }


LISTS: Final[dict[str, type]] = {
    "nodes": Node,
    "sources": Source,
    "words": Words,
    "statements": Statement,
    "positions": Position,
    "conditions": Condition,
    "meetings": Meeting,
    "presences": Presence,
}


def _pack(kind: type, rows: Iterable[Any]) -> dict[str, object]:
    rows = list(rows)
    columns = sorted((field.name for field in fields(kind)), key=lambda name: _unknown(rows, name))
    return {"columns": columns, "rows": [_row([getattr(row, name) for name in columns]) for row in rows]}


def _unknown(rows: Iterable[Any], column: str) -> int:
    """How often a column says nothing: such columns come last, where they can be left out."""
    return sum(getattr(row, column) is None for row in rows)


def _row(cells: list[object]) -> list[object]:
    """A row without the unknown values at its end."""
    while cells and cells[-1] is None:
        cells.pop()
    return cells


# What HTML would read inside a script element, and line ends that only JavaScript knows.
_MEANING = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def _inert(value: object) -> str:
    written = json.dumps(_clean(value), ensure_ascii=False, separators=(",", ":"))
    return written.translate(_MEANING)


def _clean(value: object) -> object:
    """Texts without control characters and the like, for they come from strangers."""
    if isinstance(value, str):
        return value if value.isprintable() else text.clean(value)
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value
