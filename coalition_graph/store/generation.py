"""One generation of a store on disk: the folder of the engine, and the stamp of what was written into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph

from coalition_graph import quads
from coalition_graph.store import marker, versions
from coalition_graph.store.base import Derive, Store, Texts
from coalition_graph.store.engine import Engine, put_ontology, write
from coalition_graph.store.marker import Marker
from coalition_graph.vocabulary import CURRENT, REGISTRY, local

__all__ = ["built"]

_DOSSIERS: Final = "SELECT ?dossier { ?dossier a cg:Dossier } ORDER BY ?dossier"
_STAMPED: Final = (REGISTRY, CURRENT)
# From so many characters on, the files of the batches overlap so much that reading gets slow: at a million
# statements a third slower, from files a third as large again.
_OVERLAPPING: Final = 1 << 30


def built(folder: Path, texts: Texts, drop: Iterable[str], derive: Derive) -> Marker:
    """Put and drop graphs, then put what `derive` makes of that; return the stamp, but for the files' seals.

    Args:
        folder: of the engine; new, or a copy of the generation before.
    """
    inner = pyoxigraph.Store(folder)
    put_ontology(inner)
    passing = _Passing()

    def following(staged: Store) -> dict[str, str]:
        # Most of what it does is Python's work, beside which the engine has time to put its files in order.
        with ThreadPoolExecutor(1) as engine:
            ordering = engine.submit(inner.optimize) if passing.size > _OVERLAPPING else None
            derived = dict(passing.through(derive(staged)))
            if ordering:
                ordering.result()
        return derived

    write(inner, passing.through(texts), drop, following)
    inner.flush()
    return _stamp(folder, inner, passing.digests)


def _stamp(folder: Path, inner: pyoxigraph.Store, digests: Mapping[str, str]) -> Marker:
    told = Engine(inner)
    return Marker(
        generation=marker.number_of(folder),
        quads=len(inner),
        package=versions.version(),
        engine=versions.engine(),
        dossiers=tuple(local(str(name)) for name in told.select(_DOSSIERS).column("dossier")),
        digests={graph: digests.get(graph) or told.digest(graph) for graph in _STAMPED},
    )


@dataclass(slots=True)
class _Passing:
    """What is told of graphs on their way into the engine, for reading them again takes long."""

    size: int = 0
    digests: dict[str, str] = field(default_factory=dict)

    def through(self, texts: Texts) -> Iterator[tuple[str, str]]:
        for graph, text in texts.items() if isinstance(texts, Mapping) else texts:
            self.size += len(text)
            if graph in _STAMPED:
                self.digests[graph] = quads.digest(text)
            yield graph, text
