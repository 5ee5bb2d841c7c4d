"""Tables on a terminal, in a pipe, in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition_graph.cli.output import print_table
from coalition_graph.table import Table, render

TABLE = Table(
    ("actor", "count", "sure", "note"), [("Côte d'Ivoire", 3, True, None), ("=1+1", None, False, "a|b")]
)


def test_each_form() -> None:
    assert render(TABLE, "csv") == "actor,count,sure,note\nCôte d'Ivoire,3,true,\n'=1+1,,false,a|b\n"
    assert render(TABLE, "tsv").splitlines()[0] == "actor\tcount\tsure\tnote"
    assert '"count": 3' in render(TABLE, "json")
    assert render(TABLE, "jsonl").count("\n") == 2
    assert "a\\|b" in render(TABLE, "markdown")


def test_an_empty_jsonl_is_empty_and_an_empty_json_is_a_list() -> None:
    empty = Table(("a",), [])
    assert render(empty, "jsonl") == ""
    assert render(empty, "json") == "[]\n"


def test_columns_without_content_are_not_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a", "empty"), [("x", None)]), "table")
    assert capsys.readouterr().out.split() == ["a", "─" * 8, "x"] or "empty" not in capsys.readouterr().out


def test_no_rows_is_said_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a",), []), "table")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "No rows.\n")


def test_rows_without_a_single_value_still_have_a_head(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("m",), [(None,)]), "table")
    assert capsys.readouterr().out.startswith("m\n")


def test_notes_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a",), [("x",)], ("2 statements left out",)), "csv")
    shown = capsys.readouterr()
    assert shown.out == "a\nx\n"
    assert shown.err == "2 statements left out\n"


def test_a_file_is_written_in_utf8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(TABLE, "csv", tmp_path / "out.csv")
    assert "Côte" in (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_what_is_not_shown_for_want_of_width_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    wide = Table(tuple(f"column{i}" for i in range(30)), [tuple("word " * 5 for _ in range(30))])
    print_table(wide, "table")
    shown = capsys.readouterr()
    assert "column29" not in shown.out
    assert "column29" in shown.err and "--format csv" in shown.err


def test_what_could_steer_the_terminal_is_spelled_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a",), [("\x1b[31mred\u202e",)]), "table")
    assert "<U+001B>[31mred<U+202E>" in capsys.readouterr().out


def test_escape_sequences_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a",), [("\x1b[31mred",)]), "table")
    assert "\x1b" not in capsys.readouterr().out
