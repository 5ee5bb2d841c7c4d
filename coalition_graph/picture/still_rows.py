"""What a still shows: who stands where on a proposal on a day, in order, and the finding in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coalition_graph import text
from coalition_graph.picture import still_look as look
from coalition_graph.picture.records import Payload, Position, Words

__all__ = ["Band", "Row", "bands", "day_in_words", "finding", "sources", "spoken", "status", "words"]

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A list of sources longer than this tells a reader no more.
_LISTED: Final = 24


@dataclass(frozen=True, slots=True)
class Row:
    """An actor with the positions that it holds: several where sources disagree."""

    actor: int
    held: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A proposal with its rows."""

    proposal: int
    rows: tuple[Row, ...]

    @property
    def held(self) -> tuple[Position, ...]:
        """All positions, from top to bottom."""
        return tuple(position for row in self.rows for position in row.held)


def bands(payload: Payload, proposals: Sequence[str]) -> tuple[Band, ...]:
    """Return a band per proposal on which a position holds on the payload's day; the first one always."""
    place = {node.name: index for index, node in enumerate(payload.nodes)}
    asked = [place[name] for name in proposals if name in place]
    made = [Band(proposal, _rows(payload, proposal)) for proposal in asked]
    return tuple(band for band in made if band.rows) or tuple(made[:1])


def _rows(payload: Payload, proposal: int) -> tuple[Row, ...]:
    found: dict[int, list[Position]] = {}
    for position in payload.positions:
        if position.proposal == proposal and _holds(position.since, position.until, payload.asof):
            found.setdefault(position.actor, []).append(position)
    rows = [Row(actor, tuple(held)) for actor, held in found.items()]
    return tuple(sorted(rows, key=lambda row: _rank(payload, row)))


def _holds(since: str | None, until: str | None, day: str | None) -> bool:
    if day is None:
        return until is None
    return since is not None and since <= day and (until is None or day < until)


def _rank(payload: Payload, row: Row) -> tuple[bool, int, tuple[int, ...], str, int]:
    """Who is counted first, then by stance; who names the same conditions stands together."""
    node, first = payload.nodes[row.actor], row.held[0]
    place = look.KEYS.index(look.key(first))
    return node.kind == "unnamed", place, first.conditions or (), text.fold(node.label), row.actor


def status(payload: Payload, condition: int) -> str:
    """Return the status of a condition on the payload's day."""
    spans = (span for row in payload.conditions if row.node == condition for span in row.status)
    return next((told for since, until, told in spans if _holds(since, until, payload.asof)), "open")


def finding(band: Band) -> str:
    """Return how many stand where, as `positions` counts: “4 open, 3 on condition, 1 opposes, 1 unclear”."""
    count = Counter(look.key(position) for position in band.held if position.counted)
    parts = [_counted(look.STANCES[key], count[key]) for key in look.KEYS if count[key]]
    unclear = sum(any(position.ambiguous for position in row.held) for row in band.rows)
    return ", ".join([*parts, f"{unclear} unclear"] if unclear else parts)


def _counted(stance: look.Stance, number: int) -> str:
    return f"{number} {stance.one if number == 1 else stance.several}"


def words(payload: Payload, position: Position) -> Words:
    """Return the words that a position rests on first."""
    return payload.words[payload.statements[position.statements[0]].words]


def sources(payload: Payload, shown: Sequence[Band]) -> str:
    """Return the sources behind what is shown as one line: publisher, title, date."""
    rests = {place for band in shown for position in band.held for place in position.statements}
    found = sorted({source for place in rests if (source := _source(payload, place)) is not None})
    cited = [_cited(payload, place) for place in found]
    more = [f"and {len(cited) - _LISTED} more"] if len(cited) > _LISTED else []
    head = "Source" if len(cited) == 1 else f"{len(cited)} sources"
    return f"{head}: {'; '.join([*cited[:_LISTED], *more])}." if cited else ""


def _source(payload: Payload, statement: int) -> int | None:
    return payload.words[payload.statements[statement].words].source


def _cited(payload: Payload, place: int) -> str:
    source = payload.sources[place]
    title = source.title if len(source.title) <= 90 else f"{source.title[:88].rstrip(' ,;:.')}…"
    return ", ".join(part for part in (source.publisher or source.author, title, source.published) if part)


def day_in_words(day: str) -> str:
    """Return a day as a reader writes it.

    >>> day_in_words("2025-03-07")
    '7 Mar 2025'
    """
    year, month, date = day.split("-")
    return f"{int(date)} {_MONTHS[int(month) - 1]} {year}"


def spoken(payload: Payload, row: Row) -> Iterator[str]:
    """Say each position of a row in one breath, for whoever cannot see it."""
    for position in row.held:
        named = " and ".join(payload.nodes[place].label for place in position.conditions or ())
        hangs = f": {named}" if named else ""
        yield f"{look.title(position)}{hangs}"
