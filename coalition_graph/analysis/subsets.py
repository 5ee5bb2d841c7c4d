"""Every subset of some conditions at once: what a force comes to if just those are met, as arrays.

With n conditions an array has 2**n places; place s tells of the subset whose conditions are the bits of s.
As positions become firm, further conditions come to hold by themselves, and their bits are added; how many
are firm once just these conditions hold is looked up in a table, so that many positions cost little more
than few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import reduce
from typing import Final, NamedTuple

import numpy as np

from coalition_graph.analysis.conditions import needs
from coalition_graph.analysis.holding import holding
from coalition_graph.analysis.polynomials import Joined, Number, Part, reduced
from coalition_graph.analysis.rule import Key, Position
from coalition_graph.analysis.scenarios import World
from coalition_graph.analysis.tallies import ANYONE, counted
from coalition_graph.analysis.totals import JOIN, Apart, Bits, Personnel, State, Total, Truth, Who, met_on
from coalition_graph.model import Requirement
from coalition_graph.vocabulary import COMMITTING, WILLING

__all__ = ["Brought", "Subsets"]

# So many places at a time stay in the processor's cache.
_BLOCK: Final = 1 << 16
# An expression of more conditions has too long a polynomial.
_LONGEST: Final = 8


class Brought(NamedTuple):
    """What a force comes to, per subset.

    Args:
        actors: how many are firm that pledge or are open.
        least: the personnel that they bring at least.
        most: likewise at most, as far as that is known.
        unbounded: whether it is not.
    """

    actors: Number
    least: Number
    most: Number
    unbounded: Truth


class Subsets:
    """Who is firm, per subset of candidates.

    Args:
        world: what is known.
        candidates: the conditions whose subsets are tried, at most some twenty.

    >>> from coalition_graph.model import Expression
    >>> needs = Expression(op="all", parts=("condition:a", "condition:b"))
    >>> world = World([Position("country:SE", "p", "open", (), expression=needs)], {}, {})
    >>> Subsets(world, ["condition:a", "condition:b"]).on("p").actors.tolist()
    [0, 0, 0, 1]
    """

    def __init__(self, world: World, candidates: Sequence[str]) -> None:
        self._rules, self._status = world.rules, world.status
        self._held = holding(world.positions, world.rules, world.status)
        self._bits = {name: bit for bit, name in enumerate(candidates)}
        self._there: dict[str, list[Position]] = defaultdict(list)
        self._acting: dict[tuple[str | None, str], list[Position]] = defaultdict(list)
        for one in world.positions:
            if one.stance in WILLING and not one.ambiguous:
                self._there[one.proposal].append(one)
                self._acting[one.actor, one.proposal].append(one)
        self._known: dict[Key, Who] = {}
        self._apart: dict[Apart, None] = {}
        self._heads: dict[tuple[str, frozenset[str]], Total] = {}
        self._personnel: dict[str, Personnel] = {}

    def on(self, proposal: str) -> Brought:
        """Return what the force on a proposal comes to."""
        actors, personnel = self._count(proposal, COMMITTING), self._persons(proposal)
        least, most = np.zeros((2, 1 << len(self._bits)), np.int64)
        found = Brought(np.zeros_like(least), least, most, np.zeros(len(least), bool))
        for state in self._settled(np.arange(len(least), dtype=np.uint32)):
            found.actors[state.given] = actors.on(state)
            found.least[state.given] = personnel.least(state)
            found.most[state.given] = personnel.most(state)
            found.unbounded[state.given] = personnel.unbounded(state)
        return found

    def _settled(self, places: Bits) -> Iterator[State]:
        """Yield what comes of subsets in the end, some at a time.

        Who stands apart is first taken to see all that is met, then only what is met for everybody; mostly
        that comes to the same. Only where it does not is each of them looked at.
        """
        left: list[Bits] = []
        for block in _blocks(places):
            at_most = self._risen(block, self._seeing_all)
            at_least = self._risen(block, self._seeing_least) if self._apart else at_most
            sure = at_most.met == at_least.seen
            if not all(one.tabled for one in self._apart):
                sure[:] = False
            met = at_most.met[sure]
            yield State(block[sure], met, met)
            left.append(block[~sure])
        for block in _blocks(np.concatenate(left)):
            yield self._risen(block, self._seeing_each)

    def _risen(self, places: Bits, step: Callable[[State], State]) -> State:
        """Let firm become who can, round by round, until nobody else does."""
        state = State(places, places, places)
        while True:
            apart = len(self._apart)
            following = step(state)
            if apart == len(self._apart) and self._alike(state, following):
                return following
            state = following

    def _alike(self, one: State, other: State) -> bool:
        same = bool((one.met == other.met).all() and (one.seen == other.seen).all())
        firm = (other.firm or {}).items()
        return same and all((truth == one.is_firm(who, self._bits)).all() for who, truth in firm)

    def _seeing_all(self, state: State) -> State:
        met = self._met(None, state)
        return State(state.given, met, met)

    def _seeing_least(self, state: State) -> State:
        return State(state.given, self._met(None, state), self._met(ANYONE, state))

    def _seeing_each(self, state: State) -> State:
        # Whoever is counted itself in what it waits for is firm by then, so that all may be counted; only
        # who is counted for another of its positions is asked for what it sees itself.
        state = state if state.firm is not None else State(state.given, state.met, state.seen, {})
        met = self._met(None, state)
        firm = {one: self._holds(one.part, one.actor, state) for one in list(self._apart)}
        return State(state.given, met, met, firm)

    def _met(self, actor: str | None, state: State) -> Bits:
        met = state.given
        for name, bit in self._bits.items():
            if name in self._rules:
                held = self._required(self._rules[name], actor, state)
                met = met | held.astype(np.uint32) << np.uint32(bit)
        return met

    def _holds(self, part: Part, actor: str | None, state: State) -> Truth:
        """Return where conditions hold as seen by an actor."""
        if isinstance(part, Joined):
            return reduce(JOIN[part.op], (self._holds(inner, actor, state) for inner in part.parts))
        if isinstance(part, bool) or part not in self._rules or (actor is None and part in self._bits):
            return met_on(state.met, part, self._bits)
        held = self._required(self._rules[part], actor, state)
        return held | met_on(state.given, part, self._bits) if part in self._bits else held

    def _required(self, rule: Requirement, actor: str | None, state: State) -> Truth:
        """Return where a requirement holds as seen by an actor, whom thresholds leave out."""
        inner = [self._required(part, actor, state) for part in (*rule.any, *rule.all)]
        if inner:
            return reduce(JOIN["any" if rule.any else "all"], inner)
        proposal = rule.proposal or ""
        if rule.actor is not None:
            return self._firm(rule.actor, proposal, rule.stance, state)
        if rule.at_least_personnel is not None:
            personnel = self._persons(proposal)
            own = personnel.largest if actor is ANYONE else personnel.brought_by(actor, state)
            return personnel.least(state) - own >= rule.at_least_personnel
        heads = self._count(proposal, rule.stance).on(state)
        there = np.int64(1) if actor is ANYONE else self._firm(actor, proposal, rule.stance, state)
        return heads - there >= (rule.at_least or 0)

    def _firm(self, actor: str | None, proposal: str, stances: Collection[str], state: State) -> Truth:
        there = [one for one in self._acting.get((actor, proposal), ()) if one.stance in stances]
        firm = (state.is_firm(self._who(one), self._bits) for one in there)
        return reduce(np.logical_or, firm, state.nowhere)

    def _count(self, proposal: str, stances: Collection[str]) -> Total:
        """Return how many are firm on a proposal with one of these stances."""
        key = (proposal, frozenset(stances))
        if key not in self._heads:
            there = [one for one in self._there[proposal] if one.stance in stances and counted(one.actor)]
            self._heads[key] = Total(Counter(map(self._who, there)), self._bits)
        return self._heads[key]

    def _persons(self, proposal: str) -> Personnel:
        """Return what those bring who pledge or are open on a proposal."""
        if proposal not in self._personnel:
            there = [one for one in self._there[proposal] if one.stance in COMMITTING and counted(one.actor)]
            self._personnel[proposal] = Personnel([(one, self._who(one)) for one in there], self._bits)
        return self._personnel[proposal]

    def _who(self, position: Position) -> Who:
        """Return who a position is to a table; all that depend on the same are one."""
        if position.key not in self._known:
            who = self._part(position)
            self._known[position.key] = who
            if isinstance(who, Apart):
                self._apart[who] = None
        return self._known[position.key]

    def _part(self, position: Position) -> Who:
        if position.key in self._held.firm:
            return True
        unmet = set(self._held.waiting[position.key])
        changing = {one for one in unmet if self._may_change(one)}
        part = reduced(position.expression, lambda name: None if name in changing else name not in unmet)
        if isinstance(part, bool):
            return part
        leaves = part.leaves() if isinstance(part, Joined) else {part}
        tabled = leaves <= self._bits.keys() and len(leaves) <= _LONGEST
        if self._sees_otherwise(position, leaves):
            return Apart(part, position.actor, tabled)
        return part if tabled else Apart(part, None, tabled)

    def _may_change(self, condition: str) -> bool:
        known = condition in self._bits or condition in self._rules
        return known and self._status.get(condition) != "failed"

    def _sees_otherwise(self, position: Position, conditions: Collection[str]) -> bool:
        """Return whether a threshold among them counts the actor for another of its positions."""
        if not counted(position.actor):
            return False
        rules = [self._rules[one] for one in conditions if one in self._rules]
        counting = {proposal for rule in rules for proposal, actor in needs(rule) if actor is None}
        return any((position.actor, one) in self._acting for one in counting - {position.proposal})


def _blocks(places: Bits) -> Iterator[Bits]:
    return (places[begin : begin + _BLOCK] for begin in range(0, len(places), _BLOCK))
