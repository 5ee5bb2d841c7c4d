"""A store written graph by graph, so that what breaks off can be finished by the same command.

The order keeps three things true at every moment: only listed graphs are touched, a graph that may be half
written counts as changed, and the current graph counts as derived only once all else stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from coalition_graph import vocabulary
from coalition_graph.errors import BrokenOff, EndpointFailed, ForeignGraph, StoppedQuery
from coalition_graph.store.endpoint import ledger
from coalition_graph.store.endpoint.batches import batches, triples
from coalition_graph.store.endpoint.ledger import Ledger
from coalition_graph.store.endpoint.server import Server
from coalition_graph.vocabulary import CURRENT, ONTOLOGY, REGISTRY

__all__ = ["Plan", "write"]

# Far below what servers take at once: Virtuoso compiles an update, a graph store reads a file.
_UPDATE: Final = (1000, 1 << 17)
_FILE: Final = (50_000, 1 << 23)
_LIKE_ADDRESS: Final = ' "http'


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Args:
        texts: per graph its N-Quads text, the registry last.
        drop: the graphs to remove.
        derive: returns further graphs once all others are written.
        progress: is told of each graph that is written.
    """

    texts: dict[str, str]
    drop: tuple[str, ...]
    derive: Callable[[], dict[str, str]]
    progress: Callable[[str], None]


def write(server: Server, plan: Plan, outdated: bool) -> None:
    """Put and drop graphs.

    Args:
        outdated: whether the ontology is put too, since another version of this package put it.

    Raises:
        ForeignGraph: a graph is in the way that is not ours; nothing is written.
        EndpointFailed: the server stopped taking it; the error says how far it came.
    """
    graphs = {*plan.texts, *plan.drop, *((ONTOLOGY,) if outdated else ())}
    listed = Ledger(server).listed()
    strange = Ledger(server).foreign(sorted({*graphs, REGISTRY, CURRENT} - listed))
    if strange is not None:
        raise ForeignGraph(server.address.query, vocabulary.iri(strange))
    writer = _Writer(server, plan.progress, len(plan.texts) + 1 + outdated)
    try:
        writer.all(plan, graphs)
    except (EndpointFailed, StoppedQuery) as error:
        raise BrokenOff(str(error), writer.told()) from error


class _Writer:
    def __init__(self, server: Server, progress: Callable[[str], None], graphs: int) -> None:
        self._server = server
        self._progress = progress
        self._done, self._graphs = 0, graphs

    def all(self, plan: Plan, graphs: Iterable[str]) -> None:
        """Do it, in the order that can be taken up again."""
        for update in ledger.announced(graphs):
            self._server.update(update)
        if ONTOLOGY in graphs:
            self._graph(ONTOLOGY, ledger.ontology())
        for graph, text in plan.texts.items():
            if graph != REGISTRY:
                self._graph(graph, text)
        for graph in plan.drop:
            self._server.update(f"DROP SILENT GRAPH <{vocabulary.iri(graph)}>")
            self._server.update(ledger.dropped(graph))
        if REGISTRY in plan.texts:
            self._graph(REGISTRY, plan.texts[REGISTRY])
        for graph, text in plan.derive().items():
            self._put(graph, triples(graph, text))
            self._tell(graph)
        self._server.update(ledger.finished(ledger.signature()))

    def told(self) -> str:
        """Return how far it came."""
        return f"{self._done} of {self._graphs} graphs"

    def _tell(self, graph: str) -> None:
        self._done += 1
        self._progress(f"{self.told()} written ({graph})")

    def _graph(self, graph: str, text: str) -> None:
        lines, first = triples(graph, text), 0
        if graph == REGISTRY:
            lines, first = ledger.ordered(lines)
        self._put(graph, lines, first)
        self._server.update(ledger.written(graph, text))
        self._tell(graph)

    def _put(self, graph: str, lines: list[str], first: int = 0) -> None:
        if self._server.address.graph_store is not None:
            self._put_file(graph, lines, first)
        else:
            self._put_updates(graph, lines)

    def _put_file(self, graph: str, lines: list[str], first: int) -> None:
        for number, piece in enumerate(batches(lines, *_FILE, first)):
            self._server.put(vocabulary.iri(graph), piece.encode(), add=number > 0)

    def _put_updates(self, graph: str, lines: list[str]) -> None:
        address = vocabulary.iri(graph)
        # The registry is never dropped: its list of graphs must stand at every moment.
        self._server.update(ledger.emptied() if graph == REGISTRY else f"DROP SILENT GRAPH <{address}>")
        # Virtuoso makes an address of a text where the same update names that address before it.
        first = [line for line in lines if _LIKE_ADDRESS in line]
        rest = [line for line in lines if _LIKE_ADDRESS not in line]
        for piece in (*batches(first, *_UPDATE), *batches(rest, *_UPDATE)):
            if piece:
                self._server.update(f"INSERT DATA {{ GRAPH <{address}> {{\n{piece}}} }}")
