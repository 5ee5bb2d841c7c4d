"""What strangers wrote steers nothing: no terminal, no spreadsheet, no path, whichever command prints it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import sqlite3
import sys
from pathlib import Path

import networkx as nx
import pytest

import coalition_graph
from coalition_graph import exports, text
from coalition_graph.cli.lazy import COMMANDS
from coalition_graph.files import start_file
from coalition_graph.files.dna_import import import_dna
from coalition_graph.table import Table, left_out, render
from tests import spoilt
from tests.conftest import Command, MakeDoc
from tests.dna_files import write_dna

# Clears the screen, sets the title, rings, turns the writing direction, hides a line.
HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp\u2066.exe\u200f \x08\x7f\u061cend"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What each command is asked, so that it tells as many texts as it can.
ASKED = {
    "check": ["bidi"],
    "load": ["bidi", "--store", "kept"],
    "report": ["-o", "out"],
    "meetings": [],
    "attendance": ["--as", "matrix"],
    "positions": [],
    "commitments": [],
    "conditions": [],
    "whatif": ["--meet", "cover"],
    "unlock": ["--proposal", "inner", "--actors", "9"],
    "changes": ["--since", "2020"],
    "conflicts": [],
    "statements": [],
    "show": ["statement:paper.first"],
    "network": ["--mode", "congruence", "-o", "n.gexf"],
    "measures": ["--of", "communities"],
    "query": ["SELECT ?s ?p ?o { ?s ?p ?o }"],
    "queries": [],
    "graph": ["-o", "g.html", "--still", "g.svg"],
    "export": ["gexf", "-o", "g.gexf"],
    "schema": [],
}
# They are given no graph, or print nothing of it.
SILENT = {"init", "new", "import", "serve"}


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    spoilt.write(tmp_path / "hostile.nq", {word: f"{word} {HOSTILE}" for word in spoilt.WORDS})
    (tmp_path / "bidi").mkdir()
    (tmp_path / "bidi" / "a.yaml").write_text("statements: [{actor: 'Swe\u202eden', 'k\u200fey': 1}]\n")
    (tmp_path / "q.rq").write_text("SELECT ?s ?p ?o { ?s ?p ?o }")
    return "hostile.nq"


def asked(name: str) -> list[str]:
    return ["q.rq" if word.startswith("SELECT") else word for word in ASKED[name]]


def test_every_command_is_tried_here() -> None:
    assert set(ASKED) | SILENT == set(COMMANDS)


@pytest.mark.parametrize("name", ASKED)
def test_no_command_lets_a_text_steer_the_terminal(command: Command, hostile: str, name: str) -> None:
    done = command("-g", hostile, name, *asked(name))
    assert done.code in (0, 1), done.err
    assert not STEERS.findall(done.out + done.err)


@pytest.mark.parametrize(
    "thing", ["summit", "paper", "cover", "inner", "Sweden", "ada", "statement:paper.first"]
)
def test_no_sheet_does(command: Command, hostile: str, thing: str) -> None:
    done = command("-g", hostile, "show", thing)
    assert (done.code == 0 and "owned" in done.out) or thing in ("Sweden", "ada")
    assert not STEERS.findall(done.out + done.err)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "markdown", "srj", "srx"])
def test_no_form_does_on_a_terminal(
    command: Command, hostile: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    done = command("-g", hostile, "query", "q.rq", "--format", form)
    assert done.code == 0 and "owned" in done.out
    assert not STEERS.findall(done.out + done.err)


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld"])
def test_no_form_of_triples_does_on_a_terminal(
    command: Command, hostile: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (Path("c.rq")).write_text("CONSTRUCT WHERE { ?s ?p ?o }")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    done = command("-g", hostile, "query", "c.rq", "--format", form)
    assert done.code == 0 and "owned" in done.out
    assert not STEERS.findall(done.out + done.err)


def test_what_was_typed_does_not_either(command: Command) -> None:
    for typed in (
        ["--\x1b[2J"],
        ["\x1b[2J"],
        ["meetings", "\x1b[2J"],
        ["-g", "\x1b[2J", "meetings"],
        ["show", "\x1b[2J"],
    ):
        done = command(*typed)
        assert done.code == 2
        assert not STEERS.findall(done.out + done.err)


def test_a_program_gets_a_text_of_json_whole(command: Command, hostile: str) -> None:
    done = command("-g", hostile, "statements", "--format", "json")
    row = next(row for row in json.loads(done.out) if row["id"] == "first")
    assert row["quote"] == f"quote-of-first {HOSTILE}"


# Notes on what is left out


def test_one_note_says_how_many_control_characters_a_file_is_written_without(
    command: Command, hostile: str, tmp_path: Path
) -> None:
    many = len(text.CONTROL.findall(HOSTILE))
    for form in ("gexf", "graphml", "csv"):
        done = command("-g", hostile, "export", form, "-o", "g")
        note, wrote = done.err.splitlines()
        assert wrote == "Wrote g"
        found = re.match(r"(\d+) control characters left out, which other programs would not read: ", note)
        assert found and int(found[1]) % many == 0 and int(found[1]) >= many
        assert " in row 1" in note or " of " in note
        assert not text.CONTROL.search((tmp_path / "g").read_text(encoding="utf-8"))


def test_the_workbook_the_network_and_the_report_say_so_too(command: Command, hostile: str) -> None:
    pytest.importorskip("openpyxl")
    for asked in (
        ["export", "xlsx", "-o", "g.xlsx"],
        ["network", "--mode", "actor-proposal", "-o", "n.graphml"],
    ):
        done = command("-g", hostile, *asked)
        assert done.code == 0 and "control characters left out" in done.err, done.err
    lines = command("-g", hostile, "report", "-o", "out").err.splitlines()
    noted = [line.split(":")[0] for line in lines if "control characters left out" in line]
    named = ("positions.csv", "commitments.csv", "attendance.csv", "statements.csv", "graph.gexf")
    assert noted == [str(Path("out", name)) for name in named]


def test_a_clean_graph_has_no_note(command: Command) -> None:
    for asked in (
        ["export", "gexf", "-o", "g"],
        ["report", "-o", "out"],
        ["statements", "--format", "csv", "-o", "s"],
    ):
        assert "left out" not in command("-g", "example", *asked).err


def test_a_note_names_the_first_places_and_counts_the_rest() -> None:
    table = Table(("quote",), [("a\x07\x07",), ("b",), ("c\x1b",), ("d\x00",), ("e\x00",), ("f\x00",)])
    assert left_out(table) == (
        "6 control characters left out, which other programs would not read: "
        "quote in row 1, quote in row 3, quote in row 4 and 2 more places",
    )


def test_a_network_of_ones_own_gets_the_note_too(tmp_path: Path) -> None:
    made = nx.Graph([("a", "b", {"quote": "x\x07"})])
    (note,) = exports.network(made, tmp_path / "n.gexf")
    assert note.endswith("quote of a – b")


# Spreadsheets


def test_numbers_stay_numbers_and_words_that_begin_like_formulas_do_not_run() -> None:
    cells = (
        -2,
        -1e-17,
        1.5,
        "-2",
        "-1e-17",
        "+3%",
        "-1+1",
        "=1",
        "＝1",
        "＋1-1",
        "－cmd",
        "＠a",
        "\n=1",
        "'=1",
    )
    (row,) = list(
        csv.reader(io.StringIO(render(Table(tuple("abcdefghijklmn"), [cells]), "csv"), newline=""))
    )[1:]
    assert row[:6] == ["-2", "-1e-17", "1.5", "-2", "-1e-17", "+3%"]
    assert row[6:] == ["'-1+1", "'=1", "'＝1", "'＋1-1", "'－cmd", "'＠a", "'\n=1", "''=1"]
    assert [text.formula_plain(cell) for cell in row] == [str(cell) for cell in cells]


def test_a_table_that_was_disarmed_is_read_back_as_it_was(make_doc: MakeDoc, tmp_path: Path) -> None:
    words = ["=1+1", "＝1", "'=1", "+1-1", "@a", "-1e-17", "one\rtwo", 'say "=1"']
    said = [
        {"id": f"s{place}", "actor": "SE", "stance": "open", "proposal": "p", "quote": quote}
        for place, quote in enumerate(words)
    ]
    coded = {"proposals": [{"id": "p", "title": "=P()"}], "statements": said}
    again = tmp_path / "again"
    again.mkdir()
    (again / "p.yaml").write_text('proposals: [{id: p, title: "=P()"}]')
    coalition_graph.open(make_doc(json.dumps(coded)).folder).export("csv", again / "statements.csv")
    assert [row["quote"] for row in coalition_graph.open(again).statements()] == words


# Names of files


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\x",
        "con",
        "NUL",
        "aux.txt",
        "a\x00b",
        "..",
        ".",
        "lpt1 ",
        "~/x",
        "-o",
    ],
)
def test_a_coding_file_stays_in_its_folder_whatever_the_title(tmp_path: Path, title: str) -> None:
    path = start_file(tmp_path / "in", title=title)
    assert path.parent == tmp_path / "in"
    assert text.is_id(path.stem) and path.stem.lower() not in ("con", "nul", "aux", "lpt1")
    assert [each.name for each in tmp_path.iterdir()] == ["in"]


def test_an_import_writes_into_its_folder_only(tmp_path: Path) -> None:
    titles = ["../../up", "/etc/passwd", "CON", "nul", "a/b\\c", "..", "COM1"]
    write_dna(tmp_path / "d.dna", 3)
    with contextlib.closing(sqlite3.connect(tmp_path / "d.dna")) as base, base:
        for number, title in enumerate(titles, 100):
            base.execute("INSERT INTO DOCUMENTS(ID, Title, Text) VALUES (?, ?, 'words')", (number, title))
    import_dna(tmp_path / "d.dna", tmp_path / "out", None)
    made = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.yaml"))
    assert {"con_.yaml", "nul_.yaml", "com1_.yaml"} <= set(made)
    assert {path.name for path in tmp_path.iterdir()} == {"d.dna", "out"}
    assert coalition_graph.open(tmp_path / "out").problems == ()
