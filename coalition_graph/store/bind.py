"""Values put into a query: a term in the place of a variable, wherever the variable stands.

The engine's own substitution takes only variables of the outermost SELECT, does not reach subqueries and
calls them unbound in BOUND, so it is done here: on tokens, with terms that the N-Quads writer has escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coalition_graph.errors import BadQuery
from coalition_graph.store.lexer import Asked, Token

__all__ = ["bind"]

_BY: Final = frozenset(("GROUP", "ORDER"))
_ENDS: Final = frozenset(("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET"))


def bind(asked: Asked, terms: Mapping[str, str]) -> str:
    """Return the query with each named variable replaced by its term.

    Args:
        asked: the query.
        terms: per variable without its sign, a term as N-Triples writes it.

    Raises:
        BadQuery: the query has no such variable, or gives it a value itself.

    >>> from coalition_graph.store.lexer import read
    >>> bind(read("SELECT ?a { ?a ?p ?o FILTER(?o = ?x) }"), {"x": '"a\\\\" b"'})
    'SELECT ?a { ?a ?p ?o FILTER(?o = "a\\\\" b") }'
    """
    binder = _Binder(asked.tokens, terms)
    pieces: list[str] = []
    end = 0
    for start, stop, text in binder.replaced():
        pieces += (asked.text[end:start], text)
        end = stop
    if missing := set(terms) - binder.met:
        raise BadQuery(f"the query has no variable ?{min(missing)} to give a value to")
    return "".join(pieces) + asked.text[end:]


class _Binder:
    def __init__(self, tokens: tuple[Token, ...], terms: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._terms = terms
        self._clauses = [""]
        self.met: set[str] = set()

    def replaced(self) -> list[tuple[int, int, str]]:
        """Return what to replace: from where, to where, by what."""
        found: list[tuple[int, int, str]] = []
        for place, token in enumerate(self._tokens):
            if token.kind == "variable" and token.text[1:] in self._terms:
                found.append(self._replace(place))
            else:
                self._step(token, self._tokens[place - 1] if place else token)
        return found

    def _step(self, token: Token, before: Token) -> None:
        """Follow which clause the next token stands in."""
        word = token.word
        if word in ("(", "[", "{"):
            row = word == "(" and self._clauses[-1] == "values"
            if word == "{" and self._clauses[-1] in ("select", "values", "by"):
                self._clauses[-1] = ""
            self._clauses.append("values" if row else "")
        elif word in (")", "]", "}"):
            if len(self._clauses) > 1:
                self._clauses.pop()
        elif word in ("SELECT", "VALUES"):
            self._clauses[-1] = word.lower()
        elif word == "BY" and before.word in _BY:
            self._clauses[-1] = "by"
        elif word in _ENDS or (word in _BY and self._clauses[-1] == "by"):
            self._clauses[-1] = ""

    def _replace(self, place: int) -> tuple[int, int, str]:
        token = self._tokens[place]
        name = token.text[1:]
        self.met.add(name)
        term = self._terms[name]
        clause = self._clauses[-1]
        if clause == "values" or (place and self._tokens[place - 1].word == "AS"):
            raise BadQuery(f"the query gives ?{name} a value itself, so none can be given from outside")
        start, stop = token.start, token.start + len(token.text)
        if self._bound(place):
            return self._tokens[place - 2].start, self._tokens[place + 1].start + 1, "true"
        if clause == "select":
            # A subquery must not hand the variable on, since the outer SELECT gives it anew.
            inner = f"_{place}" if len(self._clauses) > 1 else ""
            return start, stop, f"({term} AS ?{name}{inner})"
        if clause == "by":
            return start, stop, f"({term})"
        # Two signs < in a row would open a quoted triple.
        close = (
            place > 0 and self._tokens[place - 1].text == "<" and self._tokens[place - 1].start == start - 1
        )
        return start, stop, f" {term}" if close else term

    def _bound(self, place: int) -> bool:
        around = [token.word for token in self._tokens[max(place - 2, 0) : place + 2]]
        return len(around) == 4 and around[:2] == ["BOUND", "("] and around[3] == ")"
