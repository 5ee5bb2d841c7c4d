"""What is read is handed to linking in one form, whether it stood in YAML, CSV or a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from pathlib import Path
from typing import Final, NamedTuple

from coalition_graph import model, text
from coalition_graph.errors import Problem

__all__ = ["Coding", "Data", "Loc", "Origin", "Place", "canonical", "declared", "nearest_place"]

# A value as written: text, or a list or mapping of such.
Data = str | list["Data"] | dict[str, "Data"]
# Where a value stands inside a file: keys as written (`as`, `is`) and indices from 0.
Loc = tuple[str | int, ...]
# Line and column in code points, both from 1.
Place = tuple[int, int]

START: Place = (1, 1)
_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(entry: Data) -> str:
    """Return a value as written as JSON with its keys sorted, the same however it stood in a file.

    >>> canonical({"stance": "open", "actor": "SE"})
    '{"actor":"SE","stance":"open"}'
    """
    return encode_basestring(entry) if isinstance(entry, str) else _JSON.encode(entry)


def nearest_place(places: Mapping[Loc, Place], loc: Loc) -> Place:
    """Return the place of a value, or of the nearest one around it.

    A list of one may be written short, so an index that no place has is passed over.

    >>> nearest_place({(): (1, 1), ("to",): (2, 5)}, ("to", 0))
    (2, 5)
    """
    known: Loc = ()
    for part in loc:
        if (*known, part) in places:
            known = (*known, part)
        elif isinstance(part, str):
            break
    return places.get(known, START)


class Origin(NamedTuple):
    """Where a coding comes from: its path as the user named it, and the folder it lies in."""

    path: str
    folder: Path

    @property
    def stem(self) -> str:
        """The id that a source has if it gives none."""
        return text.slug(Path(self.path).stem)


def declared(entry: object) -> Iterator[str]:
    """Return the names under which an entry could be referred to.

    >>> list(declared({"id": "us-protection", "text": "American protection", "kind": "other"}))
    ['us-protection', 'American protection']
    """
    if not isinstance(entry, dict):
        return
    for key in ("id", "name", "text", "title", "aliases"):
        value = entry.get(key, [])
        yield from (name for name in ([value] if isinstance(value, str) else value) if isinstance(name, str))


@dataclass(frozen=True, slots=True, eq=False)
class Coding:
    """One coding file, or the rows of one table that share a source.

    `defaults` are already applied to the statements of `file`, but not to `digests`.

    Args:
        path: the file as the user named it.
        folder: where a relative `text:` starts.
        file: what it says, typed.
        source: id of the source that reports it; None for the analyst's registry. For a coding file
            with `source:` it is the section's id, else made from the file's name; for rows it is
            their `source` cell, and `file.source` is set only for rows of a table of sources.
        places: place of every value; see `place`.
        digests: of each entry of `statements` as written, what it is named by where it has no id.
        attendance: rows of an attendance table, each with its `meeting`; at `("attendance", index)`.
        lost: ids, names and aliases that faulty entries, left out here, would have declared; a
            reference to one of them is no second fault.
    """

    path: str
    folder: Path
    file: model.File
    source: str | None
    places: Mapping[Loc, Place]
    digests: Sequence[str] = ()
    attendance: tuple[model.Attendance, ...] = ()
    lost: frozenset[str] = frozenset()

    def place(self, *loc: str | int) -> Place:
        """Return the place of a value, or of the nearest value around it that has one."""
        return nearest_place(self.places, loc)

    def problem(self, code: str, message: str, *loc: str | int) -> Problem:
        """Return a problem at the place of a value."""
        return Problem(self.path, *self.place(*loc), code, message)
