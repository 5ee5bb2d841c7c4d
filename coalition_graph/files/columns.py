"""The columns of each table: which keys they fill, and how a cell becomes a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from coalition_graph.files.coding import Data
from coalition_graph.files.wording import keys

__all__ = [
    "DERIVED",
    "RENAMED",
    "TABLES",
    "condition_cell",
    "convert",
    "known",
    "listed",
    "parts",
    "section_of",
]

TABLES: Final = (
    "statements",
    "attendance",
    "meetings",
    "actors",
    "proposals",
    "conditions",
    "sources",
    "status",
)
_NESTED: Final[Mapping[str, tuple[str, ...]]] = {
    "statements": ("contribution",),
    "meetings": ("reported",),
    "conditions": ("requires",),
}
_LISTS: Final[Mapping[str, frozenset[str]]] = {
    "statements": frozenset({"actor", "to"}),
    "attendance": frozenset({"represents"}),
    "meetings": frozenset({"aliases", "attendance"}),
    "actors": frozenset({"aliases", "members"}),
    "proposals": frozenset({"aliases", "initiators"}),
    "conditions": frozenset({"aliases", "requires.stance"}),
}
# Kept to the letter; in all other cells the white space around the value means nothing.
_EXACT: Final = frozenset({"quote", "summary", "note", "reason", "locator"})
# What our own answers add to the keys, read again without a word.
DERIVED: Final[Mapping[str, frozenset[str]]] = {
    "statements": frozenset(
        {
            "code",
            "published",
            "source_title",
            "url",
            "statement",
            "group",
            "earliest",
            "latest",
            "ambiguous",
            "conditional",
        }
    ),
    "attendance": frozenset({"code", "date", "place", "presence", "represented_by", "url", "published"})
    | {"source_title"},
    "meetings": frozenset({"named", "reported", "url", "published", "source_title"}),
    "conditions": frozenset({"status", "since", "actors", "blocks_min", "blocks_max", "unit", "statements"}),
    "status": frozenset({"url", "published", "source_title"}),
}
# Where an answer calls a key by another name.
RENAMED: Final[Mapping[tuple[str, str], str]] = {("conditions", "condition"): "id"}
_MAX_NESTING: Final = 40
_BAR = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"(any|all)\(")


def section_of(name: str) -> str | None:
    """Return which table a file or sheet name begins with.

    >>> section_of("statements-2025"), section_of("Attendance"), section_of("notes")
    ('statements', 'attendance', None)
    """
    lowered = name.lower()
    return next((section for section in TABLES if lowered.startswith(section)), None)


def known(section: str) -> tuple[str, ...]:
    """Return the columns of a table: its keys, dotted where nested, and `source`."""
    made: list[str] = []
    for key in keys(section):
        if key in _NESTED.get(section, ()):
            made += [f"{key}.{inner}" for inner in keys(key) if inner not in ("any", "all")]
        else:
            made.append(key)
    return tuple(made) if section == "sources" else (*made, "source")


def convert(section: str, column: str) -> Callable[[str], Data]:
    """Return how a cell of a column becomes a value; an empty value counts as absent."""
    if column in _LISTS.get(section, ()):
        return listed
    if section == "statements" and column == "conditions":
        return condition_cell
    return _to_the_letter if column in _EXACT else str.strip


def _to_the_letter(cell: str) -> str:
    return cell if not cell.isspace() else ""


def listed(cell: str) -> Data:
    r"""Return the items of a cell, which `|` separates; `\|` is a bar inside an item.

    >>> listed("FR | GB"), listed("Sweden")
    (['FR', 'GB'], 'Sweden')
    """
    if "|" not in cell:
        return cell.strip()
    return [item for item in parts(cell) if item]


def parts(cell: str) -> list[str]:
    r"""Return the values of a cell in their order, empty ones too.

    >>> parts("land||air")
    ['land', '', 'air']
    """
    return [part.strip().replace("\\|", "|") for part in _BAR.split(cell)]


@lru_cache(maxsize=65536)
def condition_cell(cell: str) -> Data:
    """Return the conditions of a cell: `c1|c2` are all of them, `any(c1|c2)` and `all(..)` nest.

    >>> condition_cell("us-protection|any(a mandate (UN)|consent)")
    ['us-protection', {'any': ['a mandate (UN)', 'consent']}]
    """
    if "|" not in cell and not _ITEM.match(cell.strip()):
        return cell.strip()
    made = _Expression(cell).parts(0, len(cell), 0)
    return made[0] if len(made) == 1 else made


class _Expression:
    """One cell of conditions; its brackets are paired once, however deep they nest."""

    def __init__(self, cell: str) -> None:
        self.cell = cell
        self.pairs: dict[int, int] = {}
        opened: list[int] = []
        for place, letter in enumerate(cell):
            if letter == "(":
                opened.append(place)
            elif letter == ")" and opened:
                self.pairs[opened.pop()] = place

    def parts(self, start: int, end: int, depth: int) -> list[Data]:
        """Return what `|` separates between two places."""
        made = (self.part(*edges, depth) for edges in self.split(start, end))
        return [part for part in made if part]

    def part(self, start: int, end: int, depth: int) -> Data:
        """Return one condition, or what stands in `any(…)` or `all(…)`."""
        text = self.cell[start:end]
        begin, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip()) - 1
        opened = _ITEM.match(self.cell, begin, end)
        if opened is None or depth >= _MAX_NESTING or self.pairs.get(opened.end() - 1) != last:
            return text.strip().replace("\\|", "|")
        inner: Data = {opened.group(1): self.parts(opened.end(), last, depth + 1)}
        return inner

    def split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Find every `|` outside of `any(…)` and `all(…)`."""
        place, fresh = start, True
        while place < end:
            opened = _ITEM.match(self.cell, place, end) if fresh else None
            closing = self.pairs.get(opened.end() - 1, end) if opened else end
            letter = self.cell[place]
            fresh = fresh and letter.isspace()
            if closing < end:
                place = closing
            elif letter == "|" and self.cell[place - 1 : place] != "\\":
                yield start, place
                start, fresh = place + 1, True
            place += 1
        yield start, end
