"""A query as any SPARQL engine takes it: with the prefixes that ours knows without being told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from coalition_graph import vocabulary
from coalition_graph.store import bind, lexer, refuse, terms
from coalition_graph.store.lexer import Token
from coalition_graph.store.values import NONE, Value

__all__ = ["declared", "prefixed", "written_out"]


def prefixed(sparql: str) -> Iterator[tuple[int, str]]:
    """Yield each prefixed name that a query looks for: where it begins, and the address that it stands for.

    What CONSTRUCT makes may have names of its own.

    >>> list(prefixed("ASK { ?s cg:code 'cg:code' }"))
    [(9, 'https://w3id.org/coalition-graph/ontology#code')]
    """
    asked = lexer.read(sparql)
    spaces = refuse.prefixes(asked.tokens)
    for token in _looked_for(asked.tokens):
        prefix, _, local = token.text.partition(":")
        if token.kind == "name" and local and prefix in spaces:
            yield token.start, spaces[prefix] + local


def _looked_for(tokens: tuple[Token, ...]) -> Iterator[Token]:
    depth, made = 0, False
    for before, token in pairwise((Token("", "", 0), *tokens)):
        made = made or (token.word == "{" and before.word == "CONSTRUCT")
        depth += made * ((token.word == "{") - (token.word == "}"))
        made = made and depth > 0
        if not made:
            yield token


def written_out(sparql: str, values: Mapping[str, Value] = NONE) -> str:
    """Return a query as any SPARQL engine takes it, with its values in their places.

    Raises:
        BadQuery: it has no such variable, or gives it a value itself.

    >>> written_out("ASK { ?s ?p ?o }", {"p": 5})
    'ASK { ?s "5"^^<http://www.w3.org/2001/XMLSchema#integer> ?o }'
    """
    bound = bind.bind(lexer.read(sparql), terms.terms(values)) if values else sparql
    return declared(bound)


def declared(sparql: str) -> str:
    r"""Return a query with a line for each known prefix that it uses and does not declare itself.

    Raises:
        BadQuery: an open quotation mark, or a `<` that could be read in two ways.

    >>> declared("ASK { country:SE ?is ?so }").split("\n")
    ['PREFIX country: <https://w3id.org/coalition-graph/country/>', 'ASK { country:SE ?is ?so }']
    """
    asked = lexer.read(sparql)
    own = refuse.declared(asked.tokens)
    used = {token.text.partition(":")[0] for token in asked.tokens if token.kind == "name"}
    lines = [
        f"PREFIX {prefix}: <{namespace}>"
        for prefix, namespace in vocabulary.PREFIXES.items()
        if prefix in used and prefix not in own
    ]
    return "\n".join([*lines, asked.text])
