"""Parquet: the tables with types and days, for DuckDB and Spark."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph.errors import BadParameter, MissingExtra, UnreadableValue, UsageError
from coalition_graph.files import atomic
from coalition_graph.table import written
from tests.benchmarks import dossiers
from tests.conftest import Command, MakeDoc
from tests.everything import EVERYTHING

parquet = pytest.importorskip("pyarrow.parquet")
ROOT = Path(__file__).parents[1]
NAMES = ["attendance.parquet", "positions.parquet", "statements.parquet"]
DOSSIER = """
dossier: {id: force, title: Who would come?}
proposals: [{id: land-force, title: A land force}]
--- file: gazette.yaml
source: {id: gazette, published: 2025-03-28}
meetings:
  - {id: paris, date: 2025-02-24/2025-02-25, attendance: [FR, {actor: DK, represents: [SE]}]}
  - {id: call, title: A call without a date, attendance: [FR]}
statements:
  - {id: joint, actor: [FR, GB], stance: open, proposal: land-force, said: 2025-03, credibility: 2,
     contribution: [{kind: land, min: 10000, max: 30000, unit: personnel, joint: plan},
                    {kind: naval, area: the "Baltic | North" Sea}]}
  - {id: se, actor: SE, stance: pledges, proposal: land-force,
     contribution: {kind: funds, min: 5, unit: EUR}, quote: yes, summary: Sweden pays}
  - {id: pl, actor: PL, stance: declines, proposal: land-force, at: paris}
--- file: undated.yaml
source: {id: undated}
statements: [{id: "no", actor: "NO", stance: undecided, proposal: land-force}]
"""


@pytest.fixture
def graph(make_doc: MakeDoc) -> coalition_graph.Graph:
    return coalition_graph.open(make_doc(DOSSIER).folder)


@pytest.fixture
def tables(graph: coalition_graph.Graph, tmp_path: Path) -> Path:
    graph.export("parquet", tmp_path / "tables")
    return tmp_path / "tables"


def rows(path: Path, *columns: str) -> list[tuple[object, ...]]:
    read = parquet.read_table(path).select(columns).to_pydict()
    return list(zip(*read.values(), strict=True))


def test_three_files_in_a_folder_and_nothing_else(tables: Path) -> None:
    assert sorted(path.name for path in tables.iterdir()) == NAMES


@pytest.mark.parametrize("name", ["statements", "attendance", "positions"])
def test_the_words_are_those_of_the_table_of_that_name(
    graph: coalition_graph.Graph, tables: Path, name: str
) -> None:
    table = getattr(graph, name)()
    read = parquet.read_table(tables / f"{name}.parquet")
    assert tuple(read.column_names[: len(table.columns)]) == table.columns
    assert read.column_names[len(table.columns) :][:2] == ["earliest", "latest"]
    for column in table.columns:
        assert [written(cell) for cell in read.column(column).to_pylist()] == [
            written(cell) for cell in table.column(column)
        ], column


def test_columns_have_types(tables: Path) -> None:
    typed = {
        (name.removesuffix(".parquet"), field.name): str(field.type).replace("<element", "<item")
        for name in NAMES
        for field in parquet.read_schema(tables / name)
        if str(field.type) != "string"
    }
    days = {
        (name, day): "date32[day]"
        for name in ("statements", "attendance", "positions")
        for day in ("earliest", "latest")
    }
    assert typed == days | {
        ("statements", "credibility"): "int64",
        ("statements", "start"): "int64",
        ("statements", "actors"): "list<item: string>",
        (
            "statements",
            "contributions",
        ): "list<item: struct<kind: string, min: int64, max: int64, unit: string, "
        "area: string, stage: string, joint: string>>",
        ("positions", "conditional"): "bool",
        ("positions", "ambiguous"): "bool",
    }


def test_days_of_statements_are_when_they_may_have_been_said(tables: Path) -> None:
    assert rows(tables / "statements.parquet", "id", "said", "earliest", "latest") == [
        ("joint", "2025-03", dt.date(2025, 3, 1), dt.date(2025, 3, 31)),
        ("pl", None, dt.date(2025, 2, 24), dt.date(2025, 2, 25)),
        ("se", None, dt.date(2025, 3, 28), dt.date(2025, 3, 28)),
        ("no", None, None, None),
    ]


def test_days_of_attendance_are_the_meetings(tables: Path) -> None:
    assert rows(tables / "attendance.parquet", "meeting", "actor", "presence", "earliest", "latest") == [
        ("paris", "Denmark", "attended", dt.date(2025, 2, 24), dt.date(2025, 2, 25)),
        ("paris", "France", "attended", dt.date(2025, 2, 24), dt.date(2025, 2, 25)),
        ("paris", "Sweden", "represented", dt.date(2025, 2, 24), dt.date(2025, 2, 25)),
        ("call", "France", "attended", None, None),
    ]


def test_days_of_positions_are_those_of_the_statements_that_give_them(tables: Path) -> None:
    found = rows(tables / "positions.parquet", "actor", "stance", "conditional", "earliest", "latest")
    assert ("France", "open", False, dt.date(2025, 3, 1), dt.date(2025, 3, 31)) in found
    assert ("Norway", "undecided", False, None, None) in found


def test_what_a_table_joins_stands_as_lists_too(tables: Path) -> None:
    joint, _, paid, _ = rows(tables / "statements.parquet", "actors", "contributions", "contribution.min")
    land = {
        "kind": "land",
        "min": 10000,
        "max": 30000,
        "unit": "personnel",
        "area": None,
        "stage": "announced",
        "joint": "plan",
    }
    naval = {
        "kind": "naval",
        "min": None,
        "max": None,
        "unit": None,
        "area": 'the "Baltic | North" Sea',
        "stage": "announced",
        "joint": None,
    }
    assert joint == (["France", "United Kingdom"], [land, naval], "10000|")
    assert (paid[0], paid[1][0]["min"], paid[2]) == (["Sweden"], 5, "5")


def test_every_file_names_the_dossier_and_is_the_same_each_time(
    graph: coalition_graph.Graph, tables: Path, tmp_path: Path
) -> None:
    for name in NAMES:
        about = parquet.read_schema(tables / name).metadata
        assert (about[b"dossier"], about[b"title"]) == (b"force", b"Who would come?")
    graph.export("parquet", tmp_path / "again")
    for name in NAMES:
        assert (tables / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_the_queries_of_the_readme_answer_in_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    stances, attended = re.findall(r"^```sql\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    graph = coalition_graph.open("example")
    graph.export("parquet", tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as connection:
        counted = connection.execute(stances).fetchall()
        came = connection.execute(attended).fetchall()
    assert {(actor, f"stance:{stance}", number) for actor, stance, number in counted} == set(
        graph.query("""
            SELECT ?name ?stance (COUNT(DISTINCT ?statement) AS ?n) WHERE {
              ?statement a cg:Statement ; cg:actor ?actor ; cg:stance ?stance . ?actor rdfs:label ?name
            } GROUP BY ?name ?stance""").rows
    )
    assert {(actor, f"meeting:{meeting}") for actor, meeting, _ in came} == set(
        graph.query("""
            SELECT DISTINCT ?name ?meeting WHERE {
              ?actor stance:open proposal:land-force ; cg:attended ?meeting ; rdfs:label ?name .
              { ?meeting a cg:Meeting ; cg:latest ?day }
              UNION { ?report a cg:MeetingReport ; cg:meeting ?meeting ; cg:latest ?day }
              FILTER(STR(?day) <= "2025-03-31")
            }""").rows
    )
    assert ("France", "london-2025-03-02", "us-protection") in came


def test_many_rows_are_written_group_by_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = coalition_graph.open(dossiers.written(tmp_path / "made", 1_000))
    graph.export("parquet", tmp_path / "one")
    monkeypatch.setattr("coalition_graph.exports.parquet.GROUP", 400)
    graph.export("parquet", tmp_path / "several")
    for name in NAMES:
        assert parquet.read_table(tmp_path / "several" / name).equals(
            parquet.read_table(tmp_path / "one" / name)
        )
    groups = [parquet.read_metadata(tmp_path / each / NAMES[2]).num_row_groups for each in ("one", "several")]
    assert groups[0] == 1 < groups[1]


def test_a_graph_that_cannot_be_read_leaves_no_folder(
    graph: coalition_graph.Graph, tables: Path, tmp_path: Path
) -> None:
    before = {name: (tables / name).read_bytes() for name in NAMES}
    wrong = graph.store.quads().replace('"5"', '"five"')
    (tmp_path / "theirs.nq").write_text(wrong, encoding="utf-8")
    theirs = coalition_graph.open(tmp_path / "theirs.nq")
    for folder in (tables, tmp_path / "new"):
        with pytest.raises(UnreadableValue, match="'five' in the place of a number"):
            theirs.export("parquet", folder)
    assert not (tmp_path / "new").exists()
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == before


def test_an_empty_table_keeps_its_columns_and_types(make_doc: MakeDoc, tables: Path, tmp_path: Path) -> None:
    empty = coalition_graph.open(make_doc("dossier: {id: force, title: Who would come?}").folder)
    empty.export("parquet", tmp_path / "empty")
    for name in NAMES:
        assert parquet.read_table(tmp_path / "empty" / name).num_rows == 0
        assert parquet.read_schema(tmp_path / "empty" / name).equals(parquet.read_schema(tables / name))


def test_a_dossier_with_every_key_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "everything"
    folder.mkdir()
    for name, text in EVERYTHING.items():
        (folder / name).write_text(text)
    coalition_graph.open(folder).export("parquet", tmp_path / "tables")
    (first,) = [
        offers
        for id_, offers in rows(tmp_path / "tables" / "statements.parquet", "id", "contributions")
        if id_ == "first"
    ]
    assert [(offer["kind"], offer["min"], offer["max"]) for offer in first] == [
        ("land", 1001, 3003),
        ("funds", 55, None),
    ]


def test_the_command_says_which_folder_it_wrote(command: Command, make_doc: MakeDoc, tmp_path: Path) -> None:
    done = command("-g", str(make_doc(DOSSIER).folder), "export", "parquet", "-o", "tables")
    assert (done.code, done.err) == (0, "Wrote tables\n")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == NAMES


def test_all_files_are_written_or_none(
    graph: coalition_graph.Graph, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: (tables / name).read_bytes() for name in NAMES}
    (tables / "mine.txt").write_text("stays")
    written_, put = [], atomic._write

    def full(path: Path, data: bytes) -> None:
        if written_:
            raise OSError(28, "No space left on device")
        written_.append(path)
        put(path, data)

    monkeypatch.setattr(atomic, "_write", full)
    with pytest.raises(UsageError, match=r"cannot write into .*: No space left on device"):
        graph.export("parquet", tables)
    assert {name: (tables / name).read_bytes() for name in NAMES} == before
    assert sorted(path.name for path in tables.iterdir()) == sorted([*NAMES, "mine.txt"])


def test_a_file_where_the_folder_should_be_is_told(graph: coalition_graph.Graph, tmp_path: Path) -> None:
    (tmp_path / "out.parquet").write_text("mine")
    with pytest.raises(BadParameter, match="parquet is a folder of three files; name a folder"):
        graph.export("parquet", tmp_path / "out.parquet")
    assert (tmp_path / "out.parquet").read_text() == "mine"


def test_a_folder_where_a_file_should_be_is_told(graph: coalition_graph.Graph, tmp_path: Path) -> None:
    (tmp_path / "tables" / "positions.parquet").mkdir(parents=True)
    with pytest.raises(UsageError, match="a folder of that name stands there"):
        graph.export("parquet", tmp_path / "tables")
    assert [path.name for path in (tmp_path / "tables").iterdir()] == ["positions.parquet"]


def test_without_the_package_the_mend_is_to_install_it(
    graph: coalition_graph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'coalition-graph[parquet]'")):
        graph.export("parquet", tmp_path / "tables")
    assert not (tmp_path / "tables").exists()
