"""Where one actor is written in several spellings, be it under one node or under two."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import Final

from coalition_graph.analysis.conflicts_told import Conflict, Told
from coalition_graph.store import Store

__all__ = ["alike", "spellings"]

_ALIASES: Final = "SELECT ?node ?name WHERE { ?node a cg:Actor ; rdfs:label|skos:altLabel ?name }"
_LABELS: Final = "SELECT ?node ?label WHERE { ?node a cg:Actor ; rdfs:label ?label } ORDER BY ?node ?label"
_POSTS: Final = "SELECT ?node ?of WHERE { ?post org:member ?node ; org:organization ?of . ?node a cg:Person }"
_CAME: Final = "SELECT ?node ?of WHERE { ?report cg:person ?node ; cg:actor ?of }"
_SPOKE: Final = "SELECT ?node ?of WHERE { ?report cg:speaker ?node ; cg:actor ?of }"
_USED: Final = """
SELECT DISTINCT ?node ?source WHERE {
  ?node a cg:Person . ?report ?link ?node ; cg:source ?source
  FILTER(?link IN (cg:actor, cg:speaker, cg:person, cg:host))
}"""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# Below these shares of letters in common, of the whole or word by word, two persons are likelier than one.
_NEAR: Final = 0.85
_NEAR_WORD: Final = 0.75

Names = Mapping[str, list[str]]  # per actor, the label first


def spellings(store: Store) -> Iterator[Conflict]:
    """Yield names with several spellings: of one actor, and of persons who are likely one.

    The graph does not keep which source used which alias of one actor: there the sources are empty.
    """
    names = _names(store)
    for called in names.values():
        near = [name for name in called[1:] if alike(name, called[0])]
        if near:
            yield Conflict.of("name", called[0], "name", ((name, None) for name in (called[0], *near)))
    used: dict[str, set[str]] = defaultdict(set)
    for node, source in store.select(_USED).rows:
        used[str(node)].add(str(source))
    posts = _of(store, _POSTS)
    known = {person for persons in posts.values() for person in persons}
    circles = (posts, _of(store, _CAME), _of(store, _SPOKE))
    for group in _groups(_likely_one(circles, names)):
        # Whom the dossier declares with a post is the one that others are likely to be.
        ordered = sorted(group, key=lambda node: (node not in known, -len(used[node]), node))
        told = (one for node in ordered for one in _told(names[node][0], used[node]))
        yield Conflict.of("name", names[ordered[0]][0], "name", told)


def _told(name: str, sources: Iterable[str]) -> list[Told]:
    return [(name, source) for source in sorted(sources)] or [(name, None)]


def _names(store: Store) -> Names:
    found = {str(node): [str(label)] for node, label in reversed(store.select(_LABELS).rows)}
    for node, name in sorted((str(node), str(name)) for node, name in store.select(_ALIASES).rows):
        if node in found and name not in found[node]:
            found[node].append(name)
    return {node: found[node] for node in sorted(found)}


def _of(store: Store, sparql: str) -> dict[str, set[str]]:
    """Return the persons of each country and organisation: by post, or by whom they came or spoke for."""
    of: dict[str, set[str]] = defaultdict(set)
    for person, whom in store.select(sparql).rows:
        if str(person).startswith("person:") and not str(whom).startswith("person:"):
            of[str(whom)].add(str(person))
    return of


def _likely_one(circles: Iterable[Mapping[str, set[str]]], names: Names) -> list[tuple[str, str]]:
    """Return pairs of persons of one country or organisation whose names are nearly the same."""
    of: dict[str, set[str]] = defaultdict(set)
    for circle in circles:
        for whom, persons in circle.items():
            of[whom] |= persons & names.keys()
    near = {
        pair
        for persons in of.values()
        for pair in combinations(sorted(persons), 2)
        if any(alike(one, other) for one in names[pair[0]] for other in names[pair[1]])
    }
    return sorted(near)


def _groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the persons that pairs lead to from one another."""
    groups: list[set[str]] = []
    for pair in pairs:
        touching = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touching]
        groups.append(set(pair).union(*touching))
    return groups


def alike(one: str, other: str) -> bool:
    """Return whether two names are likely one in two spellings; which they are, an analyst decides.

    >>> alike("António Costa", "Antonio Costa"), alike("Orbán Viktor", "Viktor Orban")
    (True, True)
    >>> alike("M. Frederiksen", "Mette Frederiksen"), alike("Pål Jonson", "Ulf Kristersson")
    (True, False)
    """
    words, others = _words(one), _words(other)
    if not words or not others:
        return False
    if sorted(words) == sorted(others) or _short(words, others) or _short(others, words):
        return True
    if len(words[0]) == 1 or len(others[0]) == 1:
        return False
    by_word = len(words) == len(others) and all(
        _near(word, likewise, _NEAR_WORD) for word, likewise in zip(words, others, strict=True)
    )
    return by_word or _near(" ".join(words), " ".join(others), _NEAR)


def _near(one: str, other: str, least: float) -> bool:
    shared = SequenceMatcher(None, one, other)
    # The quick ones are upper bounds, and tell most names apart at once.
    return shared.real_quick_ratio() >= least and shared.quick_ratio() >= least and shared.ratio() >= least


def _short(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name is the other one's last name, alone or after initials."""
    initials = all(len(word) == 1 for word in words[:-1]) and full[0].startswith(words[0][:1])
    return words[-1] == full[-1] and len(full) > 1 and (len(words) == 1 or initials)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    return tuple(_LETTERS.findall(plain.casefold()))
