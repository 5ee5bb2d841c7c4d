"""A generation of a store on disk is stamped with what was written, and large ones are put in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition_graph.store import DiskStore, engine, generation
from tests.test_stores import came, said

REGISTRY = "<https://w3id.org/coalition-graph/dossier/d> <http://purl.org/dc/terms/title> {} <{}> .\n"
GRAPH = "https://w3id.org/coalition-graph/graph/registry"


def sources(number: int) -> Iterator[tuple[str, str]]:
    for n in range(number):
        yield f"source:s{n}", said(f"s{n}", "SE")
    yield "graph:registry", REGISTRY.format('"A dossier"', GRAPH)


def test_the_stamp_is_that_of_what_is_read_back(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store")
    store.replace(sources(3), (), came)
    held = store.marker.digests
    assert held == {graph: store.digest(graph) for graph in ("graph:registry", "graph:current")}


def test_a_graph_that_an_edit_does_not_touch_keeps_its_stamp(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store")
    store.replace(sources(1), (), came)
    before = store.marker.digests
    store.replace({"source:later": said("later", "NO")}, (), lambda _: {})
    assert store.marker.digests == before


def test_files_that_overlap_are_put_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BATCH", 1)
    monkeypatch.setattr(engine, "_SMALL", 1)
    loose, ordered = (DiskStore(tmp_path / name) for name in ("loose", "ordered"))
    loose.replace(sources(3), (), came)
    monkeypatch.setattr(generation, "_OVERLAPPING", 1)
    ordered.replace(sources(3), (), came)
    assert files(ordered) < files(loose)
    assert ordered.quads() == loose.quads()


def files(store: DiskStore) -> int:
    return sum(1 for _ in store.path.glob("quads-1/*.sst"))
