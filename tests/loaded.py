"""A dossier written by a test, in a store in memory with its current graph."""

from __future__ import annotations

from coalition_graph import quads
from coalition_graph.analysis import current
from coalition_graph.store import MemoryStore, Store
from coalition_graph.table import Table
from tests.conftest import Doc


def loaded(doc: Doc) -> Store:
    """The store that a dossier becomes."""
    store = MemoryStore()
    store.replace(dict(quads.graphs(doc.dossier)), (), current.derive)
    return store


def brief(table: Table, *columns: str) -> list[tuple[object, ...]]:
    """Some columns of a table, row by row."""
    return [tuple(row[column] for column in columns) for row in table]
