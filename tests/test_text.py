"""Text from strangers: ids, slugs, folding, and what must not reach a terminal or a spreadsheet."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph import text, vocabulary


@given(st.text())
def test_every_text_gives_a_slug_that_may_stand_as_an_id(name: str) -> None:
    assert text.is_id(text.slug(name))


@given(st.text())
def test_a_slug_may_stand_in_a_prefixed_name(name: str) -> None:
    pyoxigraph.Store().query(f"ASK {{ ?s ?p person:{text.slug(name)} }}", prefixes=vocabulary.PREFIXES)


@given(st.text())
def test_case_and_space_do_not_change_a_slug(name: str) -> None:
    assert text.slug(name) == text.slug(f"  {name}\n")


def test_two_long_texts_do_not_share_a_slug() -> None:
    assert text.slug("word " * 40 + "one") != text.slug("word " * 40 + "two")


@pytest.mark.parametrize("name", ["a.b", "-a", "_a", "", "a b", "x" * 81, "a/b", "e\u0301", "²", "a\n"])
def test_what_is_no_id(name: str) -> None:
    assert not text.is_id(name)


@pytest.mark.parametrize("name", ["Åland", "украина", "日本", "2025", "us-protection", "a_b", "x" * 80])
def test_what_is_an_id(name: str) -> None:
    assert text.is_id(name)


@given(st.text())
def test_cleaned_text_steers_nothing(raw: str) -> None:
    cleaned = text.clean(raw)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\ufeff" for c in cleaned)
    cleaned.encode("utf-8")


def test_cleaning_keeps_what_a_language_needs() -> None:
    # Persian is spelled with the zero-width non-joiner; a family emoji holds together by joiners.
    assert text.clean("می‌خواهم 👨‍👩‍👧") == "می‌خواهم 👨‍👩‍👧"


@given(st.text())
def test_a_guarded_cell_comes_back(cell: str) -> None:
    assert text.formula_plain(text.formula_safe(cell)) == cell


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-1+1", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"],
)
def test_a_formula_does_not_run(cell: str) -> None:
    assert text.formula_safe(cell).startswith("'")


@pytest.mark.parametrize(
    "cell", ["-2", "+3", "10000", "-1.5", "-1e-17", "+2E5", "a=b", "Côte d'Ivoire", "'tis"]
)
def test_plain_cells_stay_as_they_are(cell: str) -> None:
    assert text.formula_safe(cell) == cell


def test_the_nearest_known_word_is_offered_as_it_is_written() -> None:
    assert text.nearest("us-protecton", ["US-protection", "ceasefire"]) == ["US-protection"]
    assert text.nearest("zzz", ["Sweden"]) == []
