"""How large a force is: sums of what is offered, plans once, and what nobody told."""

from __future__ import annotations

import pytest

from coalition_graph.analysis.force import Force, forces
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer


def offer(node: str, least: int | None = None, most: int | None = None, **given: str) -> Offer:
    return Offer(
        node, given.get("kind", "land"), least, most, given.get("unit", "personnel"), joint=given.get("joint")
    )


def offering(actor: str, *offers: Offer, stance: str = "open", proposal: str = "force") -> Position:
    return Position(actor, proposal, stance, (), offers=offers)


def told(*positions: Position, unit: str = "personnel") -> str | None:
    force = forces(positions).get(("force", unit))
    return None if force is None else str(force)


def test_offers_add_up_by_both_ends() -> None:
    assert (
        told(offering("FR", offer("a", 1000, 3000)), offering("GB", offer("b", 2000, 2000))) == "3,000–5,000"
    )
    assert told(offering("FR", offer("a", 1000, 1000))) == "1,000"


def test_kinds_add_up_and_units_and_proposals_do_not() -> None:
    some = offering(
        "FR", offer("a", 100, 100), offer("b", 50, 60, kind="air"), offer("c", 2, 3, unit="ships")
    )
    elsewhere = offering("GB", offer("d", 7, 7), proposal="patrol")
    assert {key: str(force) for key, force in forces([some, elsewhere]).items()} == {
        ("force", "personnel"): "150–160",
        ("force", "ships"): "2–3",
        ("patrol", "personnel"): "7",
    }


def test_an_offer_without_a_unit_is_no_number() -> None:
    assert forces([offering("FR", Offer("a", "logistics", 5, 5))]) == {}


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (None, None, "at least 1,000"),
        (500, None, "at least 1,500"),
        (None, 500, "at least 1,000, at most 2,500"),
        (500, 500, "1,500–2,500"),
    ],
)
def test_an_end_that_nobody_gives_is_unknown_and_not_nothing(
    least: int | None, most: int | None, words: str
) -> None:
    assert told(offering("FR", offer("a", 1000, 2000)), offering("GB", offer("b", least, most))) == words


def test_what_a_statement_offers_jointly_counts_once_and_another_statement_again() -> None:
    first, second = offer("a", 1000, 2000, joint="true"), offer("b", 1000, 2000, joint="true")
    assert told(offering("FR", first), offering("GB", first)) == "1,000–2,000"
    assert told(offering("FR", first), offering("GB", first), offering("SE", second)) == "2,000–4,000"
    assert told(offering("FR", first, second), offering("GB", first)) == "2,000–4,000"


def test_joint_false_is_an_offer_of_each() -> None:
    each = offer("a", 1000, 2000, joint="false")
    assert told(offering("FR", each), offering("GB", each)) == "2,000–4,000"


def test_a_plan_with_a_name_counts_once_over_all_statements_as_its_largest() -> None:
    french, british = offer("a", 1000, 3000, joint="plan"), offer("b", 2000, 2500, joint="plan")
    assert told(offering("FR", french), offering("GB", british)) == "2,000–3,000"
    assert told(offering("FR", french), offering("GB", offer("b", 10, 20, joint="another"))) == "1,010–3,020"


def test_a_plan_counts_once_per_kind_and_unit() -> None:
    land, air = offer("a", 1000, 1000, joint="plan"), offer("b", 50, 50, joint="plan", kind="air")
    assert told(offering("FR", land, air), offering("GB", land)) == "1,050"


def test_one_partner_may_tell_what_the_other_left_out() -> None:
    silent, british = offer("a", joint="plan"), offer("b", 1000, 2000, joint="plan")
    assert told(offering("FR", silent)) == "at least 0"
    assert told(offering("FR", silent), offering("GB", british)) == "1,000–2,000"


def test_a_maximum_below_what_a_partner_gives_at_least_is_unknown() -> None:
    french, british = offer("a", 1000, 1500, joint="plan"), offer("b", 2000, joint="plan")
    assert told(offering("FR", french), offering("GB", british)) == "at least 2,000"


def test_only_pledges_and_openings_of_those_with_a_name_add() -> None:
    one = offer("a", 1000, 1000)
    assert told(offering("FR", one, stance="pledges")) == told(offering("FR", one)) == "1,000"
    assert told(offering("FR", one, stance="supports")) is None
    assert told(offering("unnamed:many", one), offering("group:G7", one)) is None


def test_nothing_is_nothing() -> None:
    assert (forces([]), str(Force())) == ({}, "0")
