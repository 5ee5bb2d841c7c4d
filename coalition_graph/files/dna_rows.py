"""What a `.dna` file holds, the same for versions 2 and 3: documents, variables, entities, statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coalition_graph.errors import BadParameter
from coalition_graph.files.dna import Cell, Tables, opened

__all__ = ["Coded", "Database", "Document", "Entity", "Variable", "read_dna"]

_NEEDED: Final = ("DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "STATEMENTS", "DATASHORTTEXT")
# Beyond the year 5138 in seconds: what is larger counts milliseconds, as version 2 does.
_MILLISECONDS: Final = 10**11


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of one statement type; `kind` is `boolean`, `integer`, `short text` or `long text`."""

    id: int
    name: str
    kind: str
    type: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A value of a short-text variable, with what is known of it; version 2 calls it an attribute.

    Args:
        id: its number, by which others name it as their parent.
        colour: as `#ff9900`, empty where it has none or black.
        parent: number of the entity that it is a child of.
        facts: its attributes that are filled, such as `Type`.
    """

    id: int
    variable: int
    value: str
    colour: str
    parent: int | None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A text; `seconds` since 1970 as far as it is dated."""

    id: int
    title: str
    text: str
    author: str
    source: str
    section: str
    notes: str
    type: str
    coder: str
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded stretch of a document.

    Args:
        start: offset of its first character, in the units of UTF-16 that Java counts.
        stop: offset after its last.
        values: by number of the variable; booleans are 1 and 0.
    """

    id: int
    type: int
    document: int
    start: int
    stop: int
    coder: str
    values: Mapping[int, str | int]


@dataclass(frozen=True, slots=True)
class Database:
    """All that is read of a file; `types` are the labels of statement types by number."""

    types: Mapping[int, str]
    variables: tuple[Variable, ...]
    entities: tuple[Entity, ...]
    documents: tuple[Document, ...]
    statements: tuple[Coded, ...]


def read_dna(path: Path) -> Database:
    """Return what a `.dna` file of version 2 or 3 holds.

    Raises:
        BadParameter: it is no such file, damaged, of another version, or lacks a table.
    """
    with opened(path) as tables:
        _known_version(tables)
        coders = {_number(row["ID"]): _text(row["Name"]) for row in tables.rows("CODERS")}
        entities = tuple(_entities(tables))
        return Database(
            types={_number(row["ID"]): _text(row["Label"]) for row in tables.rows("STATEMENTTYPES")},
            variables=tuple(_variables(tables)),
            entities=entities,
            documents=tuple(_documents(tables, coders)),
            statements=tuple(_statements(tables, coders, {one.id: one.value for one in entities})),
        )


def _known_version(tables: Tables) -> None:
    missing = next((name for name in _NEEDED if not tables.has(name)), None)
    versions = (_text(row["Value"]) for row in tables.rows("SETTINGS") if row["Property"] == "version")
    version = next(versions, "")
    if version and not version.startswith(("2", "3")):
        reason = f"it is of DNA version {version}, and versions 2 and 3 are read; save it with one of those"
        raise BadParameter("FILE", str(tables.path), reason)
    if missing:
        reason = f"it has no table {missing}, so it is no database of DNA 2 or 3; name a .dna file"
        raise BadParameter("FILE", str(tables.path), reason)
    if not (tables.has("DATASHORTTEXT", "Value") or _links(tables)):
        reason = "its table DATASHORTTEXT has neither Entity nor Value, so it is not of DNA 2 or 3"
        raise BadParameter("FILE", str(tables.path), reason)


def _links(tables: Tables) -> bool:
    """Return whether short texts name their entity by number, as from version 3 on."""
    return tables.has("DATASHORTTEXT", "Entity") and tables.has("ENTITIES")


def _variables(tables: Tables) -> Iterator[Variable]:
    for row in tables.rows("VARIABLES"):
        kind, name = _text(row["DataType"]), _text(row["Variable"])
        yield Variable(_number(row["ID"]), name, kind, _number(row["StatementTypeId"]))


def _entities(tables: Tables) -> Iterator[Entity]:
    table = "ENTITIES" if _links(tables) else "ATTRIBUTES"
    facts = _facts(tables)
    for row in tables.rows(table):
        number = _number(row["ID"])
        own = {name: _text(row.get(name)) for name in ("Type", "Alias", "Notes") if _text(row.get(name))}
        parent = _number(row["ChildOf"]) if row["ChildOf"] is not None else None
        told = {**own, **facts.get(number, {})}
        yield Entity(
            number, _number(row["VariableId"]), _text(row["Value"]).strip(), _colour(row), parent, told
        )


def _facts(tables: Tables) -> dict[int, dict[str, str]]:
    """Return the attributes of entities that are filled, which version 3 keeps in tables of their own."""
    names = {_number(row["ID"]): _text(row["AttributeVariable"]) for row in tables.rows("ATTRIBUTEVARIABLES")}
    made: dict[int, dict[str, str]] = {}
    for row in tables.rows("ATTRIBUTEVALUES"):
        name, value = names.get(_number(row["AttributeVariableId"])), _text(row["AttributeValue"]).strip()
        if name and value:
            made.setdefault(_number(row["EntityId"]), {})[name] = value
    return made


def _colour(row: Mapping[str, Cell]) -> str:
    if isinstance(row["RGB"], str):
        return row["RGB"]
    parts = [_number(row[name]) & 255 if row[name] is not None else 0 for name in ("Red", "Green", "Blue")]
    packed = _number(row["RGB"]) & 0xFFFFFF if row["RGB"] is not None else 0
    mixed = packed or (parts[0] << 16 | parts[1] << 8 | parts[2])
    return f"#{mixed:06x}" if mixed else ""


def _documents(tables: Tables, coders: Mapping[int, str]) -> Iterator[Document]:
    rows = list(tables.rows("DOCUMENTS"))
    dated = [_number(row["Date"]) for row in rows if row["Date"] is not None]
    unit = 1000 if any(abs(date) > _MILLISECONDS for date in dated) else 1
    for row in rows:
        told = (
            _text(row[name]) for name in ("Title", "Text", "Author", "Source", "Section", "Notes", "Type")
        )
        title, text, author, source, section, notes, type_ = told
        seconds = None if row["Date"] is None else _number(row["Date"]) // unit
        coder = coders.get(_number(row["Coder"]), "")
        yield Document(_number(row["ID"]), title, text, author, source, section, notes, type_, coder, seconds)


def _statements(tables: Tables, coders: Mapping[int, str], entities: Mapping[int, str]) -> Iterator[Coded]:
    values = _values(tables, entities)
    for row in tables.rows("STATEMENTS"):
        number = _number(row["ID"])
        yield Coded(
            number,
            _number(row["StatementTypeId"]),
            _number(row["DocumentId"]),
            _number(row["Start"]),
            _number(row["Stop"]),
            coders.get(_number(row["Coder"]), ""),
            values.get(number, {}),
        )


def _values(tables: Tables, entities: Mapping[int, str]) -> dict[int, dict[int, str | int]]:
    made: dict[int, dict[int, str | int]] = {}
    linked = _links(tables)
    for table in ("DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT", "DATASHORTTEXT"):
        for row in tables.rows(table):
            value: str | int
            if table == "DATASHORTTEXT":
                value = entities.get(_number(row["Entity"]), "") if linked else _text(row["Value"]).strip()
            else:
                value = _text(row["Value"]) if table == "DATALONGTEXT" else _number(row["Value"])
            made.setdefault(_number(row["StatementId"]), {})[_number(row["VariableId"])] = value
    return made


def _number(cell: Cell) -> int:
    """Return a whole number; what is none, since SQLite takes anything in any column, is -1."""
    if isinstance(cell, int):
        return cell
    if isinstance(cell, str) and len(cell) < 19 and cell.isascii() and cell.removeprefix("-").isdigit():
        return int(cell)
    return int(cell) if isinstance(cell, float) and cell.is_integer() else -1


def _text(cell: Cell) -> str:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return "" if cell is None else str(cell)
