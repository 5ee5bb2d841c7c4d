"""Data → YAML as a person would write it, which the strict reader reads back to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from coalition_graph.files.coding import Data

__all__ = ["to_yaml"]

_WIDTH: Final = 100
# Bare where nobody has to think about it: words, ids, dates, numbers.
_BARE = re.compile(r"[^\W_](?:[\w .'()/&+-]*[\w.')+-])?\Z")
_BARE_WITH_COMMAS = re.compile(r"[^\W_](?:[\w .,'()/&+-]*[\w.')+-])?\Z")
# What YAML takes for the end of a line, or a reader would drop, is written as an escape.
_ESCAPED: Final = str.maketrans({"\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"})
_HAS_ESCAPE = re.compile("[\r\x85\u2028\u2029\ufeff]")
_RAGGED = re.compile(r"[ \t](?:\n|\Z)|\n\t")
# A text of one line may be folded at a space that stands alone between two words.
_FOLD = re.compile(r"(?<=[^ \\]) (?=[^ \\])")


def to_yaml(data: Mapping[str, Data]) -> str:
    r"""Return a mapping as block YAML; empty values are left out.

    >>> print(to_yaml({"title": "Who: #1?", "statements": [{"id": "1", "actor": ["FR", "GB"]}]}))
    title: "Who: #1?"
    statements:
      - id: 1
        actor: [FR, GB]
    <BLANKLINE>
    """
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: Mapping[str, Data], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        if value in ("", [], {}):
            continue
        head = f"{pad}{_scalar(key, True)}:"
        if isinstance(value, dict):
            yield head
            yield from _mapping(value, indent + 2)
        elif isinstance(value, list):
            yield from _listed(head, value, indent)
        else:
            yield from _text(head, value, indent + 2)


def _listed(head: str, values: list[Data], indent: int) -> Iterator[str]:
    words = [value for value in values if isinstance(value, str)]
    if len(words) == len(values) and not any("\n" in word for word in words):
        flow = f"{head} [{', '.join(_scalar(word, True) for word in words)}]"
        if len(flow) <= _WIDTH:
            yield flow
            return
    yield head
    for value in values:
        yield from _entry(value, indent + 2)


def _entry(value: Data, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, dict):
        first, *rest = _mapping(value, indent + 2)
        yield f"{pad}- {first[indent + 2 :]}"
        yield from rest
    else:
        yield from _text(f"{pad}-", str(value), indent + 2)


def _text(head: str, value: str, indent: int) -> Iterator[str]:
    if _is_block(value):
        yield f"{head} |-"
        yield from (f"{' ' * indent}{line}" if line else "" for line in value.split("\n"))
        return
    written = _scalar(value)
    if len(head) + len(written) < _WIDTH or written[0] != '"':
        yield f"{head} {written}"
    else:
        yield from _folded(head, written, indent)


def _is_block(value: str) -> bool:
    """Return whether a text of several lines can stand as it is, with nothing that a block changes."""
    plain = value[:1] not in (" ", "\t", "\n") and not value.endswith("\n")
    return "\n" in value and plain and not _HAS_ESCAPE.search(value) and not _RAGGED.search(value)


def _scalar(value: str, flow: bool = False) -> str:
    bare = _BARE if flow else _BARE_WITH_COMMAS
    if len(value) < _WIDTH and bare.match(value) and "  " not in value:
        return value
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _folded(head: str, written: str, indent: int) -> Iterator[str]:
    """Break a text in quotation marks where YAML puts a space for the end of a line."""
    line = f"{head} "
    for word in _FOLD.split(written):
        if (
            len(line) + len(word) > _WIDTH
            and line.strip()
            and not line.endswith(": ")
            and not line.endswith("- ")
        ):
            yield line.rstrip(" ")
            line = " " * indent
        line += f"{word} "
    yield line[:-1]
