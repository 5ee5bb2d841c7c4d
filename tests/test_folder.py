"""A dossier is its folders: what is read, what is passed over, and what stands in the way."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from coalition_graph.errors import UnreadableGraph
from coalition_graph.files import folder

SAID = "statements: [{actor: SE, stance: open, proposal: land-force}]\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, so that paths are told as they were given."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(root: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def read(*paths: str, keep_going: bool = False) -> tuple[list[str], list[str]]:
    found, problems, _ = folder.codings([Path(path) for path in paths], keep_going)
    return [coding.path for coding in found], [str(problem) for problem in problems]


def test_files_are_read_in_order_each_once(here: Path) -> None:
    fill(
        here,
        {
            "b.yml": SAID,
            "a/z.YAML": SAID,
            "a/status.csv": "condition,is\nc,met\n",
            "notes.txt": "x",
            "a/b/c.yaml": SAID,
        },
    )
    assert read(".", "a", "a/z.YAML", "b.yml") == (["b.yml", "a/status.csv", "a/z.YAML", "a/b/c.yaml"], [])


def test_hidden_folders_and_lock_files_are_skipped(here: Path) -> None:
    fill(
        here,
        {
            ".git/a.yaml": SAID,
            "x/.venv/b.yaml": SAID,
            "._c.yaml": "\0",
            "~$statements.xlsx": "",
            "d.yaml": SAID,
        },
    )
    assert read(".") == (["d.yaml"], [])


def test_other_files_are_a_warning_each(here: Path) -> None:
    fill(
        here,
        {
            "docker.yaml": "services: {web: x}\n",
            "list.yaml": "- a\n",
            "empty.yaml": "",
            "people.csv": "a,b\n",
            "d.yaml": SAID,
        },
    )
    found, problems = read(".")
    assert found == ["d.yaml"]
    assert [problem.split(";")[0][:75] for problem in problems] == [
        "docker.yaml:1:1: W121: no section of a coding file, such as source: or stat",
        "empty.yaml:1:1: W121: no section of a coding file, such as source: or state",
        "list.yaml:1:1: W121: no section of a coding file, such as source: or statem",
        "people.csv:1:1: W121: not read: a table is named statements*, attendance*, ",
    ]


def test_a_misspelled_section_is_an_error_not_another_file(here: Path) -> None:
    fill(here, {"a.yaml": "statments: []\n"})
    assert read(".")[1] == ["a.yaml:1:1: E201: unknown section 'statments'; did you mean 'statements'?"]


def test_our_own_output_is_not_read_twice(here: Path) -> None:
    fill(
        here,
        {
            "d.yaml": SAID,
            "out/graph.trig": "",
            "out/statements.csv": "x",
            "kept/coalition-graph.json": "{}",
            "kept/a.csv": "",
        },
    )
    found, problems = read(".")
    assert found == ["d.yaml"]
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["kept/coalition-graph.json:1:1", "W121"],
        ["out/graph.trig:1:1", "W121"],
    ]


def test_each_file_is_known_by_its_hash(here: Path) -> None:
    fill(here, {"a.yaml": SAID, "bad.yaml": "a: [", "people.csv": "a"})
    inputs = folder.codings([Path()])[2]
    assert list(inputs) == ["a.yaml", "bad.yaml", "people.csv"]
    assert inputs["a.yaml"] == hashlib.sha256(SAID.encode()).hexdigest()


@pytest.mark.parametrize(
    ("path", "reason"),
    [("nowhere", "there is no such file or folder"), ("a.txt", "a dossier is made of .yaml")],
)
def test_a_path_that_leads_nowhere_is_wrong_use(here: Path, path: str, reason: str) -> None:
    fill(here, {"a.txt": "x"})
    with pytest.raises(UnreadableGraph, match=reason):
        read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_stop_the_reading(here: Path) -> None:
    os.mkfifo(here / "pipe.yaml")
    assert read(".") == ([], ["pipe.yaml:1:1: W121: not a plain file; not read"])


def test_a_folder_that_holds_itself_ends(here: Path) -> None:
    fill(here, {"a.yaml": SAID})
    (here / "loop").symlink_to(here, target_is_directory=True)
    (here / "again.yaml").symlink_to(here / "a.yaml")
    assert read(".")[0] == ["a.yaml"]


def test_a_link_out_of_the_folder_is_told_and_not_followed(here: Path) -> None:
    fill(
        here,
        {"private/actors.csv": "name,kind\nLOCAL-SECRET,person\n", "shared/b.yaml": SAID, "d/a.yaml": SAID},
    )
    (here / "d" / "actors.csv").symlink_to(here / "private" / "actors.csv")
    (here / "d" / "folder").symlink_to(here / "shared")
    (here / "d" / "itself.yaml").symlink_to("itself.yaml")
    (here / "d" / "nowhere.yaml").symlink_to("gone.yaml")
    assert read("d") == (
        ["d/a.yaml"],
        [
            "d/actors.csv:1:1: W121: a link that leads out of the folder, not read; "
            "name what it leads to beside the folder",
            "d/folder:1:1: W121: a link to a folder, not read; name what it leads to beside this folder",
            "d/itself.yaml:1:1: W121: not a plain file; not read",
            "d/nowhere.yaml:1:1: W121: not a plain file; not read",
        ],
    )
    assert read("d", "shared")[0] == ["d/a.yaml", "shared/b.yaml"]
    assert read("d/actors.csv")[0] == ["d/actors.csv"]


def test_all_problems_come_at_once_and_sorted(here: Path) -> None:
    fill(
        here,
        {
            "b.yaml": "a: [\n",
            "a.yaml": "statements:\n  - {actor: SE, stance: opn, proposal: p}\n  - {actor: SE}\n",
            "status.csv": "condition,is\nc,done\n",
            "utf16.csv": "x",
            "actors.csv": "name,kind\n".encode("utf-16"),
        },
    )
    assert [problem.split(": ")[:2] for problem in read(".")[1]] == [
        ["a.yaml:2:25", "E203"],
        ["a.yaml:3:5", "E202"],
        ["a.yaml:3:5", "E202"],
        ["actors.csv:1:1", "E102"],
        ["b.yaml:1:4", "E104"],
        ["status.csv:2:3", "E203"],
        ["utf16.csv:1:1", "W121"],
    ]


def test_keep_going_makes_warnings_of_errors(here: Path) -> None:
    fill(
        here,
        {
            "a.yaml": "status: [{condition: c, is: no}]\n" + SAID.replace("SE", "FI"),
            "b.yaml": "a: [",
        },
    )
    found, _, _ = folder.codings([Path()], True)
    assert [statement.actor for coding in found for statement in coding.file.statements] == [("FI",)]
    problems = read(".", keep_going=True)[1]
    assert [problem[:18] for problem in problems] == ["a.yaml:1:29: W203:", "b.yaml:1:4: W104: "]
    assert all(problem.endswith("; left out") for problem in problems)


@pytest.mark.parametrize(
    ("files", "is_one"),
    [
        ({"d.yaml": "dossier: {id: x}\n"}, True),
        ({"d.yml": '\ufeff"dossier" : {id: x}\n'}, True),
        ({"d.yaml": "# dossier: x\nsource: {note: 'dossier: y'}\n"}, False),
        ({"sub/d.yaml": "dossier: {id: x}\n"}, False),
        ({"d.csv": "dossier: x\n"}, False),
        ({}, False),
    ],
)
def test_a_dossier_is_a_folder_with_a_dossier_section(
    here: Path, files: dict[str, str | bytes], is_one: bool
) -> None:
    fill(here, files)
    assert folder.is_dossier(here) is is_one
    assert not folder.is_dossier(here / "d.yaml")


@pytest.mark.slow
def test_many_rows_are_read_in_a_few_seconds(here: Path) -> None:
    head = "id,actor,stance,proposal,conditions,contribution.kind,contribution.min,said,summary,source\n"
    rows = (
        f"s{n},SE|FI,open,p{n % 90},c1|any(c2|c3),land,{n},2025-03-{n % 28 + 1:02},text {n},g{n % 50}\n"
        for n in range(50_000)
    )
    fill(here, {"statements.csv": head + "".join(rows)})
    started = time.process_time()
    found, problems, _ = folder.codings([here])
    assert (len(found), sum(len(coding.file.statements) for coding in found), problems) == (50, 50_000, [])
    assert time.process_time() - started < 20
