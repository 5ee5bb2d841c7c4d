"""The statements as one flat table, each row with its source beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from coalition_graph.analysis.nodes import join
from coalition_graph.analysis.statements import COLUMNS, parts
from coalition_graph.exports.evidence import Evidence, evidence_of
from coalition_graph.store import Store
from coalition_graph.table import Cell

__all__ = ["ADDED", "FLAT", "flat"]

_OF_SOURCES: Final = ("published", "source_title", "url")
_UNDATED: Final = (None, None)
ADDED: Final = (*_OF_SOURCES, "earliest", "latest")
FLAT: Final = (*COLUMNS, *ADDED)


def flat(store: Store) -> Iterator[list[tuple[Cell, ...]]]:
    """Yield the statements part by part, as rows under `FLAT` that can be read again as a table.

    The days are those on which it may have been said.
    """
    for part in parts(store):
        known = evidence_of(store, [one.facts for one in part.shown])
        yield [(*row, *_added(row, known)) for row in part.rows]


def _added(row: tuple[Cell, ...], known: Evidence) -> Iterator[Cell]:
    source, id_ = row[:2]
    node = f"statement:{source or 'registry'}.{id_}"
    sources = [known.sources[one] for one in known.carried.get(node, ()) if one in known.sources]
    yield from (join(one.get(key) for one in sources) for key in _OF_SOURCES)
    yield from map(dt.date.isoformat, known.days[node]) if node in known.days else _UNDATED
