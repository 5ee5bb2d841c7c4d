"""Networks as NetworkX graphs: nodes that say who they are and where they stand, ties with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import networkx as nx
import numpy as np

from coalition_graph.analysis.networks.choosing import Window, chosen, windows
from coalition_graph.analysis.networks.formulas import Matrix, one_mode, two_mode
from coalition_graph.analysis.networks.levels import Posts, at_level, posts
from coalition_graph.analysis.networks.options import Options
from coalition_graph.analysis.networks.structure import betweenness, communities, degree
from coalition_graph.analysis.networks.tally import Evidence, Tally
from coalition_graph.analysis.networks.ties import Ints, Ties, attended, depend, said
from coalition_graph.analysis.nodes import Name, called, names
from coalition_graph.store import Store
from coalition_graph.vocabulary import local

__all__ = ["Counted", "Projection", "count", "graph_of", "project", "series", "weights"]

Projection: TypeAlias = "nx.Graph[str]"

_TITLES: Final = "SELECT ?node ?label WHERE { ?node a cg:Proposal ; rdfs:label ?label }"


@dataclass(frozen=True, slots=True)
class Counted:
    """The ties of a network, before any formula.

    Args:
        calls: what its nodes are called.
        notes: what was left out and why.
    """

    tally: Tally
    calls: Mapping[str, Name]
    notes: tuple[str, ...] = ()

    def within(self, window: Window) -> Counted:
        """Return what lies in a window, for the same nodes."""
        tally = replace(self.tally, ties=self.tally.ties.where(window.inside))
        return replace(self, tally=tally)


def project(store: Store, options: Options) -> Projection:
    """Return one network; see `Graph.projection`."""
    return graph_of(count(store, options))


def series(store: Store, options: Options, length: int, step: int) -> Iterator[Projection]:
    """Yield a network per window of so many days, all with the same nodes unless isolates are left out."""
    counted = count(store, options)
    for window in windows(counted.tally.ties, options, length, step):
        graph = graph_of(counted.within(window))
        graph.graph.update({"from": window.since.isoformat(), "to": window.until.isoformat()})
        yield graph


def count(store: Store, options: Options) -> Counted:
    """Return the ties that a network is made of, counted; isolates are all that any tie names."""
    found, notes = _found(store, options)
    known = posts(store) if options.level else {}
    rolled, lost = at_level(found, options.level, known)
    if options.mode == "conditions":
        rolled = _whom(rolled, options, known)
    kept, left_out = chosen(rolled, options)
    rows, columns = _nodes(rolled, kept, options)
    notes += (f"left out: {lost} that stand for no {options.level}",) if lost else ()
    known_rows = set(rows)
    fits = np.fromiter((actor in known_rows for actor in kept.actors), bool, len(kept))
    tally = Tally(kept.where(fits), rows, columns, options)
    return Counted(tally, _calls(store, options), notes + left_out)


def _found(store: Store, options: Options) -> tuple[Ties, tuple[str, ...]]:
    if options.mode == "co-attendance":
        return attended(store), ()
    if options.mode != "conditions":
        return said(store, options.proposal), ()
    found, nobody = depend(store, options.proposal)
    return found, (f"conditions that name nobody: {', '.join(nobody)}",) if nobody else ()


def _whom(found: Ties, options: Options, known: Posts) -> Ties:
    """Return ties with those depended on at the level asked for too."""
    speakers = np.array([who if who.startswith("person:") else "" for who in found.things], dtype=object)
    turned = replace(found, actors=found.things, things=found.actors, speakers=speakers)
    rolled, _ = at_level(turned, options.level, known)
    back = replace(rolled, actors=rolled.things, things=rolled.actors)
    return back.where(back.actors != back.things)


def _nodes(found: Ties, kept: Ties, options: Options) -> tuple[list[str], list[str]]:
    rows, columns = set(found.actors), sorted(set(found.things))
    if options.min_statements > 0:
        rows = _busy(kept, options)
    if options.mode != "conditions":
        return sorted(rows), columns
    # Whom others wait for need not have said anything to be waited for.
    together = sorted(rows | set(columns))
    return together, together


def _busy(kept: Ties, options: Options) -> set[str]:
    """Return the actors with statements enough; where they meet, with meetings enough."""
    counted = kept.things if options.mode == "co-attendance" else kept.ids
    many = Counter(actor for actor, _ in set(zip(kept.actors, counted, strict=True)))
    return {actor for actor, much in many.items() if much >= options.min_statements}


def _calls(store: Store, options: Options) -> Mapping[str, Name]:
    calls = names(store)
    if options.two_mode:
        calls |= {str(node): Name(str(label), "") for node, label in store.select(_TITLES).rows}
    return calls


def weights(tally: Tally) -> Matrix:
    """Return the matrix of a network: actor × proposal, or actor × actor."""
    if tally.options.two_mode:
        return two_mode(tally.n, tally.options)
    if tally.options.mode == "conditions":
        return np.asarray(tally.n[0])
    return one_mode(tally.n, tally.options)


def graph_of(counted: Counted) -> Projection:
    """Return the graph of ties that were counted."""
    tally, options = counted.tally, counted.tally.options
    matrix = weights(tally)
    nodes = [*tally.rows, *tally.columns] if options.two_mode else list(tally.rows)
    square = _square(matrix) if options.two_mode else matrix
    graph: Projection = nx.DiGraph() if options.mode == "conditions" else nx.Graph()
    graph.graph.update(mode=options.mode, notes="\n".join(counted.notes))
    graph.add_nodes_from(zip(nodes, _facts(counted, nodes, square), strict=True))
    graph.add_edges_from(_edges(tally, matrix))
    if not options.isolates:
        graph.remove_nodes_from(list(nx.isolates(graph)))
    return graph


def _square(matrix: Matrix) -> Matrix:
    """Return a two-mode matrix as one over all its nodes."""
    rows, columns = matrix.shape
    return np.block([[np.zeros((rows, rows)), matrix], [matrix.T, np.zeros((columns, columns))]])


def _edges(tally: Tally, matrix: Matrix) -> Iterator[tuple[str, str, dict[str, Any]]]:
    one_way = tally.options.two_mode or tally.options.mode == "conditions"
    tails, heads = np.nonzero(matrix if one_way else np.triu(matrix, 1))
    found = matrix[tails, heads]
    whole = bool((found == np.rint(found)).all())
    weight = found.astype(np.int64).tolist() if whole else found.tolist()
    named = tally.columns if tally.options.two_mode else tally.rows
    for tail, head, much in zip(tails.tolist(), heads.tolist(), weight, strict=True):
        yield tally.rows[tail], named[head], {"weight": much, "statements": Evidence(tally, tail, head)}


def _facts(counted: Counted, nodes: Sequence[str], square: Matrix) -> Iterator[dict[str, Any]]:
    """Yield what each node says of itself; a mean stance only where a stance was taken."""
    tally = counted.tally
    many, mean = _stances(tally)
    place = zip(
        nodes,
        many.tolist(),
        mean.tolist(),
        degree(square).tolist(),
        communities(square).tolist(),
        betweenness(square).tolist(),
        strict=True,
    )
    for at, (node, said_, stance, ties, community, between) in enumerate(place):
        name = _name(node, counted.calls)
        facts: dict[str, Any] = {"label": name.label, "code": name.code, "kind": node.partition(":")[0]}
        facts |= {"statements": said_, "degree": ties, "community": community, "betweenness": between}
        if said_ and tally.options.mode != "co-attendance":
            facts["mean_stance"] = stance
        if tally.options.two_mode:
            facts["bipartite"] = int(at >= len(tally.rows))
        yield facts


def _name(node: str, calls: Mapping[str, Name]) -> Name:
    """Return what a node is called; a party by its name and its country's."""
    if not node.startswith("party:"):
        return called(calls, node)
    of, _, party = local(node).partition(".")
    return Name(f"{party} ({of})" if of else party, "")


def _stances(tally: Tally) -> tuple[Ints, Matrix]:
    """Return per node how many ties stand behind it, and the mean of their stances on the five points."""
    places = (tally.row, tally.column + len(tally.rows)) if tally.options.two_mode else (tally.row,)
    size = len(tally.rows) + (len(tally.columns) if tally.options.two_mode else 0)
    at, scores = np.concatenate(places), np.tile(tally.scores, len(places))
    many, total = np.bincount(at, minlength=size), np.bincount(at, weights=scores, minlength=size)
    return many, np.asarray(total / np.maximum(many, 1))
