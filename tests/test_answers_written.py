"""What a query came to: cut where it is too long, and written in the W3C's forms."""

from __future__ import annotations

import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph.errors import BadQuery
from coalition_graph.store import MemoryStore
from coalition_graph.store.declared import declared
from coalition_graph.store.lexer import read
from coalition_graph.store.limit import limited

NUMBERS = "SELECT ?n { VALUES ?n { 1 2 3 4 5 } } ORDER BY DESC(?n)"


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return MemoryStore()


def test_a_long_answer_is_cut_and_says_so(store: MemoryStore) -> None:
    answer = store.answer(NUMBERS, rows=2)
    assert answer.table().rows == [(5,), (4,)]
    assert answer.table().notes == ("cut at 2 rows; there are more",)


def test_an_answer_of_just_so_many_rows_is_whole(store: MemoryStore) -> None:
    answer = store.answer(NUMBERS, rows=5)
    assert answer.cut is None
    assert len(answer.table()) == 5


def test_triples_are_cut_too(store: MemoryStore) -> None:
    answer = store.answer("CONSTRUCT { ?s a cg:Thing } { ?s cg:score ?o }", rows=3)
    assert (answer.cut, answer.ntriples().count("\n")) == (3, 3)


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ("SELECT ?n { VALUES ?n { 1 2 3 } } # no more", 1),
        ("SELECT ?n {} VALUES ?n { 1 2 3 }", 1),
        ("SELECT ?n { VALUES ?n { 1 2 3 } } LIMIT 2", 2),
        ("SELECT ?n { VALUES ?n { 1 2 3 } } LIMIT 1 OFFSET 1", 1),
        ("SELECT ?n { { SELECT ?n { VALUES ?n { 1 2 3 } } LIMIT 3 } }", 1),
        ("SELECT ?limit (COUNT(*) AS ?n) { ?limit cg:score ?o } GROUP BY ?limit", 3),
    ],
)
def test_the_engine_is_asked_for_no_more_than_wanted(store: MemoryStore, sparql: str, rows: int) -> None:
    assert len(store.select(limited(read(sparql), rows))) == rows


def test_an_error_at_the_end_points_into_the_query_as_it_was_written(store: MemoryStore) -> None:
    for rows in (None, 5):
        with pytest.raises(BadQuery, match=r"line 2, column 8: .*\n  \{ \?s \?p\n {9}\^"):
            store.answer("SELECT *\n{ ?s ?p", rows=rows)


def test_a_limit_that_no_engine_can_count_is_left_to_the_engine_to_refuse() -> None:
    sparql = f"SELECT * {{ ?s ?p ?o }} LIMIT {'9' * 5000}"
    assert limited(read(sparql), 1) == sparql


def test_what_is_no_select_is_not_limited() -> None:
    for sparql in ("ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { SELECT * { ?s ?p ?o } }", "DESCRIBE ?s {}"):
        assert limited(read(sparql), 1) == sparql


@given(st.lists(st.text(max_size=20), max_size=8), st.integers(min_value=0, max_value=9))
def test_any_text_comes_back_and_the_cut_is_right(texts: list[str], rows: int) -> None:
    kept = [text.encode("utf-8", "ignore").decode().replace("\r", "") for text in texts]
    listed = " ".join(json.dumps(text, ensure_ascii=True).replace("\\ud", "\\\\ud") for text in kept)
    answer = MemoryStore().answer(f"SELECT ?t {{ VALUES ?t {{ {listed} }} }}", rows=rows)
    assert len(answer.table()) == min(rows, len(kept))
    assert answer.cut == (rows if len(kept) > rows else None)


def test_rows_in_every_standard_form(store: MemoryStore) -> None:
    answer = store.answer("SELECT ?n ?t { VALUES (?n ?t) { (1 'a,b') (UNDEF 'x'@en) } }")
    found = json.loads(answer.written("srj"))
    assert found["head"]["vars"] == ["n", "t"]
    assert found["results"]["bindings"][1] == {"t": {"type": "literal", "value": "x", "xml:lang": "en"}}
    assert answer.written("csv") == b'n,t\r\n1,"a,b"\r\n,x\r\n'
    assert answer.written("tsv").startswith(b"?n\t?t\n1\t")
    assert b'<literal xml:lang="en">x</literal>' in answer.written("srx")


def test_triples_in_every_standard_form(store: MemoryStore) -> None:
    answer = store.answer("CONSTRUCT { stance:open cg:score ?o } { stance:open cg:score ?o }")
    assert answer.written("nt").count(b"\n") == 1
    assert b"stance:open cg:score 1 ." in answer.written("ttl")
    for form, name in {
        "ttl": "turtle",
        "nq": "nquads",
        "trig": "trig",
        "jsonld": "json-ld",
        "rdf": "xml",
    }.items():
        assert len(rdflib.Dataset().parse(data=answer.written(form), format=name)) == 1, form


def test_truth_in_its_two_forms(store: MemoryStore) -> None:
    answer = store.answer("ASK {}")
    assert json.loads(answer.written("srj"))["boolean"] is True
    assert b"<boolean>true</boolean>" in answer.written("srx")


@pytest.mark.parametrize(
    ("sparql", "form"), [("ASK {}", "csv"), (NUMBERS, "ttl"), ("DESCRIBE stance:open", "srj")]
)
def test_a_form_that_cannot_hold_the_answer_is_an_error_with_those_that_can(
    store: MemoryStore, sparql: str, form: str
) -> None:
    with pytest.raises(BadQuery, match=f"which {form} cannot hold; ask for"):
        store.answer(sparql).written(form)


def test_known_prefixes_are_spelled_out_for_other_engines() -> None:
    query = "PREFIX cg: <http://e/> SELECT * { ?s cg:a 'country:SE' ; a stance:open } # person:x"
    assert declared(query) == f"PREFIX stance: <https://w3id.org/coalition-graph/stance/>\n{query}"
