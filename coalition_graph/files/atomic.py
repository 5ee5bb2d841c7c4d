"""Files written in one step: whoever looks sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from coalition_graph.errors import UsageError

__all__ = ["write_bytes", "write_text"]


def write_text(path: Path | str, text: str) -> None:
    """Write a text as UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a question mark.

    Raises:
        UsageError: it cannot be written there; an old file is left as it was.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "brief.md"), "Sweden is open.")
    ...     Path(folder, "brief.md").read_text(encoding="utf-8")
    'Sweden is open.'
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path | str, data: bytes) -> None:
    """Write bytes under a temporary name, wait until they are on the disk, then rename.

    A link is followed; what is no plain file, such as `/dev/stdout`, is written to directly.

    Raises:
        UsageError: it cannot be written there; an old file is left as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def _replace(target: Path, data: bytes) -> None:
    # The name is short whatever the target's is, since a name may have 255 bytes at most.
    aside = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    with suppress(PermissionError):  # Windows opens no folder, and needs no sync of it.
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
