"""`/sparql`: the SPARQL 1.1 Protocol, queries only (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from coalition_graph.server import description, negotiation
from coalition_graph.server.asking import Asking
from coalition_graph.server.datasets import with_dataset
from coalition_graph.server.failures import refused
from coalition_graph.server.gate import CUT
from coalition_graph.store import Answer

__all__ = ["METHODS", "Endpoint"]

METHODS: Final = ("GET", "POST", "OPTIONS")
FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_NO_UPDATE: Final = "there is no update route: change the coding files and load again"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query with the graphs that the request chose for it."""

    sparql: str
    default: tuple[str, ...]
    named: tuple[str, ...]


class Endpoint:
    """The endpoint over one graph.

    Args:
        asking: where queries are run.
        rows: the most rows or triples of an answer.
        graphs: the names of the graphs that it holds.
    """

    def __init__(self, asking: Asking, rows: int, graphs: Sequence[str]) -> None:
        self._asking = asking
        self._rows = rows
        self._graphs = tuple(graphs)

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        accept = ", ".join(request.headers.getlist("accept"))
        if not negotiation.accepted(accept):
            raise _not_acceptable(negotiation.OFFERED["rows"], negotiation.OFFERED["triples"])
        asked = await _asked(request)
        if asked is None:
            told = description.described(str(request.url.replace(query="")), self._graphs)
            return _response(*_formed(told, accept))
        return _response(*await self._asking.run(lambda: self._answered(asked, accept)))

    def _answered(self, asked: _Asked, accept: str) -> tuple[bytes, str, int | None]:
        sparql = with_dataset(asked.sparql, asked.default, asked.named)
        return _formed(self._asking.inner.answer(sparql, rows=self._rows), accept)


def _formed(answer: Answer, accept: str) -> tuple[bytes, str, int | None]:
    """Return an answer in the form that a client takes, with its media type and where it was cut."""
    offered = negotiation.OFFERED[answer.kind]
    media = negotiation.best(accept, tuple(offered))
    if media is None:
        raise _not_acceptable(offered)
    return answer.written(offered[media]), media, answer.cut


def _response(body: bytes, media: str, cut: int | None) -> Response:
    response = Response(body, media_type=media, headers={"Vary": "Accept"})
    if cut is not None:
        response.headers[CUT] = str(cut)
    return response


def _not_acceptable(*offered: dict[str, str]) -> Exception:
    types = ", ".join(dict.fromkeys(media for each in offered for media in each))
    return refused(406, f"the answer comes in none of the accepted forms; ask for one of {types}")


async def _asked(request: Request) -> _Asked | None:
    """Return what a request asks; None where it asks nothing, so that the endpoint is described."""
    given = _pairs(request.url.query)
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media == UPDATE:
            raise refused(403, _NO_UPDATE)
        if media not in (FORM, DIRECT):
            raise refused(415, f"send the query as {FORM} or {DIRECT}")
        body = _text(await request.body())
        given = [("query", body), *_but(given, "query")] if media == DIRECT else [*given, *_pairs(body)]
    return _read(given, described=request.method != "POST")


def _read(given: Sequence[tuple[str, str]], described: bool) -> _Asked | None:
    if _all(given, "update"):
        raise refused(403, _NO_UPDATE)
    queries = _all(given, "query")
    if not queries and described and not given:
        return None
    if len(queries) != 1:
        raise refused(400, f"give one query; the request has {len(queries)}")
    return _Asked(queries[0], _all(given, "default-graph-uri"), _all(given, "named-graph-uri"))


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError:
        raise refused(400, "the query is not UTF-8") from None
    except ValueError:
        raise refused(400, "the request has more than 100 parameters") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(400, "the query is not UTF-8") from None


def _all(given: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in given if key == name)


def _but(given: Sequence[tuple[str, str]], name: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value in given if key != name]
