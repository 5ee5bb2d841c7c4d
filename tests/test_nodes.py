"""Nodes with their properties, as a store gives them."""

from __future__ import annotations

from coalition_graph.analysis.nodes import Described, Name, among, called, described, names
from coalition_graph.store import Node
from tests.conftest import Doc
from tests.loaded import loaded


def test_values_are_told_as_text_and_in_order(dossier_doc: Doc) -> None:
    """
    source: {id: article}
    meetings: [{id: m, complete: true, reported: {count: 3}, attendance: [{actor: DK, represents: [SE, FI]}]}]
    """
    store = loaded(dossier_doc)
    asked = "SELECT ?node ?key ?value WHERE { ?node a cg:Attendance ; ?key ?value }"
    (found,) = described(store, asked, {}).values()
    assert found.all("cg:represents") == ["country:FI", "country:SE"]
    assert found.text("cg:status") == "attended"
    assert found.text("cg:quote") is None
    meeting = among(store, ["meeting:m", "meeting:none"])["meeting:m"]
    assert (meeting.text("cg:complete"), meeting.text("cg:reportedCount")) == ("true", "3")


def test_nodes_are_told_from_texts_that_look_alike(dossier_doc: Doc) -> None:
    """
    source: {id: article}
    proposals: [{id: p, title: "proposal:p"}]
    """
    (found,) = among(loaded(dossier_doc), ["proposal:p"]).values()
    assert found.values["rdfs:label"] == ["proposal:p"]
    assert not isinstance(found.values["rdfs:label"][0], Node)
    assert all(isinstance(value, Node) for value in found.values["rdf:type"])


def test_many_nodes_are_asked_for_in_parts(dossier_doc: Doc) -> None:
    """
    proposals: [{id: p999, title: The last}]
    """
    found = among(loaded(dossier_doc), [f"proposal:p{number}" for number in range(1000)])
    assert list(found) == ["proposal:p999"]


def test_an_actor_is_called_by_its_short_name_and_an_unknown_one_by_its_id(dossier_doc: Doc) -> None:
    """
    proposals: [{id: p, title: P, initiators: [the Kingdom of Sweden, NATO]}]
    """
    known = names(loaded(dossier_doc))
    assert called(known, "country:SE") == Name("Sweden", "SE")
    assert called(known, "organisation:NATO").code == "NATO"
    assert called(known, "country:XX") == Name("XX", "")


def test_a_property_without_values_is_nothing() -> None:
    assert Described("x").all("cg:place") == []
    assert Described("x", {"cg:place": []}).text("cg:place") is None
