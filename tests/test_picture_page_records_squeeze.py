"""The page as text: one file, inert whatever the data says, with pyvis inside and nothing to fetch."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from coalition_graph import picture
from coalition_graph.errors import UsageError
from coalition_graph.graph import Graph
from coalition_graph.picture import squeeze
from coalition_graph.picture.page import page
from coalition_graph.picture.records import Node, Payload, Words
from tests.conftest import MakeDoc
from tests.loaded import loaded
from tests.pictured import DOSSIER, HOSTILE


class Elements(HTMLParser):
    """The tags of a page, and the texts inside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.cdata_elem:
            self.inline.append((*self.found[-1], data))


@pytest.fixture(scope="module")
def hostile() -> str:
    nodes = tuple(Node(f"country:X{place}", "country", text) for place, text in enumerate(HOSTILE))
    words = tuple(Words(quote=text, summary=text) for text in HOSTILE)
    return page(Payload("".join(HOSTILE), nodes=nodes, words=words))


def test_hostile_text_adds_no_element(hostile: str) -> None:
    plain = [tag for tag, _ in Elements(page(Payload("plain"))).found]
    assert [tag for tag, _ in Elements(hostile).found] == plain
    assert "49" not in Elements(hostile).found[5][1].values()


def test_hostile_text_arrives_as_it_was_but_for_control_characters(hostile: str) -> None:
    written = next(text for tag, marks, text in Elements(hostile).inline if marks.get("id") == "payload")
    assert not set("<>&\u2028\u202e") & set(written)
    labels = [row[2] for row in json.loads(written)["nodes"]["rows"]]
    assert labels[:7] == list(HOSTILE[:7])
    assert labels[7:] == ["a b", "Swedengnp.exe"]


def test_the_policy_names_every_script_and_style_by_its_hash(hostile: str) -> None:
    elements = Elements(hostile)
    policy = next(marks["content"] for tag, marks in elements.found if marks.get("http-equiv")) or ""
    for tag, marks, text in elements.inline:
        if marks.get("type") != "application/json":
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy, tag
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_in_it_is_fetched() -> None:
    marks = [attributes for _, attributes in Elements(page(Payload("plain"))).found]
    assert not [value for mark in marks for key, value in mark.items() if key == "src"]
    assert {mark["href"] for mark in marks if "href" in mark} == {"data:,", "#stage"}
    assert not [mark for mark in marks for key in mark if key == "style" or key.startswith("on")]


def test_the_licence_of_vis_network_stays_and_its_source_map_goes() -> None:
    text = page(Payload("plain"))
    assert "@copyright (c) 2017-2019 visjs contributors" in text
    assert "Apache 2.0" in text
    assert "sourceMappingURL" not in text


def test_pyvis_wrote_the_coordinates(make_doc: MakeDoc) -> None:
    text = picture.html(loaded(make_doc(DOSSIER)))
    graph = json.loads(next(text for _, marks, text in Elements(text).inline if marks.get("id") == "graph"))
    assert {"id", "x", "y"} == set(graph["nodes"][0])
    assert json.loads(graph["options"])["physics"] == {"enabled": False}


def test_a_page_of_a_small_dossier_stays_within_the_budget(make_doc: MakeDoc) -> None:
    assert len(picture.html(loaded(make_doc(DOSSIER))).encode()) <= 600_000


def test_the_same_graph_gives_the_same_page(make_doc: MakeDoc) -> None:
    store = loaded(make_doc(DOSSIER))
    assert picture.html(store) == picture.html(store)


def test_it_is_written_whole_in_utf_8(make_doc: MakeDoc, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    text = DOSSIER.replace("title: Who would send troops?", "title: Ukraїna — хто?")
    graph = Graph(loaded(make_doc(text)))
    graph.picture(target)
    assert "<title>Ukraїna — хто?</title>" in target.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="cannot write"):
        graph.picture(tmp_path / "missing" / "out.html")


def test_nothing_is_written_beside_it(
    make_doc: MakeDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    picture.html(loaded(make_doc(DOSSIER)))
    assert list(work.iterdir()) == []


def test_unknown_values_at_the_end_of_a_row_are_left_out() -> None:
    rows = json.loads(Payload("t", nodes=(Node("country:SE", "country", "Sweden"),)).json())["nodes"]
    assert rows["rows"] == [["country:SE", "country", "Sweden"]]
    assert rows["columns"][:4] == ["name", "kind", "label", "code"]


def test_a_large_graph_opens_on_attendance() -> None:
    nodes = tuple(Node(f"person:p{number}", "person", str(number)) for number in range(2001))
    head = json.loads(Payload("t", nodes=nodes).json())
    assert (head["large"], head["start"]["view"]) == (True, "attendance")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const a = 1; // gone\nlet b", "const a=1;\nlet b"),
        ("a = 'x // y';  /* gone */ b = \"p  /* q */\";", "a='x // y'; b=\"p  /* q */\";"),
        ("`a  ${x ? `b  ${ y }` : ''}  c` + d", "`a  ${x ? `b  ${ y }` : ''}  c` + d"),
        ("t.replace(/[ /']  x/g, '') / 2 / 3", "t.replace(/[ /']  x/g,'')/ 2 / 3"),
        ("if (a)\n  return\nb", "if(a)\nreturn\nb"),
        ("`\\`  ${'}'}  `  ", "`\\`  ${'}'}  `"),
    ],
)
def test_scripts_are_squeezed_without_touching_literals(source: str, expected: str) -> None:
    assert squeeze.script(source) == expected


def test_no_script_ends_its_element() -> None:
    web = Path(picture.__file__).parent / "web"
    for path in web.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"</script|<!--|innerHTML|insertAdjacentHTML|document\.write|eval\(", text), (
            path.name
        )
        assert text.count("\n") < 300, path.name


def test_every_file_of_the_page_is_used() -> None:
    from coalition_graph.picture.page import SCRIPTS, STYLES, WEB

    assert {path.name for path in WEB.iterdir()} == {*SCRIPTS, *STYLES, "template.html"}
