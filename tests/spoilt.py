"""The dossier that uses every key, with other texts in the places of its own, as RDF may bring them.

A coding file refuses control characters, so that only graphs of others hold them.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph

import coalition_graph
from coalition_graph import Graph
from tests.conftest import write_doc
from tests.everything import EVERYTHING

# What in the dossier that uses every key is text, and no name, id, day or word of a list.
WORDS: Final = (
    *(f"{key}-of-first" for key in ("quote", "summary", "locator", "via", "note", "reason")),
    *(f"{key}-of-attendance" for key in ("quote", "summary", "locator", "via", "note")),
    *("Title of paper", "Publisher of paper", "Author of paper", "Agency", "note-of-paper"),
    *("Title of summit", "Place of summit", "Text of cover", "Title of inner", "Envoy", "Area of first"),
)
Said = dict[str, str]


@cache
def template() -> tuple[pyoxigraph.Quad, ...]:
    """The dossier that uses every key, as quads."""
    with tempfile.TemporaryDirectory() as folder:
        doc = "\n".join(f"--- file: {name}\n{words}" for name, words in EVERYTHING.items())
        store = coalition_graph.open(write_doc(Path(folder), doc).folder).store
    return tuple(pyoxigraph.parse(store.quads(), pyoxigraph.RdfFormat.N_QUADS))


def write(path: Path, said: Said) -> None:
    """Write the dossier as N-Quads, with other texts in the places of its own."""

    def other(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
        if not isinstance(quad.object, pyoxigraph.Literal) or quad.object.value not in said:
            return quad
        term = pyoxigraph.Literal(said[quad.object.value])
        return pyoxigraph.Quad(quad.subject, quad.predicate, term, quad.graph_name)

    path.write_bytes(pyoxigraph.serialize(map(other, template()), format=pyoxigraph.RdfFormat.N_QUADS))


def graph(said: Said) -> Graph:
    """The dossier with other texts, opened."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "graph.nq", said)
        return coalition_graph.open(Path(folder) / "graph.nq")
