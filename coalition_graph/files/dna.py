"""Opening a `.dna` file, the SQLite database of Discourse Network Analyzer, as a stranger's file.

Read-only, with limits; nothing that the file itself defines is run: no view, trigger, function or virtual
table. What is not asked for by name, such as the coders' password hashes, cannot be read at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from coalition_graph.errors import BadParameter
from coalition_graph.files.plain_file import plain_bytes

__all__ = ["TABLES", "Cell", "Tables", "opened"]

MAX_BYTES: Final = 1 << 30
MAX_ROWS: Final = 2_000_000
MAX_CELL: Final = 64 << 20
Cell = str | int | float | bytes | None

# Everything that may be read. Of the coders nothing but their names.
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "SETTINGS": ("Property", "Value"),
    "CODERS": ("ID", "Name"),
    "DOCUMENTS": (
        "ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"
    ),
    "STATEMENTTYPES": ("ID", "Label"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("StatementId", "VariableId", "Value"),
    "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
    "DATASHORTTEXT": ("StatementId", "VariableId", "Entity", "Value"),
    "ENTITIES": ("ID", "VariableId", "Value", "Red", "Green", "Blue", "RGB", "ChildOf"),
    "ATTRIBUTES": (
        "ID", "VariableId", "Value", "Red", "Green", "Blue", "RGB", "ChildOf", "Type", "Alias", "Notes"
    ),
    "ATTRIBUTEVARIABLES": ("ID", "VariableId", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId", "AttributeValue"),
}  # fmt: skip
_MAGIC: Final = b"SQLite format 3\0"
# The words of the database's own message may be damaged too.
_FAULTS: Final = (sqlite3.Error, UnicodeError)
_ALLOWED: Final = frozenset(
    (name.lower(), column.lower()) for name, columns in TABLES.items() for column in columns
)


class Tables:
    """The tables of one open file.

    Args:
        path: the file as the user named it.
        connection: open for reading.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._columns = {name: self._known(name, wanted) for name, wanted in TABLES.items()}
        connection.set_authorizer(_authorized)

    def _known(self, name: str, wanted: Sequence[str]) -> tuple[str, ...]:
        """Return the columns that a table has; none where it is missing, or is no plain table."""
        made = self._connection.execute(
            "SELECT name FROM sqlite_master "
            "WHERE type = 'table' AND rootpage > 0 AND name = ? COLLATE NOCASE",
            (name,),
        ).fetchone()
        if made is None:
            return ()
        # A hidden or generated column, which would run what the file says, has another last value than 0.
        rows = self._connection.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (made[0],))
        there = {str(column).lower() for column, hidden in rows if hidden == 0}
        return tuple(column for column in wanted if column.lower() in there)

    def has(self, name: str, column: str = "") -> bool:
        """Return whether a table is there, with a column if one is named."""
        return column in self._columns[name] if column else bool(self._columns[name])

    def rows(self, name: str) -> Iterator[dict[str, Cell]]:
        """Yield the rows of a table, a cell for each column of `TABLES`; none where it is missing.

        Raises:
            BadParameter: there are more rows than a coded corpus has, or the file is damaged.
        """
        columns = self._columns[name]
        if not columns:
            return
        absent: dict[str, Cell] = dict.fromkeys(TABLES[name])
        sql = f'SELECT {", ".join(columns)} FROM "{name}"'  # noqa: S608  (all of them our own words)
        try:
            for number, row in enumerate(self._connection.execute(sql)):
                if number >= MAX_ROWS:
                    raise _refused(self.path, f"table {name} has more than {MAX_ROWS:,} rows")
                yield {**absent, **dict(zip(columns, row, strict=True))}
        except _FAULTS as error:
            raise _refused(self.path, _damaged(error)) from None


def _authorized(action: int, table: str | None, column: str | None, *_: str | None) -> int:
    """Let nothing happen but the reading of the columns that are listed above."""
    if action == sqlite3.SQLITE_SELECT:
        return sqlite3.SQLITE_OK
    listed = ((table or "").lower(), (column or "").lower()) in _ALLOWED
    return sqlite3.SQLITE_OK if action == sqlite3.SQLITE_READ and listed else sqlite3.SQLITE_DENY


@contextmanager
def opened(path: Path) -> Iterator[Tables]:
    """Open a `.dna` file for reading; it is left as it is, and no other file is made beside it.

    Raises:
        BadParameter: it cannot be opened, is no SQLite database, too large or damaged.
    """
    _checked(path)
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.text_factory = _decoded
            yield Tables(path, connection)
    except _FAULTS as error:
        raise _refused(path, _damaged(error)) from None


def _checked(path: Path) -> None:
    """Say why a file is not to be opened, if it is not."""
    try:
        size = path.stat().st_size
        begin = plain_bytes(path, len(_MAGIC))[: len(_MAGIC)]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "a bad path"
        raise _refused(path, f"it cannot be opened ({reason.lower()})") from None
    if begin.lstrip().startswith(b"<"):
        raise _refused(path, "it is XML, as DNA 1 wrote it; open it with DNA 2 or 3 and save it anew")
    if begin != _MAGIC:
        raise _refused(path, "it is no SQLite database, as DNA 2 and 3 write them; name a .dna file")
    if size > MAX_BYTES:
        raise _refused(path, f"it is larger than {MAX_BYTES >> 20} MB; split the database in DNA")
    for ending in ("-journal", "-wal"):
        beside = path.with_name(f"{path.name}{ending}")
        if beside.is_file() and beside.stat().st_size:
            raise _refused(path, f"{beside.name} holds changes that are not in it yet; close it in DNA first")


def _refused(path: Path, reason: str) -> BadParameter:
    return BadParameter("FILE", str(path), reason)


def _damaged(error: Exception) -> str:
    return f"the database is damaged ({_reason(error)}); open it in DNA, or take a copy that is whole"


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, sqlite3.Error) else "its names are no text"


def _decoded(data: bytes) -> str:
    """Return text as Java meant it: some of its drivers write each half of a rare character by itself."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        halves = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
    return halves.decode("utf-16-le", "replace")
