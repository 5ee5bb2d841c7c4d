"""Every ready question against the raw engine and against rdflib's own, on the same quads."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import cache

import pyoxigraph
import pytest
import rdflib
from pytest_benchmark.fixture import BenchmarkFixture

from coalition_graph import Graph, queries, vocabulary
from tests.benchmarks.measured import best, held_to, seconds_within, side_by_side

# What each type of parameter is given; in a made-up dossier the first of a kind is named most.
VALUES = {
    "actor": "US",
    "country": "US",
    "condition": "condition-0",
    "meeting": "meeting-0",
    "proposal": "proposal-0",
    "series": "series-0",
    "number": "3",
}
ROWS, AGGREGATES = 1.5, 1.1
# Each question, and the median of all.
EACH, MEDIAN = 7.0, 20.0
MANY_ROWS = "SELECT ?s ?actor ?stance ?proposal ?summary WHERE { ?s a cg:Statement ; cg:actor ?actor ; \
cg:stance ?stance ; cg:proposal ?proposal ; cg:summary ?summary }"
FEW_ROWS = "SELECT ?stance (COUNT(*) AS ?n) WHERE { ?s a cg:Statement ; cg:stance ?stance } GROUP BY ?stance"
# So much longer than ours may rdflib take before it is stopped, and the ratio is at least this.
PATIENCE = 25.0


@pytest.fixture(scope="session")
def rdflib_of(graph_of: Callable[[int], Graph]) -> Callable[[int], rdflib.Dataset]:
    @cache
    def made(size: int) -> rdflib.Dataset:
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=graph_of(size).store.quads(ontology=True), format="nquads")
        return dataset

    return made


def raw(engine: pyoxigraph.Store, sparql: str) -> None:
    """Ask the engine itself, and make each term a value."""
    for row in engine.query(sparql, prefixes=vocabulary.PREFIXES, use_default_graph_as_union=True):
        [term.value if term else None for term in row]


def asked(graph: Graph, question: queries.Question) -> tuple[dict[str, str], str]:
    """The values that a question is asked with, and its whole text."""
    values = {each.name: _value(graph, each) for each in question.parameters}
    return values, graph.asked(question.name, values).text()


def _value(graph: Graph, parameter: queries.Parameter) -> str:
    if parameter.type == "person":
        return str(
            graph.query("SELECT ?name { ?who a cg:Person ; rdfs:label ?name } ORDER BY ?name LIMIT 1").rows[
                0
            ][0]
        )
    if parameter.type == "date":
        return "2015-06" if parameter.name in ("since", "from") else "2020"
    return VALUES.get(parameter.type, "guarantee")


@pytest.mark.parametrize(
    ("sparql", "goal"), [(MANY_ROWS, ROWS), (FEW_ROWS, AGGREGATES)], ids=["rows", "aggregate"]
)
def test_a_query_of_ones_own_against_the_raw_engine(
    benchmark: BenchmarkFixture, sparql: str, goal: float, opened: Graph, engine: pyoxigraph.Store
) -> None:
    benchmark.pedantic(lambda: opened.query(sparql), rounds=1)
    ours, theirs = side_by_side(lambda: opened.query(sparql), lambda: raw(engine, sparql), 5)
    kind = "statements as rows of five" if sparql == MANY_ROWS else "an aggregate"
    held_to(benchmark, f"own query, {kind}, against the raw engine", ours / theirs, goal)


@pytest.mark.parametrize("question", queries.ready(), ids=lambda each: each.name)
def test_a_ready_question_against_the_raw_engine(
    benchmark: BenchmarkFixture,
    question: queries.Question,
    opened: Graph,
    engine: pyoxigraph.Store,
) -> None:
    values, sparql = asked(opened, question)

    benchmark.pedantic(lambda: opened.query(question.name, **values), rounds=3, warmup_rounds=1)
    rounds = 3 if benchmark.stats.stats.min > 0.2 else 15
    ours, theirs = side_by_side(
        lambda: opened.query(question.name, **values), lambda: raw(engine, sparql), rounds
    )
    counted = "COUNT(" in sparql or "GROUP BY" in sparql
    work = f"named queries, {'aggregates' if counted else 'rows'}, against the raw engine"
    held_to(benchmark, work, ours / theirs, AGGREGATES if counted else ROWS)


def test_the_ready_questions_against_rdflib(
    benchmark: BenchmarkFixture,
    opened: Graph,
    statements: int,
    rdflib_of: Callable[[int], rdflib.Dataset],
) -> None:
    dataset = rdflib_of(statements)
    ratios = {question.name: _times_faster(opened, dataset, question) for question in queries.ready()}
    benchmark.pedantic(lambda: opened.query(queries.ready()[0].name), rounds=1)
    least, median = min(ratios, key=ratios.__getitem__), statistics.median(ratios.values())
    benchmark.extra_info |= {
        "least": least,
        "times": {name: round(ratio, 1) for name, ratio in ratios.items()},
    }
    held_to(benchmark, "named queries, each, against rdflib's engine", ratios[least], EACH, at_least=True)
    held_to(benchmark, "named queries, the median, against rdflib's engine", median, MEDIAN, at_least=True)


def _times_faster(graph: Graph, dataset: rdflib.Dataset, question: queries.Question) -> float:
    values, sparql = asked(graph, question)
    ours = best(lambda: graph.query(question.name, **values), 5)
    limit = max(1.0, PATIENCE * ours)
    taken = seconds_within(limit, lambda: list(dataset.query(sparql)))
    return (taken or limit) / ours
