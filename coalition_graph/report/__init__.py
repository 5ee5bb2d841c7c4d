"""The main job: one folder with the picture, the tables, the graph in three formats and a brief."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def write(graph: Graph, folder: Path) -> Iterator[Path]:
    """Write every file of the report, each whole or not at all, and yield its path when it is there.

    Args:
        graph: what to report on.
        folder: made if missing; files of the same names are replaced, others stay.

    Raises:
        OSError: the folder cannot be made.
        UsageError: a file in it cannot be written; a former one is left as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, job in _jobs(graph).items():
        path = folder / name
        job(path)
        yield path


def _jobs(graph: Graph) -> dict[str, Callable[[Path], object]]:
    answers = Answers(graph)
    tables = {f"{name}.csv": partial(_table, answers, name) for name in TABLES}
    exports = {name: partial(graph.export, form) for name, form in EXPORTS.items()}
    return {"graph.html": graph.picture, **tables, **exports, "brief.md": partial(_brief, answers)}


def _table(answers: Answers, name: str, path: Path) -> None:
    atomic.write_text(path, render(getattr(answers, name), "csv"))


def _brief(answers: Answers, path: Path) -> None:
    atomic.write_text(path, brief(answers))
