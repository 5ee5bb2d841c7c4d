"""Load = the store equals the given files; what did not change is not touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from coalition_graph import quads, store
from coalition_graph.errors import OtherDossier
from coalition_graph.store import DiskStore, Loaded, MemoryStore, Store
from tests.conftest import MakeDoc

ONE = """
--- file: dossier.yaml
dossier: {id: ukraine, title: A force for Ukraine}
proposals: [{id: land-force, title: A land force}]
--- file: one.yaml
source: {id: one}
meetings: [{id: london, date: 2025-03-02, attendance: [SE]}]
statements: [{id: a, actor: SE, stance: open, proposal: land-force}]
"""
TWO = """
--- file: two.yaml
source: {id: two}
meetings: [{id: london, attendance: [NO]}]
"""

Texts = dict[str, str]


@pytest.fixture
def graphs(make_doc: MakeDoc) -> Callable[[str], Texts]:
    return lambda text: dict(quads.graphs(make_doc(text).dossier))


@pytest.fixture(params=["memory", "disk"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return DiskStore(tmp_path / "store") if request.param == "disk" else MemoryStore()


def nothing(_: Store) -> Mapping[str, str]:
    return {}


def never(_: Store) -> Mapping[str, str]:
    raise AssertionError("nothing changed, so nothing is derived and nothing written")


def test_the_store_comes_to_equal_the_given_files(empty: Store, graphs: Callable[[str], Texts]) -> None:
    both, one = graphs(ONE + TWO), graphs(ONE)
    assert store.load(empty, "ukraine", both, nothing) == Loaded(("source:one", "source:two"), (), ())
    assert store.load(empty, "ukraine", one, nothing) == Loaded((), ("source:two",), ("source:one",))
    assert {graph: empty.text(graph) for graph in empty.graphs()} == one


def test_twice_changes_and_writes_nothing(empty: Store, graphs: Callable[[str], Texts]) -> None:
    store.load(empty, "ukraine", graphs(ONE + TWO), nothing)
    before = empty.quads()
    assert store.load(empty, "ukraine", graphs(ONE + TWO), never).unchanged == ("source:one", "source:two")
    assert empty.quads() == before


def test_what_a_source_says_anew_is_replaced(empty: Store, graphs: Callable[[str], Texts]) -> None:
    store.load(empty, "ukraine", graphs(ONE + TWO), nothing)
    loaded = store.load(
        empty, "ukraine", graphs(ONE.replace("stance: open", "stance: pledges") + TWO), nothing
    )
    assert loaded == Loaded(("source:one",), (), ("source:two",))
    assert empty.select("SELECT ?s { ?x cg:stance ?s }").rows == [("stance:pledges",)]


def test_a_change_of_the_registry_alone_is_brought_in_line(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    store.load(empty, "ukraine", graphs(ONE), nothing)
    loaded = store.load(empty, "ukraine", graphs(ONE.replace("A land force", "An army")), nothing)
    assert loaded == Loaded((), (), ("source:one",))
    assert empty.select("SELECT ?l { proposal:land-force rdfs:label ?l }").rows == [("An army",)]


def test_graphs_may_come_one_by_one(empty: Store, make_doc: MakeDoc) -> None:
    dossier = make_doc(ONE + TWO).dossier
    assert len(store.load(empty, "ukraine", quads.graphs(dossier), nothing).changed) == 2
    assert len(store.load(empty, "ukraine", quads.graphs(dossier), never).unchanged) == 2


def test_another_dossier_is_refused_unless_added(empty: Store, graphs: Callable[[str], Texts]) -> None:
    other = TWO + "--- file: other.yaml\ndossier: {id: taiwan}\n"
    store.load(empty, "ukraine", graphs(ONE), nothing)
    with pytest.raises(OtherDossier, match="holds dossier 'ukraine', not 'taiwan'"):
        store.load(empty, "taiwan", graphs(other), never)
    store.load(empty, "taiwan", graphs(other), nothing, add=True)
    assert empty.graphs() == ("graph:registry", "source:one", "source:two")
    with pytest.raises(OtherDossier, match="holds dossier 'taiwan', not 'ukraine'"):
        store.load(empty, "ukraine", graphs(ONE), never)


def test_adding_keeps_what_was_not_given(empty: Store, graphs: Callable[[str], Texts]) -> None:
    added = TWO + "--- file: dossier.yaml\ndossier: {id: ukraine}\n"
    store.load(empty, "ukraine", graphs(ONE), nothing)
    loaded = store.load(empty, "ukraine", graphs(added), nothing, add=True)
    assert loaded == Loaded(("source:two",), (), ())
    listed = empty.select("SELECT ?g { dossier:ukraine cg:graph ?g } ORDER BY ?g").column("g")
    assert listed == ["graph:current", "graph:registry", "source:one", "source:two"]
    assert empty.select(
        "ASK { proposal:land-force rdfs:label ?l . meeting:london cg:dateAsWritten ?d }"
    ).rows == [(True,)]
    assert store.load(empty, "ukraine", graphs(added), never, add=True).unchanged == ("source:two",)


def test_only_graphs_that_the_registry_lists_are_dropped(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    foreign = "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .\n"
    empty.replace({"http://e/g": foreign}, (), nothing)
    store.load(empty, "ukraine", graphs(ONE + TWO), nothing)
    store.load(empty, "ukraine", graphs(ONE), nothing)
    assert empty.text("http://e/g") == foreign


def test_a_store_of_another_version_is_derived_anew(
    empty: Store, graphs: Callable[[str], Texts], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load(empty, "ukraine", graphs(ONE), nothing)
    monkeypatch.setattr(type(empty), "outdated", True)
    with pytest.raises(AssertionError):
        store.load(empty, "ukraine", graphs(ONE), never)
