"""What every store does, whatever it is kept in: one contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import rdflib

from coalition_graph import quads, store
from coalition_graph.errors import BadQuery, UsageError
from coalition_graph.quads import Writer
from coalition_graph.store import Store, engine
from tests import servers


@pytest.fixture(params=["memory", "disk"])
def local(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each kind that writes in one go, with nothing in it."""
    if request.param == "disk":
        return store.DiskStore(tmp_path / "store")
    return store.MemoryStore()


@pytest.fixture(params=["memory", "disk", "endpoint"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of each kind with nothing in it; an endpoint is written graph by graph, not in one go."""
    if request.param == "endpoint":
        with servers.oxigraph(tmp_path) as server:
            yield store.EndpointStore(server.url, server.update_url, server.graph_store_url)
    elif request.param == "disk":
        yield store.DiskStore(tmp_path / "store")
    else:
        yield store.MemoryStore()


def held(made: Store) -> list[str]:
    """The graphs of a store but the registry, in which an endpoint keeps its books."""
    return [graph for graph in made.graphs() if graph != "graph:registry"]


def said(source: str, *codes: str) -> str:
    """A graph in which a source says that some countries came."""
    writer = Writer(f"source:{source}")
    for code in codes:
        writer.add(f"attendance:{source}.{code}", "cg:actor", quads.node(f"country:{code}"))
        writer.add(f"attendance:{source}.{code}", "cg:source", quads.node(f"source:{source}"))
    return writer.text()


def came(new: Store) -> Mapping[str, str]:
    """A current graph: who came by any source."""
    writer = Writer("graph:current")
    for (actor,) in new.select("SELECT DISTINCT ?a { ?x cg:source ?s ; cg:actor ?a }").rows:
        writer.add(str(actor), "cg:attended", quads.node("meeting:london"))
    return {"graph:current": writer.text()}


WHO = "SELECT ?who { ?who cg:attended meeting:london } ORDER BY ?who"


def test_an_empty_store_knows_the_ontology_and_nothing_else(local: Store) -> None:
    assert local.graphs() == ()
    assert local.quads() == ""
    assert "ontology#score" in local.quads(ontology=True)
    assert local.select("ASK { GRAPH graph:ontology { stance:open cg:score 1 } }").rows == [(True,)]
    assert not local.outdated


def test_graphs_are_put_and_what_follows_from_them(empty: Store) -> None:
    texts = {"source:one": said("one", "SE", "NO"), "source:two": said("two", "SE")}
    empty.replace(texts, (), came)
    assert held(empty) == ["graph:current", "source:one", "source:two"]
    assert empty.select(WHO).column("who") == ["country:NO", "country:SE"]
    assert empty.text("source:one") == texts["source:one"]
    assert empty.text("source:three") == ""


def test_graphs_are_replaced_and_dropped(empty: Store) -> None:
    empty.replace({"source:one": said("one", "SE"), "source:two": said("two", "NO")}, (), came)
    empty.replace({"source:one": said("one", "DK")}, ["source:two"], came)
    assert held(empty) == ["graph:current", "source:one"]
    assert empty.select(WHO).column("who") == ["country:DK"]
    assert empty.text("source:one") == said("one", "DK")


def test_what_is_dropped_is_asked_for_after_everything_was_put(empty: Store) -> None:
    seen: list[str] = []

    def texts() -> Iterator[tuple[str, str]]:
        for name in ("one", "two"):
            seen.append(name)
            yield f"source:{name}", said(name, "SE")

    def drop() -> Iterator[str]:
        yield f"source:{seen[-1]}"

    empty.replace(texts(), drop(), lambda _: {})
    assert {"source:one"} <= set(held(empty)) <= {"source:one", "graph:current"}


def explode(_: Store) -> Mapping[str, str]:
    raise RuntimeError("no electricity")


def test_a_failure_leaves_the_old_state(local: Store) -> None:
    local.replace({"source:one": said("one", "SE")}, (), came)
    before = local.quads(ontology=True)
    with pytest.raises(RuntimeError, match="no electricity"):
        local.replace({"source:two": said("two", "NO")}, ["source:one"], explode)
    with pytest.raises(SyntaxError):
        local.replace({"source:two": "no quads at all"}, (), came)
    assert local.quads(ontology=True) == before
    local.replace({"source:two": said("two", "NO")}, (), came)
    assert local.select(WHO).column("who") == ["country:NO", "country:SE"]


def test_derive_cannot_write(empty: Store) -> None:
    def meddle(new: Store) -> Mapping[str, str]:
        new.replace({}, (), came)
        return {}

    with pytest.raises(UsageError, match="within"):
        empty.replace({}, (), meddle)


def test_the_default_graph_is_the_union_and_graphs_can_be_named(empty: Store) -> None:
    empty.replace({"source:one": said("one", "SE"), "source:two": said("two", "SE")}, (), came)
    rows = empty.select("SELECT ?g { GRAPH ?g { ?a cg:actor country:SE } } ORDER BY ?g").rows
    assert rows == [("source:one",), ("source:two",)]
    assert len(empty.select("SELECT ?a { ?a cg:actor country:SE }")) == 2


def test_triples_come_sorted(empty: Store) -> None:
    empty.replace({"source:one": said("one", "SE", "NO")}, (), came)
    text = empty.construct("CONSTRUCT { ?who cg:code 'x' } WHERE { ?who cg:attended ?m }")
    assert text.splitlines() == sorted(text.splitlines())
    assert text.count("\n") == 2
    with pytest.raises(BadQuery, match="write CONSTRUCT or DESCRIBE"):
        empty.construct(WHO)


def test_the_dataset_is_the_same_content(empty: Store) -> None:
    empty.replace({"source:one": said("one", "SE")}, (), came)
    dataset = empty.dataset
    assert isinstance(dataset, rdflib.Dataset)
    assert [str(row[0]) for row in dataset.query(WHO)] == ["https://w3id.org/coalition-graph/country/SE"]
    assert (None, rdflib.URIRef("https://w3id.org/coalition-graph/ontology#attended"), None) in dataset
    names = {str(graph.identifier) for graph in dataset.graphs()}
    assert "https://w3id.org/coalition-graph/source/one" in names


def test_rdflib_keeps_wording_and_fetches_nothing(empty: Store) -> None:
    writer = Writer("source:one")
    writer.add("attendance:one.1", "cg:summary", quads.plain("010"))
    empty.replace({"source:one": writer.text()}, (), lambda _: {})
    (row,) = empty.dataset.query("SELECT ?o { ?s cg:summary ?o }")
    assert str(row[0]) == "010"
    assert rdflib.NORMALIZE_LITERALS is False
    assert rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS is False


def test_a_large_graph_among_small_ones_is_put_once(empty: Store) -> None:
    many = [f"X{number}" for number in range(6000)]
    empty.replace({"source:big": said("big", *many), "source:small": said("small", "SE")}, (), lambda _: {})
    empty.replace({"source:big": said("big", *many)}, (), lambda _: {})
    (row,) = empty.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a cg:actor ?c } }").rows
    assert row == (6001,)


def test_a_large_graph_of_which_little_or_much_changes_comes_to_what_is_given(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_FEW", 5)

    def numbered(*numbers: int) -> str:
        writer = Writer("graph:registry")
        for number in numbers:
            writer.add(f"condition:c{number}", "rdfs:label", quads.plain(f'number\n"{number}" \x07 é'))
        return writer.text()

    for told in (range(20), range(3, 20), range(2, 22), range(10), range(9, 30), range(0)):
        empty.replace({"graph:registry": numbered(*told)}, (), lambda _: {})
        assert empty.text("graph:registry") == numbered(*told)


@pytest.mark.parametrize("batch", [1, 100, 1_000, 1 << 26])
def test_a_graph_larger_than_a_batch_is_put_whole(
    local: Store, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(engine, "_BATCH", batch)
    monkeypatch.setattr(engine, "_SMALL", 0)
    texts = {}
    for graph, size in (("source:a", 1), ("source:b", 30), ("source:c", 2)):
        writer = Writer(graph)
        for number in range(size):
            writer.add(f"statement:{graph[-1]}.{number}", "cg:summary", quads.plain(f"é {number}"))
        texts[graph] = writer.text()
    local.replace(iter(texts.items()), (), lambda _: {})
    assert {graph: local.text(graph) for graph in local.graphs()} == texts


def test_many_graphs_that_change_in_part_are_what_was_given(local: Store) -> None:
    names = [f"s{number}" for number in range(12)]
    local.replace({f"source:{name}": said(name, "SE", "NO", "DK") for name in names}, (), came)
    changed = {f"source:{name}": said(name, "SE", "FI", "DK") for name in names}
    local.replace(changed, (), came)
    assert {graph: local.text(graph) for graph in changed} == changed
    assert local.select(WHO).column("who") == ["country:DK", "country:FI", "country:SE"]
