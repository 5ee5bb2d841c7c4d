"""Meetings merged from the registry and reports, apart from any store."""

from __future__ import annotations

import datetime as dt

import pytest

from coalition_graph.analysis.nodes import Described
from coalition_graph.analysis.occasions import Occasion, merge
from coalition_graph.table import Cell


def meeting(name: str, **facts: Cell) -> Described:
    return Described(f"meeting:{name}", {"rdf:type": ["cg:Meeting"], **_listed(facts)})


def report(name: str, source: str, **facts: Cell) -> Described:
    told = {"rdf:type": ["cg:MeetingReport"], "cg:meeting": [f"meeting:{name}"], "cg:source": [source]}
    return Described(f"report:{source}.meeting-{name}", {**told, **_listed(facts)})


def _listed(facts: dict[str, Cell]) -> dict[str, list[Cell]]:
    return {f"cg:{key}": [value] for key, value in facts.items()}


def only(*nodes: Described) -> Occasion:
    (occasion,) = merge(nodes).values()
    return occasion


def test_meetings_stand_in_the_order_of_time_and_undated_ones_last() -> None:
    found = merge(
        [
            meeting("undated"),
            meeting("b", earliest="2025-03-02", latest="2025-03-02"),
            meeting("a", earliest="2025-03-02", latest="2025-03-02"),
            meeting("year", earliest="2025-01-01", latest="2025-12-31"),
        ]
    )
    assert list(found) == ["meeting:year", "meeting:a", "meeting:b", "meeting:undated"]


def test_a_fact_is_the_sources_own_and_else_that_of_all_others() -> None:
    found = only(
        meeting("m"),
        report("m", "source:a", place="Paris"),
        report("m", "source:b", place="Versailles"),
        report("m", "source:c", level="leaders"),
    )
    assert found.fact("cg:place", "source:a") == "Paris"
    assert found.fact("cg:place", "source:c") == "Paris|Versailles"
    assert found.fact("cg:place") == "Paris|Versailles"
    assert found.fact("cg:level", "source:a") == "leaders"
    assert found.fact("cg:format") is None


def test_the_day_of_a_meeting_is_the_sources_own() -> None:
    found = only(
        report("m", "source:a", earliest="2025-02-17", latest="2025-02-18"),
        report("m", "source:b", earliest="2025-02-19", latest="2025-02-19"),
    )
    assert found.day("source:a") == dt.date(2025, 2, 18)
    assert found.day("source:c") == dt.date(2025, 2, 19)
    assert only(meeting("m")).day() is None


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"reportedCount": 7, "reportedOf": "countries"}, "7 countries"),
        ({"reportedCount": 30, "reportedAbout": True}, "about 30"),
        ({"reportedCount": 30, "reportedAbout": False}, "30"),
        ({"reportedMin": 16, "reportedMax": 18}, "16–18"),
        ({"reportedMin": 16}, "at least 16"),
        ({"reportedMax": 18, "reportedOf": "leaders"}, "at most 18 leaders"),
        ({"reportedCount": 15, "reportedStatus": "planned"}, "15 (planned)"),
        ({"reportedCount": 15, "reportedStatus": "attended"}, "15"),
        ({"reportedCount": 0}, "0"),
        ({"reportedOf": "countries"}, None),
    ],
)
def test_a_count_is_told_in_words(facts: dict[str, Cell], told: str | None) -> None:
    assert only(meeting("m", **facts)).reported == told


def test_parts_of_a_count_on_which_sources_agree_make_no_count_of_their_own() -> None:
    found = only(
        meeting("m", reportedCount=7),
        report("m", "source:a", reportedCount=7, reportedOf="countries"),
        report("m", "source:b", reportedCount=7, reportedOf="leaders"),
    )
    assert found.reported == "7 countries|7 leaders"


def test_a_meeting_that_only_a_report_describes_is_a_meeting() -> None:
    assert only(report("m", "source:a", place="Paris")).node == "meeting:m"
