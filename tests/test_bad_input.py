"""Every file of the corpus through every door: the right exit code, one line for each fault, nothing else.

No traceback, no more than two seconds and 500 MB, no call of the bait server, no word of the bait file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import pytest

from coalition_graph import graph, shapes
from tests.bait import SECRET, Visits, baited, laid
from tests.doors import DOORS, STORE
from tests.samples import BAD_INPUT
from tests.serving import served
from tests.warm import Ended, Run, warm

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not BAD_INPUT.is_dir(), reason="the shared bad input is not here"),
]

FINE, HAS_PROBLEMS, WRONG_USE = 0, 1, 2
SECONDS, MEGABYTES = 2.0, 500
_PROBLEM: Final = re.compile(r"(?!Error: )(.+?):(\d+):(\d+): ([EW]\d{3}): (.+)")
# What could steer a terminal; every line of ours ends in a line feed and has nothing else of this kind.
_STEERING: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

NO_YAML: Final = {
    "billion_laughs.yaml", "colon_in_unquoted_quote.yaml", "control_char.yaml", "cp1252.yaml",
    "deep_nesting_3000.yaml", "duplicate_keys.yaml", "merge_key_bomb.yaml", "multi_document.yaml",
    "python_object_exec.yaml", "self_reference.yaml", "tabs_indent.yaml", "utf16.yaml",
}  # fmt: skip
NO_TURTLE: Final = {
    "cp1252_smart_quotes.ttl", "html_error_page_as.ttl", "invalid_utf8.ttl", "iri_relative_nobase.ttl",
    "iri_space.ttl", "iri_unicode_escape_gt.ttl", "lang_bad.ttl", "lang_long.ttl", "surrogate_escape.ttl",
    "truncated_midfile.ttl", "unclosed_string.ttl", "utf16.ttl",
}  # fmt: skip
# Queries that do no harm: they are answered.
ANSWERED: Final = {
    "graph_http.rq", "path_nested_star.rq", "path_star_all_pairs.rq", "redos_regex.rq", "redos_replace.rq",
    "regex_compile_huge.rq",
}  # fmt: skip
# Whether these end before they are stopped depends on the machine.
TOILSOME: Final = {"many_unions_3000.rq", "path_negated_plus.rq"}
Codes = frozenset[int]
ANY: Final[Codes] = frozenset((FINE, HAS_PROBLEMS, WRONG_USE))


def only(code: int) -> Codes:
    return frozenset((code,))


def as_coding_file(file: Path) -> Codes:
    if file.suffix == ".yaml":
        return only(HAS_PROBLEMS if file.name in NO_YAML else FINE)
    return only(FINE if file.suffix == ".csv" else WRONG_USE)


def as_graph(file: Path) -> Codes:
    if file.suffix in (".jsonld", ".rdf"):
        return only(HAS_PROBLEMS)
    if file.suffix in (".ttl", ".nt"):
        return only(HAS_PROBLEMS if file.name in NO_TURTLE else FINE)
    return as_coding_file(file)


def as_served_graph(file: Path) -> Codes:
    """What could be opened finds no address to be served at."""
    return frozenset(WRONG_USE if code == FINE else code for code in as_graph(file))


def in_a_folder(file: Path) -> Codes:
    """Of a folder only what has the name of a coding file or a table is looked at."""
    return as_coding_file(file) if file.suffix in (".yaml", ".csv") else only(FINE)


def as_query(file: Path) -> Codes:
    if file.name in TOILSOME:
        return frozenset((FINE, WRONG_USE))
    return only(FINE if file.name in ANSWERED else WRONG_USE)


EXPECTED: Final[Mapping[str, Callable[[Path], Codes]]] = {
    "check": as_coding_file,
    "check in a folder": in_a_folder,
    "check as coding file": lambda file: only(FINE if file.name == "empty.ttl" else HAS_PROBLEMS),
    "check as table": lambda _: only(HAS_PROBLEMS),
    "check as workbook": lambda _: only(HAS_PROBLEMS),
    # Two files have the word that is quoted.
    "check as text of a source": lambda file: only(FINE if b"PWNED" in file.read_bytes() else HAS_PROBLEMS),
    "load": as_coding_file,
    "open": lambda file: frozenset(FINE if file.suffix == ".yaml" else code for code in as_graph(file)),
    "ask of it": as_graph,
    "serve": as_served_graph,
    "ask": as_query,
    # A line of anything is the head of a table without rows.
    "import csv": lambda file: only(HAS_PROBLEMS) if file.suffix == ".csv" else ANY,
    "import dna": lambda _: only(WRONG_USE),
    "import again": lambda _: only(WRONG_USE),
}


@dataclass(frozen=True)
class Corpus:
    """The corpus as laid out, what runs a command, and the bait."""

    folder: Path
    files: list[Path]
    run: Run
    visits: Visits

    def through(self, door: str, file: Path) -> Ended:
        """What comes of a file at one of the doors."""
        folder = self.folder / f"{door} {self.files.index(file)}"
        folder.mkdir()
        return self.run(*DOORS[door](file, folder), cwd=folder)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("corpus")
    graph.load([graph.located("example")], (folder / "any" / STORE).resolve())
    with baited() as visits, warm() as run:
        yield Corpus(folder, laid(folder / "bait", visits), run, visits)
        assert visits.calls == 0
        assert not list(folder.rglob("*PWNED*"))


def faults(file: Path, ended: Ended, codes: Codes) -> Iterator[str]:
    """What is wrong with how a run ended."""
    if ended.code not in codes:
        yield f"exit code {ended.code}, not {sorted(codes)}"
    if ended.seconds > SECONDS or ended.megabytes > MEGABYTES:
        yield f"{ended.seconds:.1f} s, {ended.megabytes:.0f} MB"
    if "Traceback" in ended.told:
        yield "a traceback"
    # Who names the bait himself may see what is in it.
    if SECRET in ended.told and SECRET.encode() not in file.read_bytes():
        yield "a word of the bait file"
    if found := _STEERING.search(ended.told):
        yield f"steers the terminal: {found.group()!r}"
    problems = [found for line in ended.told.splitlines() if (found := _PROBLEM.fullmatch(line))]
    errors = [found for found in problems if found[4].startswith("E")]
    if bool(errors) != (ended.code == HAS_PROBLEMS):
        yield f"{len(errors)} errors with exit code {ended.code}"
    if (ended.code == WRONG_USE) != (sum(line.startswith("Error: ") for line in _own(ended, problems)) == 1):
        yield "not one sentence that says what is wrong"
    yield from (f"no such place: {found[0][:200]}" for found in problems if not _is_place(found))


def _own(ended: Ended, problems: list[re.Match[str]]) -> list[str]:
    """The lines on stderr; of those that follow problems only the problems count."""
    return [] if ended.code == HAS_PROBLEMS else ended.err.splitlines()


def _is_place(problem: re.Match[str]) -> bool:
    path, line, column = Path(problem[1]), int(problem[2]), int(problem[3])
    if not path.is_file():
        return path.is_dir() and (line, column) == (1, 1)
    lines = re.split("\r\n|\r|\n", path.read_bytes().decode("utf-8", "replace"))
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def test_every_door_has_its_rule() -> None:
    assert list(EXPECTED) == list(DOORS)


@pytest.mark.parametrize("door", DOORS)
def test_every_file_of_the_corpus_through_this_door(corpus: Corpus, door: str) -> None:
    ended = {file: corpus.through(door, file) for file in corpus.files}
    told = [
        f"{file.relative_to(corpus.folder)}: {fault}\n{run.told[:400]}"
        for file, run in ended.items()
        for fault in faults(file, run, EXPECTED[door](file))
    ]
    assert not told, "\n".join(told)
    assert len(ended) == sum(path.is_file() for path in BAD_INPUT.rglob("*")) > 120
    assert corpus.visits.calls == 0


def test_every_file_of_the_corpus_as_a_query_to_the_server(corpus: Corpus) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    statuses: dict[Path, int] = {}
    with (
        served("example", "--timeout", "0.5", "--workers", "2") as server,
        httpx.Client(base_url=server.address, timeout=30) as client,
    ):
        for file in corpus.files:
            answer = client.post("/sparql", content=file.read_bytes(), headers=direct)
            statuses[file] = answer.status_code
            assert answer.status_code in (200, 400, 413, 503), file.name
            assert SECRET not in answer.text, file.name
            assert "Traceback" not in answer.text, file.name
            alive = client.post("/sparql", content=b"ASK { stance:open cg:score 1 }", headers=direct)
            assert alive.json()["boolean"] is True, file.name
    answered = {file.name for file, status in statuses.items() if status == 200}
    assert ANSWERED <= answered <= ANSWERED | TOILSOME
    assert len(statuses) == len(corpus.files)


def test_every_file_for_shacl_is_checked_and_none_fetches(corpus: Corpus) -> None:
    """As data under our shapes, and as shapes of one's own over data."""
    folder = corpus.folder / "bait" / "shacl"
    triples = shapes.everything(graph.open(folder / "data_ok.ttl").store)
    files = sorted(folder.iterdir())
    for file in files:
        data = shapes.everything(graph.open(file).store)
        assert SECRET not in shapes.conformance(data).report
        assert SECRET not in shapes.conformance(triples, file.read_text(encoding="utf-8")).report
    assert len(files) == len(list((BAD_INPUT / "shacl").iterdir())) >= 9
    assert corpus.visits.calls == 0
