"""How a worker comes by the store: it inherits it, opens its folder, or is handed its quads."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from coalition_graph.store import DiskStore, MemoryStore, Store, open_folder

__all__ = ["can_fork", "opening"]


def can_fork() -> bool:
    """Return whether this system can fork a process.

    >>> import sys
    >>> can_fork() or sys.platform == "win32"
    True
    """
    return hasattr(os, "fork")


def opening(store: Store, fork: bool) -> Callable[[], Store]:
    """Return what a worker calls to have the same store.

    Args:
        fork: whether workers are forked; else what is returned can be pickled.
    """
    if isinstance(store, DiskStore):
        # The engine's threads and locks do not survive a fork, so a folder is opened again.
        return partial(open_folder, store.path)
    if fork:
        return lambda: store
    return partial(MemoryStore.holding, store.quads(ontology=True))
