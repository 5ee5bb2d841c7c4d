"""The workbench in headless Chromium: what an analyst does there, and that nothing else happens."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.chromium import CHROMIUM
from tests.conftest import write_doc
from tests.pictured import HOSTILE
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# A machine without Chromium or server leaves these out; where all is to be tested, that would be a fault.
MISSING = not (CHROMIUM and find_spec("starlette")) and os.environ.get("CI") != "true"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(MISSING, reason="Chromium or the extra `web` is not installed"),
]

DOSSIER = """
dossier: {id: bench, title: Who would send troops?}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden}
proposals:
  - {id: land-force, title: A land force}
conditions:
  - {id: us-protection, text: American protection}
--- file: article.yaml
source: {id: article, title: Many obstacles, published: 2025-03-28}
defaults: {proposal: land-force}
meetings:
  - {id: london, date: 2025-03-02, attendance: [Ulf Kristersson, FR, GB]}
  - {id: paris, date: 2025-02-17, attendance: [FR, PL]}
statements:
  - actor: Sweden
    speaker: Ulf Kristersson
    stance: open
    conditions: [us-protection]
    quote: the conditions are right
    said: 2025-03-20
  - {actor: PL, stance: declines, summary: Poland will not, said: 2025-03-01}
"""
REFUSED = "Failed to load resource: the server responded with a status of 400 (Bad Request)"


def asking(sparql: str) -> str:
    return f"#query={quote(sparql, safe='')}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("bench")
    write_doc(folder, DOSSIER)
    with served(folder) as server:
        yield server.address


class Analyst:
    """Somebody at the workbench, whose browser takes down every strange request and every word on the console."""

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1440, scheme: str = "light", touch: bool = False
    ) -> None:
        self.address = address
        self.noises: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            has_touch=touch,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.noises.append(message.text))
        self.page.on("pageerror", lambda error: self.noises.append(str(error)))
        self.page.on("request", self.note)

    def note(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.address, "data:", f"blob:{self.address}")):
            self.noises.append(url)

    def open(self, place: str = "") -> Page:
        """Load the page anew at an address within it."""
        self.page.goto("about:blank")
        self.page.goto(self.address + place)
        self.page.wait_for_selector("#groups a", state="attached")
        return self.page

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def rows(self) -> list[list[str]]:
        """The answer as it is read."""
        self.page.wait_for_selector("#answer table")
        found: list[list[str]] = self.page.eval_on_selector_all(
            "#answer tbody tr", "rows => rows.map(r => [...r.cells].map(c => c.innerText.trim()))"
        )
        return found

    def column(self, place: int = 0) -> list[str]:
        return [row[place] for row in self.rows()]

    def write(self, sparql: str) -> None:
        self.page.fill("#sparql", sparql)

    def refused(self) -> str:
        """The error that is shown; the browser tells of it on the console too."""
        self.page.wait_for_selector("#error pre")
        self.page.wait_for_timeout(50)
        assert set(self.noises) <= {REFUSED}
        self.noises.clear()
        return self.text("#error")

    def sees(self, selector: str, text: str | None = None, count: int = 1) -> None:
        """Wait until so much stands there."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector)).to_have_count(count)
        if text is not None:
            expect(self.page.locator(selector)).to_have_text(text)

    def leave(self) -> None:
        self.context.close()
        assert self.noises == []


@pytest.fixture
def analyst(browser: Browser, address: str) -> Iterator[Analyst]:
    made = Analyst(browser, address)
    yield made
    made.leave()


def test_a_question_a_country_the_row_and_its_place_in_the_picture(analyst: Analyst) -> None:
    page = analyst.open()
    assert analyst.text("#dossier") == "Who would send troops?"
    page.click("text=Meetings of an actor")
    page.wait_for_selector("#field-actor")
    page.fill("#field-actor", "Sweden")
    page.keyboard.press("Enter")
    assert analyst.rows()[0][0] == "meeting:london"
    assert analyst.text("#summary").startswith("1 row in ")
    page.click("#answer a.meeting")
    picture = page.frame_locator("#frame")
    picture.locator("#evidence h2").wait_for()
    assert picture.locator("#evidence h2").inner_text() == "london"
    assert page.get_attribute("#beside-tab", "href") == (
        f"{analyst.address}picture#view=attendance&proposal=all&sel=meeting:london"
    )
    page.keyboard.press("Escape")
    assert not page.is_visible("#beside")
    assert page.evaluate("document.activeElement.textContent") == "meeting:london"


def test_the_picture_follows_from_one_node_to_the_next(analyst: Analyst) -> None:
    page = analyst.open("#question=positions-on&proposal=land-force")
    page.click("#answer a[href*='country:SE']")
    evidence = page.frame_locator("#frame").locator("#evidence")
    evidence.locator("h2", has_text="Sweden").wait_for()
    assert "“the conditions are right”" in evidence.inner_text()
    page.click("#answer a[href*='country:PL']")
    evidence.locator("h2", has_text="Poland").wait_for()
    page.click("#theme")
    dark = "document.getElementById('frame').contentDocument.documentElement.dataset.theme"
    assert page.evaluate(dark) == "dark"
    page.click("#beside-close")
    assert analyst.page.url.endswith("#question=positions-on&proposal=land-force")


def test_fields_offer_the_names_of_the_dossier_and_the_example(analyst: Analyst) -> None:
    page = analyst.open("#question=who-attended")
    names = page.eval_on_selector_all("#names-meeting option", "all => all.map(o => o.value)")
    assert names == ["london", "paris"]
    assert page.get_attribute("#field-meeting", "list") == "names-meeting"
    assert page.get_attribute("#field-meeting", "placeholder") == "for example london-2025-03-02"
    # The example is of the shipped dossier, and means nothing in this one.
    assert not page.is_visible("#example")
    page.click("#run")
    assert analyst.text("#field-meeting-wrong") == "Give a meeting, such as london-2025-03-02."
    assert page.evaluate("document.activeElement.id") == "field-meeting"
    page.fill("#field-meeting", "paris")
    page.keyboard.press("Enter")
    assert analyst.column() == ["country:FR", "country:PL"]
    assert not page.is_visible("#field-meeting-wrong")


def test_an_example_is_one_click_away(analyst: Analyst) -> None:
    page = analyst.open("#question=statements-between")
    page.click("#example")
    assert [row[1] for row in analyst.rows()] == ["2025-03-01", "2025-03-20"]
    assert page.url.endswith("#question=statements-between&since=2025-03-01&until=2025-03-31")
    page.fill("#field-until", "2025-03-02")
    page.keyboard.press("Enter")
    analyst.sees("#answer tbody tr", count=1)
    page.fill("#field-since", "2025-02")
    page.fill("#field-until", "2025-03")
    page.keyboard.press("Enter")
    analyst.sees("#answer tbody tr", count=2)


def test_what_a_field_does_not_take_is_told_with_the_mend(analyst: Analyst) -> None:
    page = analyst.open("#question=meetings-of")
    page.fill("#field-actor", "Sweeden")
    page.keyboard.press("Enter")
    assert "did you mean 'Sweden'?" in analyst.refused()


def test_search_finds_a_question_by_title_description_or_name(analyst: Analyst) -> None:
    page = analyst.open()
    left = "#groups li:not([hidden]) a"
    for words, name in (
        ("came for it", "who-attended"),
        ("who-attended", "who-attended"),
        ("SHARE", "co-attendance"),
    ):
        page.fill("#find", words)
        assert f"#question={name}" in page.eval_on_selector_all(
            left, "all => all.map(a => a.getAttribute('href'))"
        )
    page.fill("#find", "share meetings")
    assert analyst.text("#found") == "1 question"
    page.keyboard.press("Enter")
    # Every parameter has a default, so it is answered at once.
    assert analyst.rows()[0] == ["country:FR", "country:GB", "1"]
    page.fill("#find", "nobody asks this")
    assert page.is_visible("#none")


def test_the_sparql_of_a_question_is_shown_with_its_values_and_goes_on_as_an_own_query(
    analyst: Analyst,
) -> None:
    page = analyst.open("#question=who-attended&meeting=london")
    analyst.rows()
    page.click("#show")
    shown = page.input_value("#sparql")
    assert "meeting/london" in shown and "SELECT DISTINCT ?actor ?name ?person" in shown
    analyst.write(shown.replace("?name ?person WHERE", "?name WHERE"))
    page.focus("#sparql")
    page.keyboard.press("Control+Enter")
    analyst.sees("#title", "Your own query")
    assert analyst.column() == ["country:FR", "country:GB", "country:SE"]
    assert "#query=" in page.url
    page.go_back()
    analyst.sees("#title", "Who attended a meeting")
    assert analyst.rows()[2] == ["country:SE", "Sweden", "Ulf Kristersson"]


def test_an_own_query_runs_with_the_keyboard(analyst: Analyst) -> None:
    page = analyst.open()
    page.click("#own")
    assert page.evaluate("document.activeElement.id") == "sparql"
    page.keyboard.type("SELECT ?actor {\n?actor cg:attended meeting:paris\n}")
    page.keyboard.press("Control+Enter")
    assert sorted(analyst.column()) == ["country:FR", "country:PL"]
    assert page.input_value("#sparql") == "SELECT ?actor {\n  ?actor cg:attended meeting:paris\n}"


def test_an_error_stands_at_its_line(analyst: Analyst) -> None:
    page = analyst.open(asking("SELECT ?actor {\n  ?actor cg:attended ,, ?m\n}"))
    told = analyst.refused()
    assert "line 2, column" in told and "^" in told
    assert analyst.text("#numbers .wrong") == "2"
    assert page.get_attribute("#sparql", "aria-invalid") == "true"
    line, number = page.locator("#wrong-line").bounding_box(), page.locator("#numbers .wrong").bounding_box()
    assert line and number and abs(line["y"] - number["y"]) < 2
    assert not page.is_visible("#results")
    analyst.write("ASK { ?actor cg:attended ?m }")
    assert not page.is_visible("#wrong-line")
    page.click("#run-query")
    page.wait_for_selector("#answer .yes")
    assert analyst.text("#error") == ""


def test_prefixes_and_terms_are_completed(analyst: Analyst) -> None:
    page = analyst.open("#query=")
    page.keyboard.type("SELECT ?a { ?a cg:att")
    options = page.eval_on_selector_all("#completions li b", "all => all.map(b => b.textContent)")
    assert options[0] == "cg:attended" and "cg:Attendance" in options
    assert "attended the meeting" in analyst.text("#completions li >> nth=0")
    assert page.get_attribute("#sparql", "aria-activedescendant") == "word-0"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#completions li >> nth=1", "aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.input_value("#sparql") == "SELECT ?a { ?a cg:attended"
    assert not page.is_visible("#completions")
    page.keyboard.type(" meet")
    page.keyboard.press("Tab")
    assert page.input_value("#sparql").endswith("cg:attended meeting:")
    page.keyboard.type("paris . ?a stance:")
    assert page.locator("#completions li").count() == 6
    page.keyboard.press("Escape")
    assert not page.is_visible("#completions")
    # Undo knows what was completed.
    page.keyboard.press("Control+z")
    assert page.input_value("#sparql") != "SELECT ?a { ?a cg:attended meeting:paris . ?a stance:"


@pytest.mark.parametrize("before", ["?con", "# con", '"con', "<con", "FROM", "SELECT", "a"])
def test_nothing_is_offered_where_no_name_can_stand_or_to_a_keyword(analyst: Analyst, before: str) -> None:
    page = analyst.open("#query=")
    page.keyboard.type(before)
    page.keyboard.press("Enter")
    assert page.input_value("#sparql") == f"{before}\n"


def test_tab_indents_and_escape_tab_leaves(analyst: Analyst) -> None:
    page = analyst.open("#query=")
    page.keyboard.press("Tab")
    assert page.input_value("#sparql") == "  "
    page.keyboard.press("Shift+Tab")
    assert page.input_value("#sparql") == ""
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run-query"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_columns_sort_up_down_and_back(analyst: Analyst) -> None:
    page = analyst.open(asking('SELECT * { VALUES (?n ?text) { (10 "b") (9 "A") (UNDEF "c") (100 "a b") } }'))
    assert analyst.column() == ["10", "9", "", "100"]
    assert page.eval_on_selector("#answer td.number", "cell => getComputedStyle(cell).textAlign") == "right"
    page.click("th >> text=n")
    assert analyst.column() == ["9", "10", "100", ""]
    assert page.get_attribute("th >> nth=0", "aria-sort") == "ascending"
    page.click("th >> nth=0")
    assert analyst.column() == ["100", "10", "9", ""]
    assert page.get_attribute("th >> nth=0", "aria-sort") == "descending"
    page.click("th >> nth=0")
    assert analyst.column() == ["10", "9", "", "100"]
    assert page.get_attribute("th >> nth=0", "aria-sort") is None
    page.focus("th >> nth=1 >> button")
    page.keyboard.press("Enter")
    assert analyst.column(1) == ["A", "a b", "b", "c"]


def test_the_answer_is_taken_along_as_csv_markdown_and_link(analyst: Analyst) -> None:
    page = analyst.open("#question=who-attended&meeting=paris")
    analyst.rows()
    with page.expect_download() as started:
        page.click("#csv")
    assert started.value.suggested_filename == "who-attended.csv"
    lines = Path(started.value.path()).read_text(encoding="utf-8").split()
    assert lines == ["actor,name,person", "country:FR,France,", "country:PL,Poland,"]
    page.click("#markdown")
    analyst.sees("#markdown", "Copied")
    assert page.evaluate("navigator.clipboard.readText()").split("\n")[2] == "| country:FR | France |  |"
    page.click("#link")
    analyst.sees("#link", "Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{analyst.address}#question=who-attended&meeting=paris"


def test_a_link_fills_and_runs_and_the_back_button_returns(analyst: Analyst) -> None:
    page = analyst.open("#question=who-attended&meeting=london")
    assert page.input_value("#field-meeting") == "london"
    assert len(analyst.rows()) == 3
    page.fill("#field-meeting", "paris")
    page.keyboard.press("Enter")
    analyst.sees("#answer tbody tr", count=2)
    page.click("text=Who speaks for whom")
    analyst.sees("#title", "Who speaks for whom")
    assert (
        page.get_attribute("a[href='#question=who-speaks-for-whom'][aria-current]", "aria-current") == "page"
    )
    page.go_back()
    analyst.sees("#answer tbody tr", count=2)
    assert page.input_value("#field-meeting") == "paris"
    page.go_back()
    analyst.sees("#answer tbody tr", count=3)
    page.go_forward()
    analyst.sees("#answer tbody tr", count=2)


def test_a_query_in_a_link_keeps_every_sign(analyst: Analyst) -> None:
    sparql = "# 100 % + a\tb\nSELECT ?a { ?a cg:attended+ ?m FILTER(?m != meeting:paris && \"ä&=#\" != '') }"
    page = analyst.open(asking(sparql))
    assert page.input_value("#sparql") == sparql
    assert len(analyst.rows()) == 3
    page.focus("#sparql")
    page.keyboard.press("Control+End")
    page.keyboard.type(" LIMIT 2")
    page.keyboard.press("Control+Enter")
    analyst.sees("#answer tbody tr", count=2)
    page.reload()
    assert analyst.rows() and page.input_value("#sparql") == f"{sparql} LIMIT 2"


def test_an_address_of_nonsense_is_told(analyst: Analyst) -> None:
    page = analyst.open("#question=who-atended&<img>=%E0%A4%A")
    assert analyst.text("#error") == "No ready question is called 'who-atended'. Choose one from the list."
    page.click("a[href='#question=who-attended']")
    page.wait_for_selector("#field-meeting")
    assert analyst.text("#error") == ""


def test_yes_no_triples_and_nothing(analyst: Analyst) -> None:
    page = analyst.open(asking("ASK { country:SE stance:open proposal:land-force }"))
    page.wait_for_selector("#answer .yes")
    analyst.open(asking("ASK { country:SE stance:opposes proposal:land-force }"))
    assert "unknown, not false" in analyst.text("#answer .no")
    assert not page.is_visible("#csv")
    analyst.open(
        asking("CONSTRUCT { ?a cg:attended ?m } WHERE { ?a cg:attended ?m FILTER(?m = meeting:paris) }")
    )
    assert analyst.rows()[0] == ["country:FR", "cg:attended", "meeting:paris"]
    assert analyst.text("#summary").startswith("2 triples in ")
    analyst.open(asking("SELECT ?a { ?a cg:attended country:SE }"))
    assert "unknown, not absent" in analyst.text("#answer .nothing")
    assert analyst.text("#summary").startswith("0 rows in ")


def test_what_is_cut_says_so_and_many_rows_are_drawn_on_the_way_down(analyst: Analyst) -> None:
    page = analyst.open(asking("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
    analyst.rows()
    assert analyst.text("#summary").startswith("10,000 rows in ")
    assert analyst.text("#cut").startswith("Cut at 10,000 rows")
    assert page.locator("#answer tbody tr").count() == 200
    assert page.locator("#answer thead th").first.evaluate("e => getComputedStyle(e).position") == "sticky"
    page.eval_on_selector(".scroller", "s => s.scrollTo(0, s.scrollHeight)")
    analyst.page.locator("#answer tbody tr >> nth=399").wait_for(state="attached")
    page.click("th >> nth=0")
    assert page.locator("#answer tbody tr").count() == 200


def test_the_model_is_explained_with_examples_that_run(analyst: Analyst) -> None:
    page = analyst.open()
    lessons = page.locator("#lessons a").count()
    assert lessons == 6
    for place in range(lessons):
        page.click("#model-open")
        page.locator("#lessons a").nth(place).click()
        assert not page.is_visible("#model")
        page.wait_for_selector("#answer tbody tr")
        assert analyst.text("#error") == ""


def test_every_starter_is_answered_or_asks_for_a_name(analyst: Analyst) -> None:
    page = analyst.open()
    links = page.eval_on_selector_all("#starters a", "all => all.map(a => a.getAttribute('href'))")
    assert len(links) == 6
    for link in links:
        analyst.open(link)
        page.wait_for_selector("#results, #field-meeting, #field-proposal")


def test_all_is_reached_and_named_without_a_mouse(analyst: Analyst) -> None:
    page = analyst.open("#question=who-attended&meeting=london")
    analyst.rows()
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(e => e.id || e.getAttribute('href') || e.className || e.closest('th') && 'head')(document.activeElement)"
            )
        )
    wanted = {"find", "own", "field-meeting", "run", "show", "csv", "markdown", "link", "scroller", "head"}
    assert wanted <= set(seen)
    nameless = """[...document.querySelectorAll('button, input, textarea, a, iframe')].filter(e =>
        !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || (e.labels && e.labels.length))).map(e => e.outerHTML)"""
    assert page.evaluate(nameless) == []
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


CONTRAST = """() => {
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  const faint = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest('svg, textarea, .sr, .skip, .mark')) continue;
    const [a, b] = [light(numbers(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_letter_is_readable_in_light_and_dark(browser: Browser, address: str, scheme: str) -> None:
    reader = Analyst(browser, address, scheme=scheme)
    page = reader.open("#question=positions-on&proposal=land-force")
    reader.rows()
    page.click("#show")
    assert page.evaluate(CONTRAST) == []
    page.click("#model-open")
    assert page.evaluate(CONTRAST) == []
    page.keyboard.press("Escape")
    reader.open(asking('# a comment\nSELECT ?a { ?a cg:attended "x" ; 5 <http://example.org/> ,, }'))
    reader.refused()
    assert page.evaluate(CONTRAST) == []
    reader.open()
    assert page.evaluate(CONTRAST) == []
    reader.leave()


def test_theme_follows_preference_and_toggle_and_is_kept(browser: Browser, address: str) -> None:
    reader = Analyst(browser, address, scheme="dark")
    page = reader.open()
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(13, 19, 25)"
    page.click("#theme")
    assert page.evaluate(colour) == "rgb(245, 246, 248)"
    page.reload()
    assert page.evaluate(colour) == "rgb(245, 246, 248)"
    reader.leave()


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, address: str) -> None:
    reader = Analyst(browser, address, width=390, touch=True)
    width = "document.documentElement.scrollWidth"
    page = reader.open()
    assert page.evaluate(width) <= 390
    page.tap("text=Ready questions")
    page.tap("#groups >> text=Who attended a meeting")
    page.wait_for_selector("#field-meeting")
    assert page.get_attribute("#questions", "open") is None
    page.fill("#field-meeting", "london")
    page.tap("#run")
    reader.rows()
    page.tap("#show")
    page.wait_for_selector("#sparql")
    assert page.evaluate(width) <= 390
    page.tap("#answer a[href*='country:SE']")
    page.frame_locator("#frame").locator("#evidence h2").wait_for()
    box = page.locator("#beside").bounding_box()
    assert box and (box["x"], box["width"]) == (0, 390)
    page.tap("#beside-close")
    page.tap("#model-open")
    assert page.evaluate(width) <= 390
    reader.leave()


def test_on_paper_stand_the_question_and_all_rows(analyst: Analyst, tmp_path: Path) -> None:
    page = analyst.open(asking("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 450"))
    analyst.rows()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#answer tbody tr").count() == 450
    assert page.is_visible("#title") and page.is_visible("#answer td")
    for hidden in ("header", "#catalogue", "#csv", "#sparql", ".more"):
        assert not page.is_visible(hidden), hidden


def test_only_the_newest_question_is_shown(analyst: Analyst) -> None:
    page = analyst.open("#question=who-attended&meeting=london")
    analyst.rows()
    page.evaluate(
        "location.hash = 'question=who-attended&meeting=paris'; location.hash = 'question=who-speaks-for-whom'"
    )
    analyst.sees("thead th >> nth=0", "speaker")
    page.wait_for_timeout(100)
    assert re.fullmatch(r"1 row in \d+ ms", analyst.text("#summary"))


def test_a_server_that_is_gone_is_told(browser: Browser, tmp_path: Path) -> None:
    write_doc(tmp_path, DOSSIER)
    with served(tmp_path) as server:
        reader = Analyst(browser, server.address)
        page = reader.open("#question=who-attended&meeting=london")
        reader.rows()
    page.click("#run")
    page.wait_for_selector("#error pre")
    assert "does not answer" in reader.text("#error")
    assert {noise.split(":")[0] for noise in reader.noises} == {"Failed to load resource"}
    reader.context.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose every title, text and quote means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = [json.dumps(text) for text in HOSTILE]
    conditions = "".join(f"  - {{id: c{place}, text: {text}}}\n" for place, text in enumerate(texts))
    statements = "".join(
        f"  - {{actor: SE, stance: open, quote: {text}, summary: {text}, reason: {text}, conditions: [c{place}]}}\n"
        for place, text in enumerate(texts)
    )
    write_doc(
        folder,
        f"dossier: {{id: hostile, title: {texts[0]}}}\n"
        f"proposals:\n  - {{id: p, title: {texts[2]}}}\nconditions:\n{conditions}"
        f'--- file: said.yaml\nsource: {{id: said, title: {texts[1]}, url: "javascript:window.PWNED=7"}}\n'
        f"defaults: {{proposal: p}}\nstatements:\n{statements}",
    )
    with served(folder) as server:
        yield server.address


def test_hostile_text_stays_text(browser: Browser, hostile: str) -> None:
    reader = Analyst(browser, hostile)
    page = reader.open("#question=statements-by-speaker&person=<img src=x onerror=window.PWNED=9>")
    reader.refused()
    iris = " ".join(f"<javascript:{word}>" for word in ("window.PWNED=10", "alert(1)"))
    names = '("country:<img src=x onerror=window.PWNED=11>") ("country:\\"onmouseover=window.PWNED=12")'
    for sparql in (
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?c a cg:Condition ; rdfs:label ?label }",
        "CONSTRUCT WHERE { ?s cg:quote ?o }",
        f"SELECT * {{ VALUES ?bad {{ {iris} }} }}",
        f"SELECT * {{ VALUES (?bad) {{ {names} }} }}",
        'SELECT * { VALUES ?bad { "<script>window.PWNED=13</script>" } }',
    ):
        reader.open(asking(sparql))
        assert reader.rows()
        assert page.locator("script").count() == 1
        assert (
            page.locator("img, object, embed, [onerror], [onmouseover], [onclick], #answer iframe").count()
            == 0
        )
        assert page.locator("a[href^='javascript' i]").count() == 0
    texts = page.evaluate("document.querySelector('#answer td').textContent")
    assert texts == "<script>window.PWNED=13</script>"
    reader.open("#question=positions-on&proposal=p")
    page.click("#answer a[href*='condition:c2']")
    page.frame_locator("#frame").locator("#evidence h2").wait_for()
    page.click("#markdown")
    assert page.evaluate("window.PWNED") is None
    assert page.evaluate("document.getElementById('frame').contentWindow.PWNED") is None
    reader.leave()


def test_no_line_of_the_page_is_inline_or_from_elsewhere() -> None:
    web = Path(__file__).parents[1] / "coalition_graph" / "server" / "web"
    page = (web / "index.html").read_text(encoding="utf-8")
    assert not re.search(
        r"<style|\sstyle=|\son[a-z]+=|<script(?! type=\"module\" src=\"static/main.js\">)", page
    )
    for path in sorted(web.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//|import .*https?:|@import|url\((?!#)", text), (
            path.name
        )
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text), (
            path.name
        )
        assert text.count("\n") < 300, path.name
