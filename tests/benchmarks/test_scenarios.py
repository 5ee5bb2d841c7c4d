"""The engine over ten thousand positions and two hundred conditions: `python -m pytest tests/benchmarks`.

Times are of the processor, so that others at work on the machine count less; each is kept in `extra_info`
beside its goal in milliseconds, and a benchmark fails only far beyond it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from coalition_graph.analysis.coordination import waiting_groups
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.rule import Position
from coalition_graph.analysis.said import Offer
from coalition_graph.analysis.scenarios import Scenario, World, played
from coalition_graph.analysis.unlocking import Target, open_conditions, unlocking
from coalition_graph.model import Expression, Requirement
from tests.benchmarks.measured import best, held_to

POSITIONS = 10_000
CONDITIONS = [f"condition:c{number}" for number in range(200)]
WILLING = ("pledges", "open", "supports")


def world(
    conditions: list[str], proposals: int, seed: int = 4, crowds: tuple[float, float] = (0, 1)
) -> World:
    """Actors with a position or more, one in five without conditions; every second condition has a rule.

    Hardly two positions depend on the same, which is the hardest case.

    Args:
        crowds: what part of all actors a rule asks for, from and to.
    """
    chance = random.Random(seed)
    places = [f"proposal:p{number}" for number in range(proposals)]
    actors = [f"country:A{number}" for number in range(POSITIONS // proposals)]

    def needs() -> Expression | None:
        if chance.random() < 0.2:
            return None
        leaves: tuple[str | Expression, ...] = tuple(chance.sample(conditions, chance.choice([1, 1, 2, 3])))
        if chance.random() < 0.1:
            leaves = (*leaves, Expression(op="any", parts=tuple(chance.sample(conditions, 2))))
        return Expression(op=chance.choice(["all", "all", "any"]), parts=leaves)

    def offers(actor: str) -> tuple[Offer, ...]:
        least = chance.choice([None, 100, 500, 1000])
        joint = chance.choice([None] * 8 + ["true", "plan-1"])
        return (Offer(f"{actor}-1", "land", least, least and least * 2, "personnel", joint=joint),)

    positions = [
        Position(actor, place, chance.choice(WILLING), (), expression=needs(), offers=offers(actor))
        for actor in actors
        for place in places
    ]

    def rule(number: int) -> Requirement:
        place, crowd = chance.choice(places), chance.uniform(*crowds) * len(actors)
        if number % 3 == 0:
            return Requirement(actor=chance.choice(actors), stance=("pledges", "open"), proposal=place)
        if number % 3 == 1:
            return Requirement(at_least=int(crowd), stance=WILLING, proposal=place)
        return Requirement(at_least_personnel=int(300 * crowd), proposal=place)

    rules = {name: rule(number) for number, name in enumerate(conditions[::2])}
    status = dict.fromkeys(conditions[1::10], "met") if len(conditions) > 100 else {}
    return World(positions, rules, status)


def processor(run: Callable[[], object], rounds: int = 7) -> float:
    """The least of a few times, in milliseconds of the processor."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return min(times) * 1000


@pytest.mark.parametrize("jointly", [False, True], ids=["least", "greatest"])
@pytest.mark.parametrize("proposals", [1, 20], ids=["one-proposal", "twenty-proposals"])
def test_the_engine(benchmark: BenchmarkFixture, proposals: int, jointly: bool) -> None:
    told = world(CONDITIONS, proposals)

    def run() -> object:
        return holding(told.positions, told.rules, told.status, jointly=jointly)

    benchmark.pedantic(run, rounds=3)
    fixpoint = "greatest" if jointly else "least"
    work = f"engine, 10,000 positions, 200 conditions, {fixpoint} fixpoint"
    held_to(benchmark, work, processor(run), 50, unit=" ms")


@pytest.mark.parametrize(("proposals", "seed"), [(1, 4), (20, 6)], ids=["one-proposal", "twenty-proposals"])
def test_unlocking(benchmark: BenchmarkFixture, proposals: int, seed: int) -> None:
    told = world(CONDITIONS[:20], proposals, seed, crowds=(0.5, 1))
    target = Target("proposal:p0", actors=POSITIONS // proposals // 2)
    candidates = open_conditions(told, "proposal:p0")

    def run() -> object:
        return unlocking(told, target, candidates)

    benchmark.extra_info.update(conditions=len(candidates), sets=len(unlocking(told, target, candidates)))
    assert len(candidates) == 20
    benchmark.pedantic(run, rounds=1)
    held_to(benchmark, "unlock, 20 open conditions", processor(run, 3), 2000, unit=" ms")


def entangled() -> World:
    """Beside all others, a hundred pairs, a ring of a hundred, and twenty of whom any eleven would do."""

    def once(actor: str) -> Requirement:
        return Requirement(actor=actor, stance=("open",), proposal="proposal:p0")

    def waits(actor: str, condition: str) -> Position:
        needs = Expression(op="all", parts=(condition,))
        return Position(actor, "proposal:p0", "open", (), expression=needs)

    told = world(CONDITIONS, 20)
    pairs = {f"country:P{number}": f"country:P{number ^ 1}" for number in range(200)}
    ring = {f"country:R{number}": f"country:R{(number + 1) % 100}" for number in range(100)}
    crowd = {f"country:C{number}": "eleven" for number in range(20)}
    eleven = Requirement(at_least=10, stance=("open",), proposal="proposal:crowd")
    return World(
        [
            *told.positions,
            *(waits(actor, other) for actor, other in {**pairs, **ring}.items()),
            *(replace(waits(actor, other), proposal="proposal:crowd") for actor, other in crowd.items()),
        ],
        {**told.rules, **{actor: once(actor) for actor in {**pairs, **ring}}, "eleven": eleven},
        told.status,
    )


def test_who_waits_for_each_other(benchmark: BenchmarkFixture) -> None:
    outcome = played(entangled(), Scenario(jointly=True))
    sizes = sorted(len(group) for group in waiting_groups(outcome).groups)
    benchmark.extra_info.update(gaining=len(outcome.gaining()), groups=len(sizes))
    assert sizes[-2:] == [20, 100]
    benchmark.pedantic(lambda: waiting_groups(outcome), rounds=1)
    taken = processor(lambda: waiting_groups(outcome), 3)
    held_to(benchmark, "who waits for each other", taken, 1000, unit=" ms")


def test_beyond_twenty_conditions(benchmark: BenchmarkFixture) -> None:
    told = world(CONDITIONS[:40], 20, crowds=(0.5, 1))
    target = Target("proposal:p0", actors=POSITIONS // 20 // 2)
    candidates = open_conditions(told, "proposal:p0")
    benchmark.extra_info.update(conditions=len(candidates), sets=len(unlocking(told, target, candidates)))
    benchmark.pedantic(lambda: unlocking(told, target, candidates), rounds=1)
    taken = processor(lambda: unlocking(told, target, candidates), 1)
    held_to(benchmark, "unlock, beyond 20 open conditions", taken, 10_000, unit=" ms")


def falling(size: int) -> Callable[[], object]:
    """The engine over positions that become firm one after the other, fifty per threshold."""
    rules = {
        f"c{step}": Requirement(at_least=50 * step, stance=("pledges", "open"), proposal="force")
        for step in range(size // 50)
    }
    asked = [
        Position(f"A{n}", "force", "open", (), expression=Expression(op="all", parts=(f"c{n // 50}",)))
        for n in range(size)
    ]
    assert len(holding(asked, rules, {}).firm) == size
    return lambda: holding(asked, rules, {})


def test_twice_the_positions_take_about_twice_the_time(benchmark: BenchmarkFixture) -> None:
    half = best(falling(5_000))
    benchmark.pedantic(falling(10_000), rounds=3)
    ratio = benchmark.stats.stats.min / half
    held_to(benchmark, "engine, twice the positions, against half of them", ratio, 2.0)
