"""The default graph as the union of all named graphs: whether a server has it so, and how it is asked."""

from __future__ import annotations

from typing import Final

from coalition_graph import vocabulary
from coalition_graph.errors import EndpointFailed
from coalition_graph.store.endpoint.server import Dataset, Server

__all__ = ["Union"]

_GRAPH: Final = f"<{vocabulary.iri('cg:graph')}>"
_REGISTRY: Final = f"<{vocabulary.iri(vocabulary.REGISTRY)}>"
_LISTED: Final = f"ASK {{ GRAPH {_REGISTRY} {{ ?any {_GRAPH} ?graph }} }}"
_SEEN: Final = f"ASK {{ ?any {_GRAPH} ?graph }}"
_ASKED: Final[Dataset] = {"union-default-graph": "true"}
_SETTINGS: Final = (
    "answers over a default graph that is not the union of its graphs: let it be so (Oxigraph "
    "`--union-default-graph`, Jena `tdb2:unionDefaultGraph true`), or load the graph into another server"
)


class Union:
    """What to say with each query so that it is over all graphs; found out once there are any."""

    def __init__(self) -> None:
        self._found: Dataset | None = None

    def parameters(self, server: Server) -> Dataset:
        """Return the parameters that a query without FROM needs.

        Raises:
            EndpointFailed: the server cannot do it.
        """
        if self._found is None and self.filled(server):
            self._found = _found(server)
        return {} if self._found is None else self._found

    def filled(self, server: Server) -> bool:
        """Return whether the server lists graphs of ours."""
        return self._found is not None or server.truth(_LISTED)


def _found(server: Server) -> Dataset:
    if server.truth(_SEEN):
        return {}
    if server.truth(_SEEN, _ASKED):
        return _ASKED
    raise EndpointFailed(server.address.query, _SETTINGS)
