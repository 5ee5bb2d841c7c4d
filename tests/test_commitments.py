"""What is offered, to whom, and whether it is conditional, firm, delivered or withdrawn."""

from __future__ import annotations

import datetime as dt

from coalition_graph.analysis.commitments import commitments
from tests.conftest import Doc
from tests.loaded import brief, loaded

STATES = ("actor", "conditions", "state", "since", "statement")


def test_one_row_per_contribution_with_all_that_stands_behind_it(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A ceasefire}]
    --- file: early.yaml
    source: {id: early, published: 2025-03-17}
    statements: [{id: s, actor: France, stance: open, proposal: force, conditions: [truce]}]
    --- file: late.yaml
    source: {id: late, published: 2025-03-28~}
    statements:
      - {id: s, actor: France, stance: open, proposal: force, to: Ukraine, contribution: [
         {kind: land, min: 10000, max: 30000, unit: personnel, area: behind the front, joint: fr-gb-plan},
         {kind: naval, stage: agreed}]}
    """
    assert list(commitments(loaded(dossier_doc))) == [
        {
            "actor": "France",
            "code": "FR",
            "proposal": "force",
            "to": "UA",
            "kind": kind,
            "min": least,
            "max": most,
            "unit": unit,
            "area": area,
            "stage": stage,
            "joint": joint,
            "conditions": "truce",
            "state": "conditional",
            "since": "2025-03-17",
            "statement": "late.s|early.s",
        }
        for kind, least, most, unit, area, stage, joint in (
            ("land", 10000, 30000, "personnel", "behind the front", "announced", "fr-gb-plan"),
            ("naval", None, None, None, None, "agreed", None),
        )
    ]


def test_conditions_alone_are_a_commitment_too_a_bare_stance_is_none(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-28~}
    defaults: {proposal: force}
    statements:
      - {id: s, actor: Sweden, stance: open, conditions: ["the conditions are right"], said: 2025-03}
      - {actor: Finland, stance: open}
      - {actor: Norway, stance: open, conditions: none}
      - {actor: Denmark, stance: supports, contribution: {kind: air}, conditions: ["a mandate"]}
    """
    table = commitments(loaded(dossier_doc))
    assert brief(table, *STATES) == [("Sweden", "the-conditions-are-right", "conditional", "2025-03", "a.s")]
    assert brief(table, "kind", "min", "stage") == [(None, None, None)]


def test_states(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A ceasefire}, {id: mandate, text: A mandate}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    defaults: {proposal: force}
    statements:
      - {id: be, actor: Belgium, stance: open, contribution: {kind: air}}
      - {id: dk, actor: Denmark, stance: pledges, conditions: [truce], contribution: {kind: land}}
      - {id: ee, actor: Estonia, stance: pledges, conditions: [mandate], contribution: {kind: land}}
      - {id: fr, actor: France, stance: pledges, conditions: [mandate],
         contribution: {kind: land, stage: delivered}}
    --- file: b.yaml
    source: {id: b, published: 2025-03-05}
    status: [{condition: truce, is: met}]
    """
    table = commitments(loaded(dossier_doc))
    assert brief(table, "actor", "state") == [
        ("Belgium", "firm"),
        ("Denmark", "firm"),
        ("Estonia", "conditional"),
        ("France", "delivered"),
    ]
    before = commitments(loaded(dossier_doc), as_of=dt.date(2025, 3, 4), actor="country:DK")
    assert brief(before, "actor", "state") == [("Denmark", "conditional")]


def test_withdrawn_once_the_stance_has_turned_negative(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    defaults: {proposal: force}
    statements:
      - {id: pl, actor: Poland, stance: open, contribution: {kind: land, min: 500, unit: personnel}}
      - {id: it, actor: Italy, stance: supports}
      - {id: es, actor: Spain, stance: pledges, contribution: {kind: air}}
    --- file: b.yaml
    source: {id: b, published: 2025-03-10}
    defaults: {proposal: force}
    statements:
      - {id: pl, actor: Poland, stance: undecided}
      - {id: it, actor: Italy, stance: declines}
      - {id: es, actor: Spain, stance: undecided}
    --- file: c.yaml
    source: {id: c, published: 2025-03-20}
    statements: [{id: pl, actor: Poland, stance: declines, proposal: force}]
    --- file: d.yaml
    source: {id: d, published: 2025-03-25}
    statements: [{id: pl, actor: Poland, stance: opposes, proposal: force}]
    """
    store = loaded(dossier_doc)
    after = brief(commitments(store), "actor", "kind", "min", "state", "since", "statement")
    assert after == [("Poland", "land", 500, "withdrawn", "2025-03-20", "a.pl|c.pl")]
    march_9 = brief(commitments(store, as_of=dt.date(2025, 3, 9)), "actor", "state", "since")
    assert march_9 == [("Poland", "firm", "2025-03-01"), ("Spain", "firm", "2025-03-01")]
    assert brief(commitments(store, as_of=dt.date(2025, 3, 10)), "actor") == []


def test_an_offer_on_which_sources_differ_is_not_shown_and_that_is_said(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{actor: Germany, stance: open, proposal: force, contribution: {kind: land}}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-01}
    statements: [{actor: Germany, stance: declines, proposal: force}]
    """
    table = commitments(loaded(dossier_doc))
    assert (list(table), table.notes) == ([], ("not shown, for sources differ on the stance: DE on force",))


def test_members_of_a_group_that_offers(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{actor: Baltic states, stance: open, proposal: force, conditions: ["a mandate"]}]
    """
    store = loaded(dossier_doc)
    assert brief(commitments(store, actor="country:LV"), "actor", "state") == []
    expanded = commitments(store, actor="country:LV", expand_groups=True)
    assert brief(expanded, "actor", "state", "since") == [("Latvia", "conditional", "2025-03-01")]


def test_since_of_what_was_said_at_a_meeting_is_the_meetings_day(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-28}
    meetings: [{id: paris, date: 2025-03-27}]
    statements:
      - {actor: France, stance: open, proposal: force, conditions: ["a mandate"], at: paris}
    --- file: b.yaml
    source: {id: b}
    statements: [{actor: Latvia, stance: open, proposal: force, conditions: ["a mandate"]}]
    """
    table = commitments(loaded(dossier_doc))
    assert brief(table, "actor", "since") == [("France", "2025-03-27"), ("Latvia", None)]
