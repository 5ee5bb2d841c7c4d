"""What the last load of a store folder was given and told, so that the same files need not be read again.

It is kept in a file beside the marker and tells of one state of the store only: whatever writes the store
makes it void. It is never needed: torn or missing, the files are read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coalition_graph import quads
from coalition_graph.errors import Problem
from coalition_graph.store import marker
from coalition_graph.store.disk import DiskStore
from coalition_graph.store.marker import Marker

__all__ = ["Remembered", "recall", "remember"]

FILE: Final = "coalition-graph.inputs.json"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a load was given, and what it told.

    Args:
        inputs: what tells the state of each file that was read.
        texts: the same of each source's text.
        problems: the warnings.
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def recall(folder: Path, state: Marker | None = None) -> Remembered | None:
    """Return what made a state of a store, by default the present one; None where that is not known."""
    if not marker.is_store(folder):
        return None
    state = marker.read(folder) if state is None else state
    try:
        told = json.loads((folder / FILE).read_bytes())
        written = told["written"]
        if written["state"] != _told(state) or told["digest"] != _digest(written):
            return None
        problems = tuple(Problem(*problem) for problem in written["problems"])
        return Remembered(written["inputs"], written["texts"], problems)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember(store: DiskStore, made: Remembered) -> None:
    """Keep what made the present state of a store; where that cannot be written, nothing is kept."""
    problems = [
        [problem.path, problem.line, problem.column, problem.code, problem.message]
        for problem in made.problems
    ]
    written = {
        "state": _told(store.marker),
        "inputs": dict(made.inputs),
        "texts": dict(made.texts),
        "problems": problems,
    }
    with suppress(OSError):
        (store.path / FILE).write_bytes(json.dumps({"digest": _digest(written), "written": written}).encode())


def _told(state: Marker) -> list[object]:
    return [state.generation, state.quads, state.package, state.digests]


def _digest(written: Mapping[str, object]) -> str:
    return quads.digest(json.dumps(written, sort_keys=True))
