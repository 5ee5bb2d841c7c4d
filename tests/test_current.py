"""What follows from all sources at the end of the data: the current graph."""

from __future__ import annotations

from coalition_graph.analysis.current import derive
from coalition_graph.store import Store
from tests.conftest import Doc
from tests.loaded import loaded

_ALL = "SELECT ?s ?p ?o WHERE { GRAPH graph:current { ?s ?p ?o } }"


def about(store: Store, subject: str) -> set[tuple[str, object]]:
    return {(str(key), value) for one, key, value in store.select(_ALL).rows if one == subject}


def test_plain_triples_and_the_position_in_full(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: cover, text: American protection}, {id: mandate, text: A mandate}]
    --- file: early.yaml
    source: {id: early, published: 2025-03-17}
    statements:
      - {id: s, actor: France, stance: open, proposal: force, conditions: [cover, mandate], to: Ukraine}
    status: [{condition: mandate, is: met}]
    --- file: late.yaml
    source: {id: late, published: 2025-03-28}
    statements:
      - {id: s, actor: France, stance: open, proposal: force, contribution: {kind: land, min: 5}}
    """
    store = loaded(dossier_doc)
    assert about(store, "country:FR") == {
        ("stance:open", "proposal:force"),
        ("cg:conditionalOn", "condition:cover"),
        ("cg:position", "position:FR.force"),
    }
    assert about(store, "position:FR.force") == {
        ("rdf:type", "cg:Position"),
        ("rdf:type", "cg:Commitment"),
        ("cg:proposal", "proposal:force"),
        ("cg:stance", "stance:open"),
        ("cg:condition", "condition:cover"),
        ("cg:condition", "condition:mandate"),
        ("cg:contribution", "statement:late.s-contribution-1"),
        ("cg:since", "2025-03-17"),
        ("cg:basedOn", "statement:early.s"),
        ("cg:basedOn", "statement:late.s"),
        ("cg:ambiguous", False),
        ("cg:debtor", "country:FR"),
        ("cg:creditor", "country:UA"),
        ("cg:antecedent", "condition:cover"),
        ("cg:antecedent", "condition:mandate"),
        ("cg:consequent", "statement:late.s-contribution-1"),
        ("cg:state", "conditional"),
    }


def test_conditional_on_stands_only_while_conditional(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: mandate, text: A mandate}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-17}
    statements: [{actor: France, stance: open, proposal: force, conditions: [mandate]}]
    status: [{condition: mandate, is: met}]
    """
    store = loaded(dossier_doc)
    assert "cg:conditionalOn" not in {key for key, _ in about(store, "country:FR")}
    facts = about(store, "position:FR.force")
    assert {("cg:condition", "condition:mandate"), ("cg:state", "firm")} <= facts


def test_an_ambiguous_position_is_a_node_per_stance(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-17}
    statements:
      - {actor: Germany, stance: open, proposal: force, contribution: {kind: air}}
      - {actor: Germany, stance: declines, proposal: force}
    """
    store = loaded(dossier_doc)
    assert about(store, "country:DE") == {
        ("stance:open", "proposal:force"),
        ("stance:declines", "proposal:force"),
        ("cg:position", "position:DE.force-open"),
        ("cg:position", "position:DE.force-declines"),
    }
    facts = about(store, "position:DE.force-open")
    assert ("cg:ambiguous", True) in facts
    assert ("rdf:type", "cg:Commitment") not in facts


def test_a_withdrawn_commitment_stands_on_the_position_that_withdraws_it(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-17}
    statements: [{id: s, actor: Poland, stance: open, proposal: force, contribution: {kind: air}}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-27}
    statements: [{id: s, actor: Poland, stance: declines, proposal: force}]
    """
    facts = about(loaded(dossier_doc), "position:PL.force")
    assert {
        ("rdf:type", "cg:Commitment"),
        ("cg:stance", "stance:declines"),
        ("cg:state", "withdrawn"),
        ("cg:consequent", "statement:a.s-contribution-1"),
        ("cg:since", "2025-03-27"),
    } <= facts
    assert ("cg:contribution", "statement:a.s-contribution-1") not in facts


def test_a_commitment_is_delivered_only_when_all_of_it_is(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-17}
    defaults: {proposal: force, stance: pledges}
    statements:
      - {actor: FR, contribution: [{kind: air, stage: delivered}, {kind: land, stage: delivered}]}
      - {actor: GB, contribution: [{kind: air, stage: delivered}, {kind: land}]}
    """
    store = loaded(dossier_doc)
    assert ("cg:state", "delivered") in about(store, "position:FR.force")
    assert ("cg:state", "firm") in about(store, "position:GB.force")


def test_who_has_plain_triples(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Many in Europe, kind: unnamed}
      - {name: Ada Expert, kind: person, post: Researcher}
      - {name: Bo Minister, kind: person, post: Minister, of: Sweden, until: 2025-03-20}
    proposals: [{id: force, title: A force}, {id: patrol, title: A patrol}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-17}
    defaults: {proposal: force, stance: supports}
    statements:
      - {actor: Many in Europe}
      - {actor: Ada Expert}
      - {actor: Bo Minister}
      - {actor: Bo Minister, proposal: patrol, said: 2025-03-27}
      - {actor: Nordic countries}
      - {actor: EU}
    """
    store = loaded(dossier_doc)
    plain = [(s, o) for s, p, o in store.select(_ALL).rows if p == "stance:supports"]
    assert sorted(plain) == [
        ("group:nordic-countries", "proposal:force"),
        ("organisation:EU", "proposal:force"),
        ("person:ada-expert", "proposal:force"),
        ("person:bo-minister", "proposal:patrol"),
    ]
    positions = {s for s, p, _ in store.select(_ALL).rows if p == "cg:position"}
    assert {"unnamed:many-in-europe", "person:bo-minister"} <= positions


def test_who_attended_and_who_was_represented(dossier_doc: Doc) -> None:
    """
    --- file: a.yaml
    source: {id: a, published: 2025-02-18}
    meetings:
      - id: paris
        date: 2025-02-17
        attendance: [{actor: DK, represents: [Nordic countries]}, Sweden, {actor: PL, status: planned}]
    --- file: b.yaml
    source: {id: b, published: 2025-02-19}
    meetings: [{id: paris, attendance: [DK]}]
    """
    rows = [row for row in loaded(dossier_doc).select(_ALL).rows if str(row[1]).startswith("cg:")]
    assert sorted(rows) == [
        ("country:DK", "cg:attended", "meeting:paris"),
        ("country:FI", "cg:wasRepresentedAt", "meeting:paris"),
        ("country:IS", "cg:wasRepresentedAt", "meeting:paris"),
        ("country:NO", "cg:wasRepresentedAt", "meeting:paris"),
        ("country:SE", "cg:attended", "meeting:paris"),
    ]


def test_deriving_again_changes_nothing(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a}
    statements: [{actor: [FR, GB, DE], stance: open, proposal: force, conditions: ["a mandate"]}]
    """
    store = loaded(dossier_doc)
    again = derive(store)
    assert again == {"graph:current": store.text("graph:current")}
    lines = again["graph:current"].splitlines()
    assert lines == sorted(set(lines))
