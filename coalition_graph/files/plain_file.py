"""Reading a stranger's file: a plain one, so much of it and no more."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

__all__ = ["plain_bytes"]

# A pipe that nobody writes to would else keep us waiting before we could see what it is.
_NO_WAITING: Final = getattr(os, "O_NONBLOCK", 0)


def plain_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a file, at most one more than `limit`, so that the caller sees what is too large.

    Raises:
        OSError: it cannot be opened, or is a folder, a pipe, a device or a socket.
        ValueError: its name is none that a file can have.

    >>> plain_bytes(Path(os.devnull), 100)
    Traceback (most recent call last):
    OSError: [Errno 22] not a plain file: '/dev/null'
    """
    with open(path, "rb", opener=_opener) as file:
        told = os.fstat(file.fileno())
        if not stat.S_ISREG(told.st_mode):
            raise OSError(errno.EINVAL, "not a plain file", str(path))
        # A number is taken for how much memory to set aside, a gigabyte for a table of three lines.
        return file.read(min(limit, told.st_size) + 1)


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_WAITING)
