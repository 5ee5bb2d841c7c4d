"""From which day to which a position or a status holds: the film that a slider looks up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph.analysis.conditions import StatusReport, status
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.intervals import Film, Interval, film, intervals
from coalition_graph.analysis.rule import hold
from coalition_graph.analysis.said import Said
from coalition_graph.model import Expression, Requirement
from tests.conftest import Doc
from tests.loaded import loaded

MARCH = {day: dt.date(2025, 3, day) for day in range(1, 32)}


def days(part: Interval[Any]) -> str:
    return f"{part.since:%d}–{f'{part.until:%d}' if part.until else ''}"


def stances(film: Film, proposal: str, actor: str) -> list[tuple[str, str, bool]]:
    return [
        (days(part), "|".join(view.position.stance for view in part.value), part.value[0].conditional)
        for part in film.positions[f"proposal:{proposal}", f"country:{actor}"]
    ]


def test_what_changes_on_which_day(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}, {id: backstop, title: A backstop}]
    conditions:
      - {id: cover, text: American protection, requires: {actor: US, stance: pledges, proposal: backstop}}
      - {id: mandate, text: A mandate}
    --- file: a.yaml
    source: {id: a, published: 2025-03-05}
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [cover]}
      - {actor: FI, stance: undecided, proposal: force, said: 2025-03-01}
      - {actor: FI, stance: declines, proposal: force}
      - {actor: FI, stance: open, proposal: force}
    --- file: b.yaml
    source: {id: b, published: 2025-03-10}
    statements: [{actor: US, stance: pledges, proposal: backstop}]
    status: [{condition: cover, is: failed, as_of: 2025-03-20}, {condition: mandate, is: met}]
    --- file: c.yaml
    source: {id: c}
    statements: [{actor: NO, stance: open, proposal: force}]
    """
    shown = intervals(loaded(dossier_doc))
    assert shown.days == (MARCH[1], MARCH[5], MARCH[10], MARCH[20])
    assert stances(shown, "force", "SE") == [
        ("05–10", "open", True),
        ("10–20", "open", False),
        ("20–", "open", True),
    ]
    assert stances(shown, "force", "FI") == [("01–05", "undecided", False), ("05–", "declines|open", False)]
    assert stances(shown, "backstop", "US") == [("10–", "pledges", False)]
    conditions = {
        name: [(days(part), part.value) for part in parts] for name, parts in shown.conditions.items()
    }
    assert conditions == {
        "condition:cover": [("10–20", "met"), ("20–", "failed")],
        "condition:mandate": [("10–", "met")],
    }
    norway = ("proposal:force", "country:NO")
    assert norway not in shown.positions
    assert [view.position.stance for view in shown.undated_positions[norway]] == ["open"]
    assert shown.undated_conditions == {"condition:cover": "failed", "condition:mandate": "met"}


RULES = {
    "c1": Requirement(actor="A", stance=("open",), proposal="p"),
    "c2": Requirement(at_least=2, stance=("open", "pledges"), proposal="q"),
    "c4": Requirement(
        any=(
            Requirement(at_least=1, stance=("open", "pledges"), proposal="p"),
            Requirement(actor="C", stance=("pledges",), proposal="q"),
        )
    ),
}
LEAVES = st.sampled_from(["c1", "c2", "c3", "c4"])


def several(
    most: int,
    *,
    actors: str,
    proposals: str,
    stances: list[str],
    parts: st.SearchStrategy[list[str]],
    least: int = 0,
) -> st.SearchStrategy[list[Said]]:
    """So many statements, of which some hang on the conditions that `parts` gives."""
    made = st.builds(
        Said,
        node=st.sampled_from([f"s{number}" for number in range(most)]),
        actor=st.sampled_from(actors),
        proposal=st.sampled_from(proposals),
        stance=st.sampled_from(stances),
        latest=st.sampled_from([None, *(MARCH[day] for day in range(1, 6))]),
        attribution=st.sampled_from(["on-record", "reported"]),
        expression=st.none()
        | st.builds(Expression, op=st.sampled_from(["all", "any"]), parts=parts.map(tuple)),
    )
    return st.lists(made, min_size=least, max_size=most, unique_by=lambda one: one.node)


SAID = several(
    12,
    actors="ABC",
    proposals="pq",
    stances=["pledges", "open", "declines"],
    parts=st.lists(LEAVES, min_size=1, max_size=2),
)
REPORTS = st.lists(
    st.builds(
        StatusReport,
        node=st.sampled_from("xyz"),
        condition=st.sampled_from(["c1", "c3"]),
        status=st.sampled_from(["met", "failed", "open"]),
        latest=st.sampled_from([None, *(MARCH[day] for day in range(1, 6))]),
    ),
    max_size=3,
)


@settings(max_examples=300, deadline=None)
@given(SAID, REPORTS, st.integers(1, 6))
def test_the_film_shows_on_each_day_what_the_rule_says_of_it(
    said: list[Said], reports: list[StatusReport], number: int
) -> None:
    day = MARCH[number]
    shown = film(said, reports, RULES)
    looked_up = {
        (view.position, view.conditional)
        for parts in shown.positions.values()
        for part in parts
        if part.since <= day and (part.until is None or day < part.until)
        for view in part.value
    }
    expected = hold(said, day)
    held = holding(expected, RULES, status(reports, day))
    assert looked_up == {(position, held.conditional(position)) for position in expected}
    met = {
        condition
        for condition, parts in shown.conditions.items()
        for part in parts
        if part.value == "met" and part.since <= day and (part.until is None or day < part.until)
    }
    assert met == held.met
    undated = {
        (view.position, view.conditional) for views in shown.undated_positions.values() for view in views
    }
    held = holding(hold(said), RULES, status(reports))
    assert undated == {(position, held.conditional(position)) for position in hold(said)}
