"""A query's header: what it is called, what it asks, and which parameters it takes.

In the style of grlc, one `#+` before each line:

    #+ title: Who attended a meeting
    #+ description: Every actor that some source reports there, once.
    #+ group: meetings
    #+ parameters:
    #+   - name: meeting
    #+     type: meeting
    #+     example: london-2025-03-02
    #+     default: …                       (optional: then the parameter may be left out)

Types: `country actor proposal condition meeting person source series` take what references take;
`date text number` are values. A parameter is a variable of the query that is not in its SELECT.
Source of the style: https://github.com/CLARIAH/grlc
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from coalition_graph.errors import BadQuery

__all__ = ["REFERENCES", "TYPES", "Parameter", "Question", "bare", "read"]

REFERENCES: Final = (
    "country",
    "actor",
    "proposal",
    "condition",
    "meeting",
    "person",
    "source",
    "series",
)
TYPES: Final = (*REFERENCES, "date", "text", "number")
_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_LINE = re.compile(r"^#\+.*\n?", re.MULTILINE)
_ENTRY = re.compile(r"(?P<indent> *)(?P<dash>- )?(?P<key>[a-z]+):(?: +(?P<value>.*))?\s*\Z")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a question that the asker gives.

    Args:
        name: the variable, without `?`.
        type: one of `TYPES`.
        example: a value that works with the shipped dossier.
        default: what it is when not given; None where it must be given.
    """

    name: str
    type: str
    example: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question as its file says it."""

    name: str
    title: str
    description: str
    group: str
    parameters: tuple[Parameter, ...]
    sparql: str


def read(name: str, sparql: str) -> Question:
    """Return a query with what its header says; a query without a header has no title and no parameters.

    >>> read("mine", "#+ title: All\\nSELECT * WHERE { ?s ?p ?o }").title
    'All'
    """
    heading: dict[str, str] = {}
    parameters: list[dict[str, str]] = []
    for indented, dashed, key, value in _entries(sparql):
        if dashed:
            parameters.append({})
        (parameters[-1] if indented and parameters else heading)[key] = value
    title, description, group = (heading.get(key, "") for key in ("title", "description", "group"))
    return Question(name, title, description, group, tuple(map(_parameter, parameters)), sparql)


def bare(sparql: str) -> str:
    """Return a query without its header.

    >>> bare("#+ title: All\\nSELECT * WHERE { ?s ?p ?o }")
    'SELECT * WHERE { ?s ?p ?o }'
    """
    return _LINE.sub("", sparql)


def _entries(sparql: str) -> Iterator[tuple[bool, bool, str, str]]:
    for line in _HEADER.findall(sparql):
        if entry := _ENTRY.match(line):
            yield bool(entry["indent"]), bool(entry["dash"]), entry["key"], _unquoted(entry["value"] or "")


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _parameter(entry: Mapping[str, str]) -> Parameter:
    name, kind = entry.get("name", ""), entry.get("type", "text")
    if not name or kind not in TYPES:
        raise BadQuery(f"a parameter needs a name and a type of {', '.join(TYPES)}; got {name!r}, {kind!r}")
    return Parameter(name, kind, entry.get("example", ""), entry.get("default"))
