"""One sheet holds everything that coding files say of a thing, with the words and sources behind it."""

from __future__ import annotations

import re

import pytest

from coalition_graph.analysis import sheet
from coalition_graph.analysis.sheet import Sheet
from coalition_graph.store import Store
from coalition_graph.table import Cell
from tests.conftest import Doc, MakeDoc, write_doc
from tests.everything import EVERYTHING
from tests.loaded import loaded


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Store:
    text = "".join(f"--- file: {name}{content}" for name, content in EVERYTHING.items())
    return loaded(write_doc(tmp_path_factory.mktemp("everything"), text))


def facts(found: Sheet) -> dict[Cell, Cell]:
    return dict(found.facts.rows)  # type: ignore[arg-type]


def section(found: Sheet, title: str) -> list[dict[str, Cell]]:
    return [row for name, table in found.sections if name == title for row in table]


@pytest.mark.parametrize(
    "node",
    [
        "person:ada",
        "organisation:trade-union",
        "proposal:inner",
        "condition:cover",
        "condition:crowd",
        "meeting:summit",
        "source:paper",
        "statement:paper.first",
        "person:cleo-gamma",
        "unnamed:some-in-asia",
    ],
)
def test_a_sheet_has_a_title_and_something_to_read(everything: Store, node: str) -> None:
    found = sheet.show(everything, node)
    assert found.kind == node.partition(":")[0]
    assert found.title
    assert len(found.facts)
    assert found.markdown().startswith("# ")


def test_every_value_of_the_files_stands_in_some_sheet(everything: Store) -> None:
    nodes = (
        "person:ada person:bo-beta organisation:trade-union proposal:inner proposal:outer condition:cover "
        "condition:crowd meeting:summit source:paper statement:paper.first unnamed:some-in-asia "
        "dossier:everything"
    )
    text = "".join(sheet.show(everything, node).markdown() for node in nodes.split())
    written = "".join(EVERYTHING.values())
    values = re.findall(
        r"note-of-\w+|summary-of-\w+|locator-of-\w+|via-of-\w+|quote-of-\w+|reason-of-\w+", written
    )
    values += re.findall(r"(?:Alias|alias|Title|Text|Party|Post|Place|Area|Publisher|Author) of \w+", written)
    values += ["Q4242", "2021-01-02", "2029-03-04", "TU", "column", "Agency", "https://example.org/paper"]
    values += [
        "2025-03-28~",
        "Coder",
        "Checker",
        "9f2c" + 60 * "0",
        "https://archive.example/1",
        "2025-04-01",
    ]
    values += [
        "row-of-summits",
        "delegations",
        "4711",
        "at_least 7",
        "1001–3003 personnel",
        "plan-x",
        "agreed",
    ]
    values += ["a-condition-in-words", "Envoy", "2025-03-24/2025-03-25", "spokesperson", "document", "55 EUR"]
    assert [value for value in values if value not in text] == []


def test_a_statement_tells_how_its_conditions_are_joined(everything: Store) -> None:
    told = facts(sheet.show(everything, "statement:paper.first"))
    assert told["expression"] == "all(cover|any(a-condition-in-words|crowd))"
    assert told["contribution"] == (
        "land 1001–3003 personnel (Area of first; joint plan-x; agreed)|funds at least 55 EUR"
    )
    assert (told["actor"], told["speaker"], told["to"]) == ("Finland|Sweden", "Ada Alpha", "Ukraine")


def test_a_condition_tells_what_it_requires_and_whom_it_holds_back(everything: Store) -> None:
    found = sheet.show(everything, "condition:crowd")
    assert facts(found)["requires"] == "any(at_least 7 open inner|at_least_personnel 4711 inner)"
    assert [row["actor"] for row in section(found, "Statements")] == ["Finland|Sweden"]
    assert [row["is"] for row in section(found, "Status reports")] == ["failed"]


def test_a_proposal_tells_which_conditions_require_it(everything: Store) -> None:
    assert [row["id"] for row in section(sheet.show(everything, "proposal:inner"), "Conditions")] == ["crowd"]
    us = sheet.show(everything, "country:US")
    assert section(us, "Conditions")[0]["requires"] == "United States open|pledges outer"


def test_one_who_was_represented_is_told_by_whom(everything: Store) -> None:
    found = sheet.show(everything, "country:IS")
    assert [(row["meeting"], row["represented_by"]) for row in section(found, "Represented")] == [
        ("summit", "Denmark")
    ]


def test_a_source_holds_all_that_it_reports(everything: Store) -> None:
    titles = [title for title, _ in sheet.show(everything, "source:paper").sections]
    assert titles == ["Statements", "Attendance", "Reports of the meeting", "Status reports"]


def test_all_sources_behind_a_thing_stand_below(make_doc: MakeDoc) -> None:
    doc = make_doc(
        """
source: {id: article, title: The article, url: "https://example.org/a", reliability: B}
proposals: [{id: land-force, title: A land force}]
statements: [{id: one, actor: SE, stance: open, proposal: land-force, quote: we may}]
--- file: other.yaml
source: {id: other, title: The other}
statements: [{id: two, actor: SE, stance: declines, proposal: land-force, summary: it will not}]
"""
    )
    found = sheet.show(loaded(doc), "country:SE")
    assert [(row["id"], row["title"]) for row in section(found, "Sources")] == [
        ("article", "The article"),
        ("other", "The other"),
    ]
    assert [(row["id"], row["quote"], row["summary"]) for row in section(found, "Statements")] == [
        ("article.one", "we may", None),
        ("other.two", None, "it will not"),
    ]


def test_a_text_that_looks_like_a_node_stays_a_text(dossier_doc: Doc) -> None:
    """
    source: {id: article}
    proposals: [{id: land-force, title: A land force}]
    statements: [{id: one, actor: SE, stance: open, proposal: land-force, note: "country:NO"}]
    """
    assert facts(sheet.show(loaded(dossier_doc), "statement:article.one"))["note"] == "country:NO"


def test_a_hostile_title_steers_no_terminal(make_doc: MakeDoc) -> None:
    doc = make_doc('proposals: [{id: land-force, title: "A force\u202e | <b>"}]')
    markdown = sheet.show(loaded(doc), "proposal:land-force").markdown()
    assert markdown.startswith("# A force | <b>\n")
    assert "\u202e" not in markdown


def test_a_thing_that_the_graph_does_not_know_has_an_empty_sheet(everything: Store) -> None:
    found = sheet.show(everything, "country:JP")
    assert (found.title, found.facts.rows, found.sections) == ("JP", [], ())
