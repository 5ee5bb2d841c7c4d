"""The registry graph: who and what the sources speak of, and which graphs the dossier consists of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coalition_graph.model import Agent, Condition, Dossier, Membership, Post, Proposal, Requirement, Source
from coalition_graph.quads.occasions import Occasions, put_facts
from coalition_graph.quads.writer import Facts, Fields, Term, Writer, link
from coalition_graph.vocabulary import CURRENT, REGISTRY, local

__all__ = ["write_registry"]

_SOURCE: Final = Fields(
    {
        "title": "dcterms:title",
        "publisher": "dcterms:publisher",
        "author": "dcterms:creator",
        "published": "dcterms:issued",
        "language": "dcterms:language",
        "kind": "cg:kind",
        "via": "cg:via",
        "url": "cg:url",
        "text": "cg:text",
        "sha256": "cg:sha256",
        "reliability": "cg:reliability",
        "archived": "cg:archived",
        "accessed": "cg:accessed",
        "coded_by": "cg:codedBy",
        "checked_by": "cg:checkedBy",
        "note": "cg:note",
    },
    {},
)


def write_registry(
    writer: Writer, dossier: Dossier, occasions: Occasions, digests: Mapping[str, str]
) -> None:
    """Add the registry of a dossier.

    Args:
        occasions: all meetings, as all sources describe them.
        digests: per source graph, the SHA-256 of its N-Quads text.
    """
    _dossier(writer.about(f"dossier:{dossier.id}"), dossier, digests)
    for agent in dossier.agents:
        _agent(writer, agent)
    for membership in dossier.memberships:
        _membership(writer, membership)
    for proposal in dossier.proposals:
        _proposal(writer.about(f"proposal:{proposal.id}"), proposal)
    for condition in dossier.conditions:
        _condition(writer, condition)
    for meeting in occasions.ids():
        _meeting(writer, meeting, occasions)
    for account in dossier.accounts:
        if account.source is not None:
            graph = f"source:{account.name}"
            _source(writer.about(graph), account.source, digests[graph])


def _dossier(facts: Facts, dossier: Dossier, digests: Mapping[str, str]) -> None:
    title = dossier.title or dossier.id
    facts.nodes("rdf:type", "cg:Dossier")
    facts.text("rdfs:label", title)
    facts.text("dcterms:title", title)
    facts.text("dcterms:language", dossier.language)
    facts.text("cg:note", dossier.note)
    facts.nodes("cg:graph", *digests, REGISTRY, CURRENT)


def _agent(writer: Writer, agent: Agent) -> None:
    facts = writer.about(agent.node)
    facts.nodes("rdf:type", "cg:Actor", f"cg:{agent.kind.capitalize()}")
    facts.text("rdfs:label", agent.label)
    facts.text("cg:code", agent.code or None)
    _also_called(facts, agent.aliases)
    if agent.wikidata:
        facts.put("skos:exactMatch", Term(f"<http://www.wikidata.org/entity/{agent.wikidata}>"))
    facts.text("cg:note", agent.note)
    for number, post in enumerate(agent.posts, 1):
        _post(writer.about(f"{agent.node}-post-{number}"), agent, post)


def _post(facts: Facts, agent: Agent, post: Post) -> None:
    _stay(facts, agent.node, post.of, post)
    facts.text("cg:post", post.post)
    facts.text("cg:party", post.party)


def _membership(writer: Writer, membership: Membership) -> None:
    name = writer.free(f"{membership.member}-in-{local(membership.group)}")
    _stay(writer.about(name), membership.member, membership.group, membership)


def _stay(facts: Facts, member: str, organisation: str | None, days: Post | Membership) -> None:
    facts.nodes("rdf:type", "org:Membership")
    facts.nodes("org:member", member)
    facts.nodes("org:organization", organisation)
    facts.text("cg:from", days.from_)
    facts.text("cg:until", days.until)


def _proposal(facts: Facts, proposal: Proposal) -> None:
    facts.nodes("rdf:type", "cg:Proposal")
    facts.text("rdfs:label", proposal.title)
    facts.nodes("skos:broader", proposal.within)
    facts.nodes("cg:initiator", *(proposal.initiators or ()))
    _also_called(facts, proposal.aliases)
    facts.text("cg:note", proposal.note)


def _condition(writer: Writer, condition: Condition) -> None:
    name = f"condition:{condition.id}"
    facts = writer.about(name)
    facts.nodes("rdf:type", "cg:Condition")
    facts.text("rdfs:label", condition.text)
    facts.text("cg:conditionKind", condition.kind)
    _also_called(facts, condition.aliases)
    facts.text("cg:note", condition.note)
    if condition.requires is not None:
        facts.nodes("cg:requires", _requirement(writer, name, condition.requires))


def _requirement(writer: Writer, parent: str, requirement: Requirement) -> str:
    name = writer.numbered(f"{parent}-requires")
    facts = writer.about(name)
    facts.nodes("rdf:type", "cg:Requirement")
    facts.nodes("cg:ofActor", requirement.actor)
    facts.nodes("cg:anyStance", *(f"stance:{stance}" for stance in requirement.stance))
    facts.nodes("cg:onProposal", requirement.proposal)
    facts.number("cg:atLeast", requirement.at_least)
    facts.number("cg:atLeastPersonnel", requirement.at_least_personnel)
    facts.nodes("cg:allOf", *(_requirement(writer, parent, part) for part in requirement.all))
    facts.nodes("cg:anyOf", *(_requirement(writer, parent, part) for part in requirement.any))
    return name


def _meeting(writer: Writer, meeting: str, occasions: Occasions) -> None:
    facts = writer.about(f"meeting:{meeting}")
    facts.nodes("rdf:type", "cg:Meeting")
    facts.text("rdfs:label", occasions.title(meeting))
    put_facts(facts, *occasions.agreed(meeting))
    for told in occasions.told(meeting):
        _also_called(facts, told.aliases)
        if told.series is not None:
            series = writer.about(f"series:{told.series}")
            series.nodes("rdf:type", "cg:Series")
            series.text("rdfs:label", told.series)


def _source(facts: Facts, source: Source, digest: str) -> None:
    facts.nodes("rdf:type", "cg:Source")
    facts.text("rdfs:label", source.title or source.id)
    _SOURCE.put(facts, source)
    if source.url is not None:
        facts.put("dcterms:source", link(source.url))
    facts.text("cg:digest", digest)


def _also_called(facts: Facts, aliases: tuple[str, ...]) -> None:
    for alias in aliases:
        facts.text("skos:altLabel", alias)
