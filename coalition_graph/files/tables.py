"""Tables → codings: the rows typed in one pass, and handed on one coding for each source they name."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import Any

from coalition_graph import model
from coalition_graph.errors import Problem
from coalition_graph.files.cells import Sheet
from coalition_graph.files.coding import Coding, Data, Loc, Origin, Place, Raw, declared, nearest_place
from coalition_graph.files.findings import MOST_TOLD, few
from coalition_graph.files.header import plan
from coalition_graph.files.rows import Rows
from coalition_graph.files.wording import CLASSES, tell

__all__ = ["codings"]


def codings(origin: Origin, sheet: Sheet, section: str) -> tuple[list[Coding], list[Problem]]:
    """Return what the rows of a table say, typed, and what is wrong with them; faulty rows are left out.

    Args:
        origin: the table's path and folder.
        sheet: its rows.
        section: which table it is, such as `statements`.
    """
    made = plan(origin.path, sheet, section)
    if isinstance(made, list):
        return [], made
    rows = Rows(origin.path, sheet, section, made)
    with _uncollected():
        rows.read()
        typed = _Typed(origin, rows)
        found = list(typed.codings())
    return found, few([*rows.problems, *typed.problems, *sheet.problems], typed.untold)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking again and again over rows that make no garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Places(Mapping[Loc, Place]):
    """Where the values of some rows stand, found when asked for."""

    def __init__(self, section: str, lines: array[int], sheet: Sheet, cells: Mapping[str, int]) -> None:
        self.section, self.lines, self.sheet, self.cells = section, lines, sheet, cells

    def __getitem__(self, loc: Loc) -> Place:
        if loc and loc[0] == "source" and self.section == "sources":
            loc = ("sources", 0, *loc[1:])
        if loc in ((), (self.section,)):
            return 1, 1
        index = loc[1] if len(loc) > 1 and loc[0] == self.section else None
        if not isinstance(index, int) or index >= len(self.lines):
            raise KeyError(loc)
        line = self.lines[index]
        if len(loc) == 2:
            return line, 1
        return self.sheet.locate(line, self.cells[self.column(loc[2:])])

    def column(self, inner: Loc) -> str:
        """Return the column that a key, perhaps inside another, is filled from."""
        dotted = f"{inner[0]}.{inner[-1]}"
        if dotted in self.cells:
            return dotted
        begins = f"{inner[0]}."
        return next((name for name in self.cells if name.startswith(begins)), str(inner[0]))

    def __iter__(self) -> Iterator[Loc]:
        return ((self.section, index) for index in range(len(self.lines)))

    def __len__(self) -> int:
        return len(self.lines)


class _Typed:
    """The rows of one table, typed, and on their way to one coding for each source."""

    def __init__(self, origin: Origin, rows: Rows) -> None:
        self.origin, self.rows, self.section = origin, rows, rows.section
        self.problems: list[Problem] = []
        self.lost: set[str] = set()
        self.untold = 0

    def codings(self) -> Iterator[Coding]:
        """Hand on the rows by source; of a table of sources, each row."""
        pairs = self.pairs()
        if self.section == "sources":
            yield from (self.coding(value.id, [(index, value)]) for index, value in pairs)
            return
        groups: dict[str, list[tuple[int, Any]]] = {}
        for index, value in pairs:
            groups.setdefault(self.rows.sources[index], []).append((index, value))
        # A table whose rows are all wrong still tells which names it would have declared.
        for name, members in groups.items() or [("", [])]:
            yield self.coding(name, members)

    def pairs(self) -> list[tuple[int, Any]]:
        """Return index and typed value of every row without faults."""
        entries, cls = self.rows.entries, CLASSES[self.section]
        typed = model.validate_all(cls, entries)
        if not isinstance(typed, list):
            return list(enumerate(typed))
        wrong = {int(fault.loc[0]) for fault in typed}
        self.tell(typed, wrong)
        kept = [index for index in range(len(entries)) if index not in wrong]
        return list(zip(kept, model.validate_all(cls, [entries[index] for index in kept]), strict=True))

    def tell(self, faults: list[model.Fault], wrong: set[int]) -> None:
        places = Places(self.section, self.rows.lines, self.rows.sheet, self.rows.plan.cells)
        told = faults[: MOST_TOLD + 1]
        self.untold = len(faults) - len(told)
        for fault in told:
            loc = (self.section, *fault.loc)
            place = nearest_place(places, loc)
            named = model.Fault(loc, fault.kind, fault.message, fault.choices)
            self.problems.append(Problem(self.origin.path, *place, *tell(named, table=True)))
        self.lost.update(chain.from_iterable(declared(self.rows.entries[index]) for index in wrong))

    def coding(self, name: str, members: list[tuple[int, Any]]) -> Coding:
        indices, values = [index for index, _ in members], tuple(value for _, value in members)
        lines = array("I", (self.rows.lines[index] for index in indices))
        # Only a statement without an id is named by its hash; the others need not be kept twice.
        written = (self.rows.entries[index] for index in indices)
        entries: list[Data] = [{} if "id" in entry else entry for entry in written]
        is_attendance = self.section == "attendance"
        return Coding(
            path=self.origin.path,
            folder=self.origin.folder,
            file=_file(self.section, values),
            source=name or None,
            places=Places(self.section, lines, self.rows.sheet, self.rows.plan.cells),
            raw=Raw({self.section: entries} if self.section == "statements" else {}),
            attendance=values if is_attendance else (),
            lost=frozenset(self.lost),
        )


def _file(section: str, values: tuple[Any, ...]) -> model.File:
    if section == "attendance" or not values:
        return model.File()
    sections: dict[str, Any] = {"source": values[0]} if section == "sources" else {section: values}
    return model.File(**sections)
