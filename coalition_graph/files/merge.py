"""One description of a thing that several files describe: what they say must agree.

| code | what |
|---|---|
| E401 | one id in two `source:` sections |
| E402 | a reserved id |
| E403 | two things of different names with one id |
| E404 | two descriptions of one thing that disagree |
| E405 | one alias for two things |
| E406 | a proposal that lies within itself |
| E407 | two `dossier:` sections that disagree |
| W421 | rows whose source is described nowhere |
| W422 | no coding file at all, told by `reading` |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from coalition_graph import model, text, vocabulary
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.findings import Entry, Findings
from coalition_graph.files.lookup import Lookup

__all__ = ["agree", "by_id", "dossier_header", "lookup", "merged", "one_text_each", "sources"]

Described = TypeVar("Described", bound=model.Part)
Thing = TypeVar("Thing", model.Proposal, model.Condition, model.Meeting)
# Joined where several files give them; all else must agree.
_GATHERED = frozenset(("aliases", "note"))


def by_id(entries: Iterable[Entry[Thing]]) -> dict[str, list[Entry[Thing]]]:
    """Return entries by id, ids in order of the alphabet."""
    found: dict[str, list[Entry[Thing]]] = {}
    for entry in entries:
        found.setdefault(entry.value.id, []).append(entry)
    return dict(sorted(found.items()))


def merged(entries: Sequence[Entry[Described]], what: str, findings: Findings) -> Described:
    """Return one description from all; facts that disagree are errors, and the first stands."""
    first = entries[0].value
    if len(entries) == 1:
        return first
    update: dict[str, Any] = agree(entries, what, findings)
    for key in _GATHERED & set(model.fields(type(first))):
        update[key] = _gathered(key, [entry.value for entry in entries])
    return model.changed(first, update)


def agree(
    entries: Sequence[Entry[Described]],
    what: str,
    findings: Findings,
    keys: Iterable[str] | None = None,
    code: str = "E404",
) -> dict[str, Any]:
    """Return the facts that entries give together, telling of every one that they give differently."""
    facts: dict[str, Any] = {}
    fields = model.fields(type(entries[0].value))
    for key in keys or (key for key in fields if key not in _GATHERED):
        giving = [entry for entry in entries if getattr(entry.value, key) not in (None, ())]
        for later in giving[1:]:
            if _plain(getattr(later.value, key)) != _plain(getattr(giving[0].value, key)):
                _disagree(giving[0], later, key, fields[key].alias or key, (what, code), findings)
        if giving:
            facts[key] = getattr(giving[0].value, key)
    return facts


def _disagree(
    first: Entry[Described],
    later: Entry[Described],
    key: str,
    written: str,
    told: tuple[str, str],
    findings: Findings,
) -> None:
    what, code = told
    ours, theirs = _shown(getattr(later.value, key)), _shown(getattr(first.value, key))
    where = first.at(written)
    message = f"{what}: {written} is {ours} here and {theirs} in {where}; make the two agree, or give it once"
    findings.at(later, code, message, written)


def _shown(value: object) -> str:
    if isinstance(value, model.Part):
        value = _given(value)
    if isinstance(value, tuple):
        value = "|".join(map(str, value))
    return text.shown(value if isinstance(value, str) else str(value))


def _given(value: object) -> object:
    """What of a part is given, to be shown."""
    if isinstance(value, tuple):
        return tuple(map(_given, value))
    if not isinstance(value, model.Part):
        return value
    each = ((name, getattr(value, name)) for name in model.fields(type(value)))
    return {name: _given(inner) for name, inner in each if inner not in (None, ())}


def _plain(value: object) -> object:
    """What two files may write differently and mean the same."""
    if isinstance(value, str):
        return text.fold(value)
    return frozenset(value) if isinstance(value, tuple) else value


def _gathered(key: str, values: Sequence[model.Part]) -> object:
    if key == "note":
        return _joined(getattr(value, key) for value in values)
    return tuple(dict.fromkeys(alias for value in values for alias in getattr(value, key)))


def _joined(notes: Iterable[str | None]) -> str | None:
    return "\n".join(dict.fromkeys(note for note in notes if note)) or None


def lookup(
    entries: Iterable[Entry[Thing]], what: str, name: Callable[[Thing], str | None], findings: Findings
) -> Lookup:
    """Return the ids, aliases and names of things of one kind; one alias for two things is an error."""
    listed, found = list(entries), Lookup()
    for entry in listed:
        found.add(entry.value.id)
    for entry in listed:
        for index, alias in enumerate(entry.value.aliases):
            # Of a meeting, an alias may be the id of another entry: so two ids are told to be one meeting.
            other = alias if alias in found and what != "meeting" else found.alias(alias)
            if other not in (None, entry.value.id):
                named = f"alias {text.shown(alias)} of {what} {entry.value.id!r}"
                message = f"{named} also stands for {other!r}; drop one"
                findings.at(entry, "E405", message, "aliases", index)
        found.add(entry.value.id, entry.value.aliases, name(entry.value))
    return found


def one_text_each(entries: Iterable[Entry[model.Condition]], findings: Findings) -> None:
    """Tell of two conditions with one text: who writes the text out could mean either."""
    bearers: dict[str, str] = {}
    for entry in entries:
        mine = entry.value.id
        other = bearers.setdefault(text.fold(entry.value.text), mine)
        if other != mine:
            message = f"condition {mine!r} has the text of {other!r}; make them one, or tell them apart"
            findings.at(entry, "E405", message, "text")


def sources(codings: Sequence[Coding], findings: Findings) -> dict[str, model.Source]:
    """Return every source with its description, by id in order of the alphabet."""
    described: dict[str, list[Entry[model.Source]]] = {}
    for coding in codings:
        if coding.source == vocabulary.RESERVED_SOURCE:
            message = "'registry' is the name of the analyst's own graph; give the source another id"
            findings.add(coding, "E402", message, ("source", "id"))
        if coding.source is not None and coding.file.source is not None:
            described.setdefault(coding.source, []).append(Entry(coding.file.source, coding, ("source",)))
    found = {name: _source(name, entries, findings) for name, entries in described.items()}
    return dict(sorted({**_undescribed(codings, described, findings), **found}.items()))


def _source(name: str, entries: list[Entry[model.Source]], findings: Findings) -> model.Source:
    sections = [entry for entry in entries if not is_table(entry.coding)]
    for later in sections[1:]:
        message = f"source id {name!r} is already that of {sections[0].at()}; give one of them another `id`"
        findings.at(later, "E401", message, "id")
    told = entries if len(sections) < 2 else entries[:1]
    return model.changed(merged(told, f"source {name!r}", findings), {"id": name})


def _undescribed(
    codings: Sequence[Coding], described: Mapping[str, object], findings: Findings
) -> dict[str, model.Source]:
    found: dict[str, model.Source] = {}
    for coding in codings:
        name = coding.source
        if name is not None and name not in described and name not in found:
            found[name] = model.Source(id=name)
            message = f"source {name!r} is described nowhere; add it to a table sources.csv"
            findings.add(coding, "W421", message, _first_row(coding))
    return found


def _first_row(coding: Coding) -> Loc:
    sections = ("statements", "meetings", "status")
    filled = next((section for section in sections if getattr(coding.file, section)), "attendance")
    return filled, 0, "source"


def is_table(coding: Coding) -> bool:
    """Return whether a coding comes from a table, whose rows may describe a source once more."""
    return not coding.path.lower().endswith((".yaml", ".yml"))


def dossier_header(
    codings: Sequence[Coding], default: Callable[[Coding], str], findings: Findings
) -> model.DossierHeader:
    """Return what the `dossier:` sections say together; an id that is not given comes from `default`."""
    sections = [
        Entry(coding.file.dossier, coding, ("dossier",))
        for coding in codings
        if coding.file.dossier is not None
    ]
    given = {default(entry.coding): entry.value.id for entry in sections if entry.value.id}
    named = [_with_id(entry, given, default(entry.coding)) for entry in sections]
    if not named:
        return model.DossierHeader()
    facts = agree(named, "dossier", findings, code="E407")
    return model.DossierHeader(**facts, note=_joined(entry.value.note for entry in named))


def _with_id(
    entry: Entry[model.DossierHeader], given: Mapping[str, str | None], made: str
) -> Entry[model.DossierHeader]:
    """Two sections of one folder are one dossier: the id that either gives goes for both."""
    header_id = entry.value.id or given.get(made) or made
    return Entry(model.changed(entry.value, {"id": header_id}), entry.coding, entry.loc)
