"""The door from an endpoint to rdflib: a read-only store that asks and fetches only what it is asked for."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator, Mapping
from typing import Any, Final

import rdflib
import rdflib.store
from rdflib.query import Result

from coalition_graph import vocabulary
from coalition_graph.errors import UsageError
from coalition_graph.store.answers import Answer
from coalition_graph.store.base import Store

__all__ = ["over"]

_READ_ONLY: Final = "the dataset of an endpoint is for reading; `load --store URL` writes it"


def over(store: Store) -> rdflib.Dataset:
    """Return an `rdflib.Dataset` over an endpoint.

    A query given as text is answered there; patterns of triples are fetched one query each. A prepared
    query is evaluated here, pattern by pattern, which is slow.
    """
    rdflib.NORMALIZE_LITERALS = False
    dataset = rdflib.Dataset(store=_Distant(store), default_union=True)
    for prefix, namespace in vocabulary.PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


class _Distant(rdflib.store.Store):
    """rdflib's interface of a store, whose signatures it gives no types for."""

    context_aware = True
    graph_aware = True

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._spaces: dict[str, rdflib.URIRef] = {}

    def query(self, query: Any, *asked: Any, **_: Any) -> Result:
        """Answer a query there; what is no text, or has bindings or one graph, is left to rdflib."""
        spaces, bindings, graph = asked
        if not isinstance(query, str) or bindings or graph != "__UNION__":
            raise NotImplementedError
        answer = self._store.answer(_declared(query, spaces))
        if answer.kind != "triples":
            return _parsed(answer)
        # Older versions know no reader that makes a result of N-Triples.
        made = Result("CONSTRUCT")
        made.graph = rdflib.Graph().parse(data=answer.text, format="nt")
        return made

    def triples(self, triple: Any, context: Any = None) -> Iterator[Any]:
        """Yield the triples of a pattern, each with the graphs that it stands in."""
        found: dict[tuple[Any, ...], list[Any]] = {}
        for *spo, graph in self._rows(triple, context):
            found.setdefault(tuple(spo), []).append(rdflib.Graph(store=self, identifier=graph))
        for triple_, graphs in found.items():
            yield triple_, iter(graphs)

    def _rows(self, triple: Any, context: Any) -> Iterator[tuple[Any, ...]]:
        given = dict(zip("spog", (*triple, _identifier(context)), strict=True))
        s, p, o, g = (f"?{name}" if term is None else term.n3() for name, term in given.items())
        free = " ".join(f"?{name}" for name, term in given.items() if term is None)
        answer = self._store.answer(f"SELECT {free or '(1 AS ?found)'} {{ GRAPH {g} {{ {s} {p} {o} }} }}")
        for row in _parsed(answer).bindings:
            told = {str(name): term for name, term in row.items()}
            yield tuple(told[name] if term is None else term for name, term in given.items())

    def contexts(self, triple: Any = None) -> Generator[rdflib.Graph, None, None]:
        """Yield the graphs that hold a triple, or all."""
        if triple is None or triple == (None, None, None):
            names = [rdflib.URIRef(vocabulary.iri(name)) for name in self._store.graphs()]
        else:
            names = sorted({graph for *_, graph in self._rows(triple, None)})
        for name in names:
            yield rdflib.Graph(store=self, identifier=name)

    def __len__(self, context: Any = None) -> int:
        graph = _identifier(context)
        name = "?g" if graph is None else graph.n3()
        (row,) = self._store.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {name} {{ ?s ?p ?o }} }}").rows
        return int(row[0] or 0)

    def add(self, *_: Any, **__: Any) -> None:
        """Refuse."""
        raise UsageError(_READ_ONLY)

    addN = remove = add  # noqa: N815

    def add_graph(self, graph: Any) -> None:
        """Take note of nothing: rdflib names a graph before it reads one."""

    def bind(self, prefix: str, namespace: rdflib.URIRef, override: bool = True) -> None:
        """Bind a prefix."""
        if override or prefix not in self._spaces:
            self._spaces[prefix] = namespace

    def namespace(self, prefix: str) -> rdflib.URIRef | None:
        """Return the namespace of a prefix."""
        return self._spaces.get(prefix)

    def prefix(self, namespace: rdflib.URIRef) -> str | None:
        """Return the prefix of a namespace."""
        return next((name for name, known in self._spaces.items() if known == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, rdflib.URIRef]]:
        """Yield the prefixes."""
        yield from self._spaces.items()


def _parsed(answer: Answer) -> Result:
    return Result.parse(io.BytesIO(answer.written("srj")), format="json")


def _identifier(context: Any) -> Any:
    """The name of a graph, or None for all: rdflib hands over its default graph as the union."""
    name = getattr(context, "identifier", context)
    return None if name is None or name == rdflib.graph.DATASET_DEFAULT_GRAPH_ID else name


def _declared(query: str, spaces: Mapping[str, Any]) -> str:
    """A query with the prefixes that the caller gives beside it."""
    extra = {name: space for name, space in spaces.items() if vocabulary.PREFIXES.get(name) != str(space)}
    return "".join(f"PREFIX {name}: <{space}>\n" for name, space in extra.items()) + query
