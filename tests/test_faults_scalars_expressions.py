"""Faults of the model are values: place, kind and message, never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph import model
from coalition_graph.files import columns, wording
from coalition_graph.files.wording import CLASSES
from coalition_graph.model import (
    Condition,
    Expression,
    Fault,
    Meeting,
    Statement,
    assembled,
    changed,
    typing_of,
    validate,
)

SAID: dict[str, Any] = {"actor": "SE", "stance": "open", "proposal": "p"}


def faults(cls: Any, data: object) -> list[Fault]:
    made = validate(cls, data)
    assert isinstance(made, list), made
    return made


@pytest.mark.parametrize(
    ("key", "value", "loc", "message"),
    [
        ("start", "1e3", ("start",), "'1e3' is not a number: write digits only, such as 10000"),
        ("start", "٣", ("start",), "'٣' is not a number: write digits only, such as 10000"),
        ("start", "9" * 19, ("start",), f"'{'9' * 19}' has more than 18 digits"),
        ("start", ["1"], ("start",), "takes a number in digits"),
        ("said", "27 March", ("said",), "'27 March' is not a date: write 2025-03-27, 2025-03, 2025 or"),
        ("said", ["2025"], ("said",), "takes one text, not a list or a mapping"),
        ("id", "a b", ("id",), "'a b' is not an id (letters, digits, - and _; at most 80); write 'a-b'"),
        ("contribution", {"min": "9", "max": "1"}, ("contribution", 0, "min"), "9 is greater than max 1"),
        (
            "conditions",
            ["a", ["b"]],
            ("conditions", 1),
            "takes ids, texts, {any: [..]} and {all: [..]}, not a list",
        ),
        (
            "conditions",
            {"any": ["a", {"all": ["b", {"or": "c"}]}]},
            ("conditions", "any", 1, "all", 1),
            "'or' is neither any nor all",
        ),
        (
            "conditions",
            {"any": ["a"], "all": ["b"]},
            ("conditions",),
            "write {any: [..]} or {all: [..]}, with one",
        ),
        (
            "conditions",
            {"any": []},
            ("conditions", "any"),
            "names no condition; write none for an unconditional",
        ),
        ("quote", {"a": "b"}, ("quote",), "takes one text, not a list or a mapping"),
    ],
)
def test_a_value_that_does_not_fit(key: str, value: object, loc: tuple[str | int, ...], message: str) -> None:
    (fault,) = faults(Statement, {**SAID, key: value})
    assert (fault.loc, fault.kind) == (loc, "value")
    assert fault.message.startswith(message)


def test_a_closed_list_is_handed_on() -> None:
    (fault,) = faults(Statement, {**SAID, "credibility": "7"})
    assert fault == Fault(("credibility",), "choice", "'7'", ("1", "2", "3", "4", "5", "6"))
    (fault,) = faults(Statement, {**SAID, "stance": ["open"]})
    assert fault.message == "a list or a mapping"


def test_unknown_and_missing_keys() -> None:
    assert [(fault.loc, fault.kind) for fault in faults(Condition, {"id": "c", "txt": "T"})] == [
        (("text",), "missing"),
        (("txt",), "unknown"),
    ]


def test_no_file_gives_the_end_of_a_quote() -> None:
    assert faults(Statement, {**SAID, "end": "3"})[0].kind == "unknown"


@pytest.mark.parametrize(
    ("requires", "message"),
    [
        ({}, "takes one of: actor, at_least, at_least_personnel, any, all"),
        ({"actor": "US", "at_least": "3", "stance": "open", "proposal": "p"}, "takes one of"),
        ({"actor": "US", "proposal": "p"}, "needs a stance, such as [pledges, open]"),
        ({"at_least_personnel": "9"}, "needs a proposal"),
        (
            {"any": [{"actor": "US", "stance": "open", "proposal": "p"}], "proposal": "p"},
            "beside any or all, it takes",
        ),
    ],
)
def test_what_a_requirement_takes(requires: object, message: str) -> None:
    (fault,) = faults(Condition, {"id": "c", "text": "T", "requires": requires})
    assert fault.loc == ("requires",) and fault.message.startswith(message)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("actor", ["SE", ["FI"]]),
        ("stance", "opne"),
        ("conditions", ["a", {"any": ["b", {"or": "c"}]}]),
        ("contribution", [{"kind": "land"}, {"min": "9", "max": "1"}]),
        ("said", "27 March"),
    ],
)
def test_a_key_typed_by_itself_has_the_faults_that_it_has_in_its_entry(key: str, value: object) -> None:
    assert typing_of(Statement, key)(value) == faults(Statement, {**SAID, key: value})


LEAST: dict[str, dict[str, Any]] = {
    "statements": SAID,
    "attendance": {"actor": "SE"},
    "meetings": {"id": "m"},
    "actors": {"name": "N", "kind": "person"},
    "proposals": {"id": "p", "title": "T"},
    "conditions": {"id": "c", "text": "T"},
    "sources": {},
    "status": {"condition": "c", "is": "met"},
}
texts = st.sampled_from(
    ["open", "met", "land", "true", "2025-03", "007", "Q30", "a b", "none", "", "x" * 81, "1"]
)
keys = st.sampled_from(
    ["any", "all", "kind", "min", "max", "count", "actor", "stance", "proposal", "at_least", "odd"]
)
values = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=3), max_leaves=5
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(columns.TABLES), values, st.data())
def test_a_row_typed_key_by_key_is_typed_as_an_entry(
    section: str, value: object, data: st.DataObject
) -> None:
    cls, key = CLASSES[section], data.draw(st.sampled_from(wording.keys(section)))
    name = next(name for name, field in model.fields(cls).items() if key in (field.alias, name))
    whole, alone = validate(cls, {**LEAST[section], key: value}), typing_of(cls, name)(value)
    assert alone == (whole if isinstance(whole, list) else getattr(whole, name))


@pytest.mark.parametrize("section", columns.TABLES)
def test_no_section_of_a_table_has_rules_between_its_keys(section: str) -> None:
    rules = vars(CLASSES[section])["__pydantic_decorators__"]
    assert not rules.model_validators and not rules.root_validators


def test_the_values_of_a_part_are_changed_only_in_a_copy() -> None:
    said = assembled(Statement, {"actor": ("SE",), "stance": "open", "proposal": "p"})
    assert said == validate(Statement, SAID)
    firmer = changed(said, {"stance": "pledges"})
    assert (said.stance, firmer.stance, firmer.actor) == ("open", "pledges", ("SE",))
    with pytest.raises(AttributeError):
        firmer.stance = "open"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        changed(said, {"stanse": "open"})
    with pytest.raises(TypeError, match="Statement has no stanse"):
        assembled(Statement, {"stanse": "open"})


def test_a_part_takes_no_more_memory_than_its_attributes() -> None:
    assert not hasattr(assembled(Statement, {}), "__dict__")


def test_an_attendance_may_be_a_mere_name() -> None:
    meeting = validate(Meeting, {"id": "m", "attendance": ["EU", {"actor": "SE"}]})
    assert isinstance(meeting, Meeting)
    assert [one.actor for one in meeting.attendance] == ["EU", "SE"]


def test_conditions_in_all_their_forms() -> None:
    def read(value: object) -> object:
        made = validate(Statement, {**SAID, "conditions": value})
        assert isinstance(made, Statement)
        return made.conditions

    assert read("none") == "none"
    assert read("the time is right") == Expression(op="all", parts=("the time is right",))
    assert read(["a", {"any": ["b", "c"]}]) == Expression(
        op="all", parts=("a", Expression(op="any", parts=("b", "c")))
    )
    assert read({"any": "b"}) == Expression(op="any", parts=("b",))
    assert read(["a", {"any": ["b", "a"]}]).leaves() == ("a", "b")  # type: ignore[attr-defined]


def test_the_schema_of_a_class_has_keys_as_written() -> None:
    properties = model.schema(model.Attendance)["properties"]
    assert "as" in properties and "as_" not in properties and "end" not in properties
