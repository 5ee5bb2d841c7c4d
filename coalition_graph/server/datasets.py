"""The graphs that a request chooses beside its query, written into the query as FROM and FROM NAMED."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coalition_graph.errors import BadQuery
from coalition_graph.store import lexer
from coalition_graph.store.lexer import Asked, Token

__all__ = ["with_dataset"]

_IRI: Final = re.compile(r'[^\x00-\x20<>"{}|^`\\]+\Z')
_AFTER: Final = frozenset(("ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES"))


def with_dataset(sparql: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return a query over the graphs that a request names; they take the place of its own FROM.

    Args:
        default: the graphs that the default graph is the union of.
        named: those that GRAPH finds.

    Raises:
        BadQuery: a graph whose name is no IRI.

    >>> with_dataset("SELECT * { ?s ?p ?o }", ["https://w3id.org/coalition-graph/source/a"], [])
    'SELECT * FROM <https://w3id.org/coalition-graph/source/a> { ?s ?p ?o }'
    """
    if not default and not named:
        return sparql
    clauses = [f"FROM <{_checked(graph)}> " for graph in default]
    clauses += [f"FROM NAMED <{_checked(graph)}> " for graph in named]
    asked = lexer.read(sparql)
    place = _place(asked)
    cuts = sorted([*_own(asked.tokens), (place, place)])
    pieces, end = [], 0
    for start, stop in cuts:
        pieces += [asked.text[end:start], "".join(clauses) if start == stop else ""]
        end = stop
    return "".join(pieces) + asked.text[end:]


def _checked(graph: str) -> str:
    if not _IRI.match(graph) or ":" not in graph:
        raise BadQuery(f"{graph!r} is no address of a graph; GRAPH ?source {{ … }} lists those there are")
    return graph


def _own(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the query's own FROM clauses begin and end."""
    for place, token in enumerate(tokens):
        if token.word == "FROM":
            length = 3 if [each.word for each in tokens[place + 1 : place + 2]] == ["NAMED"] else 2
            last = tokens[place : place + length][-1]
            yield token.start, last.start + len(last.text)


def _place(asked: Asked) -> int:
    """Return where a query takes FROM: before its pattern, which in CONSTRUCT is the second one."""
    outer = list(lexer.outermost(asked.tokens))
    words = [token.word for token in outer]
    if "CONSTRUCT" in words:
        after = words.index("CONSTRUCT") + 1
        if words[after : after + 1] == ["{"]:
            outer, words = outer[after + 1 :], words[after + 1 :]
    for token, word in zip(outer, words, strict=True):
        if word in ("WHERE", "{") or word in _AFTER:
            return token.start
    return len(asked.text)
