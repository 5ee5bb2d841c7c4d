"""The registry graph: who and what sources speak of, each with one label."""

from __future__ import annotations

from coalition_graph import quads, store
from tests.conftest import Doc
from tests.test_reports import facts


def test_actors_posts_and_memberships(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, party: M, from: 2022-10-18,
         aliases: [UK]}
      - {name: Trade Union, kind: organisation, short: TU, members: [SE]}
      - {name: Many in Europe, kind: unnamed, wikidata: Q42}
    """
    assert facts(dossier_doc, "person:ulf-kristersson") == [
        ("rdfs:label", "Ulf Kristersson"),
        ("skos:altLabel", "UK"),
    ]
    assert facts(dossier_doc, "person:ulf-kristersson-post-1") == [
        ("cg:from", "2022-10-18"),
        ("cg:party", "M"),
        ("cg:post", "Prime Minister"),
        ("org:member", "person:ulf-kristersson"),
        ("org:organization", "country:SE"),
    ]
    assert facts(dossier_doc, "country:SE-in-trade-union") == [
        ("org:member", "country:SE"),
        ("org:organization", "organisation:trade-union"),
    ]
    assert ("cg:code", "TU") in facts(dossier_doc, "organisation:trade-union")
    assert ("skos:exactMatch", "http://www.wikidata.org/entity/Q42") in facts(
        dossier_doc, "unnamed:many-in-europe"
    )


def test_proposals_conditions_and_what_they_require(dossier_doc: Doc) -> None:
    """
    proposals:
      - {id: outer, title: Outer}
      - {id: inner, title: Inner, within: outer, initiators: [FR, GB], aliases: [the inner one], note: a note}
    conditions:
      - id: cover
        text: American cover
        kind: guarantee
        requires:
          any:
            - {actor: US, stance: [pledges, open], proposal: outer}
            - all: [{at_least: 3, stance: open, proposal: inner}, {at_least_personnel: 9, proposal: inner}]
    """
    assert facts(dossier_doc, "proposal:inner") == [
        ("cg:initiator", "country:FR"),
        ("cg:initiator", "country:GB"),
        ("cg:note", "a note"),
        ("rdfs:label", "Inner"),
        ("skos:altLabel", "the inner one"),
        ("skos:broader", "proposal:outer"),
    ]
    assert facts(dossier_doc, "condition:cover") == [
        ("cg:conditionKind", "guarantee"),
        ("cg:requires", "condition:cover-requires-1"),
        ("rdfs:label", "American cover"),
    ]
    assert facts(dossier_doc, "condition:cover-requires-1") == [
        ("cg:anyOf", "condition:cover-requires-2"),
        ("cg:anyOf", "condition:cover-requires-3"),
    ]
    assert facts(dossier_doc, "condition:cover-requires-2") == [
        ("cg:anyStance", "stance:open"),
        ("cg:anyStance", "stance:pledges"),
        ("cg:ofActor", "country:US"),
        ("cg:onProposal", "proposal:outer"),
    ]
    assert facts(dossier_doc, "condition:cover-requires-5") == [
        ("cg:atLeastPersonnel", 9),
        ("cg:onProposal", "proposal:inner"),
    ]


def test_a_source_keeps_its_address_as_written_and_links_only_a_valid_one(dossier_doc: Doc) -> None:
    """
    --- file: good.yaml
    source: {id: good, title: Good, url: "https://example.org/1", published: 2025-03-28~, author: A,
      coded_by: C}
    --- file: bad.yaml
    source: {id: bad, url: "javascript:alert(1)"}
    """
    good = dict(facts(dossier_doc, "source:good"))
    assert (good["cg:url"], good["dcterms:source"]) == ("https://example.org/1", "https://example.org/1")
    assert (good["dcterms:issued"], good["dcterms:creator"], good["cg:codedBy"]) == ("2025-03-28~", "A", "C")
    bad = dict(facts(dossier_doc, "source:bad"))
    assert (bad["cg:url"], bad["rdfs:label"]) == ("javascript:alert(1)", "bad")
    assert "dcterms:source" not in bad


def test_the_dossier_lists_its_graphs_and_their_digests(dossier_doc: Doc) -> None:
    """
    --- file: own.yaml
    dossier: {id: ukraine, title: A force for Ukraine, language: en, note: a note}
    --- file: paper.yaml
    source: {id: paper}
    meetings: [{id: london, attendance: [SE]}]
    """
    assert facts(dossier_doc, "dossier:ukraine") == [
        ("cg:graph", "graph:current"),
        ("cg:graph", "graph:registry"),
        ("cg:graph", "source:paper"),
        ("cg:note", "a note"),
        ("dcterms:language", "en"),
        ("dcterms:title", "A force for Ukraine"),
        ("rdfs:label", "A force for Ukraine"),
    ]
    texts = dict(quads.graphs(dossier_doc.dossier))
    assert ("cg:digest", quads.digest(texts["source:paper"])) in facts(dossier_doc, "source:paper")


def test_every_thing_has_one_label(dossier_doc: Doc) -> None:
    """
    source: {id: paper, title: A paper}
    proposals: [{id: p, title: A proposal}]
    meetings: [{id: london, title: London talks, series: talks, attendance: [SE, NATO, Nordic countries]}]
    statements: [{actor: SE, stance: open, proposal: p, conditions: ["the conditions are right"]}]
    """
    memory = store.MemoryStore()
    memory.replace(quads.graphs(dossier_doc.dossier), (), lambda _: {})
    counted = memory.select(
        """SELECT ?thing (COUNT(?label) AS ?labels) {
          VALUES ?kind { cg:Actor cg:Proposal cg:Condition cg:Meeting cg:Source cg:Series cg:Dossier }
          ?thing a ?kind OPTIONAL { ?thing rdfs:label ?label } } GROUP BY ?thing"""
    )
    assert len(counted) >= 9
    assert set(counted.column("labels")) == {1}
