"""THREAT_MODEL.md promises only what a test holds."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Command, Visits

ROOT: Final = Path(__file__).parents[1]
NAMED: Final = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def rows() -> list[list[str]]:
    """The rows of the table of promises: from whom, what, held by which tests."""
    page = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
    promises = page.partition("## Promises")[2].partition("\n## ")[0]
    lines = [line for line in promises.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def defined_in(name: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / name).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_promise_names_a_test() -> None:
    assert len(rows()) > 30
    assert [cells for cells in rows() if len(cells) != 3 or not cells[1] or not NAMED.search(cells[2])] == []


def test_each_test_that_is_named_is_there() -> None:
    named = {(file, test) for _, _, held in rows() for file, test in NAMED.findall(held)}
    assert sorted(f"{file}::{test}" for file, test in named if test not in defined_in(file)) == []
    assert "`" not in NAMED.sub("", "".join(held for _, _, held in rows()))


def test_every_kind_of_stranger_has_a_promise() -> None:
    sources = " ".join(source for source, _, _ in rows())
    for kind in (
        "coding files",
        "tables",
        "databases",
        "RDF",
        "queries",
        "web requests",
        "labels",
        "endpoints",
        "environment",
    ):
        assert kind in sources


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.ttl",
            "@prefix owl: <http://www.w3.org/2002/07/owl#> . <{bait}/o> owl:imports <{bait}/imported.ttl> .",
        ),
        ("a.jsonld", '{{"@context": "{bait}/context.jsonld", "@id": "{bait}/a", "name": "b"}}'),
        ("a.rdf", '<!DOCTYPE r SYSTEM "{bait}/a.dtd"><r/>'),
        (
            "dossier/coding.yaml",
            'source: {{id: paper, url: "{bait}/a", archived: "{bait}/b", published: 2025-03-01}}\n'
            "proposals: [{{id: force, title: '{bait}/title'}}]\n"
            'statements: [{{actor: SE, stance: open, proposal: force, summary: "{bait}/words", locator: "{bait}/l"}}]\n',
        ),
    ],
)
def test_no_address_in_a_file_is_fetched(
    command: Command, tmp_path: Path, visits: Visits, name: str, content: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content.format(bait=visits.address))
    graph = name.partition("/")[0]
    asked = [
        ["statements"],
        ["report", "-o", "out"],
        ["export", "jsonld", "-o", "g"],
        ["graph", "-o", "g.html"],
    ]
    codes = {command("-g", graph, *each).code for each in asked}
    assert codes == {0} if name in ("a.ttl", "dossier/coding.yaml") else 0 not in codes
    assert visits.paths == []
