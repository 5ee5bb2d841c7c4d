"""The host of a meeting attends it; attendance gets its defaults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from coalition_graph import model

__all__ = ["hosted", "with_defaults"]

_EVIDENCE = tuple(model.Evidence.model_fields)


def hosted(
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
    return (*listed[:index], listed[index].model_copy(update=update), *listed[index + 1 :])


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
    return model.Attendance(actor=actor).model_copy(update={**evidence, **entry})


def with_defaults(listed: Iterable[model.Attendance], mode: str) -> tuple[model.Attendance, ...]:
    """Return attendance with role, mode and status filled in where they are not given."""
    return tuple(
        entry.model_copy(
            update={
                "role": entry.role or "participant",
                "mode": entry.mode or mode,
                "status": entry.status or "attended",
            }
        )
        for entry in listed
    )
