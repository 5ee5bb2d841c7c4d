"""Files written in one step: whoever looks sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from coalition_graph.errors import UsageError

__all__ = ["write_bytes", "write_files", "write_text"]


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
            _replace({target: data})
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that belong together into a folder, made if missing: all of them, or none.

    Raises:
        UsageError: one cannot be written there; old files are left as they were.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if taken := next((name for name in files if (folder / name).is_dir()), None):
            raise UsageError(f"cannot write {folder / taken}: a folder of that name stands there")
        _replace({Path(os.path.realpath(folder / name)): data for name, data in files.items()})
    except OSError as error:
        raise UsageError(f"cannot write into {folder}: {error.strerror or error}") from None


def _replace(files: Mapping[Path, bytes]) -> None:
    # The names are short whatever the targets' are, since a name may have 255 bytes at most.
    asides = {target: target.with_name(f".{secrets.token_hex(8)}.tmp") for target in files}
    try:
        for target, aside in asides.items():
            _write(aside, files[target])
        for target, aside in asides.items():
            aside.replace(target)
    finally:
        for aside in asides.values():
            aside.unlink(missing_ok=True)
    for folder in {target.parent for target in files}:
        _sync_folder(folder)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(PermissionError):  # Windows opens no folder, and needs no sync of it.
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
