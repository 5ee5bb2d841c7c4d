"""Condition expressions, as coding files and tables write them."""

from __future__ import annotations

import pytest

from coalition_graph.model import Expression, Statement, validate


def validated(data: dict[str, object]) -> Statement:
    made = validate(Statement, data)
    if isinstance(made, Statement):
        return made
    raise ValueError("; ".join(fault.message for fault in made))


def conditions(written: object) -> object:
    data = {"actor": "SE", "stance": "open", "proposal": "force", "conditions": written}
    return validated(data).conditions


def test_a_list_means_all_of_them() -> None:
    assert conditions(["cover", "a legal mandate"]) == Expression(
        op="all", parts=("cover", "a legal mandate")
    )


def test_none_says_unconditional_and_a_missing_key_says_nothing() -> None:
    assert conditions("none") == "none"
    assert validated({"actor": "SE", "stance": "open", "proposal": "force"}).conditions is None


def test_any_and_all_nest() -> None:
    found = conditions({"any": ["a", {"all": ["b", "c"]}]})
    assert isinstance(found, Expression)
    assert found.leaves() == ("a", "b", "c")
    assert not found.plain


def test_a_leaf_named_twice_counts_once() -> None:
    assert Expression(op="all", parts=("a", "b", "a")).leaves() == ("a", "b")


@pytest.mark.parametrize("written", [{"some": ["a"]}, {"any": ["a"], "all": ["b"]}, {"any": []}, []])
def test_other_forms_are_refused(written: object) -> None:
    with pytest.raises(ValueError):
        conditions(written)
