"""A SELECT that looks for no more rows than are wanted, so that the engine can stop early."""

from __future__ import annotations

from typing import Final

from coalition_graph.store.lexer import Asked, Token, outermost

__all__ = ["limited"]

DIGITS: Final = 20


def limited(asked: Asked, rows: int) -> str:
    r"""Return a query whose own answer has at most so many rows; one that is no SELECT stays as it is.

    >>> from coalition_graph.store.lexer import read
    >>> limited(read("SELECT * { ?s ?p ?o } LIMIT 5000"), 10)
    'SELECT * { ?s ?p ?o } LIMIT 10'
    >>> limited(read("SELECT * { ?s ?p ?x } VALUES ?x { 1 }"), 10)
    'SELECT * { ?s ?p ?x } \nLIMIT 10\nVALUES ?x { 1 }'
    """
    outer = list(outermost(asked.tokens))
    words = [token.word for token in outer]
    if "SELECT" not in words or "CONSTRUCT" in words:
        return asked.text
    if "LIMIT" in words and words.index("LIMIT") + 1 < len(outer):
        return _lowered(asked.text, outer[words.index("LIMIT") + 1], rows)
    # Only after WHERE can VALUES stand outside all brackets.
    end = outer[words.index("VALUES")].start if "VALUES" in words else len(asked.text)
    return f"{asked.text[:end]}\nLIMIT {rows}\n{asked.text[end:]}"


def _lowered(text: str, number: Token, rows: int) -> str:
    # What is longer is no number to an engine, which says so.
    told = number.kind == "number" and number.text.isdigit() and len(number.text) < DIGITS
    if not told or int(number.text) <= rows:
        return text
    return f"{text[: number.start]}{rows}{text[number.start + len(number.text) :]}"
