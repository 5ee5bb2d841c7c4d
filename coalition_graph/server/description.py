"""What the endpoint says of itself when it is asked nothing (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from coalition_graph import vocabulary
from coalition_graph.store import Answer

__all__ = ["described"]

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = f"<{vocabulary.PREFIXES['rdf']}type>"
_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "JSON-LD",
    "RDF_XML",
)


@lru_cache(maxsize=16)
def described(address: str, graphs: Sequence[str]) -> Answer:
    """Return the description of the endpoint at an address, as the answer of a query for it would be.

    Args:
        graphs: the prefixed names of the graphs that it holds; a tuple.

    >>> b"UnionDefaultGraph" in described("http://127.0.0.1/sparql", ()).text
    True
    """
    lines = sorted(f"{' '.join(triple)} .\n" for triple in _triples(address, graphs))
    return Answer("triples", "".join(lines).encode())


def _triples(address: str, graphs: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    service, dataset, union = (f"<{address}{part}>" for part in ("", "#dataset", "#union"))
    yield service, _TYPE, _sd("Service")
    yield service, _sd("endpoint"), service
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    yield service, _sd("feature"), _sd("UnionDefaultGraph")
    for name in _FORMATS:
        yield service, _sd("resultFormat"), f"<http://www.w3.org/ns/formats/{name}>"
    yield service, _sd("defaultDataset"), dataset
    yield dataset, _TYPE, _sd("Dataset")
    yield dataset, _sd("defaultGraph"), union
    yield union, _TYPE, _sd("Graph")
    for place, graph in enumerate(graphs, 1):
        node = f"<{address}#graph-{place}>"
        yield dataset, _sd("namedGraph"), node
        yield node, _TYPE, _sd("NamedGraph")
        yield node, _sd("name"), f"<{_iri(graph)}>"


def _sd(name: str) -> str:
    return f"<{_SD}{name}>"


def _iri(graph: str) -> str:
    return vocabulary.iri(graph) if graph.partition(":")[0] in vocabulary.PREFIXES else graph
