"""What the workbench asks the server for, as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import Response

from coalition_graph import queries
from coalition_graph.server import negotiation, offers
from coalition_graph.server.asking import Asking
from coalition_graph.server.failures import refused
from coalition_graph.server.gate import CUT
from coalition_graph.server.offers import Json
from coalition_graph.server.settings import Settings
from coalition_graph.store import Answer
from coalition_graph.table import Cell, render

if TYPE_CHECKING:
    from coalition_graph.graph import Graph

__all__ = ["Workbench"]

JSON: Final = "application/json"
CSV: Final = "text/csv"
# JavaScript counts exactly no further.
EXACT: Final = 1 << 53


class Workbench:
    """The workbench's side of one graph.

    Args:
        graph: what is asked.
        asking: where queries are run.
        settings: how many rows an answer may have.
    """

    def __init__(self, graph: Graph, asking: Asking, settings: Settings) -> None:
        self._graph = graph
        self._asking = asking
        self._settings = settings
        self._offered: dict[str, bytes] = {}

    async def offered(self, request: Request) -> Response:
        """Return the ready questions, the names, the terms, or what the graph is about."""
        path = request.url.path
        if path not in self._offered:
            self._offered[path] = await self._asking.run(lambda: _json(self._offer(path)))
        return Response(self._offered[path], media_type=JSON)

    def _offer(self, path: str) -> Json:
        if path == "/questions":
            return offers.questions()
        made: dict[str, Callable[[Graph], Json]] = {
            "/names": offers.names,
            "/terms": offers.terms,
            "/about": offers.about,
        }
        return made[path](self._graph)

    async def ask(self, request: Request) -> Response:
        """Answer a ready question or a query, as JSON for the page or as CSV to keep."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            raise refused(415, f"send the question as {JSON}")
        media = negotiation.best(request.headers.get("accept", ""), (JSON, CSV))
        if media is None:
            raise refused(406, f"the answer comes as {JSON} or {CSV}")
        asked, values = _question(await request.body())
        written = self._csv if media == CSV else self._page
        body, cut = await self._asking.run(lambda: written(asked, values))
        headers = {"Vary": "Accept"} | ({CUT: str(cut)} if cut is not None else {})
        return Response(body, media_type=media, headers=headers)

    def _page(self, asked: str, values: dict[str, Cell]) -> tuple[bytes, int | None]:
        begin = time.perf_counter()
        known = self._graph.asked(asked, values)
        answer = self._asking.inner.answer(known.sparql, known.values, self._settings.shown)
        taken = (time.perf_counter() - begin) * 1000
        return _json(_told(answer, known.text(), taken)), answer.cut

    def _csv(self, asked: str, values: dict[str, Cell]) -> tuple[bytes, int | None]:
        known = self._graph.asked(asked, values)
        answer = self._asking.inner.answer(known.sparql, known.values, self._settings.rows)
        return render(answer.table(), "csv").encode(), answer.cut


def _told(answer: Answer, sparql: str, taken: float) -> Json:
    table = answer.table()
    return {
        "kind": answer.kind,
        "columns": [*table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "cut": answer.cut,
        "sparql": sparql,
        "milliseconds": round(taken, 1),
    }


def _cell(cell: Cell) -> Cell:
    return str(cell) if isinstance(cell, int) and abs(cell) > EXACT else cell


def _question(body: bytes) -> tuple[str, dict[str, Cell]]:
    """Return the name or the query that a request holds, and the values for it that are not empty."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise refused(400, "the question is no JSON") from None
    if not isinstance(given, dict):
        raise refused(400, 'write the question as {"question": name} or {"query": SPARQL}')
    name, sparql, values = given.get("question"), given.get("query"), given.get("values") or {}
    asked = [_text(each) for each in (name, sparql) if isinstance(each, str) and each.strip()]
    if len(asked) != 1 or not isinstance(values, dict):
        raise refused(400, 'give a "question" or a "query", and "values" by name')
    if isinstance(name, str) and name.strip():
        queries.question(asked[0])
    return asked[0], {
        _text(key): _value(key, value) for key, value in values.items() if value not in ("", None)
    }


def _value(name: str, value: object) -> Cell:
    if not isinstance(value, str | int | float | bool):
        raise refused(400, f"{name} takes one value: a text, a number, or true or false")
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    """Return a text that UTF-8 can hold; JSON may spell half of a character."""
    return value.encode("utf-8", "replace").decode()


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
