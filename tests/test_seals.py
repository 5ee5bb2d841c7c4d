"""Seals: a file of the engine that is not what was written is found before the engine reads it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coalition_graph.store import seals


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "1.sst").write_bytes(b"quads")
    (tmp_path / "2.sst").write_bytes(b"more quads")
    for name in ("CURRENT", "MANIFEST-000005"):
        (tmp_path / name).write_bytes(b"1.sst, 2.sst")
    (tmp_path / "LOG").write_bytes(b"words")
    return tmp_path


def rewrite(path: Path, content: bytes) -> None:
    """Another content, of the same time."""
    before = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_holds_quads_or_says_which_of_them_count_is_sealed(folder: Path) -> None:
    assert list(seals.seals(folder, {})) == ["1.sst", "2.sst", "CURRENT", "MANIFEST-000005"]


def test_what_did_not_change_is_not_read_again(folder: Path) -> None:
    before = seals.seals(folder, {})
    rewrite(folder / "1.sst", b"quats")
    assert seals.seals(folder, before) == before
    assert seals.seals(folder, {}) != before


def test_a_store_of_any_size_is_looked_at_and_a_small_one_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = seals.seals(folder, {})
    rewrite(folder / "1.sst", b"quats")
    assert list(seals.broken(folder, sealed)) == ["1.sst"]
    monkeypatch.setattr(seals, "_LITTLE", 0)
    assert list(seals.broken(folder, sealed)) == []
    assert list(seals.broken(folder, sealed, every=True)) == ["1.sst"]
    (folder / "2.sst").write_bytes(b"more quats")
    os.utime(folder / "2.sst", ns=(1, 1))
    assert list(seals.broken(folder, sealed)) == ["2.sst"]


def test_a_copy_with_other_times_is_as_good_as_what_was_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "_LITTLE", 0)
    sealed = seals.seals(folder, {})
    for path in folder.iterdir():
        os.utime(path, ns=(1, 1))
    assert list(seals.broken(folder, sealed)) == []


def test_a_file_that_is_shorter_is_found_and_one_that_is_gone_left_to_the_engine(folder: Path) -> None:
    sealed = seals.seals(folder, {})
    rewrite(folder / "1.sst", b"quad")
    (folder / "2.sst").unlink()
    assert list(seals.broken(folder, sealed)) == ["1.sst"]
