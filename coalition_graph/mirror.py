"""The graph in NetworkX: a frozen multigraph of actors, proposals, conditions and meetings.

Every edge that a source reports carries its evidence. What is asked for is queried slice by slice, so
that a slice of a large store costs what the slice costs.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import Any, Final, TypeAlias

import networkx as nx

from coalition_graph.store import NONE, Node, Store, Value
from coalition_graph.table import Cell
from coalition_graph.vocabulary import batches, local, terms

__all__ = ["Network", "network"]

Network: TypeAlias = "nx.MultiDiGraph[str]"

Facts = dict[str, Any]
# From, to, key and attributes; the key is the node that reports the edge, so that nothing stands twice.
Edge = tuple[str, str, str, Facts]
Rows = list[tuple[Cell, ...]]

_TOLD: Final = ("source", "attribution", "quote", "summary")
_OPTIONAL: Final = " ".join(f"OPTIONAL {{ ?report cg:{key} ?{key} }}" for key in _TOLD)
_STATEMENTS: Final = f"""
SELECT ?report ?actor ?proposal ?stance ?said ?latest {" ".join(f"?{key}" for key in _TOLD)} WHERE {{
  ?report a cg:Statement ; cg:actor ?actor ; cg:proposal ?proposal ; cg:stance ?stance . %s
  OPTIONAL {{ ?report cg:saidOn ?said }} OPTIONAL {{ ?report cg:latest ?latest }} {_OPTIONAL}
}}"""
_BESIDE: Final = """
SELECT ?report ?actor ?other WHERE {
  {among} ?report a cg:Statement ; cg:actor ?actor ; cg:proposal ?proposal ; %s ?other . %s
}"""
_AT: Final = f"""
SELECT ?report ?actor ?meeting ?person ?mode {" ".join(f"?{key}" for key in _TOLD)} WHERE {{
  {{among}} ?report a cg:Attendance ; cg:meeting ?meeting ; cg:status "attended" . %s
  OPTIONAL {{ ?report cg:person ?person }} OPTIONAL {{ ?report cg:mode ?mode }} {_OPTIONAL}
}}"""
_THERE: Final = """
  { ?report cg:actor ?actor } UNION { ?report cg:represents ?actor . ?actor a cg:Organisation }"""
_STOOD_FOR: Final = """
  ?report cg:represents ?whom . ?actor cg:wasRepresentedAt ?meeting .
  { ?report cg:represents ?actor } UNION { ?membership org:organization ?whom ; org:member ?actor }"""
_MAY_BELONG: Final = frozenset(("country", "organisation", "group", "unnamed"))
_MEMBERS: Final = """
SELECT ?membership ?member ?group ?from ?until WHERE { {among}
  ?membership org:member ?member ; org:organization ?group
  FILTER NOT EXISTS { ?member a cg:Person }
  OPTIONAL { ?membership cg:from ?from }
  OPTIONAL { ?membership cg:until ?until }
}"""
_NAMES: Final = """
SELECT ?node ?label ?code WHERE { {among} ?node rdfs:label ?label OPTIONAL { ?node cg:code ?code } }"""
_SAID: Final = "?report cg:earliest ?first ; cg:latest ?last"
# In each half, since the engine would join them to the whole of it.
_DATES: Final = """
SELECT DISTINCT ?meeting ?date WHERE {
  { {among} ?meeting a cg:Meeting ; cg:dateAsWritten ?date }
  UNION { {among} ?of a cg:MeetingReport ; cg:meeting ?meeting ; cg:dateAsWritten ?date }
}"""
_THINGS: Final = """
SELECT ?node WHERE { VALUES ?type { cg:Proposal cg:Condition cg:Meeting } ?node a ?type }"""
# Asked first: inside the query for statements or attendance, the engine would walk through all of them.
_MET: Final = """
SELECT DISTINCT ?meeting WHERE {
  { ?meeting a cg:Meeting ; cg:earliest ?first ; cg:latest ?last }
  UNION { ?of a cg:MeetingReport ; cg:meeting ?meeting ; cg:earliest ?first ; cg:latest ?last } %s
}"""
_WITHIN: Final = "SELECT DISTINCT ?proposal WHERE { ?proposal skos:broader* ?within } ORDER BY ?proposal"
# Of an actor its own edges; of a person what it said or came for, whoever the actor was.
_ABOUT: Final = {
    "statements": "?report cg:actor ?about FILTER(?actor = ?about)",
    "attended": "?report cg:actor|cg:represents ?about FILTER(?actor = ?about)",
    "represented": "?about cg:wasRepresentedAt ?meeting FILTER(?actor = ?about)",
}
_ABOUT_PERSON: Final = {
    "statements": "?report cg:actor|cg:speaker ?about .",
    "attended": "?report cg:actor|cg:person ?about .",
    "represented": "?report cg:person ?about .",
}


@dataclass(frozen=True, slots=True)
class _Slice:
    """What part of the graph is asked for, as patterns and the values of their variables."""

    proposals: tuple[str, ...]
    actor: str | None
    since: dt.date | None
    until: dt.date | None

    @property
    def whole(self) -> bool:
        return not (self.proposals or self.actor or self.since or self.until)

    @property
    def statements(self) -> str:
        """The pattern for statements: about what, whose, when."""
        about = f"VALUES ?proposal {{ {terms(self.proposals)} }}" if self.proposals else ""
        said = f"{_SAID} {self.when}" if self.when else ""
        return f"{about} {self.whose('statements')} {said}"

    def whose(self, kind: str) -> str:
        """The pattern for an actor's `statements`, or the meetings it `attended` or was `represented` at."""
        if self.actor is None:
            return ""
        return (_ABOUT_PERSON if self.actor.startswith("person:") else _ABOUT)[kind]

    @property
    def when(self) -> str:
        """The pattern for what is dated within the days."""
        since = "FILTER(STR(?first) >= ?since)" if self.since else ""
        until = "FILTER(STR(?last) <= ?until)" if self.until else ""
        return f"{since} {until}".strip()

    @property
    def about(self) -> dict[str, Cell]:
        """The value of the variable that stands for the actor."""
        return {"about": Node(self.actor)} if self.actor else {}

    @property
    def days(self) -> dict[str, Cell]:
        """The values of the variables that stand for the days."""
        days = {"since": self.since, "until": self.until}
        return {name: day.isoformat() for name, day in days.items() if day}


def network(
    store: Store,
    *,
    proposal: str | None = None,
    actor: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Network:
    """Return a frozen graph of actors, proposals, conditions and meetings, or a slice of it.

    Nodes have `kind`, `label` and `code`. Edges have `kind` and, as far as known, `date`, `source`,
    `statement` (or `report`), `attribution`, and `quote` or else `summary`:
    `stance` (actor → proposal; its `stance` says which), `conditional-on` (actor → condition), `speaks-for`
    (person → actor), `attended` and `represented-at` (actor → meeting; with `person` and `mode`),
    `member-of` (actor → group or organisation; with `since` and `until`).

    Args:
        proposal: only statements on this one and all within it, and no meetings.
        actor: only edges of this actor; of a person also what it said and came for on behalf of others.
        since: only what is dated, and not before this day.
        until: only what is dated, and not after this day.
    """
    cut = _Slice(_within(store, proposal), actor, since, until)
    graph: Network = nx.MultiDiGraph()
    graph.add_nodes_from(node for node in (proposal, actor) if node)
    if cut.whole:
        graph.add_nodes_from(str(node) for (node,) in store.select(_THINGS).rows)
    _add(graph, _from_statements(store, cut))
    if proposal is None:
        _add(graph, _from_meetings(store, cut))
    _add(graph, _memberships(store, cut, list(graph)))
    _describe(store, cut, graph)
    nx.freeze(graph)
    return graph


def _within(store: Store, proposal: str | None) -> tuple[str, ...]:
    if proposal is None:
        return ()
    found = store.select(_WITHIN, {"within": Node(proposal)}).rows
    return tuple(dict.fromkeys((proposal, *(str(row[0]) for row in found))))


def _add(graph: Network, edges: Iterable[Edge]) -> None:
    # The types of networkx know no edges with a key of their own.
    graph.add_edges_from(edges)  # type: ignore[arg-type]


def _from_statements(store: Store, cut: _Slice) -> Iterator[Edge]:
    told: dict[str, Facts] = {}
    rows = store.select(_STATEMENTS % cut.statements, cut.about | cut.days).rows
    for report, actor, proposal, stance, said, latest, *rest in rows:
        told[str(report)] = evidence = _evidence(said or latest, "statement", report, rest)
        taken = {"kind": "stance", "stance": intern(local(str(stance))), **evidence}
        yield str(actor), str(proposal), str(report), taken
    for report, actor, condition in _beside(store, cut, "cg:condition", told):
        if report in told:
            yield actor, condition, report, {"kind": "conditional-on", **told[report]}
    for report, actor, speaker in _beside(store, cut, "cg:speaker", told):
        if report in told:
            yield speaker, actor, report, {"kind": "speaks-for", **told[report]}


def _beside(store: Store, cut: _Slice, key: str, reports: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    asked = _BESIDE % (key, cut.whose("statements"))
    for report, actor, other in _among(store, cut, asked, "report", reports, cut.about):
        yield str(report), str(actor), str(other)


def _from_meetings(store: Store, cut: _Slice) -> Iterator[Edge]:
    met = _met(store, cut)
    there = _attendance(store, cut, f"{_THERE} {cut.whose('attended')}", met)
    stood_for = _attendance(store, cut, f"{_STOOD_FOR} {cut.whose('represented')}", met)
    dates = _dates(store, cut, {str(row[2]) for row in (*there, *stood_for)})
    yield from _at("attended", there, dates)
    yield from _at("represented-at", stood_for, dates)


def _met(store: Store, cut: _Slice) -> tuple[str, ...] | None:
    """The meetings within the days; None where no days are asked for."""
    if not cut.when:
        return None
    return tuple(str(meeting) for (meeting,) in store.select(_MET % cut.when, cut.days).rows)


def _attendance(store: Store, cut: _Slice, pattern: str, met: tuple[str, ...] | None) -> Rows:
    asked = _AT % pattern
    if met is None:
        return store.select(asked.replace("{among}", ""), cut.about).rows
    return _among(store, cut, asked, "meeting", met, cut.about)


def _at(kind: str, rows: Rows, dates: Mapping[str, str]) -> Iterator[Edge]:
    for report, actor, meeting, person, mode, *rest in rows:
        facts = {"kind": kind, **_evidence(dates.get(str(meeting)), "report", report, rest)}
        facts |= {key: value for key, value in (("person", person), ("mode", mode)) if value}
        yield str(actor), str(meeting), str(report), facts


def _dates(store: Store, cut: _Slice, meetings: Iterable[str]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for meeting, date in _among(store, cut, _DATES, "meeting", meetings):
        found[str(meeting)].append(str(date))
    return {meeting: "|".join(sorted(written)) for meeting, written in found.items()}


def _memberships(store: Store, cut: _Slice, members: list[str]) -> Iterator[Edge]:
    """What those in the graph belong to; a member that nothing else tells of is left out."""
    known = {member for member in members if member.partition(":")[0] in _MAY_BELONG}
    for membership, member, group, since, until in _among(store, cut, _MEMBERS, "member", known):
        if member in known:
            days = {"since": since, "until": until}
            facts = {"kind": "member-of"} | {key: str(day) for key, day in days.items() if day}
            yield str(member), str(group), str(membership), facts


def _describe(store: Store, cut: _Slice, graph: Network) -> None:
    for node, facts in graph.nodes(data=True):
        facts.update(kind=intern(node.partition(":")[0]), label=local(node), code="")
    for named, label, code in _among(store, cut, _NAMES, "node", graph):
        if named in graph:
            graph.nodes[str(named)].update(label=str(label), code=str(code or ""))


def _among(
    store: Store,
    cut: _Slice,
    sparql: str,
    variable: str,
    nodes: Iterable[str],
    values: Mapping[str, Value] = NONE,
) -> Rows:
    """Ask about the nodes of a slice only; about the whole graph in one go."""
    if cut.whole:
        return store.select(sparql.replace("{among}", "")).rows
    listed = (f"VALUES ?{variable} {{ {some} }}" for some in batches(sorted(nodes)))
    return [row for some in listed for row in store.select(sparql.replace("{among}", some), values).rows]


def _evidence(date: Cell, kind: str, report: Cell, rest: list[Cell]) -> Facts:
    """What leads back to the words. Tables hold each text once, so that edges share the same texts."""
    source, attribution, quote, summary = rest
    words = ("quote", quote) if quote else ("summary", summary)
    facts = (("date", date), ("source", source), (kind, report), ("attribution", attribution), words)
    return {key: value for key, value in facts if value is not None}
