"""What a query may not ask: it reads this store only, reaches no network and no file, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from coalition_graph import vocabulary
from coalition_graph.errors import BadQuery
from coalition_graph.store.lexer import Asked, Token

__all__ = ["Named", "check", "declared", "expanded", "foreign", "graphs", "prefixes"]

MAX_DEPTH: Final = 200
_UPDATES: Final = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"]
)


def check(asked: Asked) -> None:
    """Refuse what is never allowed, whatever the store holds.

    Raises:
        BadQuery: SERVICE, LOAD or another update, or nesting that no query needs.
    """
    _not_deep(asked.tokens)
    _not_update(asked.tokens)
    _not_service(asked.tokens)


def foreign(named: Iterable[Named], known: Callable[[str], bool]) -> None:
    """Refuse graphs that a store does not hold.

    Args:
        named: the graphs that a query names with FROM.
        known: whether the store holds a graph of that IRI.

    Raises:
        BadQuery: one is neither ours nor held.
    """
    for graph in named:
        address = graph.address
        if address is not None and not address.startswith(vocabulary.BASE) and not known(address):
            raise BadQuery(
                f"FROM {graph.text} is refused: this store holds no such graph, and nothing is fetched; "
                "GRAPH ?source { … } lists what it holds"
            )


def _not_deep(tokens: tuple[Token, ...]) -> None:
    depth = quoted = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in "([{") - (token.text in ")]}")
            quoted += token.text == "<"
            if max(depth, quoted) > MAX_DEPTH:
                raise BadQuery(f"the query is nested deeper than {MAX_DEPTH} brackets; write it flatter")


def _not_update(tokens: tuple[Token, ...]) -> None:
    for token in tokens:
        if token.word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return
        if token.word in _UPDATES:
            raise BadQuery(
                f"{token.word} is refused: a query changes nothing; change the coding files and load again"
            )


def _not_service(tokens: tuple[Token, ...]) -> None:
    # The engine takes a keyword without a space behind it, so a longer word may hold one.
    for token in tokens:
        bare = token.text.partition(":")[0] if token.kind == "name" else token.text
        if token.kind in ("word", "name") and "service" in bare.lower():
            raise BadQuery(
                "SERVICE is refused: a query reaches this graph only; ask the other endpoint by itself"
                if token.word == "SERVICE"
                else f"{bare!r} is refused: a name that holds SERVICE could call another endpoint; rename it"
            )


@dataclass(frozen=True, slots=True)
class Named:
    """A graph that a query names with FROM: its address, None where the prefix is unknown; as written."""

    address: str | None
    text: str
    named: bool


def graphs(tokens: tuple[Token, ...]) -> list[Named]:
    """Return the graphs that a query names with FROM and FROM NAMED.

    >>> from coalition_graph.store.lexer import read
    >>> graphs(read("ASK FROM NAMED source:a {}").tokens)
    [Named(address='https://w3id.org/coalition-graph/source/a', text='source:a', named=True)]
    """
    spaces = prefixes(tokens)
    found = []
    for place, token in enumerate(tokens):
        if token.word == "FROM":
            rest = tokens[place + 1 : place + 3]
            named = bool(rest) and rest[0].word == "NAMED"
            graph = rest[-1] if named else (rest or (token,))[0]
            found.append(Named(expanded(graph, spaces), graph.text, named))
    return found


def expanded(token: Token, spaces: dict[str, str]) -> str | None:
    """Return the address that a token stands for, or None where it stands for none."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    return spaces.get(prefix, "") + local if token.kind == "name" and colon else None


def prefixes(tokens: tuple[Token, ...]) -> dict[str, str]:
    """Return the namespaces that a query may use: the known ones and its own.

    >>> from coalition_graph.store.lexer import read
    >>> prefixes(read("PREFIX ex: <http://e/> ASK {}").tokens)["ex"]
    'http://e/'
    """
    return {**vocabulary.PREFIXES, **declared(tokens)}


def declared(tokens: tuple[Token, ...]) -> dict[str, str]:
    """Return the namespaces that a query declares itself."""
    return {
        name.text.partition(":")[0]: iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.word == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }
