"""Rows of a table → typed entries, as of a coding file, by the source that they name.

Two things are beyond plain cells. A statement with several contributions takes a row for each: a row
with the `id` and `source` of an earlier one, whose other cells are empty or the same, adds its
contribution to it; or the cells of `contribution.…` hold as many values each, separated by `|`. And a row
with `presence` `represented`, which our own answers write, is no attendance: its actor is added to whom
the row of the person who came `represents`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from coalition_graph import model, text
from coalition_graph.errors import Problem
from coalition_graph.files import columns
from coalition_graph.files.cells import Sheet, plain
from coalition_graph.files.coding import Loc, Place, declared, nearest_place
from coalition_graph.files.filling import by_key
from coalition_graph.files.header import Plan
from coalition_graph.files.told import Told
from coalition_graph.files.wording import CLASSES, required, tell

__all__ = ["Places", "Rows"]

# More than that nobody reads; the last one says how many were not told.
MAX_PROBLEMS: Final = 200
# A meeting has one of each; where our own answers join differing reports with `|`, none of them is it.
_SINGLE: Final = ("date", "place", "country", "level", "format", "series", "host", "complete")
Values = dict[str, object]


class Places(Mapping[Loc, Place]):
    """Where the values of some rows stand, found when asked for."""

    __slots__ = ("cells", "lines", "section", "sheet")

    def __init__(self, section: str, lines: Sequence[int], sheet: Sheet, cells: Mapping[str, int]) -> None:
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


class Rows:
    """The rows of one table, read and typed one by one; what is wrong is left out and told.

    `told` holds what they say, by source; `lost` the names that faulty rows would have declared.

    Args:
        path: the table as the user named it.
        sheet: its cells.
        section: which table it is, such as `statements`.
        made: what each cell fills.
    """

    def __init__(self, path: str, sheet: Sheet, section: str, made: Plan) -> None:
        self.path, self.sheet, self.section, self.plan = path, sheet, section, made
        self.problems: list[Problem] = []
        self.untold = 0
        self.lost: set[str] = set()
        self.told: dict[str, Told] = {}
        self.stood_for: list[tuple[int, str, str, Values]] = []
        self.faults: list[model.Fault] = []
        self.uneven: list[str] = []
        self.columns = by_key(section, made, self.faults, self.uneven)
        self.named = made.cells.get("source")
        needed = required(section)
        # By the attribute that it fills, each key that no row goes without.
        self.required = {column.name: column.key for _, column in self.columns if column.key in needed}

    def problem(self, line: int, column: str, code: str, message: str) -> None:
        """Note a problem at the cell of a column, or at the row."""
        if self.enough():
            return
        place = self.sheet.locate(line, self.plan.cells[column]) if column in self.plan.cells else (line, 1)
        self.problems.append(Problem(self.path, *place, code, message))

    def fault(self, line: int, fault: model.Fault) -> None:
        """Note what is wrong with the value of a key."""
        if self.enough():
            return
        loc = (self.section, 0, *fault.loc)
        place = nearest_place(Places(self.section, (line,), self.sheet, self.plan.cells), loc)
        told = tell(model.Fault(loc, fault.kind, fault.message, fault.choices), table=True)
        self.problems.append(Problem(self.path, *place, *told))

    def enough(self) -> bool:
        """Return whether more problems are noted than anybody reads; then the next is only counted."""
        full = len(self.problems) > MAX_PROBLEMS
        self.untold += full
        return full

    def read(self) -> None:
        """Read all rows."""
        width = self.plan.width
        for line, row in self.sheet.rows:
            if len(row) != width:
                self.ragged(line, row)
            else:
                for cells in self.apart(row):
                    self.take(line, cells)
        self.stand_for()

    def ragged(self, line: int, row: list[str]) -> None:
        """Say that a row has too few or too many cells; one without any text is no row."""
        if any(row):
            counts = f"the row has {len(row)} cells, the header {self.plan.width}"
            self.problem(line, "", "E107", f'{counts}; put a cell that holds a delimiter in "…"')

    def apart(self, row: list[str]) -> Sequence[list[str]]:
        """Return one row per person; a cell with as many values as there are persons has one for each."""
        if self.section != "attendance" or "|" not in self.cell(row, "person"):
            return (row,)
        single = [index for index, _, fill in self.plan.flat if fill is not columns.listed]
        split = {index: columns.parts(plain(row[index])) for index in single}
        persons = len(split[self.plan.cells["person"]])
        each = {index: values for index, values in split.items() if len(values) == persons}
        return [[each[at][n] if at in each else cell for at, cell in enumerate(row)] for n in range(persons)]

    def take(self, line: int, row: list[str]) -> None:
        """Keep what a row says, or add it to an earlier one."""
        if self.section == "meetings":
            row = self.undisputed(line, row)
        values, written = self.filled(line, row)
        if not values:
            return
        source = self.source(line, row)
        if self.section == "attendance" and self.represented(line, row, source, values):
            self.faults.clear()
            return
        faulty = bool(self.faults)
        if faulty:
            self.tell(line, values)
        told = self.told.get(source) or self.fresh(line, source)
        if told is not None and told.adds(values, faulty):
            return
        if not self.complete(line, values) or told is None:
            return
        if faulty:
            told.drop(values)
        else:
            told.keep(model.assembled(CLASSES[self.section], values), line, self.digest(values, written))

    def digest(self, values: Values, written: list[str]) -> str:
        """Return the hash of a row as written; only a statement without an id is named by it."""
        named = self.section == "statements" and "id" not in values
        return text.digest(f"{{{','.join(written)}}}") if named else ""

    def filled(self, line: int, row: list[str]) -> tuple[Values, list[str]]:
        """Return what the cells of a row fill, by attribute, and the same in the words of canonical JSON."""
        values: Values = {}
        written: list[str] = []
        for cells, column in self.columns:
            found = column[cells(row)]
            if found is not None:
                values[column.name], as_json = found
                written.append(as_json)
        if self.uneven:
            message = "contribution: give as many values, separated by |, in each column"
            self.problem(line, self.uneven.pop(), "E107", message)
        return values, written

    def tell(self, line: int, values: Values) -> None:
        """Tell what is wrong with the values of a row; what it would have declared is lost."""
        self.lost.update(declared(values))
        for fault in self.faults:
            self.fault(line, fault)
        self.faults.clear()

    def complete(self, line: int, values: Values) -> bool:
        """Return whether a row has what it needs, and say what it lacks."""
        if values.keys() >= self.required.keys():
            return True
        for name, key in self.required.items():
            if name not in values:
                self.fault(line, model.Fault((key,), "missing", ""))
        return False

    def fresh(self, line: int, source: str) -> Told | None:
        """Return the place for what a source says that no row named before; None where it is no id."""
        if source and not text.is_id(source):
            message = f"source: {text.shown(source)} is not an id; name the source by its id"
            self.problem(line, "source", "E203", message)
            return None
        made = self.told[source] = Told(source)
        return made

    def source(self, line: int, row: list[str]) -> str:
        """Return which source a row names; in a table of sources, each row is one of its own."""
        if self.section == "sources":
            return str(line)
        named = "" if self.named is None else row[self.named]
        return named if named in self.told else self.cell(row, "source")

    def cell(self, row: list[str], column: str) -> str:
        """Return the cell of a column, or nothing."""
        index = self.plan.cells.get(column)
        return "" if index is None else plain(row[index]).strip()

    def represented(self, line: int, row: list[str], source: str, values: Values) -> bool:
        """Return whether a row says who was represented, and give its presence to any other.

        An organisation that another came for attended, so its row names who came and not `represented`.
        """
        presence, by = self.cell(row, "presence"), self.cell(row, "represented_by")
        stands = presence == "represented" or bool(presence and by)
        if stands:
            self.stood_for.append((line, source, by, values))
        elif presence and "status" not in values:
            self.present(presence, values)
        return stands

    def present(self, presence: str, values: Values) -> None:
        """Take the presence that an answer tells for the status that a coding file would give."""
        status = model.typing_of(model.Attendance, "status")(presence)
        if isinstance(status, list):
            self.faults += status
        else:
            values["status"] = status

    def stand_for(self) -> None:
        """Add those who were represented to the rows of those who came for them."""
        if not self.stood_for:
            return
        came: dict[tuple[object, ...], tuple[Told, int]] = {}
        for told in self.told.values():
            for index, one in enumerate(told.values):
                came.setdefault((told.source, one.meeting, one.actor, one.person), (told, index))
        for line, source, by, values in self.stood_for:
            found = came.get((source, values.get("meeting"), by, values.get("person")))
            if found is None:
                self.problem(line, "presence", "W124", "no row says who came for it; the row is left out")
            else:
                found[0].represents(found[1], values.get("actor", ""))

    def undisputed(self, line: int, row: list[str]) -> list[str]:
        """Return the row of a meeting without the facts that reports dispute."""
        kept = list(row)
        for key in _SINGLE:
            if "|" in self.cell(row, key):
                self.problem(line, key, "W124", f"{key} has several values; left out, for a meeting has one")
                kept[self.plan.cells[key]] = ""
        return kept


def few(problems: list[Problem], untold: int) -> list[Problem]:
    """Return as many of a table's problems as anybody reads, sorted, and how many more there are."""
    listed = sorted(problems)
    if len(listed) <= MAX_PROBLEMS:
        return listed
    last, more = listed[MAX_PROBLEMS], len(listed) - MAX_PROBLEMS + untold
    message = f"and {more:,} more problems in this table; mend those above first"
    return [*listed[:MAX_PROBLEMS], Problem(last.path, last.line, last.column, last.code, message)]
