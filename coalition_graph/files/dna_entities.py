"""Entities of a `.dna` file → actors and proposals, with what DNA knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coalition_graph import text, vocabulary
from coalition_graph.files.coding import Data
from coalition_graph.files.dna_mapping import Roles
from coalition_graph.files.dna_rows import Database, Entity, Variable
from coalition_graph.files.importing_names import Actors, Declared, Things, line, noted

__all__ = ["Named"]

_ALIAS = "alias"


class Named:
    """Everybody and everything that the statements to be read may name."""

    def __init__(self, database: Database, roles: Mapping[int, Roles]) -> None:
        self.actors, self.proposals = Actors(), Things()
        self._database = database
        acting = list({one.actor.id: one.actor for one in roles.values()}.values())
        speaking = list({one.speaker.id: one.speaker for one in roles.values() if one.speaker}.values())
        about = list({one.proposal.id: one.proposal for one in roles.values()}.values())
        for variable in acting:
            self._cast(variable, _kind(variable))
        for variable in speaking:
            self._cast(variable, "person")
        self._entities = [one for variable in about for one in _of(database, variable)]
        for value in _values(database, about):
            self.proposals.id(line(value))

    def _cast(self, variable: Variable, kind: vocabulary.ActorKind) -> None:
        """Declare all values of a variable as actors; a person named as somebody else is, is none."""
        for value in _values(self._database, [variable]):
            if kind != "person" or self.speaker(value) is not None:
                self.actors.declare(line(value), kind)
        entities = {one.id: one for one in _of(self._database, variable)}
        for one in entities.values():
            actor = self.actors.find(line(one.value))
            if actor is not None and (kind == "person") == (actor.kind == "person"):
                self._describe(actor, one, entities)

    def _describe(self, actor: Declared, one: Entity, entities: Mapping[int, Entity]) -> None:
        told = dict(_told(one))
        alias = line(told.get(_ALIAS, ""))
        if alias and self.actors.alias(actor, alias):
            del told[_ALIAS]
        parent = entities.get(one.parent or -1)
        above = self.actors.find(line(parent.value)) if parent is not None else None
        if above is not None and above is not actor:
            if above.kind == "organisation" and not above.known:
                above.members.append(actor)
            else:
                told["child of"] = above.name
        actor.note = "\n".join(filter(None, (actor.note, noted(told.items()))))

    def speaker(self, value: str) -> Declared | None:
        """Return the person of a name, or None where the name is that of somebody else."""
        found = self.actors.find(line(value))
        if found is None:
            return self.actors.declare(line(value), "person")
        return found if found.kind == "person" else None

    def proposal_entries(self) -> list[Data]:
        """Return the entries of section `proposals`, each with its broader one and what else is known."""
        known = {line(one.value): one for one in self._entities}
        parents = _parents(self._entities)
        taken = {text.fold(word) for pair in self.proposals.items() for word in pair}
        return [
            self._proposal(made, title, known.get(title), parents, taken)
            for made, title in self.proposals.items()
        ]

    def _proposal(
        self, made: str, title: str, one: Entity | None, parents: Mapping[str, str], taken: set[str]
    ) -> Data:
        told = dict(_told(one)) if one is not None else {}
        alias = line(told.get(_ALIAS, ""))
        aliases: list[Data] = []
        if alias and text.fold(alias) not in taken:
            taken.add(text.fold(alias))
            aliases.append(alias)
            del told[_ALIAS]
        within = self.proposals.id(parents[title]) if title in parents else ""
        return {"id": made, "title": title, "within": within, "aliases": aliases, "note": noted(told.items())}


def _kind(variable: Variable) -> vocabulary.ActorKind:
    return "person" if text.fold(variable.name) in ("person", "speaker") else "organisation"


def _of(database: Database, variable: Variable) -> list[Entity]:
    return [one for one in database.entities if one.variable == variable.id and line(one.value)]


def _values(database: Database, variables: Iterable[Variable]) -> Iterator[str]:
    """Yield every value of some variables, those without an entity of their own too."""
    for variable in variables:
        known = [one.value for one in _of(database, variable)]
        used = (one.values.get(variable.id) for one in database.statements)
        yield from dict.fromkeys(
            (*known, *(value for value in used if isinstance(value, str) and line(value)))
        )


def _told(one: Entity) -> Iterator[tuple[str, str]]:
    yield from ((line(name).lower(), value) for name, value in one.facts.items())
    yield "colour", one.colour


def _parents(entities: Iterable[Entity]) -> dict[str, str]:
    """Return the title that each lies within, as far as none lies within itself."""
    by_id = {one.id: one for one in entities}
    made: dict[str, str] = {}
    for one in by_id.values():
        above = by_id.get(one.parent or -1)
        here = line(one.value)
        if above is not None and here not in _chain(line(above.value), made):
            made[here] = line(above.value)
    return made


def _chain(title: str, parents: Mapping[str, str]) -> set[str]:
    seen = {title}
    while title in parents and parents[title] not in seen:
        title = parents[title]
        seen.add(title)
    return seen
