"""Where the cards and hexagons of a still stand: columns by rule, heights by the words inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coalition_graph.picture import still_look as look
from coalition_graph.picture import still_rows as rows
from coalition_graph.picture.records import Payload, Position, Words
from coalition_graph.picture.still_type import width, wrap

__all__ = ["Card", "Columns", "Hexagon", "Placed", "columns", "placed"]

WIDTH: Final = 960.0
MARGIN: Final = 28.0
BETWEEN: Final = 11.0
PARAPHRASE: Final = "paraphrase"
TITLE, WORDS, TAG, NAME, UNDER = 14.0, 13.0, 10.5, 13.0, 11.0
# Serif letters differ more from font to font, so they are taken for larger than they are.
SERIF: Final = 14.8
_BADGES: Final = ("anonymous", "inferred", "reported")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand: the middle of the actors, the edges of cards and of hexagons."""

    name: float
    actor: float
    card: tuple[float, float]
    hexagon: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Card:
    """A position in words, cut to the width of its column."""

    key: str
    title: str
    badges: tuple[str, ...]
    quoted: bool
    words: tuple[str, ...]
    offer: tuple[str, ...]
    conditions: tuple[int, ...]
    height: float
    top: float = 0.0

    @property
    def middle(self) -> float:
        """Half its height."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A condition beside the cards that name it."""

    condition: int
    status: str
    words: tuple[str, ...]
    cards: tuple[Card, ...]
    middle: float

    @property
    def height(self) -> float:
        """Room for its words."""
        return 18.0 + 15 * len(self.words)


@dataclass(frozen=True, slots=True)
class Placed:
    """A band with everything in its place: cards by row, and hexagons."""

    band: rows.Band
    stacks: tuple[tuple[Card, ...], ...]
    hexagons: tuple[Hexagon, ...]
    top: float
    bottom: float


def columns(payload: Payload, shown: Sequence[rows.Band]) -> Columns:
    """Return columns as wide as the names need; without conditions the cards take their room."""
    names = [payload.nodes[row.actor].label for band in shown for row in band.rows]
    name = min(190.0, max([60.0, *(width(label, NAME, bold=True) for label in names)]) + 2)
    actor = MARGIN + name + 9 + 22
    left = actor + 22 + 30
    right = WIDTH - MARGIN
    if any(position.conditions for band in shown for position in band.held):
        return Columns(name, actor, (left, right - 216 - 56), (right - 216, right))
    return Columns(name, actor, (left, right), (right, right))


def placed(payload: Payload, band: rows.Band, grid: Columns, top: float) -> Placed:
    """Return the band with its first row at `top`."""
    stacks, at = [], top
    for row in band.rows:
        stack = _stack([_card(payload, position, grid) for position in row.held], at)
        stacks.append(stack)
        at = stack[-1].top + stack[-1].height + BETWEEN
    hexagons = _hexagons(payload, [card for stack in stacks for card in stack], grid, top)
    ends = [at - BETWEEN, *(one.middle + one.height / 2 for one in hexagons)]
    return Placed(band, tuple(stacks), hexagons, top, max(ends))


def _stack(cards: Sequence[Card], top: float) -> tuple[Card, ...]:
    found: list[Card] = []
    for card in cards:
        found.append(replace(card, top=top))
        top += card.height + 6
    return tuple(found)


def _card(payload: Payload, position: Position, grid: Columns) -> Card:
    told, (left, right) = rows.words(payload, position), grid.card
    room = right - left - 62
    said = f"“{told.quote}”" if told.quote else told.summary or "no words given"
    aside = width(PARAPHRASE, TAG, bold=True) + 8 if told.summary and not told.quote else 0
    words = wrap(said, SERIF if told.quote else WORDS, room, 2, indent=aside)
    if told.quote and words[-1].endswith("…"):
        words = (*words[:-1], f"{words[-1]}”")
    offer = wrap(f"Offer: {position.contribution}", 12, room, 2) if position.contribution else ()
    height = 33.0 + 16 * (len(words) + len(offer))
    badges, conditions = tuple(_badges(payload, position, told)), position.conditions or ()
    return Card(
        look.key(position), look.title(position), badges, bool(told.quote), words, offer, conditions, height
    )


def _badges(payload: Payload, position: Position, told: Words) -> Iterator[str]:
    """What a reader must know beside the stance."""
    if position.ambiguous:
        yield "sources differ"
    if told.attribution in _BADGES:
        yield told.attribution
    if payload.nodes[position.actor].kind == "unnamed":
        yield "not counted"


def _hexagons(payload: Payload, cards: Sequence[Card], grid: Columns, top: float) -> tuple[Hexagon, ...]:
    """Each stands near the middle of those who name it, and none on another."""
    named = dict.fromkeys(place for card in cards for place in card.conditions)
    wanted = sorted((_hexagon(payload, place, cards, grid) for place in named), key=lambda one: one.middle)
    bottom = max((card.top + card.height for card in cards), default=top)
    return tuple(_apart(wanted, top, bottom))


def _hexagon(payload: Payload, condition: int, cards: Sequence[Card], grid: Columns) -> Hexagon:
    holders = tuple(card for card in cards if condition in card.conditions)
    status, (left, right) = rows.status(payload, condition), grid.hexagon
    said = f"{look.STATUS.get(status, '')}{payload.nodes[condition].label}"
    words = wrap(said, 12.5, right - left - 36, 3)
    return Hexagon(condition, status, words, holders, sum(card.middle for card in holders) / len(holders))


def _apart(wanted: Sequence[Hexagon], top: float, bottom: float) -> list[Hexagon]:
    down, floor = [], top
    for one in wanted:
        down.append(replace(one, middle=max(one.middle, floor + one.height / 2)))
        floor = down[-1].middle + one.height / 2 + BETWEEN
    up, ceiling = [], max(bottom, floor - BETWEEN)
    for one in reversed(down):
        up.append(replace(one, middle=min(one.middle, ceiling - one.height / 2)))
        ceiling = up[-1].middle - one.height / 2 - BETWEEN
    return up[::-1]
