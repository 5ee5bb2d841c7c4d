"""Landlock: a Linux process gives up opening files and connections, for good and without privileges.

Source: https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Final

__all__ = ["confine", "end_with_parent"]

# The same on every processor.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION: Final = 1
_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_DIE_WITH_PARENT: Final = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
# Running, writing, making, removing, reading: all that the first version knows.
_FILES: Final = (1 << 13) - 1
# Binding and connecting TCP, known from version 4 on.
_NETWORK: Final = 0b11
_NETWORK_SINCE: Final = 4


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def confine(folder: Path | None) -> bool:
    """Let this process open no file but for reading beneath one folder, and no connection; no way back.

    Args:
        folder: None for no file at all.

    Returns:
        whether the system keeps it; Linux does from version 5.13 on, connections from 6.7 on.
    """
    if not sys.platform.startswith("linux"):  # pragma: no cover
        return False
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(_CREATE, None, 0, _VERSION)
    if version < 1:  # pragma: no cover  (an older Linux)
        return False
    rules = _Rules(_FILES, _NETWORK if version >= _NETWORK_SINCE else 0)
    size = ctypes.sizeof(rules) if version >= _NETWORK_SINCE else ctypes.sizeof(ctypes.c_uint64)
    ruleset = system.syscall(_CREATE, ctypes.byref(rules), size, 0)
    if folder is not None:
        _allow(system, ruleset, folder)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(system.syscall(_RESTRICT, ruleset, 0) == 0)


def end_with_parent() -> None:
    """Let this process be killed when the one that forked it ends, however that ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _allow(system: ctypes.CDLL, ruleset: int, folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    rule = _Beneath(_READ_FILE | _READ_FOLDER, number)
    system.syscall(_ADD, ruleset, _BENEATH, ctypes.byref(rule), 0)
    os.close(number)
