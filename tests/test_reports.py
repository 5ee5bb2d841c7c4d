"""What one source reports stands in its own graph, to the letter of the design."""

from __future__ import annotations

from coalition_graph import quads, store
from tests.conftest import Doc

EVERY_KEY = "SELECT ?p ?o { <https://w3id.org/coalition-graph/%s> ?p ?o }"


def facts(doc: Doc, node: str) -> list[tuple[object, ...]]:
    """What the graph says of a node, without its type and source."""
    memory = store.MemoryStore()
    memory.replace(quads.graphs(doc.dossier), (), lambda _: {})
    rows = memory.select(EVERY_KEY % node.replace(":", "/", 1)).rows
    return sorted(row for row in rows if row[0] not in ("rdf:type", "cg:source"))


def test_a_statement_with_every_key(dossier_doc: Doc) -> None:
    """
    source: {id: paper, published: 2025-03-28}
    proposals: [{id: land-force, title: A land force}]
    conditions: [{id: cover, text: American cover}]
    actors: [{name: Ulf Kristersson, kind: person, of: Sweden}]
    meetings: [{id: london, date: 2025-03-02}]
    statements:
      - {id: one, actor: [Sweden, FI], speaker: Ulf Kristersson, stance: open, proposal: land-force,
         conditions: [cover],
         reason: a reason, said: 2025-03, to: [UA], at: london, credibility: 2, quote: if covered, start: 5,
         summary: may take part, locator: para. 3, attribution: on-record, via: FT, note: a note}
    """
    assert facts(dossier_doc, "statement:paper.one") == [
        ("cg:actor", "country:FI"),
        ("cg:actor", "country:SE"),
        ("cg:at", "meeting:london"),
        ("cg:attribution", "on-record"),
        ("cg:condition", "condition:cover"),
        ("cg:credibility", "2"),
        ("cg:earliest", "2025-03-01"),
        ("cg:latest", "2025-03-31"),
        ("cg:locator", "para. 3"),
        ("cg:note", "a note"),
        ("cg:proposal", "proposal:land-force"),
        ("cg:quote", "if covered"),
        ("cg:quoteEnd", 15),
        ("cg:quoteStart", 5),
        ("cg:reason", "a reason"),
        ("cg:saidOn", "2025-03"),
        ("cg:speaker", "person:ulf-kristersson"),
        ("cg:stance", "stance:open"),
        ("cg:summary", "may take part"),
        ("cg:to", "country:UA"),
        ("cg:via", "FT"),
    ]


def test_days_come_from_said_else_the_meeting_else_the_publication(dossier_doc: Doc) -> None:
    """
    --- file: paper.yaml
    source: {id: paper, published: 2025-03-28~}
    defaults: {actor: Sweden, stance: open, proposal: land-force}
    proposals: [{id: land-force, title: A land force}]
    meetings: [{id: london, date: 2025-03-02}, {id: undated}]
    statements:
      - {id: said, said: 2025-02, at: london}
      - {id: at, at: london}
      - {id: at-undated, at: undated}
      - {id: published}
    --- file: undated.yaml
    source: {id: undated}
    statements: [{id: never, actor: Norway, stance: open, proposal: land-force}]
    """
    found = {
        name: [
            value
            for key, value in facts(dossier_doc, f"statement:{name}")
            if key in ("cg:earliest", "cg:latest")
        ]
        for name in ("paper.said", "paper.at", "paper.at-undated", "paper.published", "undated.never")
    }
    assert found == {
        "paper.said": ["2025-02-01", "2025-02-28"],
        "paper.at": ["2025-03-02", "2025-03-02"],
        "paper.at-undated": ["2025-03-28", "2025-03-28"],
        "paper.published": ["2025-03-28", "2025-03-28"],
        "undated.never": [],
    }


def test_conditions_that_are_no_plain_list_get_an_expression(dossier_doc: Doc) -> None:
    """
    source: {id: paper}
    proposals: [{id: land-force, title: A land force}]
    conditions: [{id: a, text: Text A}, {id: b, text: Text B}, {id: c, text: Text C}]
    statements:
      - {id: nested, actor: SE, stance: open, proposal: land-force, conditions: [a, {any: [b, c]}]}
      - {id: plain, actor: NO, stance: open, proposal: land-force, conditions: [a, b]}
      - {id: lifted, actor: DK, stance: open, proposal: land-force, conditions: none}
    """
    nested = facts(dossier_doc, "statement:paper.nested")
    assert [value for key, value in nested if key == "cg:condition"] == [
        "condition:a",
        "condition:b",
        "condition:c",
    ]
    assert ("cg:expression", "statement:paper.nested-expression-1") in nested
    assert facts(dossier_doc, "statement:paper.nested-expression-1") == [
        ("cg:allOf", "condition:a"),
        ("cg:allOf", "statement:paper.nested-expression-2"),
    ]
    assert facts(dossier_doc, "statement:paper.nested-expression-2") == [
        ("cg:anyOf", "condition:b"),
        ("cg:anyOf", "condition:c"),
    ]
    assert not [value for key, value in facts(dossier_doc, "statement:paper.plain") if key == "cg:expression"]
    assert ("cg:unconditional", True) in facts(dossier_doc, "statement:paper.lifted")


def test_contributions_are_nodes_of_their_own(dossier_doc: Doc) -> None:
    """
    source: {id: paper}
    proposals: [{id: land-force, title: A land force}]
    statements:
      - id: plan
        actor: [FR, GB]
        stance: open
        proposal: land-force
        contribution:
          - {kind: land, min: 10000, max: 30000, unit: personnel, area: behind the front, joint: fr-gb-plan}
          - {kind: naval, stage: agreed, joint: true}
    """
    assert facts(dossier_doc, "statement:paper.plan-contribution-1") == [
        ("cg:area", "behind the front"),
        ("cg:contributionKind", "land"),
        ("cg:joint", "fr-gb-plan"),
        ("cg:max", 30000),
        ("cg:min", 10000),
        ("cg:stage", "announced"),
        ("cg:unit", "personnel"),
    ]
    assert ("cg:joint", "true") in facts(dossier_doc, "statement:paper.plan-contribution-2")


def test_attendance_repeated_in_a_source_is_numbered(dossier_doc: Doc) -> None:
    """
    source: {id: paper}
    actors: [{name: Mette Frederiksen, kind: person, of: Denmark}]
    meetings:
      - id: paris
        attendance:
          - {actor: DK, person: Mette Frederiksen, as: Prime Minister, represents: [Nordic countries],
             summary: came}
          - {actor: DK, mode: remote}
    """
    assert facts(dossier_doc, "attendance:paper.paris-DK") == [
        ("cg:actor", "country:DK"),
        ("cg:as", "Prime Minister"),
        ("cg:meeting", "meeting:paris"),
        ("cg:mode", "unknown"),
        ("cg:person", "person:mette-frederiksen"),
        ("cg:represents", "group:nordic-countries"),
        ("cg:role", "participant"),
        ("cg:status", "attended"),
        ("cg:summary", "came"),
    ]
    assert ("cg:mode", "remote") in facts(dossier_doc, "attendance:paper.paris-DK-2")


def test_a_source_that_tells_only_who_came_makes_no_report_of_the_meeting(dossier_doc: Doc) -> None:
    """
    --- file: dated.yaml
    source: {id: dated}
    meetings:
      - {id: london, title: London talks, date: 2025-03-02, reported: {count: 16, of: countries, about: true}}
    --- file: bare.yaml
    source: {id: bare}
    meetings: [{id: london, attendance: [SE]}]
    """
    assert facts(dossier_doc, "report:bare.meeting-london") == []
    assert facts(dossier_doc, "report:dated.meeting-london") == [
        ("cg:dateAsWritten", "2025-03-02"),
        ("cg:earliest", "2025-03-02"),
        ("cg:latest", "2025-03-02"),
        ("cg:meeting", "meeting:london"),
        ("cg:reportedAbout", True),
        ("cg:reportedCount", 16),
        ("cg:reportedOf", "countries"),
        ("dcterms:title", "London talks"),
    ]


def test_a_status_keeps_its_date_as_written_and_its_days(dossier_doc: Doc) -> None:
    """
    source: {id: paper, published: 2025-03-28}
    conditions: [{id: cover, text: American cover}]
    status:
      - {condition: cover, is: open, as_of: 2025-02, summary: still open}
      - {condition: cover, is: failed}
    """
    assert facts(dossier_doc, "report:paper.status-cover") == [
        ("cg:asOf", "2025-02"),
        ("cg:earliest", "2025-02-01"),
        ("cg:is", "open"),
        ("cg:latest", "2025-02-28"),
        ("cg:ofCondition", "condition:cover"),
        ("cg:summary", "still open"),
    ]
    second = dict(facts(dossier_doc, "report:paper.status-cover-2"))
    assert (second["cg:is"], second["cg:latest"], "cg:asOf" in second) == ("failed", "2025-03-28", False)


def test_what_the_analyst_reports_stands_in_the_registry_without_a_source(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    statements: [{id: own, actor: SE, stance: open, proposal: land-force, summary: my reading}]
    """
    texts = dict(quads.graphs(dossier_doc.dossier))
    assert list(texts) == ["graph:registry"]
    memory = store.MemoryStore()
    memory.replace(texts, (), lambda _: {})
    row = memory.select(
        "SELECT ?g ?source { GRAPH ?g { ?s a cg:Statement OPTIONAL { ?s cg:source ?source } } }"
    )
    assert row.rows == [("graph:registry", None)]
