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

from coalition_graph.analysis.conditions import Need, StatusReport, needs, needs_of
from coalition_graph.analysis.doubt import EVER, Doubt, Span
from coalition_graph.analysis.intervals import Film, films
from coalition_graph.analysis.needed import read
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
        behind = heard.behind(Doubt(least, most), shown, pairs) if least is not most else set()
        if not behind:
            return least
        heard.read(behind)


@dataclass(slots=True)
class _Heard:
    """What was read so far."""

    store: Store
    rules: Mapping[str, Requirement]
    named: set[str] = field(default_factory=set)
    _found: dict[tuple[str, str], Said] = field(default_factory=dict)
    _asked: set[Need] = field(default_factory=set)
    _actors: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, said: Iterable[Said]) -> None:
        """Take in what was said."""
        for one in said:
            self._found[one.node, one.actor] = one
            self._actors[one.proposal].add(one.actor)
            if one.expression:
                self.named.update(one.expression.leaves())

    def read(self, conditions: Iterable[str]) -> None:
        """Read all that the rules of some conditions look at."""
        wanted = needs_of(conditions, self.rules)
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

    def behind(self, doubt: Doubt, shown: Set[str], pairs: Iterable[Pair]) -> set[str]:
        """Return the conditions not read so far that make what is shown doubtful, be it through others."""
        left = [(condition, span) for condition in shown for span in doubt.of(condition)]
        left += [named for pair in pairs for named in self._named(doubt, pair, EVER)]
        seen: set[tuple[str, Span]] = set()
        found: set[str] = set()
        while left:
            condition, span = left.pop()
            if (condition, span) in seen or condition not in self.rules:
                continue
            seen.add((condition, span))
            if not self._known(self.rules[condition]):
                found.add(condition)
            else:
                left += self._through(doubt, self.rules[condition], span)
        return found

    def _through(self, doubt: Doubt, rule: Requirement, span: Span) -> Iterator[tuple[str, Span]]:
        """Yield what those hang on whom a rule looks at, and when it makes them doubtful."""
        for proposal, actor in needs(rule):
            for other in self._actors.get(proposal, ()):
                if actor in (None, other):
                    yield from self._named(doubt, (proposal, other), span)

    def _named(self, doubt: Doubt, pair: Pair, within: Span) -> Iterator[tuple[str, Span]]:
        for span, views in doubt.on(pair):
            if common := span.common(within):
                yield from ((leaf, common) for view in views for leaf in view.position.conditions)
