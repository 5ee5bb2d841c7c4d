"""The server itself: it listens, says where, and when it is told to stop leaves nothing behind."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Final

import uvicorn
from starlette.types import ASGIApp

from coalition_graph.errors import UsageError
from coalition_graph.guard import Guard, Limits
from coalition_graph.server.app import application
from coalition_graph.server.asking import Asking
from coalition_graph.server.line import Line
from coalition_graph.server.settings import Settings

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["configured", "run"]

# So long may queries that are running go on once the server is told to stop, and clients take their answer.
GRACE: Final = 1
# A last resort, for nothing waits this long unless the machine hardly runs.
STOPPED: Final = 30
BACKLOG: Final = 2048
# A query in an address: its characters may take three bytes each, and the limit is told by us.
HEAD: Final = 1 << 18


def run(graph: Graph, settings: Settings, started: Callable[[str], None]) -> None:
    """Answer until the process is told to stop; see `serve`.

    Raises:
        UsageError: the address is taken, or is not one of this machine.
    """
    limits = Limits(settings.seconds, rows=settings.rows, answer=settings.answer)
    # Workers are forked while there are no threads yet.
    with _listening(settings) as listening, graph.guard(limits, settings.workers) as guard:
        # Who comes behind a row of slow queries still has a turn.
        asking = Asking(guard, settings.workers, settings.waiting, 2 * settings.seconds)
        server = _Server(configured(application(graph, asking, settings)), guard, asking)
        server.stop_on_signals()
        started(_address(settings.host, listening.getsockname()[1]))
        server.run([listening])
        guard.close()
        asking.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, guard: Guard, asking: Asking) -> None:
        super().__init__(config)
        self._guard = guard
        self._asking = asking

    def stop_on_signals(self) -> None:
        """Take signals before the loop runs, and again after it, when they would end the process."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Stop; asked a second time, no sooner."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Give queries that are running a moment, then end them, so that every client is answered."""
        ending = asyncio.create_task(self._end_queries())
        await super().shutdown(sockets)
        ending.cancel()

    async def _end_queries(self) -> None:
        await asyncio.sleep(GRACE)
        await asyncio.get_running_loop().run_in_executor(None, self._guard.close)
        await self._asking.idle()
        # Who is left takes no answer, or sends no end.
        await asyncio.sleep(GRACE)
        for connection in tuple(self.server_state.connections):
            connection.transport.abort()


def configured(app: ASGIApp) -> uvicorn.Config:
    """Return how an application is run: nothing said of the server, no log, nothing without a limit."""
    return uvicorn.Config(
        app,
        # Of the readers of requests this one keeps a limit on their heads.
        http=Line,
        h11_max_incomplete_event_size=HEAD,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=STOPPED,
    )


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageError(
            f"cannot listen at {_address(settings.host, settings.port)}: {reason}; "
            "name another port with --port, or 0 for any that is free"
        ) from None
    return listening


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
