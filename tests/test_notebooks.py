"""Every notebook runs from top to bottom, and what it shows is what it gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
SMALL = 60_000  # A notebook is read in a diff too.


def shown(cell: dict[str, Any]) -> list[object]:
    """What a cell's outputs say, apart from the number of the run."""
    return [output.get("data") or output.get("text") for output in cell["outputs"]]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    kept = {cell["id"]: shown(cell) for cell in notebook.cells if cell.get("outputs")}
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    assert not list(tmp_path.iterdir()), "a notebook leaves nothing behind"
    for cell in notebook.cells:
        if cell["id"] in kept:
            assert shown(cell) == kept[cell["id"]], cell["source"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_small_and_names_no_place_of_this_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text) < SMALL
    assert not re.search(r"/(home|root|tmp|work|Users)/| at 0x", text)


def test_there_are_a_first_look_and_one_for_analysts() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["01_first_look", "02_sparql_for_analysts"]


def test_the_one_for_analysts_asks_ten_questions_with_something_to_learn_from_each() -> None:
    cells = json.loads(NOTEBOOKS[1].read_text(encoding="utf-8"))["cells"]
    told = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    questions = [text for text in told if re.match(r"## \d+\. ", text)]
    assert [re.findall(r"\d+", text)[0] for text in questions] == [str(number) for number in range(1, 11)]
    assert all("*To learn: " in text for text in questions)
