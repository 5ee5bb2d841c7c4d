"""Actors: entries for one and the same are one node; names and ids are unique."""

from __future__ import annotations

from coalition_graph.model import Agent
from tests.conftest import Doc


def agent(doc: Doc, node: str) -> Agent:
    return next(agent for agent in doc.dossier.agents if agent.node == node)


def test_a_person_may_stand_several_times(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Boris Pistorius, kind: person, post: Minister of Defence, of: Germany, party: SPD,
         from: 2023-01-19}
    --- file: other.yaml
    actors:
      - {name: Boris Pistorius, kind: person, post: Minister of the Interior, of: Germany,
         aliases: [Pistorius]}
      - {name: Boris Pistorius, kind: person, wikidata: Q63142, post: Minister of Defence, of: DE, party: SPD,
         from: 2023-01-19}
    """
    person = agent(dossier_doc, "person:boris-pistorius")
    assert [(post.post, post.of, post.from_) for post in person.posts] == [
        ("Minister of Defence", "country:DE", "2023-01-19"),
        ("Minister of the Interior", "country:DE", None),
    ]
    assert (person.aliases, person.wikidata) == (("Pistorius",), "Q63142")


def test_what_is_built_in_takes_more_names(dossier_doc: Doc) -> None:
    """
    actors: [{name: Sverige, kind: country, id: sweden-mine, aliases: [Tre Kronor]}]
    proposals: [{id: f, title: F}]
    statements: [{actor: [Tre Kronor, Sweden, SE, sweden-mine], stance: open, proposal: f}]
    """
    sweden = agent(dossier_doc, "country:SE")
    assert (sweden.label, sweden.code) == ("Sweden", "SE")
    assert sweden.aliases == ("Sverige", "sweden-mine", "Tre Kronor")
    assert dossier_doc.account("registry").statements[0].actor == ("country:SE",)


def test_the_dossiers_own_names_win(dossier_doc: Doc) -> None:
    """
    actors: [{name: Georgia, kind: person, id: georgia-smith}]
    proposals: [{id: f, title: F}]
    statements: [{actor: Georgia, stance: open, proposal: f}, {actor: GE, stance: open, proposal: f}]
    """
    assert dossier_doc.lines == []
    said = dossier_doc.account("registry").statements
    assert [one.actor for one in said] == [("person:georgia-smith",), ("country:GE",)]


def test_members_that_the_dossier_gives_replace_built_in_ones(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Nordic countries, kind: group, members: [SE, NO]}
      - {name: Willing, kind: group, members: [Nordic countries, FR], from: 2025-02}
    """
    members = [(one.group, one.member, one.from_) for one in dossier_doc.dossier.memberships]
    assert members == [
        ("group:nordic-countries", "country:NO", None),
        ("group:nordic-countries", "country:SE", None),
        ("group:willing", "country:FR", "2025-02"),
        ("group:willing", "group:nordic-countries", "2025-02"),
    ]


def test_different_names_with_one_id(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Jean-Luc Picard, kind: person}
      - {name: Jean Luc Picard, kind: person}
      - {name: The force, kind: group}
      - {name: the force!, kind: unnamed}
      - {name: Severus, kind: person, id: SE}
    """
    assert dossier_doc.places == [
        "coding.yaml:3:12: E403",
        "coding.yaml:5:12: E403",
        "coding.yaml:6:39: E403",
    ]
    assert dossier_doc.lines[0].endswith("both have the id 'jean-luc-picard'; give one of them another `id`")
    assert "and a built-in actor both have the id 'SE'" in dossier_doc.lines[2]


def test_one_name_for_two_actors(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: Donald Tusk, kind: person, aliases: [the PM]}
      - {name: Keir Starmer, kind: person, aliases: [The PM]}
    """
    assert dossier_doc.places == ["coding.yaml:3:50: E405"]


def test_what_only_persons_or_groups_have(dossier_doc: Doc) -> None:
    """
    actors:
      - {name: SWP, kind: organisation, post: Director}
      - {name: Sabine Fischer, kind: person, members: [SE]}
      - {name: Jane Doe, kind: person, of: Nowhereland}
    """
    assert dossier_doc.places == [
        "coding.yaml:2:5: W326",
        "coding.yaml:3:51: E305",
        "coding.yaml:4:40: E301",
    ]
