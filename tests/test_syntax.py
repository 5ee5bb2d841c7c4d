"""A query that does not parse is shown with its line and a caret."""

from __future__ import annotations

import pytest

from coalition_graph.errors import BadQuery
from coalition_graph.store import MemoryStore, Node


def complaint(sparql: str, **values: str) -> list[str]:
    with pytest.raises(BadQuery) as raised:
        MemoryStore().select(sparql, values)
    return str(raised.value).splitlines()


def test_the_caret_stands_under_the_column() -> None:
    first, line, caret = complaint("SELECT ?s\nWERE { ?s cg:actor ?a }")
    assert first.startswith("the query does not parse, line 2, column 6: expected one of DISTINCT, WHERE")
    assert line == "  WERE { ?s cg:actor ?a }"
    assert line[: caret.index("^")] == "  WERE "


def test_an_empty_query_is_called_empty() -> None:
    assert complaint(" # nothing\n") == [
        "the query is empty; write one, such as SELECT ?m { country:SE cg:attended ?m }"
    ]


def test_an_unknown_prefix_is_named() -> None:
    first, line, caret = complaint("SELECT ?s {\n ?s foo:actor ?a }")
    assert first.startswith("the query does not parse, line 2, column 5: the prefix foo: is not known; ")
    assert first.endswith("write PREFIX foo: <…> first")
    assert line[caret.index("^") :].startswith("foo:actor")


def test_a_long_line_is_shown_around_the_fault() -> None:
    first, line, caret = complaint(
        "ASK { " + "?a ?b ?c . " * 100 + "?wrong ?wrong" + " ?a ?b ?c ." * 100 + "}"
    )
    assert int(first.split("column ")[1].split(":")[0]) > 1000
    assert len(line) < 130
    assert "?wrong" in line[: caret.index("^")]


@pytest.mark.parametrize("sparql", ["", "SELECT", "hello", "\x1b[31m", "{", "SELECT ?s", "\udc80"])
def test_no_text_is_a_crash(sparql: str) -> None:
    lines = complaint(sparql)
    assert "\x1b" not in "".join(lines)


def test_an_unknown_function_is_told() -> None:
    assert complaint("SELECT (<http://e/f>(1) AS ?x) {}")[0].startswith("the query cannot be answered: ")


def test_values_are_shown_in_the_line_that_the_engine_read() -> None:
    _, line, _ = complaint("SELECT ?p { ?x ?p FILTER }", x=Node("country:SE"))
    assert "country/SE" in line
