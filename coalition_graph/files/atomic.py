"""Files written in one step: whoever looks sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from coalition_graph.errors import UsageError
from coalition_graph.files import leftovers

__all__ = ["together", "write_bytes", "write_files", "write_new", "write_pieces", "write_text"]


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
    """Write bytes; see `write_pieces`.

    Raises:
        UsageError: they cannot be written there; an old file is left as it was.
    """
    write_pieces(path, (data,))


def write_pieces(path: Path | str, pieces: Iterable[bytes]) -> None:
    """Write bytes under a temporary name, wait until they are on the disk, then rename.

    A link is followed; what is no plain file, such as `/dev/stdout`, is written to directly.

    Raises:
        UsageError: it cannot be written there; an old file is left as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as file:
                file.writelines(pieces)
        else:
            _replace({target: pieces})
    except OSError as error:
        raise _Unwritten(path, error.strerror or str(error)) from None


class _Unwritten(UsageError):
    """A file that cannot be written; the reason is told of its folder where that is what the user named."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"cannot write {path}: {reason}")


def write_new(path: Path, data: bytes) -> bool:
    """Write a file where none is, whole or not at all; return whether there was none.

    Raises:
        UsageError: it cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        leftovers.sweep(path.parent)
        with leftovers.file(path.parent) as aside:
            _write(aside, (data,))
            return _linked(aside, path)
    except OSError as error:
        raise _Unwritten(path, error.strerror or str(error)) from None


def _linked(aside: Path, path: Path) -> bool:
    """Give a file a second name that is free, in one step."""
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):  # A disk that knows no second names, such as a USB stick's.
        if path.exists():
            return False
        aside.rename(path)
    return True


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that belong together into a folder, made if missing: all of them, or none.

    Raises:
        UsageError: one cannot be written there; old files are left as they were.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _free(folder, files)
        _replace({Path(os.path.realpath(folder / name)): (data,) for name, data in files.items()})
    except OSError as error:
        raise UsageError(f"cannot write into {folder}: {error.strerror or error}") from None


@contextmanager
def together(folder: Path) -> Iterator[Path]:
    """Yield a folder to write files into that belong together; at the end they stand in `folder`.

    A folder that is new appears in one step. Into one that is there the files move one right after the
    other, once all are whole, each in one step: who is killed between two leaves some new and some old ones,
    and the next run completes them. Before that, a failure or a kill leaves `folder` as it was.

    Raises:
        UsageError: they cannot be written there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with together(Path(place, "out")) as aside:
    ...         write_text(aside / "brief.md", "Sweden is open.")
    ...     [found.name for found in Path(place, "out").iterdir()]
    ['brief.md']
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = not os.path.lexists(folder)
        place = folder.parent if new else folder
        leftovers.sweep(folder.parent)
        leftovers.sweep(place)
        with leftovers.folder(place) as aside:
            yield aside
            _move(aside, folder, new)
    except _Unwritten as error:
        raise UsageError(f"cannot write into {folder}: {error.reason}") from None
    except OSError as error:
        raise UsageError(f"cannot write into {folder}: {error.strerror or error}") from None


def _move(aside: Path, folder: Path, new: bool) -> None:
    if new:
        aside.rename(folder)
    else:
        names = sorted(path.name for path in aside.iterdir())
        _free(folder, names)
        for name in names:
            _move_one(aside / name, folder / name)
    _sync_folder(folder)
    _sync_folder(folder.parent)


def _move_one(aside: Path, target: Path) -> None:
    if target.is_symlink():  # It may lead to another disk, where nothing can be moved to.
        write_bytes(target, aside.read_bytes())
    else:
        aside.replace(target)


def _free(folder: Path, names: Mapping[str, bytes] | list[str]) -> None:
    if taken := next((name for name in names if (folder / name).is_dir()), None):
        raise UsageError(f"cannot write {folder / taken}: a folder of that name stands there")


def _replace(files: Mapping[Path, Iterable[bytes]]) -> None:
    folders = {target.parent for target in files}
    for folder in folders:
        leftovers.sweep(folder)
    with ExitStack() as held:
        asides = {target: held.enter_context(leftovers.file(target.parent)) for target in files}
        for target, aside in asides.items():
            _write(aside, files[target])
        for target, aside in asides.items():
            aside.replace(target)
    for folder in folders:
        _sync_folder(folder)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("r+b") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(PermissionError):  # Windows opens no folder, and needs no sync of it.
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
