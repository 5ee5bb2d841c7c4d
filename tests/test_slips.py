"""What a YAML reader stumbles over is told in words that lead to the mend."""

from __future__ import annotations

import pytest

from coalition_graph.files.tree import parse


def told(text: str) -> list[str]:
    return [str(problem).removeprefix("a.yaml:") for problem in parse("a.yaml", text.encode())[1]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a:\n\tb: 1\n", "2:1: E104: a tab; indent with spaces"),
        ("a: b\n\tc: d\n", "2:1: E104: a tab; indent with spaces"),
        (
            'q: Sweden: provided "so"',
            "1:10: E104: a colon inside an unquoted text; put the text in quotation marks",
        ),
        (
            "a: {q: Sweden: so}",
            "1:14: E104: a colon inside an unquoted text; put the text in quotation marks",
        ),
        ("a: [b, c\nd: e\n", "1:4: E104: '[' is never closed; add ']'"),
        ("a: [", "1:4: E104: '[' is never closed; add ']'"),
        ("a: {b: [c, {d: e\n", "1:12: E104: '{' is never closed; add '}'"),
        ("a:\n  - {b: c\n  - {d: e}\n", "2:5: E104: '{' is never closed; add '}'"),
        ('a: "x\nb: c', "1:4: E104: the quotation mark that opens here is never closed"),
        ("a: {b: 'x' y}", "1:12: E104: expected ',' or '}' here; put the text in quotation marks"),
        (
            'q: "a", b',
            "1:7: E104: the text goes on after its closing quotation mark; quote the whole, \"…\" inside '…'",
        ),
        (
            "a: b\n c: d\n",
            "2:3: E104: a key cannot stand here; check the indentation of this line and the one above",
        ),
        (
            "a: b\nfoo\nbar: c",
            "2:1: E104: a line without key and colon; check the indentation, "
            "or put the text in quotation marks",
        ),
        ("a:\n  - b\n - c\n", "3:2: E104: expected a key here; check the indentation"),
        ("- a\nb: c", "2:1: E104: every entry of this list begins with '- '; check the indentation"),
        ("a: @home", "1:4: E104: a text cannot begin with this character; put the text in quotation marks"),
        (
            "a: -\n",
            "1:4: E104: a list cannot begin here; begin a new line, or put the text in quotation marks",
        ),
        ("a: [b]]", "1:7: E104: a closing bracket that nothing opened"),
        ('a: "\\q"', "1:5: E104: inside \" \" a backslash is written \\\\, or use ' '"),
        ("a: *", "1:5: E104: a text cannot begin with '*'; put the text in quotation marks"),
        (
            "a: |x\n b",
            "1:5: E104: after | or > the text begins on the next line; else put the text in quotation marks",
        ),
    ],
)
def test_a_fault_of_yaml_has_its_place_and_its_mend(text: str, first: str) -> None:
    assert told(text) == [first]


def test_a_text_cut_by_a_hash_has_words_of_its_own() -> None:
    (problem,) = told("summary: Sweden is country #1 in Europe")
    assert problem.startswith(
        "1:10: E104: the text ends before ' #', which begins a comment; put the text in quotation"
    )


@pytest.mark.parametrize(
    "text", ["- {summary: country #1, stance: open}\n- b", "a: country #1\n  in Europe\n"]
)
def test_a_hash_that_breaks_the_file_is_where_the_fault_is_told(text: str) -> None:
    (problem,) = told(text)
    assert "E104: ' #' begins a comment here and cuts the text; put the text in quotation marks" in problem


def test_what_may_be_a_comment_is_only_a_warning() -> None:
    assert [line[:9] for line in told("a: two words # and more\nb: x #y\n")] == ["1:4: W122", "2:4: W122"]


@pytest.mark.parametrize(
    "text",
    [
        "date: 2025-02-17                # may be missing",
        "a: x # a comment",
        "a: two words  # set off",
        '"a #b": "c #1"',
        "a: |\n  b #1\n",
        "a: b#1",
    ],
)
def test_a_plain_comment_is_none_of_our_business(text: str) -> None:
    assert told(text) == []


def test_typographic_quotation_marks_are_part_of_the_text() -> None:
    assert told("quote: “the conditions are right”") == [
        '1:8: W123: these quotation marks are part of the text; use " to quote it'
    ]
    assert told('quote: "“the conditions are right”"') == []
