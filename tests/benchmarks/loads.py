"""One load in a process of its own: `python -m tests.benchmarks.loads KIND WHAT [WHERE]` prints its cost.

Seconds on the clock, seconds of the processors, and the megabytes that it took beside what was imported.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph
import rdflib

import coalition_graph
from coalition_graph import graph, store

__all__ = ["NQUADS", "Cost", "cost"]

NQUADS: Final = pyoxigraph.RdfFormat.N_QUADS


class Cost(NamedTuple):
    """What a load took."""

    seconds: float
    processor: float
    megabytes: float


def cost(kind: str, what: Path, where: Path | None = None) -> Cost:
    """Let a new process do a load, and return what it took."""
    words = [kind, str(what), *([str(where)] if where else [])]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.loads", *words], check=True, capture_output=True
    )
    return Cost(*json.loads(ran.stdout))


def _memory(what: str, _: str) -> object:
    return graph.load([what], store.MemoryStore())


def _disk(what: str, where: str) -> object:
    return graph.load([what], where)


def _open(what: str, _: str) -> object:
    return coalition_graph.open(what)


def _raw_memory(what: str, _: str) -> object:
    return pyoxigraph.Store().bulk_load(path=what, format=NQUADS)


def _raw_disk(what: str, where: str) -> object:
    return pyoxigraph.Store(where).bulk_load(path=what, format=NQUADS)


def _raw_load(what: str, _: str) -> object:
    return pyoxigraph.Store().load(path=what, format=NQUADS)


def _rdflib(what: str, _: str) -> object:
    return rdflib.Dataset().parse(what, format="nquads")


KINDS: Final[dict[str, Callable[[str, str], object]]] = {
    "memory": _memory,
    "disk": _disk,
    "open": _open,
    "raw-memory": _raw_memory,
    "raw-disk": _raw_disk,
    "raw-load": _raw_load,
    "rdflib": _rdflib,
}


def peak() -> float:
    """The most megabytes that this process has held; what `resource` says counts those of its parent too."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(kind: str, what: str, where: str = "") -> None:
    held, begin, processor = peak(), time.perf_counter(), time.process_time()
    done = KINDS[kind](what, where)
    print(json.dumps([time.perf_counter() - begin, time.process_time() - processor, peak() - held]))
    del done


if __name__ == "__main__":
    main(*sys.argv[1:])
