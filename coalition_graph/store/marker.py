"""The marker of a store folder: what makes a folder ours, and which state in it is the present one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from coalition_graph.errors import DamagedStore, ForeignFolder, UnreadableGraph
from coalition_graph.store.seals import Seal

__all__ = [
    "HALF_MADE",
    "MARKER",
    "Marker",
    "absent",
    "folder_of",
    "generations",
    "is_store",
    "lock_file",
    "number_of",
    "read",
    "sync",
    "write",
]

MARKER: Final = "coalition-graph.json"
_FORMAT: Final = 1
_LOCK: Final = "coalition-graph.lock"
# What stands in a folder whose making was broken off.
HALF_MADE: Final = frozenset({f"{MARKER}.tmp", _LOCK})


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker file says: the stamp of the present state.

    Args:
        generation: number of the folder `quads-<n>` that holds the present state; 0 is an empty store.
        quads: how many quads it holds, the ontology's included.
        package: version of this package that wrote it.
        engine: version of the engine that wrote it.
        dossiers: ids of the dossiers it holds.
        digests: SHA-256 of the registry, which holds that of every source, and of the current graph.
        files: seals of the engine's files.
    """

    generation: int = 0
    quads: int = 0
    package: str = ""
    engine: str = ""
    dossiers: tuple[str, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    files: dict[str, Seal] = field(default_factory=dict)


def is_store(path: Path | str) -> bool:
    """Return whether a folder holds a store of ours, be it one that lost its marker; nothing is opened.

    >>> is_store("/")
    False
    """
    folder = Path(path)
    return (folder / MARKER).is_file() or ((folder / _LOCK).is_file() and any(generations(folder)))


def generations(path: Path) -> Iterator[Path]:
    """Yield the folders of the engine in a store's folder, the present one and what is left of others."""
    return (found for found in path.glob("quads-*") if number_of(found) and found.is_dir())


def number_of(folder: Path) -> int:
    """Return the generation that a folder of the engine is, or 0 where it is none.

    >>> number_of(Path("quads-3")), number_of(Path("quads-4.tmp")), number_of(Path("quads-old"))
    (3, 4, 0)
    """
    # The engine copies into a folder with `.tmp` at its end, and renames that.
    number = folder.name.removeprefix("quads-").removesuffix(".tmp")
    return int(number) if number.isdecimal() else 0


def folder_of(path: Path, marker: Marker) -> Path:
    """Return the folder of the engine that a marker points to."""
    return path / f"quads-{marker.generation}"


def lock_file(path: Path) -> Path:
    """Return the file that whoever writes the store holds."""
    return path / _LOCK


def read(path: Path) -> Marker:
    """Return the marker of a store folder.

    Raises:
        DamagedStore: it is damaged, or gone.
        UnreadableGraph: it is of a newer kind.
        ForeignFolder: the folder has none, and is no store.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        raise DamagedStore(path, f"its {MARKER} is gone") if is_store(path) else absent(path) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DamagedStore(path, f"its {MARKER} is not what was written") from None
    except OSError as error:
        raise DamagedStore(path, f"its {MARKER} cannot be read ({error.strerror})") from None


def _read(path: Path) -> Marker:
    found = json.loads((path / MARKER).read_text(encoding="utf-8"))
    if found.pop("format") > _FORMAT:
        raise UnreadableGraph(str(path), "a newer version of coalition-graph made it; update the package")
    files = {name: _seal(*seal) for name, seal in found.get("files", {}).items()}
    marker = Marker(**{**found, "dossiers": tuple(found["dossiers"]), "files": files})
    numbers, texts = (marker.generation, marker.quads), (marker.package, marker.engine, *marker.dossiers)
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise ValueError(numbers)
    if not all(isinstance(text, str) for text in (*texts, *marker.digests, *marker.digests.values())):
        raise TypeError(texts)
    return marker


def _seal(size: int, time: int, checksum: int) -> Seal:
    return int(size), int(time), int(checksum)


def write(path: Path, marker: Marker) -> None:
    """Replace the marker in one step: whoever reads sees the old or the new one, also after a power cut."""
    aside = path / f"{MARKER}.tmp"
    with aside.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"format": _FORMAT, **asdict(marker)}, indent=1))
        file.flush()
        os.fsync(file.fileno())
    with suppress(OSError):
        # Where a folder took its place, only that is in the way, and only if it is empty.
        (path / MARKER).rmdir()
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
