"""CSV as spreadsheets write it, and the place of every cell."""

from __future__ import annotations

import pytest

from coalition_graph.errors import Problem
from coalition_graph.files.cells import Sheet, from_csv, plain

KNOWN = ("actor", "stance", "quote")


def sheet(data: str | bytes) -> Sheet:
    made = from_csv("a.csv", "a", data if isinstance(data, bytes) else data.encode(), KNOWN)
    assert isinstance(made, Sheet), made
    return made


@pytest.mark.parametrize(
    "text",
    [
        "actor,stance\nSE,open\n",
        "\ufeffactor,stance\r\nSE,open\r\n",
        "actor;stance\r\nSE;open",
        "actor\tstance\nSE\topen\n",
        '"actor";"stance"\rSE;open\r',
    ],
)
def test_delimiters_marks_and_line_ends_do_not_matter(text: str) -> None:
    made = sheet(text)
    assert (made.header, list(made.rows), made.problems) == (["actor", "stance"], [(2, ["SE", "open"])], [])


def test_a_comma_in_a_text_does_not_make_it_the_delimiter() -> None:
    made = sheet("actor;stance;a,b,c,d,e,f\nSE;open;x\n")
    assert made.header == ["actor", "stance", "a,b,c,d,e,f"]


def test_cells_with_line_breaks_count_their_lines() -> None:
    made = sheet('actor,quote\nSE,"one\ntwo, ""three"""\nFI,x\n')
    assert list(made.rows) == [(2, ["SE", 'one\ntwo, "three"']), (4, ["FI", "x"])]
    assert [made.locate(2, 0), made.locate(2, 1), made.locate(4, 1)] == [(2, 1), (2, 4), (4, 4)]


def test_the_place_of_a_cell_behind_a_line_break() -> None:
    made = sheet('actor,quote,stance\nSE,"one\ntwo",open\nFI,,\n')
    assert [made.locate(2, 2), made.locate(4, 2)] == [(3, 6), (4, 5)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'actor,stance\n"SE,open\nFI,open\n',
            "a.csv:2:1: E107: the quotation mark that opens here is never closed; nothing below was read",
        ),
        (
            'actor,quote\nSE,"a" b\n',
            'a.csv:2:1: E107: text after a closing quotation mark; inside "…" write "" for one; '
            "nothing below was read",
        ),
        (
            "actor,quote\nSE," + "x" * 9_000_000,
            "a.csv:2:1: E107: a cell of more than 8,388,608 characters; nothing below was read",
        ),
    ],
)
def test_a_row_that_breaks_the_table_is_told(text: str, told: str) -> None:
    made = sheet(text)
    list(made.rows)
    assert [str(problem) for problem in made.problems] == [told]


def test_a_quotation_of_a_million_characters_is_a_cell() -> None:
    made = sheet("actor,quote\nSE," + "x" * 1_000_000)
    ((_, cells),) = made.rows
    assert len(cells[1]) == 1_000_000
    assert made.problems == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "a.csv:1:1: E107: the table is empty; its first line names the columns"),
        (
            "actor\tposition\r\nSE\tstöd\r\n".encode("utf-16"),
            "a.csv:1:1: E102: the file is in UTF-16 or binary; save it as UTF-8 text",
        ),
        (
            'actor;quote\r\nSE;"Malmö; ”villkor”"\r\n'.encode("cp1252"),
            "a.csv:2:9: E102: the file is not UTF-8 (byte 0xf6, in Windows-1252 'ö'); save it as UTF-8",
        ),
        (b"actor,stance\nSE,\0open", "a.csv:2:4: E102: control character U+0000; take it out"),
    ],
)
def test_a_file_that_is_no_table_is_told(data: bytes, told: str) -> None:
    made = from_csv("a.csv", "a", data, KNOWN)
    assert isinstance(made, Problem)
    assert str(made) == told


def test_the_guard_against_formulas_is_taken_away() -> None:
    assert [plain(cell) for cell in ("'=1+1", "'@x", "'tis", "-2", "")] == ["=1+1", "@x", "'tis", "-2", ""]
