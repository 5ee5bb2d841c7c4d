"""The shipped dossier says what its sources say, in our own words, each fact with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from coalition_graph import files, resources
from coalition_graph.model import Account, Attendance, Dossier, Meeting, Statement

ARTICLE = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"
FILES = sorted(resources.example().glob("*.yaml"))
QUOTED = {
    "the conditions are right",
    "coalition of the willing",
    "No good situation",
    "Everything with the shared goal of making both the USA and Europe safer and more prosperous",
}
SERIES = {
    "paris-2025-02-17",
    "online-2025-02-19",
    "london-2025-03-02",
    "paris-2025-03-11",
    "northwood-2025-03-20",
    "paris-2025-03-27",
}


@cache
def dossier() -> Dossier:
    reading = files.read([resources.example()])
    assert reading.problems == ()
    assert reading.dossier is not None
    return reading.dossier


def account(source: str) -> Account:
    return next(one for one in dossier().accounts if one.name == source)


def statement(source: str, name: str) -> Statement:
    return next(one for one in account(source).statements if one.id == name)


def meeting(source: str, name: str) -> Meeting:
    return next(one for one in account(source).meetings if one.id == name)


def label(node: str) -> str:
    return next((agent.label for agent in dossier().agents if agent.node == node), node)


def came(source: str, name: str) -> dict[str, Attendance]:
    """Return who attended by this source: the name of the person, else the node of the actor."""
    entries = meeting(source, name).attendance
    return {label(one.person) if one.person else one.actor: one for one in entries}


def condition_of(said: Statement) -> tuple[str, ...]:
    return () if said.conditions is None or said.conditions == "none" else said.conditions.leaves()


@cache
def sheet(path: Path) -> dict[str, Any]:
    """Return a coding file as plain YAML, every scalar as text."""
    with path.open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.load(stream, Loader=yaml.BaseLoader)
    return content


def entries(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from content.get("statements", [])
    yield from content.get("status", [])
    for one in content.get("meetings", []):
        yield one
        yield from one.get("attendance", [])


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


# How it is coded


def test_it_reads_without_an_error_or_a_warning() -> None:
    assert dossier().id == "coalition-of-the-willing"


@pytest.mark.parametrize(
    "path", [path for path in FILES if "source" in sheet(path)], ids=lambda path: path.stem
)
def test_every_entry_has_a_summary_of_ours_and_a_locator(path: Path) -> None:
    found = list(entries(sheet(path)))
    assert found
    assert [
        entry
        for entry in found
        if not (isinstance(entry, dict) and entry.get("summary") and entry.get("locator"))
    ] == []


def test_every_attendance_as_read_has_a_summary_and_a_locator_the_hosts_too() -> None:
    rows = [one for each in dossier().accounts for held in each.meetings for one in held.attendance]
    assert len(rows) > 50
    assert [one for one in rows if not (one.summary and one.locator)] == []


def test_a_quote_is_only_what_the_article_itself_puts_in_quotation_marks() -> None:
    quotes = [entry["quote"] for path in FILES for entry in entries(sheet(path)) if "quote" in entry]
    assert sorted(quotes) == sorted(QUOTED)


def test_no_file_names_a_text_that_could_not_be_shared() -> None:
    assert [path.name for path in FILES if "text" in sheet(path).get("source", {})] == []


def test_each_page_is_one_source_in_a_file_of_its_own_name() -> None:
    sources = {path.stem: sheet(path)["source"] for path in FILES if "source" in sheet(path)}
    assert len(sources) == 11
    assert {stem: source["id"] for stem, source in sources.items()} == {stem: stem for stem in sources}
    urls = [source["url"] for source in sources.values() if "url" in source]
    assert len(urls) == len(set(urls)) == 7


def test_a_relayed_report_names_who_it_comes_from_and_is_not_trusted_much() -> None:
    relay = account("news-pravda-2025-03-17")
    assert relay.source is not None
    assert (relay.source.via, relay.source.reliability) == ("Financial Times", "E")
    assert {said.attribution for said in relay.statements} == {"reported"}


def test_no_day_of_publication_is_made_up() -> None:
    published = {one.name: one.source.published for one in dossier().accounts if one.source}
    assert published["article-2025-03-28"] == "2025-03-28~"
    assert published["espreso-london"] is published["latestly-paris"] is published["wikimili-london"] is None


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article may not be passed on")
@pytest.mark.parametrize("path", [*FILES, resources.example() / "README.md"], ids=lambda path: path.name)
def test_no_eight_words_in_a_row_are_the_articles_outside_a_quote(path: Path) -> None:
    own = re.sub(r'quote: "[^"]*"', "", path.read_text(encoding="utf-8"))
    assert runs(own, 8) & runs(ARTICLE.read_text(encoding="utf-8"), 8) == set()


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article may not be passed on")
def test_the_hash_and_the_quotes_are_the_articles() -> None:
    import hashlib

    text = ARTICLE.read_text(encoding="utf-8")
    source = account("article-2025-03-28").source
    assert source is not None
    assert source.sha256 == hashlib.sha256(ARTICLE.read_bytes()).hexdigest()
    assert [quote for quote in QUOTED if f'"{quote}"' not in text] == []


# Who would take part


def test_france_and_britain_have_one_anonymous_plan_and_have_pledged_nothing() -> None:
    plan = statement("article-2025-03-28", "fr-gb-plan")
    assert plan.actor == ("country:FR", "country:GB")
    assert (plan.stance, plan.attribution, plan.proposal) == ("open", "anonymous", "proposal:land-force")
    assert [(one.kind, one.min, one.max, one.joint) for one in plan.contribution] == [
        ("land", 10000, 30000, "fr-gb-plan"),
        ("naval", None, None, "fr-gb-plan"),
        ("air", None, None, "fr-gb-plan"),
    ]


def test_france_and_britain_proposed_the_force() -> None:
    force = next(one for one in dossier().proposals if one.id == "land-force")
    assert force.initiators == ("country:FR", "country:GB")


@pytest.mark.parametrize(
    ("name", "actor", "stance", "proposal"),
    [
        ("czechia", "country:CZ", "open", "land-force"),
        ("slovenia", "country:SI", "open", "land-force"),
        ("sweden", "country:SE", "open", "land-force"),
        ("italy", "country:IT", "declines", "land-force"),
        ("poland", "country:PL", "declines", "land-force"),
        ("russia", "country:RU", "opposes", "land-force"),
        ("us-no-protection", "country:US", "declines", "us-backstop"),
        ("many-in-europe", "unnamed:many-in-europe", "supports", "land-force"),
        ("tsahkna", "country:EE", "supports", "us-engagement"),
        ("us-quick-deal", "country:US", "supports", "quick-deal"),
        ("fischer-deal", "person:sabine-fischer", "opposes", "quick-deal"),
        ("fischer-strength", "person:sabine-fischer", "supports", "european-strength"),
    ],
)
def test_the_article_reports_who_stands_where(name: str, actor: str, stance: str, proposal: str) -> None:
    said = statement("article-2025-03-28", name)
    assert (said.actor, said.stance, said.proposal) == ((actor,), stance, f"proposal:{proposal}")


@pytest.mark.parametrize(
    ("source", "stances"),
    [
        (
            "news-pravda-2025-03-17",
            {"GB": "open", "FR": "open", "AU": "open", "DK": "open", "IE": "open", "LU": "open", "BE": "open"}
            | {"FI": "declines", "PL": "declines"},
        ),
        ("swedenherald-2025-03-20", {"SE": "open"}),
        (
            "meduza-2025-04-11",
            {"EE": "open", "LV": "open", "LT": "open", "SE": "undecided", "NL": "undecided"},
        ),
    ],
)
def test_the_other_pages_report_on_the_same_force(source: str, stances: dict[str, str]) -> None:
    said = account(source).statements
    assert {actor.removeprefix("country:"): one.stance for one in said for actor in one.actor} == stances
    assert {one.proposal for one in said} == {"proposal:land-force"}


def test_swedens_condition_in_the_article_is_its_own_words_and_not_american_protection() -> None:
    said = statement("article-2025-03-28", "sweden")
    assert (said.speaker, said.attribution) == ("person:ulf-kristersson", "on-record")
    assert condition_of(said) == ("condition:the-conditions-are-right",)
    earlier = statement("swedenherald-2025-03-20", "sweden")
    assert condition_of(earlier) == ("condition:the-conditions-are-right", "condition:us-protection")


def test_american_protection_is_one_condition_that_all_share() -> None:
    held = {
        actor
        for each in dossier().accounts
        for said in each.statements
        if "condition:us-protection" in condition_of(said)
        for actor in said.actor
    }
    assert held == {"country:GB", "country:FR", "country:AU", "country:SE", "unnamed:many-in-europe"}


def test_american_protection_holds_once_america_pledges_it() -> None:
    needed = next(one for one in dossier().conditions if one.id == "us-protection").requires
    assert needed is not None
    assert (needed.actor, needed.stance) == ("country:US", ("pledges", "open"))
    assert needed.proposal == "proposal:us-backstop"


def test_the_baltic_ministers_press_for_american_engagement_together() -> None:
    said = statement("article-2025-03-28", "baltic-pressure")
    assert said.actor == ("country:EE", "country:LV", "country:LT")
    assert (said.stance, said.proposal) == ("supports", "proposal:us-engagement")
    assert {"Margus Tsahkna", "Marco Rubio", "country:LV", "country:LT"} == set(
        came("article-2025-03-28", "baltic-rubio-2025-03")
    )


def test_what_america_wants_is_fischers_reading_and_not_americas_words() -> None:
    said = statement("article-2025-03-28", "us-quick-deal")
    assert (said.via, said.attribution) == ("Sabine Fischer", "inferred")


# Who met


def test_the_six_dated_meetings_belong_to_the_series() -> None:
    listed = account("article-2025-03-28").meetings
    dated = {one.id: one.date for one in listed if one.date and "/" not in one.date}
    assert set(dated) == SERIES
    assert all(name.endswith(str(day)) for name, day in dated.items())
    registry = {one.id for one in account("registry").meetings if one.series == "coalition-of-the-willing"}
    assert registry == SERIES


def test_frederiksen_came_to_paris_for_denmark_and_stood_for_the_nordic_countries() -> None:
    guest = came("article-2025-03-28", "paris-2025-02-17")["Mette Frederiksen"]
    assert (guest.actor, guest.represents, guest.status) == (
        "country:DK",
        ("group:nordic-countries",),
        "attended",
    )


def test_supreme_commanders_and_the_head_of_operations_are_a_military_level() -> None:
    levels = {one.id: one.level for one in account("article-2025-03-28").meetings}
    assert {name for name, level in levels.items() if level == "military"} == {
        "paris-2025-03-11",
        "northwood-2025-03-20",
    }
    assert set(came("article-2025-03-28", "paris-2025-03-11")) == {"Michael Claesson"}
    assert set(came("article-2025-03-28", "northwood-2025-03-20")) == {"Ewa Skoog Haslum"}


def test_macron_and_starmer_are_hosts_and_stand_once_in_their_meetings() -> None:
    for source, name, host in [
        ("article-2025-03-28", "paris-2025-02-17", "person:emmanuel-macron"),
        ("latestly-paris", "paris-2025-02-17", "person:emmanuel-macron"),
        ("article-2025-03-28", "london-2025-03-02", "person:keir-starmer"),
        ("espreso-london", "london-2025-03-02", "person:keir-starmer"),
    ]:
        roles = [one.role for one in meeting(source, name).attendance if one.person == host]
        assert roles == ["host"], (source, name)


def test_macrons_calls_are_announced_by_phone_without_a_day_and_nobody_has_attended_them() -> None:
    calls = meeting("article-2025-03-28", "macron-trump-calls")
    assert (calls.date, calls.format) == (None, "phone")
    assert {(one.actor, one.status, one.mode) for one in calls.attendance} == {
        ("country:FR", "planned", "phone"),
        ("country:US", "planned", "phone"),
    }


def test_fischer_spoke_in_brussels_at_the_epc_for_her_think_tank() -> None:
    event = meeting("article-2025-03-28", "epc-brussels")
    assert (event.place, event.host, event.date) == ("Brussels", "organisation:EPC", None)
    assert came("article-2025-03-28", "epc-brussels")["Sabine Fischer"].actor == "organisation:SWP"


def test_eleven_came_to_paris_and_nineteen_to_london_by_name() -> None:
    assert len(meeting("latestly-paris", "paris-2025-02-17").attendance) == 11
    assert len(meeting("espreso-london", "london-2025-03-02").attendance) == 19
    fidan = came("espreso-london", "london-2025-03-02")["Hakan Fidan"]
    assert (fidan.actor, fidan.as_) == ("country:TR", "foreign minister")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        (
            "london-2025-03-02",
            {
                "article-2025-03-28": (16, "countries", None),
                "friendlywiki-london": (16, "countries", None),
                "voxeurop-london": (18, "countries", None),
                "wikimili-london": (18, "leaders", None),
                "espreso-london": (19, "leaders", None),
                "kyivindependent-london": (15, "countries", "planned"),
            },
        ),
        (
            "paris-2025-02-17",
            {"article-2025-03-28": (7, "countries", None), "pravda-ua-paris": (8, "countries", None)},
        ),
        ("paris-2025-03-11", {"article-2025-03-28": (30, "countries", None)}),
    ],
)
def test_every_count_stays_with_the_source_that_gives_it(
    name: str, counts: dict[str, tuple[int, str, str | None]]
) -> None:
    found = {
        each.name: (one.reported.count, one.reported.of, one.reported.status)
        for each in dossier().accounts
        for one in each.meetings
        if one.id == name and one.reported
    }
    assert found == counts


def test_about_thirty_is_not_thirty() -> None:
    reported = meeting("article-2025-03-28", "paris-2025-03-11").reported
    assert reported is not None
    assert reported.about is True
