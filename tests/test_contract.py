"""Every answer gives the same rows from every kind of store, two real SPARQL servers among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from coalition_graph import Graph, graph, store
from coalition_graph.store import EndpointStore, Loaded, Store
from coalition_graph.table import Table
from tests import servers
from tests.conftest import Doc, write_doc
from tests.contract import ANSWERS, DOSSIER
from tests.servers import Server

SOURCES = ("source:paper", "source:zeitung-märz")
Running = Callable[[Path], AbstractContextManager[Server]]
SERVERS: dict[str, Running] = {
    "oxigraph": servers.oxigraph,
    "oxigraph with one default graph": lambda folder: servers.oxigraph(folder, "--union-default-graph"),
    "virtuoso": servers.virtuoso,
}


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> Doc:
    return write_doc(tmp_path_factory.mktemp("dossier"), DOSSIER)


@pytest.fixture(scope="module")
def memory(doc: Doc) -> Graph:
    """The graph in memory, whose answers other tests hold to what was worked out by hand."""
    return graph.open(doc.folder)


@contextmanager
def kept(kind: str, folder: Path) -> Iterator[Store]:
    """An empty store of a kind."""
    if kind == "disk":
        yield store.DiskStore(folder / "kept")
        return
    name, by_updates, _ = kind.partition(", by updates")
    with SERVERS[name](folder) as server, pytest.MonkeyPatch.context() as environment:
        if server.password:
            environment.setenv("COALITION_GRAPH_USER", "dba")
            environment.setenv("COALITION_GRAPH_PASSWORD", server.password)
        yield EndpointStore(server.url, server.update_url, None if by_updates else server.graph_store_url)


@pytest.mark.parametrize("kind", ["disk", *SERVERS])
def test_every_answer_is_that_of_memory(kind: str, doc: Doc, memory: Graph, tmp_path: Path) -> None:
    with kept(kind, tmp_path) as made:
        assert twice(doc, made) == [Loaded(SOURCES, (), ()), Loaded((), (), SOURCES)]
        found = Graph(made)
        deviating = {name for name, answer in ANSWERS.items() if answer(found) != answer(memory)}
    assert deviating == set()


@pytest.mark.parametrize("kind", ["disk", "oxigraph", "virtuoso"])
def test_what_a_guard_answers_is_that_of_memory_too(
    kind: str, doc: Doc, memory: Graph, tmp_path: Path
) -> None:
    with kept(kind, tmp_path) as made:
        graph.load([doc.folder], made)
        with Graph(made).guard() as guard:
            for name in ("co-attendance", "latest-statements", "sources"):
                asked = memory.asked(name, {})
                assert guard.answer(asked.sparql, asked.values).table() == memory.query(name), name
            assert guard.answer("ASK { ?s a cg:Statement }").text == b"true"
            assert guard.answer("SELECT ?s { ?s a cg:Statement }", rows=2).cut == 2


@pytest.mark.parametrize("kind", ["oxigraph, by updates", "virtuoso, by updates"])
def test_what_is_written_by_updates_is_the_same(kind: str, doc: Doc, memory: Graph, tmp_path: Path) -> None:
    with kept(kind, tmp_path) as made:
        assert twice(doc, made) == [Loaded(SOURCES, (), ()), Loaded((), (), SOURCES)]
        assert made.quads(ontology=True) == memory.store.quads(ontology=True)
        assert made.graphs() == memory.store.graphs()


def twice(doc: Doc, made: Store) -> list[Loaded]:
    """What two loads do."""
    return [graph.load([doc.folder], made)[0] for _ in range(2)]


def test_answers_that_say_nothing_would_agree_anyway(memory: Graph) -> None:
    tables = {name: answer(memory) for name, answer in ANSWERS.items()}
    empty = [name for name, told in tables.items() if isinstance(told, Table) and not told.rows]
    assert empty == ["own select nothing"]
