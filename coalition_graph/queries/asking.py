"""A question made ready to be asked: what it is called found, its parameters turned into values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from coalition_graph import dates
from coalition_graph import text as texts
from coalition_graph.errors import BadParameter, MissingParameter, UnknownParameter, did_you_mean
from coalition_graph.queries import known
from coalition_graph.queries.header import REFERENCES, Parameter, Question, bare, read
from coalition_graph.queries.ready import question
from coalition_graph.store import Node, Store, Value, written_out
from coalition_graph.table import Cell, Table
from coalition_graph.vocabulary import OURS

__all__ = ["Asked", "ask", "asked"]

# A date parameter of these names means the first day of a month or year, every other one the last.
_BEGINNINGS: Final = ("since", "from")
_NAME = re.compile(r"[\w-]+\Z")
_OURS = re.compile(rf"(?:{'|'.join(OURS)}):\S+\Z")

Resolve = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the values of its parameters.

    Args:
        sparql: as it was written.
        values: by variable; names are nodes by now.
    """

    sparql: str
    values: Mapping[str, Value]

    def text(self) -> str:
        """Return the whole query as any SPARQL engine takes it: prefixes declared, values in their places.

        Raises:
            BadQuery: it has no such variable.

        >>> print(Asked("ASK { ?who cg:attended ?m }", {"who": Node("country:SE")}).text())
        PREFIX cg: <https://w3id.org/coalition-graph/ontology#>
        ASK { <https://w3id.org/coalition-graph/country/SE> cg:attended ?m }
        """
        return written_out(bare(self.sparql), self.values)

    def named(self, answer: Table) -> Table:
        """Return what the question and its answer name, one a row, for a picture of both.

        >>> asked = Asked("SELECT ?who { ?who cg:attended ?m }", {"m": Node("meeting:oslo")})
        >>> asked.named(Table(("who",), [("country:SE",)])).column("named")
        ['meeting:oslo', 'country:SE']
        """
        given: list[Cell] = [value for value in self.values.values() if isinstance(value, Node)]
        return Table(("named",), [(cell,) for cells in (given, *answer.rows) for cell in cells])


def ask(store: Store, name_or_sparql: str, values: Mapping[str, Cell], resolve: Resolve) -> Table:
    """Return the answer to a ready question or to SPARQL of one's own; arguments and errors as in `asked`."""
    found = asked(store, name_or_sparql, values, resolve)
    return store.select(found.sparql, found.values)


def asked(store: Store, name_or_sparql: str, values: Mapping[str, Cell], resolve: Resolve) -> Asked:
    """Return a ready question, or SPARQL of one's own, with its values.

    Args:
        store: tells which terms a graph of one's own uses.
        name_or_sparql: a text of letters, digits and `-` is a name, any other is SPARQL.
        values: parameters by name, as the asker writes them; bound as values, never pasted. In a query
            without a header, `country:SE` is a node and everything else is itself.
        resolve: gives the node of a name, by type and text; raises UnknownName.

    Raises:
        UnknownQuery: no ready question has that name.
        BadParameter: a parameter is unknown, missing or no value of its type.
        UnknownName: `resolve` knows no such name.
        BadQuery: the SPARQL names a term of ours that there is not.
    """
    given = name_or_sparql.strip()
    if _NAME.match(given):
        return _asked(question(given), values, resolve)
    known.check(store, name_or_sparql)
    return _asked(read("", name_or_sparql), values, resolve)


def _asked(found: Question, values: Mapping[str, Cell], resolve: Resolve) -> Asked:
    return Asked(found.sparql, _bound(found, values, resolve))


def _bound(asked: Question, values: Mapping[str, Cell], resolve: Resolve) -> dict[str, Value]:
    declared = {parameter.name: parameter for parameter in asked.parameters}
    bound: dict[str, Value] = {}
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
        if not (value.isascii() and value.isdigit() and len(value) <= texts.DIGITS):
            raise BadParameter(
                parameter.name, value[: texts.DIGITS + 2], f"write digits only, at most {texts.DIGITS}"
            )
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
