"""What a variable of a query may be given: nodes, texts, numbers, truth and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from coalition_graph.table import Cell

__all__ = ["NONE", "Node", "Value"]


class Node(str):
    """A value that is a node, by its prefixed name: `Node("country:SE")`; any other text is a text."""

    __slots__ = ()


Value = Cell | dt.date
NONE: Final[Mapping[str, Value]] = MappingProxyType({})
