"""What an endpoint's registry says about its own state, so that a load that broke off can be finished.

Beside the dossier's own triples the registry graph then holds these, which no export shows:

    graph:registry cg:graph  ?graph .   a graph that is ours, put down before it is written
    graph:registry cg:digest "…" .      SHA-256 of the registry's text; empty while a load is under way
    graph:current  cg:digest "…" .      of what derived the current graph; empty while it is not whole

A graph that is about to be written or dropped has an empty `cg:digest`, so that it counts as changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph

from coalition_graph import quads, resources, vocabulary
from coalition_graph.store import versions
from coalition_graph.store.endpoint.server import Server
from coalition_graph.vocabulary import AT_ONCE, CURRENT, ONTOLOGY, REGISTRY

__all__ = [
    "Ledger",
    "announced",
    "dropped",
    "emptied",
    "finished",
    "is_entry",
    "ontology",
    "ordered",
    "signature",
    "written",
]

_FILES: Final = ("coalition.ttl", "stances.ttl")
_IN: Final = f"GRAPH {quads.node(REGISTRY)}"
_GRAPH, _DIGEST = quads.node("cg:graph"), quads.node("cg:digest")
_SELF, _PRESENT = quads.node(REGISTRY), quads.node(CURRENT)
_ENTRY: Final = f"<{vocabulary.PREFIXES['graph']}"


class Ledger:
    """Asks an endpoint about its state."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def listed(self) -> set[str]:
        """Return the graphs that are ours."""
        found = self._server.solutions(f"SELECT DISTINCT ?graph {{ {_IN} {{ ?any {_GRAPH} ?graph }} }}")
        return {vocabulary.curie(row[0].value) for row in found if isinstance(row[0], pyoxigraph.NamedNode)}

    def foreign(self, graphs: Iterable[str]) -> str | None:
        """Return the first of some graphs that the server holds already, or None."""
        for graph in graphs:
            if self._server.truth(f"ASK {{ GRAPH {quads.node(graph)} {{ ?s ?p ?o }} }}"):
                return graph
        return None

    def digest(self, graph: str) -> str:
        """Return the digest put down for a graph, or nothing."""
        asked = f"SELECT ?digest {{ {_IN} {{ {quads.node(graph)} {_DIGEST} ?digest }} }}"
        found = [row[0] for row in self._server.solutions(asked)]
        return found[0].value if len(found) == 1 and isinstance(found[0], pyoxigraph.Literal) else ""

    def broken_off(self) -> bool:
        """Return whether a load began and did not end."""
        return self._server.truth(f'ASK {{ {_IN} {{ ?any {_DIGEST} "" }} }}')


def announced(graphs: Iterable[str]) -> Iterator[str]:
    """Yield updates that put graphs down as ours and unfinished, before any of them is touched."""
    named = [quads.node(graph) for graph in sorted({*graphs, CURRENT})]
    yield from _inserted([f"{_SELF} {_GRAPH} {node} ." for node in (*named, _SELF)])
    for start in range(0, len(named), AT_ONCE):
        yield _marked(named[start : start + AT_ONCE], "")


def written(graph: str, text: str) -> str:
    """Return the update that puts down that a graph is written."""
    return _marked([quads.node(graph)], quads.digest(text))


def finished(signed: str) -> str:
    """Return the update that puts down that the current graph is written, and who derived it."""
    return _marked([_PRESENT], signed)


def dropped(graph: str) -> str:
    """Return the update that strikes a graph off the list."""
    listed, digest = f"?any {_GRAPH} {quads.node(graph)}", f"{quads.node(graph)} {_DIGEST} ?old"
    return f"DELETE WHERE {{ {_IN} {{ {digest} }} }} ;\nDELETE WHERE {{ {_IN} {{ {listed} }} }}"


def emptied() -> str:
    """Return the update that takes all out of the registry but the list of graphs, and its own state."""
    every = f"{_IN} {{ ?s ?p ?o }}"
    kept = f"?p != {_GRAPH} && ?s != {_SELF} && ?s != {_PRESENT}"
    return f"DELETE {{ {every} }} WHERE {{ {every} FILTER({kept}) }}"


def ordered(lines: list[str]) -> tuple[list[str], int]:
    """Return the registry's lines with those first that must stand there from the first moment, and how many.

    Without them a load that breaks off would no longer know which graphs are ours.
    """
    own = [f"{_SELF} {_GRAPH} {quads.node(graph)} ." for graph in (REGISTRY, CURRENT, ONTOLOGY)]
    own += [f'{_SELF} {_DIGEST} "" .', f'{_PRESENT} {_DIGEST} "" .']
    listing = [line for line in lines if f" {_GRAPH} <" in line]
    rest = [line for line in lines if f" {_GRAPH} <" not in line]
    return [*own, *listing, *rest], len(own) + len(listing)


def is_entry(line: str) -> bool:
    """Return whether a line of the registry's text is such an entry."""
    return line.startswith(_ENTRY)


def ontology() -> str:
    """Return the shipped ontology as N-Quads text."""
    graph = pyoxigraph.NamedNode(vocabulary.iri(ONTOLOGY))
    lines: set[str] = set()
    for file in _FILES:
        content = (resources.ontology() / file).read_bytes()
        for quad in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE):
            lines.add(f"{quad.triple} {graph} .")
    return "".join([f"{line}\n" for line in sorted(lines)])


def signature() -> str:
    """Return what tells which version of this package derived a current graph."""
    return quads.digest(f"{versions.version()}\n{ontology()}")


def _marked(nodes: list[quads.Term], digest: str) -> str:
    found = f"VALUES ?node {{ {' '.join(nodes)} }} {_IN} {{ ?node {_DIGEST} ?old }}"
    told = " ".join(f"{node} {_DIGEST} {quads.plain(digest)} ." for node in nodes)
    return (
        f"DELETE {{ {_IN} {{ ?node {_DIGEST} ?old }} }} WHERE {{ {found} }} ;\n"
        f"INSERT DATA {{ {_IN} {{ {told} }} }}"
    )


def _inserted(lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), AT_ONCE):
        yield f"INSERT DATA {{ {_IN} {{ {' '.join(lines[start : start + AT_ONCE])} }} }}"
