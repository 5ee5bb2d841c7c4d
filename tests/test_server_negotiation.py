"""Forms of answers against the header Accept, and the graphs that a request chooses beside its query."""

from __future__ import annotations

import pytest

from coalition_graph.errors import BadQuery
from coalition_graph.server.datasets import with_dataset
from coalition_graph.server.negotiation import OFFERED, accepted, best

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
A = "https://w3id.org/coalition-graph/source/a"


@pytest.mark.parametrize(
    ("accept", "kind", "sent"),
    [
        ("", "rows", "application/sparql-results+json"),
        ("*/*", "triples", "text/turtle"),
        ("text/*", "rows", "text/csv"),
        ("application/*;q=0.2, text/csv;q=0.1", "rows", "application/sparql-results+json"),
        (BROWSER, "rows", "application/xml"),
        (BROWSER, "triples", "text/turtle"),
        ("TEXT/CSV; header=present; Q=0.5", "rows", "text/csv"),
        ("text/csv;q=1.5, text/tab-separated-values;q=0.9", "rows", "text/csv"),
        ("text/csv;q=much, text/tab-separated-values;q=0.1", "rows", "text/tab-separated-values"),
        ("application/sparql-results+xml, application/rdf+xml", "triples", "application/rdf+xml"),
        ("application/json", "triples", None),
        ("*/*;q=0", "rows", None),
        (",,;", "rows", None),
        # Long beyond all sense, and read no further than makes sense.
        ("a/b," * 60_000 + "text/csv", "rows", None),
    ],
)
def test_what_is_sent(accept: str, kind: str, sent: str | None) -> None:
    assert best(accept, tuple(OFFERED[kind])) == sent


def test_a_client_that_takes_no_answer_at_all_is_told_before_the_query_runs() -> None:
    assert not accepted("image/png, text/html")
    assert accepted("image/png, text/csv;q=0.1")


@pytest.mark.parametrize(
    ("sparql", "whole"),
    [
        ("ASK { ?s ?p ?o }", f"ASK FROM <{A}> {{ ?s ?p ?o }}"),
        ("ASK WHERE { ?s ?p ?o }", f"ASK FROM <{A}> WHERE {{ ?s ?p ?o }}"),
        (
            "SELECT (EXISTS { ?a ?b ?c } AS ?x) WHERE { ?s ?p ?o } LIMIT 1",
            f"SELECT (EXISTS {{ ?a ?b ?c }} AS ?x) FROM <{A}> WHERE {{ ?s ?p ?o }} LIMIT 1",
        ),
        (
            "SELECT * FROM <http://e/> FROM NAMED <http://f/> { ?s ?p ?o }",
            f"SELECT *   FROM <{A}> {{ ?s ?p ?o }}",
        ),
        (
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            f"CONSTRUCT {{ ?s ?p ?o }} FROM <{A}> WHERE {{ ?s ?p ?o }}",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", f"CONSTRUCT FROM <{A}> WHERE {{ ?s ?p ?o }}"),
        ("DESCRIBE country:SE", f"DESCRIBE country:SEFROM <{A}> "),
        ("DESCRIBE ?s LIMIT 1", f"DESCRIBE ?s FROM <{A}> LIMIT 1"),
    ],
)
def test_graphs_beside_a_query_stand_before_its_pattern(sparql: str, whole: str) -> None:
    assert with_dataset(sparql, [A], []) == whole


def test_graphs_to_be_named_are_named() -> None:
    assert with_dataset("ASK {}", [], [A]) == f"ASK FROM NAMED <{A}> {{}}"
    assert with_dataset("ASK {}", [], []) == "ASK {}"


@pytest.mark.parametrize("graph", ["x> } #", "relative", "http://e/ a", ""])
def test_a_graph_that_is_no_address_is_refused(graph: str) -> None:
    with pytest.raises(BadQuery, match="is no address of a graph"):
        with_dataset("ASK {}", [graph], [])
