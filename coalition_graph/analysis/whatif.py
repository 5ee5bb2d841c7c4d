"""The table of a scenario: who is firm before and after, and why; beside it how large the force is then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from coalition_graph.analysis.conditions import deciding, status_reports
from coalition_graph.analysis.coordination import Waiting, waiting_groups
from coalition_graph.analysis.force import Force, forces
from coalition_graph.analysis.holding import Holding
from coalition_graph.analysis.judgement import Question, judge
from coalition_graph.analysis.nodes import Name, called, names
from coalition_graph.analysis.positions import ids, order
from coalition_graph.analysis.reasons import Reasons
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.scenarios import Outcome, Scenario, played
from coalition_graph.store import Store
from coalition_graph.table import Cell, Table
from coalition_graph.text import counted
from coalition_graph.vocabulary import local

__all__ = ["whatif"]

COLUMNS: Final = ("actor", "code", "proposal", "stance", "before", "after", "because", "group")
_NOTHING: Final = Force()
# So many conditions that still block are told on stderr; the rest stands in the rows.
_TOLD: Final = 10


def whatif(store: Store, scenario: Scenario, question: Question) -> Table:
    """Return every position before and after a scenario, and why; totals and who waits stand in the notes.

    Args:
        scenario: what is assumed.
        question: as of when, whether groups' statements count for members, and which rows are shown; what
            lies outside those is reckoned with all the same.
    """
    everything = Question(
        as_of=question.as_of, on_record=question.on_record, expand_groups=question.expand_groups
    )
    found = judge(store, everything)
    outcome = played(found.world, scenario)
    waiting = waiting_groups(outcome) if scenario.jointly else Waiting()
    calls = names(store)
    reported = {
        condition: ids(report.node for report in reports) or ""
        for condition, reports in deciding(status_reports(store), question.as_of).items()
    }
    reasons = Reasons(outcome, lambda node: called(calls, node).label, reported, waiting)
    shown = _shown(store, outcome, question)
    rows = [_row(one, outcome, reasons, calls) for one in sorted(shown, key=lambda one: order(one, calls))]
    proposals = {one.proposal for one in shown}
    return Table(COLUMNS, rows, (*found.notes, *_notes(outcome, reasons, found.world.positions, proposals)))


def _shown(store: Store, outcome: Outcome, question: Question) -> list[Position]:
    if question.proposal is None:
        within = None
    else:
        within = {one.proposal for one in judge(store, Question(proposal=question.proposal)).said}
        within.add(question.proposal)
    return [
        one
        for one in outcome.world.positions
        if (within is None or one.proposal in within) and question.actor in (None, one.actor)
    ]


def _row(
    position: Position, outcome: Outcome, reasons: Reasons, calls: Mapping[str, Name]
) -> tuple[Cell, ...]:
    name = called(calls, position.actor)
    return (
        name.label,
        name.code,
        local(position.proposal),
        position.stance,
        _before(position, outcome.before),
        _state(position.key, outcome.after),
        reasons.because(position),
        ids(position.group.split("|")),
    )


def _state(key: tuple[str, str, str], held: Holding) -> str | None:
    if key in held.firm:
        return "firm"
    return "conditional" if key in held.waiting else None


def _before(position: Position, held: Holding) -> str | None:
    """Of a stance that is assumed, what the former one of this actor on this proposal was."""
    if position.standing:
        return _state(position.key, held)
    former = [key for key in (*held.firm, *held.waiting) if key[:2] == position.key[:2]]
    return _state(min(former), held) if former else None


def _notes(
    outcome: Outcome, reasons: Reasons, former: Iterable[Position], proposals: set[str]
) -> Iterator[str]:
    before = forces(one for one in former if one.key in outcome.before.firm)
    after = forces(one for one in outcome.world.positions if one.key in outcome.after.firm)
    for key in sorted({*before, *after}):
        if key[0] in proposals:
            was, is_ = before.get(key, _NOTHING), after.get(key, _NOTHING)
            yield f"{local(key[0])}: {key[1]} {was} → {is_}"
    yield from _unlifted(outcome)
    if outcome.scenario.jointly:
        yield from _together(outcome, reasons)
    yield from _blocking(outcome, reasons, proposals)


def _unlifted(outcome: Outcome) -> Iterator[str]:
    for condition in sorted(outcome.scenario.met):
        if outcome.world.status.get(condition) == "failed":
            yield f"{local(condition)} has failed, so that it stays unmet; an assumption does not lift that"


def _together(outcome: Outcome, reasons: Reasons) -> Iterator[str]:
    gaining = outcome.gaining()
    if not gaining:
        yield "nobody gains from moving together"
        return
    yield f"gain from moving together: {reasons.names(one.key for one in gaining)}"
    for group in reasons.waiting.groups:
        yield f"wait for each other: {reasons.names(group)}"


def _blocking(outcome: Outcome, reasons: Reasons, proposals: set[str]) -> Iterator[str]:
    held_back: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for key, conditions in outcome.after.waiting.items():
        for condition in conditions if key[1] in proposals else ():
            held_back[condition].append(key)
    most = sorted(held_back, key=lambda condition: (-len(held_back[condition]), condition))
    for condition in most[:_TOLD]:
        keys = held_back[condition]
        yield f"{local(condition)} still holds back {counted(len(keys), 'position')}: {reasons.names(keys)}"
    if len(most) > _TOLD:
        yield f"and {len(most) - _TOLD} more conditions; the column because names them"
