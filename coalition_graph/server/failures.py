"""What goes wrong, as status codes and sentences; only this file knows which code an error has."""

from __future__ import annotations

import re
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from coalition_graph.errors import Busy, CoalitionGraphError, StoppedQuery, UnknownQuery

__all__ = ["HANDLERS", "refused"]

LONGEST: Final = 2_000
_PLACE: Final = re.compile(r"line (\d+), column (\d+)")
_SPOKEN: Final = {
    404: "there is nothing here: the workbench is at /, the SPARQL endpoint at /sparql",
    405: "this address does not take {method}",
}
# Those that a program reads; all else is read by people.
_JSON: Final = ("/ask", "/questions", "/names", "/terms", "/about")


def refused(status: int, sentence: str, **headers: str) -> HTTPException:
    """Return the exception that ends a request with a status code and a sentence.

    Args:
        headers: their names with `_` for `-`.
    """
    return HTTPException(status, sentence, {name.replace("_", "-"): value for name, value in headers.items()})


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = error.detail
    if error.status_code in _SPOKEN and told in ("Not Found", "Method Not Allowed"):
        told = _SPOKEN[error.status_code].format(method=request.method)
    return _response(request, error.status_code, told, dict(error.headers or {}))


async def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, Busy | StoppedQuery):
        return _response(request, 503, str(error), {"Retry-After": "1" if isinstance(error, Busy) else "5"})
    return _response(request, 404 if isinstance(error, UnknownQuery) else 400, str(error), {})


def _response(request: Request, status: int, sentence: str, headers: dict[str, str]) -> Response:
    # What was asked stands in some sentences: it may be long, and half a character may be in it.
    sentence = sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"
    sentence = sentence.encode("utf-8", "replace").decode()
    if request.url.path not in _JSON:
        return PlainTextResponse(f"{sentence}\n", status, headers)
    found = _PLACE.search(sentence)
    place = {"line": int(found[1]), "column": int(found[2])} if found else {}
    return JSONResponse({"error": sentence, **place}, status, headers)


HANDLERS: Final = {HTTPException: _http, CoalitionGraphError: _ours}
