"""GEXF that Gephi opens, whatever stands in the words."""

from __future__ import annotations

import io

import networkx as nx
import pytest

import coalition_graph
from coalition_graph.exports.gexf import gexf
from tests.conftest import Doc


def test_every_edge_keeps_its_words_and_its_source(dossier_doc: Doc) -> None:
    """
    source: {id: herald, published: 2025-03-10}
    proposals: [{id: force, title: The force}]
    statements: [{actor: SE, stance: open, proposal: force, summary: Sweden may come}]
    """
    written = gexf(coalition_graph.open(dossier_doc.folder).network())
    read = nx.read_gexf(io.BytesIO(written))
    (edge,) = [facts for _, _, facts in read.edges(data=True) if facts["kind"] == "stance"]
    assert edge["summary"] == "Sweden may come"
    assert edge["source"] == "source:herald" or edge["source"] == "herald"
    assert read.nodes["country:SE"]["code"] == "SE"


@pytest.mark.parametrize("hostile", ["\x00\x0b\x1b[31m", "<&>\"'", "\ud800", "\ufffe", "a\u202eb"])
def test_hostile_words_make_no_broken_file(hostile: str) -> None:
    network = nx.MultiDiGraph()
    network.add_edge("a", "b", summary=f"x{hostile}y", missing=None)
    read = nx.read_gexf(io.BytesIO(gexf(network)))
    assert next(iter(read.edges(data=True)))[2]["summary"].startswith("x")
