"""Meetings as each source reports them: persons stand for their countries, hosts are among those present."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from coalition_graph import dates, model, vocabulary
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.diary import stands_for
from coalition_graph.files.findings import Entry
from coalition_graph.files.linking import Linking
from coalition_graph.files.merge import agree, by_id

__all__ = ["meetings"]

Rows = dict[str, list[model.Attendance]]
_EVIDENCE: Final = tuple(model.fields(model.Evidence))
_FACTS: Final = (
    "title",
    "date",
    "place",
    "country",
    "level",
    "format",
    "series",
    "host",
    "reported",
    "complete",
)


def meetings(
    linking: Linking, codings: Sequence[Coding], source: model.Source | None
) -> tuple[model.Meeting, ...]:
    """Return the meetings that one source reports, each with its attendance.

    Rows of attendance tables join the source's first entry for their meeting, or make one. In the
    registry, entries for one meeting must agree; what sources report may differ.
    """
    rows = _rows(linking, codings)
    entries = [
        Entry(linked, coding, ("meetings", index))
        for coding in codings
        for index, entry in enumerate(coding.file.meetings)
        if (linked := _meeting(linking, entry, coding, ("meetings", index)))
    ]
    if source is None:
        for meeting, told in by_id(entries).items():
            agree(told, f"meeting {meeting!r}", linking.findings, keys=_FACTS)
    reported = [_attended(linking, entry, rows, source) for entry in entries]
    alone = (_only_attended(linking, meeting, listed, codings) for meeting, listed in rows.items())
    return (*reported, *alone)


def _meeting(linking: Linking, entry: model.Meeting, coding: Coding, loc: Loc) -> model.Meeting | None:
    errors, update = linking.findings.errors, linking.evidence(entry, coding, loc)
    meeting = linking.references.meeting_id(entry.id)
    update["id"] = meeting
    if entry.country is not None:
        update["country"] = linking.references.country(entry.country, coding, (*loc, "country"))
    if entry.host is not None:
        update["host"] = linking.references.actor(entry.host, coding, (*loc, "host"))
    linked = linking.unless_wrong(errors, entry, update)
    listed = _listed(linking, entry.attendance, meeting, coding, (*loc, "attendance"))
    return linked and model.changed(linked, {"attendance": listed})


def _listed(
    linking: Linking, entries: Iterable[model.Attendance], meeting: str, coding: Coding, loc: Loc
) -> tuple[model.Attendance, ...]:
    return tuple(
        linked
        for index, entry in enumerate(entries)
        if (linked := _attendance(linking, entry, meeting, coding, (*loc, index)))
    )


def _attendance(
    linking: Linking, entry: model.Attendance, meeting: str, coding: Coding, loc: Loc
) -> model.Attendance | None:
    errors, find = linking.findings.errors, linking.references
    update = linking.evidence(entry, coding, loc)
    update["meeting"] = f"meeting:{meeting}"
    update["actor"] = actor = find.actor(entry.actor, coding, (*loc, "actor"))
    if actor.startswith("person:"):
        update["actor"] = _stands_for(linking, actor, meeting, coding, (*loc, "actor"))
        update["person"] = actor if update["actor"] != actor else None
    if entry.person is not None:
        update["person"] = find.person(entry.person, coding, (*loc, "person"))
    if entry.represents is not None:
        update["represents"] = find.actors(entry.represents, coding, (*loc, "represents"))
    return linking.unless_wrong(errors, entry, update)


def _stands_for(linking: Linking, person: str, meeting: str, coding: Coding, loc: Loc) -> str:
    day = linking.diary.day(meeting, coding.source)
    agent = linking.references.agent(person)
    return stands_for(agent, day, Entry(person, coding, loc), linking.findings)


def _rows(linking: Linking, codings: Sequence[Coding]) -> Rows:
    """Rows of attendance tables, by the meeting that they refer to."""
    rows: Rows = {}
    for coding in codings:
        for index, row in enumerate(coding.attendance):
            errors, loc = linking.findings.errors, ("attendance", index)
            node = linking.references.meeting(row.meeting or "", coding, (*loc, "meeting"))
            if linking.findings.errors == errors:
                meeting = vocabulary.local(node)
                linked = _attendance(linking, row, meeting, coding, loc)
                rows.setdefault(meeting, []).extend([linked] if linked else [])
    return rows


def _attended(
    linking: Linking, entry: Entry[model.Meeting], rows: Rows, source: model.Source | None
) -> model.Meeting:
    """A meeting with the rows of tables, its host and all defaults."""
    meeting, coding = entry.value, entry.coding
    mode = linking.diary.mode(meeting.id, coding.source)
    listed = (*meeting.attendance, *rows.pop(meeting.id, ()))
    if meeting.host is not None and meeting.host.startswith("person:"):
        actor = _stands_for(linking, meeting.host, meeting.id, coding, (*entry.loc, "host"))
        listed = _hosted(meeting, meeting.host, actor, listed, mode)
    _not_yet(linking, entry, source)
    return model.changed(meeting, {"attendance": _with_defaults(listed, mode)})


def _only_attended(
    linking: Linking, meeting: str, listed: Sequence[model.Attendance], codings: Sequence[Coding]
) -> model.Meeting:
    mode = linking.diary.mode(meeting, codings[0].source)
    return model.Meeting(id=meeting, attendance=_with_defaults(listed, mode))


def _not_yet(linking: Linking, entry: Entry[model.Meeting], source: model.Source | None) -> None:
    """Warn where a source names who attended a meeting that was yet to come when it was published."""
    day = linking.diary.day(entry.value.id, entry.coding.source)
    published = dates.parse(source.published) if source and source.published else None
    if day is None or published is None or published.about or day.earliest <= published.latest:
        return
    if any(one.status in (None, "attended") for one in entry.value.attendance):
        message = (
            f"the source was published on {published.text}, before this meeting; write `status: planned`"
        )
        linking.findings.at(entry, "W325", message, "attendance")


def _hosted(
    meeting: model.Meeting, host: str, actor: str, listed: Sequence[model.Attendance], mode: str
) -> tuple[model.Attendance, ...]:
    """Return the attendance with the host in it: who is listed gets the role, else an entry is made.

    Args:
        meeting: whose evidence an entry that is made bears.
        host: the person.
        actor: whom the host stands for.
        listed: linked entries, roles that are not given still missing.
        mode: of the entry, if one is made.
    """
    index = _seat(listed, host, actor)
    if index is None:
        return (_made(meeting, host, actor, mode), *listed)
    update: dict[str, Any] = {"role": listed[index].role or "host"}
    if actor != host:
        update["person"] = host
    return (*listed[:index], model.changed(listed[index], update), *listed[index + 1 :])


def _seat(listed: Sequence[model.Attendance], host: str, actor: str) -> int | None:
    """Where the host is listed already: by name, or by the country alone."""
    by_name = [index for index, entry in enumerate(listed) if host in (entry.person, entry.actor)]
    by_actor = [index for index, entry in enumerate(listed) if entry.actor == actor and entry.person is None]
    return next(iter((*by_name, *by_actor)), None)


def _made(meeting: model.Meeting, host: str, actor: str, mode: str) -> model.Attendance:
    planned = meeting.reported is not None and meeting.reported.status == "planned"
    evidence = {key: getattr(meeting, key) for key in _EVIDENCE}
    entry = {
        "actor": actor,
        "meeting": f"meeting:{meeting.id}",
        "person": host if host != actor else None,
        "role": "host",
        "mode": mode,
        "status": "planned" if planned else "attended",
    }
    return model.assembled(model.Attendance, {**evidence, **entry})


def _with_defaults(listed: Iterable[model.Attendance], mode: str) -> tuple[model.Attendance, ...]:
    """Return attendance with role, mode and status filled in where they are not given."""
    return tuple(
        model.changed(
            entry,
            {
                "role": entry.role or "participant",
                "mode": entry.mode or mode,
                "status": entry.status or "attended",
            },
        )
        for entry in listed
    )
