"""A store in memory: right for a dossier that is read, asked and let go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import pyoxigraph

from coalition_graph.store.base import Derive, Texts
from coalition_graph.store.engine import NQUADS, Engine, put_ontology, write

__all__ = ["MemoryStore"]


class MemoryStore(Engine):
    """A store that ends with the process, such as a dossier of up to some hundred thousand statements.

    Args:
        inner: a filled store of the engine, such as one that an RDF file was read into.

    >>> MemoryStore().select("ASK { stance:open cg:score 1 }").rows
    [(True,)]
    """

    def __init__(self, inner: pyoxigraph.Store | None = None) -> None:
        super().__init__(pyoxigraph.Store() if inner is None else inner)
        put_ontology(self._inner)

    @classmethod
    def holding(cls, quads: str) -> Self:
        """Return a store that holds quads, as `Store.quads` wrote them.

        >>> MemoryStore.holding("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .").graphs()
        ('http://e/g',)
        """
        inner = pyoxigraph.Store()
        inner.bulk_load(quads, format=NQUADS, lenient=True)
        return cls(inner)

    def replace(self, texts: Texts, drop: Iterable[str], derive: Derive) -> None:
        """Put and drop graphs, all or nothing; see `Store`.

        The new state is built aside and then takes the place of the old one: whoever asks meanwhile sees
        one or the other. A `dataset` handed out before keeps the old one.
        """
        aside = pyoxigraph.Store()
        aside.load(self._inner.dump(format=NQUADS) or b"", format=NQUADS)
        write(aside, texts, drop, derive)
        self._inner = aside
