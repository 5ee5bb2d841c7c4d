"""Networks as tables: one row an edge, or one row and one column a node."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from coalition_graph.exports.outline import AnyGraph, Outline, Vertex, dated, outline
from coalition_graph.exports.plain import Plain
from coalition_graph.table import Cell, Table

__all__ = ["edges", "matrix"]

Sums = dict[str, dict[str, int | float]]
# The evidence stands at the end, for it is long.
_FIRST = ("kind", "stance", "weight", "start", "end")
_LAST = (
    "statements",
    "statement",
    "report",
    "quote",
    "summary",
    "source",
    "source_title",
    "published",
    "url",
)


def edges(graph: AnyGraph) -> Table:
    """Return one row an edge: both ends by id and by name, and all that is known of it.

    The first two columns are what `igraph::graph_from_data_frame` in R and `networkx.from_pandas_edgelist`
    take as the ends. Several values in a cell are joined with `|`.

    >>> import networkx as nx
    >>> edges(nx.Graph([("SE", "NO", {"weight": 2})])).rows
    [('NO', 'SE', 'NO', 'SE', 2)]
    """
    drawn = outline(graph)
    names = {one.id: one.label for one in drawn.vertices}
    told = [{**arc.facts, **dated(arc.days)} for arc in drawn.arcs]
    columns = _columns(told)
    rows: list[tuple[Cell, ...]] = [
        (arc.tail, arc.head, names[arc.tail], names[arc.head], *(facts.get(name) for name in columns))
        for arc, facts in zip(drawn.arcs, told, strict=True)
    ]
    return Table(("from", "to", "from_label", "to_label", *(_apart(name) for name in columns)), rows)


def _columns(told: Sequence[dict[str, Plain]]) -> list[str]:
    known = {name for facts in told for name in facts}
    between = sorted(known.difference(_FIRST, _LAST))
    return [name for name in (*_FIRST, *between, *_LAST) if name in known]


def _apart(name: str) -> str:
    return f"{name}_" if name in ("from", "to", "from_label", "to_label") else name


def matrix(graph: AnyGraph) -> Table:
    """Return the weights of all edges, row by column; where an edge has none it counts 1.

    A network between two sorts, such as actors and proposals, has the actors as rows and the rest as
    columns. Any other has every node as a row and as a column, also one without edges: by row from where an
    edge goes, by column to where; without directions, both halves are filled. Nodes are called by their
    labels, and by their ids where two labels are the same.

    >>> import networkx as nx
    >>> print(*matrix(nx.Graph([("SE", "NO", {"weight": 2})])).rows)
    ('NO', 0, 2) ('SE', 2, 0)
    """
    drawn = outline(graph)
    rows, columns = _sides(drawn)
    sums = _sums(drawn, square=rows is columns)
    names = _names(drawn.vertices)
    cells: list[tuple[Cell, ...]] = [
        (names[row.id], *(sums[row.id].get(column.id, 0) for column in columns)) for row in rows
    ]
    return Table(("node", *(names[column.id] for column in columns)), cells)


def _sides(drawn: Outline) -> tuple[Sequence[Vertex], Sequence[Vertex]]:
    acting = {one.id: one.acts for one in drawn.vertices}
    rows = [one for one in drawn.vertices if one.acts]
    columns = [one for one in drawn.vertices if not one.acts]
    across = all(acting[arc.tail] and not acting[arc.head] for arc in drawn.arcs)
    return (rows, columns) if rows and columns and across else (drawn.vertices, drawn.vertices)


def _sums(drawn: Outline, *, square: bool) -> Sums:
    sums: Sums = defaultdict(lambda: defaultdict(int))
    for arc in drawn.arcs:
        weight = 1 if arc.weight is None else arc.weight
        sums[arc.tail][arc.head] += weight
        if square and not drawn.directed and arc.tail != arc.head:
            sums[arc.head][arc.tail] += weight
    return sums


def _names(vertices: Sequence[Vertex]) -> dict[str, str]:
    counts = Counter(one.label for one in vertices)
    names = {one.id: one.label if counts[one.label] == 1 else one.id for one in vertices}
    return names if len(set(names.values())) == len(names) else {id_: id_ for id_ in names}
