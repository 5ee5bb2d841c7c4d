"""What a word of a text stands for: matched whole, in English first, and never by likeness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph.names import Names
from coalition_graph.names.spelling import key

NAMES = Names.builtin()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("the UK", "GB"),
        ("U.K.", "GB"),
        ("Britain", "GB"),
        ("Great Britain", "GB"),
        ("British", "GB"),
        ("Britons", "GB"),
        ("USA", "US"),
        ("U.S.", "US"),
        ("US", "US"),
        ("the US", "US"),
        ("The United States", "US"),
        ("America", "US"),
        ("Americans", "US"),
        ("Czech Republic", "CZ"),
        ("the Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Sweden", "SE"),
        ("SWEDEN", "SE"),
        ("  sweden ", "SE"),
        ("Swedes", "SE"),
        ("SE", "SE"),
        ("SWE", "SE"),
        ("NO", "NO"),
        ("Danes", "DK"),
        ("Poles", "PL"),
        ("French", "FR"),
        ("Dutch", "NL"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Turkey", "TR"),
        ("Georgia", "GE"),
        ("Jordan", "JO"),
        ("Chad", "TD"),
        ("Kosovo", "XK"),
        ("DR Congo", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Bosnia & Herzegovina", "BA"),
        ("Bosnia and Herzegovina", "BA"),
        ("Côte d'Ivoire", "CI"),
        ("Côte d\u2019Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("the Vatican", "VA"),
        ("St. Lucia", "LC"),
        ("country:SE", "SE"),
    ],
)
def test_an_english_name_resolves(written: str, code: str) -> None:
    assert NAMES.resolve(written) == f"country:{code}"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Sverige", "SE"),
        ("Ruotsi", "SE"),
        ("Frankreich", "FR"),
        ("Großbritannien", "GB"),
        ("GROSSBRITANNIEN", "GB"),
        ("Storbritannien", "GB"),
        ("Royaume-Uni", "GB"),
        ("Tjeckien", "CZ"),
        ("États-Unis", "US"),
        ("Stany Zjednoczone", "US"),
        ("США", "US"),
        ("Україна", "UA"),
        ("Россия", "RU"),
        ("Nederland", "NL"),
        ("Italia", "IT"),
        ("İsveç", "SE"),
        ("日本", "JP"),
        ("Island", "IS"),
    ],
)
def test_a_name_in_another_language_resolves(written: str, code: str) -> None:
    assert NAMES.resolve(written) == f"country:{code}"


@pytest.mark.parametrize(
    "written",
    [
        "Chad Wolf",
        "Georgia O'Keeffe",
        "Jordan Peterson",
        "Sweden's",
        "Swedish government",
        "Sweeden",
        "England",
        "no",
        "us",
        "it",
        "swe",
        "in",
        "Congo",
        "Korea",
        "Dominican",
        "Virgin Islands",
        "Washington",
        "the Kremlin",
        "the",
        "",
        " ",
        "\u200b",
    ],
)
def test_what_is_no_name_of_one_country_does_not_resolve(written: str) -> None:
    assert NAMES.resolve(written) is None


@pytest.mark.parametrize(
    ("written", "node"),
    [
        ("NATO", "organisation:NATO"),
        ("Nato", "organisation:NATO"),
        ("EU", "organisation:EU"),
        ("the European Union", "organisation:EU"),
        ("Europeiska unionen", "organisation:EU"),
        ("United Nations", "organisation:UN"),
        ("OSCE", "organisation:OSCE"),
        ("G7", "group:G7"),
        ("E3", "group:E3"),
        ("NB8", "group:NB8"),
        ("Nordic countries", "group:nordic-countries"),
        ("the Nordic countries", "group:nordic-countries"),
        ("nordic-countries", "group:nordic-countries"),
        ("Baltics", "group:baltic-states"),
        ("the three Baltic states", "group:baltic-states"),
        ("Weimar Triangle", "group:weimar-triangle"),
        ("V4", "group:visegrad-group"),
        ("Benelux", "group:benelux"),
    ],
)
def test_organisations_and_groups_are_no_countries(written: str, node: str) -> None:
    assert NAMES.resolve(written) == node


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        ("Washington", "US"),
        ("the White House", "US"),
        ("the Kremlin", "RU"),
        ("Moscow", "RU"),
        ("Downing Street", "GB"),
        ("the Élysée", "FR"),
        ("the Elysée", "FR"),
        ("Elysee", "FR"),
        ("Kyiv", "UA"),
        ("Kiev", "UA"),
        ("The Hague", "NL"),
        ("the Hague", "NL"),
        ("Stockholm", "SE"),
    ],
)
def test_a_capital_or_seat_stands_for_its_country_only_where_it_speaks(seat: str, code: str) -> None:
    assert NAMES.resolve(seat, seats=True) == f"country:{code}"
    assert NAMES.resolve(seat) is None


def test_brussels_is_a_capital_and_a_seat_of_two_organisations_so_it_stands_for_none() -> None:
    assert NAMES.resolve("Brussels", seats=True) is None
    assert set(NAMES.meanings("Brussels", seats=True)) == {
        "country:BE",
        "organisation:EU",
        "organisation:NATO",
    }


def test_in_options_codes_may_be_written_small() -> None:
    assert NAMES.resolve("no", any_case=True) == "country:NO"
    assert NAMES.resolve("swe", any_case=True) == "country:SE"
    assert NAMES.resolve("no") is None


@given(st.text(max_size=30))
def test_any_text_has_at_most_one_meaning_and_never_fails(written: str) -> None:
    node = NAMES.resolve(written, seats=True, any_case=True)
    assert node is None or NAMES.knows(node)
    NAMES.suggest(written)


@given(
    st.sampled_from(["Georgia", "Jordan", "Chad", "Sweden", "the UK", "Norway", "Poles"]),
    st.text("abcdefgh ", min_size=1, max_size=5),
)
def test_a_name_is_never_matched_in_part(name: str, more: str) -> None:
    if key(f"{name} {more}") != key(name):
        assert NAMES.resolve(f"{name} {more}") != NAMES.resolve(name)


def test_a_name_that_two_countries_share_in_another_language_does_not_resolve() -> None:
    """Czech, Polish and others call both Congos `Kongo`."""
    assert NAMES.resolve("Kongo") is None
    assert NAMES.meanings("Kongo") == ("country:CD", "country:CG")
