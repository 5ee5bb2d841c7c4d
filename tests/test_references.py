"""Names in options and calls resolve as in files, in any case."""

from __future__ import annotations

import pytest

import coalition_graph
from coalition_graph import BadParameter, Graph, UnknownName
from tests.conftest import Doc


@pytest.fixture
def graph(dossier_doc: Doc) -> Graph:
    return coalition_graph.open(dossier_doc.folder)


def test_countries_go_by_code_name_alias_and_demonym(graph: Graph) -> None:
    """
    statements: [{actor: SE, stance: open, proposal: force}]
    proposals: [{id: force, title: The Force}]
    """
    find = graph.references.country
    assert {find(name) for name in ("SE", "se", "Sweden", "Sverige", "swedes", "country:SE")} == {
        "country:SE"
    }


def test_things_go_by_id_title_alias_and_node(graph: Graph) -> None:
    """
    proposals: [{id: force, title: The Force, aliases: [troops]}]
    """
    find = graph.references.anything
    names = ("force", "FORCE", "the force", "Troops", "the troops", "proposal:force")
    assert {find(name) for name in names} == {"proposal:force"}


def test_a_country_that_the_dossier_does_not_name_is_known(graph: Graph) -> None:
    """
    proposals: [{id: force, title: The Force}]
    """
    assert graph.references.country("Japan") == "country:JP"
    assert graph.attendance(country="Japan").rows == []


def test_an_organisation_is_an_actor_and_no_country(graph: Graph) -> None:
    """
    actors: [{name: Trade Union, kind: organisation, short: TU}]
    statements: [{actor: TU, stance: open, proposal: force}]
    proposals: [{id: force, title: The Force}]
    """
    assert graph.references.actor("Trade Union") == graph.references.actor("TU") == "organisation:trade-union"
    with pytest.raises(BadParameter, match="ask for it as an actor"):
        graph.references.country("Trade Union")


@pytest.mark.parametrize(
    ("kind", "slip", "meant"),
    [("country", "Sweeden", "Sweden"), ("proposal", "froce", "force"), ("meeting", "olso-2025", "oslo-2025")],
)
def test_a_slip_is_answered_with_the_nearest_name(graph: Graph, kind: str, slip: str, meant: str) -> None:
    """
    proposals: [{id: force, title: The Force}]
    meetings: [{id: oslo-2025, place: Oslo}]
    """
    with pytest.raises(UnknownName, match=f"did you mean '{meant}'"):
        graph.references.resolve(kind, slip)


def test_nothing_at_all_is_called_so(graph: Graph) -> None:
    """
    proposals: [{id: force, title: The Force}]
    """
    with pytest.raises(UnknownName, match="unknown thing 'zzzz'"):
        graph.references.anything("zzzz")


def test_what_a_query_prints_can_be_shown(graph: Graph) -> None:
    """
    source: {id: herald, published: 2025-03-10}
    proposals: [{id: force, title: The Force}]
    meetings: [{id: oslo, place: Oslo, attendance: [SE]}]
    statements: [{actor: SE, stance: open, proposal: force}]
    """
    for node in graph.query("SELECT ?n WHERE { ?n a ?t FILTER(STRSTARTS(STR(?t), STR(cg:))) }").column("n"):
        if not str(node).startswith(("cg:", "stance:")):
            assert graph.show(str(node)).node == node
