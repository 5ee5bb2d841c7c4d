"""Statements as linked: actors, conditions, ids and defaults."""

from __future__ import annotations

from coalition_graph import text
from coalition_graph.model import Contribution, Expression
from tests.conftest import MakeDoc
from tests.force import REGISTRY, said


def test_several_actors_make_one_statement(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{id: example}}
statements: [{{actor: [FR, GB, France], stance: open, proposal: boots on the ground}}]
{REGISTRY}""")
    statements = doc.account("example").statements
    assert [(one.actor, one.proposal) for one in statements] == [
        (("country:FR", "country:GB"), "proposal:land-force")
    ]


def test_a_person_speaks_for_himself_unless_a_country_is_named(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{id: example}}
defaults: {{proposal: land-force, stance: open}}
statements:
  - actor: Ulf Kristersson
  - {{actor: Sweden, speaker: Ulf Kristersson}}
{REGISTRY}""")
    alone, for_sweden = doc.account("example").statements
    assert (alone.actor, alone.attribution) == (("person:ulf-kristersson",), "reported")
    assert (for_sweden.actor, for_sweden.speaker) == (("country:SE",), "person:ulf-kristersson")
    assert for_sweden.attribution == "on-record"


def test_conditions_nest(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{id: example}}
defaults: {{proposal: land-force, stance: open}}
statements:
  - {{actor: SE, conditions: [us-protection, {{any: [a ceasefire, {{all: [US backing, A  Ceasefire]}}]}}]}}
  - {{actor: FI, conditions: none}}
  - {{actor: DK}}
{REGISTRY}""")
    nested, none, silent = (one.conditions for one in doc.account("example").statements)
    protection, ceasefire = "condition:us-protection", "condition:a-ceasefire"
    inner = Expression(op="all", parts=(protection, ceasefire))
    assert nested == Expression(op="all", parts=(protection, Expression(op="any", parts=(ceasefire, inner))))
    assert (none, silent) == ("none", None)
    assert [(one.id, one.text) for one in doc.dossier.conditions] == [
        ("a-ceasefire", "a ceasefire"),
        ("us-protection", "American protection for European soldiers"),
    ]


def test_the_text_of_a_declared_condition_is_that_condition(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{id: example}}
defaults: {{proposal: land-force, stance: open}}
statements: [{{actor: SE, conditions: american protection for  European soldiers}}]
status: [{{condition: American protection for European soldiers, is: failed}}]
{REGISTRY}""")
    conditions = said(doc, "example").conditions
    assert isinstance(conditions, Expression) and conditions.leaves() == ("condition:us-protection",)
    assert doc.account("example").status[0].condition == "condition:us-protection"
    assert len(doc.dossier.conditions) == 1


def test_two_texts_with_one_slug_are_an_error(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
defaults: {{proposal: land-force, stance: open}}
statements:
  - {{actor: SE, conditions: [a cease-fire]}}
  - {{actor: FI, conditions: [a cease fire]}}
  - {{actor: DK, conditions: [US protection]}}
{REGISTRY}""")
    assert doc.lines == [
        "coding.yaml:4:30: E403: 'a cease fire' gets the same id as 'a cease-fire'; "
        "write that if meant, else declare it with its own `id`",
        "coding.yaml:5:30: E403: 'US protection' gets the same id as 'us-protection'; "
        "write that if meant, else declare it with its own `id`",
    ]


def test_a_bracket_that_joins_nothing_is_no_condition_in_words(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
--- file: statements.csv
actor,stance,proposal,conditions
SE,open,land-force,any(a mandate|consent of all
NO,open,land-force,any of (a mandate)
--- file: coding.yaml
statements:
  - {{actor: FI, stance: open, proposal: land-force, conditions: "all(a mandate|money)"}}
{REGISTRY}""")
    mend = "write {any: [c1, c2]}, in a table any(c1|c2), with nothing behind it"
    assert doc.lines == [
        f"coding.yaml:2:65: E203: conditions: 'all(a mandate|money)' joins nothing; {mend}",
        f"statements.csv:2:20: E203: conditions: 'any(a mandate' joins nothing; {mend}",
    ]


def test_conditions_beside_a_refusal_are_kept_with_a_warning(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{id: example}}
statements: [{{actor: PL, stance: declines, proposal: land-force, conditions: [us-protection]}}]
{REGISTRY}""")
    assert doc.places == ["coding.yaml:2:78: W324"]
    assert isinstance(said(doc, "example").conditions, Expression)


def test_ids_of_statements_come_from_the_entry_as_written(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{id: example}}
defaults: {{proposal: land-force, stance: open}}
statements: [{{actor: SE}}, {{actor: SE}}, {{actor: FI, id: own}}, {{actor: NO, id: own}}]
{REGISTRY}""")
    ids = [one.id for one in doc.account("example").statements]
    assert text.digest('{"actor":"SE"}') == "4eae13a0a1"
    assert ids == ["4eae13a0a1", "4eae13a0a1-2", "own", "own-2"]
    assert doc.places == ["coding.yaml:3:78: W327"]
    again = make_doc(f"""
source: {{id: example}}
statements: [{{proposal: land-force, stance: open, actor: SE}},
             {{actor: SE, stance: open, proposal: land-force}}]
{REGISTRY}""")
    first, second = (one.id or "" for one in again.account("example").statements)
    assert second == f"{first}-2" and len(first) == 10


def test_defaults_are_filled_in(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
statements:
  - actor: SE
    stance: pledges
    proposal: land-force
    contribution: [{{kind: land, min: 100}}, {{kind: air, stage: agreed}}]
{REGISTRY}""")
    assert said(doc, "registry").contribution == (
        Contribution(kind="land", min=100, stage="announced"),
        Contribution(kind="air", stage="agreed"),
    )
    assert said(doc, "registry").attribution == "reported"
