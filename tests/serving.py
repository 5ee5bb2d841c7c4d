"""Servers of ours under test, on 127.0.0.1 and any free port, gone when the test is done."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from coalition_graph.graph import Graph
from coalition_graph.server.app import application
from coalition_graph.server.asking import Answers, Asking
from coalition_graph.server.run import configured
from coalition_graph.server.settings import Settings

DEFAULT = Settings()


@contextlib.contextmanager
def answering(
    graph: Graph, settings: Settings = DEFAULT, inner: Answers | None = None
) -> Iterator[httpx.Client]:
    """A client of a server in a thread of this process.

    `inner` answers the queries: the graph's own store if not given, which keeps the test fast.
    """
    asking = Asking(inner or graph.store, settings.workers, settings.waiting, patience=5)
    server = uvicorn.Server(configured(application(graph, asking, settings)))
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        asking.close()


@dataclass(frozen=True)
class Served:
    """A running server: its address, and the process."""

    address: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])


@contextlib.contextmanager
def served(graph: str | Path = "example", *options: str) -> Iterator[Served]:
    """The command `serve` on a graph, in a process of its own, until the block ends."""
    command = [sys.executable, "-m", "coalition_graph", "-g", str(graph), "serve", "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        told = process.stderr.readline()
        found = re.search(r"http://\S+/", told)
        if not found:
            # It may run on; its words are read to their end.
            process.terminate()
        assert found, told + process.stderr.read()
        yield Served(found[0], process)
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()
