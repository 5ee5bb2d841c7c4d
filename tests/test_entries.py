"""A coding file is typed by its schema, and every fault is told at the place of the very value."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition_graph.errors import Problem
from coalition_graph.files import entries, tree
from coalition_graph.files.coding import Coding, Origin
from coalition_graph.text import digest

ORIGIN = Origin("d/example.yaml", Path("d"))


def read(text: str, keep_going: bool = False) -> tuple[Coding, list[str]]:
    root, refused = tree.parse(ORIGIN.path, text.encode())
    assert root is not None, refused
    coding, problems = entries.coding(ORIGIN, root, refused, keep_going)
    assert coding is not None
    return coding, [str(problem).removeprefix("d/") for problem in sorted(problems)]


def test_a_coding_file_with_three_faults_gives_three_lines() -> None:
    _, problems = read("""\
source: {id: example, published: 2025-02-30}
statements:
  - actor: Sweden
    stanse: open
    proposal: land-force
  - {actor: FR, stance: suports, proposal: land-force}
""")
    assert problems == [
        "example.yaml:1:34: E203: published: '2025-02-30' is not a date: there is no such day",
        "example.yaml:4:5: E201: unknown key 'stanse' in statements; did you mean 'stance'?",
        "example.yaml:6:25: E203: stance takes pledges, open, supports, undecided, "
        "declines or opposes, not 'suports'; did you mean 'supports'?",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "statments: []\nsource: {id: x}",
            "1:1: E201: unknown section 'statments'; did you mean 'statements'?",
        ),
        (
            "source: {id: a.b}",
            "1:14: E203: id: 'a.b' is not an id (letters, digits, - and _; at most 80); write 'a-b'",
        ),
        (
            "source: {sha256: abc}",
            "1:18: E203: sha256: 'abc' does not fit: write the 64 hex digits, or the first few and …",
        ),
        (
            "actors: [{name: X, kind: state}]",
            "1:26: E203: kind takes country, organisation, group, person or unnamed, not 'state'",
        ),
        ("actors: [{kind: person}]", "1:10: E202: 'name' is missing in this entry of actors; give it"),
        (
            "actors: [{name: [a, b], kind: person}]",
            "1:17: E203: name: takes one text, not a list or a mapping",
        ),
        ("actors: {name: X}", "1:9: E203: actors: takes a list"),
        ("statements: [word]", "1:14: E203: statements: takes keys with values, such as {key: value}"),
        (
            "statements: [{actor: SE, stance: open}]",
            "1:14: E202: 'proposal' is missing in this entry of statements; give it, here or in defaults",
        ),
        (
            "meetings: [{id: m, reported: {count: ten}}]",
            "1:38: E203: count: 'ten' is not a number: write digits only, such as 10000",
        ),
        (
            "meetings: [{id: m, reported: {count: -1}}]",
            "1:38: E203: count: '-1' is not a number: write digits only, such as 10000",
        ),
        ("meetings: [{id: m, complete: yes}]", "1:30: E203: complete: 'yes' is neither true nor false"),
        (
            "meetings: [{id: m, attendance: [{actor: SE, meeting: x}]}]",
            "1:45: E201: unknown key 'meeting' in attendance; its meeting is the one around it",
        ),
        (
            "meetings: [{id: m, attendance: [{actor: SE, rol: host}]}]",
            "1:45: E201: unknown key 'rol' in attendance; did you mean 'role'?",
        ),
        ("status: [{condition: c, is: lost}]", "1:29: E203: is takes open, met or failed, not 'lost'"),
        ("conditions: [{id: c, text: T, requires: {actor: US}}]", "1:41: E203: requires: needs a proposal"),
        ("defaults: {contribution: {min: 3, max: 2}}", "1:32: E203: min: 3 is greater than max 2"),
        (
            "defaults: {conditions: [a, {or: [b]}]}",
            "1:28: E203: conditions: 'or' is neither any nor all: write {any: [..]} or {all: [..]}",
        ),
        (
            "defaults: {conditions: [a, {any: [b, none]}]}",
            "1:38: E203: any: none stands alone, not in a list of conditions",
        ),
        (
            "dossier: {colour: red}",
            "1:11: E201: unknown key 'colour' in dossier; known are id, title, language, note",
        ),
    ],
)
def test_a_fault_stands_at_its_place_with_its_mend(text: str, told: str) -> None:
    assert read(text)[1] == [f"example.yaml:{told}"]


def test_empty_values_count_as_absent_also_in_lists() -> None:
    coding, problems = read("""\
source: {id: , title: "", language: en}
actors:
  - {name: Nordic Bloc, kind: group, members: [SE, "", NO], aliases: []}
  -
meetings:
statements: [{actor: [FR, ""], stance: open, proposal: p, reason: , contribution: {min: , kind: ""}}]
""")
    assert problems == []
    assert coding.source == "example"
    assert [actor.members for actor in coding.file.actors] == [("SE", "NO")]
    assert coding.file.statements[0].actor == ("FR",)
    assert coding.file.statements[0].contribution == ()


def test_null_and_tilde_are_text_and_norway_is_norway() -> None:
    statement = read("statements: [{actor: NO, stance: open, proposal: 010, reason: null, note: ~}]")[
        0
    ].file.statements[0]
    assert (statement.actor, statement.proposal, statement.reason, statement.note) == (
        ("NO",),
        "010",
        "null",
        "~",
    )


def test_defaults_fill_what_statements_leave_open() -> None:
    coding, problems = read("""\
defaults: {proposal: land-force, attribution: reported}
statements:
  - {actor: SE, stance: open}
  - {actor: FI, stance: open, attribution: anonymous}
""")
    assert problems == []
    assert [(s.proposal, s.attribution) for s in coding.file.statements] == [
        ("land-force", "reported"),
        ("land-force", "anonymous"),
    ]
    assert coding.digests[0] == digest('{"actor":"SE","stance":"open"}')
    assert coding.place("statements", 0, "proposal") == (3, 5)


def test_a_fault_in_defaults_is_told_once() -> None:
    text = (
        "defaults: {attribution: hearsay}\nstatements:\n" + "  - {actor: SE, stance: open, proposal: p}\n" * 3
    )
    assert [line[:23] for line in read(text)[1]] == ["example.yaml:1:25: E203"]


def test_places_follow_the_entries_as_read() -> None:
    coding, _ = read('statements:\n  -\n  - {actor: ["", FR, GB], stance: open, proposal: p}\n')
    assert coding.place("statements", 0, "actor", 1) == (3, 22)
    assert str(coding.problem("E301", "no such actor", "statements", 0, "actor", 0)) == (
        "d/example.yaml:3:18: E301: no such actor"
    )


def test_a_file_without_source_is_the_registry() -> None:
    assert read("actors: [{name: X, kind: person}]")[0].source is None


def test_faults_leave_the_rest_to_be_linked() -> None:
    coding, problems = read("""\
conditions:
  - {id: c1, text: One, kind: wish}
  - {id: c2, aliases: [second]}
statements:
  - {actor: SE, stance: open, proposal: p, conditions: [c1, c2], credibility: 9}
""")
    assert len(problems) == 3
    assert [condition.id for condition in coding.file.conditions] == ["c1"]
    assert coding.lost == {"c2", "second"}
    assert coding.file.statements[0].credibility is None


def test_keep_going_leaves_out_whole_entries() -> None:
    coding, problems = read(
        """\
source: {id: example, reliability: Z}
statements:
  - {actor: SE, stance: open, proposal: p, credibility: 9}
  - {actor: FI, stance: open, proposal: p}
  - {actor: DK, actor: NO, stance: open, proposal: p}
meetings:
  - {id: m, attendance: [SE, {actor: FI, rol: host}]}
""",
        keep_going=True,
    )
    assert [statement.actor for statement in coding.file.statements] == [("FI",)]
    assert [one.actor for one in coding.file.meetings[0].attendance] == ["SE"]
    assert (coding.source, coding.file.source and coding.file.source.reliability) == ("example", None)
    assert [line.split(": ")[1] for line in problems] == ["E203", "E203", "E105", "E201"]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("services: {web: x}", False),
        ("- a", False),
        ("statments: []", True),
        ("status: []", True),
        ("just text", False),
    ],
)
def test_only_files_with_our_sections_are_ours(text: str, ours: bool) -> None:
    root, problems = tree.parse("a.yaml", text.encode())
    assert not [problem for problem in problems if isinstance(problem, Problem) and problem.is_error]
    assert entries.is_ours(root) is ours
