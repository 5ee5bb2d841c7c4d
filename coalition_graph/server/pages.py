"""What a browser shows: the workbench, its files, and the picture."""

from __future__ import annotations

import asyncio
import hashlib
import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import Response

from coalition_graph.server.failures import refused

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["Pages"]

WEB: Final = Path(__file__).parent / "web"
HOME: Final = "index.html"
TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
# The workbench shows the picture in a frame of its own.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_OWN_POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy"\s+content="([^"]*)"')


class Pages:
    """The pages of one graph; its picture is made once, when it is first asked for."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._picture: asyncio.Task[str] | None = None

    async def home(self, request: Request) -> Response:
        """Return the workbench."""
        return _file(request, HOME)

    async def static(self, request: Request) -> Response:
        """Return one of its files; there are no others."""
        return _file(request, request.path_params["name"])

    async def picture(self, request: Request) -> Response:
        """Return the interactive picture of the whole graph."""
        if self._picture is None or _failed(self._picture):
            self._picture = asyncio.create_task(asyncio.to_thread(lambda: self._graph.picture().html))
        page = await asyncio.shield(self._picture)
        own = _OWN_POLICY.search(page)
        policy = f"{html.unescape(own[1])}; " if own else ""
        return _page(request, page.encode(), "text/html", f"{policy}frame-ancestors 'self'")


def _failed(made: asyncio.Task[str]) -> bool:
    return made.done() and (made.cancelled() or made.exception() is not None)


def _file(request: Request, name: str) -> Response:
    known = {path.name: path for path in WEB.iterdir() if path.suffix in TYPES}
    if name not in known:
        raise refused(404, "the workbench has no such file")
    path = known[name]
    return _page(request, path.read_bytes(), TYPES[path.suffix], POLICY)


def _page(request: Request, body: bytes, media: str, policy: str) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media, headers=headers)
