"""Loading, beside the raw engine in one run: `python -m pytest tests/benchmarks/test_loading.py`.

Each load has a process of its own, whose peak of memory is kept with it. The clock tells what a load takes
where a second processor is idle, which then loads while the next quads are written; the time of the
processors tells what it takes in all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import coalition_graph
from tests.benchmarks.loads import Cost, cost
from tests.benchmarks.measured import held_to


@pytest.fixture(scope="module")
def quads_of(
    folder_of: Callable[[int], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[int], Path]:
    """A file of all that a store holds of a dossier, the current graph included."""

    def write(size: int) -> Path:
        file = tmp_path_factory.mktemp("raw") / "graph.nq"
        file.write_text(coalition_graph.open(folder_of(size)).store.quads(), encoding="utf-8")
        return file

    return cache(write)


@pytest.fixture(scope="module")
def first_of(
    folder_of: Callable[[int], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[int], tuple[Path, Cost]]:
    """A store on disk, and what it cost to load it."""

    def load(size: int) -> tuple[Path, Cost]:
        kept = tmp_path_factory.mktemp("stores") / "kept"
        return kept, cost("disk", folder_of(size), kept)

    return cache(load)


def beside(benchmark: BenchmarkFixture, work: str, ours: Cost, raw: Cost, goal: float) -> None:
    """Keep how much longer one load takes than another, and the memory of both."""
    benchmark.extra_info.update(megabytes=round(ours.megabytes), raw_megabytes=round(raw.megabytes))
    held_to(benchmark, work, ours.seconds / raw.seconds, goal)
    held_to(benchmark, f"{work}, in processor time", ours.processor / raw.processor, goal)


def test_tables_into_memory(
    benchmark: BenchmarkFixture, statements: int, dossier: Path, quads_of: Callable[[int], Path]
) -> None:
    raw = cost("raw-memory", quads_of(statements))
    ours = benchmark.pedantic(cost, ("memory", dossier), rounds=1)
    beside(benchmark, "CSV into memory", ours, raw, 2.0)


def test_tables_onto_disk(
    benchmark: BenchmarkFixture,
    statements: int,
    quads_of: Callable[[int], Path],
    first_of: Callable[[int], tuple[Path, Cost]],
    tmp_path: Path,
) -> None:
    raw = benchmark.pedantic(cost, ("raw-disk", quads_of(statements), tmp_path / "raw"), rounds=1)
    beside(benchmark, "CSV onto disk", first_of(statements)[1], raw, 1.5)


def test_an_unchanged_dossier_again(
    benchmark: BenchmarkFixture, statements: int, dossier: Path, first_of: Callable[[int], tuple[Path, Cost]]
) -> None:
    kept, first = first_of(statements)
    again = benchmark.pedantic(cost, ("disk", dossier, kept), rounds=1)
    beside(benchmark, "an unchanged dossier again, against the first time", again, first, 0.1)


def test_one_changed_source(
    benchmark: BenchmarkFixture, statements: int, dossier: Path, first_of: Callable[[int], tuple[Path, Cost]]
) -> None:
    kept, first = first_of(statements)
    table = dossier / "statements.csv"
    told = table.read_text()
    table.write_text(told.replace("Statement 5:", "A statement:", 1))
    changed = benchmark.pedantic(cost, ("disk", dossier, kept), rounds=1)
    table.write_text(told)
    beside(benchmark, "one source changed, against the first time", changed, first, 0.5)


def test_an_rdf_file_of_ours_into_memory(
    benchmark: BenchmarkFixture, statements: int, quads_of: Callable[[int], Path]
) -> None:
    ours = benchmark.pedantic(cost, ("open", quads_of(statements)), rounds=1)
    beside(benchmark, "an RDF file of ours into memory", ours, cost("raw-load", quads_of(statements)), 1.1)


def test_an_rdf_file_of_ours_beside_rdflib(
    benchmark: BenchmarkFixture, statements: int, quads_of: Callable[[int], Path]
) -> None:
    theirs = benchmark.pedantic(cost, ("rdflib", quads_of(statements)), rounds=1)
    ours = cost("open", quads_of(statements))
    work = "an RDF file of ours into memory, as fast as in rdflib"
    held_to(benchmark, work, theirs.seconds / ours.seconds, 12, at_least=True)
