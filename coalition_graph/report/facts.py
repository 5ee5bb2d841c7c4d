"""What the sections of the brief share: positions, words for ids, and the numbers of the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from coalition_graph.graph import Graph
from coalition_graph.report.answers import Answers
from coalition_graph.report.markdown import safe
from coalition_graph.table import Cell

__all__ = ["Facts", "Row", "facts_of", "parts"]

Row = dict[str, Cell]

_LABELS = """
SELECT ?node ?label WHERE {
  VALUES ?type { cg:Proposal cg:Condition cg:Meeting } ?node a ?type ; rdfs:label ?label
}"""
_UNNAMED = "SELECT ?label WHERE { ?actor a cg:Unnamed ; rdfs:label ?label }"
# A position rests on the statement that gives the stance and on those that give its conditions and its offer.
_BASES = """
SELECT DISTINCT ?actor ?proposal ?stance ?source WHERE {
  ?node cg:position ?position ; rdfs:label ?actor .
  ?position cg:proposal ?proposal ; cg:stance ?stance ; cg:basedOn/cg:source ?source
}"""
_SOURCES = """
SELECT ?source ?title ?publisher ?via ?url ?published ?reliability WHERE {
  ?source a cg:Source ; rdfs:label ?title
  OPTIONAL { ?source dcterms:publisher ?publisher } OPTIONAL { ?source cg:via ?via }
  OPTIONAL { ?source cg:url ?url } OPTIONAL { ?source dcterms:issued ?published }
  OPTIONAL { ?source cg:reliability ?reliability }
} ORDER BY ?source"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sections share.

    Args:
        unnamed: names of the actors that are never counted.
        labels: titles and texts by node.
        cited: per actor, proposal and stance, the numbers of the sources behind it.
    """

    answers: Answers
    positions: list[Row]
    unnamed: frozenset[Cell]
    labels: dict[str, str]
    sources: list[Row]
    cited: dict[tuple[Cell, ...], set[int]]

    def cite(self, row: Row) -> str:
        """Return the numbers of the sources behind a position."""
        return _numbers(self.cited.get((row["actor"], row["proposal"], row["stance"]), ()))

    def cite_sources(self, ids: Iterable[str]) -> str:
        """Return the numbers of sources, given by their ids or those of their statements and reports."""
        numbers = {_id(row["source"]): number for number, row in enumerate(self.sources, 1)}
        named = (id_.partition(".")[0] for id_ in ids)
        return _numbers({numbers[name] for name in named if name in numbers})

    def label(self, kind: str, name: Cell) -> str:
        """Return the title or text of a thing, its id where it has none."""
        return safe(self.labels.get(f"{kind}:{name}", name))

    def conditions(self, row: Row) -> str:
        """Return what a row depends on, in words."""
        return "; ".join(self.label("condition", name) for name in parts(row["conditions"]))


def facts_of(answers: Answers) -> Facts:
    """Return what a graph says, as the sections need it."""
    graph = answers.graph
    sources = list(graph.query(_SOURCES))
    return Facts(
        answers=answers,
        positions=list(answers.positions),
        unnamed=frozenset(graph.query(_UNNAMED).column("label")),
        labels={str(node): str(label) for node, label in graph.query(_LABELS).rows},
        sources=sources,
        cited=_cited(graph, sources),
    )


def _cited(graph: Graph, sources: list[Row]) -> dict[tuple[Cell, ...], set[int]]:
    """The numbers of the sources behind each actor's stance on a proposal."""
    numbers = {row["source"]: number for number, row in enumerate(sources, 1)}
    cited: dict[tuple[Cell, ...], set[int]] = defaultdict(set)
    for actor, proposal, stance, source in graph.query(_BASES).rows:
        if source in numbers:
            cited[actor, _id(proposal), _id(stance)].add(numbers[source])
    return cited


def parts(cell: Cell) -> list[str]:
    """Return what stands in a cell, one after the other.

    >>> parts("a|b"), parts(None)
    (['a', 'b'], [])
    """
    return [part for part in str(cell or "").split("|") if part]


def _numbers(found: Iterable[int]) -> str:
    numbers = ", ".join(map(str, sorted(found)))
    return f" [{numbers}]" if numbers else ""


def _id(node: Cell) -> str:
    return str(node).partition(":")[2]
