"""Rows of a table → entries, as a coding file would hold them.

Two things are beyond plain cells. A statement with several contributions takes a row for each: a row
with the `id` and `source` of an earlier one, whose other cells are empty or the same, adds its
contribution to it; or the cells of `contribution.…` hold as many values each, separated by `|`. And a row
with `presence` `represented`, which our own answers write, is no attendance: its actor is added to whom
the row of the person who came `represents`.
"""

from __future__ import annotations

from array import array
from typing import Final

from coalition_graph import model, text
from coalition_graph.errors import Problem
from coalition_graph.files import columns
from coalition_graph.files.cells import Sheet, plain
from coalition_graph.files.coding import Data
from coalition_graph.files.header import Filler, Plan
from coalition_graph.files.wording import required, tell

__all__ = ["Entry", "Rows"]

Entry = dict[str, Data]
# A meeting has one of each; where our own answers join differing reports with `|`, none of them is it.
_SINGLE: Final = ("date", "place", "country", "level", "format", "series", "host", "complete")


class Rows:
    """The rows of one table: entries, with line and source of each.

    Args:
        path: the table as the user named it.
        sheet: its cells.
        section: which table it is, such as `statements`.
        made: what each cell fills.
    """

    def __init__(self, path: str, sheet: Sheet, section: str, made: Plan) -> None:
        self.path, self.sheet, self.section, self.plan = path, sheet, section, made
        self.problems: list[Problem] = []
        self.entries: list[Entry] = []
        self.lines = array("I")
        self.sources: list[str] = []
        self.earlier: dict[tuple[str, Data], Entry] = {}
        self.stood_for: list[tuple[int, str, str, Entry]] = []
        self.required = required(section)
        self.known_sources = {""}

    def problem(self, line: int, column: str, code: str, message: str) -> None:
        """Note a problem at the cell of a column, or at the row."""
        place = self.sheet.locate(line, self.plan.cells[column]) if column in self.plan.cells else (line, 1)
        self.problems.append(Problem(self.path, *place, code, message))

    def read(self) -> None:
        """Turn every row into an entry, as a coding file would hold it."""
        flat, nested, width = self.plan.flat, self.plan.nested, self.plan.width
        for line, row in self.sheet.rows:
            if len(row) != width:
                self.ragged(line, row)
                continue
            entry: Entry = {}
            for index, key, fill in flat:
                if cell := row[index]:
                    value = fill(plain(cell))
                    if value:
                        entry[key] = value
            for group, fillers in nested.items():
                self.nest(entry, group, fillers, line, row)
            if entry:
                self.take(line, row, entry)
        self.stand_for()

    def ragged(self, line: int, row: list[str]) -> None:
        """Say that a row has too few or too many cells; one without any text is no row."""
        if any(row):
            counts = f"the row has {len(row)} cells, the header {self.plan.width}"
            self.problem(line, "", "E107", f'{counts}; put a cell that holds a delimiter in "…"')

    def nest(self, entry: Entry, group: str, fillers: list[Filler], line: int, row: list[str]) -> None:
        """Fill `contribution`, `reported` or `requires` from their dotted columns."""
        given: Entry = {}
        several = False
        for index, key, fill in fillers:
            if cell := row[index].strip():
                given[key] = fill(plain(cell))
                several = several or "|" in cell
        if several and group == "contribution":
            self.several(entry, given, line)
        elif given:
            entry[group] = given

    def several(self, entry: Entry, given: Entry, line: int) -> None:
        """Fill `contribution` from cells of several values each."""
        parts = {key: columns.parts(str(cell)) for key, cell in given.items()}
        if len({len(part) for part in parts.values()}) > 1:
            message = "contribution: give as many values, separated by |, in each column"
            self.problem(line, f"contribution.{next(iter(parts))}", "E107", message)
            return
        made = (zip(parts, values, strict=True) for values in zip(*parts.values(), strict=True))
        entry["contribution"] = [{key: value for key, value in one if value} for one in made]

    def take(self, line: int, row: list[str], entry: Entry) -> None:
        """Keep an entry, or add it to an earlier one; persons who came together are an entry each."""
        if self.section == "attendance" and "|" in str(entry.get("person", "")):
            for one in _apart(entry):
                self.take(line, row, one)
            return
        source = self.cell(row, "source") if self.section != "sources" else ""
        if self.section == "statements" and "id" in entry and self.adds(source, entry):
            return
        if self.section == "attendance" and self.represented(line, row, source, entry):
            return
        if self.fits(line, source, entry):
            self.entries.append(entry)
            self.lines.append(line)
            self.sources.append(source)

    def fits(self, line: int, source: str, entry: Entry) -> bool:
        """Say what a row lacks."""
        missing = [key for key in self.required if key not in entry]
        for key in missing:
            fault = model.Fault((self.section, 0, key), "missing", "")
            self.problem(line, key, *tell(fault, table=True))
        if source not in self.known_sources and not text.is_id(source):
            message = f"source: {text.shown(source)} is not an id; name the source by its id"
            self.problem(line, "source", "E203", message)
            return False
        self.known_sources.add(source)
        if self.section == "meetings":
            self.undisputed(line, entry)
        return not missing

    def cell(self, row: list[str], column: str) -> str:
        """Return the cell of a column, or nothing."""
        index = self.plan.cells.get(column)
        return "" if index is None else plain(row[index]).strip()

    def adds(self, source: str, entry: Entry) -> bool:
        """Return whether a row only adds a contribution to an earlier statement."""
        first = self.earlier.setdefault((source, entry["id"]), entry)
        if first is entry or "contribution" not in entry:
            return False
        if any(first.get(key) != value for key, value in entry.items() if key != "contribution"):
            return False
        first["contribution"] = [*_as_list(first.get("contribution", [])), *_as_list(entry["contribution"])]
        return True

    def represented(self, line: int, row: list[str], source: str, entry: Entry) -> bool:
        """Return whether a row says who was represented, and give its presence to any other.

        An organisation that another came for attended, so its row names who came and not `represented`.
        """
        presence, by = self.cell(row, "presence"), self.cell(row, "represented_by")
        stands = presence == "represented" or bool(presence and by)
        if stands:
            self.stood_for.append((line, source, by, entry))
        elif presence:
            entry.setdefault("status", presence)
        return stands

    def stand_for(self) -> None:
        """Add those who were represented to the rows of those who came for them."""
        if not self.stood_for:
            return
        came: dict[tuple[Data | None, ...], Entry] = {}
        for source, entry in zip(self.sources, self.entries, strict=True):
            came.setdefault((source, entry.get("meeting"), entry.get("actor"), entry.get("person")), entry)
        for line, source, by, entry in self.stood_for:
            found = came.get((source, entry.get("meeting"), by, entry.get("person")))
            if found is None:
                self.problem(line, "presence", "W124", "no row says who came for it; the row is left out")
                continue
            before, actor = _as_list(found.get("represents", [])), entry.get("actor", "")
            if actor not in before:
                found["represents"] = [*before, actor]

    def undisputed(self, line: int, entry: Entry) -> None:
        """Leave out facts of a meeting that reports dispute."""
        for key in _SINGLE:
            if "|" in str(entry.get(key, "")):
                self.problem(line, key, "W124", f"{key} has several values; left out, for a meeting has one")
                del entry[key]


def _apart(entry: Entry) -> list[Entry]:
    """Return one entry per person; a cell with as many values as there are persons has one for each."""
    persons = columns.parts(str(entry["person"]))
    split = {key: columns.parts(value) for key, value in entry.items() if isinstance(value, str)}
    each = {key: values for key, values in split.items() if len(values) == len(persons)}
    return [{**entry, **{key: values[at] for key, values in each.items()}} for at in range(len(persons))]


def _as_list(value: Data) -> list[Data]:
    return value if isinstance(value, list) else [value]
