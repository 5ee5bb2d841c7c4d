"""A dossier is read whole: its id and title, its accounts, and all problems at once, sorted."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition_graph import errors, files
from tests.conftest import Doc, MakeDoc

# The example of the file format, with the persons and proposals that it takes for declared elsewhere.
EXAMPLE = """
dossier: {id: ukraine-force, title: "A European force for Ukraine", language: en}
source:
  id: example-2025-03-28
  title: "Obstacles remain for a force in Ukraine"
  publisher: Example News
  via: AFP
  url: https://example.org/a/1
  published: 2025-03-28~
  language: en
  text: example-2025-03-28.txt
  reliability: B
defaults: {proposal: land-force, attribution: reported}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, party: M, from: 2022-10-18,
     aliases: []}
  - {name: Many in Europe, kind: unnamed}
proposals:
  - {id: land-force, title: "European land force in Ukraine", within: reassurance-force, initiators: [FR, GB]}
conditions:
  - id: us-protection
    text: "American protection for European soldiers"
    kind: guarantee
    requires: {actor: US, stance: [pledges, open], proposal: us-backstop}
meetings:
  - id: paris-2025-02-17
    title: "First Paris meeting"
    date: 2025-02-17
    place: Paris
    country: FR
    level: leaders
    format: in-person
    series: coalition-of-the-willing
    host: Emmanuel Macron
    reported: {count: 7, of: countries, about: false}
    complete: false
    attendance:
      - EU
      - {actor: DK, person: Mette Frederiksen, as: Prime Minister, represents: [Nordic countries]}
      - {actor: Ulf Kristersson, mode: remote, status: planned}
statements:
  - actor: Sweden
    speaker: Ulf Kristersson
    stance: open
    proposal: land-force
    conditions: ["the conditions are right"]
    quote: "the conditions are right"
    summary: "Sweden may take part if conditions are right"
    locator: "para. 3"
    said: 2025-03
  - actor: [FR, GB]
    stance: open
    contribution:
      - {kind: land, min: 10000, max: 30000, unit: personnel, area: "behind the front", joint: fr-gb-plan}
      - {kind: naval, joint: fr-gb-plan}
    attribution: anonymous
  - {actor: Many in Europe, stance: supports, conditions: [us-protection]}
  - {actor: PL, stance: declines, reason: "needs its troops at home"}
status:
  - {condition: us-protection, is: open, as_of: 2025-03-27,
     summary: "Washington said no protection would come"}
--- file: example-2025-03-28.txt
Sweden could take part if “the conditions are right”.
--- file: registry.yaml
actors:
  - {name: Emmanuel Macron, kind: person, post: President, of: France, from: 2017-05-14}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark, from: 2019-06-27}
proposals:
  - {id: reassurance-force, title: Reassurance force}
  - {id: us-backstop, title: American backstop}
"""


def test_the_example_of_the_format(make_doc: MakeDoc) -> None:
    doc = make_doc(EXAMPLE)
    assert doc.lines == []
    dossier = doc.dossier
    assert (dossier.id, dossier.title, dossier.language) == (
        "ukraine-force",
        "A European force for Ukraine",
        "en",
    )
    assert [one.id for one in dossier.proposals] == ["land-force", "reassurance-force", "us-backstop"]
    assert [one.id for one in dossier.conditions] == ["the-conditions-are-right", "us-protection"]
    (account,) = dossier.accounts
    assert (account.name, len(account.statements), len(account.status)) == ("example-2025-03-28", 4, 1)
    assert [one.attribution for one in account.statements] == [
        "reported",
        "anonymous",
        "reported",
        "reported",
    ]
    assert [one.actor for one in account.meetings[0].attendance] == [
        "country:FR",
        "organisation:EU",
        "country:DK",
        "country:SE",
    ]


def test_the_same_files_give_the_same_dossier(make_doc: MakeDoc) -> None:
    assert make_doc(EXAMPLE).dossier == make_doc(EXAMPLE).dossier


def test_all_problems_come_at_once_and_sorted(dossier_doc: Doc) -> None:
    """
    source: {id: example, published: 2025-02-30}
    defaults: {proposal: land-force}
    statements:
      - {actor: Sweeden, stance: open}
      - {actor: Sweden, stanse: open}
    --- file: a.yaml
    proposals: [{id: land-force, title: A land force, within: larger}]
    """
    assert dossier_doc.places == [
        "a.yaml:1:59: E302",
        "coding.yaml:1:34: E203",
        "coding.yaml:4:13: E301",
        "coding.yaml:5:21: E201",
    ]


def test_what_refers_to_a_faulty_declaration_is_no_second_fault(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force}]
    actors: [{name: Jane Doe, kind: persn}]
    conditions: [{id: mandate}]
    defaults: {proposal: land-force, stance: open}
    statements: [{actor: SE, speaker: Jane Doe, conditions: [mandate]}, {actor: Jane Doe}]
    """
    assert [place.split(":")[1] for place in dossier_doc.places] == ["1", "2", "3"]


def test_keep_going_leaves_bad_entries_out(dossier_doc: Doc) -> None:
    """
    source: {id: example}
    proposals: [{id: land-force, title: A land force, initiators: [Sweeden, FR]}]
    statements:
      - {actor: Sweeden, stance: open, proposal: land-force}
      - {actor: Sweden, stanse: open, proposal: land-force}
      - {actor: Norway, stance: open, proposal: land-force}
    meetings: [{id: paris, attendance: [Denmrk, Finland]}]
    """
    assert dossier_doc.reading.dossier is None
    reading = files.read([dossier_doc.folder], keep_going=True)
    assert reading.dossier is not None
    (account,) = reading.dossier.accounts
    assert [one.actor for one in account.statements] == [("country:NO",)]
    assert [one.actor for one in account.meetings[0].attendance] == ["country:FI"]
    assert reading.dossier.proposals[0].initiators == ("country:FR",)
    told = [
        (problem.line, problem.code, problem.message.endswith("left out")) for problem in reading.problems
    ]
    assert told == [(2, "W301", True), (4, "W301", True), (5, "W201", True), (7, "W301", True)]


def test_id_and_title_come_from_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "My Dossier 2025"
    folder.mkdir()
    (folder / "a.yaml").write_text("proposals: [{id: f, title: F}]", encoding="utf-8")
    reading = files.read([folder])
    assert reading.dossier is not None
    assert (reading.dossier.id, reading.dossier.title) == ("my-dossier-2025", "my-dossier-2025")
    assert list(reading.inputs) == [str(folder / "a.yaml")]


def test_two_sections_must_agree(dossier_doc: Doc) -> None:
    """
    dossier: {id: force, title: A force}
    --- file: b.yaml
    dossier: {title: A  Force, note: Kept by hand.}
    --- file: c.yaml
    dossier: {id: other}
    """
    (line,) = dossier_doc.lines
    assert line.startswith("c.yaml:1:15: E407: dossier: id is 'other' here and 'force' in ")


def test_several_folders_are_one_dossier(make_doc: MakeDoc) -> None:
    main = make_doc("dossier: {id: force, title: A force}\nproposals: [{id: f, title: F}]")
    more = make_doc("source: {id: example}\nstatements: [{actor: SE, stance: open, proposal: f}]")
    reading = files.read([more.folder, main.folder, main.folder / "coding.yaml"])
    assert reading.problems == ()
    assert reading.dossier is not None and reading.dossier.id == "force"
    assert len(reading.inputs) == 2


def test_a_text_in_another_given_folder_is_out_of_reach(make_doc: MakeDoc) -> None:
    main = make_doc("dossier: {id: force}")
    (main.folder / "text.txt").write_text("words", encoding="utf-8")
    more = make_doc("source: {id: example, text: ../dossier/text.txt}")
    (problem,) = files.read([main.folder, more.folder]).problems
    assert problem.code == "E503"


def test_an_empty_folder_is_an_empty_dossier_with_a_warning(tmp_path: Path) -> None:
    reading = files.read([tmp_path])
    assert reading.dossier is not None and reading.dossier.accounts == ()
    assert [str(problem) for problem in reading.problems] == [
        f"{tmp_path}:1:1: W422: no coding file here; `coalition-graph new` starts one"
    ]


def test_a_path_that_leads_nowhere_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableGraph):
        files.read([tmp_path / "nowhere"])


def test_accounts_stand_by_id_with_the_registry_last(dossier_doc: Doc) -> None:
    """
    dossier: {id: force}
    status: [{condition: c, is: open}]
    conditions: [{id: c, text: C}]
    --- file: a.yaml
    source: {id: zeta}
    --- file: z.yaml
    source: {id: alpha}
    """
    assert [account.name for account in dossier_doc.dossier.accounts] == ["alpha", "zeta", "registry"]
