"""Where sources differ: on stances, on meetings and who was there, on names, on who said something."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from coalition_graph import text
from coalition_graph.analysis.conflicts_meetings import attending, facts
from coalition_graph.analysis.conflicts_names import spellings
from coalition_graph.analysis.conflicts_told import Conflict, Told
from coalition_graph.analysis.fetching import fetch
from coalition_graph.analysis.nodes import Name, called, names
from coalition_graph.analysis.occasions import occasions
from coalition_graph.analysis.presence import presences
from coalition_graph.analysis.said import Said
from coalition_graph.store import Store
from coalition_graph.table import Table
from coalition_graph.vocabulary import local

__all__ = ["conflicts"]

COLUMNS: Final = ("kind", "subject", "field", "values", "sources", "reliability")
_RELIABILITY: Final = "SELECT ?source ?grade WHERE { ?source cg:reliability ?grade } ORDER BY ?source ?grade"
_SPOKEN: Final = """
SELECT ?node ?quote ?speaker ?source WHERE {
  ?node cg:quote ?quote ; cg:speaker ?speaker OPTIONAL { ?node cg:source ?source }
}"""
# A person who acts speaks for himself.
_OWN_WORDS: Final = """
SELECT ?node ?quote ?actor ?source WHERE {
  ?node a cg:Statement ; cg:quote ?quote ; cg:actor ?actor . ?actor a cg:Person
  OPTIONAL { ?node cg:source ?source }
}"""
_MARKS: Final = " .,;:!?…'\"’‘“”„«»"


def conflicts(store: Store) -> Table:
    """Return one row per thing that sources tell differently, with who says what and how reliable each is.

    Stances of one actor on one proposal differ if neither is certainly the later one; counts of different
    things do not differ, nor does a plan from what came true. The empty source is the analyst's registry.
    """
    calls = names(store)
    met = occasions(store)
    found = [
        *stances(fetch(store), calls),
        *facts(met.values(), calls),
        *attending(presences(store, met), calls),
        *spellings(store),
        *_quotes(store, calls),
    ]
    reliability = {str(source): str(grade) for source, grade in store.select(_RELIABILITY).rows}
    return Table(COLUMNS, [one.row(reliability) for one in sorted(found, key=lambda one: one.order)])


def stances(said: Iterable[Said], calls: Mapping[str, Name]) -> Iterator[Conflict]:
    """Yield different stances of one actor on one proposal, of which neither is certainly the later.

    Nobody can tell whom the unnamed are, nor whether they are the same each time: theirs never conflict.
    """
    heard: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in said:
        if not one.actor.startswith("unnamed:"):
            heard[one.actor, one.proposal].append(one)
    for (actor, proposal), own in heard.items():
        for group in _together(own) if len({one.stance for one in own}) > 1 else ():
            told = [(one.stance, one.source) for one in group if any(_against(one, other) for other in group)]
            if told:
                yield Conflict.of("stance", called(calls, actor).label, local(proposal), told)


def _together(said: Iterable[Said]) -> Iterator[Sequence[Said]]:
    """Yield statements whose days hang together; an undated one may be of any day."""
    group: list[Said] = []
    last = dt.date.min
    for one in sorted(said, key=lambda one: (*_days(one), one.node)):
        first, end = _days(one)
        if group and first > last:
            yield group
            group = []
        group.append(one)
        last = max(last, end)
    yield group


def _days(said: Said) -> tuple[dt.date, dt.date]:
    return said.earliest or dt.date.min, said.latest or dt.date.max


def _against(one: Said, other: Said) -> bool:
    (first, last), (begin, end) = _days(one), _days(other)
    return one.stance != other.stance and first <= end and begin <= last


def _quotes(store: Store, calls: Mapping[str, Name]) -> Iterator[Conflict]:
    """Yield the words that are given to two speakers."""
    spoken = {
        str(node): (str(words), who, source) for node, words, who, source in store.select(_OWN_WORDS).rows
    }
    spoken |= {
        str(node): (str(words), who, source) for node, words, who, source in store.select(_SPOKEN).rows
    }
    given: dict[str, list[tuple[str, Told]]] = defaultdict(list)
    for node in sorted(spoken):
        words, who, source = spoken[node]
        told = (called(calls, str(who)).label, None if source is None else str(source))
        given[text.fold(words).strip(_MARKS)].append((words, told))
    for quoted in given.values():
        if len({speaker for _, (speaker, _) in quoted}) > 1:
            yield Conflict.of("quote", quoted[0][0], "speaker", (told for _, told in quoted))
