"""What a graph answers to "who agrees with whom": projections, and what is measured on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Unpack, get_args, overload

from coalition_graph import dates
from coalition_graph.analysis.networks import options
from coalition_graph.analysis.networks.options import Asked, Mode, Options
from coalition_graph.errors import BadParameter
from coalition_graph.graph.naming import Naming, day
from coalition_graph.table import Table
from coalition_graph.vocabulary import SCORES, ActorKind

if TYPE_CHECKING:
    from coalition_graph.analysis.networks.measures import Measure
    from coalition_graph.analysis.networks.projecting import Projection

__all__ = ["Networks"]


class Networks(Naming):
    """Networks of actors, with the names and numbers of Discourse Network Analyzer."""

    @overload
    def projection(self, mode: Mode, *, window: None = None, **asked: Unpack[Asked]) -> Projection: ...
    @overload
    def projection(
        self, mode: Mode, *, window: str, step: str | None = None, **asked: Unpack[Asked]
    ) -> list[Projection]: ...
    def projection(
        self, mode: Mode, *, window: str | None = None, step: str | None = None, **asked: Unpack[Asked]
    ) -> Projection | list[Projection]:
        """Return who agrees with whom as a NetworkX graph; with a window, one graph per window.

        Nodes have `label`, `code`, `kind`, `statements` (how many; attendances in `co-attendance`), `degree`,
        `community`, `betweenness` and, where stances were taken, `mean_stance` on the five points. Ties have
        `weight` and `statements`, the ids of those behind it. `graph["notes"]` says what was left out.

        Args:
            mode: `actor-proposal` (two-mode), `congruence`, `conflict`, `subtract`, `ignore` (actors by what
                they say on the same proposals), `co-attendance` (by meetings), `conditions` (from an actor to
                those whose stance its conditions require).
            window: such as `30d`, `2w` or `1y`; each graph then has `from` and `to`.
            step: how far each window begins after the one before; its length if not given.
            asked: which ties count, and how; see `Asked`.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a word or a day that an option does not take, or a step without a window.

        >>> import coalition_graph
        >>> graph = coalition_graph.open("example").projection("congruence", level="country")
        >>> graph.nodes["country:SE"]["label"], sorted(graph.edges["country:SE", "country:FR"])
        ('Sweden', ['statements', 'weight'])
        """
        from coalition_graph.analysis.networks import projecting

        chosen = self._options(mode, asked)
        if window is None and step is not None:
            raise BadParameter("step", step, "it needs a window, such as 30d")
        if window is None:
            return projecting.project(self.store, chosen)
        length = options.days("window", window)
        return list(projecting.series(self.store, chosen, length, options.days("step", step or window)))

    def measures(self, of: Measure, *, mode: Mode = "subtract", **asked: Unpack[Asked]) -> Table:
        """Return what is measured on a network of actors, as a table.

        Args:
            of: `communities` (Louvain), `contested` (entropy of the stances on each proposal), `cohesion`
                (the share of each community that agrees less that of the others, per proposal and condition)
                or `polarisation` (signed modularity and frustration).
            mode: the network whose communities are meant; `contested` needs none.
            asked: as in `projection`.

        Raises:
            UnknownName: a name that nothing bears.
            BadParameter: a word or a day that an option does not take, or a mode without statements.

        >>> import coalition_graph
        >>> contested = coalition_graph.open("example").measures("contested")
        >>> [(row["proposal"], row["actors"]) for row in contested][0]
        ('land-force', 19)
        """
        from coalition_graph.analysis.networks import measures

        options.one_of("of", of, measures.MEASURES)
        options.one_of("mode", mode, ("congruence", "conflict", "subtract", "ignore"))
        return measures.measures(self.store, of, self._options(mode, asked))

    def _options(self, mode: Mode, asked: Asked) -> Options:
        given = {key: value for key, value in asked.items() if key not in _RESOLVED}
        return Options(
            mode,
            **given,  # type: ignore[arg-type]
            agreement=options.agreement(asked.get("agreement", ())),
            since=_first(asked.get("since")),
            until=day("until", asked.get("until")),
            exclude=self._excluded(asked.get("exclude", ())),
            proposal=self._thing("proposal", asked.get("proposal")),
        )

    def _excluded(self, named: Iterable[str]) -> frozenset[str]:
        return frozenset(f"stance:{name}" if name in SCORES else self._one(name) for name in named)

    def _one(self, name: str) -> str:
        node = self.references.anything(name)
        if node.partition(":")[0] not in _EXCLUDABLE:
            mend = f"{node} is no actor, proposal, source, meeting or stance, and no tie is told by it"
            raise BadParameter("exclude", name, mend)
        return node


_EXCLUDABLE: Final = frozenset((*get_args(ActorKind), "proposal", "source", "meeting"))
_RESOLVED: Final = frozenset(("agreement", "since", "until", "exclude", "proposal"))


def _first(given: str | dt.date | None) -> dt.date | None:
    """Return the first day of what is given, so that from March means all of it."""
    if given is None or isinstance(given, dt.date):
        return given
    try:
        return dates.parse(given).earliest
    except dates.BadDate as error:
        raise BadParameter("from", given, str(error)) from None
