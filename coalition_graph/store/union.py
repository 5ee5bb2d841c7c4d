"""Two registries made one, and what then stands on the meetings, for `load --add`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from coalition_graph import quads
from coalition_graph.vocabulary import REGISTRY

__all__ = ["reported", "settled", "united"]

# Of these a thing may have several; of anything else the newer registry's word stands.
_SEVERAL: Final = frozenset(
    str(quads.node(name)) for name in ("rdf:type", "skos:altLabel", "cg:graph", "cg:initiator", "org:member")
)
# What a source or a report is, is told by its own registry alone.
_WHOLE: Final = tuple(
    str(quads.node(f"{kind}:"))[:-1] for kind in ("source", "statement", "attendance", "report")
)

_END: Final = f"{quads.node(REGISTRY)} ."
_MEETING: Final = str(quads.node("meeting:"))[:-1]
_REPORTED: Final = re.compile(rf"^({re.escape(str(quads.node('report:'))[:-1])}.*) \S+ \.$", re.MULTILINE)
_LABEL, _TITLE, _ABOUT = (str(quads.node(name)) for name in ("rdfs:label", "dcterms:title", "cg:meeting"))
# A row is one fact, as in `quads.occasions`: a date with its days, a count with its minimum, unit and so on.
_MERGED: Final = tuple(
    tuple(str(quads.node(f"cg:{name}")) for name in names.split())
    for names in (
        "dateAsWritten earliest latest",
        "place",
        "inCountry",
        "level",
        "format",
        "inSeries",
        "host",
        "reportedCount reportedMin reportedMax reportedOf reportedAbout reportedStatus",
        "complete",
    )
)
_RECOMPUTED: Final = frozenset((_LABEL, *(predicate for fact in _MERGED for predicate in fact)))

Subject = dict[str, list[str]]
Facts = dict[str, Subject]


def united(held: str, given: str) -> str:
    """Return a registry that says what both say; where they differ on one fact, what is given stands.

    Args:
        held: sorted N-Quads text of the store's registry.
        given: sorted N-Quads text of the registry to add.

    >>> from coalition_graph.quads import Writer, plain
    >>> old, new = Writer("graph:registry"), Writer("graph:registry")
    >>> old.add("country:SE", "rdfs:label", plain("Schweden"))
    >>> old.add("country:SE", "skos:altLabel", plain("Suède"))
    >>> new.add("country:SE", "rdfs:label", plain("Sweden"))
    >>> [line.split('"')[1] for line in united(old.text(), new.text()).splitlines()]
    ['Sweden', 'Suède']
    """
    new = _facts(given.split("\n"))
    lines = [*given.split("\n")]
    for subject, facts in _facts(held.split("\n")).items():
        known = new.get(subject)
        if known is not None and subject.startswith(_WHOLE):
            continue
        for predicate, told in facts.items():
            if known is None or predicate not in known or predicate in _SEVERAL:
                lines += told
    return "".join([f"{line}\n" for line in sorted(set(lines)) if line])


def reported(text: str) -> list[str]:
    """Return the triples that a graph's N-Quads text holds of its reports, without the graph and the dot."""
    return _REPORTED.findall(text)


def settled(registry: str, told: Iterable[str]) -> str:
    """Return a registry on whose meetings stands what no report disputes, and the label they agree on.

    Args:
        registry: N-Quads text of a registry; the analyst's own reports in it count like all others.
        told: triples of the reports of all sources, as `reported` returns them.

    >>> from coalition_graph.quads import Writer, node, plain
    >>> registry, source = Writer("graph:registry"), Writer("source:a")
    >>> registry.add("meeting:london", "cg:place", plain("Paris"))
    >>> source.add("report:a.meeting-london", "cg:meeting", node("meeting:london"))
    >>> source.add("report:a.meeting-london", "cg:place", plain("London"))
    >>> [line.split('"')[1] for line in settled(registry.text(), reported(source.text())).splitlines()]
    ['london', 'London']
    """
    reports: dict[str, list[Subject]] = defaultdict(list)
    for report in _facts([*told, *reported(registry)]).values():
        for line in report.get(_ABOUT, ()):
            reports[_value(line)].append(report)
    lines: list[str] = []
    for subject, facts in _facts(registry.split("\n")).items():
        recomputed = _RECOMPUTED if subject.startswith(_MEETING) else ()
        lines += (line for predicate in facts if predicate not in recomputed for line in facts[predicate])
        if recomputed:
            lines += (f"{subject} {fact} {_END}" for fact in _standing(subject, reports[subject]))
    return "".join([f"{line}\n" for line in sorted(lines)])


def _standing(meeting: str, reports: list[Subject]) -> Iterator[str]:
    """Yield what stands on a meeting, from all its reports: predicates and objects."""
    titles = _told(reports, (_TITLE,))
    title = titles.pop()[0] if len(titles) == 1 else quads.plain(meeting[len(_MEETING) : -1])
    yield f"{_LABEL} {title}"
    for fact in _MERGED:
        values = _told(reports, fact)
        if len(values) == 1:
            yield from (f"{name} {value}" for name, value in zip(fact, values.pop(), strict=True) if value)


def _told(reports: list[Subject], fact: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return the differing values that reports give of one fact; a part that is not given is empty."""
    given = {tuple(_value(report.get(name, [""])[0]) for name in fact) for report in reports}
    return given - {("",) * len(fact)}


def _value(line: str) -> str:
    return line.split(" ", 2)[-1]


def _facts(lines: Iterable[str]) -> Facts:
    found: Facts = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line:
            subject, predicate, _ = line.split(" ", 2)
            found[subject][predicate].append(line)
    return found
