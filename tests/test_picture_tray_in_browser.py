"""The tray of a picture: a reader ticks open conditions and sees who would move, as the command tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coalition_graph
from coalition_graph.graph import Graph
from coalition_graph.picture import html
from coalition_graph.picture.page import page as written
from coalition_graph.picture.rules import Rules
from coalition_graph.table import Table
from tests.chromium import IN_BROWSER
from tests.conftest import write_doc
from tests.loaded import loaded
from tests.pictured import HOSTILE
from tests.test_page_in_browser import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def graph() -> Graph:
    return coalition_graph.open("example")


@pytest.fixture(scope="module")
def shipped(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("shipped") / "graph.html"
    graph.picture(target)
    return target


@dataclass
class Tray:
    """The page in a reader's hands; whatever it says on the console ends up in `noises`."""

    file: Path
    page: Page
    noises: list[str]

    def open(self, address: str = "") -> Page:
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + address)
        self.page.wait_for_selector("#tabs [aria-selected=true]")
        return self.page

    def unfold(self) -> None:
        self.page.click("#tray summary")

    def told(self) -> str:
        return self.page.inner_text("#told")

    def movers(self) -> list[str]:
        return sorted(
            self.page.eval_on_selector_all("#what p .name", "links => links.map(a => a.textContent)")
        )

    def open_conditions(self) -> list[str]:
        boxes = self.page.eval_on_selector_all(
            "#what [role=group] input", "all => all.map(b => b.dataset.tick)"
        )
        return sorted(str(name).removeprefix("condition:") for name in boxes)

    def tick(self, condition: str) -> None:
        self.page.click(f"[data-tick='condition:{condition}']")


@contextmanager
def reading(browser: Browser, file: Path, *, width: int = 1440) -> Iterator[Tray]:
    noises: list[str] = []
    opened = browser.new_page(viewport={"width": width, "height": 900})
    opened.on("console", lambda message: noises.append(message.text))
    opened.on("pageerror", lambda error: noises.append(str(error)))
    yield Tray(file, opened, noises)
    opened.close()
    assert noises == []


@pytest.fixture
def tray(browser: Browser, shipped: Path) -> Iterator[Tray]:
    with reading(browser, shipped) as made:
        yield made


def moving(table: Table) -> list[str]:
    return sorted(str(row["actor"]) for row in table if row["after"] == "firm" and row["before"] != "firm")


def test_ticking_shows_the_same_actors_and_total_as_the_command(tray: Tray, graph: Graph) -> None:
    tray.open()
    tray.unfold()
    assert tray.told().startswith("4 open conditions")
    tray.tick("us-protection")
    told = graph.whatif(meet=["us-protection"])
    assert tray.movers() == moving(told)
    assert "land-force: personnel 0 → 10,000–30,000" in told.notes
    assert tray.told() == "4 would move · personnel 0 → 10,000–30,000"
    assert "Many in Europe (not counted)" in tray.page.inner_text("#what")


def test_who_would_move_is_marked_wherever_it_is_shown(tray: Tray) -> None:
    page = tray.open("#view=positions&meet=us-protection")
    spoken = page.eval_on_selector_all("#rows button", "buttons => buttons.map(b => b.textContent)")
    marked = [text.split(",")[0] for text in spoken if ", would move" in text]
    assert marked == ["Australia", "France", "United Kingdom", "Many in Europe"]
    items = "board.scene.items.filter(item => item.moves || item.badges?.includes(MOVES)).length"
    assert page.evaluate(items) == 8, "a ring and a card each"
    page.click("#tab-network")
    assert page.evaluate(items) == 4
    for view in ("table", "attendance"):
        page.click(f"#tab-{view}")
        assert (
            page.locator(".pane:not([hidden]) [data-name='country:FR'] .moves").inner_text() == "→ would move"
        )


def test_unticking_restores_and_so_does_the_back_button(tray: Tray) -> None:
    page = tray.open()
    tray.unfold()
    before = tray.told()
    tray.tick("us-protection")
    tray.tick("us-protection")
    assert (tray.told(), tray.movers()) == (before, [])
    tray.tick("us-protection")
    tray.tick("ceasefire")
    assert len(tray.movers()) == 7
    page.go_back()
    page.wait_for_function("document.querySelectorAll('#what p .name').length === 4")
    page.click("[data-tick=none]")
    assert (tray.told(), "meet" in page.evaluate("location.hash")) == (before, False)


def test_a_link_opens_with_what_was_ticked(tray: Tray) -> None:
    page = tray.open("#meet=us-protection,ceasefire,nonsense&jointly=true")
    assert page.evaluate("document.getElementById('tray').open") is True
    assert page.evaluate("location.hash").endswith("&meet=us-protection,ceasefire&jointly=true")
    assert len(tray.movers()) == 7
    assert page.is_checked("[data-tick=jointly]")


def test_the_tray_works_with_the_keyboard_alone(tray: Tray) -> None:
    page = tray.open()
    page.focus("#tray summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#what [data-tick]")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.dataset.tick") == "condition:us-protection"
    assert tray.told().startswith("4 would move")
    page.keyboard.press("Space")
    assert tray.told().startswith("4 open conditions")


def test_an_earlier_day_knows_fewer_open_conditions(tray: Tray, graph: Graph) -> None:
    opened = {}
    for day in ("2025-03-02", "2025-03-17", "2025-04-11"):
        ledger = graph.conditions(as_of=day)
        asked = sorted(str(row["condition"]) for row in ledger if row["status"] == "open" and row["actors"])
        tray.open(f"#view=table&asof={day}&jointly=true")
        assert tray.open_conditions() == asked
        assert tray.page.is_visible("#tray") is bool(asked)
        opened[day] = len(asked)
    assert opened["2025-03-02"] == 0 < opened["2025-03-17"]


def test_every_choice_on_every_day_gives_what_the_command_gives(tray: Tray, graph: Graph) -> None:
    page = tray.open()
    script = """([asof, ids, jointly]) => {
      change({ asof, jointly, meet: new Set(ids.map(id => `condition:${id}`)), proposal: null });
      return [scenario.moved.map(p => label(p.actor)).sort(), scenario.sums.sort()];
    }"""
    for day in (None, "2025-03-17", "2025-03-28", "2025-04-11"):
        for ids in (
            [],
            ["us-protection"],
            ["ceasefire", "legal-basis"],
            ["legal-basis", "rules-of-engagement"],
        ):
            for jointly in (False, True):
                told = graph.whatif(meet=ids, as_of=day, jointly=jointly)
                moved, sums = page.evaluate(script, [day, ids, jointly])
                assert sorted(moved) == moving(told), (day, ids, jointly)
                noted = [note.partition(": ")[2] for note in told.notes if "→" in note]
                assert sorted(text.partition(": ")[2] for text in sums) == sorted(noted)


WAITING = """
dossier: {id: waiting, title: Who goes first?}
proposals: [{id: force, title: A force}]
conditions:
  - id: three-others
    text: three take part
    requires: {at_least: 2, stance: [pledges, open], proposal: force}
  - {id: truce, text: a truce}
statements:
  - {actor: SE, stance: open, proposal: force, conditions: [three-others], said: 2025-03-01,
     contribution: {kind: land, min: 1000, max: 2000, unit: personnel}}
  - {actor: DK, stance: open, proposal: force, conditions: [three-others], said: 2025-03-01,
     contribution: {kind: land, min: 500, unit: personnel}}
  - {actor: NO, stance: open, proposal: force, conditions: [three-others, truce], said: 2025-03-01}
status:
  - {condition: truce, is: failed, as_of: 2025-03-09}
"""


@pytest.fixture
def waiting(browser: Browser, tmp_path: Path) -> Iterator[Tray]:
    target = tmp_path / "graph.html"
    Graph(loaded(write_doc(tmp_path, WAITING))).picture(target)
    with reading(browser, target) as made:
        yield made


def test_all_move_together_where_nobody_would_be_first(waiting: Tray) -> None:
    page = waiting.open("#asof=2025-03-02&meet=truce")
    assert waiting.told() == "nobody would move"
    page.click("[data-tick=jointly]")
    assert waiting.told() == "3 would move · personnel 0 → at least 1,500"
    assert "Only together: Denmark, Norway, Sweden" in page.inner_text("#what")
    page.click("[data-tick='condition:truce']")
    assert waiting.told() == "nobody would move", "each needs two others"


def test_what_has_failed_by_a_day_is_not_to_be_ticked(waiting: Tray) -> None:
    waiting.open("#asof=2025-03-09&meet=truce&jointly=true")
    assert waiting.open_conditions() == ["three-others"]
    assert waiting.told() == "nobody would move"


def test_the_tray_fits_a_phone(browser: Browser, shipped: Path) -> None:
    with reading(browser, shipped, width=390) as phone:
        page = phone.open("#meet=us-protection")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("document.getElementById('what').scrollWidth") <= 390


def test_a_narrowed_picture_offers_no_scenario(browser: Browser, graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "narrow.html"
    file.write_text(html(graph.store, only=["country:SE"]), encoding="utf-8")
    with reading(browser, file) as narrow:
        assert narrow.open().is_hidden("#tray")


def test_hostile_text_stays_text_in_the_tray(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    offers = {row: [(text, row, 1, 2)] for row, text in enumerate(HOSTILE)}
    file.write_text(written(replace(hostile(), rules=Rules(offers=offers))), encoding="utf-8")
    meet = ",".join(f"x{row}" for row in range(len(HOSTILE)))
    with reading(browser, file) as made:
        page = made.open(f"#view=positions&proposal=all&meet={meet}")
        shown = page.text_content("#what") or ""
        assert all(text in shown for text in ("<script>window.PWNED=1</script>", "javascript:window.PWNED=6"))
        assert page.locator(".sum").count() == len(HOSTILE)
        assert page.locator("#what img, #what script, #what [onerror], a[href^='javascript']").count() == 0
        page.pdf()
        assert page.evaluate("window.PWNED") is None
