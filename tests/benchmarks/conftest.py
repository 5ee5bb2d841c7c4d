"""The dossiers that benchmarks load, and how large they are: `--statements 10000,100000`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest

import coalition_graph
from tests.benchmarks.dossiers import written


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--statements", default="10000", help="sizes of the made-up dossiers, with commas")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "statements" in metafunc.fixturenames:
        sizes = [int(size) for size in metafunc.config.getoption("--statements").split(",")]
        metafunc.parametrize("statements", sizes, scope="session")


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Where the dossier of a size lies; written when it is first asked for."""
    return cache(lambda size: written(tmp_path_factory.mktemp(f"made-{size}"), size))


@pytest.fixture(scope="session")
def dossier(statements: int, folder_of: Callable[[int], Path]) -> Path:
    return folder_of(statements)


@pytest.fixture(scope="session")
def graph_of(folder_of: Callable[[int], Path]) -> Callable[[int], coalition_graph.Graph]:
    return cache(lambda size: coalition_graph.open(folder_of(size)))


@pytest.fixture(scope="session")
def opened(statements: int, graph_of: Callable[[int], coalition_graph.Graph]) -> coalition_graph.Graph:
    return graph_of(statements)


@pytest.fixture(scope="session")
def engine_of(graph_of: Callable[[int], coalition_graph.Graph]) -> Callable[[int], pyoxigraph.Store]:
    @cache
    def made(size: int) -> pyoxigraph.Store:
        engine = pyoxigraph.Store()
        engine.bulk_load(graph_of(size).store.quads(ontology=True), format=pyoxigraph.RdfFormat.N_QUADS)
        return engine

    return made


@pytest.fixture(scope="session")
def engine(statements: int, engine_of: Callable[[int], pyoxigraph.Store]) -> pyoxigraph.Store:
    """The raw engine with the same quads, ontology included."""
    return engine_of(statements)
