"""The contract of all stores: one dossier in which two sources report every fact, and every answer to it.

A new answer joins by a line in `ANSWERS`; `test_contract.py` then asks it of every kind of store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import networkx as nx
import rdflib

from coalition_graph import Graph, queries, vocabulary
from coalition_graph.exports.coded import coded
from coalition_graph.exports.evidence import sourced
from coalition_graph.exports.flat import flat
from coalition_graph.exports.gexf import gexf
from coalition_graph.exports.matrix import edges, matrix
from coalition_graph.picture.payload import payload

__all__ = ["ANSWERS", "DOSSIER"]

REGISTRY = """
--- file: registry.yaml
dossier: {id: force, title: Eine Truppe für die Ukraine, language: de}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, party: M, from: 2022-10-18,
     wikidata: Q1347191, aliases: ["Ulf «K»"]}
  - {name: Emmanuel Macron, kind: person, post: President, of: France, from: 2017-05-14}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark, from: 2019-06-27}
  - {name: António Costa, kind: person, post: President of the European Council, of: EU, from: 2024-12-01,
     aliases: [Antonio Costa]}
  - {name: Ulf Kristerson, kind: person, post: Writer, of: Sweden}
  - {name: Many in Europe, kind: unnamed}
proposals:
  - {id: reassurance, title: A reassurance force, initiators: [FR, GB]}
  - {id: land-force, title: "A land force", within: reassurance, aliases: [boots on the ground]}
  - {id: ödland, title: "Öde Gegend", within: land-force}
  - {id: us-backstop, title: An American backstop}
conditions:
  - {id: us-protection, text: American protection, kind: guarantee,
     requires: {actor: US, stance: [pledges, open], proposal: us-backstop}}
  - {id: ceasefire, text: A ceasefire, kind: ceasefire}
  - {id: mandate, text: A mandate, kind: mandate}
  - {id: crowd, text: Enough others, kind: participation,
     requires: {any: [{at_least: 3, stance: open, proposal: land-force},
                      {all: [{at_least_personnel: 9000, proposal: land-force},
                             {actor: FR, stance: open, proposal: land-force}]}]}}
status:
  - {condition: mandate, is: met, as_of: 2025-03-20, summary: the analyst saw it}
statements:
  - {id: own, actor: CA, stance: supports, proposal: us-backstop, note: the analyst heard it}
  - {id: echo, actor: FR, speaker: Emmanuel Macron, stance: supports, proposal: us-backstop,
     quote: 'the "conditions" are right – \\o/'}
meetings:
  - {id: london, reported: {min: 14, of: delegations, status: planned}, attendance: [{actor: IT, status: absent}]}
"""
REPORTED = """
meetings:
  - id: paris
    title: Paris
    date: 2025-02-17
    place: Paris
    country: FR
    level: leaders
    format: in-person
    series: coalition
    host: Emmanuel Macron
    reported: {count: 7, of: countries, about: true}
    complete: false
    attendance:
      - {actor: Emmanuel Macron, role: host, quote: "he «hosts»"}
      - {actor: DE, summary: named}
      - {actor: António Costa, summary: for the EU}
      - {actor: DK, person: Mette Frederiksen, as: Prime Minister, represents: [Nordic countries], summary: North}
  - id: london
    title: London
    date: 2025-03-02
    series: coalition
    format: hybrid
    complete: true
    reported: {min: 16, max: 18, of: delegations, status: planned}
    attendance:
      - {actor: France, summary: named}
      - {actor: Ulf Kristersson, mode: remote, summary: named}
      - {actor: GB, role: host, summary: named}
      - {actor: DE, summary: named}
      - {actor: IT, status: planned}
      - {actor: PL, status: declined, summary: stayed away}
statements:
  - {id: plan, actor: [FR, GB], stance: open, proposal: land-force, conditions: [us-protection], at: london,
     attribution: anonymous, summary: A plan, to: [UA],
     contribution: [{kind: land, min: 10000, max: 30000, unit: personnel, area: behind the front, joint: fr-gb},
                    {kind: naval, joint: fr-gb}, {kind: air}]}
  - {id: se, actor: SE, speaker: Ulf Kristersson, stance: open, proposal: land-force, said: 2025-03-20,
     conditions: [us-protection, {any: [ceasefire, {all: [mandate, crowd]}]}], credibility: 2,
     quote: 'the "conditions" are right – \\o/', start: 12, locator: para. 3,
     contribution: {kind: training, min: 200, unit: personnel, stage: agreed}}
  - {id: nordic, actor: Nordic countries, stance: supports, proposal: reassurance, said: 2025-03}
  - {id: pl, actor: PL, stance: declines, proposal: land-force, said: 2025-03-10, reason: needs its troops}
  - {id: pl-later, actor: PL, stance: open, proposal: land-force, said: 2025-03-10, conditions: none}
  - {id: many, actor: Many in Europe, stance: supports, proposal: land-force, conditions: ["if it holds"]}
  - {id: us, actor: US, stance: declines, proposal: us-backstop, said: 2025-03-01}
  - {id: fi, actor: FI, stance: pledges, proposal: ödland, said: 2025-03-05, via: Yle,
     contribution: {kind: land, min: 1500, unit: personnel, stage: delivered}}
  - {id: es, actor: ES, stance: undecided, proposal: land-force, summary: "%s"}
status:
  - {condition: ceasefire, is: failed, as_of: 2025-03-18, summary: talks ended}
"""
DOSSIER = (
    REGISTRY
    + """
--- file: paper.yaml
source: {id: paper, title: The paper, publisher: Example News, published: 2025-03-28~, reliability: B,
  url: "https://example.org/a?b=1&c=2"}
"""
    + REPORTED % "nothing is decided"
    + """
--- file: zeitung.yaml
source: {id: zeitung-märz, title: Die Zeitung, publisher: Other News, via: AFP, published: 2025-03-17}
"""
    # Longer than what some engines sort and compare whole.
    + REPORTED % ("words and more words, " * 300)
)

Answer = Callable[[Graph], object]


def _ready() -> dict[str, Answer]:
    given = {
        "country": "Sweden",
        "actor": "France",
        "proposal": "land-force",
        "condition": "us-protection",
        "meeting": "paris",
        "person": "Ulf Kristersson",
        "source": "paper",
        "series": "coalition",
    }

    def asked(question: queries.Question) -> Answer:
        values = {each.name: given.get(each.type, each.example) for each in question.parameters}
        return lambda graph: graph.query(question.name, **values)

    return {f"query {question.name}": asked(question) for question in queries.ready()}


def _sliced() -> dict[str, Answer]:
    slices: tuple[dict[str, object], ...] = (
        {},
        {"proposal": "reassurance"},
        {"actor": "Sweden"},
        {"actor": "Sweden", "proposal": "land-force", "expand_groups": True},
        {"as_of": "2025-03-12"},
        {"on_record": True},
        {"expand_groups": True, "proposal": "reassurance", "as_of": "2025-04-01"},
    )
    return {
        f"{name} {chosen}": lambda graph, name=name, chosen=chosen: getattr(graph, name)(**chosen)
        for name in ("positions", "commitments", "statements")
        for chosen in slices
    }


def _asked() -> dict[str, Answer]:
    """SPARQL of an analyst's own, in each of its forms."""
    own = {
        "select": "SELECT ?who ?p { ?who stance:open ?p } ORDER BY ?who ?p",
        "select with GRAPH": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a cg:Statement } } GROUP BY ?g ORDER BY ?g",
        "select FROM": "SELECT (COUNT(*) AS ?n) FROM source:paper { ?s a cg:Statement }",
        "select FROM NAMED": "SELECT ?g FROM NAMED source:paper { GRAPH ?g { ?s cg:stance stance:pledges } }",
        "select nothing": "SELECT ?s { ?s cg:code 'none' }",
        "truth stored": "SELECT ?p ?a { ?p cg:ambiguous ?a } ORDER BY ?p",
        "text": "SELECT ?s ?q { ?s cg:quote ?q } ORDER BY ?s",
        "long text": "SELECT ?s ?q { ?s cg:summary ?q } ORDER BY ?s",
        "paths": "SELECT ?p { ?p skos:broader+ proposal:reassurance } ORDER BY ?p",
        "ask true": "ASK { country:SE stance:open proposal:land-force }",
        "ask false": "ASK { country:SE stance:opposes proposal:land-force }",
        "construct": "CONSTRUCT { ?a cg:knows ?b } WHERE { ?a cg:attended ?m . ?b cg:attended ?m }",
        "construct where": "CONSTRUCT WHERE { ?s cg:ambiguous ?o }",
        "describe": "DESCRIBE country:SE",
        "describe where": "DESCRIBE ?s meeting:paris WHERE { ?s cg:stance stance:pledges }",
        "ontology": "SELECT ?s ?score { GRAPH graph:ontology { ?s cg:score ?score } } ORDER BY ?s",
    }
    return {f"own {name}": lambda graph, sparql=sparql: graph.query(sparql) for name, sparql in own.items()}


def _edges(graph: Graph, **chosen: str) -> object:
    network = graph.network(**chosen)
    return (
        sorted(network.nodes(data=True), key=repr),
        sorted(network.edges(keys=True, data=True), key=repr),
    )


OPEN: Final = "SELECT ?who ?p { ?who stance:open ?p }"
PROPOSAL: Final = rdflib.URIRef(vocabulary.iri("cg:proposal"))


def _projected() -> dict[str, Answer]:
    chosen: tuple[tuple[str, dict[str, object]], ...] = (
        *((mode, {}) for mode in ("actor-proposal", "congruence", "conflict", "subtract", "ignore")),
        *((mode, {}) for mode in ("co-attendance", "conditions")),
        (
            "ignore",
            {"level": "country", "proposal": "reassurance", "since": "2025-03-01", "until": "2025-03-31"},
        ),
        ("actor-proposal", {"level": "person", "duplicates": "week"}),
        ("actor-proposal", {"level": "party", "scale": True, "qualifier": "subtract"}),
        ("congruence", {"level": "organisation", "exclude": ["paper"], "agreement": ["declines=disagree"]}),
        ("co-attendance", {"level": "person", "normalise": "jaccard"}),
        ("conditions", {"level": "country", "proposal": "land-force"}),
    )
    return {
        f"projection {mode} {asked}": lambda graph, mode=mode, asked=asked: _described(
            graph.projection(mode, **asked)
        )
        for mode, asked in chosen
    }


def _described(network: nx.Graph[str]) -> object:
    edges = [
        (*pair, facts["weight"], tuple(facts["statements"])) for *pair, facts in network.edges(data=True)
    ]
    return network.graph, sorted(network.nodes(data=True), key=repr), edges


ANSWERS: Final[dict[str, Answer]] = {
    **_ready(),
    **_sliced(),
    **_asked(),
    **_projected(),
    "conditions": lambda graph: graph.conditions(),
    "conditions of a proposal": lambda graph: graph.conditions(proposal="reassurance", as_of="2025-03-20"),
    "changes": lambda graph: graph.changes(since="2025-01-01"),
    "changes of a week": lambda graph: graph.changes(since="2025-03-01", until="2025-03-20"),
    "conflicts": lambda graph: graph.conflicts(),
    "whatif": lambda graph: graph.whatif(),
    "whatif of a day": lambda graph: graph.whatif(meet=["us-protection"], fail=["crowd"], as_of="2025-03-20"),
    "whatif jointly": lambda graph: graph.whatif(
        stance=["US=pledges@us-backstop"], jointly=True, expand_groups=True, proposal="reassurance"
    ),
    "unlock": lambda graph: graph.unlock(proposal="land-force", actors=3),
    "unlock personnel": lambda graph: graph.unlock(proposal="land-force", personnel=5000),
    "meetings": lambda graph: graph.meetings(),
    "attendance": lambda graph: graph.attendance(),
    "attendance of a country": lambda graph: graph.attendance(country="Finland"),
    "attendance of a person": lambda graph: graph.attendance(actor="Ulf Kristersson"),
    "attendance of a meeting": lambda graph: graph.attendance(meeting="paris"),
    "attendance matrix": lambda graph: graph.attendance(layout="matrix"),
    **{
        f"show {thing}": lambda graph, thing=thing: graph.show(thing)
        for thing in ("Sweden", "EU", "Ulf Kristersson", "Nordic countries", "land-force", "ödland", "crowd")
    },
    "show a meeting": lambda graph: graph.show("paris"),
    "show a source": lambda graph: graph.show("zeitung-märz"),
    "show a statement": lambda graph: graph.show("statement:paper.se"),
    "network": _edges,
    "network of a proposal": lambda graph: _edges(graph, proposal="reassurance"),
    "network of an actor": lambda graph: _edges(graph, actor="Sweden"),
    "network of a person": lambda graph: _edges(graph, actor="Ulf Kristersson"),
    "network of a month": lambda graph: _edges(graph, since="2025-03-01", until="2025-03-31"),
    "projection window by window": lambda graph: [
        _described(each) for each in graph.projection("ignore", window="7d")
    ],
    "measures communities": lambda graph: graph.measures("communities", mode="ignore"),
    "measures contested": lambda graph: graph.measures("contested"),
    "measures cohesion": lambda graph: graph.measures("cohesion"),
    "measures polarisation": lambda graph: graph.measures("polarisation", agreement=["declines=disagree"]),
    "export the tables of a workbook": lambda graph: [
        (section, sheet.columns, sheet.rows, [row for part in sheet.parts for row in part])
        for section, sheet in coded(graph.store)[0].items()
    ],
    "export what a workbook loses": lambda graph: coded(graph.store)[1],
    "export the statements": lambda graph: list(flat(graph.store)),
    "export GEXF": lambda graph: gexf(sourced(graph.network(), graph.store)),
    "export edges": lambda graph: edges(sourced(graph.projection("co-attendance"), graph.store)),
    "export matrix": lambda graph: matrix(graph.network()),
    "picture": lambda graph: payload(graph.store),
    "still": lambda graph: graph.still(),
    "names an editor offers": lambda graph: graph.references.known(),
    "rdflib's rows": lambda graph: sorted(map(str, graph.dataset.query(OPEN))),
    "rdflib's triples": lambda graph: sorted(map(str, graph.dataset.triples((None, PROPOSAL, None)))),
    "graphs": lambda graph: graph.store.graphs(),
    "N-Quads": lambda graph: graph.store.quads(),
    "N-Quads with the ontology": lambda graph: graph.store.quads(ontology=True),
}
