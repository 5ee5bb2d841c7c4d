"""What the ready questions keep to when they are written for large graphs: the same rows, in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coalition_graph import Graph, resources
from tests.conftest import Doc, write_doc
from tests.loaded import loaded

# Names of which one begins another, so that rows are told apart by where a name ends.
NEIGHBOURS = """
--- file: registry.yaml
dossier: {id: neighbours}
actors:
  - {name: Ada, kind: person}
  - {name: Ada Alpha, kind: person}
  - {name: Ada2, kind: person}
proposals:
  - {id: force, title: A force}
  - {id: force-2, title: Another force}
  - {id: force2, title: A third force}
--- file: paper.yaml
source: {id: paper}
statements:
  - {id: a, actor: [Ada, Ada Alpha, Ada2], speaker: Ada, stance: open, proposal: force, said: 2025-03-01}
  - {id: a-b, actor: [Ada, Ada Alpha, Ada2], speaker: Ada Alpha, stance: open, proposal: force-2, said: 2025-03-01}
  - {id: a2, actor: [Ada, Ada Alpha, Ada2], speaker: Ada2, stance: open, proposal: force2, said: 2025-03-01}
  - {id: b, actor: [Ada, Ada Alpha, Ada2], stance: opposes, proposal: force, said: 2025-02-01}
  - {id: b-b, actor: [Ada, Ada Alpha, Ada2], stance: opposes, proposal: force-2, said: 2025-02-01}
--- file: paper-b.yaml
source: {id: paper-b}
statements:
  - {id: c, actor: Ada Alpha, stance: open, proposal: force}
  - {id: c-b, actor: Ada, stance: open, proposal: force}
--- file: paper2.yaml
source: {id: paper2}
meetings:
  - {id: oslo, attendance: [Ada, Ada Alpha]}
"""

# By which columns the rows of a question stand in order.
ORDERS = {
    "anonymous-positions": ("actor", "proposal", "stance"),
    "contradictory-stances": ("actor", "proposal"),
    "latest-statements": ("actor", "proposal", "statement"),
    "reports-by-kind": ("source", "kind"),
    "single-origin": ("actor", "proposal", "stance"),
    "statements-between": ("latest", "statement", "actor"),
    "undated-statements": ("statement", "actor"),
    "who-speaks-for-whom": ("speaker", "actor"),
    "without-words": ("report", "actor"),
}
GIVEN = {"statements-between": {"since": "2025-02", "until": "2025-03"}}


@pytest.mark.parametrize("name", ORDERS)
def test_rows_stand_in_the_order_of_their_names_whole(name: str, tmp_path: Path) -> None:
    table = Graph(loaded(write_doc(tmp_path, NEIGHBOURS))).query(name, **GIVEN.get(name, {}))
    places = [table.columns.index(column) for column in ORDERS[name]]
    rows = [tuple(str(row[place]) for place in places) for row in table.rows]
    assert len(rows) > 1
    assert rows == sorted(rows)


def test_all_that_was_said_on_the_latest_day_shows_whatever_the_position_rests_on(dossier_doc: Doc) -> None:
    """
    source: {id: paper}
    proposals: [{id: force, title: A force}]
    conditions: [{id: mandate, text: A mandate}]
    statements:
      - {id: before, actor: SE, stance: open, proposal: force, conditions: [mandate], said: 2025-03-01}
      - {id: record, actor: SE, stance: open, proposal: force, attribution: on-record, said: 2025-03-02}
      - {id: hidden, actor: SE, stance: declines, proposal: force, attribution: anonymous, said: 2025-03-02}
      - {id: undated, actor: SE, stance: opposes, proposal: force}
      - {id: other, actor: FR, stance: opposes, proposal: force, said: 2025-03-02}
      - {id: never, actor: GB, stance: opposes, proposal: force}
    """
    rows = Graph(loaded(dossier_doc)).query("latest-statements").rows
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("country:FR", "2025-03-02", "statement:paper.other", "stance:opposes"),
        ("country:SE", "2025-03-02", "statement:paper.hidden", "stance:declines"),
        ("country:SE", "2025-03-02", "statement:paper.record", "stance:open"),
    ]


def test_the_analysts_own_statement_is_an_origin_of_its_own(dossier_doc: Doc) -> None:
    """
    --- file: own.yaml
    proposals: [{id: force, title: A force}, {id: cover, title: Cover}]
    statements:
      - {id: se, actor: SE, stance: open, proposal: force}
      - {id: fr, actor: FR, stance: open, proposal: force}
    --- file: paper.yaml
    source: {id: paper, title: The paper, publisher: Press, via: AFP}
    statements:
      - {id: fr, actor: FR, stance: open, proposal: force}
      - {id: gb, actor: GB, stance: open, proposal: force, via: Reuters}
    --- file: wire.yaml
    source: {id: wire, title: The wire, publisher: Reuters}
    statements:
      - {id: gb, actor: GB, stance: open, proposal: force}
    """
    table = Graph(loaded(dossier_doc)).query("single-origin")
    assert [(row["actor"], row["origin"], row["statements"]) for row in table] == [
        ("country:GB", "Reuters", 2),
        ("country:SE", "the analyst", 1),
    ]


def test_a_person_who_came_for_another_has_attended(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Ada Alpha, kind: person, post: Minister, of: SE}
      - {name: Bo Beta, kind: person, post: Minister, of: SE}
      - {name: Many, kind: unnamed}
    proposals: [{id: force, title: A force}]
    meetings:
      - id: oslo
        attendance:
          - {actor: SE, person: Ada Alpha}
          - {actor: FR, person: Bo Beta, status: planned}
    statements:
      - {actor: Ada Alpha, stance: open, proposal: force}
      - {actor: [Bo Beta, SE, FR, Many], stance: open, proposal: force}
      - {actor: [Bo Beta], stance: opposes, proposal: force}
    """
    rows = Graph(loaded(dossier_doc)).query("position-but-never-attended").rows
    assert [(row[0], row[2]) for row in rows] == [("person:bo-beta", 2), ("country:FR", 1)]


def test_what_must_not_exist_is_looked_for_by_one_pattern() -> None:
    # With two, the engine reads all that either matches, anew for each row.
    for path in Path(resources.queries()).glob("*.rq"):
        for sought in re.findall(r"NOT EXISTS \{([^{}]*)\}", path.read_text(encoding="utf-8")):
            assert len(sought.split()) == 3, path.name
