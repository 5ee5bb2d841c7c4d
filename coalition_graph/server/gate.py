"""Before anything else is done: who may ask, how much a request may hold, and the headers of every answer.

A page of a stranger, open in the same browser, reaches a server on this machine too. So a request must call
the server by a name that is its own (a rebound name is not), must not come from a page elsewhere, and no
answer may be read by one, unless its origin was allowed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coalition_graph.server.settings import Settings

__all__ = ["Gate"]

LOCAL: Final = frozenset(("localhost", "127.0.0.1", "[::1]"))
# What every answer has where it says nothing else itself.
HEADERS: Final = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
PREFLIGHT: Final = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "Accept, Content-Type",
    "access-control-max-age": "600",
}
CUT: Final = "X-Coalition-Graph-Cut"
BODY_SECONDS: Final = 10.0
# So much more of a body that is too long is read, so that a client is told before the line is closed.
DRAINED: Final = 1 << 20
DRAIN_SECONDS: Final = 1.0


class _Gone(Exception):
    """The client hung up before its request had come."""


class Gate:
    """Refuses what must not reach the application, and gives what it answers the headers that guard it.

    Args:
        app: the application behind it.
        settings: the names and origins that may ask, and the most bytes of a request.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._names = {*LOCAL, _bracketed(settings.host), *map(str.lower, settings.hosts)}
        self._origins = frozenset(settings.origins)
        self._most = settings.body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        guarded = self._guarded(headers.get("origin"), send)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _answer_and_close(refusal, scope, receive, guarded)
        elif _has_body(headers):
            await self._with_body(headers, scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    async def _with_body(self, headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await self._body(headers, receive)
        except _Gone:
            return
        if isinstance(body, Response):
            await _answer_and_close(body, scope, receive, send)
        else:
            await self._app(scope, _given(body, receive), send)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if _name(host) not in self._names:
            return _told(400, "this server has another name; start it with --allow-host to add one")
        if self._is_foreign(host, origin, headers):
            return _told(403, "pages of other servers may not ask; start with --allow-origin to allow one")
        if len(scope["query_string"]) > self._most:
            return _told(414, f"the address is longer than {self._most:,} bytes; send the query with POST")
        if origin in self._origins and "access-control-request-method" in headers:
            return Response(status_code=204, headers=PREFLIGHT)
        return None

    def _is_foreign(self, host: str, origin: str | None, headers: Headers) -> bool:
        if origin is not None:
            return origin not in self._origins and origin not in (f"http://{host}", f"https://{host}")
        # A link that is followed is no fetch: what it opens cannot be read by the page that it stood on.
        fetched = headers.get("sec-fetch-mode") != "navigate"
        return fetched and headers.get("sec-fetch-site") in ("cross-site", "same-site")

    async def _body(self, headers: Headers, receive: Receive) -> bytes | Response:
        """Return the whole body, or the answer to one that is too long or does not come."""
        told = headers.get("content-length", "0")
        too_long = _told(413, f"the request is longer than {self._most:,} bytes; write it shorter")
        if not told.isdecimal() or int(told) > self._most:
            return too_long
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for piece in _pieces(receive):
                    body += piece
                    if len(body) > self._most:
                        return too_long
        except TimeoutError:
            return _told(408, "the request did not come to its end")
        return bytes(body)

    def _guarded(self, origin: str | None, send: Send) -> Send:
        """Return a `send` that adds the headers of every answer."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                for name, value in self._shared(origin):
                    headers.append(name, value)
            await send(message)

        return guarded

    def _shared(self, origin: str | None) -> Iterator[tuple[str, str]]:
        """Yield the headers that let an allowed page read an answer."""
        if self._origins:
            yield "vary", "Origin"
        if origin in self._origins and origin is not None:
            yield "access-control-allow-origin", origin
            yield "access-control-expose-headers", f"{CUT}, Retry-After"


async def _pieces(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise _Gone
        yield message.get("body", b"")
        more = message.get("more_body", False)


def _name(host: str) -> str:
    """Return a header Host without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host.lower()


def _told(status: int, sentence: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status)


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _given(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that hands out a body that was read before."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return messages.pop() if messages else await receive()

    return given


async def _answer_and_close(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer before the body has come, wait a little for what is under way, and close the line."""
    if not _has_body(Headers(scope=scope)):
        await response(scope, receive, send)
        return
    response.headers["connection"] = "close"

    async def held(message: Message) -> None:
        if message["type"] == "http.response.body":
            await send({**message, "more_body": True})
            await _drain(receive)
            message = {"type": "http.response.body", "body": b""}
        await send(message)

    await response(scope, receive, held)


async def _drain(receive: Receive) -> None:
    left = DRAINED
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            async for piece in _pieces(receive):
                left -= len(piece)
                if left < 0:
                    return
    except (TimeoutError, _Gone):
        return
