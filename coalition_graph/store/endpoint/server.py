"""One server in SPARQL's protocol: what it answers is read by the engine, what it refuses is an error."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph

from coalition_graph import text
from coalition_graph.errors import EndpointFailed, UsageError
from coalition_graph.store import answers
from coalition_graph.store.answers import Answer, Result
from coalition_graph.store.endpoint.address import Address
from coalition_graph.store.endpoint.http import Client, Reply, Request

__all__ = ["JSON", "NT", "CutAnswer", "Dataset", "RefusedQuery", "Server"]

Dataset = Mapping[str, str | list[str]]
"""Parameters of the protocol that say which graphs a query is over."""

_EXCERPT: Final = 300
JSON: Final = "application/sparql-results+json"
NT: Final = "application/n-triples"
_TAG = re.compile(r"<(style|script|title)\b.*?</\1\s*>|<[a-z!/][^>]*>", re.IGNORECASE | re.DOTALL)
_CREDENTIALS: Final = "COALITION_GRAPH_USER and COALITION_GRAPH_PASSWORD, or COALITION_GRAPH_TOKEN"


class RefusedQuery(EndpointFailed):
    """The server says that it cannot make sense of a query; the engine may know why."""


class CutAnswer(EndpointFailed):
    """The server kept back rows.

    Args:
        rows: how many it gave.
        reply: what it gave.
    """

    def __init__(self, url: str, rows: int, reply: Reply) -> None:
        super().__init__(
            url,
            f"cuts every answer at {rows:,} rows, so this one is not whole: raise ResultSetMaxRows in "
            "virtuoso.ini, or ask for less",
        )
        self.rows, self.reply = rows, reply


@dataclass(frozen=True, slots=True)
class Server:
    """A server, and how long to wait for it."""

    address: Address
    client: Client
    seconds: float

    def within(self, seconds: float) -> Server:
        """Return the same server with another time limit."""
        return replace(self, seconds=seconds)

    def truth(self, sparql: str, dataset: Dataset | None = None) -> bool:
        """Return the answer to ASK.

        Raises:
            EndpointFailed: there is none.
            StoppedQuery: it did not come in time.
        """
        found = self.answer(self.reply(sparql, JSON, dataset))
        if found.kind != "truth":
            raise self._no_answer(b"rows instead of true or false")
        return found.text == b"true"

    def solutions(self, sparql: str, dataset: Dataset | None = None) -> list[pyoxigraph.QuerySolution]:
        """Return the answer to SELECT.

        Raises:
            EndpointFailed: there is none, or the server cut it.
            StoppedQuery: it did not come in time.
        """
        reply = self.reply(sparql, JSON, dataset)
        try:
            found = _parsed(reply)
            if isinstance(found, pyoxigraph.QuerySolutions):
                return list(found)
        except (SyntaxError, ValueError):
            raise self._no_answer(reply.body) from None
        raise self._no_answer(b"true or false instead of rows")

    def answer(self, reply: Reply, rows: int | None = None) -> Answer:
        """Return the answer to SELECT or ASK in standard form.

        Args:
            rows: how many to keep.

        Raises:
            EndpointFailed: it is no such answer.
        """
        try:
            # Read to the end here: what breaks off in the middle must not pass for a shorter answer.
            return answers.of(_parsed(reply), rows)
        except (SyntaxError, ValueError):
            raise self._no_answer(reply.body) from None

    def triples(self, reply: Reply) -> list[pyoxigraph.Triple]:
        """Return the answer to CONSTRUCT as the engine reads it.

        Raises:
            EndpointFailed: it is no such answer.
        """
        try:
            found = pyoxigraph.parse(reply.body, format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
            return [quad.triple for quad in found]
        except (SyntaxError, ValueError):
            raise self._no_answer(reply.body) from None

    def check_whole(self, sparql: str, dataset: Dataset | None = None) -> None:
        """Ask a SELECT only to learn whether the server would cut it.

        Raises:
            CutAnswer: it would.
        """
        self.reply(sparql, JSON, dataset, headers_only=True)

    def reply(
        self, sparql: str, accept: str, dataset: Dataset | None = None, headers_only: bool = False
    ) -> Reply:
        """Return what the server answers to a query, if it is whole.

        Raises:
            RefusedQuery: the server does not take the query.
            CutAnswer: it gave only the first rows.
            EndpointFailed: it gave no answer, or a part of one.
            StoppedQuery: nothing came in time.
        """
        url = self.address.query
        form = {"query": sparql, **(dataset or {})}
        request = Request(url, headers={"Accept": accept}, form=form, headers_only=headers_only)
        reply = self.client.send(request, self.seconds)
        if reply.status in (400, 500):
            raise RefusedQuery(url, f"does not take the query: {self.excerpt(reply.body)}")
        self._check(url, reply)
        most = reply.headers.get("x-sparql-maxrows", "")
        if most.isascii() and most.isdigit():
            raise CutAnswer(url, int(most), reply)
        if reply.status == 206 or "x-sql-state" in reply.headers:
            raise EndpointFailed(url, "gave a part of the answer only, for it ran out of time; ask for less")
        return reply

    def update(self, sparql: str) -> None:
        """Change what the server holds; doing it twice must do no harm.

        Raises:
            EndpointFailed: it does not.
        """
        url = self.address.update or self.address.query
        hint = "" if self.address.update else "; if updates go elsewhere, give --update-url"
        self._write(Request(url, form={"update": sparql}, patient=True), hint)

    def put(self, graph: str, triples: bytes, add: bool) -> None:
        """Replace a graph, or add to it.

        Raises:
            EndpointFailed: the server does not.
        """
        url = self.address.graph_store or ""
        headers, method = {"Content-Type": NT}, "POST" if add else "PUT"
        self._write(Request(url, method, {"graph": graph}, headers, body=triples, patient=True))

    def _write(self, request: Request, hint: str = "") -> None:
        reply = self.client.send(request, self.seconds)
        self._check(request.url, reply, hint)

    def _check(self, url: str, reply: Reply, hint: str = "") -> None:
        status = reply.status
        if status < 300:
            return
        if status < 400:
            where = text.clean(reply.headers.get("location", "")).partition("?")[0]
            raise EndpointFailed(
                url, f"leads elsewhere, and is not followed; give the address {where!r} itself"
            )
        raise EndpointFailed(url, f"{self._why(reply)}{hint}")

    def _why(self, reply: Reply) -> str:
        status = reply.status
        if status in (401, 403):
            if self.client.credentials.given:
                return f"does not take these credentials ({status}); check {_CREDENTIALS}"
            return f"asks who you are ({status}); set {_CREDENTIALS}"
        if status in (404, 405):
            return f"is no such service ({status}); check the address"
        if status in (429, 502, 503, 504):
            return f"is too busy, or down ({status}), also after several tries; try later"
        return f"answers {status}: {self.excerpt(reply.body)}"

    def _no_answer(self, body: bytes) -> UsageError:
        return EndpointFailed(
            self.address.query,
            f"gives no SPARQL results but: {self.excerpt(body)}; check that it is the address for queries",
        )

    def excerpt(self, body: bytes) -> str:
        """Return the beginning of what a server says, in one line without tags and secrets."""
        said = body[: 20 * _EXCERPT].decode("utf-8", "replace").partition("SPARQL query:")[0]
        if _TAG.search(said):
            said = html.unescape(_TAG.sub(" ", said))
        told = text.clean(" ".join(self.client.credentials.hidden(said).split()))
        return (f"{told[:_EXCERPT]} …" if len(told) > _EXCERPT else told) or "nothing"


def _parsed(reply: Reply) -> Result:
    return pyoxigraph.parse_query_results(reply.body, format=pyoxigraph.QueryResultsFormat.JSON)
