"""A store on disk: whatever happens during a load, the old state stays until the new one is whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coalition_graph import store
from coalition_graph.errors import ForeignFolder, UnreadableGraph, UsageError
from coalition_graph.store import DiskStore, Store, locks
from tests.test_stores import WHO, came, explode, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store in which Sweden came by one source."""
    path = tmp_path / "store"
    DiskStore(path).replace({"source:one": said("one", "SE")}, (), came)
    return path


def marker(folder: Path) -> dict[str, object]:
    found = json.loads((folder / "coalition-graph.json").read_text())
    assert isinstance(found, dict)
    return found


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("quads-*"))


def test_what_was_loaded_lasts(folder: Path) -> None:
    assert store.is_store(folder)
    assert store.open_folder(folder).select(WHO).column("who") == ["country:SE"]


def test_the_marker_tells_what_the_folder_holds(folder: Path) -> None:
    found = marker(folder)
    assert found["generation"] == 1
    assert found["quads"] == store.open_folder(folder).quads(ontology=True).count("\n")
    assert set(found["digests"]) == {"graph:registry", "graph:current"}  # type: ignore[call-overload]


def test_an_edit_makes_a_new_generation_and_sweeps_the_old(folder: Path) -> None:
    DiskStore(folder).replace({"source:two": said("two", "NO")}, (), came)
    assert generations(folder) == ["quads-2"]
    assert store.open_folder(folder).graphs() == ("graph:current", "source:one", "source:two")


def test_a_failed_edit_leaves_no_trace(folder: Path) -> None:
    before = marker(folder)
    with pytest.raises(RuntimeError, match="no electricity"):
        DiskStore(folder).replace({"source:two": said("two", "NO")}, ["source:one"], explode)
    assert (marker(folder), generations(folder)) == (before, ["quads-1"])
    assert store.open_folder(folder).graphs() == ("graph:current", "source:one")


CRASH = """
import os, sys
from coalition_graph.store import DiskStore
from tests.test_stores import said
DiskStore(sys.argv[1]).replace({"source:two": said("two", "NO")}, (), lambda _: os._exit(9))
"""


def test_a_crash_in_the_middle_leaves_the_old_state_and_the_next_load_sweeps_up(folder: Path) -> None:
    root = str(Path(__file__).parents[1])
    died = subprocess.run(
        [sys.executable, "-c", CRASH, str(folder)], check=False, env={**os.environ, "PYTHONPATH": root}
    )
    assert died.returncode == 9
    assert generations(folder) == ["quads-1", "quads-2"]
    reopened = store.open_folder(folder)
    assert reopened.graphs() == ("graph:current", "source:one")
    reopened.replace({"source:three": said("three", "DK")}, (), came)
    assert reopened.graphs() == ("graph:current", "source:one", "source:three")
    assert len(generations(folder)) == 1


def test_a_reader_keeps_working_during_and_after_a_load(folder: Path) -> None:
    reader = store.open_folder(folder)
    seen: list[object] = []

    def look(_: Store) -> dict[str, str]:
        seen.append(store.open_folder(folder).select(WHO).column("who"))
        seen.append(reader.select(WHO).column("who"))
        return {}

    DiskStore(folder).replace({"source:two": said("two", "NO")}, ["source:one", "graph:current"], look)
    assert seen == [["country:SE"], ["country:SE"]]
    assert reader.select(WHO).column("who") == ["country:SE"]
    assert reader.quads().count("\n") == 3
    assert store.open_folder(folder).graphs() == ("source:two",)


def test_what_a_reader_holds_is_swept_up_when_it_is_gone(folder: Path) -> None:
    reader = store.open_folder(folder)
    DiskStore(folder).replace({"source:two": said("two", "NO")}, (), came)
    assert generations(folder) == ["quads-1", "quads-2"]
    del reader
    DiskStore(folder).replace({"source:two": said("two", "DK")}, (), came)
    assert generations(folder) == ["quads-3"]


def test_many_readers_while_one_loads_again_and_again(folder: Path) -> None:
    found: list[int] = []

    def read() -> None:
        for _ in range(15):
            found.append(len(store.open_folder(folder).select(WHO)))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    writer = DiskStore(folder)
    for _ in range(6):
        writer.replace({"source:one": said("one", "SE")}, (), came)
    for reader in readers:
        reader.join()
    assert found == [1] * 45


def test_two_writers_do_not_meet(folder: Path) -> None:
    def second(_: Store) -> dict[str, str]:
        DiskStore(folder).replace({}, (), came)
        return {}

    with pytest.raises(UsageError, match="another load is writing"):
        DiskStore(folder).replace({"source:two": said("two", "NO")}, (), second)
    assert store.open_folder(folder).graphs() == ("graph:current", "source:one")


def test_a_writer_starts_from_what_another_wrote_meanwhile(folder: Path) -> None:
    first, second = DiskStore(folder), DiskStore(folder)
    second.replace({"source:two": said("two", "NO")}, (), came)
    first.replace({"source:three": said("three", "DK")}, (), came)
    assert first.select(WHO).column("who") == ["country:DK", "country:NO", "country:SE"]


@pytest.mark.parametrize("name", ["notes.txt", "quads-1", ".hidden", "CURRENT"])
def test_a_strangers_folder_stays_untouched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(ForeignFolder, match="stays untouched"):
        DiskStore(tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]
    with pytest.raises(ForeignFolder):
        store.open_folder(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ForeignFolder, match="it is a file"):
        DiskStore(tmp_path / "file")
    with pytest.raises(ForeignFolder, match="it is a file"):
        DiskStore(tmp_path / "file" / "below")


def test_opening_what_does_not_exist_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableGraph, match="there is no such folder"):
        store.open_folder(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    assert DiskStore(tmp_path).graphs() == ()
    assert store.open_folder(tmp_path).graphs() == ()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": "x"}', '{"format": 1, "unknown": 2}', "\xff"]
)
def test_a_damaged_marker_is_told_with_its_mend(folder: Path, content: str) -> None:
    (folder / "coalition-graph.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(UnreadableGraph, match="json is not what was written; `coalition-graph load FOLDER"):
        store.open_folder(folder)


def test_a_newer_store_asks_for_a_newer_package(folder: Path) -> None:
    (folder / "coalition-graph.json").write_text(json.dumps({**marker(folder), "format": 99}))
    with pytest.raises(UnreadableGraph, match="update the package"):
        store.open_folder(folder)


def test_missing_quads_are_told(folder: Path) -> None:
    (folder / "coalition-graph.json").write_text(json.dumps({**marker(folder), "quads": 123456}))
    told = "it holds 598 quads, and 123,456 were written"
    assert told in store.differing(store.open_folder(folder))


def test_a_removed_or_torn_engine_folder_is_told(folder: Path) -> None:
    for table in (folder / "quads-1").glob("*.sst"):
        table.write_bytes(table.read_bytes()[:100])
    with pytest.raises(UnreadableGraph, match="cannot be read"):
        store.open_folder(folder)
    shutil.rmtree(folder / "quads-1")
    with pytest.raises(UnreadableGraph, match="cannot be read"):
        store.open_folder(folder)


def test_a_store_of_another_version_is_outdated_until_it_is_written(folder: Path) -> None:
    (folder / "coalition-graph.json").write_text(json.dumps({**marker(folder), "package": "0.0.1"}))
    disk = DiskStore(folder)
    assert disk.outdated
    disk.replace({}, (), came)
    assert not disk.outdated


def test_what_a_killed_load_left_is_removed_by_one_that_has_nothing_to_write(folder: Path) -> None:
    for name in ("quads-2", "quads-3.tmp"):
        (folder / name).mkdir()
        (folder / name / "000001.sst").write_text("half")
    (folder / "coalition-graph.json.tmp").write_text("{")
    DiskStore(folder).tidy()
    assert sorted(path.name for path in folder.iterdir()) == [
        "coalition-graph.json",
        "coalition-graph.lock",
        "quads-1",
    ]


def test_what_another_load_is_writing_is_left_alone(folder: Path) -> None:
    (folder / "quads-2").mkdir()
    with locks.writing(folder / "coalition-graph.lock"):
        DiskStore(folder).tidy()
    assert generations(folder) == ["quads-1", "quads-2"]


def test_a_store_that_is_built_anew_keeps_what_it_held_until_then(folder: Path) -> None:
    anew = DiskStore(folder, anew=True)
    assert anew.graphs() == ()
    assert store.open_folder(folder).graphs() == ("graph:current", "source:one")
    with pytest.raises(RuntimeError, match="no electricity"):
        anew.replace({"source:two": said("two", "NO")}, (), explode)
    assert store.open_folder(folder).graphs() == ("graph:current", "source:one")
    anew.replace({"source:two": said("two", "NO")}, (), came)
    assert store.open_folder(folder).graphs() == anew.graphs() == ("graph:current", "source:two")
