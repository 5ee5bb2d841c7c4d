"""Speed as ratios to the raw engine in one run: `python -m pytest tests/benchmarks`.

Absolute times say nothing across machines; each benchmark keeps its ratio in `extra_info`, and fails only
far beyond the goal, for a busy machine must not look like a fault.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import coalition_graph
from coalition_graph import files, graph, quads, store

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


def test_files_into_memory(benchmark: BenchmarkFixture, dossier: Path) -> None:
    reading = files.read([dossier])
    assert reading.dossier
    text = "".join(text for _, text in quads.graphs(reading.dossier))
    raw = best(lambda: pyoxigraph.Store().bulk_load(text, format=NQUADS))
    benchmark.pedantic(lambda: graph.load([dossier], store.MemoryStore()), rounds=3)
    held_to(benchmark, benchmark.stats.stats.min / raw, 2.0)


def test_an_unchanged_dossier_again(benchmark: BenchmarkFixture, dossier: Path, tmp_path: Path) -> None:
    kept = store.DiskStore(tmp_path / "kept")
    first = best(lambda: graph.load([dossier], kept), 1)
    benchmark.pedantic(lambda: graph.load([dossier], kept), rounds=3)
    benchmark.extra_info["ratio"] = round(benchmark.stats.stats.min / first, 2)
