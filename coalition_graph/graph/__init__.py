"""The graph: opened from a dossier, an RDF file or a store, and every answer it gives."""

from coalition_graph.graph.answers import Graph
from coalition_graph.graph.loading import load, located
from coalition_graph.graph.opening import open  # noqa: A004

__all__ = ["Graph", "load", "located", "open"]
