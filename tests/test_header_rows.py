"""From the first line of a table to entries like those of a coding file."""

from __future__ import annotations

from typing import Any

from coalition_graph.files import columns
from coalition_graph.files.cells import Sheet, from_csv
from coalition_graph.files.header import Plan, plan
from coalition_graph.files.rows import Rows
from coalition_graph.model import Actor, CountOf, Meeting, Statement


def entries(section: str, text: str) -> tuple[list[Any], list[str]]:
    sheet = from_csv("t.csv", section, text.encode(), columns.known(section))
    assert isinstance(sheet, Sheet)
    made = plan("t.csv", sheet, section)
    assert isinstance(made, Plan), made
    rows = Rows("t.csv", sheet, section, made)
    rows.read()
    made_of = [value for told in rows.told.values() for value in told.values]
    return made_of, [str(problem) for problem in rows.problems]


def test_dotted_columns_nest_and_empty_cells_are_absent() -> None:
    made, problems = entries(
        "meetings",
        "id,reported.count,reported.of,host,aliases,source\nm, 7 ,countries,,a|b,gazette\nn,,,FR,,\n",
    )
    assert made == [
        Meeting(id="m", aliases=("a", "b"), reported=CountOf(count=7, of="countries")),
        Meeting(id="n", host="FR"),
    ]
    assert problems == []


def test_the_guard_against_formulas_is_undone() -> None:
    made, _ = entries("actors", "name,kind,note\n'=X,person,'@home\n")
    assert made == [Actor(name="=X", kind="person", note="@home")]


def test_derived_columns_are_ignored() -> None:
    made, _ = entries("statements", "actor,code,stance,proposal,published,url\nSE,SE,open,p,2025,https://x\n")
    assert made == [Statement(actor=("SE",), stance="open", proposal="p")]


def test_the_plan_knows_the_cell_of_each_column() -> None:
    sheet = from_csv("t.csv", "status", b"condition;is;source\n", columns.known("status"))
    assert isinstance(sheet, Sheet)
    made = plan("t.csv", sheet, "status")
    assert isinstance(made, Plan)
    assert (made.width, made.cells) == (3, {"condition": 0, "is": 1, "source": 2})
    assert [key for _, key, _ in made.flat] == ["condition", "is"]


def test_what_a_row_lacks_is_told_for_each_cell() -> None:
    made, problems = entries("status", "condition,is,note\n,,x\n")
    assert made == []
    assert problems == [
        "t.csv:2:1: E202: 'condition' is missing; fill the cell",
        "t.csv:2:2: E202: 'is' is missing; fill the cell",
    ]
