"""Statements that a test makes up, in a store as a dossier would leave them; and networks of them by loops.

The loops know nothing of the package: they go through lists of statements, pair by pair, as the formulas of
Discourse Network Analyzer are written.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from coalition_graph.quads import Writer, day, node, plain
from coalition_graph.store import MemoryStore

AGREES = {"pledges": 1, "open": 1, "supports": 1, "opposes": 0}
SCORE = {"pledges": 2, "open": 1, "supports": 1, "undecided": 0, "declines": -1, "opposes": -2}
Weights = dict[tuple[str, str], float]


@dataclass(frozen=True)
class Spoken:
    """One actor takes a stance on one proposal; actors of one statement share its id."""

    id: str
    actor: str
    proposal: str
    stance: str
    source: str = "source:s"
    day: dt.date | None = None


def store(spoken: Iterable[Spoken]) -> MemoryStore:
    """A store that holds statements, and no more than networks ask for."""
    return MemoryStore.holding(text(spoken))


def text(spoken: Iterable[Spoken]) -> str:
    """Statements as N-Quads."""
    writer = Writer("source:s")
    for one in spoken:
        facts = writer.about(one.id)
        facts.nodes("rdf:type", "cg:Statement")
        facts.nodes("cg:actor", one.actor)
        facts.nodes("cg:proposal", one.proposal)
        facts.nodes("cg:stance", f"stance:{one.stance}")
        facts.nodes("cg:source", one.source)
        if one.day:
            facts.put("cg:earliest", day(one.day))
            facts.put("cg:latest", day(one.day))
        writer.add(one.actor, "rdf:type", node("cg:Actor"))
    return writer.text()


@dataclass(frozen=True)
class How:
    """The options, as the loops take them."""

    mode: str
    qualifier: str = "ignore"
    normalise: str = "none"
    scale: bool = False
    declines: int | None = None
    duplicates: str = "include"
    since: dt.date | None = None
    until: dt.date | None = None
    exclude: frozenset[str] = frozenset()
    invert: bool = False
    least: int = 0

    def level(self, one: Spoken) -> int | None:
        if self.scale:
            return SCORE[one.stance]
        return self.declines if one.stance == "declines" else AGREES.get(one.stance)

    @property
    def ignores(self) -> bool:
        return self.mode == "ignore" or (self.mode == "actor-proposal" and self.qualifier == "ignore")


def counted(spoken: Iterable[Spoken], how: How) -> list[Spoken]:
    """What is left after range, exclusion, duplicates, and actors who say too little."""
    kept: list[Spoken] = []
    seen = set()
    for one in sorted(spoken, key=lambda one: (one.day is None, one.day or dt.date.min, one.id, one.actor)):
        key = (one.actor, one.proposal, period(one, how), None if how.ignores else how.level(one))
        if within(one, how) and named(one, how) and (how.duplicates == "include" or key not in seen):
            seen.add(key)
            kept.append(one)
    return [one for one in kept if sum(each.actor == one.actor for each in kept) >= how.least]


def within(one: Spoken, how: How) -> bool:
    if how.since is None and how.until is None:
        return True
    return one.day is not None and (how.since or one.day) <= one.day <= (how.until or one.day)


def named(one: Spoken, how: How) -> bool:
    for values in (
        {one.actor} if any(name.startswith("country:") for name in how.exclude) else None,
        {one.proposal} if any(name.startswith("proposal:") for name in how.exclude) else None,
        {f"stance:{one.stance}"} if any(name.startswith("stance:") for name in how.exclude) else None,
        {one.source} if any(name.startswith("source:") for name in how.exclude) else None,
    ):
        if values is not None and bool(values & how.exclude) != how.invert:
            return False
    return True


def period(one: Spoken, how: How) -> object:
    if how.duplicates in ("include", "acrossrange"):
        return None
    if how.duplicates == "document":
        return one.source
    if one.day is None:
        return one.id
    year, week, _ = one.day.isocalendar()
    return {"week": (year, week), "month": (one.day.year, one.day.month), "year": one.day.year}[
        how.duplicates
    ]


def closeness(first: Spoken, second: Spoken, how: How) -> float:
    one, other = how.level(first), how.level(second)
    if how.scale:
        return 1 - abs(one - other) / 4  # type: ignore[operator]
    return float(one is not None and one == other)


def distance(first: Spoken, second: Spoken, how: How) -> float:
    if how.scale:
        return 1 - closeness(first, second, how)
    return float({how.level(first), how.level(second)} == {0, 1})


TIE: dict[str, Callable[[Spoken, Spoken, How], float]] = {
    "congruence": closeness,
    "conflict": distance,
    "subtract": lambda first, second, how: closeness(first, second, how) - distance(first, second, how),
    "ignore": lambda first, second, how: 1.0,
}


def one_mode(spoken: Iterable[Spoken], how: How) -> Weights:
    """Actor × actor, statement by statement."""
    left = counted(spoken, how)
    by = {actor: [one for one in left if one.actor == actor] for actor in {one.actor for one in left}}
    found = {}
    for one, other in pairs(sorted(by)):
        weight = sum(
            TIE[how.mode](first, second, how)
            for first in by[one]
            for second in by[other]
            if first.proposal == second.proposal
        )
        by_what = divisor(by[one], by[other], how)
        if not math.isclose(weight, 0, abs_tol=1e-9):
            found[one, other] = weight / by_what
    return found


def pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            yield one, other


def divisor(first: list[Spoken], second: list[Spoken], how: How) -> float:
    if how.normalise == "average":
        return (len(first) + len(second)) / 2
    if how.normalise == "cosine":
        return len(first) * len(second)
    if how.normalise == "jaccard":
        cells = [(one.proposal, how.level(one)) for one in first]
        others = [(one.proposal, how.level(one)) for one in second]
        alone = sum(cell not in others for cell in cells) + sum(cell not in cells for cell in others)
        return alone + sum(cells.count(cell) * others.count(cell) for cell in set(cells))
    return 1


def two_mode(spoken: Iterable[Spoken], how: How) -> Weights:
    """Actor × proposal, statement by statement."""
    left = counted(spoken, how)
    cells = {(one.actor, one.proposal) for one in left}
    found = {
        cell: value([one for one in left if (one.actor, one.proposal) == cell], how) for cell in sorted(cells)
    }
    line = {"activity": 0, "prominence": 1}.get(how.normalise)
    if line is not None:
        whole = {
            name: sum(
                (found[cell] > 0)
                if how.qualifier == "combine"
                else sum((o.actor, o.proposal) == cell for o in left)
                for cell in cells
                if cell[line] == name
            )
            for name in {cell[line] for cell in cells}
        }
        found = {cell: weight / (whole[cell[line]] or 1) for cell, weight in found.items()}
    return {cell: weight for cell, weight in found.items() if weight}


def value(said: list[Spoken], how: How) -> float:
    levels = [how.level(one) for one in said]
    if how.qualifier == "ignore":
        return len(said)
    if how.scale:
        points = [level for level in levels if level is not None]
        return sum(points) if how.qualifier == "subtract" else sum(2 ** (2 - point) for point in set(points))
    if how.qualifier == "subtract":
        return levels.count(1) - levels.count(0)
    return (1 in levels) + 2 * (0 in levels)


def rolled(spoken: Iterable[Spoken], onto: dict[str, str]) -> list[Spoken]:
    """Statements counted for others, such as a country for its president, each once for each."""
    return list(dict.fromkeys(replace(one, actor=onto.get(one.actor, one.actor)) for one in spoken))


def posted(spoken: Iterable[Spoken], posts: dict[str, str]) -> MemoryStore:
    """A store in which persons hold posts, of what is named, ever since."""
    writer = Writer("graph:registry")
    for number, (person, of) in enumerate(posts.items()):
        writer.about(person).nodes("rdf:type", "cg:Person")
        stay = writer.about(f"{person}-post-{number}")
        stay.nodes("org:member", person)
        stay.nodes("org:organization", of)
    return MemoryStore.holding(text(spoken) + writer.text())


Came = tuple[str, str, str]


def attended(came: Iterable[Came]) -> MemoryStore:
    """A store in which sources report actors at meetings: source, actor, meeting."""
    writer = Writer("source:s")
    for number, (source, actor, meeting) in enumerate(came):
        facts = writer.about(f"attendance:{source}.{number}")
        facts.nodes("rdf:type", "cg:Attendance")
        facts.nodes("cg:actor", actor)
        facts.nodes("cg:meeting", meeting)
        facts.nodes("cg:source", f"source:{source}")
        facts.put("cg:status", plain("attended"))
    return MemoryStore.holding(writer.text())


def waiting(spoken: Iterable[Spoken], names: dict[str, list[str]], needs: dict[str, str]) -> MemoryStore:
    """A store in which statements name conditions, and conditions require the stance of an actor."""
    writer = Writer("graph:registry")
    for id_, conditions in names.items():
        writer.about(id_).nodes("cg:condition", *conditions)
    for condition, actor in needs.items():
        writer.about(condition).nodes("cg:requires", f"{condition}-requires")
        rule = writer.about(f"{condition}-requires")
        rule.nodes("rdf:type", "cg:Requirement")
        rule.nodes("cg:ofActor", actor)
        rule.nodes("cg:onProposal", "proposal:a")
        rule.nodes("cg:anyStance", "stance:open")
    return MemoryStore.holding(text(spoken) + writer.text())
