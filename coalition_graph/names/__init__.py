"""Names of countries, organisations and groups, and the dossier's own: which node a name stands for."""

from coalition_graph.names.resolving import Names

__all__ = ["Names"]
