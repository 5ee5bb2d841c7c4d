"""GRAPH: what can be opened, and what is said where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

import coalition_graph
from coalition_graph import DossierHasProblems, ForeignFolder, OtherDossier, UnreadableGraph, graph, store
from tests.conftest import Doc, MakeDoc


def test_the_example_is_shipped() -> None:
    assert len(coalition_graph.open("example").meetings()) > 0


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    with pytest.raises(UnreadableGraph, match="no such file or folder"):
        coalition_graph.open(tmp_path / "nothing")


def test_an_empty_folder_is_an_empty_dossier(tmp_path: Path) -> None:
    opened = coalition_graph.open(tmp_path)
    assert opened.problems
    assert len(opened.positions()) == len(opened.meetings()) == 0


def test_a_dossier_with_errors_is_refused_with_all_of_them(dossier_doc: Doc) -> None:
    """
    statements:
      - {actor: Nowhere, stance: open, proposal: force}
      - {actor: SE, stance: opne, proposal: force}
    """
    with pytest.raises(DossierHasProblems) as caught:
        coalition_graph.open(dossier_doc.folder)
    assert len(caught.value.problems) >= 2


def test_broken_rdf_names_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .\n", encoding="utf-8")
    with pytest.raises(DossierHasProblems) as caught:
        coalition_graph.open(broken)
    assert caught.value.problems[0].line == 1


def test_a_strangers_folder_is_not_written_into(dossier_doc: Doc, tmp_path: Path) -> None:
    """
    dossier: {id: one}
    """
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    (stranger / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(ForeignFolder):
        graph.load([dossier_doc.folder], store.DiskStore(stranger))
    assert [path.name for path in stranger.iterdir()] == ["thesis.docx"]


def test_a_dossier_with_errors_leaves_no_store_behind(dossier_doc: Doc, tmp_path: Path) -> None:
    """
    statements: [{actor: Nowhere, stance: open, proposal: force}]
    """
    with pytest.raises(DossierHasProblems):
        graph.load([dossier_doc.folder], tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


SOURCE = """
source: {id: %s}
proposals: [{id: force, title: F}]
statements: [{actor: %s, stance: open, proposal: force}]
"""


def test_a_store_equals_the_files_last_given(make_doc: MakeDoc, tmp_path: Path) -> None:
    first = make_doc(
        "dossier: {id: d}\n--- file: a.yaml\n"
        + SOURCE % ("a", "SE")
        + "\n--- file: b.yaml\n"
        + SOURCE % ("b", "NO")
    )
    kept = store.DiskStore(tmp_path / "kept")
    done, _ = graph.load([first.folder], kept)
    assert sorted(done.changed) == ["source:a", "source:b"]
    before = kept.quads()
    again, _ = graph.load([first.folder], kept)
    assert (again.changed, again.dropped) == ((), ())
    assert kept.quads() == before
    (first.folder / "b.yaml").unlink()
    third, _ = graph.load([first.folder], kept)
    assert (third.changed, third.dropped) == ((), ("source:b",))
    assert coalition_graph.open(tmp_path / "kept").positions().column("actor") == ["Sweden"]


def test_another_dossier_is_refused_unless_added(make_doc: MakeDoc, tmp_path: Path) -> None:
    kept = store.DiskStore(tmp_path / "kept")
    one = make_doc("dossier: {id: one}\n--- file: a.yaml\n" + SOURCE % ("a", "SE"))
    two = make_doc("dossier: {id: two}\n--- file: b.yaml\n" + SOURCE % ("b", "NO"))
    graph.load([one.folder], kept)
    with pytest.raises(OtherDossier):
        graph.load([two.folder], kept)
    graph.load([two.folder], kept, add=True)
    assert sorted(coalition_graph.open(tmp_path / "kept").positions().column("actor")) == ["Norway", "Sweden"]


def test_changing_a_groups_members_changes_what_follows(make_doc: MakeDoc, tmp_path: Path) -> None:
    text = """
    actors: [{{name: The Three, kind: group, members: {members}}}]
    meetings: [{{id: oslo, date: 2025-01-01, attendance: [{{actor: DK, represents: [The Three]}}]}}]
    """
    for members, represented in (("[SE, FI]", {"Finland", "Sweden"}), ("[SE, IS]", {"Iceland", "Sweden"})):
        opened = coalition_graph.open(make_doc(text.format(members=members)).folder)
        rows = [row for row in opened.attendance() if row["presence"] == "represented"]
        assert {row["actor"] for row in rows} == represented
        asked = opened.query("SELECT ?c WHERE { ?c cg:wasRepresentedAt meeting:oslo }")
        assert len(asked) == len(represented)


def test_a_file_may_be_given_alone(make_doc: MakeDoc) -> None:
    doc = make_doc(SOURCE % ("a", "SE"))
    assert coalition_graph.open(doc.folder / "coding.yaml").positions().column("actor") == ["Sweden"]
