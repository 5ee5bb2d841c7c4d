"""Coordinates: whole, the same every time, and nothing on top of anything else."""

from __future__ import annotations

from itertools import combinations

from coalition_graph.picture import layout
from coalition_graph.picture.records import Node, Payload, Position, Statement


def star(leaves: int) -> Payload:
    """Many countries that take a position on one proposal, each through one of three conditions or none."""
    actors = [Node(f"country:C{place}", "country", f"Country {place}") for place in range(leaves)]
    others = [Node(f"condition:c{place}", "condition", f"Condition {place}") for place in range(3)]
    nodes = (Node("proposal:p", "proposal", "Proposal"), *others, *actors)
    positions = tuple(
        Position(
            f"position:C{place}.p",
            4 + place,
            0,
            "open",
            (place,),
            conditions=(1 + place % 3,) if place % 2 else None,
        )
        for place in range(leaves)
    )
    statements = tuple(Statement(f"statement:s.{place}", 4 + place, 0, "open", 0) for place in range(leaves))
    return Payload("Star", nodes=nodes, statements=statements, positions=positions)


def test_a_position_runs_through_its_conditions() -> None:
    _, edges = layout.graph(star(2))
    assert [(edge["from"], edge["to"]) for edge in edges] == [(2, 0), (4, 0), (5, 0), (5, 2)]


def test_nothing_lies_on_anything_else() -> None:
    given = star(30)
    nodes, _ = layout.graph(given)
    assert len(nodes) == 34
    for one, other in combinations(nodes, 2):
        sizes = [layout.SIZES.get(given.nodes[node["id"]].kind, layout.ACTOR) for node in (one, other)]
        apart = [
            abs(one[axis] - other[axis]) >= (sizes[0][side] + sizes[1][side]) / 2 - 3
            for side, axis in enumerate(("x", "y"))
        ]
        assert any(apart), (one, other)


def test_the_same_graph_lies_the_same() -> None:
    assert layout.graph(star(12)) == layout.graph(star(12))


def test_separate_parts_do_not_make_an_endless_row() -> None:
    nodes = tuple(Node(f"country:C{place}", "country", "C") for place in range(40))
    nodes += tuple(Node(f"proposal:p{place}", "proposal", "P") for place in range(40))
    positions = tuple(Position(f"position:{place}", place, 40 + place, "open", ()) for place in range(40))
    found, _ = layout.graph(Payload("Pairs", nodes=nodes, positions=positions))
    width = max(node["x"] for node in found) - min(node["x"] for node in found)
    height = max(node["y"] for node in found) - min(node["y"] for node in found)
    assert width < 3 * height


def test_a_graph_too_large_to_draw_has_no_coordinates() -> None:
    assert layout.graph(star(2100)) == ([], [])
