"""From a dossier to graphs: one per source and the registry, the same on every machine."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition_graph import files, model, quads, store
from tests.benchmarks.dossiers import written
from tests.conftest import Doc, MakeDoc
from tests.everything import EVERYTHING

WHOLE = "".join(f"--- file: {name}\n{text}" for name, text in EVERYTHING.items())


def test_one_graph_per_source_and_the_registry_last(dossier_doc: Doc) -> None:
    """
    --- file: z.yaml
    source: {id: zebra}
    --- file: a.yaml
    source: {id: aardvark}
    meetings: [{id: london, attendance: [SE]}]
    """
    assert [name for name, _ in quads.graphs(dossier_doc.dossier)] == [
        "source:aardvark",
        "source:zebra",
        "graph:registry",
    ]


@pytest.fixture
def texts(make_doc: MakeDoc) -> dict[str, str]:
    return dict(quads.graphs(make_doc(WHOLE).dossier))


def test_every_triple_stands_in_exactly_one_graph(texts: dict[str, str]) -> None:
    triples = [line.rsplit(" ", 2)[0] for text in texts.values() for line in text.splitlines()]
    assert len(triples) == len(set(triples)) > 100


def test_there_are_no_blank_nodes(texts: dict[str, str]) -> None:
    assert not [
        line for text in texts.values() for line in text.splitlines() if " _:" in line or line[0] == "_"
    ]


def test_only_texts_days_numbers_and_truths_are_values(texts: dict[str, str]) -> None:
    found = set(re.findall(r"XMLSchema#(\w+)> <", "".join(texts.values())))
    assert found == {"date", "integer", "boolean"}


def test_nothing_tells_the_machine_or_the_moment(make_doc: MakeDoc, texts: dict[str, str]) -> None:
    again = make_doc(WHOLE)
    assert dict(quads.graphs(again.dossier)) == texts
    assert str(again.folder) not in "".join(texts.values())


def test_the_store_gives_back_the_text_that_it_was_given(texts: dict[str, str]) -> None:
    memory = store.MemoryStore()
    memory.replace(texts, (), lambda _: {})
    assert {graph: memory.text(graph) for graph in memory.graphs()} == texts
    assert memory.quads() == "".join(
        sorted(line for text in texts.values() for line in text.splitlines(True))
    )


def test_every_term_of_ours_that_is_written_is_defined(texts: dict[str, str]) -> None:
    memory = store.MemoryStore()
    memory.replace(texts, (), lambda _: {})
    written = {
        str(cell) for cell in memory.select("SELECT DISTINCT ?p { GRAPH ?g { ?s ?p ?o } }").column("p")
    }
    kinds = memory.select("SELECT DISTINCT ?o { ?s a ?o }").column("o")
    defined = set(memory.select("SELECT ?t { GRAPH graph:ontology { ?t a ?kind } }").column("t"))
    assert {term for term in {*written, *map(str, kinds)} if term.startswith("cg:")} <= defined


def test_what_is_written_is_not_held_any_longer(tmp_path: Path) -> None:
    def held() -> int:
        return sum(isinstance(each, model.Statement) for each in gc.get_objects())

    def graphs() -> Iterator[tuple[str, str]]:
        dossier = files.read([written(tmp_path, 200)]).dossier
        assert dossier
        return quads.graphs(dossier)

    before = held()
    left = [held() - before for _ in graphs()]
    assert left == sorted(left, reverse=True)
    assert left[0] > 100
    assert left[-1] < 20
