"""The second dossier: climate pledges of ten countries, for which nothing was built in."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph import files
from coalition_graph.graph import Graph
from coalition_graph.model import Account, Contribution, Dossier, Statement
from tests.conftest import Command

FOLDER = Path(__file__).parents[1] / "data" / "climate-pledges"
TABLE = Path(__file__).parents[2] / "shared" / "data" / "climate" / "ndc_20_countries.csv"
SUPPORT = ("international-finance", "technology-transfer", "capacity-building")
NAMING_ALL_THREE = ["Bangladesh", "Indonesia", "Nigeria", "Philippines", "Thailand"]


@cache
def dossier() -> Dossier:
    reading = files.read([FOLDER])
    assert reading.problems == ()
    assert reading.dossier is not None
    return reading.dossier


def account() -> Account:
    return next(one for one in dossier().accounts if one.name == "cait-paris-contributions")


def targets() -> list[Statement]:
    return [one for one in account().statements if one.proposal != "proposal:paris-agreement"]


def offered(said: Statement) -> tuple[Contribution, ...]:
    return said.contribution or ()


@pytest.fixture(scope="module")
def graph() -> Graph:
    return coalition_graph.open(FOLDER)


def moved(graph: Graph, *met: str) -> list[str]:
    """Who is conditional now and firm once the conditions are met."""
    rows = graph.whatif(meet=met)
    return [row["actor"] for row in rows if (row["before"], row["after"]) == ("conditional", "firm")]


# How it is coded


def test_it_reads_without_an_error_or_a_warning() -> None:
    assert dossier().id == "climate-pledges"


def test_ten_countries_have_targets_and_no_other_kind_of_actor_has() -> None:
    actors = {actor for said in account().statements for actor in said.actor}
    assert len(actors) == 10
    assert {actor.partition(":")[0] for actor in actors} == {"country"}
    assert {actor for said in targets() for actor in said.actor} == actors


def test_every_statement_is_told_in_our_words_and_with_its_row() -> None:
    for said in account().statements:
        assert said.summary, said.id
        assert (said.locator or "").startswith("row "), said.id
        assert (said.quote, said.attribution) == (None, "document"), said.id


def test_no_target_has_a_date_for_the_table_gives_none() -> None:
    assert {said.said for said in targets()} == {None}
    assert account().source is not None
    assert account().source.published is None


def test_money_is_a_condition_of_funding_and_technology_one_of_capability() -> None:
    kinds = {one.id: one.kind for one in dossier().conditions}
    assert [kinds[condition] for condition in SUPPORT] == ["funding", "capability", "capability"]


def test_a_unit_belongs_to_one_country_so_that_no_total_adds_up_what_has_no_sum() -> None:
    bearers: dict[str, set[str]] = {}
    for said in targets():
        for offer in offered(said):
            bearers.setdefault(offer.unit or "", set()).update(said.actor)
    assert "" not in bearers
    assert [unit for unit, actors in bearers.items() if len(actors) > 1] == []
    for unit, (actor,) in bearers.items():
        assert unit.endswith(f"-{actor.removeprefix('country:')}"), unit


def largest(proposal: str) -> dict[str, int]:
    return {
        said.actor[0].removeprefix("country:"): offer.max or 0
        for said in targets()
        if said.proposal == f"proposal:{proposal}"
        for offer in offered(said)
    }


def test_support_makes_every_cut_deeper() -> None:
    alone, helped = largest("unconditional-cuts"), largest("conditional-cuts")
    both = sorted(alone.keys() & helped.keys())
    assert both == ["BD", "CO", "ID", "MA", "NG", "TH"]
    assert [actor for actor in both if alone[actor] >= helped[actor]] == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.skipif(not TABLE.is_file(), reason="the table is not passed on with the package")
def test_no_seven_words_in_a_row_are_the_tables() -> None:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        theirs = [words(re.sub(r"<[^>]+>", " ", " | ".join(row))) for row in csv.reader(stream)]
    runs = {tuple(row[start : start + 7]) for row in theirs for start in range(len(row) - 6)}
    for said in account().statements:
        ours = words(said.summary or "")
        assert not runs & {tuple(ours[start : start + 7]) for start in range(len(ours) - 6)}, said.summary


# What it answers


def test_a_country_offers_one_cut_for_certain_and_another_with_support(graph: Graph) -> None:
    rows = [row for row in graph.commitments(actor="Thailand") if row["unit"]]
    assert [(row["proposal"], row["min"], row["max"], row["state"]) for row in rows] == [
        ("conditional-cuts", None, 25, "conditional"),
        ("unconditional-cuts", 20, 20, "firm"),
    ]


def test_the_table_of_signatures_gives_positions_by_the_day(graph: Graph) -> None:
    stances = {
        day: graph.positions(actor="United States", proposal="paris-agreement", as_of=day).column("stance")
        for day in ("2016-04-21", "2016-04-22", "2016-09-03", "2017-06-01")
    }
    assert list(stances.values()) == [[], ["open"], ["pledges"], ["declines"]]


def test_what_has_no_date_counts_only_without_a_day(graph: Graph) -> None:
    assert len(graph.positions(proposal="conditional-cuts")) == 9
    assert len(graph.positions(proposal="conditional-cuts", as_of="2017-06-01")) == 0


def test_nigerias_own_cut_is_firm_because_there_is_an_agreement(graph: Graph) -> None:
    (row,) = graph.positions(actor="Nigeria", proposal="unconditional-cuts")
    assert (row["conditions"], row["conditional"]) == ("global-agreement", False)
    assert "Nigeria" in [
        row["actor"] for row in graph.whatif(fail=["global-agreement"]) if row["after"] != "firm"
    ]


def test_the_ledger_tells_what_waits_for_capacity_unit_by_unit(graph: Graph) -> None:
    ledger = {row["condition"]: row for row in graph.conditions(proposal="conditional-cuts")}
    assert len(ledger) == 5
    row = ledger["capacity-building"]
    assert row["actors"] == "|".join(NAMING_ALL_THREE)
    ends = zip(*(str(row[name]).split("|") for name in ("unit", "blocks_min", "blocks_max")), strict=True)
    assert list(ends) == [
        ("percent-below-bau-BD", "15", "15"),
        ("percent-below-bau-ID", "at least 0", "41"),
        ("percent-below-bau-NG", "45", "45"),
        ("percent-below-bau-PH", "70", "70"),
        ("percent-below-bau-TH", "at least 0", "25"),
    ]


def test_ratifying_and_leaving_are_changes_and_one_source_cannot_contradict_itself(graph: Graph) -> None:
    moves = [(row["actor"], row["before"], row["after"]) for row in graph.changes(since="2017-01-01")]
    assert moves == [
        ("Philippines", "open", "pledges"),
        ("Nigeria", "open", "pledges"),
        ("United States", "pledges", "declines"),
    ]
    assert len(graph.conflicts()) == 0


def test_finance_alone_moves_nobody(graph: Graph) -> None:
    assert moved(graph, "international-finance") == []


def test_finance_and_technology_move_india_and_all_three_move_six(graph: Graph) -> None:
    assert moved(graph, *SUPPORT[:2]) == ["India"]
    assert moved(graph, *SUPPORT) == sorted(["India", *NAMING_ALL_THREE])


def test_totals_run_per_country(graph: Graph) -> None:
    notes = graph.whatif(meet=["international-support"]).notes
    assert "conditional-cuts: percent-below-bau-MA 0 → 42" in notes
    assert "conditional-cuts: percent-below-bau-CO 0 → 30" in notes


def test_six_countries_need_all_three_and_eight_need_support_of_any_kind(graph: Graph) -> None:
    six = graph.unlock(proposal="conditional-cuts", actors=6).column("conditions")
    assert six == ["|".join(sorted(SUPPORT))]
    eight = graph.unlock(proposal="conditional-cuts", actors=8).column("conditions")
    assert eight == ["|".join(sorted([*SUPPORT, "international-support"]))]


def test_the_ready_questions_run_on_it(graph: Graph) -> None:
    rows = graph.query("SELECT ?actor WHERE { ?actor cg:conditionalOn condition:technology-transfer }")
    assert len(rows) == 6


def test_the_picture_shows_it(graph: Graph) -> None:
    page = str(graph.picture(proposal="conditional-cuts")._repr_html_())
    assert "percent-below-bau-PH" in page
    assert "Ukraine" not in page


def test_the_main_job_runs_on_it(command: Command, tmp_path: Path) -> None:
    ran = command("-g", str(FOLDER), "report", "-o", "out")
    assert ran.code == 0, ran.err
    brief = (tmp_path / "out" / "brief.md").read_text(encoding="utf-8")
    assert "Climate pledges of ten countries" in brief
    assert "Ukraine" not in brief
    assert (tmp_path / "out" / "graph.html").is_file()


def test_the_commands_of_its_readme_run(command: Command) -> None:
    (block,) = re.findall(r"```text\n(.*?)```", (FOLDER / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines():
        ran = command(*line.replace("data/climate-pledges", str(FOLDER)).split()[1:])
        assert ran.code == 0, line + ran.err


# Nothing was built in for either subject


@pytest.mark.parametrize(
    "word", ["ukraine", "us-protection", "coalition-of-the-willing", "land-force", "climate"]
)
def test_the_ontology_names_no_subject(word: str) -> None:
    for path in (FOLDER.parents[1] / "ontology").glob("*.ttl"):
        lines = path.read_text(encoding="utf-8").casefold().splitlines()
        assert [line for line in lines if word in line and not line.startswith("#")] == [], path
