"""Names given in options and calls, resolved to the nodes of one graph as references in files are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from coalition_graph import text, vocabulary
from coalition_graph.errors import UnknownName
from coalition_graph.model import Agent
from coalition_graph.names import Names
from coalition_graph.store import Store
from coalition_graph.vocabulary import local

__all__ = ["References"]

_AGENTS = """
SELECT ?node ?kind ?label ?code ?alias WHERE {
  VALUES ?kind { cg:Country cg:Organisation cg:Group cg:Person cg:Unnamed }
  ?node a ?kind ; rdfs:label ?label
  OPTIONAL { ?node cg:code ?code }
  OPTIONAL { ?node skos:altLabel ?alias }
} ORDER BY ?node ?alias"""
_THINGS = """
SELECT ?node ?name WHERE {
  VALUES ?type { cg:Proposal cg:Condition cg:Meeting cg:Source cg:Series cg:Statement }
  ?node a ?type OPTIONAL { ?node rdfs:label|skos:altLabel ?name }
} ORDER BY ?node ?name"""
_KINDS = ("country", "organisation", "group", "person", "unnamed")


class References:
    """What can be named in one graph: its own actors and things, and every built-in country and group."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def names(self) -> Names:
        """The actors' names: the graph's own win over built-in ones."""
        return Names.builtin().extended(self._agents())

    def _agents(self) -> list[Agent]:
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self._store.select(_AGENTS):
            found[str(row["node"])].append({key: str(value or "") for key, value in row.items()})
        return [_agent(node, rows) for node, rows in found.items()]

    @cached_property
    def _things(self) -> dict[str, dict[str, str]]:
        """Per kind, the folded names of its nodes."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for node, name in self._store.select(_THINGS).rows:
            kind = str(node).partition(":")[0]
            found[kind].setdefault(text.fold(local(str(node))), str(node))
            if name is not None:
                found[kind].setdefault(text.fold(str(name)), str(node))
        return found

    def known(self) -> dict[str, list[str]]:
        """Return what a coding file of this dossier may name, by kind, for an editor to offer."""
        things = {kind: sorted(map(local, set(nodes.values()))) for kind, nodes in self._things.items()}
        return {**things, "actor": sorted(agent.label for agent in self._agents())}

    def actor(self, name: str) -> str:
        """Return the node of an actor of any kind.

        Raises:
            UnknownName: nothing in this graph, and no built-in name, is called so.
        """
        node = self._actor(name)
        if node is None:
            raise UnknownName(name, "actor", self.names.suggest(name))
        return node

    def country(self, name: str) -> str:
        """Return the node of a country.

        Raises:
            UnknownName: no country is called so.
        """
        node = self._actor(name)
        if node is None or not node.startswith("country:"):
            raise UnknownName(name, "country", self.names.suggest(name))
        return node

    def _actor(self, name: str) -> str | None:
        if name.partition(":")[0] in _KINDS and self.names.knows(name):
            return name
        return self.names.resolve(name, any_case=True)

    def thing(self, kind: str, name: str) -> str:
        """Return the node of a proposal, condition, meeting, source, series or statement.

        Args:
            kind: the prefix of its nodes.
            name: id, title, text or alias.

        Raises:
            UnknownName: no node of that kind is called so.
        """
        known = self._things[kind]
        node = known.get(text.fold(name.removeprefix(f"{kind}:")))
        if node is None:
            raise UnknownName(name, kind, text.nearest(name, (local(node) for node in known.values())))
        return node

    def resolve(self, kind: str, name: str) -> str:
        """Return the node of anything whose kind is given; kinds are those of query parameters.

        Raises:
            UnknownName: nothing of that kind is called so.
        """
        if kind == "country":
            return self.country(name)
        return self.actor(name) if kind in ("actor", *_KINDS) else self.thing(kind, name)

    def anything(self, name: str) -> str:
        """Return the node of whatever is called `name`, actors first.

        Raises:
            UnknownName: nothing is.
        """
        node = self._actor(name) or next(self._anywhere(name), None)
        if node is None:
            known = [local(node) for things in self._things.values() for node in things.values()]
            raise UnknownName(name, "thing", [*self.names.suggest(name), *text.nearest(name, known)][:2])
        return node

    def _anywhere(self, name: str) -> Iterator[str]:
        for kind in ("proposal", "condition", "meeting", "source", "series", "statement"):
            folded = text.fold(name.removeprefix(f"{kind}:"))
            if folded in self._things[kind]:
                yield self._things[kind][folded]


def _agent(node: str, rows: list[dict[str, str]]) -> Agent:
    kind = vocabulary.local(rows[0]["kind"]).lower()
    aliases = tuple(dict.fromkeys(row["alias"] for row in rows if row["alias"]))
    return Agent(node, kind, rows[0]["label"], rows[0]["code"], aliases)  # type: ignore[arg-type]
