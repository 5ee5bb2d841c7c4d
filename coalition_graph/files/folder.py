"""The files of a dossier: found, read once, and handed on as codings."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from coalition_graph.errors import Problem, UnreadableGraph
from coalition_graph.files import columns, entries, tables, tree
from coalition_graph.files.cells import MAX_BYTES as MAX_TABLE
from coalition_graph.files.cells import Progress, Sheet, from_csv, silent
from coalition_graph.files.coding import Coding, Origin
from coalition_graph.files.decode import content
from coalition_graph.files.findings import left_out
from coalition_graph.files.workbook import from_xlsx

__all__ = ["REGISTER", "codings", "is_dossier", "listed"]

ENDINGS: Final = (".yaml", ".yml", ".csv", ".xlsx")
_CODING: Final = (".yaml", ".yml")
# What our own commands leave in a folder: a store, or a report, whose tables would be read twice.
_OURS: Final = ("coalition-graph.json", "graph.trig")
# Where an import keeps how it was made, for the next one; it reports nothing.
REGISTER: Final = "import.yaml"
_DOSSIER = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?dossier[\"']?[ \t]*:", re.MULTILINE)
Found = tuple[list[Coding], list[Problem]]


def codings(
    paths: Sequence[Path], keep_going: bool = False, progress: Progress = silent
) -> tuple[list[Coding], list[Problem], dict[str, str]]:
    """Return what all given files and folders say, what is wrong with them, and a hash of each file.

    Args:
        paths: files and folders; a folder stands for all coding files and tables in and below it.
        keep_going: leave faulty entries out, with a warning each, instead of an error.
        progress: is told of so many bytes more that were read.

    Raises:
        UnreadableGraph: a path leads nowhere, or to a file that is neither YAML, CSV nor XLSX.
    """
    made: list[Coding] = []
    problems: list[Problem] = []
    inputs: dict[str, str] = {}
    for path, strange in listed(paths):
        if strange:
            problems.append(Problem(str(path), 1, 1, "W121", strange))
            continue
        data = _bytes(path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        inputs[str(path)] = hashlib.sha256(data).hexdigest()
        found, wrong = _read(Origin(str(path), path.parent), data, keep_going, progress)
        made += found
        problems += wrong
    told = map(left_out, problems) if keep_going else problems
    return made, sorted(told), inputs


def is_dossier(path: Path) -> bool:
    """Return whether a path is a folder in which some coding file has a `dossier:` section."""
    if not path.is_dir():
        return False
    return any(_names_dossier(file) for file in sorted(path.iterdir()) if file.suffix.lower() in _CODING)


def _names_dossier(file: Path) -> bool:
    try:
        if not file.is_file() or file.stat().st_size > tree.MAX_BYTES:
            return False
        return _DOSSIER.search(file.read_bytes()) is not None
    except OSError:
        return False


def listed(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield every file once, with why it is not to be read, if it is not.

    Raises:
        UnreadableGraph: a path leads nowhere, or to a file that is neither YAML, CSV nor XLSX.
    """
    seen: set[Path] = set()
    for path, strange in (found for given in paths for found in _below(given)):
        real = path.resolve()
        if real not in seen:
            seen.add(real)
            yield path, strange


def _below(given: Path) -> Iterator[tuple[Path, str]]:
    if given.is_dir():
        yield from _walk(given)
    elif not given.exists():
        raise UnreadableGraph(str(given), "there is no such file or folder")
    elif given.suffix.lower() not in ENDINGS or not given.is_file():
        raise UnreadableGraph(str(given), "a dossier is made of .yaml, .yml, .csv and .xlsx files")
    else:
        yield given, ""


def _walk(given: Path) -> Iterator[tuple[Path, str]]:
    for folder, inside, names in os.walk(given):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        here = Path(folder)
        if here != given and (mark := next((mark for mark in _OURS if mark in names), None)):
            inside.clear()
            yield here / mark, "this folder was written by coalition-graph, and is not read as coding files"
            continue
        for name in sorted(names):
            # `~$` begins the lock file that a spreadsheet leaves beside an open workbook.
            if name.lower().endswith(ENDINGS) and not name.startswith((".", "~$")):
                path = here / name
                yield path, "" if path.is_file() else "not a plain file; not read"


def _bytes(path: Path) -> bytes | Problem:
    limit = tree.MAX_BYTES if path.suffix.lower() in _CODING else MAX_TABLE
    try:
        return content(path, limit)
    except OSError as error:
        return Problem(str(path), 1, 1, "E101", f"the file cannot be opened: {error.strerror}")


def _read(origin: Origin, data: bytes, keep_going: bool, progress: Progress) -> Found:
    ending = Path(origin.path).suffix.lower()
    if ending == ".csv":
        return _csv(origin, data, progress)
    progress(len(data))
    return _coding_file(origin, data, keep_going) if ending in _CODING else _workbook(origin, data)


def _coding_file(origin: Origin, data: bytes, keep_going: bool) -> Found:
    root, problems = tree.parse(origin.path, data)
    if any(problem.is_error for problem in problems) and not entries.is_ours(root):
        return [], problems
    if _is_register(origin, root):
        return [], problems
    if root is None or not entries.is_ours(root):
        return [], [*problems, Problem(origin.path, 1, 1, "W121", _no_section())]
    coding, told = entries.coding(origin, root, problems, keep_going)
    return [coding] if coding else [], told


def _is_register(origin: Origin, root: tree.Node | None) -> bool:
    """Return whether a file is what an import remembers."""
    if root is None or Path(origin.path).name != REGISTER or not isinstance(root.value, dict):
        return False
    return "import" in root.value and set(root.value) <= {"import", "written"}


def _no_section() -> str:
    return "no section of a coding file, such as source: or statements:; not read"


def _csv(origin: Origin, data: bytes, progress: Progress) -> Found:
    name = Path(origin.path).stem
    section = columns.section_of(name)
    if section is None:
        return [], [Problem(origin.path, 1, 1, "W121", _no_table())]
    sheet = from_csv(origin.path, name, data, columns.known(section), progress)
    return ([], [sheet]) if isinstance(sheet, Problem) else tables.codings(origin, sheet, section)


def _no_table() -> str:
    return f"not read: a table is named {'*, '.join(columns.TABLES)}*"


def _workbook(origin: Origin, data: bytes) -> Found:
    sheets = from_xlsx(origin.path, data)
    if isinstance(sheets, Problem):
        return [], [sheets]
    made: list[Coding] = []
    problems: list[Problem] = []
    for sheet in sheets:
        section = (
            columns.section_of(sheet.name) or (len(sheets) == 1 and columns.section_of(origin.stem)) or None
        )
        found, wrong = _worksheet(origin, sheet, section)
        made += found
        problems += wrong
    return made, problems


def _worksheet(origin: Origin, sheet: Sheet, section: str | None) -> Found:
    if section is None:
        message = f"sheet {sheet.name!r}: {_no_table()}"
        return [], [Problem(origin.path, 1, 1, "W121", message)]
    found, wrong = tables.codings(origin, sheet, section)
    return found, [replace(problem, message=f"sheet {sheet.name!r}: {problem.message}") for problem in wrong]
