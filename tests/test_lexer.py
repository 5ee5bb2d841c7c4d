"""What stands in a text or a comment is never taken for code, nor code for a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph.errors import BadQuery
from coalition_graph.store import lexer


def cut(sparql: str) -> list[str]:
    return [token.text for token in lexer.read(sparql).tokens]


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("?a<?b", ["?a", "<", "?b"]),
        ("(?a<?b&&?c>?d)", ["(", "?a", "<", "?b", "&", "&", "?c", ">", "?d", ")"]),
        ("(?a < ?b)", ["(", "?a", "<", "?b", ")"]),
        ("{ ?s <http://a#b> ?o }", ["{", "?s", "<http://a#b>", "?o", "}"]),
        (
            "VALUES (?a ?b) { ('x' <http://a#b>) }",
            ["VALUES", *["(", "?a", "?b", ")", "{", "("], "'x'", "<http://a#b>", ")", "}"],
        ),
        ("{ ?s <rel'ative> ?o }", ["{", "?s", "<rel'ative>", "?o", "}"]),
        ("ex:a\\#b # comment", ["ex:a\\#b"]),
        ("ex:a.b . ex:c.", ["ex:a.b", ".", "ex:c."]),
        ("'''it's ''two'' '''", ["'''it's ''two'' '''"]),
        ('"a\\"b" "c"', ['"a\\"b"', '"c"']),
        ("'x'@en-GB", ["'x'", "@en-GB"]),
        ("# only\r?s", ["?s"]),
        ("1.5 $x", ["1.5", "$x"]),
    ],
)
def test_tokens(sparql: str, expected: list[str]) -> None:
    assert cut(sparql) == expected


@pytest.mark.parametrize("sparql", ["FILTER(?a<?b#>)", "FILTER(?a<'>'&&?b>'x')", "(?x<x:f&&'>')"])
def test_what_could_be_read_in_two_ways_is_refused(sparql: str) -> None:
    with pytest.raises(BadQuery, match="write a space behind the sign <"):
        lexer.read(sparql)


@pytest.mark.parametrize("sparql", ["ASK { ?s ?p 'open }", 'ASK { ?s ?p "a\nb" }', "'''a''"])
def test_an_open_quotation_mark_is_refused(sparql: str) -> None:
    with pytest.raises(
        BadQuery, match=r"line 1, column \d+: the quotation mark that opens here is never closed"
    ):
        lexer.read(sparql)


@given(st.text(st.sampled_from(list("ab:<>'\"#?(){}[]\\ \n\r.@^_/1"))))
def test_nothing_is_lost_between_tokens_but_spaces_and_comments(sparql: str) -> None:
    try:
        asked = lexer.read(sparql)
    except BadQuery:
        return
    end = 0
    for token in asked.tokens:
        assert asked.text[token.start : token.start + len(token.text)] == token.text
        between = asked.text[end : token.start]
        assert all(not line or line.lstrip(" \t").startswith(("#", "")) for line in between.split("\n"))
        assert between.strip() == "" or "#" in between
        end = token.start + len(token.text)
