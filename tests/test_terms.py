"""Terms become cells and values become terms, in one place."""

from __future__ import annotations

import datetime as dt

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph.errors import BadQuery
from coalition_graph.store import MemoryStore, Node, terms

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<https://w3id.org/coalition-graph/country/SE>", "country:SE"),
        ("<https://w3id.org/coalition-graph/ontology#attended>", "cg:attended"),
        ("<https://w3id.org/coalition-graph/>", "https://w3id.org/coalition-graph/"),
        ("<http://www.w3.org/ns/org#Membership>", "org:Membership"),
        ("<https://example.org/a/b>", "https://example.org/a/b"),
        ('"text"', "text"),
        ('"5"', "5"),
        ('"true"', "true"),
        ('"a\\tb\\n\\"c\\" \\\\ \\u0001"', 'a\tb\n"c" \\ \x01'),
        ('"texte"@fr', "texte"),
        (f'"2025-03-02"^^<{XSD}date>', "2025-03-02"),
        ("5", 5),
        ("-5", -5),
        (f'"5"^^<{XSD}integer>', 5),
        (f'"abc"^^<{XSD}integer>', "abc"),
        (f'"2.5"^^<{XSD}decimal>', "2.5"),
        ("true", True),
        (f'"false"^^<{XSD}boolean>', False),
        ("", None),
        ("_:b0", "_:b0"),
        ("<<( <http://a> <http://b> 1 )>>", "<<( <http://a> <http://b> 1 )>>"),
    ],
)
def test_a_term_becomes_a_cell(written: str, expected: object) -> None:
    assert terms.cell(written) == expected
    assert type(terms.cell(written)) is type(expected)


def test_a_number_of_thousands_of_digits_stays_a_text() -> None:
    assert terms.cell("9" * 5000) == "9" * 5000
    assert terms.cell(f'"{"9" * 5000}"^^<http://www.w3.org/2001/XMLSchema#integer>') == "9" * 5000


@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.booleans(),
        st.integers(-(10**17), 10**17),
        st.builds(Node, st.just("country:SE")),
    )
)
def test_a_value_comes_back_from_a_query_as_it_was(value: str | int | bool) -> None:
    answer = MemoryStore().select("SELECT ?x { BIND(?given AS ?x) }", {"given": value})
    assert answer.rows == [(value,)]


def test_days_and_fractions_are_values_too() -> None:
    sparql = "SELECT (DATATYPE(?a) AS ?x) (DATATYPE(?b) AS ?y) { }"
    assert MemoryStore().select(sparql, {"a": dt.date(2025, 3, 2), "b": 0.5}).rows == [
        ("xsd:date", "xsd:double")
    ]


def test_a_text_that_would_be_code_stays_a_text() -> None:
    hostile = 'Sweden" } ; DROP ALL #'
    assert MemoryStore().select("SELECT ?x { BIND(?name AS ?x) }", {"name": hostile}).rows == [(hostile,)]


@pytest.mark.parametrize("name", ["country:SE> . } #", "nowhere:SE", "javascript:alert(1)"])
def test_a_node_that_is_no_node_is_refused(name: str) -> None:
    with pytest.raises(BadQuery, match="is not the prefixed name of a node"):
        MemoryStore().select("ASK { ?x ?p ?o }", {"x": Node(name)})


def test_ask_is_one_row_and_construct_one_row_a_triple() -> None:
    memory = MemoryStore()
    assert memory.select("ASK { stance:open cg:score 1 }").columns == ("answer",)
    triples = memory.select("CONSTRUCT { country:SE cg:code 'SE' } WHERE {}")
    assert triples.columns == ("subject", "predicate", "object")
    assert triples.rows == [("country:SE", "cg:code", "SE")]


def test_rows_without_columns_and_columns_without_rows() -> None:
    memory = MemoryStore()
    assert memory.select("SELECT * {}").rows == [()]
    assert memory.select("SELECT ?x { ?x cg:code 'nowhere' }").rows == []
    assert memory.select("SELECT ?x { VALUES ?x { UNDEF 1 } } ORDER BY ?x").rows == [(None,), (1,)]


def test_rows_are_those_of_the_engine() -> None:
    inner = pyoxigraph.Store()
    named = pyoxigraph.NamedNode("https://example.org/p")
    texts = ["tab\there", "line\nbreak", "return\rhere", 'quote"', "back\\slash", "\u2028", "", " "]
    for text in texts:
        inner.add(pyoxigraph.Quad(named, named, pyoxigraph.Literal(text)))
    assert sorted(
        MemoryStore(inner).select("SELECT ?o { <https://example.org/p> ?p ?o }").column("o")
    ) == sorted(texts)


@pytest.mark.parametrize("piece", [1, 7, 20, 1000])
def test_rows_are_the_same_however_many_are_read_at_a_time(
    monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    told = [(n, "é" * n) for n in range(9)]
    answer = "?a\t?b\n" + "".join(f'{n}\t"{text}"\n' for n, text in told)
    monkeypatch.setattr(terms, "_PIECE", piece)
    assert terms.rows(answer.encode()).rows == told
