"""Which conditions bring a force to a target: all smallest sets, with what is there then."""

from __future__ import annotations

from itertools import combinations

import pytest

from coalition_graph.analysis import unlocking as unlocking_module
from coalition_graph.analysis.force import forces
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.analysis.scenarios import World
from coalition_graph.analysis.unlocking import Target, Unlocking, open_conditions, unlocking
from coalition_graph.model import Expression, Requirement

ACTORS = {number: Target("force", actors=number) for number in range(4)}


def all_of(*conditions: str) -> Expression:
    return Expression(op="all", parts=conditions)


def any_of(*conditions: str) -> Expression:
    return Expression(op="any", parts=conditions)


def willing(actor: str, on: Expression | None = None, *offers: Offer, **given: str) -> Position:
    return Position(
        actor, given.get("proposal", "force"), given.get("stance", "open"), (), expression=on, offers=offers
    )


def troops(node: str, least: int | None, most: int | None = None, joint: str | None = None) -> Offer:
    return Offer(node, "land", least, most, "personnel", joint=joint)


def found(target: Target, *positions: Position, **given: object) -> list[tuple[str, int, int, int | None]]:
    """Each set as its conditions, actors and personnel, the smallest first."""
    world = World(positions, given.get("rules", {}), given.get("status", {}))  # type: ignore[arg-type]
    sets = unlocking(world, target, open_conditions(world, "force"))
    return sorted(("|".join(one.conditions), one.actors, one.least, one.most) for one in sets)


def names(target: Target, *positions: Position, **given: object) -> list[str]:
    return [conditions for conditions, *_ in found(target, *positions, **given)]


def test_each_smallest_set_is_found_and_none_with_more_than_it_needs() -> None:
    some = (willing("SE", all_of("truce")), willing("NO", any_of("truce", "mandate")), willing("FR"))
    assert found(ACTORS[2], *some) == [("mandate", 2, 0, 0), ("truce", 3, 0, 0)]
    assert names(ACTORS[3], *some) == ["truce"]


def test_a_target_already_reached_needs_no_condition_and_one_out_of_reach_has_no_set() -> None:
    some = (willing("SE", all_of("truce")), willing("FR"))
    assert found(ACTORS[1], *some) == [("", 1, 0, 0)]
    assert found(ACTORS[3], *some) == []


def test_what_has_failed_unlocks_nothing_and_what_is_met_is_no_longer_asked() -> None:
    some = (willing("SE", all_of("truce", "mandate")), willing("NO", any_of("consent", "truce")))
    assert names(ACTORS[2], *some, status={"truce": "met"}) == ["mandate"]
    assert names(ACTORS[1], *some, status={"truce": "failed"}) == ["consent"]
    assert names(ACTORS[2], *some, status={"truce": "failed"}) == []


def test_one_that_moves_may_draw_others_on() -> None:
    rules = {
        "american": Requirement(actor="US", stance=("open",), proposal="backstop"),
        "crowd": Requirement(at_least=2, stance=("open",), proposal="force"),
    }
    some = (
        willing("US", all_of("congress"), proposal="backstop"),
        willing("SE", all_of("american")),
        willing("NO", all_of("american")),
        willing("PL", all_of("crowd")),
    )
    assert names(ACTORS[3], *some, rules=rules) == ["american", "congress"]
    # To meet the condition itself is enough for one of those who wait for the crowd.
    assert names(ACTORS[1], *some, rules=rules) == ["american", "congress", "crowd"]


def test_a_threshold_leaves_out_the_one_being_decided_also_for_what_it_does_elsewhere() -> None:
    rules = {"two": Requirement(at_least=2, stance=("open",), proposal="patrol")}
    some = (willing("SE", all_of("two")), willing("SE", proposal="patrol"), willing("NO", proposal="patrol"))
    late = willing("FR", all_of("truce"), proposal="patrol")
    assert names(ACTORS[1], *some, rules=rules) == ["two"]
    assert names(ACTORS[1], *some, late, rules=rules) == ["truce", "two"]


def test_personnel_is_told_by_both_ends_and_unknown_where_one_is_missing() -> None:
    some = (
        willing("SE", all_of("truce"), troops("a", 1000, 2000)),
        willing("NO", all_of("mandate"), troops("b", 1000)),
        willing("PL", None, troops("c", 100, 100)),
    )
    assert found(Target("force", personnel=1000), *some) == [
        ("mandate", 2, 1100, None),
        ("truce", 2, 1100, 2100),
    ]
    assert found(Target("force", personnel=2000), *some) == [("mandate|truce", 3, 2100, None)]


def test_a_plan_counts_once_whoever_of_its_partners_moves() -> None:
    plan = (
        willing("FR", all_of("truce"), troops("a", 1000, 3000, "plan")),
        willing("GB", all_of("mandate"), troops("b", 2000, None, "plan")),
    )
    assert found(Target("force", personnel=1), *plan) == [
        ("mandate", 1, 2000, None),
        ("truce", 1, 1000, 3000),
    ]
    assert found(Target("force", actors=2), *plan) == [("mandate|truce", 2, 2000, 3000)]
    assert found(Target("force", personnel=3000), *plan) == []


def test_a_plan_of_very_many_counts_once_too() -> None:
    pairs = list(combinations([f"c{one}" for one in range(10)], 2))
    plan = [
        willing(f"A{number}", all_of(*pair), troops(f"s{number}", 100 + number % 2, 300, "plan"))
        for number, pair in enumerate(pairs)
    ]
    world = World(plan, {}, {})
    for one in unlocking(world, Target("force", actors=6), open_conditions(world, "force")):
        firm = holding(plan, {}, {}, met=one.conditions).firm
        force = forces(position for position in plan if position.key in firm)["force", "personnel"]
        assert (one.actors, one.least, one.most) == (len(firm), force.min, force.max)
        assert len(firm) == 6


def test_who_only_supports_is_unnamed_or_contradicts_itself_is_not_counted() -> None:
    some = (
        willing("SE", all_of("truce"), stance="supports"),
        willing("unnamed:many", all_of("truce")),
        willing("group:G7", all_of("truce")),
        Position("PL", "force", "open", (), True, all_of("truce")),
    )
    assert found(ACTORS[1], *some) == []
    assert open_conditions(World(some, {}, {}), "force") == []


def many(number: int) -> list[Position]:
    """Any three of so many conditions bring one actor each."""
    return [willing(f"A{one}", all_of(f"c{one:02}")) for one in range(number)]


def test_twenty_open_conditions_are_tried_one_and_all() -> None:
    assert len(found(ACTORS[3], *many(20))) == len(list(combinations(range(20), 3)))


def test_beyond_twenty_those_found_are_smallest_too_and_the_same_each_time() -> None:
    world = World(many(25), {}, {})
    candidates = open_conditions(world, "force")
    sets = unlocking(world, ACTORS[3], candidates)
    assert sets == unlocking(world, ACTORS[3], candidates)
    assert sets
    assert {(len(one.conditions), one.actors) for one in sets} == {(3, 3)}
    assert unlocking(world, Target("force", actors=26), candidates) == []


def test_beyond_twenty_what_holds_back_the_most_is_kept_first() -> None:
    key = [willing(f"B{one}", any_of("key", f"c{one:02}")) for one in range(3)]
    assert "key" in names(ACTORS[3], *many(25), *key)


@pytest.mark.parametrize("conditions", [0, 1, 2, 3])
def test_giving_up_one_after_the_other_ends_in_a_smallest_set(
    monkeypatch: pytest.MonkeyPatch, conditions: int
) -> None:
    monkeypatch.setattr(unlocking_module, "EXACT", -1)
    world = World([*many(conditions), willing("FR")], {}, {})
    sets = unlocking(world, ACTORS[1], open_conditions(world, "force"))
    assert sets == [Unlocking((), 1, 0, 0)]


def test_an_expression_of_very_many_conditions_is_decided_too() -> None:
    asked = [willing("SE", any_of(*(f"c{one:02}" for one in range(12)))), willing("NO", all_of("c00", "c01"))]
    assert len(found(ACTORS[1], *asked)) == 12
    assert names(ACTORS[2], *asked) == ["c00|c01"]


@pytest.mark.parametrize("exact", [0, 20])
def test_exact_or_not_a_small_world_gives_the_same(monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    monkeypatch.setattr(unlocking_module, "EXACT", exact)
    some = (willing("SE", all_of("truce")), willing("NO", any_of("truce", "mandate")))
    world = World(some, {}, {})
    sets = unlocking(world, ACTORS[1], open_conditions(world, "force"))
    assert sorted(sets, key=lambda one: one.conditions) == [
        Unlocking(("mandate",), 1, 0, 0),
        Unlocking(("truce",), 2, 0, 0),
    ]
