"""Tables as a terminal shows them: columns stay columns, whatever is in them and however many rows."""

from __future__ import annotations

import contextlib
import io
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from coalition_graph.cli.grid import folded, wide, widths
from coalition_graph.cli.output import print_table
from coalition_graph.table import Cell, Table
from coalition_graph.text import visible


class Terminal(io.StringIO):
    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:
        return self._encoding

    def isatty(self) -> bool:
        return True


Shown = Callable[..., list[str]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What a terminal shows of a table, line by line; in nothing bold but where a test asks for it."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")

    def show(table: Table, width: int = 80, encoding: str = "utf-8", path: Path | None = None) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        with contextlib.redirect_stdout(Terminal(encoding)) as terminal:
            print_table(table, "table", path)
        return terminal.getvalue().splitlines()

    return show


def test_a_long_text_folds_between_words_inside_its_column(shown: Shown) -> None:
    table = Table(
        ("actor", "quote", "said"),
        [
            ("Sweden", "may take part if the conditions are right – so its prime minister", "2025-03-20"),
            ("Finland", None, "2025-03-21"),
        ],
    )
    assert shown(table) == [
        "actor     quote                                          said",
        "─" * 67,
        "Sweden    may take part if the conditions are right –    2025-03-20",
        "          so its prime minister",
        "Finland                                                  2025-03-21",
    ]


def test_a_word_longer_than_its_column_begins_a_line_and_loses_nothing(shown: Shown) -> None:
    address = "https://example.org/2025/03/20/a-force-for-ukraine-and-who-would-be-in-it"
    assert shown(Table(("url", "n"), [(f"see {address} again", 1)])) == [
        "url                                            n",
        "────────────────────────────────────────────────",
        "see                                            1",
        "https://example.org/2025/03/20/a-force-for-u",
        "kraine-and-who-would-be-in-it again",
    ]


def test_what_takes_two_places_or_none_does_not_shift_the_columns(shown: Shown) -> None:
    rows: list[tuple[Cell, ...]] = [("中国", "一"), ("Cote\u0302", "👍"), ("Mali", "x")]
    lines = shown(Table(("actor", "stance"), rows))
    assert lines[2:] == ["中国    一", "Cote\u0302    👍", "Mali    x"]


def test_chinese_folds_without_blanks_between_its_words(shown: Shown) -> None:
    lines = shown(Table(("quote",), [("部队在乌克兰的行动需要议会批准" * 2,)]), 24)
    assert lines[2:] == ["部队在乌克兰的行动需要议", "会批准部队在乌克兰的行动", "需要议会批准"]


def test_what_belongs_together_is_not_torn_apart() -> None:
    assert folded("ab 10\u00a0000 men", 6) == ["ab", "10\u00a0000", "men"]
    assert folded("aaae\u0301b", 4) == ["aaae\u0301", "b"]


def test_a_line_does_not_begin_with_the_blanks_of_the_one_before() -> None:
    assert folded("twelve     times", 6) == ["twelve", "times"]
    assert folded("   twelve times", 6) == ["twelve", "times"]
    assert folded(" " * 9, 6) == [""]


def test_where_room_is_short_the_long_texts_give_way_and_the_short_stay_whole(shown: Shown) -> None:
    quote, summary = "may take part in a land force", "Sweden is interested in a part of its own"
    table = Table(("actor", "quote", "summary"), [("Sweden", quote, summary)])
    assert shown(table, 62) == [
        "actor    quote                       summary",
        "─" * 62,
        "Sweden   may take part in a land     Sweden is interested in a",
        "         force                       part of its own",
    ]


def test_a_terminal_too_narrow_for_anything_still_shows_the_first_column(shown: Shown) -> None:
    table = Table(("a", "b"), [("中", "x"), ("ab", "y")])
    assert shown(table, 1) == ["a", "─", "中", "a", "b"]


def test_a_name_of_a_column_stands_on_the_rule_however_long_the_others_are(shown: Shown) -> None:
    table = Table(("what each of them says it would give to the force", "n"), [("ships", 1)])
    assert shown(table) == [
        "what each of them says it would give to the",
        "force                                          n",
        "─" * 48,
        "ships                                          1",
    ]


def test_a_line_break_in_a_cell_does_not_break_the_row(shown: Shown) -> None:
    lines = shown(Table(("quote", "n"), [("one\ntwo\u2028three\x0bfour", 1)]))
    assert lines[2:] == ["one two three<U+000B>four   1"]


def test_what_steers_a_terminal_folds_as_it_is_spelled(shown: Shown) -> None:
    lines = shown(Table(("quote",), [("\x1b[31m\u202e" * 3,)]), 20)
    assert lines[2:] == ["<U+001B>[31m<U+202E>"] * 3


def test_an_answer_without_columns_is_no_fault(shown: Shown) -> None:
    assert not "".join(shown(Table((), [(), ()])))


@pytest.mark.parametrize(
    ("term", "no_color", "head"),
    [
        ("xterm", "", "\x1b[1mactor\x1b[0m"),
        ("xterm", "1", "actor"),
        ("dumb", "", "actor"),
    ],
)
def test_the_head_is_bold_where_a_terminal_shows_it(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, term: str, no_color: str, head: str
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", no_color)
    assert shown(Table(("actor",), [("Mali",)])) == [head, "─────", "Mali"]


def test_a_file_has_no_bold_head_and_the_width_of_a_page(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    table = Table(("actor", "quote"), [("Mali", "may take part if the conditions are right")])
    assert shown(table, 20, path=tmp_path / "out.txt") == []
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").splitlines() == [
        "actor   quote",
        "─────────────────────────────────────────────────",
        "Mali    may take part if the conditions are right",
    ]


def test_a_terminal_without_unicode_gets_a_rule_that_it_can_show(shown: Shown) -> None:
    assert shown(Table(("actor",), [("Mali",)]), encoding="cp1252") == ["actor", "-----", "Mali"]


def test_texts_that_are_cut_are_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a", "b"), [("x" * 2_001, "y" * 3_000), ("x" * 2_000, "y")]), "table")
    printed = capsys.readouterr()
    assert printed.err.count("are cut") == 1
    assert printed.out.count("…") == 2


def test_a_text_that_only_grows_by_being_spelled_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table(("a",), [("\x07" * 2_000,)]), "table")
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.replace("\n", "").count("<U+0007>") == 2_000


@given(st.lists(st.integers(1, 44), min_size=1, max_size=12), st.integers(1, 250))
def test_columns_fill_the_room_and_never_more(wanted: list[int], room: int) -> None:
    gaps = 3 * (len(wanted) - 1)
    sizes = widths(wanted, room)
    assert sum(sizes) == min(sum(wanted), max(room - gaps, len(wanted)))
    cut = [size for size, whole in zip(sizes, wanted, strict=True) if size < whole]
    assert not cut or max(sizes) - min(cut) <= 1


@given(
    st.text(st.sampled_from("ab é–中国\u0301\u200b\u200d\ufe0f👍👩❤ก็\u00a0\u3000"), max_size=60),
    st.integers(2, 30),
)
@example("👩\u200d👩\u200d👧 " * 5, 3)
def test_whatever_is_written_folds_into_its_width_and_keeps_every_character(text: str, width: int) -> None:
    lines = folded(visible(text), width)
    assert max(map(wide, lines)) <= width
    assert "".join(lines).replace(" ", "") == visible(text).replace(" ", "")


def test_texts_are_as_wide_as_the_terminal_says() -> None:
    characters = [chr(code) for code in range(0x20, 0x2_0000) if chr(code).isprintable()]
    assert [one for one in characters if wide(one) != cell_len(one)] == []


MANY = 20_000
ROWS: list[tuple[Cell, ...]] = [
    (
        f"s{n}",
        "Sweden",
        "open",
        None,
        f"may take part – if condition {n} holds and parliament agrees to it",
        n,
    )
    for n in range(MANY)
]


def test_twenty_thousand_rows_are_shown_at_once(shown: Shown) -> None:
    begun = time.process_time()
    lines = shown(Table(("id", "actor", "stance", "via", "quote", "n"), ROWS), 120)
    assert time.process_time() - begun < 5
    assert len(lines) == 2 + 2 * MANY


def test_rows_take_the_memory_of_their_text(shown: Shown) -> None:
    table = Table(("id", "actor", "stance", "via", "quote", "n"), ROWS[:3_000])
    tracemalloc.start()
    try:
        lines = shown(table, 120)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 20 * sum(map(len, lines))
