"""The ontology says all that the code writes, no more; and the shapes hold, each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coalition_graph import graph, resources, shapes, store
from tests.everything import EVERYTHING

ROOT = Path(__file__).parents[1]
CG = "https://w3id.org/coalition-graph/ontology#"
DEFINED = {
    name
    for file in ("coalition.ttl",)
    for name in re.findall(
        r"^cg:(\w+) a ", (resources.ontology() / file).read_text(encoding="utf-8"), re.MULTILINE
    )
}
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (*(ROOT / "coalition_graph").rglob("*.py"), *resources.queries().glob("*.rq"))
)


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("everything")
    for name, text in EVERYTHING.items():
        (folder / name).write_text(text, encoding="utf-8")
    inner = store.MemoryStore()
    graph.load([folder], inner)
    return shapes.everything(inner)


def test_every_term_that_is_written_is_defined(triples: str) -> None:
    assert set(re.findall(rf"<{CG}(\w+)>", triples)) <= DEFINED | {"Shape"}


def test_every_defined_term_is_written_or_asked_for(triples: str) -> None:
    written = set(re.findall(rf"<{CG}(\w+)>", _without_ontology(triples)))
    assert written | set(re.findall(r"cg:(\w+)", CODE)) >= DEFINED


def _without_ontology(triples: str) -> str:
    return "\n".join(line for line in triples.splitlines() if not line.startswith(f"<{CG}"))


def test_every_term_has_label_and_comment() -> None:
    for block in (resources.ontology() / "coalition.ttl").read_text(encoding="utf-8").split("\n\n"):
        if re.match(r"cg:\w+ a ", block):
            assert "rdfs:label" in block and "rdfs:comment" in block, block


def test_the_full_dossier_conforms(triples: str) -> None:
    assert shapes.conformance(triples).conforms, shapes.conformance(triples).report


@pytest.mark.slow
def test_the_shipped_dossier_conforms() -> None:
    found = shapes.conformance(shapes.everything(graph.open("example").store))
    assert found.conforms, found.report


Edit = Callable[[str], str]


def without(predicate: str) -> Edit:
    """Drop every triple with this predicate."""
    return lambda triples: (
        "\n".join(line for line in triples.splitlines() if f" <{predicate}> " not in line) + "\n"
    )


def instead(predicate: str, value: str) -> Edit:
    """Give every triple with this predicate another value."""
    return lambda triples: re.sub(rf"( <{re.escape(predicate)}> ).*( \.)", rf"\1{value}\2", triples)


LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ORG = "http://www.w3.org/ns/org#"
MUTATIONS: dict[str, Edit] = {
    "StatementShape": without(f"{CG}attribution"),
    "AttendanceShape": instead(f"{CG}role", '"butler"'),
    "MeetingReportShape": instead(f"{CG}level", '"kings"'),
    "StatusReportShape": without(f"{CG}is"),
    "ContributionShape": instead(f"{CG}min", '"9999"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    "PositionShape": without(f"{CG}ambiguous"),
    "CommitmentShape": instead(f"{CG}state", '"promised"'),
    "ActorShape": without(LABEL),
    "CountryShape": instead(f"{CG}code", '"Sweden"'),
    "SourceShape": instead(f"{CG}reliability", '"Z"'),
    "ProposalShape": without(LABEL),
    "ConditionShape": instead(f"{CG}conditionKind", '"wish"'),
    "RequirementShape": instead(f"{CG}atLeast", '"seven"'),
    "MeetingShape": without(LABEL),
    "DossierShape": without(f"{CG}graph"),
    "ExpressionShape": without(f"{CG}allOf"),
    "MembershipShape": without(f"{ORG}member"),
}


SHAPES = (resources.ontology() / "shapes.ttl").read_text(encoding="utf-8")
BLOCKS = {name: block for block in SHAPES.split("\n\n") for name in re.findall(r"^cg:(\w+Shape) a ", block)}
PREFIXES = "\n".join(line for line in SHAPES.splitlines() if line.startswith("@prefix"))


def test_every_shape_has_a_mutation() -> None:
    assert set(MUTATIONS) == set(BLOCKS)


@pytest.mark.parametrize("shape", sorted(MUTATIONS))
def test_a_mutated_graph_violates_just_that_shape(shape: str, triples: str) -> None:
    alone = f"{PREFIXES}\n\n{BLOCKS[shape]}"
    assert shapes.conformance(triples, alone).conforms
    assert not shapes.conformance(MUTATIONS[shape](triples), alone).conforms
