"""The film of some statements is cut from that of all, though only what matters to it is read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph.analysis import excerpt as cut
from coalition_graph.analysis.conditions import Need, StatusReport, needs
from coalition_graph.analysis.excerpt import excerpt
from coalition_graph.analysis.intervals import Film, film
from coalition_graph.analysis.said import Said
from coalition_graph.model import Expression, Requirement
from coalition_graph.store import MemoryStore
from tests.test_intervals import LEAVES, MARCH, REPORTS, several

FIRM = ("open", "pledges")
# Each looks at a proposal, on which others hang on further ones, and the last on the first.
RULES = {
    "c1": Requirement(at_least=1, stance=FIRM, proposal="q"),
    "c2": Requirement(actor="C", stance=FIRM, proposal="r"),
    "c3": Requirement(at_least=2, stance=("open",), proposal="s"),
    "c4": Requirement(
        any=(
            Requirement(at_least=2, stance=FIRM, proposal="p"),
            Requirement(all=(Requirement(actor="A", stance=FIRM, proposal="s"),)),
        )
    ),
}
SAID = several(
    24,
    actors="ABCD",
    proposals="pqrs",
    stances=["pledges", "open", "open", "declines"],
    parts=st.lists(LEAVES, min_size=1, max_size=2, unique=True),
    least=6,
)


class Library:
    """All that was said, and what of it was asked for."""

    def __init__(self, said: list[Said]) -> None:
        self.said = said
        self.asked: set[Need] = set()

    def read(self, _: object, wanted: Collection[Need]) -> list[Said]:
        self.asked |= set(wanted)
        return [
            one
            for one in self.said
            if any(one.proposal == proposal and actor in (None, one.actor) for proposal, actor in wanted)
        ]


def told(shown: Film, said: list[Said], named: set[str]) -> dict[Any, Any]:
    """What a film shows of whose statements these are, and of conditions."""
    pairs = {(one.proposal, one.actor) for one in said}
    kept: dict[Any, Any] = {
        pair: (shown.positions.get(pair), shown.undated_positions.get(pair)) for pair in pairs
    }
    return kept | {one: (shown.conditions.get(one), shown.undated_conditions.get(one)) for one in named}


@settings(max_examples=400, deadline=None)
@given(SAID, REPORTS, st.sampled_from("pqrs"), st.sampled_from(["", "c1", "c4"]))
def test_an_excerpt_shows_what_the_film_of_all_shows(
    said: list[Said], reports: list[StatusReport], proposal: str, also: str
) -> None:
    own = [one for one in said if one.proposal == proposal and one.actor in "AB"]
    named = {leaf for one in own if one.expression for leaf in one.expression.leaves()} | ({also} - {""})
    library = Library(said)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cut, "read", library.read)
        part = excerpt(MemoryStore(), own, RULES, reports, {also} - {""})
    assert told(part, own, named) == told(film(said, reports, RULES), own, named)
    assert library.asked or not named & RULES.keys()


def on(proposal: str, actor: str, day: int, *conditions: str) -> Said:
    expression = Expression(op="all", parts=conditions) if conditions else None
    node = f"{proposal}{actor}{day}"
    return Said(node, actor, proposal, "open", latest=MARCH[day], expression=expression)


def asked_for(*said: Said) -> set[Need]:
    """What is read to film what A says on p."""
    library = Library(list(said))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cut, "read", library.read)
        excerpt(MemoryStore(), [one for one in said if (one.proposal, one.actor) == ("p", "A")], RULES, [])
    return library.asked


def test_without_a_condition_nothing_else_is_read() -> None:
    assert asked_for(on("p", "A", 1), on("q", "B", 1, "c2")) == set()


def test_what_stands_whatever_others_do_is_not_looked_behind() -> None:
    assert asked_for(on("p", "A", 2, "c1"), on("q", "B", 1), on("q", "C", 1), on("q", "D", 1, "c2")) == set(
        needs(RULES["c1"])
    )


def test_what_hangs_on_others_is_looked_behind() -> None:
    read = {*needs(RULES["c1"]), *needs(RULES["c2"])}
    assert asked_for(on("p", "A", 2, "c1"), on("q", "D", 1, "c2"), on("r", "C", 1)) == read


def test_who_is_in_doubt_on_other_days_only_is_not_looked_behind() -> None:
    in_doubt_until_the_second = (on("p", "A", 1, "c1"), on("q", "A", 1, "c3"), on("q", "B", 2))
    later = (on("q", "C", 4, "c2"), on("r", "D", 1))
    read = {*needs(RULES["c1"]), *needs(RULES["c3"])}
    assert asked_for(*in_doubt_until_the_second, *later) == read
