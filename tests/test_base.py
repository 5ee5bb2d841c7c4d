"""Every store fulfils the one protocol."""

from __future__ import annotations

from pathlib import Path

from coalition_graph.store import DiskStore, MemoryStore, Node, Store

MEMBERS = [name for name in vars(Store) if not name.startswith("_")]


def test_every_store_has_all_that_the_protocol_names(tmp_path: Path) -> None:
    for made in (MemoryStore(), DiskStore(tmp_path)):
        assert [name for name in MEMBERS if not hasattr(type(made), name)] == []


def test_a_node_is_its_name() -> None:
    assert Node("country:SE") == "country:SE"
