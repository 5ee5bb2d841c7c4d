"""`brief.md`: a page that an analyst could send: where things stand, what is firm, what is open, who met."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from coalition_graph.graph import Graph
from coalition_graph.report.answers import Answers
from coalition_graph.report.markdown import link, safe
from coalition_graph.table import Cell
from coalition_graph.text import counted
from coalition_graph.vocabulary import SCORES

__all__ = ["brief"]

Row = dict[str, Cell]

_TITLE = "SELECT ?title WHERE { ?dossier a cg:Dossier ; rdfs:label ?title }"
_LABELS = """
SELECT ?node ?label WHERE {
  VALUES ?type { cg:Proposal cg:Condition cg:Meeting } ?node a ?type ; rdfs:label ?label
}"""
_UNNAMED = "SELECT ?label WHERE { ?actor a cg:Unnamed ; rdfs:label ?label }"
# A position rests on the statement that gives the stance and on those that give its conditions and its offer.
_BASES = """
SELECT DISTINCT ?actor ?proposal ?stance ?source WHERE {
  ?node cg:position ?position ; rdfs:label ?actor .
  ?position cg:proposal ?proposal ; cg:stance ?stance ; cg:basedOn/cg:source ?source
}"""
_SOURCES = """
SELECT ?source ?title ?publisher ?via ?url ?published ?reliability WHERE {
  ?source a cg:Source ; rdfs:label ?title
  OPTIONAL { ?source dcterms:publisher ?publisher } OPTIONAL { ?source cg:via ?via }
  OPTIONAL { ?source cg:url ?url } OPTIONAL { ?source dcterms:issued ?published }
  OPTIONAL { ?source cg:reliability ?reliability }
} ORDER BY ?source"""
# One does, several do.
_VERBS: Final = {
    "pledges": ("pledges", "pledge"),
    "open": ("is open", "are open"),
    "supports": ("supports it", "support it"),
    "undecided": ("is undecided", "are undecided"),
    "declines": ("declines", "decline"),
    "opposes": ("opposes it", "oppose it"),
}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the sections share: the graph, its positions, the words for ids and the numbers of sources."""

    answers: Answers
    positions: list[Row]
    unnamed: frozenset[Cell]
    labels: dict[str, str]
    sources: list[Row]
    cited: dict[tuple[Cell, ...], set[int]]

    def cite(self, row: Row) -> str:
        numbers = self.cited.get((row["actor"], row["proposal"], row["stance"]))
        return f" [{', '.join(map(str, sorted(numbers)))}]" if numbers else ""

    def label(self, kind: str, name: Cell) -> str:
        return safe(self.labels.get(f"{kind}:{name}", name))

    def conditions(self, row: Row) -> str:
        return "; ".join(self.label("condition", name) for name in _parts(row["conditions"]))


def brief(answers: Answers) -> str:
    """Return the brief in Markdown; every claim carries the numbers of its sources.

    >>> import coalition_graph
    >>> brief(Answers(coalition_graph.open("example"))).startswith("# ")
    True
    """
    graph = answers.graph
    sources = list(graph.query(_SOURCES))
    facts = _Facts(
        answers=answers,
        positions=list(answers.positions),
        unnamed=frozenset(graph.query(_UNNAMED).column("label")),
        labels={str(node): str(label) for node, label in graph.query(_LABELS).rows},
        sources=sources,
        cited=_cited(graph, sources),
    )
    sections = (_head, _standing, _committed, _waiting, _met, _listed)
    return "\n".join(line for section in sections for line in (*section(facts), ""))


def _cited(graph: Graph, sources: list[Row]) -> dict[tuple[Cell, ...], set[int]]:
    """The numbers of the sources behind each actor's stance on a proposal."""
    numbers = {row["source"]: number for number, row in enumerate(sources, 1)}
    cited: dict[tuple[Cell, ...], set[int]] = defaultdict(set)
    for actor, proposal, stance, source in graph.query(_BASES).rows:
        if source in numbers:
            cited[actor, _id(proposal), _id(stance)].add(numbers[source])
    return cited


def _head(facts: _Facts) -> Iterator[str]:
    titles = facts.answers.graph.query(_TITLE).column("title")
    yield f"# {safe(titles[0] if titles else 'Where governments stand')}"
    yield ""
    days = sorted(day for row in facts.positions for day in _parts(row["published"]))
    until = f" · data until {safe(days[-1])}" if days else ""
    meetings = counted(len(facts.answers.meetings), "meeting")
    yield f"*{counted(len(facts.sources), 'source')} · {meetings}{until}*"


def _standing(facts: _Facts) -> Iterator[str]:
    yield "## Where things stand"
    if not facts.positions:
        yield from ("", "No position has been coded.")
    for proposal, rows in _by(facts.positions, "proposal").items():
        yield from ("", f"### {facts.label('proposal', proposal)}", "", f"**{_finding(rows, facts)}**", "")
        yield from (_position(row, facts) for row in sorted(rows, key=_rank))


def _finding(rows: list[Row], facts: _Facts) -> str:
    """One sentence of counts; ambiguous positions and unnamed actors are counted nowhere."""
    sure = [row for row in rows if not row["ambiguous"] and row["actor"] not in facts.unnamed]
    counts = Counter(str(row["stance"]) for row in sure)
    waiting = Counter(str(row["stance"]) for row in sure if row["conditional"])
    told = [_told(stance, counts[stance], waiting[stance]) for stance in SCORES if counts[stance]]
    if unsure := {row["actor"] for row in rows if row["ambiguous"]}:
        told.append(f"on {len(unsure)} the sources differ")
    return f"{', '.join(told) or 'Nobody is counted'}."


def _told(stance: str, count: int, waiting: int) -> str:
    conditional = f" ({waiting} on condition)" if waiting else ""
    return f"{count} {_VERBS[stance][count > 1]}{conditional}"


def _position(row: Row, facts: _Facts) -> str:
    conditions = facts.conditions(row)
    on = f", {'if' if row['conditional'] else 'its conditions being met'}: {conditions}" if conditions else ""
    unsure = " (the sources differ)" if row["ambiguous"] else ""
    words = row["summary"] or row["reason"]
    said = f" – {safe(words)}" if words else ""
    weak = [name for name in _parts(row["attribution"]) if name in ("anonymous", "inferred")]
    said += f" ({', '.join(weak)})" if weak else ""
    return f"- **{safe(row['actor'])}** {_VERBS[str(row['stance'])][0]}{on}{unsure}{said}{facts.cite(row)}"


def _committed(facts: _Facts) -> Iterator[str]:
    yield from ("## What is committed, and how firmly", "")
    rows = list(facts.answers.commitments)
    if not rows:
        yield "Nothing has been offered."
        return
    yield "| actor | proposal | offer | state | conditions |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows:
        proposal, conditions = facts.label("proposal", row["proposal"]), facts.conditions(row)
        yield f"| {safe(row['actor'])} | {proposal} | {_offer(row)} | {row['state']} | {conditions} |"


def _offer(row: Row) -> str:
    ends = [f"{row[end]:,}" for end in ("min", "max") if isinstance(row[end], int)]
    parts = [row["kind"], "–".join(dict.fromkeys(ends)), row["unit"], row["area"] and f"({row['area']})"]
    joint = "joint plan" if row["joint"] else None
    return safe(", ".join(filter(None, (" ".join(str(part) for part in parts if part), joint))))


def _waiting(facts: _Facts) -> Iterator[str]:
    yield from ("## What is open", "")
    held: dict[str, set[str]] = defaultdict(set)
    for row in facts.positions:
        for condition in _parts(row["conditions"]) if row["conditional"] else ():
            held[condition].add(safe(row["actor"]))
    for condition, names in sorted(held.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"- {facts.label('condition', condition)}: holds back {', '.join(sorted(names))}"
    if not held:
        yield "No position waits for a condition."


def _met(facts: _Facts) -> Iterator[str]:
    present: dict[Cell, set[str]] = defaultdict(set)
    for row in facts.answers.attendance:
        if row["presence"] == "attended":
            present[row["meeting"]].add(safe(row["actor"]))
    yield from ("## Who met", "")
    for row in facts.answers.meetings:
        yield f"- {_meeting(row, facts)}: {', '.join(sorted(present[row['id']])) or 'nobody named'}"


def _meeting(row: Row, facts: _Facts) -> str:
    when, where = _either(row["date"] or "no date"), _either(row["place"] or "")
    reported = f", reported {_either(row['reported'])}" if row["reported"] else ""
    head = ", ".join(filter(None, (when, where))) if where else f"{when}, {facts.label('meeting', row['id'])}"
    return f"**{head}** ({row['named']} named{reported})"


def _listed(facts: _Facts) -> Iterator[str]:
    yield from ("## Sources", "")
    for number, row in enumerate(facts.sources, 1):
        told = [row["publisher"], row["via"] and f"via {row['via']}", row["published"]]
        told.append(row["reliability"] and f"reliability {row['reliability']}")
        known = ", ".join(safe(part) for part in told if part)
        parts = (f"{number}. {safe(row['title'])}", f"({known})" if known else "", link(row["url"]))
        yield " ".join(filter(None, parts))


def _either(cell: Cell) -> str:
    return safe(str(cell).replace("|", " or ")).replace("\\|", "|")


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row[column])].append(row)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _rank(row: Row) -> tuple[int, bool, str]:
    return list(SCORES).index(str(row["stance"])), bool(row["conditional"]), str(row["actor"])


def _parts(cell: Cell) -> list[str]:
    return [part for part in str(cell or "").split("|") if part]


def _id(node: Cell) -> str:
    return str(node).partition(":")[2]
