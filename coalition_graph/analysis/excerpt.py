"""A part of the film of a graph: what some statements come to over time, and all that they hang on.

Conditions may require things of others, whose conditions may require more, and so on through a whole
graph. That is read only as far as it makes a difference: what was not read is held first for unmet and then
for met. The truth lies between the two films, since the more is met, the more is firm, and the more of that
is met; where both show the same, nothing more is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from coalition_graph.analysis.conditions import StatusReport, needs
from coalition_graph.analysis.intervals import Film, films
from coalition_graph.analysis.needed import Need, read
from coalition_graph.analysis.rule import Pair
from coalition_graph.analysis.said import Said
from coalition_graph.model import Requirement, assembled
from coalition_graph.store import Store

__all__ = ["excerpt"]

# At least one fewer than nobody: even without the actor that is being decided.
_ALWAYS: Final = assembled(Requirement, {"at_least": -1, "stance": ("open",), "proposal": ""})


def excerpt(
    store: Store,
    said: Sequence[Said],
    rules: Mapping[str, Requirement],
    reports: Sequence[StatusReport],
    named: Iterable[str] = (),
) -> Film:
    """Return the film of whose statements these are, and of the conditions that they name.

    It may show others too; these are of no use.

    Args:
        store: what is asked for more.
        said: all that some actors said on some proposals.
        rules: what conditions require to hold by themselves.
        reports: of the status of conditions.
        named: further conditions.
    """
    heard = _Heard(store, rules)
    heard.add(said)
    pairs = {(one.proposal, one.actor) for one in said}
    shown = heard.named.union(named)
    heard.read(shown)
    while True:
        least, most = heard.films(reports, shown)
        behind = set(heard.behind(_Doubt(least, most), shown, pairs)) if least is not most else set()
        if not behind:
            return least
        heard.read(behind)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Two films between which the truth lies."""

    least: Film
    most: Film

    def of(self, condition: str) -> bool:
        """Return whether they differ on a condition."""
        one, other = self.least, self.most
        ever = one.conditions.get(condition) != other.conditions.get(condition)
        return ever or one.undated_conditions.get(condition) != other.undated_conditions.get(condition)

    def on(self, pair: Pair) -> bool:
        """Return whether they differ on what an actor holds of a proposal."""
        one, other = self.least, self.most
        ever = one.positions.get(pair) != other.positions.get(pair)
        return ever or one.undated_positions.get(pair) != other.undated_positions.get(pair)


@dataclass(slots=True)
class _Heard:
    """What was read so far."""

    store: Store
    rules: Mapping[str, Requirement]
    named: set[str] = field(default_factory=set)
    _found: dict[tuple[str, str], Said] = field(default_factory=dict)
    _asked: set[Need] = field(default_factory=set)
    # By proposal and actor, the conditions with a rule that were named.
    _leaves: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def add(self, said: Iterable[Said]) -> None:
        """Take in what was said."""
        for one in said:
            self._found[one.node, one.actor] = one
            own = self._leaves[one.proposal][one.actor]
            if one.expression:
                leaves = one.expression.leaves()
                self.named.update(leaves)
                own.update(self.rules.keys() & leaves)

    def read(self, conditions: Iterable[str]) -> None:
        """Read all that the rules of some conditions look at."""
        wanted = {need for one in conditions if one in self.rules for need in needs(self.rules[one])}
        self.add(read(self.store, wanted - self._asked))
        self._asked |= wanted

    def films(self, reports: Sequence[StatusReport], shown: Set[str]) -> tuple[Film, Film]:
        """Return what holds at least and at most; the same film twice where all was read."""
        bearing = self.named | shown
        told = [report for report in reports if report.condition in bearing]
        rules = {condition: rule for condition, rule in self.rules.items() if condition in bearing}
        known = {condition: rule for condition, rule in rules.items() if self._known(rule)}
        if len(known) == len(rules):
            (only,) = films(self._found.values(), told, [rules])
            return only, only
        least, most = films(self._found.values(), told, [known, dict.fromkeys(rules, _ALWAYS) | known])
        return least, most

    def _known(self, rule: Requirement) -> bool:
        return self._asked.issuperset(needs(rule))

    def behind(self, doubt: _Doubt, shown: Set[str], pairs: Iterable[Pair]) -> Iterator[str]:
        """Yield the conditions not read so far that make what is shown doubtful, be it through others."""
        left = [condition for condition in shown if doubt.of(condition)]
        left += [leaf for pair in pairs if doubt.on(pair) for leaf in self._leaves[pair[0]][pair[1]]]
        seen: set[str] = set()
        while left:
            condition = left.pop()
            if condition in seen or condition not in self.rules:
                continue
            seen.add(condition)
            if not self._known(self.rules[condition]):
                yield condition
            else:
                left += self._doubtful(doubt, self.rules[condition])

    def _doubtful(self, doubt: _Doubt, rule: Requirement) -> Iterator[str]:
        """Yield what those hang on whom a rule looks at and of whom it is not known when they are firm."""
        for proposal, actor in needs(rule):
            for other, leaves in self._leaves.get(proposal, {}).items():
                if actor in (None, other) and doubt.on((proposal, other)):
                    yield from leaves
