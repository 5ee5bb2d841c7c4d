"""A graph in our words that somebody else made: whatever its values are, each command answers or says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph.analysis.values import day, whole
from coalition_graph.errors import UnreadableValue
from tests.conftest import Command, MakeDoc
from tests.contract import DOSSIER

COMMANDS = (
    "positions", "commitments", "statements", "attendance", "meetings", "conditions", "changes --since 2025-01-01",
    "conflicts", "whatif", "unlock --proposal land-force --actors 3", "show Sweden", "show crowd", "show paris",
    "report -o out", "graph -o g.html --still s.svg", "export gexf -o g.gexf", "export xlsx -o g.xlsx",
    "export parquet -o parquet", "network --mode co-attendance -o n.gexf", "network --mode ignore -o n.gexf",
)  # fmt: skip


@pytest.fixture
def quads(make_doc: MakeDoc, tmp_path: Path) -> str:
    coalition_graph.open(make_doc(DOSSIER).folder).export("nq", tmp_path / "g.nq")
    return (tmp_path / "g.nq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("min", '"many"', "'many' in the place of a number of at most 18 digits"),
        ("max", f'"1{"0" * 400}"', "in the place of a number of at most 18 digits"),
        ("credibility", '"-5"', "'-5' in the place of a number"),
        ("atLeast", '"three"', "'three' in the place of a number"),
        ("earliest", '"0000-00-00"', "'0000-00-00' in the place of a day such as 2025-03-27"),
        ("latest", '"99999-01-01"', "'99999-01-01' in the place of a day such as 2025-03-27"),
        ("is", '"perhaps"', "'perhaps' in the place of open, met or failed"),
        ("actor", "_:nobody", ""),
        ("meeting", None, ""),
        ("requires", "<http://e/nothing>", ""),
        ("contribution", "_:nothing", ""),
    ],
)
def test_a_value_that_is_not_what_its_place_takes_is_told_where_it_matters(
    command: Command, quads: str, tmp_path: Path, key: str, value: str | None, told: str
) -> None:
    line = re.compile(f"^(\\S+ <[^>]*ontology#{key}> )(.*)( <[^<>]*> \\.\n)", re.MULTILINE)
    changed = line.sub(lambda found: f"{found[1]}{value}{found[3]}" if value else "", quads)
    assert changed != quads
    (tmp_path / "g.nq").write_text(changed, encoding="utf-8")
    said = ""
    for args in COMMANDS:
        ran = command("-g", "g.nq", *args.split())
        assert ran.code in (0, 2), ran.err
        assert "Traceback" not in ran.err
        said += ran.err if ran.code == 2 else ""
    assert told in said


@pytest.mark.parametrize("key", ["anyOf", "allOf"])
def test_what_holds_itself_is_told(command: Command, quads: str, tmp_path: Path, key: str) -> None:
    line = re.compile(f"^(\\S+)( <[^>]*ontology#{key}> )(.*)( <[^<>]*> \\.\n)", re.MULTILINE)
    (tmp_path / "g.nq").write_text(line.sub(r"\1\2\1\4", quads), encoding="utf-8")
    told = [command("-g", "g.nq", *args.split()) for args in COMMANDS]
    assert {ran.code for ran in told} == {0, 2}
    assert any("that does not hold itself; mend the file or the store" in ran.err for ran in told)


@pytest.mark.parametrize("cell", ["", "-1", "1.0", "١", "1" * 19, None])
def test_what_is_no_number_of_ours_is_none(cell: str | None) -> None:
    with pytest.raises(UnreadableValue, match=r"the graph holds '.*' in the place of a number"):
        whole(cell)
    assert whole(7) == 7


@pytest.mark.parametrize("cell", ["", "2025", "2025-02-30", None])
def test_what_is_no_day_is_none(cell: str | None) -> None:
    with pytest.raises(UnreadableValue, match=r"the graph holds '.*' in the place of a day"):
        day(cell)
