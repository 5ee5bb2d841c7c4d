"""The shapes of `ontology/shapes.ttl`, checked over a graph (needs the extra `shacl`)."""

from __future__ import annotations

from dataclasses import dataclass

from coalition_graph import resources
from coalition_graph.errors import MissingExtra
from coalition_graph.store import Store

__all__ = ["Conformance", "conformance", "everything"]

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Conformance:
    """Whether a graph conforms, and in words where it does not."""

    conforms: bool
    report: str


def conformance(triples: str, shapes: str | None = None) -> Conformance:
    """Return whether triples, ontology included, conform to the shapes.

    Args:
        triples: N-Triples text of the union of all graphs; `everything` makes it from a store.
        shapes: SHACL in Turtle, ours if not given; of one's own, for a stranger's may hold a pattern that
            takes forever. Nothing that they import is fetched.

    Raises:
        MissingExtra: pyshacl is not installed.
    """
    try:
        import pyshacl
    except ImportError:
        raise MissingExtra("checking shapes", "shacl") from None
    ours = shapes or (resources.ontology() / "shapes.ttl").read_text(encoding="utf-8")
    conforms, _, report = pyshacl.validate(
        triples, shacl_graph=ours, data_graph_format="nt", shacl_graph_format="turtle", advanced=False
    )
    return Conformance(bool(conforms), str(report))


def everything(store: Store) -> str:
    """Return the union of all graphs of a store as N-Triples text."""
    return store.construct(_EVERYTHING)
