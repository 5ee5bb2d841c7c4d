"""One dossier that uses every section and every key, with a value of its own for each key."""

from __future__ import annotations

EVERYTHING = {
    "registry.yaml": """
dossier: {id: everything, title: Every key once, language: en, note: note-of-dossier}
actors:
  - {name: Ada Alpha, kind: person, id: ada, post: Post of Ada, of: Sweden, party: Party of Ada, from: 2021-01-02,
     until: 2029-03-04, aliases: [Alias of Ada], wikidata: Q4242, note: note-of-ada}
  - {name: Bo Beta, kind: person, post: Chief, of: Trade Union}
  - {name: Trade Union, kind: organisation, short: TU, members: [FI, SE], note: note-of-union}
  - {name: Some in Asia, kind: unnamed}
proposals:
  - {id: outer, title: Title of outer}
  - {id: inner, title: Title of inner, within: outer, initiators: [FR, GB], aliases: [alias of inner], note: note-of-inner}
conditions:
  - {id: cover, text: Text of cover, kind: guarantee, aliases: [alias of cover], note: note-of-cover,
     requires: {actor: US, stance: [pledges, open], proposal: outer}}
  - {id: crowd, text: Text of crowd, kind: participation,
     requires: {any: [{at_least: 7, stance: open, proposal: inner}, {at_least_personnel: 4711, proposal: inner}]}}
""",
    "paper.yaml": """
source: {id: paper, title: Title of paper, publisher: Publisher of paper, author: Author of paper, kind: column,
  via: Agency, url: "https://example.org/paper", published: 2025-03-28~, language: en, reliability: B,
  sha256: 9f2c000000000000000000000000000000000000000000000000000000000000, archived: "https://archive.example/1",
  accessed: 2025-04-01, coded_by: Coder, checked_by: Checker, note: note-of-paper}
meetings:
  - id: summit
    title: Title of summit
    date: 2025-03-24/2025-03-25
    place: Place of summit
    country: NO
    level: ministers
    format: hybrid
    series: row-of-summits
    host: Ada Alpha
    reported: {min: 16, max: 18, of: delegations, about: true, status: planned}
    complete: true
    aliases: [alias of summit]
    summary: summary-of-summit
    locator: locator-of-summit
    note: note-of-summit
    attendance:
      - {actor: DK, person: Cleo Gamma, as: Envoy, role: chair, mode: remote, status: attended,
         represents: [Nordic countries], quote: quote-of-attendance, summary: summary-of-attendance,
         locator: locator-of-attendance, attribution: spokesperson, via: via-of-attendance, note: note-of-attendance}
      - {actor: PL, status: declined}
statements:
  - {id: first, actor: [SE, FI], speaker: Ada Alpha, stance: open, proposal: inner,
     conditions: [cover, {any: [crowd, a condition in words]}],
     contribution: [{kind: land, min: 1001, max: 3003, unit: personnel, area: Area of first, stage: agreed, joint: plan-x},
                    {kind: funds, min: 55, unit: EUR}],
     reason: reason-of-first, said: 2025-03, to: [UA], at: summit, credibility: 2, quote: quote-of-first, start: 12,
     summary: summary-of-first, locator: locator-of-first, attribution: document, via: via-of-first, note: note-of-first}
  - {actor: NO, stance: supports, proposal: outer, conditions: none}
  - {actor: US, stance: pledges, proposal: outer, said: 2025-03-20}
  - {actor: Some in Asia, stance: opposes, proposal: inner}
  - {actor: Bo Beta, stance: undecided, proposal: inner}
status:
  - {condition: crowd, is: failed, as_of: 2025-03-26, summary: summary-of-status, locator: locator-of-status}
""",
}
