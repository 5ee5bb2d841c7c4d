"""What the README and the package promise, they keep."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph import files
from coalition_graph.cli.lazy import COMMANDS
from tests.conftest import Command

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(section: str) -> list[tuple[str, str]]:
    """The fenced blocks under one heading of the README."""
    text = README.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return BLOCK.findall(text)


def test_the_first_two_commands_are_one_line_each_and_make_their_own_venv() -> None:
    first, second = [body for language, body in BLOCK.findall(README) if language == "sh"][:2]
    for command in (first, second):
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && ")
    assert "coalition-graph report" in first
    assert "pytest" in second


def test_every_command_is_in_the_readme() -> None:
    for command in COMMANDS:
        assert re.search(rf"coalition-graph (-g \S+ )?{command}\b|`{command}\b", README), command


def test_the_tour_runs_as_it_stands(tmp_path: Path) -> None:
    script = ["set -euo pipefail"]
    for language, body in blocks("Five minutes, from nothing to your own picture"):
        if language == "yaml":
            name = re.match(r"# (\S+\.yaml)\n", body)
            assert name, "a YAML block begins with the name of its file"
            script.append(f"cat > {name[1]} <<'END'\n{body}END")
        elif language == "sh":
            script.append(body)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("COALITION_GRAPH", None)
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "<html" in next(tmp_path.rglob("picture.html")).read_text(encoding="utf-8")


def test_the_typo_of_the_readme_is_told_as_it_says(tmp_path: Path) -> None:
    place, message = re.findall(r"`harbour/(gazette\.yaml:\S+): (E303: [^`]+)`", README)[0]
    (yaml,) = [body for language, body in BLOCK.findall(README) if language == "yaml"]
    typo = yaml.replace("conditions: [legal-mandate]", "conditions: [legal-mandat]")
    (tmp_path / "gazette.yaml").write_text(typo, encoding="utf-8")
    (problem,) = files.read([tmp_path]).problems
    assert str(problem) == f"{tmp_path}/{place}: {' '.join(message.split())}"


def test_every_picture_of_the_readme_is_there() -> None:
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / name).is_file(), name


def test_all_names_every_public_name() -> None:
    for name in coalition_graph.__all__:
        assert getattr(coalition_graph, name) is not None
    assert dir(coalition_graph) == sorted(coalition_graph.__all__)


def test_the_sparql_of_the_readme_runs() -> None:
    graph = coalition_graph.open("example")
    asked = [body for language, body in BLOCK.findall(README) if language == "sparql"]
    assert asked
    for sparql in asked:
        assert len(graph.query(sparql)) > 0, sparql


def test_the_scenario_of_the_readme_comes_out_as_it_says(command: Command) -> None:
    ((_, block),) = blocks("What if")
    asked, head, row, note = block.splitlines()
    ran = command("-g", "example", *shlex.split(asked.removeprefix("$ coalition-graph ")), "--format", "csv")
    (row_found,) = csv.DictReader(ran.out.splitlines())
    found = {name: cell for name, cell in row_found.items() if cell}
    *told, because = re.split(r"\s{2,}", row)
    assert head.split() == list(found)
    assert told == list(found.values())[:-1]
    assert re.fullmatch(".*".join(map(re.escape, because.split("…"))), found["because"])
    assert note in ran.err.splitlines()


@pytest.mark.parametrize("name", ["conditions", "whatif", "unlock", "changes", "conflicts"])
def test_the_readmes_judgements_run(name: str, command: Command) -> None:
    shown = re.findall(rf"`coalition-graph ({name}[^`]*)`", README.split("## What it answers")[1])
    assert shown
    for line in shown:
        ran = command("-g", "example", *shlex.split(line.replace("--proposal P", "--proposal land-force")))
        assert ran.code == 0, ran.err
        assert ran.out, line
