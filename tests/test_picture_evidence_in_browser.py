"""The evidence panel in headless Chromium: the words, where they come from, and how a view was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coalition_graph.graph import Graph
from tests.chromium import IN_BROWSER
from tests.conftest import MakeDoc
from tests.loaded import loaded
from tests.test_page_in_browser import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = IN_BROWSER

FORCE = """
dossier: {id: force, title: Who would send troops?}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden}
proposals:
  - {id: land-force, title: European land force}
  - {id: air-force, title: European air patrols}
--- file: morning.yaml
source:
  {id: morning, title: Many obstacles, author: A. Writer, publisher: Morning News, via: AFP, reliability: B,
   url: "https://example.org/a", published: 2025-03-28, accessed: 2025-04-02}
defaults: {proposal: land-force}
meetings:
  - {id: paris, title: Paris, date: 2025-02-17, attendance: [FR, {actor: DK, status: planned}]}
  - {id: kyiv, title: Kyiv, date: 2025-04-10, attendance: [FR]}
statements:
  - {actor: Sweden, speaker: Ulf Kristersson, stance: open, said: 2025-03-20, locator: para. 3,
     quote: "if the conditions are right", conditions: [the conditions are right]}
  - {actor: FR, stance: open, attribution: anonymous, via: Financial Times, summary: France has a plan,
     reason: a ceasefire may come, contribution: {kind: land, max: 10000, unit: personnel}}
  - {actor: PL, stance: declines, summary: Poland stays at home, said: 2025-03-01}
  - {actor: PL, stance: supports, proposal: air-force, summary: Poland likes patrols, said: 2025-03-02}
  - {actor: IT, stance: declines, said: 2025-03-25, summary: One paper}
--- file: evening.yaml
source: {id: evening, title: The same from elsewhere, publisher: Evening News, via: afp, url: "javascript:alert(1)"}
statements:
  - {actor: PL, stance: declines, proposal: land-force, summary: Warsaw said no, said: 2025-03-05}
  - {actor: IT, stance: undecided, proposal: land-force, said: 2025-03-25, summary: Another paper}
"""


@pytest.fixture
def graph(make_doc: MakeDoc) -> Graph:
    return Graph(loaded(make_doc(FORCE)))


@pytest.fixture
def reader(browser: Browser, graph: Graph, tmp_path: Path) -> Iterator[Reader]:
    graph.picture(tmp_path / "graph.html")
    made = Reader(browser, tmp_path / "graph.html")
    made.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.page.close()
    assert made.noises == []


def copied(reader: Reader, button: str) -> str:
    reader.page.locator(button).first.click()
    reader.page.wait_for_selector("button:text-is('Copied')")
    return str(reader.page.evaluate("navigator.clipboard.readText()"))


def test_a_statement_tells_who_said_it_when_and_who_passed_it_on(reader: Reader) -> None:
    reader.open("#sel=country:FR")
    badges = reader.page.locator("#evidence .card").first.locator(".badge").all_inner_texts()
    assert badges == ["anonymous", "via Financial Times"]
    facts = reader.text("#evidence .card dl")
    for fact in ("up to 10,000 personnel", "a ceasefire may come", "date not given", "28 Mar 2025", "AFP"):
        assert fact in facts
    reader.open("#sel=country:SE")
    assert "said 20 Mar 2025" in reader.text("#evidence .card .top")
    assert "Ulf Kristersson, Prime Minister, Sweden" in reader.text("#evidence .card dl")


def test_a_source_is_copied_as_a_citation(reader: Reader) -> None:
    reader.open("#sel=country:SE")
    assert copied(reader, "#evidence .card .small") == (
        "A. Writer, Morning News. “Many obstacles”. 28 Mar 2025. para. 3. "
        "https://example.org/a (accessed 2 Apr 2025)."
    )


def test_an_address_that_is_not_of_the_web_is_neither_link_nor_cited(reader: Reader) -> None:
    reader.open("#sel=source:evening")
    assert reader.page.locator("#evidence a[target]").count() == 0
    assert copied(reader, "#evidence .small") == "Evening News. “The same from elsewhere”. no date."


def test_a_position_shows_all_that_was_said_and_how_many_origins_that_has(reader: Reader) -> None:
    reader.open("#sel=position:PL.land-force")
    assert "2 statements · 2 sources · 1 independent origin" in reader.text("#evidence")
    titles = reader.page.locator("#evidence h3").all_inner_texts()
    assert [title.lower() for title in titles] == ["what this position rests on", "said besides"]
    assert "Poland stays at home" in reader.text("#evidence")
    assert "2 sources · 1 independent origin" in reader.text("#counts")


def test_nothing_said_later_stands_beside_a_position(reader: Reader) -> None:
    reader.open("#sel=position:PL.land-force&asof=2025-03-02")
    assert "Warsaw said no" not in reader.text("#evidence")
    assert "1 statement · 1 source" in reader.text("#evidence")


def test_a_position_on_which_sources_differ_is_shown_split(reader: Reader) -> None:
    reader.open("#sel=position:IT.land-force-declines")
    assert "Declines or Undecided: European land force" in reader.text("#evidence .chosen-title")
    assert "counted nowhere" in reader.text("#evidence")
    assert "One paper" in reader.text("#evidence") and "Another paper" in reader.text("#evidence")


@pytest.mark.parametrize("day", ["", "2025-03-01", "2025-03-05", "2025-03-25"])
@pytest.mark.parametrize("proposal", ["proposal:land-force", "all"])
def test_the_question_behind_the_positions_finds_just_who_is_shown(
    reader: Reader, graph: Graph, day: str, proposal: str
) -> None:
    reader.open(f"#view=table&proposal={proposal}&asof={day}")
    reader.page.click("#evidence .made summary")
    found = graph.query(copied(reader, "#evidence .made .small"))
    shown = "rows => rows.map(row => row.dataset.name)"
    assert set(found.column("actor")) == set(
        reader.page.eval_on_selector_all("#pane-table tbody tr[data-name]", shown)
    )


@pytest.mark.parametrize(
    ("day", "meetings"), [("2025-03-01", {"meeting:paris"}), ("", {"meeting:paris", "meeting:kyiv"})]
)
def test_the_question_behind_attendance_asks_as_of_the_day(
    reader: Reader, graph: Graph, day: str, meetings: set[str]
) -> None:
    reader.open(f"#view=attendance&asof={day}")
    reader.page.click("#evidence .made summary")
    found = graph.query(copied(reader, "#evidence .made .small"))
    assert set(found.column("meeting")) == meetings
    assert {"planned", "attended"} == set(found.column("status"))


def test_how_it_was_made_stays_open_while_the_day_moves(reader: Reader) -> None:
    page = reader.open("#view=positions&proposal=proposal:land-force")
    page.click("#evidence .made summary")
    page.click("#earlier")
    page.wait_for_selector("#evidence .made[open] pre")
    assert '<= "2025-04-10"' in reader.text("#evidence .made pre")
    assert "latest day gives the position" in reader.text("#evidence .made")
