"""One writer at a time, and nothing is removed that somebody reads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coalition_graph.errors import UsageError
from coalition_graph.store import locks


def test_only_one_writes(tmp_path: Path) -> None:
    with (
        locks.writing(tmp_path / "lock"),
        pytest.raises(UsageError, match="another load is writing"),
        locks.writing(tmp_path / "lock"),
    ):
        pass
    with locks.writing(tmp_path / "lock"):
        pass


def test_a_folder_is_in_use_as_long_as_somebody_reads_it(tmp_path: Path) -> None:
    first, second = locks.reading(tmp_path), locks.reading(tmp_path)
    assert locks.in_use(tmp_path)
    locks.release(first)
    assert locks.in_use(tmp_path)
    locks.release(second)
    assert not locks.in_use(tmp_path)
    locks.release(None)


def test_a_lock_that_is_somebody_elses_file_is_held_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lock").touch()
    opened = os.open

    def theirs(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", theirs)
    with (
        locks.writing(tmp_path / "lock"),
        pytest.raises(UsageError, match="another load is writing"),
        locks.writing(tmp_path / "lock"),
    ):
        pass
