"""The answers as methods, with names taken as in files."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import pytest

import coalition_graph
from coalition_graph import BadParameter, BadQuery, Graph, UnknownName, UnknownQuery


@pytest.fixture(scope="module")
def example() -> Graph:
    return coalition_graph.open("example")


def actors(table: coalition_graph.Table, **wanted: object) -> set[object]:
    return {row["actor"] for row in table if all(row[key] == value for key, value in wanted.items())}


def test_denmark_stood_for_the_nordic_countries_in_paris(example: Graph) -> None:
    paris = example.attendance(meeting="paris-2025-02-17")
    assert actors(paris, presence="represented") == {"Finland", "Iceland", "Norway", "Sweden"}
    assert {row["represented_by"] for row in paris if row["presence"] == "represented"} == {"Denmark"}
    assert {row["person"] for row in paris if row["presence"] == "represented"} == {"Mette Frederiksen"}
    assert "Denmark" in actors(paris, presence="attended")


def test_london_counts_everyone_once_whatever_the_sources(example: Graph) -> None:
    meetings = example.query("SELECT ?m WHERE { country:SE cg:attended ?m }").column("m")
    assert len(meetings) == len(set(meetings))
    assert "meeting:london-2025-03-02" in meetings
    rows = example.attendance(country="Sweden", meeting="london-2025-03-02")
    assert len({row["source"] for row in rows}) == len(rows) > 1


def test_what_was_planned_is_not_counted_as_attended(example: Graph) -> None:
    rows = [row for row in example.attendance() if row["status"] == "planned"]
    assert rows
    assert {row["presence"] for row in rows} == {"planned"}


def test_silence_withdraws_nothing(example: Graph) -> None:
    """After the article of 28 March, Britain and France still wait for American protection."""
    held = example.positions(proposal="land-force", as_of="2025-03-31")
    waiting = {
        row["actor"] for row in held if row["conditional"] and "us-protection" in str(row["conditions"])
    }
    assert {"France", "United Kingdom"} <= waiting


def test_nothing_said_later_leaks_in(example: Graph) -> None:
    before = example.positions(proposal="land-force", as_of=dt.date(2025, 3, 27))
    assert not actors(before) & {"Italy", "Czechia", "Slovenia", "Estonia"}
    for row in before:
        assert all(published.rstrip("~") <= "2025-03-27" for published in str(row["published"]).split("|"))


def test_on_record_leaves_the_anonymous_plan_out(example: Graph) -> None:
    held = example.positions(proposal="land-force", as_of="2025-03-31", on_record=True)
    assert "France" not in actors(held)
    assert "Sweden" in actors(held)


def test_a_broader_proposal_takes_in_what_lies_within(example: Graph) -> None:
    narrow = example.positions(proposal="land-force")
    broad = example.query("SELECT ?b WHERE { proposal:land-force skos:broader ?b }").column("b")
    assert len(example.positions(proposal=str(broad[0]))) >= len(narrow)


def test_commitments_of_the_joint_plan(example: Graph) -> None:
    land = [row for row in example.commitments(actor="France") if row["kind"] == "land"]
    assert [(row["min"], row["max"], row["state"]) for row in land] == [(10000, 30000, "conditional")]


def test_graph_leads_to_the_evidence(example: Graph) -> None:
    found = example.query(
        "SELECT DISTINCT ?source WHERE {"
        " GRAPH ?source { ?a cg:actor country:SE ; cg:meeting meeting:london-2025-03-02 } }"
    )
    assert len(found) > 1
    assert all(str(source).startswith("source:") for source in found.column("source"))


def test_conditions_of_a_position_in_sparql(example: Graph) -> None:
    found = example.query("SELECT ?c WHERE { country:FR cg:position ?p . ?p cg:condition ?c }")
    assert "condition:us-protection" in found.column("c")


def test_the_network_is_frozen_and_carries_evidence(example: Graph) -> None:
    network = example.network()
    assert nx.is_frozen(network)
    kinds = {facts["kind"] for _, _, facts in network.edges(data=True)}
    assert kinds >= {"stance", "conditional-on", "attended", "represented-at", "member-of", "speaks-for"}
    slice_ = example.network(proposal="land-force")
    assert 0 < slice_.number_of_edges() < network.number_of_edges()


def test_the_dataset_is_the_same_store(example: Graph) -> None:
    (row,) = example.dataset.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s cg:attended ?m } }")
    assert int(row[0]) == len(example.query("SELECT ?s ?m WHERE { ?s cg:attended ?m }"))


def test_wrong_use_is_told_in_a_sentence(example: Graph) -> None:
    with pytest.raises(UnknownName):
        example.positions(actor="Atlantis")
    with pytest.raises(BadParameter):
        example.positions(as_of="yesterday")
    with pytest.raises(BadParameter):
        example.attendance(country="Sweden", actor="Norway")
    with pytest.raises(UnknownQuery, match="who-attended"):
        example.query("who-atended")
    with pytest.raises(BadQuery):
        example.query("SELECT ?x WHERE { ?x cg:attended }")
    with pytest.raises(BadParameter):
        example.export("docx", "x.docx")


def test_the_picture_shows_inline(example: Graph) -> None:
    assert example.picture()._repr_html_().startswith("<iframe srcdoc=")
