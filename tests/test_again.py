"""The same files again are not read; whatever could make a load come to anything else is noticed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from coalition_graph import DossierHasProblems, UnreadableGraph, files, graph, store
from coalition_graph.store import DiskStore, versions
from coalition_graph.store.remembered import FILE
from tests.conftest import Command, MakeDoc

DOSSIER = """
dossier: {id: force}
proposals: [{id: force, title: A force}]
--- file: sources/article.yaml
source: {id: article, published: 2025-03-28, text: article.txt}
statements: [{actor: Sweden, stance: open, proposal: force, quote: right}]
--- file: sources/article.txt
the conditions are right
--- file: sources/letter.yaml
source: {id: letter, text: letter.txt, sha256: 9f2c…}
statements: [{actor: Sweden, stance: open, proposal: force, speaker: Olof Nobody}]
--- file: statements.csv
source,actor,stance,proposal
article,NO,open,force
--- file: notes.yaml
remember: the milk
"""


class Reads:
    """Counts how often files are read."""

    def __init__(self, read: Callable[..., files.Reading]) -> None:
        self.count = 0
        self._read = read

    def __call__(self, paths: Sequence[Path], **how: object) -> files.Reading:
        self.count += 1
        return self._read(paths, **how)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    reads = Reads(files.read)
    monkeypatch.setattr(files, "read", reads)
    return reads


@pytest.fixture
def folder(make_doc: MakeDoc) -> Path:
    return make_doc(DOSSIER).folder


@pytest.fixture
def kept(folder: Path, tmp_path: Path) -> Path:
    graph.load([folder], tmp_path / "kept")
    return tmp_path / "kept"


def test_the_same_files_again_are_not_read(folder: Path, kept: Path, reads: Reads) -> None:
    before = DiskStore(kept).quads()
    for target in (kept, str(kept), DiskStore(kept)):
        done, _ = graph.load([folder], target)
        assert done == store.Loaded((), (), ("source:article", "source:letter"))
    assert reads.count == 0
    assert DiskStore(kept).quads() == before


def test_warnings_are_told_as_the_first_time(folder: Path, tmp_path: Path, reads: Reads) -> None:
    _, first = graph.load([folder], tmp_path / "kept")
    assert {problem.code for problem in first} >= {"W121", "W522"}
    assert graph.load([folder], tmp_path / "kept")[1] == first
    assert reads.count == 1


def test_the_command_says_that_all_is_unchanged(folder: Path, command: Command) -> None:
    first = command("load", str(folder), "--store", "kept")
    again = command("load", str(folder), "--store", "kept")
    assert again.err.splitlines()[:-1] == first.err.splitlines()[:-1]
    assert "0 sources written, 0 dropped, 2 unchanged" in again.err


def rewritten(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a statement": lambda at: rewritten(at / "sources/article.yaml", "stance: open", "stance: supports"),
    "the registry": lambda at: rewritten(at / "coding.yaml", "A force", "An army"),
    "a table": lambda at: rewritten(at / "statements.csv", "NO", "DK"),
    "a comment": lambda at: rewritten(at / "coding.yaml", "dossier:", "# new\ndossier:"),
    "a text": lambda at: rewritten(at / "sources/article.txt", "the cond", "all cond"),
    "a text that is there now": lambda at: (at / "sources/letter.txt").write_text("a letter"),
    "a text that is gone": lambda at: (at / "sources/article.txt").unlink(),
    "a file more": lambda at: (at / "more.yaml").write_text("source: {id: more}\n"),
    "a table more": lambda at: (at / "actors.csv").write_text("name,kind\nNobody,unnamed\n"),
    "a file less": lambda at: (at / "statements.csv").unlink(),
    "another name": lambda at: (at / "sources/letter.yaml").rename(at / "sources/brief.yaml"),
    "a pipe among the files": lambda at: os.mkfifo(at / "more.csv"),
    "a stranger more": lambda at: (at / "more.xlsx").write_text("no workbook"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_read(change: Callable[[Path], object], folder: Path, kept: Path, reads: Reads) -> None:
    change(folder)
    try:
        _, problems = graph.load([folder], kept)
    except DossierHasProblems as refused:
        problems = tuple(refused.problems)
    assert reads.count == 1
    assert problems == files.read([folder]).problems


def test_files_that_lie_elsewhere_are_read(folder: Path, kept: Path, reads: Reads) -> None:
    elsewhere = folder.parent / "elsewhere"
    folder.rename(elsewhere)
    graph.load([elsewhere], kept)
    (folder.parent / "dossier").symlink_to(elsewhere)
    graph.load([folder], kept)
    assert reads.count == 2


def test_other_paths_are_read(
    folder: Path, kept: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    graph.load([folder.name], kept)
    graph.load([folder, folder / "sources"], kept)
    graph.load([folder / "sources", folder], kept)
    assert reads.count == 3


def test_other_options_are_read(folder: Path, kept: Path, reads: Reads) -> None:
    for _ in range(2):
        graph.load([folder], kept, add=True)
        graph.load([folder], kept, keep_going=True)
    assert reads.count == 4


def test_what_was_left_out_is_asked_for_again(folder: Path, tmp_path: Path) -> None:
    rewritten(folder / "statements.csv", "NO", "Nowhere")
    graph.load([folder], tmp_path / "kept", keep_going=True)
    with pytest.raises(DossierHasProblems):
        graph.load([folder], tmp_path / "kept")


def test_a_store_that_something_was_added_to_is_loaded_anew(
    folder: Path, kept: Path, make_doc: MakeDoc
) -> None:
    other = make_doc("dossier: {id: force}\n--- file: other.yaml\nsource: {id: other}\n").folder
    graph.load([other], kept, add=True)
    assert graph.load([folder], kept)[0].dropped == ("source:other",)
    assert DiskStore(kept).graphs() == ("graph:current", "graph:registry", "source:article", "source:letter")


def test_another_version_of_the_package_reads_the_files(
    folder: Path, kept: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "version", lambda: "99")
    graph.load([folder], kept)
    assert reads.count == 1
    graph.load([folder], kept)
    assert reads.count == 1


def test_a_store_in_memory_reads_the_files(folder: Path, reads: Reads) -> None:
    memory = store.MemoryStore()
    graph.load([folder], memory)
    graph.load([folder], memory)
    assert reads.count == 2


@pytest.mark.parametrize("spoil", ["", "{", "[]", "{}", "null", '{"digest": "", "written": {}}'])
def test_what_was_kept_may_be_lost(folder: Path, kept: Path, reads: Reads, spoil: str) -> None:
    (kept / FILE).write_text(spoil)
    graph.load([folder], kept)
    assert reads.count == 1
    graph.load([folder], kept)
    assert reads.count == 1


def test_what_was_kept_of_another_state_says_nothing(folder: Path, kept: Path, reads: Reads) -> None:
    told = (kept / FILE).read_bytes()
    rewritten(folder / "statements.csv", "NO", "DK")
    graph.load([folder], kept)
    rewritten(folder / "statements.csv", "DK", "NO")
    (kept / FILE).write_bytes(told)
    assert graph.load([folder], kept)[0].changed == ("source:article",)
    assert reads.count == 2


def test_what_was_kept_cannot_be_altered_by_hand(folder: Path, kept: Path, reads: Reads) -> None:
    told = json.loads((kept / FILE).read_text())
    told["written"]["problems"] = []
    (kept / FILE).write_text(json.dumps(told))
    assert graph.load([folder], kept)[1]
    assert reads.count == 1


def test_a_file_that_changes_while_it_is_read_is_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = files.read

    def slowly(paths: Sequence[Path], **_: object) -> files.Reading:
        rewritten(folder / "statements.csv", "NO", "DK")
        found = read(paths)
        rewritten(folder / "statements.csv", "DK", "NO")
        return found

    monkeypatch.setattr(files, "read", slowly)
    graph.load([folder], tmp_path / "kept")
    monkeypatch.setattr(files, "read", read)
    assert graph.load([folder], tmp_path / "kept")[0].changed == ("source:article",)


def test_where_nothing_can_be_kept_the_load_is_as_good(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept / FILE).unlink()
    (kept / FILE).mkdir()
    rewritten(folder / "statements.csv", "NO", "DK")
    assert graph.load([folder], kept)[0].changed == ("source:article",)
    assert graph.load([folder], kept)[0].unchanged


def test_a_path_that_leads_nowhere_is_told_as_ever(kept: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    with pytest.raises(UnreadableGraph, match="no such file or folder"):
        graph.load([folder], kept)
