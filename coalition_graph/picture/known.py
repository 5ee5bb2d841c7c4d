"""What a graph tells of things by their names, each asked for once: all at the start, or as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from coalition_graph.vocabulary import PREFIXES, asking, iri

__all__ = ["Known"]

Thing = TypeVar("Thing")
Ask = Callable[[str], Mapping[str, Thing]]


class Known(Generic[Thing]):
    """Things of one kind by their names.

    Args:
        ask: returns those that a piece of a query, which narrows `?node`, leaves, in the order of names.
        whole: ask for all now, and for nothing later.

    >>> known = Known({"VALUES ?node { <http://e/a> }": {"http://e/a": 1}}.__getitem__)
    >>> known.get("http://e/a")
    1
    """

    def __init__(self, ask: Ask[Thing], *, whole: bool = False) -> None:
        self._ask = ask
        self._whole = whole
        self._found: dict[str, Thing] = dict(ask("")) if whole else {}
        self._asked: set[str] = set()

    def look_up(self, names: Iterable[str]) -> None:
        """Ask for several at once, so that `get` need not ask for one after the other."""
        if self._whole:
            return
        new = set(names) - self._asked
        self._asked |= new
        for which in asking("node", new):
            self._found |= self._ask(which)

    def get(self, name: str) -> Thing | None:
        """Return what is told of a name, or None where nothing is."""
        self.look_up([name])
        return self._found.get(name)

    def all(self, names: Iterable[str] | None = None) -> dict[str, Thing]:
        """Return what is told of some names, or of all that were asked for, in their order."""
        if names is None:
            return self._found
        if self._whole:
            wanted = set(names)
            return {name: found for name, found in self._found.items() if name in wanted}
        ordered = sorted(names, key=_full)
        self.look_up(ordered)
        return {name: self._found[name] for name in ordered if name in self._found}


def _full(name: str) -> str:
    """As engines sort them."""
    return iri(name) if name.partition(":")[0] in PREFIXES else name
