"""GEXF 1.3 for Gephi: days as intervals for its timeline, stances in their colours, edges with their words.

Source: the format's schema and primer at gexf.net, and what Gephi's importer asks for beyond them: ids that
stand once, edges between nodes that are there, and one kind per parallel edge, without which it makes one
edge of all that join the same two nodes, and drops the words of the rest.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from coalition_graph.exports.outline import AnyGraph, Arc, Outline, Vertex, dated, outline
from coalition_graph.exports.plain import Plain, types
from coalition_graph.exports.xml import HEAD, attributes, element
from coalition_graph.table import written
from coalition_graph.vocabulary import SCORES

__all__ = ["gexf"]

_OPEN: Final = '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
# The colours of the picture, on a light ground.
_STANCES: Final = {
    "pledges": "#0a3f7d",
    "open": "#2273c3",
    "supports": "#5b7fb0",
    "undecided": "#77838f",
    "declines": "#cf7412",
    "opposes": "#8a3206",
}
_EDGES: Final = {
    "conditional-on": "#6b46e5",
    "conditions": "#6b46e5",
    "attended": "#3d4f60",
    "represented-at": "#8894a0",
}
_NODES: Final = {"proposal": "#14202b", "condition": "#6b46e5", "meeting": "#3d4f60"}
_SHAPES: Final = {
    "organisation": "square",
    "group": "square",
    "proposal": "square",
    "condition": "diamond",
    "meeting": "triangle",
}
_QUIET: Final = "#8894a0"
_ACTOR: Final = "#566370"


def gexf(graph: AnyGraph) -> bytes:
    """Return a network as GEXF 1.3 in UTF-8; the same network gives the same bytes.

    An edge is there from the first to the last day it is dated to, a node as long as its edges; without a
    date they are always there. Lists are joined with `|`; what is not known is left out, and so is what no
    XML reader accepts.

    Args:
        graph: the mirror, a slice of it, a projection or any other network; it is not changed.

    >>> import networkx as nx
    >>> b'<node id="country:SE"' in gexf(nx.MultiDiGraph([("country:SE", "proposal:x")]))
    True
    """
    drawn = outline(graph)
    lines = (HEAD, _OPEN, "<meta><creator>coalition_graph</creator></meta>", *_graph(drawn), "</gexf>", "")
    return "\n".join(lines).encode()


def _graph(drawn: Outline) -> Iterator[str]:
    nodes = types(one.facts for one in drawn.vertices)
    edges = types(_beside_weight(arc) for arc in drawn.arcs)
    spans = [*(one.days for one in drawn.vertices), *(arc.days for arc in drawn.arcs)]
    timed = any(map(any, spans))
    time = {"timeformat": "date", "timerepresentation": "interval"} if timed else {}
    kind = "directed" if drawn.directed else "undirected"
    mode = "dynamic" if timed else "static"
    yield f"<graph{attributes({'mode': mode, 'defaultedgetype': kind, **time})}>"
    yield from _declared("node", nodes)
    yield from _declared("edge", edges)
    degrees = Counter(end for arc in drawn.arcs for end in (arc.tail, arc.head))
    yield "<nodes>"
    yield from (_node(one, degrees[one.id], nodes) for one in drawn.vertices)
    yield "</nodes>"
    yield "<edges>"
    yield from _edges(drawn, edges)
    yield "</edges>"
    yield "</graph>"


def _beside_weight(arc: Arc) -> dict[str, Plain]:
    return {key: value for key, value in arc.facts.items() if key != "weight" or arc.weight is None}


def _declared(what: str, columns: Mapping[str, str]) -> Iterator[str]:
    if columns:
        yield f'<attributes class="{what}" mode="static">'
        for number, (title, kind) in enumerate(columns.items()):
            yield element("attribute", {"id": str(number), "title": title, "type": kind})
        yield "</attributes>"


def _values(facts: Mapping[str, Plain], columns: Mapping[str, str]) -> str:
    told = (
        element("attvalue", {"for": str(number), "value": written(facts[name])})
        for number, name in enumerate(columns)
        if name in facts
    )
    joined = "".join(told)
    return f"<attvalues>{joined}</attvalues>" if joined else ""


def _node(one: Vertex, degree: int, columns: Mapping[str, str]) -> str:
    colour = _stance_of(one.facts) or _NODES.get(one.kind, _ACTOR)
    look = _colour(colour) + _size(4 + 3 * math.sqrt(degree))
    shape = element("viz:shape", {"value": _SHAPES.get(one.kind, "disc")})
    head = attributes({"id": one.id, "label": one.label, **dated(one.days)})
    return f"<node{head}>{_values(one.facts, columns)}{look}{shape}</node>"


def _edges(drawn: Outline, columns: Mapping[str, str]) -> Iterator[str]:
    parallel: Counter[tuple[str, str, str]] = Counter()
    for number, arc in enumerate(drawn.arcs):
        same = (arc.tail, arc.head, arc.kind)
        parallel[same] += 1
        yield _edge(arc, number, parallel[same], columns)


def _edge(arc: Arc, number: int, nth: int, columns: Mapping[str, str]) -> str:
    named = {"id": str(number), "source": arc.tail, "target": arc.head}
    kind = arc.kind if nth == 1 else f"{arc.kind or 'edge'} {nth}"
    optional = {"label": _words(arc.facts), "kind": kind, "weight": written(arc.weight), **dated(arc.days)}
    head = attributes(named | {key: value for key, value in optional.items() if value})
    colour = _stance_of(arc.facts) or _EDGES.get(arc.kind, _QUIET)
    return f"<edge{head}>{_values(_beside_weight(arc), columns)}{_colour(colour)}</edge>"


def _words(facts: Mapping[str, Plain]) -> str:
    """What an edge shows when its label is switched on: a quotation in marks, a paraphrase without."""
    quote, source = facts.get("quote"), facts.get("source_title") or facts.get("source")
    said = f"“{quote}”" if quote else written(facts.get("summary"))
    return " – ".join(part for part in (said, written(source)) if part)


def _stance_of(facts: Mapping[str, Plain]) -> str | None:
    """The colour of the stance, or of the one that a mean over many comes nearest to."""
    stance = facts.get("stance")
    if isinstance(stance, str):
        return _STANCES.get(stance)
    mean = facts.get("mean_stance")
    if isinstance(mean, bool) or not isinstance(mean, int | float):
        return None
    return _STANCES[_nearest(mean, SCORES.items())]


def _nearest(mean: float, scores: Iterable[tuple[str, int]]) -> str:
    return min(scores, key=lambda item: abs(item[1] - mean))[0]


def _colour(code: str) -> str:
    red, green, blue = (str(int(code[place : place + 2], 16)) for place in (1, 3, 5))
    return element("viz:color", {"r": red, "g": green, "b": blue})


def _size(value: float) -> str:
    return element("viz:size", {"value": f"{value:.2f}"})
