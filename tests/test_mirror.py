"""The NetworkX graph: what stands in it, that nothing stands twice, and slices that are queried."""

from __future__ import annotations

import datetime as dt
from typing import Any

import networkx as nx
import pytest

from coalition_graph import mirror
from coalition_graph.store import MemoryStore, Store
from coalition_graph.table import Table
from tests.conftest import MakeDoc, write_doc
from tests.loaded import loaded

DOSSIER = """
--- file: registry.yaml
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, from: 2022-10-18}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark, from: 2019-06-27}
  - {name: Ursula von der Leyen, kind: person, post: President, of: EU, from: 2019-12-01}
proposals:
  - {id: force, title: A force}
  - {id: land-force, title: A land force, within: force}
  - {id: other, title: Something else}
conditions:
  - {id: us-protection, text: American protection}
--- file: article.yaml
source: {id: article, published: 2025-03-28}
meetings:
  - id: paris
    title: Paris
    date: 2025-02-17
    format: in-person
    attendance:
      - {actor: DK, person: Mette Frederiksen, represents: [Nordic countries], summary: for the North}
  - {id: london, date: 2025-03-02, attendance: [Ulf Kristersson, {actor: IT, status: planned}]}
  - {id: undated, attendance: [{actor: PL, represents: [EU]}]}
statements:
  - {id: se, actor: SE, speaker: Ulf Kristersson, stance: open, proposal: land-force, said: 2025-03,
     conditions: [us-protection], quote: the conditions are right, summary: It may}
  - {id: fr, actor: FR, stance: supports, proposal: force, summary: In favour, said: 2025-02-01}
  - {id: pl, actor: PL, stance: declines, proposal: other}
--- file: second.yaml
source: {id: second}
meetings: [{id: london, attendance: [SE]}]
statements: [{id: se, actor: SE, stance: declines, proposal: land-force}]
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return loaded(write_doc(tmp_path_factory.mktemp("force"), DOSSIER))


def edges(graph: nx.MultiDiGraph, kind: str) -> list[tuple[str, str]]:
    """The edges of one kind, in the order of their ends."""
    return sorted((tail, head) for tail, head, told in graph.edges(data="kind") if told == kind)


def only(graph: nx.MultiDiGraph, tail: str, head: str) -> dict[str, Any]:
    (facts,) = graph.get_edge_data(tail, head).values()
    return dict(facts)


def test_nodes_have_kind_label_and_code(store: Store) -> None:
    graph = mirror.network(store)
    assert graph.nodes["country:SE"] == {"kind": "country", "label": "Sweden", "code": "SE"}
    assert graph.nodes["condition:us-protection"]["label"] == "American protection"
    assert graph.nodes["meeting:paris"] == {"kind": "meeting", "label": "Paris", "code": ""}
    assert {facts["kind"] for _, facts in graph.nodes(data=True)} == {
        "condition",
        "country",
        "group",
        "meeting",
        "organisation",
        "person",
        "proposal",
    }


def test_edges_are_what_sources_report(store: Store) -> None:
    graph = mirror.network(store)
    assert edges(graph, "stance") == [
        ("country:FR", "proposal:force"),
        ("country:PL", "proposal:other"),
        ("country:SE", "proposal:land-force"),
        ("country:SE", "proposal:land-force"),
    ]
    assert edges(graph, "conditional-on") == [("country:SE", "condition:us-protection")]
    assert edges(graph, "speaks-for") == [("person:ulf-kristersson", "country:SE")]
    assert edges(graph, "attended") == [
        ("country:DK", "meeting:paris"),
        ("country:PL", "meeting:undated"),
        ("country:SE", "meeting:london"),
        ("country:SE", "meeting:london"),
        ("organisation:EU", "meeting:undated"),
    ]
    assert edges(graph, "represented-at") == [
        (f"country:{code}", "meeting:paris") for code in ("FI", "IS", "NO", "SE")
    ]
    assert ("country:SE", "group:nordic-countries") in edges(graph, "member-of")


def test_an_edge_leads_to_the_words_that_carry_it(store: Store) -> None:
    graph = mirror.network(store)
    assert only(graph, "person:ulf-kristersson", "country:SE") == {
        "kind": "speaks-for",
        "date": "2025-03",
        "source": "source:article",
        "statement": "statement:article.se",
        "attribution": "on-record",
        "quote": "the conditions are right",
    }
    assert only(graph, "country:NO", "meeting:paris") == {
        "kind": "represented-at",
        "date": "2025-02-17",
        "source": "source:article",
        "report": "attendance:article.paris-DK",
        "summary": "for the North",
        "person": "person:mette-frederiksen",
        "mode": "in-person",
    }


def test_a_paraphrase_stands_where_there_is_no_quote(store: Store) -> None:
    facts = only(mirror.network(store), "country:FR", "proposal:force")
    assert (facts["stance"], facts["summary"], "quote" in facts) == ("supports", "In favour", False)


def test_what_is_not_known_is_left_out(store: Store) -> None:
    undated = mirror.network(store).get_edge_data("country:SE", "proposal:land-force")["statement:second.se"]
    assert "date" not in undated
    assert all(value is not None for value in undated.values())


def test_the_graph_is_frozen(store: Store) -> None:
    with pytest.raises(nx.NetworkXError, match="Frozen"):
        mirror.network(store).add_edge("a", "b")


def test_things_that_nobody_speaks_of_stand_in_the_whole_graph(make_doc: MakeDoc) -> None:
    doc = make_doc("proposals: [{id: lonely, title: A lonely proposal}]")
    assert list(mirror.network(loaded(doc)).nodes) == ["proposal:lonely"]


def test_a_slice_by_proposal_holds_what_lies_within_it(store: Store) -> None:
    graph = mirror.network(store, proposal="proposal:force")
    assert set(edges(graph, "stance")) == {
        ("country:FR", "proposal:force"),
        ("country:SE", "proposal:land-force"),
    }
    assert edges(graph, "conditional-on") == [("country:SE", "condition:us-protection")]
    assert edges(graph, "attended") == []
    assert "country:PL" not in graph


def test_a_slice_by_actor_holds_its_own_edges(store: Store) -> None:
    graph = mirror.network(store, actor="country:SE")
    assert len(edges(graph, "stance")) == 2
    assert len(edges(graph, "attended")) == 2
    assert edges(graph, "represented-at") == [("country:SE", "meeting:paris")]
    assert {node for node in graph if node.startswith("country:")} == {"country:SE"}


def test_an_organisation_that_somebody_stood_for_attended(store: Store) -> None:
    graph = mirror.network(store, actor="organisation:EU")
    assert edges(graph, "attended") == [("organisation:EU", "meeting:undated")]


def test_a_slice_by_person_holds_what_it_said_and_came_for(store: Store) -> None:
    graph = mirror.network(store, actor="person:ulf-kristersson")
    assert edges(graph, "stance") == [("country:SE", "proposal:land-force")]
    assert edges(graph, "attended") == [("country:SE", "meeting:london")]
    danish = mirror.network(store, actor="person:mette-frederiksen")
    assert len(edges(danish, "represented-at")) == 4


@pytest.mark.parametrize(
    ("since", "until", "stances", "met"),
    [
        (None, dt.date(2025, 2, 28), [("country:FR", "proposal:force")], {"meeting:paris"}),
        (dt.date(2025, 3, 1), None, None, {"meeting:london"}),
        (dt.date(2025, 3, 2), dt.date(2025, 3, 27), [], {"meeting:london"}),
    ],
)
def test_a_slice_by_dates_holds_only_what_is_surely_within(
    store: Store,
    since: dt.date | None,
    until: dt.date | None,
    stances: list[tuple[str, str]] | None,
    met: set[str],
) -> None:
    graph = mirror.network(store, since=since, until=until)
    assert {head for kind in ("attended", "represented-at") for _, head in edges(graph, kind)} == met
    if stances is not None:
        assert edges(graph, "stance") == stances


def test_an_unknown_actor_is_a_node_without_edges(store: Store) -> None:
    graph = mirror.network(store, actor="country:JP")
    assert list(graph.nodes(data=True)) == [("country:JP", {"kind": "country", "label": "JP", "code": ""})]


def test_a_slice_is_queried_and_not_filtered_afterwards(store: Store) -> None:
    assert isinstance(store, MemoryStore)
    asked: list[int] = []

    class Counting(MemoryStore):
        def select(self, sparql: str, values: Any = {}) -> Table:  # noqa: B006
            found = store.select(sparql, values)
            asked.append(len(found))
            return found

    graph = mirror.network(Counting(), actor="country:FR")
    assert graph.number_of_edges() <= sum(asked) <= 12
