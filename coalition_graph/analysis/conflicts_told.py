"""One thing on which sources differ, and who says what of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from coalition_graph.analysis.nodes import barred
from coalition_graph.table import Cell
from coalition_graph.vocabulary import local

__all__ = ["KINDS", "Conflict", "Told"]

KINDS: Final = ("stance", "meeting", "presence", "name", "quote")
Told = tuple[str, str | None]  # a value, and the source that gives it; None is the analyst's own registry


@dataclass(frozen=True, slots=True)
class Conflict:
    """What sources say differently of one thing.

    Args:
        kind: one of `KINDS`.
        subject: the thing, as tables call it.
        field: what of it.
        told: who says what; a source stands once per value.
    """

    kind: str
    subject: str
    field: str
    told: tuple[Told, ...]

    @classmethod
    def of(cls, kind: str, subject: str, field: str, told: Iterable[Told]) -> Conflict:
        """Return the conflict with each value once per source, in the order given."""
        return cls(kind, subject, field, tuple(dict.fromkeys(told)))

    @property
    def order(self) -> tuple[int, str, str]:
        """What rows are sorted by."""
        return KINDS.index(self.kind), self.subject, self.field

    def row(self, reliability: Mapping[str, str]) -> tuple[Cell, ...]:
        """Return the row of a table: values, sources and reliability side by side, empty places kept.

        >>> told = (("16 countries", "source:a"), ("18 countries", None))
        >>> Conflict("meeting", "london", "reported", told).row({"source:a": "B"})[3:]
        ('16 countries|18 countries', 'a|', 'B|')
        """
        values = "|".join(barred(value) for value, _ in self.told)
        sources = "|".join(local(source or "") for _, source in self.told)
        grades = "|".join(reliability.get(source or "", "") for _, source in self.told)
        return self.kind, self.subject, self.field, values, sources, grades
