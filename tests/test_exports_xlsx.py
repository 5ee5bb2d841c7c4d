"""A workbook of all tables: read by openpyxl and pandas, and back as the dossier that it was."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph.errors import MissingExtra, UsageError
from coalition_graph.files.columns import TABLES, known
from tests.conftest import Command, MakeDoc
from tests.everything import EVERYTHING

openpyxl = pytest.importorskip("openpyxl")

HEADER = "dossier: {id: force, title: Who would come?}\n"
SMALL = """
dossier: {id: force, title: Who would come?}
proposals: [{id: land-force, title: A land force}]
conditions: [{id: cover, text: American cover, kind: guarantee}]
--- file: gazette.yaml
source: {id: gazette, title: The Gazette, url: "https://gazette.example/1", published: 2025-03-28}
meetings: [{id: paris, date: 2025-02-17, attendance: [FR, {actor: DK, represents: [Nordic countries]}]}]
statements:
  - {id: joint, actor: [FR, GB], stance: open, proposal: land-force, conditions: [cover], said: 2025-03,
     contribution: [{kind: land, min: 10000, max: 30000, unit: personnel}, {kind: naval}]}
  - {id: se, actor: SE, stance: pledges, proposal: land-force, summary: "=1+1", contribution: {kind: funds, min: 5}}
"""


def quads(graph: coalition_graph.Graph) -> set[str]:
    """What a graph says, but for the dossier's own title."""
    return {line for line in graph.store.quads().splitlines() if "/dossier/" not in line}


def again(graph: coalition_graph.Graph, folder: Path) -> coalition_graph.Graph:
    """The graph after a journey through a workbook."""
    folder.mkdir()
    graph.export("xlsx", folder / "all.xlsx")
    read = coalition_graph.open(folder)
    assert [str(problem) for problem in read.problems if problem.is_error] == []
    return read


def workbook(graph: coalition_graph.Graph, tmp_path: Path):
    graph.export("xlsx", tmp_path / "all.xlsx")
    return openpyxl.load_workbook(tmp_path / "all.xlsx")


@pytest.fixture
def small(make_doc: MakeDoc) -> coalition_graph.Graph:
    return coalition_graph.open(make_doc(SMALL).folder)


@pytest.mark.parametrize("name", ["coalition-of-the-willing", "climate-pledges"])
def test_a_shipped_dossier_comes_back_quad_by_quad(name: str, tmp_path: Path) -> None:
    graph = coalition_graph.open(Path(__file__).parents[1] / "data" / name)
    assert quads(again(graph, tmp_path / "again")) == quads(graph)


def test_of_every_key_only_nested_requirements_are_lost_and_it_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "everything"
    folder.mkdir()
    for name, text in EVERYTHING.items():
        (folder / name).write_text(text)
    graph = coalition_graph.open(folder)
    notes = graph.export("xlsx", tmp_path / "all.xlsx")
    assert notes == ("a table has no place for any and all inside requires: left out of crowd",)
    lost = quads(graph) ^ quads(again(graph, tmp_path / "again"))
    assert lost and all("/condition/crowd-requires-" in line for line in lost)


def test_what_looks_like_a_formula_is_text_and_comes_back(make_doc: MakeDoc, tmp_path: Path) -> None:
    words = [
        "=HYPERLINK(1)",
        "'=1+1",
        "@sum",
        "+1-2",
        "-2",
        "#N/A",
        "_x0041_",
        "one\ntwo",
        " space ",
        "true",
        "1e5",
        "<&>",
    ]
    statements = [
        {"id": f"s{place}", "actor": "SE", "stance": "open", "proposal": "p", "quote": said}
        for place, said in enumerate(words)
    ]
    coded = {"proposals": [{"id": "p", "title": "=P()"}], "statements": statements}
    graph = coalition_graph.open(make_doc(json.dumps(coded)).folder)
    for sheet in workbook(graph, tmp_path):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    read = again(graph, tmp_path / "again")
    assert [row["quote"] for row in read.statements()] == [row["quote"] for row in graph.statements()]
    assert quads(read) == quads(graph)


def test_characters_that_no_workbook_takes_are_left_out(tmp_path: Path, make_doc: MakeDoc) -> None:
    graph = coalition_graph.open(make_doc(SMALL).folder)
    graph.export("nq", tmp_path / "graph.nq")
    hostile = (tmp_path / "graph.nq").read_text().replace('"=1+1"', '"a\\u0007b\\uFFFEc"')
    (tmp_path / "graph.nq").write_text(hostile)
    sheet = workbook(coalition_graph.open(tmp_path / "graph.nq"), tmp_path)["statements"]
    assert "abc" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_text_that_is_too_long_is_cut_and_told(make_doc: MakeDoc, tmp_path: Path) -> None:
    coded = {"conditions": [{"id": "c", "text": "x" * 40_000}]}
    graph = coalition_graph.open(make_doc(json.dumps(coded)).folder)
    (note,) = graph.export("xlsx", tmp_path / "all.xlsx")
    assert note.startswith("1 cell cut at 32,767 characters")


MANY = {
    "statements": [{"id": f"s{n}", "actor": "SE", "stance": "open", "proposal": "force"} for n in range(6)],
    "conditions": [{"id": f"c{n}", "text": f"Condition {n}"} for n in range(6)],
}


@pytest.mark.parametrize("section", MANY)
def test_more_rows_than_a_sheet_has_are_refused_with_the_mend(
    command: Command, make_doc: MakeDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    doc = make_doc(json.dumps({"proposals": [{"id": "force", "title": "F"}], section: MANY[section]}))
    (tmp_path / "old.xlsx").write_text("old")
    monkeypatch.setattr("coalition_graph.exports.xlsx.LAST_ROW", 6)
    done = command("-g", str(doc.folder), "export", "xlsx", "-o", "old.xlsx")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert f"{section} have 6 rows, and a sheet of a workbook has room for 5 and its head" in done.err
    assert "write csv or parquet instead" in done.err
    assert (tmp_path / "old.xlsx").read_text() == "old"
    monkeypatch.setattr("coalition_graph.exports.xlsx.LAST_ROW", 7)
    assert command("-g", str(doc.folder), "export", "xlsx", "-o", "old.xlsx").code == 0


def test_rows_that_only_show_while_they_are_written_are_refused_too(
    make_doc: MakeDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph of others may not say of its statements that they are some."""
    doc = make_doc(
        json.dumps({"proposals": [{"id": "force", "title": "F"}], "statements": MANY["statements"]})
    )
    lines = coalition_graph.open(doc.folder).store.quads().splitlines(keepends=True)
    (tmp_path / "theirs.nq").write_text("".join(line for line in lines if "ontology#Statement>" not in line))
    monkeypatch.setattr("coalition_graph.exports.xlsx.LAST_ROW", 6)
    with pytest.raises(UsageError, match="statements have 6 rows"):
        coalition_graph.open(tmp_path / "theirs.nq").export("xlsx", tmp_path / "new.xlsx")
    assert not (tmp_path / "new.xlsx").exists()


def test_one_sheet_a_table_with_a_header_that_stays_and_filters(
    small: coalition_graph.Graph, tmp_path: Path
) -> None:
    book = workbook(small, tmp_path)
    assert book.sheetnames == [*TABLES, "lists"]
    for section in TABLES:
        sheet = book[section]
        head = [cell.value for cell in sheet[1]]
        assert set(known(section)) - set(head) <= {"attendance", "text"}
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert book["lists"].sheet_state == "hidden"


def test_each_statement_has_its_id_its_days_and_its_source(
    small: coalition_graph.Graph, tmp_path: Path
) -> None:
    pandas = pytest.importorskip("pandas")
    small.export("xlsx", tmp_path / "all.xlsx")
    read = pandas.read_excel(tmp_path / "all.xlsx", sheet_name="statements", keep_default_na=False)
    first = read.to_dict("records")[0]
    assert {
        key: first[key] for key in ("source", "id", "source_title", "url", "published", "earliest", "latest")
    } == {
        "source": "gazette",
        "id": "joint",
        "source_title": "The Gazette",
        "url": "https://gazette.example/1",
        "published": "2025-03-28",
        "earliest": "2025-03-01",
        "latest": "2025-03-31",
    }
    assert (first["actor"], first["contribution.min"]) == ("France|United Kingdom", "10000|")


def choices(book, section: str) -> dict[str, tuple[str, bool]]:
    """What each column offers, and whether it refuses all else."""
    sheet = book[section]
    head = {cell.column_letter: cell.value for cell in sheet[1]}
    return {
        head[str(one.sqref).split("2:")[0]]: (one.formula1, bool(one.showErrorMessage))
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    }


def offered(book, formula: str) -> list[str]:
    """The cells that a formula of fixed places names."""
    name, _, cells = formula.partition("!")
    return [row[0].value for row in book[name][cells.replace("$", "")]]


def test_closed_lists_drop_down_and_refuse_other_words(small: coalition_graph.Graph, tmp_path: Path) -> None:
    book = workbook(small, tmp_path)
    formula, refuses = choices(book, "statements")["stance"]
    assert offered(book, formula) == ["pledges", "open", "supports", "undecided", "declines", "opposes"]
    assert refuses
    formula, refuses = choices(book, "attendance")["status"]
    assert (offered(book, formula), refuses) == (["attended", "planned", "declined", "absent"], True)


def test_known_names_and_ids_drop_down_and_new_ones_may_be_typed(
    small: coalition_graph.Graph, tmp_path: Path
) -> None:
    book = workbook(small, tmp_path)
    formula, refuses = choices(book, "statements")["actor"]
    assert {"Sweden", "Japan", "Nordic countries"} <= set(offered(book, formula))
    assert not refuses
    formula, refuses = choices(book, "statements")["proposal"]
    place = [cell.value for cell in book["proposals"][1]].index("id")
    letter = "ABCDE"[place]
    assert formula == f"OFFSET(proposals!${letter}$2,0,0,MAX(1,COUNTA(proposals!${letter}:${letter})-1),1)"
    assert not refuses


def test_an_empty_dossier_gives_the_template_that_can_be_filled(make_doc: MakeDoc, tmp_path: Path) -> None:
    book = workbook(coalition_graph.open(make_doc(HEADER).folder), tmp_path)
    assert {sheet.max_row for sheet in book if sheet.title != "lists"} == {1}
    assert choices(book, "statements")["stance"][1]
    fill(book["proposals"], id="land-force", title="A land force")
    fill(
        book["statements"],
        source="gazette",
        actor="Sweden",
        stance="open",
        proposal="land-force",
        said=dt.date(2025, 3, 27),
        **{"contribution.min": 500},
    )
    fill(book["sources"], id="gazette", title="The Gazette")
    folder = tmp_path / "filled"
    folder.mkdir()
    book.save(folder / "coded.xlsx")
    graph = coalition_graph.open(folder)
    assert graph.problems == ()
    (row,) = graph.statements()
    assert (row["actor"], row["said"], row["contribution.min"]) == ("Sweden", "2025-03-27", 500)


def fill(sheet, **cells: object) -> None:
    """Fill the second row of a sheet by the names of its columns."""
    places = {cell.value: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(2, places[name], value)


def test_a_cell_that_takes_a_date_as_written_is_text(small: coalition_graph.Graph, tmp_path: Path) -> None:
    sheet = workbook(small, tmp_path)["statements"]
    (said,) = [cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "said"]
    assert (said.value, said.number_format) == ("2025-03", "@")


def test_the_same_graph_gives_the_same_bytes(small: coalition_graph.Graph, tmp_path: Path) -> None:
    small.export("xlsx", tmp_path / "one.xlsx")
    small.export("xlsx", tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_workbook_points_nowhere(small: coalition_graph.Graph, tmp_path: Path) -> None:
    small.export("xlsx", tmp_path / "all.xlsx")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.xlsx").read_bytes())) as archive:
        assert not any("externalLink" in name or "vba" in name.lower() for name in archive.namelist())
        for name in archive.namelist():
            part = archive.read(name)
            assert b"<!DOCTYPE" not in part and b'TargetMode="External"' not in part and b"<f>" not in part


def test_without_the_package_the_mend_is_to_install_it(
    small: coalition_graph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"coalition-graph\[xlsx\]"):
        small.export("xlsx", tmp_path / "all.xlsx")
    assert not (tmp_path / "all.xlsx").exists()


def test_the_command_tells_what_a_workbook_cannot_hold(command: Command, tmp_path: Path) -> None:
    (tmp_path / "every.yaml").write_text(EVERYTHING["registry.yaml"])
    done = command("-g", ".", "export", "xlsx", "-o", "out/all.xlsx")
    assert done.code == 2 and "cannot write" in done.err
    done = command("-g", ".", "export", "xlsx", "-o", "all.xlsx")
    assert done.code == 0 and "left out of crowd" in done.err
