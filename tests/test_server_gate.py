"""Who may ask and how much: names of the server, pages of strangers, long bodies, and headers of answers."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from starlette.types import Message

from coalition_graph.graph import Graph
from coalition_graph.server.gate import Gate
from coalition_graph.server.settings import Settings
from coalition_graph.store import MemoryStore
from tests.serving import answering

ASK = "ASK { stance:open cg:score 1 }"
FRIEND = "https://yasgui.example"
SETTINGS = Settings(hosts=("Graph.Example.org",), origins=(FRIEND,))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with answering(Graph(MemoryStore()), SETTINGS) as client:
        yield client


def asked(client: httpx.Client, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/sparql", params={"query": ASK}, headers=named)


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:9", "127.0.0.1", "127.0.0.1:80", "[::1]:8642", "[::1]", "graph.example.org:443"],
)
def test_the_server_is_called_by_its_names(client: httpx.Client, host: str) -> None:
    assert asked(client, Host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8642",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "localhost:80:80",
        "localhost:",
        "2130706433",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/sparql", "/ask", "/picture", "/static/index.html", "/nowhere"])
def test_any_other_name_is_400_wherever_it_leads(client: httpx.Client, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "--allow-host" in answer.text


def test_a_request_without_a_name_is_400(client: httpx.Client) -> None:
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), 5) as line:
        line.sendall(b"GET /sparql HTTP/1.0\r\n\r\n")
        assert line.recv(64).startswith(b"HTTP/1.1 400")


def test_the_address_that_it_listens_at_is_a_name_too() -> None:
    with answering(Graph(MemoryStore()), Settings(host="192.0.2.7")) as client:
        assert asked(client, Host="192.0.2.7:8642").status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
@pytest.mark.parametrize("path", ["/sparql", "/ask"])
def test_a_page_elsewhere_may_not_ask_and_cannot_read(client: httpx.Client, origin: str, path: str) -> None:
    body = {"query": ASK} if path == "/sparql" else {}
    answer = client.post(path, data=body, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert "--allow-origin" in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_may_not_ask_without_saying_who_it_is(client: httpx.Client, site: str) -> None:
    assert asked(client, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status_code == 403
    answer = client.post("/ask", json={"query": ASK}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403


def test_a_link_may_be_followed_and_our_own_page_may_ask(client: httpx.Client) -> None:
    assert asked(client, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status_code == 200
    assert asked(client, Sec_Fetch_Site="none", Sec_Fetch_Mode="navigate").status_code == 200
    own = str(client.base_url).rstrip("/")
    answer = client.post(
        "/ask", json={"query": ASK}, headers={"Origin": own, "Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_a_page_that_was_allowed_reads_answers_and_no_other_does(client: httpx.Client) -> None:
    answer = asked(client, Origin=FRIEND, Sec_Fetch_Site="cross-site")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "Origin" in ", ".join(answer.headers.get_list("vary"))
    assert "X-Coalition-Graph-Cut" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    for close in (f"{FRIEND}.evil.example", FRIEND.upper(), FRIEND.replace("https", "http"), f"{FRIEND}:444"):
        refused = asked(client, Origin=close)
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers
    assert "Origin" in ", ".join(asked(client).headers.get_list("vary"))


def test_a_page_that_was_allowed_is_answered_before_it_asks(client: httpx.Client) -> None:
    headers = {"Origin": FRIEND, "Access-Control-Request-Method": "POST"}
    answer = client.options("/sparql", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert answer.headers["access-control-allow-methods"] == "GET, POST"
    assert client.options("/sparql", headers={**headers, "Origin": "https://evil.example"}).status_code == 403


def test_without_allowed_pages_no_answer_has_a_header_for_them() -> None:
    with answering(Graph(MemoryStore())) as client:
        for answer in (asked(client), asked(client, Origin=FRIEND), client.options("/sparql")):
            assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/sparql", "/questions", "/nowhere", "/"])
def test_every_answer_has_the_headers_that_guard_it(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["content-security-policy"].startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] in ("no-store", "no-cache")


@pytest.mark.parametrize(("length", "status"), [(60_000, b"200"), (70_000, b"414"), (200_000, b"414")])
def test_an_address_that_is_too_long_is_414(client: httpx.Client, length: int, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), 5) as line:
        query = quote(ASK).encode() + b"+" * length
        line.sendall(b"GET /sparql?query=" + query + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(64).split(b" ")[1] == status


def test_a_head_without_an_end_is_400(client: httpx.Client) -> None:
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), 5) as line:
        with contextlib.suppress(OSError):
            line.sendall(b"GET /sparql?query=" + b"+" * 1_000_000)
        assert line.recv(64).split(b" ")[1] == b"400"


@pytest.mark.parametrize("path", ["/sparql", "/ask", "/nowhere"])
def test_a_body_above_64_kb_is_413(client: httpx.Client, path: str) -> None:
    answer = client.post(path, content=b"query=" + b" " * 65_536, headers=FORM)
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"


def test_a_body_of_64_kb_is_taken(client: httpx.Client) -> None:
    body = b"query=" + quote(ASK).encode()
    assert client.post("/sparql", content=body.ljust(65_536, b"+"), headers=FORM).status_code == 200


def test_a_length_that_is_none_is_no_way_around(client: httpx.Client) -> None:
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), 5) as line:
        line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")
        assert line.recv(64).split(b" ")[1] in (b"400", b"413")


@pytest.mark.parametrize("chunked", [False, True], ids=["told", "chunked"])
def test_a_body_of_50_mb_is_cut_early(client: httpx.Client, chunked: bool) -> None:
    sent = 0
    with socket.create_connection(("127.0.0.1", client.base_url.port or 0), 10) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65_536)
        length = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: 52428800"
        line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n" + length + b"\r\n\r\n")
        piece = b" " * 65_536
        try:
            while sent < 52_428_800:
                line.sendall(b"10000\r\n" + piece + b"\r\n" if chunked else piece)
                sent += len(piece)
        except OSError:
            pass
    assert sent < 16_000_000
    assert asked(client).status_code == 200


@pytest.mark.parametrize("chunked", [False, True], ids=["told", "chunked"])
def test_a_client_with_a_body_a_little_too_long_is_told_so(client: httpx.Client, chunked: bool) -> None:
    def pieces() -> Iterator[bytes]:
        yield from (b" " * 10_000 for _ in range(20))

    answer = client.post("/sparql", content=pieces() if chunked else b" " * 200_000, headers=FORM)
    assert answer.status_code == 413
    assert "longer than 65,536 bytes" in answer.text


def through_gate(messages: Iterator[Message], *headers: tuple[bytes, bytes]) -> tuple[list[Message], int]:
    """What a gate before an application that never answers sends, and how many bytes of a body it read."""
    sent: list[Message] = []
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = next(messages)
        read += len(message.get("body", b""))
        return message

    async def send(message: Message) -> None:
        sent.append(message)

    async def never(*_: object) -> None:
        raise AssertionError("the application was reached")

    scope = {"type": "http", "method": "POST", "path": "/sparql", "query_string": b""}
    asyncio.run(
        Gate(never, Settings())({**scope, "headers": [(b"host", b"localhost"), *headers]}, receive, send)
    )
    return sent, read


def test_of_a_body_without_a_length_hardly_more_than_a_megabyte_is_read() -> None:
    endless: Iterator[Message] = iter(
        {"type": "http.request", "body": b" " * 65_536, "more_body": True} for _ in range(800)
    )
    sent, read = through_gate(endless, (b"transfer-encoding", b"chunked"))
    assert sent[0]["status"] == 413
    assert read < 1_300_000


def test_of_a_body_with_a_length_that_is_too_long_the_client_is_told_first() -> None:
    body: Iterator[Message] = iter([{"type": "http.disconnect"}])
    sent, read = through_gate(body, (b"content-length", b"52428800"))
    assert [message.get("status") for message in sent] == [413, None, None]
    assert read == 0


def test_a_client_that_hangs_up_before_its_query_has_come_is_not_answered() -> None:
    half: Iterator[Message] = iter(
        [{"type": "http.request", "body": b"SELECT", "more_body": True}, {"type": "http.disconnect"}]
    )
    assert through_gate(half, (b"content-length", b"100")) == ([], 6)


def test_a_body_that_does_not_come_is_408(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coalition_graph.server.gate.BODY_SECONDS", 0.2)
    monkeypatch.setattr("coalition_graph.server.gate.DRAIN_SECONDS", 0.1)
    with (
        answering(Graph(MemoryStore())) as client,
        socket.create_connection(("127.0.0.1", client.base_url.port or 0), 5) as line,
    ):
        line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nquery")
        assert line.recv(64).startswith(b"HTTP/1.1 408")
