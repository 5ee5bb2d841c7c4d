"""What `init` and `new` write can be checked, loaded and written over; nothing is ever overwritten."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from coalition_graph import files
from coalition_graph.errors import BadParameter, UsageError


def errors(folder: Path) -> list[str]:
    return [str(problem) for problem in files.read([folder]).problems if problem.is_error]


def test_a_dossier_is_one_small_file(tmp_path: Path) -> None:
    (made,) = files.start_dossier(tmp_path / "Ukraine force", 'A "European" force: #1')
    assert made == tmp_path / "Ukraine force" / "dossier.yaml"
    assert files.is_dossier(made.parent)
    dossier = files.read([made.parent]).dossier
    assert dossier is not None
    assert (dossier.id, dossier.title) == ("ukraine-force", 'A "European" force: #1')


def test_a_dossier_is_never_started_twice(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("dossier: {id: mine}\n", encoding="utf-8")
    with pytest.raises(BadParameter, match="it already holds a dossier"):
        files.start_dossier(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_a_file_that_is_no_dossier_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text("notes", encoding="utf-8")
    with pytest.raises(BadParameter):
        files.start_dossier(tmp_path)
    assert (tmp_path / "dossier.yaml").read_text(encoding="utf-8") == "notes"


def test_a_coding_file_holds_place_and_hash_of_its_text(tmp_path: Path) -> None:
    files.start_dossier(tmp_path)
    text = tmp_path / "texts" / "Le Monde.txt"
    text.parent.mkdir()
    text.write_text("the conditions are right", encoding="utf-8")
    made = files.start_file(
        tmp_path / "coded", text, url="https://example.org/a", title="Obstacles: #1", published="2025-03~"
    )
    assert made.name == "obstacles-1.yaml"
    source = files.read([tmp_path])
    assert source.problems == () and source.dossier is not None
    told = source.dossier.accounts[0].source
    assert told is not None
    assert (told.title, told.url, told.published) == ("Obstacles: #1", "https://example.org/a", "2025-03~")
    assert (told.text, told.sha256) == (
        "../texts/Le Monde.txt",
        hashlib.sha256(text.read_bytes()).hexdigest(),
    )


def test_a_text_outside_the_dossier_is_known_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("words", encoding="utf-8")
    folder = tmp_path / "force"
    files.start_dossier(folder)
    made = files.start_file(folder, tmp_path / "article.txt").read_text(encoding="utf-8")
    assert "\n  sha256: " in made and "\n  text:" not in made
    assert errors(folder) == []


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"title": "../../etc/passwd"}, "etc-passwd"),
        ({"title": '=cmd|"x"\n\x1b[31m'}, "cmd-x-31m"),
        ({"url": "https://example.org/2025/a-force/?utm=1"}, "source"),
        ({"url": "https://example.org/2025/a-force"}, "a-force"),
        ({"published": "2025-03-28"}, "2025-03-28"),
        ({"title": "Registry"}, "registry-1"),
        ({"title": "Dossier"}, "dossier-1"),
        ({}, "source"),
    ],
)
def test_file_names_are_safe_and_what_is_written_passes(
    tmp_path: Path, facts: dict[str, str], name: str
) -> None:
    files.start_dossier(tmp_path)
    made = files.start_file(tmp_path, **facts)
    assert (made.parent, made.stem) == (tmp_path, name)
    assert errors(tmp_path) == []


def test_a_second_file_of_a_name_gets_a_number(tmp_path: Path) -> None:
    files.start_dossier(tmp_path)
    (tmp_path / "a-3.yml").write_text("source: {id: a-3}\n", encoding="utf-8")
    names = [files.start_file(tmp_path, title="A").name for _ in range(3)]
    assert names == ["a.yaml", "a-2.yaml", "a-4.yaml"]
    assert errors(tmp_path) == []


def test_a_bad_date_or_text_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Malm\xf6")
    with pytest.raises(BadParameter, match="--published does not take 'March'"):
        files.start_file(tmp_path, published="March")
    with pytest.raises(UsageError, match="is not text in UTF-8"):
        files.start_file(tmp_path, tmp_path / "a.txt")
    with pytest.raises(UsageError, match="cannot read"):
        files.start_file(tmp_path, tmp_path / "b.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_every_commented_example_is_right(tmp_path: Path) -> None:
    (started,) = files.start_dossier(tmp_path)
    made = files.start_file(tmp_path, title="Example")
    for path in (started, made):
        text = path.read_text(encoding="utf-8")
        sections = "actors|conditions|defaults|meetings|proposals|statements|status"
        path.write_text(re.sub(rf"(?m)^# (?=({sections}):|  )", "", text), encoding="utf-8")
    reading = files.read([tmp_path])
    assert errors(tmp_path) == [] and reading.dossier is not None
    assert [len(account.statements) for account in reading.dossier.accounts if account.name == "example"] == [
        1
    ]
    assert {proposal.id for proposal in reading.dossier.proposals} == {"land-force"}
