"""The ledger: every condition once, who depends on it, since when it has its status, what waits for it."""

from __future__ import annotations

import pytest

import coalition_graph
from coalition_graph.analysis import sheet
from coalition_graph.analysis.ledger import blocks
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.errors import BadParameter, UnknownName
from coalition_graph.graph import Graph
from coalition_graph.table import Cell
from tests.conftest import Command, Doc, MakeDoc
from tests.loaded import brief, loaded

COLUMNS = "condition,text,kind,status,since,actors,blocks_min,blocks_max,unit,statements"


def ledger(doc: Doc, **asked: str) -> dict[Cell, dict[str, Cell]]:
    """The ledger of a dossier, by condition."""
    rows = list(Graph(loaded(doc)).conditions(**asked))
    found = {row["condition"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def test_the_columns_are_those_that_other_tools_read(command: Command) -> None:
    ran = command("-g", "example", "conditions", "--format", "csv")
    assert (ran.code, ran.out.splitlines()[0]) == (0, COLUMNS)


def test_who_depends_on_what_and_what_waits_for_it(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions:
      - {id: cover, text: American protection, kind: guarantee}
      - {id: unasked, text: Nobody names this}
    --- file: a.yaml
    source: {id: a, published: 2025-03-10}
    statements:
      - {id: plan, actor: [FR, GB], stance: open, proposal: force, conditions: [cover],
         contribution: [{kind: land, min: 10000, max: 30000, unit: personnel, joint: plan}, {kind: naval, joint: plan}]}
      - {id: se, actor: SE, stance: open, proposal: force, conditions: [cover, "a vote in parliament"]}
      - {id: pl, actor: PL, stance: declines, proposal: force}
    status: [{condition: cover, is: open, as_of: 2025-03-08}]
    """
    found = ledger(dossier_doc)
    assert list(found) == ["cover", "a-vote-in-parliament", "unasked"]
    assert found["cover"] == {
        "condition": "cover",
        "text": "American protection",
        "kind": "guarantee",
        "status": "open",
        "since": "2025-03-08",
        "actors": "France|Sweden|United Kingdom",
        "blocks_min": 10000,
        "blocks_max": 30000,
        "unit": "personnel",
        "statements": "a.plan|a.se",
    }
    assert found["unasked"] == dict.fromkeys(COLUMNS.split(",")) | {
        "condition": "unasked",
        "text": "Nobody names this",
        "status": "open",
    }
    vote = found["a-vote-in-parliament"]
    assert (vote["text"], vote["actors"], vote["unit"]) == ("a vote in parliament", "Sweden", None)


def test_what_is_missing_is_unknown_and_says_so(dossier_doc: Doc) -> None:
    """
    actors: [{name: Many in Europe, kind: unnamed}]
    proposals: [{id: force, title: A force}]
    conditions: [{id: cover, text: Cover}]
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [cover],
         contribution: [{kind: land, min: 10000, unit: personnel}, {kind: funds, max: 55, unit: EUR}]}
      - {actor: NO, stance: open, proposal: force, conditions: [cover],
         contribution: [{kind: land, min: 100, max: 200, unit: personnel}, {kind: air, unit: aircraft}]}
      - {actor: FI, stance: supports, proposal: force, conditions: [cover]}
      - {actor: Nordic countries, stance: open, proposal: force, conditions: [cover],
         contribution: {kind: land, min: 7, max: 7, unit: personnel}}
      - {actor: Many in Europe, stance: open, proposal: force, conditions: [cover],
         contribution: {kind: land, min: 9, max: 9, unit: personnel}}
    """
    row = ledger(dossier_doc)["cover"]
    assert (row["blocks_min"], row["blocks_max"], row["unit"]) == (
        "at least 0|10100",
        "55|at least 10200",
        "EUR|personnel",
    )


def test_a_plan_counts_once_over_all_proposals_and_an_unclear_stance_nowhere() -> None:
    plan = Offer("o", "land", 100, 300, "personnel", joint="plan")
    positions = [Position(actor, actor, "open", (), offers=(plan,)) for actor in ("country:FR", "country:GB")]
    unclear = Position(
        "country:DE", "p", "open", (), ambiguous=True, offers=(Offer("x", "land", 1, 1, "personnel"),)
    )
    assert blocks([*positions, unclear]) == (100, 300, "personnel")
    assert blocks([]) == (None, None, None)


MOVING = """
proposals: [{id: force, title: A force}, {id: backstop, title: A backstop}]
conditions:
  - {id: cover, text: Cover, requires: {actor: US, stance: [pledges, open], proposal: backstop}}
  - {id: truce, text: A truce}
--- file: a.yaml
source: {id: a, published: 2025-03-01}
statements: [{id: se, actor: SE, stance: open, proposal: force, conditions: [cover, truce],
              contribution: {kind: land, min: 5, max: 9, unit: personnel}}]
--- file: b.yaml
source: {id: b, published: 2025-03-10}
statements: [{id: us, actor: US, stance: pledges, proposal: backstop}]
status: [{condition: truce, is: met}, {condition: truce, is: failed, as_of: 2025-03-15}]
--- file: c.yaml
source: {id: c, published: 2025-03-20}
status: [{condition: cover, is: failed}]
"""


@pytest.mark.parametrize(
    ("day", "cover", "truce", "waiting"),
    [
        ("2025-03-05", ("open", None), ("open", None), (5, 5)),
        ("2025-03-10", ("met", "2025-03-10"), ("met", "2025-03-10"), (None, None)),
        ("2025-03-17", ("met", "2025-03-10"), ("failed", "2025-03-15"), (None, 5)),
        ("2025-03-20", ("failed", "2025-03-20"), ("failed", "2025-03-15"), (5, 5)),
    ],
)
def test_a_status_holds_since_a_report_or_since_what_it_requires_holds(
    make_doc: MakeDoc, day: str, cover: object, truce: object, waiting: object
) -> None:
    found = ledger(make_doc(MOVING), as_of=day)
    seen = {name: (found[name]["status"], found[name]["since"]) for name in ("cover", "truce")}
    assert seen == {"cover": cover, "truce": truce}
    assert (found["cover"]["blocks_min"], found["truce"]["blocks_min"]) == waiting
    assert found["cover"]["actors"] == found["truce"]["actors"] == "Sweden"


def test_what_no_date_tells_of_has_no_day(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A truce}, {id: cover, text: Cover}]
    --- file: a.yaml
    source: {id: a}
    statements: [{actor: SE, stance: open, proposal: force, conditions: [truce]}]
    status: [{condition: truce, is: met}]
    """
    row = ledger(dossier_doc)["truce"]
    assert (row["status"], row["since"], row["actors"]) == ("met", None, "Sweden")
    as_of = ledger(dossier_doc, as_of="2025-03-01")["truce"]
    assert (as_of["status"], as_of["since"], as_of["actors"]) == ("open", None, None)


def test_of_a_proposal_only_what_is_named_there_or_within(dossier_doc: Doc) -> None:
    """
    proposals: [{id: broad, title: B}, {id: force, title: F, within: broad}, {id: other, title: O}]
    conditions: [{id: cover, text: Cover}, {id: truce, text: Truce}, {id: unasked, text: U}]
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [cover]}
      - {actor: NO, stance: open, proposal: other, conditions: [cover, truce]}
    """
    found = ledger(dossier_doc, proposal="broad")
    assert {name: row["actors"] for name, row in found.items()} == {"cover": "Sweden"}
    assert list(ledger(dossier_doc, proposal="other")) == ["cover", "truce"]


def test_only_statements_that_name_the_condition_are_evidence(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: cover, text: Cover}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{id: one, actor: SE, stance: open, proposal: force, conditions: [cover]}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-09}
    statements: [{id: two, actor: SE, stance: open, proposal: force}]
    """
    row = ledger(dossier_doc)["cover"]
    assert (row["actors"], row["statements"]) == ("Sweden", "a.one")


def test_a_slip_in_a_name_or_a_day_is_told(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    """
    graph = Graph(loaded(dossier_doc))
    with pytest.raises(UnknownName, match="force"):
        graph.conditions(proposal="forse")
    with pytest.raises(BadParameter, match="as-of"):
        graph.conditions(as_of="soon")


def test_the_ledger_can_be_put_into_a_dossier_again(command: Command, make_doc: MakeDoc) -> None:
    written = command("-g", str(make_doc(MOVING).folder), "conditions", "--format", "csv").out
    again = make_doc(f"{MOVING}--- file: conditions.csv\n{written}")
    assert again.lines == []


def test_the_shipped_dossier_shows_what_american_protection_holds_back() -> None:
    table = coalition_graph.open("example").conditions()
    first = next(iter(table))
    assert brief(table, "condition", "status")[0] == ("us-protection", "open")
    assert first["actors"] == "Australia|France|Many in Europe|United Kingdom"
    assert (first["blocks_min"], first["blocks_max"], first["unit"]) == (10000, 30000, "personnel")


def test_the_sheet_of_a_condition_begins_with_its_line_of_the_ledger(make_doc: MakeDoc) -> None:
    found = sheet.show(loaded(make_doc(MOVING)), "condition:cover")
    told = dict(found.sections)
    assert brief(told["Ledger"], "status", "since", "actors", "blocks_min") == [
        ("failed", "2025-03-20", "Sweden", 5)
    ]
    assert brief(told["What it requires looks at"], "actor", "stance", "conditional", "statement") == [
        ("United States", "pledges", False, "b.us")
    ]
    assert brief(told["Status reports"], "is", "source") == [("failed", "c")]
    assert brief(told["Statements"], "id") == [("a.se",)]
    assert ("requires", "United States open|pledges backstop") in found.facts.rows


def test_a_threshold_looks_at_all_who_spoke_on_the_proposal(dossier_doc: Doc) -> None:
    """
    proposals: [{id: broad, title: B}, {id: force, title: F, within: broad}]
    conditions: [{id: crowd, text: Enough, requires: {at_least: 2, stance: open, proposal: broad}}, {id: vote, text: V}]
    statements:
      - {actor: SE, stance: open, proposal: broad, conditions: [vote]}
      - {actor: DE, stance: opposes, proposal: broad}
      - {actor: NO, stance: open, proposal: force}
    """
    store = loaded(dossier_doc)
    told = dict(sheet.show(store, "condition:crowd").sections)["What it requires looks at"]
    assert brief(told, "code", "stance", "conditional", "conditions") == [
        ("DE", "opposes", False, None),
        ("SE", "open", True, "vote"),
    ]
    assert "What it requires looks at" not in dict(sheet.show(store, "condition:vote").sections)
