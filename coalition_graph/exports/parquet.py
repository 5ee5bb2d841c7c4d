"""Parquet for DuckDB and Spark: statements, attendance and positions, with types and days to compute with.

Each file has the columns of the table of that name, in the same words, and after them `earliest` and
`latest`, the days that a date as written may mean. What a table joins with `|` stands in the statements
once more as lists: `actors` and `contributions`.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from coalition_graph.analysis.meetings import attendance
from coalition_graph.analysis.positions import positions
from coalition_graph.analysis.statements import statements
from coalition_graph.analysis.values import day, whole
from coalition_graph.errors import MissingExtra
from coalition_graph.exports.plain import days
from coalition_graph.files.columns import parts
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table, written

if TYPE_CHECKING:
    import pyarrow

__all__ = ["parquet"]

Offer = dict[str, Cell]
Value = Cell | dt.date | list[str] | list[Offer]
Row = Mapping[str, Cell]
Days = tuple[dt.date | None, dt.date | None]

NEVER: Final[Days] = (None, None)
_WHOLE: Final = ("min", "max")
_OFFERED: Final = ("kind", *_WHOLE, "unit", "area", "stage", "joint")
# Every other column holds text, be it that several values can stand in it.
_TYPES: Final = {
    "credibility": "int64",
    "start": "int64",
    "conditional": "bool",
    "ambiguous": "bool",
    "earliest": "date32",
    "latest": "date32",
    "actors": "strings",
    "contributions": "offers",
}
_SAID: Final = """
SELECT ?statement ?earliest ?latest WHERE {
  ?statement a cg:Statement ; cg:earliest ?earliest ; cg:latest ?latest
}"""
_DOSSIER: Final = """
SELECT ?dossier ?title WHERE {
  ?dossier a cg:Dossier OPTIONAL { ?dossier dcterms:title ?title }
} ORDER BY ?dossier ?title"""


def parquet(store: Store) -> dict[str, bytes]:
    """Return the three files by name; the same graph gives the same bytes.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    _needed()
    said, about = _said(store), _about(store)
    made = {
        "statements": _columns(statements(store), lambda row: said.get(_statement(row), NEVER), _LISTS),
        "attendance": _columns(attendance(store), lambda row: _written(row["date"])),
        "positions": _columns(positions(store), lambda row: _hull(said, str(row["statement"] or ""))),
    }
    return {f"{name}.parquet": _file(columns, about) for name, columns in made.items()}


def _needed() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingExtra("Parquet", "parquet") from None


def _said(store: Store) -> dict[str, Days]:
    """The days of every dated statement, by its id as tables give it."""
    return {
        str(statement).partition(":")[2]: (day(earliest), day(latest))
        for statement, earliest, latest in store.select(_SAID).rows
    }


def _about(store: Store) -> dict[str, str]:
    rows = store.select(_DOSSIER).rows
    ids, titles = [str(node).partition(":")[2] for node, _ in rows], [str(title or "") for _, title in rows]
    return {"dossier": "|".join(ids), "title": "|".join(titles)}


def _statement(row: Row) -> str:
    return f"{row['source'] or 'registry'}.{row['id']}"


def _written(cell: Cell) -> Days:
    """The days that dates as written may mean, from the first of any to the last of any."""
    return days({"date": written(cell)})


def _hull(said: Mapping[str, Days], ids: str) -> Days:
    return _outer(said[one] for one in ids.split("|") if one in said)


def _outer(found: Iterable[Days]) -> Days:
    days = [one for pair in found for one in pair if one]
    return min(days, default=None), max(days, default=None)


def _actors(row: Row) -> list[str]:
    return parts(str(row["actor"]))


def _contributions(row: Row) -> list[Offer]:
    """The contributions that a row spells out column by column."""
    told = {key: parts(written(row[f"contribution.{key}"])) for key in _OFFERED}
    many = max(map(len, told.values()))
    spread = {key: values if len(values) == many else [""] * many for key, values in told.items()}
    offers = ({key: _value(key, values[place]) for key, values in spread.items()} for place in range(many))
    return [offer for offer in offers if any(offer.values())]


def _value(key: str, told: str) -> Cell:
    return (whole(told) if key in _WHOLE else told) if told else None


_LISTS: Final[Mapping[str, Callable[[Row], Value]]] = {"actors": _actors, "contributions": _contributions}


def _columns(
    table: Table, days: Callable[[Row], Days], lists: Mapping[str, Callable[[Row], Value]] | None = None
) -> dict[str, list[Value]]:
    """The table by columns, with the days and lists that its rows come to."""
    rows = list(table)
    spans = [days(row) for row in rows]
    made: dict[str, list[Value]] = {name: [row[name] for row in rows] for name in table.columns}
    made |= {"earliest": [first for first, _ in spans], "latest": [last for _, last in spans]}
    return made | {name: [listed(row) for row in rows] for name, listed in (lists or {}).items()}


def _file(columns: Mapping[str, list[Value]], about: Mapping[str, str]) -> bytes:
    import pyarrow
    from pyarrow import parquet as format_

    types = _types()
    fields = [(name, types[_TYPES.get(name, "string")]) for name in columns]
    arrays = [pyarrow.array(_spelled(name, columns[name]), type_) for name, type_ in fields]
    out = io.BytesIO()
    schema = pyarrow.schema(fields, metadata=dict(about))
    format_.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


def _types() -> dict[str, pyarrow.DataType]:
    import pyarrow

    text, whole = pyarrow.string(), pyarrow.int64()
    offer = pyarrow.struct([(key, whole if key in _WHOLE else text) for key in _OFFERED])
    return {
        "string": text,
        "int64": whole,
        "bool": pyarrow.bool_(),
        "date32": pyarrow.date32(),
        "strings": pyarrow.list_(text),
        "offers": pyarrow.list_(offer),
    }


def _spelled(name: str, values: list[Value]) -> list[Value]:
    """Numbers as text where the column holds text, for one of several numbers may stand in it."""
    if name in _TYPES:
        return values
    return [str(value) if isinstance(value, int) else value for value in values]
