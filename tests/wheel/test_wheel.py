"""The wheel holds every file, and runs from a folder that knows nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, elsewhere: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    environment.pop("COALITION_GRAPH", None)
    command = [sys.executable, "-m", "coalition_graph", *args]
    return subprocess.run(
        command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False
    )


def test_every_shipped_file_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "data"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"coalition_graph/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "coalition_graph").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names


def test_the_main_job_runs_from_elsewhere(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "report", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "graph.html").stat().st_size > 100_000


def test_an_answer_from_elsewhere(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "attendance", "--country", "Sweden", "--format", "csv")
    assert "london-2025-03-02" in done.stdout, done.stderr


def test_nothing_of_the_checkout_is_used(installed: Path, tmp_path: Path) -> None:
    code = "import coalition_graph; print(coalition_graph.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed) in done.stdout
