"""What every store can do, whatever it is kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from coalition_graph.store.answers import Answer
from coalition_graph.store.values import NONE, Value
from coalition_graph.table import Table

if TYPE_CHECKING:
    import rdflib

__all__ = ["Derive", "Store", "Texts"]

Texts = Mapping[str, str] | Iterable[tuple[str, str]]


class Store(Protocol):
    """A place that holds named graphs and answers SPARQL; the default graph is the union of all."""

    @property
    def outdated(self) -> bool:
        """Whether another version of this package wrote it, so that what it derived may differ."""

    def answer(self, sparql: str, values: Mapping[str, Value] = NONE, rows: int | None = None) -> Answer:
        """Return what a query comes to, in standard form; known prefixes need not be declared.

        Args:
            sparql: the query.
            values: put in the place of variables, as terms; those that are None stay unbound.
            rows: the most rows or triples to return; where there are more, the answer says so.

        Raises:
            BadQuery: it does not parse, or asks for what is refused.
        """

    def select(self, sparql: str, values: Mapping[str, Value] = NONE) -> Table:
        """Return the rows of a query as a table; arguments as in `answer`.

        IRIs come as prefixed names, `xsd:integer` as numbers, `xsd:boolean` as truth, all else as text,
        what is unbound as None. ASK gives one row `answer`; CONSTRUCT one row a triple.

        Raises:
            BadQuery: it does not parse, or asks for what is refused.
        """

    def construct(self, sparql: str, values: Mapping[str, Value] = NONE) -> str:
        """Return the triples of CONSTRUCT or DESCRIBE as sorted N-Triples text.

        Raises:
            BadQuery: it does not parse, asks for what is refused, or makes no triples.
        """

    def graphs(self) -> tuple[str, ...]:
        """Return the names of all graphs but the ontology's, sorted."""

    def text(self, graph: str) -> str:
        """Return one graph as sorted N-Quads text."""

    def digest(self, graph: str) -> str:
        """Return the SHA-256 of the text that one graph was put from."""

    def quads(self, *, ontology: bool = False) -> str:
        """Return the whole content as sorted N-Quads text, with or without the ontology."""

    def lines(self, *, ontology: bool = False) -> Iterator[bytes]:
        """Yield the lines of that text, each with its end, however many there are."""

    @property
    def dataset(self) -> rdflib.Dataset:
        """The same content as an `rdflib.Dataset`; after a load, ask for it again."""

    def replace(self, texts: Texts, drop: Iterable[str], derive: Derive) -> None:
        """Put graphs, drop graphs, then put what `derive` makes of the new state: all or nothing.

        An endpoint is written graph by graph instead; what breaks off there is finished by doing it again.

        Args:
            texts: per graph, its N-Quads text.
            drop: names of graphs to remove; iterated after `texts`.
            derive: is given the new state and returns further graphs to put.
        """


Derive = Callable[[Store], Mapping[str, str]]
