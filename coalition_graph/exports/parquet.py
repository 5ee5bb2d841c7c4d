"""Parquet for DuckDB and Spark: statements, attendance and positions, with types and days to compute with.

Each file has the columns of the table of that name, in the same words, and after them `earliest` and
`latest`, the days that a date as written may mean. What a table joins with `|` stands in the statements
once more as lists: `actors` and `contributions`.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from coalition_graph.analysis import statements
from coalition_graph.analysis.meetings import attendance
from coalition_graph.analysis.positions import positions
from coalition_graph.analysis.values import whole
from coalition_graph.errors import MissingExtra
from coalition_graph.exports.evidence import dated
from coalition_graph.exports.plain import days
from coalition_graph.files.columns import parts
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table, written

if TYPE_CHECKING:
    import pyarrow
    from typing_extensions import Buffer

__all__ = ["parquet"]

Offer = dict[str, Cell]
Value = Cell | dt.date | list[str] | list[Offer]
Row = Mapping[str, Cell]
Days = tuple[dt.date | None, dt.date | None]
Columns = dict[str, list[Value]]

NEVER: Final[Days] = (None, None)
_DAYS: Final = ("earliest", "latest")
# So many rows are compressed together, and held until then.
GROUP: Final = 1 << 17
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
_DOSSIER: Final = """
SELECT ?dossier ?title WHERE {
  ?dossier a cg:Dossier OPTIONAL { ?dossier dcterms:title ?title }
} ORDER BY ?dossier ?title"""


def parquet(store: Store) -> dict[str, Iterator[bytes]]:
    """Return the three files by name, each in pieces; the same graph gives the same bytes.

    The statements are to be written first: from them the positions have their days.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    _needed()
    about, came, stood = _about(store), attendance(store), positions(store)
    days = {one: NEVER for cell in stood.column("statement") for one in str(cell or "").split("|")}
    made: dict[str, tuple[tuple[str, ...], Iterator[Columns]]] = {
        "statements": ((*statements.COLUMNS, *_DAYS, *_LISTS), _statements(store, days)),
        "attendance": ((*came.columns, *_DAYS), _all_of(came, lambda row: _written(row["date"]))),
        "positions": ((*stood.columns, *_DAYS), _all_of(stood, lambda row: _hull(days, row))),
    }
    return {f"{name}.parquet": _file(names, parts, about) for name, (names, parts) in made.items()}


def _needed() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingExtra("Parquet", "parquet") from None


def _statements(store: Store, days: dict[str, Days]) -> Iterator[Columns]:
    """Yield the statements part by part, and fill in the days of those that are wanted."""
    for part in statements.parts(store):
        # By their ids, as tables give them.
        said = {node.partition(":")[2]: span for node, span in dated(one.facts for one in part.shown).items()}
        days.update((id_, span) for id_, span in said.items() if id_ in days)
        yield _columns(Table(statements.COLUMNS, part.rows), partial(_told, said), _LISTS)


def _told(said: Mapping[str, Days], row: Row) -> Days:
    return said.get(f"{row['source'] or 'registry'}.{row['id']}", NEVER)


def _all_of(table: Table, days: Callable[[Row], Days]) -> Iterator[Columns]:
    yield _columns(table, days)


def _about(store: Store) -> dict[str, str]:
    rows = store.select(_DOSSIER).rows
    ids, titles = [str(node).partition(":")[2] for node, _ in rows], [str(title or "") for _, title in rows]
    return {"dossier": "|".join(ids), "title": "|".join(titles)}


def _written(cell: Cell) -> Days:
    """The days that dates as written may mean, from the first of any to the last of any."""
    return days({"date": written(cell)})


def _hull(days: Mapping[str, Days], row: Row) -> Days:
    return _outer(days[one] for one in str(row["statement"] or "").split("|"))


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
) -> Columns:
    """The table by columns, with the days and lists that its rows come to."""
    rows = list(table)
    spans = [days(row) for row in rows]
    made: Columns = {name: [row[name] for row in rows] for name in table.columns}
    made |= {"earliest": [first for first, _ in spans], "latest": [last for _, last in spans]}
    return made | {name: [listed(row) for row in rows] for name, listed in (lists or {}).items()}


def _file(names: Sequence[str], parts: Iterable[Columns], about: Mapping[str, str]) -> Iterator[bytes]:
    """Yield a file piece by piece, each with so many rows as are read at once."""
    import pyarrow
    from pyarrow import parquet as format_

    types, sink = _types(), _Sink()
    fields = [(name, types[_TYPES.get(name, "string")]) for name in names]
    schema = pyarrow.schema(fields, metadata=dict(about))
    with format_.ParquetWriter(sink, schema) as writer:
        for table in _grouped(parts, schema):
            writer.write_table(table)
            yield sink.taken()
    yield sink.taken()


def _grouped(parts: Iterable[Columns], schema: pyarrow.Schema) -> Iterator[pyarrow.Table]:
    import pyarrow

    held = [schema.empty_table()]
    for columns in parts:
        arrays = [pyarrow.array(_spelled(field.name, columns[field.name]), field.type) for field in schema]
        held.append(pyarrow.Table.from_arrays(arrays, schema=schema))
        if sum(map(len, held)) >= GROUP:
            yield pyarrow.concat_tables(held).combine_chunks()
            held = []
    if held:
        yield pyarrow.concat_tables(held).combine_chunks()


class _Sink(io.RawIOBase):
    """Keeps what is written until it is taken, and counts it all."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._written

    def write(self, data: Buffer) -> int:
        self._pieces.append(bytes(data))
        self._written += len(self._pieces[-1])
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        """Return what has come since it was last taken."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


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
