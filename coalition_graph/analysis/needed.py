"""A slice of what was said, with what it hangs on.

Conditions may require things of other actors and other proposals, whose conditions may require more; that is
fetched too, and only that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from coalition_graph.analysis.conditions import Need, needs_of
from coalition_graph.analysis.fetching import fetch
from coalition_graph.analysis.groups import Groups
from coalition_graph.analysis.said import Said
from coalition_graph.model import Requirement
from coalition_graph.store import Store
from coalition_graph.vocabulary import listable

__all__ = ["fetched", "read", "with_needs"]

NOBODY = Groups((), None)


def fetched(store: Store, proposal: str | None, actor: str | None, groups: Groups) -> list[Said]:
    """Return what was said on a proposal, and all within it, by an actor and the groups that stand for it."""
    actors = None if actor is None else groups.around(actor)
    return fetch(store, proposals=None if proposal is None else [proposal], actors=actors)


def with_needs(
    store: Store, said: Iterable[Said], rules: Mapping[str, Requirement], groups: Groups
) -> list[Said]:
    """Return statements with those of other actors and proposals that their conditions hang on.

    Args:
        store: what is asked.
        said: the statements of a slice.
        rules: what conditions require to hold by themselves.
        groups: those that stand for their members.
    """
    found = {(one.node, one.actor): one for one in said}
    asked: set[Need] = set()
    wanted = _wanted(found.values(), rules)
    while wanted:
        asked |= wanted
        news = {(one.node, one.actor): one for one in read(store, wanted, groups)}
        found |= news
        wanted = {need for need in _wanted(news.values(), rules) if asked.isdisjoint((need, (need[0], None)))}
    return [found[key] for key in sorted(found)]


def read(store: Store, wanted: Iterable[Need], groups: Groups = NOBODY) -> Iterator[Said]:
    """Yield what rules look at, several proposals at a time; what is wanted of all is not asked of one."""
    by: dict[str | None, set[str]] = defaultdict(set)
    for proposal, actor in wanted:
        if not listable(proposal) or not listable(actor or proposal):
            # Only a graph made elsewhere requires things of what has no name.
            yield from fetch(store)
            return
        by[actor].add(proposal)
    for actor, proposals in by.items():
        actors = None if actor is None else groups.around(actor)
        left = proposals if actor is None else proposals - by.get(None, set())
        yield from fetch(store, proposals=sorted(left), actors=actors)


def _wanted(said: Iterable[Said], rules: Mapping[str, Requirement]) -> set[Need]:
    leaves = {leaf for one in said if one.expression for leaf in one.expression.leaves()}
    return needs_of(leaves, rules)
