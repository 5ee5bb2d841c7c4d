"""The interactive picture: one HTML file, made by pyvis with our template, that needs nothing else.

Store → `payload` (what the analysis decided, as `records`) → `page` (pyvis, template, style, script) → text.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coalition_graph.store import Store

__all__ = ["html", "write"]


def html(
    store: Store, *, proposal: str | None = None, as_of: dt.date | None = None, title: str | None = None
) -> str:
    """Return the picture of everything in a store as one HTML text.

    Args:
        store: to read from.
        proposal: node of the proposal to open on; without it the one that most take a position on.
        as_of: day to open on; the slider reaches all others.
        title: heading; without it the dossier's title.
    """
    from coalition_graph.picture.page import page
    from coalition_graph.picture.payload import payload

    return page(payload(store, proposal=proposal, as_of=as_of, title=title))


def write(
    store: Store,
    path: Path,
    *,
    proposal: str | None = None,
    as_of: dt.date | None = None,
    title: str | None = None,
) -> None:
    """Write the picture to a file, all or nothing, in UTF-8; arguments as in `html`.

    Raises:
        UsageError: the file cannot be written; a former one is left as it was.
    """
    from coalition_graph.files.atomic import write_text

    write_text(path, html(store, proposal=proposal, as_of=as_of, title=title))
