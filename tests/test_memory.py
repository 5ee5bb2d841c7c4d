"""A store in memory: built aside, then swapped in."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph

from coalition_graph.store import MemoryStore
from tests.test_stores import came, said


def test_a_filled_store_of_the_engine_can_be_given() -> None:
    inner = pyoxigraph.Store()
    inner.load(said("one", "SE"), format=pyoxigraph.RdfFormat.N_QUADS)
    memory = MemoryStore(inner)
    assert memory.graphs() == ("source:one",)
    assert memory.select("ASK { stance:open cg:score 1 }").rows == [(True,)]


def test_whoever_asks_during_a_load_sees_the_old_state() -> None:
    memory = MemoryStore()
    memory.replace({"source:one": said("one", "SE")}, (), came)
    seen: list[tuple[str, ...]] = []

    def look(_: object) -> dict[str, str]:
        seen.append(memory.graphs())
        return {}

    memory.replace({"source:two": said("two", "NO")}, (), look)
    assert seen == [("graph:current", "source:one")]


def test_a_dataset_handed_out_before_keeps_its_state() -> None:
    memory = MemoryStore()
    before = memory.dataset
    memory.replace({"source:one": said("one", "SE")}, (), came)
    question = "ASK { country:SE cg:attended ?m }"
    assert not before.query(question).askAnswer
    assert memory.dataset.query(question).askAnswer


def test_asking_does_not_import_rdflib() -> None:
    code = (
        "import sys; from coalition_graph import store; store.MemoryStore().select('ASK {}');"
        "assert not {'rdflib', 'oxrdflib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
