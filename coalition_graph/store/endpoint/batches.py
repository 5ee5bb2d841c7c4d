"""A graph's triples cut into pieces that servers take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from coalition_graph import quads

__all__ = ["batches", "triples"]


def triples(graph: str, text: str) -> list[str]:
    """Return the lines of a graph's N-Quads text as N-Triples.

    >>> triples("graph:current", "<http://e/a> <http://e/b> <http://e/c> "
    ...     "<https://w3id.org/coalition-graph/graph/current> .\\n")
    ['<http://e/a> <http://e/b> <http://e/c> .']
    """
    end: Final = f" {quads.node(graph)} ."
    return [f"{line.removesuffix(end)} ." for line in text.split("\n") if line]


def batches(lines: Iterable[str], most: int, size: int, first: int = 0) -> Iterator[str]:
    """Yield lines joined, so many and so many characters at a time; one line may be longer.

    Args:
        first: how many lines must stand in the first piece, whatever it takes.

    >>> list(batches(["a", "b", "c"], 2, 100))
    ['a\\nb\\n', 'c\\n']
    """
    held: list[str] = []
    length = 0
    for place, line in enumerate(lines):
        if held and place >= first and (len(held) >= most or length + len(line) > size):
            yield "".join(held)
            held, length = [], 0
        held.append(f"{line}\n")
        length += len(line)
    yield "".join(held)
