"""A graph taken apart again into the tables it could be coded in: one a section, one row an entry.

Actors go by their names, all else by its id, as a coder would write it. Built-in countries and groups have no
row unless the dossier says more of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from coalition_graph.analysis.nodes import Described, Name, called, described, names
from coalition_graph.analysis.values import whole
from coalition_graph.exports.cast import actors
from coalition_graph.exports.flat import FLAT, flat
from coalition_graph.files.columns import TABLES, known
from coalition_graph.files.wording import required
from coalition_graph.model import Evidence, fields
from coalition_graph.store import Store
from coalition_graph.table import Cell, Rows
from coalition_graph.text import counted
from coalition_graph.vocabulary import local

__all__ = ["Sheet", "coded"]

Row = Mapping[str, str | None]
Told = Iterator[Row]

_ALL: Final = "SELECT ?node ?key ?value WHERE { ?node a %s ; ?key ?value }"
_REQUIREMENTS: Final = (
    """SELECT ?node ?key ?value WHERE { ?condition cg:requires ?node . ?node ?key ?value }"""
)
_STATEMENTS: Final = "SELECT (COUNT(DISTINCT ?statement) AS ?n) WHERE { ?statement a cg:Statement }"
_NESTED: Final = "SELECT ?node WHERE { ?node cg:requires ?inner . ?inner cg:anyOf|cg:allOf ?part }"
_EVIDENCE: Final = tuple(fields(Evidence))
_SPELLED: Final = {
    "as": "cg:as",
    "title": "dcterms:title",
    "date": "cg:dateAsWritten",
    "start": "cg:quoteStart",
    "publisher": "dcterms:publisher",
    "author": "dcterms:creator",
    "published": "dcterms:issued",
    "language": "dcterms:language",
    "is": "cg:is",
    "reported.count": "cg:reportedCount",
    "reported.min": "cg:reportedMin",
    "reported.max": "cg:reportedMax",
    "reported.of": "cg:reportedOf",
    "reported.about": "cg:reportedAbout",
    "reported.status": "cg:reportedStatus",
    "aliases": "skos:altLabel",
}
_LABELS: Final = {
    "actor": "cg:actor",
    "person": "cg:person",
    "represents": "cg:represents",
    "speaker": "cg:speaker",
    "country": "cg:inCountry",
    "host": "cg:host",
    "initiators": "cg:initiator",
    "requires.actor": "cg:ofActor",
}
_LOCALS: Final = {
    "meeting": "cg:meeting",
    "series": "cg:inSeries",
    "within": "skos:broader",
    "condition": "cg:ofCondition",
    "requires.stance": "cg:anyStance",
    "requires.proposal": "cg:onProposal",
}
_OWN: Final = {
    ("conditions", "kind"): "cg:conditionKind",
    ("conditions", "text"): "rdfs:label",
    ("conditions", "requires.at_least"): "cg:atLeast",
    ("conditions", "requires.at_least_personnel"): "cg:atLeastPersonnel",
    ("proposals", "title"): "rdfs:label",
}
# A text lies beside the coding files, which a table of its own does not.
_LEFT_OUT: Final = {"meetings": ("attendance",), "sources": ("text",)}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A store with the names of its actors."""

    store: Store
    calls: Mapping[str, Name]

    def all(self, kind: str) -> dict[str, Described]:
        return described(self.store, _ALL % kind, {})

    def cell(self, section: str, column: str, node: Described) -> str | None:
        """Return what a node says under a column; several values are joined as a list is."""
        if column in _LABELS:
            values = [called(self.calls, one).label for one in node.all(_LABELS[column])]
        elif column in _LOCALS:
            values = [local(one) for one in node.all(_LOCALS[column])]
        else:
            values = node.all(_OWN.get((section, column)) or _SPELLED.get(column) or f"cg:{_camel(column)}")
        if len(values) > 1 or column in ("aliases", "initiators", "represents"):
            values = [value.replace("|", "\\|") for value in values]
        return "|".join(values) or None

    def row(self, section: str, node: Described) -> dict[str, str | None]:
        cells = {column: self.cell(section, column, node) for column in _columns(section)}
        return cells | {"source": _sources(node)} if "source" in cells else cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of one section.

    Args:
        parts: its rows, some at a time; they can be taken once.
        rows: how many there are, as far as that is known before they are taken.
    """

    columns: tuple[str, ...]
    parts: Iterable[Rows]
    rows: int


def coded(store: Store) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    """Return the tables of all sections by name, and what they cannot hold.

    A dossier read from them gives the same graph but for that, and for the dossier's own title.
    """
    reading = _Reading(store, names(store))
    made = {section: _table(section, rows(reading)) for section, rows in _ROWS.items()}
    ((number,),) = store.select(_STATEMENTS).rows
    made["statements"] = Sheet(FLAT, flat(store), whole(number))
    return {section: made[section] for section in TABLES}, tuple(_lost(reading))


def _table(section: str, told: Told) -> Sheet:
    columns = _columns(section)
    rows = [tuple(_number(section, key, row.get(key)) for key in columns) for row in told]
    return Sheet(columns, [rows], len(rows))


def _columns(section: str) -> tuple[str, ...]:
    """The columns of a table: whose word it is, what every row must fill, the rest, and the words."""
    first = ("source", *required(section)) if section != "sources" else required(section)
    all_ = [key for key in known(section) if key not in _LEFT_OUT.get(section, ())]
    rest = [key for key in all_ if key not in first and key not in _EVIDENCE]
    return tuple(dict.fromkeys(key for key in (*first, *rest, *all_) if key in all_))


def _number(section: str, key: str, cell: str | None) -> Cell:
    numeric = key in ("start", "requires.at_least", "requires.at_least_personnel") or (
        section == "meetings" and key in ("reported.count", "reported.min", "reported.max")
    )
    return int(cell) if numeric and cell and cell.isdigit() else cell


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _sources(node: Described) -> str | None:
    return "|".join(map(local, node.all("cg:source"))) or None


def _simply(section: str, kind: str, reading: _Reading) -> Told:
    return (reading.row(section, node) for node in reading.all(kind).values())


def _things(section: str, kind: str, reading: _Reading) -> Told:
    for node in reading.all(kind).values():
        yield {**reading.row(section, node), "id": local(node.node), "source": None}


def _conditions(reading: _Reading) -> Told:
    requirements = described(reading.store, _REQUIREMENTS, {})
    for node in reading.all("cg:Condition").values():
        required_ = [requirements[one] for one in node.all("cg:requires") if one in requirements]
        inner = [key for key in _columns("conditions") if key.startswith("requires.")]
        told = {key: reading.cell("conditions", key, one) for one in required_ for key in inner}
        own = {key: cell for key, cell in reading.row("conditions", node).items() if key not in inner}
        yield {**own, **told, "id": local(node.node), "source": None}


def _meetings(reading: _Reading) -> Told:
    """What each source reports of each meeting; of one that nobody describes, only that there was one."""
    meetings = reading.all("cg:Meeting")
    seen: dict[str, str | None] = {}
    # A stranger's graph may hold a report of nothing.
    reports = [one for one in reading.all("cg:MeetingReport").values() if one.all("cg:meeting")]
    for report in reports:
        id_ = report.all("cg:meeting")[0]
        aliases = None if id_ in seen else _aliases(reading, meetings.get(id_))
        seen[id_] = aliases
        yield {**reading.row("meetings", report), "id": local(id_), "aliases": aliases}
    for node, meeting in meetings.items():
        if node not in seen:
            yield {"id": local(node), "aliases": _aliases(reading, meeting)}


def _aliases(reading: _Reading, node: Described | None) -> str | None:
    return reading.cell("meetings", "aliases", node) if node else None


def _lost(reading: _Reading) -> Iterator[str]:
    nested = sorted({local(str(node)) for (node,) in reading.store.select(_NESTED).rows})
    if nested:
        listed = ", ".join(nested)
        yield f"a table has no place for any and all inside requires: left out of {listed}"
    texts = sum(bool(node.all("cg:text")) for node in reading.all("cg:Source").values())
    if texts:
        yield f"the texts of {counted(texts, 'source')} stay where they are; quotes keep their places in them"


_ROWS: Final[Mapping[str, Callable[[_Reading], Told]]] = {
    "attendance": partial(_simply, "attendance", "cg:Attendance"),
    "meetings": _meetings,
    "actors": lambda reading: actors(reading.store, reading.calls),
    "proposals": partial(_things, "proposals", "cg:Proposal"),
    "conditions": _conditions,
    "sources": partial(_things, "sources", "cg:Source"),
    "status": partial(_simply, "status", "cg:StatusReport"),
}
