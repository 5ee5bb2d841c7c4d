"""Scenarios in the page: the same answers as the engine's, on worlds made by chance."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from coalition_graph.analysis.conditions import StatusReport
from coalition_graph.analysis.force import Force, forces
from coalition_graph.analysis.scenarios import Outcome, Scenario, World, played
from coalition_graph.picture.page import page as written
from coalition_graph.picture.records import Payload
from coalition_graph.picture.rules import compiled
from tests.chromium import IN_BROWSER
from tests.oracle import Case, Gives, Heads, Joined, Needs, People, Stand
from tests.worlds import ACTORS, NAMES, PLACES, cases, world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_BROWSER


# The same answers

NODES = (*NAMES, *ACTORS, *PLACES)
UNITS = ("personnel", "ships")
# What several say of one plan need not agree: the largest minimum may exceed the largest maximum.
PLANS = ((5, None), (2, 4), (3, 9), (7, 8))
PLAY = """cases => cases.map(([found, rules, statuses, kinds, met, jointly]) => {
  const world = worldOf(found, rules, leaf => statuses[leaf] ?? 'open', actor => kinds[actor]);
  const told = played(world, new Set(met), jointly);
  const rows = list => list.map(one => one.position.row);
  const sums = list => PLACES.flatMap(place => UNITS.map(unit => {
    const { min, max, below, above } = forceOf(list.filter(one => one.proposal === place), unit);
    return [min, max, below, above];
  }));
  return [rows(told.before), rows(told.least), rows(told.after), sums(told.before), sums(told.after)];
})"""


def asked(case: Case, jointly: bool) -> tuple[World, Scenario]:
    """The page assumes conditions met, and fails none: what a case assumes failed counts as reported so."""
    told = world(case)
    failed = dict.fromkeys(case.failed, "failed")
    return replace(told, status={**told.status, **failed}), Scenario(met=case.met, jointly=jointly)


def posed(told: World, scenario: Scenario) -> list[object]:
    """A world as the page gets it: rows of positions, rules, and the status of each condition."""
    found = [
        {
            "row": row,
            "actor": NODES.index(one.actor),
            "proposal": NODES.index(one.proposal),
            "stance": one.stance,
            "ambiguous": one.ambiguous or None,
            "conditions": [NODES.index(leaf) for leaf in one.conditions] or None,
        }
        for row, one in enumerate(told.positions)
    ]
    reports = [StatusReport(f"report:{node}", node, is_) for node, is_ in told.status.items()]
    rules = compiled(told.positions, told.rules, reports, NODES.index).packed()
    statuses = {NODES.index(node): is_ for node, is_ in told.status.items()}
    kinds = [node.partition(":")[0] for node in NODES]
    return [
        found,
        rules,
        statuses,
        kinds,
        [NODES.index(node) for node in sorted(scenario.met)],
        scenario.jointly,
    ]


def wanted(outcome: Outcome) -> list[object]:
    def rows(firm: frozenset[tuple[str, str, str]]) -> list[int]:
        return [row for row, one in enumerate(outcome.world.positions) if one.key in firm]

    def sums(firm: frozenset[tuple[str, str, str]]) -> list[list[object]]:
        found = forces(one for one in outcome.world.positions if one.key in firm)
        shown = (found.get((place, unit), Force()) for place in PLACES for unit in UNITS)
        return [[one.min, one.max, one.open_below, one.open_above] for one in shown]

    before, least, after = outcome.before.firm, outcome.least.firm, outcome.after.firm
    return [rows(before), rows(least), rows(after), sums(before), sums(after)]


def hinged(case: Case, chance: random.Random) -> Case:
    """The same actors, each on a condition that hangs on the others: here moving together matters."""
    plans = [Gives(f"w{least}", "land", least, most, "personnel", "plan") for least, most in PLANS]
    willing = [Stand(actor, PLACES[0], "open", False, None, (chance.choice(plans),)) for actor in ACTORS[:4]]
    stands = {
        (one.actor, one.proposal): replace(
            one, stance="open", ambiguous=False, needs=Joined("all", (chance.choice(NAMES),))
        )
        for one in (*willing, *case.stands)
    }
    asking: list[Needs] = [
        chance.choice((Heads(1, ("pledges", "open"), place), Heads(2, ("open",), place), People(3, place)))
        for place in PLACES
    ]
    return replace(
        case,
        stands=tuple(stands.values()),
        rules=tuple((name, chance.choice(asking)) for name in NAMES),
        status=(),
    )


def many(number: int) -> list[tuple[World, Scenario]]:
    """Worlds made by chance, each with some conditions ticked, least and jointly."""
    made: list[tuple[World, Scenario]] = []
    chance = random.Random(number)

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(most=7))
    def gather(case: Case) -> None:
        ticked = frozenset(name for name in NAMES if chance.random() < 0.3)
        for posing, jointly in product((case, hinged(case, chance)), (False, True)):
            told, scenario = asked(posing, jointly)
            made.append((told, replace(scenario, met=scenario.met | ticked)))

    gather()
    return made


def answers(page: Page, worlds: Sequence[tuple[World, Scenario]]) -> list[object]:
    places = [NODES.index(place) for place in PLACES]
    script = PLAY.replace("PLACES", str(places)).replace("UNITS", str(list(UNITS)))
    found: list[object] = page.evaluate(script, [posed(*one) for one in worlds])
    return found


@pytest.fixture
def empty(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    opened = browser.new_page()
    opened.set_content(written(Payload("Nothing yet")))
    yield opened
    opened.close()


def test_page_and_engine_agree_on_hundreds_of_worlds(empty: Page) -> None:
    worlds = many(200)
    found = answers(empty, worlds)
    differing = [
        (told, scenario, got)
        for (told, scenario), got in zip(worlds, found, strict=True)
        if got != wanted(played(told, scenario))
    ]
    assert differing[:1] == []
    moved = sum(got[0] != got[2] for got in found if isinstance(got, list))
    gained = sum(got[1] != got[2] for got in found if isinstance(got, list))
    assert moved > 200 and gained > 40, "the worlds are worth comparing"
