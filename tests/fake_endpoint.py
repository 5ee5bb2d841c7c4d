"""A SPARQL server for tests that does as it is told: a real engine behind faults of our choice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph

from coalition_graph.store import EndpointStore
from coalition_graph.store.endpoint.http import Client

JSON = {"Content-Type": "application/sparql-results+json"}


@dataclass(frozen=True)
class Seen:
    """A request as it came in."""

    method: str
    path: str
    params: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The query or update, or the triples that were sent."""
        asked = self.params.get("query") or self.params.get("update")
        return asked[0] if asked else self.body.decode()

    @property
    def writes(self) -> bool:
        return "update" in self.params or self.method == "PUT"


Reply = tuple[int, Mapping[str, str], bytes]
Fault = Callable[[Seen], Reply | None]


@dataclass
class FakeEndpoint:
    """What the server holds, what it was sent, and how it fails.

    Args:
        fault: is asked first; what it returns is answered, None lets the engine answer.
        graph_store: whether stores at this server write whole graphs.
    """

    url: str
    inner: pyoxigraph.Store = field(default_factory=pyoxigraph.Store)
    seen: list[Seen] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    fault: Fault = lambda _: None
    graph_store: bool = False
    sent: int = 0

    def store(self, *, largest: int = 1 << 24, **given: object) -> EndpointStore:
        """A store at this server, which waits for nothing but writes down how long it would have."""
        client = Client(sleep=self.pauses.append, largest=largest)
        target = f"{self.url}/store" if self.graph_store else None
        return EndpointStore(f"{self.url}/sparql", None, target, client=client, **given)  # type: ignore[arg-type]

    def answer(self, seen: Seen) -> Reply:
        self.seen.append(seen)
        reply = self.fault(seen) or self._engine(seen)
        self.sent += len(reply[2])
        return reply

    def _engine(self, seen: Seen) -> Reply:
        if "update" in seen.params:
            self.inner.update(seen.text)
            return 204, {}, b""
        if "graph" in seen.params:
            graph = pyoxigraph.NamedNode(seen.params["graph"][0])
            if seen.method == "PUT":
                self.inner.remove_graph(graph)
            self.inner.load(seen.body, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=graph)
            return 204, {}, b""
        try:
            union = "FROM" not in seen.text
            found = self.inner.query(seen.text, use_default_graph_as_union=union)
        except SyntaxError as error:
            return 400, {}, str(error).encode()
        if isinstance(found, pyoxigraph.QueryTriples):
            return 200, {}, found.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        return 200, JSON, found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""


@contextmanager
def fake_endpoint() -> Iterator[FakeEndpoint]:
    """Run such a server on 127.0.0.1 until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            parts = urlsplit(self.path)
            form = parse_qs(body.decode()) if "form" in self.headers.get("Content-Type", "") else {}
            params = {**parse_qs(parts.query), **form}
            status, headers, answer = fake.answer(
                Seen(self.command, parts.path, params, dict(self.headers), body)
            )
            self.send_response(status)
            for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        do_PUT = do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Who asked may have hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    fake = FakeEndpoint(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
