"""`serve` under requests made by chance: whatever is sent, it answers below 500 or closes the line, and lives."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import random
import socket
import time
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlencode

import httpx
import pytest

from coalition_graph import queries
from tests.conftest import write_doc
from tests.serving import Served, served

pytestmark = pytest.mark.long

MARK: Final = "<script>stolen()</script>"
DOSSIER: Final = """
dossier: {id: fuzzed, title: "A <script>stolen()</script>"}
source: {id: paper, published: 2025-03-03}
proposals: [{id: force, title: "<script>stolen()</script>"}]
meetings: [{id: london, title: London, date: 2025-03-02, attendance: [SE]}]
statements: [{actor: SE, stance: open, proposal: force, quote: "<script>stolen()</script>"}]
"""
SIMPLE: Final = "SELECT ?who WHERE { ?who stance:open ?p }"
RAW, FORMED, SECONDS = 160, 400, 6
PATHS: Final = ("/", "/sparql", "/ask", "/questions", "/names", "/terms", "/about", "/picture")
MEDIA: Final = (
    "application/sparql-query",
    "application/x-www-form-urlencoded",
    "application/json",
    "application/sparql-update",
    "multipart/form-data; boundary=x",
    "text/plain; charset=no-such",
    "",
)
ACCEPTS: Final = (
    *["*/*"] * 12,
    "text/csv",
    "application/json;q=nan",
    "text/html",
    "a;q=9, b/*;q=-1,,;",
    "\xff/\xff",
    "",
)
METHODS: Final = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")
NAMES: Final = (
    "Origin",
    "Host",
    "Range",
    "If-None-Match",
    "Sec-Fetch-Site",
    "X-Forwarded-For",
    "Cookie",
    "Accept",
)
NASTY: Final = (
    "\0",
    "\r\n\r\n",
    "\x1b[2J",
    "\u202e",
    "\ud800",
    "é" * 400,
    "{" * 300,
    "9" * 5000,
    "%00",
    "%",
    MARK,
)
Sent = tuple[str, str, dict[str, bytes], bytes]
GUARDS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("fuzzed")
    write_doc(folder, DOSSIER)
    with served(folder, "--timeout", "0.5", "--workers", "2") as server:
        yield server
        server.process.terminate()
        assert server.process.stderr is not None
        # All that it ever said: no traceback, no warning, nothing.
        assert server.process.stderr.read() == ""


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=30) as client:
        yield client


def living(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": SIMPLE}, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.text.split()) == (
        200,
        ["who", "https://w3id.org/coalition-graph/country/SE"],
    )


def sound(status: int, headers: Mapping[str, str], body: bytes) -> None:
    """What holds of every answer."""
    told = {name.lower(): value for name, value in headers.items()}
    assert status < 500 or status == 503, (status, body)
    assert {name: told.get(name) for name in GUARDS} == GUARDS
    assert "default-src 'none'" in told["content-security-policy"]
    assert not {"server", "x-powered-by", "set-cookie", "access-control-allow-origin", "x-bad"} & set(told)
    media = told.get("content-type", "")
    if media.startswith(
        ("text/html", "image/svg", "text/xml", "application/xml", "application/sparql-results+xml")
    ):
        assert MARK.encode() not in body
    assert b"Traceback" not in body


# Raw bytes over a line


class Wire(io.BytesIO):
    """What came back over a line, for the standard library's reader of answers."""

    def makefile(self, *_: object) -> Wire:
        return self

    def close(self) -> None:
        pass


# A line that waits for the rest of a request stays quiet; the answers here take milliseconds.
PATIENCE: Final = (0.25, 0.05)


def exchanged(server: Served, pieces: list[bytes], patience: tuple[float, float] = PATIENCE) -> bytes:
    """Send what there is and take what comes, until the line is closed or quiet.

    Args:
        patience: seconds to wait for the first piece, and for each that follows.
    """
    with socket.create_connection(("127.0.0.1", server.port), 20) as line:
        with contextlib.suppress(OSError):
            for piece in pieces:
                line.sendall(piece)
        return b"".join(received(line, *patience))


def received(line: socket.socket, first: float, next_: float) -> Iterator[bytes]:
    wait = first
    with contextlib.suppress(OSError):
        while True:
            line.settimeout(wait)
            if not (piece := line.recv(1 << 16)):
                return
            yield piece
            wait = next_


def answers(came: bytes) -> Iterator[tuple[int, Mapping[str, str], bytes]]:
    """The answers, one after the other."""
    wire = Wire(came)
    while wire.tell() < len(came):
        answer = http.client.HTTPResponse(wire, method="GET")  # type: ignore[arg-type]
        answer.begin()
        yield answer.status, dict(answer.getheaders()), answer.read()


class Chance:
    """Requests by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.one = self.dice.choice

    def noise(self, most: int = 200) -> bytes:
        return self.dice.randbytes(self.dice.randint(1, most))

    def mutated(self, data: bytes) -> bytes:
        """Some bytes lost, doubled, swapped or put in."""
        made = bytearray(data)
        for _ in range(self.dice.randint(1, 6)):
            place = self.dice.randrange(len(made) + 1)
            end = min(place + self.dice.randint(0, 8), len(made))
            made[place:end] = self.one([b"", self.noise(6), bytes(made[place:end]) * 3, b"\r\n", b" ", b"\0"])
        return bytes(made)

    def raw(self) -> list[bytes]:
        body = f"query={quote(SIMPLE)}".encode()
        head = (
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        )
        whole = head + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        get = b"GET /sparql?query=%s HTTP/1.1\r\nHost: localhost\r\n" % quote(SIMPLE).encode()
        chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
        return self.one(
            [
                lambda: [self.noise(2000)],
                lambda: [self.mutated(whole)],
                lambda: [self.mutated(get + b"\r\n")],
                lambda: [self.mutated(chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))],
                lambda: [
                    chunked,
                    self.one([b"zz\r\n", b"-1\r\n", b"fffffffffffffffff\r\nx", b"4;a=\n\0", b"\r\n"]),
                ],
                lambda: [get, b"X-Bad: a\r\n b\rSet-Cookie: x=1\n\r\n\r\n"],
                lambda: [get, b"X-Long: " + b"a" * self.one([9_000, 300_000]) + b"\r\n\r\n"],
                lambda: [get, b"X-Many: 1\r\n" * self.one([200, 20_000]) + b"\r\n"],
                lambda: [get, b"\r\n"] * self.dice.randint(2, 9),
                lambda: [get + b"\r\n" + self.noise()],
                lambda: [get + b"\r\n" + get],
                lambda: [head, b"Content-Length: %d\r\n\r\n" % self.one([1, 5, 9_999, 10**30]), body],
                lambda: [head, b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", body],
                lambda: [
                    head,
                    b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    get,
                    b"\r\n",
                ],
                lambda: [
                    head,
                    b"Content-Length: " + self.one([b"9" * 5000, b"+5", b"0x5", b"\xb2"]) + b"\r\n\r\n",
                    body,
                ],
                lambda: [whole[: self.dice.randrange(len(whole))]],
                lambda: [self.line() + b"\r\nHost: localhost\r\n\r\n"],
                lambda: [get, b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n"],
                lambda: [get, b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"],
                lambda: [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", self.noise()],
                lambda: [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", self.noise()],
            ]
        )()

    def line(self) -> bytes:
        method = self.one([b"GET", b"get", b"CONNECT", b"TRACE", b"G\tET", b"X" * 300, b"", b"OPTIONS"])
        target = self.one(
            [
                b"*",
                b"//evil.example/",
                b"http://evil.example/sparql",
                b"/%00",
                b"/static/..%2f..%2fgate.py",
                b"",
                b"/static/%ff",
                b"/\xff",
                b"/a b",
                b"/?" + b"a=&" * 900,
                b"localhost:80",
                b"/sparql#x",
                b"/\r\nX-Bad: 1",
            ]
        )
        return b" ".join(
            (method, target, self.one([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/9.9", b"HTTP", b"", b"HTTP/1.1 "]))
        )

    # Requests that are well formed

    def text(self) -> str:
        made = self.one([SIMPLE, *(question.sparql for question in queries.ready())])
        for _ in range(self.dice.randint(0, 3)):
            place = self.dice.randrange(len(made))
            put_in = self.one(
                [
                    *NASTY[:4],
                    MARK,
                    "?",
                    "{",
                    "}",
                    '"',
                    "'",
                    "\\",
                    "<",
                    "SELECT",
                    "FILTER(",
                    "SERVICE <http://a/>",
                    "*",
                ]
            )
            made = made[:place] + put_in + made[place + self.dice.randint(0, 9) :]
        return made

    def values(self) -> dict[str, object]:
        asked = self.one(queries.ready())
        known = [parameter.name for parameter in asked.parameters]
        worth = [
            *NASTY,
            "SE",
            "London",
            "2025",
            -1,
            0.1,
            1e400,
            float("nan"),
            10**4000,
            True,
            None,
            [],
            {"a": 1},
            "9" * 6000,
        ]
        return {
            self.one(["question", "question", "query"]): self.one([asked.name, asked.name, self.one(NASTY)]),
            "values": {
                name: self.one(worth)
                for name in (*known, *([self.one(NASTY)] if self.dice.random() < 0.2 else []))
            },
        }

    def pairs(self) -> str:
        names = ["query", "query", "query", "default-graph-uri", "named-graph-uri", "update", MARK]
        several = self.one([0, 1, 1, 1, 2, 5])
        return urlencode([(self.one(names), self.text()) for _ in range(several)], errors="replace")[:60_000]

    def formed(self) -> Sent:
        """A request: four of five are such as the address takes, but for what they ask."""
        query, form, ask = self.text().encode("utf-8", "replace"), self.pairs(), json.dumps(self.values())
        return self.one(
            [
                lambda: self.sent("GET", f"/sparql?{urlencode({'query': self.text()}, errors='replace')}"),
                lambda: self.sent("POST", "/sparql", MEDIA[0], query),
                lambda: self.sent("POST", f"/sparql?{self.pairs()}", MEDIA[1], form.encode()),
                lambda: self.sent("POST", "/ask", MEDIA[2], ask.encode()),
                lambda: self.sent(
                    self.one(METHODS),
                    self.one([*PATHS, f"/static/{self.path()}", f"/{self.path()}", f"/sparql?{form}"]),
                    self.one(MEDIA),
                    self.one([b"", query, form.encode(), ask.encode(), self.noise()]),
                ),
            ]
        )()

    def path(self) -> str:
        return quote(self.one(NASTY), errors="replace")[:500]

    def sent(self, method: str, address: str, media: str = "", body: bytes = b"") -> Sent:
        headers = {"Accept": self.one(ACCEPTS), "Content-Type": media}
        if self.dice.random() < 0.1:
            headers[self.one(NAMES)] = self.one(
                ["null", MARK, "cross-site", "bytes=0-", "localhost", "a/b," * 20_000]
            )
        return method, address, {name: value.encode("latin-1") for name, value in headers.items()}, body


@pytest.mark.parametrize(
    "bad",
    [
        b"no http at all\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
@pytest.mark.parametrize("before", [b"", b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: localhost\r\n\r\n"])
def test_what_is_no_http_is_answered_as_guardedly_as_what_is_and_in_its_turn(
    server: Served, before: bytes, bad: bytes
) -> None:
    # The server closes this line by itself.
    came = list(answers(exchanged(server, [before + bad], (20, 20))))
    assert [status for status, _, _ in came] == ([200, 400] if before else [400])
    for status, headers, body in came:
        sound(status, headers, body)
    assert came[-1][1]["connection"] == "close"


@pytest.mark.parametrize("seed", range(2))
def test_whatever_bytes_come_it_answers_or_closes_the_line_and_lives(
    server: Served, client: httpx.Client, seed: int
) -> None:
    chance, until = Chance(seed), time.monotonic() + SECONDS
    for number in range(RAW):
        came = exchanged(server, chance.raw())
        for status, headers, body in answers(came):
            sound(status, headers, body)
        living(client)
        if time.monotonic() > until:
            assert number > 10
            break


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_asked_it_answers_below_500_and_lives(client: httpx.Client, seed: int) -> None:
    chance, until = Chance(seed), time.monotonic() + SECONDS
    for number in range(FORMED):
        method, address, headers, body = chance.formed()
        answer = client.request(method, address, headers=headers, content=body)
        sound(answer.status_code, answer.headers, answer.content)
        living(client)
        if time.monotonic() > until:
            assert number > 10
            break
