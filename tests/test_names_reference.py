"""The built-in tables: every country has its names, no name has two countries, every stay its days."""

from __future__ import annotations

import csv

from hypothesis import given
from hypothesis import strategies as st

from coalition_graph import resources
from coalition_graph.names import Names
from coalition_graph.names.spelling import key

NAMES = Names.builtin()


def rows(name: str) -> list[dict[str, str]]:
    with (resources.reference() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COUNTRIES = rows("countries.csv")
GROUPS = rows("group_names.csv")
country = st.sampled_from(COUNTRIES)


@given(country)
def test_every_country_resolves_by_name_code_and_alpha3(row: dict[str, str]) -> None:
    node = f"country:{row['code']}"
    for written in (row["name"], row["code"], row["alpha3"], f"the {row['name']}", row["name"].upper()):
        assert NAMES.resolve(written) == node
    assert NAMES.resolve(row["code"].lower(), any_case=True) == node


@given(country)
def test_a_country_keeps_its_english_name_and_code(row: dict[str, str]) -> None:
    agent = NAMES.agent(f"country:{row['code']}")
    assert (agent.label, agent.code, agent.kind) == (row["name"], row["code"], "country")


@given(country)
def test_every_capital_stands_for_its_country(row: dict[str, str]) -> None:
    if row["capital"] and row["capital"] != "Brussels":
        assert NAMES.resolve(row["capital"], seats=True) == f"country:{row['code']}"


def test_there_are_249_countries_of_iso_3166_and_kosovo_each_once() -> None:
    codes = [row["code"] for row in COUNTRIES]
    assert len(set(codes)) == len(codes) == 250
    assert "XK" in codes
    for column in ("name", "alpha3", "wikidata"):
        assert len({row[column] for row in COUNTRIES}) == 250, column


def test_no_english_name_is_shared_but_by_those_who_share_it_in_the_world() -> None:
    bearers: dict[str, set[str]] = {}
    for row in COUNTRIES:
        for name in "|".join((row["name"], row["aliases"], row["demonyms"])).split("|"):
            bearers.setdefault(key(name), set()).add(row["code"])
    del bearers[""]
    assert {name: codes for name, codes in bearers.items() if len(codes) > 1} == {
        "congo": {"CD", "CG"},
        "congolese": {"CD", "CG"},
        "korea": {"KP", "KR"},
        "korean": {"KP", "KR"},
        "koreans": {"KP", "KR"},
        "dominican": {"DM", "DO"},
        "dominicans": {"DM", "DO"},
        "virgin islands": {"VG", "VI"},
        "virgin islander": {"VG", "VI"},
        "virgin islanders": {"VG", "VI"},
    }


def test_codes_are_no_names_in_small_letters() -> None:
    """`us`, `it`, `no`, `in`, `is`, `me` are words, not countries."""
    assert [row["code"] for row in COUNTRIES if NAMES.resolve(row["code"].lower())] == []


def test_every_stay_names_known_actors_and_ends_after_it_begins() -> None:
    for group in GROUPS:
        for stay in NAMES.memberships(f"{group['kind']}:{group['id']}"):
            assert NAMES.knows(stay.group), stay
            assert NAMES.knows(stay.member), stay
            assert stay.until is None or (stay.from_ or "") < stay.until


def test_the_columns_that_others_read() -> None:
    assert list(rows("groups.csv")[0]) == ["group", "kind", "member", "from", "until"]
    assert list(COUNTRIES[0])[:4] == ["code", "name", "alpha3", "wikidata"]
