"""One query asked of a server in words that all servers understand, its answer brought into standard form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pyoxigraph

from coalition_graph.store import answers, lexer, limit
from coalition_graph.store.answers import Answer
from coalition_graph.store.endpoint import rewriting
from coalition_graph.store.endpoint.server import JSON, NT, CutAnswer, Dataset, RefusedQuery, Server
from coalition_graph.store.lexer import Asked
from coalition_graph.vocabulary import AT_ONCE

__all__ = ["ask", "lines"]

_TRUTH: Final = b"^^<http://www.w3.org/2001/XMLSchema#boolean>"
_DIGITS: Final = ((b'"1"', b"true"), (b'"0"', b"false"))
_ABOUT: Final = "SELECT ?s ?p ?o { VALUES ?s { %s } ?s ?p ?o }"


def ask(server: Server, asked: Asked, dataset: Dataset, rows: int | None) -> Answer:
    """Return what a query comes to.

    Args:
        asked: the query, with every prefix that it uses.
        dataset: which graphs it is over.
        rows: as in `Store.answer`.

    Raises:
        RefusedQuery: the server does not take the query.
        EndpointFailed: it gives no answer, or not all of it.
        StoppedQuery: it did not answer in time.
    """
    form = rewriting.form(asked)
    if form == "DESCRIBE":
        return _described(server, asked, dataset, rows)
    if form == "CONSTRUCT":
        return _constructed(server, asked, dataset, rows)
    if not form:
        raise RefusedQuery(server.address.query, "is given no query")
    try:
        return _rows(server.answer(server.reply(asked.text, JSON, dataset), rows))
    except CutAnswer as cut:
        if _limited(asked, cut.rows):
            return _rows(server.answer(cut.reply, rows))
        if rows is None or cut.rows > rows:
            raise
        return replace(_rows(server.answer(cut.reply)), cut=cut.rows)


def _limited(asked: Asked, rows: int) -> bool:
    """Whether a query itself asks for so many rows at most, so that nothing was kept back."""
    return limit.limited(asked, rows) == asked.text


def _rows(found: Answer) -> Answer:
    """Truth in words: some servers write it in digits."""
    if _TRUTH not in found.text:
        return found
    told = found.text
    for digit, word in _DIGITS:
        told = told.replace(digit + _TRUTH, word)
    return replace(found, text=told)


def _constructed(server: Server, asked: Asked, dataset: Dataset, rows: int | None) -> Answer:
    reply = server.reply(asked.text, NT, dataset)
    found = server.triples(reply)
    # Virtuoso says of rows that it cut them, of triples it does not.
    if found and "virtuoso" in reply.headers.get("server", "virtuoso").lower():
        _not_cut(server, lexer.read(rewriting.pattern(asked)), dataset)
    return answers.of_triples(_ntriples(found), rows)


def _not_cut(server: Server, asked: Asked, dataset: Dataset) -> None:
    try:
        server.check_whole(asked.text, dataset)
    except CutAnswer as cut:
        if not _limited(asked, cut.rows):
            raise


def _described(server: Server, asked: Asked, dataset: Dataset, rows: int | None) -> Answer:
    what = rewriting.described(asked)
    nodes = {f"<{address}>" for address in what.nodes}
    if what.sparql:
        for row in server.solutions(what.sparql, dataset):
            nodes |= {str(value) for value in row if isinstance(value, pyoxigraph.NamedNode)}
    triples: list[pyoxigraph.Triple] = []
    named = sorted(nodes)
    for start in range(0, len(named), AT_ONCE):
        found = server.solutions(_ABOUT % " ".join(named[start : start + AT_ONCE]), dataset)
        triples += (pyoxigraph.Triple(*row) for row in found)
    return answers.of_triples(_ntriples(triples), rows)


def lines(rows: Iterable[pyoxigraph.QuerySolution]) -> list[str]:
    """Return rows of subject, predicate and object as sorted lines of N-Triples."""
    return sorted({*_ntriples(pyoxigraph.Triple(*row) for row in rows).decode().split("\n")} - {""})


def _ntriples(triples: Iterable[pyoxigraph.Triple]) -> bytes:
    told = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    if _TRUTH in told:
        for digit, word in _DIGITS:
            told = told.replace(digit + _TRUTH, b'"' + word + b'"' + _TRUTH)
    return told
