"""The interactive picture: one HTML file, made by pyvis with our template, that needs nothing else.

Store → `payload` (what the analysis decided, as `records`) → `page` (pyvis, template, style, script) → text.
The same payload makes a still (`still`): an SVG of the positions, for papers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coalition_graph.store import Store

__all__ = ["html", "svg"]


def html(
    store: Store,
    *,
    proposal: str | None = None,
    as_of: dt.date | None = None,
    only: Iterable[str] | None = None,
) -> str:
    """Return the picture of a store, or of some nodes in it, as one HTML text under the dossier's title.

    Args:
        proposal: node of the proposal to open on; without it the one that most take a position on.
        as_of: day to open on; the slider reaches all others.
        only: nodes to narrow it to, such as `focus.named` finds in a table.

    Raises:
        UsageError: `only` names nothing that can be pictured.
    """
    from coalition_graph.picture.page import page
    from coalition_graph.picture.payload import payload

    return page(payload(store, proposal=proposal, as_of=as_of, only=only))


def svg(
    store: Store, *, proposal: str | None = None, as_of: dt.date | None = None, dark: bool = False
) -> str:
    """Return the positions as the text of an SVG file.

    Args:
        proposal: node; it and all within it on which somebody stands; without it the one that most take
            a position on.
        as_of: day; without it everything counts.
        dark: for dark slides.
    """
    from coalition_graph.picture import still
    from coalition_graph.picture.payload import parts, payload

    made = payload(store, proposal=proposal, as_of=as_of)
    shown = parts(store, proposal) if proposal else (made.proposal,) if made.proposal else ()
    return still.svg(made, shown, dark=dark)
