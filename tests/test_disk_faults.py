"""A full disk, a folder that is read-only, two at once: one clear line, exit 2, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coalition_graph import store
from coalition_graph.store import locks, marker
from tests import limited
from tests.conftest import Command, write_doc
from tests.test_damaged import DOSSIER

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="rights and limits of POSIX"),
]

WRITERS = {
    "export": ("-g", "my-store", "export", "trig", "-o", "full/old.trig"),
    "graph": ("-g", "my-store", "graph", "-o", "full/old.html"),
    "query": ("-g", "my-store", "query", "who-attended", "-p", "meeting=oslo", "-o", "full/old.csv"),
    "report": ("-g", "my-store", "report", "-o", "full"),
    "report into a new folder": ("-g", "my-store", "report", "-o", "full/new"),
    "init": ("init", "full/begun"),
    "load": ("load", "changed", "--store", "full"),
}
OLD = {name: f"the old {name}" for name in ("old.trig", "old.html", "old.csv", "graph.html", "brief.md")}


@pytest.fixture
def place(tmp_path: Path, command: Command) -> Path:
    """A folder with a dossier, another state of it, a store of the first, and old files in `full`."""
    for name, text in (("dossier", DOSSIER), ("changed", DOSSIER.replace("open", "pledges"))):
        (tmp_path / name).mkdir()
        write_doc(tmp_path / name, text)
    assert command("load", "dossier", "--store", "my-store").code == 0
    (tmp_path / "full").mkdir()
    return tmp_path


def fill(folder: Path) -> None:
    for name, content in OLD.items():
        (folder / name).write_text(content)


def held(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def told(ran: subprocess.CompletedProcess[str]) -> str:
    """The one line that a run ends with."""
    if ran.returncode == 77:
        pytest.skip("the rights of root cannot be given up here")
    lines = [line for line in ran.stderr.splitlines() if line != "Reading and writing …"]
    assert (ran.returncode, ran.stdout, len(lines)) == (2, "", 1), ran
    assert lines[0].startswith("Error: ")
    return lines[0]


@pytest.mark.parametrize("door", [door for door in WRITERS if door != "load"])
def test_a_full_disk_leaves_old_files_as_they_were(place: Path, door: str) -> None:
    fill(place / "full")
    line = told(limited.run(*WRITERS[door], cwd=place, largest=100))
    assert "cannot write" in line and "full" in line and line.endswith("File too large")
    assert held(place / "full") == OLD


@pytest.mark.parametrize("door", WRITERS)
def test_a_folder_that_is_read_only_stays_as_it_was(place: Path, door: str) -> None:
    fill(place / "full")
    (place / "full").chmod(0o555)
    line = told(limited.run(*WRITERS[door], cwd=place))
    assert "full" in line
    assert "ermission denied" in line or "stays untouched" in line
    assert held(place / "full") == OLD


@pytest.mark.parametrize("largest", [50, 20_000, 60_000])
def test_a_load_that_finds_no_room_leaves_the_old_state(place: Path, command: Command, largest: int) -> None:
    before = store.open_folder(place / "my-store").quads()
    line = told(limited.run("load", "changed", "--store", "my-store", cwd=place, largest=largest))
    assert "my-store cannot be written and stays as it was: " in line
    assert "make room" in line
    assert store.open_folder(place / "my-store").quads() == before
    assert command("load", "changed", "--store", "my-store").code == 0
    assert sorted(path.name.rstrip("23456789") for path in (place / "my-store").iterdir()) == [
        "coalition-graph.inputs.json",
        "coalition-graph.json",
        "coalition-graph.lock",
        "quads-",
    ]


def test_a_load_onto_a_disk_that_runs_full_leaves_the_old_state(place: Path, command: Command) -> None:
    disk = place / "disk"
    disk.mkdir()
    with limited.tiny_disk(disk, "8m") as made:
        if not made:
            pytest.skip("no disk can be made here")
        assert command("load", "dossier", "--store", "disk/my-store").code == 0
        before = store.open_folder(disk / "my-store").quads()
        (disk / "filler").write_bytes(b"x" * (8_300_000 - used(disk)))
        ran = command("load", "changed", "--store", "disk/my-store")
        assert ran.code == 2
        assert "disk/my-store cannot be written and stays as it was" in ran.err
        assert "No space left on device" in ran.err
        assert store.open_folder(disk / "my-store").quads() == before
        (disk / "filler").unlink()
        assert command("load", "changed", "--store", "disk/my-store").code == 0
        assert command("check", "disk/my-store").code == 0


def used(disk: Path) -> int:
    told = os.statvfs(disk)
    return (told.f_blocks - told.f_bfree) * told.f_frsize


def test_a_store_that_is_read_only_is_answered_from_and_not_written(place: Path) -> None:
    folder = place / "my-store"
    before = store.open_folder(folder).quads()
    for path in (folder, *folder.iterdir(), *folder.glob("*/*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    asked = limited.run("-g", "my-store", "positions", "--format", "csv", cwd=place)
    if asked.returncode != 77:
        assert (asked.returncode, asked.stderr) == (0, "")
        assert "Sweden" in asked.stdout
        assert limited.run("check", "my-store", cwd=place).returncode == 0
        unchanged = limited.run("load", "dossier", "--store", "my-store", cwd=place)
        assert unchanged.returncode == 0
    line = told(limited.run("load", "changed", "--store", "my-store", cwd=place))
    assert "my-store cannot be written and stays as it was: " in line
    assert line.endswith("Permission denied; make room or mend the folder's rights, and run again")
    assert store.open_folder(folder).quads() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives files away")
def test_a_colleagues_store_in_a_shared_folder_can_be_built_anew(place: Path) -> None:
    folder = place / "my-store"
    for path in (folder, *folder.iterdir(), *folder.glob("*/*")):
        os.chown(path, 65534, 65534)
    folder.chmod(0o777)
    ran = limited.run("load", "changed", "--store", "my-store", "--rebuild", cwd=place)
    assert ran.returncode == 0, ran.stderr
    assert "stance/pledges" in store.open_folder(folder).quads()


def test_two_loads_at_once_do_not_meet(place: Path, command: Command) -> None:
    with locks.writing(marker.lock_file(place / "my-store")):
        ran = command("load", "changed", "--store", "my-store")
        assert ran.code == 2
        assert ran.err.splitlines()[-1] == (
            "Error: another load is writing my-store; wait until it is done and run again"
        )
        # What is not written needs no lock.
        assert command("load", "dossier", "--store", "my-store").code == 0
    assert command("load", "changed", "--store", "my-store").code == 0


def test_many_loads_into_one_new_folder_leave_one_whole_state(place: Path) -> None:
    args = [sys.executable, "-m", "coalition_graph", "load", "dossier", "--store", "shared"]
    env = {**os.environ, "PYTHONPATH": str(limited.ROOT)}
    runs = [subprocess.Popen(args, cwd=place, env=env, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert 0 in [code for _, code in ended]
    for err, code in ended:
        assert code == 0 or "another load is writing shared" in err.splitlines()[-1]
    assert store.differing(store.open_folder(place / "shared")) == ()
    assert store.open_folder(place / "shared").quads() == store.open_folder(place / "my-store").quads()


@pytest.mark.parametrize("left", [(), ("coalition-graph.json.tmp",), ("coalition-graph.lock",)])
def test_a_folder_whose_making_was_broken_off_is_taken_over(
    place: Path, command: Command, left: tuple[str, ...]
) -> None:
    folder = place / "half-made"
    folder.mkdir()
    for name in left:
        (folder / name).write_text("{")
    assert command("load", "dossier", "--store", "half-made").code == 0
    assert command("check", "half-made").code == 0
    assert not (folder / "coalition-graph.json.tmp").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize(
    "args", [("export", "trig"), ("meetings",), ("graph",), ("query", "who-attended", "-p", "meeting=oslo")]
)
def test_a_device_that_is_full(place: Path, command: Command, args: tuple[str, ...]) -> None:
    ran = command("-g", "my-store", *args, "-o", "/dev/full")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: cannot write /dev/full: No space left on device\n"


def piped(place: Path, command: str) -> tuple[str, str, int]:
    """What a shell shows of `command | head -1`, and the code that the first of them ends with."""
    whole = f"{command} | head -1; exit ${{PIPESTATUS[0]}}"
    line = ["bash", "-c", whole.replace("coalition-graph", f"'{sys.executable}' -m coalition_graph")]
    env = {**os.environ, "PYTHONPATH": str(limited.ROOT)}
    ran = subprocess.run(line, cwd=place, env=env, capture_output=True, text=True, check=False)
    return ran.stdout, ran.stderr, ran.returncode


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="asks a shell")
def test_a_reader_that_has_enough_ends_the_command_quietly(place: Path) -> None:
    out, err, code = piped(
        place, "coalition-graph -g my-store query - --format nt <<< 'CONSTRUCT {?s ?p ?o} {?s ?p ?o}'"
    )
    assert (out.count("\n"), err, code) == (1, "", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_an_output_that_is_full_is_one_line(place: Path) -> None:
    _, err, code = piped(place, "coalition-graph -g my-store meetings > /dev/full")
    assert (err, code) == ("Error: the output: no space left on device\n", 2)
