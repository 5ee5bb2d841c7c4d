"""Queries put into words that all servers understand alike: DESCRIBE, and what FROM names.

What DESCRIBE gives is left to the engine by the standard. Ours gives all triples of which a described node
is the subject, so that is what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coalition_graph.store import refuse
from coalition_graph.store.endpoint.server import Dataset
from coalition_graph.store.lexer import Asked, Token

__all__ = ["Described", "described", "form", "graphs", "pattern"]

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_REST: Final = frozenset(("FROM", "WHERE", "{", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"))


@dataclass(frozen=True, slots=True)
class Described:
    """What DESCRIBE asks for.

    Args:
        sparql: a SELECT whose rows hold the nodes; empty where the query names all of them.
        nodes: the nodes that it names, without brackets.
    """

    sparql: str
    nodes: tuple[str, ...] = ()


def form(asked: Asked) -> str:
    """Return which of `FORMS` a query has, or nothing.

    >>> from coalition_graph.store.lexer import read
    >>> form(read("PREFIX a: <http://a/> ASK {}"))
    'ASK'
    """
    return next((token.word for token in asked.tokens if token.word in FORMS), "")


def graphs(asked: Asked) -> Dataset:
    """Return the graphs that a query names with FROM as parameters of the protocol, which go before it.

    A server whose default graph is the union may take no notice of FROM itself.

    >>> from coalition_graph.store.lexer import read
    >>> graphs(read("ASK FROM <http://e/a> FROM NAMED <http://e/b> {}"))
    {'default-graph-uri': ['http://e/a'], 'named-graph-uri': ['http://e/b']}
    """
    plain: list[str] = []
    named: list[str] = []
    for graph in refuse.graphs(asked.tokens):
        if graph.address is not None:
            (named if graph.named else plain).append(graph.address)
    return {key: found for key, found in (("default-graph-uri", plain), ("named-graph-uri", named)) if found}


def described(asked: Asked) -> Described:
    """Return what a DESCRIBE asks for.

    >>> from coalition_graph.store.lexer import read
    >>> described(read("DESCRIBE <http://e/a>"))
    Described(sparql='', nodes=('http://e/a',))
    >>> described(read("DESCRIBE ?x <http://e/a> { ?x ?p 5 }")).sparql
    'SELECT ?x (<http://e/a> AS ?described_1) { ?x ?p 5 }'
    """
    place = next(place for place, token in enumerate(asked.tokens) if token.word == "DESCRIBE")
    rest = list(asked.tokens[place + 1 :])
    end = next((at for at, token in enumerate(rest) if token.word in _REST), len(rest))
    things = rest[:end]
    if all(token.word != "{" for token in rest[end:]):
        spaces = refuse.prefixes(asked.tokens)
        addresses = (refuse.expanded(token, spaces) for token in things)
        return Described("", tuple(filter(None, addresses)))
    start = rest[end].start
    columns = " ".join(_columns(things))
    return Described(f"{asked.text[: asked.tokens[place].start]}SELECT {columns} {asked.text[start:]}")


def _columns(things: list[Token]) -> Iterator[str]:
    for number, token in enumerate(things):
        if token.kind in ("variable", "mark"):
            yield token.text
        else:
            yield f"({token.text} AS ?described_{number})"


def pattern(asked: Asked) -> str:
    """Return the SELECT of the rows that a CONSTRUCT is made from.

    >>> from coalition_graph.store.lexer import read
    >>> pattern(read("CONSTRUCT { ?s <http://e/p> ?o } WHERE { ?s ?p ?o } LIMIT 5"))
    'SELECT ?o ?s WHERE { ?s ?p ?o } LIMIT 5'
    >>> pattern(read("CONSTRUCT WHERE { ?s ?p ?o }"))
    'SELECT * WHERE { ?s ?p ?o }'
    """
    place = next(place for place, token in enumerate(asked.tokens) if token.word == "CONSTRUCT")
    rest = asked.tokens[place + 1 :]
    end = next(at for at, token in enumerate(rest) if token.word == "}") + 1 if rest[0].word == "{" else 0
    variables = sorted({token.text for token in rest[:end] if token.kind == "variable"})
    start = rest[end].start
    head = asked.text[: asked.tokens[place].start]
    return f"{head}SELECT {' '.join(variables) or '*'} {asked.text[start:]}"
