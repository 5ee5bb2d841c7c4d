"""Small worlds made by chance, in the oracle's words and in the package's.

A handful of actors on a force and a patrol, with conditions `a` to `e` that are open, met or failed, some of
which hold by themselves once others are there.
"""

from __future__ import annotations

from hypothesis import strategies as st

from coalition_graph.analysis.holding import Holding, holding
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.analysis.scenarios import World
from coalition_graph.model import Expression, Requirement
from tests.oracle import Atom, Case, Gives, Heads, Joined, Needs, People, Stand

NAMES = "abcde"
ACTORS = ("FR", "GB", "SE", "PL", "unnamed:many", "group:G7")
PLACES = ("force", "patrol")

# Worlds


def joined(parts: st.SearchStrategy[Needs]) -> st.SearchStrategy[Needs]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.builds(Joined, st.sampled_from(["all", "any"]), several)


def nested(leaf: st.SearchStrategy[Needs]) -> st.SearchStrategy[Needs]:
    return st.recursive(leaf, joined, max_leaves=4)


def whole(needs: Needs) -> Needs:
    return needs if isinstance(needs, Joined) else Joined("all", (needs,))


PLACE = st.sampled_from(PLACES)
STANCES = st.sampled_from([("open",), ("pledges", "open"), ("pledges", "open", "supports")])
CONDITIONS = nested(st.sampled_from(NAMES)).map(whole)
RULES = nested(
    st.builds(Atom, st.sampled_from(ACTORS[:4]), STANCES, PLACE)
    | st.builds(Heads, st.integers(0, 4), STANCES, PLACE)
    | st.builds(People, st.integers(0, 9), PLACE)
)


# A pool of offers, of which positions take some: whoever takes a joint one takes part in it.
ENDS = st.sampled_from([(2, 4), (0, 0), (3, 9), (5, None), (None, 7), (1, 1), (None, None), (4, 4)])
GIVES = st.tuples(
    st.sampled_from(["land", "land", "air"]),
    ENDS,
    st.sampled_from(["personnel", "personnel", "ships"]),
    st.sampled_from([None, "false", "true", "plan", "plan"]),
)
POOL = st.tuples(GIVES, GIVES, GIVES, GIVES)
TAKEN = st.lists(st.sampled_from(range(4)), max_size=2, unique=True)
SAID = st.tuples(st.none() | CONDITIONS, TAKEN)
PLACED = {
    most: st.lists(st.tuples(st.sampled_from(ACTORS), PLACE), max_size=most, unique=True)
    for most in (5, 6, 7)
}
# Two at once are ambiguous.
TAKES = st.sampled_from(["pledges", "open", "open", "supports", "declines", "pledges opposes"]).map(str.split)
RULED = st.dictionaries(st.sampled_from(NAMES), RULES, max_size=4)
STATUS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["open", "met", "failed"]), max_size=2)
ASSUMED = st.frozensets(st.sampled_from(NAMES), max_size=1)


@st.composite
def cases(draw: st.DrawFn, most: int = 6) -> Case:
    pool = [
        Gives(f"s{number}", kind, *ends, unit, joint)
        for number, (kind, ends, unit, joint) in enumerate(draw(POOL))
    ]
    stands: list[Stand] = []
    for actor, proposal in draw(PLACED[most]):
        stances = draw(TAKES)
        for stance in stances:
            needs, taken = draw(SAID)
            offers = tuple(pool[number] for number in taken)
            stands.append(Stand(actor, proposal, stance, len(stances) > 1, needs, offers))
    rules, status = draw(RULED), draw(STATUS)
    return Case(tuple(stands), tuple(rules.items()), tuple(status.items()), draw(ASSUMED), draw(ASSUMED))


# The same in the package's words


def expression(needs: Needs | None) -> Expression | None:
    if needs is None:
        return None
    assert isinstance(needs, Joined)
    parts = tuple(part if isinstance(part, str) else expression(part) for part in needs.parts)
    return Expression(op=needs.op, parts=parts)


def requirement(needs: Needs) -> Requirement:
    if isinstance(needs, Joined):
        parts = tuple(map(requirement, needs.parts))
        return Requirement(all=parts) if needs.op == "all" else Requirement(any=parts)
    if isinstance(needs, Atom):
        return Requirement(actor=needs.actor, stance=needs.stances, proposal=needs.proposal)
    if isinstance(needs, Heads):
        return Requirement(at_least=needs.least, stance=needs.stances, proposal=needs.proposal)
    assert isinstance(needs, People)
    return Requirement(at_least_personnel=needs.least, proposal=needs.proposal)


def position(stand: Stand) -> Position:
    return Position(
        stand.actor,
        stand.proposal,
        stand.stance,
        (),
        stand.ambiguous,
        expression(stand.needs),
        tuple(Offer(one.node, one.kind, one.min, one.max, one.unit, joint=one.joint) for one in stand.gives),
    )


def world(case: Case) -> World:
    rules = {name: requirement(needs) for name, needs in case.rules}
    return World([position(stand) for stand in case.stands], rules, dict(case.status))


def held(case: Case, *, jointly: bool = False) -> Holding:
    told = world(case)
    return holding(told.positions, told.rules, told.status, met=case.met, failed=case.failed, jointly=jointly)
