"""Faults of the schema → codes and sentences for the analyst."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coalition_graph import model, text
from coalition_graph.errors import did_you_mean

__all__ = ["CLASSES", "SECTIONS", "keys", "once", "required", "reworded", "section_of", "tell"]

SECTIONS: Final[tuple[str, ...]] = tuple(model.fields(model.File))
CLASSES: Final[Mapping[str, type[model.Part]]] = {
    "dossier": model.DossierHeader,
    "source": model.Source,
    "sources": model.Source,
    "defaults": model.Defaults,
    "actors": model.Actor,
    "proposals": model.Proposal,
    "conditions": model.Condition,
    "meetings": model.Meeting,
    "attendance": model.Attendance,
    "statements": model.Statement,
    "status": model.Status,
    "contribution": model.Contribution,
    "reported": model.CountOf,
    "requires": model.Requirement,
}

# What a file gives by its name or by nesting, a row must say.
_BY_ROW: Final[Mapping[str, tuple[str, ...]]] = {"attendance": ("meeting",), "sources": ("id",)}


def keys(section: str) -> tuple[str, ...]:
    """Return the keys of a section as they are written.

    >>> keys("status")[:3]
    ('quote', 'start', 'summary')
    """
    fields = model.fields(CLASSES[section])
    return tuple(field.alias or name for name, field in fields.items() if not field.exclude)


def tell(fault: model.Fault, *, table: bool = False) -> tuple[str, str]:
    """Return code and message of a fault; in a table a key is a column.

    >>> from coalition_graph.model import Fault
    >>> tell(Fault(("statements", 0, "stanse"), "unknown", ""))[1]
    "unknown key 'stanse' in statements; did you mean 'stance'?"
    """
    key = _key(fault.loc)
    if fault.kind == "unknown":
        return "E201", _unknown(fault)
    if fault.kind == "missing":
        return "E202", _missing(fault.loc, table)
    if fault.kind == "choice":
        near = text.nearest(fault.message.strip("'"), fault.choices, 1)
        return "E203", f"{key} takes {_any_of(fault.choices)}, not {fault.message}{did_you_mean(near)}"
    return "E203", f"{key}: {fault.message}"


def reworded(name: str, known: tuple[str, ...]) -> str:
    """Return the end of a message about an unknown name: the nearest known ones, else all of them.

    >>> reworded("titel", ("id", "title"))
    "; did you mean 'title'?"
    """
    near = text.nearest(name, known)
    return did_you_mean(near) if near else f"; known are {', '.join(known)}"


def _key(loc: tuple[str | int, ...]) -> str:
    return next((part for part in reversed(loc) if isinstance(part, str)), "the file")


def _unknown(fault: model.Fault) -> str:
    name = str(fault.loc[-1])
    if len(fault.loc) == 1:
        return f"unknown section {text.shown(name)}{reworded(name, SECTIONS)}"
    section = section_of(fault.loc)
    end = fault.message or (reworded(name, keys(section)) if section else "")
    return f"unknown key {text.shown(name)} in {section}{end}"


def section_of(loc: tuple[str | int, ...]) -> str:
    """Return the innermost section that a key stands in, or nothing.

    >>> section_of(("statements", 0, "contribution", 1, "kind"))
    'contribution'
    """
    return next((part for part in reversed(loc[:-1]) if isinstance(part, str) and part in CLASSES), "")


def once(faults: list[model.Fault]) -> list[model.Fault]:
    """Return the faults without missing keys that are there, but misspelled: one slip, one line."""
    slips = {
        (*fault.loc[:-1], near)
        for fault in faults
        if fault.kind == "unknown" and (section := section_of(fault.loc))
        for near in text.nearest(str(fault.loc[-1]), keys(section))
    }
    return [fault for fault in faults if fault.kind != "missing" or fault.loc not in slips]


def _missing(loc: tuple[str | int, ...], table: bool) -> str:
    key, section = _key(loc), _key(loc[:-1])
    if table:
        return f"{key!r} is missing; fill the cell"
    where = ", here or in defaults" if section == "statements" else ""
    return f"{key!r} is missing in this entry of {section}; give it{where}"


def _any_of(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else "".join(choices)


def required(section: str) -> tuple[str, ...]:
    """Return the keys that every row of a table must fill.

    >>> required("attendance")
    ('actor', 'meeting')
    """
    fields = model.fields(CLASSES[section])
    made = tuple(field.alias or name for name, field in fields.items() if field.is_required())
    return (*made, *_BY_ROW.get(section, ()))
