"""Somebody else's table → a dossier of statements, by a mapping that is remembered beside the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from coalition_graph import text
from coalition_graph.errors import BadParameter, DossierHasProblems, MissingParameter, Problem
from coalition_graph.files import tables
from coalition_graph.files.cells import MAX_BYTES, Sheet, from_csv
from coalition_graph.files.coding import Data, Origin
from coalition_graph.files.decode import content
from coalition_graph.files.findings import left_out
from coalition_graph.files.importing import Done, keep, remembered, seen_from, source_path
from coalition_graph.files.importing_mapping import CsvMapping, asked, parsed
from coalition_graph.files.importing_names import Things, line
from coalition_graph.files.importing_rows import Converted, Converting, placed
from coalition_graph.files.importing_yaml import to_yaml
from coalition_graph.files.workbook import from_xlsx
from coalition_graph.table import Table, render

__all__ = ["import_csv"]

_SOURCE: Final = "source."
_NEEDED: Final = ("actor", "stance", "proposal")
Line = tuple[int, tuple[str, ...]]


def import_csv(
    path: Path | None,
    folder: Path,
    *,
    maps: Sequence[str] = (),
    sets: Sequence[str] = (),
    declare: str = "",
    keep_going: bool = False,
) -> Done:
    """Import a table into a folder as statements, anew or once more.

    Args:
        path: the CSV file or workbook; None for the one that was imported into the folder last.
        folder: made if missing; files in it that were edited since the last import stay.
        maps: KEY=COLUMN or KEY=COLUMN:FROM=TO,…; without these and `sets`, what was given last.
        sets: KEY=VALUE for all rows.
        declare: the kind of actors that are not known; without it an unknown one is a problem.
        keep_going: leave rows that cannot be read out, with a warning each.

    Raises:
        DossierHasProblems: columns, rows or values that cannot be read; nothing is written.
        BadParameter: the mapping does not fit, or the folder holds another dossier.
        UsageError: a file cannot be read, or the folder not be written to.
    """
    before = remembered(folder, "csv")
    path = source_path(path, folder, before)
    last = CsvMapping.remembered(before.settings)
    sheet = _sheet(path, asked(maps) if maps else last.columns)
    given = parsed(maps, sets, declare, sheet.header) if maps or sets else None
    mapping = (given or replace(last, declare=declare or last.declare)).checked()
    _complete(mapping)
    table = Converting(str(path), sheet, mapping, text.slug(path.stem))
    made = _Import(path, table, keep_going)
    settings: dict[str, Data] = {"kind": "csv", "from": seen_from(folder, path), **mapping.settings()}
    groups = list(made.groups())
    return replace(
        keep(folder, groups, before, settings), notes=tuple(made.notes()), problems=tuple(made.problems)
    )


def _sheet(path: Path, known: Sequence[str]) -> Sheet:
    """Return the table of a file, whose delimiter is the one that makes the columns that are asked for."""
    try:
        data = content(path, MAX_BYTES)
    except OSError as error:
        reason = f"it cannot be opened ({(error.strerror or 'a bad path').lower()})"
        raise BadParameter("FILE", str(path), reason) from None
    if path.suffix.lower() == ".xlsx":
        sheets = from_xlsx(str(path), data)
        found: Sheet | Problem = sheets if isinstance(sheets, Problem) else sheets[0]
    else:
        found = from_csv(str(path), path.stem, data, known)
    if isinstance(found, Problem):
        raise DossierHasProblems([found])
    return found


def _complete(mapping: CsvMapping) -> None:
    missing = next((key for key in _NEEDED if key not in mapping.keys), None)
    if missing:
        mend = f"say what fills {missing!r}, with --map {missing}=COLUMN or --set {missing}=VALUE"
        raise MissingParameter("--map", mend)


class _Import:
    """One table on its way to files."""

    def __init__(self, path: Path, table: Converting, keep_going: bool) -> None:
        self.path, self.table = path, table
        self.columns = ("source", *(key for key in table.mapping.keys if _is_ours(key)))
        self.about = tuple(key for key in table.mapping.keys if key.startswith(_SOURCE))
        problems = table.header()
        rows = [] if problems else list(table.rows())
        problems += table.problems()
        # By now every actor is known, so that no name changes its meaning any more.
        self.lines = [(row.line, tuple(self.cell(row, key) for key in self.columns)) for row in rows]
        self.told = self.sources(rows, problems)
        typed, wrong = self.typed("statements", self.columns, self.lines)
        # A row behind more problems than are told is known by not being among the typed ones.
        self.rows = [row for number, row in self.lines if number in typed]
        problems += wrong
        if any(problem.is_error for problem in problems) and not keep_going:
            raise DossierHasProblems(set(problems))
        self.problems = sorted({left_out(problem) for problem in problems})

    def cell(self, row: Converted, key: str) -> str:
        value = row.cells.get(key, "")
        if isinstance(value, str):
            return value
        names = (self.table.actors.reference(actor).replace("|", "\\|") for actor in value)
        return "|".join(dict.fromkeys(names))

    def typed(
        self, section: str, header: Sequence[str], lines: Sequence[Line]
    ) -> tuple[set[int], list[Problem]]:
        """Return the lines that say what their keys take, and what is wrong with the others."""
        places = self.places(header, section)
        sheet = Sheet(section, list(header), [(number, list(row)) for number, row in lines], [], places)
        origin = Origin(str(self.path), self.path.parent)
        codings, problems = tables.codings(origin, sheet, section)
        typed = {
            coding.places[section, index][0]
            for coding in codings
            for index in range(len(getattr(coding.file, section, ())))
        }
        return typed, problems

    def places(self, header: Sequence[str], section: str) -> _Places:
        prefix = _SOURCE if section == "sources" else ""
        return _Places(self.table, tuple(f"{prefix}{key}" for key in header))

    def sources(self, rows: Sequence[Converted], problems: list[Problem]) -> list[tuple[str, ...]]:
        """Return one line for each source; facts that its rows tell differently are problems."""
        header = ("id", *(key.removeprefix(_SOURCE) for key in self.about))
        made: dict[str, Converted] = {}
        told: set[tuple[str, str]] = set()
        for row in rows:
            first = made.setdefault(str(row.cells["source"]), row)
            problems += self.differing(first, row, told)
        lines = [
            (row.line, (name, *(self.cell(row, key) for key in self.about))) for name, row in made.items()
        ]
        if self.about:
            problems += self.typed("sources", header, lines)[1]
        return [row for _, row in lines]

    def differing(self, first: Converted, row: Converted, told: set[tuple[str, str]]) -> Iterator[Problem]:
        """Yield the facts of a source that a row tells differently from the first; each once."""
        for key in self.about:
            here, there = self.cell(row, key), self.cell(first, key)
            known = (str(row.cells["source"]), key)
            if here != there and known not in told:
                told.add(known)
                message = f"{key} is {text.shown(here)} here and {text.shown(there)} in line {first.line}"
                mend = "let --map source= name a column that tells the sources apart"
                place = placed(self.table, row.line, key)
                yield Problem(str(self.path), *place, "E404", f"{message}, for one source; {mend}")

    def groups(self) -> Iterator[dict[str, bytes]]:
        """Yield the files to write."""
        stem = self.path.stem
        yield self.file("dossier", {"dossier": {"id": text.slug(stem), "title": line(stem) or "Import"}})
        sections: Mapping[str, list[Data]] = {
            "actors": self.table.actors.entries(),
            "proposals": _titled(self.table.proposals, "title", self.table.titles),
            "conditions": _titled(self.table.conditions, "text"),
            "meetings": _titled(self.table.meetings, "title"),
        }
        for section, entries in sections.items():
            if entries:
                yield self.file(section, {section: entries})
        titles = dict(self.table.sources.items())
        given = "source.title" in self.about
        header = ("id", *(() if given else ("title",)), *(key.removeprefix(_SOURCE) for key in self.about))
        named = [
            (row[0], *(() if given else (titles.get(row[0], line(stem)),)), *row[1:]) for row in self.told
        ]
        yield {"sources.csv": _csv(header, named)}
        yield {"statements.csv": _csv(self.columns, self.rows)}

    def file(self, name: str, data: Mapping[str, Data]) -> dict[str, bytes]:
        return {f"{name}.yaml": f"# Imported from {line(self.path.name)}\n{to_yaml(data)}".encode()}

    def notes(self) -> Iterator[str]:
        """Yield what the reader must know of the rows and columns that are not in the dossier."""
        yield f"{text.counted(len(self.rows), 'statement')} of {text.counted(len(self.told), 'source')}"
        new = [one.name for one in self.table.actors.all() if not one.known and one.kind != "person"]
        if new:
            more = f" and {len(new) - 10} more" if len(new) > 10 else ""
            yield f"declared as {self.table.mapping.declare}: {', '.join(new[:10])}{more}"
        if self.table.skipped:
            yield f"{text.counted(self.table.skipped, 'row')} skipped, as the mapping says"
        used = {index for places in self.table.where.values() for index in places}
        rest = [name for index, name in enumerate(self.table.sheet.header) if index not in used and name]
        if rest:
            yield f"columns that no --map names: {', '.join(rest)}"


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a cell of ours stands in the table that it was made of."""

    table: Converting
    keys: tuple[str, ...]

    def __call__(self, number: int, index: int) -> tuple[int, int]:
        return placed(self.table, number, self.keys[index])


def _is_ours(key: str) -> bool:
    return key not in ("source", "proposal.title") and not key.startswith(_SOURCE)


def _titled(things: Things, key: str, titles: Mapping[str, str] | None = None) -> list[Data]:
    return [{"id": made, key: (titles or {}).get(made, title)} for made, title in things.items()]


def _csv(header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> bytes:
    return render(Table(tuple(header), [*rows]), "csv").encode()
