"""What the page is given: decided by the analysis, with names, words and sources in place."""

from __future__ import annotations

import datetime as dt

import pytest

from coalition_graph import picture
from coalition_graph.analysis.judgement import Question, judge
from coalition_graph.picture.payload import payload
from coalition_graph.picture.records import Payload, Position
from coalition_graph.store import MemoryStore, Store
from tests.conftest import MakeDoc
from tests.loaded import loaded
from tests.pictured import DOSSIER


@pytest.fixture
def store(make_doc: MakeDoc) -> Store:
    return loaded(make_doc(DOSSIER))


@pytest.fixture
def given(store: Store) -> Payload:
    return payload(store)


def holding(given: Payload, day: str | None) -> list[Position]:
    """What the page shows on a day: the same two lines as in its script."""
    if day is None:
        return [row for row in given.positions if row.until is None]
    return [
        row
        for row in given.positions
        if row.since and row.since <= day and (row.until is None or day < row.until)
    ]


def shown(given: Payload, day: str | None) -> list[tuple[str, str, str, bool, bool]]:
    rows = holding(given, day)
    return sorted(
        (
            given.nodes[row.actor].name,
            given.nodes[row.proposal].name,
            row.stance,
            bool(row.conditional),
            bool(row.ambiguous),
        )
        for row in rows
    )


@pytest.mark.parametrize(
    "day",
    ["2025-02-01", "2025-03-01", "2025-03-15", "2025-03-20", "2025-03-25", "2025-03-31", "2025-04-11", None],
)
def test_a_day_on_the_page_is_that_day_in_the_analysis(store: Store, given: Payload, day: str | None) -> None:
    judged = judge(store, Question(as_of=dt.date.fromisoformat(day) if day else None))
    expected = sorted(
        (held.actor, held.proposal, held.stance, judged.holding.conditional(held), held.ambiguous)
        for held in judged.positions
    )
    assert shown(given, day) == expected


def test_the_unnamed_and_the_ambiguous_are_shown_and_not_counted(given: Payload) -> None:
    uncounted = {given.nodes[row.actor].label for row in holding(given, None) if not row.counted}
    assert uncounted == {"Italy", "Many in Europe"}


def test_a_condition_is_met_from_the_day_that_its_requirement_holds(given: Payload) -> None:
    condition = next(
        row for row in given.conditions if given.nodes[row.node].name == "condition:us-protection"
    )
    assert condition.status == (("2025-04-11", None, "met"),)
    assert condition.requires == "once United States is firmly “open” or “pledges” on “An American backstop”"


def test_statements_carry_words_speaker_and_contribution(given: Payload) -> None:
    sweden = next(row for row in given.statements if row.speaker is not None)
    words = given.words[sweden.words]
    assert (words.quote, words.summary, words.locator) == (
        "the conditions are right",
        "Sweden may take part",
        "para. 3",
    )
    assert sweden.expression in (
        "American protection and the conditions are right",
        "the conditions are right and American protection",
    )
    assert given.nodes[sweden.speaker or 0].note == "Prime Minister, Sweden"
    assert given.sources[words.source or 0].url == "https://example.org/a"
    joint = [row for row in given.statements if row.contribution]
    assert {row.contribution for row in joint} == {"land: 10,000–30,000 personnel (jointly)"}
    assert len({row.words for row in joint}) == 1


def test_presences_say_who_stood_for_whom_and_planned_is_not_named(given: Payload) -> None:
    found = {
        (given.nodes[row.actor].label, row.presence, tuple(given.nodes[by].label for by in row.by or ()))
        for row in given.presences
    }
    assert ("Sweden", "represented", ("Denmark",)) in found
    assert ("Denmark", "attended", ()) in found
    assert ("Germany", "planned", ()) in found
    assert ("United States", "declined", ()) in found
    paris = next(row for row in given.meetings if row.place == "Paris")
    assert (paris.named, paris.counted, paris.of, paris.most, paris.day) == (
        1,
        "9",
        "countries",
        9,
        "2025-02-17",
    )


def test_differing_counts_are_a_span_and_expected_ones_are_left_out(make_doc: MakeDoc) -> None:
    text = """
    source: {id: a}
    meetings: [{id: london, date: 2025-03-02, reported: {count: 16, of: countries}}]
    --- file: b.yaml
    source: {id: b}
    meetings: [{id: london, reported: {count: 18, of: leaders}}]
    --- file: c.yaml
    source: {id: c}
    meetings: [{id: london, reported: {count: 25, of: countries, status: planned}}]
    """
    (london,) = payload(loaded(make_doc(text))).meetings
    assert (london.counted, london.of, london.most) == ("16–18", None, 18)
    assert london.reported == "16 countries or 18 leaders or 25 countries (planned)"


def test_it_opens_on_the_proposal_that_most_speak_of(given: Payload) -> None:
    assert given.proposal == "proposal:land-force"
    assert (given.title, given.first, given.last) == ("Who would send troops?", "2025-02-17", "2025-04-11")


def test_of_a_proposal_that_nobody_speaks_of_it_opens_on_a_part(store: Store) -> None:
    assert payload(store, proposal="proposal:reassurance-force").proposal == "proposal:land-force"
    assert payload(store, proposal="proposal:us-backstop").proposal == "proposal:us-backstop"


def test_an_empty_store_gives_an_empty_page() -> None:
    given = payload(MemoryStore())
    assert (given.statements, given.meetings, given.first, given.proposal) == ((), (), None, None)
    assert "<title>Coalition graph</title>" in picture.html(MemoryStore())
