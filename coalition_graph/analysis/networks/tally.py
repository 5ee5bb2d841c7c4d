"""Ties counted, and the statements behind each tie of a network, told only when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from coalition_graph.analysis.networks.choosing import levels
from coalition_graph.analysis.networks.formulas import Matrix, behind
from coalition_graph.analysis.networks.options import NEITHER, Options
from coalition_graph.analysis.networks.ties import Bools, Ints, Ties
from coalition_graph.vocabulary import SCORES

__all__ = ["Evidence", "Tally"]


@dataclass(frozen=True)
class Tally:
    """Ties counted by level, actor and thing.

    Args:
        ties: of the actors and things below only.
        rows: the actors.
        columns: the things.
    """

    ties: Ties
    rows: Sequence[str]
    columns: Sequence[str]
    options: Options

    @cached_property
    def row(self) -> Ints:
        """The place of each tie's actor among the rows."""
        return _places(self.ties.actors, self.rows)

    @cached_property
    def column(self) -> Ints:
        """The place of each tie's thing among the columns."""
        return _places(self.ties.things, self.columns)

    @cached_property
    def level(self) -> Ints:
        """The level k of each tie; meetings and dependence have but one."""
        if not self._has_levels:
            return np.zeros(len(self.ties), dtype=np.int64)
        return levels(self.ties, self.options)

    @property
    def _has_levels(self) -> bool:
        return self.options.mode not in ("co-attendance", "conditions")

    @cached_property
    def n(self) -> Matrix:
        """n[k, a, c], the count of ties; who met is counted once a meeting, however many report it."""
        size = (len(SCORES) - 1 if self.options.scale else NEITHER + 1) if self._has_levels else 1
        shape = size, len(self.rows), len(self.columns)
        flat = np.ravel_multi_index((self.level, self.row, self.column), shape) if len(self.ties) else ()
        counted = np.bincount(np.asarray(flat, dtype=np.int64), minlength=int(np.prod(shape)))
        found = counted.reshape(shape).astype(np.float64)
        return np.minimum(found, 1) if self.options.mode == "co-attendance" else found

    @cached_property
    def scores(self) -> Matrix:
        """The stance of each tie on the five points."""
        return np.fromiter((SCORES.get(stance, 0) for stance in self.ties.stances), float, len(self.ties))

    @cached_property
    def _of(self) -> list[Ints]:
        """Per actor, the places of its ties."""
        order = np.argsort(self.row, kind="stable")
        return np.split(order, np.searchsorted(self.row[order], np.arange(1, max(len(self.rows), 1))))

    @cached_property
    def _pairs(self) -> Matrix:
        return behind(self.options) if self._has_levels else np.ones((1, 1))

    def between(self, first: int, second: int) -> tuple[str, ...]:
        """Return the ids of the ties that tie two actors to each other, in the order of time."""
        kept = [self._meeting(one, other) for one, other in ((first, second), (second, first))]
        return tuple(dict.fromkeys(self.ties.ids[np.sort(np.concatenate(kept))]))

    def _meeting(self, one: int, other: int) -> Ints:
        """Return the ties of one actor that meet one of another on the same thing, at levels that matter."""
        met = (self._pairs @ (self.n[:, other, :] > 0)) > 0
        own = self._of[one]
        return own[met[self.level[own], self.column[own]]]

    def on(self, row: int, column: int) -> tuple[str, ...]:
        """Return the ids of the ties of an actor to a thing, in the order of time."""
        own = self._of[row]
        kept = own[(self.column[own] == column) & self._counts[own]]
        return tuple(dict.fromkeys(self.ties.ids[kept]))

    @cached_property
    def _counts(self) -> Bools:
        """Whether each tie adds to its cell; with agreement subtracted, `neither` adds nothing."""
        if self.options.ignores_stance or (self.options.scale and self.options.qualifier == "combine"):
            return np.ones(len(self.ties), dtype=bool)
        return np.asarray(self.scores != 0) if self.options.scale else np.asarray(self.level != NEITHER)


def _places(values: Sequence[str] | np.typing.NDArray[np.object_], names: Sequence[str]) -> Ints:
    known = {name: place for place, name in enumerate(names)}
    return np.fromiter((known[value] for value in values), np.int64, len(values))


class Evidence(Sequence[str]):
    """The ids of the statements behind one tie, gathered when they are first looked at.

    A dense network has millions of them, and most are never read. As text they are joined with `|`.
    """

    __slots__ = ("_first", "_second", "_tally")

    def __init__(self, tally: Tally, first: int, second: int) -> None:
        self._tally, self._first, self._second = tally, first, second

    @property
    def _ids(self) -> tuple[str, ...]:
        if self._tally.options.mode in ("actor-proposal", "conditions"):
            return self._tally.on(self._first, self._second)
        return self._tally.between(self._first, self._second)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return self._ids[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __eq__(self, other: object) -> bool:
        return self._ids == (other._ids if isinstance(other, Evidence) else other)

    def __hash__(self) -> int:
        return hash(self._ids)

    def __repr__(self) -> str:
        return repr(self._ids)

    def __str__(self) -> str:
        return "|".join(self._ids)
