"""The words of the field, pinned: namespaces, stances and every closed list.

Sources: stances after the five-point scales of Discourse Network Analyzer; condition kinds after ATOP
(alliance treaties) and IATI (aid conditions); reliability and credibility are the Admiralty code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

__all__ = ["BASE", "PREFIXES", "SCORES", "asking", "batches", "curie", "iri", "listable", "local", "terms"]

BASE: Final = "https://w3id.org/coalition-graph/"

OURS: Final = (
    "stance",
    "country",
    "organisation",
    "group",
    "person",
    "unnamed",
    "proposal",
    "condition",
    "meeting",
    "series",
    "source",
    "statement",
    "attendance",
    "report",
    "position",
    "graph",
    "dossier",
)
PREFIXES: Final[dict[str, str]] = {
    "cg": f"{BASE}ontology#",
    **{name: f"{BASE}{name}/" for name in OURS},
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
}
REGISTRY: Final = "graph:registry"
CURRENT: Final = "graph:current"
ONTOLOGY: Final = "graph:ontology"
# What an id of a source may not be, for the registry's own statements are `statement:registry.<id>`.
RESERVED_SOURCE: Final = "registry"

ActorKind = Literal["country", "organisation", "group", "person", "unnamed"]
Stance = Literal["pledges", "open", "supports", "undecided", "declines", "opposes"]
ConditionKind = Literal[
    "guarantee",
    "ceasefire",
    "mandate",
    "consent",
    "participation",
    "role",
    "approval",
    "capability",
    "funding",
    "provocation",
    "other",
]
ConditionStatus = Literal["open", "met", "failed"]
ContributionKind = Literal[
    "land", "air", "naval", "training", "logistics", "intelligence", "bases", "funds", "equipment", "other"
]
Stage = Literal["announced", "agreed", "delivered"]
CommitmentState = Literal["conditional", "firm", "delivered", "withdrawn"]
Attribution = Literal["on-record", "spokesperson", "document", "anonymous", "reported", "inferred"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]
Level = Literal["leaders", "ministers", "military", "officials", "experts"]
Format = Literal["in-person", "remote", "hybrid", "phone"]
Role = Literal["host", "chair", "participant", "observer"]
Mode = Literal["in-person", "remote", "phone", "unknown"]
AttendanceStatus = Literal["attended", "planned", "declined", "absent"]

SCORES: Final[dict[str, int]] = {
    "pledges": 2,
    "open": 1,
    "supports": 1,
    "undecided": 0,
    "declines": -1,
    "opposes": -2,
}
# Only these can be conditional or become firm; and only the first two are commitments.
WILLING: Final = frozenset(("pledges", "open", "supports"))
COMMITTING: Final = frozenset(("pledges", "open"))
ON_RECORD: Final = frozenset(("on-record", "spokesperson", "document"))
WORST_CREDIBILITY: Final = 6

# So many nodes are named in one query: it stays far below what servers take.
AT_ONCE: Final = 400
# What SPARQL does not take between < and >.
_NOT_IN_IRIS: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_SCHEME: Final = re.compile(r"[A-Za-z][\w+.-]*:")
# The longest namespace first: `…/ontology#` and `…/graph/` both begin with BASE.
_BY_LENGTH: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def iri(name: str) -> str:
    """Return the full IRI of a prefixed name.

    Raises:
        KeyError: the prefix is not one of ours.

    >>> iri("country:SE")
    'https://w3id.org/coalition-graph/country/SE'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def curie(full: str) -> str:
    """Return the prefixed name of an IRI, or the IRI itself where no known prefix fits.

    >>> curie("https://w3id.org/coalition-graph/ontology#attended"), curie("https://example.org/a/b")
    ('cg:attended', 'https://example.org/a/b')
    """
    for prefix, namespace in _BY_LENGTH:
        if full.startswith(namespace):
            return f"{prefix}:{full[len(namespace) :]}"
    return full


def local(name: str) -> str:
    """Return the id in a prefixed name.

    >>> local("meeting:paris-2025-02-17")
    'paris-2025-02-17'
    """
    return name.partition(":")[2]


def terms(names: Iterable[str]) -> str:
    """Return nodes as SPARQL lists them in VALUES, to ask about nodes that a graph named before.

    Raises:
        ValueError: a name that is no IRI; what a user typed is bound as a value, never listed.

    >>> terms(["country:SE", "https://example.org/a"])
    '<https://w3id.org/coalition-graph/country/SE> <https://example.org/a>'
    """
    return " ".join(f"<{_checked(name)}>" for name in names)


def batches(names: Sequence[str]) -> Iterator[str]:
    """Yield nodes as `terms` lists them, so many at a time as one query may name.

    Raises:
        ValueError: a name that is no IRI.

    >>> list(batches(["country:SE"]))
    ['<https://w3id.org/coalition-graph/country/SE>']
    """
    for start in range(0, len(names), AT_ONCE):
        yield terms(names[start : start + AT_ONCE])


def listable(name: str) -> bool:
    """Return whether SPARQL can name a node; one without a name, and what is no node, it cannot.

    >>> listable("country:SE"), listable("https://example.org/a"), listable("_:b1"), listable("Sweden")
    (True, True, False, False)
    """
    return bool(_SCHEME.match(name)) and not _NOT_IN_IRIS.search(name)


def asking(variable: str, names: Iterable[str]) -> Iterator[str]:
    """Yield what narrows a query to nodes, so many at a time; the query itself has to bind the variable.

    Only graphs made elsewhere have nodes without a name, or texts in the place of nodes. These cannot be
    listed: all of them are asked for.

    >>> list(asking("who", ["country:SE", "_:b1"]))
    ['VALUES ?who { <https://w3id.org/coalition-graph/country/SE> }', 'FILTER(!isIRI(?who))']
    """
    nodes = sorted(set(names))
    yield from (f"VALUES ?{variable} {{ {found} }}" for found in batches([*filter(listable, nodes)]))
    if not all(map(listable, nodes)):
        yield f"FILTER(!isIRI(?{variable}))"


def _checked(name: str) -> str:
    full = iri(name) if name.partition(":")[0] in PREFIXES else name
    if _NOT_IN_IRIS.search(full):
        raise ValueError(f"{name!r} is no IRI")
    return full
