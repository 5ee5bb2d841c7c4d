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
from coalition_graph.table import left_out, render

__all__ = ["write"]

TABLES: Final = ("positions", "commitments", "attendance", "statements")
EXPORTS: Final = {"graph.trig": "trig", "graph.ttl": "ttl", "graph.gexf": "gexf"}


def write(graph: Graph, folder: Path, tell: Callable[[str], object] | None = None) -> tuple[Path, ...]:
    """Write every file of the report and return their paths.

    A folder that is new appears with all of them. In one that is there, nothing is touched before all are
    whole; then each takes its place in one step.

    Args:
        graph: what to report on.
        folder: made if missing; files of the same names are replaced, others stay.
        tell: is given a note on every file that is written without something.

    Raises:
        UsageError: the folder or a file in it cannot be written; what was there is left as it was.
    """
    jobs = _jobs(graph)
    with atomic.together(folder) as aside:
        notes = {folder / name: job(aside / name) for name, job in jobs.items()}
    if tell is not None:
        for path, told in notes.items():
            for note in told:
                tell(f"{path}: {note}")
    return tuple(notes)


def _jobs(graph: Graph) -> dict[str, Callable[[Path], tuple[str, ...]]]:
    answers = Answers(graph)
    tables = {f"{name}.csv": partial(_table, answers, name) for name in TABLES}
    exports = {name: partial(_export, graph, form) for name, form in EXPORTS.items()}
    picture = partial(_picture, graph)
    return {"graph.html": picture, **tables, **exports, "brief.md": partial(_brief, answers)}


def _picture(graph: Graph, path: Path) -> tuple[str, ...]:
    graph.picture(path)
    return ()


def _export(graph: Graph, form: str, path: Path) -> tuple[str, ...]:
    notes = graph.export(form, path)
    # What one graph of triples loses, the quads beside it have.
    return () if form == "ttl" else notes


def _table(answers: Answers, name: str, path: Path) -> tuple[str, ...]:
    table = getattr(answers, name)
    atomic.write_text(path, render(table, "csv"))
    return left_out(table)


def _brief(answers: Answers, path: Path) -> tuple[str, ...]:
    atomic.write_text(path, brief(answers))
    return ()
