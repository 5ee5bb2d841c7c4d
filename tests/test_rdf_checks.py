"""What would run away, fetch or kill the engine is refused before the engine sees it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from coalition_graph.files import rdf

LAUGHS = "".join(
    f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' if n else '<!ENTITY lol0 "lol">' for n in range(10)
)
RDF = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">%s</r:RDF>'


def problem(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    begin = time.monotonic()
    found = rdf.read_rdf(path)
    assert time.monotonic() - begin < 2
    assert found.loaded is None
    (only,) = found.problems
    return str(only).removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE x [{LAUGHS}]>",
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:18099/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:18099/p"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_encoding(tmp_path: Path, doctype: str, encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>\n{doctype}\n" + RDF % "&lol9;"
    told = problem(tmp_path, "bad.rdf", text.encode(encoding))
    assert told.startswith("bad.rdf:2:")
    assert ": E602: a DOCTYPE is refused" in told


def test_xml_that_does_not_parse_is_told_with_its_place(tmp_path: Path) -> None:
    assert problem(tmp_path, "bad.rdf", "<a>\n  <b></a>").startswith(
        "bad.rdf:2:8: E601: it is not XML: mismatched tag"
    )


def test_deep_xml_is_refused(tmp_path: Path) -> None:
    deep = "<e:a><e:p>" * 3000 + "</e:p></e:a>" * 3000
    assert ": E602: nested deeper than 200 elements" in problem(tmp_path, "deep.rdf", RDF % deep)


@pytest.mark.parametrize(
    ("context", "column"),
    [
        ('{"@context": "file:///etc/passwd", "@id": "http://e/a", "p": "x"}', 2),
        ('{"@context": "http://127.0.0.1:18099/c.jsonld", "@id": "http://e/a", "p": "x"}', 2),
        ('{"@context": "../context.json", "@id": "http://e/a", "p": "x"}', 2),
        ('{"@context": {"@version": 1.1, "@import": "http://127.0.0.1:18099/i.jsonld"}, "p": "x"}', 32),
    ],
)
def test_a_context_elsewhere_is_refused(tmp_path: Path, context: str, column: int) -> None:
    told = problem(tmp_path, "bad.jsonld", context)
    assert told.startswith(
        f"bad.jsonld:1:{column}: E602: its context lies elsewhere: write the context into the file"
    )


@pytest.mark.parametrize("depth", [300, 30000])
def test_deep_json_is_refused(tmp_path: Path, depth: int) -> None:
    deep = '{"http://e/p":' * depth + "1" + "}" * depth
    assert ": E602: nested deeper than 200 brackets" in problem(tmp_path, "deep.jsonld", deep)


def test_brackets_in_a_text_are_no_nesting(tmp_path: Path) -> None:
    path = tmp_path / "flat.jsonld"
    path.write_text('{"@id": "http://e/a", "http://e/p": "' + "[{" * 500 + '\\" {"}')
    assert rdf.read_rdf(path).problems == ()


def test_json_that_does_not_parse_is_told_with_its_place(tmp_path: Path) -> None:
    assert problem(tmp_path, "bad.jsonld", '{"a": 1,\n "b" 2}').startswith(
        "bad.jsonld:2:6: E601: it is not JSON"
    )
    assert problem(tmp_path, "latin.jsonld", b'{"a":\n "\xe9"}').startswith(
        "latin.jsonld:2:3: E601: it is not UTF-8"
    )


def test_a_number_of_any_length_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonld"
    path.write_text('{"@id": "http://e/a", "http://e/p": ' + "1" * 5000 + "}")
    rdf.read_rdf(path)
