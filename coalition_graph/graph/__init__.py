"""The graph: opened from a dossier, an RDF file or a store, and every answer it gives."""

from coalition_graph.graph.answers import Graph
from coalition_graph.graph.opening import load, located, open  # noqa: A004

__all__ = ["Graph", "load", "located", "open"]
