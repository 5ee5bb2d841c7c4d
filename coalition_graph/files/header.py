"""The first line of a table: which cell of a row fills which key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coalition_graph.errors import Problem
from coalition_graph.files import columns
from coalition_graph.files.cells import Sheet
from coalition_graph.files.coding import Data
from coalition_graph.files.wording import required, reworded

__all__ = ["Filler", "Plan", "plan"]

# Index of the cell, key, and how the cell becomes its value.
Filler = tuple[int, str, Callable[[str], Data]]


@dataclass(slots=True)
class Plan:
    """What to do with each cell of a row.

    Args:
        width: how many cells a row has.
        flat: the cells that fill a key of the entry.
        nested: those that fill a key inside `contribution`, `reported` or `requires`.
        cells: index of the cell of each column, by its name.
    """

    width: int
    flat: list[Filler] = field(default_factory=list)
    nested: dict[str, list[Filler]] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)

    def fill(self, index: int, column: str, section: str) -> None:
        """Let the cell with that index fill the key that a column names."""
        group, dot, inner = column.partition(".")
        convert = columns.convert(section, column)
        if dot:
            self.nested.setdefault(group, []).append((index, inner, convert))
        elif column != "source" or section == "sources":
            self.flat.append((index, column, convert))


def plan(path: str, sheet: Sheet, section: str) -> Plan | list[Problem]:
    """Return what each cell fills, or what is wrong with the header."""
    made, known = Plan(len(sheet.header)), columns.known(section)
    problems: list[Problem] = []
    if not set(known).intersection(sheet.header):
        message = f"the first line names no column of {section}; known are {', '.join(known)}"
        return [Problem(path, 1, 1, "E107", message)]
    for index, name in enumerate(sheet.header):
        column = columns.RENAMED.get((section, name), name)
        message = _fault(column, section, known, made.cells)
        if message:
            code = "E107" if column in made.cells or not column else "E201"
            problems.append(Problem(path, *sheet.locate(1, index), code, message))
        made.cells.setdefault(column, index)
        if column in known:
            made.fill(index, column, section)
    missing = [key for key in required(section) if key not in made.cells]
    if missing and not problems:
        message = f"the column {missing[0]!r} is missing; {section} need {', '.join(required(section))}"
        problems.append(Problem(path, 1, 1, "E202", message))
    return problems or made


def _fault(column: str, section: str, known: tuple[str, ...], before: Mapping[str, int]) -> str:
    if not column:
        return "a column without a name; name it, or take out the delimiter"
    if column in before:
        return f"the column {column!r} stands twice; keep one"
    if column in known or column in columns.DERIVED.get(section, ()):
        return ""
    return f"unknown column {column!r} in {section}{reworded(column, known)}"
