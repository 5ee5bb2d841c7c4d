"""What is being written, under a name of its own; and what is left of it where the writer was killed.

It is locked by whoever writes it. The lock goes with the process, so that whoever writes into the folder next
can tell what nobody needs any more from what another process is at.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

__all__ = ["file", "folder", "sweep"]

_NAME: Final = re.compile(r"\.coalition-graph-[0-9a-f]{16}\.tmp")
_DAY: Final = 86_400.0


@contextmanager
def file(place: Path) -> Iterator[Path]:
    """Make an empty file to write and then to rename; one that is not renamed is removed at the end.

    Raises:
        OSError: it cannot be made.
    """
    path, number = _made(place, lambda path: path.touch(exist_ok=False))
    try:
        yield path
    finally:
        _close(number)
        path.unlink(missing_ok=True)


@contextmanager
def folder(place: Path) -> Iterator[Path]:
    """Make a folder to fill and then to rename or to empty; what is left of it is removed at the end.

    Raises:
        OSError: it cannot be made.
    """
    path, number = _made(place, Path.mkdir)
    try:
        yield path
    finally:
        _close(number)
        shutil.rmtree(path, ignore_errors=True)


def _made(place: Path, make: Callable[[Path], None]) -> tuple[Path, int | None]:
    """Make and lock something; what was swept away before it was locked is made again."""
    while True:
        # The name is short whatever the target's is, since a name may have 255 bytes at most.
        path = place / f".coalition-graph-{secrets.token_hex(8)}.tmp"
        make(path)
        # Windows renames nothing that is open.
        number = None if sys.platform == "win32" else os.open(path, os.O_RDONLY)
        if number is None or (_is_free(number, unsure=True) and _is_at(path, number)):
            return path, number
        os.close(number)


def _close(number: int | None) -> None:
    if number is not None:
        os.close(number)


def _is_free(number: int, *, unsure: bool) -> bool:
    """Lock what nobody else has locked; `unsure` where the disk knows no locks."""
    if sys.platform == "win32":  # pragma: no cover
        return unsure
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # pragma: no cover
        return unsure
    return True


def _is_at(path: Path, number: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(number))
    except FileNotFoundError:
        return False


def sweep(place: Path) -> None:
    """Remove from a folder what killed writers left over; what cannot be removed stays."""
    with suppress(OSError):
        for path in [found for found in place.iterdir() if _NAME.fullmatch(found.name)]:
            with suppress(OSError):
                _sweep(path)


def _sweep(path: Path) -> None:
    told = path.lstat()
    if not (stat.S_ISREG(told.st_mode) or stat.S_ISDIR(told.st_mode)):
        return
    # Where nothing can be locked, age must tell.
    old = time.time() - told.st_mtime > _DAY
    number = None if sys.platform == "win32" else os.open(path, os.O_RDONLY)
    try:
        if old if number is None else _is_free(number, unsure=old):
            _remove(path)
    finally:
        _close(number)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
