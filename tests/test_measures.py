"""What is measured on networks, each with a case worked out by hand."""

from __future__ import annotations

import json
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph import Graph
from coalition_graph.analysis.networks.measures import (
    entropy,
    frustration,
    share_difference,
    signed_modularity,
)
from coalition_graph.analysis.networks.structure import betweenness, communities, degree
from coalition_graph.errors import BadParameter
from tests.conftest import Command, MakeDoc
from tests.loaded import brief, loaded

# Three want the force, if there is a truce; two do not; one wavers and all but he want the deal.
CAMPS = """
source: {id: paper, published: 2025-03-28}
proposals:
  - {id: force, title: A force}
  - {id: deal, title: A deal}
  - {id: fund, title: A fund}
conditions: [{id: truce, text: A truce}]
statements:
  - {actor: [FR, GB, SE], stance: open, proposal: force, conditions: [truce]}
  - {actor: [HU, SK], stance: opposes, proposal: force}
  - {actor: IT, stance: undecided, proposal: force}
  - {actor: [FR, GB, SE, HU], stance: supports, proposal: deal}
  - {actor: [HU, SK], stance: supports, proposal: fund}
"""


@pytest.fixture
def camps(make_doc: MakeDoc) -> Graph:
    return Graph(loaded(make_doc(CAMPS)))


def test_the_communities_are_those_who_stand_together(camps: Graph) -> None:
    """France, Britain and Sweden are tied by 2 each, Hungary and Slovakia by 2; between them 0 or -1."""
    table = camps.measures("communities")
    assert brief(table, "community", "size", "code", "statements") == [
        (0, 3, "FR", 2),
        (0, 3, "SE", 2),
        (0, 3, "GB", 2),
        (1, 2, "HU", 3),
        (1, 2, "SK", 2),
        (2, 1, "IT", 1),
    ]
    assert table.notes == ("Louvain on the ties above 0 of the network subtract, seed 1",)


def test_the_most_contested_proposal_comes_first(camps: Graph) -> None:
    """Of six statements on the force three are open, two oppose, one is undecided.

    H = 1/2 · log2 2 + 1/3 · log2 3 + 1/6 · log2 6 = 0.5 + 0.5283 + 0.4308 = 1.4591; on the deal all agree.
    """
    table = camps.measures("contested")
    assert brief(table, "proposal", "entropy", "actors", "statements") == [
        ("force", 1.4591, 6, 6),
        ("deal", 0.0, 4, 4),
        ("fund", 0.0, 2, 2),
    ]
    assert brief(table, "open", "undecided", "opposes")[0] == (3, 1, 2)


def test_what_holds_a_community_together_is_what_only_its_members_agree_on(camps: Graph) -> None:
    """All 3 of the first community want the force and none of the 3 others: 3/3 − 0/3 = 1.

    The deal: 3/3 − 1/3 = 2/3. The fund, of the second: 2/2 − 0/4 = 1.
    """
    table = camps.measures("cohesion")
    assert brief(
        table, "community", "kind", "thing", "agree", "members", "others_agree", "others", "difference"
    ) == [
        (0, "condition", "truce", 3, 3, 0, 3, 1.0),
        (0, "proposal", "force", 3, 3, 0, 3, 1.0),
        (0, "proposal", "deal", 3, 3, 1, 3, 0.6667),
        (0, "proposal", "fund", 0, 3, 2, 3, -0.6667),
        (1, "proposal", "fund", 2, 2, 0, 4, 1.0),
        (1, "proposal", "deal", 1, 2, 3, 4, -0.25),
        (1, "condition", "truce", 0, 2, 3, 4, -0.75),
        (1, "proposal", "force", 0, 2, 3, 4, -0.75),
        (2, "proposal", "fund", 0, 1, 2, 5, -0.4),
        (2, "condition", "truce", 0, 1, 3, 5, -0.6),
        (2, "proposal", "force", 0, 1, 3, 5, -0.6),
        (2, "proposal", "deal", 0, 1, 4, 5, -0.8),
    ]


def test_polarisation_is_full_where_friends_are_within_and_foes_between(camps: Graph) -> None:
    """Ties: 2 among FR, GB and SE (3 ties), 2 between HU and SK, -1 between SK and each of the three.

    HU agrees with the three on the deal and disagrees on the force: 0. No tie contradicts the communities.
    2w⁺ = 16, 2w⁻ = 6, w⁺ = 4 4 4 2 2, w⁻ = 1 1 1 0 3 (for FR GB SE HU SK). Of the first community:
    Σw = 12, Σ expected = 12²/16 − 3²/6 = 9 − 1.5; of the second: Σw = 4, 4²/16 − 3²/6 = 1 − 1.5.
    Q = (12 − 7.5 + 4 + 0.5) / 22 = 9/22.
    """
    table = camps.measures("polarisation")
    assert brief(table, "index", "value", "communities", "positive_ties", "negative_ties") == [
        ("signed-modularity", round(9 / 22, 4), 3, 4, 3),
        ("frustration", 0.0, 3, 4, 3),
    ]


def test_a_friend_outside_and_a_foe_within_are_frustration() -> None:
    """Ties 2, -1 and 1: in the communities {1, 2} and {3} the tie of 1 is between; of 4 that is a quarter."""
    ties = np.array([[0, 2, -1], [2, 0, 1], [-1, 1, 0]])
    assert frustration(ties, np.array([0, 0, 1])) == 0.25
    assert frustration(ties, np.array([0, 0, 0])) == 0.25
    assert frustration(ties, np.array([0, 1, 1])) == 0.5


def test_two_pairs_of_friends_who_are_foes_are_half_polarised() -> None:
    """2w⁺ = 4, 2w⁻ = 8; per pair Σw = 2, expected 2²/4 − 4²/8 = 1 − 2. Q = 2 · (2 + 1) / 12 = 0.5."""
    ties = np.array([[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]])
    assert signed_modularity(ties, np.array([0, 0, 1, 1])) == pytest.approx(0.5)
    assert signed_modularity(ties, np.array([0, 0, 0, 0])) == pytest.approx(0)


def test_entropy_is_greatest_where_stances_are_spread_evenly() -> None:
    assert entropy([1, 1, 1, 1]) == 2
    assert entropy([3, 1]) == pytest.approx(-(0.75 * math.log2(0.75) + 0.25 * math.log2(0.25)))
    assert entropy([]) == entropy([0, 5]) == 0


def test_a_difference_of_shares_goes_from_minus_one_to_one() -> None:
    assert share_difference(2, 2, 0, 3) == 1
    assert share_difference(0, 2, 3, 3) == -1
    assert share_difference(1, 2, 0, 0) == 0.5


@st.composite
def matrices(draw: st.DrawFn) -> np.typing.NDArray[np.float64]:
    size = draw(st.integers(0, 9))
    cells = draw(st.lists(st.integers(-1, 3), min_size=size * size, max_size=size * size))
    upper = np.triu(np.array(cells, dtype=float).reshape(size, size), 1)
    return upper + upper.T


@settings(deadline=None)
@given(matrices(), st.booleans())
def test_degree_and_betweenness_are_those_of_networkx(
    matrix: np.typing.NDArray[np.float64], directed: bool
) -> None:
    ties = np.triu(matrix) if directed else matrix
    graph = nx.from_numpy_array(ties, create_using=nx.DiGraph if directed else nx.Graph)
    assert degree(ties).tolist() == [len({*nx.all_neighbors(graph, node)}) for node in graph]
    graph.remove_edges_from([(a, b) for a, b, weight in graph.edges(data="weight") if weight <= 0])
    expected = nx.betweenness_centrality(graph)
    assert betweenness(ties).tolist() == pytest.approx([expected[node] for node in sorted(graph)])


@settings(deadline=None)
@given(matrices())
def test_communities_are_numbered_by_size_and_the_same_each_time(
    matrix: np.typing.NDArray[np.float64],
) -> None:
    found = communities(matrix).tolist()
    sizes = [found.count(number) for number in sorted(set(found))]
    assert sorted(set(found)) == list(range(len(sizes)))
    assert sizes == sorted(sizes, reverse=True)
    assert communities(matrix).tolist() == found


@settings(deadline=None)
@given(matrices())
def test_communities_are_about_as_modular_as_those_of_networkx(
    matrix: np.typing.NDArray[np.float64],
) -> None:
    graph = nx.from_numpy_array(matrix.clip(min=0))
    if not graph.number_of_edges():
        return
    found = communities(matrix)
    ours = [{node for node in graph if found[node] == number} for number in set(found.tolist())]
    theirs = nx.community.louvain_communities(graph, seed=1)
    modular = nx.community.modularity
    assert modular(graph, ours) >= modular(graph, theirs) - 0.1


def test_two_cliques_with_one_tie_between_are_two_communities() -> None:
    """The textbook case: each clique of four has 6 ties; Q = 2 · (12/26 − (13/26)²) = 0.423."""
    graph = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(4))
    graph.add_edge(0, 4)
    found = communities(nx.to_numpy_array(graph))
    assert found.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert signed_modularity(nx.to_numpy_array(graph), found) == pytest.approx(2 * (12 / 26 - 0.25))


def test_measures_take_the_options_of_networks(camps: Graph) -> None:
    only = camps.measures("contested", exclude=["opposes", "undecided"])
    assert brief(only, "proposal", "entropy")[0] == ("deal", 0.0)
    scaled = camps.measures("cohesion", scale=True, mode="congruence")
    assert ("force", 3) in brief(scaled, "thing", "agree")
    with pytest.raises(BadParameter, match="did you mean 'contested'"):
        camps.measures("contest")  # type: ignore[arg-type]
    with pytest.raises(BadParameter, match="mode does not take 'co-attendance'"):
        camps.measures("communities", mode="co-attendance")


@pytest.mark.parametrize("of", ["communities", "contested", "cohesion", "polarisation"])
def test_nothing_said_measures_nothing(of: str, make_doc: MakeDoc) -> None:
    table = Graph(loaded(make_doc("proposals: [{id: force, title: A force}]"))).measures(of)  # type: ignore[arg-type]
    assert [row["value"] for row in table] == [0, 0] if of == "polarisation" else not table.rows


def test_the_command_prints_measures_as_tables(command: Command) -> None:
    ran = command("-g", "example", "measures", "--of", "contested", "--format", "json", "--from", "2025-03")
    assert ran.code == 0
    rows = json.loads(ran.out)
    assert rows[0]["proposal"] == "land-force"
    assert rows[0]["entropy"] > 0
