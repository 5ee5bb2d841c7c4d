"""One writer at a time, and nothing is removed that somebody reads."""

from __future__ import annotations

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
