"""Attendance and Table in headless Chromium: sorted, downloaded, linked to, and true on every day."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coalition_graph
from coalition_graph import text
from coalition_graph.graph import Graph
from coalition_graph.picture.page import page as written
from coalition_graph.table import Table, render
from tests.chromium import IN_BROWSER
from tests.conftest import write_doc
from tests.loaded import loaded
from tests.pictured import DOSSIER, HOSTILE
from tests.test_page_in_browser import Reader, crowd, hostile, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = IN_BROWSER

DAYS = (
    "2025-02-16",
    "2025-02-17",
    "2025-03-02",
    "2025-03-17",
    "2025-03-19",
    "2025-03-20",
    "2025-03-25",
    "2025-03-27",
    "2025-03-28",
    "2025-04-11",
)
PROPOSAL = "proposal:land-force"


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return coalition_graph.open("example")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, shipped: Graph) -> Path:
    target = tmp_path_factory.mktemp("shipped") / "graph.html"
    shipped.picture(target)
    return target


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    Graph(loaded(write_doc(folder, DOSSIER))).picture(folder / "graph.html")
    return folder / "graph.html"


@pytest.fixture
def reader(browser: Browser, file: Path) -> Iterator[Reader]:
    yield from watched(browser, file)


@pytest.fixture
def close(browser: Browser, small: Path) -> Iterator[Reader]:
    yield from watched(browser, small)


def counted(graph: Graph, day: str) -> Counter[str]:
    """How many stand where on a day, as the command counts them."""
    rows = [
        dict(zip(found.columns, row, strict=True))
        for found in [graph.positions(as_of=day)]
        for row in found.rows
    ]
    told = [row for row in rows if row["proposal"] == "land-force" and row["ambiguous"] is not True]
    known = [row for row in told if row["actor"] != "Many in Europe"]
    return Counter("conditional" if row["conditional"] is True else str(row["stance"]) for row in known)


@pytest.mark.parametrize("day", DAYS)
def test_on_every_day_the_page_counts_what_the_command_counts(
    reader: Reader, shipped: Graph, day: str
) -> None:
    wanted = counted(shipped, day)
    keys = ("pledges", "open", "conditional", "supports", "undecided", "declines", "opposes")
    page = reader.open(f"#view=table&proposal={PROPOSAL}&asof={day}")
    assert {key: reader.text(f"#legend [data-key={key}] .number") for key in keys} == {
        key: str(wanted[key]) for key in keys
    }
    cards = page.eval_on_selector_all("#evidence .card .number", "all => all.map(e => e.innerText)")
    assert cards == [str(wanted[key]) for key in keys if wanted[key]]
    rows = page.eval_on_selector_all(
        ".plain-table tbody tr",
        "rows => rows.map(row => row.cells[0].innerText + '|' + row.cells[1].innerText)",
    )
    named = [row for row in rows if not row.startswith("Many in Europe")]
    assert len(named) == sum(wanted.values())
    assert sum("on condition" in row for row in named) == wanted["conditional"]
    page.click("#tab-timeline")
    open_bars = page.locator(".bar.on").count()
    assert open_bars == len(rows)
    page.click("#tab-attendance")
    assert page.locator(".matrix td.held .stance").count() == len(rows)


def test_a_slide_through_the_days_shows_the_same_as_opening_on_them(reader: Reader) -> None:
    page = reader.open(f"#view=attendance&proposal={PROPOSAL}&asof=2025-02-17")
    page.click("#later")
    page.click("#later")
    slid = page.inner_html("#pane-attendance")
    assert reader.text("#asof") == "2 Mar 2025"
    reader.open(f"#view=attendance&proposal={PROPOSAL}&asof=2025-03-02")
    assert page.inner_html("#pane-attendance") == slid


def test_a_link_opens_just_that_view_actor_and_day(reader: Reader) -> None:
    page = reader.open("#view=attendance&sel=country:SE&asof=2025-03-02")
    assert page.get_attribute("[role=tab][aria-selected=true]", "data-view") == "attendance"
    assert page.inner_text("tr.chosen th").strip() == "Sweden"
    assert reader.text("#evidence h2") == "Sweden"
    assert reader.text("#asof") == "2 Mar 2025"
    heads = page.eval_on_selector_all(".matrix thead th[data-name]", "all => all.map(e => e.dataset.name)")
    assert heads == ["meeting:paris-2025-02-17", "meeting:online-2025-02-19", "meeting:london-2025-03-02"]
    assert page.locator(".matrix td.held .stance").count() == 0


def test_the_back_button_goes_back_over_view_choice_proposal_and_day(reader: Reader) -> None:
    page = reader.open(f"#view=positions&proposal={PROPOSAL}")
    page.click("#tab-table")
    page.click(".plain-table tbody th button >> nth=0")
    page.select_option("#proposal", "all")
    page.click("#earlier")
    steps = [page.evaluate("location.hash")]
    for _ in range(4):
        page.go_back()
        steps.append(page.evaluate("location.hash"))
    assert ["asof" in step for step in steps] == [True, False, False, False, False]
    assert ["proposal=all" in step for step in steps] == [True, True, False, False, False]
    assert ["sel=" in step for step in steps] == [True, True, True, False, False]
    assert ["view=table" in step for step in steps] == [True, True, True, True, False]
    assert page.get_attribute("[role=tab][aria-selected=true]", "data-view") == "positions"


def test_a_drag_of_the_slider_is_one_step_back(reader: Reader) -> None:
    page = reader.open(f"#view=table&proposal={PROPOSAL}")
    before = page.evaluate("history.length")
    slider = page.locator("#day").bounding_box()
    assert slider is not None
    page.mouse.move(slider["x"] + slider["width"] - 8, slider["y"] + 12)
    page.mouse.down()
    for share in (0.8, 0.6, 0.5):
        page.mouse.move(slider["x"] + slider["width"] * share, slider["y"] + 12)
    page.mouse.up()
    assert "asof=2025-03" in page.evaluate("location.hash")
    assert page.evaluate("history.length") == before + 1


def test_a_later_meeting_tells_nothing_on_an_earlier_day(reader: Reader) -> None:
    reader.open("#view=attendance&sel=meeting:london-2025-03-02&asof=2025-03-01")
    assert "London" not in reader.text("#pane-attendance")
    assert "named" not in reader.text("#evidence").lower().replace("names this", "")
    assert "No statement or meeting by that day names this." in reader.text("#evidence")
    reader.open("#view=attendance&sel=meeting:london-2025-03-02&asof=2025-03-02")
    assert "18 named" in reader.text("#evidence").lower()


def column(reader: Reader, place: int) -> list[str]:
    cells = reader.page.eval_on_selector_all(
        ".sheet tbody tr", f"rows => rows.map(row => row.cells[{place}].innerText.trim())"
    )
    return [str(cell).split("\n")[0] for cell in cells]


def test_a_click_on_a_heading_sorts_and_says_so(close: Reader) -> None:
    page = close.open("#view=table&proposal=proposal:land-force&asof=2025-03-31")
    own = column(close, 0)
    sorts = "all => all.map(e => e.getAttribute('aria-sort'))"
    page.click(".plain-table [data-sort=actor]")
    assert column(close, 0) == sorted(own)
    assert page.eval_on_selector_all("thead th", sorts)[0] == "ascending"
    page.click(".plain-table [data-sort=actor]")
    assert column(close, 0) == sorted(own, reverse=True)
    assert page.eval_on_selector_all("thead th", sorts)[0] == "descending"
    page.click(".plain-table [data-sort=actor]")
    assert column(close, 0) == own
    assert set(page.eval_on_selector_all("thead th", sorts)) == {"none"}


def test_sorting_works_by_keyboard_and_keeps_the_focus(close: Reader) -> None:
    page = close.open("#view=table&proposal=proposal:land-force&asof=2025-03-31")
    page.focus(".plain-table [data-sort=stance]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.sort") == "stance"
    assert "Declines" in page.inner_text("tbody tr td")
    assert page.get_attribute("th:has(:focus)", "aria-sort") == "descending"


def test_a_meeting_sorts_its_guests_to_the_top_and_silence_to_the_end(close: Reader) -> None:
    page = close.open("#view=attendance&proposal=proposal:land-force")
    for shown in (("Denmark", "attended"), ("United States", "declined")):
        page.click("[data-sort='meeting:paris']")
        assert column(close, 0)[0] == shown[0]
        assert shown[1] in (page.get_attribute("tbody tr .chip", "class") or "")
        assert "does not say" in page.inner_text("tbody tr:last-child td:nth-child(3)")


def test_head_and_first_column_of_both_tables_stay_in_sight(close: Reader) -> None:
    for view in ("attendance", "table", "timeline"):
        page = close.open(f"#view={view}&proposal=all")
        for cell in (".sheet thead th", ".sheet tbody tr:last-child th"):
            assert page.locator(cell).first.evaluate("e => getComputedStyle(e).position") == "sticky", view


def test_what_changed_since_the_stop_before_is_marked_and_listed(close: Reader) -> None:
    page = close.open("#view=table&proposal=proposal:land-force&asof=2025-03-25")
    assert page.locator("tr:has(.fresh) th").all_inner_texts() == ["Italy\nchanged", "Italy\nchanged"]
    assert "CHANGED SINCE 20 MAR 2025" in close.text("#evidence").upper()
    assert page.locator(".changes li").all_inner_texts()[0].startswith("Italy: ")
    close.open("#view=table&proposal=proposal:land-force&asof=2025-04-11")
    assert page.locator(".changes li").all_inner_texts() == [
        "Sweden: Open to it, if … → Undecided",
        "Many in Europe: Supports, if … → Supports",
        "American protection: not met → met",
    ]
    page.click("#tab-positions")
    said = page.locator("#rows button").all_inner_texts()
    assert [line.split(",")[0] for line in said if ", changed" in line] == ["Sweden", "Many in Europe"]
    close.open("#view=table&proposal=proposal:land-force")
    assert page.locator(".fresh").count() == 0


def test_a_met_condition_is_told_from_its_day_on(browser: Browser, tmp_path: Path) -> None:
    doc = """
dossier: {id: turning}
proposals: [{id: force, title: A force}]
conditions: [{id: truce, text: A truce}]
statements:
  - {actor: SE, stance: open, proposal: force, said: 2025-03-01, conditions: [truce], summary: If there is one}
  - {actor: FR, stance: open, proposal: force, said: 2025-03-20, summary: France}
status: [{condition: truce, is: met, as_of: 2025-03-10, summary: Signed}]
"""
    Graph(loaded(write_doc(tmp_path, doc))).picture(tmp_path / "graph.html")
    reader = Reader(browser, tmp_path / "graph.html")
    reader.open("#view=table&asof=2025-03-01")
    assert reader.text("#finding") == "1 on condition"
    reader.page.click("#later")
    assert reader.text("#asof") == "10 Mar 2025"
    assert reader.text("#finding") == "1 open"
    assert reader.page.locator(".changes li").all_inner_texts() == [
        "Sweden: Open to it, if … → Open to it",
        "A truce: not met → met",
    ]
    reader.page.close()
    assert reader.noises == []


def saved(reader: Reader) -> tuple[str, list[list[str]]]:
    with reader.page.expect_download() as awaited:
        reader.page.click("text=Download CSV")
    told = Path(awaited.value.path()).read_text(encoding="utf-8-sig")
    return awaited.value.suggested_filename, list(csv.reader(io.StringIO(told)))


def test_the_table_is_saved_as_it_is_shown(close: Reader) -> None:
    page = close.open("#view=table&proposal=proposal:land-force&asof=2025-03-20")
    page.click("[data-sort=actor]")
    name, rows = saved(close)
    assert name == "table-land-force-2025-03-20.csv"
    assert rows[0] == ["Actor", "Stance", "Condition", "Contribution", "Words"]
    assert [row[0] for row in rows[1:]] == ["France", "Poland", "Sweden", "United Kingdom"]
    _, stance, conditions, _, words = rows[3]
    assert stance == "Open to it, on condition"
    assert sorted(conditions.split(" | ")) == ["American protection", "the conditions are right"]
    assert words == (
        "“the conditions are right” "
        "(Ulf Kristersson, 2025-03-20, on record, Many obstacles, para. 3, https://example.org/a)"
    )


def test_the_matrix_is_saved_with_named_and_reported(close: Reader) -> None:
    close.open("#view=attendance&proposal=proposal:land-force&asof=2025-03-20")
    name, rows = saved(close)
    assert name == "attendance-land-force-2025-03-20.csv"
    assert rows[0] == ["Actor", "Stance", "First Paris meeting, 2025-02-17"]
    told = {row[0]: row[1:] for row in rows[1:]}
    assert told["Denmark"] == ["", "Attended through Mette Frederiksen"]
    assert told["Finland"][1].startswith("Represented by Denmark")
    assert told["Poland"] == ["Declines", ""]
    assert told["Named / reported"] == ["", "1 named, 9 countries reported"]


def test_no_cell_of_a_saved_table_is_run_as_a_formula(close: Reader) -> None:
    cells = [
        "=1+1",
        "+1",
        "-1,5",
        "-x",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "'=1",
        "''+2",
        "'plain",
        "",
        "5%",
        "-5%",
        "-1e-17",
        "＝1+1",
        "\n＠SUM(A1)",
        "'－2",
        *HOSTILE,
    ]
    close.open()
    assert close.page.evaluate("cells => cells.map(formulaSafe)", cells) == [
        text.formula_safe(cell) for cell in cells
    ]
    lines = [["=a", 'with "marks"'], ["two\nlines", "comma, here"], ["\x1b[2J\ufffe\x07=1", "\x07=1"]]
    for_python = Table(tuple(lines[0]), [tuple(line) for line in lines[1:]])
    assert close.page.evaluate("lines => csvOf(lines)", lines) == render(for_python, "csv")


@pytest.mark.parametrize("view", ["attendance", "table"])
def test_hostile_text_is_saved_as_text(browser: Browser, tmp_path: Path, view: str) -> None:
    target = tmp_path / "hostile.html"
    target.write_text(written(hostile()), encoding="utf-8")
    reader = Reader(browser, target)
    page = reader.open(f"#view={view}&proposal=all")
    for place in range(page.locator("[data-sort]").count()):
        page.locator("[data-sort]").nth(place).evaluate("button => button.click()")
    name, rows = saved(reader)
    assert name == f"{view}.csv"
    assert any("<script>window.PWNED=1</script>" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell != text.formula_safe(text.formula_plain(cell))]
    assert page.evaluate("window.PWNED") is None
    assert page.locator("#stage img, #stage [onerror], #stage [onmouseover]").count() == 0
    page.close()
    assert reader.noises == []


def test_a_table_that_is_cut_is_saved_whole(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "crowd.html"
    target.write_text(written(crowd(400)), encoding="utf-8")
    reader = Reader(browser, target)
    page = reader.open("#view=table")
    assert page.locator("tbody tr").count() == 300
    _, rows = saved(reader)
    assert len(rows) == 401
    page.close()
    assert reader.noises == []
