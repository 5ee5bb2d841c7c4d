"""Actors, proposals and conditions that foreign data name: known ones found, others declared once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from coalition_graph import text, vocabulary
from coalition_graph.files.coding import Data
from coalition_graph.model import Agent
from coalition_graph.names import Names
from coalition_graph.names.spelling import key

__all__ = ["Actors", "Declared", "Things", "line", "noted"]

_BUILT_IN: Final = ("country", "organisation", "group")


def line(value: str) -> str:
    r"""Return a name or title in one line, without control characters.

    >>> line(" Sierra\n  Club\x07")
    'Sierra Club'
    """
    return " ".join(text.without_controls(value).split())


def noted(pairs: Iterable[tuple[str, str]]) -> str:
    r"""Return what has no key of its own as lines of a note.

    >>> noted([("section", "A 4"), ("type", "")])
    'section: A 4'
    """
    return "\n".join(
        f"{name}: {text.without_controls(value).strip()}" for name, value in pairs if value.strip()
    )


@dataclass(slots=True)
class Declared:
    """One actor: the node it will be, and what is said of it."""

    node: str
    kind: vocabulary.ActorKind
    name: str
    known: bool
    aliases: list[str] = field(default_factory=list)
    members: list[Declared] = field(default_factory=list)
    note: str = ""


class Actors:
    """Actors by name; two spellings of one name are one actor.

    >>> actors = Actors()
    >>> actors.find("the UK").node, actors.declare("Sierra Club", "organisation").node
    ('country:GB', 'organisation:sierra-club')
    """

    def __init__(self) -> None:
        self._by_key: dict[str, Declared] = {}
        self._locals: set[str] = set()
        self._names: Names | None = None
        self._references: dict[str, str] = {}

    def find(self, name: str) -> Declared | None:
        """Return the actor that a name stands for: one declared before, or a built-in one."""
        found = self._by_key.get(key(name))
        node = None if found else Names.builtin().resolve(name, seats=True)
        if node is None:
            return found
        kind = node.partition(":")[0]
        made = next((one for one in self._by_key.values() if one.node == node), None)
        self._by_key[key(name)] = made or Declared(node, _kind(kind), name, known=True)
        return self._by_key[key(name)]

    def declare(self, name: str, kind: vocabulary.ActorKind) -> Declared:
        """Return the actor of a name, declared with a kind and an id of its own if there is none."""
        found = self.find(name)
        if found is None:
            found = self._by_key[key(name)] = Declared(f"{kind}:{self._local(name)}", kind, name, known=False)
            self._names = None
        return found

    def _local(self, name: str) -> str:
        made = _free(text.slug(name), lambda local: local in self._locals or _is_built_in(local))
        self._locals.add(made)
        return made

    def alias(self, actor: Declared, alias: str) -> bool:
        """Give an actor one more name; return whether nothing else bears it."""
        other = self._by_key.get(key(alias))
        taken = (other is not None and other is not actor) or Names.builtin().meanings(alias, any_case=True)
        if taken or text.slug(alias) in self._locals:
            return other is actor
        self._by_key[key(alias)] = actor
        actor.aliases.append(alias)
        self._names = None
        return True

    def suggest(self, name: str) -> list[str]:
        """Return what a name may be a slip of."""
        own = text.nearest(name, [one.name for one in self.all()])
        return list(dict.fromkeys((*own, *Names.builtin().suggest(name))))[:2]

    def all(self) -> list[Declared]:
        """Return every actor once, in the order in which they were named."""
        return list({one.node: one for one in self._by_key.values()}.values())

    def reference(self, actor: Declared) -> str:
        """Return how files call an actor: by a name that is clear, else by its node."""
        if self._names is None:
            self._references.clear()
            own = [one for one in self.all() if not one.known]
            self._names = Names.builtin().extended(
                Agent(one.node, one.kind, one.name, aliases=tuple(one.aliases)) for one in own
            )
        if actor.node not in self._references:
            names = (actor.name, _label(actor), actor.node)
            clear = (name for name in names if self._names.resolve(name) == actor.node)
            self._references[actor.node] = next(clear, actor.node)
        return self._references[actor.node]

    def entries(self) -> list[Data]:
        """Return the entries of section `actors`: whoever is new, and built-in ones with something to add."""
        return [
            _entry(one, [self.reference(member) for member in one.members])
            for one in self.all()
            if not one.known or one.note or one.aliases
        ]


def _entry(one: Declared, members: list[str]) -> Data:
    made: dict[str, Data] = {"name": _label(one), "kind": one.kind}
    local = vocabulary.local(one.node)
    if local != text.slug(one.name) and not one.known:
        made["id"] = local
    return {**made, "aliases": [*one.aliases], "members": [*members], "note": one.note}


def _label(one: Declared) -> str:
    """Return the name of an actor; of a country its own, where its capital was named."""
    return Names.builtin().agent(one.node).label if one.known else one.name


def _kind(kind: str) -> vocabulary.ActorKind:
    return "country" if kind == "country" else "group" if kind == "group" else "organisation"


def _is_built_in(local: str) -> bool:
    return any(Names.builtin().knows(f"{kind}:{local}") for kind in _BUILT_IN)


def _free(made: str, taken: Callable[[str], bool]) -> str:
    """Return an id, with a number behind it where it is taken."""
    number, found = 1, made
    while taken(found):
        number += 1
        found = f"{made}-{number}"
    return found


class Things:
    """Proposals, conditions or meetings by title, each with an id of its own.

    >>> things = Things()
    >>> things.id("Cap & trade"), things.id("Cap, trade"), things.id("Cap & trade")
    ('cap-trade', 'cap-trade-2', 'cap-trade')
    """

    def __init__(self, *, any_case: bool = False) -> None:
        """Take whether titles that differ in case and space alone are one, as texts of conditions are."""
        self._key = text.fold if any_case else str
        self._ids: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._taken: set[str] = set()

    def id(self, title: str) -> str:
        """Return the id of a title, made when it is first named."""
        known = self._key(title)
        if known not in self._ids:
            made = self._ids[known] = _free(text.slug(title), self._taken.__contains__)
            self._taken.add(made)
            self._titles[made] = title
        return self._ids[known]

    def __contains__(self, made: str) -> bool:
        return made in self._taken

    def items(self) -> Iterator[tuple[str, str]]:
        """Return id and title of each, in the order in which they were named."""
        return iter(self._titles.items())
