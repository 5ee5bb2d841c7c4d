"""What was said, and from when to when it holds: of a whole graph, or as much as a narrowed picture shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coalition_graph.analysis.conditions import StatusReport, requirements, status_reports
from coalition_graph.analysis.excerpt import excerpt
from coalition_graph.analysis.fetching import fetch
from coalition_graph.analysis.intervals import film
from coalition_graph.analysis.pairs import fetch_pairs
from coalition_graph.analysis.said import Said
from coalition_graph.model import Requirement
from coalition_graph.picture import candidates
from coalition_graph.picture.focus import Focus, Spans, narrowed
from coalition_graph.picture.spans import Span, history
from coalition_graph.store import Store
from coalition_graph.vocabulary import asking

__all__ = ["Told", "told"]

_SPEAKERS: Final = "SELECT ?statement ?speaker WHERE { %s ?statement a cg:Statement ; cg:speaker ?speaker }"


@dataclass(frozen=True, slots=True)
class Told:
    """What a picture shows of statements, and of all that they hang on.

    Args:
        said: the statements that are pictured.
        spans: the positions that are pictured.
        conditions: from when to when each is reported, or comes to be, met or failed.
        speakers: by statement.
        rules: what conditions require to hold by themselves.
        reports: of the status of conditions.
    """

    said: Sequence[Said]
    spans: Spans
    conditions: Mapping[str, Sequence[Span[str]]]
    speakers: Mapping[str, str]
    rules: Mapping[str, Requirement]
    reports: Sequence[StatusReport]


def told(store: Store, focus: Focus) -> Told:
    """Return what a picture shows of statements; a narrowed one costs as much as it shows and hangs on."""
    rules, reports = requirements(store), status_reports(store)
    if focus.kinds is None:
        return whole(store, focus, rules, reports)
    named = focus.kinds.get("condition", frozenset())
    wanted = candidates.pairs(store, focus)
    own = fetch_pairs(store, wanted)
    shown = history(excerpt(store, own, rules, reports, named))
    spans = [span for span in shown.positions if (span.value[0].proposal, span.value[0].actor) in wanted]
    speakers = dict(_speakers(store, asking("statement", {one.node for one in own})))
    return Told(*narrowed(focus, own, spans, speakers), shown.conditions, speakers, rules, reports)


def whole(
    store: Store, focus: Focus, rules: Mapping[str, Requirement], reports: Sequence[StatusReport]
) -> Told:
    """Return the same from all that was ever said."""
    said, speakers = fetch(store), dict(_speakers(store, [""]))
    shown = history(film(said, reports, rules))
    found = narrowed(focus, said, shown.positions, speakers)
    return Told(*found, shown.conditions, speakers, rules, reports)


def _speakers(store: Store, asked: Iterable[str]) -> Iterator[tuple[str, str]]:
    rows = (row for which in asked for row in store.select(_SPEAKERS % which).rows)
    return ((str(statement), str(speaker)) for statement, speaker in rows)
