"""Two registries made one, for `load --add`."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from coalition_graph import quads

__all__ = ["united"]

# Of these a thing may have several; of anything else the newer registry's word stands.
_SEVERAL: Final = frozenset(
    str(quads.node(name)) for name in ("rdf:type", "skos:altLabel", "cg:graph", "cg:initiator", "org:member")
)
# What a source or a report is, is told by its own registry alone.
_WHOLE: Final = tuple(
    str(quads.node(f"{kind}:"))[:-1] for kind in ("source", "statement", "attendance", "report")
)

Facts = dict[str, dict[str, list[str]]]


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
    new = _facts(given)
    lines = [*given.split("\n")]
    for subject, facts in _facts(held).items():
        known = new.get(subject)
        if known is not None and subject.startswith(_WHOLE):
            continue
        for predicate, told in facts.items():
            if known is None or predicate not in known or predicate in _SEVERAL:
                lines += told
    return "".join([f"{line}\n" for line in sorted(set(lines)) if line])


def _facts(text: str) -> Facts:
    found: Facts = defaultdict(lambda: defaultdict(list))
    for line in text.split("\n"):
        if line:
            subject, predicate, _ = line.split(" ", 2)
            found[subject][predicate].append(line)
    return found
