"""A `.dna` file → a dossier: every document a source with its text, every statement with its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from coalition_graph import text
from coalition_graph.errors import BadParameter
from coalition_graph.files import quotes, tree
from coalition_graph.files.coding import Data
from coalition_graph.files.dna_entities import Named
from coalition_graph.files.dna_mapping import SKIP, DnaMapping, Roles, roles
from coalition_graph.files.dna_rows import Coded, Database, Document, read_dna
from coalition_graph.files.dna_texts import Words, day
from coalition_graph.files.importing import Done, Remembered, keep, remembered, seen_from, source_path
from coalition_graph.files.importing_names import Things, line, noted
from coalition_graph.files.importing_yaml import to_yaml

__all__ = ["import_dna"]

_OURS: Final = ("dossier", "actors", "proposals", "import", "registry")


def import_dna(path: Path | None, folder: Path, mapping: DnaMapping | None = None) -> Done:
    """Import a database of Discourse Network Analyzer into a folder, anew or once more.

    Args:
        path: the `.dna` file; None for the one that was imported into the folder last.
        folder: made if missing; files in it that were edited since the last import stay.
        mapping: which variables say what; None for what was said last, else the usual names.

    Raises:
        BadParameter: the file is no database of DNA 2 or 3, the mapping does not fit it, or the folder
            holds another dossier.
        UsageError: the folder cannot be written to.
    """
    before = remembered(folder, "dna")
    path = source_path(path, folder, before)
    mapping = mapping or _as_before(before)
    database = read_dna(path)
    made = _Import(path, database, roles(database, mapping))
    groups = list(made.groups())
    settings: dict[str, Data] = {"kind": "dna", "from": seen_from(folder, path), **_settings(mapping)}
    return replace(keep(folder, groups, before, settings), notes=tuple(made.notes()))


def _settings(mapping: DnaMapping) -> dict[str, Data]:
    return {key: value for key, value in asdict(mapping).items() if value}


def _as_before(before: Remembered) -> DnaMapping:
    told = {key: value for key, value in before.settings.items() if isinstance(value, str)}
    stances = before.settings.get("stance_values", {})
    values = stances if isinstance(stances, dict) else {}
    return DnaMapping(
        **{key: told.get(key, "") for key in ("actor", "speaker", "proposal", "stance", "type")},
        stance_values={key: value for key, value in values.items() if isinstance(value, str)},
    )


@dataclass(slots=True)
class _Counts:
    """What could not become a statement, for the reader to know."""

    other: int = 0
    lacking: int = 0
    lost: int = 0
    outside: int = 0
    unshared: int = 0


class _Import:
    """One database on its way to files."""

    def __init__(self, path: Path, database: Database, found: Mapping[int, Roles]) -> None:
        self.name, self.path, self.database, self.roles = line(path.name), path, database, found
        self.named = Named(database, found)
        self.counts = _Counts()
        self.variables = {variable.id: variable for variable in database.variables}
        self.ids = Things()
        for word in _OURS:
            self.ids.id(word)

    def groups(self) -> Iterator[dict[str, bytes]]:
        """Yield the files to write; a coding file and its text together."""
        told: dict[int, list[Coded]] = {}
        for one in self.database.statements:
            told.setdefault(one.document, []).append(one)
        for document in sorted(self.database.documents, key=lambda one: one.id):
            coded = sorted(told.pop(document.id, []), key=lambda one: (one.start, one.id))
            yield dict(self.coding(document, coded))
        self.counts.lost = sum(map(len, told.values()))
        stem = self.path.stem
        yield self.file("dossier", {"dossier": {"id": text.slug(stem), "title": line(stem) or "Import"}})
        # Speakers may have been met only in the statements, so both lists come last.
        for section, entries in (
            ("actors", self.named.actors.entries()),
            ("proposals", self.named.proposal_entries()),
        ):
            if entries:
                yield self.file(section, {section: entries})

    def file(self, name: str, data: Mapping[str, Data]) -> dict[str, bytes]:
        content = f"# Imported from {self.name}\n{to_yaml(data)}".encode()
        if len(content) > tree.MAX_BYTES:
            reason = f"{name}.yaml would be larger than {tree.MAX_BYTES >> 20} MB; split the database in DNA"
            raise BadParameter("FILE", str(self.path), reason)
        return {f"{text.file_stem(name)}.yaml": content}

    def coding(self, document: Document, coded: list[Coded]) -> Iterator[tuple[str, bytes]]:
        """Yield the coding file of a document, and its text."""
        # A title that another document has too is told apart by the document's number.
        title = line(document.title) or f"document {document.id}"
        same = text.slug(title) in self.ids
        name = self.ids.id(f"{title} {document.id}" if same else title)
        words = Words(document.text)
        rest: list[tuple[str, str]] = []
        statements: list[Data] = []
        for one in coded:
            entry, kept = self.statement(one, words, document)
            if entry:
                statements.append(entry)
            else:
                rest.append(kept)
        shared = bool(words.text) and len(words.data) <= quotes.LARGEST
        self.counts.unshared += bool(words.text) and not shared
        source = self.source(name, document, words, rest, shared)
        yield from self.file(name, {"source": source, "statements": statements}).items()
        if shared:
            yield f"texts/{text.file_stem(name)}.txt", words.data

    def source(
        self, name: str, document: Document, words: Words, rest: list[tuple[str, str]], shared: bool
    ) -> Data:
        published, time = day(document.seconds)
        undated = "" if published or document.seconds is None else str(document.seconds)
        note = noted(
            [
                ("DNA document", str(document.id)),
                ("section", document.section),
                ("time", time),
                ("date", undated),
                ("notes", document.notes),
                *rest,
            ]
        )
        return {
            "id": name,
            "title": line(document.title),
            "author": line(document.author),
            "publisher": line(document.source),
            "kind": line(document.type),
            "published": published,
            "text": f"texts/{text.file_stem(name)}.txt" if shared else "",
            "sha256": hashlib.sha256(words.data).hexdigest() if words.text else "",
            "coded_by": line(document.coder),
            "note": note,
        }

    def statement(
        self, one: Coded, words: Words, document: Document
    ) -> tuple[dict[str, Data], tuple[str, str]]:
        """Return the entry of a statement; where it cannot be one, what the source's note keeps of it."""
        own = self.roles.get(one.type)
        stretch = words.stretch(one.start, one.stop)
        coder = one.coder if one.coder != document.coder else ""
        where = "" if stretch else f"{one.start}-{one.stop}, which the text does not have"
        used: frozenset[int] = frozenset()
        entry = self.claim(own, one) if own is not None else {}
        self.counts.other += own is None
        self.counts.lacking += own is not None and not entry
        self.counts.outside += stretch is None
        if own is not None and entry:
            # A speaker whose name is that of no person has no key, and is told in the note.
            used = own.used if entry["speaker"] or not own.speaker else own.used - {own.speaker.id}
        told = [("coder", coder), ("characters", where), *self.others(one, used)]
        if not entry:
            label = self.database.types.get(one.type, "")
            where = where or f"{one.start}-{one.stop}"
            rest = "; ".join(noted([pair]) for pair in told if pair[1].strip() and pair[0] != "characters")
            return {}, (
                f"DNA statement {one.id} ({line(label)}, characters {where})",
                rest or "nothing coded",
            )
        quote = {"quote": stretch[1], "start": str(stretch[0])} if stretch and stretch[1].strip() else {}
        return {"id": str(one.id), **entry, **quote, "note": noted(told)}, ("", "")

    def claim(self, own: Roles, one: Coded) -> dict[str, Data]:
        """Return who takes which stance on what, or nothing where one of these is not coded."""
        actors = self.named.actors
        who, about = _value(one, own.actor.id), _value(one, own.proposal.id)
        said = _value(one, own.speaker.id) if own.speaker else ""
        stance = own.of(one.values.get(own.stance.id) if own.stance else None)
        person = self.named.speaker(said) if said else None
        # Whoever speaks for nobody else speaks for himself.
        actor = actors.find(who) if who else person
        if actor is None or not about or stance in ("", SKIP):
            return {}
        return {
            "actor": actors.reference(actor),
            "speaker": actors.reference(person) if person else "",
            "stance": stance,
            "proposal": self.named.proposals.id(about),
        }

    def others(self, one: Coded, used: frozenset[int]) -> Iterator[tuple[str, str]]:
        """Yield the variables that have no place of their own, as a note tells them."""
        for number, value in sorted(one.values.items()):
            variable = self.variables.get(number)
            if variable is not None and number not in used and value != "":
                truth = variable.kind == "boolean"
                yield line(variable.name), ("true" if value else "false") if truth else str(value)

    def only_ones(self, own: Roles) -> bool:
        """Return whether a whole number that was taken for one of five points may be a yes or no."""
        assert own.stance is not None
        found = {one.values.get(own.stance.id) for one in self.database.statements} - {None}
        return bool(found) and found <= {0, 1} and own.of(0) == "undecided"

    def notes(self) -> Iterator[str]:
        """Yield what the reader must know of what is no statement now."""
        told = (
            (self.counts.other, "of a statement type that was not read; kept in the notes of their sources"),
            (self.counts.lacking, "without actor, proposal or stance; kept in the notes of their sources"),
            (self.counts.lost, "of documents that are not in the database; left out"),
            (self.counts.outside, "with offsets that the text does not have; they have no quote"),
        )
        for count, what in told:
            if count:
                yield f"{text.counted(count, 'coded stretch')} {what}".replace("stretchs", "stretches")
        for own in self.roles.values():
            if own.stance is not None and own.stance.kind == "integer" and self.only_ones(own):
                name = own.stance.name
                read = f"{name} is 0 or 1 only, and was read on the five points: undecided or supports"
                yield f"{read}; give --stance-values 1=supports,0=opposes if it means yes or no"
        if self.counts.unshared:
            known = f"larger than {quotes.LARGEST >> 20} MB, known by its hash only"
            yield f"{text.counted(self.counts.unshared, 'text')} {known}"


def _value(one: Coded, variable: int) -> str:
    return line(str(one.values.get(variable, "")))
