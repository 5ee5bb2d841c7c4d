"""The marker of a store folder: what makes a folder ours, and which state in it is the present one."""

from __future__ import annotations

import importlib.metadata
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from coalition_graph.errors import ForeignFolder, UnreadableGraph

__all__ = [
    "MARKER",
    "Marker",
    "absent",
    "damaged",
    "folder_of",
    "is_store",
    "lock_file",
    "read",
    "sync",
    "version",
    "write",
]

MARKER: Final = "coalition-graph.json"
_FORMAT: Final = 1
_LOCK: Final = "coalition-graph.lock"
_REBUILD: Final = "delete the folder and load the coding files again, they hold everything"


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker file says.

    Args:
        generation: number of the folder `quads-<n>` that holds the present state; 0 is an empty store.
        quads: how many quads it holds, the ontology's included.
        package: version of this package that wrote it.
        dossiers: ids of the dossiers it holds.
        digests: SHA-256 of the registry and of the current graph.
    """

    generation: int = 0
    quads: int = 0
    package: str = ""
    dossiers: tuple[str, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)


def version() -> str:
    """Return the version of this package, or `0` where it runs without being installed.

    >>> version()[0].isdigit()
    True
    """
    try:
        return importlib.metadata.version("coalition-graph")
    except importlib.metadata.PackageNotFoundError:
        return "0"


def is_store(path: Path | str) -> bool:
    """Return whether a folder holds a store of ours; nothing is opened.

    >>> is_store("/")
    False
    """
    return Path(path, MARKER).is_file()


def folder_of(path: Path, marker: Marker) -> Path:
    """Return the folder of the engine that a marker points to."""
    return path / f"quads-{marker.generation}"


def lock_file(path: Path) -> Path:
    """Return the file that whoever writes the store holds."""
    return path / _LOCK


def read(path: Path) -> Marker:
    """Return the marker of a store folder.

    Raises:
        UnreadableGraph: it is damaged, or of a newer kind.
        ForeignFolder: the folder has none.
    """
    try:
        found = json.loads((path / MARKER).read_text(encoding="utf-8"))
        if found.pop("format") > _FORMAT:
            raise UnreadableGraph(str(path), "a newer version of coalition-graph made it; update the package")
        return Marker(**{**found, "dossiers": tuple(found["dossiers"])})
    except FileNotFoundError:
        raise absent(path) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise UnreadableGraph(str(path), f"its {MARKER} is damaged; {_REBUILD}") from None
    except OSError as error:
        raise UnreadableGraph(str(path), f"its {MARKER} cannot be read ({error.strerror})") from None


def write(path: Path, marker: Marker) -> None:
    """Replace the marker in one step: whoever reads sees the old or the new one, also after a power cut."""
    aside = path / f"{MARKER}.tmp"
    with aside.open("w", encoding="utf-8") as file:
        json.dump({"format": _FORMAT, **asdict(marker)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path / MARKER)
    _sync_one(path)


def sync(folder: Path) -> None:
    """Wait until everything in a folder of the engine is on the disk."""
    for path in (*folder.iterdir(), folder):
        _sync_one(path)


def _sync_one(path: Path) -> None:
    with _opened(path) as number:
        if number is not None:
            os.fsync(number)


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """Open for reading; a folder cannot be opened on Windows, which needs no sync of it."""
    try:
        number = os.open(path, os.O_RDONLY)
    except PermissionError:
        yield None
        return
    try:
        yield number
    finally:
        os.close(number)


def absent(path: Path) -> ForeignFolder:
    """Return the error for a folder that has no marker."""
    return ForeignFolder(path, f"it has no {MARKER}, so it is no store of ours")


def damaged(path: Path, reason: str) -> UnreadableGraph:
    """Return the error for a store whose content is not what its marker says."""
    return UnreadableGraph(str(path), f"{reason}; {_REBUILD}")
