"""Ready questions: SPARQL files with a header, listed, given their parameters and asked.

The header is in the style of grlc, one `#+` before each line:

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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from coalition_graph import dates, resources
from coalition_graph import text as texts
from coalition_graph.errors import (
    BadParameter,
    BadQuery,
    MissingParameter,
    UnknownParameter,
    UnknownQuery,
    did_you_mean,
)
from coalition_graph.store import Node, Store
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import OURS

__all__ = ["TYPES", "Parameter", "Question", "ask", "question", "read", "ready", "table", "text"]

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
# A date parameter of these names means the first day of a month or year, every other one the last.
_BEGINNINGS: Final = ("since", "from")
_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_ENTRY = re.compile(r"(?P<indent> *)(?P<dash>- )?(?P<key>[a-z]+):(?: +(?P<value>.*))?\s*\Z")
_NAME = re.compile(r"[\w-]+\Z")
_OURS = re.compile(rf"(?:{'|'.join(OURS)}):\S+\Z")

Resolve = Callable[[str, str], str]


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


def table() -> Table:
    """Return the list of ready questions.

    >>> table().columns
    ('name', 'group', 'title', 'parameters')
    """
    rows: list[tuple[Cell, ...]] = [
        (known.name, known.group, known.title, _signature(known.parameters)) for known in ready()
    ]
    return Table(("name", "group", "title", "parameters"), rows)


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


def ask(store: Store, name_or_sparql: str, values: Mapping[str, Cell], resolve: Resolve) -> Table:
    """Return the answer to a ready question or to SPARQL of one's own.

    Args:
        name_or_sparql: a text of letters, digits and `-` is a name, any other is SPARQL.
        values: parameters by name, as the asker writes them; bound as values, never pasted. In a query
            without a header, `country:SE` is a node and everything else is itself.
        resolve: gives the node of a name, by type and text; raises UnknownName.

    Raises:
        UnknownQuery: no ready question has that name.
        BadParameter: a parameter is unknown, missing or no value of its type.
        UnknownName: `resolve` knows no such name.
        BadQuery: the SPARQL does not parse or asks for what is refused.
    """
    given = name_or_sparql.strip()
    asked = question(given) if _NAME.match(given) else read("", name_or_sparql)
    return store.select(asked.sparql, _bound(asked, values, resolve))


def _bound(asked: Question, values: Mapping[str, Cell], resolve: Resolve) -> dict[str, Cell]:
    declared = {parameter.name: parameter for parameter in asked.parameters}
    bound: dict[str, Cell] = {}
    for name, value in values.items():
        if name not in declared and (declared or asked.name or not _names(asked.sparql, name)):
            raise UnknownParameter(name, _mend(asked, name))
        bound[name] = _typed(declared[name], str(value), resolve) if name in declared else _plain(value)
    for parameter in declared.values():
        if parameter.name not in bound:
            bound[parameter.name] = _typed(parameter, _default(parameter), resolve)
    return bound


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        raise MissingParameter(parameter.name, f"give one, such as {parameter.example}")
    return parameter.default


def _typed(parameter: Parameter, value: str, resolve: Resolve) -> Cell:
    if parameter.type in REFERENCES:
        return Node(resolve(parameter.type, value))
    if parameter.type == "date":
        return _day(parameter, value)
    if parameter.type == "number":
        if not value.isascii() or not value.isdigit():
            raise BadParameter(parameter.name, value, "write digits only")
        return int(value)
    return value


def _day(parameter: Parameter, value: str) -> str:
    try:
        span = dates.parse(value)
    except dates.BadDate as error:
        raise BadParameter(parameter.name, value, str(error)) from None
    return (span.earliest if parameter.name in _BEGINNINGS else span.latest).isoformat()


def _plain(value: Cell) -> Cell:
    return Node(value) if isinstance(value, str) and _OURS.match(value) else value


def _names(sparql: str, variable: str) -> bool:
    return bool(_NAME.match(variable)) and bool(re.search(rf"[?$]{re.escape(variable)}\b", sparql))


def _mend(asked: Question, name: str) -> str:
    known = [parameter.name for parameter in asked.parameters]
    if not known:
        return "the query has no such variable" if not asked.name else "the question has no parameters"
    near = did_you_mean(texts.nearest(name, known))
    told = "the parameter is" if len(known) == 1 else "the parameters are"
    return f"{told} {', '.join(known)}{near}"


def _signature(parameters: tuple[Parameter, ...]) -> str:
    return "|".join(f"{parameter.name}={parameter.example}" for parameter in parameters)


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
