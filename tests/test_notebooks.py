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
    """What a cell's outputs say, apart from the number of the run and how a plot is drawn."""
    return [said(output.get("data")) or output.get("text") for output in cell["outputs"]]


def said(data: dict[str, Any] | None) -> dict[str, Any] | None:
    """Another version of matplotlib draws the same plot with other strokes."""
    if data and data["text/plain"].startswith("<Figure"):
        return {"text/plain": data["text/plain"]}
    return data


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    if any("matplotlib" in cell["source"] for cell in notebook.cells):
        pytest.importorskip("matplotlib")
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


def test_there_are_a_first_look_one_for_analysts_one_on_what_if_and_one_on_networks() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01_first_look",
        "02_sparql_for_analysts",
        "03_what_if",
        "04_networks",
    ]


def test_the_one_for_analysts_asks_ten_questions_with_something_to_learn_from_each() -> None:
    cells = json.loads(NOTEBOOKS[1].read_text(encoding="utf-8"))["cells"]
    told = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    questions = [text for text in told if re.match(r"## \d+\. ", text)]
    assert [re.findall(r"\d+", text)[0] for text in questions] == [str(number) for number in range(1, 11)]
    assert all("*To learn: " in text for text in questions)


def test_the_one_on_what_if_walks_from_the_ledger_to_the_coordination_gap() -> None:
    cells = json.loads(NOTEBOOKS[2].read_text(encoding="utf-8"))["cells"]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    steps = ["conditions", "positions", "whatif", "unlock", "changes", "conflicts", "whatif(jointly=True"]
    places = [code.index(f".{step}") for step in steps]
    assert places == sorted(places)
    plots = [
        output
        for cell in cells
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    ]
    assert len(plots) == 3


def test_the_one_on_networks_sets_agreement_beside_meetings_and_tells_who_does_not_meet() -> None:
    cells = json.loads(NOTEBOOKS[3].read_text(encoding="utf-8"))["cells"]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    steps = ['projection("congruence"', 'projection("co-attendance"', "apart", 'measures("contested"']
    places = [code.index(step) for step in steps]
    assert places == sorted(places)
    tables = "".join(str(cell["outputs"]) for cell in cells if cell["cell_type"] == "code")
    assert "Estonia" in tables
    assert "statement:meduza-2025-04-11.estonia" in tables
