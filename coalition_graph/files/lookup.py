"""Finding a proposal, a condition or a meeting by what coding files call it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coalition_graph import text
from coalition_graph.errors import did_you_mean
from coalition_graph.names.spelling import bare

__all__ = ["Lookup", "same_id", "unknown"]


# Where the declaration is not the only mend.
_MENDS: Final = {"condition": "declare it under `conditions:`, or write the condition out in words"}


def unknown(what: str, name: str, suggestions: Sequence[str]) -> str:
    """Return the sentence for a reference that resolves to nothing.

    >>> unknown("proposal", "land-forse", ["land-force"])
    "unknown proposal 'land-forse'; did you mean 'land-force'?"
    """
    mend = _MENDS.get(what, f"declare it under `{what}s:` or correct the name")
    hint = did_you_mean(suggestions) or f"; {mend}"
    return f"unknown {what} {text.shown(name)}{hint}"


def same_id(name: str, other: str) -> str:
    """Return the sentence for a name whose slug is the id of something else.

    >>> same_id("a cease fire", "a cease-fire")[:47]
    "'a cease fire' gets the same id as 'a cease-fir"
    """
    mend = "write that if meant, else declare it with its own `id`"
    return f"{text.shown(name)} gets the same id as {text.shown(other)}; {mend}"


class Lookup:
    """Things of one kind by id, alias and name; a reference matches whole, never fuzzily.

    An id goes before an alias, an alias before a name. A name that two things bear finds neither.

    >>> proposals = Lookup()
    >>> proposals.add("land-force", aliases=("boots",), name="European land force")
    >>> proposals.find("land-force"), proposals.find("european  Land Force"), proposals.find("land")
    ('land-force', 'land-force', None)
    """

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._names: dict[str, str | None] = {}
        self._spelled: dict[str, None] = {}
        self._found: dict[str, str | None] = {}

    def __contains__(self, thing: str) -> bool:
        return thing in self._ids

    def add(self, thing: str, aliases: tuple[str, ...] = (), name: str | None = None) -> None:
        """Make a thing known; what was known of it already stays."""
        self._ids[thing] = thing
        self._spelled |= dict.fromkeys((*aliases, name) if name else aliases)
        for alias in aliases:
            self._aliases.setdefault(text.fold(alias), thing)
        if name is not None:
            folded = text.fold(name)
            self._names[folded] = thing if self._names.get(folded, thing) == thing else None
        self._found.clear()

    def alias(self, name: str) -> str | None:
        """Return the id that bears `name` as an alias."""
        return self._aliases.get(text.fold(name))

    def find(self, name: str) -> str | None:
        """Return the id that `name` refers to."""
        if name not in self._found:
            folded = text.fold(name)
            self._found[name] = self._ids.get(name) or self._aliases.get(folded) or self._names.get(folded)
        return self._found[name]

    def refer(self, name: str) -> str | None:
        """Return the id that `name` refers to, a leading "the" on either side apart.

        >>> proposals = Lookup()
        >>> proposals.add("cap", name="Gas cap")
        >>> proposals.refer("the gas cap"), proposals.find("the gas cap")
        ('cap', None)
        """
        return self.find(name) or self.find(bare(name)) or self.find(f"the {name}")

    def suggest(self, name: str) -> list[str]:
        """Return what `name` may be a slip of, the nearest first."""
        near = text.nearest(name, [*self._ids, *self._spelled])
        by_thing: dict[str | None, str] = {}
        for spelling in near:
            by_thing.setdefault(self.find(spelling), spelling)
        return list(by_thing.values())
