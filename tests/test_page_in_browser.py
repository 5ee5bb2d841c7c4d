"""The page in headless Chromium: what a reader sees, and that nothing else happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coalition_graph.graph import Graph
from coalition_graph.picture.page import page as written
from coalition_graph.picture.records import (
    Condition,
    Meeting,
    Node,
    Payload,
    Position,
    Presence,
    Source,
    Statement,
    Words,
)
from tests.chromium import IN_BROWSER
from tests.conftest import write_doc
from tests.loaded import loaded
from tests.pictured import DOSSIER, HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_BROWSER
VIEWS = ("positions", "network", "attendance", "timeline", "table")


class Reader:
    """One open page that takes down every request and every word on the console."""

    def __init__(self, browser: Browser, path: Path, *, width: int = 1440, scheme: str = "light") -> None:
        self.path = path
        self.noises: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        self.page.on("console", lambda message: self.noises.append(message.text))
        self.page.on("pageerror", lambda error: self.noises.append(str(error)))
        self.page.on("request", self.note)

    def note(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.path.as_uri(), "data:")):
            self.noises.append(url)

    def open(self, address: str = "") -> Page:
        """Load the page anew at an address within it."""
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + address)
        self.page.wait_for_selector("#tabs [aria-selected=true]")
        return self.page

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)


def watched(browser: Browser, path: Path) -> Iterator[Reader]:
    """A reader of a page, closed after use, whom it gave no cause to complain."""
    made = Reader(browser, path)
    yield made
    made.page.close()
    assert made.noises == []


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictured")
    target = folder / "graph.html"
    Graph(loaded(write_doc(folder, DOSSIER))).picture(target)
    return target


@pytest.fixture
def reader(browser: Browser, file: Path) -> Iterator[Reader]:
    yield from watched(browser, file)


def names(reader: Reader) -> list[str]:
    return reader.page.eval_on_selector_all("#rows button", "buttons => buttons.map(b => b.textContent)")


def test_it_opens_on_positions_with_the_finding(reader: Reader) -> None:
    page = reader.open()
    assert page.title() == "Who would send troops?"
    assert reader.text("#finding") == "2 open, 1 undecided, 1 declines, 1 unclear"
    assert reader.text("#counts").startswith("9 statements · 2 meetings · 2 sources · 2 independent origins")
    assert reader.text("#counts").endswith("data until 11 Apr 2025")


@pytest.mark.parametrize(
    ("day", "finding"),
    [
        ("2025-02-28", ""),
        ("2025-03-01", "1 declines"),
        ("2025-03-20", "2 open, 1 on condition, 1 declines"),
        ("2025-03-31", "2 open, 1 on condition, 1 declines, 1 unclear"),
        ("2025-04-11", "2 open, 1 undecided, 1 declines, 1 unclear"),
    ],
)
def test_nothing_said_later_is_known_on_a_day(reader: Reader, day: str, finding: str) -> None:
    reader.open(f"#view=positions&proposal=proposal:land-force&asof={day}")
    assert reader.text("#finding") == finding


def test_rows_are_sorted_by_stance_and_read_aloud_in_full(reader: Reader) -> None:
    reader.open("#view=positions&proposal=proposal:land-force&asof=2025-03-31")
    assert [name.split(",")[0] for name in names(reader)] == [
        "France",
        "United Kingdom",
        "Sweden",
        "Italy",
        "Poland",
        "Many in Europe",
    ]
    sweden = names(reader)[2]
    assert "Open to it, on condition: the conditions are right and American protection" in sweden
    assert "“the conditions are right”" in sweden
    assert "Undecided" in names(reader)[3] and "Declines" in names(reader)[3]


def test_a_quotation_and_a_paraphrase_look_different(reader: Reader) -> None:
    page = reader.open("#sel=country:SE&asof=2025-03-31")
    quote = page.locator("#evidence blockquote").first
    assert quote.inner_text() == "“the conditions are right”"
    assert quote.evaluate("e => getComputedStyle(e).fontStyle") == "italic"
    paraphrase = page.locator("#evidence .paraphrase").first
    assert paraphrase.inner_text() == "paraphrase Sweden may take part"
    assert paraphrase.evaluate("e => getComputedStyle(e).fontStyle") == "normal"
    shown = reader.text("#evidence")
    for part in (
        "on record",
        "para. 3",
        "Ulf Kristersson, Prime Minister, Sweden",
        "about 28 Mar 2025",
        "B (A best",
    ):
        assert part in shown
    assert page.get_attribute("#evidence dl a[target]", "href") == "https://example.org/a"
    assert page.get_attribute("#evidence dl a[target]", "rel") == "noopener noreferrer"


def test_attendance_tells_presences_apart(reader: Reader) -> None:
    page = reader.open("#view=attendance&proposal=proposal:land-force")
    chips = dict(
        page.eval_on_selector_all(
            ".matrix tbody tr",
            "rows => rows.map(r => [r.children[0].innerText, r.querySelector('.chip')?.className ?? ''])",
        )
    )
    assert chips["Denmark"] == "chip attended"
    assert chips["Finland"] == "chip represented"
    assert chips["Germany"] == "chip planned"
    assert chips["United States"] == "chip declined"
    assert chips["Poland"] == ""
    assert page.inner_text(".matrix tbody tr:has-text('Finland') .chip") == "by Denmark"
    assert "the source does not say" in (page.get_attribute(".matrix .silent", "title") or "")
    assert page.inner_text(".matrix tfoot td").split("\n")[0] == "1 / 9"


def test_an_undated_meeting_is_known_on_no_day(reader: Reader) -> None:
    page = reader.open("#view=attendance&asof=2025-04-11")
    assert page.locator(".matrix thead th").count() == 3
    reader.open("#view=attendance")
    assert page.locator(".matrix thead th").count() == 4


def test_head_and_first_column_stay_in_sight(reader: Reader) -> None:
    page = reader.open("#view=attendance")
    for selector in (".matrix thead th", ".matrix tbody th", ".matrix tfoot td"):
        assert page.locator(selector).first.evaluate("e => getComputedStyle(e).position") == "sticky"


def test_the_legend_counts_and_filters(reader: Reader) -> None:
    page = reader.open("#view=positions&proposal=proposal:land-force&asof=2025-03-31")
    assert page.inner_text("#legend [data-key=open] .number") == "2"
    page.click("#legend [data-key=open]")
    assert page.get_attribute("#legend [data-key=open]", "aria-pressed") == "false"
    assert not [name for name in names(reader) if name.startswith("France")]
    page.locator("#legend [data-key=open]").click()
    assert [name for name in names(reader) if name.startswith("France")]


def test_a_click_on_the_canvas_chooses(reader: Reader) -> None:
    page = reader.open("#view=positions&proposal=proposal:land-force&asof=2025-03-31")
    row = page.locator("#rows button").first.bounding_box()
    assert row is not None
    page.mouse.click(row["x"] + row["width"] / 2, row["y"] + row["height"] / 2)
    page.wait_for_function("location.hash.includes('sel=position:FR.land-force')")
    assert reader.text("#evidence h2") == "France"
    assert "anonymous" in reader.text("#evidence")
    page.keyboard.press("Escape")
    assert "sel=" not in page.evaluate("location.hash")


def test_it_works_with_the_keyboard_alone(reader: Reader) -> None:
    page = reader.open("#view=positions&proposal=proposal:land-force&asof=2025-03-31")
    page.focus("#tab-positions")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-network"
    page.keyboard.press("/")
    page.keyboard.type("kristers")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "sel=person:ulf-kristersson" in page.evaluate("location.hash")
    page.focus("#tab-network")
    page.keyboard.press("ArrowLeft")
    page.focus("#rows button")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert reader.text("#evidence h2") == "France"


def test_the_slider_moves_the_day_and_the_address(reader: Reader) -> None:
    page = reader.open("#view=positions&proposal=proposal:land-force")
    page.click("#earlier")
    assert "asof=2025-04-11" in page.evaluate("location.hash")
    page.click("#ticks button")
    assert reader.text("#asof") == "17 Feb 2025"
    assert "asof=2025-02-17" in page.evaluate("location.hash")
    assert reader.text("#notice") == "No position was known by that day."


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_opens_just_that_and_the_back_button_works(reader: Reader, view: str) -> None:
    page = reader.open(f"#view={view}&proposal=all&sel=country:SE&asof=2025-03-25")
    assert page.get_attribute("[role=tab][aria-selected=true]", "data-view") == view
    assert (reader.text("#evidence h2"), reader.text("#asof")) == ("Sweden", "25 Mar 2025")
    page.click("#evidence .close")
    assert page.locator("#evidence h2").count() == 0
    page.go_back()
    page.wait_for_selector("#evidence h2")
    assert reader.text("#evidence h2") == "Sweden"


def test_an_address_of_nonsense_opens_as_if_there_were_none(reader: Reader) -> None:
    page = reader.open("#view=nowhere&proposal=proposal:none&sel=<img>&asof=yesterday")
    assert page.get_attribute("[role=tab][aria-selected=true]", "data-view") == "positions"


def test_theme_follows_preference_and_toggle(browser: Browser, file: Path) -> None:
    dark = Reader(browser, file, scheme="dark")
    page = dark.open()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 19, 25)"
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(245, 246, 248)"
    page.close()
    assert dark.noises == []


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, file: Path) -> None:
    phone = Reader(browser, file, width=390)
    for view in VIEWS:
        page = phone.open(f"#view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, view
    page.close()
    assert phone.noises == []


def test_on_paper_the_whole_scene_is_drawn_and_afterwards_all_is_as_before(reader: Reader) -> None:
    page = reader.open("#view=positions&proposal=all")
    before = page.evaluate("document.getElementById('network').clientHeight")
    page.pdf()
    page.wait_for_function("!document.documentElement.dataset.theme")
    assert page.evaluate("document.getElementById('network').clientHeight") == before


def hostile() -> Payload:
    """One thing of every kind under every hostile name."""
    count = len(HOSTILE)
    kinds = ("country", "proposal", "condition", "meeting", "person")
    nodes = tuple(
        Node(f"{kind}:x{place}", kind, text, text[:9], text)
        for kind in kinds
        for place, text in enumerate(HOSTILE)
    )
    rows = range(count)
    day = "2025-03-01"
    return Payload(
        title="".join(HOSTILE),
        nodes=nodes,
        sources=tuple(
            Source(f"source:x{row}", HOSTILE[row], HOSTILE[row], HOSTILE[row], HOSTILE[row]) for row in rows
        ),
        words=tuple(Words(row, *[HOSTILE[row]] * 5) for row in rows),
        statements=tuple(
            Statement(
                f"statement:x.{row}",
                row,
                count + row,
                "open",
                row,
                day,
                HOSTILE[row],
                4 * count + row,
                (2 * count + row,),
                HOSTILE[row],
                HOSTILE[row],
                HOSTILE[row],
                (row,),
                HOSTILE[row],
            )
            for row in rows
        ),
        positions=tuple(
            Position(
                f"position:x{row}.x{row}",
                row,
                count + row,
                "open",
                (row,),
                day,
                None,
                True,
                (2 * count + row,),
                None,
                True,
                HOSTILE[row],
            )
            for row in rows
        ),
        conditions=tuple(Condition(2 * count + row, HOSTILE[row], HOSTILE[row]) for row in rows),
        meetings=tuple(
            Meeting(
                3 * count + row, 1, day, HOSTILE[row], *[HOSTILE[row]] * 8, 1, None, ((HOSTILE[row], row),)
            )
            for row in rows
        ),
        presences=tuple(
            Presence(
                row,
                3 * count + row,
                "represented",
                row,
                (4 * count + row,),
                HOSTILE[row],
                HOSTILE[row],
                HOSTILE[row],
                (row,),
            )
            for row in rows
        ),
        first=day,
        last=day,
    )


def test_hostile_text_stays_text_in_every_view_and_panel(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "hostile.html"
    target.write_text(written(hostile()), encoding="utf-8")
    reader = Reader(browser, target)
    kinds = ("country:x", "proposal:x", "condition:x", "meeting:x", "person:x", "source:x", "statement:x.")
    things = [f"{kind}{place}" for kind in kinds for place in range(len(HOSTILE))]
    for view in VIEWS:
        reader.open(f"#view={view}&proposal=all")
        chosen = "names => names.filter(name => (choose(name), location.hash.endsWith(`sel=${name}`)))"
        assert reader.page.evaluate(chosen, things) == things
        assert reader.page.locator("script").count() == 4
        assert reader.page.locator("img, iframe, object, embed, [onerror], [onmouseover]").count() == 0
        assert reader.page.locator("a[href^='javascript']").count() == 0
    reader.page.fill("#query", "script")
    reader.page.pdf()
    assert reader.page.evaluate("window.PWNED") is None
    reader.page.close()
    assert reader.noises == []


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_dossier_says_so(browser: Browser, tmp_path: Path, view: str) -> None:
    target = tmp_path / "empty.html"
    target.write_text(written(Payload("Nothing yet")), encoding="utf-8")
    reader = Reader(browser, target)
    reader.open(f"#view={view}")
    assert reader.text("#notice")
    assert reader.text("#counts") == "0 statements · 0 meetings · 0 sources"
    reader.page.close()
    assert reader.noises == []


def crowd(number: int) -> Payload:
    persons = (Node(f"person:p{place}", "person", f"Person {place}") for place in range(number))
    nodes = (Node("proposal:p", "proposal", "Proposal"), *persons)
    rows = range(1, number + 1)
    return Payload(
        "Crowd",
        nodes=nodes,
        words=(Words(None, None, "in favour"),),
        statements=tuple(
            Statement(f"statement:s.{row}", row, 0, "supports", 0, "2025-03-01") for row in rows
        ),
        positions=tuple(
            Position(f"position:p{row - 1}.p", row, 0, "supports", (row - 1,), "2025-03-01", counted=True)
            for row in rows
        ),
        first="2025-03-01",
        last="2025-03-01",
        proposal="proposal:p",
    )


def test_a_large_graph_opens_on_attendance_and_draws_what_is_chosen(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "crowd.html"
    target.write_text(written(crowd(2100)), encoding="utf-8")
    reader = Reader(browser, target)
    page = reader.open()
    assert page.get_attribute("[role=tab][aria-selected=true]", "data-view") == "attendance"
    assert "2,101 nodes" in reader.text("#notice")
    page.click("#tab-positions")
    assert "choose or find an actor" in reader.text("#notice")
    page.fill("#query", "Person 77")
    page.keyboard.press("Enter")
    assert [name.split(",")[0] for name in names(reader)] == ["Person 77"]
    page.close()
    assert reader.noises == []
