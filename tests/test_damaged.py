"""A store that is not what was written is named before it is answered from, with the command that mends it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from coalition_graph import graph, store
from coalition_graph.errors import DamagedStore, OtherDossier, StoppedQuery
from coalition_graph.guard import worker
from coalition_graph.store import versions
from coalition_graph.vocabulary import iri
from tests.conftest import Command, write_doc

pytestmark = pytest.mark.long

DOSSIER = """
dossier: {id: force, title: A force}
proposals: [{id: land-force, title: A land force}]
--- file: herald.yaml
source: {id: herald, title: The Herald, published: 2025-03-10}
meetings: [{id: oslo, date: 2025-03-05, place: Oslo, attendance: [SE, NO]}]
statements: [{actor: SE, stance: open, proposal: land-force, summary: Sweden may come}]
--- file: gazette.yaml
source: {id: gazette, title: The Gazette, published: 2025-03-11}
statements: [{actor: DK, stance: supports, proposal: land-force, summary: Denmark likes it}]
"""
MEND = "`coalition-graph load FOLDER --store my-store --rebuild` builds it anew"
DOORS = {
    "answer": ("-g", "my-store", "positions"),
    "query": ("-g", "my-store", "query", "who-attended", "-p", "meeting=oslo"),
    "report": ("-g", "my-store", "report", "-o", "out"),
    "export": ("-g", "my-store", "export", "trig", "-o", "out.trig"),
    "serve": ("-g", "my-store", "serve", "--port", "0"),
    "check": ("check", "my-store"),
    "load": ("load", "dossier", "--store", "my-store"),
}


@pytest.fixture
def loaded(tmp_path: Path, command: Command) -> Path:
    """A store by the name `my-store`, of the dossier above, beside the folder `dossier`."""
    (tmp_path / "dossier").mkdir()
    write_doc(tmp_path / "dossier", DOSSIER)
    assert command("load", "dossier", "--store", "my-store").code == 0
    return tmp_path / "my-store"


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[len(content) // 2] ^= 0xFF
    path.unlink()
    path.write_bytes(content)


def halved(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])


def emptied(path: Path) -> None:
    path.unlink()
    path.touch()


def buried(path: Path) -> None:
    """A folder stands where the file was."""
    path.unlink()
    path.mkdir()


HARM: dict[str, Callable[[Path], None]] = {
    "flipped": flipped,
    "halved": halved,
    "emptied": emptied,
    "gone": Path.unlink,
}
FILES = ("coalition-graph.json", "quads-1/CURRENT", "quads-1/MANIFEST-*", "quads-1/*.sst")


def largest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
@pytest.mark.parametrize("pattern", FILES)
def test_every_door_tells_damage_in_one_line_with_its_mend(
    loaded: Path, command: Command, pattern: str, harm: Callable[[Path], None]
) -> None:
    harm(largest(loaded, pattern))
    for door in DOORS.values():
        ran = command(*door)
        lines = [line for line in ran.err.splitlines() if line != "Reading and writing …"]
        assert (ran.code, ran.out, len(lines)) == (2, "", 1), (door, ran)
        assert lines[0].startswith("Error: the store my-store is damaged: its ")
        assert MEND in lines[0]
    assert not Path("out").exists()
    assert not Path("out.trig").exists()


@pytest.mark.parametrize("harm", [*HARM.values(), buried], ids=[*HARM, "buried"])
def test_no_harm_to_any_file_gives_a_wrong_answer(
    loaded: Path, command: Command, harm: Callable[[Path], None]
) -> None:
    right = command("-g", "my-store", "positions", "--format", "csv").out
    whole = loaded.rename(loaded.with_name("whole"))
    for file in [path.relative_to(whole) for path in whole.rglob("*") if path.is_file()]:
        shutil.copytree(whole, loaded)
        harm(loaded / file)
        ran = command("-g", "my-store", "positions", "--format", "csv")
        assert (ran.code, ran.out) == (0, right) or (ran.code == 2 and ran.out == "" and MEND in ran.err), (
            file
        )
        shutil.rmtree(loaded)


@pytest.mark.parametrize("pattern", FILES)
@pytest.mark.parametrize("harm", [halved, buried])
def test_the_command_that_is_named_builds_it_anew(
    loaded: Path, command: Command, pattern: str, harm: Callable[[Path], None]
) -> None:
    before = store.open_folder(loaded).quads()
    harm(largest(loaded, pattern))
    ran = command("load", "dossier", "--store", "my-store", "--rebuild")
    assert ran.code == 0, ran.err
    assert "2 sources written" in ran.err
    assert store.open_folder(loaded).quads() == before
    assert command("check", "my-store").code == 0
    assert len(list(loaded.glob("quads-*"))) == 1


def test_a_rebuild_does_not_put_one_dossier_in_the_place_of_another(loaded: Path, tmp_path: Path) -> None:
    flipped(largest(loaded, "quads-1/*.sst"))
    (tmp_path / "other").mkdir()
    write_doc(tmp_path / "other", "dossier: {id: climate, title: Climate}")
    with pytest.raises(OtherDossier, match="the store holds dossier 'force', not 'climate'"):
        graph.load([tmp_path / "other"], loaded, rebuild=True)


def test_a_rebuild_is_for_a_folder_and_all_of_it(loaded: Path, command: Command) -> None:
    assert loaded.is_dir()
    for more in (["--store", "my-store", "--add"], ["--store", "http://127.0.0.1:1/sparql"]):
        ran = command("load", "dossier", "--rebuild", *more)
        assert ran.code == 2
        assert "a rebuild is for a folder, and for all that it holds: leave out --add" in ran.err


def test_what_two_dossiers_made_is_built_anew_from_both() -> None:
    told = str(DamagedStore("my-store", "its quads are gone", ["force", "climate"]))
    assert "load the coding files of force and climate into a new store, all but the first with --add" in told


def test_a_store_that_lost_its_marker_is_no_empty_dossier(loaded: Path, command: Command) -> None:
    (loaded / "coalition-graph.json").unlink()
    ran = command("-g", "my-store", "meetings")
    assert (ran.code, ran.out) == (2, "")
    assert "its coalition-graph.json is gone" in ran.err


def edit(folder: Path, source: str) -> None:
    """Change what a source says, by another tool that knows nothing of the marker; the count stays."""
    inner = pyoxigraph.Store(folder / "quads-1")
    name = pyoxigraph.NamedNode(iri(f"source:{source}"))
    quad = next(inner.quads_for_pattern(None, pyoxigraph.NamedNode(iri("cg:summary")), None, name))
    inner.remove(quad)
    inner.add(pyoxigraph.Quad(quad.subject, quad.predicate, pyoxigraph.Literal("No."), name))


def test_check_names_the_source_that_is_not_what_was_written(loaded: Path, command: Command) -> None:
    edit(loaded, "gazette")
    ran = command("check", "my-store")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "Error: the store my-store is damaged: source:gazette is not what was written; `coalition-graph load"
    )


def test_check_names_all_that_differ_a_line_each(loaded: Path, command: Command) -> None:
    edit(loaded, "gazette")
    edit(loaded, "herald")
    inner = pyoxigraph.Store(loaded / "quads-1")
    inner.remove_graph(pyoxigraph.NamedNode(iri("graph:current")))
    node = pyoxigraph.NamedNode(iri("source:stranger"))
    inner.add(pyoxigraph.Quad(node, node, node, node))
    del inner
    ran = command("check", "my-store")
    assert ran.code == 2
    assert ran.err.splitlines()[:-1] == [
        "my-store: graph:current is not what was written",
        "my-store: source:gazette is not what was written",
        "my-store: source:herald is not what was written",
        "my-store: it holds 675 quads, and 692 were written",
        "my-store: source:stranger is listed nowhere",
    ]
    assert "is damaged: 5 faults, listed above; " in ran.err.splitlines()[-1]


def test_check_reads_every_file_also_where_the_folder_looks_as_it_did(loaded: Path, command: Command) -> None:
    file = largest(loaded, "quads-1/*.sst")
    before = file.stat()
    flipped(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    ran = command("check", "my-store")
    assert ran.code == 2
    assert f"{file.name} is not what was written" in ran.err


def test_check_takes_stores_and_coding_files_side_by_side(loaded: Path, command: Command) -> None:
    ran = command("check", "my-store", "dossier")
    assert ran.code == 0, ran.err
    assert (
        ran.err.splitlines()[0]
        == f"my-store: {store.open_folder(loaded).marker.quads} quads as they were written"
    )
    assert "0 errors" in ran.err.splitlines()[1]
    assert command("-g", "my-store", "check").code == 0


def test_a_store_of_two_dossiers_is_as_it_was_written(loaded: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "other").mkdir()
    write_doc(
        tmp_path / "other",
        """
        dossier: {id: climate, title: Climate}
        proposals: [{id: phase-out, title: No more coal}]
        --- file: post.yaml
        source: {id: post, title: The Post}
        meetings: [{id: oslo, place: Bergen, attendance: [FI]}]
        statements: [{actor: FI, stance: supports, proposal: phase-out, summary: Finland likes it}]
        """,
    )
    assert command("load", "other", "--store", "my-store", "--add").code == 0
    assert store.open_folder(loaded).marker.dossiers == ("climate", "force")
    assert command("check", "my-store").code == 0


def test_check_of_an_empty_store_says_that_it_is_empty(tmp_path: Path, command: Command) -> None:
    store.DiskStore(tmp_path / "my-store")
    ran = command("check", "my-store")
    assert ran.code == 0
    assert "the store my-store is empty" in ran.err


def stamp(folder: Path, **changes: object) -> None:
    path = folder / "coalition-graph.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"package": "0.0.1"},
            "was written by coalition-graph 0.0.1 (this is {package}), so answers may differ; `",
        ),
        ({"package": "99.0"}, "answers may differ; update the package, or `coalition-graph load FOLDER"),
        ({"engine": "0.4.9"}, "was written by pyoxigraph 0.4.9 (this is {engine}), so answers may differ; `"),
    ],
)
def test_a_store_of_other_versions_is_answered_from_and_says_so(
    loaded: Path, command: Command, changes: dict[str, str], told: str
) -> None:
    stamp(loaded, **changes)
    ran = command("-g", "my-store", "positions", "--format", "csv")
    assert ran.code == 0
    assert "Sweden" in ran.out
    assert told.format(package=versions.version(), engine=versions.engine()) in ran.err
    assert "`coalition-graph load FOLDER --store my-store` brings it up to date" in ran.err
    assert command("load", "dossier", "--store", "my-store").code == 0
    assert command("-g", "my-store", "positions", "--format", "csv").err == ""


def test_an_engine_that_cannot_read_what_another_version_wrote_says_which(
    loaded: Path, command: Command
) -> None:
    stamp(loaded, engine="9.1.0")
    (loaded / "quads-1" / "CURRENT").unlink()
    ran = command("-g", "my-store", "positions")
    assert ran.code == 2
    assert f"pyoxigraph 9.1.0 wrote it and this is {versions.engine()}); `coalition-graph load" in ran.err


def test_a_store_that_no_load_ever_filled_says_so(tmp_path: Path, command: Command) -> None:
    store.DiskStore(tmp_path / "my-store")
    ran = command("-g", "my-store", "meetings")
    assert ran.code == 0
    assert "the store my-store is empty: no load into it has come to its end" in ran.err


def test_damage_that_comes_up_during_a_query_is_no_fault_of_the_query(loaded: Path) -> None:
    held = store.open_folder(loaded)

    class Torn:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("Corruption: block checksum mismatch")

    held._inner = Torn()  # type: ignore[assignment]
    for asked in (
        lambda: held.select("ASK { ?s ?p ?o }"),
        held.quads,
        held.graphs,
        lambda: held.text("graph:registry"),
    ):
        with pytest.raises(DamagedStore, match=r"cannot be read \(block checksum mismatch\)"):
            asked()
    reply = worker._reply(held, ("ASK { ?s ?p ?o }", {}, None), None)
    with pytest.raises(StoppedQuery, match="is damaged"):
        worker.read(reply)
