"""The engine behind every local store: one `pyoxigraph.Store`, asked and written by our rules."""

from __future__ import annotations

import io
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import pyoxigraph

from coalition_graph import quads, resources, text, vocabulary
from coalition_graph.errors import BadQuery, UsageError
from coalition_graph.ordering import in_order
from coalition_graph.store import answers, syntax
from coalition_graph.store.answers import Answer
from coalition_graph.store.base import Derive, Texts
from coalition_graph.store.prepare import prepare
from coalition_graph.store.values import NONE, Value
from coalition_graph.table import Table

if TYPE_CHECKING:
    import rdflib

__all__ = ["NQUADS", "Engine", "Staged", "put_ontology", "write"]

NQUADS: Final = pyoxigraph.RdfFormat.N_QUADS
_BATCH: Final = 1 << 26
# Below this, a load in one transaction is faster than files of its own.
_SMALL: Final = 1 << 20
# So many quads are taken out one by one; more of a graph go with all of it.
_FEW: Final = 10_000
_ONTOLOGY: Final = ("coalition.ttl", "stances.ttl")


class Engine:
    """A store that is asked through one inner store.

    Args:
        inner: the store of the engine.
    """

    def __init__(self, inner: pyoxigraph.Store) -> None:
        self._inner = inner

    @property
    def outdated(self) -> bool:
        """Whether another version of this package wrote it; never so in memory."""
        return False

    def answer(self, sparql: str, values: Mapping[str, Value] = NONE, rows: int | None = None) -> Answer:
        """Return what a query comes to; see `Store`.

        Raises:
            BadQuery: it does not parse, or asks for what is refused.
        """
        ready = prepare(sparql, values, self._holds, rows)
        try:
            # With FROM the flag would win without a word, so that the query's own choice is lost.
            result = self._inner.query(
                ready.text, prefixes=vocabulary.PREFIXES, use_default_graph_as_union=not ready.own_graphs
            )
            return answers.of(result, rows)
        except SyntaxError as error:
            raise BadQuery(syntax.unparsed(ready.text, str(error), ready.asked)) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise self._unanswered(error) from None

    def select(self, sparql: str, values: Mapping[str, Value] = NONE) -> Table:
        """Return the rows of a query; see `Store`.

        Raises:
            BadQuery: it does not parse, or asks for what is refused.
        """
        return self.answer(sparql, values).table()

    def construct(self, sparql: str, values: Mapping[str, Value] = NONE) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE as sorted N-Triples text.

        Raises:
            BadQuery: it does not parse, asks for what is refused, or makes no triples.
        """
        return self.answer(sparql, values).ntriples()

    def _unanswered(self, error: Exception) -> UsageError:
        """Return what to raise where the engine gives up on a query."""
        return BadQuery(f"the query cannot be answered: {text.clean(str(error))}")

    def _holds(self, graph: str) -> bool:
        try:
            return self._inner.contains_named_graph(pyoxigraph.NamedNode(graph))
        except ValueError:
            return False

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs but the ontology's, sorted."""
        found = (vocabulary.curie(graph.value) for graph in self._inner.named_graphs())
        return tuple(sorted(graph for graph in found if graph != vocabulary.ONTOLOGY))

    def text(self, graph: str) -> str:
        """Return one graph as sorted N-Quads text."""
        return "\n".join([*sorted(_lines(self._inner, _named(graph))), ""])

    def digest(self, graph: str) -> str:
        """Return the SHA-256 of one graph's text."""
        return quads.digest(self.text(graph))

    def quads(self, *, ontology: bool = False) -> str:
        """Return the whole content as sorted N-Quads text, with or without the ontology."""
        return b"".join(self.lines(ontology=ontology)).decode()

    def lines(self, *, ontology: bool = False) -> Iterator[bytes]:
        """Yield the lines of that text, however many: what is too much for memory lies on disk meanwhile."""
        end = f" {_named(vocabulary.ONTOLOGY)} .\n".encode()
        with tempfile.SpooledTemporaryFile(_BATCH) as dumped:
            self._inner.dump(output=dumped, format=NQUADS)
            dumped.seek(0)
            yield from in_order(line for line in dumped if ontology or not line.endswith(end))

    @property
    def dataset(self) -> rdflib.Dataset:
        """The same content as an `rdflib.Dataset`; after a load, ask for it again."""
        from coalition_graph.store import dataset

        return dataset.over(self._inner)


class Staged(Engine):
    """The new state while it is written: `derive` asks it and cannot change it."""

    def replace(self, texts: Texts, drop: Iterable[str], derive: Derive) -> None:  # noqa: ARG002
        """Refuse.

        Raises:
            UsageError: always.
        """
        raise UsageError("a store that is being written cannot be written from within")


def write(inner: pyoxigraph.Store, texts: Texts, drop: Iterable[str], derive: Derive) -> None:
    """Put graphs, drop graphs, then put what `derive` makes of that, into a store that nobody sees yet."""
    _put(inner, texts)
    for graph in drop:
        inner.remove_graph(_named(graph))
    _put(inner, derive(Staged(inner)))


def _put(inner: pyoxigraph.Store, texts: Texts) -> None:
    """Put graphs; while the engine takes some of them, beside Python, the next ones are written."""
    pairs = texts.items() if isinstance(texts, Mapping) else texts
    with ThreadPoolExecutor(1) as engine:
        taking = deque[Future[None]]()
        for batch in _batches(pairs):
            _wait(taking)
            taking.append(engine.submit(_take, inner, batch))
        _wait(taking)


def _wait(taking: deque[Future[None]]) -> None:
    # What is taken out here keeps no failed load, and so no open store, alive.
    while taking:
        taking.pop().result()


def _batches(pairs: Iterable[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Join small graphs, since every bulk load writes files of its own."""
    held: dict[str, str] = {}
    size = 0
    for graph, text_ in pairs:
        held[graph] = text_
        size += len(text_)
        if size > _BATCH:
            yield held
            held, size = {}, 0
    if held:
        yield held


def _take(inner: pyoxigraph.Store, batch: Mapping[str, str]) -> None:
    new = "".join([_new(inner, graph, text_) for graph, text_ in batch.items()])
    load = inner.load if len(new) < _SMALL else inner.bulk_load
    for piece in _pieces(new):
        load(piece, format=NQUADS, lenient=True)


def _pieces(text_: str) -> Iterator[str]:
    """Cut a text that is larger than a batch at the ends of lines."""
    begin = 0
    while begin < len(text_):
        end = text_.find("\n", begin + _BATCH) + 1 or len(text_)
        yield text_[begin:end]
        begin = end


def _new(inner: pyoxigraph.Store, graph: str, text_: str) -> str:
    """Return what a graph has still to be given, once what it shall not hold is taken out.

    A large graph of which little changes, such as the registry, is not written again.
    """
    name = _named(graph)
    if not inner.contains_named_graph(name):
        return text_
    new = set(text_.split("\n"))
    gone = [line for line in _lines(inner, name) if not _found(line, new)]
    if len(gone) > _FEW:
        inner.remove_graph(name)
        return text_
    for quad in pyoxigraph.parse("\n".join(gone), format=NQUADS, lenient=True):
        inner.remove(quad)
    return "".join([f"{line}\n" for line in new if line])


def _found(line: str, new: set[str]) -> bool:
    """Take a line out of those that are new, if it is among them."""
    found = line in new
    new.discard(line)
    return found


def _lines(inner: pyoxigraph.Store, name: pyoxigraph.NamedNode) -> Iterator[str]:
    """Yield the lines of one graph's N-Quads text, in any order."""
    triples = inner.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=name) or b""
    end = f" {name} ."
    for line in io.BytesIO(triples):
        yield line[:-3].decode() + end


def put_ontology(inner: pyoxigraph.Store) -> None:
    """Put the shipped ontology into its graph, in the place of any older one."""
    name = _named(vocabulary.ONTOLOGY)
    inner.remove_graph(name)
    for file in _ONTOLOGY:
        path = resources.ontology() / file
        if path.is_file():
            inner.load(path=path, format=pyoxigraph.RdfFormat.TURTLE, to_graph=name)


def _named(graph: str) -> pyoxigraph.NamedNode:
    prefix = graph.partition(":")[0]
    return pyoxigraph.NamedNode(vocabulary.iri(graph) if prefix in vocabulary.PREFIXES else graph)
