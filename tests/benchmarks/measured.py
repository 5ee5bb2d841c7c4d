"""How a benchmark measures: two pieces of work side by side in one run, and what is kept of it.

Absolute times say nothing across machines; a ratio does. Each benchmark keeps its ratio beside the goal in
`extra_info`, and fails only far beyond it, for a busy machine must not look like a fault.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from pytest_benchmark.fixture import BenchmarkFixture

__all__ = ["FAR", "best", "held_to", "seconds_within", "side_by_side"]

# A benchmark fails beyond so many times its goal.
FAR = 3


def best(run: Callable[[], object], rounds: int = 3) -> float:
    """The least of a few times, in seconds."""
    return min(_seconds(run) for _ in range(rounds))


def side_by_side(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """The least times of two in turn, in seconds, so that what else the machine does meets both."""
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def held_to(
    benchmark: BenchmarkFixture,
    work: str,
    measured: float,
    goal: float,
    *,
    unit: str = "×",
    at_least: bool = False,
    far: float = FAR,
) -> None:
    """Keep a figure beside its goal, and fail where it is far off; a benchmark may keep several.

    Args:
        work: the row that it belongs to, as the results call it; of those of one row the worst is told.
        unit: of both figures; a ratio if not given.
        at_least: the goal is a floor, not a ceiling.
        far: so many times off the goal is a failure.
    """
    kept = {"work": work, "measured": measured, "goal": goal, "unit": unit, "at_least": at_least}
    benchmark.extra_info.setdefault("measured", []).append(kept)
    assert measured > goal / far if at_least else measured < goal * far


def seconds_within(limit: float, run: Callable[[], object]) -> float | None:
    """The seconds that some work takes in a process of its own, or None where it takes more than the limit."""
    begin = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        run()
        os._exit(0)
    while time.perf_counter() - begin < limit:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            assert status == 0
            return time.perf_counter() - begin
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None
