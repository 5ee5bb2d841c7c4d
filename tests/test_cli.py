"""The command as an analyst meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coalition_graph.cli import cli
from coalition_graph.cli.lazy import COMMANDS
from tests.conftest import Command

DOSSIER = """
dossier: {id: small, title: A small force}
proposals:
  - {id: force, title: The force}
conditions:
  - {id: cover, text: Cover from the air, kind: guarantee}
source:
  id: herald
  title: The first report
  url: https://example.org/1
  published: 2025-03-10
meetings:
  - id: oslo
    date: 2025-03-05
    place: Oslo
    level: leaders
    attendance:
      - SE
      - {actor: NO, status: planned}
      - {actor: DK, represents: [Nordic countries]}
statements:
  - {actor: SE, stance: open, proposal: force, conditions: [cover], summary: Sweden may come}
  - {actor: "Côte d'Ivoire", stance: declines, proposal: force, summary: No troops}
"""
COLUMNS = {
    "meetings": "id,date,place,level,format,series,host,named,reported,complete",
    "attendance": "meeting,date,place,actor,code,person,as,role,mode,status,presence,represented_by,quote,summary,"
    "locator,url,source",
    "positions": "actor,code,proposal,stance,conditional,conditions,ambiguous,contribution,reason,said,published,"
    "speaker,attribution,quote,summary,locator,url,source,statement,group",
    "commitments": "actor,code,proposal,to,kind,min,max,unit,area,stage,joint,conditions,state,since,statement",
}


@pytest.fixture
def run(tmp_path: Path, command: Command) -> Command:
    """The command in a folder that holds the dossier above."""
    (tmp_path / "small.yaml").write_text(DOSSIER, encoding="utf-8")
    return command


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_have_the_pinned_columns_first(run: Command, name: str) -> None:
    ran = run(name, "--format", "csv")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0].startswith(COLUMNS[name])


def test_who_attended_is_told_apart_from_who_was_planned_or_represented(run) -> None:
    rows = json.loads(run("attendance", "--meeting", "oslo", "--format", "json").out)
    presence = {row["code"]: row["presence"] for row in rows}
    assert presence["SE"] == "attended"
    assert presence["FI"] == "represented"
    assert {row["presence"] for row in rows if row["code"] == "NO"} == {"planned", "represented"}


def test_a_name_with_an_apostrophe(run) -> None:
    rows = json.loads(run("positions", "--actor", "Côte d’Ivoire", "--format", "json").out)
    assert [row["stance"] for row in rows] == ["declines"]


def test_an_unknown_name_is_an_error_with_a_suggestion(run) -> None:
    ran = run("attendance", "--country", "Sweeden")
    assert ran.code == 2
    assert "did you mean 'Sweden'" in ran.err
    assert ran.out == ""


def test_a_known_name_without_rows_is_an_empty_table(run) -> None:
    ran = run("attendance", "--country", "Japan", "--format", "jsonl")
    assert (ran.code, ran.out) == (0, "")


def test_sparql_without_prefixes(run) -> None:
    ran = run("query", "-", "--format", "csv", stdin="SELECT ?m WHERE { country:SE cg:attended ?m }")
    assert ran.out == "m\nmeeting:oslo\n"


def test_a_query_that_does_not_parse_is_shown_with_a_caret_under_the_place(run) -> None:
    ran = run("query", "-", stdin="SELECT ?m WHERE {\n  country:SE cg:attended ?m ;; foo\n}")
    assert (ran.code, ran.out) == (2, "")
    first, line, caret = ran.err.splitlines()[-3:]
    assert first.startswith("Error: the query does not parse, line 3, column 2:")
    assert (line, caret) == ("  }", "   ^")


def test_three_faults_give_three_lines(run, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(
        "source: {id: faulty}\n"
        "statements:\n"
        "  - {actor: Sweeden, stance: open, proposal: force}\n"
        "  - {actor: SE, stance: opne, proposal: force}\n"
        "  - {actor: SE, stance: open, proposal: force, condition: cover}\n",
        encoding="utf-8",
    )
    ran = run("check", ".")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert [line.split(":")[1] for line in lines] == ["3", "4", "5"]
    assert all(line.split(":")[0].endswith("faulty.yaml") for line in lines)
    assert all(line.split(":")[3].strip().startswith("E") for line in lines)


def test_a_dossier_with_errors_is_refused_by_commands_that_answer(run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("statements: [{actor: Nowhere, stance: open, proposal: force}]\n")
    ran = run("report", "-o", "out")
    assert ran.code == 1
    assert "bad.yaml:1:" in ran.err
    assert not (tmp_path / "out").exists()


def test_keep_going_leaves_bad_entries_out(run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("statements: [{actor: Nowhere, stance: open, proposal: force}]\n")
    ran = run("positions", "--keep-going", "--format", "csv")
    assert ran.code == 0
    assert "W" in ran.err and "bad.yaml:1:" in ran.err
    assert "Sweden" in ran.out


def test_a_day_that_is_none(run) -> None:
    ran = run("positions", "--as-of", "2025-02-30")
    assert ran.code == 2
    assert "no such day" in ran.err


def test_a_slip_in_the_command_is_answered_with_the_nearest(run) -> None:
    ran = run("position")
    assert ran.code == 2
    assert "positions" in ran.err


def test_report_writes_every_file(run, tmp_path: Path) -> None:
    assert run("report", "-o", "out").code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        *("graph.html", "positions.csv", "commitments.csv", "attendance.csv", "statements.csv"),
        *("graph.trig", "graph.ttl", "graph.gexf", "brief.md"),
    }


def test_a_store_answers_like_the_dossier(run) -> None:
    assert run("load", ".", "--store", "kept").code == 0
    again = run("load", ".", "--store", "kept")
    assert "0 sources written" in again.err
    asked = ("positions", "--format", "csv")
    assert run("-g", "kept", *asked).out == run(*asked).out


@pytest.mark.parametrize("form", ["trig", "nq", "ttl"])
def test_our_own_rdf_answers_like_the_dossier(run, form: str) -> None:
    assert run("export", form, "-o", f"graph.{form}").code == 0
    ran = run("-g", f"graph.{form}", "positions", "--format", "json")
    told = [(row["actor"], row["stance"], row["conditions"]) for row in json.loads(ran.out)]
    assert told == [
        (row["actor"], row["stance"], row["conditions"])
        for row in json.loads(run("positions", "--format", "json").out)
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = CliRunner().invoke(cli, [command, "--help"])
    assert shown.exit_code == 0
    assert "Example" in shown.output
    assert f"coalition-graph {command}" in shown.output or f"{command} " in shown.output


NOT_FOR_HELP = {"rdflib", "networkx", "pyvis", "numpy", "pydantic", "pyoxigraph", "rich"}
NOT_FOR_AN_ANSWER = {"rdflib", "networkx", "pyvis", "numpy", "httpx", "rustworkx", "asyncio"}


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], NOT_FOR_HELP),
        (["-g", "example", "positions"], NOT_FOR_AN_ANSWER),
        (["-g", "example", "query", "posts"], NOT_FOR_AN_ANSWER),
    ],
)
def test_a_command_imports_nothing_heavy_that_it_does_not_need(arguments: list[str], heavy: set[str]) -> None:
    code = (
        f"import sys; sys.argv = ['coalition-graph', *{arguments}]\n"
        "from coalition_graph.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"heavy = {heavy} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_hostile_text_cannot_steer_the_terminal(run, tmp_path: Path) -> None:
    (tmp_path / "hostile.yaml").write_text(
        "source: {id: hostile}\n"
        "statements:\n"
        '  - {actor: FI, stance: open, proposal: force, reason: "\u202eevil", summary: "=cmd"}\n',
        encoding="utf-8",
    )
    shown = run("positions")
    assert "evil" in shown.out
    assert "\u202e" not in shown.out
    assert "'=cmd" in run("positions", "--format", "csv").out


def test_an_escape_sequence_in_a_file_is_a_problem_that_steers_nothing(run, tmp_path: Path) -> None:
    (tmp_path / "hostile.yaml").write_text('dossier: {title: "\\e[31m"}\n', encoding="utf-8")
    ran = run("check", "hostile.yaml")
    assert ran.code == 1
    assert "\x1b" not in ran.out + ran.err


def test_check_takes_the_folder_one_stands_in_even_before_it_is_a_dossier(run, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text("statements: [{actor: Nowhere, stance: open, proposal: p}]\n")
    assert run("check").code == 1


def test_an_address_where_nothing_answers_is_told_and_nothing_is_written(run, tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/sparql"
    for asked in (("-g", address, "meetings"), ("load", ".", "--store", address)):
        ran = run(*asked)
        assert ran.code == 2
        assert f"the endpoint {address} cannot be reached" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["small.yaml"]
