"""One table for every answer, and its plain-text forms."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from coalition_graph import text

if TYPE_CHECKING:
    import pandas

__all__ = ["Cell", "Table", "render", "written"]

# A notebook is read, not scrolled for ever.
IN_NOTEBOOK: Final = 200
_STYLE: Final = (
    "<style>.cg-table :is(td,th){text-align:left!important;vertical-align:top;max-width:32em}</style>"
)

Cell = str | int | float | bool | None


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
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
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


def _separated(delimiter: str) -> Callable[[Table], str]:
    def write(table: Table) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(map(text.formula_safe, table.columns))
        writer.writerows([text.formula_safe(written(cell)) for cell in row] for row in table.rows)
        return out.getvalue()

    return write


def _json(table: Table) -> str:
    return json.dumps(list(table), ensure_ascii=False, indent=2) + "\n"


def _jsonl(table: Table) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table)


def _markdown(table: Table) -> str:
    rule = ["---"] * len(table.columns)
    rows = ([_shown(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in row] for row in table.rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in _stack([list(table.columns), rule], rows))


def _stack(*parts: Iterable[list[str]]) -> Iterator[list[str]]:
    for part in parts:
        yield from part


WRITERS: Final[dict[str, Callable[[Table], str]]] = {
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
}


def render(table: Table, form: str) -> str:
    """Return `table` as text: `csv`, `tsv`, `json`, `jsonl` or `markdown`, ending in a line break.

    Spreadsheet formulas are made inert in csv and tsv (see `text.formula_safe`); an empty jsonl is empty.

    Raises:
        KeyError: there is no such form.

    >>> render(Table(("a", "b"), [("x", True)]), "csv")
    'a,b\\nx,true\\n'
    """
    return WRITERS[form](table)
