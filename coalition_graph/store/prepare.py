"""A query made ready for an engine: checked, its values bound, and no longer than asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from coalition_graph.store import bind, lexer, limit, refuse, terms
from coalition_graph.store.lexer import Asked
from coalition_graph.store.refuse import Named
from coalition_graph.store.values import Value

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that an engine may be given.

    Args:
        asked: the query as it was written.
        text: what the engine is given.
        own_graphs: whether it names its graphs with FROM, so that the default graph is not the union.
    """

    asked: Asked
    text: str
    own_graphs: bool


def prepare(
    sparql: str, values: Mapping[str, Value], known: Callable[[str], bool], rows: int | None = None
) -> Prepared:
    """Return a query ready for an engine.

    Args:
        values: put in the place of variables, as terms; those that are None stay unbound.
        known: whether the store holds a graph of that IRI.
        rows: the most rows that the engine shall look for, and one more, so that it shows that there are.

    Raises:
        BadQuery: it asks for what is refused, or has no such variable.

    >>> prepare("SELECT ?a { ?a ?b ?c }", {"b": True}, lambda _: False, rows=9).text.split()[-3:]
    ['}', 'LIMIT', '10']
    """
    asked, named = _harmless(sparql)
    refuse.foreign(named, known)
    text = bind.bind(asked, terms.terms(values)) if values else asked.text
    if rows is not None:
        text = limit.limited(lexer.read(text) if values else asked, rows + 1)
    return Prepared(asked, text, bool(named))


@lru_cache(maxsize=256)
def _harmless(sparql: str) -> tuple[Asked, tuple[Named, ...]]:
    """Return a query in tokens, and the graphs that it names with FROM; it is checked only once."""
    asked = lexer.read(sparql)
    refuse.check(asked)
    return asked, tuple(refuse.graphs(asked.tokens))
