"""Linking: what all files say, with every reference resolved, every default filled in, and facts merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coalition_graph import model, vocabulary
from coalition_graph.files.actors import cast
from coalition_graph.files.coding import Coding
from coalition_graph.files.conditions import Conditions, requirement
from coalition_graph.files.diary import Diary
from coalition_graph.files.findings import Entry, Findings, entries_of
from coalition_graph.files.linking import Linking
from coalition_graph.files.meetings import meetings
from coalition_graph.files.merge import by_id, lookup, merged, one_text_each
from coalition_graph.files.quotes import SourceText
from coalition_graph.files.references import References
from coalition_graph.files.statements import statements, status
from coalition_graph.names import Names

__all__ = ["link"]


def link(
    codings: Sequence[Coding],
    sources: Mapping[str, model.Source],
    source_texts: Mapping[str, SourceText],
    findings: Findings,
) -> model.Dossier:
    """Return the dossier that the codings make together, still without id and title.

    Args:
        codings: in the order in which ids are given out.
        sources: every source, by id.
        source_texts: texts of sources, by source id.
        findings: where problems go; an entry with an error is left out.
    """
    registry = _Registry(codings, findings)
    linking = registry.linking(source_texts)
    proposals, conditions = registry.proposals(), registry.conditions()
    accounts = _accounts(codings, sources, linking)
    written = linking.conditions.written
    agents, memberships = _people(registry.references, registry.names)
    return model.Dossier(
        id="",
        title="",
        agents=agents,
        memberships=memberships,
        proposals=proposals,
        conditions=tuple(sorted((*conditions, *written.values()), key=lambda one: one.id)),
        accounts=accounts,
    )


class _Registry:
    """What files describe for all: actors, proposals, conditions, meetings; found by name, merged."""

    def __init__(self, codings: Sequence[Coding], findings: Findings) -> None:
        self._findings = findings
        self._proposals = entries_of(codings, "proposals")
        self._conditions = entries_of(codings, "conditions")
        self._meetings = entries_of(codings, "meetings")
        self._known = lookup(self._conditions, "condition", lambda one: one.text, findings)
        one_text_each(self._conditions, findings)
        actors = cast(codings, findings)
        self.names = actors.names
        self.references = References(
            actors,
            lookup(self._proposals, "proposal", lambda one: one.title, findings),
            lookup(self._meetings, "meeting", lambda one: one.title, findings),
            findings,
        )

    def linking(self, source_texts: Mapping[str, SourceText]) -> Linking:
        """Return the common ground for linking what sources report."""
        diary = Diary()
        for entry in self._meetings:
            diary.note(self.references.meeting_id(entry.value.id), entry.coding.source, entry.value)
        conditions = Conditions(self._known, self._findings)
        return Linking(self.references, conditions, diary, source_texts, self._findings)

    def proposals(self) -> tuple[model.Proposal, ...]:
        """Return all proposals, each once; one that lies within itself is an error."""
        groups = by_id(replace(entry, value=self._proposal(entry)) for entry in self._proposals)
        found = {name: merged(group, f"proposal {name!r}", self._findings) for name, group in groups.items()}
        for name in found:
            if _circular(name, found):
                entry = next(entry for entry in groups[name] if entry.value.within)
                message = f"proposal {name!r} lies within itself; take one `within` away"
                self._findings.at(entry, "E406", message, "within")
        return tuple(found.values())

    def conditions(self) -> tuple[model.Condition, ...]:
        """Return all declared conditions, each once."""
        groups = by_id(replace(entry, value=self._condition(entry)) for entry in self._conditions)
        return tuple(merged(group, f"condition {name!r}", self._findings) for name, group in groups.items())

    def _proposal(self, entry: Entry[model.Proposal]) -> model.Proposal:
        value, update = entry.value, dict[str, Any]()
        if value.within is not None:
            errors = self._findings.errors
            found = self.references.proposal(value.within, entry.coding, (*entry.loc, "within"))
            update["within"] = found if self._findings.errors == errors else None
        if value.initiators is not None:
            nodes = self.references.actors(value.initiators, entry.coding, (*entry.loc, "initiators"))
            update["initiators"] = tuple(node for node in nodes if node) or None
        return model.changed(value, update)

    def _condition(self, entry: Entry[model.Condition]) -> model.Condition:
        if entry.value.requires is None:
            return entry.value
        errors = self._findings.errors
        required = requirement(entry.value.requires, self.references, entry.coding, (*entry.loc, "requires"))
        return model.changed(entry.value, {"requires": required if self._findings.errors == errors else None})


def _circular(name: str, proposals: Mapping[str, model.Proposal]) -> bool:
    seen, here = {name}, proposals[name].within
    while here is not None and (local := vocabulary.local(here)) in proposals:
        if local in seen:
            return local == name
        seen.add(local)
        here = proposals[local].within
    return False


def _accounts(
    codings: Sequence[Coding], sources: Mapping[str, model.Source], linking: Linking
) -> tuple[model.Account, ...]:
    """Every source's account, by id, the registry's own last if it reports anything."""
    told: dict[str | None, list[Coding]] = {}
    for coding in codings:
        told.setdefault(coding.source, []).append(coding)
    named = [(source, told.get(name, [])) for name, source in (*sources.items(), (None, None))]
    # All statements go first: a status may name a condition that only another source writes out.
    stated = [statements(linking, its) for _, its in named]
    accounts = [
        model.Account(source, said, meetings(linking, its, source), status(linking, its))
        for (source, its), said in zip(named, stated, strict=True)
    ]
    own = accounts[-1]
    return tuple(accounts if own.statements or own.meetings or own.status else accounts[:-1])


def _people(
    references: References, names: Names
) -> tuple[tuple[model.Agent, ...], tuple[model.Membership, ...]]:
    """Every actor named anywhere with the members of named groups, and who belongs where.

    A group brings all its members; an organisation only those that the dossier names.
    """
    nodes, waiting = set(references.used), sorted(references.used)
    found: set[model.Membership] = set()
    while waiting:
        node = waiting.pop()
        held = names.memberships(node)
        if node.startswith("group:"):
            found.update(held)
            new = {one.member for one in held} - nodes
            nodes |= new
            waiting += sorted(new)
    for node in nodes:
        if node.startswith("organisation:"):
            found.update(one for one in names.memberships(node) if one.member in nodes)
    ordered = sorted(found, key=lambda one: (one.group, one.member, one.from_ or "", one.until or ""))
    return tuple(references.agent(node) for node in sorted(nodes)), tuple(ordered)
