"""How long the command takes to start, against `python -c "import click"`: with no work, and per command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import click
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from coalition_graph.cli import cli
from tests.benchmarks.measured import held_to, side_by_side

HELP = 1.3
# A command reads its own options too.
COMMAND_HELP = 2.5
# Answering from the shipped dossier, which is read, checked and loaded anew: half a second on a laptop.
ANSWER = 15.0
# As where it is installed: compiled once, not for every start.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ANSWERS = (
    "check",
    "positions",
    "commitments",
    "conditions",
    "meetings",
    "attendance",
    "statements",
    "changes --since 2025-03-01",
    "conflicts",
    "whatif --jointly",
    "show SE",
    "network --mode congruence -o {folder}/agreement.csv",
    "measures --of communities",
    "queries",
    "query who-attended -p meeting=london-2025-03-02",
    "schema",
    "graph -o {folder}/graph.html",
    "export ttl -o {folder}/graph.ttl",
    "report -o {folder}/out",
)


def run(*args: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *args], check=True, capture_output=True, env=ENVIRONMENT)


def test_help(benchmark: BenchmarkFixture) -> None:
    ours = run("-m", "coalition_graph", "--help")
    benchmark.pedantic(ours, rounds=1)
    mine, least = side_by_side(ours, run("-c", "import click"), 15)
    held_to(benchmark, "`--help`, against `import click`", mine / least, HELP)


@pytest.mark.parametrize("command", cli.list_commands(click.Context(cli)))
def test_help_of_a_command(benchmark: BenchmarkFixture, command: str) -> None:
    ours = run("-m", "coalition_graph", command, "--help")
    benchmark.pedantic(ours, rounds=1)
    mine, least = side_by_side(ours, run("-c", "import click"), 3)
    held_to(benchmark, "`--help` of each command, against `import click`", mine / least, COMMAND_HELP)


@pytest.mark.parametrize("command", ANSWERS)
def test_an_answer(
    benchmark: BenchmarkFixture, command: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("answered")
    ours = run("-m", "coalition_graph", "-g", "example", *command.format(folder=folder).split())
    benchmark.pedantic(ours, rounds=1)
    mine, least = side_by_side(ours, run("-c", "import click"), 3)
    held_to(
        benchmark,
        "each command on the shipped dossier, against `import click`",
        mine / least,
        ANSWER,
    )
