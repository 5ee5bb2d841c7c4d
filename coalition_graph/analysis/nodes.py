"""Nodes as the store describes them: per node and property, the values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coalition_graph.store import Node, Store
from coalition_graph.table import Cell, written
from coalition_graph.vocabulary import batches, local

__all__ = ["Described", "Name", "among", "barred", "called", "described", "grouped", "join", "names"]

_NAMES = """
SELECT ?node ?label ?code WHERE {
  ?node a cg:Actor ; rdfs:label ?label
  OPTIONAL { ?node cg:code ?code }
}"""

_AMONG = """
SELECT ?node ?key ?value (isIRI(?value) AS ?linked) WHERE { VALUES ?node { %s } ?node ?key ?value }"""


@dataclass(frozen=True, slots=True)
class Described:
    """One node with its properties; each property has its values in the order of their text.

    >>> Described("meeting:m", {"cg:place": ["Paris"]}).text("cg:place")
    'Paris'
    """

    node: str
    values: Mapping[str, list[Cell]] = field(default_factory=dict)

    def all(self, key: str) -> list[str]:
        """Return the values of a property as text."""
        return [written(value) for value in self.values.get(key, ())]

    def text(self, key: str) -> str | None:
        """Return the values of a property joined with `|`, or None where there is none."""
        return join(self.all(key))


@dataclass(frozen=True, slots=True)
class Name:
    """How tables call an actor: English short name, and code or an empty text."""

    label: str
    code: str


def described(store: Store, sparql: str, values: Mapping[str, Cell]) -> dict[str, Described]:
    """Return the nodes that a query describes in its first columns: node, property, value.

    A fourth column may say whether the value is a node; such values are then `store.Node`.
    """
    return grouped(store.select(sparql, values).rows)


def grouped(rows: Iterable[tuple[Cell, ...]]) -> dict[str, Described]:
    """Return the nodes that such rows describe.

    >>> grouped([("meeting:m", "cg:place", "Paris")])["meeting:m"].text("cg:place")
    'Paris'
    """
    found: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for node, key, value, *linked in rows:
        found[str(node)][str(key)].append(Node(value) if linked and linked[0] else value)
    for facts in found.values():
        for cells in facts.values():
            # Most have one value, and there are many.
            if len(cells) > 1:
                cells.sort(key=written)
    return {node: Described(node, dict(facts)) for node, facts in sorted(found.items())}


def among(store: Store, nodes: Iterable[str]) -> dict[str, Described]:
    """Return nodes that the graph named before, with all their properties."""
    found: dict[str, Described] = {}
    for listed in batches(sorted(nodes)):
        found |= described(store, _AMONG % listed, {})
    return found


def names(store: Store) -> dict[str, Name]:
    """Return the names of all actors of the graph."""
    rows = store.select(_NAMES).rows
    return {str(node): Name(str(label), str(code or "")) for node, label, code in rows}


def called(names: Mapping[str, Name], node: str) -> Name:
    """Return the name of an actor; one that the graph does not describe is called by its id."""
    return names.get(node) or Name(local(node), "")


def barred(value: str) -> str:
    r"""Return a text as it stands among others joined with `|`, so that it can be told from them again.

    >>> print("|".join(map(barred, ["a|b", "c\\", "d"])))
    a\|b|c\ |d
    """
    escaped = value.replace("|", "\\|")
    return f"{escaped} " if escaped.endswith("\\") else escaped


def join(values: Iterable[str | None]) -> str | None:
    """Return the different texts among `values` joined with `|`, in their order; None for none.

    >>> join(["a", None, "b", "a"])
    'a|b'
    """
    return "|".join(dict.fromkeys(value for value in values if value)) or None
