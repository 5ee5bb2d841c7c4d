"""Hostile words as names, titles, quotes and conditions, through every output: shown, and nothing else.

Each file is held against the same file of the same graph with tame words: it has the same elements.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import openpyxl
import pytest

import coalition_graph
from tests.conftest import Command
from tests.samples import BAD_INPUT

pytestmark = pytest.mark.long

_CORPUS: Final = BAD_INPUT / "labels" / "hostile_strings.json"
_OWN: Final = {
    "script": "</script><script>window.PWNED=1</script>",
    "image": '<img src=x onerror="window.PWNED=2">',
    "attribute": '" onmouseover="window.PWNED=3',
    "link": "[x](javascript:alert(1))",
    "terminal": "\x1b]0;PWNED\x07\x1b[2J\x9b2J",
    "direction": "Sweden\u202egnp.exe",
    "line": "a\u2028b\x85c\r\nd",
    "formula": '=HYPERLINK("http://127.0.0.1/","x")',
    "formula behind a tab": "\t@SUM(1)",
    "null": "a\0b",
    "no character": "a\ufffeb\uffff",
    "entity": "]]>&lt;&#0;<!DOCTYPE x>",
    "markup of a terminal library": "[bold red]x[/]",
    "several": "a|b",
    "backslash": "c\\",
    "way up": "../../../../PWNED",
    "megabyte": "x" * 30_000,
}
HOSTILE: Final = list(_OWN.values()) + (
    list(json.loads(_CORPUS.read_text(encoding="utf-8")).values()) if _CORPUS.is_file() else []
)
# A tame word for each; nothing of a graph but them has an ß.
TAME: Final = [f"ß{number}ß" for number in range(len(HOSTILE))]
TABLES: Final = (
    "positions", "statements", "commitments", "attendance", "meetings", "conditions", "conflicts", "whatif",
    "changes --since 2000-01-01", "measures --of contested", "attendance --as matrix",
)  # fmt: skip
_STEERING: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _dossier() -> str:
    """Every word once as each of what a person may write freely."""
    entry = """
  - {{id: s{n}, actor: p{n}, speaker: p{n}, stance: open, proposal: q{n}, conditions: [c{n}, "said {word}"],
     quote: "{word}", summary: "{word}", reason: "{word}", locator: "{word}", via: "{word}", note: "{word}",
     said: 2025-03-01, contribution: {{kind: land, min: 5, unit: "{word}", area: "{word}", joint: "{word}"}}}}
  - {{id: t{n}, actor: SE, stance: opposes, proposal: q{n}, said: 2025-03-02, summary: "{word}"}}"""
    sections: dict[str, str] = {
        "actors": '\n  - {{id: p{n}, name: "{word}", kind: person, post: "{word}", of: Norway, party: "{word}"}}',
        "proposals": '\n  - {{id: q{n}, title: "{word}"}}',
        "conditions": '\n  - {{id: c{n}, text: "{word}"}}',
        "meetings": '\n  - {{id: m{n}, title: "{word}", place: "{word}", date: 2025-03-01, host: FR,'
        ' attendance: [{{actor: p{n}, as: "{word}", summary: "{word}"}}]}}',
        "statements": entry,
    }
    head = 'source: {id: s, title: "ß0ß", publisher: "ß1ß", author: "ß2ß", url: "ß3ß", via: "ß4ß"}\n'
    return head + "".join(
        f"{name}:" + "".join(text.format(n=n, word=word) for n, word in enumerate(TAME)) + "\n"
        for name, text in sections.items()
    )


def _escaped(word: str) -> str:
    """A word as N-Quads writes it; half a character is none and cannot be written."""
    whole = word.encode("utf-8", "replace").decode()
    return "".join(f"\\u{ord(c):04X}" if ord(c) < 0x10000 and not c.isalnum() else c for c in whole)


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same graph twice: with tame words, and with hostile ones in their place."""
    folder = tmp_path_factory.mktemp("graphs")
    (folder / "coding.yaml").write_text(_dossier(), encoding="utf-8")
    opened = coalition_graph.open(folder)
    opened.export("nq", folder / "tame.nq")
    tame = (folder / "tame.nq").read_text(encoding="utf-8")
    assert all(tame.count(word) > 15 for word in TAME)
    hostile = re.sub("ß([0-9]+)ß", lambda found: _escaped(HOSTILE[int(found[1])]), tame)
    (folder / "hostile.nq").write_text(hostile, encoding="utf-8")
    return {"tame": folder / "tame.nq", "hostile": folder / "hostile.nq"}


def _cells(written: str) -> Iterator[str]:
    yield from (cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_shows_hostile_words_and_obeys_none(
    command: Command, graphs: dict[str, Path], table: str
) -> None:
    shown = command("-g", str(graphs["hostile"]), *table.split())
    assert shown.code == 0
    assert not _STEERING.search(shown.out + shown.err)
    in_cells = command("-g", str(graphs["hostile"]), *table.split(), "--format", "csv").out
    formulas = [cell for cell in _cells(in_cells) if re.match(r"[=+@\t\r]|-\D", cell)]
    assert not formulas
    assert "\x1b" not in command("-g", str(graphs["hostile"]), *table.split(), "--format", "markdown").out


@pytest.mark.parametrize(
    "thing", ["person:p0", "proposal:q0", "condition:c0", "meeting:m0", "statement:s.s0"]
)
def test_a_sheet_shows_hostile_words_and_obeys_none(
    command: Command, graphs: dict[str, Path], thing: str
) -> None:
    for number in (0, 4):
        shown = command("-g", str(graphs["hostile"]), "show", thing.replace("0", str(number)))
        assert shown.code == 0
        assert not _STEERING.search(shown.out + shown.err)


class _Elements(HTMLParser):
    """The elements of a page, each with the names of its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!--", data))


def _elements(path: Path) -> list[object]:
    if path.suffix == ".html":
        return [*_Elements(path.read_text(encoding="utf-8")).found]
    return [(element.tag, *sorted(element.attrib)) for element in ET.parse(path).getroot().iter()]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("page.html", ["graph", "-o"]),
        ("still.svg", ["graph", "--still"]),
        ("graph.gexf", ["export", "gexf", "-o"]),
        ("graph.graphml", ["export", "graphml", "-o"]),
        ("agree.gexf", ["network", "--mode", "congruence", "-o"]),
        ("met.graphml", ["network", "--mode", "co-attendance", "-o"]),
    ],
)
def test_a_picture_has_no_element_that_a_hostile_word_brought(
    command: Command, graphs: dict[str, Path], tmp_path: Path, name: str, args: list[str]
) -> None:
    found: dict[str, list[object]] = {}
    for kind, given in graphs.items():
        (tmp_path / kind).mkdir()
        ran = command("-g", str(given), *args, str(tmp_path / kind / name))
        assert ran.code == 0, ran.err
        assert not _STEERING.search(ran.err)
        found[kind] = _elements(tmp_path / kind / name)
    kinds = {str(element) for element in found["hostile"]} - {str(element) for element in found["tame"]}
    assert not kinds
    assert {path.name for path in tmp_path.rglob("*")} == {"tame", "hostile", name}


def test_a_workbook_holds_no_formula(command: Command, graphs: dict[str, Path], tmp_path: Path) -> None:
    ran = command("-g", str(graphs["hostile"]), "export", "xlsx", "-o", "dossier.xlsx")
    assert ran.code == 0, ran.err
    book = openpyxl.load_workbook(tmp_path / "dossier.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 1000
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize("form", ["trig", "ttl", "nq", "jsonld"])
def test_rdf_holds_hostile_words_to_the_letter(
    command: Command, graphs: dict[str, Path], tmp_path: Path, form: str
) -> None:
    assert command("-g", str(graphs["hostile"]), "export", form, "-o", f"graph.{form}").code == 0
    asked = "SELECT DISTINCT ?q { ?s cg:quote ?q } ORDER BY ?q"
    again = coalition_graph.open(tmp_path / f"graph.{form}").query(asked)
    assert again.rows == coalition_graph.open(graphs["hostile"]).query(asked).rows
    assert len(again.rows) >= len(_OWN)


def test_a_report_writes_its_files_and_no_other(
    command: Command, graphs: dict[str, Path], tmp_path: Path
) -> None:
    ran = command("-g", str(graphs["hostile"]), "report", "-o", "out")
    assert ran.code == 0, ran.err
    assert not _STEERING.search(ran.out + ran.err)
    assert {path.name for path in tmp_path.rglob("*")} == {
        "out", "graph.html", "positions.csv", "commitments.csv", "attendance.csv", "statements.csv",
        "graph.trig", "graph.ttl", "graph.gexf", "brief.md",
    }  # fmt: skip
    brief = (tmp_path / "out" / "brief.md").read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)<(?:script|img|svg|!)|(?<!\\)\]\(javascript:", brief)
    assert not _STEERING.search(brief)


@pytest.mark.parametrize(
    "place", ["id", "name", "source", "meeting", "proposal", "condition", "series", "file"]
)
@pytest.mark.parametrize("word", HOSTILE, ids=[f"word {number}" for number in range(len(HOSTILE))])
def test_a_hostile_word_in_the_place_of_a_name_is_taken_or_told(
    command: Command, tmp_path: Path, word: str, place: str
) -> None:
    written = json.dumps(word)
    files = {
        "id": f"actors: [{{id: {written}, name: Ada, kind: person}}]",
        "name": f"actors: [{{name: {written}, kind: person}}]",
        "source": f"source: {{id: {written}}}",
        "meeting": f"meetings: [{{id: {written}, title: {written}}}]",
        "proposal": f"proposals: [{{id: {written}, title: {written}}}]",
        "condition": f"proposals: [{{id: p, title: P}}]\n"
        f"statements: [{{actor: SE, stance: open, proposal: p, conditions: [{written}]}}]",
        "series": f"meetings: [{{id: m, series: {written}}}]",
        "file": "source: {title: Named by its file}",
    }
    folder = tmp_path / "dossier"
    folder.mkdir()
    name = re.sub(r"[/\0\ud800-\udfff]", "_", word)[:150] if place == "file" else "a"
    (folder / f"x{name}.yaml").write_text(files[place], encoding="utf-8")
    checked = command("check", "dossier")
    assert checked.code in (0, 1)
    assert not _STEERING.search(checked.out + checked.err)
    told = [line for line in checked.out.splitlines() if ": E" in line]
    assert bool(told) == (checked.code == 1)
    ran = command("-g", "dossier", "export", "trig", "-o", "graph.trig")
    assert ran.code == checked.code
    assert {path.name for path in tmp_path.iterdir()} <= {"dossier", "graph.trig"}
    if checked.code == 0:
        asked = "SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } FILTER(?g != graph:ontology) }"
        nodes = [str(node) for node in coalition_graph.open(tmp_path / "graph.trig").query(asked).column("s")]
        assert nodes
        assert not [node for node in nodes if not re.fullmatch(r"[a-z]+:[\w-]+(?:\.[\w-]+)*", node)]
