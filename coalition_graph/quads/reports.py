"""What one source reports, as quads: statements, attendance, reports of meetings and of statuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from coalition_graph.model import (
    Account,
    Attendance,
    Contribution,
    Evidence,
    Expression,
    Meeting,
    Statement,
    Status,
    fields,
)
from coalition_graph.quads.occasions import Days, Occasions, put_facts, span
from coalition_graph.quads.writer import Facts, Fields, Writer
from coalition_graph.vocabulary import local

__all__ = ["Reports", "Spoken"]

Spoken = Callable[[str, str | None, Statement, Days | None], None]
"""Is told of every statement: its node, that of its source, what it says, and its days."""

_EVIDENCE: Final = {
    "summary": "cg:summary",
    "locator": "cg:locator",
    "attribution": "cg:attribution",
    "via": "cg:via",
    "note": "cg:note",
}
_SPEAKER: Final = {"speaker": "cg:speaker"}
_STATEMENT: Final = Fields(
    {"reason": "cg:reason", "credibility": "cg:credibility", "said": "cg:saidOn", **_EVIDENCE},
    {"proposal": "cg:proposal", "at": "cg:at", **_SPEAKER},
)
_MEETING: Final = Fields({"title": "dcterms:title", **_EVIDENCE}, _SPEAKER)
_ATTENDANCE: Final = Fields(
    {"as_": "cg:as", "role": "cg:role", "mode": "cg:mode", "status": "cg:status", **_EVIDENCE},
    {"actor": "cg:actor", "person": "cg:person", **_SPEAKER},
)
_STATUS: Final = Fields(
    {"is_": "cg:is", "as_of": "cg:asOf", **_EVIDENCE}, {"condition": "cg:ofCondition", **_SPEAKER}
)


class Reports:
    """Writes one account of a source, or of the registry.

    Args:
        writer: the graph to write into.
        occasions: all meetings, for the dates of statements made at them.
        account: what is reported.
        spoken: is told of every statement that is written.
    """

    def __init__(
        self, writer: Writer, occasions: Occasions, account: Account, spoken: Spoken | None = None
    ) -> None:
        self._writer = writer
        self._occasions = occasions
        self._account = account
        self._spoken = spoken
        self._name = account.name
        self._source = f"source:{self._name}" if account.source else None
        self._published = span(account.source.published) if account.source else None

    def write(self) -> None:
        """Add everything that the account reports."""
        for statement in self._account.statements:
            self._statement(statement)
        for meeting in self._account.meetings:
            self._meeting(meeting)
        for status in self._account.status:
            self._status(status)

    def _statement(self, statement: Statement) -> None:
        name = self._writer.free(f"statement:{self._name}.{statement.id}")
        facts = self._report(name, "cg:Statement")
        facts.nodes("cg:actor", *statement.actor)
        facts.node("cg:stance", f"stance:{statement.stance}")
        _STATEMENT.put(facts, statement)
        if statement.to:
            facts.nodes("cg:to", *statement.to)
        days = self._days(statement)
        facts.days(days)
        if statement.conditions is not None:
            self._conditions(name, facts, statement.conditions)
        if statement.contribution:
            self._contributions(name, facts, statement.contribution)
        _quote(facts, statement)
        if self._spoken is not None:
            self._spoken(name, self._source, statement, days)

    def _days(self, statement: Statement) -> Days | None:
        own = span(statement.said) or self._occasions.days(statement.at, self._name)
        return own or self._published

    def _conditions(self, name: str, facts: Facts, conditions: Expression | str) -> None:
        if conditions == "none":
            facts.truth("cg:unconditional", True)
        elif isinstance(conditions, Expression):
            facts.nodes("cg:condition", *conditions.leaves())
            if not conditions.plain:
                facts.nodes("cg:expression", self._expression(name, conditions))

    def _expression(self, parent: str, expression: Expression) -> str:
        name = self._writer.numbered(f"{parent}-expression")
        facts = self._writer.about(name)
        facts.nodes("rdf:type", "cg:Expression")
        parts = [
            part if isinstance(part, str) else self._expression(parent, part) for part in expression.parts
        ]
        facts.nodes("cg:anyOf" if expression.op == "any" else "cg:allOf", *parts)
        return name

    def _contributions(self, parent: str, facts: Facts, given: tuple[Contribution, ...]) -> None:
        for number, contribution in enumerate(given, 1):
            name = f"{parent}-contribution-{number}"
            facts.nodes("cg:contribution", name)
            _contribution(self._writer.about(name), contribution)

    def _meeting(self, meeting: Meeting) -> None:
        for attendance in meeting.attendance:
            self._attendance(meeting, attendance)
        if _says_more(meeting):
            name = self._writer.free(f"report:{self._name}.meeting-{meeting.id}")
            facts = self._report(name, "cg:MeetingReport")
            facts.node("cg:meeting", f"meeting:{meeting.id}")
            put_facts(facts, meeting)
            _MEETING.put(facts, meeting)
            _quote(facts, meeting)

    def _attendance(self, meeting: Meeting, attendance: Attendance) -> None:
        name = self._writer.free(f"attendance:{self._name}.{meeting.id}-{local(attendance.actor)}")
        facts = self._report(name, "cg:Attendance")
        facts.node("cg:meeting", f"meeting:{meeting.id}")
        facts.nodes("cg:represents", *(attendance.represents or ()))
        _ATTENDANCE.put(facts, attendance)
        _quote(facts, attendance)

    def _status(self, status: Status) -> None:
        name = self._writer.free(f"report:{self._name}.status-{local(status.condition)}")
        facts = self._report(name, "cg:StatusReport")
        facts.days(span(status.as_of) or self._published)
        _STATUS.put(facts, status)
        _quote(facts, status)

    def _report(self, name: str, kind: str) -> Facts:
        facts = self._writer.about(name)
        facts.node("rdf:type", kind)
        facts.node("cg:source", self._source)
        return facts


def _says_more(meeting: Meeting) -> bool:
    """Whether a source says anything of a meeting beside who was there and how that is attributed."""
    return any(getattr(meeting, field) is not None for field in _TOLD)


_TOLD = tuple(set(fields(Meeting)) - {"id", "attendance", "aliases", "attribution"})


def _contribution(facts: Facts, contribution: Contribution) -> None:
    facts.nodes("rdf:type", "cg:Contribution")
    facts.text("cg:contributionKind", contribution.kind)
    facts.number("cg:min", contribution.min)
    facts.number("cg:max", contribution.max)
    facts.text("cg:unit", contribution.unit)
    facts.text("cg:area", contribution.area)
    facts.text("cg:stage", contribution.stage)
    facts.text("cg:joint", contribution.joint)


def _quote(facts: Facts, evidence: Evidence) -> None:
    if evidence.quote is not None:
        facts.text("cg:quote", evidence.quote)
        if evidence.start is not None:
            facts.number("cg:quoteStart", evidence.start)
            facts.number("cg:quoteEnd", evidence.end or evidence.start + len(evidence.quote))
