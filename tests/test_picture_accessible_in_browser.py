"""Everybody can read the page: by ear, by keyboard, in light and dark, on a phone and on paper.

axe-core (MPL-2.0) is used for tests only: the package `axe-playwright-python` brings it, or AXE_CORE says
where an `axe.min.js` is.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coalition_graph
from coalition_graph.graph import Graph
from tests.chromium import IN_BROWSER
from tests.conftest import MakeDoc
from tests.loaded import loaded
from tests.test_page_in_browser import Reader, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_BROWSER

WEB = Path(coalition_graph.__file__).parent / "picture" / "web"
VIEWS = ("positions", "network", "attendance", "timeline", "table")
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FAR = f"""
dossier: {{id: far, title: "قوة أوروبية في أوكرانيا — 欧洲部队在乌克兰 — {LONG}"}}
actors:
  - {{name: {LONG}, kind: organisation}}
  - {{name: 關於歐洲安全與防禦問題的非常長的組織名稱委員會, kind: organisation}}
  - {{name: المنظمة الأوروبية للأمن والتعاون والدفاع المشترك, kind: organisation}}
  - {{name: Тридцатичетырёхстороннее объединение государств, kind: organisation}}
proposals: [{{id: p, title: "{LONG} 部隊"}}]
conditions: [{{id: c, text: "{LONG} وقف إطلاق النار"}}]
--- file: s.yaml
source: {{id: s, title: "{LONG}", published: 2025-03-01}}
defaults: {{proposal: p}}
meetings:
  - id: m
    title: {LONG}
    date: 2025-02-01
    attendance: [{LONG}, 關於歐洲安全與防禦問題的非常長的組織名稱委員會]
statements:
  - {{actor: {LONG}, stance: open, conditions: [c], summary: "{LONG} {LONG}"}}
  - {{actor: 關於歐洲安全與防禦問題的非常長的組織名稱委員會, stance: pledges, summary: 我們將派遣部隊前往烏克蘭並在那裡停留很長一段時間}}
  - {{actor: المنظمة الأوروبية للأمن والتعاون والدفاع المشترك, stance: supports, conditions: [c], summary: نؤيد ذلك}}
  - {{actor: Тридцатичетырёхстороннее объединение государств, stance: declines, summary: Нет}}
"""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("shipped") / "graph.html"
    coalition_graph.open("example").picture(target)
    return target


@pytest.fixture
def reader(browser: Browser, shipped: Path) -> Iterator[Reader]:
    yield from watched(browser, shipped)


@cache
def axe() -> str | None:
    given = os.environ.get("AXE_CORE")
    package = importlib.util.find_spec("axe_playwright_python")
    found = given or (package and package.origin and str(Path(package.origin).with_name("axe.min.js")))
    return Path(found).read_text(encoding="utf-8") if found else None


def faults(page: Page) -> list[str]:
    script = axe()
    assert script is not None, (
        "axe-core is missing; install the extra `test` or set AXE_CORE to an axe.min.js"
    )
    page.evaluate(script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{fault['impact']}: {fault['id']} at {fault['nodes'][0]['target']}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.skipif(axe() is None and os.environ.get("CI") != "true", reason="axe-core is not installed")
@pytest.mark.parametrize(
    ("view", "scheme", "width"),
    [
        *((view, scheme, 1440) for view in VIEWS for scheme in ("light", "dark")),
        ("positions", "light", 390),
        ("attendance", "dark", 390),
    ],
)
def test_axe_finds_no_serious_fault(
    browser: Browser, shipped: Path, view: str, scheme: str, width: int
) -> None:
    reader = Reader(browser, shipped, width=width, scheme=scheme)
    for chosen in ("&proposal=all", "&sel=country:SE&asof=2025-04-01"):
        page = reader.open(f"#view={view}{chosen}")
        page.click("#evidence .made summary")
        assert faults(page) == [], chosen
    page.close()
    assert reader.noises == []


def themes() -> dict[str, dict[str, str]]:
    """The colours of the style sheet: light ones first, dark ones over them."""
    blocks = re.findall(r":root([^{]*)\{([^}]*)\}", (WEB / "style.css").read_text(encoding="utf-8"))
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+)", body)) for _, body in blocks[:2])
    return {"light": light, "dark": {**light, **dark}}


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours.

    >>> round(contrast("#fff", "#000"))
    21
    """
    bright, deep = sorted(map(luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (deep + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_has_a_contrast_of_4_5_and_every_mark_of_3(theme: str) -> None:
    colours = themes()[theme]
    stances = ("pledges", "open", "conditional", "supports", "undecided", "declines", "opposes")
    grounds = ("page", "card", "tint")
    for text, ground in itertools.product(("ink", "muted"), grounds):
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for mark, ground in itertools.product((*stances, "condition", "meeting", "focus"), grounds):
        assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)
    for stance in stances:
        assert contrast(colours[f"on-{stance}"], colours[stance]) >= 3, stance
    assert contrast(colours["open"], colours["card"]) >= 4.5, "links"
    assert contrast(colours["condition"], colours["card"]) >= 4.5, "the word “if”"


# Where each thing lies in the picture at zoom 1, names with their letters.
BOXES = """() => board.scene.items.filter(item => item.kind !== 'port').flatMap(item => {
  const box = [item.name, item.x - item.w / 2, item.y - item.h / 2, item.x + item.w / 2, item.y + item.h / 2];
  const named = (face, room) => lines(item.label, face, room, 2);
  const wide = (face, shown) => Math.max(...shown.map(line => widthOf(line, face)));
  if (item.room) {
    const face = font(13, 550), shown = named(face, item.room), half = shown.length * 7.5 + (item.under ? 8 : 0);
    const right = item.x - item.w / 2 - 9;
    return [box, [`name of ${item.name}`, right - wide(face, shown), item.y - half, right, item.y + half]];
  }
  if (item.below) {
    const face = font(12, 500), shown = named(face, item.below), half = wide(face, shown) / 2;
    const top = item.y + item.h / 2 + 6;
    return [box, [`name of ${item.name}`, item.x - half, top, item.x + half, top + shown.length * 14 - 2]];
  }
  return [box];
})"""


def overlapping(page: Page) -> list[tuple[str, str]]:
    boxes = page.evaluate(BOXES)
    assert boxes
    return [
        (one[0], other[0])
        for one, other in itertools.combinations(boxes, 2)
        if one[1] < other[3] - 1 and other[1] < one[3] - 1 and one[2] < other[4] - 1 and other[2] < one[4] - 1
    ]


@pytest.mark.parametrize("view", ["positions", "network"])
@pytest.mark.parametrize("chosen", ["", "&proposal=all", "&asof=2025-03-28"])
def test_no_label_lies_on_a_card_or_on_another(reader: Reader, view: str, chosen: str) -> None:
    assert overlapping(reader.open(f"#view={view}{chosen}")) == []


@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_long_names_of_any_script_stay_in_their_places(
    browser: Browser, make_doc: MakeDoc, tmp_path: Path, width: int
) -> None:
    Graph(loaded(make_doc(FAR))).picture(tmp_path / "far.html")
    reader = Reader(browser, tmp_path / "far.html", width=width)
    for view, chosen in itertools.product(VIEWS, ("", "&sel=source:s", "&sel=condition:c", "&sel=meeting:m")):
        page = reader.open(f"#view={view}{chosen}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (view, chosen)
        if view == "positions":
            assert overlapping(page) == []
        wide = page.evaluate(
            "e => [...document.querySelectorAll(e)].map(x => x.scrollWidth - x.clientWidth)",
            "#evidence, #legend, header",
        )
        assert max(wide) <= 0, (view, chosen)
    page.close()
    assert reader.noises == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_printed_on_one_landscape_page(reader: Reader, view: str) -> None:
    page = reader.open(f"#view={view}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [842, 595]
    page.wait_for_selector("html:not([data-paper])")


@pytest.mark.parametrize("view", VIEWS)
def test_on_a_phone_nothing_scrolls_sideways_even_with_all_opened(
    browser: Browser, shipped: Path, view: str
) -> None:
    phone = Reader(browser, shipped, width=390)
    page = phone.open(f"#view={view}&sel=country:SE")
    page.click("#evidence .made summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
    assert phone.noises == []


FOCUSED = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none';
  return [it.tagName, it.id || it.textContent.slice(0, 30), seen, box.width * box.height > 0];
}"""


@pytest.mark.parametrize("view", VIEWS)
def test_tab_walks_the_whole_page_and_the_focus_is_seen(reader: Reader, view: str) -> None:
    page = reader.open(f"#view={view}&sel=country:SE")
    reached: set[str] = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        tag, name, seen, there = page.evaluate(FOCUSED)
        if tag == "BODY":
            break
        assert seen and there, (tag, name)
        reached.add(name)
    assert {f"tab-{view}", "query", "theme", "proposal", "day", "play", "Copy as citation"} <= reached
    assert any(name.startswith("How was this made") for name in reached)


def test_every_view_is_reached_and_read_without_a_mouse(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Tab")
    for view in VIEWS[1:]:
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.id") == f"tab-{view}"
        panel = page.get_attribute(f"#tab-{view}", "aria-controls")
        assert page.locator(f"#{panel}").is_visible()


def test_nothing_moves_for_those_who_want_no_motion(browser: Browser, shipped: Path) -> None:
    reader = Reader(browser, shipped)
    reader.page.emulate_media(reduced_motion="reduce")
    page = reader.open()
    moving = """() => [...document.querySelectorAll('*')].filter(it => {
      const style = getComputedStyle(it);
      return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
    }).map(it => it.id || it.className)"""
    assert page.evaluate(moving) == []
    page.close()
    assert reader.noises == []
