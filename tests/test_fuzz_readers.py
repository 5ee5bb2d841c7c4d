"""Whatever stands in a file, reading it ends in a graph or in problems at places of that file, never in a crash."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition_graph import graph
from coalition_graph.errors import BadQuery, CoalitionGraphError, DossierHasProblems, Problem
from coalition_graph.files import columns, rdf, tree
from coalition_graph.files.dna_import import import_dna
from coalition_graph.files.importing_csv import import_csv
from coalition_graph.store import MemoryStore
from tests import tokens
from tests.dna_files import write_dna
from tests.everything import EVERYTHING

pytestmark = pytest.mark.long

_LINE: Final = re.compile("\r\n|\r|\n")
_STORE: Final = MemoryStore()
# Raised by hand when one looks for more: all of it takes some twenty seconds of one processor.
MORE: Final = 1


def fuzzed(examples: int) -> settings:
    """So many examples, with no time limit for one of them: a busy machine is no fault."""
    calm = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples * MORE, deadline=None, suppress_health_check=calm)


def made_of(some: Sequence[str], most: int = 40) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(some), max_size=most).map("".join)


def _encoded(written: str) -> st.SearchStrategy[bytes]:
    utf8 = written.encode("utf-8", "surrogatepass")
    others = (
        written.encode("utf-16", "surrogatepass"),
        written.encode("cp1252", "replace"),
        b"\xef\xbb\xbf" + utf8,
    )
    return st.sampled_from([utf8] * 8 + [*others])


def any_bytes(some: Sequence[str]) -> st.SearchStrategy[bytes]:
    """Texts made of tokens, any text and any bytes, in the encodings that files come in."""
    return st.one_of(
        made_of(some).flatmap(_encoded), st.text(max_size=40).flatmap(_encoded), st.binary(max_size=60)
    )


def sound(problems: Sequence[Problem]) -> None:
    """Every problem is one line, at a place that is there."""
    for problem in problems:
        assert re.fullmatch(r"[EW]\d{3}", problem.code)
        assert problem.message
        assert not _LINE.search(problem.message), problem
        path = Path(problem.path)
        lines = _LINE.split(path.read_bytes().decode("utf-8", "replace")) if path.is_file() else [""]
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem


def loads(folder: Path) -> None:
    """Read a folder: a graph in a store, or sound problems of which one is an error."""
    try:
        _, warnings = graph.load([folder], MemoryStore())
        sound(warnings)
    except DossierHasProblems as error:
        sound(error.problems)
        assert any(problem.is_error for problem in error.problems)


def ends_in_words(run: Callable[[], object]) -> None:
    """Run something that ends well, or in one sentence, or in sound problems."""
    try:
        run()
    except DossierHasProblems as error:
        sound(error.problems)
    except CoalitionGraphError as error:
        assert str(error)
        assert not _LINE.search(str(error))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


@fuzzed(250)
@given(any_bytes(tokens.YAML))
def test_any_coding_file(folder: Path, content: bytes) -> None:
    loads(fill(folder / "any", {"a.yaml": content}))


@pytest.mark.parametrize("table", columns.TABLES)
@fuzzed(50)
@given(data=st.data())
def test_any_table(folder: Path, table: str, data: st.DataObject) -> None:
    known = columns.known(table)
    needed = {
        "actor",
        "stance",
        "proposal",
        "name",
        "kind",
        "id",
        "title",
        "meeting",
        "text",
        "condition",
        "is",
    }
    begun = [name for name in known if name in needed] if data.draw(st.booleans()) else []
    head = [*begun, *data.draw(st.lists(st.sampled_from([*known, "", "Stance"]), max_size=5))]
    first = data.draw(st.sampled_from(",,,;\t")).join(head).encode()
    rows = data.draw(any_bytes(tokens.CELLS))
    registry = b"proposals: [{id: p, title: P}]\nmeetings: [{id: m}]\n"
    loads(fill(folder / table, {"registry.yaml": registry, f"{table}.csv": first + b"\n" + rows}))


def _plain(node: tree.Node) -> Any:
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, list):
        return [_plain(entry) for entry in node.value]
    return {key: _plain(entry) for key, entry in node.value.items()}


def _parsed(name: str) -> Any:
    root, _ = tree.parse(name, EVERYTHING[name].encode())
    assert root is not None
    return _plain(root)


def _paths(data: object, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every value inside of others stands."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in entries:
        yield (*here, step)
        yield from _paths(value, (*here, step))


OTHER: Final[list[object]] = [
    "", "x", "SE", "Nobody", "a.b", "-", "~", "0", "-1", "9" * 30, "2025-02-30", "2025-03/2025-01", "none", "ada",
    "inner", "outer", "summit", "crowd", "cover", "paper", "\u202e", "a\nb", "x" * 300, [], {}, [[]], [{}], ["SE", "SE"],
    {"x": "y"}, {"any": ["crowd", "cover"]}, {"all": []}, {"any": "x"}, {"kind": "land", "min": "5", "max": "1"},
    {"actor": "SE", "stance": "open", "proposal": "inner"}, "any(crowd|cover)", "../../x", "paper.yaml", "true", 5, None,
    True, 1e9,
]  # fmt: skip


def _changed(whole: Any, path: tuple[Any, ...], change: str, value: object) -> None:
    around = whole
    for step in path[:-1]:
        around = around[step]
    last = path[-1]
    if change == "value":
        around[last] = value
    elif isinstance(around, list):
        around[last : last + 1] = [] if change == "out" else [around[last], around[last]]
    else:
        kept = around.pop(last)
        around |= {} if change == "out" else {f"{last}s": kept}


@fuzzed(150)
@given(st.sampled_from(sorted(EVERYTHING)), st.data(), st.sampled_from(OTHER))
def test_a_dossier_with_one_value_changed(
    folder: Path, name: str, data: st.DataObject, value: object
) -> None:
    """A value replaced, a key taken out or called otherwise, an entry twice: whatever a slip may do."""
    whole = _parsed(name)
    change = data.draw(st.sampled_from(["value", "value", "value", "out", "more"]))
    _changed(whole, data.draw(st.sampled_from(list(_paths(whole)))), change, value)
    written = json.dumps(whole, ensure_ascii=False, indent=1).encode()
    loads(
        fill(
            folder / "changed", {**{each: text.encode() for each, text in EVERYTHING.items()}, name: written}
        )
    )


@fuzzed(150)
@given(st.sampled_from(sorted(EVERYTHING)), st.data(), made_of(tokens.YAML, 3))
def test_a_dossier_with_one_slip_of_the_keyboard(
    folder: Path, name: str, data: st.DataObject, slip: str
) -> None:
    content = EVERYTHING[name]
    place, gone = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 12))
    written = (content[:place] + slip + content[place + gone :]).encode("utf-8", "surrogatepass")
    loads(
        fill(folder / "slip", {**{each: text.encode() for each, text in EVERYTHING.items()}, name: written})
    )


@pytest.mark.parametrize(
    ("ending", "some"),
    [
        ("ttl", tokens.RDF),
        ("nt", tokens.RDF),
        ("nq", tokens.RDF),
        ("trig", tokens.RDF),
        ("jsonld", tokens.JSON_LD),
        ("rdf", tokens.XML),
    ],
)
@fuzzed(100)
@given(data=st.data())
def test_any_rdf_file(folder: Path, ending: str, some: list[str], data: st.DataObject) -> None:
    path = folder / f"g.{ending}"
    path.write_bytes(data.draw(any_bytes(some)))
    found = rdf.read_rdf(path)
    sound(found.problems)
    assert (found.loaded is None) == bool(found.problems)
    if found.loaded is not None:
        for form in rdf.FORMS:
            rdf.write_rdf(MemoryStore(found.loaded).lines(), folder / f"again.{form}", form)
            again = rdf.read_rdf(folder / f"again.{form}")
            assert again.loaded is not None, again.problems


@fuzzed(300)
@given(made_of(tokens.SPARQL, 25))
def test_any_query(sparql: str) -> None:
    try:
        _STORE.answer(sparql, rows=20)
    except BadQuery as error:
        assert str(error)


@fuzzed(200)
@given(any_bytes(tokens.REGISTER), st.booleans())
def test_any_memory_of_an_import(folder: Path, content: bytes, begun: bool) -> None:
    (folder / "t.csv").write_text("who,how\nSE,open\n")
    head = (
        b"import:\n  kind: csv\n  from: ../t.csv\n  map: {actor: {column: who}, stance: {column: how}}\n"
        b"  set: {proposal: p}\n"
    )
    where = fill(folder / "memory", {"import.yaml": head + content if begun else content})
    ends_in_words(lambda: import_csv(None, where))


_MAPS: Final = [
    "actor=",
    "who",
    "how",
    ":",
    "yes=",
    "open",
    ",",
    "|",
    "\\",
    "=",
    "stance=",
    "skip",
    "d.m.y",
    "said=",
]


@fuzzed(120)
@given(any_bytes(tokens.CELLS), made_of(_MAPS, 8), st.sampled_from(["", "person", "unnamed", "x"]))
def test_any_table_of_others(folder: Path, content: bytes, mapped: str, declared: str) -> None:
    table = folder / "others.csv"
    table.write_bytes(b"who,how,when\nSE,yes,1.2.2025\n" + content)
    where = folder / "imported"
    maps = ["actor=who", "stance=how:yes=open", "said=when:d.m.y", mapped]
    ends_in_words(
        lambda: import_csv(table, where, maps=maps, sets=["proposal=p"], declare=declared, keep_going=True)
    )
    if where.exists():
        loads(where)


@fuzzed(80)
@given(
    st.sampled_from([2, 3]),
    st.lists(st.tuples(st.integers(0, 1 << 17), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
)
def test_any_damage_to_a_database(folder: Path, version: int, damage: list[tuple[int, bytes]]) -> None:
    whole = folder / f"whole-{version}.dna"
    content = bytearray((whole if whole.exists() else write_dna(whole, version)).read_bytes())
    for place, written in damage:
        content[place % len(content) : place % len(content) + len(written)] = written
    path = folder / "damaged.dna"
    path.write_bytes(content)
    ends_in_words(lambda: import_dna(path, folder / f"dna-{version}"))


@fuzzed(60)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_as_a_database(folder: Path, content: bytes, begun: bool) -> None:
    path = folder / "any.dna"
    path.write_bytes(b"SQLite format 3\0" * begun + content)
    ends_in_words(lambda: import_dna(path, folder / "dna"))
