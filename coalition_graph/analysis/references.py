"""Names given in options and calls, resolved to the nodes of one graph as references in files are."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from coalition_graph import text, vocabulary
from coalition_graph.errors import BadParameter, UnknownName
from coalition_graph.model import Agent
from coalition_graph.names import Names
from coalition_graph.names.spelling import bare
from coalition_graph.store import Node, Store
from coalition_graph.vocabulary import local

__all__ = ["References"]

_AGENTS = """
SELECT ?node ?kind ?label ?code ?alias WHERE {
  VALUES ?kind { cg:Country cg:Organisation cg:Group cg:Person cg:Unnamed }
  ?node a ?kind ; rdfs:label ?label
  OPTIONAL { ?node cg:code ?code }
  OPTIONAL { ?node skos:altLabel ?alias }
} ORDER BY ?node ?alias"""
_NAMED = """
SELECT ?node ?name WHERE {
  ?node a ?type OPTIONAL { ?node rdfs:label|skos:altLabel ?name }
} ORDER BY ?node ?name"""
# By the prefix of their nodes, in the order in which a name is looked for.
_TYPES = {
    "proposal": ("cg:Proposal",),
    "condition": ("cg:Condition",),
    "meeting": ("cg:Meeting",),
    "source": ("cg:Source",),
    "series": ("cg:Series",),
    "dossier": ("cg:Dossier",),
    "statement": ("cg:Statement",),
    "position": ("cg:Position",),
    "attendance": ("cg:Attendance",),
    "report": ("cg:MeetingReport", "cg:StatusReport"),
}
# What a slip may have meant, and what an editor offers; the rest has ids that nobody types.
_TYPED = ("proposal", "condition", "meeting", "source", "series")
_KINDS = ("country", "organisation", "group", "person", "unnamed")


class References:
    """What can be named in one graph: its own actors and things, and every built-in country and group."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, dict[str, str]] = {}

    @cached_property
    def names(self) -> Names:
        """The actors' names: the graph's own win over built-in ones."""
        return Names.builtin().extended(self._agents)

    @cached_property
    def _agents(self) -> list[Agent]:
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self._store.select(_AGENTS):
            found[str(row["node"])].append({key: str(value or "") for key, value in row.items()})
        return [_agent(node, rows) for node, rows in found.items()]

    def _things(self, kind: str) -> dict[str, str]:
        """Return the folded names of the nodes of a kind, asked for once and only where it is needed."""
        if kind not in self._found:
            known = self._found[kind] = {}
            for type_ in _TYPES[kind]:
                for node, name in self._store.select(_NAMED, {"type": Node(type_)}).rows:
                    known.setdefault(text.fold(local(str(node))), str(node))
                    if name is not None:
                        known.setdefault(text.fold(str(name)), str(node))
        return self._found[kind]

    def _ids(self, kind: str) -> list[str]:
        return sorted({local(node) for node in self._things(kind).values()})

    def known(self) -> dict[str, list[str]]:
        """Return what a coding file of this dossier may name, by kind, for an editor to offer."""
        things = {kind: self._ids(kind) for kind in _TYPED}
        return {**things, "actor": sorted(agent.label for agent in self._agents)}

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
            BadParameter: the actor of that name is no country.
        """
        node = self._actor(name)
        if node is None:
            raise UnknownName(name, "country", self.names.suggest(name))
        if not node.startswith("country:"):
            raise BadParameter("country", name, "it is no country; ask for it as an actor")
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
        node = self._called(kind, name)
        if node is None:
            raise UnknownName(name, kind, text.nearest(name, self._ids(kind)))
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
        anywhere = (self._called(kind, name) for kind in _TYPES)
        node = self._actor(name) or next(filter(None, anywhere), None)
        if node is None:
            known = [each for kind in _TYPED for each in self._ids(kind)]
            raise UnknownName(name, "thing", [*self.names.suggest(name), *text.nearest(name, known)][:2])
        return node

    def _called(self, kind: str, name: str) -> str | None:
        """Return the node of a kind that is called so, a leading "the" on either side apart."""
        known, folded = self._things(kind), text.fold(name.removeprefix(f"{kind}:"))
        return known.get(folded) or known.get(bare(folded)) or known.get(f"the {folded}")


def _agent(node: str, rows: list[dict[str, str]]) -> Agent:
    kind = vocabulary.local(rows[0]["kind"]).lower()
    aliases = tuple(dict.fromkeys(row["alias"] for row in rows if row["alias"]))
    return Agent(node, kind, rows[0]["label"], rows[0]["code"], aliases)  # type: ignore[arg-type]
