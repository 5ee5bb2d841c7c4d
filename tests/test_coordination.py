"""Who gains from moving together, and who waits for whom: by hand, then against the slow oracle."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph.analysis.coordination import waiting_groups
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.scenarios import Outcome, Scenario, World, played
from coalition_graph.model import Expression, Requirement
from tests.oracle import Atom, Case, Heads, Joined, Stand
from tests.worlds import cases
from tests.worlds import world as told

JOINTLY = Scenario(jointly=True)
STANCES = ("pledges", "open")


def moves(actor: str, *conditions: str, op: str = "all", proposal: str = "force") -> Position:
    """An actor open to take part if conditions hold."""
    expression = Expression(op="any" if op == "any" else "all", parts=conditions) if conditions else None
    return Position(actor, proposal, "open", (), expression=expression)


def once(actor: str) -> Requirement:
    return Requirement(actor=actor, stance=STANCES, proposal="force")


def others(number: int) -> Requirement:
    return Requirement(at_least=number, stance=STANCES, proposal="force")


# A condition by the name of an actor holds once that actor is firm, one by a number once so many are.
RULES = {
    **{actor: once(actor) for actor in "ABCDEFGH"},
    **{str(number): others(number) for number in range(9)},
}


def outcome(*positions: Position) -> Outcome:
    return played(World(positions, RULES, {}), JOINTLY)


def gaining(*positions: Position) -> str:
    return "".join(one.actor for one in outcome(*positions).gaining())


def groups(*positions: Position) -> list[str]:
    return ["".join(actor for actor, *_ in group) for group in waiting_groups(outcome(*positions)).groups]


def following(*positions: Position) -> str:
    return "".join(actor for actor, *_ in waiting_groups(outcome(*positions)).following)


PAIR = (moves("A", "B"), moves("B", "A"))


def test_two_that_need_each_other_stay_until_they_move_together() -> None:
    found = outcome(*PAIR)
    assert not found.before.firm
    assert not found.least.firm
    assert {actor for actor, *_ in found.after.firm} == {"A", "B"}
    assert (groups(*PAIR), following(*PAIR)) == (["AB"], "")


def test_two_that_need_one_other_wait_for_each_other_just_so() -> None:
    assert groups(moves("A", "1"), moves("B", "1")) == ["AB"]


def test_a_third_that_needs_two_others_moves_with_them_and_is_not_named() -> None:
    for third in (moves("C", "2"), moves("C", "A", "B")):
        assert (gaining(*PAIR, third), groups(*PAIR, third), following(*PAIR, third)) == ("ABC", ["AB"], "C")


def test_a_third_that_needs_two_others_is_not_named_though_it_would_count_for_the_first_two() -> None:
    counting = (moves("A", "1"), moves("B", "1"), moves("C", "2"))
    assert (groups(*counting), following(*counting)) == (["AB"], "C")


def test_three_in_a_ring_wait_for_each_other() -> None:
    assert groups(moves("A", "B"), moves("B", "C"), moves("C", "A")) == ["ABC"]


def test_three_of_which_any_two_would_do_are_one_group() -> None:
    assert groups(*(moves(actor, "1") for actor in "ABC")) == ["ABC"]


def test_three_that_need_two_others_are_one_group() -> None:
    assert groups(*(moves(actor, "2") for actor in "ABC")) == ["ABC"]


def test_two_pairs_are_two_groups() -> None:
    assert groups(*PAIR, moves("C", "D"), moves("D", "C")) == ["AB", "CD"]


def test_a_pair_that_needs_another_pair_first_is_a_group_of_its_own() -> None:
    pairs = (*PAIR, moves("C", "D", "A"), moves("D", "C", "B"))
    assert (groups(*pairs), following(*pairs)) == (["AB", "CD"], "")


def test_who_could_follow_others_but_can_move_as_a_pair_waits_as_a_pair_whatever_the_order() -> None:
    either = (*PAIR, moves("C", "A", "D", op="any"), moves("D", "A", "C", op="any"))
    for order in (either, either[::-1], either[2:] + either[:2]):
        assert groups(*order) == ["AB", "CD"]


def test_pairs_that_overlap_are_one_group_whatever_the_order() -> None:
    chain = (moves("A", "B"), moves("B", "A", "C", op="any"), moves("C", "B", "D", op="any"), moves("D", "C"))
    for order in (chain, chain[::-1], (chain[1], chain[2], chain[0], chain[3])):
        assert groups(*order) == ["ABCD"]


def test_who_hangs_on_what_never_holds_gains_nothing() -> None:
    assert gaining(moves("A", "B"), moves("B", "A", "ceasefire")) == ""
    assert groups(moves("A", "B"), moves("B", "A", "ceasefire")) == []


def test_who_is_firm_already_needs_nobody_to_move_together() -> None:
    assert (gaining(moves("A"), moves("B", "A")), groups(moves("A"), moves("B", "A"))) == ("", [])


def test_an_actor_that_hangs_on_nothing_but_itself_waits_for_nobody() -> None:
    assert (gaining(moves("A", "A")), groups(moves("A", "A"))) == ("A", [])
    across = (
        Position("A", "patrol", "open", (), expression=Expression(op="all", parts=("A",))),
        moves("A", "patrol"),
    )
    rules = {**RULES, "patrol": Requirement(actor="A", stance=STANCES, proposal="patrol")}
    found = waiting_groups(played(World(across, rules, {}), JOINTLY))
    assert (found.groups, found.following) == ((), ())


def test_an_assumption_may_be_all_that_a_pair_lacked() -> None:
    lacking = (moves("A", "B", "ceasefire"), moves("B", "A"))
    world = World(lacking, RULES, {})
    assert waiting_groups(played(world, JOINTLY)).groups == ()
    met = frozenset(["ceasefire"])
    together = waiting_groups(played(world, Scenario(met=met, jointly=True)))
    assert [[actor for actor, *_ in group] for group in together.groups] == [["A", "B"]]
    failed = Scenario(met=met, failed=frozenset(["A"]), jointly=True)
    assert waiting_groups(played(world, failed)).groups == ()


# Against the oracle: worlds in which others are nearly all that anybody waits for


@st.composite
def entangled(draw: st.DrawFn) -> Case:
    """Up to six actors, each waiting for some of the others, by name or by number."""
    actors = "ABCDEF"[: draw(st.integers(2, 6))]
    rules = {
        **{actor: Atom(actor, STANCES, "force") for actor in actors},
        **{str(number): Heads(number, STANCES, "force") for number in range(1, 4)},
    }
    stands: list[Stand] = []
    for actor in actors:
        others = st.sampled_from(sorted(rules.keys() - {actor}))
        parts = tuple(draw(st.lists(others, min_size=1, max_size=3, unique=True)))
        stands.append(
            Stand(actor, "force", "open", False, Joined(draw(st.sampled_from(["all", "any"])), parts), ())
        )
    return Case(tuple(draw(st.permutations(stands))), tuple(rules.items()))


def keys(stands: frozenset[Stand]) -> tuple[tuple[str, str, str], ...]:
    return tuple(sorted(one.key for one in stands))


@settings(max_examples=120, deadline=None)
@given(entangled() | cases())
def test_who_waits_for_each_other_is_who_stands_in_a_smallest_group_that_supports_itself(case: Case) -> None:
    scenario = Scenario(case.met, case.failed, jointly=True)
    found = waiting_groups(played(told(case), scenario))
    wanted, follow = case.coordinated()
    assert found.groups == tuple(sorted(map(keys, wanted)))
    assert found.following == keys(follow)


@settings(max_examples=60, deadline=None)
@given(entangled())
def test_every_group_supports_itself_and_none_overlaps_another(case: Case) -> None:
    found = waiting_groups(played(told(case), JOINTLY))
    firm, left = case.least, [frozenset(case.by_key(key) for key in group) for group in found.groups]
    while left:
        ready = next(group for group in left if group <= case.moved(firm | group))
        left.remove(ready)
        firm = case.climbed_from(firm | ready)
    named = [key for group in (*found.groups, found.following) for key in group]
    assert len(named) == len(set(named))
    assert set(named) <= {one.key for one in case.greatest - case.least}


# What is too entangled to search is one group, so that the search ends


def test_hundreds_that_need_each_other_in_many_ways_are_told_apart() -> None:
    crowd = [moves(f"P{number}", "half") for number in range(100)]
    ring = [moves(f"R{number}", f"R{(number + 1) % 100}") for number in range(100)]
    pairs = [moves(f"S{number}", f"S{number ^ 1}", op="any") for number in range(100)]
    rules = {one.actor: once(one.actor) for one in (*ring, *pairs)}
    rules["half"] = Requirement(at_least=200, stance=STANCES, proposal="force")
    found = waiting_groups(played(World([*crowd, *ring, *pairs], rules, {}), JOINTLY))
    assert sorted(map(len, found.groups)) == [2] * 50 + [100]
    assert len(found.following) == 100


def test_two_dozen_that_hang_together_every_which_way_end_too() -> None:
    number = 24
    asked = [
        moves(f"P{one}", *(f"P{(one * step + 1) % number}" for step in (3, 5, 7)), op="any")
        for one in range(number)
    ]
    rules = {one.actor: once(one.actor) for one in asked}
    found = waiting_groups(played(World(asked, rules, {}), JOINTLY))
    assert {key for group in (*found.groups, found.following) for key in group} == {one.key for one in asked}
