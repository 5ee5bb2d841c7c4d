"""Strict YAML: every scalar is text, every node knows its place, and nothing expands or runs."""

from __future__ import annotations

import time
from typing import Any

import pytest

from coalition_graph.files.tree import MAX_BYTES, Node, parse


def plain(node: Node | None) -> Any:
    """A tree as plain data, without places."""
    if node is None or isinstance(node.value, str):
        return None if node is None else node.value
    if isinstance(node.value, list):
        return [plain(entry) for entry in node.value]
    return {key: plain(value) for key, value in node.value.items()}


def read(text: str) -> tuple[Any, list[str]]:
    root, problems = parse("a.yaml", text.encode())
    return plain(root), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        (
            "country: NO\nattends: {NO: yes, SE: off}",
            {"country": "NO", "attends": {"NO": "yes", "SE": "off"}},
        ),
        (
            "code: 010\nv: 1.10\nexp: 1e3\nhex: 0x1F\nu: 1_000",
            {"code": "010", "v": "1.10", "exp": "1e3", "hex": "0x1F", "u": "1_000"},
        ),
        ("at: 20:00\nratio: 1:30", {"at": "20:00", "ratio": "1:30"}),
        ("a: null\nb: ~\nc:\nd: NA", {"a": "null", "b": "~", "c": "", "d": "NA"}),
        (
            "day: 2025-03-27\nbad: 2025-02-30\ndt: 2025-03-27T20:00:00Z",
            {"day": "2025-03-27", "bad": "2025-02-30", "dt": "2025-03-27T20:00:00Z"},
        ),
        ("\ufeffa: 1\r\nb: 2\r\n", {"a": "1", "b": "2"}),
        ("---\n- {a: [b, c]}\n- |\n  two\n  lines\n", [{"a": ["b", "c"]}, "two\nlines\n"]),
        ("", None),
        ("# only a comment\n", None),
    ],
)
def test_every_scalar_stays_as_it_was_written(text: str, data: object) -> None:
    assert read(text) == (data, [])


def test_every_value_and_key_knows_its_line_and_column() -> None:
    root, _ = parse("a.yaml", "# Ä\nstatements:\n  - {actor: Åland, stance: open}\n".encode())
    assert isinstance(root, Node) and isinstance(root.value, dict)
    section = root.value["statements"]
    assert isinstance(section.value, list)
    entry = section.value[0]
    assert isinstance(entry.value, dict)
    assert (entry.line, entry.column) == (3, 5)
    assert entry.keys["stance"] == (3, 20)
    assert (entry.value["stance"].line, entry.value["stance"].column) == (3, 28)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2", "a.yaml:2:1: E105: the key 'a' stands twice, first in line 1; keep one"),
        ("a: &x 1", "a.yaml:1:4: E105: the anchor &x is refused; take it out"),
        (
            "a: *x",
            "a.yaml:1:4: E105: the alias *x is refused; write the value out, "
            "or put a text in quotation marks",
        ),
        ("a: {<<: {b: 1}}", "a.yaml:1:5: E105: merge keys (<<) are refused; write the keys out"),
        ("a: !!int 1", "a.yaml:1:4: E105: the tag !!int is refused; take it out"),
        ("a: 1\n---\na: 2", "a.yaml:2:1: E105: a second document; one file holds one, so split it at '---'"),
        (
            "? [a]\n: b",
            "a.yaml:1:3: E105: a key must be a text, not a list or a mapping; put it in quotation marks",
        ),
        ('a: "x\\a"', "a.yaml:1:4: E102: control character U+0007; take its \\ escape out"),
        ("a: {'': b}", "a.yaml:1:5: E105: a key is missing before the colon"),
        ("[" * 3000 + "]" * 3000, "a.yaml:1:41: E105: nested deeper than 40 levels; write it flatter"),
    ],
)
def test_what_yaml_could_do_to_a_value_is_refused(text: str, told: str) -> None:
    assert told in read(text)[1]


def test_a_comma_in_braces_says_which_text_to_quote() -> None:
    data, problems = read("- {actor: PL, reason: needs its troops, at home, stance: declines}")
    assert problems == [
        "a.yaml:1:41: E106: 'at home' has no value: inside {} a comma ends a text; "
        "put the text of 'reason' in quotation marks"
    ]
    assert data == [{"actor": "PL", "reason": "needs its troops", "stance": "declines"}]


def test_an_empty_value_with_its_colon_is_no_slip() -> None:
    assert read("- {actor: PL, reason: , note: }") == ([{"actor": "PL", "reason": "", "note": ""}], [])


def test_a_program_in_a_tag_is_not_run(tmp_path: object) -> None:
    data, problems = read("!!python/object/apply:os.system ['echo PWNED > PWNED']")
    assert problems == ["a.yaml:1:1: E105: the tag !!python/object/apply:os.system is refused; take it out"]
    assert data == ["echo PWNED > PWNED"]


@pytest.mark.parametrize("link", ["[{}]", "{{<<: [{}], k: 1}}"])
def test_a_billion_laughs_are_no_laugh(link: str) -> None:
    bomb = "l0: &l0 [lol]\n" + "".join(
        f"l{n}: &l{n} {link.format(','.join([f'*l{n - 1}'] * 9))}\n" for n in range(1, 30)
    )
    started = time.process_time()
    _, problems = read(bomb)
    assert time.process_time() - started < 2
    assert problems[0] == "a.yaml:1:5: E105: the anchor &l0 is refused; take it out"
    assert all(": E105: " in problem for problem in problems)


@pytest.mark.parametrize(
    "text", ["[a," * 5000, "- " * 5000, "{a: " * 5000, '"' * 100_000, "!" * 100_000, "*a" * 10, "{a," * 9999]
)
def test_hostile_files_end_quickly_and_with_few_short_lines(text: str) -> None:
    started = time.process_time()
    _, problems = read(text)
    assert time.process_time() - started < 2
    assert 0 < len(problems) <= 200
    assert max(map(len, problems)) < 300


def test_a_file_of_more_than_8_mb_is_refused_unread() -> None:
    problems = parse("a.yaml", b"#" * (MAX_BYTES + 1))[1]
    assert [str(problem) for problem in problems] == [
        "a.yaml:1:1: E103: larger than 8 MB; split the file into several"
    ]


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\u2029"])
@pytest.mark.parametrize(
    ("rest", "place"),
    [("b: {x: 1, x: 2}\n", (2, 11)), ("b: [1\n", (2, 4)), ("b: 1\nc: &x 1\n", (3, 4)), ("- b\n", (2, 1))],
)
def test_places_are_those_of_an_editor_behind_what_only_yaml_takes_for_the_end_of_a_line(
    odd: str, rest: str, place: tuple[int, int]
) -> None:
    _, problems = parse("a.yaml", f'a: "😀{odd}  pasted"\n{rest}'.encode())
    assert [(problem.line, problem.column) for problem in problems] == [place]
