"""A tiny database of Discourse Network Analyzer, written as versions 2 and 3 write theirs."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

__all__ = ["SECRET", "TEXT", "write_dna"]

SECRET: Final = "$2a$10$a-hash-of-a-password"
# Beyond the basic plane Java counts two for one; the lines end as Windows ends them.
TEXT: Final = (
    "\U0001f600 Sweden says: \"we are ready #1\".\r\nSierra Club said no, 'never': not so.\r\n"
    "Ms Åberg spoke for herself.\x0c\nNobody knows – yet.\n"
)
_PLAIN: Final = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
  Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
  Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
"""
_TWO: Final = """
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER,
  Blue INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf INTEGER);
"""
_THREE: Final = """
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER,
  Blue INTEGER, ChildOf INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
  AttributeValue TEXT);
"""
_VARIABLES: Final = (
    (1, "person", "short text", 1),
    (2, "organization", "short text", 1),
    (3, "concept", "short text", 1),
    (4, "agreement", "boolean", 1),
    (5, "strength", "integer", 1),
    (6, "remark", "long text", 1),
    (7, "place", "short text", 1),
    (8, "note", "long text", 2),
)
# Value, variable, colour, parent, type, alias, notes.
_ENTITIES: Final = (
    (1, 1, "Ulf Svensson", (255, 153, 0), None, "Politician", "", ""),
    (2, 1, "Anna Åberg", (0, 0, 0), None, "", "", ""),
    (3, 1, "Sierra Club", (0, 0, 0), None, "", "", ""),
    (4, 2, "Sweden", (0, 204, 0), None, "State", "", "a kingdom"),
    (5, 2, "Green movement", (0, 0, 0), None, "", "", ""),
    (6, 2, "Sierra Club", (0, 0, 0), 5, "NGO", "Sierrans", ""),
    (7, 3, "Policy", (0, 0, 0), None, "", "", ""),
    (8, 3, "Cap & trade: now", (0, 0, 0), 7, "", "cap", ""),
    (9, 3, "Cap, trade. Now", (0, 0, 0), None, "", "", ""),
    (10, 2, "", (0, 0, 0), None, "", "", ""),
    (11, 7, "Malmö", (0, 0, 0), None, "", "", ""),
)
# Words, person, organisation, concept, agreement.
_STATEMENTS: Final = (
    ("we are ready #1", 1, 4, 8, 1),
    ("no, 'never': not so.\r\n", 3, 6, 9, 0),
    ("Ms Åberg spoke", 2, 10, 8, 1),
    ("Nobody knows –", 10, 10, 8, 1),
)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def write_dna(path: Path, version: int, *, more: Sequence[str] = ()) -> Path:
    """Write the database; `more` is SQL that is run at the end."""
    with sqlite3.connect(path) as base:
        base.executescript(_PLAIN + (_TWO if version == 2 else _THREE))
        base.execute("INSERT INTO SETTINGS VALUES('version', ?)", (f"{version}.0.7",))
        base.executemany(
            "INSERT INTO CODERS VALUES(?, ?, 0, 0, 0, ?)", [(1, "Admin", SECRET), (2, "Eva", SECRET)]
        )
        # Version 2 counts milliseconds.
        date = 1106742600 * (1000 if version == 2 else 1)
        base.executemany(
            "INSERT INTO DOCUMENTS VALUES(?, ?, ?, 1, 'Writer, A.', 'The Herald', 'A 4', 'first', 'news', ?)",
            [(1, "Who: #1?", TEXT, date), (2, "Who: #1?", "", date), (3, "Actors", "Words.", date)],
        )
        base.executemany(
            "INSERT INTO STATEMENTTYPES VALUES(?, ?, 0, 0, 0)", [(1, "DNA Statement"), (2, "Annotation")]
        )
        base.executemany("INSERT INTO VARIABLES VALUES(?, ?, ?, ?)", _VARIABLES)
        _entities(base, version)
        for number, (words, *values, agreement) in enumerate(_STATEMENTS, 1):
            start = _units(TEXT[: TEXT.index(words)])
            row = (number, 1, 1, start, start + _units(words), 2 if number == 1 else 1)
            base.execute("INSERT INTO STATEMENTS VALUES(?, ?, ?, ?, ?, ?)", row)
            base.execute("INSERT INTO DATABOOLEAN VALUES(NULL, ?, 4, ?)", (number, agreement))
            base.execute("INSERT INTO DATAINTEGER VALUES(NULL, ?, 5, ?)", (number, number - 2))
            base.execute(
                "INSERT INTO DATALONGTEXT VALUES(NULL, ?, 6, ?)", (number, f"seen: {number} # times")
            )
            for variable, entity in enumerate((*values, None, None, None, 11), 1):
                if entity is not None:
                    value = _ENTITIES[entity - 1][2] if version == 2 else entity
                    base.execute("INSERT INTO DATASHORTTEXT VALUES(NULL, ?, ?, ?)", (number, variable, value))
        base.execute("INSERT INTO STATEMENTS VALUES(9, 2, 1, 0, 9, 1)")
        base.execute("INSERT INTO DATALONGTEXT VALUES(NULL, 9, 8, 'ask again')")
        for sql in more:
            base.execute(sql)
    base.close()
    return path


def _entities(base: sqlite3.Connection, version: int) -> None:
    names = ("Type", "Alias", "Notes")
    for number, variable, value, colour, parent, *facts in _ENTITIES:
        if version == 2:
            row = (number, variable, value, *colour, *facts, parent)
            base.execute("INSERT INTO ATTRIBUTES VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            continue
        base.execute(
            "INSERT INTO ENTITIES VALUES(?, ?, ?, ?, ?, ?, ?)", (number, variable, value, *colour, parent)
        )
        for index, fact in enumerate(facts):
            attribute = variable * 10 + index
            base.execute(
                "INSERT OR IGNORE INTO ATTRIBUTEVARIABLES VALUES(?, ?, ?)",
                (attribute, variable, names[index]),
            )
            base.execute("INSERT INTO ATTRIBUTEVALUES VALUES(NULL, ?, ?, ?)", (number, attribute, fact))
