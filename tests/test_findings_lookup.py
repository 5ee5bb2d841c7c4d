"""Problems found by linking stand once each, at the value as written; things are found by id, alias, name."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition_graph import model
from coalition_graph.files.coding import Coding, Loc, Place
from coalition_graph.files.findings import Entry, Findings
from coalition_graph.files.lookup import Lookup, unknown


def coding(places: dict[Loc, Place]) -> Coding:
    around = {loc[:length]: places[loc] for loc in reversed(places) for length in range(len(loc))}
    return Coding("a.yaml", Path(), model.File(), None, {**around, **places})


@pytest.mark.parametrize(
    ("places", "loc", "line"),
    [
        ({("statements", 0, "actor"): (3, 5)}, ("statements", 0, "actor", 1), 3),
        ({("defaults", "actor"): (2, 5), ("statements", 0): (3, 5)}, ("statements", 0, "actor"), 2),
        (
            {("statements", 0, "conditions"): (4, 5), ("statements", 0, "conditions", 1): (5, 5)},
            ("statements", 0, "conditions", "all", 1),
            5,
        ),
        (
            {
                ("statements", 0, "conditions", "any"): (5, 9),
                ("statements", 0, "conditions", "any", 1): (6, 5),
            },
            ("statements", 0, "conditions", "any", 1),
            6,
        ),
    ],
)
def test_a_problem_stands_where_the_value_is_written(places: dict[Loc, Place], loc: Loc, line: int) -> None:
    findings = Findings()
    for _ in range(2):
        findings.add(coding(places), "E301", "unknown actor", loc)
    assert [problem.line for problem in findings.problems()] == [line]
    assert findings.errors == 2


def test_a_name_that_is_lost_with_its_declaration_is_no_second_fault() -> None:
    findings = Findings(lost=["Land Force"])
    findings.missing(coding({}), "E302", "land  force", "unknown", ())
    assert (findings.problems(), findings.errors) == ([], 1)
    findings.missing(coding({}), "E302", "sea force", "unknown", ())
    assert len(findings.problems()) == 1


def test_an_entry_tells_its_place() -> None:
    entry = Entry("value", coding({("actors", 0): (7, 3), ("actors", 0, "id"): (8, 9)}), ("actors", 0))
    assert (entry.at(), entry.at("id")) == ("a.yaml:7", "a.yaml:8")


def test_an_id_goes_before_an_alias_before_a_name() -> None:
    lookup = Lookup()
    lookup.add("a", aliases=("c",), name="b")
    lookup.add("b", name="C")
    assert (lookup.find("b"), lookup.find("c"), lookup.find("C")) == ("b", "a", "a")


def test_a_name_that_two_bear_finds_neither() -> None:
    lookup = Lookup()
    lookup.add("paris-1", name="Paris meeting")
    lookup.add("paris-2", name="Paris  Meeting")
    assert lookup.find("paris meeting") is None
    lookup.add("paris-1", name="Paris meeting")
    assert lookup.find("paris meeting") is None


def test_a_leading_the_does_not_matter_where_a_thing_is_referred_to() -> None:
    lookup = Lookup()
    lookup.add("cap", name="Gas cap")
    lookup.add("force", name="The force")
    assert [lookup.refer(name) for name in ("the gas cap", "force of", "The Force", "Force")] == [
        "cap", None, "force", "force"
    ]  # fmt: skip


def test_a_suggestion_names_each_thing_once() -> None:
    lookup = Lookup()
    lookup.add("land-force", aliases=("land forces",), name="Land force")
    assert len(lookup.suggest("land-forc")) == 1
    assert (
        unknown("meeting", "x", []) == "unknown meeting 'x'; declare it under `meetings:` or correct the name"
    )
