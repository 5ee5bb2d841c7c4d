"""What moved between two days, and by which statements; and the history of one actor."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition_graph
from coalition_graph import resources
from coalition_graph.analysis import sheet
from coalition_graph.analysis.conditions import StatusReport, status
from coalition_graph.analysis.history import stays
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.rule import hold
from coalition_graph.analysis.said import Said, spelled
from coalition_graph.errors import BadParameter
from coalition_graph.graph import Graph
from coalition_graph.model import Expression, Requirement
from tests.conftest import Command, Doc
from tests.loaded import brief, loaded

MARCH = {day: dt.date(2025, 3, day) for day in range(1, 32)}


def moves(doc: Doc, since: str = "2025-01-01", until: str | None = None) -> list[tuple[object, ...]]:
    table = Graph(loaded(doc)).changes(since=since, until=until)
    return brief(table, "date", "code", "before", "after", "statement")


def test_the_columns_are_those_that_other_tools_read(command: Command) -> None:
    ran = command("-g", "example", "changes", "--since", "2025-03-01", "--format", "csv")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "actor,code,proposal,before,after,date,statement")


def test_a_new_stance_and_new_conditions_are_changes_and_the_same_said_again_is_none(
    dossier_doc: Doc,
) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: cover, text: Cover}, {id: truce, text: Truce}, {id: vote, text: Vote}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{id: se, actor: SE, stance: open, proposal: force, conditions: [cover, {any: [truce, vote]}]}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-05}
    statements: [{id: se, actor: SE, stance: open, proposal: force}]
    --- file: c.yaml
    source: {id: c, published: 2025-03-09}
    statements:
      - {id: se, actor: SE, stance: open, proposal: force, conditions: [truce, cover], credibility: 2}
      - {id: other, actor: SE, stance: open, proposal: force, attribution: anonymous}
    --- file: d.yaml
    source: {id: d, published: 2025-03-20}
    statements:
      - {id: se, actor: SE, stance: declines, proposal: force, speaker: Ulf Kristersson}
      - {id: anon, actor: SE, stance: open, proposal: force, attribution: anonymous}
    """
    assert moves(dossier_doc) == [
        ("2025-03-01", "SE", None, "open if cover|any(truce|vote)", "a.se"),
        ("2025-03-09", "SE", "open if cover|any(truce|vote)", "open if cover|truce", "c.se"),
        ("2025-03-20", "SE", "open if cover|truce", "declines", "d.se"),
    ]


def test_both_days_are_included(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    statements:
      - {id: a, actor: SE, stance: open, proposal: force, said: 2025-03-01}
      - {id: b, actor: SE, stance: declines, proposal: force, said: 2025-03-09}
      - {id: c, actor: SE, stance: open, proposal: force, said: 2025-03-20}
      - {id: d, actor: SE, stance: pledges, proposal: force, said: 2025-04}
    """
    days = [row[0] for row in moves(dossier_doc, "2025-03-09", "2025-03-20")]
    assert days == ["2025-03-09", "2025-03-20"]
    assert moves(dossier_doc, "2025-03-10", "2025-03-19") == []
    assert [row[0] for row in moves(dossier_doc, "2025-03", "2025-03")] == [
        "2025-03-01",
        "2025-03-09",
        "2025-03-20",
    ]
    assert moves(dossier_doc, "2025-03-21")[0][:4] == ("2025-04-30", "SE", "open", "pledges")


def test_what_another_lifts_and_what_a_report_turns_back(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}, {id: backstop, title: A backstop}, {id: budget, title: A budget}]
    conditions:
      - {id: cover, text: Cover, requires: {actor: US, stance: [pledges, open], proposal: backstop}}
      - {id: money, text: Money, requires: {at_least: 2, stance: pledges, proposal: budget}}
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements:
      - {id: se, actor: SE, stance: open, proposal: force, conditions: [cover]}
      - {id: us, actor: US, stance: pledges, proposal: backstop, conditions: [money]}
      - {id: de, actor: DE, stance: pledges, proposal: budget}
    --- file: b.yaml
    source: {id: b, published: 2025-03-10}
    statements:
      - {id: fr, actor: FR, stance: pledges, proposal: budget}
      - {id: it, actor: IT, stance: declines, proposal: budget}
    --- file: c.yaml
    source: {id: c, published: 2025-03-20}
    status: [{condition: cover, is: failed, as_of: 2025-03-19}]
    """
    assert moves(dossier_doc, "2025-03-02") == [
        ("2025-03-10", "US", "pledges if money", "pledges", "b.fr"),
        ("2025-03-10", "FR", None, "pledges", "b.fr"),
        ("2025-03-10", "IT", None, "declines", "b.it"),
        ("2025-03-10", "SE", "open if cover", "open", "b.fr"),
        ("2025-03-19", "SE", "open", "open if cover", "c.status-cover"),
    ]


def test_sources_that_differ_are_told_by_their_stances(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: cover, text: Cover}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{id: one, actor: "Côte d'Ivoire", stance: open, proposal: force, conditions: [cover]}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-01}
    statements: [{id: two, actor: CI, stance: declines, proposal: force}]
    --- file: c.yaml
    source: {id: c, published: 2025-03-04}
    statements: [{id: three, actor: CI, stance: declines, proposal: force}]
    """
    assert moves(dossier_doc) == [
        ("2025-03-01", "CI", None, "declines|open", "a.one|b.two"),
        ("2025-03-04", "CI", "declines|open", "declines", "c.three"),
    ]


def test_what_is_undated_changes_nothing_on_any_day_and_is_told(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    source: {id: a}
    statements: [{actor: SE, stance: open, proposal: force}]
    """
    table = Graph(loaded(dossier_doc)).changes(since="2025-01-01")
    assert table.rows == []
    assert table.notes == ("1 statement has no date: nobody can tell when anything changed by it",)


def test_rows_stand_in_the_order_of_time_then_proposal_then_name(dossier_doc: Doc) -> None:
    """
    proposals: [{id: a-force, title: A}, {id: b-force, title: B}]
    statements:
      - {actor: [SE, AT], stance: open, proposal: b-force, said: 2025-03-02}
      - {actor: [SE, DE], stance: open, proposal: a-force, said: 2025-03-02}
      - {actor: ZA, stance: open, proposal: b-force, said: 2025-03-01}
    """
    table = Graph(loaded(dossier_doc)).changes(since="2025-03-01")
    assert brief(table, "date", "proposal", "actor") == [
        ("2025-03-01", "b-force", "South Africa"),
        ("2025-03-02", "a-force", "Germany"),
        ("2025-03-02", "a-force", "Sweden"),
        ("2025-03-02", "b-force", "Austria"),
        ("2025-03-02", "b-force", "Sweden"),
    ]


def test_bad_days_are_told() -> None:
    graph = coalition_graph.open("example")
    with pytest.raises(BadParameter, match="since"):
        graph.changes(since="last week")
    with pytest.raises(BadParameter, match="until"):
        graph.changes(since="2025-03-01", until="2025-02-30")
    with pytest.raises(BadParameter, match="before 2025-03-09"):
        graph.changes(since="2025-03-09", until=MARCH[8])
    assert graph.changes(since=MARCH[28], until=MARCH[28]).rows


def test_a_command_without_a_first_day_says_so(command: Command) -> None:
    assert command("-g", "example", "changes").code == 2
    ran = command("-g", "example", "changes", "--since", "2025-03-09", "--until", "2025-03-08")
    assert (ran.code, "before 2025-03-09" in ran.err) == (2, True)


def test_what_moved_in_the_shipped_dossier() -> None:
    table = coalition_graph.open("example").changes(since="2025-03-28", until="2025-04-11")
    assert [row for row in brief(table, "date", "code", "before", "after") if row[1] == "SE"] == [
        (
            "2025-03-28",
            "SE",
            "open if the-conditions-are-right|us-protection",
            "open if the-conditions-are-right",
        ),
        ("2025-04-11", "SE", "open if the-conditions-are-right", "undecided"),
    ]


def test_an_american_pledge_moves_those_who_wait_for_it_and_its_failure_turns_them_back(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(resources.example(), tmp_path / "dossier"))
    (folder / "pledge.yaml").write_text(
        "source: {id: pledge, published: 2025-04-20}\n"
        "statements: [{id: us, actor: US, stance: pledges, proposal: us-backstop}]\n"
    )
    (folder / "end.yaml").write_text(
        "source: {id: end, published: 2025-05-01}\nstatus: [{condition: us-protection, is: failed}]\n"
    )
    table = coalition_graph.open(folder).changes(since="2025-04-12")
    others = ("Australia", "France", "Many in Europe", "United Kingdom")
    rows = brief(table, "date", "actor", "before", "after", "statement")
    stances = {"Many in Europe": "supports"}
    assert [row for row in rows if row[1] != "United States"] == [
        *(
            ("2025-04-20", actor, f"{stance} if us-protection", stance, "pledge.us")
            for actor in others
            for stance in [stances.get(actor, "open")]
        ),
        *(
            ("2025-05-01", actor, stance, f"{stance} if us-protection", "end.status-us-protection")
            for actor in others
            for stance in [stances.get(actor, "open")]
        ),
    ]
    assert ("2025-04-20", "United States", "declines", "pledges", "pledge.us") in rows


def test_the_sheet_of_an_actor_has_its_history(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}, {id: backstop, title: A backstop}]
    conditions:
      - {id: cover, text: Cover, requires: {actor: US, stance: pledges, proposal: backstop}}
    source: {id: a}
    statements:
      - {id: one, actor: SE, stance: open, proposal: force, conditions: [cover], said: 2025-03-01}
      - {id: us, actor: US, stance: pledges, proposal: backstop, said: 2025-03-10}
      - {id: two, actor: SE, stance: declines, proposal: force, said: 2025-03-20}
      - {id: old, actor: SE, stance: supports, proposal: backstop}
    """
    told = dict(sheet.show(loaded(dossier_doc), "country:SE").sections)["History"]
    assert told.columns == ("since", "until", "proposal", "position", "statement")
    assert told.rows == [
        ("2025-03-01", "2025-03-09", "force", "open if cover", "a.one"),
        ("2025-03-10", "2025-03-19", "force", "open", "a.us"),
        ("2025-03-20", None, "force", "declines", "a.two"),
        (None, None, "backstop", "supports", "a.old"),
    ]


def test_no_history_where_nothing_was_said(dossier_doc: Doc) -> None:
    """
    actors: [{name: Ada, kind: person}]
    """
    assert "History" not in dict(sheet.show(loaded(dossier_doc), "person:ada").sections)


# Against the rule itself, asked day by day.

ACTORS = ("country:DE", "country:FR", "country:SE")
STANCES = st.sampled_from(["pledges", "open", "declines"])
DAYS = st.sampled_from([None, *(MARCH[day] for day in range(1, 7))])
LEAVES = ("condition:a", "condition:b", "condition:c")
EXPRESSIONS = st.none() | st.builds(
    lambda parts: Expression(op="all", parts=tuple(sorted(parts))),
    st.sets(st.sampled_from(LEAVES), min_size=1),
)
RULES = {
    "condition:a": Requirement(actor="country:FR", stance=("open", "pledges"), proposal="p"),
    "condition:b": Requirement(at_least=1, stance=("pledges",), proposal="p"),
}


@st.composite
def said(draw: st.DrawFn) -> list[Said]:
    return [
        Said(
            f"statement:s.{number}",
            draw(st.sampled_from(ACTORS)),
            "p",
            draw(STANCES),
            latest=draw(DAYS),
            expression=draw(EXPRESSIONS),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


REPORTS = st.lists(
    st.builds(
        StatusReport,
        st.sampled_from(["report:r.1", "report:r.2"]),
        st.sampled_from(LEAVES),
        st.sampled_from(["open", "met", "failed"]),
        DAYS,
    ),
    max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(said(), REPORTS)
def test_each_day_shows_what_held_on_it(heard: list[Said], reports: list[StatusReport]) -> None:
    found = stays(heard, reports, RULES)
    for day in (MARCH[number] for number in range(1, 8)):
        positions = hold(heard, day)
        held = holding(positions, RULES, status(reports, day))
        told: dict[str, list[str]] = {}
        for one in positions:
            on = f" if {spelled(one.expression)}" if held.conditional(one) and not one.ambiguous else ""
            told.setdefault(one.actor, []).append(f"{one.stance}{on}")
        shown = {
            actor: stay.position
            for (_, actor), line in found.items()
            for stay in line
            if stay.since <= day and (stay.until is None or day < stay.until)
        }
        assert shown == {actor: "|".join(parts) for actor, parts in told.items()}


@settings(max_examples=150, deadline=None)
@given(said(), REPORTS)
def test_every_change_has_something_dated_that_day_behind_it(
    heard: list[Said], reports: list[StatusReport]
) -> None:
    dated = {(one.node, one.latest) for one in heard} | {(one.node, one.latest) for one in reports}
    for line in stays(heard, reports, RULES).values():
        for stay in line:
            assert stay.because
            assert all((node, stay.since) in dated for node in stay.because)


@settings(max_examples=150, deadline=None)
@given(said(), REPORTS, DAYS.filter(bool))
def test_asked_from_a_day_on_the_changes_are_the_same(
    heard: list[Said], reports: list[StatusReport], since: dt.date
) -> None:
    def changes(first: dt.date) -> set[tuple[object, ...]]:
        return {
            (before and before.position, now.pair, now.position, now.since, now.until, now.because)
            for line in stays(heard, reports, RULES, first).values()
            for before, now in zip([None, *line[:-1]], line, strict=True)
            if now.since >= since
        }

    assert changes(since) == changes(dt.date.min)
