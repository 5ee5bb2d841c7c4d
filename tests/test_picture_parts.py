"""A narrowed picture reads what it shows and what that hangs on, and is the same as if all had been read."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import coalition_graph
from coalition_graph import Graph
from coalition_graph.errors import CoalitionGraphError
from coalition_graph.picture import payload
from coalition_graph.store import MemoryStore
from coalition_graph.table import Table
from tests.benchmarks.dossiers import written
from tests.conftest import MakeDoc
from tests.contract import DOSSIER
from tests.everything import EVERYTHING
from tests.narrowing import answered, old_way, some
from tests.test_foreign_graphs import spoilt

# Who would come hangs on the backstop, that on the money, and that on who would come; one names none of them.
HANGING = """
dossier: {id: hanging, title: Who waits for whom?}
actors: [{name: Many in Asia, kind: unnamed}, {name: Ada Alpha, kind: person, post: Envoy, of: SE}]
proposals:
  - {id: outer, title: Outer}
  - {id: force, title: A force, within: outer}
  - {id: backstop, title: A backstop}
  - {id: money, title: Money}
  - {id: patrol, title: A patrol}
conditions:
  - {id: cover, text: Cover, requires: {actor: US, stance: [pledges, open], proposal: backstop}}
  - {id: paid, text: Paid, requires: {at_least_personnel: 900, proposal: money}}
  - {id: crowd, text: Crowd, requires: {any: [{at_least: 2, stance: [open, supports], proposal: force},
                                              {actor: JP, stance: open, proposal: patrol}]}}
  - {id: alone, text: Alone, requires: {at_least: 1, stance: open, proposal: patrol}}
  - {id: truce, text: Truce}
--- file: a.yaml
source: {id: a, title: A, published: 2025-03-01, via: AFP}
statements:
  - {actor: [SE, FI], stance: open, proposal: force, conditions: [cover, {any: [truce, crowd]}], speaker: Somebody New}
  - {actor: US, stance: open, proposal: backstop, conditions: [paid], to: [SE]}
  - {actor: FR, stance: open, proposal: money, contribution: {kind: funds, min: 800, unit: personnel, joint: true}}
  - {actor: Many in Asia, stance: supports, proposal: force, conditions: [crowd]}
  - {actor: Nordic countries, stance: supports, proposal: outer, conditions: [alone]}
  - {actor: Ada Alpha, stance: undecided, proposal: patrol}
meetings:
  - {id: oslo, date: 2025-03-02, series: talks, host: NO,
     attendance: [SE, {actor: DK, person: Cleo Gamma, represents: [Nordic countries, EU]}, {actor: US, status: declined}]}
status: [{condition: truce, is: failed, as_of: 2025-03-04}]
--- file: b.yaml
source: {id: b, title: B, published: 2025-03-08}
statements:
  - {actor: GB, stance: pledges, proposal: money, conditions: [crowd],
     contribution: {kind: funds, min: 400, unit: personnel}}
  - {actor: PL, stance: supports, proposal: force}
  - {actor: NO, stance: open, proposal: force, conditions: [alone]}
  - {actor: JP, stance: open, proposal: patrol, conditions: [truce], attribution: anonymous}
  - {actor: JP, stance: declines, proposal: patrol, attribution: anonymous}
meetings: [{id: oslo, place: Oslo, attendance: [{actor: SE, status: planned}]}, {id: nobody}]
status: [{condition: truce, is: met, as_of: 2025-03-09}]
--- file: c.yaml
source: {id: c, title: C}
statements:
  - {actor: KR, stance: open, proposal: patrol}
  - {actor: SE, stance: declines, proposal: money}
"""
# What others wrote: statements without names, an actor of their own, a statement without a source.
FOREIGN = """
@prefix cg: <https://w3id.org/coalition-graph/ontology#> .
@prefix s: <https://w3id.org/coalition-graph/stance/> .
@prefix c: <https://w3id.org/coalition-graph/country/> .
@prefix p: <https://w3id.org/coalition-graph/proposal/> .
@prefix m: <https://w3id.org/coalition-graph/meeting/> .
@prefix x: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix d: <https://w3id.org/coalition-graph/condition/> .
[] a cg:Statement ; cg:actor c:SE ; cg:stance s:open ; cg:proposal p:force ; cg:source x:paper ; cg:speaker x:ada ;
   cg:condition d:truce ; cg:latest "2025-03-01"^^<http://www.w3.org/2001/XMLSchema#date> .
[] a cg:Statement ; cg:actor x:union , c:FI ; cg:stance s:pledges ; cg:proposal p:force ;
   cg:expression [ cg:anyOf d:truce , [ cg:allOf d:cover ] ] .
[] a cg:Statement ; cg:actor [ a cg:Actor ; rdfs:label "Nobody" ] ; cg:stance s:opposes ; cg:proposal p:patrol .
x:one a cg:Statement ; cg:actor c:SE ; cg:stance s:declines ; cg:proposal x:plan ; cg:to c:FI .
d:cover a cg:Condition ; cg:requires [ a cg:Requirement ; cg:ofActor c:SE ; cg:anyStance s:open ; cg:onProposal p:force ] .
c:SE a cg:Actor ; rdfs:label "Sweden" . x:union a cg:Actor ; rdfs:label "A union" . p:force a cg:Proposal .
x:paper a cg:Source . d:truce a cg:Condition .
[] a cg:Attendance ; cg:actor c:SE ; cg:meeting m:oslo , x:summit ; cg:source x:paper .
[] a cg:Attendance ; cg:actor x:union ; cg:meeting x:summit ; cg:person [ a cg:Person ] .
[] a cg:MeetingReport ; cg:meeting m:oslo ; cg:place "Oslo" ; cg:host c:FI . x:summit a cg:Meeting ; rdfs:label "Summit" .
"""


def foreign(tmp_path: Path) -> Graph:
    (tmp_path / "foreign.ttl").write_text(FOREIGN)
    return coalition_graph.open(tmp_path / "foreign.ttl")


def drawn(graph: Graph, nodes: Iterable[str]) -> str:
    """The page's data, or the sentence in its place."""
    try:
        return payload.payload(graph.store, only=nodes).json()
    except CoalitionGraphError as error:
        return str(error)


def same(graph: Graph, foci: Iterable[list[str]]) -> int:
    """How many pictures were compared; each is what reading everything makes of it."""
    compared = 0
    for nodes in foci:
        found = drawn(graph, nodes)
        with pytest.MonkeyPatch.context() as patch:
            old_way(patch)
            assert found == drawn(graph, nodes), nodes
        compared += '"nodes"' in found
    return compared


@pytest.mark.parametrize(
    "text", [HANGING, DOSSIER, "\n".join(f"--- file: {n}\n{w}" for n, w in EVERYTHING.items())]
)
def test_whatever_is_named_the_picture_is_that_of_all_narrowed(make_doc: MakeDoc, text: str) -> None:
    graph = coalition_graph.open(make_doc(text).folder)
    dice = random.Random(1)
    foci = [*some(graph.store, dice, threes=20), *answered(graph, dice)]
    assert same(graph, dice.sample(foci, 50)) > 35


def test_so_it_is_with_the_shipped_dossier() -> None:
    graph = coalition_graph.open("example")
    dice = random.Random(2)
    foci = [*some(graph.store, dice, threes=10), *answered(graph, dice)]
    assert same(graph, dice.sample(foci, 50)) > 35


def test_so_it_is_with_a_dossier_made_up(tmp_path: Path) -> None:
    graph = coalition_graph.open(written(tmp_path, 250, seed=3))
    dice = random.Random(3)
    foci = [*some(graph.store, dice, threes=5), *answered(graph, dice)]
    assert same(graph, dice.sample(foci, 40)) > 30


def test_so_it_is_where_others_left_nodes_without_names(tmp_path: Path) -> None:
    graph = foreign(tmp_path)
    assert same(graph, some(graph.store, random.Random(4), threes=30)) > 20


@pytest.mark.parametrize("seed", range(3))
def test_so_it_is_where_values_are_wrong(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    (tmp_path / "spoilt.nq").write_bytes(
        pyoxigraph.serialize(spoilt(dice), format=pyoxigraph.RdfFormat.N_QUADS)
    )
    graph = coalition_graph.open(tmp_path / "spoilt.nq")
    for nodes in some(graph.store, dice, threes=20):
        with pytest.MonkeyPatch.context() as patch:
            old_way(patch)
            before = drawn(graph, nodes)
        # What is unreadable elsewhere no longer keeps a picture from being drawn.
        assert "in the place of" in before or drawn(graph, nodes) == before, nodes


class Counting(MemoryStore):
    """A store in memory that counts the rows that come out of it."""

    rows = 0

    def select(self, sparql: str, values: Any = {}) -> Table:  # noqa: B006
        found = super().select(sparql, values)
        self.rows += len(found)
        return found


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    graph = coalition_graph.open(written(tmp_path_factory.mktemp("large"), 3_000))
    assert graph.store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s a cg:Statement }").rows == [(3_000,)]
    return graph.store.quads()


# What no rule of a condition is behind, so that nothing else is needed; reports and rules are few, and all are read.
@pytest.mark.parametrize("kind", ["statement", "attendance", "meeting", "position", "person"])
def test_what_is_read_grows_with_what_is_shown_and_not_with_the_graph(large: str, kind: str) -> None:
    store = Counting.holding(large)
    nodes = [
        str(node)
        for (node,) in store.select(f"SELECT DISTINCT ?n WHERE {{ ?n a cg:{kind.capitalize()} }}").rows
    ]
    free = 0
    for node in random.Random(kind).sample(sorted(nodes), 12):
        store.rows = 0
        shown = payload.payload(store, only=[node])
        if any(row.requires for row in shown.conditions):
            continue
        free += 1
        lists = (shown.nodes, shown.sources, shown.words, shown.statements, shown.positions, shown.presences)
        few = len(store.select("SELECT ?s WHERE { ?s cg:requires|cg:ofCondition ?o }").rows)
        assert store.rows <= 15 * sum(map(len, lists)) + 8 * few + 100, node
    assert free > 3
