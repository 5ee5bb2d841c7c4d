"""Queries in threads beside the loop that serves: so many at once, and a bounded line of those that wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol, TypeVar

from coalition_graph.errors import Busy
from coalition_graph.store import NONE, Answer, Value

__all__ = ["Answers", "Asking"]

T = TypeVar("T")
# Between looks, in seconds.
PAUSE: Final = 0.05


class Answers(Protocol):
    """Whatever answers a query: a guard, or in tests a store."""

    def answer(self, sparql: str, values: Mapping[str, Value] = NONE, rows: int | None = None) -> Answer:
        """Return what a query comes to."""


class Asking:
    """A thread for every query that runs at once.

    Args:
        inner: what is asked.
        workers: how many queries it runs at once.
        waiting: how many more may wait for their turn.
        patience: the seconds that they may wait.
    """

    def __init__(self, inner: Answers, workers: int, waiting: int, patience: float) -> None:
        self.inner = inner
        self._patience = patience
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="query")
        self._most = workers + waiting
        self._now = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Return what some work comes to, done in a thread when its turn comes.

        Raises:
            Busy: too many wait already, or the turn did not come in time.
        """
        if self._now >= self._most:
            raise Busy
        until = time.monotonic() + self._patience
        self._now += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, _in_time, work, until)
        finally:
            self._now -= 1

    async def idle(self) -> None:
        """Wait until nothing runs and nothing waits."""
        while self._now:
            await asyncio.sleep(PAUSE)

    def close(self) -> None:
        """End the threads; who still waits is not answered."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def _in_time(work: Callable[[], T], until: float) -> T:
    if time.monotonic() > until:
        raise Busy
    return work()
