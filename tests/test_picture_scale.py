"""Large pictures: how many bytes they are, and what of them is drawn."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coalition_graph
from coalition_graph import picture
from coalition_graph.picture import squeeze
from coalition_graph.picture.page import page
from coalition_graph.picture.payload import payload
from coalition_graph.picture.records import Payload
from tests.crowded import crowded
from tests.loaded import loaded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = CHROMIUM is None and os.environ.get("CI") != "true"
in_browser = [pytest.mark.browser, pytest.mark.skipif(MISSING, reason="Chromium is not installed")]


def size(text: str) -> int:
    return len(text.encode("utf-8"))


# Bytes


def test_the_shipped_dossier_is_at_most_600_kilobytes() -> None:
    assert size(picture.html(coalition_graph.open("example").store)) <= 600_000


def test_600_statements_are_at_most_2_megabytes(tmp_path: Path) -> None:
    made = payload(loaded(crowded(tmp_path, 600)))
    assert len(made.statements) == 600
    assert size(page(made)) <= 2_000_000


def test_600_statements_take_no_more_than_their_words_and_as_much_again(tmp_path: Path) -> None:
    made = payload(loaded(crowded(tmp_path, 600)))
    told = sum(size(f"{row.quote}{row.summary}{row.locator}{row.attribution}") for row in made.words)
    assert size(made.json()) <= 3 * told


def test_what_is_seldom_known_stands_last_and_is_left_out(tmp_path: Path) -> None:
    packed = json.loads(payload(loaded(crowded(tmp_path, 50))).json())
    for name in ("statements", "positions", "words", "presences"):
        rows = packed[name]["rows"]
        known = [sum(len(row) > place and row[place] is not None for row in rows) for place in range(20)]
        assert known == sorted(known, reverse=True), name
        assert not [row for row in rows if row and row[-1] is None], name


# In Chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def plain(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A page of nothing, for its script."""
    file = tmp_path_factory.mktemp("plain") / "plain.html"
    file.write_text(page(Payload("Plain")), encoding="utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    return opened


class TestInChromium:
    pytestmark = in_browser

    @pytest.mark.parametrize("level", [0, 1, 9])
    @pytest.mark.parametrize("case", ["letters", "one letter", "words", "noise", "a word"])
    def test_what_is_packed_is_unpacked_to_the_letter(self, plain: Page, case: str, level: int) -> None:
        chance = random.Random(7)
        text = {
            "letters": "".join(map(chr, range(32, 1200))),
            "one letter": "x" * 70_000,
            "words": " ".join(chance.choices(["ceasefire", "mandate", "Ωμέγα", "日本"], k=20_000)),
            "a word": "ceasefire",
            "noise": "".join(chance.choices([chr(sign) for sign in range(33, 127)], k=40_000)),
        }[case]
        deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
        packed = base64.b64encode(deflate.compress(text.encode()) + deflate.flush()).decode()
        unpacked = "([packed, size]) => new TextDecoder().decode(inflated(packed, size))"
        assert plain.evaluate(unpacked, [packed, size(text)]) == text

    def test_a_damaged_file_says_so(self, plain: Page) -> None:
        told = "packed => { try { inflated(packed, 9); return ''; } catch (error) { return error.message; } }"
        for bad in (b"\xff" * 40, b"\x04" * 40, base64.b64decode(squeeze.packed("a cease-fire" * 9)[:12])):
            assert "damaged" in plain.evaluate(told, base64.b64encode(bad).decode())

    def test_vis_network_runs_and_its_element_is_gone(self, plain: Page) -> None:
        assert plain.evaluate("typeof vis.Network") == "function"
        assert plain.locator("script").count() == 4
        assert size(squeeze.packed("a" * 9)) < 20
