"""Tables → codings: the rows typed in one pass, and handed on one coding for each source they name."""

from __future__ import annotations

from typing import Any

from coalition_graph import model
from coalition_graph.errors import Problem
from coalition_graph.files.cells import Sheet
from coalition_graph.files.coding import Coding, Origin
from coalition_graph.files.findings import few
from coalition_graph.files.header import plan
from coalition_graph.files.rows import Places, Rows
from coalition_graph.files.told import Told

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
    rows.read()
    lost = frozenset(rows.lost)
    said = sorted((told for told in rows.told.values() if told.values), key=lambda told: told.line)
    # A table whose rows are all wrong still tells which names it would have declared.
    found = [_coding(origin, rows, told, lost) for told in said or [Told("")]]
    return found, few([*rows.problems, *sheet.problems], rows.untold)


def _coding(origin: Origin, rows: Rows, told: Told, lost: frozenset[str]) -> Coding:
    values, lines, digests = told.finished()
    section = rows.section
    source = values[0].id if section == "sources" and values else told.source
    return Coding(
        path=origin.path,
        folder=origin.folder,
        file=_file(section, values),
        source=source or None,
        places=Places(section, lines, rows.sheet, rows.plan.cells),
        digests=digests if section == "statements" else (),
        attendance=values if section == "attendance" else (),
        lost=lost,
    )


def _file(section: str, values: tuple[Any, ...]) -> model.File:
    if section == "attendance" or not values:
        return model.File()
    given = {"source": values[0]} if section == "sources" else {section: values}
    return model.assembled(model.File, given)
