"""Facts of a meeting that no source disputes stand on the meeting; disputed ones only in the reports."""

from __future__ import annotations

from tests.conftest import Doc
from tests.test_reports import facts


def test_what_nobody_disputes_stands_on_the_meeting(dossier_doc: Doc) -> None:
    """
    --- file: one.yaml
    source: {id: one}
    meetings:
      - {id: london, title: London talks, date: 2025-03-02, place: London, country: GB, host: GB,
         series: row}
    --- file: two.yaml
    source: {id: two}
    meetings:
      - {id: london, place: London, level: leaders, format: in-person, complete: false, aliases: [Palace]}
    """
    assert facts(dossier_doc, "meeting:london") == [
        ("cg:complete", False),
        ("cg:dateAsWritten", "2025-03-02"),
        ("cg:earliest", "2025-03-02"),
        ("cg:format", "in-person"),
        ("cg:host", "country:GB"),
        ("cg:inCountry", "country:GB"),
        ("cg:inSeries", "series:row"),
        ("cg:latest", "2025-03-02"),
        ("cg:level", "leaders"),
        ("cg:place", "London"),
        ("rdfs:label", "London talks"),
        ("skos:altLabel", "Palace"),
    ]


def test_what_sources_dispute_stands_in_their_reports_only(dossier_doc: Doc) -> None:
    """
    --- file: one.yaml
    source: {id: one}
    meetings:
      - {id: london, title: Talks, date: 2025-03-02, place: London, reported: {count: 16, of: countries}}
    --- file: two.yaml
    source: {id: two}
    meetings:
      - {id: london, title: Sunday, date: 2025-03-03, place: London, reported: {count: 18, of: countries}}
    """
    assert facts(dossier_doc, "meeting:london") == [("cg:place", "London"), ("rdfs:label", "london")]
    assert ("cg:reportedCount", 16) in facts(dossier_doc, "report:one.meeting-london")
    assert ("dcterms:title", "Sunday") in facts(dossier_doc, "report:two.meeting-london")


def test_a_statement_at_a_meeting_of_disputed_date_has_its_sources_own_or_all_of_them(
    dossier_doc: Doc,
) -> None:
    """
    --- file: one.yaml
    source: {id: one}
    proposals: [{id: p, title: A proposal}]
    meetings: [{id: london, date: 2025-03-02}]
    statements: [{id: own, actor: SE, stance: open, proposal: p, at: london}]
    --- file: two.yaml
    source: {id: two}
    meetings: [{id: london, date: 2025-03-04}]
    --- file: three.yaml
    source: {id: three}
    statements: [{id: other, actor: SE, stance: open, proposal: p, at: london}]
    """
    own = dict(facts(dossier_doc, "statement:one.own"))
    other = dict(facts(dossier_doc, "statement:three.other"))
    assert (own["cg:earliest"], own["cg:latest"]) == ("2025-03-02", "2025-03-02")
    assert (other["cg:earliest"], other["cg:latest"]) == ("2025-03-02", "2025-03-04")
