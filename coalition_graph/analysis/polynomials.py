"""Conditions as polynomials, so that many expressions are worked out for every subset at once.

With 1 for met and 0 for not, `all` multiplies, and `any` is 1 less the product of what is lacking; nothing
is squared, since 1 and 0 are their own squares. Such polynomials can be added up over many positions; what
the sum comes to on all subsets of n conditions takes n passes over 2**n numbers, however many were added.

Source: Yates' method, or the zeta transform over subsets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coalition_graph.model import Expression

__all__ = ["Joined", "Number", "Part", "on_all_subsets", "polynomial", "reduced"]

Number = NDArray[np.int64]
# Per product of conditions, as the bits of a number, how often it is added.
Polynomial = Mapping[int, int]

_ONE: Final[Polynomial] = {0: 1}


class Joined(NamedTuple):
    """What is left of an expression once all that is known has been taken out of it."""

    op: str
    parts: tuple[Part, ...]

    def leaves(self) -> set[str]:
        """Return every condition named."""
        found: set[str] = set()
        for part in self.parts:
            if isinstance(part, Joined):
                found |= part.leaves()
            elif isinstance(part, str):
                found.add(part)
        return found


Part = Joined | str | bool


def reduced(part: Expression | str | None, known: Callable[[str], bool | None]) -> Part:
    """Return an expression without the conditions that are known, and each part once, in order.

    >>> either = Expression(op="any", parts=("b", "c"))
    >>> reduced(Expression(op="all", parts=("a", either)), {"a": True, "c": False}.get)
    'b'
    """
    if part is None:
        return True
    if isinstance(part, str):
        is_ = known(part)
        return part if is_ is None else is_
    enough = part.op == "any"
    parts = {reduced(inner, known) for inner in part.parts}
    if enough in parts:
        return enough
    unknown = sorted((inner for inner in parts if not isinstance(inner, bool)), key=str)
    if len(unknown) < 2:
        return unknown[0] if unknown else not enough
    return Joined(part.op, tuple(unknown))


def polynomial(part: Part, bits: Mapping[str, int]) -> Polynomial:
    """Return the polynomial of an expression.

    Args:
        bits: per condition the place of its bit.

    >>> polynomial(Joined("any", ("a", "b")), {"a": 0, "b": 1}) == {1: 1, 2: 1, 3: -1}
    True
    """
    if isinstance(part, bool):
        return _ONE if part else {}
    if isinstance(part, str):
        return {1 << bits[part]: 1}
    inner = (polynomial(one, bits) for one in part.parts)
    if part.op == "all":
        return reduce(_times, inner, _ONE)
    return _lacking(reduce(_times, map(_lacking, inner), _ONE))


def _lacking(one: Polynomial) -> Polynomial:
    return _added((_ONE, 1), (one, -1))


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    return _added(
        *(({mask | more: count}, times) for mask, count in one.items() for more, times in other.items())
    )


def _added(*terms: tuple[Polynomial, int]) -> Polynomial:
    total: dict[int, int] = defaultdict(int)
    for one, times in terms:
        for mask, count in one.items():
            total[mask] += times * count
    return {mask: count for mask, count in total.items() if count}


def on_all_subsets(weighted: Iterable[tuple[Polynomial, int]], conditions: int) -> Number:
    """Return what polynomials, each so many times, add up to on every subset of conditions.

    >>> on_all_subsets([({1: 1, 2: 1, 3: -1}, 5)], 2).tolist()
    [0, 5, 5, 5]
    """
    numbers = np.zeros(1 << conditions, np.int64)
    for mask, count in _added(*weighted).items():
        numbers[mask] = count
    for bit in range(conditions):
        halves = numbers.reshape(-1, 2, 1 << bit)
        halves[:, 1, :] += halves[:, 0, :]
    return numbers
