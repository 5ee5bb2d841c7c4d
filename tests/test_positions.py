"""The table of positions: its columns, its slices, and what stands in it for whom."""

from __future__ import annotations

import datetime as dt

from coalition_graph.analysis.positions import positions
from tests.conftest import Doc, MakeDoc
from tests.loaded import brief, loaded

MARCH = {day: dt.date(2025, 3, day) for day in range(1, 32)}

FORCE = """
actors:
  - {name: Many in Europe, kind: unnamed}
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, from: 2022-10-18}
  - {name: Claudia Expert, kind: person}
proposals:
  - {id: reassurance-force, title: A reassurance force}
  - {id: land-force, title: A land force, within: reassurance-force}
  - {id: air-patrol, title: An air patrol, within: reassurance-force}
  - {id: us-backstop, title: An American backstop}
conditions:
  - {id: us-protection, text: American protection, kind: guarantee}
  - {id: mandate, text: A mandate, kind: mandate}
--- file: article.yaml
source: {id: article, published: 2025-03-28~, url: "https://example.org/article"}
defaults: {proposal: land-force}
"""
COLUMNS = ("actor", "stance", "conditional", "conditions")


def test_the_columns_of_the_table_and_the_words_behind_a_row(make_doc: MakeDoc) -> None:
    doc = make_doc(
        FORCE
        + """
statements:
  - {id: sweden, actor: Sweden, speaker: Ulf Kristersson, stance: open, conditions: ["conditions are right"],
     contribution: {kind: land, min: 500, max: 1000, unit: personnel}, quote: "conditions are right",
     summary: may take part, locator: para. 3, said: 2025-03-27}
"""
    )
    assert list(positions(loaded(doc))) == [
        {
            "actor": "Sweden",
            "code": "SE",
            "proposal": "land-force",
            "stance": "open",
            "conditional": True,
            "conditions": "conditions-are-right",
            "ambiguous": False,
            "contribution": "land 500–1000 personnel",
            "reason": None,
            "said": "2025-03-27",
            "published": "2025-03-28~",
            "speaker": "Ulf Kristersson",
            "attribution": "on-record",
            "quote": "conditions are right",
            "summary": "may take part",
            "locator": "para. 3",
            "url": "https://example.org/article",
            "source": "article",
            "statement": "article.sweden",
            "group": None,
        }
    ]


def test_silence_withdraws_nothing(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    conditions: [{id: us-protection, text: American protection}]
    --- file: march-17.yaml
    source: {id: march-17, published: 2025-03-17}
    statements:
      - {actor: [FR, GB], stance: open, proposal: land-force, conditions: [us-protection],
         attribution: on-record}
    --- file: march-28.yaml
    source: {id: march-28, published: 2025-03-28}
    statements:
      - {actor: [FR, GB], stance: open, proposal: land-force, attribution: anonymous,
         contribution: {kind: land, min: 10000, max: 30000, unit: personnel, joint: fr-gb-plan}}
    """
    table = positions(loaded(dossier_doc))
    assert brief(table, *COLUMNS, "source", "contribution") == [
        (
            "France",
            "open",
            True,
            "us-protection",
            "march-28",
            "land 10000–30000 personnel (joint fr-gb-plan)",
        ),
        (
            "United Kingdom",
            "open",
            True,
            "us-protection",
            "march-28",
            "land 10000–30000 personnel (joint fr-gb-plan)",
        ),
    ]


def test_nothing_said_later_leaks_in(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{actor: Sweden, stance: undecided, proposal: land-force}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-20}
    statements: [{actor: Sweden, stance: open, proposal: land-force}]
    --- file: c.yaml
    source: {id: c}
    statements: [{actor: Norway, stance: open, proposal: land-force}]
    """
    store = loaded(dossier_doc)
    assert brief(positions(store, as_of=dt.date(2025, 2, 28)), "actor", "stance") == []
    assert brief(positions(store, as_of=MARCH[19]), "actor", "stance") == [("Sweden", "undecided")]
    assert brief(positions(store, as_of=MARCH[20]), "actor", "stance") == [("Sweden", "open")]
    assert brief(positions(store), "actor", "stance") == [("Norway", "open"), ("Sweden", "open")]


def test_a_date_that_straddles_the_day_is_left_out_and_said(make_doc: MakeDoc) -> None:
    doc = make_doc(FORCE + "statements: [{id: s, actor: Sweden, stance: open, said: 2025-03}]\n")
    table = positions(loaded(doc), as_of=MARCH[15])
    assert list(table) == []
    assert table.notes == (
        "1 statement is left out: nobody can tell whether said by 2025-03-15 or later (such as article.s)",
    )
    assert positions(loaded(doc), as_of=MARCH[31]).notes == ()
    assert positions(loaded(doc), as_of=dt.date(2025, 2, 28)).notes == ()


def test_only_what_was_said_on_record(make_doc: MakeDoc) -> None:
    doc = make_doc(
        FORCE
        + """
statements:
  - {actor: FR, stance: open, attribution: anonymous}
  - {actor: DE, stance: undecided, attribution: spokesperson}
  - {actor: DE, stance: open, attribution: reported, said: 2025-03-29}
"""
    )
    assert brief(positions(loaded(doc), on_record=True), "actor", "stance") == [("Germany", "undecided")]


def test_a_proposal_comes_with_all_within_it_and_inherits_nothing(make_doc: MakeDoc) -> None:
    doc = make_doc(
        FORCE
        + """
statements:
  - {actor: FR, stance: open}
  - {actor: FR, stance: supports, proposal: reassurance-force}
  - {actor: FR, stance: undecided, proposal: air-patrol}
  - {actor: US, stance: declines, proposal: us-backstop}
"""
    )
    store = loaded(doc)
    assert brief(positions(store, proposal="proposal:reassurance-force"), "proposal", "stance") == [
        ("air-patrol", "undecided"),
        ("land-force", "open"),
        ("reassurance-force", "supports"),
    ]
    assert brief(positions(store, proposal="proposal:land-force"), "proposal", "stance") == [
        ("land-force", "open")
    ]
    assert brief(positions(store, actor="country:US"), "actor", "proposal") == [
        ("United States", "us-backstop")
    ]
    assert list(positions(store, actor="country:IS")) == []


def test_a_slice_asks_for_what_its_conditions_hang_on_and_shows_it_not(dossier_doc: Doc) -> None:
    """
    proposals:
      - {id: land-force, title: A land force}
      - {id: us-backstop, title: An American backstop}
    conditions:
      - id: us-protection
        text: American protection
        requires: {actor: US, stance: [pledges, open], proposal: us-backstop}
    --- file: a.yaml
    source: {id: a, published: 2025-03-17}
    statements: [{actor: SE, stance: open, proposal: land-force, conditions: [us-protection]}]
    --- file: b.yaml
    source: {id: b, published: 2025-04-02}
    statements: [{actor: US, stance: pledges, proposal: us-backstop}]
    """
    store = loaded(dossier_doc)
    for asked in ({"proposal": "proposal:land-force"}, {"actor": "country:SE"}):
        before = positions(store, as_of=dt.date(2025, 4, 1), **asked)
        after = positions(store, as_of=dt.date(2025, 4, 2), **asked)
        assert brief(before, *COLUMNS) == [("Sweden", "open", True, "us-protection")]
        assert brief(after, *COLUMNS) == [("Sweden", "open", False, "us-protection")]


def test_a_group_stands_for_members_that_are_silent(make_doc: MakeDoc) -> None:
    doc = make_doc(
        FORCE
        + """
statements:
  - {actor: Nordic countries, stance: supports}
  - {actor: Norway, stance: undecided}
  - {actor: EU, stance: open}
"""
    )
    store = loaded(doc)
    assert brief(positions(store, expand_groups=True), "actor", "stance", "group") == [
        ("Denmark", "supports", "nordic-countries"),
        ("European Union", "open", None),
        ("Finland", "supports", "nordic-countries"),
        ("Iceland", "supports", "nordic-countries"),
        ("Nordic countries", "supports", None),
        ("Norway", "undecided", None),
        ("Sweden", "supports", "nordic-countries"),
    ]
    alone = positions(store, expand_groups=True, actor="country:FI")
    assert brief(alone, "actor", "code", "stance", "group") == [
        ("Finland", "FI", "supports", "nordic-countries")
    ]


def test_unnamed_actors_and_persons_are_shown_as_themselves(make_doc: MakeDoc) -> None:
    doc = make_doc(
        FORCE
        + """
statements:
  - {actor: Many in Europe, stance: supports, conditions: [us-protection]}
  - {actor: Claudia Expert, stance: opposes}
"""
    )
    assert brief(positions(loaded(doc)), "actor", "code", "stance", "conditional") == [
        ("Claudia Expert", "", "opposes", False),
        ("Many in Europe", "", "supports", True),
    ]
