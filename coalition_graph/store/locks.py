"""Locks between processes: one writer at a time, and no state removed that somebody still reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coalition_graph.errors import UsageError

__all__ = ["in_use", "reading", "release", "writing"]


def _lock(number: int, shared: bool) -> bool:
    """Lock an open file or folder without waiting; the lock goes when the process does."""
    if sys.platform == "win32":  # pragma: no cover
        return True
    import fcntl

    try:
        fcntl.flock(number, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # pragma: no cover  (a file system without locks)
        return True
    return True


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Hold a store for writing.

    Raises:
        UsageError: another process, or another part of this one, is writing it.
        OSError: the folder cannot be written.
    """
    try:
        number = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # In a folder that several people share, the file may be somebody else's.
        number = os.open(file, os.O_RDONLY)
    try:
        if not _lock(number, shared=False):
            raise UsageError(f"another load is writing {file.parent}; wait until it is done and run again")
        yield
    finally:
        os.close(number)


def reading(folder: Path) -> int | None:
    """Mark a folder as being read; returns what `release` takes.

    Raises:
        OSError: the folder is gone.
    """
    try:
        number = os.open(folder, os.O_RDONLY)
    except PermissionError:  # pragma: no cover  (Windows, where open files cannot be removed anyway)
        return None
    _lock(number, shared=True)
    return number


def release(number: int | None) -> None:
    """End `reading`."""
    if number is not None:
        os.close(number)


def in_use(folder: Path) -> bool:
    """Return whether somebody reads a folder."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except PermissionError:  # pragma: no cover
        return False
    try:
        return not _lock(number, shared=False)
    finally:
        os.close(number)
