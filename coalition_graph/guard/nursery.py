"""A process that holds the store and does nothing but fork workers.

Forked from a process with threads, such as a server, a worker could inherit a lock that nobody will ever
release. This one never has a second thread, so that a worker takes some milliseconds to replace, however
large the store: its memory is shared until somebody writes, which nobody does.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import threading
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from typing import Final, NoReturn

from coalition_graph.errors import StoppedQuery
from coalition_graph.guard.confinement import end_with_parent
from coalition_graph.guard.limits import Limits
from coalition_graph.guard.worker import work
from coalition_graph.store import Store

__all__ = ["Nursery"]

_START: Final = b"start"
_WIDTH: Final = 8
_STDERR: Final = 2


class Nursery:
    """Starts and ends workers by forking a process that was forked before any thread began.

    Args:
        opened: returns the store; called in the forked process.
        limits: what every worker is held to.
    """

    def __init__(self, opened: Callable[[], Store], limits: Limits) -> None:
        self._lock = threading.Lock()
        self._line, its = socket.socketpair()
        self._pid = _forked()
        if self._pid == 0:
            _live(its, opened, limits)
        its.close()

    def start(self) -> tuple[Connection, int]:
        """Return a connection to a new worker, and its number.

        Raises:
            StoppedQuery: the process that forks them is gone.
        """
        near, far = Pipe()
        with self._lock:
            try:
                socket.send_fds(self._line, [_START], [far.fileno()])
                number = int.from_bytes(self._line.recv(_WIDTH))
            except OSError:
                number = 0
        far.close()
        if not number:
            near.close()
            raise StoppedQuery("no worker can be started: the store cannot be opened any more; start again")
        return near, number

    def end(self, worker: int) -> None:
        """End a worker, whatever it is doing."""
        with self._lock:
            try:
                self._line.sendall(worker.to_bytes(_WIDTH))
                self._line.recv(1)
            except OSError:
                # With the nursery its workers are gone.
                return

    def close(self) -> None:
        """End all workers and the process that forks them."""
        self._line.close()
        os.waitpid(self._pid, 0)


def _forked() -> int:
    with warnings.catch_warnings():
        # Newer Pythons warn of every fork beside threads; whoever opens a guard does so before it has any.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _live(line: socket.socket, opened: Callable[[], Store], limits: Limits) -> NoReturn:
    """Fork a worker per file descriptor that comes, end one per number; end with the line."""
    workers: set[int] = set()
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # A server's open connections must not outlive the server in here.
        _close_all_but(line.fileno())
        store = opened()
        gc.freeze()
        while order := _next(line):
            word, descriptors = order
            if word == _START:
                workers.add(_started(line, store, limits, descriptors[0]))
            else:
                _end(int.from_bytes(word), workers)
                line.sendall(b".")
    finally:
        for worker in tuple(workers):
            _end(worker, workers)
        os._exit(0)


def _next(line: socket.socket) -> tuple[bytes, list[int]] | None:
    word, descriptors, _, _ = socket.recv_fds(line, _WIDTH, 1)
    return (word, descriptors) if word else None


def _started(line: socket.socket, store: Store, limits: Limits, descriptor: int) -> int:
    pid = _forked()
    if pid == 0:
        try:
            end_with_parent()
            line.close()
            work(Connection(descriptor), store, limits)
        finally:
            os._exit(0)
    os.close(descriptor)
    line.sendall(pid.to_bytes(_WIDTH))
    return pid


def _end(worker: int, workers: set[int]) -> None:
    if worker in workers:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        workers.discard(worker)


def _close_all_but(kept: int) -> None:
    os.closerange(_STDERR + 1, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
