"""The command `serve`: a process of its own that answers, outlives hostile queries, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from coalition_graph import graph
from tests.bait import Visits
from tests.serving import Served, served

SECONDS = 1.0
# Beyond the limit; more than half a second only where the machine does something else too.
GRACE = 0.5 + 1.0
DIRECT = {"Content-Type": "application/sparql-query"}
SIMPLE = "SELECT ?meeting WHERE { country:SE cg:attended ?meeting }"
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLED = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(17))
HOSTILE = {
    "heavy": HEAVY,
    "sorted": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(?c) ?f",
    "nested": "SELECT * WHERE { FILTER(" + "!" * 60_000 + "true) }",
    "wide": "SELECT ?s17 WHERE { BIND('aaaaaaaaaa' AS ?s0) "
    + DOUBLED
    + " ?x a cg:Statement . ?y a cg:Country }",
    "fetching": "SELECT * FROM <BAIT/from.ttl> WHERE { ?s ?p ?o }",
    "calling": "SELECT * WHERE { SERVICE <BAIT/sparql> { ?s ?p ?o } }",
    "reading": "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served("example", "--timeout", str(SECONDS), "--workers", "4") as server:
        yield server


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=30) as client:
        yield client


def attack(client: httpx.Client, sparql: str) -> tuple[httpx.Response, float]:
    begin = time.perf_counter()
    answer = client.post("/sparql", content=sparql.encode(), headers=DIRECT)
    return answer, time.perf_counter() - begin


def living(client: httpx.Client) -> None:
    answer, taken = attack(client, SIMPLE)
    assert answer.status_code == 200
    assert "london-2025-03-02" in answer.text
    assert taken < GRACE


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_ends_in_time_and_the_next_is_answered_at_once(
    client: httpx.Client, visits: Visits, name: str
) -> None:
    answer, taken = attack(client, HOSTILE[name].replace("BAIT", visits.address))
    assert answer.status_code in (400, 503)
    assert taken < SECONDS + GRACE
    living(client)
    assert visits.calls == 0


def test_queries_beside_hostile_ones_are_answered(client: httpx.Client) -> None:
    with ThreadPoolExecutor(12) as threads:
        hostile = [threads.submit(attack, client, HEAVY) for _ in range(2)]
        simple = [threads.submit(attack, client, SIMPLE) for _ in range(40)]
        assert {each.result()[0].status_code for each in simple} == {200}
        assert max(each.result()[1] for each in simple) < SECONDS
        assert {each.result()[0].status_code for each in hostile} == {503}


def test_more_queries_than_workers_wait_for_their_turn(client: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as threads:
        taken = [threads.submit(attack, client, HEAVY) for _ in range(8)]
        assert {each.result()[0].status_code for each in taken} == {503}
        assert max(each.result()[1] for each in taken) < 2 * SECONDS + 2 * GRACE
    living(client)


def test_the_workbench_asks_in_workers_too(client: httpx.Client) -> None:
    answer = client.post("/ask", json={"query": HEAVY})
    assert answer.status_code == 503
    assert answer.json() == {"error": "the query was stopped after 1 s; ask for less"}
    question = {"question": "who-attended", "values": {"meeting": "london-2025-03-02"}}
    assert ["country:SE", "Sweden"] in [row[:2] for row in client.post("/ask", json=question).json()["rows"]]


def test_nothing_tells_which_server_it_is(client: httpx.Client) -> None:
    assert "server" not in client.get("/sparql").headers


def children(pid: int) -> set[int]:
    """The processes below one, whatever depth."""
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found |= {child} | children(child)
    return found


def until_busy(pids: set[int], wanted: int) -> None:
    """Wait until so many of the processes have worked for a fifth of a second; a busy machine takes its time."""
    before = {pid: worked(pid) for pid in pids}
    until = time.monotonic() + 20
    while sum(worked(pid) - before[pid] > 0.2 for pid in pids) < wanted:
        assert time.monotonic() < until
        time.sleep(0.05)


def worked(pid: int) -> float:
    """The seconds of processor time that a process has had."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11]
    return int(ticks) / os.sysconf("SC_CLK_TCK")


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@needs_proc
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_stop_leaves_nothing_behind(told: signal.Signals) -> None:
    with served("example", "--workers", "2") as server:
        assert httpx.post(f"{server.address}sparql", content=SIMPLE, headers=DIRECT).status_code == 200
        below = children(server.process.pid)
        assert len(below) >= 2
        server.process.send_signal(told)
        assert server.process.wait(10) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""
        assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]


@needs_proc
def test_queries_that_run_when_it_is_told_to_stop_are_answered(tmp_path: Path) -> None:
    with served("example", "--workers", "2") as server:
        # One client for all: each of its own would still be reading certificates when the server stops.
        with ThreadPoolExecutor(4) as threads, httpx.Client(timeout=20) as client:
            running = [
                threads.submit(client.post, f"{server.address}sparql", content=HEAVY, headers=DIRECT)
                for _ in range(4)
            ]
            below = children(server.process.pid)
            until_busy(below, 2)
            server.process.terminate()
            server.process.terminate()
            assert {each.result().status_code for each in running} == {503}
        assert server.process.wait(10) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""
        assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]


def test_a_client_that_takes_no_answer_and_one_that_sends_no_end_do_not_hold_it_up() -> None:
    wide = b"SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
    with served("example") as server:
        lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(3)]
        head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        lines[0].sendall(head + f"Content-Length: {len(wide)}\r\n\r\n".encode() + wide)
        lines[1].sendall(head + b"Content-Length: 1000\r\n\r\nSELECT")
        lines[2].sendall(b"GET /sparql")
        time.sleep(2)
        server.process.terminate()
        assert server.process.wait(15) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""
        for line in lines:
            line.close()


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "coalition_graph", "-g", "example", "serve", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == (
        f"Error: cannot listen at http://127.0.0.1:{port}/: address already in use; "
        "name another port with --port, or 0 for any that is free\n"
    )


def test_who_opens_it_to_others_is_told_so_and_a_foreign_address_is_refused() -> None:
    command = [sys.executable, "-m", "coalition_graph", "-g", "example", "serve", "--host", "192.0.2.1"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    told, error = ended.stderr.splitlines()
    assert told.startswith("Whoever reaches 192.0.2.1 can ask anything;")
    assert error.startswith("Error: cannot listen at http://192.0.2.1:8642/: ")


def test_without_the_packages_of_the_web_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['uvicorn'] = None; "
        "from coalition_graph.cli import main; sys.argv = ['cg', '-g', 'example', 'serve']; main()"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == (
        "Error: serving a graph needs an optional package: pip install 'coalition-graph[web]'\n"
    )


def test_it_listens_on_this_machine_only(server: Served) -> None:
    assert server.address.startswith("http://127.0.0.1:")
    outside = [info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    for address in {each for each in outside if not str(each).startswith("127.")}:
        with pytest.raises(OSError):
            socket.create_connection((str(address), server.port), 1).close()


def test_a_store_on_disk_is_served_and_only_read(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("dossier: {id: small}\nproposals: [{id: p, title: P}]\n")
    graph.load([tmp_path / "d.yaml"], tmp_path / "store")
    with served(tmp_path / "store") as server, httpx.Client(base_url=server.address, timeout=20) as client:
        assert client.get("/about").json()["counts"] == {"proposal": 1}
        for _ in range(3):
            answer, _ = attack(client, "ASK { proposal:p a cg:Proposal }")
            assert answer.json()["boolean"] is True
    assert len(graph.open(tmp_path / "store").store.graphs()) >= 1


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_it_listens_at_the_newer_kind_of_address_too() -> None:
    with served("example", "--host", "::1") as server:
        assert server.address.startswith("http://[::1]:")
        assert httpx.get(f"{server.address}about").status_code == 200


def test_the_servers_own_name_may_be_added(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("dossier: {id: small}\nproposals: [{id: p, title: P}]\n")
    options = ("--allow-host", "graph.example", "--allow-origin", "https://friend.example")
    with served(tmp_path, *options) as server:
        headers = {"Host": "graph.example", "Origin": "https://friend.example"}
        answer = httpx.get(f"{server.address}about", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "https://friend.example"
        assert json.loads(answer.text)["counts"] == {"proposal": 1}
        assert [path.name for path in tmp_path.iterdir()] == ["d.yaml"]
