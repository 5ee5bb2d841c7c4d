"""Who stands where as of a day: the rule of DESIGN 7, case by case, then against a slow oracle."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph.analysis.rule import Position, expanded, hold
from coalition_graph.analysis.said import Offer, Said, spelled
from coalition_graph.model import Expression

MARCH = {day: dt.date(2025, 3, day) for day in range(1, 32)}


def said(name: str, stance: str, day: int | None = 1, **given: object) -> Said:
    """What Sweden says on the force, on a day of March."""
    on = None if day is None else MARCH[day]
    conditions = given.pop("on", None)
    expression = Expression(op="all", parts=tuple(conditions)) if isinstance(conditions, list) else None
    return Said(
        name,
        "country:SE",
        "proposal:force",
        stance,
        earliest=on,
        latest=on,
        expression=expression,
        unconditional=conditions == "none",
        **given,  # type: ignore[arg-type]
    )


def outcome(*statements: Said, as_of: dt.date | None = None) -> list[tuple[str, str, bool]]:
    return [
        (position.stance, spelled(position.expression), position.ambiguous)
        for position in hold(statements, as_of)
    ]


def test_on_one_day_on_record_goes_first_then_the_better_credibility() -> None:
    anonymous = said("a", "open", attribution="anonymous", credibility=1)
    official = said("b", "declines", attribution="on-record", credibility=5)
    assert outcome(anonymous, official) == [("declines", "", False)]
    assert outcome(anonymous, said("c", "declines", credibility=2)) == [("open", "", False)]
    assert outcome(said("d", "open"), said("e", "declines", credibility=5)) == [("declines", "", False)]


def test_a_later_anonymous_statement_goes_before_an_earlier_one_on_record() -> None:
    assert outcome(
        said("a", "open", 1, attribution="on-record"), said("b", "declines", 2, attribution="anonymous")
    ) == [("declines", "", False)]


def test_the_same_stance_left_over_is_one_row_with_all_conditions() -> None:
    (position,) = hold([said("b", "open", on=["y"]), said("a", "open", on=["x", "y"]), said("c", "open")])
    assert (spelled(position.expression), [one.node for one in position.standing]) == (
        "x|y",
        ["a", "b", "c"],
    )


def test_different_stances_left_over_are_a_row_each_and_ambiguous() -> None:
    assert outcome(said("a", "open", on=["x"]), said("b", "declines")) == [
        ("declines", "", True),
        ("open", "x", True),
    ]


def test_a_rival_lends_no_conditions() -> None:
    assert outcome(said("a", "open", on=["x"]), said("b", "pledges")) == [
        ("open", "x", True),
        ("pledges", "", True),
    ]


def test_undated_statements_count_only_without_a_day_and_lose_to_dated_ones() -> None:
    undated, dated = said("a", "declines", None), said("b", "open", 3)
    assert outcome(undated, dated) == [("open", "", False)]
    assert outcome(undated) == [("declines", "", False)]
    assert outcome(undated, as_of=MARCH[31]) == []


def test_conditions_go_on_from_one_positive_stance_to_the_next() -> None:
    assert outcome(said("a", "supports", 1, on=["x"]), said("b", "pledges", 2)) == [("pledges", "x", False)]


def test_a_change_of_sign_ends_the_conditions() -> None:
    assert outcome(said("a", "open", 1, on=["x"]), said("b", "declines", 2), said("c", "open", 3)) == [
        ("open", "", False)
    ]
    assert outcome(said("a", "open", 1, on=["x"]), said("b", "undecided", 2), said("c", "open", 3)) == [
        ("open", "", False)
    ]


def test_a_voice_that_does_not_win_its_day_changes_no_sign() -> None:
    assert outcome(
        said("a", "open", 1, on=["x"]),
        said("b", "open", 2, attribution="on-record"),
        said("c", "declines", 2, attribution="anonymous"),
        said("d", "open", 3),
    ) == [("open", "x", False)]


def test_conditions_none_lifts_and_later_ones_replace() -> None:
    assert outcome(said("a", "open", 1, on=["x"]), said("b", "open", 2, on="none")) == [("open", "", False)]
    assert outcome(said("a", "open", 1, on=["x"]), said("b", "open", 2, on=["y"])) == [("open", "y", False)]
    assert outcome(said("a", "open", 1, on=["x"]), said("b", "open", 2, on="none"), said("c", "open", 3)) == [
        ("open", "", False)
    ]


def test_the_contribution_comes_from_the_latest_that_gives_one() -> None:
    land = Offer("a-contribution-1", "land", 100, 200, "personnel")
    (position,) = hold([said("a", "open", 1, offers=(land,)), said("b", "pledges", 2, on=["x"])])
    assert (position.stance, position.offers, position.basis) == ("pledges", (land,), ("b", "a"))


def test_two_sources_of_one_offer_do_not_double_it() -> None:
    land = Offer("a-contribution-1", "land", 100, 200, "personnel")
    again = replace(land, node="b-contribution-1")
    (position,) = hold([said("a", "open", 1, offers=(land,)), said("b", "open", 1, offers=(again,))])
    assert position.offers == (land,)


def test_since_is_when_the_stance_began() -> None:
    (position,) = hold(
        [said("a", "open", 1), said("b", "undecided", 2), said("c", "open", 5), said("d", "open", 9)]
    )
    assert position.since == MARCH[5]
    assert hold([said("a", "open", None)])[0].since is None


# An oracle that knows only the words of DESIGN 7: it takes one actor and one proposal, sorts nothing and
# looks through everything again for each question.


@dataclass(frozen=True)
class Row:
    stance: str
    ambiguous: bool
    conditions: frozenset[str]
    nodes: frozenset[str]


SIGN = {"pledges": 1, "open": 1, "supports": 1, "undecided": 0, "declines": -1, "opposes": -1}
RECORD = ("on-record", "spokesperson", "document")


def counts(one: Said, as_of: dt.date | None, on_record: bool) -> bool:
    if on_record and one.attribution not in RECORD:
        return False
    return as_of is None or (one.latest is not None and one.latest <= as_of)


def beats(one: Said, other: Said) -> bool:
    """Whether `one` goes before `other`."""
    if one.latest != other.latest:
        return other.latest is None or (one.latest is not None and one.latest > other.latest)
    if (one.attribution in RECORD) != (other.attribution in RECORD):
        return one.attribution in RECORD
    return one.credibility < other.credibility


def unbeaten(statements: list[Said]) -> list[Said]:
    return [one for one in statements if not any(beats(other, one) for other in statements)]


def oracle(statements: list[Said], as_of: dt.date | None, on_record: bool) -> set[Row]:
    counted = [one for one in statements if counts(one, as_of, on_record)]
    left = unbeaten(counted)
    rows = set()
    for stance in {one.stance for one in left}:
        own = [one for one in left if one.stance == stance]
        others = [one for one in left if one.stance != stance]
        sign = SIGN[stance]
        pool = [one for one in counted if SIGN[one.stance] == sign and one not in others]
        for day in {one.latest for one in counted}:
            same_day = [one for one in counted if one.latest == day]
            if sign not in {SIGN[one.stance] for one in unbeaten(same_day)}:
                pool = [
                    one
                    for one in pool
                    if one.latest is not None and one.latest != day and (day is None or one.latest > day)
                ]
        givers = unbeaten([one for one in pool if one.unconditional or one.expression])
        named = frozenset(leaf for one in givers if one.expression for leaf in one.expression.leaves())
        rows.add(Row(stance, len(rows) > 99, named, frozenset(one.node for one in own)))
    return {replace(row, ambiguous=len(rows) > 1) for row in rows}


def shown(found: list[Position]) -> set[Row]:
    return {
        Row(
            one.stance,
            one.ambiguous,
            frozenset(one.conditions),
            frozenset(part.node for part in one.standing),
        )
        for one in found
    }


@st.composite
def heard(draw: st.DrawFn) -> list[Said]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        day = draw(st.sampled_from([None, 1, 1, 2, 3, 4]))
        span = draw(st.sampled_from([0, 0, 0, 2]))
        one = said(
            f"s{number}",
            draw(st.sampled_from(sorted(SIGN))),
            day,
            on=draw(st.sampled_from([None, None, "none", ["x"], ["y"], ["x", "z"]])),
            attribution=draw(st.sampled_from(["on-record", "document", "anonymous", "reported"])),
            credibility=draw(st.sampled_from([1, 2, 6])),
        )
        made.append(replace(one, latest=one.latest + dt.timedelta(span)) if one.latest else one)
    return made


DAYS = st.sampled_from([None, *(MARCH[day] for day in range(1, 8))])


@settings(max_examples=400, deadline=None)
@given(heard(), DAYS, st.booleans())
def test_the_rule_agrees_with_the_oracle(
    statements: list[Said], as_of: dt.date | None, on_record: bool
) -> None:
    assert shown(hold(statements, as_of, on_record)) == oracle(statements, as_of, on_record)


@settings(max_examples=100, deadline=None)
@given(heard(), DAYS, st.randoms())
def test_the_order_of_the_files_changes_nothing(
    statements: list[Said], as_of: dt.date | None, dice: random.Random
) -> None:
    shuffled = statements[:]
    dice.shuffle(shuffled)
    assert hold(shuffled, as_of) == hold(statements, as_of)


@settings(max_examples=100, deadline=None)
@given(heard(), st.integers(1, 7))
def test_what_comes_later_changes_nothing_before(statements: list[Said], day: int) -> None:
    earlier = [one for one in statements if one.latest and one.latest <= MARCH[day]]
    assert hold(statements, MARCH[day]) == hold(earlier)


@settings(max_examples=100, deadline=None)
@given(heard(), DAYS)
def test_on_record_is_the_rule_over_fewer_statements(statements: list[Said], as_of: dt.date | None) -> None:
    record = [one for one in statements if one.attribution in RECORD]
    assert hold(statements, as_of, on_record=True) == hold(record, as_of)


def test_a_member_that_speaks_only_off_record_is_silent_on_record() -> None:
    own = said("a", "declines", attribution="anonymous")
    group = replace(said("b", "supports", attribution="document"), actor="group:nordic")
    members = {"group:nordic": ["country:SE"]}
    on_record = hold(expanded([own, group], members, on_record=True))
    assert [(one.actor, one.stance, one.group) for one in on_record] == [
        ("country:SE", "supports", "group:nordic"),
        ("group:nordic", "supports", ""),
    ]
    assert [one.stance for one in hold(expanded([own, group], members))] == ["declines", "supports"]
