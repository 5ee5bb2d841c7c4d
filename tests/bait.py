"""Bait for whatever fetches or reads what it must not: a server that is called only by mistake, and the corpus.

The corpus of bad input lies beside the checkout; `laid` copies it, with the places that its files name made
those of the copy and of the server.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.samples import BAD_INPUT

__all__ = ["SECRET", "Visits", "baited", "laid"]

# What stands in a file that lies beside those that are read; nothing may ever tell it.
SECRET: Final = "LOCAL-SECRET"
_FOLDER: Final = b"/@BAIT@/"
_SERVER: Final = b"127.0.0.1:18099"


@dataclass
class Visits:
    """A server on this machine that is there to be fetched from, and what somebody fetched.

    Args:
        calls: how often somebody called, be it without asking for anything.
    """

    port: int
    paths: list[str] = field(default_factory=list)
    calls: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def baited() -> Iterator[Visits]:
    """Run such a server until the block ends."""

    class Bait(http.server.BaseHTTPRequestHandler):
        def setup(self) -> None:
            found.calls += 1
            super().setup()

        def do_GET(self) -> None:
            found.paths.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bait) as server:
        found = Visits(server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


def laid(folder: Path, visits: Visits) -> list[Path]:
    """Copy the corpus into a folder, with both baits in it, and return its files."""
    made = []
    for file in sorted(path for path in BAD_INPUT.rglob("*") if path.is_file()):
        path = folder / file.relative_to(BAD_INPUT)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = file.read_bytes().replace(_FOLDER, os.fsencode(f"{folder}/"))
        path.write_bytes(content.replace(_SERVER, f"127.0.0.1:{visits.port}".encode()))
        made.append(path)
    return made
