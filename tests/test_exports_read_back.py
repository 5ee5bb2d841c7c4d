"""Every file that is written, read by a reader that is not ours, with whatever texts strangers may have put in.

Texts come through RDF, which may hold anything; a coding file refuses control characters. What must come
back is the text itself, but for what the format's cleaning is documented to take out.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import coalition_graph
from coalition_graph import Graph, text
from coalition_graph.table import render, written
from tests.spoilt import WORDS, Said, graph
from tests.test_gexf import parsed

LONG: Final = "long words, " * 3_300
NASTY: Final = (
    "=HYPERLINK(1)",
    "＝1+1",
    "'＠SUM(A1)",
    "\t=1",
    "-1e-17",
    "]]>",
    "<script>x</script><!--",
    "\x00\x1b[31m\x07\x9b",
    "a\u202eb\u200fc",
    "\ufffe\uffff",
    'quotes "" \' \\ end\\',
    "one\r\ntwo\rthree\n",
    "a lone\rreturn",
    "_x0041_ &#x41; &amp; %41",
    "# head | *b* [l](javascript:1) <http://x> `c`",
    "\U0001f468\u200d\U0001f469",
    "true",
    "0010",
    LONG,
)
TEXTS: Final = st.one_of(
    st.sampled_from(NASTY), st.text(min_size=1), st.text("=+-@'\"|;,\t\r\n\x00\x1b<>&]_x", min_size=1)
).filter(lambda said: said.strip() != "" and said.strip("|\\") != "")
BIDI: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# The characters that a cell of a workbook takes.
LAST: Final = 32_767
SAID: Final = st.fixed_dictionaries(dict.fromkeys(WORDS, TEXTS))
PATIENT: Final = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def exported(opened: Graph, form: str, layout: str | None = None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        opened.export(form, Path(folder) / "file", layout=layout)
        return (Path(folder) / "file").read_bytes()


def first(opened: Graph) -> dict[str, object]:
    return next(row for row in opened.statements() if row["id"] == "first")


SPOKEN: Final = ("quote", "summary", "locator", "via", "note", "reason")


# Tables


@PATIENT
@given(SAID)
def test_csv_and_tsv_by_the_standard_librarys_reader(said: Said) -> None:
    opened = graph(said)
    for table in (opened.statements(), opened.attendance(), opened.meetings()):
        for form, delimiter in (("csv", ","), ("tsv", "\t")):
            out = io.StringIO(render(table, form), newline="")
            head, *rows = csv.reader(out, delimiter=delimiter, strict=True)
            assert tuple(head) == table.columns
            assert [[text.formula_plain(cell) for cell in row] for row in rows] == [
                [text.without_controls(written(cell)) for cell in row] for row in table.rows
            ]
            for row, cells in zip(table.rows, rows, strict=True):
                assert all(inert(cell, raw) for cell, raw in zip(cells, row, strict=True))


def inert(cell: str, raw: object) -> bool:
    """Whether a spreadsheet shows a cell, or makes a number of it, and runs nothing."""
    if not isinstance(raw, str) or not cell.startswith(tuple("=+-@\t\r\n＝＋－＠")):
        return True
    try:
        float(cell.rstrip("%").replace(",", ""))
    except ValueError:
        return cell.rstrip("%").replace(".", "").replace(",", "").lstrip("+-").isdigit()
    return True


@PATIENT
@given(SAID)
def test_the_texts_of_a_statement_are_those_that_were_said(said: Said) -> None:
    opened = graph(said)
    rows = csv.DictReader(io.StringIO(exported(opened, "csv").decode(), newline=""))
    row = next(row for row in rows if row["id"] == "first")
    assert {key: text.formula_plain(row[key]) for key in SPOKEN} == {
        key: text.without_controls(said[f"{key}-of-first"]) for key in SPOKEN
    }


@PATIENT
@given(SAID)
def test_json_and_json_lines_hold_every_text_whole(said: Said) -> None:
    table = graph(said).statements()
    whole, lines = render(table, "json"), render(table, "jsonl")
    assert json.loads(whole) == list(table) == [json.loads(line) for line in lines.splitlines()]
    assert {key: first(graph(said))[key] for key in SPOKEN} == {
        key: said[f"{key}-of-first"] for key in SPOKEN
    }
    # As it stands it may be printed: nothing in it steers a terminal.
    assert not any(
        unicodedata.category(mark) in ("Cc", "Cs") or mark in BIDI for mark in whole.replace("\n", "")
    )


def as_excel_reads(cell: str) -> str:
    """A cell with the characters that are spelled out in it, which openpyxl leaves as they are."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), cell)


@PATIENT
@given(SAID)
def test_a_workbook_by_openpyxl(said: Said) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(exported(graph(said), "xlsx")))
    head, *rows = book["statements"].iter_rows()
    names = [cell.value for cell in head]
    cells = next(
        dict(zip(names, row, strict=True)) for row in rows if row[names.index("id")].value == "first"
    )
    for key in SPOKEN:
        told = text.formula_safe(text.without_controls(said[f"{key}-of-first"]))[:LAST]
        assert as_excel_reads(cells[key].value or "") == told, key
        assert cells[key].data_type in ("s", "n", "inlineStr") and not cells[key].hyperlink


@PATIENT
@given(SAID)
def test_parquet_by_duckdb_and_pandas(said: Said) -> None:
    duckdb, pandas = pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    opened = graph(said)
    with tempfile.TemporaryDirectory() as folder:
        opened.export("parquet", Path(folder))
        path = str(Path(folder) / "statements.parquet")
        columns = ", ".join(SPOKEN)
        with duckdb.connect() as base:
            by_duckdb = base.execute(
                f"SELECT {columns} FROM read_parquet(?) WHERE id = 'first'", [path]
            ).fetchone()
        frame = pandas.read_parquet(path)
    by_pandas = tuple(frame[frame["id"] == "first"].iloc[0][list(SPOKEN)])
    assert by_duckdb == by_pandas == tuple(said[f"{key}-of-first"] for key in SPOKEN)


# RDF

RDF: Final = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "jsonld": "json-ld"}


def literals(quads: Iterator[tuple[object, ...]]) -> set[tuple[str, str, str]]:
    """What is said of what, in words; names of graphs aside, which Turtle has not."""
    return {(str(s), str(p), str(o)) for s, p, o, *_ in quads}


@pytest.mark.parametrize("form", RDF)
@PATIENT
@given(said=SAID)
def test_rdf_by_both_engines(form: str, said: Said) -> None:
    opened = graph(said)
    data = exported(opened, form)
    stored = set(pyoxigraph.parse(opened.store.quads(), pyoxigraph.RdfFormat.N_QUADS))
    formats = {
        "nq": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "ttl": pyoxigraph.RdfFormat.TURTLE,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    read = set(pyoxigraph.parse(data, formats[form]))
    assert {quad.triple for quad in read} == {quad.triple for quad in stored}
    assert form == "ttl" or read == stored
    expected = {(q.subject.value, q.predicate.value, q.object.value) for q in stored}
    assert by_rdflib(data, RDF[form]) == expected


def by_rdflib(data: bytes, form: str) -> set[tuple[str, str, str]]:
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        read = rdflib.Dataset(default_union=True)
        read.parse(data=data.decode(), format=form)
        return literals(iter(read.quads()))
    finally:
        rdflib.NORMALIZE_LITERALS = before


# Networks


def edge(edges: Iterator[dict[str, object]]) -> dict[str, object]:
    return next(
        one for one in edges if one.get("statement") == "statement:paper.first" and one["kind"] == "stance"
    )


@PATIENT
@given(SAID)
def test_graphml_by_networkx(said: Said) -> None:
    read = nx.read_graphml(io.BytesIO(exported(graph(said), "graphml")))
    one = edge(facts for _, _, facts in read.edges(data=True))
    assert str(one.get("quote", "")) == text.clean(said["quote-of-first"])
    assert read.nodes["proposal:inner"]["label"] == (text.clean(said["Title of inner"]) or "proposal:inner")


@PATIENT
@given(SAID)
def test_gexf_by_lxml(said: Said) -> None:
    read = parsed(exported(graph(said), "gexf"))
    space = "{http://gexf.net/1.3}"
    titles = {one.get("id"): one.get("title") for one in read.iterfind(f"{space}attributes[@class='edge']/*")}
    one = edge(
        {titles[value.get("for")]: value.get("value") for value in arc.iter(f"{space}attvalue")}
        for arc in read.iter(f"{space}edge")
    )
    assert one.get("quote", "") == text.clean(said["quote-of-first"])


@PATIENT
@given(SAID)
def test_node_link_by_networkx(said: Said) -> None:
    opened = graph(said)
    with tempfile.TemporaryDirectory() as folder:
        coalition_graph.exports.network(opened.network(), Path(folder) / "n.json", store=opened.store)
        data = json.loads((Path(folder) / "n.json").read_text(encoding="utf-8"))
    read = nx.node_link_graph({**data, "links": data["edges"]})
    one = edge(facts for _, _, facts in read.edges(data=True))
    assert one.get("quote", "") == text.clean(said["quote-of-first"])


@PATIENT
@given(SAID)
def test_edges_and_matrix_by_the_standard_librarys_reader(said: Said) -> None:
    opened = graph(said)
    rows = list(csv.DictReader(io.StringIO(exported(opened, "csv", "edges").decode(), newline="")))
    one = edge(iter(rows))
    assert text.formula_plain(str(one["quote"])) == text.clean(said["quote-of-first"])
    head, *body = csv.reader(io.StringIO(exported(opened, "csv", "matrix").decode(), newline=""))
    assert head[1:] == [row[0] for row in body]
    assert len(set(head)) == len(opened.network()) + 1
    assert all(float(cell) >= 0 for row in body for cell in row[1:])


# Pages


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


@PATIENT
@given(SAID)
def test_the_picture_by_lxml(said: Said) -> None:
    html = pytest.importorskip("lxml.html")
    page = html.document_fromstring(graph(said).picture().html)
    plain = html.document_fromstring(ordinary().picture().html)
    assert [one.tag for one in page.iter("*")] == [one.tag for one in plain.iter("*")]
    told = set(strings(json.loads(page.get_element_by_id("payload").text)))
    for key in ("quote-of-first", "summary-of-first", "Title of paper", "Text of cover"):
        assert text.clean(said[key]) in told or any(text.clean(said[key]) in one for one in told), key


@cache
def ordinary() -> Graph:
    return graph({})


@PATIENT
@given(SAID)
def test_the_still_by_lxml(said: Said) -> None:
    etree = pytest.importorskip("lxml.etree")
    root = etree.fromstring(graph(said).still(proposal="inner").svg.encode())
    tags = {etree.QName(one).localname for one in root.iter("*")}
    assert tags <= {"svg", "title", "desc", "g", "path", "rect", "circle", "text", "tspan", "line", "polygon"}
    assert not any(
        name.startswith("on") or name.endswith("href") for one in root.iter() for name in one.attrib
    )


@PATIENT
@given(SAID)
def test_the_brief_by_a_reader_of_markdown(said: Said) -> None:
    from markdown_it import MarkdownIt

    from coalition_graph.report.answers import Answers
    from coalition_graph.report.brief import brief

    reader = MarkdownIt("commonmark").enable("table")
    read = reader.parse(brief(Answers(graph(said))))
    plain = reader.parse(brief(Answers(ordinary())))
    assert [token.type for token in read] == [token.type for token in plain]
    inner = {child.type for token in read for child in token.children or ()}
    assert inner <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
        "softbreak",
    } | links(plain)
    shown = "\n".join(token.content for token in read)
    assert "javascript:1)" not in shown or "\\](javascript:1)" in shown


def links(tokens: list[object]) -> set[str]:
    """The addresses of sources are links, in the brief of any dossier."""
    found = {child.type for token in tokens for child in token.children or ()}  # type: ignore[attr-defined]
    return found & {"link_open", "link_close"}
