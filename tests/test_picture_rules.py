"""What the page plays scenarios by: only what the other rows of the payload do not say already."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from coalition_graph.analysis.conditions import StatusReport
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.model import Expression, Requirement
from coalition_graph.picture.payload import payload
from coalition_graph.picture.rules import Rules, compiled
from tests.conftest import write_doc
from tests.loaded import loaded
from tests.pictured import DOSSIER

PLACES = {"condition:a": 0, "condition:b": 1, "condition:c": 2, "country:US": 3, "proposal:force": 4}
PLAIN = Expression(op="all", parts=("condition:a", "condition:b"))
NESTED = Expression(op="any", parts=("condition:a", PLAIN))


def stands(
    actor: str,
    expression: Expression | None = None,
    *offers: Offer,
    stance: str = "open",
    ambiguous: bool = False,
) -> Position:
    return Position(actor, "proposal:force", stance, (), ambiguous, expression, offers)


def made(
    *positions: Position,
    requires: dict[str, Requirement] | None = None,
    reports: tuple[StatusReport, ...] = (),
) -> Rules:
    return compiled(positions, requires or {}, reports, PLACES.get)


def test_a_plain_list_of_conditions_stands_in_the_row_already() -> None:
    assert made(stands("country:SE", PLAIN), stands("country:FR")) == Rules()


def test_nested_conditions_are_written_out() -> None:
    assert made(stands("country:FR"), stands("country:SE", NESTED)).needs == {1: ["any", 0, ["all", 0, 1]]}


def test_a_plan_of_two_is_one_share_and_what_each_gives_alone_another() -> None:
    plan = Offer("o1", "land", 10, 30, "personnel", joint="plan")
    own = Offer("o2", "naval", None, 2, "ships")
    found = made(stands("country:FR", None, plan, own), stands("country:GB", None, plan))
    assert found.offers == {
        0: [("personnel", 0, 10, 30), ("ships", 1, None, 2)],
        1: [("personnel", 0, 10, 30)],
    }


def test_offers_that_no_sum_may_hold_are_left_out() -> None:
    land = Offer("o1", "land", 10, 30, "personnel")
    found = made(
        stands("country:FR", None, land, stance="supports"),
        stands("country:FR", None, land, ambiguous=True),
        stands("unnamed:many", None, land),
        stands("group:G7", None, land),
        stands("country:SE", None, Offer("o2", "land", 1, 1)),
    )
    assert found == Rules()


def test_requirements_ask_for_one_for_heads_or_for_people() -> None:
    requires = {
        "condition:a": Requirement(actor="country:US", stance=("open",), proposal="proposal:force"),
        "condition:b": Requirement(
            any=(
                Requirement(at_least=3, stance=("pledges", "open"), proposal="proposal:force"),
                Requirement(at_least_personnel=500, proposal="proposal:force"),
            )
        ),
        "condition:c": Requirement(at_least=1, stance=("open",), proposal="proposal:force"),
    }
    found = made(stands("country:SE", PLAIN), requires=requires)
    assert found.requires == {
        0: ["one", 3, 4, ("open",)],
        1: ["any", ["heads", 3, 4, ("pledges", "open")], ["people", 500, 4]],
    }, "nobody names condition c"


def test_of_what_is_not_shown_nothing_can_be_firm() -> None:
    requires = {"condition:a": Requirement(actor="country:XX", stance=("open",), proposal="proposal:none")}
    assert made(stands("country:SE", PLAIN), requires=requires).requires == {
        0: ["one", None, None, ("open",)]
    }


def test_a_status_that_is_reported_is_told_from_one_that_follows() -> None:
    reports = (
        StatusReport("report:a.1", "condition:a", "met", dt.date(2025, 3, 1)),
        StatusReport("report:a.2", "condition:a", "open", dt.date(2025, 3, 9)),
        StatusReport("report:a.3", "condition:b", "failed"),
        StatusReport("report:a.4", "condition:c", "met", dt.date(2025, 3, 1)),
    )
    heads = Requirement(at_least=1, stance=("open",), proposal="proposal:force")
    requires = dict.fromkeys(("condition:a", "condition:b"), heads)
    assert made(stands("country:SE", PLAIN), requires=requires, reports=reports).reported == {
        0: [("2025-03-01", "2025-03-09", "met")],
        1: [(None, None, "failed")],
    }


def test_a_picture_of_everything_carries_them_and_a_narrowed_one_does_not(tmp_path: Path) -> None:

    store = loaded(write_doc(tmp_path, DOSSIER))
    whole = payload(store)
    assert whole.rules is not None
    assert next(iter(whole.rules.requires.values()))[0] == "one"
    assert payload(store, only=["country:SE"]).rules is None
