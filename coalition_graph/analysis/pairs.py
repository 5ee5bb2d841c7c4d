"""What was said by actors on proposals, pair by pair, without reading all of either."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from coalition_graph.analysis.fetching import fetch, fetch_statements
from coalition_graph.analysis.rule import Pair
from coalition_graph.analysis.said import Said
from coalition_graph.store import Store
from coalition_graph.vocabulary import batches, listable, terms

__all__ = ["counts", "fetch_pairs"]

_COUNTS: Final = """
SELECT ?node (COUNT(?statement) AS ?many) WHERE { VALUES ?node { %s } ?statement %s ?node } GROUP BY ?node"""
# The inner question is answered first: one engine would otherwise walk through all of what VALUES lists.
_OF_ONE: Final = """SELECT ?statement WHERE {
  { SELECT ?statement ?other WHERE { ?statement %s %s ; %s ?other } } VALUES ?other { %s } }"""
_SIDES: Final = ("cg:proposal", "cg:actor")
Side = tuple[int, str]  # the place in a pair, and the node in it


def fetch_pairs(store: Store, pairs: Collection[Pair]) -> list[Said]:
    """Return all that was said on proposals by actors, in order of statement and actor."""
    if not all(listable(node) for pair in pairs for node in pair):
        # What has no name cannot be asked for.
        heard = fetch(store)
    else:
        heard = fetch_statements(store, _statements(store, pairs))
    return [one for one in heard if (one.proposal, one.actor) in pairs]


def counts(store: Store, key: str, nodes: Iterable[str]) -> dict[str, int]:
    """Return how often each of some nodes is named under a property; one that nothing names is missing."""
    found: dict[str, int] = {}
    for listed in batches(sorted(set(nodes))):
        rows = store.select(_COUNTS % (listed, key)).rows
        found |= {str(node): int(str(many)) for node, many in rows if node is not None}
    return found


def _statements(store: Store, pairs: Collection[Pair]) -> Iterator[str]:
    """Yield the statements of pairs, reading for each pair what either all or few others need too."""
    many = {
        (place, node): number
        for place, key in enumerate(_SIDES)
        for node, number in counts(store, key, (pair[place] for pair in pairs)).items()
    }
    said = [pair for pair in sorted(pairs) if (0, pair[0]) in many and (1, pair[1]) in many]
    for (place, node), others in _covered(said, many).items():
        for listed in batches(sorted(others)):
            own, other = _SIDES[place], _SIDES[1 - place]
            yield from (
                str(row[0]) for row in store.select(_OF_ONE % (own, terms([node]), other, listed)).rows
            )


def _covered(pairs: Sequence[Pair], many: Mapping[Side, int]) -> dict[Side, set[str]]:
    """Return for each pair the side to read it from, so that little has to be read.

    At most twice the least: each pair is charged to both sides alike, and a side that is used up is taken.
    Source: the pricing method for vertex cover (Bar-Yehuda and Even, 1981).
    """
    left = dict(many)
    for pair in pairs:
        price = min(left[side] for side in enumerate(pair))
        for side in enumerate(pair):
            left[side] -= price
    shared = Counter(side for pair in pairs for side in enumerate(pair))
    found: dict[Side, set[str]] = defaultdict(set)
    for pair in pairs:
        place, node = min(enumerate(pair), key=lambda side: (left[side], -shared[side]))
        found[place, node].add(pair[1 - place])
    return found
