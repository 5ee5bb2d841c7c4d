"""The statements as one flat table, each row with its source beside it."""

from __future__ import annotations

import datetime as dt

from coalition_graph.analysis.statements import statements
from coalition_graph.exports.evidence import Evidence, evidence
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table

__all__ = ["ADDED", "flat"]

ADDED = ("published", "source_title", "url", "earliest", "latest")


def flat(store: Store) -> Table:
    """Return the statements, readable again as a table, with `published source_title url earliest latest`.

    The days are those on which it may have been said.
    """
    table, known = statements(store), evidence(store)
    rows = [(*cells, *_added(row, known)) for cells, row in zip(table.rows, table, strict=True)]
    return Table((*table.columns, *ADDED), rows)


def _added(row: dict[str, Cell], known: Evidence) -> tuple[Cell, ...]:
    told = known.facts({"statement": f"{row['source'] or 'registry'}.{row['id']}"})
    return tuple(_cell(told.get(key)) for key in ADDED)


def _cell(told: object) -> Cell:
    return told.isoformat() if isinstance(told, dt.date) else None if told is None else str(told)
