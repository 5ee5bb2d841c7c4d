"""The endpoint as a store: queries are sent there whole, and only their answers come back."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import pyoxigraph

from coalition_graph import text, vocabulary
from coalition_graph.errors import BadQuery, EndpointFailed, UnreadableGraph, UsageError
from coalition_graph.ordering import in_order
from coalition_graph.store import lexer, syntax
from coalition_graph.store.answers import Answer
from coalition_graph.store.base import Derive, Texts
from coalition_graph.store.declared import declared
from coalition_graph.store.endpoint import ledger, rewriting
from coalition_graph.store.endpoint.address import Address, shown
from coalition_graph.store.endpoint.asking import ask, lines
from coalition_graph.store.endpoint.http import Client
from coalition_graph.store.endpoint.ledger import Ledger
from coalition_graph.store.endpoint.server import Dataset, RefusedQuery, Server
from coalition_graph.store.endpoint.union import Union
from coalition_graph.store.endpoint.writing import Plan, write
from coalition_graph.store.prepare import Prepared, prepare
from coalition_graph.store.values import NONE, Value
from coalition_graph.table import Table
from coalition_graph.vocabulary import ONTOLOGY, REGISTRY

if TYPE_CHECKING:
    import rdflib

__all__ = ["EndpointStore", "open_endpoint"]

_SECONDS: Final = 60.0


class EndpointStore:
    """A SPARQL 1.1 endpoint: right for a graph that many ask, or that is larger than one machine holds.

    User and password, or a token, are taken from the environment: `COALITION_GRAPH_USER` and
    `COALITION_GRAPH_PASSWORD`, or `COALITION_GRAPH_TOKEN`.

    Args:
        url: takes queries.
        update_url: takes updates; without it, `url` does.
        graph_store_url: takes whole graphs, which is faster; without it, they go as updates.
        timeout: how many seconds to wait for an answer.
        progress: is told of each graph that is written.
        client: sends the requests.

    Raises:
        UsageError: an address that is none, or that holds a password.
    """

    def __init__(
        self,
        url: str,
        update_url: str | None = None,
        graph_store_url: str | None = None,
        *,
        timeout: float = _SECONDS,
        progress: Callable[[str], None] | None = None,
        client: Client | None = None,
    ) -> None:
        address = Address(url, update_url, graph_store_url)
        self._server = Server(address, client or Client(), timeout)
        self._union = Union()
        self._progress = progress or (lambda _: None)
        self._being_written = False

    def __repr__(self) -> str:
        return f"EndpointStore({shown(self._server.address.query)!r})"

    @property
    def url(self) -> str:
        """The address for queries, as it may be shown."""
        return shown(self._server.address.query)

    def within(self, seconds: float) -> EndpointStore:
        """Return the same endpoint with another time limit."""
        other = copy.copy(self)
        other._server = self._server.within(seconds)
        return other

    @property
    def filled(self) -> bool:
        """Whether the endpoint holds a graph of ours."""
        return self._union.filled(self._server)

    @property
    def broken_off(self) -> bool:
        """Whether the last load broke off, so that the graph is not whole."""
        return Ledger(self._server).broken_off()

    @property
    def outdated(self) -> bool:
        """Whether the current graph is not whole, or another version of this package derived it."""
        return self.filled and Ledger(self._server).digest(vocabulary.CURRENT) != ledger.signature()

    def answer(self, sparql: str, values: Mapping[str, Value] = NONE, rows: int | None = None) -> Answer:
        """Return what a query comes to; see `Store`.

        Raises:
            BadQuery: it does not parse, or asks for what is refused.
            EndpointFailed: the endpoint gives no answer, or not all of it.
            StoppedQuery: it did not answer in time.
        """
        ready = prepare(sparql, values, self._holds, rows)
        try:
            return self._answer(ready, rows)
        except RefusedQuery as refused:
            whole = ready if rows is None else prepare(sparql, values, self._holds)
            if whole.text == ready.text:
                raise _explained(ready, refused) from None
        try:
            # Virtuoso sorts fewer rows than others are asked for at most, though it answers the query.
            return self._answer(whole, rows)
        except RefusedQuery as refused:
            raise _explained(whole, refused) from None

    def _answer(self, ready: Prepared, rows: int | None) -> Answer:
        return ask(self._server, lexer.read(declared(ready.text)), self._dataset(ready), rows)

    def _dataset(self, ready: Prepared) -> Dataset:
        return rewriting.graphs(ready.asked) if ready.own_graphs else self._union.parameters(self._server)

    def select(self, sparql: str, values: Mapping[str, Value] = NONE) -> Table:
        """Return the rows of a query; see `Store`, raises as `answer`."""
        return self.answer(sparql, values).table()

    def construct(self, sparql: str, values: Mapping[str, Value] = NONE) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE as sorted N-Triples text; raises as `answer`."""
        return self.answer(sparql, values).ntriples()

    def _holds(self, graph: str) -> bool:
        return self._server.truth(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs of ours but the ontology's, sorted."""
        return tuple(sorted(Ledger(self._server).listed() - {ONTOLOGY}))

    def text(self, graph: str) -> str:
        """Return one graph as sorted N-Quads text."""
        name = _named(graph)
        found = lines(self._server.solutions(f"SELECT ?s ?p ?o {{ GRAPH {name} {{ ?s ?p ?o }} }}"))
        kept = (line for line in found if graph != REGISTRY or not ledger.is_entry(line))
        return "".join([f"{line[:-2]} {name} .\n" for line in kept])

    def digest(self, graph: str) -> str:
        """Return the SHA-256 of the text that a graph was written from; nothing where it was not written."""
        return Ledger(self._server).digest(graph)

    def quads(self, *, ontology: bool = False) -> str:
        """Return the whole content as sorted N-Quads text, fetched graph by graph."""
        return b"".join(self.lines(ontology=ontology)).decode()

    def lines(self, *, ontology: bool = False) -> Iterator[bytes]:
        """Yield the lines of that text, however many: what is too much for memory lies on disk meanwhile."""
        graphs = (*self.graphs(), *((ONTOLOGY,) if ontology else ()))
        told = (line for graph in graphs for line in self.text(graph).split("\n") if line)
        return in_order(f"{line}\n".encode() for line in told)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The endpoint as a read-only `rdflib.Dataset`: what is asked of it is asked there."""
        from coalition_graph.store.endpoint import plugged

        return plugged.over(self)

    def replace(self, texts: Texts, drop: Iterable[str], derive: Derive) -> None:
        """Put and drop graphs, one after the other; see `Store`, but not all or nothing.

        When it breaks off, what was written stays, and the same load again finishes it. Whoever asks
        meanwhile sees some graphs new and others old. Two loads at once are not kept apart.

        Raises:
            ForeignGraph: a graph is in the way that the registry does not list; nothing is written.
            EndpointFailed: the endpoint stopped taking it; the error says how far it came.
        """
        if self._being_written:
            raise UsageError("a store that is being written cannot be written from within")
        stage = copy.copy(self)
        stage._being_written = True
        plan = Plan(dict(texts), tuple(drop), lambda: dict(derive(stage)), self._progress)
        write(self._server, plan, self.outdated or not self.filled)


def open_endpoint(url: str) -> EndpointStore:
    """Return the store at an address that holds a graph of ours.

    Raises:
        UnreadableGraph: there is no such graph.
        EndpointFailed: nothing answers there.
    """
    store = EndpointStore(url)
    if not store.filled:
        raise UnreadableGraph(
            store.url, f"the endpoint holds no graph of ours; `load PATH --store {store.url}` puts one there"
        )
    return store


def _named(graph: str) -> pyoxigraph.NamedNode:
    prefix = graph.partition(":")[0]
    return pyoxigraph.NamedNode(vocabulary.iri(graph) if prefix in vocabulary.PREFIXES else graph)


def _explained(ready: Prepared, refused: RefusedQuery) -> BadQuery | EndpointFailed:
    """Return why a query is refused: our engine tells the place, any other only says no."""
    try:
        pyoxigraph.Store().query(ready.text, prefixes=vocabulary.PREFIXES)
    except SyntaxError as error:
        return BadQuery(syntax.unparsed(ready.text, str(error), ready.asked))
    except (ValueError, RuntimeError, OSError) as error:
        return BadQuery(f"the query cannot be answered: {text.clean(str(error))}")
    return refused
