"""A dossier as linked: whose account says what, and which actors and members it holds."""

from __future__ import annotations

from tests.conftest import Doc, MakeDoc
from tests.force import REGISTRY


def test_a_statement_without_a_source_is_the_analysts_own(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
statements: [{{actor: SE, stance: open, proposal: land-force, at: Paris talks}}]
meetings: [{{id: paris, title: Paris talks, date: 2025-02-17}}]
{REGISTRY}""")
    account = doc.account("registry")
    assert account.source is None
    assert (account.statements[0].at, account.statements[0].said) == ("meeting:paris", None)


def test_only_who_is_named_stands_in_the_dossier(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    statements:
      - {actor: [EU, Benelux], stance: supports, proposal: land-force}
      - {actor: [SE, GB], stance: open, proposal: land-force}
    """
    dossier = dossier_doc.dossier
    assert [agent.node for agent in dossier.agents] == [
        "country:BE",
        "country:GB",
        "country:LU",
        "country:NL",
        "country:SE",
        "group:benelux",
        "organisation:EU",
    ]
    belong = {(one.group, one.member) for one in dossier.memberships}
    assert ("group:benelux", "country:LU") in belong and ("organisation:EU", "country:LU") in belong
    assert ("organisation:EU", "country:FR") not in belong
    britain = next(one for one in dossier.memberships if one.member == "country:GB")
    assert (britain.from_, britain.until) == ("1973-01-01", "2020-01-31")


def test_windows_line_ends(make_doc: MakeDoc) -> None:
    doc = make_doc("")
    written = """source: {id: example}\r\nproposals: [{id: f, title: F}]\r\nstatements:\r
  - {actor: SE, stance: open, proposal: f}\r\n  - {actor: Sweeden, stance: open, proposal: f}\r\n"""
    (doc.folder / "example.yaml").write_bytes(written.encode())
    assert doc.places == ["example.yaml:5:13: E301"]
