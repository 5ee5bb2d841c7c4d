"""An endpoint that is loaded: graph by graph, only what is ours, and to the end, however often it breaks off."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import count

import httpx
import pytest

from coalition_graph import Graph, graph, store
from coalition_graph.errors import BrokenOff, EndpointFailed, ForeignGraph, OtherDossier
from coalition_graph.store import Loaded, MemoryStore
from coalition_graph.store.endpoint import ledger, writing
from coalition_graph.store.endpoint.http import Client, Request
from tests.conftest import Doc, MakeDoc
from tests.fake_endpoint import FakeEndpoint, Reply, Seen, fake_endpoint

cli_load = import_module("coalition_graph.cli.load")
BASE = "https://w3id.org/coalition-graph"
SOURCE = """
--- file: %s.yaml
source: {id: %s, url: "https://example.org/%s"}
statements: [{actor: %s, stance: open, proposal: force}]
"""
REGISTRY = "dossier: {id: d}\nproposals: [{id: force, title: A force}]\n"


def sources(**actors: str) -> str:
    """A dossier with a source per name, in which one actor is open."""
    return REGISTRY + "".join(SOURCE % (name, name, name, actor) for name, actor in actors.items())


@pytest.fixture(params=["by updates", "whole graphs"])
def fake(request: pytest.FixtureRequest) -> Iterator[FakeEndpoint]:
    """An empty endpoint, written in either way."""
    with fake_endpoint() as made:
        made.graph_store = request.param == "whole graphs"
        yield made


def same(fake: FakeEndpoint, doc: Doc) -> bool:
    """Whether the endpoint holds what the files say, no more and no less."""
    made = MemoryStore()
    graph.load([doc.folder], made)
    return fake.store().quads(ontology=True) == made.quads(ontology=True)


def down(after: int) -> object:
    """A fault: the server takes so many writes, and then none."""
    left = [after]

    def fault(seen: Seen) -> Reply | None:
        left[0] -= seen.writes
        return (503, {}, b"") if seen.writes and left[0] < 0 else None

    return fault


def test_a_load_is_told_graph_by_graph(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    told: list[str] = []
    doc = make_doc(sources(a="SE", b="NO"))
    done, _ = graph.load([doc.folder], fake.store(progress=told.append))
    assert done == Loaded(("source:a", "source:b"), (), ())
    assert told == [
        "1 of 5 graphs written (graph:ontology)",
        "2 of 5 graphs written (source:a)",
        "3 of 5 graphs written (source:b)",
        "4 of 5 graphs written (graph:registry)",
        "5 of 5 graphs written (graph:current)",
    ]
    assert same(fake, doc)


def test_twice_changes_nothing(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    doc = make_doc(sources(a="SE", b="NO"))
    graph.load([doc.folder], fake.store())
    before = len(fake.seen)
    done, _ = graph.load([doc.folder], fake.store())
    assert done == Loaded((), (), ("source:a", "source:b"))
    assert not any(seen.writes for seen in fake.seen[before:])


def test_only_what_changed_is_written(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    graph.load([make_doc(sources(a="SE", b="NO", c="DK")).folder], fake.store())
    told: list[str] = []
    doc = make_doc(sources(a="SE", b="FI"))
    done, _ = graph.load([doc.folder], fake.store(progress=told.append))
    assert done == Loaded(("source:b",), ("source:c",), ("source:a",))
    assert [line.partition("(")[2] for line in told] == ["source:b)", "graph:registry)", "graph:current)"]
    assert same(fake, doc)


def test_a_load_that_breaks_off_anywhere_is_finished_by_the_next(make_doc: MakeDoc) -> None:
    old, new = make_doc(sources(a="SE", b="NO", c="DK")), make_doc(sources(a="FI", b="NO", d="PL"))
    for after in count():
        with fake_endpoint() as fake:
            graph.load([old.folder], fake.store())
            fake.fault = down(after)
            try:
                graph.load([new.folder], fake.store())
                break
            except BrokenOff:
                fake.fault = lambda _: None
                graph.load([new.folder], fake.store())
            assert same(fake, new), after
            assert not fake.store().broken_off
    assert after > 10


@pytest.mark.parametrize("after", range(1, 12, 2))
def test_what_the_user_takes_back_after_a_break_is_taken_back(
    after: int, fake: FakeEndpoint, make_doc: MakeDoc
) -> None:
    old, new = make_doc(sources(a="SE", b="NO", c="DK")), make_doc(sources(a="FI", b="NO", d="PL"))
    graph.load([old.folder], fake.store())
    fake.fault = down(after)
    with pytest.raises(BrokenOff):
        graph.load([new.folder], fake.store())
    fake.fault = lambda _: None
    graph.load([old.folder], fake.store())
    assert same(fake, old)


def test_a_break_is_told_with_how_far_it_came(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    doc = make_doc(sources(a="SE", b="NO"))
    fake.fault = lambda seen: (
        (503, {}, b"") if seen.writes and "source/b>" in seen.text and "DROP" in seen.text else None
    )
    if fake.graph_store:
        fake.fault = lambda seen: (503, {}, b"") if seen.params.get("graph") == [f"{BASE}/source/b"] else None
    with pytest.raises(BrokenOff) as told:
        graph.load([doc.folder], fake.store())
    assert "too busy, or down (503)" in str(told.value)
    assert "2 of 5 graphs are written, and running the same command again finishes the rest" in str(
        told.value
    )


def test_a_graph_that_is_not_whole_says_so_when_it_is_opened(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    fake.fault = down(5)
    with pytest.raises(BrokenOff):
        graph.load([make_doc(sources(a="SE")).folder], fake.store())
    assert "broke off" in graph.open(f"{fake.url}/sparql").notes[0]
    fake.fault = lambda _: None
    graph.load([make_doc(sources(a="SE")).folder], fake.store())
    assert graph.open(f"{fake.url}/sparql").notes == ()


def test_lost_answers_and_pauses_of_the_server_are_survived(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    calls = iter(range(10_000))

    def shaky(seen: Seen) -> Reply | None:
        return (503, {"Retry-After": "1"}, b"") if seen.writes and next(calls) % 3 == 0 else None

    fake.fault = shaky
    doc = make_doc(sources(a="SE", b="NO"))
    graph.load([doc.folder], fake.store())
    assert same(fake, doc)
    assert min(fake.pauses) >= 1


@pytest.mark.parametrize("name", ["source/b", "graph/current", "graph/registry", "graph/ontology"])
def test_a_graph_that_is_not_ours_stays_and_nothing_is_written(
    name: str, fake: FakeEndpoint, make_doc: MakeDoc
) -> None:
    fake.inner.update(f"INSERT DATA {{ GRAPH <{BASE}/{name}> {{ <http://e/a> <http://e/b> 'theirs' }} }}")
    before = list(fake.inner)
    with pytest.raises(ForeignGraph, match=rf"holds a graph {BASE}/{name} that its registry does not list"):
        graph.load([make_doc(sources(a="SE", b="NO")).folder], fake.store())
    assert list(fake.inner) == before


def test_graphs_of_others_are_never_touched(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    fake.inner.update("INSERT DATA { GRAPH <http://e/theirs> { <http://e/a> <http://e/b> 'theirs' } }")
    graph.load([make_doc(sources(a="SE", b="NO")).folder], fake.store())
    graph.load([make_doc(sources(a="FI")).folder], fake.store())
    found = fake.store()
    assert found.select("SELECT ?o { GRAPH <http://e/theirs> { ?s ?p ?o } }").rows == [("theirs",)]
    assert "http://e/theirs" not in found.graphs()
    assert "theirs" not in found.quads()


def test_another_dossier_is_refused_and_may_be_added(fake: FakeEndpoint, make_doc: MakeDoc) -> None:
    graph.load([make_doc(sources(a="SE")).folder], fake.store())
    other = make_doc(sources(b="NO").replace("id: d}", "id: e}"))
    with pytest.raises(OtherDossier):
        graph.load([other.folder], fake.store())
    graph.load([other.folder], fake.store(), add=True)
    found = Graph(fake.store())
    assert found.positions().column("actor") == ["Norway", "Sweden"]
    before = len(fake.seen)
    graph.load([other.folder], fake.store(), add=True)
    assert not any(seen.writes for seen in fake.seen[before:])


def test_what_another_version_derived_is_derived_anew(
    fake: FakeEndpoint, make_doc: MakeDoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = make_doc(sources(a="SE"))
    graph.load([doc.folder], fake.store())
    monkeypatch.setattr(ledger.versions, "version", lambda: "99")
    told: list[str] = []
    assert fake.store().outdated
    graph.load([doc.folder], fake.store(progress=told.append))
    assert [line.partition("(")[2] for line in told] == ["graph:ontology)", "graph:current)"]
    assert not fake.store().outdated


def test_large_graphs_go_in_pieces(
    fake: FakeEndpoint, make_doc: MakeDoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_UPDATE", (7, 1000))
    monkeypatch.setattr(writing, "_FILE", (7, 1000))
    doc = make_doc(sources(a="SE", b="NO"))
    graph.load([doc.folder], fake.store())
    assert same(fake, doc)
    data = [seen.text for seen in fake.seen if "INSERT DATA {" in seen.text[:13] or seen.path == "/store"]
    listing = [text for text in data if "ontology#graph>" in text]
    assert all(text.count(" .\n") <= 7 for text in data if text not in listing)


def test_the_list_of_graphs_stands_at_every_moment(
    fake: FakeEndpoint, make_doc: MakeDoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_UPDATE", (3, 1000))
    monkeypatch.setattr(writing, "_FILE", (3, 1000))
    graph.load([make_doc(sources(a="SE", b="NO")).folder], fake.store())
    listed = f"ASK {{ GRAPH <{BASE}/graph/registry> {{ ?any <{BASE}/ontology#graph> <{BASE}/source/b> }} }}"
    missing: list[str] = []

    def look(seen: Seen) -> None:
        if not fake.inner.query(listed):
            missing.append(seen.text)

    fake.fault = look
    graph.load([make_doc(sources(a="FI", b="NO")).folder], fake.store())
    assert missing == []


def test_an_export_that_was_loaded_by_other_means_is_taken_over(
    fake: FakeEndpoint, make_doc: MakeDoc
) -> None:
    doc, made = make_doc(sources(a="SE", b="NO")), MemoryStore()
    graph.load([doc.folder], made)
    fake.inner.load(made.quads(), format=store.engine.NQUADS)
    assert Graph(fake.store()).positions() == Graph(made).positions()
    done, _ = graph.load([doc.folder], fake.store())
    assert done == Loaded((), (), ("source:a", "source:b"))
    assert same(fake, doc)
    before = len(fake.seen)
    graph.load([doc.folder], fake.store())
    assert not any(seen.writes for seen in fake.seen[before:])


def test_updates_that_are_not_taken_point_to_the_other_address(make_doc: MakeDoc) -> None:
    with fake_endpoint() as fake:
        fake.fault = lambda seen: (400, {}, b"no updates here") if seen.writes else None
        with pytest.raises(
            EndpointFailed, match="no updates here; if updates go elsewhere, give --update-url"
        ):
            graph.load([make_doc(sources(a="SE")).folder], fake.store())


@pytest.mark.parametrize(
    "trouble", [httpx.ReadTimeout("slow"), httpx.ConnectError("refused"), httpx.ReadError("")]
)
def test_writing_outlasts_silence_and_lost_connections(trouble: Exception) -> None:
    left, pauses = [trouble, trouble, trouble], list[float]()

    def answer(request: httpx.Request) -> httpx.Response:
        if left:
            raise left.pop()
        return httpx.Response(204)

    client = Client(transport=httpx.MockTransport(answer), sleep=pauses.append)
    writing_ = Request("http://127.0.0.1/update", form={"update": "INSERT DATA {}"}, patient=True)
    assert client.send(writing_, 5).status == 204
    assert len(pauses) == 3
    left += [trouble] * 5
    with pytest.raises(EndpointFailed):
        client.send(writing_, 5)


def test_progress_is_one_line_on_a_terminal_and_now_and_then_elsewhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = cli_load._Progress()
    told("1 of 2 graphs written (source:a)")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(cli_load, "_PACE", 0.0)
    told("1 of 2 graphs written (source:a)")
    assert capsys.readouterr().err == "1 of 2 graphs written (source:a)\n"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told("1 of 2 graphs written (source:\x1ba)")
    told("2 of 2 graphs written (graph:current)")
    first, second = capsys.readouterr().err.split("\r\x1b[K")[1:]
    assert first.startswith("1 of 2 graphs written (source:")
    assert "\x1b" not in first
    assert second == "2 of 2 graphs written (graph:current)\n"
