"""A hundred thousand and a million statements through every command: `python -m tests.benchmarks.million`.

Takes an hour and some ten gigabytes of disk. Prints a table in Markdown: seconds and the peak of memory of
each command at both sizes, and how many times as long ten times as much takes. `--sizes 10000,100000` and
`--in FOLDER` choose others; what lies in the folder already is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.dossiers import written

LIMIT: Final = 1_200
# What a query may take here; by default it is less.
AMPLE: Final = ("--timeout", str(LIMIT), "--max-memory", "4000")
# Of whom and of what the queries are asked that need to be told.
GIVEN: Final = {
    "actor": "SE",
    "proposal": "proposal-0",
    "condition": "condition-0",
    "meeting": "meeting-0",
    "series": "series-0",
    "person": "",
    "since": "2020-01-01",
    "until": "2020-12-31",
}


class Cost(NamedTuple):
    """What a command took; no seconds where it was stopped or failed."""

    seconds: float | None
    megabytes: float

    def __str__(self) -> str:
        took = "–" if self.seconds is None else f"{self.seconds:,.1f}"
        return f"{took} | {self.megabytes:,.0f}"


def run(*arguments: str) -> Cost:
    """Run the command of the package, for at most some minutes."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "coalition_graph", *arguments]
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            time.sleep(0.02)
            if time.perf_counter() - begin > LIMIT:
                # Its own `kill` would take the figures with it.
                os.kill(process.pid, signal.SIGKILL)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        if process.returncode:
            told.seek(0)
            print(" ".join(arguments), told.read()[-300:].decode(), file=sys.stderr)
    return Cost(None if process.returncode else seconds, ended[2].ru_maxrss / 1024)


def commands(out: Path) -> Iterator[tuple[str, ...]]:
    """What is asked of a store, each with what it needs."""
    yield ("meetings",)
    yield ("attendance",)
    yield ("attendance", "--country", "SE")
    yield ("positions",)
    yield ("positions", "--proposal", "proposal-0")
    yield ("positions", "--actor", "SE", "--as-of", "2020-01-01")
    yield ("commitments",)
    yield ("statements", "--proposal", "proposal-0")
    yield ("changes", "--since", "2024-01-01")
    yield ("conflicts",)
    yield ("conditions",)
    yield ("show", "SE")
    # Every tie names its statements: of all years at once that is gigabytes of names.
    yield ("network", "--mode", "congruence", "--from", "2024-12-01", "-o", str(out / "network.graphml"))
    yield ("query", "meetings-of", "-p", "actor=SE", "--graph", str(out / "slice.html"), *AMPLE)
    yield ("export", "nq", "-o", str(out / "all.nq"))
    yield ("export", "csv", "-o", str(out / "csv"))


def queries(made: Path) -> Iterator[tuple[str, ...]]:
    """The named queries, each with what it must be told."""
    told = subprocess.run(
        [sys.executable, "-m", "coalition_graph", "queries", "--format", "json"],
        check=True,
        capture_output=True,
    )
    speaker = (made / "actors.csv").read_text(encoding="utf-8").splitlines()[1].partition(",")[0]
    given = GIVEN | {"person": speaker}
    for query in json.loads(told.stdout):
        named = [each.partition("=")[0] for each in (query["parameters"] or "").split("|")]
        words = (("-p", f"{name}={given[name]}") for name in named if name in given)
        yield ("query", query["name"], *(word for pair in words for word in pair), *AMPLE)


def measured(size: int, folder: Path) -> dict[str, Cost]:
    """Load a dossier of so many statements, and ask everything of it."""
    made, kept, out = folder / f"made-{size}", folder / f"store-{size}", folder / f"out-{size}"
    if not made.exists():
        written(made, size)
    shutil.rmtree(kept, ignore_errors=True)
    out.mkdir(exist_ok=True)
    load = ("load", str(made), "--store", str(kept))
    asked = (("-g", str(kept), *command) for command in (*commands(out), *queries(made)))
    found: dict[str, Cost] = {}
    for command in (load, load, *asked):
        silent = ("-g", "-o", "--store", *AMPLE)
        name = " ".join(word for word in command if str(folder) not in word and word not in silent)
        name = name if name not in found else f"{name} again"
        found[name] = run(*command)
        print(f"{size:,} {name}: {found[name]}", file=sys.stderr, flush=True)
    return found


def table(sizes: list[int], folder: Path) -> Iterator[str]:
    """Yield the lines of the table."""
    found = [measured(size, folder) for size in sizes]
    yield f"| command | {' | '.join(f'{size:,}: s | MB' for size in sizes)} | × |"
    yield "|---" * (2 * len(sizes) + 2) + "|"
    for name in found[0]:
        costs = [each[name] for each in found]
        first, last = costs[0].seconds, costs[-1].seconds
        times = f"{last / first:.1f}" if first and last else "–"
        yield f"| `{name}` | {' | '.join(map(str, costs))} | {times} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--in", dest="folder", type=Path)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    for line in table([int(size) for size in asked.sizes.split(",")], folder):
        print(line)


if __name__ == "__main__":
    main()
