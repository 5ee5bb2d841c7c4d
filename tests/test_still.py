"""A still: the positions as SVG, for papers."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coalition_graph import picture
from coalition_graph.errors import UnknownName
from coalition_graph.graph import Graph
from coalition_graph.picture import still_look
from coalition_graph.picture.payload import payload
from coalition_graph.picture.records import Node, Payload, Position, Source, Statement, Words
from coalition_graph.picture.still import svg
from coalition_graph.picture.still_type import shorten, width, wrap
from tests.chromium import CHROMIUM, MISSING
from tests.conftest import Command, Doc, MakeDoc
from tests.loaded import loaded
from tests.pictured import DOSSIER, HOSTILE

STYLE = Path(still_look.__file__).parent / "web" / "style.css"
BUILD = Path(__file__).parents[1] / "build" / "picture"
NAME = "{http://www.w3.org/2000/svg}"


def texts(drawn: str) -> list[str]:
    """Every text of a still in its order, after a strict reader of XML has read it."""
    return [found.text or "" for found in ElementTree.fromstring(drawn).iter(f"{NAME}text")]


def titles(drawn: str) -> list[str]:
    """What each row and condition says to who cannot see it, or points at it."""
    return [found.text or "" for found in ElementTree.fromstring(drawn).iter(f"{NAME}title")]


@pytest.fixture
def graph(make_doc: MakeDoc) -> Graph:
    return Graph(loaded(make_doc(DOSSIER)))


def test_every_actor_and_condition_stands_in_it_with_the_finding(graph: Graph) -> None:
    drawn = graph.still(proposal="land-force").svg
    found = texts(drawn)
    assert found[:3] == [
        "European land force in Ukraine",
        "2 open, 1 undecided, 1 declines, 1 unclear",
        "Who would send troops? · data until 11 Apr 2025",
    ]
    actors = ("France", "United Kingdom", "Sweden", "Poland", "Italy", "Many in Europe")
    assert {*actors, "FR", "GB", "SE", "met: American protection"} <= set(found)
    assert (
        found.index("France") < found.index("Sweden") < found.index("Poland") < found.index("Many in Europe")
    )


def test_it_shows_what_held_that_day_and_nothing_later(graph: Graph) -> None:
    drawn = graph.still(proposal="land-force", as_of="2025-03-20").svg
    assert "2 open, 1 on condition, 1 declines" in texts(drawn)
    assert "Who would send troops? · as of 20 Mar 2025" in texts(drawn)
    assert "Sweden: Open to it, on condition: the conditions are right and American protection" in titles(
        drawn
    )
    assert not {"Italy", "Many in Europe"} & set(texts(drawn))


@pytest.mark.parametrize("day", ["2025-03-01", "2025-03-15", "2025-03-20", "2025-03-27", "2025-04-11"])
def test_it_has_a_row_for_each_position_of_that_day(graph: Graph, day: str) -> None:
    drawn = graph.still(proposal="reassurance-force", as_of=day).svg
    rows = {row["actor"] for row in graph.positions(proposal="reassurance-force", as_of=day)}
    shown = {title.split(":")[0] for title in titles(drawn)[1:] if not title.startswith("Condition: ")}
    assert shown == rows


def test_a_quotation_is_in_italics_and_a_paraphrase_says_that_it_is_one(graph: Graph) -> None:
    drawn = graph.still(proposal="land-force", as_of="2025-03-20").svg
    read = ElementTree.fromstring(drawn).iter(f"{NAME}text")
    quoted = next(found for found in read if found.text == "“the conditions are right”")
    assert quoted.get("font-style") == "italic"
    assert "paraphrase" in texts(drawn)
    assert "Offer: land: 10,000–30,000 personnel (jointly)" in texts(drawn)


def test_sources_that_differ_and_who_is_not_counted_are_told(graph: Graph) -> None:
    found = texts(graph.still(proposal="land-force").svg)
    assert found.count("sources differ") == 2
    assert found.count("not counted") == 1


def test_sources_are_listed_below(graph: Graph) -> None:
    drawn = graph.still(proposal="land-force").svg
    assert "2 sources: Many obstacles, 2025-03-28~; A change of mind, 2025-04-11." in texts(drawn)


def test_a_broad_proposal_has_a_band_for_each_within_it(dossier_doc: Doc) -> None:
    """
    source: {id: a, title: An article}
    proposals:
      - {id: force, title: A force}
      - {id: land, title: On land, within: force}
      - {id: sea, title: At sea, within: force}
      - {id: other, title: Another thing}
    statements:
      - {actor: SE, stance: open, proposal: land}
      - {actor: FI, stance: declines, proposal: sea}
      - {actor: FR, stance: open, proposal: other}
    """
    graph = Graph(loaded(dossier_doc))
    found = texts(graph.still(proposal="force").svg)
    assert {"On land", "1 open", "At sea", "1 declines", "Sweden", "Finland"} <= set(found)
    assert not {"Another thing", "France"} & set(found)


def test_where_nobody_stands_it_says_so(graph: Graph) -> None:
    assert "No position is known." in texts(graph.still(proposal="land-force", as_of="2025-01-01").svg)
    assert texts(svg(Payload("Nothing yet"), [])) == ["Nothing yet", "Nothing is dated"]


def test_the_same_dossier_gives_the_same_bytes_in_light_and_dark(graph: Graph) -> None:
    assert picture.svg(graph.store) == picture.svg(graph.store)
    assert picture.svg(graph.store).count("<text") == picture.svg(graph.store, dark=True).count("<text")
    assert picture.svg(graph.store) != picture.svg(graph.store, dark=True)


@pytest.mark.parametrize(
    "hostile", [*HOSTILE, "a\x00b\x1b[31m\ufffe\ud800", "]]>", "&lt;&#60;", "\u200f\u202e"]
)
def test_hostile_names_stay_inert(hostile: str) -> None:
    node = Node(hostile, hostile, hostile, hostile)
    made = Payload(
        title=hostile,
        nodes=(node, node, node),
        sources=(Source(hostile, hostile, hostile, hostile, hostile),),
        words=(Words(0, hostile, hostile, hostile, hostile, hostile),),
        statements=(Statement(hostile, 0, 1, "open", 0, speaker=2),),
        positions=(Position(hostile, 0, 0, "open", (0,), conditions=(2,), contribution=hostile),),
    )
    drawn = svg(made, [hostile])
    read = ElementTree.fromstring(drawn.encode())
    assert {found.tag.removeprefix(NAME) for found in read.iter()} <= {
        *("svg", "title", "desc", "g", "rect", "circle", "path", "text")
    }
    attributes = {name for found in read.iter() for name in found.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name or name == "style"}


def test_it_asks_for_nothing(graph: Graph) -> None:
    drawn = graph.still().svg
    assert re.findall(r"https?://[^\"]+|url\(|@import|<script|<image|<style", drawn) == [
        "http://www.w3.org/2000/svg"
    ]


def test_colours_are_those_of_the_page() -> None:
    style = STYLE.read_text(encoding="utf-8")
    light, dark = re.findall(r":root(?:\[data-theme=\"dark\"\])? \{(.*?)\}", style, re.DOTALL)[:2]
    for palette, written in ((still_look.LIGHT, light), (still_look.DARK, dark)):
        page = dict(re.findall(r"--([\w-]+): (#\w+)", written))
        assert palette == {name: page[name] for name in palette}


# Letters


def test_lines_end_after_whole_words() -> None:
    assert wrap("Sweden may take part, if the conditions are right", 10, 120, 2) == (
        "Sweden may take part,",
        "if the conditions are…",
    )


def test_what_cannot_be_broken_is_cut_between_letters() -> None:
    for name in ("x" * 200, "日本国" * 60, "नमस्ते" * 40):
        lines = wrap(name, 13, 100, 2)
        assert len(lines) == 2
        assert max(width(line, 13) for line in lines) <= 100
        assert lines[1].endswith("…")


def test_no_mark_is_parted_from_its_letter() -> None:
    assert shorten("e\u0301e\u0301e\u0301e\u0301", 10, 21) == "e\u0301e\u0301…"


# Files


def test_the_command_writes_a_still(command: Command, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(
        "dossier: {id: d, title: D}\nproposals: [{id: p, title: P}]\n"
        "statements: [{actor: SE, stance: open, proposal: p}]\n"
    )
    ran = command("graph", "--still", "p.svg", "--proposal", "p", "--dark")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "Wrote p.svg")
    assert texts((tmp_path / "p.svg").read_text("utf-8"))[:2] == ["P", "1 open"]
    assert not list(tmp_path.glob("*.html"))


@pytest.mark.parametrize("asked", [(), ("-o", "a.html", "--dark")])
def test_the_command_says_what_it_lacks(command: Command, asked: tuple[str, ...]) -> None:
    ran = command("-g", "example", "graph", *asked)
    assert ran.code == 2
    assert "--still positions.svg" in ran.err


def test_an_unknown_proposal_is_an_error(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        graph.still(tmp_path / "a.svg", proposal="moon-force")
    assert not list(tmp_path.glob("*.svg"))


def test_a_notebook_shows_it(graph: Graph) -> None:
    shown = graph.still()
    assert shown._repr_svg_() == shown.svg
    assert repr(shown).startswith("<Still of ")


# In Chromium


HARD = """
dossier: {id: hard, title: "Wer käme? Ένα πολύ μακρύ όνομα για έναν φάκελο που δεν τελειώνει ποτέ, και πάλι"}
proposals:
  - id: force
    title: "Eine Friedenstruppe in der Ukraine mit europäischer Führung und amerikanischer Rückendeckung"
conditions:
  - {id: long, text: "ein Mandat des Sicherheitsrates der Vereinten Nationen oder der Organisation für Sicherheit und Zusammenarbeit in Europa, das alle Seiten annehmen"}
  - {id: japan, text: "停戦が発効し、すべての当事者がそれを受け入れること"}
  - {id: donau, text: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"}
actors:
  - {name: "Arbeitsgemeinschaft der europäischen Verteidigungsministerinnen und -minister", kind: organisation, short: AGEVM}
  - {name: "ஐக்கிய நாடுகள் சபை", kind: group}
  - {name: "Організація з безпеки", kind: organisation}
  - {name: "日本国政府代表団", kind: group}
  - {name: "منظمة التعاون", kind: organisation}
  - {name: "Wolfeschlegelsteinhausenbergerdorff-Schmidt", kind: person, post: Minister, of: Germany}
statements:
  - {actor: DE, speaker: Wolfeschlegelsteinhausenbergerdorff-Schmidt, stance: open, proposal: force, conditions: [long, japan, donau], quote: "Wir werden uns, wenn die Bedingungen erfüllt sind, mit einer erheblichen Zahl von Soldatinnen und Soldaten beteiligen, und zwar sofort und ohne Vorbehalt"}
  - {actor: "Arbeitsgemeinschaft der europäischen Verteidigungsministerinnen und -minister", stance: pledges, proposal: force, summary: "MMMMMMMMMMMM WWWWWWWWWWWWW MMMMMMMMMMM WWWWWWWWWWWWWWW MMMMMMMMMMMM WWWWWWWWWWWWW MMMMMMM"}
  - {actor: "ஐக்கிய நாடுகள் சபை", stance: supports, proposal: force, summary: "ஐக்கிய நாடுகள் சபை இந்தப் படையை ஆதரிக்கிறது என்று அதன் பேச்சாளர் கூறினார்"}
  - {actor: "Організація з безпеки", stance: undecided, proposal: force, quote: "Ми ще не вирішили, чи братимемо участь у цій місії, і чекаємо на мандат Ради Безпеки ООН"}
  - {actor: "日本国政府代表団", stance: declines, proposal: force, conditions: [japan], quote: "私たちはこの任務に部隊を派遣することはできませんが、復興支援には全力を尽くす所存です"}
  - {actor: "منظمة التعاون", stance: opposes, proposal: force, summary: "تعارض المنظمة إرسال قوات أجنبية إلى المنطقة دون موافقة مجلس الأمن"}
"""
# The right end of each text, and of the card or hexagon that it stands in.
OVER = """() => [...document.querySelectorAll('g text')].flatMap((text) => {
  const box = text.getBBox(), page = document.documentElement.viewBox.baseVal;
  const rest = [...text.parentNode.querySelectorAll('rect, path, circle')].map((shape) => shape.getBBox());
  const home = rest.filter((around) => around.width > 40 && around.x <= box.x + 1 && around.y <= box.y + 6
    && around.y + around.height >= box.y + box.height - 6 && around.x + around.width > box.x);
  const ends = home.map((around) => around.x + around.width);
  const out = box.x < 0 || box.x + box.width > page.width || (ends.length && box.x + box.width > Math.max(...ends));
  return out ? [text.textContent] : [];
})"""


@pytest.mark.browser
@pytest.mark.skipif(MISSING, reason="Chromium is not installed")
@pytest.mark.parametrize("dossier", ["pictured", "hard"])
def test_no_text_leaves_its_card(make_doc: MakeDoc, dossier: str) -> None:
    from playwright.sync_api import sync_playwright

    doc = make_doc(HARD if dossier == "hard" else DOSSIER)
    BUILD.mkdir(parents=True, exist_ok=True)
    file = BUILD / f"still-{dossier}.svg"
    Graph(loaded(doc)).still(file)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 960, "height": 1200})
        page.goto(file.as_uri())
        assert page.evaluate(OVER) == []
        page.screenshot(path=BUILD / f"still-{dossier}.png")
        browser.close()


def test_the_shipped_dossier_has_a_still(tmp_path: Path) -> None:
    import coalition_graph

    graph = coalition_graph.open("example")
    drawn = graph.still(tmp_path / "still.svg").svg
    made = payload(graph.store)
    shown = {made.nodes[row.actor].label for row in made.positions if row.until is None}
    on = next(place for place, node in enumerate(made.nodes) if node.name == made.proposal)
    here = {made.nodes[row.actor].label for row in made.positions if row.until is None and row.proposal == on}
    assert here <= shown & set(texts(drawn))
