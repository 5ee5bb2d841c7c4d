"""A dossier in which every kind of row of the picture stands once, and strings that mean harm."""

from __future__ import annotations

DOSSIER = """
dossier: {id: pictured, title: Who would send troops?}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark}
  - {name: Many in Europe, kind: unnamed}
proposals:
  - {id: reassurance-force, title: A reassurance force}
  - {id: land-force, title: European land force in Ukraine, within: reassurance-force}
  - {id: us-backstop, title: An American backstop}
conditions:
  - id: us-protection
    text: American protection
    kind: guarantee
    requires: {actor: US, stance: [pledges, open], proposal: us-backstop}
--- file: article.yaml
source:
  {id: article, title: Many obstacles, url: "https://example.org/a", published: 2025-03-28~, reliability: B}
defaults: {proposal: land-force}
meetings:
  - id: paris
    title: First Paris meeting
    date: 2025-02-17
    place: Paris
    level: leaders
    reported: {count: 9, of: countries}
    attendance:
      - {actor: Mette Frederiksen, represents: [Nordic countries], summary: She came for the North}
      - {actor: US, status: declined}
      - {actor: DE, status: planned}
  - {id: call, title: A call without a date, attendance: [FR]}
statements:
  - actor: Sweden
    speaker: Ulf Kristersson
    stance: open
    said: 2025-03-20
    conditions: [us-protection, "the conditions are right"]
    quote: the conditions are right
    summary: Sweden may take part
    locator: para. 3
  - actor: [FR, GB]
    stance: open
    said: 2025-03-10
    attribution: anonymous
    contribution: [{kind: land, min: 10000, max: 30000, unit: personnel, joint: plan}]
    summary: A land force well behind the front
  - {actor: PL, stance: declines, said: 2025-03-01, reason: needs them at home, summary: Poland will not}
  - {actor: IT, stance: declines, said: 2025-03-25, summary: One paper}
  - {actor: IT, stance: undecided, said: 2025-03-25, summary: Another paper}
  - {actor: Many in Europe, stance: supports, conditions: [us-protection], said: 2025-03-26}
  - {actor: US, stance: declines, proposal: us-backstop, said: 2025-03-15, summary: No protection}
--- file: later.yaml
source: {id: later, title: A change of mind, published: 2025-04-11}
statements:
  - {actor: Sweden, stance: undecided, proposal: land-force, summary: Sweden asks what the mission is}
  - {actor: US, stance: open, proposal: us-backstop, summary: The United States may after all}
"""

HOSTILE = (
    "<script>window.PWNED=1</script>",
    "</script><script>window.PWNED=2</script>",
    '<img src=x onerror="window.PWNED=3">',
    '" onmouseover="window.PWNED=4',
    "javascript:window.PWNED=6",
    "<!--<script>",
    "{{7*7}}{% raw %}",
    "a\u2028b",
    "Sweden\u202egnp.exe",
)
