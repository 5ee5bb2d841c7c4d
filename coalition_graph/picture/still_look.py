"""Colours, marks and words of a still: the same as the page's (`web/style.css`, `web/marks.js`).

Colour never stands alone, and marks are drawn as strokes, for a reader's fonts may lack their signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coalition_graph.picture.records import Position

__all__ = ["DARK", "KEYS", "LIGHT", "MARKS", "STANCES", "STATUS", "Palette", "Stance", "key", "title"]

Palette = dict[str, str]


@dataclass(frozen=True, slots=True)
class Stance:
    """What a stance is called: on a card, and in a count of one and of several."""

    title: str
    one: str
    several: str


# In the order in which rows stand.
STANCES: Final = {
    "pledges": Stance("Pledges", "pledges", "pledge"),
    "open": Stance("Open to it", "open", "open"),
    "conditional": Stance("On condition", "on condition", "on condition"),
    "supports": Stance("Supports", "supports", "support"),
    "undecided": Stance("Undecided", "undecided", "undecided"),
    "declines": Stance("Declines", "declines", "decline"),
    "opposes": Stance("Opposes", "opposes", "oppose"),
}
KEYS: Final = tuple(STANCES)
STATUS: Final = {"met": "met: ", "failed": "failed: "}
# Strokes around the middle of a round mark; "if" is written out.
MARKS: Final = {
    "pledges": "M-4.5 .5l3 3 6-7",
    "open": "M-5 0H5M0-5V5",
    "supports": "M-4 4 4-4M-2-4H4V2",
    "undecided": "M-5 0H5",
    "declines": "M-4-4 4 4M-4 4 4-4",
    "opposes": "M5.5 0A5.5 5.5 0 1 1-5.5 0 5.5 5.5 0 1 1 5.5 0M-3.9 3.9 3.9-3.9",
}


def _palette(names: str, colours: str) -> Palette:
    return dict(zip(names.split(), (f"#{colour}" for colour in colours.split()), strict=True))


_NAMES: Final = (
    "page card ink muted line condition " + " ".join(KEYS) + " " + " ".join(f"on-{key}" for key in KEYS)
)
LIGHT: Final = _palette(
    _NAMES,
    "f5f6f8 fff 14202b 566370 dfe4ea 6b46e5 0a3f7d 2273c3 4a90c8 5b7fb0 77838f cf7412 8a3206 "
    "fff fff 14202b fff fff 14202b fff",
)
DARK: Final = _palette(
    _NAMES,
    "0d1319 151d25 e8edf2 9ba9b6 2a3642 a893ff 2f7fe0 6db1f2 b5dbf9 8fb0dd 7d8994 f6b26b e0691f "
    "0d1319 0d1319 0d1319 0d1319 0d1319 0d1319 0d1319",
)


def key(position: Position) -> str:
    """Return the stance as it is shown: a willing one whose conditions do not hold is an “if”."""
    return "conditional" if position.conditional else position.stance


def title(position: Position) -> str:
    """Return what a card is headed with."""
    said = STANCES[position.stance].title
    return f"{said}, on condition" if position.conditional else said
