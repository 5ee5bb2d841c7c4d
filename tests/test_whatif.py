"""What would happen if: who moves, because of what, how large the force is then, and who waits for whom."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph.errors import BadParameter, UnknownName
from coalition_graph.graph import Graph
from coalition_graph.table import Table
from tests.conftest import Command, Doc
from tests.loaded import brief, loaded


def graph(doc: Doc) -> Graph:
    return Graph(loaded(doc))


def moved(table: Table) -> list[tuple[object, ...]]:
    """Who is somewhere else after the scenario."""
    return [(row["actor"], row["before"], row["after"]) for row in table if row["before"] != row["after"]]


def told(table: Table, actor: str) -> object:
    return next(row["because"] for row in table if row["actor"] == actor)


def test_a_met_condition_moves_those_who_wait_for_it_alone(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A truce}, {id: mandate, text: A mandate}]
    --- file: a.yaml
    source: {id: a}
    defaults: {proposal: force}
    statements:
      - {id: se, actor: SE, stance: open, conditions: [truce]}
      - {id: fi, actor: FI, stance: open, conditions: [truce, mandate]}
      - {id: no, actor: "NO", stance: pledges}
      - {id: pl, actor: PL, stance: declines}
      - {id: dk, actor: DK, stance: supports, conditions: {any: [truce, mandate]}}
    """
    table = graph(dossier_doc).whatif(meet=["truce"])
    assert brief(table, "actor", "stance", "before", "after", "because") == [
        ("Denmark", "supports", "conditional", "firm", "truce (named in a.dk) is assumed met"),
        ("Finland", "open", "conditional", "conditional", "waits for mandate"),
        ("Norway", "pledges", "firm", "firm", None),
        ("Poland", "declines", None, None, None),
        ("Sweden", "open", "conditional", "firm", "truce (named in a.se) is assumed met"),
    ]
    assert "mandate still holds back 1 position: Finland" in table.notes


def test_two_who_need_each_other_move_only_jointly_and_a_third_follows(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions:
      - {id: with-finland, text: Finland comes, requires: {actor: FI, stance: [open], proposal: force}}
      - {id: with-norway, text: Norway comes, requires: {actor: "NO", stance: [open], proposal: force}}
      - {id: two-others, text: Two others come, requires: {at_least: 2, stance: [open], proposal: force}}
    --- file: a.yaml
    source: {id: a}
    defaults: {proposal: force}
    statements:
      - {id: fi, actor: FI, stance: open, conditions: [with-norway]}
      - {id: "no", actor: "NO", stance: open, conditions: [with-finland]}
      - {id: se, actor: SE, stance: open, conditions: [two-others]}
    """
    asked = graph(dossier_doc)
    assert moved(asked.whatif()) == []
    table = asked.whatif(jointly=True)
    assert moved(table) == [(actor, "conditional", "firm") for actor in ("Finland", "Norway", "Sweden")]
    assert [note for note in table.notes if "wait for" in note] == ["wait for each other: Finland, Norway"]
    assert "gain from moving together: Finland, Norway, Sweden" in table.notes
    assert "moves only together with Norway: they wait for each other" in str(told(table, "Finland"))
    assert str(told(table, "Sweden")) == (
        "two-others (named in a.se) holds: 2 of 2 there: Finland, Norway; follows those who move together"
    )


def test_the_chain_of_reasons_goes_back_to_what_is_assumed(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}, {id: cover, title: Cover}]
    conditions:
      - {id: us-cover, text: American cover, requires: {actor: US, stance: [pledges], proposal: cover}}
      - {id: vote, text: A vote in Congress}
    --- file: a.yaml
    source: {id: a}
    statements:
      - {id: us, actor: US, stance: pledges, proposal: cover, conditions: [vote]}
      - {id: se, actor: SE, stance: open, proposal: force, conditions: [us-cover]}
    """
    table = graph(dossier_doc).whatif(meet=["vote"])
    assert told(table, "Sweden") == (
        "us-cover (named in a.se) holds: United States pledges cover (a.us), since vote (named in a.us) is assumed met"
    )


def test_a_failed_condition_turns_back_who_was_firm(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A truce}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{id: se, actor: SE, stance: open, proposal: force, conditions: [truce]}]
    status: [{condition: truce, is: met, as_of: 2025-03-01}]
    """
    asked = graph(dossier_doc)
    table = asked.whatif(fail=["truce"])
    assert moved(table) == [("Sweden", "firm", "conditional")]
    assert told(table, "Sweden") == "truce (named in a.se) is assumed failed"
    assert moved(asked.whatif(meet=["truce"], fail=["truce"])) == [("Sweden", "firm", "conditional")]


def test_what_has_failed_is_not_lifted_by_assuming_it_met(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A truce}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{actor: SE, stance: open, proposal: force, conditions: [truce]}]
    status: [{condition: truce, is: failed, as_of: 2025-03-05}]
    """
    asked = graph(dossier_doc)
    table = asked.whatif(meet=["truce"])
    assert moved(table) == []
    assert "truce has failed, so that it stays unmet; an assumption does not lift that" in table.notes
    assert moved(asked.whatif(meet=["truce"], as_of="2025-03-02")) == [("Sweden", "conditional", "firm")]


def test_an_assumed_stance_takes_the_place_of_the_former(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions:
      - {id: crowd, text: Enough others, requires: {at_least: 1, stance: [pledges, open], proposal: force}}
    --- file: a.yaml
    source: {id: a}
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [crowd]}
      - {actor: PL, stance: declines, proposal: force}
    """
    table = graph(dossier_doc).whatif(stance=["Poland=pledges@force"])
    assert moved(table) == [("Poland", None, "firm"), ("Sweden", "conditional", "firm")]
    assert told(table, "Poland") == "assumed: Poland pledges force"
    assert "holds: 1 of 1 there: Poland" in str(told(table, "Sweden"))


def test_force_totals_count_a_joint_plan_once_and_say_what_is_unknown(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A truce}]
    --- file: a.yaml
    source: {id: a}
    defaults: {proposal: force}
    statements:
      - {actor: SE, stance: open, contribution: {kind: land, min: 1000, max: 3000, unit: personnel}}
      - {actor: [FR, GB], stance: open, conditions: [truce],
         contribution: {kind: land, min: 1000, max: 1400, unit: personnel, joint: plan}}
      - {actor: DK, stance: open, conditions: [truce], contribution: {kind: naval, min: 2, unit: ships}}
      - {actor: DE, stance: supports, contribution: {kind: land, min: 9000, max: 9000, unit: personnel}}
    """
    table = graph(dossier_doc).whatif(meet=["truce"])
    assert table.notes[:2] == (
        "force: personnel 1,000–3,000 → 2,000–4,400",
        "force: ships 0 → at least 2",
    )


def test_groups_count_for_members_without_a_statement_of_their_own(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions: [{id: truce, text: A truce}]
    actors: [{name: The Pair, kind: group, members: [SE, FI]}]
    --- file: a.yaml
    source: {id: a}
    defaults: {proposal: force}
    statements:
      - {actor: The Pair, stance: open, conditions: [truce]}
      - {actor: FI, stance: declines}
    """
    table = graph(dossier_doc).whatif(meet=["truce"], expand_groups=True, actor="Sweden")
    assert moved(table) == [("Sweden", "conditional", "firm")]
    assert table.column("group") == ["the-pair"]


def test_only_what_is_asked_for_is_shown_and_all_is_reckoned_with(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}, {id: sea, title: Ships, within: force}, {id: aid, title: Aid}]
    conditions: [{id: truce, text: A truce}]
    --- file: a.yaml
    source: {id: a}
    statements:
      - {actor: SE, stance: open, proposal: sea, conditions: [truce]}
      - {actor: SE, stance: open, proposal: aid, conditions: [truce]}
    """
    table = graph(dossier_doc).whatif(proposal="force")
    assert table.column("proposal") == ["sea"]
    assert [note for note in table.notes if "holds back" in note] == [
        "truce still holds back 1 position: Sweden"
    ]


def test_on_the_shipped_dossier_just_those_move_whose_position_hangs_on_it() -> None:
    asked = coalition_graph.open("example")
    hanging = {
        row["actor"]
        for row in asked.positions()
        if row["conditional"] and row["conditions"] == "us-protection"
    }
    table = asked.whatif(meet=["us-protection"])
    assert {actor for actor, *_ in moved(table)} == hanging != set()
    statements = {row["actor"]: str(row["statement"]) for row in asked.positions() if row["conditional"]}
    for actor in hanging:
        reason = str(told(table, str(actor)))
        assert reason.startswith("us-protection (named in")
        assert reason.endswith("is assumed met")
        assert statements[actor].split("|")[0] in reason


def test_a_later_american_pledge_changes_positions_from_its_day_on_and_a_failure_turns_them_back(
    tmp_path: Path,
) -> None:
    from coalition_graph import resources

    folder = shutil.copytree(resources.example(), tmp_path / "dossier")
    (folder / "pledge.yaml").write_text(
        "source: {id: pledge, title: Washington says yes, published: 2025-05-10}\n"
        "statements: [{actor: US, stance: pledges, proposal: us-backstop, summary: Cover is pledged}]\n"
        "status: []\n"
    )
    (folder / "failure.yaml").write_text(
        "source: {id: failure, title: Washington says no, published: 2025-06-01}\n"
        "status: [{condition: us-protection, is: failed, as_of: 2025-06-01}]\n"
    )
    asked = coalition_graph.open(folder)

    def france(day: str) -> object:
        rows = asked.positions(proposal="land-force", actor="France", as_of=day)
        return rows.column("conditional")

    assert [france(day) for day in ("2025-05-09", "2025-05-10", "2025-05-31", "2025-06-01")] == [
        [True],
        [False],
        [False],
        [True],
    ]


@pytest.mark.parametrize(
    ("stance", "mend"),
    [
        ("US", "write ACTOR=STANCE@PROPOSAL"),
        ("US=pledges", "write ACTOR=STANCE@PROPOSAL"),
        ("US=pledge@us-backstop", "did you mean 'pledges'"),
        ("US=willing@us-backstop", "the stances are pledges"),
    ],
)
def test_a_stance_that_cannot_be_assumed_says_how_to_write_it(stance: str, mend: str) -> None:
    with pytest.raises(BadParameter, match=mend):
        coalition_graph.open("example").whatif(stance=[stance])


def test_an_unknown_condition_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'us-protection'"):
        coalition_graph.open("example").whatif(meet=["us-protecton"])


def test_the_command_prints_rows_and_tells_totals_on_stderr(command: Command) -> None:
    ran = command("-g", "example", "whatif", "--meet", "us-protection", "--actor", "FR", "--format", "csv")
    assert ran.out.splitlines()[0] == "actor,code,proposal,stance,before,after,because,group"
    assert "France,FR,land-force,open,conditional,firm,us-protection (named in" in ran.out
    assert "land-force: personnel 0 → 10,000–30,000" in ran.err


def test_unlock_finds_the_smallest_sets(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    conditions:
      - {id: truce, text: A truce}
      - {id: mandate, text: A mandate}
      - {id: others, text: Enough others, requires: {at_least: 2, stance: [open], proposal: force}}
    --- file: a.yaml
    source: {id: a}
    defaults: {proposal: force}
    statements:
      - {actor: SE, stance: open, conditions: [truce], contribution: {kind: land, min: 100, max: 200, unit: personnel}}
      - {actor: FI, stance: open, conditions: {any: [truce, mandate]}, contribution: {kind: land, min: 50, unit: personnel}}
      - {actor: DK, stance: pledges, conditions: [others], contribution: {kind: land, min: 10, max: 10, unit: personnel}}
      - {actor: PL, stance: supports}
    """
    asked = graph(dossier_doc)
    assert asked.unlock(proposal="force", actors=1).rows == [
        ("mandate", 1, 50, None),
        ("others", 1, 10, 10),
        ("truce", 3, 160, None),
    ]
    assert asked.unlock(proposal="force", actors=3).rows == [("truce", 3, 160, None)]
    assert asked.unlock(proposal="force", personnel=60).rows == [
        ("truce", 3, 160, None),
        ("mandate|others", 2, 60, None),
    ]
    beyond = asked.unlock(proposal="force", actors=4)
    assert (beyond.rows, beyond.notes) == (
        [],
        ("out of reach, even if all 3 open conditions are met: 4 actors on force",),
    )


def test_a_target_already_reached_is_one_row_without_conditions(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a}
    statements: [{actor: SE, stance: pledges, proposal: force}]
    """
    table = graph(dossier_doc).unlock(proposal="force", actors=1)
    assert table.rows == [(None, 1, 0, 0)]
    assert table.notes == ("already reached: 1 actor on force",)


def test_unlock_takes_just_one_target() -> None:
    asked = coalition_graph.open("example")
    for target in ({}, {"actors": 1, "personnel": 1}, {"actors": 0}):
        with pytest.raises(BadParameter, match="give actors or personnel"):
            asked.unlock(proposal="land-force", **target)
