"""Measure everything and write RESULTS.md: `python -m tests.benchmarks`; all else that is given goes to pytest.

The reasons below the tables are written by hand, and kept.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "RESULTS.md"
SIZES: Final = "10000,100000"
REASONS: Final = "## Where a goal is missed, and why\n"
# What DESIGN asks for, as the benchmarks call it, in its order; all else goes below.
ASKED: Final = (
    "an RDF file",
    "CSV",
    "an unchanged dossier",
    "named queries",
    "mirror",
    "projection",
    "`--help`, against",
    "picture of 2,000 nodes",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of one piece of work at one size: the worst, where there are several."""

    work: str
    size: str
    measured: float
    goal: float
    unit: str
    at_least: bool
    memory: str
    times: int = 1
    within: int = 1

    @property
    def met(self) -> bool:
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal

    @property
    def row(self) -> str:
        goal = f"{'≥' if self.at_least else '≤'} {self.goal:,g}{self.unit}"
        worst = f" (worst of {self.times}, {self.within} within)" if self.times > 1 else ""
        cells = (
            self.work,
            self.size,
            goal,
            f"{_short(self.measured)}{self.unit}{worst}",
            "yes" if self.met else "**no**",
            self.memory,
        )
        return f"| {' | '.join(cells)} |"


def main() -> None:
    """Run the benchmarks, and write what they measured, also of those that failed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "benchmarks.json")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            str(HERE),
            f"--statements={SIZES}",
            f"--benchmark-json={file}",
        ]
        ended = subprocess.run([*command, *sys.argv[1:]], check=False)
        figures = _figures(json.loads(file.read_text(encoding="utf-8"))["benchmarks"])
    _, _, reasons = (
        RESULTS.read_text(encoding="utf-8").partition(REASONS) if RESULTS.exists() else ("", "", "")
    )
    RESULTS.write_text(_page(figures) + REASONS + reasons, encoding="utf-8")
    sys.exit(ended.returncode)


def _figures(benchmarks: Iterable[dict]) -> list[Figure]:  # type: ignore[type-arg]
    kept: dict[tuple[str, str], list[Figure]] = {}
    for benchmark in benchmarks:
        for told in benchmark["extra_info"].get("measured", ()):
            figure = Figure(size=_size(benchmark), memory=_memory(benchmark), **told)
            kept.setdefault((figure.work, figure.size), []).append(figure)
    return [_worst(several) for several in kept.values()]


def _worst(several: list[Figure]) -> Figure:
    chosen = (min if several[0].at_least else max)(several, key=lambda figure: figure.measured)
    within = sum(figure.met for figure in several)
    return replace(chosen, times=len(several), within=within)


def _memory(benchmark: dict) -> str:  # type: ignore[type-arg]
    extra = benchmark["extra_info"]
    return f"{extra['megabytes']:,} MB, raw {extra['raw_megabytes']:,}" if "megabytes" in extra else ""


def _size(benchmark: dict) -> str:  # type: ignore[type-arg]
    params = benchmark["params"] or {}
    size = params.get("statements") or params.get("file")
    return f"{size:,}" if size else ""


def _page(figures: list[Figure]) -> str:
    asked = [figure for figure in figures if figure.work.startswith(ASKED)]
    asked.sort(key=lambda figure: next(n for n, start in enumerate(ASKED) if figure.work.startswith(start)))
    others = [figure for figure in figures if figure not in asked]
    return "\n".join((*_head(), *_table("The goals", asked), *_table("And all else", others), ""))


def _head() -> Iterator[str]:
    yield "# What was measured"
    yield ""
    yield "Made by `python -m tests.benchmarks`. Ratios are taken in one run: × is how many times as long as the raw"
    yield "engine, a loop or another command takes (or as fast, where the goal is “at least”). Sizes are statements."
    yield ""
    engines = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "networkx", "numpy"))
    yield f"{os.cpu_count()} cores, Python {platform.python_version()}, {engines}."
    yield ""


def _table(title: str, figures: Iterable[Figure]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| work | size | goal | measured | met | memory |"
    yield "|---|---|---|---|---|---|"
    yield from (figure.row for figure in figures)
    yield ""


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


if __name__ == "__main__":
    main()
