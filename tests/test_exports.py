"""The graph in GraphML, CSV and JSON, each read back by another tool, with the evidence on every edge."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import networkx as nx
import pytest

import coalition_graph
from coalition_graph import exports
from coalition_graph.errors import BadParameter, UsageError
from coalition_graph.exports.graphml import graphml
from coalition_graph.exports.matrix import edges, matrix
from coalition_graph.exports.nodelink import nodelink
from coalition_graph.files import rdf
from tests.conftest import Command, Doc, MakeDoc

TWO_SOURCES = """
proposals: [{id: force, title: The force}]
meetings: [{id: london, date: 2025-03-02}]
--- file: herald.yaml
source: {id: herald, title: The Herald, url: https://herald.example/1, published: 2025-03-10}
statements: [{id: a, actor: SE, stance: open, proposal: force, quote: we may come}]
meetings: [{id: london, attendance: [SE]}]
--- file: post.yaml
source: {id: post, title: The Post}
statements: [{id: b, actor: "NO", stance: supports, proposal: force, said: 2025-03-12}]
"""


@pytest.fixture
def graph(make_doc: MakeDoc) -> coalition_graph.Graph:
    return coalition_graph.open(make_doc(TWO_SOURCES).folder)


def agreeing() -> nx.Graph:
    """A projection: two countries that agree, by the statements of both."""
    made = nx.Graph()
    made.add_node("country:SE", label="Sweden")
    made.add_node("country:NO", label="Norway")
    made.add_node("country:PL", label="Poland")
    made.add_edge("country:SE", "country:NO", weight=1, statements=("statement:herald.a", "statement:post.b"))
    return made


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_a_projection_names_the_sources_behind_each_edge(
    graph: coalition_graph.Graph, tmp_path: Path
) -> None:
    exports.network(agreeing(), tmp_path / "edges.csv", store=graph.store)
    assert rows(tmp_path / "edges.csv") == [
        {
            "from": "country:NO",
            "to": "country:SE",
            "from_label": "Norway",
            "to_label": "Sweden",
            "weight": "1",
            "start": "2025-03-10",
            "end": "2025-03-12",
            "date": "2025-03-10/2025-03-12",
            "statements": "statement:herald.a|statement:post.b",
            "source": "source:herald|source:post",
            "source_title": "The Herald|The Post",
            "published": "2025-03-10",
            "url": "https://herald.example/1",
        }
    ]


def test_who_met_is_dated_by_the_meeting(graph: coalition_graph.Graph, tmp_path: Path) -> None:
    met = nx.Graph([("country:SE", "country:NO", {"statements": ["attendance:herald.london-SE"]})])
    exports.network(met, tmp_path / "edges.csv", store=graph.store)
    (row,) = rows(tmp_path / "edges.csv")
    assert (row["start"], row["end"], row["source_title"]) == ("2025-03-02", "2025-03-02", "The Herald")


@pytest.mark.parametrize("ending", exports.ENDINGS)
def test_the_ending_names_the_format(graph: coalition_graph.Graph, tmp_path: Path, ending: str) -> None:
    paths = [tmp_path / f"one{ending}", tmp_path / f"two{ending.upper()}"]
    for path in paths:
        exports.network(graph.network(), path, store=graph.store)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert b"statement:herald.a" in paths[0].read_bytes() and b"The Herald" in paths[0].read_bytes()


def test_an_unknown_ending_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match=r"\.gexf, \.graphml, \.csv or \.json"):
        exports.network(agreeing(), tmp_path / "edges.xls")
    with pytest.raises(BadParameter, match="only csv has layouts"):
        exports.network(agreeing(), tmp_path / "edges.gexf", layout="matrix")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "old.csv").mkdir()
    with pytest.raises(UsageError):
        exports.network(agreeing(), tmp_path / "old.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.csv"]


def test_a_network_is_not_changed_by_being_written(graph: coalition_graph.Graph, tmp_path: Path) -> None:
    made = agreeing()
    before = json.dumps(nx.to_dict_of_dicts(made))
    exports.network(made, tmp_path / "a.gexf", store=graph.store)
    assert json.dumps(nx.to_dict_of_dicts(made)) == before


def test_networkx_reads_graphml_with_types() -> None:
    made = agreeing()
    made.nodes["country:SE"].update(
        degree=3, betweenness=0.5, central=True, since=dt.date(2025, 3, 1), none=None
    )
    read = nx.read_graphml(io.BytesIO(graphml(made)))
    assert read.nodes["country:SE"] == {
        "label": "Sweden",
        "degree": 3,
        "betweenness": 0.5,
        "central": True,
        "since": "2025-03-01",
    }
    assert set(read) == {"country:SE", "country:NO", "country:PL"}
    assert read["country:SE"]["country:NO"]["weight"] == 1
    assert not read.is_directed()


def test_igraph_reads_graphml_of_the_shipped_dossier(tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    graph = coalition_graph.open("example")
    graph.export("graphml", tmp_path / "graph.graphml")
    read, mirror = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml")), graph.network()
    assert (read.vcount(), read.ecount(), read.is_directed()) == (len(mirror), mirror.size(), True)
    for edge in read.es:
        if edge["kind"] != "member-of":
            assert edge["source_title"] and (edge["statement"] or edge["report"])
            assert edge["quote"] or edge["summary"]
    assert {"Sweden", "European land force in Ukraine"} <= set(read.vs["label"])


def test_lxml_reads_graphml_whose_keys_are_all_declared(graph: coalition_graph.Graph, tmp_path: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    graph.export("graphml", tmp_path / "graph.graphml")
    root = etree.parse(str(tmp_path / "graph.graphml")).getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {key.get("id"): key.get("for") for key in root.iter(f"{space}key")}
    used = {(one.get("key"), one.getparent().tag.removeprefix(space)) for one in root.iter(f"{space}data")}
    assert used == set(keys.items())


@pytest.mark.parametrize("hostile", ["\x00\x1b[31m", "<&>\"'", "]]>", "\ud800", "\ufffe", "a\u202eb", "=1+1"])
def test_hostile_words_break_no_format(hostile: str, tmp_path: Path) -> None:
    made = nx.MultiDiGraph()
    made.add_node("a", label=hostile)
    made.add_edge("a", f"b{hostile}", **{f"k{hostile}": hostile, "summary": f"x{hostile}y"})
    for ending in exports.ENDINGS:
        exports.network(made, tmp_path / f"graph{ending}")
    assert nx.read_graphml(tmp_path / "graph.graphml").size() == 1
    assert len(json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))["edges"]) == 1
    (row,) = rows(tmp_path / "graph.csv")
    assert row["summary"].startswith("x") and not any(cell.startswith("=") for cell in row.values())
    exports.network(made, tmp_path / "matrix.csv", layout="matrix")
    head, *body = csv.reader(io.StringIO((tmp_path / "matrix.csv").read_text(encoding="utf-8")))
    assert len(head) == 3 and not any(name.startswith("=") for name in (*head, *(row[0] for row in body)))


def test_a_matrix_of_two_sorts_has_actors_as_rows() -> None:
    made = nx.Graph()
    made.add_node("country:SE", label="Sweden", bipartite=0)
    made.add_node("country:PL", label="Poland", bipartite=0)
    made.add_node("proposal:force", label="The force", bipartite=1)
    made.add_edge("proposal:force", "country:SE", weight=2)
    table = matrix(made)
    assert table.columns == ("node", "The force")
    assert table.rows == [("Poland", 0), ("Sweden", 2)]


def test_a_matrix_of_one_sort_has_both_halves_and_those_without_edges() -> None:
    table = matrix(agreeing())
    assert table.columns == ("node", "Norway", "Poland", "Sweden")
    assert table.rows == [("Norway", 0, 0, 1), ("Poland", 0, 0, 0), ("Sweden", 1, 0, 0)]


def test_a_matrix_goes_from_row_to_column() -> None:
    made = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "b")])
    assert matrix(made).rows == [("a", 0, 2), ("b", 0, 1)]


def test_two_nodes_of_one_label_go_by_their_ids() -> None:
    made = nx.Graph()
    made.add_nodes_from(
        [("person:a", {"label": "Ann"}), ("person:b", {"label": "Ann"}), ("person:c", {"label": "Bo"})]
    )
    assert matrix(made).columns == ("node", "person:a", "person:b", "Bo")


def test_pandas_reads_the_matrix_as_networkx_counts_it(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    graph = coalition_graph.open("example")
    graph.export("csv", tmp_path / "matrix.csv", layout="matrix")
    read = pandas.read_csv(tmp_path / "matrix.csv", index_col=0)
    mirror = graph.network()
    counted = nx.to_numpy_array(mirror, nodelist=sorted(mirror), weight=None)
    assert (read.to_numpy() == counted).all()


def test_pandas_makes_the_network_again_from_the_edges(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    graph = coalition_graph.open("example")
    graph.export("csv", tmp_path / "edges.csv", layout="edges")
    read = pandas.read_csv(tmp_path / "edges.csv")
    again = nx.from_pandas_edgelist(read, "from", "to", True, nx.MultiDiGraph)
    mirror = graph.network()
    assert sorted(again.edges()) == sorted(mirror.edges())
    assert set(again) == {node for edge in mirror.edges() for node in edge}


def test_an_edge_that_says_from_where_it_comes_keeps_its_ends() -> None:
    table = edges(nx.DiGraph([("a", "b", {"from": "x", "to": "y"})]))
    assert table.columns == ("from", "to", "from_label", "to_label", "from_", "to_")
    assert table.rows == [("a", "b", "a", "b", "x", "y")]


def test_networkx_reads_json(graph: coalition_graph.Graph) -> None:
    data = json.loads(nodelink(graph.network()))
    data["links"] = data["edges"]
    read = nx.node_link_graph(data)
    assert sorted(read.edges()) == sorted(graph.network().edges())
    facts = [facts for _, _, facts in read.edges(data=True) if facts["kind"] == "stance"]
    assert {one["source_id"] for one in facts} == {"source:herald", "source:post"}


def test_the_statements_are_a_flat_table_with_their_sources_that_reads_back(
    dossier_doc: Doc, tmp_path: Path
) -> None:
    """
    source: {id: herald, title: The Herald, url: https://herald.example/1, published: 2025-03-10~}
    proposals: [{id: force, title: The force}]
    statements: [{id: a, actor: [SE, FI], stance: open, proposal: force, quote: "=we may come", said: 2025-03}]
    """
    graph = coalition_graph.open(dossier_doc.folder)
    folder = tmp_path / "again"
    folder.mkdir()
    graph.export("csv", folder / "statements.csv")
    (row,) = rows(folder / "statements.csv")
    assert [
        row[key] for key in ("source", "id", "source_title", "url", "published", "earliest", "latest")
    ] == [
        "herald",
        "a",
        "The Herald",
        "https://herald.example/1",
        "2025-03-10~",
        "2025-03-01",
        "2025-03-31",
    ]
    (folder / "rest.yaml").write_text("proposals: [{id: force, title: The force}]")
    (folder / "sources.csv").write_text("id,title\nherald,The Herald\n")
    again = coalition_graph.open(folder)
    assert list(again.statements()) == list(graph.statements())


def test_json_ld_holds_the_same_quads_and_names_no_context(tmp_path: Path) -> None:
    graph = coalition_graph.open("example")
    assert graph.export("jsonld", tmp_path / "graph.jsonld") == ()
    written = (tmp_path / "graph.jsonld").read_text(encoding="utf-8")
    assert "@context" not in written
    assert coalition_graph.open(tmp_path / "graph.jsonld").store.quads() == graph.store.quads()
    graph.export("jsonld", tmp_path / "again.jsonld")
    assert (tmp_path / "again.jsonld").read_text(encoding="utf-8") == written
    assert json.loads(rdf.render("", "jsonld")) == []


def test_rdflib_reads_json_ld(graph: coalition_graph.Graph, tmp_path: Path) -> None:
    import rdflib

    graph.export("jsonld", tmp_path / "graph.jsonld")
    read = rdflib.Dataset()
    read.parse(tmp_path / "graph.jsonld", format="json-ld")
    assert sum(1 for _ in read.quads()) == len(graph.store.quads().splitlines())


def test_the_command_writes_every_format_that_is_promised(command: Command, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    for form in ("trig", "ttl", "nq", "jsonld", "gexf", "graphml", "csv", "xlsx"):
        done = command("-g", "example", "export", form, "-o", f"graph.{form}")
        assert done.code == 0 and done.err.endswith(f"Wrote graph.{form}\n"), done.err
        assert (tmp_path / f"graph.{form}").stat().st_size > 1000
    for layout in ("edges", "matrix"):
        done = command("-g", "example", "export", "csv", "--as", layout, "-o", f"{layout}.csv")
        assert (done.code, done.err) == (0, f"Wrote {layout}.csv\n")
    assert len(rows(tmp_path / "matrix.csv")) == len(coalition_graph.open("example").network())


def test_the_command_says_which_formats_there_are(command: Command) -> None:
    done = command("-g", "example", "export", "pdf", "-o", "graph.pdf")
    assert done.code == 2
    assert "trig, ttl, nq, jsonld, gexf, graphml, csv, xlsx, parquet" in done.err
    done = command("-g", "example", "export", "gexf", "--as", "matrix", "-o", "graph.gexf")
    assert done.code == 2 and "only csv has layouts" in done.err


def test_the_graph_of_a_file_is_written_like_that_of_the_folder(
    graph: coalition_graph.Graph, tmp_path: Path
) -> None:
    graph.export("nq", tmp_path / "graph.nq")
    again = coalition_graph.open(tmp_path / "graph.nq")
    for form in ("gexf", "graphml", "csv", "jsonld"):
        graph.export(form, tmp_path / "one")
        again.export(form, tmp_path / "two")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
