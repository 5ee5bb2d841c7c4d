"""One sheet on one thing: everything the graph holds of it, with all the words and sources behind it."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from coalition_graph import text
from coalition_graph.analysis import ledger, meetings
from coalition_graph.analysis.history import history
from coalition_graph.analysis.inner import INNER, inner, told
from coalition_graph.analysis.nodes import Described, Name, among, called, described, join, names
from coalition_graph.store import Node, Store
from coalition_graph.table import Cell, Table, render, written
from coalition_graph.vocabulary import local, terms

__all__ = ["Sheet", "show"]

_AROUND: Final = """
SELECT DISTINCT ?node ?key ?value (isIRI(?value) AS ?linked) WHERE {
  VALUES ?type { cg:Statement cg:Attendance cg:MeetingReport cg:StatusReport cg:Position org:Membership
                 cg:Proposal cg:Condition cg:Meeting }
  ?node ?link ?thing ; a ?type ; ?key ?value
}"""
_POSITIONS: Final = """
SELECT DISTINCT ?node ?key ?value (isIRI(?value) AS ?linked) WHERE {
  ?thing cg:position ?node . ?node ?key ?value
}"""
_REQUIRED: Final = "SELECT DISTINCT ?node WHERE { ?node cg:ofActor|cg:onProposal ?thing }"
_OWNERS: Final = """
SELECT DISTINCT ?owner WHERE { VALUES ?inner { %s } ?owner cg:requires|cg:anyOf|cg:allOf ?inner }"""

# The sections in the order of reading, by the type of what they list.
_SECTIONS: Final = {
    "cg:Position": "Positions",
    "cg:Statement": "Statements",
    "cg:Attendance": "Attendance",
    "cg:MeetingReport": "Reports of the meeting",
    "cg:StatusReport": "Status reports",
    "org:Membership": "Posts and memberships",
    "cg:Proposal": "Proposals",
    "cg:Condition": "Conditions",
    "cg:Meeting": "Meetings",
}
# Keys are called as in coding files; a property that is not named here is its own name.
_KEYS: Final = {
    "rdfs:label": "name",
    "skos:altLabel": "aliases",
    "skos:exactMatch": "wikidata",
    "skos:broader": "within",
    "dcterms:creator": "author",
    "dcterms:issued": "published",
    "dcterms:source": "url",
    "cg:initiator": "initiators",
    "cg:conditionKind": "kind",
    "cg:condition": "conditions",
    "cg:saidOn": "said",
    "cg:dateAsWritten": "date",
    "cg:inCountry": "country",
    "cg:inSeries": "series",
    "cg:ofCondition": "condition",
    "cg:reportedCount": "reported.count",
    "cg:reportedMin": "reported.min",
    "cg:reportedMax": "reported.max",
    "cg:reportedOf": "reported.of",
    "cg:reportedAbout": "reported.about",
    "cg:reportedStatus": "reported.status",
    "cg:quoteStart": "start",
    "org:organization": "of",
}
# Not shown: what the title and the sections say already.
_SILENT: Final = ("rdf:type", "cg:position", "cg:digest", "cg:quoteEnd")
_READING: Final = (
    "name title code kind aliases wikidata within initiators requires actor speaker person as post of party "
    "from until member meeting proposal stance conditions expression unconditional contribution reason "
    "condition is as_of said at to date place country level format series host role mode status represents "
    "complete quote summary locator attribution credibility reliability via url published publisher author "
    "language source note"
)
_ORDER: Final = {key: place for place, key in enumerate(_READING.split())}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of one thing.

    Args:
        node: the thing, such as `country:SE`.
        kind: the kind of thing: `country`, `meeting`, `statement` …
        title: its name, title or text; of what has none, its id.
        facts: its own properties, keys as in coding files.
        sections: what else tells of it, as title and table.
    """

    node: str
    kind: str
    title: str
    facts: Table
    sections: tuple[tuple[str, Table], ...]

    def markdown(self) -> str:
        """Return the sheet as Markdown, with nothing in it that could steer a terminal."""
        parts = [(f"# {text.clean(self.title)}", self.facts)]
        parts += [(f"## {title}", table) for title, table in self.sections]
        return "\n".join(f"{title}\n\n{render(table, 'markdown')}" for title, table in parts)

    def _repr_html_(self) -> str:
        parts = [f"<h3>{html.escape(text.clean(self.title))}</h3>{self.facts._repr_html_()}"]
        parts += [f"<h4>{html.escape(title)}</h4>{table._repr_html_()}" for title, table in self.sections]
        return "".join(parts)


def show(store: Store, node: str) -> Sheet:
    """Return the sheet on an actor, proposal, condition, meeting, source, statement or any other node.

    It holds the node's own properties and everything that points to it, with the evidence; of a node
    that the graph does not know it is empty.
    """
    own = among(store, [node]).get(node) or Described(node)
    around = _around(store, node)
    words = _Words(inner(store, [own, *around.values()]), names(store))
    tables = [(title, table) for title, table in _judged(store, own) if len(table)]
    tables += [(title, words.table(found)) for title, found in _sorted(around.values())]
    tables += [(title, table) for title, table in _beside(store, own, around.values(), words) if len(table)]
    facts = words.facts(own)
    rows: list[tuple[Cell, ...]] = [(key, facts[key]) for key in _in_order(facts)]
    title = own.text("rdfs:label") or own.text("dcterms:title") or local(node)
    return Sheet(node, node.partition(":")[0], title, Table(("key", "value"), rows), tuple(tables))


def _around(store: Store, node: str) -> dict[str, Described]:
    asked = {"thing": Node(node)}
    found = described(store, _AROUND, asked) | described(store, _POSITIONS, asked)
    found |= among(store, _requiring(store, {str(row[0]) for row in store.select(_REQUIRED, asked).rows}))
    found.pop(node, None)
    return found


def _requiring(store: Store, level: set[str]) -> set[str]:
    """Return the conditions whose requirement some inner nodes are part of."""
    seen: set[str] = set()
    while level - seen:
        seen |= level
        level = {str(owner) for (owner,) in store.select(_OWNERS % terms(sorted(level))).rows}
    return {node for node in seen if node.startswith("condition:") and "-requires-" not in node}


def _judged(store: Store, own: Described) -> Iterator[tuple[str, Table]]:
    """What no node says: where an actor stood when, and what hangs on a condition."""
    if "cg:Actor" in own.all("rdf:type"):
        yield "History", history(store, own.node)
    if "cg:Condition" in own.all("rdf:type"):
        lines = ledger.conditions(store)
        yield "Ledger", Table(lines.columns, [row for row in lines.rows if row[0] == local(own.node)])
        yield "What it requires looks at", ledger.required(store, own.node)


def _beside(
    store: Store, own: Described, around: Iterable[Described], words: _Words
) -> Iterator[tuple[str, Table]]:
    """What does not point to the thing: meetings where it was stood for, and the sources of it all."""
    kind = own.node.partition(":")[0]
    if kind in ("country", "organisation", "meeting"):
        met = meetings.attendance(store, **{"meeting" if kind == "meeting" else "actor": own.node})
        place = met.columns.index("presence")
        stood_for = [row for row in met.rows if row[place] == "represented"]
        yield "Represented", Table(met.columns, stood_for)
    sources = {source for found in (own, *around) for source in found.all("cg:source")} - {own.node}
    yield "Sources", words.table(among(store, sources).values())


def _sorted(around: Iterable[Described]) -> list[tuple[str, list[Described]]]:
    by_type: dict[str, list[Described]] = defaultdict(list)
    for found in around:
        kind = next((kind for kind in _SECTIONS if kind in found.all("rdf:type")), None)
        if kind is not None:
            by_type[kind].append(found)
    return [(title, by_type[kind]) for kind, title in _SECTIONS.items() if kind in by_type]


@dataclass(frozen=True, slots=True)
class _Words:
    """How values are told: actors by name, inner nodes in words, everything else by id."""

    inner: Mapping[str, Described]
    calls: Mapping[str, Name]

    def table(self, nodes: Iterable[Described]) -> Table:
        told = {found.node: self.facts(found) for found in nodes}
        keys = _in_order({key for facts in told.values() for key in facts})
        rows: list[tuple[Cell, ...]] = [
            (local(node), *(facts.get(key) for key in keys)) for node, facts in sorted(told.items())
        ]
        return Table(("id", *keys), rows)

    def facts(self, found: Described) -> dict[str, str]:
        facts: dict[str, list[str]] = defaultdict(list)
        for key in sorted(found.values):
            if key not in _SILENT:
                facts[_key(key)] += [self._value(key, value) for value in found.values[key]]
        told = {key: join(values) or "" for key, values in facts.items()}
        if told.get("name") == told.get("title"):
            told.pop("name", None)
        return told

    def _value(self, key: str, value: Cell) -> str:
        if not isinstance(value, Node):
            return written(value)
        if key in INNER:
            return told(value, self.inner, self.calls)
        if value in self.calls:
            return called(self.calls, value).label
        if key == "skos:exactMatch":
            return value.rpartition("/")[2]
        return value if "://" in value else local(value)


def _key(name: str) -> str:
    return _KEYS.get(name) or re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", local(name)).lower()


def _in_order(keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (_ORDER.get(key, len(_ORDER)), key))
