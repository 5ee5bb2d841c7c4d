"""What one query may take, and how a worker is held to it by the system that it runs on."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from coalition_graph.guard import confinement

__all__ = ["Limits", "hold"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take.

    Args:
        seconds: of time, from the question to the answer.
        memory: in bytes, beyond what the store itself takes.
        rows: of the answer; the rest is cut. None for all.
        characters: of the query itself.
        answer: bytes of the answer, in the form that a worker gives it. None for all that memory holds.
    """

    seconds: float = 30.0
    memory: int = 350 << 20
    rows: int | None = 100_000
    characters: int = 1 << 16
    answer: int | None = None


def hold(limits: Limits, folder: Path | None) -> None:
    """Hold this process to limits for good: memory, no file to write, no file or socket to open.

    Time is kept by whoever waits for the answer. Where the system knows no such limits, as on Windows, time
    is the only one; what a query may ask is refused before it is run, there as everywhere.

    Args:
        folder: the only folder whose files may still be opened, and only read; None for no file at all.
    """
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource

    # The engine tells of its end on stderr; whoever asked is told in a sentence instead.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    taken = _address_space()
    if taken is not None:
        resource.setrlimit(resource.RLIMIT_AS, (taken + limits.memory,) * 2)
    if folder is None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    confinement.confine(folder)


def _address_space() -> int | None:
    """Return the bytes of address space that this process has now; None where nobody tells."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:  # pragma: no cover  (no Linux)
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
