"""The JSON Schema of coding files takes what editors make of them, and marks slips."""

from __future__ import annotations

import datetime as dt
from typing import Any

import jsonschema
import pytest
import yaml

from coalition_graph.files import json_schema

# The example of the file format, as an editor's YAML reader types it: dates, numbers, truths, no text.
EXAMPLE = """
dossier: {id: ukraine-force, title: "A European force for Ukraine", language: en}
source:
  id: example-2025-03-28            # default: the file's name
  title: "Obstacles remain for a force in Ukraine"
  publisher: Example News
  via: AFP
  url: https://example.org/a/1
  published: 2025-03-28~
  accessed: 2025-04-01
  language: en
  text: example-2025-03-28.txt
  sha256: 9f2c…
  reliability: B
defaults: {proposal: land-force, attribution: reported}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, party: M, from: 2022-10-18,
     aliases: []}
  - {name: Many in Europe, kind: unnamed}
proposals:
  - {id: land-force, title: "European land force in Ukraine", within: reassurance-force, initiators: [FR, GB]}
conditions:
  - id: us-protection
    text: "American protection for European soldiers"
    kind: guarantee
    requires: {actor: US, stance: [pledges, open], proposal: us-backstop}
meetings:
  - id: paris-2025-02-17
    title: "First Paris meeting"
    date: 2025-02-17
    place: Paris
    country: FR
    level: leaders
    format: in-person
    series: coalition-of-the-willing
    host: Emmanuel Macron
    reported: {count: 7, of: countries, about: false}
    complete: false
    attendance:
      - EU
      - {actor: DK, person: Mette Frederiksen, as: Prime Minister, represents: [Nordic countries]}
      - {actor: Ulf Kristersson, mode: remote, status: planned}
statements:
  - actor: Sweden
    speaker: Ulf Kristersson
    stance: open
    conditions: ["the conditions are right"]
    said: 2025-03
    credibility: 2
  - actor: [FR, GB]
    stance: open
    contribution:
      - {kind: land, min: 10000, max: 30000, unit: personnel, area: "behind the front", joint: fr-gb-plan}
      - {kind: naval, joint: true}
    attribution: anonymous
  - {actor: NO, stance: supports, conditions: {any: [us-protection, {all: [a, b]}]}, note: }
  - {actor: PL, stance: declines, reason: "needs its troops at home"}
status:
  - {condition: us-protection, is: open, as_of: 2025-03-27, summary: "no protection would come"}
"""


def faults(data: Any, names: Any = None) -> list[Any]:
    return list(jsonschema.Draft202012Validator(json_schema(names)).iter_errors(data))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.Draft202012Validator.check_schema(json_schema({"actor": ["Sweden"], "condition": ["c"]}))


def test_the_example_of_the_format_is_valid() -> None:
    read = yaml.safe_load(EXAMPLE)
    assert isinstance(read["meetings"][0]["date"], dt.date)
    assert read["statements"][2]["actor"] is False
    assert faults(read) == []
    assert faults(read, {"actor": ["Sweden"], "proposal": ["x"], "condition": ["y"], "meeting": ["z"]}) == []


@pytest.mark.parametrize(
    "text",
    [
        "statments: []",
        "statements: [{actor: SE, stanse: open, proposal: p}]",
        "statements: [{actor: SE, stance: opn, proposal: p}]",
        "statements: [{actor: SE, stance: open}]",
        "statements: {actor: SE, stance: open, proposal: p}",
        "statements: [{actor: SE, stance: open, proposal: p, contribution: {min: some}}]",
        "statements: [{actor: SE, stance: open, proposal: p, conditions: {or: [a]}}]",
        "meetings: [{id: m, attendance: [{actor: SE, meeting: m}]}]",
        "meetings: [{id: m, attendance: [{person: X}]}]",
        "status: [{condition: c, is: done}]",
        "proposals: [{id: p}]",
        "dossier: {title: [a]}",
    ],
)
def test_slips_are_marked(text: str) -> None:
    assert faults(yaml.safe_load(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "actors:",
        "actors: [{name: X, kind: person, note: , aliases: [a, ]}]",
        "defaults: {actor: SE, stance: open, proposal: p}\nstatements: [{note: x}]",
    ],
)
def test_empty_values_and_defaults_are_fine(text: str) -> None:
    assert faults(yaml.safe_load(text) or {}) == []


def test_known_names_are_offered_and_others_allowed() -> None:
    schema = json_schema({"proposal": ["land-force", "air-shield"]})
    proposal = schema["$defs"]["Statement"]["properties"]["proposal"]
    assert proposal["anyOf"][0] == {"enum": ["air-shield", "land-force"]}
    assert (
        faults(
            yaml.safe_load("statements: [{actor: SE, stance: open, proposal: new-one}]"), {"proposal": ["a"]}
        )
        == []
    )


def test_keys_are_as_written() -> None:
    definitions = json_schema()["$defs"]
    assert {"as", "represents"} <= set(definitions["Attendance"]["properties"])
    assert {"from", "until"} <= set(definitions["Actor"]["properties"])
    assert "is" in definitions["Status"]["required"]
    assert "end" not in definitions["Statement"]["properties"]
