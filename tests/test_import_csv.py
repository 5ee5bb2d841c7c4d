"""A table of others becomes a dossier, by a mapping that is remembered beside it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import coalition_graph
from coalition_graph import files, model
from tests.conftest import Command, Doc, Ran
from tests.samples import SAMPLES

VETOES = SAMPLES / "un" / "unsc_vetoes_1946_2022.csv"
VOTES = """\
Country;Vote;Day;Resolution;About;Words
Sweden;yes;2.3.2025;A/1;"Gas; a cap";"We agree, ""fully"" #1"
the UK;NO;2.3.2025;A/1;"Gas; a cap";
Norway;absent;2.3.2025;A/1;"Gas; a cap";
Sierra Club;no;14.12.2025;A.1;Oil;=SUM(1)
"""
MAPS = (
    *("--map", "actor=Country", "--map", "stance=Vote:yes=supports,no=opposes,absent=skip"),
    *("--map", "said=Day:d.m.y", "--map", "proposal=Resolution", "--map", "proposal.title=About"),
    *("--map", "quote=Words"),
)
Import = Callable[..., Ran]


@pytest.fixture
def run(command: Command, tmp_path: Path) -> Import:
    """`import csv` of a table into the folder `out`."""

    def call(table: str, *options: str) -> Ran:
        (tmp_path / "votes.csv").write_text(table, encoding="utf-8")
        return command("import", "csv", "votes.csv", "-o", "out", *options)

    return call


def read(folder: Path) -> model.Dossier:
    reading = files.read([folder])
    assert [str(problem) for problem in reading.problems] == []
    assert reading.dossier is not None
    return reading.dossier


def statements(folder: Path) -> tuple[model.Statement, ...]:
    return tuple(one for account in read(folder).accounts for one in account.statements)


def test_a_table_of_votes(run: Import, tmp_path: Path) -> None:
    ran = run(VOTES, *MAPS, "--declare", "organisation")
    assert (ran.code, ran.out) == (0, "")
    told = [
        (one.actor, one.stance, one.said, one.proposal, one.quote) for one in statements(tmp_path / "out")
    ]
    assert told == [
        (("country:SE",), "supports", "2025-03-02", "proposal:a-1", 'We agree, "fully" #1'),
        (("country:GB",), "opposes", "2025-03-02", "proposal:a-1", None),
        (("organisation:sierra-club",), "opposes", "2025-12-14", "proposal:a-1-2", "=SUM(1)"),
    ]
    assert [(one.id, one.title) for one in read(tmp_path / "out").proposals] == [
        ("a-1", "Gas; a cap"),
        ("a-1-2", "Oil"),
    ]
    assert ran.err.splitlines() == [
        "Note: 3 statements of 1 source",
        "Note: declared as organisation: Sierra Club",
        "Note: 1 row skipped, as the mapping says",
        "out: 5 files written, 0 unchanged",
    ]


def test_the_mapping_is_remembered(run: Import, command: Command, tmp_path: Path) -> None:
    run(VOTES, *MAPS, "--declare", "organisation", "--set", "note=by hand")
    again = command("import", "csv", "-o", "out")
    assert (again.code, again.err.splitlines()[-1]) == (0, "out: 0 files written, 5 unchanged")
    table = tmp_path / "votes.csv"
    table.write_text(VOTES + "Denmark;yes;3.3.2025;A/1;Gas;\n", encoding="utf-8")
    assert command("import", "csv", "-o", "out").code == 0
    assert [one.actor[0] for one in statements(tmp_path / "out")][-1] == "country:DK"
    assert {one.note for one in statements(tmp_path / "out")} == {"by hand"}


def test_the_mapping_can_be_mended_by_hand(run: Import, command: Command, tmp_path: Path) -> None:
    run(VOTES, *MAPS, "--declare", "organisation")
    register = tmp_path / "out" / "import.yaml"
    told = register.read_text(encoding="utf-8")
    assert "    stance:\n      column: Vote\n      values:\n        yes: supports\n" in told
    register.write_text(told.replace("yes: supports", "yes: pledges"), encoding="utf-8")
    assert command("import", "csv", "-o", "out").code == 0
    assert statements(tmp_path / "out")[0].stance == "pledges"
    register.write_text(told.replace("column: Vote", "colum: Vote"), encoding="utf-8")
    assert (
        "import.yaml does not take 'stance': write {column: NAME}"
        in command("import", "csv", "-o", "out").err
    )
    register.write_text("import: [", encoding="utf-8")
    assert "mend it, or take the file away" in command("import", "csv", "-o", "out").err


def test_all_that_cannot_be_read_is_told_at_once_and_nothing_is_written(run: Import, tmp_path: Path) -> None:
    table = VOTES + "Sweeden;yess;2/3/2025;A/1;Gas;\nSweeden;yes;2.3.2025;A/1;Gas;\nFinland;yes\n"
    ran = run(table, *MAPS)
    assert (ran.code, (tmp_path / "out").exists()) == (1, False)
    lines = ran.err.splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        *("votes.csv:5:1:", "votes.csv:6:1:", "votes.csv:6:9:", "votes.csv:6:14:", "votes.csv:8:1:"),
        "Error:",
    ]
    assert lines[0].startswith(
        "votes.csv:5:1: E301: unknown actor 'Sierra Club'; say who is meant, such as --map"
    )
    assert "unknown actor 'Sweeden'; did you mean 'Sweden'?" in lines[1]
    assert lines[1].endswith("it stands in 2 rows")
    assert "stance: no value is given for 'yess'; did you mean 'yes'?" in lines[2]
    assert "said: '2/3/2025' is no date as d.m.y" in lines[3]
    assert "E107: the row has 2 cells, the header 6" in lines[4]


def test_with_keep_going_those_rows_are_left_out(run: Import, tmp_path: Path) -> None:
    table = VOTES + "Sweeden;yes;2.3.2025;A/1;Gas;\nFinland;yes\nDenmark;yes;31.2.2025;A/1;Gas;\n"
    ran = run(table, *MAPS, "--keep-going")
    assert ran.code == 0
    assert [line.split(" ")[1] for line in ran.err.splitlines()[:4]] == ["W301:", "W301:", "W107:", "W203:"]
    assert [one.actor[0] for one in statements(tmp_path / "out")] == ["country:SE", "country:GB"]


def test_unknown_columns_and_keys_are_told_with_a_suggestion(run: Import, command: Command) -> None:
    ran = run(VOTES, "--map", "actor=Contry", "--map", "stance=Vote", "--map", "proposal=Resolution")
    assert (ran.code, ran.err.splitlines()[0]) == (
        1,
        "votes.csv:1:1: E201: no column 'Contry' for actor; did you mean 'Country'?",
    )
    for options, told in (
        (("--map", "aktor=Country"), "statements have no such key; did you mean 'actor'?"),
        (("--set", "stanse=open"), "statements have no such key; did you mean 'stance'?"),
        (("--map", "actor"), "write KEY=COLUMN, such as actor=Country"),
        (("--map", "stance=Vote:yes"), "write FROM=TO,FROM=TO behind the column's colon"),
        (("--map", "said=Day:soon"), "write its order with y, m and d"),
        (("--declare", "club"), "give one of country, organisation"),
        (("--set", "actor=SE"), "say what fills 'stance'"),
    ):
        enough = (
            ()
            if "actor=SE" in options
            else ("--set", "actor=SE", "--set", "stance=open", "--set", "proposal=p")
        )
        ran = run(VOTES, *options, *enough)
        assert (ran.code, told in ran.err) == (2, True), ran.err
    assert command("import", "csv", "-o", "out").code == 2


def test_several_columns_make_one_statement_of_several(run: Import, tmp_path: Path) -> None:
    table = "first,second,topic,kind\nFrance,UK,Suez,war\nChina,,Suez,\n"
    maps = ("--map", "actor=first|second", "--map", "note=topic|kind")
    assert run(table, *maps, "--set", "stance=opposes", "--set", "proposal=Suez").code == 0
    told = [(one.actor, one.note) for one in statements(tmp_path / "out")]
    assert told == [(("country:FR", "country:GB"), "Suez; war"), (("country:CN",), "Suez")]


def test_names_with_colons_and_bars_in_the_header_are_found(run: Import, tmp_path: Path) -> None:
    table = "Who: name,a=b|c\nSE,yes\n"
    ran = run(table, "--map", "actor=Who: name", "--map", "stance=a=b|c:yes=open", "--set", "proposal=p")
    assert ran.code == 0, ran.err
    assert [(one.actor, one.stance) for one in statements(tmp_path / "out")] == [(("country:SE",), "open")]


def test_sources_of_their_own(run: Import, tmp_path: Path) -> None:
    table = "who,paper,day,url\nSE,The Herald,2025-03-01,https://example.org/1\nFI,Le Monde,2025-04,\n"
    maps = (
        "--map",
        "actor=who",
        "--map",
        "source=paper",
        "--map",
        "source.published=day",
        "--map",
        "source.url=url",
    )
    assert run(table, *maps, "--set", "stance=open", "--set", "proposal=p").code == 0
    told = [one.source for one in read(tmp_path / "out").accounts if one.source]
    assert [(one.id, one.title, one.published, one.url) for one in told] == [
        ("le-monde", "Le Monde", "2025-04", None),
        ("the-herald", "The Herald", "2025-03-01", "https://example.org/1"),
    ]
    ran = run(
        table,
        "--map",
        "actor=who",
        "--map",
        "source.published=day",
        "--set",
        "stance=open",
        "--set",
        "proposal=p",
    )
    assert ran.err.startswith(
        "votes.csv:3:13: E404: source.published is '2025-04' here and '2025-03-01' in line 2, for one source"
    )


def test_speakers_conditions_and_meetings_are_declared(run: Import, tmp_path: Path) -> None:
    table = "who,by,if,where,nr\nSE,Ulf Svensson,a mandate (UN),Paris summit,S/1.2\nFI,,none,,\n"
    maps = (
        "--map",
        "actor=who",
        "--map",
        "speaker=by",
        "--map",
        "conditions=if",
        "--map",
        "at=where",
        "--map",
        "id=nr",
    )
    assert run(table, *maps, "--set", "stance=open", "--set", "proposal=p").code == 0
    first, second = statements(tmp_path / "out")
    assert (first.id, first.speaker, first.at) == ("s-1-2", "person:ulf-svensson", "meeting:paris-summit")
    assert isinstance(first.conditions, model.Expression) and second.conditions == "none"
    assert first.conditions.leaves() == ("condition:a-mandate-un",)
    ran = run(
        "who,by\nSE,France\n",
        "--map",
        "actor=who",
        "--map",
        "speaker=by",
        "--set",
        "stance=open",
        "--set",
        "proposal=p",
    )
    assert "votes.csv:2:4: E305: 'France' is of kind country, and no person" in ran.err


def test_a_table_that_was_edited_stays(run: Import, tmp_path: Path) -> None:
    run(VOTES, *MAPS, "--declare", "organisation")
    table = tmp_path / "out" / "statements.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("supports", "pledges"), encoding="utf-8")
    ran = run(VOTES.replace("yes", "no"), *MAPS, "--declare", "organisation")
    assert (
        "out/statements.csv was edited and stays as it is; what the import makes of it now is in" in ran.err
    )
    assert statements(tmp_path / "out")[0].stance == "pledges"
    assert (tmp_path / "out" / "statements.csv.new").exists()


def test_a_workbook(command: Command, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Country", "Vote"), ("Sweden", "yes")):
        book.active.append(row)
    book.save(tmp_path / "votes.xlsx")
    options = ("--map", "actor=Country", "--map", "stance=Vote:yes=open", "--set", "proposal=p")
    assert command("import", "csv", "votes.xlsx", "-o", "out", *options).code == 0
    assert [one.stance for one in statements(tmp_path / "out")] == ["open"]


def test_what_an_import_remembers_is_no_strange_file(dossier_doc: Doc) -> None:
    """
    dossier: {id: a}
    --- file: import.yaml
    import: {kind: csv}
    written: {a.yaml: 0000}
    --- file: sub/import.yaml
    services: {}
    --- file: other.yaml
    import: {kind: csv}
    """
    assert dossier_doc.places == ["other.yaml:1:1: W121", "sub/import.yaml:1:1: W121"]


def test_ten_thousand_strange_names_are_told_in_short(run: Import) -> None:
    table = "who\n" + "".join(f"Nobody {number}\n" for number in range(10_000))
    ran = run(table, "--map", "actor=who", "--set", "stance=open", "--set", "proposal=p")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 202
    assert "and 9,800 more problems" in ran.err


@pytest.mark.skipif(not VETOES.exists(), reason="the table of vetoes is not here")
def test_the_vetoes_of_the_security_council(command: Command, tmp_path: Path) -> None:
    ran = command(
        *("import", "csv", str(VETOES), "-o", "out", "--set", "stance=opposes", "--map", "said=date:m/d/y"),
        *("--map", "actor=member_veto1|member_veto2|member_veto3:USSR=Russia", "--map", "proposal=draft"),
        *("--map", "proposal.title=agenda_item", "--map", "note=crisis_topic|region"),
    )
    assert ran.code == 0, ran.err
    with VETOES.open(encoding="utf-8-sig", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["member_veto1"]]
    made = statements(tmp_path / "out")
    assert len(made) == len(rows)
    several = sum(len(one.actor) for one in made)
    assert several == sum(bool(row[f"member_veto{number}"]) for row in rows for number in (1, 2, 3))
    assert len(coalition_graph.open(tmp_path / "out").statements()) == len(rows)
