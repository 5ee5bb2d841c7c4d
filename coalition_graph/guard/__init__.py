"""Queries of strangers, run in workers with limits: a query may fail, the process that asked may not.

Time is kept by killing the worker, since the engine cannot be interrupted. What kills the engine, such as
an expression nested by the ten thousand, ends a worker only; another one takes its place.
"""

from __future__ import annotations

from coalition_graph.guard.guard import Guard
from coalition_graph.guard.limits import Limits

__all__ = ["Guard", "Limits"]
