"""The ready questions that are shipped, found by name and by what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from coalition_graph import resources
from coalition_graph import text as texts
from coalition_graph.errors import UnknownQuery
from coalition_graph.queries.header import Parameter, Question, read
from coalition_graph.table import Cell, Table

__all__ = ["question", "ready", "table", "text"]


@cache
def ready() -> tuple[Question, ...]:
    """Return the shipped questions by group and name.

    >>> "who-attended" in [question.name for question in ready()]
    True
    """
    files = sorted(resources.queries().glob("*.rq"))
    found = [read(path.stem, path.read_text(encoding="utf-8")) for path in files]
    return tuple(sorted(found, key=lambda question: (question.group, question.name)))


def question(name: str) -> Question:
    """Return one ready question.

    Raises:
        UnknownQuery: none has that name.

    >>> question("who-attended").parameters[0].type
    'meeting'
    """
    known = {question.name: question for question in ready()}
    if name not in known:
        raise UnknownQuery(name, texts.nearest(name, known))
    return known[name]


def text(name: str) -> str:
    """Return the SPARQL of a ready question with its header.

    Raises:
        UnknownQuery: none has that name.

    >>> text("who-attended").startswith("#+ title:")
    True
    """
    return question(name).sparql


def table(words: Iterable[str] = ()) -> Table:
    """Return the list of ready questions.

    Args:
        words: only those whose name, group, title or description holds every one of them.

    >>> table(["every", "series"]).rows[0][:2]
    ('attended-whole-series', 'meetings')
    """
    wanted = [texts.fold(word) for word in words]
    rows: list[tuple[Cell, ...]] = [
        (known.name, known.group, known.title, _signature(known.parameters))
        for known in ready()
        if all(word in _about(known) for word in wanted)
    ]
    return Table(("name", "group", "title", "parameters"), rows)


def _about(known: Question) -> str:
    return texts.fold(" ".join((known.name, known.group, known.title, known.description)))


def _signature(parameters: tuple[Parameter, ...]) -> str:
    return "|".join(f"{parameter.name}={parameter.example}" for parameter in parameters)
