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


def test_a_strangers_graph_that_calls_itself_a_source_is_not_dropped(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    writer = quads.Writer("source:stranger")
    writer.about("source:stranger").nodes("rdf:type", "cg:Source")
    writer.about("source:stranger").text("cg:digest", "0")
    writer.about("dossier:theirs").nodes("rdf:type", "cg:Dossier")
    empty.replace({"source:stranger": writer.text()}, (), nothing)
    assert store.load(empty, "ukraine", graphs(ONE), nothing).dropped == ()
    assert empty.text("source:stranger") == writer.text()


def test_a_store_of_another_version_is_derived_anew(
    empty: Store, graphs: Callable[[str], Texts], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load(empty, "ukraine", graphs(ONE), nothing)
    monkeypatch.setattr(type(empty), "outdated", True)
    with pytest.raises(AssertionError):
        store.load(empty, "ukraine", graphs(ONE), never)


LANCASTER = """
--- file: bbc.yaml
source: {id: bbc}
meetings: [{id: london, title: Securing our future, date: 2025-03-02, place: London, level: leaders}]
"""
PARIS = """
--- file: blog.yaml
source: {id: blog}
meetings: [{id: london, title: Securing our future, date: 2025-03, place: Paris, level: leaders}]
"""
DOSSIER = """
--- file: dossier.yaml
dossier: {id: ukraine}
"""


def about(held: Store, meeting: str) -> dict[str, object]:
    asked = "SELECT ?is ?so { GRAPH graph:registry { ?meeting ?is ?so } }"
    return dict(held.select(asked, {"meeting": store.Node(meeting)}).rows)


def test_what_an_added_source_disputes_stands_only_in_the_reports(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    store.load(empty, "ukraine", graphs(DOSSIER + LANCASTER), nothing)
    assert about(empty, "meeting:london")["cg:place"] == "London"
    store.load(empty, "ukraine", graphs(DOSSIER + PARIS), nothing, add=True)
    assert about(empty, "meeting:london") == {
        "rdf:type": "cg:Meeting",
        "rdfs:label": "Securing our future",
        "cg:level": "leaders",
    }
    reported = empty.select("SELECT ?place { ?report cg:meeting meeting:london ; cg:place ?place }")
    assert sorted(reported.column("place")) == ["London", "Paris"]


def test_adding_one_by_one_equals_a_load_of_all_together(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    store.load(empty, "ukraine", graphs(DOSSIER + LANCASTER), nothing, add=True)
    store.load(empty, "ukraine", graphs(DOSSIER + PARIS), nothing, add=True)
    assert {graph: empty.text(graph) for graph in empty.graphs()} == graphs(DOSSIER + LANCASTER + PARIS)


def test_adding_a_disputing_source_twice_changes_and_writes_nothing(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    store.load(empty, "ukraine", graphs(DOSSIER + LANCASTER), nothing)
    store.load(empty, "ukraine", graphs(DOSSIER + PARIS), nothing, add=True)
    for again in (PARIS, LANCASTER, LANCASTER + PARIS):
        assert store.load(empty, "ukraine", graphs(DOSSIER + again), never, add=True).changed == ()


def test_a_dispute_ends_when_the_source_corrects_itself(empty: Store, graphs: Callable[[str], Texts]) -> None:
    store.load(empty, "ukraine", graphs(DOSSIER + LANCASTER + PARIS), nothing)
    corrected = PARIS.replace("place: Paris", "place: London")
    store.load(empty, "ukraine", graphs(DOSSIER + corrected), nothing, add=True)
    assert about(empty, "meeting:london")["cg:place"] == "London"
    assert empty.text("graph:registry") == graphs(DOSSIER + LANCASTER + corrected)["graph:registry"]


def test_what_only_the_replaced_source_said_of_a_meeting_goes_with_it(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    store.load(empty, "ukraine", graphs(DOSSIER + LANCASTER), nothing)
    shorter = LANCASTER.replace(", place: London", "")
    store.load(empty, "ukraine", graphs(DOSSIER + shorter), nothing, add=True)
    assert empty.text("graph:registry") == graphs(DOSSIER + shorter)["graph:registry"]


def test_the_analysts_own_description_in_the_store_counts_as_well(
    empty: Store, graphs: Callable[[str], Texts]
) -> None:
    own = DOSSIER + "meetings: [{id: london, title: Lancaster House, place: London, level: leaders}]\n"
    store.load(empty, "ukraine", graphs(own), nothing)
    store.load(empty, "ukraine", graphs(DOSSIER + PARIS), nothing, add=True)
    assert empty.text("graph:registry") == graphs(own + PARIS)["graph:registry"]
    assert about(empty, "meeting:london")["rdfs:label"] == "london"
    assert about(empty, "report:registry.meeting-london")["cg:place"] == "London"


FULL = r"""
--- file: full.yaml
source: {id: full}
meetings:
  - id: london
    title: "Securing \"our\" future – été\nin\LLancaster House"
    date: 2025-03-02
    place: Lancaster House
    country: GB
    level: leaders
    format: in-person
    series: willing
    host: GB
    reported: {min: 18, max: 20, of: countries, about: true, status: attended}
    complete: true
"""


@pytest.mark.parametrize(
    ("told", "otherwise"),
    [
        ("GB", "GB"),
        ("Securing", "Sharing"),
        ("date: 2025-03-02", "date: 2025-03-01/2025-03-02"),
        ("place: Lancaster House", "place: Paris"),
        ("country: GB", "country: FR"),
        ("level: leaders", "level: ministers"),
        ("format: in-person", "format: hybrid"),
        ("series: willing", "series: europeans"),
        ("host: GB", "host: FR"),
        ("of: countries", "of: leaders"),
        ("min: 18, max: 20", "count: 20"),
        ("complete: true", "complete: false"),
    ],
)
def test_each_fact_of_a_meeting_is_disputed_by_itself(
    graphs: Callable[[str], Texts], told: str, otherwise: str
) -> None:
    empty = MemoryStore()
    other = FULL.replace("full", "other").replace(told, otherwise)
    store.load(empty, "ukraine", graphs(DOSSIER + FULL), nothing)
    store.load(empty, "ukraine", graphs(DOSSIER + other), nothing, add=True)
    assert empty.text("graph:registry") == graphs(DOSSIER + FULL + other)["graph:registry"]
