"""Who was at which meeting, by which source: attended, represented, planned, declined or absent.

The rules stand in DESIGN, sections 2 and 6. In short: a represented group stands for its members of that
day, a represented organisation attends, and whom any source saw there was not represented.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from coalition_graph.analysis.groups import Belonging, Groups, belongings
from coalition_graph.analysis.nodes import Described, described
from coalition_graph.analysis.occasions import Occasion
from coalition_graph.store import Node, Store
from coalition_graph.vocabulary import asking

__all__ = ["ORDER", "Presence", "attended", "infer", "places", "presences", "rank", "reports"]

ORDER = ("attended", "represented", "planned", "declined", "absent")
_REPORTS = "SELECT ?node ?key ?value WHERE { %s ?node cg:meeting ?place ; a cg:Attendance ; ?key ?value }"
_REPORTS_ABOUT = """
SELECT DISTINCT ?node ?key ?value WHERE {
  ?node a cg:Attendance ; cg:actor|cg:represents ?whom ; ?key ?value
}"""
_PLACES = "SELECT DISTINCT ?place WHERE { %s ?node %s ?what ; a cg:Attendance ; cg:meeting ?place }"
_PLACES_OF = "SELECT DISTINCT ?place WHERE { %s ?node cg:meeting ?place ; a cg:Attendance }"


@dataclass(frozen=True, slots=True)
class Presence:
    """What one source says of one actor at one meeting.

    Args:
        presence: `attended represented planned declined absent`.
        source: the source, or None where the analyst says so.
        reports: the attendance nodes that carry it.
        represented_by: the actors who stood for it.
        own: whether the reports are about the actor itself, not about who stood for it.
    """

    meeting: str
    actor: str
    presence: str
    source: str | None
    reports: tuple[Described, ...]
    represented_by: tuple[str, ...] = ()
    own: bool = True

    def values(self, key: str) -> list[str]:
        """Return what the reports say under a property, each value once."""
        return list(dict.fromkeys(value for report in self.reports for value in report.all(key)))

    @property
    def persons(self) -> list[str]:
        """Who came."""
        return self.values("cg:person")


def presences(
    store: Store,
    meetings: Mapping[str, Occasion],
    *,
    actor: str | None = None,
    at: Collection[str] | None = None,
) -> list[Presence]:
    """Return one presence per actor, meeting, source and kind of presence, in the order of time.

    Args:
        meetings: see `occasions.occasions`.
        actor: only of this actor, be it itself, through a group, or a person who came.
        at: only at these meetings.
    """
    groups = belongings(store)
    found = infer(reports(store, groups, actor=actor, at=at), meetings, groups)
    return [
        presence
        for presence in found
        if (actor is None or actor == presence.actor or actor in presence.persons)
        and (at is None or presence.meeting in at)
    ]


def attended(presences: Iterable[Presence]) -> dict[str, set[str]]:
    """Return per meeting the actors that some source saw there; a meeting that names nobody has none."""
    found: dict[str, set[str]] = defaultdict(set)
    for presence in presences:
        if presence.presence == "attended":
            found[presence.meeting].add(presence.actor)
    return found


def reports(
    store: Store,
    groups: Iterable[Belonging],
    *,
    actor: str | None = None,
    at: Collection[str] | None = None,
) -> list[Described]:
    """Return the attendance nodes needed for an actor, some meetings, or all; the store is asked for no more.

    A person may have come for any actor, whose own attendance matters too: then all are asked for.
    """
    found: dict[str, Described] = {}
    if at is not None:
        for which in asking("place", at):
            found |= described(store, _REPORTS % which, {})
    elif actor is None or actor.startswith("person:"):
        return list(described(store, _REPORTS % "", {}).values())
    else:
        for whom in _around(groups, actor):
            found |= described(store, _REPORTS_ABOUT, {"whom": Node(whom)})
    return [found[node] for node in sorted(found)]


def _around(groups: Iterable[Belonging], actor: str) -> list[str]:
    """On which day a membership must hold is known only once the meeting is."""
    ever = (replace(belonging, first=None, last=None) for belonging in groups)
    return Groups(ever, None).around(actor)


def places(store: Store, actors: Iterable[str], nodes: Iterable[str], sources: Iterable[str]) -> set[str]:
    """Return the meetings that actors may have been at, or that attendances or sources tell of.

    Args:
        store: what is asked.
        actors: also those who came in person, or were stood for by themselves or through a group.
        nodes: of attendances.
        sources: by whom anybody is told to have been there.
    """
    groups = belongings(store)
    whom = {one for actor in actors for one in _around(groups, actor)}
    told = (("cg:actor|cg:represents|cg:person", whom), ("cg:source", sources))
    asked = [_PLACES % (which, key) for key, what in told for which in asking("what", what)]
    asked += [_PLACES_OF % which for which in asking("node", nodes)]
    return {str(place) for query in asked for (place,) in store.select(query).rows}


def infer(
    reports: Iterable[Described], meetings: Mapping[str, Occasion], groups: Iterable[Belonging]
) -> list[Presence]:
    """Return the presences that follow from attendance reports: the rule, apart from any store."""
    known = list(groups)
    members = cache(lambda day: Groups(known, day).members())
    seeds = [seed for report in reports for seed in _seeds(report, meetings, members)]
    there = {(seed.meeting, seed.actor) for seed in seeds if seed.presence == "attended"}
    kept = (one for one in seeds if one.presence != "represented" or (one.meeting, one.actor) not in there)
    places = {meeting: place for place, meeting in enumerate(meetings)}
    return sorted(_together(kept), key=lambda found: _order(found, places))


Members = Callable[[dt.date | None], Mapping[str, Sequence[str]]]


def _seeds(report: Described, meetings: Mapping[str, Occasion], members: Members) -> Iterator[Presence]:
    # A stranger's graph may say of an attendance no more than that it is one.
    meeting, actor = (next(iter(report.all(key)), None) for key in ("cg:meeting", "cg:actor"))
    if meeting is None or actor is None:
        return
    status, source = report.text("cg:status") or "attended", report.text("cg:source")
    yield Presence(meeting, actor, status, source, (report,))
    for whom in report.all("cg:represents"):
        if whom.startswith("organisation:"):
            yield Presence(meeting, whom, status, source, (report,), (actor,), own=False)
        elif status == "attended":
            day = meetings[meeting].day(source) if meeting in meetings else None
            for member in members(day).get(whom, ()) if whom.startswith("group:") else (whom,):
                yield Presence(meeting, member, "represented", source, (report,), (actor,), own=False)


def _together(seeds: Iterable[Presence]) -> list[Presence]:
    """Join what one source says several times of one actor, such as two persons of the EU."""
    joined: dict[tuple[str, str, str, str | None], list[Presence]] = defaultdict(list)
    for seed in seeds:
        joined[seed.meeting, seed.actor, seed.presence, seed.source].append(seed)
    return [_joined(key, parts) for key, parts in joined.items()]


def _joined(key: tuple[str, str, str, str | None], parts: list[Presence]) -> Presence:
    told = {report.node: report for part in parts for report in part.reports}
    stood = dict.fromkeys(by for part in parts for by in part.represented_by)
    return Presence(*key, tuple(told.values()), tuple(stood), any(part.own for part in parts))


def _order(found: Presence, places: Mapping[str, int]) -> tuple[int, str, str, int, str]:
    place = places.get(found.meeting, len(places))
    return place, found.meeting, found.actor, rank(found.presence), found.source or ""


def rank(presence: str) -> int:
    """Return the place of a presence in `ORDER`."""
    return ORDER.index(presence) if presence in ORDER else len(ORDER)
