"""What one source reports, as quads: statements, attendance, reports of meetings and of statuses."""

from __future__ import annotations

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
from coalition_graph.quads.occasions import Days, Occasions, put_facts, put_span, span
from coalition_graph.quads.writer import Facts, Writer
from coalition_graph.vocabulary import local

__all__ = ["Reports"]


class Reports:
    """Writes the accounts of one source, or of the registry.

    Args:
        writer: the graph to write into.
        occasions: all meetings, for the dates of statements made at them.
    """

    def __init__(self, writer: Writer, occasions: Occasions) -> None:
        self._writer = writer
        self._occasions = occasions

    def write(self, account: Account) -> None:
        """Add everything that an account reports."""
        for statement in account.statements:
            self._statement(account, statement)
        for meeting in account.meetings:
            self._meeting(account, meeting)
        for status in account.status:
            self._status(account, status)

    def _statement(self, account: Account, statement: Statement) -> None:
        name = self._writer.free(f"statement:{account.name}.{statement.id}")
        facts = self._report(name, "cg:Statement", account)
        facts.nodes("cg:actor", *statement.actor)
        facts.nodes("cg:stance", f"stance:{statement.stance}")
        facts.nodes("cg:proposal", statement.proposal)
        facts.nodes("cg:to", *(statement.to or ()))
        facts.nodes("cg:at", statement.at)
        facts.text("cg:reason", statement.reason)
        facts.text("cg:credibility", statement.credibility)
        self._dates(facts, account, statement)
        self._conditions(name, facts, statement.conditions)
        self._contributions(name, facts, statement.contribution)
        _evidence(facts, statement)

    def _dates(self, facts: Facts, account: Account, statement: Statement) -> None:
        facts.text("cg:saidOn", statement.said)
        own = span(statement.said) or self._occasions.days(statement.at, account.name)
        put_span(facts, own or _published(account))

    def _conditions(self, name: str, facts: Facts, conditions: Expression | str | None) -> None:
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

    def _meeting(self, account: Account, meeting: Meeting) -> None:
        for attendance in meeting.attendance:
            self._attendance(account, meeting, attendance)
        if _says_more(meeting):
            name = self._writer.free(f"report:{account.name}.meeting-{meeting.id}")
            facts = self._report(name, "cg:MeetingReport", account)
            facts.nodes("cg:meeting", f"meeting:{meeting.id}")
            facts.text("dcterms:title", meeting.title)
            put_facts(facts, meeting)
            _evidence(facts, meeting)

    def _attendance(self, account: Account, meeting: Meeting, attendance: Attendance) -> None:
        name = self._writer.free(f"attendance:{account.name}.{meeting.id}-{local(attendance.actor)}")
        facts = self._report(name, "cg:Attendance", account)
        facts.nodes("cg:meeting", f"meeting:{meeting.id}")
        facts.nodes("cg:actor", attendance.actor)
        facts.nodes("cg:person", attendance.person)
        facts.nodes("cg:represents", *(attendance.represents or ()))
        facts.text("cg:as", attendance.as_)
        facts.text("cg:role", attendance.role)
        facts.text("cg:mode", attendance.mode)
        facts.text("cg:status", attendance.status)
        _evidence(facts, attendance)

    def _status(self, account: Account, status: Status) -> None:
        name = self._writer.free(f"report:{account.name}.status-{local(status.condition)}")
        facts = self._report(name, "cg:StatusReport", account)
        facts.nodes("cg:ofCondition", status.condition)
        facts.text("cg:is", status.is_)
        facts.text("cg:asOf", status.as_of)
        put_span(facts, span(status.as_of) or _published(account))
        _evidence(facts, status)

    def _report(self, name: str, kind: str, account: Account) -> Facts:
        facts = self._writer.about(name)
        facts.nodes("rdf:type", kind)
        facts.nodes("cg:source", f"source:{account.name}" if account.source else None)
        return facts


def _published(account: Account) -> Days | None:
    return span(account.source.published) if account.source else None


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


def _evidence(facts: Facts, evidence: Evidence) -> None:
    if evidence.quote is not None:
        facts.text("cg:quote", evidence.quote)
        if evidence.start is not None:
            facts.number("cg:quoteStart", evidence.start)
            facts.number("cg:quoteEnd", evidence.end or evidence.start + len(evidence.quote))
    facts.text("cg:summary", evidence.summary)
    facts.text("cg:locator", evidence.locator)
    facts.text("cg:attribution", evidence.attribution)
    facts.text("cg:via", evidence.via)
    facts.nodes("cg:speaker", evidence.speaker)
    facts.text("cg:note", evidence.note)
