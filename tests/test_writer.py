"""N-Quads text made from strings is what the engine itself would write."""

from __future__ import annotations

import datetime as dt

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph import quads
from coalition_graph.quads import Writer

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)


def engine_text(text: str) -> str:
    store = pyoxigraph.Store()
    store.load(text, format=pyoxigraph.RdfFormat.N_QUADS)
    dumped = (store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b"").decode()
    return "".join(sorted(f"{line}\n" for line in dumped.split("\n") if line))


@given(st.lists(ANY_TEXT, max_size=5))
def test_what_is_written_is_what_the_engine_writes(texts: list[str]) -> None:
    writer = Writer("source:example")
    for number, text in enumerate(texts):
        writer.add(f"statement:example.{number % 2}", "cg:summary", quads.plain(text))
    assert writer.text() == engine_text(writer.text())


@given(ANY_TEXT)
def test_every_text_comes_back_but_for_lone_surrogates(text: str) -> None:
    store = pyoxigraph.Store()
    writer = Writer("source:example")
    writer.add("statement:example.1", "cg:quote", quads.plain(text))
    store.load(writer.text(), format=pyoxigraph.RdfFormat.N_QUADS)
    (quad,) = store
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_lines_are_sorted_as_whole_lines_and_stand_once() -> None:
    writer = Writer("source:s")
    for subject in ("statement:s.a", "statement:s.a-contribution-1", "statement:s.b", "statement:s.a"):
        writer.add(subject, "cg:summary", quads.plain("x"))
        writer.add(subject, "cg:earliest", quads.day(dt.date(2025, 3, 2)))
        writer.add(subject, "rdf:type", quads.node("cg:Statement"))
    lines = writer.text().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == 9


def test_an_empty_graph_is_no_text() -> None:
    writer = Writer("graph:current")
    writer.about("country:SE")
    assert writer.text() == ""
    assert "country:SE" in writer
    assert "country:NO" not in writer


@pytest.mark.parametrize(
    "name", ["country:a b", "person:a>b", 'person:a"b', "nowhere:SE", "SE", "person:a\x07"]
)
def test_what_no_iri_may_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is not the prefixed name of a node"):
        quads.node(name)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "https://e.org/<x>",
        "ftp://e.org",
        "e.org",
        "https://e.org/\n",
    ],
)
def test_what_is_no_web_address_becomes_no_link(url: str) -> None:
    assert quads.link(url) is None


@pytest.mark.parametrize(
    "url", ["https://example.org", "HTTP://example.org:8080/a?b=c#d", "https://пример.рф/ä"]
)
def test_a_web_address_becomes_a_link_that_the_engine_takes(url: str) -> None:
    assert quads.link(url) == f"<{url}>"
    pyoxigraph.NamedNode(url)
