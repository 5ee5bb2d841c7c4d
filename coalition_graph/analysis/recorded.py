"""Statements in order of their nodes, part by part, each with all that the graph says of it.

Right where every statement is shown: one look at a statement takes far less than one for each thing that it
may say, and only one part is held at a time. Where rules want a few facts of them all, `fetching` asks for
those alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from coalition_graph.analysis.fetching import Days, Stances, offers, trees
from coalition_graph.analysis.nodes import Described, described
from coalition_graph.analysis.said import Offer, Said
from coalition_graph.analysis.slices import Slice, slices
from coalition_graph.analysis.values import whole
from coalition_graph.garbage import left_alone
from coalition_graph.model import Expression
from coalition_graph.store import Store
from coalition_graph.table import Cell
from coalition_graph.vocabulary import AT_ONCE, WORST_CREDIBILITY, asking, terms

__all__ = ["Recorded", "having", "recorded"]

# Positions take a stance too; they have no actor and are passed over once they are looked at.
_STANCED: Final = "?statement cg:stance ?stance"
_ALL: Final = f"SELECT ?statement WHERE {{ {_STANCED} }}"
_TOLD: Final = "SELECT ?statement ?key ?value WHERE { %s ?statement ?key ?value }"
# Nodes without a name cannot be asked for; only graphs made elsewhere have them.
_NAMELESS: Final = f"{_STANCED} FILTER(isBlank(?statement)) ."
_NEEDED: Final = frozenset(("cg:actor", "cg:proposal", "cg:stance"))


@dataclass(frozen=True, slots=True)
class Recorded:
    """One statement as the graph has it.

    Args:
        said: what it says, by the last of its actors; of several values where one belongs, the first.
        facts: all its properties.
    """

    said: Said
    facts: Described

    @property
    def actors(self) -> list[str]:
        """All its actors."""
        return list(dict.fromkeys(self.facts.all("cg:actor")))

    def cell(self, key: str) -> Cell:
        """Return the first value of a property, or None where it has none."""
        return _first(self.facts, key)

    def text(self, key: str) -> str | None:
        """Return that value as text."""
        found = _first(self.facts, key)
        return None if found is None else str(found)


def recorded(
    store: Store, *, proposals: Sequence[str] | None = None, actors: Sequence[str] | None = None
) -> Iterator[list[Recorded]]:
    """Yield all statements of a slice in order of their nodes, at most `AT_ONCE` at a time.

    Where they have no names, which only graphs made elsewhere leave out, those are one part.

    Args:
        proposals: with all within them; None for all.
        actors: a joint statement is one of each of its actors; None for all.

    Raises:
        UnreadableValue: the graph holds something else where a stance, a day or a number belongs.
    """
    reader = _Reader(store)
    for nodes in _parts(sorted(set(_nodes(store, proposals, actors)))):
        with left_alone():
            part = reader.read(nodes)
        yield part


def _nodes(store: Store, proposals: Sequence[str] | None, actors: Sequence[str] | None) -> Iterator[str]:
    if proposals is None and actors is None:
        yield from map(str, store.answer(_ALL).column())
        return
    for part in slices(store, proposals, actors):
        yield from (str(node) for (node,) in part.beside(store, "?statement", "cg:stance", "?stance"))


def _parts(nodes: Sequence[str]) -> Iterator[list[str]]:
    for nameless, run in groupby(nodes, _is_nameless):
        alike = list(run)
        most = len(alike) if nameless else AT_ONCE
        yield from (alike[start : start + most] for start in range(0, len(alike), most))


def _is_nameless(node: str) -> bool:
    return node.startswith("_:")


class _Reader:
    """Reads parts; days and stances, which come again and again, it reads once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._days, self._stances = Days(), Stances()

    def read(self, nodes: Sequence[str]) -> list[Recorded]:
        """Return those of the nodes that are statements, in their order."""
        which = _NAMELESS if _is_nameless(nodes[0]) else f"VALUES ?statement {{ {terms(nodes)} }}"
        told = described(self._store, _TOLD % which, {})
        # At an endpoint, what was listed may be gone, or a node without a name be called something else.
        found = {node: told[node] for node in nodes if node in told and told[node].values.keys() >= _NEEDED}
        offered: dict[str, tuple[Offer, ...]] = {}
        for asked in having("cg:contribution", found.values()):
            offered |= offers(self._store, asked)
        nested: dict[str, Expression] = {}
        for asked in having("cg:expression", found.values()):
            nested |= trees(self._store, asked)
        return [
            Recorded(self._said(facts, offered.get(node, ()), nested.get(node)), facts)
            for node, facts in found.items()
        ]

    def _said(self, facts: Described, offered: tuple[Offer, ...], nested: Expression | None) -> Said:
        source, attribution = _first(facts, "cg:source"), _first(facts, "cg:attribution")
        return Said(
            facts.node,
            facts.all("cg:actor")[-1],
            str(_first(facts, "cg:proposal")),
            self._stances[_first(facts, "cg:stance")],
            None if source is None else str(source),
            self._days[_first(facts, "cg:earliest")],
            self._days[_first(facts, "cg:latest")],
            str(attribution or "reported"),
            whole(_first(facts, "cg:credibility") or 0) or WORST_CREDIBILITY,
            nested or _plain(facts),
            any(value is True for value in facts.values.get("cg:unconditional", ())),
            offered,
            tuple(dict.fromkeys(facts.all("cg:to"))),
        )


def having(key: str, part: Iterable[Described]) -> Iterator[Slice]:
    """Yield how to ask for those of a part that have a property, if there are any."""
    asked = asking("statement", (facts.node for facts in part if key in facts.values))
    yield from (Slice(statements=listed) for listed in asked)


def _plain(facts: Described) -> Expression | None:
    """Return all the conditions that a statement names, where they are a plain list."""
    leaves = tuple(dict.fromkeys(facts.all("cg:condition")))
    return Expression(op="all", parts=leaves) if leaves else None


def _first(facts: Described, key: str) -> Cell:
    found = facts.values.get(key)
    return found[0] if found else None
