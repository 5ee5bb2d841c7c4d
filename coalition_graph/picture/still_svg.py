"""Elements of SVG as text: every value is escaped here, and every number written the same way."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

from coalition_graph import text
from coalition_graph.picture.still_look import MARKS, Palette

__all__ = ["SANS", "SERIF", "arrow", "element", "lines", "mark", "written"]

SANS: Final = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif"
SERIF: Final = "'Source Serif 4', Georgia, 'Noto Serif', 'Liberation Serif', 'Times New Roman', serif"


def _value(value: object) -> str:
    return f"{round(value, 1):g}" if isinstance(value, float) else html.escape(text.clean(str(value)))


def element(name: str, inside: str = "", /, **attributes: object) -> str:
    """Return an element; `_` in a name stands for `-`, what is None is left out, `inside` is markup.

    >>> element("text", "a", x=1.25, font_size=12, fill=None)
    '<text x="1.2" font-size="12">a</text>'
    """
    given = (
        (key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None
    )
    head = "".join(f' {key}="{_value(value)}"' for key, value in given)
    return f"<{name}{head}>{inside}</{name}>" if inside else f"<{name}{head}/>"


def written(said: str, x: float, y: float, size: float, **look: object) -> str:
    """Return a text; `y` is where its letters stand.

    >>> written("a < b", 1, 2, 12)
    '<text x="1" y="2" font-size="12">a &lt; b</text>'
    """
    return element("text", html.escape(text.clean(said)), x=x, y=y, font_size=size, **look)


def lines(shown: Sequence[str], x: float, y: float, size: float, leading: float, **look: object) -> str:
    """Return texts below each other, the first one at `y`."""
    return "".join(written(line, x, y + place * leading, size, **look) for place, line in enumerate(shown))


def mark(key: str, x: float, y: float, palette: Palette, radius: float = 12.5) -> str:
    """Return the round mark of a stance."""
    ink = palette[f"on-{key}"]
    disc = element("circle", cx=x, cy=y, r=radius, fill=palette[key])
    if key == "conditional":
        size = radius
        return disc + written("if", x, y + size * 0.36, size, fill=ink, text_anchor="middle", font_weight=700)
    move = f"translate({x:g} {y:g}) scale({radius / 12.5:g})"
    strokes = {
        "stroke": ink,
        "stroke_width": 2,
        "fill": "none",
        "stroke_linecap": "round",
        "stroke_linejoin": "round",
    }
    return disc + element("path", d=MARKS[key], transform=move, **strokes)


def arrow(start: tuple[float, float], end: tuple[float, float], colour: str, dashes: str | None) -> str:
    """Return a line that leaves and arrives level, with a head of its own (a marker would need an id)."""
    (x, y), (tip, height) = start, end
    middle = (x + tip - 7) / 2
    bend = f"C{middle:g} {y:g} {middle:g} {height:g}" if y != height else "L"
    d = f"M{x:g} {y:g}{bend} {tip - 7:g} {height:g}"
    line = element("path", d=d, fill="none", stroke=colour, stroke_width=1.8, stroke_dasharray=dashes)
    head = f"M{tip:g} {height:g}l-9-4.2v8.4z"
    return line + element("path", d=head, fill=colour)
