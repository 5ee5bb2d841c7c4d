"""Tables of any length: little memory a row, each distinct cell typed once, and no fault costs more for the others."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest

from coalition_graph import files
from coalition_graph.files import cells, columns, decode, filling, tables, tree
from coalition_graph.files.coding import Coding, Origin
from tests.benchmarks.dossiers import written
from tests.conftest import MakeDoc

HEAD = "actor,stance,proposal,contribution.kind,contribution.min,summary,source\n"


def read(text: str, section: str = "statements") -> tuple[list[Coding], list[str]]:
    sheet = cells.from_csv("t.csv", section, text.encode(), columns.known(section))
    assert isinstance(sheet, cells.Sheet), sheet
    found, problems = tables.codings(Origin("t.csv", Path()), sheet, section)
    return found, [str(problem) for problem in problems]


def needed(folder: Path) -> tuple[int, int]:
    """The memory of a dossier, and the most that reading it took."""
    tracemalloc.start()
    try:
        reading = files.read([folder])
        assert reading.dossier is not None
        return tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()


def test_a_statement_costs_little_memory(tmp_path: Path) -> None:
    small, large = written(tmp_path / "a", 1_000), written(tmp_path / "b", 3_000)
    files.read([small])
    kept, most = needed(small)
    kept_more, most_more = needed(large)
    assert kept_more - kept < 2_000 * 1_200
    assert most_more - most < 2_000 * 2_000
    assert most < 8_000_000


def test_what_stands_in_many_rows_is_in_memory_once() -> None:
    (coding,), problems = read(HEAD + "SE|NO,open,land,land,10,Words,\n" * 2)
    assert problems == []
    first, second = coding.file.statements
    for key in ("actor", "stance", "proposal", "contribution", "summary"):
        assert getattr(first, key) is getattr(second, key), key


def test_more_distinct_cells_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"SE,{stance},land,land,{n},Words {n},\n" for n in range(9) for stance in ("open", "opne")]
    whole = read(HEAD + "".join(rows))
    monkeypatch.setattr(filling, "MOST", 2)
    found, problems = read(HEAD + "".join(rows))
    assert problems == whole[1] and len(problems) == 9
    assert found[0].file == whole[0][0].file and found[0].digests == whole[0][0].digests
    assert [one.contribution[0].min for one in found[0].file.statements] == list(range(9))


def test_a_cell_that_is_wrong_is_told_in_every_row() -> None:
    _, problems = read(HEAD + "SE,open,land,land,many,,\nFI,open,land,air,2,,\nSE,open,land,land,many,,\n")
    assert [problem.split(": ")[0] for problem in problems] == ["t.csv:2:19", "t.csv:4:19"]


def test_uneven_contributions_are_told_in_every_row() -> None:
    found, problems = read(HEAD + "SE,open,land,land|air,1,,\n" * 2)
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["t.csv:2:14", "E107"],
        ["t.csv:3:14", "E107"],
    ]
    assert [one.contribution for one in found[0].file.statements] == [(), ()]


def test_a_row_that_lacks_a_key_tells_its_other_faults_too() -> None:
    _, problems = read(HEAD + "SE,opne,,,,,\n")
    assert [problem.split(": ")[1] for problem in problems] == ["E203", "E202"]


def test_how_many_problems_are_not_told_is_counted() -> None:
    _, problems = read(HEAD + "SE,opne,land,,,,\n" * 1_000)
    assert len(problems) == 201
    assert problems[-1].endswith("and 800 more problems in this file; mend the others first")


def test_a_statement_goes_with_the_faulty_row_that_adds_to_it() -> None:
    head = "id,actor,stance,proposal,contribution.kind,source\n"
    found, problems = read(head + "s1,SE,open,land,land,a\ns1,,,,lnd,a\ns1,,,,air,a\ns2,FI,open,land,,a\n")
    assert [problem.split(": ")[0] for problem in problems] == ["t.csv:3:7"]
    assert [one.id for one in found[0].file.statements] == ["s2"]
    assert found[0].place("statements", 0) == (5, 1)


def test_a_row_that_adds_to_a_faulty_one_goes_with_it() -> None:
    head = "id,actor,stance,proposal,contribution.kind,source\n"
    found, problems = read(head + "s1,SE,open,land,lnd,a\ns1,,,,air,a\ns1,FI,open,land,,a\n")
    assert len(problems) == 1
    assert [(one.id, one.actor) for one in found[0].file.statements] == [("s1", ("FI",))]


def test_the_same_words_a_hundred_times_are_numbered(make_doc: MakeDoc) -> None:
    rows = "SE,open,land,,,,\n" * 100
    doc = make_doc(f"proposals: [{{id: land, title: L}}]\n--- file: statements.csv\n{HEAD}{rows}")
    ids = [said.id or "" for said in doc.account("registry").statements]
    assert len(set(ids)) == 100 and ids[99] == f"{ids[0]}-100"


def test_an_id_that_looks_numbered_is_left_to_the_statement_that_gives_it(make_doc: MakeDoc) -> None:
    doc = make_doc("""
proposals: [{id: land, title: L}]
--- file: statements.csv
id,actor,stance,proposal
s,SE,open,land
s-2,FI,open,land
s,NO,open,land
s-2,DK,open,land
""")
    assert [said.id for said in doc.account("registry").statements] == ["s", "s-2", "s-3", "s-2-2"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"actor,stance\nSE,open\nM\xe5l,open\n", "3:2: E102: the file is not UTF-8"),
        (b"actor,stance\nSE,open\nM\x07l,open\n", "3:2: E102: control character U+0007"),
        ("actor,stance\nSE,open\nMål,open\n".encode()[:-7] + b"\xc3", "3:3: E102: the file is not UTF-8"),
    ],
)
def test_what_cannot_be_read_far_down_has_its_place(
    data: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "_PIECE", 4)
    problem = cells.from_csv("t.csv", "t", data, ("actor",))
    assert str(problem).startswith(f"t.csv:{told}")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_place_of_a_cell_far_down(end: str) -> None:
    rows = [f'SE,open,land,,,"line {n}{end}öåä",a{n % 7}' for n in range(5_000)]
    _, problems = read(end.join([HEAD.strip(), *rows, "SE,open,land,land,x,,a"]))
    assert [problem.split(": ")[0] for problem in problems] == ["t.csv:10002:19"]


def test_reading_tells_how_many_bytes_it_read(tmp_path: Path) -> None:
    folder = written(tmp_path, 2_000)
    told: list[int] = []
    files.read([folder], progress=told.append)
    assert sum(told) == sum(path.stat().st_size for path in folder.iterdir())
    assert max(told) < 10_000


def test_no_tree_of_a_file_stays_until_it_is_collected() -> None:
    def trees() -> int:
        return sum(isinstance(thing, tree.Node) for thing in gc.get_objects())

    before = trees()
    gc.disable()
    try:
        assert tree.parse("a.yaml", b"statements: [{actor: SE}]")[0] is not None
        assert trees() == before
    finally:
        gc.enable()
