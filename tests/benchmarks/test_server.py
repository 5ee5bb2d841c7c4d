"""The server under fifty clients at once: `python -m pytest tests/benchmarks/test_server.py`.

The clients run in this process, the server and its workers in others: two cores have to do for all.
Times are kept in `extra_info`; a test fails only far beyond the goal.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from urllib.parse import quote

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import coalition_graph
from coalition_graph.guard import Guard, Limits
from tests.benchmarks.measured import held_to
from tests.serving import Served, served

CLIENTS = 50
SECONDS = 4.0
# Simple look-ups, each a little different, so that nothing is kept from one to the next.
LOOKUPS = tuple(
    f"SELECT ?meeting WHERE {{ country:{code} cg:attended ?meeting }} LIMIT {limit}"
    for code in ("SE", "NO", "DK", "FI", "FR", "GB", "DE", "PL", "IT", "ES")
    for limit in range(10, 20)
)
HOSTILE = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


class Times:
    """Seconds that each answer took, and how many were not right."""

    def __init__(self) -> None:
        self.each: list[float] = []
        self.errors = 0

    def percentile(self, part: float) -> float:
        return sorted(self.each)[int(len(self.each) * part)]


async def ask(
    address: Served, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sparql: str
) -> int:
    """Ask over a line that stays open, and return the status."""
    writer.write(
        f"GET /sparql?query={quote(sparql)} HTTP/1.1\r\nHost: 127.0.0.1:{address.port}\r\n"
        "Accept: application/sparql-results+json\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    return int(head[9:12])


async def client(address: Served, number: int, until: float, times: Times) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", address.port)
    while time.perf_counter() < until:
        number += 1
        begin = time.perf_counter()
        status = await ask(address, reader, writer, LOOKUPS[number % len(LOOKUPS)])
        times.each.append(time.perf_counter() - begin)
        times.errors += status != 200
    writer.close()
    await writer.wait_closed()


async def hostile(address: Served, until: float, _: Times) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", address.port)
    while time.perf_counter() < until:
        await ask(address, reader, writer, HOSTILE)
    writer.close()
    await writer.wait_closed()


def rush(address: Served, *beside: Callable[[Served, float, Times], Awaitable[None]]) -> Times:
    """Let fifty clients ask for some seconds, and others beside them."""

    async def run() -> Times:
        times = Times()
        until = time.perf_counter() + SECONDS
        clients = [client(address, number * 7, until, times) for number in range(CLIENTS)]
        await asyncio.gather(*clients, *(other(address, until, times) for other in beside))
        return times

    return asyncio.run(run())


@pytest.fixture(scope="module")
def address() -> Iterator[Served]:
    with served("example") as address:
        rush(address)
        yield address


def kept(benchmark: BenchmarkFixture, times: Times) -> float:
    rate = len(times.each) / SECONDS
    benchmark.extra_info.update(
        per_second=round(rate),
        median_ms=round(statistics.median(times.each) * 1000, 1),
        p99_ms=round(times.percentile(0.99) * 1000, 1),
        errors=times.errors,
    )
    return rate


def test_fifty_clients(benchmark: BenchmarkFixture, address: Served) -> None:
    times = benchmark.pedantic(rush, (address,), rounds=1)
    rate = kept(benchmark, times)
    assert times.errors == 0
    held_to(benchmark, "server, 50 clients, requests a second", rate, 1000, unit="", at_least=True)
    p99 = times.percentile(0.99) * 1000
    held_to(benchmark, "server, 50 clients, 99 of 100 within", p99, 150, unit=" ms")


def test_fifty_clients_beside_a_hostile_query(benchmark: BenchmarkFixture, address: Served) -> None:
    alone = rush(address)
    times = benchmark.pedantic(rush, (address, hostile), rounds=1)
    kept(benchmark, times)
    ratio = statistics.median(times.each) / statistics.median(alone.each)
    assert times.errors == 0
    held_to(benchmark, "server, median beside a hostile query, against alone", ratio, 3)


def test_what_the_worker_adds(benchmark: BenchmarkFixture) -> None:
    graph = coalition_graph.open("example")

    def median(answer: Callable[[str], object]) -> float:
        each = []
        for sparql in LOOKUPS * 5:
            begin = time.perf_counter()
            answer(sparql)
            each.append(time.perf_counter() - begin)
        return statistics.median(each)

    with Guard(graph.store, Limits(5)) as guard:
        within = benchmark.pedantic(median, (guard.answer,), rounds=3, warmup_rounds=1)
    bare = median(lambda sparql: graph.store.answer(sparql, rows=100_000))
    added = (within - bare) * 1000
    held_to(benchmark, "server, what a worker adds to the median query", added, 0.2, unit=" ms")
