"""The brief: a page that an analyst could send."""

from __future__ import annotations

import pytest

import coalition_graph
from coalition_graph.report.answers import Answers
from coalition_graph.report.brief import brief
from coalition_graph.report.markdown import link, safe
from tests.conftest import Doc


@pytest.fixture
def page(dossier_doc: Doc) -> str:
    return brief(Answers(coalition_graph.open(dossier_doc.folder)))


def test_every_claim_carries_the_number_of_its_source(page: str) -> None:
    """
    dossier: {id: small, title: A small force}
    source: {id: herald, title: First report, publisher: The Herald, url: "https://example.org/1", published: 2025-03-10}
    proposals: [{id: force, title: The force}]
    conditions: [{id: cover, text: cover from the air}]
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [cover], summary: Sweden may come}
      - {actor: NO, stance: open, proposal: force}
      - {actor: PL, stance: declines, proposal: force, reason: needs its troops at home}
    """
    assert page.startswith("# A small force\n\n*1 source · 0 meetings · data until 2025-03-10*")
    assert "**2 are open (1 on condition), 1 declines.**" in page
    assert "- **Sweden** is open, if: cover from the air – Sweden may come [1]" in page
    assert "- **Poland** declines – needs its troops at home [1]" in page
    assert "- **cover from the air** (open) holds back 1: Sweden [1]" in page
    assert "1. First report (The Herald, 2025-03-10) <https://example.org/1>" in page


def test_unnamed_actors_are_shown_and_never_counted(page: str) -> None:
    """
    actors: [{name: Many in Europe, kind: unnamed}]
    proposals: [{id: force, title: The force}]
    statements: [{actor: Many in Europe, stance: supports, proposal: force}]
    """
    assert "**Nobody is counted.**" in page
    assert "- **Many in Europe** supports it" in page


def test_sources_that_differ_are_said_to_differ(page: str) -> None:
    """
    source: {id: a, published: 2025-03-10}
    proposals: [{id: force, title: The force}]
    statements:
      - {actor: DE, stance: open, proposal: force}
      - {actor: DE, stance: declines, proposal: force}
    """
    assert "**on 1 the sources differ.**" in page


def test_offers_and_meetings(page: str) -> None:
    """
    source: {id: a, published: 2025-03-10}
    proposals: [{id: force, title: The force}]
    statements:
      - {actor: FR, stance: pledges, proposal: force,
         contribution: {kind: land, min: 10000, max: 30000, unit: personnel, joint: plan}}
    meetings:
      - {id: oslo, date: 2025-03-01, place: Oslo, reported: {count: 30, about: true, of: countries}, attendance: [SE, NO]}
    """
    assert "| France | The force | land 10,000–30,000 personnel, joint plan | firm |  |" in page
    assert "- **2025-03-01, Oslo** (2 named, reported about 30 countries): Norway, Sweden" in page


def test_what_is_open_tells_whom_and_how_much_it_holds_back(page: str) -> None:
    """
    actors: [{name: Many in Europe, kind: unnamed}]
    proposals: [{id: force, title: The force}]
    conditions:
      - {id: cover, text: "cover | from the air", kind: guarantee}
      - {id: truce, text: a truce}
      - {id: vote, text: a vote}
    --- file: a.yaml
    source: {id: a, published: 2025-03-10}
    statements:
      - {actor: [FR, GB], stance: open, proposal: force, conditions: [cover, truce],
         contribution: [{kind: land, min: 10000, max: 30000, unit: personnel, joint: plan},
                        {kind: funds, max: 5, unit: EUR}, {kind: air, min: 7, unit: aircraft}]}
      - {actor: Many in Europe, stance: supports, proposal: force, conditions: [cover]}
      - {actor: DE, stance: open, proposal: force, conditions: [cover]}
      - {actor: DE, stance: undecided, proposal: force}
    --- file: b.yaml
    source: {id: b, published: 2025-03-12}
    statements: [{actor: SE, stance: open, proposal: force, conditions: [cover]}]
    status: [{condition: truce, is: met}, {condition: cover, is: failed, as_of: 2025-03-11}]
    """
    assert (
        "- **cover \\| from the air** (guarantee, failed since 2025-03-11) holds back 3: France, Sweden, "
        "United Kingdom, and beside them Germany, Many in Europe; what waits: up to 10 EUR, at least 14 aircraft, "
        "10,000–30,000 personnel [1, 2]"
    ) in page
    assert "- Not met either, but nobody waits: a vote" in page
    assert "a truce** (" not in page


def test_what_changed_in_the_last_days_of_the_data(page: str) -> None:
    """
    proposals: [{id: force, title: The force}]
    conditions: [{id: cover, text: cover from the air}, {id: truce, text: a truce}, {id: vote, text: a vote}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements:
      - {actor: SE, stance: undecided, proposal: force}
      - {actor: NO, stance: open, proposal: force}
    --- file: b.yaml
    source: {id: b, published: 2025-03-28}
    statements:
      - {actor: SE, stance: open, proposal: force, conditions: [cover, {any: [truce, vote]}], said: 2025-03-15}
      - {actor: FI, stance: open, proposal: force, said: 2025-03-14}
      - {actor: "Côte d'Ivoire", stance: declines, proposal: force}
      - {actor: CI, stance: open, proposal: force}
    """
    lately = page[page.index("## What changed lately") : page.index("## Where sources disagree")]
    assert lately.strip().splitlines()[2:] == [
        "Since 2025-03-15, in the last 14 days of the data:",
        "",
        "- 2025-03-15: **Sweden** on The force: undecided → open if cover from the air; any(a truce; a vote) [2]",
        "- 2025-03-28: **Côte d'Ivoire** on The force: new: declines or open [2]",
    ]


def test_quiet_days_are_said_to_be_quiet(page: str) -> None:
    """
    proposals: [{id: force, title: The force}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{actor: SE, stance: open, proposal: force}]
    --- file: b.yaml
    source: {id: b, published: 2025-05}
    """
    assert "Nothing, from 2025-05-18 to 2025-05-31: the last 14 days of the data." in page


def test_sources_that_disagree_are_told_with_their_numbers(page: str) -> None:
    """
    actors: [{name: Ada Alpha, kind: person, aliases: [Ada Alphaa]}, {name: Bo Beta, kind: person}]
    proposals: [{id: force, title: The force}]
    meetings: [{id: oslo, title: The Oslo meeting, place: "Oslo|Fornebu"}]
    --- file: a.yaml
    source: {id: a, published: 2025-03-01}
    statements: [{actor: SE, speaker: Ada Alpha, stance: open, proposal: force, quote: "we <may>"}]
    meetings: [{id: oslo, place: Bergen, attendance: [SE]}]
    --- file: b.yaml
    source: {id: b, published: 2025-03-01}
    statements: [{actor: SE, speaker: Bo Beta, stance: declines, proposal: force, quote: "we <may>"}]
    meetings: [{id: oslo, place: bergen, attendance: [{actor: SE, status: absent}]}]
    """
    told = page[page.index("## Where sources disagree") : page.index("## Who met")]
    assert told.strip().splitlines()[2:] == [
        "- **Sweden** on The force: open [1], declines [2]",
        "- **The Oslo meeting**, place: Oslo\\|Fornebu (the registry), Bergen [1], bergen [2]",
        "- **The Oslo meeting**, Sweden: attended [1], absent [2]",
        "- One name in several spellings: Ada Alpha, Ada Alphaa",
        "- Who said “we \\<may\\>”: Ada Alpha [1], Bo Beta [2]",
    ]


def test_a_long_list_is_cut_and_says_where_the_rest_is(page: str) -> None:
    """
    source: {id: a, published: 2025-03-01}
    proposals: [{id: force, title: The force}]
    statements:
      - actor: [AL, AT, BE, BG, CA, CY, CZ, DE, DK, EE, ES, FI, FR, GB, GR, HR, HU, IE, IS, IT, LT, LU, LV, ME, MK,
                MT, NL, NO, PL, PT, RO, RS, SE, SI, SK, TR, UA, US, AU, NZ, JP]
        stance: open
        proposal: force
    """
    assert "- … and 1 line more: `coalition-graph changes --since 2025-02-16`" in page


def test_the_shipped_dossier_says_how_many_came_to_london_and_who_says_so() -> None:
    page = brief(Answers(coalition_graph.open("example")))
    assert "- **London summit**, reported: 16 countries [1, 3], 18 countries [10]" in page
    assert "(guarantee, open since 2025-03-28) holds back 3: Australia, France, United Kingdom" in page


def test_an_empty_dossier_says_so(page: str) -> None:
    """
    dossier: {id: empty, title: Nothing yet}
    """
    assert "No position has been coded." in page
    assert "Nothing has been offered." in page
    assert "No position waits for a condition." in page
    assert "Nothing is dated, so that nobody can tell." in page
    assert "## Where sources disagree\n\nNowhere." in page


def test_hostile_text_is_no_markup(page: str) -> None:
    """
    dossier: {id: x, title: "<script>alert(1)</script> [x](javascript:alert(1))"}
    """
    assert "<script>" not in page
    assert "[x](" not in page


def test_only_web_addresses_become_links() -> None:
    assert link("javascript:alert(1)") == link(None) == link("https://a b") == ""
    assert link("http://example.org/x") == "<http://example.org/x>"
    assert safe("a|b*c") == "a\\|b\\*c"
