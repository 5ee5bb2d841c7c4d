"""The terms of our ontology that a query may name; a slip in one would only ever find nothing."""

from __future__ import annotations

from functools import cache
from typing import Final

from coalition_graph import text as texts
from coalition_graph.errors import BadQuery, did_you_mean
from coalition_graph.store import MemoryStore, Node, Store, pointed, prefixed
from coalition_graph.vocabulary import curie

__all__ = ["check", "terms"]

_TERMS: Final = "SELECT DISTINCT ?term { GRAPH graph:ontology { ?term ?is ?so } }"
_USED: Final = "ASK { { ?term ?a ?b } UNION { ?c ?term ?d } UNION { ?e ?f ?term } }"
_CLOSED: Final = ("cg:", "stance:")


@cache
def terms() -> frozenset[str]:
    """Return the terms that the ontology defines.

    >>> "cg:attended" in terms(), "stance:open" in terms()
    (True, True)
    """
    return frozenset(str(term) for (term,) in MemoryStore().select(_TERMS).rows)


def check(store: Store, sparql: str) -> None:
    """Refuse a query that names a term of ours which neither the ontology nor the graph knows.

    Raises:
        BadQuery: with the place, and the nearest term that there is.

    >>> check(MemoryStore(), "ASK { ?who cg:attended ?m }")
    """
    for place, full in prefixed(sparql):
        term = curie(full)
        if term.startswith(_CLOSED) and term not in terms() and not _used(store, term):
            near = did_you_mean(texts.nearest(term, sorted(terms()), 1))
            raise BadQuery(pointed(sparql, place, f"{term} is no term of ours{near}"))


def _used(store: Store, term: str) -> bool:
    return store.select(_USED, {"term": Node(term)}).rows == [(True,)]
