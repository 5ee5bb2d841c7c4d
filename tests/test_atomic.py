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


def test_files_that_belong_together_appear_in_a_new_folder_in_one_step(tmp_path: Path) -> None:
    with atomic.together(tmp_path / "deep" / "out") as aside:
        atomic.write_text(aside / "brief.md", "Sweden is open.")
        atomic.write_text(aside / "graph.ttl", "")
        assert not (tmp_path / "deep" / "out").exists()
    assert sorted(path.name for path in (tmp_path / "deep").rglob("*")) == ["brief.md", "graph.ttl", "out"]


def test_files_that_belong_together_replace_those_that_are_there_and_no_others(tmp_path: Path) -> None:
    for name in ("brief.md", "notes.txt"):
        (tmp_path / name).write_text("old")
    with atomic.together(tmp_path) as aside:
        atomic.write_text(aside / "brief.md", "new")
        assert (tmp_path / "brief.md").read_text() == "old"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "brief.md": "new",
        "notes.txt": "old",
    }


@pytest.mark.parametrize("folder", [".", "new"])
def test_a_failure_keeps_what_belongs_together_as_it_was(tmp_path: Path, folder: str) -> None:
    (tmp_path / "brief.md").write_text("old")
    with pytest.raises(KeyError), atomic.together(tmp_path / folder) as aside:
        atomic.write_text(aside / "brief.md", "new")
        raise KeyError("no electricity")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"brief.md": "old"}


def test_what_fails_is_told_of_the_folder_that_the_user_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError) as told, atomic.together(tmp_path / "out") as aside:
        atomic.write_text(aside / "brief.md", "new")
    assert str(told.value) == f"cannot write into {tmp_path / 'out'}: No space left on device"


def test_a_folder_in_the_place_of_a_file_is_told_and_nothing_moves(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").mkdir()
    with (
        pytest.raises(UsageError, match="a folder of that name stands there"),
        atomic.together(tmp_path) as aside,
    ):
        atomic.write_text(aside / "brief.md", "new")
        atomic.write_text(aside / "graph.ttl", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_link_among_files_that_belong_together_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "brief.md").symlink_to(tmp_path / "real")
    with atomic.together(tmp_path / "out") as aside:
        atomic.write_text(aside / "brief.md", "new")
    assert (tmp_path / "out" / "brief.md").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_file_is_made_where_none_is(tmp_path: Path) -> None:
    assert atomic.write_new(tmp_path / "a" / "new.yaml", b"x")
    assert not atomic.write_new(tmp_path / "a" / "new.yaml", b"y")
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == {"new.yaml": b"x"}


def test_a_file_is_made_on_a_disk_without_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    test_a_file_is_made_where_none_is(tmp_path)
