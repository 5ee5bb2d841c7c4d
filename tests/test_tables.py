"""Tables are read as coding files are: the same sections, the same words, problems in their cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph.files import cells, columns, tables
from coalition_graph.files.coding import Coding, Origin
from coalition_graph.table import Table, render
from coalition_graph.text import digest


def read(name: str, text: str) -> tuple[list[Coding], list[str]]:
    section = columns.section_of(name)
    assert section is not None
    sheet = cells.from_csv(f"{name}.csv", name, text.encode(), columns.known(section))
    assert isinstance(sheet, cells.Sheet), sheet
    found, problems = tables.codings(Origin(f"{name}.csv", Path()), sheet, section)
    return found, [str(problem) for problem in problems]


def test_rows_are_handed_on_by_their_source() -> None:
    found, problems = read(
        "statements",
        "source,actor,stance,proposal,conditions,contribution.kind,contribution.min,said,note\n"
        "gazette,FR|GB,open,land-force,us-protection|any(c1|c2),land,010000,2025-03,\n"
        ",PL,declines,land-force,,,,,null\n"
        "gazette,SE,pledges,land-force,none,,,,\n",
    )
    assert problems == []
    assert [(coding.source, len(coding.file.statements)) for coding in found] == [("gazette", 2), (None, 1)]
    first = found[0].file.statements[0]
    assert first.actor == ("FR", "GB") and first.said == "2025-03"
    assert first.conditions != "none" and first.conditions is not None
    assert first.conditions.leaves() == ("us-protection", "c1", "c2")
    assert (first.contribution[0].kind, first.contribution[0].min) == ("land", 10000)
    assert found[0].file.statements[1].conditions == "none"
    assert found[1].file.statements[0].note == "null"


def test_problems_name_line_and_column_of_the_cell() -> None:
    found, problems = read(
        "statements",
        "actor,stance,proposal,contribution.kind,contribution.min,source\n"
        "SE,suports,land-force,,,a\n"
        '"FI",open,land-force,land,many,a\n'
        "NO,open,,,,a\n"
        "DK,open,land-force,,,a.b\n"
        "IS,open,land-force,,,a\n",
    )
    assert problems == [
        "statements.csv:2:4: E203: stance takes pledges, open, supports, undecided, "
        "declines or opposes, not 'suports'; did you mean 'supports'?",
        "statements.csv:3:27: E203: min: 'many' is not a number: write digits only, such as 10000",
        "statements.csv:4:9: E202: 'proposal' is missing; fill the cell",
        "statements.csv:5:22: E203: source: 'a.b' is not an id; name the source by its id",
    ]
    assert [statement.actor for coding in found for statement in coding.file.statements] == [("IS",)]
    assert found[0].place("statements", 0, "stance") == (6, 4)
    assert found[0].place("statements", 0) == (6, 1)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "statements",
            "actor,position,stance,proposal\n",
            "1:7: E201: unknown column 'position' in statements; known are quote, start",
        ),
        (
            "statements",
            "actor,stanse,proposal\n",
            "1:7: E201: unknown column 'stanse' in statements; did you mean 'stance'?",
        ),
        (
            "statements",
            "actor,stance,stance,proposal\n",
            "1:14: E107: the column 'stance' stands twice; keep one",
        ),
        (
            "statements",
            "actor,stance,,proposal\n",
            "1:14: E107: a column without a name; name it, or take out the delimiter",
        ),
        (
            "statements",
            "actor,proposal\n",
            "1:1: E202: the column 'stance' is missing; statements need actor, stance, proposal",
        ),
        (
            "statements",
            "country;troops\nSE;1,5\n",
            "1:1: E107: the first line names no column of statements; known are",
        ),
        (
            "attendance",
            "actor\n",
            "1:1: E202: the column 'meeting' is missing; attendance need actor, meeting",
        ),
        ("sources", "title\n", "1:1: E202: the column 'id' is missing; sources need id"),
    ],
)
def test_a_header_that_does_not_fit_is_told_once(name: str, text: str, told: str) -> None:
    found, problems = read(name, text)
    assert found == []
    assert problems[0].startswith(f"{name}.csv:{told}")


def test_ragged_rows_are_told_and_blank_ones_are_none() -> None:
    found, problems = read("proposals", "id,title,note\na,A\n\nb,B,,x\n,,\nc,C,\n")
    assert problems == [
        "proposals.csv:2:1: E107: the row has 2 cells, the header 3; "
        'put a cell that holds a delimiter in "…"',
        "proposals.csv:4:1: E107: the row has 4 cells, the header 3; "
        'put a cell that holds a delimiter in "…"',
    ]
    assert [proposal.id for proposal in found[0].file.proposals] == ["c"]


def test_a_thousand_faults_are_two_hundred_lines_and_a_count() -> None:
    _, problems = read("proposals", "id,title\n" + "a.b,x\n" * 1000)
    assert len(problems) == 201
    assert problems[-1].endswith("more problems in this file; mend the others first")


def test_rows_that_repeat_an_id_add_contributions() -> None:
    found, problems = read(
        "statements",
        "id,actor,stance,proposal,contribution.kind,contribution.min,source\n"
        "s1,FR,open,land-force,land,10000,a\n"
        "s1,FR,open,land-force,naval,,a\n"
        "s1,,,,air,,a\n"
        "s1,GB,open,land-force,air,,a\n"
        "s1,FR,open,land-force,bases,,b\n",
    )
    assert problems == []
    kinds = [[one.kind for one in s.contribution] for coding in found for s in coding.file.statements]
    assert kinds == [["land", "naval", "air"], ["air"], ["bases"]]


def test_contributions_side_by_side_in_one_row() -> None:
    head = "actor,stance,proposal,contribution.kind,contribution.min,contribution.unit\n"
    found, problems = read("statements", head + "FR,open,p,land|naval,10000|,personnel|ships\n")
    assert problems == []
    assert [(c.kind, c.min, c.unit) for c in found[0].file.statements[0].contribution] == [
        ("land", 10000, "personnel"),
        ("naval", None, "ships"),
    ]
    _, problems = read("statements", head + "FR,open,p,land|naval,10000,\n")
    assert problems == [
        "statements.csv:2:11: E107: contribution: give as many values, separated by |, in each column"
    ]


def test_attendance_as_our_answers_write_it_is_read_again() -> None:
    found, problems = read(
        "attendance",
        "meeting,date,place,actor,code,person,as,role,mode,status,presence,represented_by,url,source\n"
        "paris,2025-02-17,Paris,Denmark,DK,Mette Frederiksen,PM,host,remote,attended,attended,,,gazette\n"
        "paris,2025-02-17,Paris,Finland,FI,Mette Frederiksen,,,,,represented,Denmark,,gazette\n"
        "paris,2025-02-17,Paris,European Union,EU,Mette Frederiksen,,,,attended,attended,Denmark,,gazette\n"
        "paris,2025-02-17,Paris,Poland,PL,,,,,,planned,,,gazette\n"
        "paris,2025-02-17,Paris,Norway,NO,Nobody,,,,,represented,Sweden,,gazette\n",
    )
    assert problems == ["attendance.csv:6:45: W124: no row says who came for it; the row is left out"]
    assert [(one.actor, one.status, one.represents) for one in found[0].attendance] == [
        ("Denmark", "attended", ("Finland", "European Union")),
        ("Poland", "planned", None),
    ]
    assert (found[0].attendance[0].meeting, found[0].attendance[0].as_) == ("paris", "PM")
    assert found[0].place("attendance", 0, "as") == (2, 53)


def test_two_who_came_for_one_actor_are_an_entry_each() -> None:
    found, problems = read(
        "attendance",
        "meeting,actor,person,as,role,presence,represented_by,summary\n"
        "paris,EU,Ursula von der Leyen|António Costa,,participant,attended,,She came.|He came as well.\n"
        "paris,Malta,Ursula von der Leyen|António Costa,,,represented,EU,\n",
    )
    assert problems == []
    assert [
        (one.actor, one.person, one.role, one.summary, one.represents) for one in found[0].attendance
    ] == [
        ("EU", "Ursula von der Leyen", "participant", "She came.", ("Malta",)),
        ("EU", "António Costa", "participant", "He came as well.", ("Malta",)),
    ]


def test_disputed_facts_of_a_meeting_are_left_out() -> None:
    found, problems = read(
        "meetings",
        "id,date,place,level,named,reported,reported.count,reported.of,reported.about,complete\n"
        "paris,2025-02-17|2025-02-18,Paris,leaders,7,7|8,7,countries,true,false\n",
    )
    assert problems == ["meetings.csv:2:7: W124: date has several values; left out, for a meeting has one"]
    (meeting,) = found[0].file.meetings
    assert (meeting.date, meeting.place, meeting.complete) == (None, "Paris", False)
    assert meeting.reported is not None
    assert (meeting.reported.count, meeting.reported.of, meeting.reported.about) == (7, "countries", True)


def test_the_other_sections() -> None:
    (coding,), problems = read("actors", "name,kind,members,aliases,from\nBloc,group,SE|NO,The Bloc,2020\n")
    assert problems == []
    assert coding.file.actors[0].members == ("SE", "NO") and coding.file.actors[0].from_ == "2020"
    (coding,), problems = read("status", "condition,is,as_of\nc1,met,2025-03\n")
    assert (problems, coding.file.status[0].is_) == ([], "met")
    (coding,), problems = read(
        "conditions",
        "condition,text,kind,status,since,requires.actor,requires.stance,requires.proposal\n"
        "c1,T,role,open,2025,US,open|pledges,p\n",
    )
    assert problems == [] and coding.file.conditions[0].id == "c1"
    requires = coding.file.conditions[0].requires
    assert requires is not None and requires.stance == ("open", "pledges")


def test_each_row_of_sources_is_a_source_of_its_own() -> None:
    found, problems = read(
        "sources", "id,title,published,text\na,A,2025-03-28~,a.txt\nb,B,2025-13,\na,A again,,\n"
    )
    assert problems == ["sources.csv:3:5: E203: published: '2025-13' is not a date: there is no such day"]
    assert [(coding.source, coding.file.source and coding.file.source.title) for coding in found] == [
        ("a", "A"),
        ("a", "A again"),
    ]
    assert found[0].place("source", "text") == (2, 17)


def test_a_lost_row_still_lends_its_names() -> None:
    found, problems = read("conditions", "id,text,kind,aliases\nc1,T,wish,cover|backing\n")
    assert len(problems) == 1
    assert found[0].lost == {"c1", "T", "cover", "backing"}


def test_a_row_and_an_entry_of_a_coding_file_make_the_same_hash() -> None:
    found, _ = read("statements", "stance,actor,proposal,conditions\nopen,FR|GB,p,a|b\n")
    assert found[0].digests == (
        digest('{"actor":["FR","GB"],"conditions":["a","b"],"proposal":"p","stance":"open"}'),
    )


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=20
)
# An item of a list that ends in a backslash would hide the bar behind it.
trimmed = words.map(str.strip).filter(lambda word: bool(word) and not word.endswith("\\"))
exact = words.filter(lambda word: not word.isspace())
numbers = st.integers(0, 10**12)
ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,10}", fullmatch=True)
rows = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "actor": st.lists(trimmed, min_size=1, max_size=3),
        "stance": st.sampled_from(["pledges", "open", "supports", "undecided", "declines", "opposes"]),
        "proposal": trimmed,
        "speaker": st.none() | trimmed,
        "quote": st.none() | exact,
        "summary": st.none() | exact,
        "reason": st.none() | exact,
        "contribution.kind": st.none() | st.sampled_from(["land", "air", "naval"]),
        "contribution.min": st.none() | numbers,
        "contribution.area": st.none() | trimmed,
        "said": st.none() | st.dates().map(str),
        "source": st.none() | ids,
    }
)


def cell(key: str, value: Any) -> Any:
    """A value as `coalition-graph statements --format csv` writes it."""
    if isinstance(value, list):
        return "|".join(item.replace("|", "\\|") for item in value)
    barred = key == "contribution.area" and isinstance(value, str)
    return value.replace("|", "\\|") if barred else value


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, min_size=1, max_size=6))
def test_a_table_of_statements_written_as_csv_is_read_again(said: list[dict[str, Any]]) -> None:
    header = tuple(said[0])
    written = [tuple(cell(key, row[key]) for key in header) for row in said]
    found, problems = read("statements", render(Table(header, written), "csv"))
    assert problems == []
    again = {s.id: (coding, s) for coding in found for s in coding.file.statements}
    for row in said:
        coding, statement = again[row["id"]]
        assert coding.source == row["source"]
        assert list(statement.actor) == row["actor"]
        for key in ("stance", "proposal", "speaker", "quote", "summary", "reason", "said"):
            assert getattr(statement, key) == row[key], key
        given_keys = {key for key in ("kind", "min", "area") if row[f"contribution.{key}"] is not None}
        assert bool(statement.contribution) == bool(given_keys)
        for key in given_keys:
            assert getattr(statement.contribution[0], key) == row[f"contribution.{key}"]
