"""Speed as ratios to the raw engine in one run: `python -m pytest tests/benchmarks`.

Absolute times say nothing across machines; each benchmark keeps its ratio in `extra_info`, and fails only
far beyond the goal, for a busy machine must not look like a fault.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import coalition_graph
from coalition_graph import vocabulary
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.rule import Position
from coalition_graph.model import Expression, Requirement

NQUADS = pyoxigraph.RdfFormat.N_QUADS
COUNTRIES = ("SE", "NO", "DK", "FI", "FR", "GB", "DE", "PL", "IT", "ES")
STATEMENTS = 10_000


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV of ten thousand statements by ten countries on twenty proposals, from fifty sources."""
    folder = tmp_path_factory.mktemp("large")
    proposals = "".join(f"  - {{id: p{i}, title: Proposal {i}}}\n" for i in range(20))
    sources = "".join(f"s{i},2025-01-{i % 28 + 1:02}\n" for i in range(50))
    rows = "".join(
        f"s{i % 50},{COUNTRIES[i % 10]},{('open', 'declines', 'supports')[i % 3]},p{i % 20},Summary {i}\n"
        for i in range(STATEMENTS)
    )
    (folder / "dossier.yaml").write_text(f"dossier: {{id: large}}\nproposals:\n{proposals}")
    (folder / "sources.csv").write_text(f"id,published\n{sources}")
    (folder / "statements.csv").write_text(f"source,actor,stance,proposal,summary\n{rows}")
    return folder


@pytest.fixture(scope="module")
def opened(dossier: Path) -> coalition_graph.Graph:
    return coalition_graph.open(dossier)


def best(run: Callable[[], object], rounds: int = 3) -> float:
    """The least of a few times, in seconds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return min(times)


def held_to(benchmark: BenchmarkFixture, ratio: float, goal: float) -> None:
    benchmark.extra_info.update(ratio=round(ratio, 2), goal=goal)
    assert ratio < 3 * goal


ROWS = "SELECT ?s ?actor ?stance ?proposal ?summary WHERE { ?s a cg:Statement ; cg:actor ?actor ; \
cg:stance ?stance ; cg:proposal ?proposal ; cg:summary ?summary }"
AGGREGATE = "SELECT ?stance (COUNT(*) AS ?n) WHERE { ?s a cg:Statement ; cg:stance ?stance } GROUP BY ?stance"


@pytest.mark.parametrize(("sparql", "goal"), [(ROWS, 1.5), (AGGREGATE, 1.1)], ids=["rows", "aggregate"])
def test_query(benchmark: BenchmarkFixture, opened: coalition_graph.Graph, sparql: str, goal: float) -> None:
    engine = pyoxigraph.Store()
    engine.bulk_load(opened.store.quads(), format=NQUADS)

    def raw() -> None:
        found = engine.query(sparql, prefixes=vocabulary.PREFIXES, use_default_graph_as_union=True)
        for row in found:
            [term.value for term in row]

    benchmark.pedantic(lambda: opened.query(sparql), rounds=5)
    held_to(benchmark, benchmark.stats.stats.min / best(raw, 5), goal)


def test_help(benchmark: BenchmarkFixture) -> None:
    def run(*args: str) -> None:
        subprocess.run([sys.executable, *args], check=True, capture_output=True)

    benchmark.pedantic(run, args=("-m", "coalition_graph", "--help"), rounds=7)
    held_to(benchmark, benchmark.stats.stats.min / best(lambda: run("-c", "import click"), 7), 1.3)


def test_picture(benchmark: BenchmarkFixture) -> None:
    example = coalition_graph.open("example")
    page = benchmark.pedantic(example.picture, rounds=3)
    benchmark.extra_info["kilobytes"] = len(page.html.encode()) // 1000
    assert benchmark.extra_info["kilobytes"] <= 600


def falling(size: int) -> Callable[[], object]:
    """The engine over positions that become firm one after the other, fifty per threshold."""
    rules = {
        f"c{step}": Requirement(at_least=50 * step, stance=("pledges", "open"), proposal="force")
        for step in range(size // 50)
    }
    asked = [
        Position(f"A{n}", "force", "open", (), expression=Expression(op="all", parts=(f"c{n // 50}",)))
        for n in range(size)
    ]
    assert len(holding(asked, rules, {}).firm) == size
    return lambda: holding(asked, rules, {})


def test_twice_the_positions_take_about_twice_the_time(benchmark: BenchmarkFixture) -> None:
    half = best(falling(5_000))
    benchmark.pedantic(falling(10_000), rounds=3)
    held_to(benchmark, benchmark.stats.stats.min / half, 2.0)
