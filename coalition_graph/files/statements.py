"""Statements and status reports, with every reference resolved and every default filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from coalition_graph import model, vocabulary
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.findings import Findings
from coalition_graph.files.linking import Linking

__all__ = ["statements", "status"]


def statements(linking: Linking, codings: Sequence[Coding]) -> tuple[model.Statement, ...]:
    """Return the statements of one source; those with an error are left out."""
    taken: dict[str, int] = {}
    return tuple(
        linked
        for coding in codings
        for index, entry in enumerate(coding.file.statements)
        if (linked := _statement(linking, entry, coding, index, taken))
    )


def status(linking: Linking, codings: Sequence[Coding]) -> tuple[model.Status, ...]:
    """Return what one source says of conditions; only after the statements of all sources are linked."""
    return tuple(
        linked
        for coding in codings
        for index, entry in enumerate(coding.file.status)
        if (linked := _status(linking, entry, coding, ("status", index)))
    )


def _statement(
    linking: Linking, entry: model.Statement, coding: Coding, index: int, taken: dict[str, int]
) -> model.Statement | None:
    errors, loc, find = linking.findings.errors, ("statements", index), linking.references
    update = linking.evidence(entry, coding, loc)
    update["actor"] = find.actors(entry.actor, coding, (*loc, "actor"), seats=True)
    update["proposal"] = find.proposal(entry.proposal, coding, (*loc, "proposal"))
    if entry.attribution is None:
        update["attribution"] = "on-record" if entry.speaker else "reported"
    if entry.to is not None:
        update["to"] = find.actors(entry.to, coding, (*loc, "to"))
    if entry.at is not None:
        update["at"] = find.meeting(entry.at, coding, (*loc, "at"))
    if entry.contribution:
        update["contribution"] = _announced(entry.contribution)
    if isinstance(entry.conditions, model.Expression):
        update["conditions"] = linking.conditions.linked(entry.conditions, coding, (*loc, "conditions"))
        _must_be_willing(entry, coding, loc, linking.findings)
    update["id"] = _id(entry, coding, index, taken, linking.findings)
    return linking.unless_wrong(errors, entry, update)


def _must_be_willing(entry: model.Statement, coding: Coding, loc: Loc, findings: Findings) -> None:
    if entry.stance not in vocabulary.WILLING:
        message = (
            f"conditions beside {entry.stance!r} change nothing: only pledges, open and supports depend on "
            "conditions; why someone declines is a `reason`"
        )
        findings.add(coding, "W324", message, (*loc, "conditions"))


def _id(entry: model.Statement, coding: Coding, index: int, taken: dict[str, int], findings: Findings) -> str:
    """Return the id of a statement; `taken` holds with each id the last number that was set behind it."""
    made = entry.id or coding.digests[index]
    found, number = made, taken.get(made, 1)
    while found in taken:
        number += 1
        found = f"{made}-{number}"
    if entry.id and found != made:
        message = f"statement id {made!r} is given twice in this source; this one becomes {found!r}"
        findings.add(coding, "W327", message, ("statements", index, "id"))
    taken[made], taken[found] = number, taken.get(found, 1)
    return found


@lru_cache(maxsize=65536)
def _announced(given: tuple[model.Contribution, ...]) -> tuple[model.Contribution, ...]:
    """Return contributions with the stage that one has without saying so."""
    return tuple(one if one.stage else model.changed(one, {"stage": "announced"}) for one in given)


def _status(linking: Linking, entry: model.Status, coding: Coding, loc: Loc) -> model.Status | None:
    errors, update = linking.findings.errors, linking.evidence(entry, coding, loc)
    update["condition"] = linking.conditions.named(entry.condition, coding, (*loc, "condition"))
    return linking.unless_wrong(errors, entry, update)
