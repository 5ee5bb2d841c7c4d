"""What a picture is narrowed to: the rows that name what a query's result names, and nothing else.

Of each kind of which something is named (actors, proposals, conditions, meetings, sources, statements,
positions, attendances), a row that has one must have one of those. A position is pictured with its whole
course and all statements that it rests on, for a gap in it would read as silence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from coalition_graph.analysis.presence import Presence
from coalition_graph.analysis.rule import Pair
from coalition_graph.analysis.said import Said
from coalition_graph.picture.spans import Judged, Span
from coalition_graph.store import Store
from coalition_graph.table import Table
from coalition_graph.vocabulary import OURS, batches

__all__ = ["EVERYTHING", "Focus", "Nodes", "Spans", "named", "narrowed", "of_kind"]

Nodes = frozenset[str]
Spans = Sequence[Span[Judged]]

_ACTORS: Final = dict.fromkeys(("country", "organisation", "group", "person", "unnamed"), "actor")
_THINGS: Final = ("proposal", "condition", "meeting", "source", "statement", "position", "attendance")
# By the prefix of a node, what it is to a row; other nodes cannot be pictured.
_KINDS: Final = {**_ACTORS, **{kind: kind for kind in _THINGS}}
_NODE: Final = re.compile(rf"(?:{'|'.join(OURS)}):\w[\w.-]*")
# What is no node of a picture, but tells of one: a report, an inner node, a series.
_TOLD: Final = """
SELECT ?of WHERE {
  VALUES ?node { %s }
  { ?node a cg:MeetingReport ; cg:meeting ?of } UNION { ?node a cg:StatusReport ; cg:ofCondition ?of }
  UNION { ?of cg:contribution|cg:expression|cg:requires|cg:inSeries ?node }
}"""


def named(table: Table) -> tuple[str, ...]:
    """Return the nodes that a table names, each once, in the order of its rows.

    >>> named(Table(("who", "n", "said"), [("country:SE", 3, "a: b"), ("country:SE", None, "cg:actor")]))
    ('country:SE',)
    """
    cells = (cell for row in table.rows for cell in row if isinstance(cell, str) and _NODE.fullmatch(cell))
    return tuple(dict.fromkeys(cells))


def of_kind(node: str) -> str | None:
    """Return what a node is to a row; None for one that cannot be pictured.

    >>> of_kind("country:SE"), of_kind("https://example.org/a")
    ('actor', None)
    """
    return _KINDS.get(node.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Focus:
    """The nodes that a picture is narrowed to, by kind; None for a picture of everything.

    >>> focus = Focus({"actor": frozenset({"country:SE"}), "meeting": frozenset({"meeting:paris"})})
    >>> focus.shows(["country:SE", "proposal:force"]), focus.shows(["country:SE", "meeting:london"])
    (True, False)
    """

    kinds: Mapping[str, Nodes] | None = None

    @classmethod
    def on(cls, store: Store, nodes: Iterable[str]) -> Self:
        """Return the focus on some nodes, by their prefixed names; what cannot be pictured is passed over."""
        given = [node for node in dict.fromkeys(nodes) if _NODE.fullmatch(node)]
        told = (str(of) for listed in batches(given) for (of,) in store.select(_TOLD % listed).rows)
        return cls({kind: frozenset(found) for kind, found in _by_kind((*given, *told)).items()})

    @property
    def nodes(self) -> Nodes | None:
        """All nodes of the focus."""
        return None if self.kinds is None else frozenset().union(*self.kinds.values())

    def shows(self, names: Iterable[str]) -> bool:
        """Return whether a row that names these nodes is pictured."""
        if self.kinds is None:
            return True
        shared = [found & self.kinds[kind] for kind, found in _by_kind(names).items() if kind in self.kinds]
        return bool(shared) and all(shared)

    def shows_presence(self, presence: Presence) -> bool:
        """Return whether a presence is pictured; who came and who was stood for count as its actors."""
        who = (presence.actor, *presence.persons, *presence.represented_by)
        reports = (report.node for report in presence.reports)
        return self.shows((presence.meeting, presence.source or "", *who, *reports))


EVERYTHING: Final = Focus()


def narrowed(
    focus: Focus, said: Sequence[Said], spans: Spans, speakers: Mapping[str, str]
) -> tuple[Sequence[Said], Spans]:
    """Return the statements and positions that are pictured.

    Args:
        focus: what is named.
        said: all statements.
        spans: all positions over time.
        speakers: by statement; they count as its actors.
    """
    if focus.kinds is None:
        return said, spans
    positions: dict[Pair, set[str]] = defaultdict(set)
    for span in spans:
        positions[_pair(span)].add(span.value[0].node)
    shown = {
        (one.node, one.actor): (one.proposal, one.actor)
        for one in said
        if focus.shows((*_names(one, speakers), *positions[one.proposal, one.actor]))
    }
    pairs = set(shown.values())
    kept = [span for span in spans if _pair(span) in pairs]
    carried = {(node, span.value[0].actor) for span in kept for node in span.value[0].basis}
    pictured = shown.keys() | carried
    return [one for one in said if (one.node, one.actor) in pictured], kept


def _pair(span: Span[Judged]) -> Pair:
    held, _ = span.value
    return held.proposal, held.actor


def _names(one: Said, speakers: Mapping[str, str]) -> tuple[str, ...]:
    conditions = one.expression.leaves() if one.expression else ()
    beside = (one.source, speakers.get(one.node))
    return one.node, one.actor, one.proposal, *conditions, *one.to, *filter(None, beside)


def _by_kind(nodes: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if kind := of_kind(node):
            found[kind].add(node)
    return found
