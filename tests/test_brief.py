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
    assert "- cover from the air: holds back Sweden" in page
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


def test_an_empty_dossier_says_so(page: str) -> None:
    """
    dossier: {id: empty, title: Nothing yet}
    """
    assert "No position has been coded." in page
    assert "Nothing has been offered." in page


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
