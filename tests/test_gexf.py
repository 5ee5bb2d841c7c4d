"""GEXF that Gephi opens, whatever stands in the words: a timeline, colours, and the evidence on every edge."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import networkx as nx
import pytest

import coalition_graph
from coalition_graph.exports.gexf import gexf
from tests.conftest import Doc

NS = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
# How each type of the format is written.
READ = {
    "string": str,
    "boolean": {"true": True, "false": False}.__getitem__,
    "integer": int,
    "long": int,
    "double": float,
}


def parsed(data: bytes):
    """The file by an independent reader, held to the rules of the format and of Gephi's importer."""
    etree = pytest.importorskip("lxml.etree")
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert (root.tag, root.get("version")) == (f"{NS}gexf", "1.3")
    (graph,) = root.findall(f"{NS}graph")
    assert graph.get("defaultedgetype") in ("directed", "undirected")
    held(graph, "node", f"{NS}nodes/{NS}node")
    held(graph, "edge", f"{NS}edges/{NS}edge")
    nodes = {node.get("id") for node in graph.iterfind(f"{NS}nodes/{NS}node")}
    kinds = [
        (edge.get("source"), edge.get("target"), edge.get("kind"))
        for edge in graph.iterfind(f"{NS}edges/{NS}edge")
    ]
    assert all(tail in nodes and head in nodes for tail, head, _ in kinds)
    assert len(set(kinds)) == len(kinds), "Gephi would make one edge of two"
    return graph


def held(graph, what: str, path: str) -> None:
    """Ids stand once, values have the type that is declared, nothing ends before it begins."""
    (*declared,) = graph.iterfind(f"{NS}attributes[@class='{what}']/{NS}attribute")
    types = {one.get("id"): one.get("type") for one in declared}
    assert len(types) == len(declared) == len({one.get("title") for one in declared})
    elements = graph.findall(path)
    assert len({one.get("id") for one in elements}) == len(elements)
    for one in elements:
        values = one.findall(f"{NS}attvalues/{NS}attvalue")
        assert len({value.get("for") for value in values}) == len(values)
        for value in values:
            READ[types[value.get("for")]](value.get("value"))
        start, end = one.get("start"), one.get("end")
        if start or end:
            assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
            assert dt.date.fromisoformat(start or end) <= dt.date.fromisoformat(end or start)
        for colour in one.findall(f"{VIZ}color"):
            assert all(0 <= int(colour.get(channel)) <= 255 for channel in "rgb")


def told(graph, edge) -> dict[str, str]:
    """What an edge says, by the titles of the attributes."""
    titles = {
        one.get("id"): one.get("title")
        for one in graph.iterfind(f"{NS}attributes[@class='edge']/{NS}attribute")
    }
    return {titles[one.get("for")]: one.get("value") for one in edge.iterfind(f"{NS}attvalues/{NS}attvalue")}


def exported(graph: coalition_graph.Graph, tmp_path: Path) -> bytes:
    graph.export("gexf", tmp_path / "graph.gexf")
    return (tmp_path / "graph.gexf").read_bytes()


def test_every_edge_keeps_its_words_and_its_source(dossier_doc: Doc, tmp_path: Path) -> None:
    """
    source: {id: herald, title: The Herald, url: https://herald.example/1, published: 2025-03-10}
    proposals: [{id: force, title: The force}]
    statements: [{id: a, actor: SE, stance: open, proposal: force, summary: Sweden may come}]
    """
    graph = parsed(exported(coalition_graph.open(dossier_doc.folder), tmp_path))
    (edge,) = [one for one in graph.iter(f"{NS}edge") if told(graph, one)["kind"] == "stance"]
    assert told(graph, edge) == {
        "kind": "stance",
        "stance": "open",
        "statement": "statement:herald.a",
        "summary": "Sweden may come",
        "source": "source:herald",
        "source_title": "The Herald",
        "url": "https://herald.example/1",
        "published": "2025-03-10",
        "date": "2025-03-10",
        "attribution": "reported",
    }
    assert edge.get("label") == "Sweden may come – The Herald"
    assert (edge.get("start"), edge.get("end")) == ("2025-03-10", "2025-03-10")
    (colour,) = edge.findall(f"{VIZ}color")
    assert dict(colour.attrib) == {"r": "34", "g": "115", "b": "195"}


def test_what_is_dated_has_an_interval_and_what_is_not_has_none(dossier_doc: Doc, tmp_path: Path) -> None:
    """
    source: {id: herald}
    proposals: [{id: force, title: The force}]
    statements:
      - {id: a, actor: SE, stance: open, proposal: force, said: 2025-03}
      - {id: b, actor: NO, stance: declines, proposal: force, said: 2025-04-02~}
      - {id: c, actor: PL, stance: declines, proposal: force}
    """
    graph = parsed(exported(coalition_graph.open(dossier_doc.folder), tmp_path))
    spans = {
        edge.get("source"): (edge.get("start"), edge.get("end"))
        for edge in graph.iter(f"{NS}edge")
        if told(graph, edge)["kind"] == "stance"
    }
    assert spans == {
        "country:SE": ("2025-03-01", "2025-03-31"),
        "country:NO": ("2025-04-02", "2025-04-02"),
        "country:PL": (None, None),
    }
    nodes = {node.get("id"): (node.get("start"), node.get("end")) for node in graph.iter(f"{NS}node")}
    assert nodes["country:SE"] == ("2025-03-01", "2025-03-31")
    # Somebody takes a stance on it on an unknown day: nobody can say when it is not there.
    assert nodes["proposal:force"] == nodes["country:PL"] == (None, None)


def test_the_shipped_dossier_has_a_timeline_and_every_edge_its_words(tmp_path: Path) -> None:
    data = exported(coalition_graph.open("example"), tmp_path)
    graph = parsed(data)
    assert (graph.get("mode"), graph.get("timerepresentation")) == ("dynamic", "interval")
    edges = [(edge, told(graph, edge)) for edge in graph.iter(f"{NS}edge")]
    reported = [(edge, facts) for edge, facts in edges if facts["kind"] != "member-of"]
    assert len(reported) > 100
    for edge, facts in reported:
        assert facts.get("quote") or facts.get("summary"), facts
        assert facts["source_title"] and facts["source"] and (facts.get("statement") or facts.get("report"))
        assert facts["source_title"] in edge.get("label")
    days = {edge.get("start") for edge, _ in reported if edge.get("start")}
    assert len(days) > 5
    assert min(days) >= "2025-02" and max(days) < "2025-06"
    assert data == exported(coalition_graph.open("example"), tmp_path)


def test_a_node_is_there_as_long_as_its_edges(tmp_path: Path) -> None:
    graph = parsed(exported(coalition_graph.open("example"), tmp_path))
    nodes = {node.get("id"): node for node in graph.iter(f"{NS}node")}
    for edge in graph.iter(f"{NS}edge"):
        for end in (nodes[edge.get("source")], nodes[edge.get("target")]):
            if edge.get("start") and end.get("start"):
                assert end.get("start") <= edge.get("start") and edge.get("end") <= end.get("end")


def test_two_statements_on_one_proposal_stay_two_edges() -> None:
    network = nx.MultiDiGraph()
    network.add_edge("country:SE", "proposal:x", kind="stance", statement="statement:a.1")
    network.add_edge("country:SE", "proposal:x", kind="stance", statement="statement:a.2")
    graph = parsed(gexf(network))
    found = [(edge.get("kind"), told(graph, edge)["statement"]) for edge in graph.iter(f"{NS}edge")]
    assert found == [("stance", "statement:a.1"), ("stance 2", "statement:a.2")]


def test_networkx_reads_what_it_says() -> None:
    network = nx.Graph()
    network.add_node("country:SE", label="Sweden", betweenness=0.5, statements=3, mean_stance=1.0)
    network.add_edge("country:SE", "country:NO", weight=2.5, statements=("statement:a.1", "statement:b.1"))
    data = gexf(network)
    parsed(data)
    if b"gexf.net/1.3" not in str(vars(nx.readwrite.gexf.GEXF)).encode():
        pytest.skip("this networkx reads no GEXF 1.3")
    read = nx.read_gexf(io.BytesIO(data))
    assert read["country:SE"]["country:NO"]["weight"] == 2.5
    assert read["country:SE"]["country:NO"]["statements"] == "statement:a.1|statement:b.1"
    assert read.nodes["country:SE"]["betweenness"] == 0.5
    assert read.nodes["country:SE"]["label"] == "Sweden"


def test_a_network_against_another_has_weights_below_nothing() -> None:
    graph = parsed(gexf(nx.Graph([("SE", "PL", {"weight": -2})])))
    (edge,) = graph.iter(f"{NS}edge")
    assert edge.get("weight") == "-2"
    assert (graph.get("mode"), graph.get("timeformat")) == ("static", None)


HOSTILE = [
    "\x00\x0b\x1b[31m",
    "<&>\"'",
    "]]>",
    "\ud800",
    "\ufffe",
    "a\u202eb",
    "<!DOCTYPE x SYSTEM 'http://x'>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_make_no_broken_file(hostile: str) -> None:
    network = nx.MultiDiGraph()
    network.add_node(f"n{hostile}", **{f"key{hostile}": hostile})
    network.add_edge("a", f"n{hostile}", summary=f"x{hostile}y", missing=None, kind=hostile)
    data = gexf(network)
    graph = parsed(data)
    (edge,) = graph.iter(f"{NS}edge")
    assert told(graph, edge)["summary"].startswith("x")
    assert b"<!" not in data


def test_values_that_no_format_holds_are_written_out() -> None:
    network = nx.MultiDiGraph()
    network.add_edge(
        "a",
        "b",
        day=dt.date(2025, 3, 2),
        several=["x|y", None, dt.date(2025, 1, 1)],
        nobody=None,
        odd=float("nan"),
        true=True,
        huge=1 << 80,
        mixed=1,
        empty="",
        words={"b", "a"},
    )
    network.add_edge("a", "b", mixed="one")
    graph = parsed(gexf(network))
    rows = [told(graph, edge) for edge in graph.iter(f"{NS}edge")]
    assert {"mixed": "one"} in rows
    rows.remove({"mixed": "one"})
    assert rows == [
        {
            "day": "2025-03-02",
            "several": "x\\|y|2025-01-01",
            "true": "true",
            "huge": str(1 << 80),
            "mixed": "1",
            "words": "a|b",
        }
    ]


def test_names_that_differ_only_in_what_is_taken_out_stay_two_nodes() -> None:
    graph = parsed(gexf(nx.Graph([("a", "b"), ("a\x07", "b"), (1, "1")])))
    assert sorted(node.get("id") for node in graph.iter(f"{NS}node")) == ["1", "1-2", "a", "a-2", "b"]


def test_the_order_in_which_a_network_was_made_does_not_matter() -> None:
    edges = [("b", "a", {"weight": 1}), ("a", "c", {"weight": 2}), ("c", "b", {})]
    assert gexf(nx.Graph(edges)) == gexf(nx.Graph((head, tail, facts) for tail, head, facts in edges[::-1]))


def test_a_network_of_nothing_is_a_file() -> None:
    assert list(parsed(gexf(nx.Graph())).iter(f"{NS}node")) == []
