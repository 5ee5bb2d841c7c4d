"""One table for every answer, and its plain-text forms."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from coalition_graph import text

if TYPE_CHECKING:
    import pandas

__all__ = ["Cell", "LeftOut", "Rows", "Table", "left_out", "pieces", "render", "written"]

# A notebook is read, not scrolled for ever.
IN_NOTEBOOK: Final = 200
_STYLE: Final = (
    "<style>.cg-table :is(td,th){text-align:left!important;vertical-align:top;max-width:32em}</style>"
)

Cell = str | int | float | bool | None
Rows = Sequence[tuple[Cell, ...]]


def written(cell: Cell) -> str:
    """Return a value as tables write it: truth as true or false, what is not known as nothing.

    >>> written(True), written(None), written(3)
    ('true', '', '3')
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; iterating gives one dict a row.

    Args:
        columns: names of the columns.
        rows: one tuple a row, as long as `columns`; None where nothing is known.
        notes: what the reader must know beside the rows, such as what was left out and why.

    >>> list(Table(("actor", "stance"), [("Sweden", "open")]))
    [{'actor': 'Sweden', 'stance': 'open'}]
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[Cell]:
        """Return one column, top to bottom.

        Raises:
            ValueError: there is no such column.

        >>> Table(("a", "b"), [(1, 2), (3, 4)]).column("b")
        [2, 4]
        """
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame (needs the extra `pandas`).

        >>> Table(("a",), [(1,)]).to_pandas().shape
        (1, 1)
        """
        import pandas

        return pandas.DataFrame(self.rows, columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(_shown(name))}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(_shown(c))}</td>' for c in row)}</tr>"
            for row in self.rows[:IN_NOTEBOOK]
        )
        table = f'<table class="cg-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        below = "".join(
            f"<p>{html.escape(text.clean(line))}</p>" for line in (*self._left_out(), *self.notes)
        )
        return f"{_STYLE}{table}{below}"

    def _left_out(self) -> Iterator[str]:
        more = len(self) - IN_NOTEBOOK
        if more > 0:
            yield f"… and {more:,} more rows; .rows and .to_pandas() have all {len(self):,}."


def _shown(cell: Cell) -> str:
    return text.clean(written(cell))


class _Lines:
    """Takes rows one by one, and ends each as files here end theirs.

    The writer puts those characters of a cell in quotation marks that end its lines; before Python 3.13 a
    lone carriage return, where every reader begins another row, only if it is one of them.
    """

    END: Final = "\r\n"

    def __init__(self) -> None:
        self._lines: list[str] = []

    def write(self, line: str) -> None:
        self._lines.append(f"{line.removesuffix(self.END)}\n")

    def taken(self) -> str:
        """Return what has come since it was last taken."""
        lines, self._lines = self._lines, []
        return "".join(lines)


_DELIMITERS: Final = {"csv": ",", "tsv": "\t"}


def pieces(columns: Sequence[str], parts: Iterable[Rows], form: str) -> Iterator[str]:
    """Yield a table that need not be held whole as text, piece by piece: `csv` or `tsv`, as `render` has it.

    Args:
        columns: names of the columns.
        parts: its rows, some at a time.
        form: one of the two.

    Raises:
        KeyError: there is no such form.

    >>> "".join(pieces(("a", "b"), [[("x", True)], [("y", None)]], "csv"))
    'a,b\\nx,true\\ny,\\n'
    """
    out = _Lines()
    writer = csv.writer(out, delimiter=_DELIMITERS[form], lineterminator=_Lines.END)
    writer.writerow(map(_inert, columns))
    for rows in parts:
        # Most cells are empty, which the writer writes as we do.
        writer.writerows([None if cell is None else _inert(cell) for cell in row] for row in rows)
        yield out.taken()
    yield out.taken()


def _inert(cell: Cell) -> str:
    """A cell that no spreadsheet runs and every reader of tables takes; what is a number is no formula."""
    if isinstance(cell, str):
        return text.formula_safe(cell if cell.isprintable() else text.without_controls(cell))
    return written(cell)


def _json(table: Table) -> str:
    return text.unsteering(json.dumps(list(table), ensure_ascii=False, indent=2)) + "\n"


def _jsonl(table: Table) -> str:
    return "".join(text.unsteering(json.dumps(row, ensure_ascii=False)) + "\n" for row in table)


def _markdown(table: Table) -> str:
    rule = ["---"] * len(table.columns)
    rows = (list(map(_marked, row)) for row in (table.columns, *table.rows))
    return "".join(f"| {' | '.join(row)} |\n" for row in _stack([next(rows), rule], rows))


def _marked(cell: Cell) -> str:
    return _shown(cell).replace("\\", "\\\\").replace("|", "\\|")


def _stack(*parts: Iterable[list[str]]) -> Iterator[list[str]]:
    for part in parts:
        yield from part


WRITERS: Final[dict[str, Callable[[Table], str]]] = {
    "csv": lambda table: "".join(pieces(table.columns, [table.rows], "csv")),
    "tsv": lambda table: "".join(pieces(table.columns, [table.rows], "tsv")),
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
}


def render(table: Table, form: str) -> str:
    """Return `table` as text: `csv`, `tsv`, `json`, `jsonl` or `markdown`, ending in a line break.

    In csv and tsv spreadsheet formulas are made inert (see `text.formula_safe`) and control characters left
    out (see `left_out`); an empty jsonl is empty.

    Raises:
        KeyError: there is no such form.

    >>> render(Table(("a", "b"), [("x", True)]), "csv")
    'a,b\\nx,true\\n'
    """
    return WRITERS[form](table)


def left_out(table: Table) -> tuple[str, ...]:
    """Return the one note on the control characters that csv and tsv leave out; none where there are none.

    >>> left_out(Table(("quote",), [("x\x07y",)]))
    ('1 control character left out, which other programs would not read: quote in row 1',)
    """
    found = LeftOut(table.columns)
    found.heed(table.rows)
    return found.notes()


class LeftOut:
    """The note of `left_out` on a table that is written part by part.

    Args:
        columns: names of the columns.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._rows = 0
        self._found: list[tuple[str, str]] = []

    def heed(self, rows: Rows) -> Rows:
        """Take note of the next rows, and return them."""
        for number, row in enumerate(rows, self._rows + 1):
            # Of nearly all rows one look at all that they say is enough.
            if not "".join([cell for cell in row if isinstance(cell, str)]).isprintable():
                self._look(number, row)
        self._rows += len(rows)
        return rows

    def _look(self, number: int, row: tuple[Cell, ...]) -> None:
        for name, cell in zip(self._columns, row, strict=True):
            if isinstance(cell, str):
                self._found += [(f"{name} in row {number}", one) for one in text.CONTROL.findall(cell)]

    def notes(self) -> tuple[str, ...]:
        """Return the one note, or none."""
        return text.left_out(self._found)
