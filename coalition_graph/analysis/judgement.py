"""Positions with what holds them back, as of a day: what every table of positions is made from.

A slice may hang on what lies outside it, since conditions require things of other actors and other
proposals; that is fetched too, and only that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from coalition_graph.analysis.conditions import requirements, status, status_reports
from coalition_graph.analysis.groups import Groups, belongings
from coalition_graph.analysis.holding import Holding, holding
from coalition_graph.analysis.needed import fetched, with_needs
from coalition_graph.analysis.rule import Pair, Position, Timeline, expanded, standing, timelines
from coalition_graph.analysis.said import Said
from coalition_graph.analysis.scenarios import World
from coalition_graph.garbage import left_alone
from coalition_graph.store import Store

__all__ = ["Asked", "Judgement", "Question", "judge", "straddling"]


class Asked(TypedDict, total=False):
    """The keywords of a `Question`."""

    proposal: str | None
    actor: str | None
    as_of: dt.date | None
    on_record: bool
    expand_groups: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What a table of positions is asked for, all as nodes.

    Args:
        proposal: with all that lie within it.
        as_of: a day; without it everything counts, undated statements too.
        on_record: only what was said on record.
        expand_groups: count a group's statement for members without one of their own.
    """

    proposal: str | None = None
    actor: str | None = None
    as_of: dt.date | None = None
    on_record: bool = False
    expand_groups: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is cut away."""
        return self.proposal is None and self.actor is None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The positions asked for, and what holds among all that they hang on.

    Args:
        positions: what was asked for, in order of proposal, actor and stance.
        said: the statements of the slice, counted or not.
        lines: what positions follow from, groups' statements also for their members; beyond the slice too.
        world: all that they may hang on, beyond the slice too.
    """

    question: Question
    positions: list[Position]
    said: list[Said]
    lines: Mapping[Pair, Timeline]
    world: World
    holding: Holding

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader of a table must know beside its rows."""
        return straddling(self.said, self.question)


@left_alone()
def judge(store: Store, question: Question, heard: list[Said] | None = None) -> Judgement:
    """Return the positions of a slice with what holds them back.

    Args:
        store: what is asked.
        question: the slice.
        heard: all that was said, where that is known already and nothing is cut away.
    """
    groups = Groups(belongings(store) if question.expand_groups else (), question.as_of)
    rules = requirements(store)
    said = fetched(store, question.proposal, question.actor, groups) if heard is None else heard
    everything = said if question.whole else with_needs(store, said, rules, groups)
    lines = timelines(expanded(everything, groups.members(), question.as_of, question.on_record))
    world = World(standing(lines), rules, status(status_reports(store), question.as_of))
    held = holding(world.positions, world.rules, world.status)
    proposals = {one.proposal for one in said}
    asked = [
        position
        for position in world.positions
        if position.proposal in proposals and question.actor in (None, position.actor)
    ]
    own = [one for one in said if question.actor in (None, one.actor)]
    return Judgement(question, asked, own, lines, world, held)


def straddling(said: Iterable[Said], question: Question) -> tuple[str, ...]:
    """Return a note on the statements left out because nobody can tell whether they were said by the day."""
    heard = (one for one in said if one.counts(None, question.on_record))
    left_out = sorted({one.node for one in heard if one.straddles(question.as_of)})
    if not left_out:
        return ()
    many = "1 statement is" if len(left_out) == 1 else f"{len(left_out)} statements are"
    first = left_out[0].partition(":")[2]
    return (f"{many} left out: nobody can tell whether said by {question.as_of} or later (such as {first})",)
