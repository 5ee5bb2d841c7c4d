"""Which node a name stands for, who belongs to which group, and what a slip may have meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from typing import Self

from coalition_graph import dates, text
from coalition_graph.model import Agent, Membership
from coalition_graph.names.reference import (
    built_in,
    built_in_agents,
    built_in_memberships,
    by_group,
    codes,
    english_names,
    labels,
    other_names,
    seat_names,
    small_codes,
)
from coalition_graph.names.spelling import Index, bare, index, key
from coalition_graph.vocabulary import local

__all__ = ["Names"]

_SUGGESTIONS = 2


class Names:
    """Every name that a dossier may use of an actor: its own, which win, and the built-in ones.

    Built once and never changed. A name is matched whole, as `spelling.key` says, never by likeness.

    >>> names = Names.builtin()
    >>> names.resolve("the UK"), names.resolve("Swedes"), names.resolve("Chad Wolf")
    ('country:GB', 'country:SE', None)
    """

    def __init__(self, own: Iterable[Agent] = (), memberships: Iterable[Membership] = ()) -> None:
        """Take the dossier's actors, and who belongs to those of its groups that it lists members of."""
        self._own = {agent.node: _completed(agent) for agent in own}
        self._agents = {**built_in_agents(), **self._own}
        ids = ((local(node), node) for node in self._own if node not in built_in_agents())
        self._ids = index(ids, spelled=bare)
        own_agents = self._own.values()
        self._labels = index((name, agent.node) for agent in own_agents for name in _headings(agent))
        self._aliases = index((alias, agent.node) for agent in own_agents for alias in agent.aliases)
        self._memberships = by_group(memberships)

    @classmethod
    def builtin(cls) -> Names:
        """Return the names of countries, organisations and groups that every dossier knows."""
        return _builtin()

    def extended(self, agents: Iterable[Agent], memberships: Iterable[Membership] = ()) -> Self:
        """Return these names and a dossier's own, which win without a fault.

        Args:
            agents: the dossier's actors: label, short name, id and aliases become names.
            memberships: members of its groups; those of a built-in group replace all of its members.

        >>> us = Agent("unnamed:us-officials", "unnamed", "US officials", aliases=("Americans",))
        >>> Names.builtin().extended([us]).resolve("the Americans")
        'unnamed:us-officials'
        """
        given = list(memberships)
        replaced = {each.group for each in given}
        kept = (each for group, stays in self._memberships.items() if group not in replaced for each in stays)
        return type(self)([*self._own.values(), *agents], [*kept, *given])

    def resolve(self, name: str, *, seats: bool = False, any_case: bool = False) -> str | None:
        """Return the one node that `name` stands for, or None where there is none or more than one.

        Args:
            name: id, ISO code, name, alias or demonym, in English or another language of CLDR.
            seats: whether a capital or seat stands for its government, as where it speaks.
            any_case: whether codes and ids may be written small, as in options: there `no` is Norway.

        >>> names = Names.builtin()
        >>> names.resolve("NO"), names.resolve("no"), names.resolve("no", any_case=True)
        ('country:NO', None, 'country:NO')
        >>> names.resolve("the Kremlin"), names.resolve("the Kremlin", seats=True)
        (None, 'country:RU')
        """
        meant = self.meanings(name, seats=seats, any_case=any_case)
        return meant[0] if len(meant) == 1 else None

    def meanings(self, name: str, *, seats: bool = False, any_case: bool = False) -> tuple[str, ...]:
        """Return every node that `name` may stand for; more than one where it is ambiguous.

        >>> Names.builtin().meanings("Congo")
        ('country:CD', 'country:CG')
        """
        return next(filter(None, self._readings(name, seats, any_case)), ())

    def _readings(self, name: str, seats: bool, any_case: bool) -> Iterator[tuple[str, ...] | None]:
        """Yield what `name` means by each way to read it, the surest first; large tables come last."""
        written, folded = bare(name), key(name)
        yield self._ids.get(written)
        yield self._labels.get(folded)
        yield self._aliases.get(folded)
        yield (name,) if name in self._agents else None
        yield codes().get(written)
        yield labels().get(folded)
        yield english_names().get(folded)
        if any_case:
            yield self._small_ids.get(folded)
            yield small_codes().get(folded)
        yield other_names().get(folded)
        if seats:
            yield seat_names().get(folded)

    @cached_property
    def _small_ids(self) -> Index:
        return index((spelled, node) for spelled, nodes in self._ids.items() for node in nodes)

    def suggest(self, name: str) -> list[str]:
        """Return the few known names that `name` may be a slip of, the likeliest first.

        >>> Names.builtin().suggest("Sweeden"), Names.builtin().suggest("no")
        (['Sweden'], ['NO'])
        """
        if self.resolve(name) is not None:
            return []
        meant = self.meanings(name, seats=True, any_case=True)
        if bare(name).upper() in codes():
            return [bare(name).upper()]
        if meant:
            return [self._agents[node].label for node in meant]
        return self._alike(name)

    def _alike(self, name: str) -> list[str]:
        """Return the likest names, one a node; in another language the first letter must be right."""
        wanted, elsewhere = key(name), other_names()
        others = [other for other in _as_long(wanted, elsewhere) if other[:1] == wanted[:1]]
        near = text.nearest(wanted, [*_as_long(wanted, self._display), *others], count=3 * _SUGGESTIONS)
        by_node: dict[str, str] = {}
        for known in near:
            shown = self._display.get(known) or (self._agents[elsewhere[known][0]].label, elsewhere[known][0])
            by_node.setdefault(shown[1], shown[0])
        return list(by_node.values())[:_SUGGESTIONS]

    @cached_property
    def _display(self) -> dict[str, tuple[str, str]]:
        """By key, the spelling to show and its node, of names that mean one thing."""
        shown = {key(name): (name, node) for name, node in self._spellings()}
        return {known: entry for known, entry in shown.items() if self.resolve(entry[0]) == entry[1]}

    def _spellings(self) -> Iterator[tuple[str, str]]:
        for item in built_in():
            for name in (*item.names, item.agent.label):
                yield name, item.agent.node
        for agent in self._own.values():
            for name in (*agent.aliases, *_headings(agent)):
                yield name, agent.node

    def known(self) -> Iterator[str]:
        """Yield every name to offer while typing: codes, ids, English and the dossier's own names.

        >>> "Sweden" in set(Names.builtin().known())
        True
        """
        offered = (*codes(), *self._ids, *(name for name, _ in self._display.values()))
        yield from dict.fromkeys(offered)

    def knows(self, node: str) -> bool:
        """Return whether `node` is a built-in actor or one of the dossier's.

        >>> Names.builtin().knows("country:SE"), Names.builtin().knows("country:QQ")
        (True, False)
        """
        return node in self._agents

    def agent(self, node: str) -> Agent:
        """Return the actor at `node`.

        Raises:
            KeyError: no actor of that node is known.

        >>> Names.builtin().agent("country:CZ").label
        'Czechia'
        """
        return self._agents[node]

    def memberships(self, group: str) -> tuple[Membership, ...]:
        """Return who belongs or belonged to a group or organisation: one entry a stay.

        >>> [stay.until for stay in Names.builtin().memberships("organisation:EU") if stay.until]
        ['2020-01-31']
        """
        own = self._memberships.get(group)
        return built_in_memberships().get(group, ()) if own is None else own

    def members(self, group: str, on: dt.date | None = None) -> tuple[str, ...]:
        """Return the members of a group or organisation on a day, both ends of a stay included.

        Without a day, those who have not left. A group within the group stands for its own members; an
        organisation does not. An open end counts as always.

        >>> Names.builtin().members("group:baltic-states")
        ('country:EE', 'country:LT', 'country:LV')
        """
        return tuple(dict.fromkeys(self._expanded(group, on, set())))

    def _expanded(self, group: str, on: dt.date | None, seen: set[str]) -> Iterator[str]:
        seen.add(group)
        for stay in self.memberships(group):
            if not _stays(stay, on) or stay.member in seen:
                continue
            if stay.member.startswith("group:") and self.memberships(stay.member):
                yield from self._expanded(stay.member, on, seen)
            else:
                yield stay.member

    def groups_of(self, member: str, on: dt.date | None = None) -> tuple[str, ...]:
        """Return the groups and organisations that `member` belongs to on a day, sorted.

        >>> Names.builtin().groups_of("country:LU")
        ('group:benelux', 'organisation:EU', 'organisation:NATO', 'organisation:OSCE', 'organisation:UN')
        """
        groups = sorted({*built_in_memberships(), *self._memberships})
        return tuple(group for group in groups if member in self.members(group, on))


def _as_long(name: str, known: Iterable[str]) -> list[str]:
    """Return those of `known` that are about as long, for comparing with all of them takes long."""
    slack = max(2, len(name) // 4)
    return [other for other in known if abs(len(other) - len(name)) <= slack]


def _stays(stay: Membership, on: dt.date | None) -> bool:
    if on is None:
        return stay.until is None
    return dates.overlaps(stay.from_, stay.until, on, on)


def _completed(agent: Agent) -> Agent:
    """Return a dossier's actor with what is built in of it: a country's code and English name stay."""
    known = built_in_agents().get(agent.node)
    if known is None:
        return agent
    label = known.label if known.kind == "country" else agent.label
    aliases = agent.aliases if agent.label == label else (agent.label, *agent.aliases)
    return replace(
        agent,
        label=label,
        code=known.code if known.kind == "country" else agent.code or known.code,
        aliases=tuple(dict.fromkeys(aliases)),
        wikidata=agent.wikidata or known.wikidata,
    )


def _headings(agent: Agent) -> tuple[str, ...]:
    """Return label and short name; what is built in of an actor is not the dossier's own."""
    known = built_in_agents().get(agent.node)
    known_names = ("", known.label, known.code) if known else ("",)
    return tuple(name for name in (agent.label, agent.code) if name not in known_names)


@cache
def _builtin() -> Names:
    return Names()
