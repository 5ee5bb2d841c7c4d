"""A tree of one coding file → its typed sections, with every fault at the place of the very value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coalition_graph import model, text
from coalition_graph.errors import Problem
from coalition_graph.files.coding import Coding, Data, Loc, Origin, Place, canonical, declared, nearest_place
from coalition_graph.files.tree import Node
from coalition_graph.files.wording import SECTIONS, keys, once, section_of, tell

__all__ = ["coding", "is_ours"]

_LISTS: Final = ("actors", "proposals", "conditions", "meetings", "statements", "status")
_DECLARING: Final = ("actors", "proposals", "conditions", "meetings")
_ROUNDS: Final = 8
# From here on a place is inside an entry, where keys without any value say as little as no key.
_INSIDE: Final = 2


def is_ours(root: Node | None) -> bool:
    """Return whether a tree is meant as a coding file: it has one of our sections, or nearly.

    >>> is_ours(Node({"services": Node("x", 1, 1)}, 1, 1)), is_ours(Node({"statments": Node("", 1, 1)}, 1, 1))
    (False, True)
    """
    if root is None or not isinstance(root.value, dict):
        return False
    names = set(root.value)
    return bool(names & set(SECTIONS)) or any(text.nearest(name, SECTIONS, 1) for name in names)


def coding(
    origin: Origin, root: Node, refused: Iterable[Problem], keep_going: bool
) -> tuple[Coding | None, list[Problem]]:
    """Return what a coding file says, typed, and what is wrong with it.

    What is wrong is left out of the coding: with `keep_going` whole entries, else no more than the
    faulty key, so that faults found later, by linking, can be told in the same run.

    Args:
        origin: where the file lies.
        root: its tree.
        refused: what the tree's reader refused; with `keep_going` the entries around go too.
        keep_going: whether the result is to be used in spite of faults.
    """
    draft = _Draft(origin, root)
    problems = list(refused)
    if keep_going:
        draft.leave_out(_entry_at(draft, (problem.line, problem.column)) for problem in problems)
    for number in range(_ROUNDS):
        checked = draft.checked()
        if isinstance(checked, model.File):
            return draft.finished(checked), problems
        if keep_going or number == 0:
            problems += draft.told(checked)
        draft.leave_out(_smallest(fault, keep_going or number > 0) for fault in checked)
    return None, problems


class _Draft:
    """One coding file on the way to its type: data as written, places, and what is left out of it."""

    def __init__(self, origin: Origin, root: Node) -> None:
        self.origin, self.root = origin, root
        self.skipped: set[int] = set()
        self.lost: set[str] = set()
        self.read()

    def read(self) -> None:
        self.places: dict[Loc, Place] = {}
        self.key_places: dict[Loc, Place] = {}
        self.nodes: dict[Loc, Node] = {}
        self.data = self.plain(self.root, ())

    def plain(self, node: Node, loc: Loc) -> Data:
        """Return a node as plain data, without what is empty, and note its place."""
        value = node.value
        self.places[loc] = (node.line, node.column)
        self.nodes[loc] = node
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return self.listed(value, loc)
        made: dict[str, Data] = {}
        for key, inner in value.items():
            self.key_places[(*loc, key)] = node.keys[key]
            if not self.absent(inner) or (id(inner) not in self.skipped and _unknown(loc, key)):
                written = self.plain(inner, (*loc, key))
                if written != {} or len(loc) < _INSIDE:
                    made[key] = written
        return made

    def listed(self, entries: list[Node], loc: Loc) -> list[Data]:
        """Return the entries of a list that say something."""
        made: list[Data] = []
        for entry in entries:
            if not self.absent(entry):
                written = self.plain(entry, (*loc, len(made)))
                if written != {} or len(loc) < _INSIDE:
                    made.append(written)
        return made

    def absent(self, node: Node) -> bool:
        """Return whether a node says nothing, or is left out: an empty text, or a list of such."""
        if id(node) in self.skipped:
            return True
        if isinstance(node.value, str):
            return not node.value.strip()
        return isinstance(node.value, list) and all(self.absent(entry) for entry in node.value)

    def section(self, name: str) -> list[Data]:
        found = self.data.get(name, []) if isinstance(self.data, dict) else []
        return found if isinstance(found, list) else []

    def checked(self) -> model.File | list[model.Fault]:
        """Return the file typed, with its defaults applied, or all that is wrong with it."""
        checked = model.validate(model.File, self.with_defaults())
        faults = [] if isinstance(checked, model.File) else [f for f in checked if not self.by_default(f)]
        faults += self.only_in_tables()
        return faults or checked

    def with_defaults(self) -> Data:
        """Return the data with `defaults` filled in where a statement says nothing."""
        defaults = self.data.get("defaults") if isinstance(self.data, dict) else None
        if not isinstance(self.data, dict) or not isinstance(defaults, dict):
            return self.data
        entries = self.section("statements")
        merged: list[Data] = [
            {**defaults, **entry} if isinstance(entry, dict) else entry for entry in entries
        ]
        return {**self.data, "statements": merged} if entries else self.data

    def by_default(self, fault: model.Fault) -> bool:
        """Return whether a fault of a statement is one of `defaults`, and told there."""
        loc = fault.loc
        return (
            loc[:1] == ("statements",)
            and len(loc) > 2
            and fault.kind != "missing"
            and ("defaults", loc[2]) in self.places
            and loc[:3] not in self.places
        )

    def only_in_tables(self) -> list[model.Fault]:
        """Return the attendances that name a meeting, which only rows of a table do."""
        return [
            model.Fault(loc, "unknown", "; its meeting is the one around it")
            for loc in self.places
            if len(loc) == 5 and loc[0] == "meetings" and loc[2] == "attendance" and loc[4] == "meeting"
        ]

    def told(self, faults: list[model.Fault]) -> list[Problem]:
        return [Problem(self.origin.path, *self.place(fault), *tell(fault)) for fault in once(faults)]

    def place(self, fault: model.Fault) -> Place:
        if fault.kind == "unknown" and fault.loc in self.key_places:
            return self.key_places[fault.loc]
        return nearest_place(self.places, fault.loc)

    def leave_out(self, locs: Iterable[Loc]) -> None:
        """Leave these values out, and remember the names that are lost with them."""
        for loc in {loc for loc in locs if loc in self.nodes and loc}:
            self.skipped.add(id(self.nodes[loc]))
            if len(loc) == 2 and loc[0] in _DECLARING and isinstance(loc[1], int):
                self.lost.update(declared(self.section(str(loc[0]))[loc[1]]))
        self.read()

    def finished(self, file: model.File) -> Coding:
        source = None if file.source is None else file.source.id or self.origin.stem
        return Coding(
            path=self.origin.path,
            folder=self.origin.folder,
            file=file,
            source=source,
            places=self.places,
            digests=tuple(text.digest(canonical(entry)) for entry in self.section("statements")),
            lost=frozenset(self.lost),
        )


def _entry_at(draft: _Draft, place: Place) -> Loc:
    """Return the last entry of a section that begins at or before a place."""
    entries = (loc for loc in draft.places if len(loc) == 2 and loc[0] in _LISTS)
    before = [loc for loc in entries if draft.places[loc] <= place]
    return max(before, key=lambda loc: draft.places[loc], default=())


def _unknown(loc: Loc, key: str) -> bool:
    """Return whether a key is one of no section, which is a slip even if it has no value."""
    if not loc:
        return key not in SECTIONS
    section = section_of((*loc, key))
    expression = section == "conditions" and loc[0] != section
    return bool(section) and not expression and key not in keys(section)


def _smallest(fault: model.Fault, whole: bool) -> Loc:
    """Return what to leave out for a fault: the whole entry, or only the key."""
    loc = fault.loc
    if loc[:1] and loc[0] not in _LISTS:
        return loc[:2]
    entry = loc[:4] if len(loc) > 3 and loc[0] == "meetings" and loc[2] == "attendance" else loc[:2]
    if whole or fault.kind == "missing":
        return entry
    return loc[: len(entry) + 1]
