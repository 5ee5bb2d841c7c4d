"""References: what an entry calls by name, found as a node, or told with its place and a suggestion.

| code | what |
|---|---|
| E301 | an actor that nothing bears the name of |
| E302 | an unknown proposal |
| E303 | an unknown condition |
| E304 | an unknown meeting |
| E305 | an actor of a kind that cannot stand there |
| W321 | a person that is named, but described nowhere: created |
| W322 | a person whose post on the day of a meeting is not known |
| W323 | a person with two posts on the day of a meeting |
| W324 | conditions beside a stance that cannot depend on any |
| W325 | an attendance reported before the meeting |
| W326 | a post of an actor that is no person |
| W327 | a statement's id given twice in one source |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from coalition_graph import model, text, vocabulary
from coalition_graph.files.actors import Cast
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.findings import Findings
from coalition_graph.files.lookup import Lookup, same_id

__all__ = ["References"]

# Who may speak: a person, or somebody whom the source does not name.
_SPEAKING = ("person", "unnamed")


class References:
    """Finds nodes by name; a name that finds none is noted, and the answer is then an empty text.

    `used` gathers every actor found; `created` the persons that are named only beside somebody.
    """

    def __init__(self, cast: Cast, proposals: Lookup, meetings: Lookup, findings: Findings) -> None:
        self._cast = cast
        self._proposals = proposals
        self._meetings = meetings
        self._findings = findings
        self._locals = {vocabulary.local(node): node for node in cast.agents}
        self._found: dict[tuple[str, bool], str | None] = {}
        # What was found without a fault is not looked for again.
        self._together: dict[tuple[tuple[str, ...], bool], tuple[str, ...]] = {}
        self._speakers: dict[str, str] = {}
        self._things: dict[tuple[str, str], str] = {}
        self.used: set[str] = {*cast.agents, *cast.mentioned}
        self.created: dict[str, model.Agent] = {}

    def actor(self, name: str, coding: Coding, loc: Loc, seats: bool = False) -> str:
        """Return the node of an actor; with `seats` a capital stands for its country."""
        node = self._resolve(name, seats)
        if node is None:
            self._findings.unknown("actor", name, self._cast.names.suggest, coding, loc)
        return node or ""

    def actors(
        self, names: tuple[str, ...], coding: Coding, loc: Loc, seats: bool = False
    ) -> tuple[str, ...]:
        """Return the nodes of several actors, each once."""
        known = self._together.get((names, seats))
        if known is not None:
            return known
        errors = self._findings.errors
        nodes = (self.actor(name, coding, (*loc, index), seats) for index, name in enumerate(names))
        found = tuple(dict.fromkeys(nodes))
        if self._findings.errors == errors:
            self._together[names, seats] = found
        return found

    def country(self, name: str, coding: Coding, loc: Loc) -> str:
        """Return the node of a country."""
        node = self.actor(name, coding, loc)
        if node and not node.startswith("country:"):
            self._add(coding, "E305", f"{text.shown(name)} is {_kind(node)}, not a country", loc)
        return node

    def person(self, name: str, coding: Coding, loc: Loc) -> str:
        """Return the node of a person who speaks or comes for somebody; an unknown one is created."""
        known = self._speakers.get(name)
        if known is not None:
            return known
        node = self._resolve(name, False)
        if node is None:
            return self._create(name, coding, loc)
        if node.startswith(_SPEAKING):
            self._speakers[name] = node
        else:
            message = f"{text.shown(name)} is {_kind(node)}, not a person; leave it out or name the person"
            self._add(coding, "E305", message, loc)
        return node

    def proposal(self, name: str, coding: Coding, loc: Loc) -> str:
        """Return the node of a proposal."""
        known = self._things.get(("proposal", name))
        return known or self._thing("proposal", name, self._proposals, coding, loc)

    def meeting(self, name: str, coding: Coding, loc: Loc) -> str:
        """Return the node of a meeting."""
        known = self._things.get(("meeting", name))
        return known or self._thing("meeting", name, self._meetings, coding, loc)

    def _thing(self, what: str, name: str, lookup: Lookup, coding: Coding, loc: Loc) -> str:
        found = lookup.refer(name)
        if found is None:
            self._findings.unknown(what, name, lookup.suggest, coding, loc)
            return f"{what}:"
        node = f"{what}:{self.meeting_id(found) if what == 'meeting' else found}"
        return self._things.setdefault((what, name), node)

    def meeting_id(self, written: str) -> str:
        """Return the one id of a meeting that another entry may give as its alias."""
        seen = [written]
        while (other := self._meetings.alias(seen[-1])) is not None and other not in seen:
            seen.append(other)
        return min(seen[seen.index(other) :]) if other in seen else seen[-1]

    def _resolve(self, name: str, seats: bool) -> str | None:
        key = (name, seats)
        if key not in self._found:
            self._found[key] = self._cast.names.resolve(name, seats=seats)
        node = self._found[key]
        if node is not None:
            self.used.add(node)
        return node

    def _create(self, name: str, coding: Coding, loc: Loc) -> str:
        local = text.slug(name)
        node = f"person:{local}"
        known = self.created.get(node)
        if (known and text.fold(known.label) != text.fold(name)) or local in self._locals:
            other = known.label if known else self._cast.agents[self._locals[local]].label
            self._add(coding, "E403", same_id(name, other), loc)
        elif known is None:
            self.created[node] = model.Agent(node, "person", name)
            self.used.add(node)
            self._findings.missing(coding, "W321", name, self._creation(name), loc)
        return node

    def _creation(self, name: str) -> str:
        persons = self._persons
        found = self._findings.suggested("person", name, lambda slip: text.nearest(slip, persons))
        near = list(dict.fromkeys(persons[spelling] for spelling in found))
        hint = f"did you mean {' or '.join(map(repr, near))}? If not, " if near else ""
        created = f"{text.shown(name)} is described nowhere and is taken for a new person"
        return f"{created}; {hint}declare it under `actors:`"

    @cached_property
    def _persons(self) -> Mapping[str, str]:
        """By each of their names, the persons that the dossier describes."""
        return {
            spelling: agent.label
            for agent in self._cast.agents.values()
            if agent.kind == "person"
            for spelling in (agent.label, *agent.aliases)
        }

    def agent(self, node: str) -> model.Agent:
        """Return an actor that was found or created."""
        found = self._cast.agents.get(node) or self.created.get(node)
        return found or replace(self._cast.names.agent(node), posts=())

    def _add(self, coding: Coding, code: str, message: str, loc: Loc) -> None:
        self._findings.add(coding, code, message, loc)


def _kind(node: str) -> str:
    kind = node.partition(":")[0]
    return f"an {kind}" if kind.startswith(("o", "u")) else f"a {kind}"
