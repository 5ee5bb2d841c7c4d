"""Projections against loops over lists of statements: 300 actors, 200 proposals, 40,000 statements.

The loops are those of the tests: through pairs of actors and pairs of their statements, or through the
statements cell by cell. They need minutes; they are timed on a few actors or cells, and scaled to all.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from coalition_graph import Graph
from tests.benchmarks.measured import best, held_to
from tests.spoken import TIE, How, Spoken, store, value

ACTORS, PROPOSALS, STATEMENTS, SAMPLED = 300, 200, 40_000, 3
STANCES = ("pledges", "open", "supports", "undecided", "declines", "opposes")
GOAL = 30.0


@pytest.fixture(scope="module")
def spoken() -> list[Spoken]:
    chance = random.Random(1)
    return [
        Spoken(
            f"statement:s.{number}",
            f"country:C{chance.randrange(ACTORS)}",
            f"proposal:p{chance.randrange(PROPOSALS)}",
            chance.choice(STANCES),
            f"source:s{number % 400}",
        )
        for number in range(STATEMENTS)
    ]


@pytest.fixture(scope="module")
def graph(spoken: list[Spoken]) -> Graph:
    return Graph(store(spoken))


def one_mode_loop(by: dict[str, list[Spoken]], how: How) -> float:
    """Seconds that all pairs of actors would take."""
    first, actors = sorted(by)[:SAMPLED], sorted(by)
    seconds = best(lambda: [_tie(by[one], by[other], how) for one in first for other in actors], 1)
    return seconds / (SAMPLED * ACTORS) * ACTORS * (ACTORS - 1) / 2


def _tie(first: list[Spoken], second: list[Spoken], how: How) -> float:
    tie = TIE[how.mode]
    return sum(tie(one, other, how) for one in first for other in second if one.proposal == other.proposal)


def two_mode_loop(by: dict[str, list[Spoken]], how: How) -> float:
    """Seconds that all cells would take."""
    whole = [one for said in by.values() for one in said]
    cells = {(one.actor, one.proposal) for one in whole}
    some = sorted(cells)[: 3 * SAMPLED]
    seconds = best(
        lambda: [value([one for one in whole if (one.actor, one.proposal) == cell], how) for cell in some], 1
    )
    return seconds / len(some) * len(cells)


LOOPS: dict[str, Callable[[dict[str, list[Spoken]], How], float]] = {
    "actor-proposal": two_mode_loop,
    "congruence": one_mode_loop,
    "conflict": one_mode_loop,
    "subtract": one_mode_loop,
    "ignore": one_mode_loop,
}


@pytest.mark.parametrize("mode", LOOPS)
def test_a_projection_is_far_faster_than_a_loop(
    mode: str, spoken: list[Spoken], graph: Graph, benchmark: BenchmarkFixture
) -> None:
    by = defaultdict(list)
    for one in spoken:
        by[one.actor].append(one)
    loop = LOOPS[mode](by, How(mode))
    made = benchmark.pedantic(lambda: graph.projection(mode), rounds=3)  # type: ignore[call-overload]
    assert made.number_of_edges() > 20_000
    ratio = loop / benchmark.stats.stats.min
    work = "projection, 300 × 200 × 40,000, against a loop in Python"
    held_to(benchmark, work, ratio, GOAL, at_least=True)
