"""In which state files are: told without reading what they say, so that nothing is read twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from coalition_graph.files.folder import listed

__all__ = ["of_files", "of_texts", "size"]


def of_files(paths: Sequence[Path]) -> dict[str, str]:
    """Return, per file that reading these paths looks at, what tells this state of it from any other.

    A file is told by its SHA-256, or why it is not read, and where it really lies; so is a given path.

    Raises:
        UnreadableGraph: a path leads nowhere, or to a file of another kind.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     before = of_files([Path(folder)])
    ...     _ = (Path(folder) / "a.yaml").write_text("dossier: {id: force}")
    ...     before == of_files([Path(folder)])
    False
    """
    given = {f"{number}. {path}": f"given {path.resolve()}" for number, path in enumerate(paths, 1)}
    return given | {
        str(path): f"{strange or _hash(path)} {path.resolve()}" for path, strange in listed(paths)
    }


def of_texts(paths: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of texts that sources name, by path; empty for one that cannot be read."""
    return {path: _hash(Path(path)) for path in paths}


def size(paths: Sequence[Path]) -> int:
    """Return how many bytes there are to read.

    Raises:
        UnreadableGraph: a path leads nowhere, or to a file of another kind.
    """
    return sum(path.stat().st_size for path, strange in listed(paths) if not strange and path.is_file())


def _hash(path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
