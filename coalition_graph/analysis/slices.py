"""What is asked for of all that was said: a slice by proposal and actor, or by statement, or all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coalition_graph.store import Node, Store
from coalition_graph.table import Cell
from coalition_graph.vocabulary import AT_ONCE, terms

__all__ = ["Rows", "Slice", "slices"]

Rows = Iterator[tuple[Cell, ...]]

# Asked first: inside a query with OPTIONAL, one engine loses rows over it and another walks through all.
_WITHIN: Final = "SELECT DISTINCT ?proposal WHERE { ?proposal skos:broader* ?within } ORDER BY ?proposal"
_MANY: Final = "SELECT (COUNT(*) AS ?many) WHERE { VALUES ?proposal { %s } ?statement cg:proposal ?proposal }"
_LARGE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Slice:
    """What to ask for: proposals, and an actor; or statements, as `asking` lists them; None for all.

    Args:
        large: whether so much was said on the proposals that it is quicker to go through all that any
            statement says under a property than to look it up for each one.
    """

    proposals: tuple[str, ...] | None = None
    actor: str | None = None
    statements: str | None = None
    large: bool = False

    def ask(self, store: Store, columns: str, pattern: str) -> Rows:
        """Yield the rows of a pattern over this slice, with proposal and actor as the last columns."""
        return self._rows(store, f"{columns} ?proposal ?actor", pattern)

    def beside(self, store: Store, columns: str, key: str, thing: str, pattern: str = "") -> Rows:
        """Yield what stands beside statements under a property, those of this slice among them.

        Nothing is looked up that is not needed to tell which ones these are.
        """
        proposal = "" if self.proposals is None else "?statement cg:proposal ?proposal . "
        link = f"?statement {key} {thing}"
        if self.large:
            # Two questions, each answered on its own and then matched.
            whose = f"{{ SELECT ?statement WHERE {{ {self._family()}{proposal}}} }}"
            asked = f"{whose} {{ SELECT ?statement {thing} WHERE {{ {link} }} }} {pattern}"
            return iter(store.select(f"SELECT {columns} WHERE {{ {asked} }}").rows)
        actor = "" if self.actor is None else "?statement cg:actor ?actor . "
        return self._rows(store, columns, f"{proposal}{actor}{link} . {pattern}")

    def fact(self, store: Store, key: str) -> Iterator[tuple[str, Cell]]:
        """Yield statements and what they say under a property that few of them have."""
        for node, value in self.beside(store, "?statement ?value", key, "?value"):
            yield str(node), value

    def _rows(self, store: Store, columns: str, pattern: str) -> Rows:
        values = {} if self.actor is None else {"actor": Node(self.actor)}
        which = f"{self.statements or ''} {self._family()}"
        return iter(store.select(f"SELECT {columns} WHERE {{ {which}{pattern} }}", values).rows)

    def _family(self) -> str:
        return "" if self.proposals is None else f"VALUES ?proposal {{ {terms(self.proposals)} }} "


def slices(
    store: Store, proposals: Iterable[str] | None = None, actors: Iterable[str] | None = None
) -> list[Slice]:
    """Return slices per actor, of proposals and all within them; without either, not cut along it."""
    along = [None] if proposals is None else _families(store, list(proposals))
    if actors is None:
        return [Slice(part, large=part is not None and _many(store, part) >= _LARGE) for part in along]
    return [Slice(part, actor) for part in along for actor in actors]


def _many(store: Store, proposals: Sequence[str]) -> int:
    ((many,),) = store.select(_MANY % terms(proposals)).rows
    return int(str(many))


def _families(store: Store, proposals: Sequence[str]) -> list[tuple[str, ...] | None]:
    """Return proposals and all within them, so many at a time as one query may name."""
    found = {str(row[0]) for each in proposals for row in store.select(_WITHIN, {"within": Node(each)}).rows}
    named = sorted(found.union(proposals))
    return [tuple(named[start : start + AT_ONCE]) for start in range(0, len(named), AT_ONCE)]
