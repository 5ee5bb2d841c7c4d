"""Fixpoints, smallest sets that unlock, and sums, on small worlds made by chance, against the slow oracle."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph.analysis import unlocking as unlocking_module
from coalition_graph.analysis.force import forces
from coalition_graph.analysis.unlocking import Target, Unlocking, open_conditions, unlocking
from tests.oracle import Case, commitments, total
from tests.worlds import ACTORS, NAMES, PLACES, cases, held, world

# Fixpoints


@settings(max_examples=200, deadline=None)
@given(cases())
def test_nobody_first_is_the_least_of_all_consistent_answers_and_together_the_greatest(case: Case) -> None:
    least, greatest = held(case), held(case, jointly=True)
    assert least.firm == {one.key for one in case.least}
    assert greatest.firm == {one.key for one in case.greatest}
    assert least.firm <= greatest.firm


@settings(max_examples=150, deadline=None)
@given(cases(), st.booleans())
def test_who_waits_is_told_just_what_is_not_met(case: Case, jointly: bool) -> None:
    found = held(case, jointly=jointly)
    assert dict(found.waiting) == case.waiting(case.greatest if jointly else case.least)


@settings(max_examples=100, deadline=None)
@given(cases(), st.booleans())
def test_a_condition_is_met_as_each_actor_sees_it_and_in_the_ledger_as_all_do(
    case: Case, jointly: bool
) -> None:
    found, firm = held(case, jointly=jointly), case.greatest if jointly else case.least
    for name in NAMES:
        for actor in (None, *ACTORS):
            assert found.is_met(name, actor) is case.is_met(name, actor, firm)
    assert found.met == {name for name in NAMES if case.is_met(name, None, firm)}


@settings(max_examples=150, deadline=None)
@given(cases(), st.sampled_from(NAMES), st.booleans())
def test_more_that_is_met_moves_nobody_back_and_more_that_fails_nobody_on(
    case: Case, name: str, jointly: bool
) -> None:
    now = held(case, jointly=jointly).firm
    assert now <= held(case.assuming(met=[name]), jointly=jointly).firm
    assert now >= held(case.assuming(failed=[name]), jointly=jointly).firm


@settings(max_examples=100, deadline=None)
@given(cases(), st.booleans())
def test_the_order_of_positions_changes_nothing(case: Case, jointly: bool) -> None:
    backwards = Case(case.stands[::-1], case.rules[::-1], case.status, case.met, case.failed)
    assert held(case, jointly=jointly) == held(backwards, jointly=jointly)


# Sums


@settings(max_examples=150, deadline=None)
@given(cases(), st.booleans())
def test_a_force_is_the_sum_of_what_is_firm_with_plans_once_and_gaps_told(case: Case, jointly: bool) -> None:
    firm = case.greatest if jointly else case.least
    found = forces(one for one in world(case).positions if one.key in held(case, jointly=jointly).firm)
    for place in PLACES:
        for unit in ("personnel", "ships"):
            wanted, force = total(firm, place, unit), found.get((place, unit))
            bring = any(one.unit == unit for stand in commitments(firm, place) for one in stand.gives)
            assert (force is not None) is bring
            if force is not None:
                most = None if force.open_above else force.max
                assert (force.min, most, force.open_below) == (wanted.least, wanted.most, wanted.below)


# Smallest sets of conditions that reach a target

TARGETS = st.builds(Target, st.just("force"), actors=st.integers(0, 3)) | st.builds(
    Target, st.just("force"), personnel=st.integers(0, 9)
)


def open_ones(case: Case) -> list[str]:
    return [name for name in NAMES if dict(case.status).get(name, "open") == "open"]


def wanted(case: Case, target: Target) -> dict[frozenset[str], tuple[int, int, int | None]]:
    return case.unlocking("force", open_ones(case), target.actors or 0, target.personnel or 0)


def told(found: list[Unlocking]) -> dict[frozenset[str], tuple[int, int, int | None]]:
    sets = {frozenset(one.conditions): (one.actors, one.least, one.most) for one in found}
    assert len(sets) == len(found), "a set stands twice"
    return sets


@settings(max_examples=100, deadline=None)
@given(cases(most=5))
def test_the_quick_way_of_the_oracle_is_its_slow_one(case: Case) -> None:
    assert case.climbed == case.least


@settings(max_examples=150, deadline=None)
@given(cases(most=7), TARGETS)
def test_all_smallest_sets_that_unlock_are_found_with_their_totals(case: Case, target: Target) -> None:
    case = Case(case.stands, case.rules, case.status)
    sets = unlocking(world(case), target, open_ones(case))
    assert told(sets) == wanted(case, target)


@settings(max_examples=80, deadline=None)
@given(cases(most=7), TARGETS)
def test_what_a_force_hangs_on_is_all_that_can_unlock_it(case: Case, target: Target) -> None:
    case = Case(case.stands, case.rules, case.status)
    there = world(case)
    candidates = open_conditions(there, "force")
    assert set(candidates) <= set(open_ones(case))
    assert told(unlocking(there, target, candidates)) == wanted(case, target)


@settings(max_examples=80, deadline=None)
@given(cases(most=7), TARGETS)
def test_with_too_many_conditions_the_sets_found_are_smallest_all_the_same(
    case: Case, target: Target
) -> None:
    case = Case(case.stands, case.rules, case.status)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unlocking_module, "EXACT", 0)
        found = told(unlocking(world(case), target, open_ones(case)))
    every = wanted(case, target)
    assert found.items() <= every.items()
    assert bool(found) is bool(every)
