"""N-Quads text, built from strings: without an object per quad, since a dossier may hold millions."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Final, NewType

from coalition_graph import vocabulary

__all__ = ["Term", "Writer", "day", "digest", "link", "node", "plain", "truth", "whole"]

Term = NewType("Term", str)
"""The object of a quad as N-Quads writes it."""

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f-\x9f\ud800-\udfff]')
_HTTP = re.compile(r"https?://[^\s/?#@\[\]]+(?::\d{1,5})?(?:[/?#]\S*)?\Z", re.IGNORECASE)
_ESCAPED = re.compile('[\x00-\x1f\x7f"\\\\\ud800-\udfff\ufffe\uffff]')
_PIECE: Final = 1 << 22
_XSD: Final = vocabulary.PREFIXES["xsd"]
_DATE: Final = f"^^<{_XSD}date>"
_INTEGER: Final = f"^^<{_XSD}integer>"
_TRUTH: Final = {value: Term(f'"{str(value).lower()}"^^<{_XSD}boolean>') for value in (True, False)}
_SHORT: Final = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def plain(text: str) -> Term:
    r"""Return a text as `xsd:string`, escaped as canonical N-Quads; a lone surrogate becomes U+FFFD.

    >>> plain('say "no"\n')
    '"say \\"no\\"\\n"'
    """
    # Most texts need no look at each character: what is printable needs only these two escaped.
    if text.isprintable() and '"' not in text and "\\" not in text:
        return Term(f'"{text}"')
    return Term(f'"{_ESCAPED.sub(_escape, text)}"')


@lru_cache(maxsize=65536)
def node(name: str) -> Term:
    """Return a node of ours by its prefixed name.

    Raises:
        ValueError: the prefix is not one of ours, or the name holds what no IRI may hold.

    >>> node("country:SE")
    '<https://w3id.org/coalition-graph/country/SE>'
    """
    return _written(name)


def _written(name: str) -> Term:
    """Return a node that is written once, which need not be kept."""
    prefix, colon, local = name.partition(":")
    namespace = vocabulary.PREFIXES.get(prefix)
    if not colon or namespace is None or _NOT_IN_IRI.search(local):
        raise ValueError(f"{name!r} is not the prefixed name of a node")
    return Term(f"<{namespace}{local}>")


def link(url: str) -> Term | None:
    """Return a web address as an IRI, or None where it is no valid http(s) address.

    >>> link("https://example.org/a"), link("javascript:alert(1)")
    ('<https://example.org/a>', None)
    """
    return Term(f"<{url}>") if _HTTP.match(url) and not _NOT_IN_IRI.search(url) else None


@lru_cache(maxsize=65536)
def day(date: dt.date) -> Term:
    """Return a day as `xsd:date`.

    >>> day(dt.date(2025, 3, 2))
    '"2025-03-02"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return Term(f'"{date.isoformat()}"{_DATE}')


def whole(number: int) -> Term:
    """Return a whole number as `xsd:integer`.

    >>> whole(3)
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return Term(f'"{number}"{_INTEGER}')


def truth(value: bool) -> Term:
    """Return `true` or `false` as `xsd:boolean`.

    >>> truth(True)
    '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    """
    return _TRUTH[value]


def digest(text: str) -> str:
    """Return the SHA-256 of a graph's N-Quads text, by which a load tells whether a source changed.

    >>> digest("")[:8]
    'e3b0c442'
    """
    found = hashlib.sha256()
    for start in range(0, len(text), _PIECE):
        found.update(text[start : start + _PIECE].encode())
    return found.hexdigest()


class _Predicates(dict[str, str]):
    """Per prefixed name of a predicate, its IRI and the space behind it."""

    def __missing__(self, name: str) -> str:
        self[name] = f"{node(name)} "
        return self[name]


_PREDICATES: Final = _Predicates()


@lru_cache(maxsize=65536)
def _tail(predicate: str, name: str) -> str:
    """Predicate and node as a line holds them: few nodes are told of again and again."""
    return _PREDICATES[predicate] + node(name)


@lru_cache(maxsize=65536)
def _dated(first: dt.date, last: dt.date) -> tuple[str, str]:
    return _PREDICATES["cg:earliest"] + day(first), _PREDICATES["cg:latest"] + day(last)


class Facts:
    """What is said of one subject; nothing is written where a value is None."""

    __slots__ = ("tails",)

    def __init__(self) -> None:
        self.tails: list[str] = []

    def node(self, predicate: str, name: str | None) -> None:
        """Add a node by its prefixed name."""
        if name is not None:
            self.tails.append(_tail(predicate, name))

    def put(self, predicate: str, value: Term | None) -> None:
        """Add a term."""
        if value is not None:
            self.tails.append(_PREDICATES[predicate] + value)

    def text(self, predicate: str, value: str | None) -> None:
        """Add a text."""
        if value is not None:
            self.tails.append(_PREDICATES[predicate] + plain(value))

    def days(self, days: tuple[dt.date, dt.date] | None) -> None:
        """Add the first and the last day of something dated."""
        if days is not None:
            self.tails += _dated(*days)

    def nodes(self, predicate: str, *names: str | None) -> None:
        """Add nodes by their prefixed names."""
        self.tails += [_tail(predicate, name) for name in names if name is not None]

    def number(self, predicate: str, value: int | None) -> None:
        """Add a whole number."""
        if value is not None:
            self.tails.append(_PREDICATES[predicate] + whole(value))

    def truth(self, predicate: str, value: bool | None) -> None:
        """Add true or false."""
        if value is not None:
            self.tails.append(_PREDICATES[predicate] + truth(value))


class Fields:
    """The fields of a kind of thing that stand under a predicate each: texts, and nodes by their names.

    Reading them at once makes no call for what is not given, which is most.

    Args:
        texts: per field that holds a text, the predicate.
        nodes: per field that holds the prefixed name of a node, the predicate.
    """

    def __init__(self, texts: Mapping[str, str], nodes: Mapping[str, str]) -> None:
        self._values = attrgetter(*texts, *nodes)
        self._heads = [_PREDICATES[predicate] for predicate in texts.values()]
        self._predicates = [*nodes.values()]

    def put(self, facts: Facts, thing: object) -> None:
        """Add what a thing gives."""
        values = self._values(thing)
        names = values[len(self._heads) :]
        facts.tails += [
            head + plain(text) for head, text in zip(self._heads, values, strict=False) if text is not None
        ]
        facts.tails += [
            _tail(predicate, name)
            for predicate, name in zip(self._predicates, names, strict=True)
            if name is not None
        ]


class Writer:
    """The quads of one graph; the text is sorted, each line once, the same on every machine.

    Args:
        graph: prefixed name of the graph.

    >>> writer = Writer("graph:current")
    >>> writer.add("country:SE", "cg:attended", node("meeting:london-2025-03-02"))
    >>> print(writer.text())
    <https://w3id.org/coalition-graph/country/SE>
    <https://w3id.org/coalition-graph/ontology#attended>
    <https://w3id.org/coalition-graph/meeting/london-2025-03-02>
    <https://w3id.org/coalition-graph/graph/current> .
    """

    def __init__(self, graph: str) -> None:
        self.graph = graph
        self._facts: dict[str, Facts] = {}

    def add(self, subject: str, predicate: str, value: Term) -> None:
        """Add one quad; `value` is made by `node`, `plain`, `day`, `whole` or `truth`.

        Raises:
            ValueError: the predicate is no prefixed name of ours.
        """
        self.about(subject).put(predicate, value)

    def about(self, subject: str) -> Facts:
        """Return the facts of one subject, to add to."""
        facts = self._facts.get(subject)
        if facts is None:
            facts = self._facts[subject] = Facts()
        return facts

    def __contains__(self, subject: str) -> bool:
        return subject in self._facts

    def free(self, name: str) -> str:
        """Return a name for a new subject: this one, or the first free of `-2`, `-3`, …

        >>> writer = Writer("graph:registry")
        >>> writer.add("country:SE-in-EU", "org:member", node("country:SE"))
        >>> writer.free("country:SE-in-EU")
        'country:SE-in-EU-2'
        """
        return self.numbered(name, 2) if name in self else name

    def numbered(self, stem: str, first: int = 1) -> str:
        """Return the first of `stem-1`, `stem-2`, … that is no subject yet."""
        return next(name for number in count(first) if (name := f"{stem}-{number}") not in self)

    def text(self) -> str:
        """Return all quads as N-Quads.

        Lines are sorted as whole lines are: subjects in angle brackets first, then the rest.

        Raises:
            ValueError: a subject is no prefixed name of ours.
        """
        end = f" {node(self.graph)} .\n"
        named = sorted(
            (_written(subject), facts.tails) for subject, facts in self._facts.items() if facts.tails
        )
        return "".join([_lines(f"{subject} ", tails, end) for subject, tails in named])


def _lines(head: str, tails: list[str], end: str) -> str:
    # In the order of their making, which is nearly sorted, they are sorted faster than in that of a set.
    return head + (end + head).join(sorted(dict.fromkeys(tails))) + end
