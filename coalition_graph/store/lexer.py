"""SPARQL text cut into tokens, so that what stands in a text or a comment is never taken for code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from coalition_graph.errors import BadQuery

__all__ = ["Asked", "Token", "outermost", "read"]

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\n]+|\#[^\n]*)
    |(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
    |(?P<text>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"
        |'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:\w[\w.-]*)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)?)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Behind one of these, `<` may be the sign for less; behind anything else it opens an address.
_OPERANDS: Final = frozenset(("variable", "text", "name", "iri", "number", "language", "blank"))
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Args:
        kind: a group of the pattern above.
        text: as it was written.
        start: where it begins.
        word: the text of a bare word in capitals, of a mark as it is; else nothing.
    """

    kind: str
    text: str
    start: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: the text that is asked, and its tokens without spaces and comments."""

    text: str
    tokens: tuple[Token, ...]


@lru_cache(maxsize=256)
def read(sparql: str) -> Asked:
    """Return a query cut into tokens.

    Line ends become line feeds, since a lone carriage return ends a comment for some readers only.

    Raises:
        BadQuery: an open quotation mark, or a `<` that could be read in two ways.

    >>> [token.text for token in read("ASK { ?s ?p 'SERVICE' } # SERVICE").tokens]
    ['ASK', '{', '?s', '?p', "'SERVICE'", '}']
    """
    text = sparql.replace("\r\n", "\n").replace("\r", "\n")
    found: list[Token] = []
    brackets: list[str] = []
    place = 0
    while match := _TOKEN.match(text, place):
        kind = match.lastgroup or ""
        if kind == "iri" and _is_less(match[0], found, brackets):
            token = Token("mark", "<", place, "<")
        else:
            word = match[0].upper() if kind in ("word", "mark") else ""
            token = Token(kind, match[0], place, word)
        place += len(token.text)
        if kind != "space":
            _keep(token, found, brackets, text)
    return Asked(text, tuple(found))


def outermost(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens outside all brackets, with the brackets that open there.

    >>> [token.text for token in outermost(read("SELECT (1 AS ?n) { ?s ?p ?o } LIMIT 5").tokens)]
    ['SELECT', '(', '{', 'LIMIT', '5']
    """
    depth = 0
    for token in tokens:
        closes = token.word in (")", "]", "}")
        if depth == 0 and not closes:
            yield token
        depth += (token.word in ("(", "[", "{")) - closes


def _keep(token: Token, found: list[Token], brackets: list[str], text: str) -> None:
    if token.kind == "mark":
        if token.text in "'\"":
            before = text[: token.start]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            place = f"line {line}, column {column}"
            raise BadQuery(
                f"the query does not parse, {place}: the quotation mark that opens here is never closed"
            )
        if token.text in "([{":
            brackets.append(token.text)
        elif brackets and brackets[-1] == _CLOSING.get(token.text):
            brackets.pop()
    found.append(token)


def _is_less(text: str, found: list[Token], brackets: list[str]) -> bool:
    """Whether what looks like an address begins with the sign for less; only an expression can hold that.

    Where both readings would differ in what is a text or a comment, the query is refused: it could hide
    from one reader what the other runs.
    """
    before = found[-1] if found else None
    if before is None or not brackets or brackets[-1] != "(":
        return False
    if before.kind not in _OPERANDS and before.word not in (")", "TRUE", "FALSE"):
        return False
    if "'" not in text and "#" not in text:
        return "://" not in text
    if "://" in text.partition("#")[0] and "'" not in text:
        return False
    raise BadQuery(f"write a space behind the sign < in {text!r}, or the address as a prefixed name")
