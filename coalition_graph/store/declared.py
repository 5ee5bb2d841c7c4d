"""A query as any SPARQL engine takes it: with the prefixes that ours knows without being told."""

from __future__ import annotations

from coalition_graph import vocabulary
from coalition_graph.store import lexer, refuse

__all__ = ["declared"]


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
