"""Workers where no process can be forked, such as on Windows: each starts anew and opens the store itself."""

from __future__ import annotations

import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe
from multiprocessing.process import BaseProcess

from coalition_graph.guard.limits import Limits
from coalition_graph.guard.worker import work
from coalition_graph.store import Store

__all__ = ["Spawning"]


class Spawning:
    """Starts and ends workers as new processes; a replaced one must read the store again.

    Args:
        opened: returns the store; can be pickled.
        limits: what every worker is held to.
    """

    def __init__(self, opened: Callable[[], Store], limits: Limits) -> None:
        self._opened = opened
        self._limits = limits
        self._workers: dict[int, BaseProcess] = {}

    def start(self) -> tuple[Connection, int]:
        """Return a connection to a new worker, and its number."""
        near, far = Pipe()
        worker = get_context("spawn").Process(
            target=_begin, args=(far, self._opened, self._limits), daemon=True
        )
        worker.start()
        far.close()
        number = worker.pid or 0
        self._workers[number] = worker
        return near, number

    def end(self, worker: int) -> None:
        """End a worker, whatever it is doing."""
        ended = self._workers.pop(worker, None)
        if ended is not None:
            ended.kill()
            ended.join()
            ended.close()

    def close(self) -> None:
        """End all workers."""
        for worker in tuple(self._workers):
            self.end(worker)


def _begin(connection: Connection, opened: Callable[[], Store], limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(connection, opened(), limits)
