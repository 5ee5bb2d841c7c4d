"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coalition_graph.errors import UsageError
from coalition_graph.files import atomic


def test_a_file_is_replaced_and_nothing_is_left_over(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old")
    atomic.write_text(path, "Sweden is open.\n")
    assert path.read_bytes() == b"Sweden is open.\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device"):
        atomic.write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["nowhere/brief.md", ".", "x" * 300])
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        atomic.write_text(tmp_path / name, "new")
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_is_fine(tmp_path: Path) -> None:
    atomic.write_text(tmp_path / ("x" * 255), "new")


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    atomic.write_bytes(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_device_is_written_to_directly() -> None:
    atomic.write_text("/dev/null", "gone")
    assert not Path("/dev/null").is_file()


def test_a_new_file_may_be_read_as_the_users_other_files(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")
    atomic.write_text(tmp_path / "ours", "x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_lone_surrogate_is_no_crash(tmp_path: Path) -> None:
    atomic.write_text(tmp_path / "x", "a\ud800b")
    assert (tmp_path / "x").read_text() == "a?b"
