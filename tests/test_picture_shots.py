"""Pictures of every view, for people to look at, hard; they are written to `build/picture/`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coalition_graph
from tests.chromium import IN_BROWSER
from tests.test_page_in_browser import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = IN_BROWSER

BUILD = Path(__file__).parent.parent / "build" / "picture"
VIEWS = ("positions", "network", "attendance", "timeline", "table")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("shots") / "graph.html"
    coalition_graph.open("example").picture(target)
    return target


@pytest.mark.parametrize(("look", "width"), [("light", 1440), ("dark", 1440), ("phone", 390)])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_photographed(
    browser: Browser, shipped: Path, view: str, look: str, width: int
) -> None:
    reader = Reader(browser, shipped, width=width, scheme="dark" if look == "dark" else "light")
    BUILD.mkdir(parents=True, exist_ok=True)
    for name, chosen in (("", ""), ("-chosen", "&sel=country:SE&asof=2025-04-01")):
        target = BUILD / f"{view}-{look}{name}.png"
        page = reader.open(f"#view={view}{chosen}")
        page.screenshot(path=target, full_page=look == "phone")
        assert target.stat().st_size > 20_000
    if look == "light":
        page.pdf(path=BUILD / f"{view}.pdf", prefer_css_page_size=True, print_background=True)
    page.close()
    assert reader.noises == []
