"""`network` writes a file that others read, in DNA's numbers, with the words behind each tie."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from pathlib import Path

import networkx as nx
import pytest

from coalition_graph import Graph
from tests.conftest import Command, MakeDoc
from tests.loaded import loaded

SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "dna" / "sample_v3.dna"


def node_link(told: dict[str, object]) -> nx.Graph:
    """What networkx reads; older versions know the edges by another name, and no option for it."""
    return nx.node_link_graph({**told, "links": told["edges"]})


def test_the_ending_gives_the_format_and_each_tie_has_its_statements(
    command: Command, tmp_path: Path
) -> None:
    for name in ("n.gexf", "n.graphml", "n.json", "n.csv"):
        ran = command("-g", "example", "network", "--mode", "congruence", "--level", "country", "-o", name)
        assert ran.code == 0, ran.err
        assert "left out: 3 that stand for no country" in ran.err.splitlines()
        assert ran.out == ""
    rows = list(csv.DictReader((tmp_path / "n.csv").read_text().splitlines()))
    assert all(int(row["weight"]) > 0 and row["statements"].startswith("statement:") for row in rows)
    read = [
        nx.read_graphml(tmp_path / "n.graphml"),
        node_link(json.loads((tmp_path / "n.json").read_text())),
    ]
    for graph in read:
        assert graph.number_of_edges() == len(rows)
        assert graph.nodes["country:SE"]["label"] == "Sweden"


def test_a_matrix_has_actors_as_rows_and_proposals_as_columns(command: Command, tmp_path: Path) -> None:
    asked = ["--mode", "actor-proposal", "--qualifier", "subtract", "--as", "matrix", "-o", "m.csv"]
    assert command("-g", "example", "network", *asked).code == 0
    head, *rows = csv.reader((tmp_path / "m.csv").read_text().splitlines())
    assert head[0] == "node"
    assert "European land force in Ukraine" in head
    assert next([row[0], row[2]] for row in rows if row[0] == "Russia") == ["Russia", "-1"]


def test_windows_are_a_file_each_named_after_their_first_day(command: Command, tmp_path: Path) -> None:
    asked = ["--mode", "ignore", "--from", "2025-03-01", "--until", "2025-04-15", "--window", "30d"]
    ran = command("-g", "example", "network", *asked, "-o", "n.graphml")
    assert ran.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "n-2025-03-01.graphml",
        "n-2025-03-31.graphml",
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--mode", "ignore", "-o", "n.docx"], ".gexf, .graphml, .csv or .json"),
        (["--mode", "ignore", "--exclude", "Sweeden", "-o", "n.csv"], "did you mean 'Sweden'"),
        (["--mode", "ignore", "--normalise", "activity", "-o", "n.csv"], "ignore takes none, average"),
        (["--mode", "ignore", "--window", "soon", "-o", "n.csv"], "write a number of days"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_writes_nothing(
    asked: list[str], told: str, command: Command, tmp_path: Path
) -> None:
    ran = command("-g", "example", "network", *asked)
    assert ran.code == 2
    assert told in ran.err
    assert not list(tmp_path.iterdir())


def test_windows_without_anything_dated_say_so(command: Command) -> None:
    ran = command(
        "-g", "example", "network", "--mode", "ignore", "--from", "2035", "--window", "1y", "-o", "n.csv"
    )
    assert ran.code == 0
    assert "No dated statements in these days, so no file was written." in ran.err


# Discourse Network Analyzer's own sample, read here by hand so that nothing of the importer is believed.


@pytest.fixture
def sample(make_doc: MakeDoc) -> Graph:
    """Organisations on concepts, with agreement, from the sample database."""
    if not SAMPLE.exists():
        pytest.skip("the sample database is not here")
    told: dict[int, dict[str, object]] = defaultdict(dict)
    with sqlite3.connect(f"file:{SAMPLE}?mode=ro", uri=True) as base:
        for id_, document in base.execute("SELECT ID, DocumentId FROM STATEMENTS WHERE StatementTypeId = 1"):
            told[id_]["document"] = document
        for id_, name, value in base.execute(
            "SELECT StatementId, Variable, e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId "
            "JOIN ENTITIES e ON e.ID = d.Entity"
        ):
            told[id_][name] = value
        for id_, value in base.execute("SELECT StatementId, Value FROM DATABOOLEAN"):
            told[id_]["agreement"] = value
    told = {id_: facts for id_, facts in told.items() if "document" in facts}
    actors = sorted({str(facts["organization"]) for facts in told.values()})
    concepts = sorted({str(facts["concept"]) for facts in told.values()})
    lines = [
        "actors:",
        *(f"  - {{name: {json.dumps(name)}, kind: organisation, id: o{n}}}" for n, name in enumerate(actors)),
    ]
    lines += [
        "proposals:",
        *(f"  - {{id: c{n}, title: {json.dumps(name)}}}" for n, name in enumerate(concepts)),
    ]
    for document in sorted({facts["document"] for facts in told.values()}):  # type: ignore[type-var]
        lines += [f"--- file: d{document}.yaml", f"source: {{id: d{document}}}", "statements:"]
        lines += [
            f"  - {{id: s{id_}, actor: o{actors.index(str(facts['organization']))}, "
            f"proposal: c{concepts.index(str(facts['concept']))}, "
            f"stance: {'supports' if facts['agreement'] else 'opposes'}}}"
            for id_, facts in told.items()
            if facts["document"] == document
        ]
    return Graph(loaded(make_doc("\n".join(lines))))


def total(graph: nx.Graph[str]) -> float:
    return sum(weight for *_, weight in graph.edges(data="weight"))


def test_the_sample_of_dna_has_the_numbers_that_its_own_tests_expect(sample: Graph) -> None:
    two = sample.projection("actor-proposal")
    sides = [side for _, side in two.nodes(data="bipartite")]
    assert (sides.count(0), sides.count(1), total(two)) == (7, 6, 40)
    assert 2 * total(sample.projection("ignore")) == 276


def test_congruence_and_conflict_of_the_sample_make_up_its_ignore(sample: Graph) -> None:
    """Where everyone agrees or disagrees, each pair of statements on one concept is either."""
    whole, agree, differ = (total(sample.projection(mode)) for mode in ("ignore", "congruence", "conflict"))  # type: ignore[call-overload]
    assert agree + differ == whole == 138
    assert total(sample.projection("subtract")) == agree - differ


def test_the_sample_of_dna_keeps_its_numbers_when_it_is_imported(command: Command, tmp_path: Path) -> None:
    if not SAMPLE.exists():
        pytest.skip("the sample database is not here")
    assert command("import", "dna", str(SAMPLE), "-o", "sample").code == 0
    asked = {"two": ["--mode", "actor-proposal"], "one": ["--mode", "ignore"]}
    for name, options in asked.items():
        ran = command("-g", "sample", "network", *options, "--as", "matrix", "-o", f"{name}.csv")
        assert ran.code == 0, ran.err
    two, one = (list(csv.reader((tmp_path / f"{name}.csv").read_text().splitlines())) for name in asked)
    assert (len(two) - 1, len(two[0]) - 1) == (7, 6)
    assert sum(int(cell) for row in two[1:] for cell in row[1:]) == 40
    assert sum(int(cell) for row in one[1:] for cell in row[1:]) == 276
