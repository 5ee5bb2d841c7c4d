"""RDF files of ours and of strangers: read, refused with their place, and written the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from coalition_graph import ordering, quads, vocabulary
from coalition_graph.errors import BadParameter, UsageError
from coalition_graph.files import rdf
from coalition_graph.store import MemoryStore
from tests.conftest import MakeDoc
from tests.test_quads import WHOLE

QUESTIONS = [
    "SELECT ?s ?actor ?stance { ?s a cg:Statement ; cg:actor ?actor ; cg:stance ?stance } ORDER BY ?s ?actor",
    "SELECT ?s ?source { ?s cg:source ?source } ORDER BY ?s",
    "SELECT ?m ?date ?label { ?m a cg:Meeting ; rdfs:label ?label ; cg:dateAsWritten ?date } ORDER BY ?m",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
]


@pytest.fixture
def memory(make_doc: MakeDoc) -> MemoryStore:
    """The dossier that has every key once."""
    store = MemoryStore()
    store.replace(quads.graphs(make_doc(WHOLE).dossier), (), lambda _: {})
    return store


def loaded(path: Path) -> MemoryStore:
    found = rdf.read_rdf(path)
    assert found.problems == ()
    assert found.loaded is not None
    return MemoryStore(found.loaded)


@pytest.mark.parametrize("form", rdf.FORMS)
def test_what_we_wrote_answers_the_same_when_read_again(
    tmp_path: Path, memory: MemoryStore, form: str
) -> None:
    path = tmp_path / f"graph.{form}"
    rdf.write_rdf(memory.lines(), path, form)
    again = loaded(path)
    for question in QUESTIONS:
        assert again.select(question).rows == memory.select(question).rows, question


@pytest.mark.parametrize("form", ["trig", "nq"])
def test_trig_and_nquads_keep_every_graph(tmp_path: Path, memory: MemoryStore, form: str) -> None:
    path = tmp_path / f"graph.{form}"
    assert rdf.write_rdf(memory.lines(), path, form) == ()
    assert rdf.read_rdf(path).notes == ()
    assert loaded(path).quads() == memory.quads()


def test_turtle_says_that_it_loses_the_sources(tmp_path: Path, memory: MemoryStore) -> None:
    path = tmp_path / "graph.ttl"
    (note,) = rdf.write_rdf(memory.lines(), path, "ttl")
    assert "holds one graph" in note
    assert rdf.read_rdf(path).notes == (note,)
    assert loaded(path).graphs() == ("graph:current",)


@pytest.mark.parametrize("form", rdf.FORMS)
def test_the_bytes_do_not_depend_on_the_order_of_loading(memory: MemoryStore, form: str) -> None:
    other = MemoryStore()
    for graph in reversed(memory.graphs()):
        other.replace({graph: memory.text(graph)}, (), lambda _: {})
    assert rdf.render(other.quads(), form) == rdf.render(memory.quads(), form)


@pytest.mark.parametrize("form", rdf.FORMS)
def test_what_lies_on_disk_meanwhile_is_written_the_same(
    tmp_path: Path, memory: MemoryStore, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    whole = rdf.render(memory.quads(), form)
    monkeypatch.setattr(ordering, "RUN", 1_000)
    rdf.write_rdf(memory.lines(), tmp_path / "graph", form)
    assert (tmp_path / "graph").read_bytes() == whole


def as_before(quads: str, form: str) -> bytes:
    """Everything sorted in memory at once."""
    lines = [f"{line}\n" for line in quads.split("\n") if line]
    if form == "ttl":
        lines = sorted({line.rpartition(" <")[0] + " .\n" for line in lines})
        parsed = pyoxigraph.parse("".join(lines), format=pyoxigraph.RdfFormat.N_TRIPLES)
    else:
        lines.sort(key=lambda line: (line.rpartition(" <")[2], line))
        parsed = pyoxigraph.parse("".join(lines), format=pyoxigraph.RdfFormat.N_QUADS)
    made = pyoxigraph.serialize(parsed, format=rdf.ENDINGS[f".{form}"], prefixes=vocabulary.PREFIXES)
    return made or b""


@pytest.mark.parametrize("form", ["trig", "ttl", "jsonld"])
def test_line_by_line_gives_the_bytes_that_all_at_once_gives(memory: MemoryStore, form: str) -> None:
    assert rdf.render(memory.quads(), form) == as_before(memory.quads(), form)


@pytest.mark.parametrize("form", rdf.FORMS)
def test_a_store_that_fails_meanwhile_is_told_and_leaves_the_old_file(tmp_path: Path, form: str) -> None:
    def lines() -> Iterator[bytes]:
        yield b"<http://e/s> <http://e/p> <http://e/o> <http://e/g> .\n"
        raise UsageError("the store is gone")

    (tmp_path / "old").write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match="the store is gone"):
        rdf.write_rdf(lines(), tmp_path / "old", form)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("old", "old")]


def test_the_ontology_is_left_out_and_prefixes_are_ours(memory: MemoryStore) -> None:
    text = rdf.render(memory.quads(), "trig").decode()
    assert "owl:Class" not in text
    assert "statement:paper.first a cg:Statement" in text
    assert "\nsource:paper {" in text or "\nGRAPH source:paper {" in text


HOSTILE = (
    "tab\t line\n return\r quote\" back\\slash null\0 bell\a escape\x1b sep\u2028 }} . <http://e> @en ''' 😀"
)


@pytest.mark.parametrize("form", rdf.FORMS)
def test_hostile_text_comes_back_to_the_letter(tmp_path: Path, form: str) -> None:
    writer = quads.Writer("source:s")
    writer.add("statement:s.1", "cg:quote", quads.plain(HOSTILE))
    rdf.write_rdf(writer.text().encode().splitlines(keepends=True), tmp_path / f"graph.{form}", form)
    assert loaded(tmp_path / f"graph.{form}").select("SELECT ?q { ?s cg:quote ?q }").rows == [(HOSTILE,)]


def test_an_unknown_form_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="write one of trig, ttl, nq"):
        rdf.write_rdf((), tmp_path / "graph.xml", "xml")


ONE = {
    "nq": "<http://e/s> <http://e/p> 'x' <http://e/g> .".replace("'", '"'),
    "nt": '<http://e/s> <http://e/p> "x" .',
    "ttl": "@prefix e: <http://e/> . e:s e:p 'x' .",
    "trig": "@prefix e: <http://e/> . e:g { e:s e:p 'x' }",
    "jsonld": '{"@context": {"p": "http://e/p"}, "@id": "http://e/s", "p": "x"}',
    "rdf": (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        '<r:Description r:about="http://e/s"><e:p>x</e:p></r:Description></r:RDF>'
    ),
}


@pytest.mark.parametrize("ending", ONE)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_format_is_known_by_its_ending(tmp_path: Path, ending: str, mark: str) -> None:
    path = tmp_path / f"graph.{ending.upper()}"
    path.write_text(mark + ONE[ending], encoding="utf-8")
    assert rdf.is_rdf(path)
    assert loaded(path).select("SELECT ?o { <http://e/s> <http://e/p> ?o }").rows == [("x",)]


@pytest.mark.parametrize("name", ["graph.xml", "graph.json", "graph", "graph.yaml", "graph.n3"])
def test_other_endings_are_not_guessed(name: str) -> None:
    assert not rdf.is_rdf(name)


PREFIX = b"@prefix e: <http://e/> .\n"


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("space.ttl", PREFIX + b"<http://e/a b> e:p e:o .", ":2:1: E601: "),
        ("angle.ttl", PREFIX + b"e:s e:p <http://e/\\u003E> .", ":2:9: E601: "),
        ("relative.ttl", PREFIX + b"<a> e:p e:o .", ":2:1: E601: "),
        ("cut.ttl", PREFIX + b"e:s e:p ", ":2:9: E601: "),
        ("open.ttl", PREFIX + b"e:s e:p 'x", ":2:9: E601: "),
        ("page.ttl", b"<!DOCTYPE html><html><body>Not found</body></html>", ":1:1: E601: "),
        ("latin.ttl", PREFIX + b"e:s e:p 'caf\xe9' .", ":2:"),
        ("utf16.ttl", "@prefix e: <http://e/> .".encode("utf-16"), ":1:1: E601: "),
        ("language.ttl", PREFIX + b"e:s e:p 'x'@abcdefghijk .", ":2:13: E601: "),
        ("surrogate.ttl", PREFIX + b"e:s e:p '\\uD800' .", ":2:"),
        (
            "quoted.nq",
            b"<http://e/s> <http://e/p> " + b"<<( <http://e/s> <http://e/p> " * 30000,
            ":1:1: E602: ",
        ),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, name: str, content: bytes, place: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = rdf.read_rdf(tmp_path / name)
    assert found.loaded is None
    (problem,) = map(str, found.problems)
    assert problem.startswith(f"{tmp_path / name}{place}")
    assert "\n" not in problem


def test_a_missing_or_too_large_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (missing,) = rdf.read_rdf(tmp_path / "nowhere.ttl").problems
    assert missing.code == "E604"
    (tmp_path / "large.rdf").write_text(ONE["rdf"])
    monkeypatch.setitem(rdf._LARGEST, ".rdf", 10)
    (large,) = rdf.read_rdf(tmp_path / "large.rdf").problems
    assert (large.code, "at most 10 are read" in large.message) == ("E603", True)


@pytest.mark.parametrize("depth", [2000, 20000])
@pytest.mark.parametrize(("opening", "closing"), [("[ e:p ", " ]"), ("(", ")")])
def test_deep_turtle_is_read(tmp_path: Path, opening: str, closing: str, depth: int) -> None:
    text = "@prefix e: <http://e/> .\ne:s e:p " + opening * depth + "1" + closing * depth + " ."
    (tmp_path / "deep.ttl").write_text(text)
    assert rdf.read_rdf(tmp_path / "deep.ttl").problems == ()
