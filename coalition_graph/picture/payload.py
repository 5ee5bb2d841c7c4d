"""From a store to what the page shows: everything fetched once, decided by the analysis, put into rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from coalition_graph.analysis.conditions import needs_of
from coalition_graph.analysis.fetching import words
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Said
from coalition_graph.errors import UsageError
from coalition_graph.picture import phrases, records
from coalition_graph.picture.focus import EVERYTHING, Focus, Spans
from coalition_graph.picture.meetings import Met, met
from coalition_graph.picture.rules import Rules, compiled
from coalition_graph.picture.spans import Span
from coalition_graph.picture.tables import Rows
from coalition_graph.picture.telling import Told, told
from coalition_graph.store import Node, Store
from coalition_graph.vocabulary import WORST_CREDIBILITY

__all__ = ["parts", "payload"]

UNTITLED: Final = "Coalition graph"
NOTHING: Final = (
    "the result names nothing that can be pictured; "
    "let it return actors, proposals, conditions, meetings, sources or statements of this graph"
)
_TITLE: Final = "SELECT ?title WHERE { ?dossier a cg:Dossier ; dcterms:title ?title } ORDER BY ?title"
_WITHIN: Final = "SELECT ?part WHERE { ?part skos:broader* ?whole } ORDER BY ?part"


def payload(
    store: Store,
    *,
    proposal: str | None = None,
    as_of: dt.date | None = None,
    only: Iterable[str] | None = None,
) -> records.Payload:
    """Return everything that the page shows.

    Args:
        proposal: node of the proposal to open on; without it the one that most take a position on.
        as_of: day to open on; without it everything counts, undated words too.
        only: nodes to narrow it to; positions and counts are worked out from everything all the same.

    Raises:
        UsageError: `only` names nothing that can be pictured.
    """
    made = _gathered(store, EVERYTHING if only is None else Focus.on(store, only))
    if only is not None and not made.nodes and not made.sources:
        raise UsageError(NOTHING)
    day = as_of.isoformat() if as_of else None
    return replace(made, proposal=_opening(store, made, proposal), asof=day)


def _gathered(store: Store, focus: Focus) -> records.Payload:
    rows, found = Rows(store, focus.nodes), told(store, focus)
    statements = tuple(_statements(store, rows, found.said, found.speakers))
    positions = tuple(_positions(rows, found.spans, statements))
    conditions = tuple(_conditions(rows, found))
    gathered = met(store, rows, focus)
    days = _days(statements, positions, conditions, gathered)
    return records.Payload(
        title=_title(store, focus),
        nodes=rows.nodes(),
        sources=rows.sources(),
        words=rows.words(),
        statements=statements,
        positions=positions,
        conditions=conditions,
        meetings=gathered.meetings,
        presences=gathered.presences,
        first=min(days, default=None),
        last=max(days, default=None),
        rules=_rules(rows, found) if focus.kinds is None else None,
    )


def _rules(rows: Rows, found: Told) -> Rules:
    """What scenarios are played by; a narrowed picture has none, for they hang on what it leaves out."""
    shown = [span.value[0] for span in found.spans]
    return compiled(shown, found.rules, found.reports, lambda node: rows.node(node) if node in rows else None)


def _title(store: Store, focus: Focus) -> str:
    """The dossiers' titles; whoever is sent a narrowed picture must see that there is more."""
    titles = " · ".join(str(title) for (title,) in store.select(_TITLE).rows) or UNTITLED
    return titles if focus.kinds is None else f"{titles} (in part)"


def _statements(
    store: Store, rows: Rows, said: Sequence[Said], speakers: Mapping[str, str]
) -> Iterator[records.Statement]:
    evidence = words(store, {one.node for one in said})
    named = (leaf for one in said if one.expression for leaf in one.expression.leaves())
    rows.look_up(named, (one.source for one in said))
    for one in sorted(said, key=lambda one: (one.latest or dt.date.min, one.node, one.actor)):
        told = evidence[one.node]
        speaker = speakers.get(one.node)
        yield records.Statement(
            name=one.node,
            actor=rows.node(one.actor),
            proposal=rows.node(one.proposal),
            stance=one.stance,
            words=rows.word(one.source, told.quote, told.summary, told.locator, one.attribution, told.via),
            day=one.latest.isoformat() if one.latest else None,
            said=told.said,
            speaker=rows.node(speaker) if speaker else None,
            conditions=rows.all(sorted(one.expression.leaves())) if one.expression else None,
            expression=phrases.conditions(one.expression, rows.label),
            contribution=phrases.offers(one.offers),
            reason=told.reason,
            to=rows.all(one.to),
            credibility=None if one.credibility == WORST_CREDIBILITY else str(one.credibility),
        )


def _positions(
    rows: Rows, spans: Spans, statements: Sequence[records.Statement]
) -> Iterator[records.Position]:
    place = {(row.name, row.actor): index for index, row in enumerate(statements)}
    for span in spans:
        held, conditional = span.value
        actor = rows.node(held.actor)
        yield records.Position(
            name=held.node,
            actor=actor,
            proposal=rows.node(held.proposal),
            stance=held.stance,
            statements=tuple(place[node, actor] for node in held.basis),
            since=span.since,
            until=span.until,
            conditional=conditional or None,
            conditions=rows.all(held.conditions),
            ambiguous=held.ambiguous or None,
            counted=_counted(held) or None,
            contribution=phrases.offers(held.offers),
        )


def _counted(held: Position) -> bool:
    return not held.ambiguous and not held.actor.startswith("unnamed:")


def _conditions(rows: Rows, found: Told) -> Iterator[records.Condition]:
    kinds = rows.conditions()
    rows.look_up(node for need in needs_of(kinds, found.rules) for node in need if node)
    for node, kind in kinds.items():
        required = phrases.requirement(found.rules.get(node), rows.label)
        statuses = tuple(map(_status, found.conditions.get(node, ())))
        yield records.Condition(rows.node(node), kind, required, statuses)


def _status(span: Span[str]) -> tuple[str | None, str | None, str]:
    return span.since, span.until, span.value


def _days(
    statements: Iterable[records.Statement],
    positions: Iterable[records.Position],
    conditions: Iterable[records.Condition],
    gathered: Met,
) -> list[str]:
    """Every day on which something is known to begin."""
    found = [row.day for row in statements] + [row.since for row in positions]
    found += [row.day for row in gathered.meetings]
    found += [since for row in conditions for since, _, _ in row.status]
    return [day for day in found if day]


def _opening(store: Store, made: records.Payload, asked: str | None) -> str | None:
    """The proposal to open on; of one that nobody speaks of itself, a part that somebody does."""
    count = Counter(made.nodes[row.proposal].name for row in made.positions if row.until is None)
    if asked is None:
        return max(sorted(count), key=lambda node: count[node], default=None)
    spoken_of = {made.nodes[row.proposal].name for row in made.positions}
    return next((node for node in parts(store, asked) if node in spoken_of), None)


def parts(store: Store, proposal: str) -> tuple[str, ...]:
    """Return a proposal and all that lie within it, itself first."""
    found = (str(row[0]) for row in store.select(_WITHIN, {"whole": Node(proposal)}).rows)
    return tuple(dict.fromkeys((proposal, *found)))
