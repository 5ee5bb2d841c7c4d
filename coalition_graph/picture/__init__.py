"""The interactive picture: one HTML file, made by pyvis with our template, that needs nothing else.

Store → `payload` (what the analysis decided, as `records`) → `page` (pyvis, template, style, script) → text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coalition_graph.store import Store

__all__ = ["html"]


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
