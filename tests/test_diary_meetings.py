"""Meetings as linked: hosts, persons and whom they stand for, tables, and days."""

from __future__ import annotations

import pytest

from coalition_graph.model import Attendance, Meeting
from tests.conftest import Doc, MakeDoc

LEADERS = """
--- file: leaders.yaml
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, party: M, from: 2022-10-18}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark, from: 2019-06-27}
  - {name: Emmanuel Macron, kind: person, post: President, of: France, from: 2017-05-14}
"""


def only(doc: Doc, name: str = "coding") -> Meeting:
    (meeting,) = doc.account(name).meetings
    return meeting


def brief(attendance: Attendance) -> tuple[str | None, ...]:
    return (attendance.actor, attendance.person, attendance.role, attendance.mode, attendance.status)


def test_a_person_stands_for_the_country_of_the_post_on_that_day(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{title: Paris again}}
meetings:
  - id: paris-2025-03-27
    date: 2025-03-27
    format: in-person
    attendance:
      - Ulf Kristersson
      - {{actor: Denmark, person: Mette Frederiksen, represents: [Nordic countries]}}
{LEADERS}""")
    sweden, denmark = only(doc).attendance
    assert doc.lines == []
    assert brief(sweden) == ("country:SE", "person:ulf-kristersson", "participant", "in-person", "attended")
    assert sweden.meeting == "meeting:paris-2025-03-27"
    assert denmark.represents == ("group:nordic-countries",)
    nodes = {agent.node for agent in doc.dossier.agents}
    assert {"country:FI", "country:IS", "country:NO", "group:nordic-countries"} <= nodes
    nordic = [one.member for one in doc.dossier.memberships if one.group == "group:nordic-countries"]
    assert nordic == ["country:DK", "country:FI", "country:IS", "country:NO", "country:SE"]


def test_the_post_is_that_of_the_day(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Jens Stoltenberg, kind: person, post: Prime Minister, of: Norway, until: 2013-10-16}
      - {name: Jens Stoltenberg, kind: person, post: Chief, of: NATO, from: 2014-10-01, until: 2024-10-01}
      - {name: Jens Stoltenberg, kind: person, post: Minister of Finance, of: Norway, from: 2025-02-04}
    meetings:
      - {id: oslo, date: 2012-05, attendance: [Jens Stoltenberg]}
      - {id: wales, date: 2022-06-29, attendance: [Jens Stoltenberg]}
      - {id: paris, date: 2025-03-27, attendance: [Jens Stoltenberg]}
      - {id: undated, attendance: [Jens Stoltenberg]}
      - {id: between, date: 2014-01, attendance: [Jens Stoltenberg]}
    """
    stood_for = [meeting.attendance[0].actor for meeting in dossier_doc.account("registry").meetings]
    assert stood_for == [
        "country:NO",
        "organisation:NATO",
        "country:NO",
        "country:NO",
        "person:jens-stoltenberg",
    ]
    assert dossier_doc.lines == [
        "coding.yaml:10:47: W322: no post of 'Jens Stoltenberg' on the day of the meeting is known, "
        "so it counts for no country; add `post`, `of`, `from` under `actors:`"
    ]


def test_two_posts_on_one_day_are_told(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Donald Tusk, kind: person, post: Prime Minister, of: Poland, from: 2014}
      - {name: Donald Tusk, kind: person, post: President, of: EU, from: 2014}
    meetings: [{id: paris, date: 2014-12-01, attendance: [Donald Tusk]}]
    """
    assert only(dossier_doc, "registry").attendance[0].actor == "organisation:EU"
    assert dossier_doc.places == ["coding.yaml:4:55: W323"]


def test_a_host_attends(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{title: Paris}}
meetings:
  - id: paris
    date: 2025-02-17
    format: in-person
    host: Emmanuel Macron
    summary: Macron received seven countries
    locator: para. 2
    attendance: [DK]
{LEADERS}""")
    meeting = only(doc)
    assert meeting.host == "person:emmanuel-macron"
    host, denmark = meeting.attendance
    assert brief(host) == ("country:FR", "person:emmanuel-macron", "host", "in-person", "attended")
    assert (host.summary, host.locator) == ("Macron received seven countries", "para. 2")
    assert brief(denmark) == ("country:DK", None, "participant", "in-person", "attended")


@pytest.mark.parametrize("listed", ["Emmanuel Macron", "FR", "{actor: FR, person: Emmanuel Macron}"])
def test_a_host_who_is_listed_gets_the_role(make_doc: MakeDoc, listed: str) -> None:
    doc = make_doc(f"""
source: {{title: Paris}}
meetings: [{{id: paris, host: Emmanuel Macron, attendance: [DK, {listed}]}}]
{LEADERS}""")
    _, host = only(doc).attendance
    assert brief(host) == ("country:FR", "person:emmanuel-macron", "host", "unknown", "attended")


def test_a_country_as_host_does_not_by_itself_attend(dossier_doc: Doc) -> None:
    """
    source: {title: Riyadh}
    meetings: [{id: riyadh, host: Saudi Arabia, attendance: [US, RU]}]
    """
    assert [one.actor for one in only(dossier_doc).attendance] == ["country:US", "country:RU"]
    assert {one.role for one in only(dossier_doc).attendance} == {"participant"}


def test_a_host_of_a_planned_meeting_is_planned(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{title: Invitation}}
meetings: [{{id: paris, host: Emmanuel Macron, reported: {{count: 30, status: planned}}}}]
{LEADERS}""")
    assert only(doc).attendance[0].status == "planned"


def test_the_mode_is_that_of_the_meetings_format(dossier_doc: Doc) -> None:
    """
    source: {title: Meetings}
    meetings:
      - {id: a, format: remote, attendance: [SE, {actor: NO, mode: phone}]}
      - {id: b, format: hybrid, attendance: [SE]}
      - {id: c, format: phone, attendance: [SE]}
      - {id: d, attendance: [SE]}
    --- file: registry.yaml
    meetings: [{id: d, format: in-person}]
    """
    modes = [[one.mode for one in meeting.attendance] for meeting in dossier_doc.account().meetings]
    assert modes == [["remote", "phone"], ["unknown"], ["phone"], ["in-person"]]


def test_sources_that_disagree_all_stay(dossier_doc: Doc) -> None:
    """
    source: {title: The article}
    meetings: [{id: london, date: 2025-03-02, reported: {count: 16, of: countries}}]
    --- file: voxeurop.yaml
    source: {title: Voxeurop}
    meetings: [{id: london, date: 2025-03-03, reported: {count: 18, of: countries}}]
    """
    assert dossier_doc.lines == []
    told = {account.name: account.meetings[0] for account in dossier_doc.dossier.accounts}
    assert [told[name].date for name in ("coding", "voxeurop")] == ["2025-03-02", "2025-03-03"]
    counts = [reported.count for name in ("coding", "voxeurop") if (reported := told[name].reported)]
    assert counts == [16, 18]


def test_the_registry_must_agree_with_itself(dossier_doc: Doc) -> None:
    """
    meetings: [{id: london, date: 2025-03-02, country: GB}]
    --- file: other.yaml
    meetings: [{id: london, date: 2025-03-03, country: United Kingdom}]
    """
    (line,) = dossier_doc.lines
    assert line.startswith(
        "other.yaml:1:31: E404: meeting 'london': date is '2025-03-03' here and '2025-03-02' in "
    )
    assert line.endswith("coding.yaml:1; make the two agree, or give it once")


def test_a_meeting_may_go_by_an_alias(dossier_doc: Doc) -> None:
    """
    meetings: [{id: london-2025-03-02, aliases: [lancaster-house]}]
    --- file: other.yaml
    source: {id: other}
    meetings: [{id: lancaster-house, attendance: [SE]}]
    """
    meeting = only(dossier_doc, "other")
    assert (meeting.id, meeting.attendance[0].meeting) == ("london-2025-03-02", "meeting:london-2025-03-02")


def test_two_meetings_that_are_each_others_alias_are_one(dossier_doc: Doc) -> None:
    """
    source: {id: example}
    meetings: [{id: b, aliases: [a]}, {id: a, aliases: [b]}]
    """
    assert [meeting.id for meeting in dossier_doc.account("example").meetings] == ["a", "a"]


def test_who_attended_before_the_meeting_is_told(dossier_doc: Doc) -> None:
    """
    source: {id: example, published: 2025-03-01}
    meetings:
      - {id: london, date: 2025-03-02, attendance: [SE]}
      - {id: paris, date: 2025-03-27, attendance: [{actor: SE, status: planned}]}
    """
    assert dossier_doc.lines == [
        "coding.yaml:3:48: W325: the source was published on 2025-03-01, before this meeting; "
        "write `status: planned`"
    ]


def test_a_meeting_is_in_a_country(dossier_doc: Doc) -> None:
    """
    meetings: [{id: brussels, country: NATO}]
    """
    assert dossier_doc.lines == ["coding.yaml:1:36: E305: 'NATO' is an organisation, not a country"]


def test_rows_of_a_table_join_the_sources_meeting(dossier_doc: Doc) -> None:
    """
    source: {id: article}
    meetings: [{id: london, title: Lancaster House, format: in-person, host: Keir Starmer, attendance: [SE]}]
    actors: [{name: Keir Starmer, kind: person, post: Prime Minister, of: GB}]
    --- file: attendance.csv
    source,meeting,actor,person,role
    article,Lancaster House,GB,Keir Starmer,
    article,london,NO,,observer
    agency,london,FI,,
    """
    listed = [brief(one) for one in only(dossier_doc, "article").attendance]
    assert listed == [
        ("country:SE", None, "participant", "in-person", "attended"),
        ("country:GB", "person:keir-starmer", "host", "in-person", "attended"),
        ("country:NO", None, "observer", "in-person", "attended"),
    ]
    agency = only(dossier_doc, "agency")
    assert [brief(one) for one in agency.attendance] == [
        ("country:FI", None, "participant", "in-person", "attended")
    ]
    assert dossier_doc.places == ["attendance.csv:4:1: W421"]


def test_a_row_must_name_a_meeting_that_is_described(dossier_doc: Doc) -> None:
    """
    meetings: [{id: london}]
    --- file: attendance.csv
    meeting,actor
    londom,SE
    """
    assert dossier_doc.lines == ["attendance.csv:2:1: E304: unknown meeting 'londom'; did you mean 'london'?"]
