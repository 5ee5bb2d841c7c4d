"""Cells → typed values: each distinct cell of a column is typed once, for most stand in many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final

from coalition_graph import model
from coalition_graph.files import columns
from coalition_graph.files.cells import plain
from coalition_graph.files.coding import Data, canonical
from coalition_graph.files.header import Filler, Plan
from coalition_graph.files.wording import CLASSES

__all__ = ["Column", "Getter", "Uneven", "by_key"]

# How many distinct cells of a column are remembered; where more come, few of them come again.
MOST: Final = 16_384
# The cells of a row that fill one key.
Cells = str | tuple[str, ...]
Getter = Callable[[Sequence[str]], Cells]
Filled = tuple[object, str]


class Uneven(Exception):
    """Cells side by side that hold different numbers of values; the column of the first comes with it."""


class Column(dict[Cells, Filled | None]):
    """By the cells that fill one key: its value, and key and value in canonical JSON; None for nothing.

    A wrong value is given as written, and its faults are added to `faults`, every time it is asked for.

    Args:
        section: which table it is, such as `statements`.
        key: as it is written.
        read: makes of cells what a coding file would hold.
        faults: where faults go.
        uneven: where the names of columns of uneven cells go.
    """

    __slots__ = ("_faults", "_head", "_read", "_type", "_uneven", "_wrong", "key", "name")

    def __init__(
        self,
        section: str,
        key: str,
        read: Callable[[Cells], Data],
        faults: list[model.Fault],
        uneven: list[str],
    ) -> None:
        super().__init__()
        cls = CLASSES[section]
        self.key = key
        self.name = next(name for name, field in model.fields(cls).items() if (field.alias or name) == key)
        # Only a statement is named by how it is written.
        self._head = f"{canonical(key)}:" if section == "statements" else ""
        self._read, self._type = read, model.typing_of(cls, self.name)
        self._faults, self._uneven = faults, uneven
        self._wrong: dict[Cells, list[model.Fault]] = {}

    def __missing__(self, cells: Cells) -> Filled | None:
        try:
            data = self._read(cells)
        except Uneven as error:
            self._uneven.append(str(error))
            return None
        value = self._wrong.get(cells) or (self._type(data) if data else None)
        if len(self) + len(self._wrong) >= MOST:
            self.clear()
            self._wrong.clear()
        if isinstance(value, list):
            self._wrong[cells] = value
            self._faults += value
            return data, ""
        written = f"{self._head}{canonical(data)}" if self._head else ""
        self[cells] = found = (value, written) if data else None
        return found


def by_key(
    section: str, plan: Plan, faults: list[model.Fault], uneven: list[str]
) -> list[tuple[Getter, Column]]:
    """Return for each key that a table fills, in their order, which cells fill it and what they mean.

    Args:
        section: which table it is, such as `statements`.
        plan: what each cell fills.
        faults: where faults of values go.
        uneven: where the names of columns of uneven cells go.
    """
    made: dict[str, tuple[Getter, Callable[[Cells], Data]]] = {}
    for index, key, fill in plan.flat:
        made[key] = itemgetter(index), _flat(fill)
    for group, fillers in plan.nested.items():
        made[group] = _together([index for index, _, _ in fillers]), _nested(group, fillers)
    return [(get, Column(section, key, read, faults, uneven)) for key, (get, read) in sorted(made.items())]


def _together(indices: list[int]) -> Getter:
    first, *others = indices
    if others:
        return itemgetter(*indices)
    return lambda row: (row[first],)


def _flat(fill: Callable[[str], Data]) -> Callable[[Cells], Data]:
    return lambda cell: fill(plain(cell)) if isinstance(cell, str) and cell else ""


def _nested(group: str, fillers: Iterable[Filler]) -> Callable[[Cells], Data]:
    """Return how `contribution`, `reported` or `requires` is read from its dotted columns."""

    def read(cells: Cells) -> Data:
        stripped = [cell.strip() for cell in cells]
        given = {
            key: fill(plain(cell)) for (_, key, fill), cell in zip(fillers, stripped, strict=True) if cell
        }
        several = group == "contribution" and any("|" in cell for cell in stripped)
        return _several(group, given) if several else {**given}

    return read


def _several(group: str, given: dict[str, Data]) -> Data:
    """Return one contribution for each of the values that stand side by side in the cells."""
    parts = {key: columns.parts(str(value)) for key, value in given.items()}
    if len({len(part) for part in parts.values()}) > 1:
        raise Uneven(f"{group}.{next(iter(parts))}")
    made = (zip(parts, values, strict=True) for values in zip(*parts.values(), strict=True))
    return [{key: value for key, value in one if value} for one in made]
