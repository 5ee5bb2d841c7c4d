"""Stores of named graphs: in memory, on disk and at an endpoint, asked with SPARQL."""

from coalition_graph.store.answers import Answer
from coalition_graph.store.base import Store
from coalition_graph.store.checking import differing
from coalition_graph.store.declared import prefixed, written_out
from coalition_graph.store.disk import DiskStore, open_folder
from coalition_graph.store.endpoint import EndpointStore, is_address, open_endpoint
from coalition_graph.store.loading import Loaded, load, sources
from coalition_graph.store.marker import is_store
from coalition_graph.store.memory import MemoryStore
from coalition_graph.store.remembered import Remembered, recall, remember
from coalition_graph.store.syntax import pointed
from coalition_graph.store.values import NONE, Node, Value

__all__ = [
    "NONE",
    "Answer",
    "DiskStore",
    "EndpointStore",
    "Loaded",
    "MemoryStore",
    "Node",
    "Remembered",
    "Store",
    "Value",
    "differing",
    "is_address",
    "is_store",
    "load",
    "open_endpoint",
    "open_folder",
    "pointed",
    "prefixed",
    "recall",
    "remember",
    "sources",
    "written_out",
]
