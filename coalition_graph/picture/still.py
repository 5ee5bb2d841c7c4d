"""A still of the Positions view: one SVG for papers, with no script, no font and no link to anything.

The same payload gives the same bytes: it is drawn from what the analysis decided and from nothing else.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Final

from coalition_graph import text
from coalition_graph.picture import still_draw as draw
from coalition_graph.picture import still_look as look
from coalition_graph.picture import still_rows as rows
from coalition_graph.picture.records import Payload
from coalition_graph.picture.still_place import MARGIN, WIDTH, Columns, Placed, columns, placed
from coalition_graph.picture.still_svg import SANS, element, lines, written
from coalition_graph.picture.still_type import wrap

__all__ = ["svg"]

_NONE: Final = "No position is known."


def svg(payload: Payload, proposals: Sequence[str], *, dark: bool = False) -> str:
    """Return positions on some proposals, on the payload's day, as the text of an SVG file.

    Args:
        payload: what the page would show.
        proposals: nodes; each on which a position holds has a band, the first one in any case.
        dark: for dark slides.

    >>> svg(Payload("Nothing yet"), []).startswith('<?xml version="1.0" encoding="UTF-8"?>')
    True
    """
    palette = look.DARK if dark else look.LIGHT
    shown = rows.bands(payload, proposals)
    titles = _titles(payload, shown)
    parts, top = _head(titles, palette)
    bands, top = _bands(payload, shown, palette, top)
    foot, bottom = _foot(payload, shown, palette, top)
    return _file([*parts, *bands, *foot], bottom, titles, palette)


def _titles(payload: Payload, shown: Sequence[rows.Band]) -> tuple[str, str, str]:
    """What it is about, the finding, and what that is taken from as of when."""
    day = f"as of {rows.day_in_words(payload.asof)}" if payload.asof else _until(payload.last)
    if len(shown) != 1:
        return payload.title, "", f"{day[:1].upper()}{day[1:]}"
    return payload.nodes[shown[0].proposal].label, rows.finding(shown[0]), f"{payload.title} · {day}"


def _until(last: str | None) -> str:
    return f"data until {rows.day_in_words(last)}" if last else "nothing is dated"


def _head(titles: tuple[str, str, str], palette: look.Palette) -> tuple[list[str], float]:
    room, parts, top = WIDTH - 2 * MARGIN, [], MARGIN - 8
    looks: tuple[dict[str, object], ...] = (
        {"font_weight": 700},
        {"font_weight": 600},
        {"fill": palette["muted"]},
    )
    for title, size, style in zip(titles, (21.0, 15.5, 12.5), looks, strict=True):
        shown = wrap(title, size, room, 3, bold="font_weight" in style) if title else ()
        parts.append(lines(shown, MARGIN, top + size * 1.3, size, size * 1.3, **style))
        top += size * 1.3 * len(shown) + (3 if shown else 0)
    return parts, top + 14


def _bands(
    payload: Payload, shown: Sequence[rows.Band], palette: look.Palette, top: float
) -> tuple[list[str], float]:
    grid, parts = columns(payload, shown), []
    if any(band.rows for band in shown):
        parts.append(draw.headings(grid, palette, top + 12, conditions=_hangs(shown)))
        top += 28
    for band in shown:
        if len(shown) > 1:
            parts.append(draw.band_title(payload, band, palette, top + 16))
            top += 32
        if not band.rows:
            parts.append(written(_NONE, MARGIN, top + 16, 14, fill=palette["muted"]))
        laid = placed(payload, band, grid, top)
        parts += _rows(payload, laid, grid, palette)
        top = max(laid.bottom, top + 24) + 18
    return parts, top


def _rows(payload: Payload, laid: Placed, grid: Columns, palette: look.Palette) -> Iterator[str]:
    """Lines first, so that nothing is crossed out by them."""
    yield "".join(draw.ties(hexagon, grid, palette) for hexagon in laid.hexagons)
    for row, stack in zip(laid.band.rows, laid.stacks, strict=True):
        yield draw.row(payload, row, stack, grid, palette)
    for hexagon in laid.hexagons:
        yield draw.hexagon(payload, hexagon, grid, palette)


def _hangs(shown: Sequence[rows.Band]) -> bool:
    return any(position.conditions for band in shown for position in band.held)


def _foot(
    payload: Payload, shown: Sequence[rows.Band], palette: look.Palette, top: float
) -> tuple[list[str], float]:
    parts = [element("path", d=f"M{MARGIN:g} {top:g}H{WIDTH - MARGIN:g}", stroke=palette["line"])]
    legend, top = draw.legend(shown, palette, top + 22, hangs=_hangs(shown))
    cited = wrap(rows.sources(payload, shown), 10.5, WIDTH - 2 * MARGIN, 14)
    parts += [*legend, lines(cited, MARGIN, top + 12, 10.5, 15, fill=palette["muted"])]
    return parts, top + 12 + 15 * len(cited) + 8


def _file(parts: Sequence[str], height: float, titles: Sequence[str], palette: look.Palette) -> str:
    about, told, below = (html.escape(text.clean(title)) for title in titles)
    named = f"<title>{about}: {told}</title>" if told else f"<title>{about}</title>"
    high = float(round(height))
    ground = element("rect", width=WIDTH, height=high, fill=palette["card"])
    body = "\n".join(part for part in (named, f"<desc>{below}</desc>", ground, *parts) if part)
    size = {"width": WIDTH, "height": high, "viewBox": f"0 0 {WIDTH:g} {high:g}"}
    style = {"role": "img", "font_family": SANS, "fill": palette["ink"]}
    root = element("svg", f"\n{body}\n", xmlns="http://www.w3.org/2000/svg", **size, **style)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'
