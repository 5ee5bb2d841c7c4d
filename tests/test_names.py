"""Names: a dossier's own beside the built-in ones, who belongs to what when, and how it is all made."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import pytest

from coalition_graph import resources
from coalition_graph.model import Agent, Membership
from coalition_graph.names import Names
from coalition_graph.names.spelling import key

NAMES = Names.builtin()


# --- a dossier's own names


TSAHKNA = Agent("person:margus-tsahkna", "person", "Margus Tsahkna", aliases=("Tsahkna",))
WHITE_HOUSE = Agent("unnamed:us-officials", "unnamed", "US officials", aliases=("Americans", "USA"))
EPC = Agent("organisation:epc", "organisation", "European Policy Centre", "EPC")


def test_the_dossiers_own_names_win_over_built_in_ones() -> None:
    names = NAMES.extended([TSAHKNA, WHITE_HOUSE, EPC])
    assert names.resolve("Americans") == names.resolve("USA") == "unnamed:us-officials"
    assert names.resolve("US") == "country:US"
    assert names.resolve("Tsahkna") == names.resolve("margus-tsahkna") == TSAHKNA.node
    assert (
        names.resolve("EPC")
        == names.resolve("the European policy centre")
        == names.resolve("epc")
        == EPC.node
    )
    assert NAMES.resolve("Tsahkna") is None
    assert names.resolve("Sweden") == "country:SE"


def test_an_id_goes_before_a_name_and_a_name_before_an_alias() -> None:
    first = Agent("person:alpha", "person", "Beta", aliases=("Gamma",))
    second = Agent("person:gamma", "person", "Gamma", aliases=("alpha",))
    names = NAMES.extended([first, second])
    assert names.resolve("alpha") == "person:alpha"
    assert names.resolve("Gamma") == "person:gamma"


def test_one_alias_of_two_actors_stands_for_neither() -> None:
    names = NAMES.extended(
        [
            Agent("person:a", "person", "Donald Tusk", aliases=("Donald",)),
            Agent("person:b", "person", "Donald Trump", aliases=("Donald",)),
        ]
    )
    assert names.resolve("Donald") is None
    assert names.meanings("Donald") == ("person:a", "person:b")


def test_a_country_described_in_a_dossier_keeps_code_and_english_name() -> None:
    names = NAMES.extended([Agent("country:SE", "country", "Sverige", aliases=("Tre Kronor",))])
    agent = names.agent("country:SE")
    assert (agent.label, agent.code, agent.wikidata) == ("Sweden", "SE", "Q34")
    assert agent.aliases == ("Sverige", "Tre Kronor")
    assert names.resolve("Tre Kronor") == "country:SE"
    assert names.resolve("se") is None


def test_a_built_in_name_of_a_described_country_still_yields_to_an_alias() -> None:
    norway = NAMES.agent("country:NO")
    names = NAMES.extended([norway, Agent("group:oslo-talks", "group", "Oslo talks", aliases=("Norway",))])
    assert names.resolve("Norway") == "group:oslo-talks"


def test_an_unknown_node_has_no_agent() -> None:
    with pytest.raises(KeyError):
        NAMES.agent("country:QQ")
    assert not NAMES.knows("country:QQ")


# --- suggestions


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("Sweeden", "Sweden"),
        ("Ukrane", "Ukraine"),
        ("the Untied Kingdom", "United Kingdom"),
        ("Deutchland", "Germany"),
        ("Sverrige", "Sweden"),
        ("nordics countries", "Nordic countries"),
        ("no", "NO"),
        ("the Kremlin", "Russia"),
    ],
)
def test_a_slip_gets_a_suggestion(slip: str, meant: str) -> None:
    assert NAMES.suggest(slip)[0] == meant


def test_an_ambiguous_name_gets_its_meanings() -> None:
    assert NAMES.suggest("Congo") == ["Democratic Republic of the Congo", "Republic of the Congo"]


def test_the_dossiers_own_names_are_suggested() -> None:
    assert NAMES.extended([TSAHKNA]).suggest("Margus Tsakhna") == ["Margus Tsahkna"]


def test_what_resolves_and_what_is_like_nothing_get_none() -> None:
    assert NAMES.suggest("NATO") == NAMES.suggest("Coalition spokesman who left") == []
    assert NAMES.suggest("x" * 100_000) == []


def test_known_names_all_resolve() -> None:
    names = NAMES.extended([TSAHKNA, EPC])
    known = list(names.known())
    assert {"Sweden", "SE", "Swedes", "EU", "Tsahkna", "epc"} <= set(known)
    assert [name for name in known if names.resolve(name) is None] == []


# --- members


def codes(group: str, on: str | None = None) -> set[str]:
    day = None if on is None else dt.date.fromisoformat(on)
    return {member.removeprefix("country:") for member in NAMES.members(group, day)}


@pytest.mark.parametrize(
    ("group", "on", "count"),
    [
        ("organisation:EU", "1957-12-31", 0),
        ("organisation:EU", "1958-01-01", 6),
        ("organisation:EU", "1995-01-01", 15),
        ("organisation:EU", "2004-05-01", 25),
        ("organisation:EU", "2013-07-01", 28),
        ("organisation:EU", "2020-01-31", 28),
        ("organisation:EU", "2020-02-01", 27),
        ("organisation:EU", None, 27),
        ("organisation:NATO", "1949-08-24", 12),
        ("organisation:NATO", "2023-04-03", 30),
        ("organisation:NATO", "2024-03-07", 32),
        ("organisation:UN", "1945-12-31", 49),
        ("organisation:UN", None, 193),
        ("organisation:OSCE", None, 57),
        ("group:G7", "1975-12-31", 6),
        ("group:G7", None, 7),
        ("group:NB8", "2025-02-17", 8),
        ("group:visegrad-group", "1992-12-31", 2),
        ("group:visegrad-group", None, 4),
        ("group:weimar-triangle", None, 3),
        ("group:benelux", None, 3),
        ("group:E3", None, 3),
        ("group:unknown", None, 0),
    ],
)
def test_so_many_members_on_a_day(group: str, on: str | None, count: int) -> None:
    assert len(codes(group, on)) == count


def test_both_days_of_a_stay_are_included() -> None:
    assert "GB" in codes("organisation:EU", "1973-01-01") & codes("organisation:EU", "2020-01-31")
    assert "GB" not in codes("organisation:EU", "1972-12-31") | codes("organisation:EU", "2020-02-01")
    assert "GB" not in codes("organisation:EU")


def test_members_of_the_groups_of_the_north() -> None:
    assert codes("group:nordic-countries", "2025-02-17") == {"DK", "FI", "IS", "NO", "SE"}
    assert codes("group:baltic-states") == {"EE", "LT", "LV"}
    assert codes("group:NB8") == codes("group:nordic-countries") | codes("group:baltic-states")


def test_groups_of_a_country_on_a_day() -> None:
    assert "organisation:NATO" not in NAMES.groups_of("country:SE", dt.date(2024, 3, 6))
    assert "organisation:NATO" in NAMES.groups_of("country:SE", dt.date(2024, 3, 7))


def test_members_given_by_a_dossier_replace_built_in_ones() -> None:
    nordics = "group:nordic-countries"
    names = NAMES.extended([], [Membership(nordics, "country:DK"), Membership(nordics, "country:GL", "2025")])
    assert names.members(nordics) == ("country:DK", "country:GL")
    assert names.members(nordics, dt.date(2024, 12, 31)) == ("country:DK",)
    assert names.members("group:baltic-states") == NAMES.members("group:baltic-states")
    assert len(NAMES.members(nordics)) == 5


def test_dates_of_a_stay_may_be_months_and_years() -> None:
    names = NAMES.extended([], [Membership("group:x", "country:SE", "2025-02", "2025-03~")])
    days = ("2025-01-31", "2025-02-01", "2025-03-31", "2025-04-01")
    held = [bool(names.members("group:x", dt.date.fromisoformat(day))) for day in days]
    assert held == [False, True, True, False]


def test_a_group_within_a_group_stands_for_its_members_and_a_circle_ends() -> None:
    names = NAMES.extended(
        [],
        [
            Membership("group:north", "group:baltic-states"),
            Membership("group:north", "country:PL"),
            Membership("group:north", "organisation:EU"),
            Membership("group:north", "group:circle"),
            Membership("group:circle", "group:north"),
            Membership("group:circle", "country:DE"),
        ],
    )
    assert names.members("group:north") == (
        "country:EE",
        "country:LT",
        "country:LV",
        "country:PL",
        "organisation:EU",
        "country:DE",
    )


# --- speed, and how the tables are made


def test_nothing_is_read_at_import() -> None:
    code = (
        "import sys, coalition_graph.model\n"
        "def opened(event, args):\n"
        "    if event == 'open' and str(args[0]).endswith('.csv'): sys.exit(7)\n"
        "sys.addaudithook(opened)\n"
        "import coalition_graph.names"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_are_found_quickly_in_a_large_dossier() -> None:
    """Ratio within one run: a name costs at most as much as 300 foldings, a suggestion as 200,000."""
    people = [Agent(f"person:p{n}", "person", f"Person Number {n}") for n in range(2000)]
    names = NAMES.extended(people)
    names.resolve("Nobody at all"), names.suggest("Nobody at all")
    folding = _seconds(lambda: [key("Person Number 77") for _ in range(1000)]) / 1000
    assert _seconds(lambda: names.resolve("Person Numbr 77")) < 300 * folding
    assert _seconds(lambda: names.suggest("Person Numbr 77")) < 200_000 * folding


def _seconds(work: object) -> float:
    best = float("inf")
    for _ in range(3):
        # Of this process alone, whatever else the machine does.
        begun = time.process_time()
        work()  # type: ignore[operator]
        best = min(best, time.process_time() - begun)
    return best


MAKE = Path(__file__).parents[1] / "data" / "reference" / "make.py"
MADE = ("countries.csv", "country_names.csv", "groups.csv")


SOURCES = {"babel": "2.18.", "rigour": "2.6."}


def _has_the_versions_of_the_readme() -> bool:
    try:
        return all(metadata.version(name).startswith(version) for name, version in SOURCES.items())
    except metadata.PackageNotFoundError:
        return False


@pytest.mark.skipif(
    not _has_the_versions_of_the_readme(), reason="needs the extra `reference` in the versions of its README"
)
def test_the_script_makes_the_same_tables_from_anywhere(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(MAKE), "--out", str(tmp_path)], cwd=tmp_path, check=True)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (resources.reference() / name).read_bytes(), name
