"""The Timeline in headless Chromium: who stood where for how long, and what was known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coalition_graph.graph import Graph
from coalition_graph.picture.page import page as written
from tests.chromium import IN_BROWSER
from tests.conftest import write_doc
from tests.loaded import loaded
from tests.test_page_in_browser import Reader, crowd, hostile, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = IN_BROWSER

DOSSIER = """
dossier: {id: over-time, title: Who would send troops?}
proposals:
  - {id: land-force, title: European land force in Ukraine}
  - {id: backstop, title: An American backstop}
conditions:
  - {id: us-protection, text: American protection}
--- file: talks.yaml
source: {id: talks, title: Notes of the talks, published: 2025-04-12}
defaults: {proposal: land-force}
meetings:
  - {id: paris, title: First Paris meeting, date: 2025-02-17, place: Paris, attendance: [SE, FR]}
  - {id: paris-again, title: Second Paris meeting, date: 2025-02-19, place: Paris, attendance: [FR]}
  - {id: london, title: London meeting, date: 2025-04-02, place: London, attendance: [SE]}
statements:
  - {actor: SE, stance: open, said: 2025-03-01, conditions: [us-protection], summary: If America helps}
  - {actor: SE, stance: open, said: 2025-03-10, summary: Sweden said so once more}
  - {actor: SE, stance: declines, said: 2025-04-01, summary: Not any more}
  - {actor: FR, stance: pledges, said: 2025-03-05, summary: France will}
  - {actor: IT, stance: declines, said: 2025-03-20, summary: One paper}
  - {actor: IT, stance: undecided, said: 2025-03-20, summary: Another paper}
  - {actor: US, stance: declines, said: 2025-03-15, proposal: backstop, summary: No protection}
--- file: letter.yaml
source: {id: letter, title: A letter without a date}
statements:
  - {actor: DK, stance: supports, proposal: land-force, summary: Denmark likes it}
"""

LANES = """rows => rows.map(row => [
    row.querySelector('th').innerText.split('\\n')[0].trim(),
    [...row.querySelectorAll('.bar')].map(bar => bar.getAttribute('aria-label')),
])"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lanes")
    Graph(loaded(write_doc(folder, DOSSIER))).picture(folder / "graph.html", proposal="land-force")
    return folder / "graph.html"


@pytest.fixture
def reader(browser: Browser, file: Path) -> Iterator[Reader]:
    yield from watched(browser, file)


def lanes(reader: Reader) -> dict[str, list[str]]:
    rows = reader.page.eval_on_selector_all(".lanes tbody tr:has(.lane)", LANES)
    return {str(name): list(bars) for name, bars in rows}


def test_every_actor_of_the_proposal_has_a_lane_with_a_bar_per_stance(reader: Reader) -> None:
    reader.open("#view=timeline&proposal=proposal:land-force&asof=2025-04-12")
    assert lanes(reader) == {
        "France": ["Pledges, from 5 Mar 2025"],
        "Italy": [
            "Declines, from 20 Mar 2025; sources differ",
            "Undecided, from 20 Mar 2025; sources differ",
        ],
        "Sweden": [
            "Open to it, if American protection, from 1 Mar 2025 to 1 Apr 2025",
            "Declines, from 1 Apr 2025",
        ],
    }


def test_nothing_later_than_the_day_is_told(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force&asof=2025-03-10")
    assert lanes(reader) == {
        "France": ["Pledges, from 5 Mar 2025"],
        "Sweden": ["Open to it, if American protection, from 1 Mar 2025"],
    }
    assert page.eval_on_selector_all(".met", "marks => marks.map(mark => mark.title)") == [
        "First Paris meeting, 17 Feb 2025",
        "Second Paris meeting, 19 Feb 2025",
    ]
    told = page.inner_html("#pane-timeline")
    assert not [word for word in ("London", "Apr 1", "1 Apr", "Declines", "Italy") if word in told]


def test_a_bar_begins_on_its_day_and_ends_where_the_next_one_begins(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    sweden = page.locator(".lanes tr:has-text('Sweden') .bar")
    first, second = sweden.nth(0).bounding_box(), sweden.nth(1).bounding_box()
    lane = page.locator(".lanes tr:has-text('Sweden') .lane").bounding_box()
    assert first is not None and second is not None and lane is not None
    assert abs(first["x"] + first["width"] - second["x"]) < 1
    assert lane["x"] < first["x"] and second["x"] + second["width"] <= lane["x"] + lane["width"]
    assert sweden.nth(0).evaluate("bar => getComputedStyle(bar).borderTopStyle") == "dashed"
    assert sweden.nth(1).evaluate("bar => getComputedStyle(bar).borderTopStyle") == "solid"
    colours = sweden.evaluate_all("bars => bars.map(bar => getComputedStyle(bar).borderTopColor)")
    assert colours == ["rgb(74, 144, 200)", "rgb(207, 116, 18)"]
    assert sweden.evaluate_all("bars => bars.map(bar => bar.querySelector('.mark').textContent)") == [
        "if",
        "✕",
    ]


def test_bars_of_sources_that_differ_share_the_lane(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    bars = page.locator(".lanes tr:has-text('Italy') .bar")
    upper, lower = bars.nth(0).bounding_box(), bars.nth(1).bounding_box()
    assert upper is not None and lower is not None
    assert upper["x"] == lower["x"] and upper["y"] + upper["height"] <= lower["y"] + 0.5


def test_what_bears_no_day_stands_at_the_side_and_on_no_day(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    assert lanes(reader)["Denmark"] == []
    assert page.inner_text(".lanes tr:has-text('Denmark') td:last-child").split()[-1] == "Supports"
    assert page.inner_text(".lanes thead th:last-child") == "No day given"
    reader.open("#view=timeline&proposal=proposal:land-force&asof=2025-04-12")
    assert "Denmark" not in lanes(reader)
    assert "No day given" not in page.inner_text(".lanes thead")


def test_dots_say_who_was_named_at_a_meeting(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    dots = "rows => rows.map(row => row.querySelectorAll('.came').length)"
    assert page.eval_on_selector_all(".lanes tr:has-text('France')", dots) == [2]
    assert "Met: First Paris meeting; London meeting" in page.inner_html(".lanes tr:has-text('Sweden')")


def test_names_of_meetings_never_lie_on_each_other(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    boxes = page.eval_on_selector_all(
        ".met > span",
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.x, b.y, b.right, b.bottom])",
    )
    assert len(boxes) == 3
    for place, (left, top, right, bottom) in enumerate(boxes):
        for x, y, far, low in boxes[place + 1 :]:
            assert right <= x or far <= left or bottom <= y or low <= top


def test_a_bar_opens_its_words_also_those_of_the_past(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    page.click(".lanes tr:has-text('Sweden') .bar >> nth=1")
    assert "Not any more" in reader.text("#evidence")
    assert page.get_attribute(".bar.chosen", "data-name") == "position:SE.land-force"
    page.click(".lanes tr:has-text('Sweden') .bar >> nth=0")
    assert "Sweden said so once more" in reader.text("#evidence")
    page.click(".met >> nth=0")
    assert reader.text("#evidence h2") == "First Paris meeting"
    page.go_back()
    page.wait_for_selector("#evidence :text('once more')")


def test_lanes_are_read_and_chosen_by_keyboard(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    page.focus("#pane-timeline")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.innerText"))
    assert "Pledges, from 5 Mar 2025" in reached and "Sweden" in reached
    page.keyboard.press("Enter")
    assert "sel=" in page.evaluate("location.hash")


def test_all_proposals_stand_in_bands(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=all")
    assert page.locator(".lanes .band").all_inner_texts() == [
        "European land force in Ukraine",
        "An American backstop",
    ]


def test_playing_moves_the_line_and_brings_the_bars(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    page.click("#play")
    page.wait_for_selector(".lanes:not(:has(.bar ~ .bar))")
    page.wait_for_selector(
        ".lanes:has(tr:has-text('Italy') .bar ~ .bar):has(tr:has-text('Sweden') .bar ~ .bar)"
    )
    page.click("#play")
    assert page.get_attribute("#play", "aria-label") == "Play from the first day"


def test_a_legend_row_hides_its_bars(reader: Reader) -> None:
    page = reader.open("#view=timeline&proposal=proposal:land-force")
    page.click("#legend [data-key=declines]")
    assert lanes(reader)["France"] and "Declines" not in page.inner_html(".lanes")


def test_hostile_text_stays_text_on_the_timeline(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "hostile.html"
    target.write_text(written(hostile()), encoding="utf-8")
    reader = Reader(browser, target)
    page = reader.open("#view=timeline&proposal=all")
    assert page.locator(".bar").count() == 9
    for bar in page.locator(".bar, .met, .lanes th button").all():
        bar.evaluate("bar => bar.click()")
    assert page.locator("img, iframe, [onerror], [onmouseover], a[href^='javascript']").count() == 0
    assert page.evaluate("window.PWNED") is None
    page.close()
    assert reader.noises == []


def test_a_long_timeline_is_cut_and_still_shows_what_is_chosen(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "crowd.html"
    target.write_text(written(crowd(400)), encoding="utf-8")
    reader = Reader(browser, target)
    page = reader.open("#view=timeline")
    assert page.locator(".lane").count() == 300
    assert page.locator("[data-name='person:p99']").count() == 0
    page.fill("#query", "Person 99")
    page.keyboard.press("Enter")
    assert page.locator("tr.chosen [aria-label='Supports, from 1 Mar 2025']").count() == 1
    page.click("text=Show all 400 rows")
    assert page.locator(".lane").count() == 400
    page.close()
    assert reader.noises == []
