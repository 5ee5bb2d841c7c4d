"""Two real SPARQL servers for tests, on 127.0.0.1 with ports of their own and nothing left behind.

`oxigraph` comes from PyPI with the extra `test`, Virtuoso 7 from Debian (`virtuoso-opensource-7`). Where one
is missing, the tests that need it are skipped; under `CI=true` that is a failure.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

READY = 30.0
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 100
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
LiteMode = 0
DisableUnixSocket = 1
CheckpointInterval = 0
AllowOSCalls = 0
DirsAllowed = {folder}
CaseMode = 2
MaxClientConnections = 10
MaxQueryMem = 256M
NumberOfBuffers = 8000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
MaxKeepAlives = 8
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Server:
    """A running server and how to reach it.

    Args:
        password: of the user `dba`; where it is empty the server asks for none.
    """

    name: str
    url: str
    update_url: str
    graph_store_url: str | None = None
    password: str = ""


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _absent(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not installed, and CI must test against it")
    pytest.skip(f"{what} is not installed")


@contextlib.contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _await(process, port, folder / "output.txt")
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    pytest.fail(f"{process.args} does not answer: {output.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """Run `oxigraph serve` in memory."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        _absent("oxigraph (pip install oxigraph)")
    port = _free_port()
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, port, folder):
        at = f"http://127.0.0.1:{port}"
        yield Server("oxigraph", f"{at}/query", f"{at}/update", f"{at}/store")


@contextlib.contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[Server]:
    """Run Virtuoso with a database of its own; `rows` is where it cuts what it answers."""
    program = shutil.which("virtuoso-t")
    if program is None:
        _absent("Virtuoso (apt-get install virtuoso-opensource-7)")
    sql, http = _free_port(), _free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=folder, sql=sql, http=http, rows=rows))
    try:
        with _running([str(program), "+foreground", "+configfile", str(ini)], http, folder):
            at = f"http://127.0.0.1:{http}"
            yield Server(
                "virtuoso", f"{at}/sparql", f"{at}/sparql-auth", f"{at}/sparql-graph-crud-auth", "dba"
            )
    finally:
        # Each of its databases takes some 50 MB, and pytest keeps the folders of several runs.
        for left in (*folder.glob("virtuoso.*"), *folder.glob("temp.*")):
            left.unlink()
