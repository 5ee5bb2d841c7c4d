"""One thing described in several files: facts agree, or both places are named."""

from __future__ import annotations

from tests.conftest import Doc


def test_a_proposal_described_twice_is_one(dossier_doc: Doc) -> None:
    """
    proposals:
      - {id: land-force, title: European land force, aliases: [boots], note: First.}
      - {id: reassurance-force, title: Reassurance force}
    --- file: other.yaml
    proposals:
      - {id: land-force, title: European  Land Force, within: reassurance-force, initiators: [FR, UK],
         note: Second.}
    --- file: third.yaml
    proposals: [{id: land-force, title: European land force, initiators: [GB, France], aliases: [the force]}]
    """
    assert dossier_doc.lines == []
    force, _ = dossier_doc.dossier.proposals
    assert (force.title, force.within) == ("European land force", "proposal:reassurance-force")
    assert force.initiators == ("country:FR", "country:GB")
    assert (force.aliases, force.note) == (("boots", "the force"), "First.\nSecond.")


def test_facts_that_disagree_name_both_places(dossier_doc: Doc) -> None:
    """
    conditions: [{id: us-protection, text: American protection, kind: guarantee}]
    --- file: other.yaml
    conditions:
      - {id: us-protection, text: American protection, kind: capability}
    """
    (line,) = dossier_doc.lines
    assert line.replace(f"{dossier_doc.folder}/", "") == (
        "other.yaml:2:58: E404: condition 'us-protection': kind is 'capability' here and 'guarantee' "
        "in coding.yaml:1; make the two agree, or give it once"
    )


def test_requirements_are_compared_by_what_they_mean(dossier_doc: Doc) -> None:
    """
    proposals: [{id: f, title: F}]
    conditions: [{id: c, text: C, requires: {actor: US, stance: open, proposal: f}}]
    --- file: other.yaml
    conditions: [{id: c, text: C, requires: {actor: the United States, stance: [open], proposal: F}}]
    --- file: third.yaml
    conditions: [{id: c, text: C, requires: {actor: US, stance: pledges, proposal: f}}]
    """
    assert dossier_doc.places == ["third.yaml:1:41: E404"]


def test_two_conditions_with_one_text(dossier_doc: Doc) -> None:
    """
    conditions:
      - {id: a, text: A ceasefire}
      - {id: b, text: a  Ceasefire}
    """
    assert dossier_doc.lines == [
        "coding.yaml:3:19: E405: condition 'b' has the text of 'a'; make them one, or tell them apart"
    ]


def test_one_alias_for_two_things(dossier_doc: Doc) -> None:
    """
    proposals:
      - {id: a, title: A, aliases: [the force, b]}
      - {id: b, title: B, aliases: [The Force]}
    """
    assert dossier_doc.lines == [
        "coding.yaml:2:44: E405: alias 'b' of proposal 'a' also stands for 'b'; drop one",
        "coding.yaml:3:33: E405: alias 'The Force' of proposal 'b' also stands for 'a'; drop one",
    ]


def test_a_proposal_within_itself(dossier_doc: Doc) -> None:
    """
    proposals:
      - {id: a, title: A, within: b}
      - {id: b, title: B, within: a}
      - {id: c, title: C, within: a}
    """
    assert dossier_doc.places == ["coding.yaml:2:31: E406", "coding.yaml:3:31: E406"]


def test_two_source_sections_with_one_id(dossier_doc: Doc) -> None:
    """
    source: {id: example, title: One}
    --- file: other.yaml
    source: {title: Two, id: example}
    """
    assert dossier_doc.places == ["other.yaml:1:26: E401"]
    assert "give one of them another `id`" in dossier_doc.lines[0]


def test_a_source_is_not_called_registry(dossier_doc: Doc) -> None:
    """
    --- file: registry.yaml
    source: {title: A register}
    """
    assert dossier_doc.lines == [
        "registry.yaml:1:9: E402: 'registry' is the name of the analyst's own graph; "
        "give the source another id"
    ]


def test_a_source_may_stand_in_a_table_too(dossier_doc: Doc) -> None:
    """
    source: {id: example, title: One}
    --- file: sources.csv
    id,title,published,reliability
    example,One,2025-03-28,B
    other,Other,2025-03,
    """
    assert dossier_doc.lines == []
    example, other = (account.source for account in dossier_doc.dossier.accounts)
    assert example is not None and other is not None
    assert (example.published, example.reliability, other.published) == ("2025-03-28", "B", "2025-03")


def test_statements_in_tables_join_their_source(dossier_doc: Doc) -> None:
    """
    source: {id: example, title: One}
    proposals: [{id: f, title: F}]
    statements: [{actor: SE, stance: open, proposal: f}]
    --- file: statements.csv
    source,actor,stance,proposal,conditions
    example,NO,open,f,any(a ceasefire|a mandate)
    ,DK,open,f,none
    """
    assert [one.actor for one in dossier_doc.account("example").statements] == [
        ("country:SE",),
        ("country:NO",),
    ]
    assert dossier_doc.account("registry").statements[0].conditions == "none"
