"""Files that an import makes, remembered by their hash, so that nothing edited since is ever overwritten.

`import.yaml` beside them holds how they were made and the hash of each. A file that was edited stays; what
the import makes of it now is written beside it as `….new`, which no command reads.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coalition_graph.errors import BadParameter, MissingParameter, Problem, UsageError
from coalition_graph.files import atomic, tree
from coalition_graph.files.coding import Data
from coalition_graph.files.folder import REGISTER, is_dossier
from coalition_graph.files.importing_yaml import to_yaml
from coalition_graph.files.plain_file import plain_bytes
from coalition_graph.text import shown

__all__ = ["Done", "Remembered", "keep", "remembered", "seen_from", "source_path"]

_HEAD: Final = (
    "# How this folder was imported; `coalition-graph import {kind} -o` this folder does it again.\n"
    "# A file whose hash is no longer the one below was edited, and is never overwritten.\n"
)
# Names that an import gives, which lead nowhere else whoever wrote the list.
_NAME = re.compile(r"(?:texts/)?[^./\\\0][^/\\\0]*\Z")
# More than any import makes, so that a larger file is known for an edited one.
_LARGEST: Final = 1 << 30
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What `import.yaml` says: the settings of the last import, and a hash of each file that it made."""

    settings: Mapping[str, Data] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What an import did to the files of a folder.

    Args:
        written: new or changed files.
        unchanged: how many were already as they should be.
        edited: files that were edited since the last import, and stay.
        removed: files of the last import that this one does not make.
        notes: what else the reader must know.
        problems: what was left out of a table, as warnings.
    """

    written: tuple[str, ...]
    unchanged: int
    edited: tuple[str, ...]
    removed: tuple[str, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def remembered(folder: Path, kind: str) -> Remembered:
    """Return what an earlier import of the same kind left in a folder, or nothing.

    Raises:
        BadParameter: the folder holds another dossier, or one that was imported from something else.
        UsageError: its `import.yaml` cannot be read.
    """
    path = folder / REGISTER
    if not path.is_file():
        if is_dossier(folder) or (folder.exists() and not folder.is_dir()):
            raise BadParameter("-o", str(folder), "it is there and was not imported; name a new folder")
        return Remembered()
    data = _data(path)
    settings, written = data.get("import"), data.get("written", {})
    if not isinstance(settings, dict) or not isinstance(written, dict):
        raise UsageError(f"{path} has no section `import`; name a new folder, or take the file away")
    if settings.get("kind") != kind:
        what = shown(str(settings.get("kind", "")))
        raise BadParameter("-o", str(folder), f"it was imported as {what}; name a new folder")
    return Remembered(settings, {name: value for name, value in written.items() if isinstance(value, str)})


def source_path(path: Path | None, folder: Path, before: Remembered) -> Path:
    """Return the file to import: the given one, or the one of the last import.

    Raises:
        MissingParameter: there is neither.
    """
    last = before.settings.get("from")
    if path is None and not isinstance(last, str):
        raise MissingParameter("FILE", "name the file to import; only a folder imported before remembers it")
    return path or folder / str(last)


def seen_from(folder: Path, path: Path) -> str:
    """Return a path as seen from a folder, so that both can be moved together."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # On Windows, another drive.
        return path.resolve().as_posix()


def _data(path: Path) -> dict[str, Data]:
    root, problems = tree.parse(str(path), plain_bytes(path, tree.MAX_BYTES))
    if root is None or any(problem.is_error for problem in problems):
        told = next((str(problem) for problem in problems), f"{path} is empty")
        raise UsageError(f"{told}; mend it, or take the file away to import anew")
    data = _plain(root)
    return data if isinstance(data, dict) else {}


def _plain(node: tree.Node) -> Data:
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, list):
        return [_plain(entry) for entry in node.value]
    return {key: _plain(entry) for key, entry in node.value.items()}


def keep(folder: Path, groups: Iterable[Files], before: Remembered, settings: Mapping[str, Data]) -> Done:
    """Write files into a folder, but for those that were edited since the last import wrote them.

    Args:
        folder: made if missing.
        groups: files by name; those of one group, such as a coding file and its text, stay together.
        before: what the last import left.
        settings: how the files were made, for the next time; with `kind`.

    Raises:
        UsageError: they cannot be written; then none is.
    """
    todo: dict[str, bytes] = {}
    hashes: dict[str, str] = {}
    edited: list[str] = []
    unchanged = 0
    for group in groups:
        hashes |= {name: _hash(data) for name, data in group.items()}
        there = {name: _there(folder / name) for name in group}
        touched = [name for name in group if _edited(there[name], group[name], before.written.get(name))]
        edited += touched
        for name, data in group.items():
            if touched and hashes[name] != before.written.get(name) and there[name] != hashes[name]:
                todo[f"{name}.new"] = data
            elif not touched and there[name] != hashes[name]:
                todo[name] = data
            else:
                unchanged += 1
    gone = list(_gone(folder, before.written, hashes))
    _write(folder, todo, settings, hashes)
    removed = tuple(name for name, untouched in gone if untouched and _removed(folder / name))
    edited += [name for name, untouched in gone if not untouched]
    return Done(tuple(todo), unchanged, tuple(edited), removed)


def _edited(there: str, made: bytes, last: str | None) -> bool:
    return bool(there) and there not in (last, _hash(made))


def _gone(folder: Path, written: Mapping[str, str], made: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Yield files of the last import that this one does not make, and whether they are as it left them."""
    for name, last in written.items():
        if name not in made and _NAME.match(name) and (there := _there(folder / name)):
            yield name, there == last


def _write(
    folder: Path, todo: Mapping[str, bytes], settings: Mapping[str, Data], hashes: Mapping[str, str]
) -> None:
    told = to_yaml({"import": {**settings}, "written": {**hashes}})
    register = f"{_HEAD.format(kind=settings['kind'])}{told}".encode()
    made = {**todo, REGISTER: register}
    if _there(folder / REGISTER) == _hash(register):
        del made[REGISTER]
    if not made:
        return
    for inner in {Path(name).parent for name in made}:
        try:
            (folder / inner).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot write into {folder}: {error.strerror or error}") from None
    atomic.write_files(folder, made)


def _removed(path: Path) -> bool:
    path.unlink(missing_ok=True)
    return True


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _there(path: Path) -> str:
    """Return the hash of a file that is there, or nothing."""
    try:
        return _hash(plain_bytes(path, _LARGEST))
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from None
