"""Rows of somebody else's table → rows of ours, with every value that cannot be read told by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from coalition_graph import dates, text, vocabulary
from coalition_graph.errors import Problem, did_you_mean
from coalition_graph.files import columns
from coalition_graph.files.cells import Sheet, plain
from coalition_graph.files.findings import MOST_TOLD, few
from coalition_graph.files.importing_dates import Order
from coalition_graph.files.importing_mapping import DATES, SKIP, CsvMapping, Filled
from coalition_graph.files.importing_names import Actors, Declared, Things, line

__all__ = ["Converted", "Converting", "placed"]

_CLOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "stance": get_args(vocabulary.Stance),
    "attribution": get_args(vocabulary.Attribution),
    "contribution.kind": get_args(vocabulary.ContributionKind),
    "contribution.stage": get_args(vocabulary.Stage),
}
# More than that nobody reads.
_ACTORS: Final = ("actor", "to")
_KINDS: Final[Mapping[str, vocabulary.ActorKind]] = {kind: kind for kind in get_args(vocabulary.ActorKind)}


@dataclass(slots=True)
class Converted:
    """One row: its line, and what fills each key; actors still as such, until all names are known."""

    line: int
    cells: dict[str, str | list[Declared]]


@dataclass(slots=True)
class _Value:
    """A value that cannot be read: where it stands first, and in how many rows."""

    place: tuple[int, int]
    code: str
    message: str
    rows: int = 1


@dataclass
class Converting:
    """A table on its way.

    Args:
        path: of the table, as the user named it.
        sheet: its header and rows.
        mapping: what fills which key.
        source: id of the source of rows that name none.
    """

    path: str
    sheet: Sheet
    mapping: CsvMapping
    source: str
    actors: Actors = field(default_factory=Actors)
    proposals: Things = field(default_factory=Things)
    conditions: Things = field(default_factory=lambda: Things(any_case=True))
    meetings: Things = field(default_factory=Things)
    sources: Things = field(default_factory=Things)
    titles: dict[str, str] = field(default_factory=dict)
    skipped: int = 0

    def __post_init__(self) -> None:
        self.where: dict[str, tuple[int, ...]] = {}
        self.orders = {key: Order(one.dates) for key, one in self.mapping.map.items() if one.dates}
        self._values: dict[tuple[str, str], _Value] = {}
        self._ragged: list[Problem] = []
        self._read_as: dict[tuple[str, str], str] = {}
        self._wrongs = 0

    def header(self) -> list[Problem]:
        """Find the columns that are named, and say which the table does not have."""
        folded: dict[str, list[int]] = {}
        for index, name in enumerate(self.sheet.header):
            folded.setdefault(text.fold(name), []).append(index)
        problems: list[Problem] = []
        for key, one in self.mapping.map.items():
            places = [folded.get(text.fold(name), []) for name in one.columns]
            self.where[key] = tuple(found[0] for found in places if found)
            for name, found in zip(one.columns, places, strict=True):
                if len(found) != 1:
                    problems.append(Problem(self.path, 1, 1, "E201", self._no_column(key, name, len(found))))
        return problems

    def _no_column(self, key: str, name: str, found: int) -> str:
        if found:
            return f"the column {text.shown(name)} for {key} stands {found} times; rename all but one"
        near = did_you_mean(text.nearest(name, self.sheet.header))
        return f"no column {text.shown(name)} for {key}{near or f'; there are {self._names()}'}"

    def _names(self) -> str:
        return ", ".join(name for name in self.sheet.header if name)

    def rows(self) -> Iterator[Converted]:
        """Yield the rows that can be read; what stands against the others is in `problems`."""
        width = len(self.sheet.header)
        for number, row in self.sheet.rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != width:
                counts = f"the row has {len(row)} cells, the header {width}"
                message = f'{counts}; put a cell that holds a delimiter in "…"'
                self._ragged.append(Problem(self.path, number, 1, "E107", message))
                continue
            converted = self._row(number, [plain(cell).strip() for cell in row])
            if converted is not None:
                yield converted

    def problems(self) -> list[Problem]:
        """Return what could not be read, the same value of the same column once."""
        told = [Problem(self.path, *one.place, one.code, _often(one)) for one in self._values.values()]
        return few([*self._ragged, *told, *self.sheet.problems])

    def _row(self, number: int, row: Sequence[str]) -> Converted | None:
        cells: dict[str, str | list[Declared]] = {}
        before = self._wrongs
        for key in self.mapping.keys:
            one = self.mapping.map.get(key)
            values = [self.mapping.set[key]] if one is None else self._cells(key, one, row)
            if SKIP in values and one is not None:
                self.skipped += 1
                return None
            cells[key] = self._filled(key, values, number)
        if self._wrongs > before:
            return None
        self._entitle(cells)
        return Converted(number, {**cells, "source": self._source(cells)})

    def _cells(self, key: str, one: Filled, row: Sequence[str]) -> list[str]:
        """Return the filled cells of a key, as they are to be read."""
        filled = [row[index] for index in self.where[key] if row[index]]
        if not one.values:
            return filled
        read = [self._written(key, one, cell) for cell in filled]
        return [cell for cell in read if cell]

    def _written(self, key: str, one: Filled, cell: str) -> str:
        """Return what is written for the value of a cell, its case and space apart."""
        if (key, cell) not in self._read_as:
            folded = {text.fold(value): written for value, written in one.values.items()}
            self._read_as[key, cell] = one.values.get(cell, folded.get(text.fold(cell), cell))
        return self._read_as[key, cell]

    def _filled(self, key: str, values: list[str], number: int) -> str | list[Declared]:
        if key in _ACTORS or key == "speaker":
            names = [part for value in values for part in columns.parts(value) if part]
            find = self._person if key == "speaker" else self._actor
            if key == "speaker" and len(names) > 1:
                self._wrong(key, "|".join(names), number, "E203", "speaker takes one person; name one column")
            return [found for name in names if (found := find(key, line(name), number)) is not None]
        if key == "conditions":
            leaves = [part for value in values for part in columns.parts(value) if part]
            return "|".join(part if part == "none" else self.conditions.id(line(part)) for part in leaves)
        if key in _CLOSED or key in DATES:
            return "; ".join(self._read(key, value, number) for value in values)
        # Ids of others, such as S/PV.23, hold what ours do not.
        return text.slug("; ".join(values)) if key == "id" and values else "; ".join(values)

    def _read(self, key: str, value: str, number: int) -> str:
        """Return a word of a closed list or a date, as ours are."""
        if key in DATES:
            return self._day(key, value, number)
        if key in _CLOSED and value not in _CLOSED[key]:
            self._wrong(key, value, number, "E203", self._closed(key, value))
        return value

    def _day(self, key: str, value: str, number: int) -> str:
        order = self.orders.get(key)
        made = order.day(value) if order else value
        if made is not None and _is_date(made):
            return made
        wanted = f"as {self.mapping.map[key].dates}" if order else "as ours are"
        mend = f"say the order of its parts behind the column, such as --map {key}=COLUMN:d.m.y"
        # One for the whole column, since all its dates are written the same way.
        self._wrong(key, "", number, "E203", f"{key}: {text.shown(value)} is no date {wanted}; {mend}")
        return value

    def _closed(self, key: str, value: str) -> str:
        one = self.mapping.map.get(key)
        near = text.nearest(value, [*(one.values if one else ()), *_CLOSED[key]])
        mend = did_you_mean(near) or f"; give it one of {', '.join(_CLOSED[key])} or {SKIP}"
        column = text.shown(one.columns[0])[1:-1] if one else "…"
        example = f"--map '{key}={column}:{value}={_CLOSED[key][0]}'"
        return f"{key}: no value is given for {text.shown(value)}{mend} (such as {example})"

    def _actor(self, key: str, name: str, number: int) -> Declared | None:
        if self.mapping.declare:
            return self.actors.declare(name, _KINDS[self.mapping.declare])
        found = self.actors.find(name)
        if found is None:
            self._wrong(key, name, number, "E301", self._unknown(key, name))
        return found

    def _unknown(self, key: str, name: str) -> str:
        near = did_you_mean(self.actors.suggest(name)) if len(self._values) < MOST_TOLD else ""
        one = self.mapping.map.get(key)
        column = one.columns[0] if one else "…"
        mend = (
            f"say who is meant, such as --map '{key}={column}:{name}=Sweden', or give --declare organisation"
        )
        return f"unknown actor {text.shown(name)}{near or ';'} {mend}"

    def _person(self, key: str, name: str, number: int) -> Declared | None:
        found = self.actors.declare(name, "person")
        if found.kind in ("person", "unnamed"):
            return found
        message = (
            f"{text.shown(name)} is of kind {found.kind}, and no person; leave it out, or name the person"
        )
        self._wrong(key, name, number, "E305", message)
        return None

    def _wrong(self, key: str, value: str, number: int, code: str, message: str) -> None:
        self._wrongs += 1
        known = self._values.get((key, value))
        if known is not None:
            known.rows += 1
            return
        self._values[key, value] = _Value(placed(self, number, key), code, message)

    def _entitle(self, cells: dict[str, str | list[Declared]]) -> None:
        """Give the proposal and the meeting of a row their ids."""
        proposal, title = str(cells.get("proposal", "")), str(cells.pop("proposal.title", ""))
        if proposal:
            cells["proposal"] = made = self.proposals.id(line(proposal))
            self.titles.setdefault(made, line(title) or line(proposal))
        if meeting := str(cells.get("at", "")):
            cells["at"] = self.meetings.id(line(meeting))

    def _source(self, cells: Mapping[str, str | list[Declared]]) -> str:
        named = line(str(cells.get("source", "")))
        return self.sources.id(named) if named else self.source


def placed(table: Converting, number: int, key: str) -> tuple[int, int]:
    """Return line and column of the first cell that fills a key, or of the row."""
    places = table.where.get(key, ())
    return table.sheet.locate(number, places[0]) if places else (number, 1)


def _is_date(written: str) -> bool:
    try:
        dates.parse(written)
    except dates.BadDate:
        return False
    return True


def _often(one: _Value) -> str:
    return one.message if one.rows == 1 else f"{one.message}; it stands in {one.rows:,} rows"
