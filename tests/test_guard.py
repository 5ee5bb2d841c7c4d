"""Queries of strangers end in time, and take nobody with them."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition_graph import quads
from coalition_graph.errors import BadQuery, Busy, StoppedQuery
from coalition_graph.guard import Guard, Limits, confinement
from coalition_graph.quads import Writer
from coalition_graph.store import DiskStore, MemoryStore, Node, Store
from tests.bait import Visits

SECONDS = 1.0
LIMITS = Limits(seconds=SECONDS, memory=256 << 20, rows=50)
# What a test may take beyond the limit, on a machine that does something else too.
GRACE = 0.5 + 1.0


def some() -> dict[str, str]:
    writer = Writer("source:one")
    for number in range(300):
        writer.add(f"attendance:one.{number}", "cg:actor", quads.node(f"country:A{number}"))
    return {"source:one": writer.text()}


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made: Store = DiskStore(tmp_path / "store") if request.param == "disk" else MemoryStore()
    made.replace(some(), (), lambda _: {})
    return made


@pytest.fixture
def guard(store: Store) -> Iterator[Guard]:
    with Guard(store, LIMITS) as made:
        yield made


def living(guard: Guard) -> None:
    assert guard.answer("ASK { stance:open cg:score 1 }").table().rows == [(True,)]


def stopped(guard: Guard) -> None:
    with pytest.raises(StoppedQuery):
        guard.answer(HEAVY)


HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NESTED = "SELECT * { FILTER(" + "!" * 60_000 + "true) }"
DOUBLING = (
    "SELECT (STRLEN(?s30) AS ?n) { BIND('aaaaaaaaaa' AS ?s0) "
    + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(30))
    + " }"
)


def test_a_guard_answers_as_the_store_does(store: Store, guard: Guard) -> None:
    for sparql in (
        "SELECT ?who { ?a cg:actor ?who } ORDER BY ?who LIMIT 3",
        "ASK { ?a cg:actor country:A7 }",
        "CONSTRUCT { ?a cg:met ?who } { ?a cg:actor ?who FILTER(?who = country:A7) }",
        "DESCRIBE attendance:one.7",
    ):
        assert guard.answer(sparql) == store.answer(sparql)
    assert guard.answer("ASK { ?a cg:actor ?who }", {"who": Node("country:A7")}).text == b"true"


def test_an_answer_larger_than_it_may_be_is_not_handed_on(store: Store) -> None:
    with Guard(store, Limits(answer=1_000)) as guard:
        with pytest.raises(StoppedQuery, match="ask for less, such as with LIMIT"):
            guard.answer("SELECT ?who { ?a cg:actor ?who }")
        assert len(guard.answer("SELECT ?who { ?a cg:actor ?who } LIMIT 9").table()) == 9


def test_rows_beyond_the_limit_are_cut_and_it_says_so(guard: Guard) -> None:
    every = "SELECT ?who { ?a cg:actor ?who }"
    assert guard.answer(every).table().notes == ("cut at 50 rows; there are more",)
    assert guard.answer(every, rows=5).cut == 5
    assert guard.answer(every, rows=5000).cut == 50


def test_a_query_that_takes_too_long_is_stopped_and_the_next_is_answered_at_once(guard: Guard) -> None:
    begin = time.monotonic()
    with pytest.raises(StoppedQuery, match="stopped after 1 s"):
        guard.answer(HEAVY)
    assert time.monotonic() - begin < SECONDS + GRACE
    begin = time.monotonic()
    living(guard)
    assert time.monotonic() - begin < GRACE


@pytest.mark.parametrize("sparql", [NESTED, DOUBLING], ids=["nested", "doubling"])
def test_what_kills_the_engine_ends_a_worker_and_not_us(guard: Guard, sparql: str) -> None:
    with pytest.raises((StoppedQuery, BadQuery)):
        guard.answer(sparql)
    living(guard)


def test_a_fault_in_a_query_is_told_as_without_a_guard(store: Store, guard: Guard) -> None:
    for sparql in ("SELECT * { ?s ?p", "DROP ALL", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"):
        with pytest.raises(BadQuery) as alone:
            store.answer(sparql, rows=50)
        with pytest.raises(BadQuery) as guarded:
            guard.answer(sparql)
        assert str(guarded.value) == str(alone.value)


def test_a_query_longer_than_any_needs_to_be_is_refused(guard: Guard) -> None:
    with pytest.raises(BadQuery, match="longer than 65,536 characters"):
        guard.answer("ASK {} #" + "x" * 70_000)


def test_several_ask_side_by_side_and_one_bad_query_stops_nobody(store: Store) -> None:
    answers: list[bytes] = []
    with Guard(store, LIMITS, workers=2) as guard:
        hostile = threading.Thread(target=stopped, args=(guard,))
        hostile.start()
        others = [
            threading.Thread(
                target=lambda: answers.append(guard.answer("ASK { ?a cg:actor country:A7 }").text)
            )
            for _ in range(20)
        ]
        for other in others:
            other.start()
        for other in (*others, hostile):
            other.join()
    assert answers == [b"true"] * 20


def test_who_finds_no_worker_free_is_told_to_ask_again(store: Store) -> None:
    with Guard(store, Limits(seconds=0.4)) as guard:
        guard._free()
        with pytest.raises(Busy, match="ask again in a moment"):
            guard.answer("ASK {}")


def test_no_process_is_left_behind(store: Store) -> None:
    guard = Guard(store, LIMITS, workers=2)
    assert guard._cradle is not None
    pid = guard._cradle._pid  # type: ignore[union-attr]
    living(guard)
    guard.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(StoppedQuery, match="closed"):
        guard._started()


def test_workers_end_with_whoever_asks_however_that_ends(store: Store) -> None:
    near, far = os.pipe()
    pid = os.fork()
    if pid == 0:
        guard = Guard(store, LIMITS)
        os.write(far, str(guard._free().number).encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(far)
    worker = int(os.read(near, 20))
    os.close(near)
    os.waitpid(pid, 0)
    gone = time.monotonic() + 5
    while Path(f"/proc/{worker}").exists() and time.monotonic() < gone:
        time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_guard_works_where_nothing_can_be_forked(store: Store) -> None:
    with Guard(store, LIMITS, fork=False) as guard:
        assert guard.answer("ASK { ?a cg:actor country:A7 }").text == b"true"
        with pytest.raises(StoppedQuery, match="stopped after"):
            guard.answer(HEAVY)
        living(guard)


def test_a_store_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    kept = DiskStore(tmp_path / "store")
    kept.replace(some(), (), lambda _: {})
    shutil.rmtree(tmp_path / "store")
    with pytest.raises(StoppedQuery, match="the store cannot be opened"), Guard(kept, LIMITS) as guard:
        living(guard)


def in_a_child(act: str, folder: Path | None) -> str:
    """What comes of something that a confined process tries."""
    near, far = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            confinement.confine(folder)
            try:
                exec(act)
                told = "done"
            except OSError as error:
                told = type(error).__name__
            os.write(far, told.encode())
        finally:
            os._exit(0)
    os.close(far)
    os.waitpid(pid, 0)
    said = os.read(near, 100).decode()
    os.close(near)
    return said


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is of Linux")
def test_a_confined_process_reads_its_folder_and_nothing_else(tmp_path: Path, visits: Visits) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "file").write_text("secret")
    if in_a_child(f"open({str(outside / 'file')!r}).close()", inside) == "done":
        pytest.skip("this system knows no Landlock")
    assert in_a_child(f"open({str(inside / 'file')!r}).close()", inside) == "done"
    assert in_a_child(f"open({str(inside / 'file')!r}, 'w').close()", inside) == "PermissionError"
    assert in_a_child(f"open({str(inside / 'file')!r}).close()", None) == "PermissionError"
    connect = f"import socket; socket.create_connection(('127.0.0.1', {visits.port})).close()"
    assert in_a_child(connect, inside) == "PermissionError"
