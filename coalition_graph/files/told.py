"""What the rows of a table say of one source."""

from __future__ import annotations

from array import array
from itertools import chain
from typing import Any, Final

from coalition_graph import model

__all__ = ["Told"]

_CONTRIBUTION: Final = "contribution"


class Told:
    """The typed rows that name one source, with the line of each, and the hash where it is named by that.

    Args:
        source: the id that they name; empty for the analyst's registry.
    """

    __slots__ = ("_added", "_by_id", "_dropped", "_lines", "digests", "source", "values")

    def __init__(self, source: str) -> None:
        self.source = source
        self.values: list[Any] = []
        self.digests: list[str] = []
        self._lines = array("I")
        # By id, where a statement is kept, or the values of one that is not, for it was faulty.
        self._by_id: dict[object, int | dict[str, object]] = {}
        self._added: dict[int, list[Any]] = {}
        self._dropped: set[int] = set()

    @property
    def line(self) -> int:
        """The line of the first row that is kept."""
        return self._lines[0]

    def keep(self, said: Any, line: int, digest: str) -> None:
        """Add what a row says."""
        if isinstance(said, model.Statement) and said.id is not None:
            self._by_id.setdefault(said.id, len(self.values))
        self.values.append(said)
        self.digests.append(digest)
        self._lines.append(line)

    def drop(self, values: dict[str, object]) -> None:
        """Leave out what a row says, for it is faulty; rows that only add to it go with it."""
        if "id" in values:
            self._by_id.setdefault(values["id"], values)

    def adds(self, values: dict[str, object], faulty: bool) -> bool:
        """Return whether a row only adds a contribution to an earlier statement."""
        if _CONTRIBUTION not in values or "id" not in values:
            return False
        first = self._by_id.get(values["id"])
        if first is None or any(
            self._said(first, name) != value for name, value in values.items() if name != _CONTRIBUTION
        ):
            return False
        if isinstance(first, int) and faulty:
            self._dropped.add(first)
        elif isinstance(first, int):
            self._added.setdefault(first, []).append(values[_CONTRIBUTION])
        return True

    def _said(self, first: int | dict[str, object], name: str) -> object:
        return getattr(self.values[first], name) if isinstance(first, int) else first.get(name)

    def represents(self, index: int, actor: object) -> None:
        """Let the one who came in a row stand for another actor too."""
        one = self.values[index]
        before = one.represents or ()
        if actor not in before:
            self.values[index] = model.changed(one, {"represents": (*before, actor)})

    def finished(self) -> tuple[tuple[Any, ...], array[int], tuple[str, ...]]:
        """Return the values that are kept, and line and hash of each."""
        for index, added in self._added.items():
            first = self.values[index]
            together = tuple(chain(first.contribution, *added))
            self.values[index] = model.changed(first, {_CONTRIBUTION: together})
        self._added.clear()
        if not self._dropped:
            return tuple(self.values), self._lines, tuple(self.digests)
        kept = [index for index in range(len(self.values)) if index not in self._dropped]
        lines = array("I", (self._lines[index] for index in kept))
        return tuple(self.values[i] for i in kept), lines, tuple(self.digests[i] for i in kept)
