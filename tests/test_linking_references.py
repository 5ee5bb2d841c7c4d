"""References: found whole, never by likeness, or told at their own place with a suggestion."""

from __future__ import annotations

from tests.conftest import Doc, MakeDoc
from tests.force import REGISTRY, said


def test_no_is_norway_everywhere(dossier_doc: Doc) -> None:
    """
    source: {id: example}
    actors:
      - {name: Jonas Gahr Støre, kind: person, post: Prime Minister, of: NO}
      - {name: The fjord club, kind: group, members: [NO, SE]}
    proposals: [{id: land-force, title: A land force, initiators: [NO]}]
    conditions:
      - {id: help, text: Norwegian help, requires: {actor: NO, stance: open, proposal: land-force}}
    meetings:
      - {id: oslo, country: NO, host: NO, attendance: [NO, {actor: SE, represents: [NO]}]}
    statements:
      - {actor: NO, to: NO, stance: open, proposal: land-force}
    """
    dossier = dossier_doc.dossier
    assert dossier_doc.lines == []
    assert {agent.node for agent in dossier.agents} == {
        "country:NO",
        "country:SE",
        "group:the-fjord-club",
        "person:jonas-gahr-støre",
    }
    person = next(agent for agent in dossier.agents if agent.kind == "person")
    assert person.posts[0].of == "country:NO"
    assert [one.member for one in dossier.memberships] == ["country:NO", "country:SE"]
    assert dossier.proposals[0].initiators == ("country:NO",)
    required = dossier.conditions[0].requires
    assert required is not None and (required.actor, required.proposal) == (
        "country:NO",
        "proposal:land-force",
    )
    meeting = dossier.accounts[0].meetings[0]
    assert (meeting.country, meeting.host) == ("country:NO", "country:NO")
    assert [entry.actor for entry in meeting.attendance] == ["country:NO", "country:SE"]
    assert meeting.attendance[1].represents == ("country:NO",)
    assert said(dossier_doc, "example").actor == said(dossier_doc, "example").to == ("country:NO",)


def test_every_name_that_is_unknown_is_told_at_its_own_place(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    conditions: [{id: us-protection, text: American protection}]
    meetings: [{id: paris-2025-02-17}]
    statements:
      - {actor: [Sweden, Norwey], stance: open, proposal: land-force}
      - {actor: SE, stance: open, proposal: land-forse}
      - actor: SE
        stance: open
        proposal: land-force
        at: paris-2025-02-18
        conditions:
          - any: [us-protection, {all: [us-protecton, a ceasefire]}]
    status:
      - {condition: us-protektion, is: open}
    """
    assert dossier_doc.reading.dossier is None
    assert [line.removeprefix("coding.yaml:") for line in dossier_doc.lines] == [
        "5:22: E301: unknown actor 'Norwey'; did you mean 'Norway'?",
        "6:41: E302: unknown proposal 'land-forse'; did you mean 'land-force'?",
        "10:9: E304: unknown meeting 'paris-2025-02-18'; did you mean 'paris-2025-02-17'?",
        "12:37: E303: unknown condition 'us-protecton'; did you mean 'us-protection'?",
        "14:17: E303: unknown condition 'us-protektion'; did you mean 'us-protection'?",
    ]


def test_a_name_unlike_any_other_is_told_with_the_mend(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    statements: [{actor: Qwertzu, stance: open, proposal: land-force}]
    """
    assert dossier_doc.lines == [
        "coding.yaml:2:22: E301: unknown actor 'Qwertzu'; declare it under `actors:` or correct the name"
    ]


def test_a_fault_in_defaults_is_told_once_and_there(dossier_doc: Doc) -> None:
    """
    defaults: {proposal: land-forse, stance: open}
    proposals: [{id: land-force, title: A land force}]
    statements: [{actor: SE}, {actor: NO}]
    """
    assert dossier_doc.places == ["coding.yaml:1:22: E302"]


def test_a_capital_speaks_but_does_not_attend(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    statements: [{actor: the Kremlin, stance: opposes, proposal: land-force}]
    meetings: [{id: riyadh, attendance: [the Kremlin]}]
    """
    assert dossier_doc.places == ["coding.yaml:3:38: E301"]


def test_a_capital_that_speaks_is_its_country(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    statements: [{actor: the Kremlin, stance: opposes, proposal: land-force}]
    """
    assert said(dossier_doc, "registry").actor == ("country:RU",)


def test_an_unknown_speaker_is_created_with_a_warning(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
source: {{id: example}}
defaults: {{proposal: land-force, stance: open}}
statements:
  - {{actor: SE, speaker: Ulf Kristerson}}
  - {{actor: SE, speaker: Ulf Kristerson}}
  - {{actor: SE, speaker: Pål Jonson}}
{REGISTRY}""")
    assert doc.lines == [
        "coding.yaml:4:26: W321: 'Ulf Kristerson' is described nowhere and is taken for a new person; "
        "did you mean 'Ulf Kristersson'? If not, declare it under `actors:`",
        "coding.yaml:6:26: W321: 'Pål Jonson' is described nowhere and is taken for a new person; "
        "declare it under `actors:`",
    ]
    assert "person:pål-jonson" in {agent.node for agent in doc.dossier.agents}
    assert doc.account("example").statements[2].speaker == "person:pål-jonson"


def test_a_country_is_no_speaker(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
statements: [{{actor: EU, speaker: France, stance: open, proposal: land-force}}]
{REGISTRY}""")
    assert doc.lines == [
        "coding.yaml:1:35: E305: 'France' is a country, not a person; leave it out or name the person"
    ]


def test_a_person_whose_slug_is_taken_needs_a_declaration(make_doc: MakeDoc) -> None:
    doc = make_doc(f"""
statements: [{{actor: SE, speaker: "Ulf, Kristersson", stance: open, proposal: land-force}}]
{REGISTRY}""")
    assert doc.places == ["coding.yaml:1:35: E403"]


def test_names_with_apostrophes(dossier_doc: Doc) -> None:
    """
    actors: [{name: "Micheál O’Martin", kind: person, post: Taoiseach, of: Ireland}]
    proposals: [{id: land-force, title: A land force}]
    statements:
      - {actor: Côte d'Ivoire, stance: supports, proposal: land-force}
      - {actor: Côte d’Ivoire, stance: supports, proposal: land-force}
      - {actor: Ireland, speaker: Micheál O'Martin, stance: supports, proposal: land-force}
    """
    assert dossier_doc.lines == []
    statements = dossier_doc.account("registry").statements
    assert [one.actor for one in statements] == [("country:CI",), ("country:CI",), ("country:IE",)]
    assert statements[2].speaker == "person:micheál-o-martin"
