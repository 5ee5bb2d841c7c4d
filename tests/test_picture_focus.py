"""The picture of what a query's result names: those rows, the words behind them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import coalition_graph
from coalition_graph.errors import UnknownName, UsageError
from coalition_graph.picture.focus import named
from coalition_graph.picture.payload import payload
from coalition_graph.picture.records import Payload
from coalition_graph.store import Store
from coalition_graph.table import Table
from tests.conftest import MakeDoc
from tests.loaded import loaded

DOSSIER = """
dossier: {id: force, title: Who would come?}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark}
proposals: [{id: land-force, title: A land force}, {id: air-force, title: An air force}]
conditions:
  - {id: protection, text: American protection, kind: guarantee}
  - {id: ceasefire, text: A ceasefire, kind: ceasefire}
--- file: gazette.yaml
source: {id: gazette, title: The Gazette, published: 2025-03-01}
meetings:
  - id: paris
    date: 2025-02-17
    place: Paris
    series: talks
    reported: {count: 9, of: countries}
    attendance: [FR, GB, {actor: Mette Frederiksen, represents: [Sweden]}]
statements:
  - {id: se, actor: SE, speaker: Ulf Kristersson, stance: open, proposal: land-force, conditions: [protection],
     contribution: {kind: land, min: 500, unit: personnel}, summary: Sweden may come}
  - {id: both, actor: [FR, GB], stance: pledges, proposal: land-force, conditions: [ceasefire], summary: They would come}
  - {id: air, actor: SE, stance: declines, proposal: air-force, summary: Sweden would not fly}
status: [{condition: ceasefire, is: failed, as_of: 2025-02-20}]
--- file: herald.yaml
source: {id: herald, title: The Herald, published: 2025-04-01}
meetings: [{id: london, date: 2025-03-02, attendance: [FR, SE]}]
statements:
  - {id: se, actor: SE, stance: undecided, proposal: land-force, summary: Sweden asks what for}
"""


@pytest.fixture
def store(make_doc: MakeDoc) -> Store:
    return loaded(make_doc(DOSSIER))


def statements(given: Payload) -> list[str]:
    rows = given.statements
    return sorted(f"{row.name.partition(':')[2]} {given.nodes[row.actor].label}" for row in rows)


def positions(given: Payload) -> list[str]:
    return sorted(
        f"{given.nodes[row.actor].code} {row.stance} {given.nodes[row.proposal].name}"
        for row in given.positions
    )


def presences(given: Payload) -> list[str]:
    return sorted(
        f"{given.nodes[row.actor].code} {row.presence} {given.nodes[row.meeting].name}"
        for row in given.presences
    )


def nodes(given: Payload) -> set[str]:
    return {row.name for row in given.nodes}


def test_of_an_actor_all_it_said_and_where_it_was(store: Store) -> None:
    given = payload(store, only=["country:GB"])
    assert statements(given) == ["gazette.both United Kingdom"]
    assert positions(given) == ["GB pledges proposal:land-force"]
    assert presences(given) == ["GB attended meeting:paris"]
    assert nodes(given) == {"country:GB", "proposal:land-force", "condition:ceasefire", "meeting:paris"}
    assert [row.name for row in given.sources] == ["source:gazette"]


def test_an_actor_and_a_proposal_narrow_each_other(store: Store) -> None:
    given = payload(store, only=["country:SE", "proposal:air-force"])
    assert statements(given) == ["gazette.air Sweden"]
    assert positions(given) == ["SE declines proposal:air-force"]


def test_actors_and_a_meeting_show_only_those_at_that_one(store: Store) -> None:
    given = payload(store, only=["country:SE", "country:FR", "meeting:london"])
    assert presences(given) == ["FR attended meeting:london", "SE attended meeting:london"]
    assert [given.nodes[row.node].name for row in given.meetings] == ["meeting:london"]


def test_a_row_without_a_condition_is_not_held_against_one_that_is_named(store: Store) -> None:
    given = payload(store, only=["country:SE", "proposal:air-force", "condition:ceasefire"])
    assert statements(given) == ["gazette.air Sweden"]
    assert statements(payload(store, only=["proposal:land-force", "condition:ceasefire", "country:FR"])) == [
        "gazette.both France"
    ]


def test_a_position_keeps_its_whole_course_lest_a_gap_reads_as_silence(store: Store) -> None:
    given = payload(store, only=["source:gazette", "country:SE", "proposal:land-force"])
    assert positions(given) == ["SE open proposal:land-force", "SE undecided proposal:land-force"]
    assert statements(given) == ["gazette.se Sweden", "herald.se Sweden"]


def test_of_a_speaker_what_he_said_for_whom(store: Store) -> None:
    given = payload(store, only=["person:ulf-kristersson"])
    assert "gazette.se Sweden" in statements(given)
    assert {given.nodes[row.actor].code for row in given.statements} == {"SE"}
    assert presences(given) == []


def test_of_a_person_where_she_came_and_whom_she_stood_for(store: Store) -> None:
    given = payload(store, only=["person:mette-frederiksen"])
    assert presences(given) == ["DK attended meeting:paris", "SE represented meeting:paris"]


def test_a_statement_is_pictured_alone_with_the_position_that_rests_on_it(store: Store) -> None:
    given = payload(store, only=["statement:gazette.air", "country:SE"])
    assert statements(given) == ["gazette.air Sweden"]
    assert positions(given) == ["SE declines proposal:air-force"]
    assert presences(given) == ["SE attended meeting:london", "SE represented meeting:paris"]


def test_a_position_brings_the_statements_that_it_rests_on(store: Store) -> None:
    given = payload(store, only=["position:FR.land-force"])
    assert positions(given) == ["FR pledges proposal:land-force"]
    assert statements(given) == ["gazette.both France"]


def test_an_attendance_brings_those_who_came_by_it(store: Store) -> None:
    given = payload(store, only=["attendance:gazette.paris-DK"])
    assert presences(given) == ["DK attended meeting:paris", "SE represented meeting:paris"]
    assert given.statements == ()


def test_a_report_brings_the_meeting_or_the_condition_that_it_is_of(store: Store) -> None:
    assert nodes(payload(store, only=["report:gazette.meeting-paris"])) >= {"meeting:paris", "country:FR"}
    of_status = payload(store, only=["report:gazette.status-ceasefire"])
    assert [given.status for given in of_status.conditions] == [(("2025-02-20", None, "failed"),)]
    assert statements(of_status) == ["gazette.both France", "gazette.both United Kingdom"]


def test_a_series_brings_its_meetings_and_an_offer_its_statement(store: Store) -> None:
    assert {row.place for row in payload(store, only=["series:talks"]).meetings} == {"Paris"}
    assert "gazette.se Sweden" in statements(payload(store, only=["statement:gazette.se-contribution-1"]))


def test_counts_of_a_meeting_are_of_all_who_came(store: Store) -> None:
    (paris,) = payload(store, only=["country:GB"]).meetings
    assert (paris.named, paris.counted) == (3, "9")


def test_what_is_named_and_bears_on_nothing_is_there_all_the_same(store: Store) -> None:
    given = payload(store, only=["proposal:air-force", "country:FR"])
    assert given.statements == ()
    assert nodes(given) >= {"proposal:air-force", "country:FR"}


@pytest.mark.parametrize(
    "names",
    [[], ["stance:open"], ["country:ZZ"], ["Sweden"], ["source:none"], ['country:SE"> . '], ["cg:actor"]],
)
def test_a_result_that_names_nothing_of_ours_is_told(store: Store, names: list[str]) -> None:
    with pytest.raises(
        UsageError, match="the result names nothing that can be pictured; let it return actors"
    ):
        payload(store, only=names)


def test_a_narrowed_picture_says_that_there_is_more(store: Store) -> None:
    assert payload(store, only=["country:GB"]).title == "Who would come? (in part)"


def test_a_picture_of_everything_is_what_it_was(store: Store) -> None:
    whole = payload(store)
    assert whole.title == "Who would come?"
    assert len(whole.statements) == 5
    assert nodes(whole) >= {"person:ulf-kristersson", "condition:protection", "meeting:london"}
    assert [row.name for row in whole.sources] == ["source:gazette", "source:herald"]


def test_a_table_names_the_cells_that_are_nodes_of_ours() -> None:
    rows = [("country:SE", "open", 3), ("statement:a.b-2", "country:SE", None), ("cg:actor", "a: b", True)]
    assert named(Table(("one", "two", "three"), rows)) == ("country:SE", "statement:a.b-2")


def test_the_result_of_a_query_becomes_a_picture(make_doc: MakeDoc, tmp_path: Path) -> None:
    graph = coalition_graph.open(make_doc(DOSSIER).folder)
    found = graph.query("SELECT ?who WHERE { ?who stance:pledges proposal:land-force }")
    shown = graph.picture(tmp_path / "out.html", only=found)
    assert (tmp_path / "out.html").read_text(encoding="utf-8") == shown.html
    assert "They would come" in shown.html
    assert "Sweden may come" not in shown.html
    with pytest.raises(UsageError, match="names nothing that can be pictured"):
        graph.picture(only=graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s a cg:Statement }"))


def test_names_are_taken_as_in_coding_files(make_doc: MakeDoc) -> None:
    graph = coalition_graph.open(make_doc(DOSSIER).folder)
    assert "Sweden would not fly" in graph.picture(only=["Sweden", "An air force"]).html
    assert "Sweden may come" not in graph.picture(only=["Sweden", "An air force"]).html
    with pytest.raises(UnknownName, match="did you mean 'Sweden'"):
        graph.picture(only=["Sweeden"])
