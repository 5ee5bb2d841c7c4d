"""Strongly connected components: who reaches each other along the edges of a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

__all__ = ["components"]

Node = TypeVar("Node", bound=Hashable)


def components(edges: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return the strongly connected components of a graph; one comes after those that it leads to.

    Source: Tarjan's algorithm, with a stack of its own, since chains may be longer than Python recurses.

    >>> components({"a": ["b"], "b": ["a", "c"], "c": []})
    [['c'], ['b', 'a']]
    """
    found: list[list[Node]] = []
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_: list[Node] = []
    for start in edges:
        path = [] if start in number else [_entered(start, edges, number, lowest, open_)]
        while path:
            node, following = path[-1]
            for other in following:
                if other not in number:
                    path.append(_entered(other, edges, number, lowest, open_))
                    break
                # A closed component counts as infinitely far away.
                lowest[node] = min(lowest[node], lowest.get(other, lowest[node]))
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    found.append(_closed(node, lowest, open_))
    return found


def _entered(
    node: Node,
    edges: Mapping[Node, Iterable[Node]],
    number: dict[Node, int],
    lowest: dict[Node, int],
    open_: list[Node],
) -> tuple[Node, Iterator[Node]]:
    number[node] = lowest[node] = len(number)
    open_.append(node)
    return node, iter(edges.get(node, ()))


def _closed(node: Node, lowest: dict[Node, int], open_: list[Node]) -> list[Node]:
    component: list[Node] = []
    while not component or component[-1] != node:
        component.append(open_.pop())
        del lowest[component[-1]]
    return component
