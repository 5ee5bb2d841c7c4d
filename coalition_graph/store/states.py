"""The states in a store's folder: opened for reading, and swept away when nobody needs them."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from typing import Final

import pyoxigraph

from coalition_graph.errors import DamagedStore, UnreadableGraph
from coalition_graph.store import locks, marker, seals, versions
from coalition_graph.store.engine import put_ontology
from coalition_graph.store.marker import Marker, folder_of

__all__ = ["Opened", "disregarded", "is_damage", "opened", "reason", "remove", "sweep", "unread"]

Opened = tuple[Marker, pyoxigraph.Store, int | None]

_TRIES: Final = 5
_PAUSE: Final = 0.02
_LONGEST: Final = 160
_NAMED: Final = "Corruption: "


def opened(path: Path, *, sealed: bool = True) -> Opened:
    """Open the present state for reading; a load that ends meanwhile may remove it, so look again then.

    Args:
        path: folder of the store.
        sealed: whether its files must be those that were written.

    Raises:
        DamagedStore: it is not what was written.
        ForeignFolder: the folder holds no store of ours.
        UnreadableGraph: it is written again and again.
    """
    for _ in range(_TRIES):
        found = marker.read(path)
        try:
            return _state(path, found, sealed)
        except (OSError, RuntimeError) as error:
            if marker.read(path) == found:
                raise unread(path, found, error) from None
    raise UnreadableGraph(str(path), "it is being written again and again; try later")


def _state(path: Path, found: Marker, sealed: bool) -> Opened:
    if not found.generation:
        return found, _empty(), None
    folder = folder_of(path, found)
    held = locks.reading(folder)
    try:
        for name in seals.broken(folder, found.files):
            if sealed or name.endswith(seals.QUADS):
                raise OSError(f"{name} is not what was written")
        inner = pyoxigraph.Store.read_only(str(folder))
    except (OSError, RuntimeError):
        locks.release(held)
        raise
    return found, inner, held


def disregarded(path: Path) -> Opened:
    """Return an empty state in the place of the present one, which may be damaged and is kept until later."""
    try:
        found = marker.read(path)
    except DamagedStore:
        found = Marker(max(map(marker.number_of, marker.generations(path)), default=0))
    return found, _empty(), None


def _empty() -> pyoxigraph.Store:
    inner = pyoxigraph.Store()
    put_ontology(inner)
    return inner


def is_damage(error: Exception) -> bool:
    """Return whether the engine says that what it reads is not what it wrote.

    >>> is_damage(RuntimeError("Corruption: block checksum mismatch"))
    True
    """
    return str(error).startswith(_NAMED)


def unread(path: Path, found: Marker, error: Exception) -> DamagedStore:
    """Return the error for a state that the engine cannot read, or that has fewer quads than were written."""
    other = found.engine not in ("", versions.engine())
    by = f", pyoxigraph {found.engine} wrote it and this is {versions.engine()}" if other else ""
    return DamagedStore(path, f"its quads cannot be read ({reason(error)}{by})", found.dossiers)


def reason(error: Exception) -> str:
    """Return what an error says, in one line that is not too long.

    >>> reason(OSError(28, "No space left on device"))
    'No space left on device'
    """
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    told = re.sub(r"\s+", " ", told).removeprefix(_NAMED).removeprefix("IO error: ")
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def sweep(path: Path, present: Marker) -> None:
    """Remove the states of the engine that are neither present nor being read, and a marker half written."""
    (path / f"{marker.MARKER}.tmp").unlink(missing_ok=True)
    for folder in marker.generations(path):
        if folder != folder_of(path, present) and not locks.in_use(folder):
            remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder of the engine; where the engine still writes into it, that takes several goes."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
