"""The mirror in NetworkX against one raw SELECT into `add_edges_from`, per edge; its memory; and a slice."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from sys import intern

import networkx as nx
import pyoxigraph
from pytest_benchmark.fixture import BenchmarkFixture

from coalition_graph import Graph, vocabulary
from tests.benchmarks.measured import best, held_to, side_by_side

TIME, MEMORY, SLICE = 1.3, 0.5, 2.0
RAW = """
SELECT ?report ?actor ?proposal ?stance ?said ?latest ?source ?attribution ?quote ?summary WHERE {
  ?report a cg:Statement ; cg:actor ?actor ; cg:proposal ?proposal ; cg:stance ?stance .
  OPTIONAL { ?report cg:saidOn ?said } OPTIONAL { ?report cg:latest ?latest }
  OPTIONAL { ?report cg:source ?source } OPTIONAL { ?report cg:attribution ?attribution }
  OPTIONAL { ?report cg:quote ?quote } OPTIONAL { ?report cg:summary ?summary }
}"""
KEYS = ("stance", "said", "date", "source", "attribution", "quote", "summary")


def raw(engine: pyoxigraph.Store) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()

    def edges() -> Iterator[tuple[str, str, str, dict[str, str]]]:
        for row in engine.query(RAW, prefixes=vocabulary.PREFIXES, use_default_graph_as_union=True):
            report, actor, proposal, *rest = (intern(term.value) if term else None for term in row)
            yield (
                actor,
                proposal,
                report,
                {key: value for key, value in zip(KEYS, rest, strict=True) if value},
            )

    graph.add_edges_from(edges())
    return graph


def test_the_whole_mirror(benchmark: BenchmarkFixture, opened: Graph, engine: pyoxigraph.Store) -> None:
    made = benchmark.pedantic(opened.network, rounds=1)
    bare = raw(engine)
    ours, theirs = side_by_side(opened.network, lambda: raw(engine), 3)
    per_edge = (ours / made.number_of_edges()) / (theirs / bare.number_of_edges())
    held_to(benchmark, "mirror, time an edge, against one raw SELECT", per_edge, TIME)


def test_the_memory_of_the_mirror(benchmark: BenchmarkFixture, opened: Graph) -> None:
    gc.collect()
    tracemalloc.start()
    made = benchmark.pedantic(opened.network, rounds=1)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    held_to(benchmark, "mirror, memory an edge", held / 1000 / made.number_of_edges(), MEMORY, unit=" KB")


def test_a_slice_costs_what_the_slice_costs(benchmark: BenchmarkFixture, opened: Graph) -> None:
    """Per edge, a slice of one actor takes about as long as the whole."""
    part = benchmark.pedantic(lambda: opened.network(actor="SE"), rounds=3)
    made = opened.network()
    whole = best(opened.network, 2)
    share = part.number_of_edges() / made.number_of_edges()
    held_to(
        benchmark,
        "mirror, a slice's time an edge, against the whole's",
        benchmark.stats.stats.min / whole / share,
        SLICE,
    )
