"""The graph: opened from a dossier, an RDF file or a store, and every answer it gives."""

from coalition_graph.graph.answers import Graph
from coalition_graph.graph.opening import dossier_path, load, open  # noqa: A004

__all__ = ["Graph", "dossier_path", "load", "open"]
