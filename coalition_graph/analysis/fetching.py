"""What was said, fetched from a store through a few queries and grouped here.

The slice stands in the queries. No named graph is asked for: `cg:source` leads from
a statement to its source, so that a Turtle file, which has no graphs, answers the same.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

from coalition_graph import vocabulary
from coalition_graph.analysis.said import Offer, Said
from coalition_graph.analysis.slices import Slice, slices
from coalition_graph.analysis.values import day, whole, whole_or_none
from coalition_graph.errors import UnreadableValue
from coalition_graph.garbage import left_alone
from coalition_graph.model import Expression
from coalition_graph.store import Store
from coalition_graph.table import Cell
from coalition_graph.vocabulary import asking

__all__ = ["Days", "Stances", "Words", "fetch", "fetch_statements", "offers", "trees", "words"]

_SAID = """?statement cg:proposal ?proposal ; cg:actor ?actor ; cg:stance ?stance
  OPTIONAL { ?statement cg:source ?source }
  OPTIONAL { ?statement cg:earliest ?earliest }
  OPTIONAL { ?statement cg:latest ?latest }
  OPTIONAL { ?statement cg:attribution ?attribution }"""
_EXPRESSIONS = """?root (cg:anyOf|cg:allOf)* ?expression . ?expression ?op ?part
  FILTER(?op IN (cg:anyOf, cg:allOf))"""
_OFFERS = """OPTIONAL { ?offer cg:contributionKind ?kind }
  OPTIONAL { ?offer cg:min ?min }
  OPTIONAL { ?offer cg:max ?max }
  OPTIONAL { ?offer cg:unit ?unit }
  OPTIONAL { ?offer cg:area ?area }
  OPTIONAL { ?offer cg:stage ?stage }
  OPTIONAL { ?offer cg:joint ?joint }"""
_WORDS = """%s ?statement cg:stance ?stance
  OPTIONAL { ?statement cg:saidOn ?said }
  OPTIONAL { ?statement cg:source ?source OPTIONAL { ?source dcterms:issued ?published }
             OPTIONAL { ?source cg:url ?url } }
  OPTIONAL { ?statement cg:speaker ?speaker OPTIONAL { ?speaker rdfs:label ?label } }
  OPTIONAL { ?statement cg:attribution ?attribution }
  OPTIONAL { ?statement cg:via ?via }
  OPTIONAL { ?statement cg:quote ?quote }
  OPTIONAL { ?statement cg:quoteStart ?start }
  OPTIONAL { ?statement cg:summary ?summary }
  OPTIONAL { ?statement cg:locator ?locator }
  OPTIONAL { ?statement cg:reason ?reason }
  OPTIONAL { ?statement cg:at ?at }
  OPTIONAL { ?statement cg:note ?note }"""


@left_alone()
def fetch(
    store: Store, *, proposals: Sequence[str] | None = None, actors: Sequence[str] | None = None
) -> list[Said]:
    """Return what was said on proposals, and all within them, by actors; None means by or on all.

    A joint statement comes once per actor asked for.
    """
    return _together(store, slices(store, proposals, actors))


@left_alone()
def fetch_statements(store: Store, statements: Iterable[str]) -> list[Said]:
    """Return what was said in statements, by their nodes; a joint one comes once per actor."""
    return _together(store, (Slice(statements=listed) for listed in asking("statement", statements)))


def _together(store: Store, parts: Iterable[Slice]) -> list[Said]:
    found: dict[tuple[str, str], Said] = {}
    for part in parts:
        found |= {(one.node, one.actor): one for one in _fetch(store, part)}
    return [found[key] for key in sorted(found)]


def _fetch(store: Store, part: Slice) -> Iterator[Said]:
    expressions, offered = _expressions(store, part), offers(store, part)
    credibility = {node: whole(value or 0) for node, value in part.fact(store, "cg:credibility")}
    unconditional = {node for node, value in part.fact(store, "cg:unconditional") if value is True}
    to: dict[str, set[str]] = defaultdict(set)
    for node, addressee in part.fact(store, "cg:to"):
        to[node].add(str(addressee))
    days, stances = Days(), Stances()
    columns = "?statement ?stance ?source ?earliest ?latest ?attribution"
    for told, stance, source, earliest, latest, attribution, proposal, actor in part.ask(
        store, columns, _SAID
    ):
        node = str(told)
        yield Said(
            node,
            str(actor),
            str(proposal),
            stances[stance],
            _text(source),
            days[earliest],
            days[latest],
            str(attribution or "reported"),
            credibility.get(node) or vocabulary.WORST_CREDIBILITY,
            expressions.get(node),
            node in unconditional,
            offered.get(node, ()),
            tuple(sorted(to[node])) if node in to else (),
        )


class Stances(dict[Cell, str]):
    """Stances by their node."""

    def __missing__(self, node: Cell) -> str:
        stance = vocabulary.local(str(node))
        if stance not in vocabulary.SCORES:
            raise UnreadableValue(str(node), "a stance")
        self[node] = stance
        return stance


class Days(dict[Cell, dt.date | None]):
    """Days by their text, each parsed once."""

    def __missing__(self, written: Cell) -> dt.date | None:
        self[written] = day(written) if isinstance(written, str) else None
        return self[written]


def _expressions(store: Store, part: Slice) -> dict[str, Expression]:
    """Return each statement's conditions: a tree where it has one, else all that it names."""
    leaves: dict[str, set[str]] = defaultdict(set)
    for node, leaf in part.fact(store, "cg:condition"):
        leaves[node].add(str(leaf))
    all_of = cache(lambda parts: Expression(op="all", parts=parts))
    return {node: all_of(tuple(sorted(named))) for node, named in leaves.items() if named} | trees(
        store, part
    )


def trees(store: Store, part: Slice) -> dict[str, Expression]:
    """Return the conditions of statements where they are no plain list.

    Raises:
        UnreadableValue: an expression holds itself.
    """
    roots: dict[str, str] = {}
    parts: dict[str, set[str]] = defaultdict(set)
    ops: dict[str, str] = {}
    for row in part.beside(
        store, "?statement ?root ?expression ?op ?part", "cg:expression", "?root", _EXPRESSIONS
    ):
        statement, root, expression, op, piece = map(str, row)
        roots[statement] = root
        ops[expression] = op
        parts[expression].add(piece)

    def tree(node: str, above: frozenset[str] = frozenset()) -> Expression:
        if node in above:
            raise UnreadableValue(node, "an expression that does not hold itself")
        inside = above | {node}
        pieces = tuple(tree(piece, inside) if piece in ops else piece for piece in sorted(parts[node]))
        return Expression(op="any" if ops[node] == "cg:anyOf" else "all", parts=pieces)

    made = {statement: tree(root) for statement, root in roots.items() if root in ops}
    return {statement: expression for statement, expression in made.items() if expression is not None}


def offers(store: Store, part: Slice) -> dict[str, tuple[Offer, ...]]:
    """Return the contributions of statements, each in the order of the file.

    Raises:
        UnreadableValue: a number that is none.
    """
    found: dict[str, dict[str, Offer]] = defaultdict(dict)
    columns = "?statement ?offer ?kind ?min ?max ?unit ?area ?stage ?joint"
    for row in part.beside(store, columns, "cg:contribution", "?offer", _OFFERS):
        node, kind, unit, area, stage, joint = (_text(row[place]) for place in (1, 2, 5, 6, 7, 8))
        least, most = whole_or_none(row[3]), whole_or_none(row[4])
        offer = Offer(node or "", kind, least, most, unit, area, stage or "announced", joint)
        found[str(row[0])][offer.node] = offer
    return {node: tuple(sorted(offered.values(), key=_place)) for node, offered in found.items()}


def _place(offer: Offer) -> tuple[int, str]:
    """In the order of the file: the node ends in its number, and 10 comes after 9."""
    return len(offer.node), offer.node


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


@dataclass(frozen=True, slots=True)
class Words:
    """The evidence of one statement: the words that carry it, and where they stand.

    Args:
        said: date as written; never the date of publication.
        published: date of the source as written.
        speaker: the person's name.
    """

    said: str | None = None
    published: str | None = None
    url: str | None = None
    speaker: str | None = None
    attribution: str | None = None
    via: str | None = None
    quote: str | None = None
    start: int | None = None
    summary: str | None = None
    locator: str | None = None
    reason: str | None = None
    at: str | None = None
    note: str | None = None


_KEYS = tuple(field.name for field in fields(Words))
_TOLD = f"SELECT {' '.join(f'?{key}' for key in ('statement', *_KEYS, 'label'))} WHERE {{ {_WORDS} }}"


@left_alone()
def words(store: Store, statements: Iterable[str]) -> Mapping[str, Words]:
    """Return the evidence of statements by their nodes.

    Only what is shown is asked for: a statement has a dozen facts that no rule looks at.
    """
    found: dict[str, Words] = {}
    for which in asking("statement", statements):
        for node, *cells in store.select(_TOLD % which).rows:
            found[str(node)] = _words(dict(zip((*_KEYS, "label"), cells, strict=True)))
    return found


def _words(cells: Mapping[str, Cell]) -> Words:
    told = {key: _text(cells[key]) for key in _KEYS if key not in ("start", "speaker", "at")}
    speaker = cells["label"] or vocabulary.local(str(cells["speaker"] or "")) or None
    at = vocabulary.local(str(cells["at"] or "")) or None
    return Words(**told, speaker=_text(speaker), at=at, start=whole_or_none(cells["start"]))
