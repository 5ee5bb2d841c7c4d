"""The picture in Chromium at 50, 600 and 5,000 statements: `python -m pytest tests/benchmarks/test_picture.py`.

Bytes, the first picture, a choice, a step of the slider: each kept in `extra_info` beside its goal. What a
reader waits for is measured from the call to the second frame after it; a benchmark fails only far beyond.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from coalition_graph import Graph
from coalition_graph.picture.page import page as written
from coalition_graph.picture.payload import payload
from tests.benchmarks.measured import held_to
from tests.chromium import CHROMIUM
from tests.crowded import crowded
from tests.loaded import loaded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]
SIZES = (50, 600, 5000)
BYTES = {50: 600_000, 600: 2_000_000, 5000: 8_000_000}
FIRST, SELECT, STEP = 1.0, 0.2, 0.2  # seconds
FAR = 8  # times the goal: other work on the machine must not fail it
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module", params=SIZES)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    folder = tmp_path_factory.mktemp(f"crowd-{request.param}")
    target = folder / "graph.html"
    target.write_text(written(payload(loaded(crowded(folder, request.param)))), encoding="utf-8")
    return request.param, target


@pytest.fixture
def page(browser: Browser, file: tuple[int, Path]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.goto(file[1].as_uri())
    opened.evaluate(DRAWN)
    yield opened
    opened.close()


def kept(benchmark: BenchmarkFixture, work: str, run: Callable[[], object], goal: float) -> None:
    """Measure, and keep the best time beside its goal."""
    best = float("inf")

    def timed() -> None:
        nonlocal best
        begun = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begun)

    benchmark.pedantic(timed, rounds=5, warmup_rounds=1)  # type: ignore[no-untyped-call]
    held_to(benchmark, f"picture in Chromium, {work}", best, goal, unit=" s", far=FAR)


def test_two_thousand_nodes_are_written(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """What pyvis is given, layout included: the neighbourhood of all is drawn up to this size."""
    graph = loaded(crowded(tmp_path, 4_700))
    benchmark.pedantic(lambda: written(payload(graph)), rounds=3, warmup_rounds=1)
    benchmark.extra_info["nodes"] = Graph(graph).network().number_of_nodes()
    held_to(benchmark, "picture of 2,000 nodes, written with layout", benchmark.stats.stats.min, 3, unit=" s")


def test_bytes(file: tuple[int, Path], benchmark: BenchmarkFixture) -> None:
    statements, target = file
    size = benchmark(lambda: target.stat().st_size)
    held_to(benchmark, "picture, its file", size / 1000, BYTES[statements] / 1000, unit=" kB", far=1)


def test_first_picture(file: tuple[int, Path], browser: Browser, benchmark: BenchmarkFixture) -> None:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})

    def run() -> None:
        opened.goto("about:blank")
        opened.goto(file[1].as_uri())
        opened.evaluate(DRAWN)

    kept(benchmark, "the first picture", run, FIRST)
    opened.close()


def test_select(page: Page, benchmark: BenchmarkFixture) -> None:
    actors = page.evaluate("[...new Set(statements.map((said) => nodes[said.actor].name))].slice(0, 6)")
    turn = iter(actors * 3)

    def run() -> None:
        page.evaluate("name => choose(name)", next(turn))
        page.evaluate(DRAWN)

    kept(benchmark, "a choice", run, SELECT)


def test_slider_step(page: Page, benchmark: BenchmarkFixture) -> None:
    turn = iter([f"2024-{month:02}-15" for month in range(1, 13)])

    def run() -> None:
        page.evaluate("day => change({ asof: day }, { step: false })", next(turn))
        page.evaluate(DRAWN)

    kept(benchmark, "a step of the slider", run, STEP)
