"""What a notebook shows: the picture in a frame of its own, tables and sheets without script."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from coalition_graph.graph import Graph
from coalition_graph.table import Table
from tests.chromium import CHROMIUM, MISSING
from tests.conftest import MakeDoc
from tests.loaded import loaded
from tests.pictured import DOSSIER, HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTEBOOK = "<!doctype html><title>Notebook</title><main class='jp-OutputArea'>{}</main><script>1</script>"


class Tags(HTMLParser):
    """The elements of a text, and the texts in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def graph(make_doc: MakeDoc) -> Graph:
    return Graph(loaded(make_doc(DOSSIER)))


def test_a_table_is_a_plain_table_with_what_the_reader_must_know() -> None:
    shown = Tags(Table(("actor", "firm"), [("Sweden", True)], ("1 statement was left out",))._repr_html_())
    assert [tag for tag in shown.tags if tag != "style"] == [
        *("table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td", "p")
    ]
    assert shown.texts[1:] == ["actor", "firm", "Sweden", "true", "1 statement was left out"]


def test_a_long_table_is_cut_and_says_so() -> None:
    shown = Tags(Table(("n",), [(number,) for number in range(1300)])._repr_html_())
    assert shown.tags.count("td") == 200
    assert shown.texts[-1] == "… and 1,100 more rows; .rows and .to_pandas() have all 1,300."
    whole = Tags(Table(("n",), [(number,) for number in range(200)])._repr_html_())
    assert whole.tags.count("td") == 200
    assert "p" not in whole.tags


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_cells_stay_text(hostile: str) -> None:
    shown = Tags(Table((hostile,), [(hostile,)], (hostile,))._repr_html_())
    assert set(shown.tags) == {"style", "table", "thead", "tr", "th", "tbody", "td", "p"}


def test_a_sheet_shows_its_facts_and_tables(graph: Graph) -> None:
    shown = Tags(graph.show("SE")._repr_html_())
    assert shown.tags.count("h3") == 1
    assert "Sweden" in shown.texts
    assert shown.tags.count("table") == 1 + len(graph.show("SE").sections)
    assert "script" not in shown.tags


def test_the_frame_lets_nothing_out(graph: Graph) -> None:
    shown = graph.picture()._repr_html_()
    assert "allow-same-origin" not in shown
    assert "allow-top-navigation" not in shown
    assert html.unescape(shown.partition('srcdoc="')[2].partition('" title')[0]) == graph.picture().html


@pytest.mark.browser
@pytest.mark.skipif(MISSING, reason="Chromium is not installed")
def test_a_notebook_on_a_page_shows_the_picture_at_work(graph: Graph) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        noises: list[str] = []
        page.on("console", lambda message: noises.append(message.text))
        page.on("pageerror", lambda error: noises.append(str(error)))
        page.set_content(NOTEBOOK.format(graph.picture()._repr_html_()))
        _use(page)
        assert noises == []
        browser.close()


def _use(page: Page) -> None:
    frame = page.frame_locator("iframe")
    frame.locator("#tabs [aria-selected=true]").wait_for()
    assert "2 open" in frame.locator("#finding").inner_text()
    frame.get_by_role("tab", name="Table").click()
    assert frame.locator("#pane-table tbody tr").count() >= 6
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert (box["width"] > 900, box["height"] >= 700) == (True, True)
    reach = "() => { try { return parent.document.title; } catch { return 'nothing'; } }"
    assert page.frames[1].evaluate(reach) == "nothing"
