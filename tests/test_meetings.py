"""Who attended what, who was represented, and what sources say differently of one meeting."""

from __future__ import annotations

from coalition_graph.analysis import meetings
from tests.conftest import Doc, MakeDoc
from tests.loaded import brief, loaded

LEADERS = """
--- file: leaders.yaml
actors:
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark, from: 2019-06-27}
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, from: 2022-10-18}
  - {name: Ursula von der Leyen, kind: person, post: President of the Commission, of: EU, from: 2019-12-01}
  - {name: António Costa, kind: person, post: President of the Council, of: EU, from: 2024-12-01}
  - {name: Sabine Fischer, kind: person, post: Researcher}
"""
PARIS = """
source: {id: article, url: "https://example.org/article"}
meetings:
  - id: paris-2025-02-17
    date: 2025-02-17
    place: Paris
    format: in-person
    attendance:
      - France
      - {actor: DK, person: Mette Frederiksen, as: Prime Minister, represents: [Nordic countries],
         summary: Frederiksen came for the Nordic countries, locator: para. 17}
"""


def test_a_represented_group_stands_for_its_members_of_that_day(make_doc: MakeDoc) -> None:
    rows = meetings.attendance(loaded(make_doc(PARIS + LEADERS)))
    assert brief(rows, "actor", "code", "presence", "person", "represented_by") == [
        ("Denmark", "DK", "attended", "Mette Frederiksen", None),
        ("Finland", "FI", "represented", "Mette Frederiksen", "Denmark"),
        ("France", "FR", "attended", None, None),
        ("Iceland", "IS", "represented", "Mette Frederiksen", "Denmark"),
        ("Norway", "NO", "represented", "Mette Frederiksen", "Denmark"),
        ("Sweden", "SE", "represented", "Mette Frederiksen", "Denmark"),
    ]


def test_the_columns_stand_in_their_order_and_lead_to_the_words(make_doc: MakeDoc) -> None:
    table = meetings.attendance(loaded(make_doc(PARIS + LEADERS)), actor="country:FI")
    assert list(table) == [
        {
            "meeting": "paris-2025-02-17",
            "date": "2025-02-17",
            "place": "Paris",
            "actor": "Finland",
            "code": "FI",
            "person": "Mette Frederiksen",
            "as": "Prime Minister",
            "role": None,
            "mode": None,
            "status": None,
            "presence": "represented",
            "represented_by": "Denmark",
            "quote": None,
            "summary": "Frederiksen came for the Nordic countries",
            "locator": "para. 17",
            "url": "https://example.org/article",
            "source": "article",
        }
    ]


def test_whom_any_source_saw_there_was_not_represented(make_doc: MakeDoc) -> None:
    doc = make_doc(
        f"""{PARIS}{LEADERS}
--- file: other.yaml
source: {{id: other}}
meetings:
  - {{id: paris-2025-02-17, attendance: [Ulf Kristersson, {{actor: NO, status: planned}}]}}
"""
    )
    rows = meetings.attendance(loaded(doc))
    assert brief(rows, "actor", "presence", "source")[3:] == [
        ("Iceland", "represented", "article"),
        ("Norway", "represented", "article"),
        ("Norway", "planned", "other"),
        ("Sweden", "attended", "other"),
    ]


def test_the_slice_of_an_actor_knows_of_its_own_attendance_elsewhere(make_doc: MakeDoc) -> None:
    doc = make_doc(
        f"""{PARIS}{LEADERS}
--- file: other.yaml
source: {{id: other}}
meetings:
  - {{id: paris-2025-02-17, attendance: [Ulf Kristersson]}}
"""
    )
    store = loaded(doc)
    for actor in ("country:SE", "country:IS", "country:FR"):
        everything = brief(meetings.attendance(store), "code", "presence")
        sliced = brief(meetings.attendance(store, actor=actor), "code", "presence")
        assert sliced == [row for row in everything if f"country:{row[0]}" == actor]


def test_a_member_of_another_day_is_not_represented(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: The fjord club, kind: group, members: [NO, SE, FI]}
    meetings:
      - {id: early, date: 2003-05-01, attendance: [{actor: DE, represents: [Visegrád Group, Baltic states]}]}
      - {id: late, date: 2025, attendance: [{actor: DE, represents: [The fjord club]}]}
    """
    rows = meetings.attendance(loaded(dossier_doc))
    assert ("late", "Norway", "represented") in brief(rows, "meeting", "actor", "presence")
    assert ("early", "Latvia", "represented") in brief(rows, "meeting", "actor", "presence")


def test_one_who_was_only_to_come_represents_nobody(dossier_doc: Doc) -> None:
    """
    meetings:
      - id: summit
        attendance:
          - {actor: DK, status: planned, represents: [Nordic countries]}
          - {actor: EE, status: declined, represents: [LV]}
    """
    rows = meetings.attendance(loaded(dossier_doc))
    assert brief(rows, "actor", "presence") == [("Denmark", "planned"), ("Estonia", "declined")]


def test_who_represents_the_eu_makes_the_eu_attend_and_not_its_members(dossier_doc: Doc) -> None:
    """
    meetings:
      - {id: summit, attendance: [{actor: PL, represents: [EU]}, {actor: DE, represents: [Canada]}]}
    """
    rows = meetings.attendance(loaded(dossier_doc))
    assert brief(rows, "actor", "status", "presence", "represented_by") == [
        ("Canada", None, "represented", "Germany"),
        ("Germany", "attended", "attended", None),
        ("Poland", "attended", "attended", None),
        ("European Union", "attended", "attended", "Poland"),
    ]


def test_two_persons_of_one_actor_are_one_row_by_one_source(make_doc: MakeDoc) -> None:
    doc = make_doc(
        f"""
source: {{id: article}}
meetings:
  - {{id: summit, attendance: [Ursula von der Leyen, António Costa, Sabine Fischer]}}
{LEADERS}"""
    )
    rows = meetings.attendance(loaded(doc))
    assert brief(rows, "actor", "code", "person") == [
        ("European Union", "EU", "Ursula von der Leyen|António Costa"),
        ("Sabine Fischer", "", None),
    ]


def test_a_person_is_found_where_it_came_for_a_country(make_doc: MakeDoc) -> None:
    store = loaded(make_doc(PARIS + LEADERS))
    rows = meetings.attendance(store, actor="person:mette-frederiksen")
    assert brief(rows, "actor") == [("Denmark",), ("Finland",), ("Iceland",), ("Norway",), ("Sweden",)]


def test_what_a_source_says_of_date_and_place_stands_in_its_own_rows(make_doc: MakeDoc) -> None:
    doc = make_doc(
        """
source: {id: article}
meetings:
  - {id: summit, date: 2025-02-17, place: Paris, attendance: [FR]}
--- file: other.yaml
source: {id: other}
meetings:
  - {id: summit, date: 2025-02-18, attendance: [FR]}
--- file: silent.yaml
source: {id: silent}
meetings:
  - {id: summit, attendance: [FR]}
"""
    )
    rows = meetings.attendance(loaded(doc))
    assert brief(rows, "source", "date", "place") == [
        ("article", "2025-02-17", "Paris"),
        ("other", "2025-02-18", "Paris"),
        ("silent", "2025-02-17|2025-02-18", "Paris"),
    ]


def test_meetings_join_what_differs_and_count_whom_any_source_names(make_doc: MakeDoc) -> None:
    doc = make_doc(
        f"""
source: {{id: article}}
meetings:
  - id: paris
    date: 2025-02-17
    place: Paris
    country: FR
    level: leaders
    format: in-person
    series: coalition
    host: France
    reported: {{count: 7, of: countries}}
    attendance: [DE, {{actor: DK, represents: [Nordic countries]}}, {{actor: IT, status: planned}}]
  - {{id: phone, reported: {{count: 30, about: true, status: planned}}}}
  - {{id: first, date: 2024}}
{LEADERS}
--- file: other.yaml
source: {{id: other}}
meetings:
  - id: paris
    place: Élysée Palace
    host: Ulf Kristersson
    reported: {{min: 16, max: 18}}
    complete: true
    attendance: [DE]
"""
    )
    assert list(meetings.meetings(loaded(doc)))[1] == {
        "id": "paris",
        "date": "2025-02-17",
        "place": "Paris|Élysée Palace",
        "level": "leaders",
        "format": "in-person",
        "series": "coalition",
        "host": "France|Ulf Kristersson",
        "named": 3,
        "reported": "7 countries|16–18",
        "complete": True,
    }
    assert brief(meetings.meetings(loaded(doc)), "id", "date", "named", "reported", "complete") == [
        ("first", "2024", 0, None, False),
        ("paris", "2025-02-17", 3, "7 countries|16–18", True),
        ("phone", None, 0, "about 30 (planned)", False),
    ]


def test_counts_of_sources_that_agree_in_part_are_never_mixed(make_doc: MakeDoc) -> None:
    doc = make_doc(
        """
source: {id: article}
meetings: [{id: paris, reported: {count: 7, of: countries}}]
--- file: other.yaml
source: {id: other}
meetings: [{id: paris, reported: {min: 7}}]
--- file: registry.yaml
meetings: [{id: paris, reported: {max: 9}}, {id: london, reported: {count: 16, min: 15, max: 18}}]
"""
    )
    assert brief(meetings.meetings(loaded(doc)), "id", "reported") == [
        ("london", "16 (15–18)"),
        ("paris", "7 countries|at least 7|at most 9"),
    ]


def test_the_matrix_shows_presence_and_nothing_where_nothing_is_said(make_doc: MakeDoc) -> None:
    doc = make_doc(
        f"""{PARIS}{LEADERS}
--- file: registry.yaml
meetings:
  - {{id: later, date: 2025-03-02, attendance: [Sweden, Sabine Fischer, {{actor: FR, status: declined}}]}}
  - {{id: undated}}
--- file: other.yaml
source: {{id: other}}
meetings:
  - {{id: later, attendance: [{{actor: FR, status: planned}}]}}
"""
    )
    table = meetings.matrix(loaded(doc))
    assert table.columns == ("actor", "code", "paris-2025-02-17", "later", "undated")
    assert table.rows == [
        ("Denmark", "DK", "attended", None, None),
        ("Finland", "FI", "represented", None, None),
        ("France", "FR", "attended", "planned|declined", None),
        ("Iceland", "IS", "represented", None, None),
        ("Norway", "NO", "represented", None, None),
        ("Sweden", "SE", "represented", "attended", None),
        ("Sabine Fischer", "", None, "attended", None),
    ]


def test_the_matrix_of_one_meeting_or_one_actor(make_doc: MakeDoc) -> None:
    store = loaded(make_doc(PARIS + LEADERS))
    assert meetings.matrix(store, actor="country:JP").rows == []
    assert meetings.matrix(store, actor="country:SE").rows == [("Sweden", "SE", "represented")]
    assert meetings.matrix(store, meeting="meeting:elsewhere").columns == ("actor", "code")
