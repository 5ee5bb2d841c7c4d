"""A graph of others may use our words and say anything with them: every answer comes, or a sentence, no traceback."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest

import coalition_graph
from coalition_graph import Graph, report
from coalition_graph.errors import CoalitionGraphError, UnreadableValue
from tests.spoilt import template

pytestmark = pytest.mark.long

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
WRONG: Final = (
    *(pyoxigraph.Literal(said) for said in ("", "garbage", "-1", "2025-13-45", "9" * 30)),
    pyoxigraph.Literal("x", language="en"),
    pyoxigraph.Literal("2025-02-30", datatype=pyoxigraph.NamedNode(f"{XSD}date")),
    pyoxigraph.Literal("9" * 5000, datatype=pyoxigraph.NamedNode(f"{XSD}integer")),
    pyoxigraph.NamedNode("http://example.org/x"),
)
FORMS: Final = ("gexf", "graphml", "csv", "ttl")


def spoilt(dice: random.Random) -> Iterator[pyoxigraph.Quad]:
    """A dossier of ours of which some is lost, and some says something else: a wrong value, or another node."""
    nodes = [quad.object for quad in template() if isinstance(quad.object, pyoxigraph.NamedNode)]
    for quad in template():
        chance = dice.random()
        if chance < 0.1:
            value = dice.choice(WRONG if chance < 0.06 else nodes)
            yield pyoxigraph.Quad(quad.subject, quad.predicate, value, quad.graph_name)
        elif chance < 0.97:
            yield quad


def answers(graph: Graph, folder: Path) -> Iterator[Callable[[], object]]:
    yield from (graph.positions, graph.commitments, graph.conditions, graph.conflicts, graph.statements)
    yield from (graph.meetings, graph.attendance, graph.whatif, graph.picture, graph.still, graph.network)
    yield lambda: graph.changes(since="2020-01-01")
    yield lambda: graph.attendance(layout="matrix")
    yield lambda: graph.unlock(proposal="inner", actors=3)
    yield lambda: graph.measures("communities")
    yield from (
        lambda mode=mode: graph.projection(mode) for mode in ("congruence", "co-attendance", "conditions")
    )
    yield from (lambda form=form: graph.export(form, folder / form) for form in FORMS)
    yield from (
        lambda thing=thing: graph.show(thing) for thing in ("ada", "inner", "cover", "summit", "paper")
    )
    yield lambda: list(report.write(graph, folder / "out"))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_it_says_every_answer_comes_or_a_sentence(tmp_path: Path, seed: int) -> None:
    quads = spoilt(random.Random(seed))
    path = tmp_path / "graph.nq"
    path.write_bytes(pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS))
    graph = coalition_graph.open(path)
    told = 0
    for answer in answers(graph, tmp_path):
        try:
            answer()
            told += 1
        except CoalitionGraphError as error:
            assert str(error)
    assert told >= 3


def test_a_condition_that_stands_inside_itself_is_told(tmp_path: Path) -> None:
    base = "https://w3id.org/coalition-graph"
    lines = [
        f"<{base}/statement/s.a> <{base}/ontology#expression> <{base}/statement/s.a-expression-1>",
        f"<{base}/statement/s.a-expression-1> <{base}/ontology#anyOf> <{base}/statement/s.a-expression-1>",
        f"<{base}/statement/s.a-expression-1> <{base}/ontology#anyOf> <{base}/condition/c>",
        f"<{base}/condition/c> <{base}/ontology#requires> <{base}/condition/c-requires-1>",
        f"<{base}/condition/c-requires-1> <{base}/ontology#anyOf> <{base}/condition/c-requires-1>",
    ]
    doc = "\n".join(f"{line} <{base}/source/s> ." for line in lines)
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "s.yaml").write_text(
        "source: {id: s}\nproposals: [{id: p, title: P}]\nconditions: [{id: c, text: C}]\n"
        "statements: [{id: a, actor: SE, stance: open, proposal: p, conditions: [c]}]\n"
    )
    whole = coalition_graph.open(folder).store.quads() + doc + "\n"
    (tmp_path / "graph.nq").write_text(whole)
    graph = coalition_graph.open(tmp_path / "graph.nq")
    for answer in (graph.positions, graph.whatif, graph.conditions):
        with pytest.raises(UnreadableValue, match="that does not hold itself"):
            answer()
