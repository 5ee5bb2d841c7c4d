"""A dossier whose names are resolved: what quads are written from.

Every reference is the prefixed name of a node (`country:SE`); defaults are filled in.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition_graph.model.coding import Meeting, Source, Statement, Status
from coalition_graph.model.registry import Condition, Post, Proposal
from coalition_graph.vocabulary import ActorKind

__all__ = ["Account", "Agent", "Dossier", "Membership"]


@dataclass(frozen=True, slots=True)
class Agent:
    """An actor as one node, merged from all entries that describe it.

    Args:
        node: `country:SE`, `person:ulf-kristersson`, …
        label: the English short name.
        code: ISO 3166 alpha-2 of a country, short name of an organisation, else empty.
        aliases: the dossier's other names for it.
        posts: offices and memberships of a person, `of` resolved.
    """

    node: str
    kind: ActorKind
    label: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    posts: tuple[Post, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A country in a group or organisation, with the days of joining and leaving where known."""

    group: str
    member: str
    from_: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What one source reports; `source` is None for the analyst's own registry.

    Every statement has its `id`; every meeting holds its attendance.
    """

    source: Source | None
    statements: tuple[Statement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    status: tuple[Status, ...] = ()

    @property
    def name(self) -> str:
        """The id of the source, or `registry`."""
        return self.source.id or "registry" if self.source else "registry"


@dataclass(frozen=True, slots=True)
class Dossier:
    """One or more folders of coding files, read, merged and linked."""

    id: str
    title: str
    language: str | None = None
    note: str | None = None
    agents: tuple[Agent, ...] = ()
    memberships: tuple[Membership, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    conditions: tuple[Condition, ...] = ()
    accounts: tuple[Account, ...] = ()
