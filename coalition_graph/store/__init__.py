"""Stores of named graphs: in memory and on disk, asked with SPARQL, written in one go."""

from pathlib import Path

from coalition_graph.store import marker
from coalition_graph.store.base import Node, Store, Value
from coalition_graph.store.disk import DiskStore, open_folder
from coalition_graph.store.loading import Loaded, load
from coalition_graph.store.memory import MemoryStore

__all__ = [
    "DiskStore",
    "Loaded",
    "MemoryStore",
    "Node",
    "Store",
    "Value",
    "is_store",
    "load",
    "open_folder",
]


def is_store(path: Path | str) -> bool:
    """Return whether a folder holds a store of ours; nothing is opened.

    >>> is_store("/")
    False
    """
    return marker.is_store(Path(path))
