"""Where a query stops being SPARQL, said so that an analyst can mend it."""

from __future__ import annotations

import re
from typing import Final

from coalition_graph import text
from coalition_graph.store import refuse
from coalition_graph.store.lexer import Asked, Token

__all__ = ["pointed", "unparsed"]

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_FAULT: Final = "the query does not parse, "
_AROUND: Final = 60
_LONGEST: Final = 120
_GRAMMAR = re.compile(r"[\[\]{}|\\]")


def unparsed(asked: str, message: str, query: Asked) -> str:
    """Return the line that does not parse, with a caret under the column.

    Args:
        asked: the query as the engine was given it.
        message: what the engine said.
        query: the query as it was written.
    """
    if not query.tokens:
        return "the query is empty; write one, such as SELECT ?m { country:SE cg:attended ?m }"
    unknown = _unknown_prefix(query)
    if unknown is not None:
        prefix = unknown.text.partition(":")[0]
        reason = f"the prefix {prefix}: is not known; write PREFIX {prefix}: <…> first"
        return f"{_FAULT}{pointed(query.text, unknown.start, reason)}"
    found = _PLACE.search(message)
    if found is None:
        return f"the query does not parse: {text.clean(message)}"
    line, column = int(found[1]), int(found[2])
    lines = query.text.rstrip().split("\n")
    if line > len(lines):
        # Beyond what was written: something is missing at its end.
        line, column = len(lines), len(lines[-1]) + 1
    return f"{_FAULT}{_pointed(asked, line, column, _reason(text.clean(found[3])))}"


def pointed(asked: str, place: int, reason: str) -> str:
    """Return what is wrong at a place of a query, with its line and a caret under the column.

    >>> print(pointed("ASK {}", 4, "no braces"))
    line 1, column 5: no braces
      ASK {}
          ^
    """
    before = asked[:place]
    return _pointed(asked, before.count("\n") + 1, len(before) - before.rfind("\n"), reason)


def _reason(said: str) -> str:
    """Return what the engine said, unless it lists half of its grammar."""
    if len(said) > _LONGEST or _GRAMMAR.search(said):
        return "something is missing or misspelled here or just before"
    return said


def _pointed(asked: str, line: int, column: int, reason: str) -> str:
    shown = [*asked.split("\n"), ""][line - 1]
    start = max(0, column - 1 - _AROUND)
    caret = " " * (column - 1 - start) + "^"
    excerpt = text.clean(shown[start : start + 2 * _AROUND])
    return f"line {line}, column {column}: {reason}\n  {excerpt}\n  {caret}"


def _unknown_prefix(query: Asked) -> Token | None:
    known = refuse.prefixes(query.tokens)
    for token in query.tokens:
        if token.kind == "name" and token.text.partition(":")[0] not in known:
            return token
    return None
