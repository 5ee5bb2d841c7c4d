"""The columns of tables, and how a cell becomes a value."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph import model
from coalition_graph.files import columns


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", ""),
        ("none", "none"),
        ("us-protection", "us-protection"),
        ("the conditions are right", "the conditions are right"),
        ("c1 | c2", ["c1", "c2"]),
        ("any(c1|c2)", {"any": ["c1", "c2"]}),
        ("all(c1|any(c2|c3))", {"all": ["c1", {"any": ["c2", "c3"]}]}),
        ("c1|any(a mandate (UN)|c3)", ["c1", {"any": ["a mandate (UN)", "c3"]}]),
        ("any(c1|c2)|c3", [{"any": ["c1", "c2"]}, "c3"]),
        ("anything goes|a) first", ["anything goes", "a) first"]),
        ("any(c1|c2", ["any(c1", "c2"]),
        (r"this \| that|c1", ["this | that", "c1"]),
    ],
)
def test_conditions_in_one_cell(cell: str, value: object) -> None:
    assert columns.condition_cell(cell) == value


ids = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True).filter(lambda word: word != "none")
expressions = st.recursive(
    ids,
    lambda inner: st.builds(
        lambda op, parts: {op: parts},
        st.sampled_from(["any", "all"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


def cell(value: object) -> str:
    """An expression as our answers write it into one cell."""
    if isinstance(value, dict):
        op, parts = next(iter(value.items()))
        return f"{op}({'|'.join(map(cell, parts))})"
    return str(value)


@given(st.lists(expressions, min_size=2, max_size=4))
def test_every_expression_written_in_a_cell_comes_back(value: list[object]) -> None:
    assert columns.condition_cell("|".join(map(cell, value))) == value


@pytest.mark.parametrize(
    "hostile", ["any(" * 30_000, "any(|" * 20_000, "any(" * 30_000 + ")" * 30_000, "|" * 100_000]
)
def test_a_hostile_cell_is_read_quickly(hostile: str) -> None:
    started = time.process_time()
    model.validate(
        model.Statement,
        {"actor": "SE", "stance": "open", "proposal": "p", "conditions": columns.condition_cell(hostile)},
    )
    assert time.process_time() - started < 2


def test_every_key_has_its_column() -> None:
    assert columns.known("attendance")[-7:] == (
        "person",
        "as",
        "role",
        "mode",
        "status",
        "represents",
        "source",
    )
    assert {"contribution.min", "conditions", "source", "at"} <= set(columns.known("statements"))
    assert {"reported.count", "reported.about", "complete"} <= set(columns.known("meetings"))
    assert "requires.at_least_personnel" in columns.known("conditions")
    assert "source" not in columns.known("sources")


def test_lists_and_text_to_the_letter() -> None:
    assert columns.convert("statements", "actor")("FR|GB") == ["FR", "GB"]
    assert columns.convert("statements", "quote")(" a | b ") == " a | b "
    assert columns.convert("statements", "stance")(" open ") == "open"
    assert columns.convert("statements", "summary")("  ") == ""


@pytest.mark.parametrize(
    ("name", "section"), [("statements", "statements"), ("Status_2025", "status"), ("state", None)]
)
def test_a_table_is_known_by_its_name(name: str, section: str | None) -> None:
    assert columns.section_of(name) == section
