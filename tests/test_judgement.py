"""What a slice is judged by: what its conditions hang on is fetched too, and only that."""

from __future__ import annotations

from coalition_graph.analysis.judgement import Question, judge
from tests.conftest import Doc
from tests.loaded import loaded


def test_a_chain_of_requirements_is_followed_to_its_end(dossier_doc: Doc) -> None:
    """
    proposals:
      - {id: force, title: F}
      - {id: backstop, title: B}
      - {id: budget, title: U}
      - {id: other, title: O}
    conditions:
      - {id: cover, text: C, requires: {actor: US, stance: pledges, proposal: backstop}}
      - {id: money, text: M, requires: {at_least: 2, stance: pledges, proposal: budget}}
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [cover]}
      - {actor: US, stance: pledges, proposal: backstop, conditions: [money]}
      - {actor: [DE, FR], stance: pledges, proposal: budget}
      - {actor: IT, stance: opposes, proposal: backstop}
      - {actor: SE, stance: pledges, proposal: other}
    """
    found = judge(loaded(dossier_doc), Question(proposal="proposal:force"))
    assert [position.actor for position in found.positions] == ["country:SE"]
    assert found.holding.waiting == {}
    assert set(found.lines) == {
        ("proposal:force", "country:SE"),
        ("proposal:backstop", "country:US"),
        ("proposal:budget", "country:DE"),
        ("proposal:budget", "country:FR"),
    }


def test_a_member_counts_through_its_group_where_a_condition_asks_for_it(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: F}]
    conditions: [{id: latvia, text: L, requires: {actor: LV, stance: open, proposal: force}}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [latvia]}
      - {actor: Baltic states, stance: open, proposal: force}
    """
    store = loaded(dossier_doc)
    alone = Question(actor="country:SE")
    assert len(judge(store, alone).holding.waiting) == 1
    expanded = Question(actor="country:SE", expand_groups=True)
    assert judge(store, expanded).holding.waiting == {}
