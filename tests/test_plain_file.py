"""A file is read if it is one; a pipe, a device, a folder or a socket never holds anybody up."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from coalition_graph.files import plain_bytes
from tests.conftest import Command

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")


def test_no_more_is_read_than_shows_that_a_file_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert plain_bytes(tmp_path / "a", 5) == b"12345"
    assert plain_bytes(tmp_path / "a", 3) == b"1234"


@needs_pipes
def test_what_is_no_plain_file_is_an_error_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as there:
        there.bind("socket")
        for name in ("pipe", "socket", ".", os.devnull, "nowhere"):
            with pytest.raises(OSError, match=name):
                plain_bytes(Path(name), 100)
    with pytest.raises(ValueError, match="null"):
        plain_bytes(Path("a\0b"), 100)


@needs_pipes
@pytest.mark.parametrize(
    ("name", "args", "told"),
    [
        ("a.yaml", ["check", "a.yaml"], "Error: cannot read 'a.yaml' as a graph: it is no plain file"),
        ("a.csv", ["-g", "a.csv", "positions"], "Error: cannot read 'a.csv' as a graph: it is no plain file"),
        (
            "a.ttl",
            ["-g", "a.ttl", "positions"],
            "a.ttl:1:1: E604: the file cannot be opened: not a plain file; check its name and rights",
        ),
        ("a.rq", ["-g", "example", "query", "a.rq"], "Error: a.rq: not a plain file"),
        ("a.dna", ["import", "dna", "a.dna", "-o", "out"], "Error: FILE does not take 'a.dna': it cannot be"),
        (
            "a.csv",
            ["import", "csv", "a.csv", "-o", "out", "--map", "actor=a"],
            "Error: FILE does not take 'a.csv': it cannot be opened (not a plain file)",
        ),
        ("a.txt", ["new", "a.txt"], "Error: cannot read a.txt: not a plain file"),
    ],
)
def test_a_pipe_in_the_place_of_a_file_is_told_and_never_waited_for(
    command: Command, tmp_path: Path, name: str, args: list[str], told: str
) -> None:
    os.mkfifo(tmp_path / name)
    ran = command(*args)
    assert ran.code == (1 if ".ttl" in name else 2)
    assert ran.err.startswith(told)


@needs_pipes
def test_a_pipe_as_the_text_of_a_source_is_told(command: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "text.txt")
    (tmp_path / "a.yaml").write_text("source: {id: a, text: text.txt}\n")
    assert command("check", "a.yaml").out == (
        "a.yaml:1:23: E503: text 'text.txt' cannot be read (not a plain file)\n"
    )


@needs_pipes
def test_an_import_into_a_folder_with_a_pipe_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("who,how\nSE,open\n")
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / "statements.csv")
    mapped = ("--map", "actor=who", "--map", "stance=how", "--set", "proposal=p")
    ran = command("import", "csv", "votes.csv", "-o", "out", *mapped)
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2,
        "Error: cannot read out/statements.csv: not a plain file",
    )
