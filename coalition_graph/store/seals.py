"""Seals of the engine's files: what tells that one is not what was written before the engine reads it.

A flipped bit in a file can make the engine go round in circles with no way to stop it, so it must be found
beforehand. A file with the size and the time that it was sealed with is trusted, except where reading all of
them costs next to nothing, or where the user asks.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

__all__ = ["QUADS", "Seal", "broken", "seals"]

# The ending of the files that hold quads.
QUADS: Final = ".sst"
Seal = tuple[int, int, int]

# The engine opens a damaged log without a word, and with fewer quads.
_SEALED: Final = ("CURRENT", "MANIFEST-*", "*.log", f"*{QUADS}")
_CHUNK: Final = 1 << 20
# So many bytes are read in some hundredths of a second.
_LITTLE: Final = 1 << 25


def seals(folder: Path, before: Mapping[str, Seal]) -> dict[str, Seal]:
    """Return size, time and checksum of every file that holds quads, or tells which of them count.

    Args:
        folder: a folder of the engine that nobody writes any more.
        before: seals of the state that this one grew from; what did not change is not read again.
    """
    found = sorted(path for pattern in _SEALED for path in folder.glob(pattern))
    return {path.name: _seal(path, before.get(path.name)) for path in found}


def _seal(path: Path, before: Seal | None) -> Seal:
    size, time = _outside(path)
    known = before is not None and before[:2] == (size, time)
    return (size, time, before[2] if before is not None and known else _checksum(path))


def _outside(path: Path) -> tuple[int, int]:
    told = path.stat()
    return told.st_size, told.st_mtime_ns


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found = zlib.crc32(chunk, found)
    return found


def broken(folder: Path, sealed: Mapping[str, Seal], *, every: bool = False) -> Iterator[str]:
    """Yield the names of files that are not what was sealed; of one that is gone the engine tells itself.

    Args:
        folder: a folder of the engine.
        sealed: what was written.
        every: whether files are read that look as they did.

    Raises:
        OSError: one cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "1.sst").write_text("quads")
    ...     sealed = seals(Path(folder), {})
    ...     _ = Path(folder, "1.sst").write_text("quots")
    ...     list(broken(Path(folder), sealed))
    ['1.sst']
    """
    every = every or sum(size for size, _, _ in sealed.values()) <= _LITTLE
    for name, (size, time, checksum) in sealed.items():
        path = folder / name
        if path.exists():
            looks = _outside(path)
            if looks[0] != size or ((every or looks[1] != time) and _checksum(path) != checksum):
                yield name
