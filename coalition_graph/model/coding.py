"""What a coding file says, typed by its schema: every class is a section of the file format, or part of one.

As read, references are names as written (`Sweden`, `the Kremlin`); as linked, each is the prefixed name
of a node (`country:SE`). Every scalar arrives as text; dates stay as written.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from coalition_graph import vocabulary
from coalition_graph.model.expressions import Conditions
from coalition_graph.model.parts import Part, frozen
from coalition_graph.model.registry import Actor, Condition, Proposal
from coalition_graph.model.scalars import (
    Date,
    Id,
    LooseDate,
    NamedShort,
    Number,
    Ref,
    Refs,
    Short,
    Text,
    Texts,
    Truth,
    fault,
    listed,
)

__all__ = [
    "Attendance",
    "Contribution",
    "CountOf",
    "Defaults",
    "DossierHeader",
    "Evidence",
    "File",
    "Meeting",
    "Source",
    "Statement",
    "Status",
]


@frozen
class DossierHeader(Part):
    """Section `dossier`: what the folder is about."""

    id: Id | None = None
    title: Text | None = None
    language: Text | None = None
    note: Text | None = None


@frozen
class Evidence(Part):
    """The words that carry a reported fact, and who passed them on.

    Args:
        quote: words as they stand in the source.
        start: offset of the quote in the source's text, in code points.
        end: offset after the quote, where it was found in the text; no key of coding files.
        summary: the coder's paraphrase.
        locator: where in the source, such as `para. 3`.
        attribution: how the source attributes it.
        via: who passed it on.
        speaker: who said it.
    """

    quote: Text | None = None
    start: Number | None = None
    # The alias is one that no file can hold: the end is found in the text, never given.
    end: SkipJsonSchema[int | None] = Field(default=None, exclude=True, validation_alias="\0end")
    summary: Text | None = None
    locator: Text | None = None
    attribution: vocabulary.Attribution | None = None
    via: Text | None = None
    speaker: Ref | None = None
    note: Text | None = None


@frozen
class Contribution(Part):
    """What is offered; `joint` is `true` or the name of a plan shared by several statements."""

    kind: vocabulary.ContributionKind | None = None
    min: Number | None = None
    max: Number | None = None
    unit: Text | None = None
    area: Text | None = None
    stage: vocabulary.Stage | None = None
    joint: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fault(f"{self.min} is greater than max {self.max}", ("min",))
        return self


@frozen
class Statement(Evidence):
    """Section `statements`: one source reports that an actor takes a stance on a proposal.

    Args:
        actor: one or several who make the statement together.
        conditions: what the stance depends on; `none` says unconditional, missing says nothing.
        reason: why someone declines; not a condition.
        said: date as written; never taken from the publication.
        to: whom it is promised to.
        at: the meeting where it was said.
    """

    id: Id | None = None
    actor: Refs
    stance: vocabulary.Stance
    proposal: Ref
    conditions: Conditions | None = None
    contribution: Annotated[tuple[Contribution, ...], BeforeValidator(listed), Short()] = ()
    reason: Text | None = None
    said: Date | None = None
    to: Refs | None = None
    at: Ref | None = None
    credibility: vocabulary.Credibility | None = None


@frozen
class Defaults(Statement):
    """Section `defaults`: keys for the statements of the same file that do not give them."""

    actor: Refs | None = None  # type: ignore[assignment]
    stance: vocabulary.Stance | None = None  # type: ignore[assignment]
    proposal: Ref | None = None  # type: ignore[assignment]


@frozen
class Attendance(Evidence):
    """Section `attendance` of a meeting: a source reports an actor there, in person of somebody."""

    actor: Ref
    meeting: Ref | None = None
    person: Ref | None = None
    as_: Text | None = Field(default=None, alias="as")
    role: vocabulary.Role | None = None
    mode: vocabulary.Mode | None = None
    status: vocabulary.AttendanceStatus | None = None
    represents: Refs | None = None


@frozen
class CountOf(Part):
    """How many were reported, named or not: `count`, or `min` and `max`, of what."""

    count: Number | None = None
    min: Number | None = None
    max: Number | None = None
    of: Text | None = None
    about: Truth | None = None
    status: vocabulary.AttendanceStatus | None = None


def _attendance(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple({"actor": entry} if isinstance(entry, str) else entry for entry in value)
    return value


@frozen
class Meeting(Evidence):
    """Section `meetings`: what a source reports of one meeting, or the registry's description of it."""

    id: Id
    title: Text | None = None
    date: Date | None = None
    place: Text | None = None
    country: Ref | None = None
    level: vocabulary.Level | None = None
    format: vocabulary.Format | None = None
    series: Id | None = None
    host: Ref | None = None
    reported: CountOf | None = None
    complete: Truth | None = None
    attendance: Annotated[tuple[Attendance, ...], BeforeValidator(_attendance), NamedShort()] = ()
    aliases: Texts = ()


@frozen
class Status(Evidence):
    """Section `status`: whether a condition is open, met or failed, as of a day."""

    condition: Ref
    is_: vocabulary.ConditionStatus = Field(alias="is")
    as_of: Date | None = None


@frozen
class Source(Part):
    """Section `source`: one text, coded in one file; its graph is `source:<id>`."""

    id: Id | None = None
    title: Text | None = None
    publisher: Text | None = None
    author: Text | None = None
    kind: Text | None = None
    via: Text | None = None
    url: Text | None = None
    published: Date | None = None
    language: Text | None = None
    text: Text | None = None
    sha256: Annotated[str, Field(pattern=r"^([0-9a-fA-F]{64}|[0-9a-fA-F]{4,63}…)$")] | None = None
    reliability: vocabulary.Reliability | None = None
    archived: Text | None = None
    accessed: LooseDate | None = None
    coded_by: Text | None = None
    checked_by: Text | None = None
    note: Text | None = None


@frozen
class File(Part):
    """One coding file: every section is optional and may stand in any file."""

    dossier: DossierHeader | None = None
    source: Source | None = None
    defaults: Defaults | None = None
    actors: tuple[Actor, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    conditions: tuple[Condition, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    statements: tuple[Statement, ...] = ()
    status: tuple[Status, ...] = ()
