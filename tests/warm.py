"""Commands run one by one in forks of a warm process: as alone as in a process of their own, and far quicker.

    with warm() as run:
        ended = run("check", "a.yaml", cwd=folder)

What a run takes is measured by the system: processor time with that of its workers, and the most memory.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Protocol

import pytest

__all__ = ["Ended", "Run", "warm"]

# Whoever takes so long hangs; whoever takes so much processor time will not end by itself either.
_HANGS: Final = 60
_TOILS: Final = 20
_WARMING: Final = (
    ("check", str(Path(__file__).parent)),
    ("-g", "example", "positions"),
    ("-g", "example", "query", "who-attended", "--show", "-p", "meeting=london-2025-03-02"),
    ("import", "csv", os.devnull, "-o", os.devnull),
    ("import", "dna", os.devnull, "-o", os.devnull),
)


@dataclass(frozen=True)
class Ended:
    """What a run came to.

    Args:
        code: its exit code; negative for the signal that killed it.
        seconds: of processor time, with its workers.
        megabytes: the most that it, or one of its workers, held at once.
    """

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def told(self) -> str:
        return self.out + self.err


class Run(Protocol):
    """Runs `coalition-graph` with arguments in a folder."""

    def __call__(self, *args: str | Path, cwd: Path) -> Ended: ...


@contextlib.contextmanager
def warm() -> Iterator[Run]:
    """Start the warm process; what is returned runs a command in a fork of it, until the block ends."""
    if not hasattr(os, "memfd_create"):
        pytest.skip("measured with what Linux has")
    environment = {name: value for name, value in os.environ.items() if name != "COALITION_GRAPH"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.warm"],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )

    def run(*args: str | Path, cwd: Path) -> Ended:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"args": [str(arg) for arg in args], "cwd": str(cwd)}) + "\n")
        process.stdin.flush()
        return Ended(**json.loads(process.stdout.readline()))

    try:
        yield run
    finally:
        process.communicate()


def _reported(args: list[str]) -> int:
    from coalition_graph.cli import cli
    from coalition_graph.cli.failures import reported

    sys.argv = ["coalition-graph", *args]
    return reported(cli)


def _child(args: list[str], cwd: str, out: int, err: int) -> None:
    """Be the command, and end."""
    os.chdir(cwd)
    for number, stream in enumerate((os.open(os.devnull, os.O_RDONLY), out, err)):
        os.dup2(stream, number)
    resource.setrlimit(resource.RLIMIT_CPU, (_TOILS, _TOILS))
    signal.alarm(_HANGS)
    code = 70
    try:
        code = _reported(args)
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        # To end as an interpreter does, walking over all that is warm, takes longer than most commands.
        os._exit(code)


def _ran(args: list[str], cwd: str) -> Ended:
    streams = [os.memfd_create(name) for name in ("out", "err")]
    pid = os.fork()
    if pid == 0:
        _child(args, cwd, *streams)
    _, status, used = os.wait4(pid, 0)
    out, err = map(_said, streams)
    seconds = used.ru_utime + used.ru_stime
    return Ended(os.waitstatus_to_exitcode(status), out, err, seconds, used.ru_maxrss / 1024)


def _said(stream: int) -> str:
    os.lseek(stream, 0, os.SEEK_SET)
    with os.fdopen(stream, "rb") as file:
        return file.read().decode("utf-8", "backslashreplace")


def _serve() -> None:
    """Load what commands need, then run them as they are asked for."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        serving = ("-g", "example", "serve", "--port", str(taken.getsockname()[1]))
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for args in (*_WARMING, serving):
                _reported([*args])
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(asdict(_ran(**json.loads(line)))), flush=True)


if __name__ == "__main__":
    _serve()
