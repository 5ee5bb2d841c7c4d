"""Contributions, condition expressions and requirements, told in words."""

from __future__ import annotations

import pytest

from coalition_graph.analysis.inner import inner, told
from coalition_graph.analysis.nodes import Described, Name
from coalition_graph.store import Store
from coalition_graph.table import Cell
from tests.conftest import MakeDoc
from tests.loaded import loaded

US = {"country:US": Name("United States", "US")}
ATOM: dict[str, list[Cell]] = {
    "cg:ofActor": ["country:US"],
    "cg:anyStance": ["stance:open", "stance:pledges"],
    "cg:onProposal": ["proposal:us-backstop"],
}


def nodes(**facts: dict[str, list[Cell]]) -> dict[str, Described]:
    return {name: Described(name, values) for name, values in facts.items()}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (ATOM, "United States open|pledges us-backstop"),
        (
            {"cg:atLeast": [3], "cg:anyStance": ["stance:open"], "cg:onProposal": ["proposal:p"]},
            "at_least 3 open p",
        ),
        (
            {"cg:atLeastPersonnel": [10000], "cg:onProposal": ["proposal:p"]},
            "at_least_personnel 10000 p",
        ),
        (
            {"rdf:type": ["cg:Contribution"], "cg:contributionKind": ["land"], "cg:min": [5]},
            "land at least 5",
        ),
        ({"rdf:type": ["cg:Contribution"], "cg:max": [7], "cg:unit": ["EUR"]}, "up to 7 EUR"),
    ],
)
def test_a_leaf_is_told(facts: dict[str, list[Cell]], words: str) -> None:
    assert told("x", nodes(x=facts), US) == words


def test_parts_are_told_inside_their_join() -> None:
    found = nodes(x={"cg:allOf": ["condition:a", "y"]}, y={"cg:anyOf": ["condition:b", "condition:c"]})
    assert told("x", found, {}) == "all(a|any(b|c))"


def test_a_requirement_that_runs_in_a_circle_ends() -> None:
    assert told("stance:x", nodes(**{"stance:x": {"cg:anyOf": ["stance:x"]}}), {}) == "any(x)"


def test_all_inner_nodes_are_found_however_deep(make_doc: MakeDoc) -> None:
    store: Store = loaded(
        make_doc(
            """
source: {id: s}
proposals: [{id: p, title: P}]
conditions: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C}]
statements:
  - {id: x, actor: SE, stance: open, proposal: p, conditions: {any: [a, {all: [b, {any: [c, a]}]}]}}
"""
        )
    )
    found = inner(store, [Described("statement:s.x", {"cg:expression": ["statement:s.x-expression-1"]})])
    assert sorted(found) == [f"statement:s.x-expression-{number}" for number in (1, 2, 3)]
    assert told("statement:s.x-expression-1", found, {}) == "any(a|all(b|any(a|c)))"
