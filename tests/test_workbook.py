"""Sheets of a workbook, read as they show."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from pathlib import Path

import pytest

from coalition_graph.errors import Problem
from coalition_graph.files import folder
from coalition_graph.files.workbook import from_xlsx

openpyxl = pytest.importorskip("openpyxl")


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_numbers_truths_and_days_are_text() -> None:
    data = workbook(
        {
            "statements": [
                ["actor", "a", "b", "c", "d"],
                ["NO", 10000, 2.0, True, dt.date(2025, 3, 27)],
                [],
                ["SE"],
            ]
        }
    )
    sheets = from_xlsx("a.xlsx", data)
    assert isinstance(sheets, list)
    assert sheets[0].header == ["actor", "a", "b", "c", "d"]
    assert list(sheets[0].rows) == [
        (2, ["NO", "10000", "2", "true", "2025-03-27"]),
        (4, ["SE", "", "", "", ""]),
    ]


def test_each_sheet_is_a_table_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "coded.xlsx").write_bytes(
        workbook(
            {
                "statements": [
                    ["actor", "stance", "proposal"],
                    ["SE", "open", "land-force"],
                    ["FI", "opn", "land-force"],
                ],
                "proposals": [["id", "title"], ["land-force", "A land force"]],
                "Notes": [["anything"]],
            }
        )
    )
    found, problems, _ = folder.codings([tmp_path])
    assert [len(coding.file.statements) for coding in found] == [1, 0]
    assert found[1].file.proposals[0].id == "land-force"
    assert [str(problem).removeprefix(f"{tmp_path}/")[:66] for problem in problems] == [
        "coded.xlsx:1:1: W121: sheet 'Notes': not read: a table is named st",
        "coded.xlsx:3:2: E203: sheet 'statements': stance takes pledges, op",
    ]


def test_a_single_sheet_may_be_named_by_the_file(tmp_path: Path) -> None:
    (tmp_path / "proposals.xlsx").write_bytes(workbook({"Sheet1": [["id", "title"], ["p", "P"]]}))
    found, problems, _ = folder.codings([tmp_path])
    assert ([coding.file.proposals[0].title for coding in found], problems) == (["P"], [])


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_told(data: bytes) -> None:
    told = from_xlsx("a.xlsx", data)
    assert isinstance(told, Problem)
    assert str(told) == "a.xlsx:1:1: E101: not a workbook that can be read; save it anew, or as CSV"


def test_an_archive_without_a_workbook_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    told = from_xlsx("a.xlsx", out.getvalue())
    assert isinstance(told, Problem) and told.code == "E101"


def test_without_the_package_the_mend_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook({"statements": [["actor"]]})
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    told = from_xlsx("a.xlsx", data)
    assert isinstance(told, Problem)
    assert told.message == "reading a workbook needs an optional package: pip install 'coalition-graph[xlsx]'"


def test_a_hidden_sheet_is_passed_over_unless_it_is_a_table() -> None:
    book = openpyxl.Workbook()
    book.active.title = "statements"
    book.active.append(["actor"])
    for name, state in (("lists", "hidden"), ("meetings", "hidden"), ("Notes", "visible")):
        book.create_sheet(name).sheet_state = state
    out = io.BytesIO()
    book.save(out)
    sheets = from_xlsx("a.xlsx", out.getvalue())
    assert isinstance(sheets, list)
    assert [sheet.name for sheet in sheets] == ["statements", "meetings", "Notes"]


def test_what_a_workbook_writes_for_a_line_break_is_one() -> None:
    data = workbook({"statements": [["quote"], ["one_x000D_\ntwo"], ["_x005F_x0041_"]]})
    sheets = from_xlsx("a.xlsx", data)
    assert isinstance(sheets, list)
    assert [row for _, row in sheets[0].rows] == [["one\ntwo"], ["_x0041_"]]


def bomb(sheet: bytes, claimed: int | None = None) -> bytes:
    """A workbook with another first sheet, which may claim to unpack to any size."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"statements": [["actor"], ["SE"]]}))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, sheet if name.startswith("xl/worksheets/") else old.read(name))
        if claimed is not None:
            new.infolist()[-1].file_size = claimed
    return out.getvalue()


def test_a_workbook_that_unpacks_to_very_much_is_not_unpacked() -> None:
    told = from_xlsx("a.xlsx", bomb(b"<worksheet/>", claimed=1 << 31))
    assert str(told).startswith("a.xlsx:1:1: E103: the workbook unpacks to more than 512 MB")


@pytest.mark.parametrize("inside", ["&e9;", "&far;"])
def test_a_workbook_makes_no_entity_large_and_fetches_none(inside: str) -> None:
    begin = '<!ENTITY e0 "laughs">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [{begin}<!ENTITY far SYSTEM "file:///etc/passwd">]>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{inside}</t></is></c></row>'
    sheet = f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{cell}</sheetData></worksheet>'
    told = from_xlsx("a.xlsx", bomb(sheet.encode()))
    assert str(told) == "a.xlsx:1:1: E101: not a workbook that can be read; save it anew, or as CSV"
