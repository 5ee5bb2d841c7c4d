"""The formulas of Discourse Network Analyzer, as matrix products.

n is the count of statements by level, actor and thing: n[k, a, c]. Levels are those of agreement (0 disagree,
1 agree, 2 neither) or the five points of the scale. The diagonal is left at zero, as in DNA.

Source: Leifeld, "Discourse Network Analysis", in: Oxford Handbook of Political Networks, 2017; leifeld/dna,
class Exporter (`computeOneModeMatrix`, `computeTwoModeMatrix`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coalition_graph.analysis.networks.options import AGREES, DISAGREES, Options
from coalition_graph.vocabulary import SCORES

__all__ = ["Matrix", "behind", "one_mode", "two_mode"]

Matrix = NDArray[np.float64]

_POINTS: Final = np.arange(min(SCORES.values()), max(SCORES.values()) + 1, dtype=np.float64)
_AGREE: Final = np.diag([1.0, 1.0, 0.0])
_DISAGREE: Final = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])


def closeness(scale: bool) -> Matrix:
    """Return how far two levels agree: 1 for the same, but 0 for neither; on the scale 1 − |k1 − k2| / range.

    The range is that of the scale, 4; DNA takes that of the values which happen to occur.

    >>> closeness(True)[0].tolist()
    [1.0, 0.75, 0.5, 0.25, 0.0]
    """
    return 1 - distance(True) if scale else _AGREE


def distance(scale: bool) -> Matrix:
    """Return how far two levels conflict: 1 for agree against disagree; on the scale |k1 − k2| / range.

    >>> distance(False)[0].tolist()
    [0.0, 1.0, 0.0]
    """
    apart: Matrix = np.abs(_POINTS[:, None] - _POINTS[None, :]) / np.ptp(_POINTS)
    return apart if scale else _DISAGREE


def behind(options: Options) -> Matrix:
    """Return which pairs of levels make a tie at all, so that the statements behind it can be told."""
    size = len(_POINTS) if options.scale else len(_AGREE)
    pairs = {
        "congruence": closeness(options.scale) > 0,
        "conflict": distance(options.scale) > 0,
        "subtract": closeness(options.scale) + distance(options.scale) > 0,
    }
    return np.asarray(pairs.get(options.mode, np.ones((size, size))), dtype=np.float64)


def one_mode(n: Matrix, options: Options) -> Matrix:
    """Return actor × actor.

    congruence(a, b) = Σc Σk n(a, c, k) · n(b, c, k); conflict(a, b) = Σc n(a, c, 0) · n(b, c, 1) +
    n(a, c, 1) · n(b, c, 0); subtract = congruence − conflict; ignore(a, b) = Σc n(a, c) · n(b, c), with
    n(a, c) over all levels. On the scale every pair of levels counts, by its closeness or distance.
    """
    weight: Matrix = _MODES.get(options.mode, _ignore)(n, options.scale)
    divided = _divided(weight, _ONE_MODE[options.normalise](n))
    np.fill_diagonal(divided, 0)
    return divided


def _ignore(n: Matrix, _: bool) -> Matrix:
    total: Matrix = n.sum(axis=0)
    return total @ total.T


def _congruence(n: Matrix, scale: bool) -> Matrix:
    return _weighed(n, closeness(scale))


def _conflict(n: Matrix, scale: bool) -> Matrix:
    return _weighed(n, distance(scale))


def _subtract(n: Matrix, scale: bool) -> Matrix:
    return _weighed(n, closeness(scale) - distance(scale))


def _weighed(n: Matrix, weight: Matrix) -> Matrix:
    """Return Σc Σk1 Σk2 n(a, c, k1) · weight(k1, k2) · n(b, c, k2), as one product of matrices."""
    return _flat(np.tensordot(weight, n, axes=(1, 0))) @ _flat(n).T


def _flat(n: Matrix) -> Matrix:
    levels, actors, things = n.shape
    return np.moveaxis(n, 1, 0).reshape(actors, levels * things)


_MODES: Final[dict[str, Callable[[Matrix, bool], Matrix]]] = {
    "congruence": _congruence,
    "conflict": _conflict,
    "subtract": _subtract,
}


def _activity(n: Matrix) -> Matrix:
    """Return n(a), the statements of each actor."""
    return np.asarray(n.sum(axis=(0, 2)), dtype=np.float64)


def _undivided(n: Matrix) -> Matrix:
    return np.ones((n.shape[1], n.shape[1]))


def _average(n: Matrix) -> Matrix:
    """Return (n(a) + n(b)) / 2."""
    return (_activity(n)[:, None] + _activity(n)[None, :]) / 2


def _jaccard(n: Matrix) -> Matrix:
    """Return m10 + m01 + m11 over things and levels.

    m10 = Σ n(a, c, k) where n(b, c, k) = 0, m01 the other way round, m11 = Σ n(a, c, k) · n(b, c, k).
    """
    flat = _flat(n)
    alone = flat @ (flat == 0).T
    return np.asarray(alone + alone.T + flat @ flat.T, dtype=np.float64)


def _cosine(n: Matrix) -> Matrix:
    """Return √n(a)² · √n(b)², which is DNA's denominator under the name of cosine."""
    return np.outer(_activity(n), _activity(n))


_ONE_MODE: Final[dict[str, Callable[[Matrix], Matrix]]] = {
    "none": _undivided,
    "average": _average,
    "jaccard": _jaccard,
    "cosine": _cosine,
}


def two_mode(n: Matrix, options: Options) -> Matrix:
    """Return actor × thing.

    ignore: n(a, c) over all levels. subtract: n(a, c, agree) − n(a, c, disagree); on the scale
    Σk k · n(a, c, k). combine: one number per combination of levels that occur, Σ 2^(K − 1 − k): 1 agrees,
    2 disagrees, 3 both, 0 neither; on the scale from 1 (only +2) to 31. activity divides by the statements
    of the row, prominence by those of the column; with combine by how many of its cells are not 0, as in
    DNA.
    """
    cells = _QUALIFIERS[options.qualifier](n, options.scale)
    if options.normalise == "none":
        return cells
    counted = np.asarray(cells > 0, dtype=np.float64) if options.qualifier == "combine" else n.sum(axis=0)
    return _divided(cells, counted.sum(axis=1 if options.normalise == "activity" else 0, keepdims=True))


def _total(n: Matrix, _: bool) -> Matrix:
    return np.asarray(n.sum(axis=0), dtype=np.float64)


def _balance(n: Matrix, scale: bool) -> Matrix:
    return np.asarray(np.tensordot(_POINTS, n, axes=(0, 0)) if scale else n[AGREES] - n[DISAGREES])


def _combined(n: Matrix, scale: bool) -> Matrix:
    told = n if scale else n[: AGREES + 1]
    ranks = 2.0 ** np.arange(len(told) - 1, -1, -1)
    return np.asarray(np.tensordot(ranks, told > 0, axes=(0, 0)))


_QUALIFIERS: Final[dict[str, Callable[[Matrix, bool], Matrix]]] = {
    "ignore": _total,
    "subtract": _balance,
    "combine": _combined,
}


def _divided(weight: Matrix, by: Matrix) -> Matrix:
    """Return a quotient, 0 where the divisor is 0."""
    return np.divide(weight, by, out=np.zeros_like(weight), where=by != 0)
