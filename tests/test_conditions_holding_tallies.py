"""What is met as of a day, and who is firm when nobody moves first; then against a slow oracle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph.analysis.conditions import StatusReport, needs, requirements, status, status_reports
from coalition_graph.analysis.holding import Holding, holding
from coalition_graph.analysis.positions import positions
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.model import Expression, Requirement
from tests.conftest import Doc
from tests.loaded import brief, loaded

MARCH = {day: dt.date(2025, 3, day) for day in range(1, 32)}


def position(actor: str, stance: str = "open", on: object = (), **given: object) -> Position:
    """A position on the force; `on` are conditions that must all be met, or an expression."""
    needed = on if isinstance(on, Expression) or not on else Expression(op="all", parts=tuple(on))  # type: ignore[arg-type]
    proposal = str(given.pop("proposal", "force"))
    return Position(actor, proposal, stance, (), expression=needed or None, **given)  # type: ignore[arg-type]


def personnel(node: str, least: int | None, joint: str | None = None) -> tuple[Offer, ...]:
    return (Offer(node, "land", least, None, "personnel", joint=joint),)


def firm(held: Holding) -> list[str]:
    return sorted(actor for actor, *_ in held.firm)


def any_of(*parts: str | Expression) -> Expression:
    return Expression(op="any", parts=parts)


# Status


def test_the_latest_day_gives_the_status() -> None:
    reports = [
        StatusReport("a", "truce", "open", MARCH[1]),
        StatusReport("b", "truce", "met", MARCH[5]),
        StatusReport("c", "truce", "failed", MARCH[9]),
        StatusReport("d", "truce", "met"),
    ]
    days = [None, MARCH[1], MARCH[5], MARCH[8], MARCH[9]]
    assert [status(reports, day).get("truce") for day in days] == ["failed", "open", "met", "met", "failed"]
    assert status(reports[3:]) == {"truce": "met"}
    assert status(reports[3:], MARCH[9]) == {}


def test_on_one_day_on_record_goes_first_then_caution() -> None:
    met, open_ = (StatusReport(is_, "truce", is_, MARCH[1]) for is_ in ("met", "open"))
    failed = StatusReport("failed", "truce", "failed", MARCH[1])
    assert status([met, open_]) == {"truce": "open"}
    assert status([failed, open_, met]) == {"truce": "failed"}
    assert status([failed, StatusReport("x", "truce", "met", MARCH[1], on_record=True)]) == {"truce": "met"}


def test_statuses_and_requirements_come_from_coding_files(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions:
      - {id: truce, text: A ceasefire, kind: ceasefire}
      - id: crowd
        text: Enough others
        requires:
          any:
            - {at_least: 5, stance: [pledges, open], proposal: force}
            - all:
                - {actor: US, stance: pledges, proposal: force}
                - {at_least_personnel: 9000, proposal: force}
    --- file: a.yaml
    source: {id: a, published: 2025-03-09}
    status:
      - {condition: truce, is: met, as_of: 2025-03-05, attribution: document}
      - {condition: crowd, is: failed}
    """
    store = loaded(dossier_doc)
    assert status_reports(store) == [
        StatusReport("report:a.status-crowd", "condition:crowd", "failed", MARCH[9], False),
        StatusReport("report:a.status-truce", "condition:truce", "met", MARCH[5], True),
    ]
    rules = requirements(store)
    assert list(rules) == ["condition:crowd"]
    assert sorted(needs(rules["condition:crowd"]), key=str) == [
        ("proposal:force", "country:US"),
        ("proposal:force", None),
        ("proposal:force", None),
    ]
    heads = next(part for part in rules["condition:crowd"].any if part.at_least)
    assert (heads.at_least, heads.stance, heads.proposal) == (5, ("open", "pledges"), "proposal:force")
    both = next(part for part in rules["condition:crowd"].any if part.all)
    assert {(part.actor, part.at_least_personnel) for part in both.all} == {
        ("country:US", None),
        (None, 9000),
    }


def test_met_by_status_and_turned_back_by_a_later_one(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A ceasefire}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{actor: SE, stance: open, proposal: force, conditions: [truce]}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-20}
    status:
      - {condition: truce, is: met, as_of: 2025-03-10}
      - {condition: truce, is: failed, as_of: 2025-03-20}
    """
    store = loaded(dossier_doc)
    seen = [brief(positions(store, as_of=MARCH[day]), "conditional", "conditions") for day in (9, 10, 20)]
    assert seen == [[(True, "truce")], [(False, "truce")], [(True, "truce")]]


# The engine


def test_a_position_without_conditions_is_firm_and_one_with_an_open_condition_is_not() -> None:
    held = holding([position("FR"), position("SE", on=["truce"])], {}, {})
    assert (firm(held), held.waiting) == (["FR"], {("SE", "force", "open"): ("truce",)})


def test_all_and_any() -> None:
    either = Expression(op="all", parts=("a", any_of("b", "c")))
    asked = [position("SE", on=either)]
    assert firm(holding(asked, {}, {"a": "met"})) == []
    assert firm(holding(asked, {}, {"a": "met", "c": "met"})) == ["SE"]
    assert holding(asked, {}, {"a": "met"}).waiting[asked[0].key] == ("b", "c")


def test_only_pledges_open_and_supports_are_firm_or_conditional() -> None:
    asked = [
        position("A", "pledges"),
        position("B", "supports"),
        position("C", "undecided"),
        position("D", "opposes", ["x"]),
    ]
    held = holding(asked, {}, {})
    assert (firm(held), held.waiting) == (["A", "B"], {})


def test_an_ambiguous_position_is_never_firm_but_may_be_conditional() -> None:
    asked = [position("A", ambiguous=True), position("B", on=["x"], ambiguous=True)]
    held = holding(asked, {}, {})
    assert (firm(held), list(held.waiting)) == ([], [("B", "force", "open")])
    assert holding(asked, {}, {"x": "met"}).waiting == {}


def test_an_atom_holds_only_through_a_firm_position() -> None:
    rules = {"us": Requirement(actor="US", stance=("pledges", "open"), proposal="backstop")}
    sweden = position("SE", on=["us"])
    for american, expected in (
        (position("US", "pledges", proposal="backstop"), ["SE", "US"]),
        (position("US", "pledges", ["congress"], proposal="backstop"), []),
        (position("US", "supports", proposal="backstop"), ["US"]),
        (position("US", "pledges", ambiguous=True, proposal="backstop"), []),
        (position("US", "pledges"), ["US"]),
    ):
        assert firm(holding([sweden, american], rules, {})) == expected


def test_failed_keeps_unmet_what_its_requirement_would_meet() -> None:
    rules = {"us": Requirement(actor="US", stance=("pledges",), proposal="force")}
    asked = [position("SE", on=["us"]), position("US", "pledges")]
    assert firm(holding(asked, rules, {"us": "open"})) == ["SE", "US"]
    assert firm(holding(asked, rules, {"us": "failed"})) == ["US"]
    assert firm(holding(asked, rules, {}, failed=["us"])) == ["US"]
    assert firm(holding(asked, {}, {"us": "failed"}, met=["us"])) == ["US"]
    assert firm(holding(asked, {}, {}, met=["us"])) == ["SE", "US"]


def test_two_that_wait_for_each_other_both_wait() -> None:
    rules = {
        "de": Requirement(actor="DE", stance=("open",), proposal="force"),
        "pl": Requirement(actor="PL", stance=("open",), proposal="force"),
    }
    asked = [position("DE", on=["pl"]), position("PL", on=["de"])]
    assert firm(holding(asked, rules, {})) == []
    assert firm(holding(asked, rules, {}, met=["de"])) == ["DE", "PL"]


def test_a_chain_falls_one_after_the_other() -> None:
    rules = {f"c{n}": Requirement(actor=f"A{n}", stance=("open",), proposal="force") for n in range(50)}
    asked = [position(f"A{n + 1}", on=[f"c{n}"]) for n in range(50)]
    assert len(firm(holding([*asked, position("A0")], rules, {}))) == 51


def test_a_threshold_counts_the_others_and_in_the_ledger_all() -> None:
    rules = {"three": Requirement(at_least=3, stance=("open",), proposal="force")}
    two_firm = [position("A"), position("B"), position("C", on=["three"])]
    assert firm(holding(two_firm, rules, {})) == ["A", "B"]
    assert firm(holding([*two_firm, position("D")], rules, {})) == ["A", "B", "C", "D"]
    # B waits elsewhere for three others beside itself, of whom there are only two; all together are three.
    elsewhere = position("B", on=["three"], proposal="patrol")
    held = holding([position("A"), position("B"), position("D"), elsewhere], rules, {})
    assert ("B", "patrol", "open") not in held.firm
    assert held.met == {"three"}


def test_unnamed_actors_and_groups_are_not_counted() -> None:
    rules = {"two": Requirement(at_least=2, stance=("open", "supports"), proposal="force")}
    some = [position("unnamed:many"), position("group:G7"), position("A", "supports")]
    assert "B" not in firm(holding([*some, position("B", on=["two"])], rules, {}))
    held = holding([*some, position("C"), position("B", on=["two"])], rules, {})
    assert "B" in firm(held)


def test_personnel_is_the_sum_of_minima_of_firm_offers() -> None:
    rules = {"many": Requirement(at_least_personnel=3000, proposal="force")}
    waiting = position("Z", on=["many"])

    def moved(*others: Position) -> bool:
        return ("Z", "force", "open") in holding([waiting, *others], rules, {}).firm

    assert moved(
        position("A", offers=personnel("a", 1000)), position("B", "pledges", offers=personnel("b", 2000))
    )
    assert not moved(position("A", offers=personnel("a", 1000)), position("B", offers=personnel("b", None)))
    assert not moved(position("A", "supports", offers=personnel("a", 9000)))
    assert not moved(position("group:G7", offers=personnel("a", 9000)))
    assert not moved(position("A", offers=(Offer("a", "funds", 9000, None, "EUR"),)))


def test_a_joint_offer_counts_once() -> None:
    rules = {"many": Requirement(at_least_personnel=2000, proposal="force")}
    waiting = position("Z", on=["many"])
    for joint, expected in ((None, True), ("true", False), ("plan", False), ("false", True)):
        offers = personnel("statement-contribution-1", 1000, joint)
        asked = [waiting, position("FR", offers=offers), position("GB", offers=offers)]
        assert (waiting.key in holding(asked, rules, {}).firm) is expected
    # Two statements: what each offers jointly is two offers, a plan with a name is one.
    for joint, expected in (("true", True), ("plan", False)):
        first, second = personnel("a-contribution-1", 1000, joint), personnel("b-contribution-1", 1000, joint)
        asked = [waiting, position("FR", offers=first), position("GB", offers=second)]
        assert (waiting.key in holding(asked, rules, {}).firm) is expected


def test_a_threshold_of_personnel_leaves_out_what_only_the_one_deciding_brings() -> None:
    rules = {"many": Requirement(at_least_personnel=1000, proposal="force")}
    brings = position("FR", offers=personnel("a", 1000))
    elsewhere = position("FR", on=["many"], proposal="patrol")
    assert elsewhere.key not in holding([brings, elsewhere], rules, {}).firm
    plan = [position(actor, offers=personnel("a", 1000, "plan")) for actor in ("FR", "GB")]
    assert elsewhere.key in holding([*plan, elsewhere], rules, {}).firm


# An oracle that knows only the words of DESIGN 7: it tries all positions again until nothing moves.


@dataclass
class Slow:
    """Tries all positions again and again, from nobody, until nothing moves."""

    asked: list[Position]
    rules: dict[str, Requirement]
    status: dict[str, str]
    met: set[str]
    failed: set[str]
    done: frozenset[tuple[str, str, str]] = frozenset()

    def answer(self) -> frozenset[tuple[str, str, str]]:
        willing = [one for one in self.asked if one.stance in ("pledges", "open", "supports")]
        for _ in range(len(self.asked) + 1):
            self.done = frozenset(
                one.key for one in willing if not one.ambiguous and self.stands(one.expression, one.actor)
            )
        return self.done

    def stands(self, needed: Expression | str | None, actor: str) -> bool:
        if needed is None or isinstance(needed, str):
            return needed is None or self.is_met(needed, actor)
        answers = [self.stands(part, actor) for part in needed.parts]
        return any(answers) if needed.op == "any" else all(answers)

    def is_met(self, condition: str, actor: str) -> bool:
        if condition in self.failed or self.status.get(condition) == "failed":
            return False
        if condition in self.met or self.status.get(condition) == "met":
            return True
        return condition in self.rules and self.is_fulfilled(self.rules[condition], actor)

    def is_fulfilled(self, requirement: Requirement, actor: str) -> bool:
        if requirement.any or requirement.all:
            some = any(self.is_fulfilled(part, actor) for part in requirement.any)
            return some or (
                bool(requirement.all) and all(self.is_fulfilled(part, actor) for part in requirement.all)
            )
        on = [one for one in self.asked if one.key in self.done and one.proposal == requirement.proposal]
        named = [one for one in on if one.stance in requirement.stance]
        if requirement.actor:
            return requirement.actor in {one.actor for one in named}
        nobody = (actor, "unnamed:u", "group:g")
        if requirement.at_least is not None:
            return len({one.actor for one in named} - set(nobody)) >= requirement.at_least
        bring = [one for one in on if one.actor not in nobody and one.stance != "supports"]
        return total(bring) >= (requirement.at_least_personnel or 0)


def total(bring: Iterable[Position]) -> int:
    shares: dict[object, int] = {}
    for one in bring:
        for offer in one.offers:
            share = {None: (one.actor, offer.node), "true": offer.node}.get(offer.joint, offer.joint)
            shares[share] = max(shares.get(share, 0), offer.min or 0)
    return sum(shares.values())


CONDITIONS = st.sampled_from("abcde")
EXPRESSIONS = st.recursive(
    CONDITIONS,
    lambda parts: st.builds(
        Expression,
        op=st.sampled_from(["any", "all"]),
        parts=st.lists(parts, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=4,
).map(lambda made: Expression(op="all", parts=(made,)) if isinstance(made, str) else made)
STANCES = ("pledges", "open", "supports", "declines")
PLACES = st.sampled_from(["force", "patrol"])
ATOMS = st.builds(
    Requirement, actor=st.sampled_from("ABCD"), stance=st.just(("pledges", "open")), proposal=PLACES
)
HEADS = st.builds(Requirement, at_least=st.integers(1, 4), stance=st.just(STANCES[:3]), proposal=PLACES)
SUMS = st.builds(Requirement, at_least_personnel=st.integers(1, 5), proposal=PLACES)
RULES = st.recursive(
    ATOMS | HEADS | SUMS,
    lambda parts: (
        st.builds(Requirement, any=st.lists(parts, min_size=1, max_size=2).map(tuple))
        | st.builds(Requirement, all=st.lists(parts, min_size=1, max_size=2).map(tuple))
    ),
    max_leaves=3,
)
OFFERS = st.builds(
    Offer,
    node=st.sampled_from(["s1", "s2", "s3"]),
    kind=st.just("land"),
    min=st.none() | st.integers(0, 4),
    unit=st.just("personnel"),
    joint=st.sampled_from([None, "true", "plan"]),
)
POSITIONS = st.lists(
    st.builds(
        Position,
        actor=st.sampled_from([*"ABCDEF", "unnamed:u", "group:g"]),
        proposal=PLACES,
        stance=st.sampled_from(STANCES),
        standing=st.just(()),
        ambiguous=st.sampled_from([False, False, False, True]),
        expression=st.none() | EXPRESSIONS,
        offers=st.lists(OFFERS, max_size=2, unique_by=lambda offer: offer.node).map(tuple),
    ),
    max_size=12,
    unique_by=lambda one: (one.actor, one.proposal),
)
SOME = st.sets(CONDITIONS, max_size=1)
STATUS = st.dictionaries(CONDITIONS, st.sampled_from(["open", "met", "failed"]), max_size=2)


@settings(max_examples=400, deadline=None)
@given(POSITIONS, st.dictionaries(CONDITIONS, RULES, max_size=5), STATUS, SOME, SOME)
def test_the_engine_agrees_with_the_oracle(
    asked: list[Position],
    rules: dict[str, Requirement],
    is_: dict[str, str],
    met: set[str],
    failed: set[str],
) -> None:
    assert (
        holding(asked, rules, is_, met=met, failed=failed).firm
        == Slow(asked, rules, is_, met, failed).answer()
    )


@settings(max_examples=100, deadline=None)
@given(POSITIONS, st.dictionaries(CONDITIONS, RULES, max_size=5), SOME)
def test_assuming_more_moves_nobody_back(
    asked: list[Position], rules: dict[str, Requirement], met: set[str]
) -> None:
    assert holding(asked, rules, {}).firm <= holding(asked, rules, {}, met=met).firm
