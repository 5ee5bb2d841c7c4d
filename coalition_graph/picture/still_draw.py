"""How each part of a still is drawn: actors, cards, hexagons, headings, the legend."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from math import cos, pi, sin
from typing import Final

from coalition_graph import text
from coalition_graph.picture import still_look as look
from coalition_graph.picture import still_place as place
from coalition_graph.picture import still_rows as rows
from coalition_graph.picture.records import Node, Payload
from coalition_graph.picture.still_svg import SERIF, arrow, element, lines, mark, written
from coalition_graph.picture.still_type import shorten, width, wrap

__all__ = ["band_title", "headings", "hexagon", "legend", "row", "ties"]

DASH: Final = "5 4"


def headings(grid: place.Columns, palette: look.Palette, y: float, *, conditions: bool) -> str:
    """Return what the columns are called."""
    style = {"fill": palette["muted"], "font_weight": 600, "letter_spacing": 0.5}
    found = written("ACTOR", grid.actor + 22, y, 10.5, text_anchor="end", **style)
    found += written("POSITION, IN THE SOURCE’S WORDS", grid.card[0], y, 10.5, **style)
    if conditions:
        found += written("CONDITION", sum(grid.hexagon) / 2, y, 10.5, text_anchor="middle", **style)
    return found


def band_title(payload: Payload, band: rows.Band, palette: look.Palette, y: float) -> str:
    """Return the name of a proposal and, at the right, where things stand on it."""
    told = rows.finding(band)
    room = place.WIDTH - 2 * place.MARGIN
    aside = width(told, 12) + 20
    name = shorten(payload.nodes[band.proposal].label, 15, room - aside, bold=True)
    right = place.WIDTH - place.MARGIN
    rest = written(told, right, y, 12, text_anchor="end", fill=palette["muted"])
    return written(name, place.MARGIN, y, 15, font_weight=650) + rest


def row(
    payload: Payload,
    held: rows.Row,
    stack: Sequence[place.Card],
    grid: place.Columns,
    palette: look.Palette,
) -> str:
    """Return an actor with its cards; its title says all of it, for a screen reader and on pointing."""
    node = payload.nodes[held.actor]
    middle = (stack[0].top + stack[-1].top + stack[-1].height) / 2
    said = f"{node.label}: {'; or: '.join(rows.spoken(payload, held))}"
    inside = [f"<title>{html.escape(text.clean(said))}</title>"]
    inside += [_line(card, middle, grid, palette) for card in stack]
    inside += [_symbol(node, [card.key for card in stack], grid.actor, middle, palette)]
    inside += [_name(node, _speaker(payload, held), grid, middle, palette)]
    return element("g", "".join([*inside, *(_card(card, grid, palette) for card in stack)]))


def _line(card: place.Card, middle: float, grid: place.Columns, palette: look.Palette) -> str:
    return arrow((grid.actor + 22, middle), (grid.card[0], card.middle), palette[card.key], _dash(card))


def _dash(card: place.Card) -> str | None:
    return DASH if card.key == "conditional" else None


def _speaker(payload: Payload, held: rows.Row) -> str:
    spoke = (payload.statements[position.statements[0]].speaker for position in held.held)
    found = next((speaker for speaker in spoke if speaker is not None), held.actor)
    return "" if found == held.actor else payload.nodes[found].label


def _name(node: Node, speaker: str, grid: place.Columns, middle: float, palette: look.Palette) -> str:
    right = grid.actor - 22 - 9
    shown = wrap(node.label, place.NAME, grid.name, 2, bold=True)
    under = shorten(speaker, place.UNDER, grid.name) if speaker else ""
    top = middle + 4.5 - (15 * (len(shown) - 1) + (14 if under else 0)) / 2
    found = lines(shown, right, top, place.NAME, 15, text_anchor="end", font_weight=550)
    if under:
        y = top + 15 * len(shown) - 1
        found += written(under, right, y, place.UNDER, text_anchor="end", fill=palette["muted"])
    return found


def _symbol(node: Node, keys: Sequence[str], x: float, y: float, palette: look.Palette) -> str:
    """A circle of the colours of what is held, or a box for what has a seat or members."""
    code = node.code or _initials(node.label)
    if node.kind in ("organisation", "group"):
        size = {"x": x - 24, "y": y - 17, "width": 48, "height": 34, "rx": 17 if node.kind == "group" else 9}
        shape = element("rect", **size, fill=palette["card"], stroke=palette[keys[0]], stroke_width=3.5)
    else:
        dashes = "4 3.5" if node.kind == "unnamed" else None
        shape = "".join(_ring(keys, x, y, palette, dashes))
    size_of = 14.0 if len(code) <= 3 else 10.0
    shown = shorten(code, size_of, 42, bold=True)
    return shape + written(shown, x, y + size_of * 0.36, size_of, text_anchor="middle", font_weight=650)


def _ring(
    keys: Sequence[str], x: float, y: float, palette: look.Palette, dashes: str | None
) -> Iterator[str]:
    style = {"fill": palette["card"], "stroke_width": 4.5, "stroke_dasharray": dashes}
    if len(keys) == 1:
        yield element("circle", cx=x, cy=y, r=19.5, stroke=palette[keys[0]], **style)
        return
    for part, key in enumerate(keys):
        start, end = (2 * pi * turn / len(keys) - pi / 2 for turn in (part, part + 1))
        ends = [f"{x + 19.5 * cos(turn):.1f} {y + 19.5 * sin(turn):.1f}" for turn in (start, end)]
        yield element("path", d=f"M{ends[0]}A19.5 19.5 0 0 1 {ends[1]}", stroke=palette[key], **style)


def _initials(label: str) -> str:
    words = [word for word in label.split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def _card(card: place.Card, grid: place.Columns, palette: look.Palette) -> str:
    left, right = grid.card
    size = {"x": left, "y": card.top, "width": right - left, "height": card.height, "rx": 10}
    dashes = {"stroke": palette[card.key], "stroke_width": 1.5, "stroke_dasharray": _dash(card)}
    found = [element("rect", **size, fill=palette["page"], **dashes)]
    found.append(mark(card.key, left + 25, card.middle, palette))
    found += _heading(card, left + 50, right - 12, palette)
    found += _words(card, left + 50, palette)
    return "".join(found)


def _heading(card: place.Card, x: float, right: float, palette: look.Palette) -> Iterator[str]:
    """The stance, and badges from the right edge on, where an error in widths does not show."""
    y, least = card.top + 21, x + width(card.title, place.TITLE, bold=True) + 8
    yield written(card.title, x, y, place.TITLE, font_weight=620)
    for badge in reversed(card.badges):
        wide = width(badge, place.TAG, bold=True) + 12
        if right - wide < least:
            return
        size = {"x": right - wide, "y": y - 13, "width": wide, "height": 17, "rx": 8.5}
        yield element("rect", **size, fill="none", stroke=palette["muted"])
        middle = {"text_anchor": "middle", "font_weight": 600, "fill": palette["muted"]}
        yield written(badge, right - wide / 2, y - 0.8, place.TAG, **middle)
        right -= wide + 6


def _words(card: place.Card, x: float, palette: look.Palette) -> Iterator[str]:
    """A quotation is serif and italic, a paraphrase upright and says that it is one."""
    first, muted = card.top + 40, palette["muted"]
    aside = 0.0
    if not card.quoted and card.words != ("no words given",):
        aside = width(place.PARAPHRASE, place.TAG, bold=True) + 8
        yield written(place.PARAPHRASE, x, first, place.TAG, font_weight=600, fill=muted)
    style = {"font_family": SERIF, "font_style": "italic"} if card.quoted else {}
    size = place.WORDS + 0.5 if card.quoted else place.WORDS
    for turn, line in enumerate(card.words):
        yield written(line, x + (0 if turn else aside), first + 16 * turn, size, fill=muted, **style)
    yield lines(card.offer, x, first + 16 * len(card.words), 12, 16, font_weight=500)


def ties(hexagon: place.Hexagon, grid: place.Columns, palette: look.Palette) -> str:
    """Return the lines from the cards that name a condition to it; broken while it is not met."""
    dashes = None if hexagon.status == "met" else "6 5"
    ends = ((grid.card[1], card.middle) for card in hexagon.cards)
    tip = (grid.hexagon[0], hexagon.middle)
    return "".join(arrow(end, tip, palette["condition"], dashes) for end in ends)


def hexagon(payload: Payload, held: place.Hexagon, grid: place.Columns, palette: look.Palette) -> str:
    """Return a condition: broken outline while not met."""
    (left, right), high = grid.hexagon, held.height / 2
    top, bottom = held.middle - high, held.middle + high
    d = f"M{left + 13:g} {top:g}H{right - 13:g}L{right:g} {held.middle:g} {right - 13:g} {bottom:g}"
    style = {"fill": palette["card"], "stroke": palette["condition"], "stroke_width": 1.6}
    dashes = None if held.status == "met" else DASH
    d = f"{d}H{left + 13:g}L{left:g} {held.middle:g}z"
    shape = element("path", d=d, **style, stroke_dasharray=dashes)
    label = html.escape(text.clean(f"Condition: {payload.nodes[held.condition].label}"))
    y = held.middle + 4.5 - 15 * (len(held.words) - 1) / 2
    shown = lines(held.words, (left + right) / 2, y, 12.5, 15, text_anchor="middle", font_weight=500)
    return element("g", f"<title>{label}</title>{shape}{shown}")


def legend(
    shown: Sequence[rows.Band], palette: look.Palette, y: float, *, hangs: bool
) -> tuple[list[str], float]:
    """Return what the marks mean, only of those that are there, and where it ends."""
    used = {look.key(position) for band in shown for position in band.held}
    items = [(mark(key, 9, -4.5, palette, 8.5), look.STANCES[key].title) for key in look.KEYS if key in used]
    if hangs:
        line = arrow((0, -4.5), (30, -4.5), palette["condition"], "6 5")
        items.append((line, "depends on"))
    x, found = place.MARGIN, []
    for symbol, label in items:
        indent = 38.0 if label == "depends on" else 24.0
        wide = indent + width(label, 12) + 22
        if x + wide > place.WIDTH - place.MARGIN:
            x, y = place.MARGIN, y + 24
        found.append(
            element("g", symbol + written(label, indent, 0, 12), transform=f"translate({x:g} {y:g})")
        )
        x += wide
    return found, y + 8 if items else y
