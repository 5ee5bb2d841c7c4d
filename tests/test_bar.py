"""How far a long load is: told again and again, and shown to whoever looks at a terminal."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from coalition_graph import graph, store
from coalition_graph.cli import bar
from tests.benchmarks.dossiers import written
from tests.conftest import Command


class Terminal(io.StringIO):
    """What is written to a screen."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return written(tmp_path / "made", 200)


def test_a_load_tells_how_far_it_is(dossier: Path) -> None:
    told: list[tuple[str, int, int]] = []
    graph.load([dossier], store.MemoryStore(), progress=lambda *step: told.append(step))
    size = sum(file.stat().st_size for file in dossier.iterdir())
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["reading", "writing", "following"]
    assert [step for step in told if step[0] == "reading"][-1] == ("reading", size, size)
    assert [step for step in told if step[0] == "writing"] == [("writing", n, 26) for n in range(1, 27)]


def test_on_a_terminal_each_stage_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with bar.shown() as told:
        assert told
        for done in range(0, 1001, 100):
            told("reading", done, 1000)
        told("writing", 1, 2)
        told("following", 0, 0)
    seen = screen.getvalue()
    assert all(word in seen for word in ("Reading", "Writing graphs", "Finding what follows"))


def test_where_nobody_looks_nothing_is_shown(dossier: Path, command: Command) -> None:
    ran = command("load", str(dossier), "--store", "kept")
    assert ran.err.count("\n") == 1
    assert "25 sources written" in ran.err


def test_on_a_real_terminal_the_bar_goes_when_the_load_is_done(dossier: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    arguments = [
        sys.executable,
        "-m",
        "coalition_graph",
        "load",
        str(dossier),
        "--store",
        str(tmp_path / "kept"),
    ]
    with subprocess.Popen(arguments, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        seen = b""
        while process.poll() is None or not seen.endswith(b"unchanged\r\n"):
            try:
                seen += os.read(ours, 4096)
            except OSError:
                break
    os.close(ours)
    assert process.returncode == 0
    assert b"Reading" in seen
    assert seen.rstrip().endswith(b"25 sources written, 0 dropped, 0 unchanged")
