"""The door to rdflib: slow to import, so it opens only when asked for."""

from __future__ import annotations

import pyoxigraph
import rdflib
import rdflib.plugins.sparql
from oxrdflib import OxigraphStore

from coalition_graph import vocabulary

__all__ = ["Dataset", "over"]

Dataset = rdflib.Dataset


def over(inner: pyoxigraph.Store) -> rdflib.Dataset:
    """Return an `rdflib.Dataset` over a store of the engine; nothing is copied.

    A query given as text runs in the engine; a prepared one falls back to rdflib, many times slower.
    """
    # rdflib would rewrite numbers and dates, and fetch what FROM names; other packages set this back.
    rdflib.NORMALIZE_LITERALS = False
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    dataset = rdflib.Dataset(store=OxigraphStore(store=inner), default_union=True)
    for prefix, namespace in vocabulary.PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
