"""What a killed run left over is removed by the next; what is a stranger's, or still being written, is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coalition_graph.files import atomic, leftovers

NAME = ".coalition-graph-0123456789abcdef.tmp"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_and_a_folder_that_nobody_holds_are_removed_by_the_next_writer(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("half of a br")
    (tmp_path / NAME.replace("0", "f")).mkdir()
    (tmp_path / NAME.replace("0", "f") / "graph.html").write_text("half")
    atomic.write_text(tmp_path / "brief.md", "Sweden is open.")
    assert names(tmp_path) == ["brief.md"]


@pytest.mark.parametrize(
    "name",
    [
        "notes.tmp",
        ".0123456789abcdef.tmp",
        ".coalition-graph-notes.tmp",
        f"{NAME}x",
        "coalition-graph.json.tmp",
    ],
)
def test_a_strangers_file_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    atomic.write_text(tmp_path / "brief.md", "Sweden is open.")
    assert names(tmp_path) == sorted(["brief.md", name])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_what_is_no_plain_file_stays_and_stops_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    (tmp_path / NAME.replace("0", "f")).symlink_to(tmp_path / "elsewhere")
    atomic.write_text(tmp_path / "brief.md", "Sweden is open.")
    assert names(tmp_path) == sorted(["brief.md", NAME, NAME.replace("0", "f")])


@pytest.mark.skipif(sys.platform == "win32", reason="there age tells")
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_another_process_writes_stays_until_that_is_gone(tmp_path: Path, kind: str) -> None:
    code = (
        "import sys; from pathlib import Path; from coalition_graph.files import leftovers\n"
        f"with leftovers.{kind}(Path(sys.argv[1])):\n    print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        leftovers.sweep(tmp_path)
        assert len(names(tmp_path)) == 1
        other.kill()
        other.wait()
        assert len(names(tmp_path)) == 1
        leftovers.sweep(tmp_path)
        assert names(tmp_path) == []


def test_what_is_swept_away_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, swept = os.open, []

    def late(path: Path, flags: int, mode: int = 0o777) -> int:
        number = opened(path, flags, mode)
        if not swept and not flags & os.O_CREAT:
            swept.append(path)
            path.unlink()
        return number

    monkeypatch.setattr(os, "open", late)
    with leftovers.file(tmp_path) as path:
        assert path not in swept
        assert path.is_file()
    assert len(swept) == 1


def test_a_folder_that_cannot_be_read_is_not_swept(tmp_path: Path) -> None:
    leftovers.sweep(tmp_path / "nowhere")
    (tmp_path / "file").write_text("mine")
    leftovers.sweep(tmp_path / "file")
    assert names(tmp_path) == ["file"]
