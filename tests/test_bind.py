"""A value takes the place of its variable wherever that stands: in filters, subqueries, aggregates, BOUND."""

from __future__ import annotations

import pytest

from coalition_graph.errors import BadQuery
from coalition_graph.store import MemoryStore, Node

B = "https://w3id.org/coalition-graph"


@pytest.fixture(scope="module")
def memory() -> MemoryStore:
    """Sweden and Norway attended London, Sweden attended Paris too."""
    store = MemoryStore()
    came = [("SE", "london"), ("SE", "paris"), ("NO", "london")]
    lines = [
        f"<{B}/country/{code}> <{B}/ontology#attended> <{B}/meeting/{meeting}> <{B}/graph/current> .\n"
        for code, meeting in came
    ]
    store.replace({"graph:current": "".join(lines)}, (), lambda _: {})
    return store


SWEDEN = {"country": Node("country:SE")}


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?m { ?country cg:attended ?m }",
        "SELECT ?m { $country cg:attended ?m }",
        "SELECT ?m { ?c cg:attended ?m FILTER(?c = ?country) }",
        "SELECT ?m { ?c cg:attended ?m FILTER(!BOUND(?country) || ?c = ?country) }",
        "SELECT ?m { { ?c cg:attended ?m FILTER(?c = ?country) } UNION { ?c cg:nothing ?m } }",
        "SELECT ?m { { SELECT ?m { ?country cg:attended ?m } } }",
        "SELECT ?m { ?m ^cg:attended ?c FILTER EXISTS { ?c cg:attended ?m FILTER(?c IN (?country)) } }",
        "SELECT DISTINCT ?m { VALUES ?x { 1 2 } ?country cg:attended ?m }",
    ],
)
def test_the_variable_is_bound_wherever_it_stands(memory: MemoryStore, sparql: str) -> None:
    assert sorted(memory.select(sparql, SWEDEN).rows) == [("meeting:london",), ("meeting:paris",)]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?country (COUNT(?m) AS ?n) { ?country cg:attended ?m } GROUP BY ?country",
        "SELECT ?country (COUNT(?m) AS ?n) WHERE { ?country cg:attended ?m } GROUP BY ?country ORDER BY ?country",
        "SELECT ?country ?n { { SELECT ?country (COUNT(*) AS ?n) { ?country ?p ?m } GROUP BY ?country } }",
        "SELECT ?country (COUNT(?m) AS ?n) { ?country ?p ?m } GROUP BY ?country HAVING(?country != 1) LIMIT 1",
    ],
)
def test_a_variable_that_is_selected_and_grouped_shows_its_value(memory: MemoryStore, sparql: str) -> None:
    assert memory.select(sparql, SWEDEN).rows == [("country:SE", 2)]


def test_a_value_that_is_none_stays_unbound(memory: MemoryStore) -> None:
    sparql = "SELECT ?m { ?c cg:attended ?m FILTER(!BOUND(?country) || ?c = ?country) }"
    assert len(memory.select(sparql, {"country": None})) == 3


def test_a_text_or_comment_with_the_variable_stays_as_it_is(memory: MemoryStore) -> None:
    sparql = "SELECT ?x { BIND('?country' AS ?x) # ?country\n FILTER(?country = country:SE) }"
    assert memory.select(sparql, SWEDEN).rows == [("?country",)]


def test_less_than_a_node_is_not_read_as_a_quoted_triple(memory: MemoryStore) -> None:
    assert memory.select("SELECT ?m { ?c cg:attended ?m FILTER(STR(?c)<?limit) }", {"limit": "z"}).rows != []
    assert memory.select("SELECT ?m { ?c cg:attended ?m FILTER(?c<?country) }", SWEDEN).rows == []


def test_construct_takes_values_too(memory: MemoryStore) -> None:
    triples = memory.construct("CONSTRUCT { ?country cg:code ?m } WHERE { ?country cg:attended ?m }", SWEDEN)
    assert triples.count("\n") == 2
    assert triples.splitlines() == sorted(triples.splitlines())


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?m { VALUES ?country { country:NO } ?country cg:attended ?m }",
        "SELECT ?m { VALUES (?a ?country) { (1 country:NO) } ?country cg:attended ?m }",
        "SELECT ?m { BIND(country:NO AS ?country) ?country cg:attended ?m }",
    ],
)
def test_a_variable_that_the_query_sets_itself_is_refused(memory: MemoryStore, sparql: str) -> None:
    with pytest.raises(BadQuery, match="gives \\?country a value itself"):
        memory.select(sparql, SWEDEN)


def test_a_value_for_no_variable_is_refused(memory: MemoryStore) -> None:
    with pytest.raises(BadQuery, match="no variable \\?contry"):
        memory.select("SELECT ?m { ?country cg:attended ?m }", {"contry": "x"})
