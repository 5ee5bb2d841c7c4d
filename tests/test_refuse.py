"""Queries read this store only: no network, no file, no change."""

from __future__ import annotations

import pytest

from coalition_graph.errors import BadQuery
from coalition_graph.store import MemoryStore
from tests.bait import Visits

FETCHING = [
    "SELECT * { SERVICE <BAIT/x> { ?s ?p ?o } }",
    "SELECT * { service silent <BAIT/x> { ?s ?p ?o } }",
    "SELECT * { BIND(<BAIT/x> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { BIND(<BAIT/x> AS ?e)SERVICE?e{?s ?p ?o} }",
    "PREFIX ex: <BAIT/> SELECT * { SERVICEex:x { ?s ?p ?o } }",
    "PREFIX ex: <BAIT/> SELECT * { ?s ?p true.SERVICE ex:x { ?s ?p ?o } }",
    "PREFIX ex: <BAIT/> SELECT * { ?s ex:a\\#b ?o SERVICE ex:x { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER(?a<'>') SERVICE <BAIT/x> { ?s ?p ?o } FILTER('a'='') }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b#>''' \n ) SERVICE <BAIT/x> { ?s ?p ?o } #'''\n }",
    "SELECT * { # \r SERVICE <BAIT/x> { ?s ?p ?o } \n }",
    "SELECT * FROM <BAIT/x> { ?s ?p ?o }",
    "SELECT * FROM NAMED <BAIT/x> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX ex: <BAIT/> SELECT * FROM ex:x { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "LOAD <BAIT/x>",
    "LOAD <file:///etc/passwd>",
]


@pytest.mark.parametrize("sparql", FETCHING)
def test_what_would_fetch_is_refused(sparql: str, visits: Visits) -> None:
    with pytest.raises(BadQuery):
        MemoryStore().select(sparql.replace("BAIT", visits.address))
    assert visits.paths == []


@pytest.mark.parametrize(
    "sparql", ["SELECT * { GRAPH <BAIT/x> { ?s ?p ?o } }", "SELECT * { <BAIT/x> ?p ?o }"]
)
def test_an_address_that_is_only_named_is_not_fetched(sparql: str, visits: Visits) -> None:
    assert MemoryStore().select(sparql.replace("BAIT", visits.address)).rows == []
    assert visits.paths == []


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s ?p 'SERVICE <http://e> {}' }",
        "ASK { ?s ?p '''LOAD ' SERVICE''' } # SERVICE FROM <file:///x>",
        "# SERVICE\nASK { ?service ?p ?from }",
        "ASK { ?s <http://e/SERVICE> ?o }",
        "PREFIX ex: <http://e/> ASK { ?s ex:SERVICE ?load FILTER(?load != 'FROM <file:///etc/passwd>') }",
        "SELECT ?insert ?drop { ?insert cg:add ?drop }",
    ],
)
def test_the_words_in_texts_names_and_comments_are_not_refused(sparql: str) -> None:
    MemoryStore().select(sparql)


@pytest.mark.parametrize(
    "sparql", ["DROP ALL", "INSERT DATA { country:SE cg:code 'x' }", "DELETE WHERE { ?s ?p ?o }", "clear all"]
)
def test_updates_are_refused_with_a_mend(sparql: str) -> None:
    with pytest.raises(BadQuery, match="change the coding files and load again"):
        MemoryStore().select(sparql)


@pytest.mark.parametrize(
    "sparql", ["ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", "ASK " + "{" * 3000 + "}" * 3000]
)
def test_nesting_that_would_kill_the_engine_is_refused(sparql: str) -> None:
    with pytest.raises(BadQuery, match="nested deeper"):
        MemoryStore().select(sparql)


def test_from_of_our_graphs_restricts_the_answer() -> None:
    memory = MemoryStore()
    base = "https://w3id.org/coalition-graph"
    texts = {
        f"source:{name}": f'<{base}/country/SE> <{base}/ontology#code> "{name}" <{base}/source/{name}> .\n'
        for name in ("one", "two")
    }
    memory.replace(texts, (), lambda _: {})
    rows = memory.select("SELECT ?code FROM source:two { country:SE cg:code ?code }").rows
    assert rows == [("two",)]
    assert len(memory.select("SELECT ?code { country:SE cg:code ?code }")) == 2
    assert len(memory.select("SELECT ?c FROM NAMED source:one { GRAPH ?g { country:SE cg:code ?c } }")) == 1
    assert (
        len(memory.select(f"PREFIX s: <{base}/source/> SELECT ?c FROM s:one {{ country:SE cg:code ?c }}"))
        == 1
    )
