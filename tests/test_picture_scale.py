"""Large pictures: how many bytes they are, and what of them is drawn."""

from __future__ import annotations

import base64
import json
import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coalition_graph
from coalition_graph import picture
from coalition_graph.picture import records, squeeze
from coalition_graph.picture.page import page
from coalition_graph.picture.payload import payload
from coalition_graph.picture.records import Payload
from tests.chromium import IN_BROWSER
from tests.crowded import crowded
from tests.loaded import loaded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

in_browser = IN_BROWSER


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

    def test_of_a_long_scene_only_what_is_near_is_drawn(self, crowd: Page) -> None:
        crowd.goto(crowd.url.split("#")[0] + "#view=positions&proposal=all")
        many = crowd.evaluate("board.scene.items.length")
        assert many > 1000
        assert crowd.evaluate("board.points.length") < 250
        assert crowd.locator("#rows button").count() > 400

    def test_what_is_scrolled_to_is_drawn(self, crowd: Page) -> None:
        crowd.goto(crowd.url.split("#")[0] + "#view=positions&proposal=all")
        last = crowd.evaluate("board.scene.rows.at(-1).cards[0].id")
        drawn = "id => board.points.get(id) !== null"
        assert not crowd.evaluate(drawn, last)
        crowd.evaluate("byId('pane-graph').scrollTop = 1e6")
        crowd.wait_for_function(drawn, arg=last)
        assert crowd.evaluate("board.points.length") < 250
        ends = "board.lines.get().every((line) => board.points.get(line.from) && board.points.get(line.to))"
        assert crowd.evaluate(ends)

    def test_a_very_large_graph_opens_on_attendance_and_says_so(self, large: Page) -> None:
        start = large.url.split("#")[0]
        large.goto("about:blank")
        large.goto(start)
        assert large.inner_text("#tabs [aria-selected=true]") == "Attendance"
        assert "Positions draws the surroundings of what you choose." in large.inner_text("#notice")
        assert large.locator("#pane-attendance tbody tr").count() > 10

    @pytest.mark.parametrize("view", ["positions", "network"])
    def test_of_a_very_large_graph_the_surroundings_of_the_chosen_are_drawn(
        self, large: Page, view: str
    ) -> None:
        large.goto(large.url.split("#")[0] + f"#view={view}&proposal=all")
        assert "choose or find an actor" in large.inner_text("#notice")
        assert large.evaluate("board.scene.items.length") == 0
        name, label = large.evaluate("[nodes[positions[0].actor].name, label(positions[0].actor)]")
        large.fill("#query", label)
        large.keyboard.press("Enter")
        assert f"only the surroundings of {label} are drawn" in large.inner_text("#notice")
        assert 2 <= large.evaluate("board.scene.items.length") < 80
        near = "name => board.scene.items.some((item) => item.name === name)"
        assert large.evaluate(near, name)

    def test_where_nothing_hangs_together_it_says_so(self, large: Page) -> None:
        meeting = large.evaluate("nodes[meetings[0].node].name")
        large.goto(large.url.split("#")[0] + f"#view=positions&proposal=all&sel={meeting}")
        assert "nothing on this proposal hangs together with Meeting" in large.inner_text("#notice")

    def test_a_chosen_row_is_shown_though_the_table_is_cut(self, large: Page) -> None:
        large.goto(large.url.split("#")[0] + "#view=attendance")
        shown = large.locator("#pane-attendance tbody tr").count()
        hidden = large.evaluate(
            "[...presencesOf.keys()].map((index) => nodes[index].name)"
            ".find((name) => !document.querySelector(`#pane-attendance tr[data-name='${name}']`))"
        )
        large.evaluate("name => choose(name)", hidden)
        assert large.locator("#pane-attendance tbody tr").count() == shown + 1
        assert large.locator("#pane-attendance tr.chosen").get_attribute("data-name") == hidden


def _opened(browser: Browser, file: Path, made: Payload) -> Iterator[Page]:
    file.write_text(page(made), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    noises: list[str] = []
    opened.on("console", lambda message: noises.append(message.text))
    opened.on("pageerror", lambda error: noises.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert noises == []


@pytest.fixture(scope="module")
def crowd(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """600 statements."""
    folder = tmp_path_factory.mktemp("crowd")
    yield from _opened(browser, folder / "crowd.html", payload(loaded(crowded(folder, 600))))


@pytest.fixture(scope="module")
def large(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """900 statements, with a limit that they pass."""
    folder = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(records, "LARGE", 200)
        yield from _opened(browser, folder / "large.html", payload(loaded(crowded(folder, 900))))
