"""`brief.md`: a page that an analyst could send: where things stand, what is firm, what is open, who met."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from coalition_graph.report.answers import Answers
from coalition_graph.report.facts import Facts, Row, facts_of, parts
from coalition_graph.report.judged import changed, disputed, held_back
from coalition_graph.report.markdown import link, safe
from coalition_graph.table import Cell
from coalition_graph.text import counted, span
from coalition_graph.vocabulary import SCORES

__all__ = ["brief"]

_TITLE = "SELECT ?title WHERE { ?dossier a cg:Dossier ; rdfs:label ?title }"
# One does, several do.
_VERBS: Final = {
    "pledges": ("pledges", "pledge"),
    "open": ("is open", "are open"),
    "supports": ("supports it", "support it"),
    "undecided": ("is undecided", "are undecided"),
    "declines": ("declines", "decline"),
    "opposes": ("opposes it", "oppose it"),
}


def brief(answers: Answers) -> str:
    """Return the brief in Markdown; every claim carries the numbers of its sources.

    >>> import coalition_graph
    >>> brief(Answers(coalition_graph.open("example"))).startswith("# ")
    True
    """
    facts = facts_of(answers)
    sections = (_head, _standing, _committed, held_back, changed, disputed, _met, _listed)
    return "\n".join(line for section in sections for line in (*section(facts), ""))


def _head(facts: Facts) -> Iterator[str]:
    titles = facts.answers.graph.query(_TITLE).column("title")
    yield f"# {safe(titles[0] if titles else 'Where governments stand')}"
    yield ""
    days = sorted(day for row in facts.positions for day in parts(row["published"]))
    until = f" · data until {safe(days[-1])}" if days else ""
    meetings = counted(len(facts.answers.meetings), "meeting")
    yield f"*{counted(len(facts.sources), 'source')} · {meetings}{until}*"


def _standing(facts: Facts) -> Iterator[str]:
    yield "## Where things stand"
    if not facts.positions:
        yield from ("", "No position has been coded.")
    for proposal, rows in _by(facts.positions, "proposal").items():
        yield from ("", f"### {facts.label('proposal', proposal)}", "", f"**{_finding(rows, facts)}**", "")
        yield from (_position(row, facts) for row in sorted(rows, key=_rank))


def _finding(rows: list[Row], facts: Facts) -> str:
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


def _position(row: Row, facts: Facts) -> str:
    conditions = facts.conditions(row)
    on = f", {'if' if row['conditional'] else 'its conditions being met'}: {conditions}" if conditions else ""
    unsure = " (the sources differ)" if row["ambiguous"] else ""
    words = row["summary"] or row["reason"]
    said = f" – {safe(words)}" if words else ""
    weak = [name for name in parts(row["attribution"]) if name in ("anonymous", "inferred")]
    said += f" ({', '.join(weak)})" if weak else ""
    return f"- **{safe(row['actor'])}** {_VERBS[str(row['stance'])][0]}{on}{unsure}{said}{facts.cite(row)}"


def _committed(facts: Facts) -> Iterator[str]:
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
    ends = (f"{row[end]:,}" if isinstance(row[end], int) else None for end in ("min", "max"))
    parts = [row["kind"], span(*ends), row["unit"], row["area"] and f"({row['area']})"]
    joint = "joint plan" if row["joint"] else None
    return safe(", ".join(filter(None, (" ".join(str(part) for part in parts if part), joint))))


def _met(facts: Facts) -> Iterator[str]:
    present: dict[Cell, set[str]] = defaultdict(set)
    for row in facts.answers.attendance:
        if row["presence"] == "attended":
            present[row["meeting"]].add(safe(row["actor"]))
    yield from ("## Who met", "")
    for row in facts.answers.meetings:
        yield f"- {_meeting(row, facts)}: {', '.join(sorted(present[row['id']])) or 'nobody named'}"


def _meeting(row: Row, facts: Facts) -> str:
    when, where = _either(row["date"] or "no date"), _either(row["place"] or "")
    reported = f", reported {_either(row['reported'])}" if row["reported"] else ""
    head = ", ".join(filter(None, (when, where))) if where else f"{when}, {facts.label('meeting', row['id'])}"
    return f"**{head}** ({row['named']} named{reported})"


def _listed(facts: Facts) -> Iterator[str]:
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
