"""Where sources differ: stances, facts of meetings, who was there, spellings, and who said something."""

from __future__ import annotations

import pytest

import coalition_graph
from coalition_graph.analysis.conflicts_names import alike
from coalition_graph.graph import Graph
from tests.conftest import Command, Doc
from tests.loaded import loaded


@pytest.fixture
def found(dossier_doc: Doc) -> list[tuple[object, ...]]:
    """The rows of the test's dossier."""
    return [*Graph(loaded(dossier_doc)).conflicts().rows]


Rows = list[tuple[object, ...]]


def test_the_columns_are_those_that_other_tools_read(command: Command) -> None:
    ran = command("-g", "example", "conflicts", "--format", "csv")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "kind,subject,field,values,sources,reliability")


def test_how_many_attended_london_and_who_says_so() -> None:
    table = coalition_graph.open("example").conflicts()
    london = [row for row in table if row["subject"] == "london-2025-03-02"]
    assert [
        (row["kind"], row["field"], row["values"], row["sources"], row["reliability"]) for row in london
    ] == [
        (
            "meeting",
            "reported",
            "16 countries|16 countries|18 countries",
            "article-2025-03-28|friendlywiki-london|voxeurop-london",
            "F|D|B",
        ),
        ("meeting", "reported", "19 leaders|18 leaders", "espreso-london|wikimili-london", "C|D"),
    ]


# Stances


def test_stances_for_the_same_day_differ(found: Rows) -> None:
    """
    proposals: [{id: force, title: A force}]
    statements: [{actor: "Côte d'Ivoire", stance: open, proposal: force, said: 2025-03-01}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-09, reliability: B}
    statements:
      - {actor: CI, stance: declines, proposal: force, said: 2025-03-01}
      - {actor: CI, stance: declines, proposal: force, said: 2025-03-01, summary: again}
    --- file: b.yaml
    source: {id: b, published: 2025-03-20}
    statements: [{actor: CI, stance: supports, proposal: force}]
    """
    assert found == [("stance", "Côte d'Ivoire", "force", "declines|open", "a|", "B|")]


def test_a_later_stance_is_a_change_and_no_conflict(found: Rows) -> None:
    """
    proposals: [{id: force, title: A force}, {id: other, title: Another}]
    statements:
      - {actor: SE, stance: open, proposal: force, said: 2025-03-01}
      - {actor: SE, stance: declines, proposal: force, said: 2025-03-02}
      - {actor: SE, stance: declines, proposal: other, said: 2025-03-01}
      - {actor: NO, stance: declines, proposal: force, said: 2025-03-01}
    """
    assert found == []


def test_where_nobody_can_tell_which_is_later_they_differ(found: Rows) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a}
    statements:
      - {actor: SE, stance: open, proposal: force, said: 2025-03}
      - {actor: NO, stance: open, proposal: force, said: 2025-03-01}
      - {actor: FI, stance: open, proposal: force, said: 2025-03}
    --- file: b.yaml
    source: {id: b}
    statements:
      - {actor: SE, stance: declines, proposal: force, said: 2025-03-30}
      - {actor: NO, stance: declines, proposal: force}
      - {actor: FI, stance: declines, proposal: force, said: 2025-04}
    """
    assert [row[1:5] for row in found] == [
        ("Norway", "force", "declines|open", "b|a"),
        ("Sweden", "force", "open|declines", "a|b"),
    ]


def test_two_quarrels_on_two_days_are_two_rows(found: Rows) -> None:
    """
    proposals: [{id: force, title: A force}]
    source: {id: a, reliability: C}
    statements:
      - {actor: SE, stance: open, proposal: force, said: 2025-03-01}
      - {actor: SE, stance: declines, proposal: force, said: 2025-03-01}
      - {actor: SE, stance: pledges, proposal: force, said: 2025-03-09, summary: alone that day}
      - {actor: SE, stance: opposes, proposal: force, said: 2025-03-20}
      - {actor: SE, stance: open, proposal: force, said: 2025-03-20}
    """
    assert [sorted(str(row[3]).split("|")) for row in found] == [["declines", "open"], ["open", "opposes"]]
    assert {row[4:] for row in found} == {("a|a", "C|C")}


def test_the_unnamed_are_not_one_actor(found: Rows) -> None:
    """
    actors: [{name: Many in Europe, kind: unnamed}]
    proposals: [{id: force, title: A force}]
    statements:
      - {actor: Many in Europe, stance: open, proposal: force}
      - {actor: Many in Europe, stance: opposes, proposal: force}
    """
    assert found == []


# Meetings


def test_facts_that_sources_report_differently(found: Rows) -> None:
    """
    actors: [{name: Jonas Gahr Støre, kind: person, post: Prime Minister, of: Norway}]
    meetings: [{id: oslo, title: Oslo}]
    --- file: a.yaml
    source: {id: a, reliability: A}
    meetings: [{id: oslo, date: 2025-03-01, place: Oslo, country: NO, level: leaders, host: Jonas Gahr Støre,
                complete: true, series: talks, format: remote}]
    --- file: b.yaml
    source: {id: b}
    meetings: [{id: oslo, date: 2025-03-02, place: Bergen, country: SE, level: ministers, host: NO,
                complete: false, series: walks, format: hybrid}]
    --- file: c.yaml
    source: {id: c, reliability: F}
    meetings: [{id: oslo, date: 2025-03, place: oslo, summary: "no more than that"}]
    """
    assert {row[:2] for row in found} == {("meeting", "oslo")}
    assert {row[2]: row[3:] for row in found} == {
        "complete": ("true|false", "a|b", "A|"),
        "country": ("Norway|Sweden", "a|b", "A|"),
        "date": ("2025-03-01|2025-03-02|2025-03", "a|b|c", "A||F"),
        "format": ("remote|hybrid", "a|b", "A|"),
        "host": ("Jonas Gahr Støre|Norway", "a|b", "A|"),
        "level": ("leaders|ministers", "a|b", "A|"),
        "place": ("Oslo|Bergen|oslo", "a|b|c", "A||F"),
        "series": ("talks|walks", "a|b", "A|"),
    }


def test_less_exact_dates_and_the_same_words_differ_from_nothing(found: Rows) -> None:
    """
    meetings: [{id: oslo, place: "OSLO "}]
    --- file: a.yaml
    source: {id: a}
    meetings: [{id: oslo, date: 2025-03-02~, place: Oslo, complete: true}]
    --- file: b.yaml
    source: {id: b}
    meetings: [{id: oslo, date: 2025-03-02, place: oslo}]
    --- file: c.yaml
    source: {id: c}
    meetings: [{id: oslo, date: 2025}]
    """
    assert found == []


def test_a_meeting_of_two_days_is_none_of_one(found: Rows) -> None:
    """
    --- file: a.yaml
    source: {id: a}
    meetings: [{id: oslo, date: 2025-03-02/2025-03-03}]
    --- file: b.yaml
    source: {id: b}
    meetings: [{id: oslo, date: 2025-03-02}]
    """
    assert [row[2:5] for row in found] == [("date", "2025-03-02/2025-03-03|2025-03-02", "a|b")]


def test_counts_of_different_things_and_plans_stand_apart(found: Rows) -> None:
    """
    --- file: a.yaml
    source: {id: a}
    meetings:
      - {id: bergen, reported: {count: 30, of: countries}}
      - {id: oslo, reported: {count: 30, of: countries}}
      - {id: turku, reported: {count: 30, of: countries}}
    --- file: b.yaml
    source: {id: b}
    meetings:
      - {id: bergen, reported: {count: 20, of: leaders}}
      - {id: oslo, reported: {count: 28, of: Countries, about: true}}
      - {id: turku, reported: {count: 30, of: countries, about: true}}
    --- file: c.yaml
    source: {id: c}
    meetings:
      - {id: bergen, reported: {count: 10, of: countries, status: planned}}
      - {id: oslo, reported: {min: 16, max: 18, of: countries}}
    """
    assert [row[1:5] for row in found] == [
        ("oslo", "reported", "30 countries|about 28 Countries|16–18 countries", "a|b|c")
    ]


def test_a_bar_in_a_value_is_no_separator(found: Rows) -> None:
    """
    --- file: a.yaml
    source: {id: a}
    meetings: [{id: oslo, place: "Oslo|Fornebu"}]
    --- file: b.yaml
    source: {id: b}
    meetings: [{id: oslo, place: Bergen}]
    """
    assert [row[3] for row in found] == ["Oslo\\|Fornebu|Bergen"]


# Presence


def test_who_came_by_one_source_and_stayed_away_by_another(found: Rows) -> None:
    """
    actors: [{name: Ada, kind: person, post: Minister, of: Denmark}]
    --- file: a.yaml
    source: {id: a, reliability: B}
    meetings:
      - id: oslo
        attendance: [SE, {actor: DE, status: planned}, {actor: PL, status: planned},
                     {actor: DK, person: Ada, represents: [Nordic countries]}, {actor: IT, status: absent}]
    --- file: b.yaml
    source: {id: b}
    meetings:
      - id: oslo
        attendance: [{actor: SE, status: absent}, {actor: DE, status: declined}, PL, {actor: FI, status: absent},
                     {actor: IT, status: declined}]
    """
    assert found == [
        ("presence", "oslo", "Finland", "represented|absent", "a|b", "B|"),
        ("presence", "oslo", "Germany", "planned|declined", "a|b", "B|"),
        ("presence", "oslo", "Sweden", "attended|absent", "a|b", "B|"),
    ]


def test_one_source_that_tells_of_a_plan_and_what_came_of_it_differs_from_nobody(found: Rows) -> None:
    """
    source: {id: a}
    meetings: [{id: oslo, attendance: [{actor: SE, status: planned}, {actor: SE, status: declined}]}]
    """
    assert found == []


# Names


def test_one_actor_in_several_spellings(found: Rows) -> None:
    """
    actors:
      - {name: Volodymyr Zelenskyy, kind: person, aliases: [Volodymyr Zelensky, the President of Ukraine]}
      - {name: European Policy Centre, kind: organisation, id: EPC, short: EPC, aliases: [Policy people]}
    """
    assert found == [
        ("name", "Volodymyr Zelenskyy", "name", "Volodymyr Zelenskyy|Volodymyr Zelensky", "|", "|")
    ]


def test_two_persons_of_one_country_who_are_likely_one(found: Rows) -> None:
    """
    actors: [{name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden},
             {name: Pål Jonson, kind: person, post: Minister, of: Sweden},
             {name: Ulf Kristerson, kind: person, id: dane, post: Clerk, of: Denmark}]
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, reliability: B}
    statements:
      - {actor: SE, speaker: Ulf Kristersson, stance: open, proposal: force, said: 2025-03-01}
    meetings: [{id: oslo, attendance: [{actor: SE, person: Pal Jonsson}]}]
    --- file: b.yaml
    source: {id: b}
    statements:
      - {actor: SE, speaker: U. Kristersson, stance: open, proposal: force, said: 2025-03-01}
    """
    assert found == [
        ("name", "Pål Jonson", "name", "Pål Jonson|Pal Jonsson", "|a", "|B"),
        ("name", "Ulf Kristersson", "name", "Ulf Kristersson|U. Kristersson", "a|b", "B|"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Volodymyr Zelenskyy", "Wolodymyr Selenskyj", True),
        ("Marko Rubio", "Marco Rubio", True),
        ("Kristersson", "Ulf Kristersson", True),
        ("J. G. Støre", "Jonas Gahr Støre", True),
        ("K. Kristersson", "Ulf Kristersson", False),
        ("Donald Trump", "Donald Tusk", False),
        ("Anna Svensson", "Anna Jonsson", False),
        ("Ulf", "Ulf Kristersson", False),
        ("김", "李", False),
        ("???", "Ulf", False),
    ],
)
def test_which_names_are_likely_one(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same


# Quotes


def test_one_quote_given_to_two_speakers(found: Rows) -> None:
    """
    actors: [{name: Ada Alpha, kind: person}, {name: Bo Beta, kind: person}]
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, reliability: B}
    statements:
      - {actor: SE, speaker: Ada Alpha, stance: open, proposal: force, quote: "We can't wait.", said: 2025-03-01}
      - {actor: SE, speaker: Ada Alpha, stance: open, proposal: force, quote: "no", said: 2025-03-01}
      - {actor: DK, stance: open, proposal: force, quote: "we can't  wait", said: 2025-03-01}
    --- file: b.yaml
    source: {id: b}
    statements:
      - {actor: Bo Beta, stance: open, proposal: force, quote: "we  can't wait", said: 2025-03-01}
      - {actor: NO, speaker: Ada Alpha, stance: open, proposal: force, quote: "No", said: 2025-03-01}
    """
    assert found == [("quote", "We can't wait.", "speaker", "Ada Alpha|Bo Beta", "a|b", "B|")]
