"""Runs of the command that are killed: `python -m tests.killing` takes one a line, forks, and kills what it forked.

It imports everything once and opens no store itself, so that a run costs no start. A run is killed before
the n-th time that it makes, fills, moves or removes a file below a folder, which is the same place every time,
or after some seconds, which may be in the midst of the engine.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
WRITES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree"}


@dataclass(frozen=True)
class Kill:
    """When a run is killed: before its n-th write, or after some seconds; with neither it is not."""

    write: int = 0
    seconds: float = 0


UNHARMED = Kill()


@dataclass(frozen=True)
class Died:
    """How a run ended: its exit code, or minus the signal; the writes that it came to, the seconds it took."""

    code: int
    writes: int
    seconds: float


class Runs:
    """The other end: each call is one run of the command."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, *args: str, below: Path, kill: Kill = UNHARMED) -> Died:
        """Run the command, and kill it; what it writes below a folder counts."""
        assert self._process.stdin is not None and self._process.stdout is not None
        asked = {"args": args, "below": str(below), **asdict(kill)}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Died(**json.loads(self._process.stdout.readline()))


@contextmanager
def runs() -> Iterator[Runs]:
    """Give what runs the command and kills it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.killing"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Runs(process)
        assert process.stdin is not None
        process.stdin.close()


def writes_below(event: str, args: tuple[Any, ...], below: str) -> bool:
    """Whether an audited event changes something below a folder, or by a name within a folder that is open."""
    if event not in WRITES or not isinstance(args[0], str | Path):
        return False
    path = str(args[0])
    reads = event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return not reads and (path.startswith(below) or not Path(path).is_absolute())


def fills(called: Any) -> bool:
    """Whether a function of C writes into a file that is open."""
    file = getattr(called, "__self__", None)
    if called.__name__ != "write" or not isinstance(file, io.IOBase):
        return False
    return not isinstance(file, io.StringIO | io.BytesIO) and file.fileno() > 2


def serve() -> None:
    import coalition_graph.cli.load
    import coalition_graph.cli.report
    import coalition_graph.graph
    import coalition_graph.report

    # What is imported, read or compiled on first use is then there.
    with tempfile.TemporaryDirectory() as folder:
        coalition_graph.report.write(coalition_graph.graph.open("example"), Path(folder, "warm"))
    for line in sys.stdin:
        print(json.dumps(asdict(run(**json.loads(line)))), flush=True)


def run(args: list[str], below: str, write: int, seconds: float) -> Died:
    reading, writing = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if not child:
        end(args, below, write, writing)
    os.close(writing)
    if seconds:
        timer = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
        timer.start()
    with os.fdopen(reading, "rb") as told:
        counted = len(told.read())
    if seconds:
        # Before the number of the process may become that of another.
        timer.cancel()
        timer.join()
    _, status = os.waitpid(child, 0)
    return Died(os.waitstatus_to_exitcode(status), counted, time.monotonic() - begun)


def end(args: list[str], below: str, write: int, told: int) -> None:
    """Be the run, to its end."""
    from coalition_graph.cli import cli
    from coalition_graph.cli.failures import reported

    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count == write:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(told, b".")

    def audit(event: str, given: tuple[Any, ...]) -> None:
        if writes_below(event, given, below):
            tick()

    def profile(_: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and fills(called):
            tick()

    sys.argv = ["coalition-graph", *args]
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.addaudithook(audit)
    # Between opening a file and filling it there is nothing to audit.
    sys.setprofile(profile)
    os._exit(reported(cli))


if __name__ == "__main__":
    serve()
