"""Coordinates of the network, worked out here so that the page never has to.

The Positions view places its rows by rule and by the width of the window; only the network needs forces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from coalition_graph.picture.records import Payload

if TYPE_CHECKING:
    import rustworkx

__all__ = ["graph"]

Pair = tuple[int, int]
Spot = list[float]
Size = tuple[float, float]
SEED: Final = 7
# Room that a node and the name below it take, and what the eye wants between them.
SIZES: Final = {"condition": (232.0, 60.0), "proposal": (232.0, 60.0), "meeting": (126.0, 104.0)}
ACTOR: Final = (112.0, 92.0)
GAP: Final = 120.0
# A window is so much wider than high.
RATIO: Final = 1.5


def graph(payload: Payload) -> tuple[list[dict[str, int]], list[dict[str, int]]]:
    """Return nodes with coordinates, and edges, as pyvis takes them; ids are places in `payload.nodes`.

    A graph too large to be drawn whole has none.

    >>> graph(Payload("empty"))
    ([], [])
    """
    if payload.large:
        return [], []
    pairs = sorted(_pairs(payload))
    spots = _spots(sorted({end for pair in pairs for end in pair}), pairs, payload)
    nodes = [{"id": node, "x": round(x), "y": round(y)} for node, (x, y) in sorted(spots.items())]
    return nodes, [{"from": start, "to": end} for start, end in pairs]


def _pairs(payload: Payload) -> set[Pair]:
    """What any day may connect: a position goes through its conditions, if it has some, as through gates."""
    found: set[Pair] = set()
    for position in payload.positions:
        gates = position.conditions or ()
        found |= {(position.actor, gate) for gate in gates} | {(gate, position.proposal) for gate in gates}
        found.add((position.actor, position.proposal))
    return found | {(row.actor, row.meeting) for row in payload.presences if row.presence == "attended"}


def _spots(nodes: Sequence[int], pairs: Iterable[Pair], payload: Payload) -> dict[int, Spot]:
    """Lay out each connected part by springs, the largest first, the others in rows below it."""
    import rustworkx

    index = {node: place for place, node in enumerate(nodes)}
    plane: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    plane.add_nodes_from(nodes)
    plane.add_edges_from([(index[start], index[end], None) for start, end in pairs])
    parts = sorted(rustworkx.connected_components(plane), key=lambda part: (-len(part), min(part)))
    return _shelved([_part(plane.subgraph(sorted(part)), payload) for part in parts])


def _part(plane: rustworkx.PyGraph[int, None], payload: Payload) -> dict[int, Spot]:
    import rustworkx

    size = len(plane)
    spread = round(105 * size**0.5) if size > 6 else 90
    turns = min(300, 50_000 // size)  # each takes time in proportion to the square of the size
    found = rustworkx.spring_layout(plane, seed=SEED, scale=spread, k=1.6 / size**0.5, num_iter=turns)
    spots = _shaped({plane[place]: list(found[place]) for place in plane.node_indices()})
    _part_overlaps(spots, {node: SIZES.get(payload.nodes[node].kind, ACTOR) for node in spots})
    return spots


def _shaped(spots: dict[int, Spot]) -> dict[int, Spot]:
    """Turn and stretch a part to the shape of a window, for springs know none."""
    (_, width), (_, height) = _extent(spots, 0), _extent(spots, 1)
    x, y = (0, 1) if width >= height else (1, 0)
    by = (RATIO * min(width, height) / max(width, height, 1.0)) ** 0.5 or 1.0
    return {node: [spot[x] * by, spot[y] / by] for node, spot in spots.items()}


def _part_overlaps(spots: dict[int, Spot], sizes: dict[int, Size]) -> None:
    """Push apart what lies on each other, along the shorter way, until nothing moves or time is up."""
    for _ in range(150 if len(spots) < 300 else 4):
        order = sorted(spots, key=lambda node: spots[node][0])
        moved = [_push(spots, sizes, order, place) for place in range(len(order))]
        if not any(moved):
            return


def _push(spots: dict[int, Spot], sizes: dict[int, Size], order: Sequence[int], place: int) -> bool:
    one, moved = order[place], False
    for other in order[place + 1 :]:
        across = (sizes[one][0] + sizes[other][0]) / 2 - abs(spots[other][0] - spots[one][0])
        if spots[other][0] - spots[one][0] > SIZES["proposal"][0]:
            break
        along = (sizes[one][1] + sizes[other][1]) / 2 - abs(spots[other][1] - spots[one][1])
        if across > 0.5 and along > 0.5:
            axis, by = (0, across / 2) if across < along else (1, along / 2)
            sign = 1 if spots[other][axis] >= spots[one][axis] else -1
            spots[one][axis] -= sign * by
            spots[other][axis] += sign * by
            moved = True
    return moved


def _shelved(parts: Sequence[dict[int, Spot]]) -> dict[int, Spot]:
    """Set the parts on shelves as wide as the first, so that the whole is no endless row."""
    found: dict[int, Spot] = {}
    left = top = height = 0.0
    limit = _extent(parts[0], 0)[1] if parts else 0.0
    for part in parts:
        (x, width), (y, tall) = _extent(part, 0), _extent(part, 1)
        if left and left + width > limit:
            left, top, height = 0.0, top + height + GAP, 0.0
        found |= {node: [spot[0] - x + left, spot[1] - y + top] for node, spot in part.items()}
        left, height = left + width + GAP * 1.5, max(height, tall)
    return found


def _extent(part: dict[int, Spot], axis: int) -> tuple[float, float]:
    low = min(spot[axis] for spot in part.values())
    return low, max(spot[axis] for spot in part.values()) - low
