"""The guard: asks workers, keeps their time, and replaces those that it had to end."""

from __future__ import annotations

import queue
import select
from collections.abc import Mapping
from contextlib import ExitStack
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from coalition_graph.errors import BadQuery, Busy, StoppedQuery
from coalition_graph.guard.limits import Limits
from coalition_graph.guard.nursery import Nursery
from coalition_graph.guard.opening import can_fork, opening
from coalition_graph.guard.spawning import Spawning
from coalition_graph.guard.worker import READY, Request, read
from coalition_graph.store import NONE, Answer, Store, Value

__all__ = ["Guard"]


@runtime_checkable
class _Distant(Protocol):
    """A store on another machine, which keeps its own limits but for the time that we wait."""

    def within(self, seconds: float) -> Store:
        """Return the same store with another time limit."""


class _Worker:
    def __init__(self, connection: Connection, number: int) -> None:
        self.connection = connection
        self.number = number
        self._ready = False
        # Made once: what `Connection.poll` makes anew for each query takes longer than many a query.
        self._poll = select.poll() if hasattr(select, "poll") else None
        if self._poll is not None:
            self._poll.register(connection.fileno(), select.POLLIN)

    def is_ready(self) -> bool:
        """Wait until the worker has opened the store, which is not the query's time; False if it cannot."""
        try:
            self._ready = self._ready or self.connection.recv_bytes() == READY
        except (EOFError, OSError):
            return False
        return self._ready

    def has_replied(self, seconds: float) -> bool:
        """Return whether a reply, or the end of the worker, came in time."""
        if self._poll is None:  # pragma: no cover  (Windows)
            return self.connection.poll(seconds)
        return bool(self._poll.poll(seconds * 1000))


class Guard:
    """Answers queries as the store would, within limits; may be asked from several threads.

    Args:
        store: what to ask; of one on disk, what is in the folder when the guard is made.
        limits: what each query may take.
        workers: how many queries run side by side.
        fork: whether workers are forked; without it, where the system can.

    >>> from coalition_graph.store import MemoryStore
    >>> with Guard(MemoryStore()) as guard:
    ...     guard.answer("ASK { stance:open cg:score 1 }").table().rows
    [(True,)]
    """

    def __init__(
        self, store: Store, limits: Limits | None = None, workers: int = 1, fork: bool | None = None
    ) -> None:
        self.limits = limits or Limits()
        self._distant = store.within(self.limits.seconds) if isinstance(store, _Distant) else None
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._cradle: Nursery | Spawning | None = None
        if self._distant is None:
            forked = can_fork() if fork is None else fork
            made = Nursery if forked else Spawning
            self._cradle = made(opening(store, forked), self.limits)
            with ExitStack() as undo:
                undo.callback(self.close)
                for _ in range(workers):
                    self._idle.put(self._started())
                undo.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        if self._cradle is not None:
            self._cradle.close()
            self._cradle = None
        while not self._idle.empty():
            if (worker := self._idle.get_nowait()) is not None:
                worker.connection.close()

    def answer(self, sparql: str, values: Mapping[str, Value] = NONE, rows: int | None = None) -> Answer:
        """Return what a query comes to, as `Store.answer` does.

        Args:
            rows: the most rows to return, if fewer than the limit.

        Raises:
            BadQuery: it does not parse, is too long, or asks for what is refused.
            StoppedQuery: it took too long or too much memory, or ended its worker.
            Busy: no worker became free in the time that a query may take.
        """
        if len(sparql) > self.limits.characters:
            raise BadQuery(
                f"the query is longer than {self.limits.characters:,} characters; write it shorter"
            )
        most = min((count for count in (rows, self.limits.rows) if count is not None), default=None)
        if self._distant is not None:
            return self._distant.answer(sparql, values, most)
        return read(self._asked((sparql, dict(values), most)))

    def _asked(self, request: Request) -> bytes:
        worker = self._free()
        kept: _Worker | None = None
        try:
            reply = self._reply(worker, request)
            kept = worker
        finally:
            # The place is given back whatever happened, an interrupt from the keyboard included.
            self._idle.put(kept if kept is not None else self._replaced(worker))
        return reply

    def _free(self) -> _Worker:
        try:
            worker = self._idle.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise Busy from None
        return worker if worker is not None else self._started()

    def _reply(self, worker: _Worker, request: Request) -> bytes:
        if not worker.is_ready():
            raise StoppedQuery("no worker could be started: the store cannot be opened again; start anew")
        try:
            worker.connection.send(request)
            if not worker.has_replied(self.limits.seconds):
                raise StoppedQuery(f"the query was stopped after {self.limits.seconds:g} s; ask for less")
            return worker.connection.recv_bytes()
        except (EOFError, OSError):
            raise StoppedQuery(
                "the query ended its worker: it is nested too deeply, or needs more memory than "
                f"{self.limits.memory >> 20:,} MB; write it flatter or ask for less"
            ) from None

    def _started(self) -> _Worker:
        if self._cradle is None:
            raise StoppedQuery("the guard is closed; nothing is answered any more")
        return _Worker(*self._cradle.start())

    def _replaced(self, worker: _Worker) -> _Worker | None:
        """End a worker and start another at once, so that the next query need not wait for it."""
        worker.connection.close()
        if self._cradle is None:
            return None
        self._cradle.end(worker.number)
        try:
            return self._started()
        except StoppedQuery:
            return None
