"""Kill -9 in the midst of `load` and `report`, twenty times each: the old state or the new one, never between."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition_graph import graph, store
from tests.conftest import write_doc
from tests.killing import UNHARMED, Died, Kill, Runs, runs

pytestmark = [pytest.mark.long, pytest.mark.skipif(not hasattr(os, "fork"), reason="kills what it forks")]

KILLED = -9
TIMES = 20
BEFORE = """
dossier: {id: force, title: A force}
proposals: [{id: land-force, title: A land force}]
conditions: [{id: cover, text: Cover from the air}]
--- file: herald.yaml
source: {id: herald, title: The Herald, published: 2025-03-10}
meetings: [{id: oslo, date: 2025-03-05, place: Oslo, attendance: [SE, NO]}]
statements:
  - {actor: SE, stance: open, proposal: land-force, conditions: [cover], summary: Sweden may come}
--- file: gazette.yaml
source: {id: gazette, title: The Gazette, published: 2025-03-11}
statements: [{actor: DK, stance: supports, proposal: land-force, summary: Denmark likes it}]
"""
AFTER = BEFORE.replace("stance: open", "stance: pledges").replace("gazette", "mercury").replace("DK", "FI")


@pytest.fixture(scope="module")
def run() -> Iterator[Runs]:
    with runs() as made:
        yield made


def places(total: int, of: int) -> list[int]:
    """So many of the numbers from 1 to a total, spread evenly; each where there are fewer."""
    return sorted({1 + place * (total - 1) // (of - 1) for place in range(of)})


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Loads:
    """A store that holds the one dossier, and a load of the other into it."""

    def __init__(self, run: Runs, place: Path) -> None:
        self.run, self.folder = run, place / "store"
        self.before, self.after = place / "before", place / "after"
        for folder, text in ((self.before, BEFORE), (self.after, AFTER)):
            folder.mkdir()
            write_doc(folder, text)
        self.states = {name: self.loaded(name) for name in ("after", "before")}
        whole = run("load", str(self.after), "--store", str(self.folder), below=self.folder)
        assert whole.code == 0
        assert whole.writes > 12
        self.seconds = whole.seconds
        self.loaded("before")

    def loaded(self, name: str) -> str:
        """Load one of the two as anybody would, and see to it that nothing is left over."""
        graph.load([getattr(self, name)], self.folder)
        files = names(self.folder)
        assert files[:3] == ["coalition-graph.inputs.json", "coalition-graph.json", "coalition-graph.lock"]
        assert [file.startswith("quads-") for file in files[3:]] == [True]
        assert store.differing(store.open_folder(self.folder)) == ()
        return store.open_folder(self.folder).quads(ontology=True)

    def killed(self, kill: Kill) -> str:
        """Kill a load, and tell which state is there."""
        args = ("load", str(self.after), "--store", str(self.folder))
        died = self.run(*args, below=self.folder, kill=kill)
        assert died.code == KILLED or kill.seconds
        assert (self.folder / "coalition-graph.json").read_bytes()
        found = store.open_folder(self.folder)
        assert store.differing(found) == ()
        quads = found.quads(ontology=True)
        return next((name for name, state in self.states.items() if state == quads), "between")


def test_a_load_that_is_killed_leaves_the_old_state_or_the_new_one(run: Runs, tmp_path: Path) -> None:
    loads = Loads(run, tmp_path)
    # Those after the first dozen remove the old state, file by file.
    kills = [Kill(write=place) for place in range(1, 13)]
    kills += [Kill(seconds=loads.seconds * (place + 0.5) / 8) for place in range(TIMES - len(kills))]
    found = []
    for kill in kills:
        found.append(loads.killed(kill))
        assert loads.loaded("before") == loads.states["before"]
    assert len(found) == TIMES
    assert set(found) == {"before", "after"}


def test_a_first_load_that_is_killed_leaves_nothing_in_the_way_of_the_next(run: Runs, tmp_path: Path) -> None:
    loads = Loads(run, tmp_path)
    args = ("load", str(loads.before), "--store", str(loads.folder))
    shutil.rmtree(loads.folder)
    writes = run(*args, below=loads.folder).writes
    for place in places(writes, TIMES // 2):
        shutil.rmtree(loads.folder, ignore_errors=True)
        assert run(*args, below=loads.folder, kill=Kill(write=place)).code == KILLED
        assert loads.loaded("before") == loads.states["before"]


class Reports:
    """What two dossiers report, and a folder with the report of the one and a file of the user's own."""

    def __init__(self, run: Runs, place: Path) -> None:
        self.run, self.place = run, place
        self.files = {}
        for name, text in (("before", BEFORE), ("after", AFTER)):
            (place / name).mkdir()
            write_doc(place / name, text)
            died = self.report(name, place / f"{name}-reported")
            assert died.code == 0
            self.files[name] = held(place / f"{name}-reported")
        self.seconds = died.seconds

    def report(self, name: str, folder: Path, kill: Kill = UNHARMED) -> Died:
        args = ("-g", str(self.place / name), "report", "-o", str(folder))
        return self.run(*args, below=self.place, kill=kill)

    def folder(self, name: str) -> Path:
        """A folder that holds the report of the first dossier, and the user's notes."""
        folder = self.place / name
        shutil.copytree(self.place / "before-reported", folder)
        (folder / "notes.txt").write_text("mine")
        return folder

    def finished(self, folder: Path) -> None:
        """The next run completes what the killed one began, and leaves nothing of it."""
        assert self.report("after", folder).code == 0
        assert held(folder).keys() - {"notes.txt"} == self.files["after"].keys()
        assert {**held(folder), **self.files["after"]} == held(folder)


@pytest.fixture(scope="module")
def reports(run: Runs, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    return Reports(run, tmp_path_factory.mktemp("reports"))


def test_a_report_that_is_killed_leaves_every_file_whole(reports: Reports) -> None:
    old, new = reports.files["before"], reports.files["after"]
    writes = reports.report("after", reports.folder("counted")).writes
    kills = [Kill(write=place) for place in places(writes, TIMES // 2)]
    kills += [Kill(seconds=reports.seconds * (place + 0.5) / 10) for place in range(TIMES - len(kills))]
    found = []
    for number, kill in enumerate(kills):
        folder = reports.folder(f"killed-{number}")
        died = reports.report("after", folder, kill)
        assert died.code == KILLED or kill.seconds
        found.append(held(folder))
        assert found[-1]["notes.txt"] == b"mine"
        assert all(found[-1][name] in (old[name], new[name]) for name in new)
        reports.finished(folder)
        assert (folder / "notes.txt").read_bytes() == b"mine"
    assert len(found) == TIMES
    assert old in [{name: files[name] for name in old} for files in found]


def test_a_report_into_a_new_folder_is_there_with_all_its_files_or_not_at_all(reports: Reports) -> None:
    folder = reports.place / "new"
    writes = reports.report("after", folder).writes
    for place in places(writes, TIMES // 2):
        shutil.rmtree(folder, ignore_errors=True)
        assert reports.report("after", folder, Kill(write=place)).code == KILLED
        assert not folder.exists() or held(folder) == reports.files["after"]
        reports.finished(folder)
        assert not [name for name in names(reports.place) if name.startswith(".")]
