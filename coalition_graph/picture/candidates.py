"""What may be pictured of a graph, asked for before anything is read: a focus decides what is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from coalition_graph.analysis.pairs import counts
from coalition_graph.analysis.presence import places
from coalition_graph.analysis.rule import Pair
from coalition_graph.picture.focus import Focus, Nodes, of_kind
from coalition_graph.store import Store
from coalition_graph.vocabulary import PREFIXES, SCORES, asking, local

__all__ = ["meetings", "pairs"]

NONE: Final[Nodes] = frozenset()
_STATEMENTS: Final = """SELECT ?statement ?proposal ?actor %s WHERE {
  %s ?statement cg:proposal ?proposal ; cg:actor ?actor ; cg:stance ?stance %s }"""
# How a statement names what is of a kind, where it need not be its subject.
_NAMING: Final = {
    "actor": "?statement cg:actor|cg:speaker|cg:to ?one .",
    "proposal": "?statement cg:proposal ?one .",
    "condition": "?statement cg:condition|(cg:expression/(cg:anyOf|cg:allOf)+) ?one .",
    "source": "?statement cg:source ?one .",
}
_BESIDE: Final = {
    "actor": ("speaker", "to"),
    "condition": ("expression", "condition"),
    "source": ("source",),
}
_EVERY: Final = {
    "actor": "SELECT DISTINCT ?one WHERE { ?statement cg:actor ?one }",
    "proposal": "SELECT DISTINCT ?one WHERE { ?statement cg:proposal ?one }",
    "meeting": "SELECT DISTINCT ?one WHERE { ?node cg:meeting ?one }",
}


def pairs(store: Store, focus: Focus) -> set[Pair]:
    """Return the pairs of a proposal and an actor that statements may be pictured of."""
    kinds = focus.kinds or {}
    if "statement" not in kinds and "position" in kinds:
        return _held(store, kinds["position"])
    # Before positions are worked out, nothing can be held against them.
    known = Focus({kind: nodes for kind, nodes in kinds.items() if kind != "position"})
    return set(_said(store, known))


def _held(store: Store, positions: Nodes) -> set[Pair]:
    """Whose positions these may be, going by their names."""
    wanted = {local(node) for node in positions}
    wanted |= {name.removesuffix(f"-{stance}") for name in wanted for stance in SCORES}
    parts = {name[:place] for name in wanted for place, mark in enumerate(name) if mark == "."}
    others = {name[len(part) + 1 :] for name in wanted for part in parts if name.startswith(f"{part}.")}
    actors = counts(store, "cg:actor", _called(parts))
    proposals = counts(store, "cg:proposal", _called(others))
    return {
        (proposal, actor)
        for actor in actors
        for proposal in proposals
        if f"{local(actor)}.{local(proposal)}" in wanted
    }


def _called(names: Iterable[str]) -> Iterator[str]:
    return (f"{prefix}:{name}" for name in names for prefix in PREFIXES)


def _said(store: Store, focus: Focus) -> Iterator[Pair]:
    kinds = focus.kinds or {}
    beside = [key for kind in kinds for key in _BESIDE.get(kind, ())]
    columns = " ".join(f"?{key}" for key in dict.fromkeys(("expression", *beside)))
    optional = " ".join(f"OPTIONAL {{ ?statement cg:{key} ?{key} }}" for key in beside)
    named: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for which in _narrowing(store, focus):
        for row in store.select(_STATEMENTS % (columns, which, optional)).rows:
            told = [str(cell) for cell in row[4:] if cell is not None]
            # What an expression holds is known once it is read; until then, it is not held against any.
            held = kinds["condition"] if row[3] is not None else NONE
            named[tuple(map(str, row[:3]))].update(told, held)
    for found, names in named.items():
        if focus.shows((*found, *names)):
            yield found[1], found[2]


def _narrowing(store: Store, focus: Focus) -> Iterator[str]:
    """Yield what narrows a query to statements: all that may be pictured, and not many more."""
    kinds = {kind: nodes for kind, nodes in (focus.kinds or {}).items() if kind in ("statement", *_NAMING)}
    if "statement" in kinds:
        yield from asking("statement", {*kinds["statement"], "_:"} if len(kinds) > 1 else kinds["statement"])
        return
    # What every statement has is held against all others; of what it may lack, each alone can show it.
    always = [kind for kind in ("proposal", "actor") if kind in kinds]
    if len(always) == 2:
        always = [min(always, key=lambda kind: sum(counts(store, f"cg:{kind}", kinds[kind]).values()))]
    for kind in always or kinds:
        strange = _strange(store, kind) if kind in always and len(kinds) > 1 else NONE
        yield from (f"{which} {_NAMING[kind]}" for which in asking("one", kinds[kind] | strange))


def _strange(store: Store, kind: str) -> Nodes:
    """What graphs made elsewhere have in the place of our nodes: no node of a kind is held against it."""
    every = {str(one) for (one,) in store.select(_EVERY[kind]).rows}
    return frozenset(one for one in every if of_kind(one) != kind)


def meetings(store: Store, focus: Focus) -> set[str]:
    """Return the meetings at which somebody may be pictured."""
    kinds = focus.kinds or {}
    others = [kinds.get(kind, NONE) for kind in ("actor", "attendance", "source")]
    if "meeting" not in kinds:
        return places(store, *others)
    return {*kinds["meeting"], *(_strange(store, "meeting") if any(others) else ())}
