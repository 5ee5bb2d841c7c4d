"""The main job: one folder with the picture, the tables, the graph in three formats and a brief."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from coalition_graph.files import atomic
from coalition_graph.graph import Graph
from coalition_graph.report.answers import Answers
from coalition_graph.report.brief import brief
from coalition_graph.table import render

__all__ = ["write"]

TABLES: Final = ("positions", "commitments", "attendance", "statements")
EXPORTS: Final = {"graph.trig": "trig", "graph.ttl": "ttl", "graph.gexf": "gexf"}


def write(graph: Graph, folder: Path) -> tuple[Path, ...]:
    """Write every file of the report and return their paths.

    A folder that is new appears with all of them. In one that is there, nothing is touched before all are
    whole; then each takes its place in one step.

    Args:
        graph: what to report on.
        folder: made if missing; files of the same names are replaced, others stay.

    Raises:
        UsageError: the folder or a file in it cannot be written; what was there is left as it was.
    """
    jobs = _jobs(graph)
    with atomic.together(folder) as aside:
        for name, job in jobs.items():
            job(aside / name)
    return tuple(folder / name for name in jobs)


def _jobs(graph: Graph) -> dict[str, Callable[[Path], object]]:
    answers = Answers(graph)
    tables = {f"{name}.csv": partial(_table, answers, name) for name in TABLES}
    exports = {name: partial(graph.export, form) for name, form in EXPORTS.items()}
    return {"graph.html": graph.picture, **tables, **exports, "brief.md": partial(_brief, answers)}


def _table(answers: Answers, name: str, path: Path) -> None:
    atomic.write_text(path, render(getattr(answers, name), "csv"))


def _brief(answers: Answers, path: Path) -> None:
    atomic.write_text(path, brief(answers))
