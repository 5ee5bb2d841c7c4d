"""Which column of somebody else's table fills which key, as the command and `import.yaml` say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from coalition_graph import text, vocabulary
from coalition_graph.errors import BadParameter, did_you_mean
from coalition_graph.files import columns
from coalition_graph.files.coding import Data
from coalition_graph.files.wording import keys

__all__ = ["DATES", "KEYS", "SKIP", "CsvMapping", "Filled", "asked", "parsed"]

SKIP: Final = "skip"
_NOTHING: Final = "nothing"
DATES: Final = frozenset({"said", "source.published", "source.accessed"})
_OF_SOURCE: Final = tuple(f"source.{key}" for key in keys("source") if key not in ("id", "text", "sha256"))
KEYS: Final = (*columns.known("statements"), "proposal.title", *_OF_SOURCE)
_KINDS: Final = get_args(vocabulary.ActorKind)
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills one key.

    Args:
        columns: one, or several whose filled cells are joined.
        values: what is written for a cell; `skip` leaves the row out, `nothing` the cell empty.
        dates: the order of a date's parts, such as `d.m.y`.
    """

    columns: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """How a table is read.

    Args:
        map: by key, the columns that fill it.
        set: by key, the same value for every row.
        declare: the kind of actors that are not known yet; empty where an unknown name is a problem.
    """

    map: Mapping[str, Filled] = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)
    declare: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are filled, each once."""
        return tuple(dict.fromkeys((*self.map, *self.set)))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        return tuple(name for one in self.map.values() for name in one.columns)

    def checked(self) -> CsvMapping:
        """Return this mapping, or say what is wrong with it.

        Raises:
            BadParameter: a key that no statement has, or a kind that no actor is of.
        """
        if wrong_dates := next(
            (key for key, one in self.map.items() if one.dates and key not in DATES), None
        ):
            raise BadParameter("--map", wrong_dates, "only a date takes an order of its parts")
        for option, given in (("--map", self.map), ("--set", self.set)):
            if wrong := next((key for key in given if key not in KEYS), None):
                near = did_you_mean(text.nearest(wrong, KEYS)) or f"; there are {', '.join(KEYS)}"
                raise BadParameter(option, wrong, f"statements have no such key{near}")
        if self.declare not in ("", *_KINDS):
            raise BadParameter("--declare", self.declare, f"give one of {', '.join(_KINDS)}")
        return self

    def settings(self) -> dict[str, Data]:
        """Return this mapping as `import.yaml` holds it."""
        told: dict[str, Data] = {
            key: {
                "column": one.columns[0] if len(one.columns) == 1 else [*one.columns],
                "values": {value: written or _NOTHING for value, written in one.values.items()},
                "dates": one.dates,
            }
            for key, one in self.map.items()
        }
        return {"map": told, "set": {**self.set}, "declare": self.declare}

    @classmethod
    def remembered(cls, settings: Mapping[str, Data]) -> CsvMapping:
        """Return the mapping that `import.yaml` holds, perhaps mended by hand."""
        given = settings.get("map", {})
        made = {key: _remembered(key, one) for key, one in given.items()} if isinstance(given, dict) else {}
        constants, declare = settings.get("set", {}), settings.get("declare", "")
        return cls(made, _texts(constants), declare if isinstance(declare, str) else "")


def _remembered(key: str, told: Data) -> Filled:
    if isinstance(told, str):
        return Filled((told,))
    if not isinstance(told, dict) or not told.get("column"):
        raise BadParameter("import.yaml", key, "write {column: NAME}, with values or dates beside it")
    names = told["column"]
    values = {key: _written(value) for key, value in _texts(told.get("values", {})).items()}
    dates = told.get("dates", "")
    listed = tuple(str(name) for name in names) if isinstance(names, list) else (str(names),)
    return Filled(listed, values, dates if isinstance(dates, str) else "")


def _written(value: str) -> str:
    return "" if value == _NOTHING else value


def _texts(data: Data) -> dict[str, str]:
    if not isinstance(data, dict):
        return {}
    return {key: value for key, value in data.items() if isinstance(value, str)}


def parsed(maps: Sequence[str], sets: Sequence[str], declare: str, header: Sequence[str]) -> CsvMapping:
    """Return the mapping that options give: KEY=COLUMN, KEY=COLUMN:FROM=TO,FROM=TO and KEY=VALUE.

    Args:
        maps: values of `--map`.
        sets: values of `--set`.
        declare: value of `--declare`.
        header: names of the table's columns, in which `:`, `=` and `|` may stand.

    Raises:
        BadParameter: one that is not of these shapes.

    >>> parsed(["stance=Vote:yes=supports,no=opposes"], [], "", ["Vote"]).map["stance"].values
    {'yes': 'supports', 'no': 'opposes'}
    """
    made: dict[str, Filled] = {}
    for given in maps:
        key, told = _pair("--map", given, "KEY=COLUMN, such as actor=Country")
        one = _filled(key, told, header)
        if key in made:
            before = made[key]
            one = Filled(
                (*before.columns, *one.columns), {**before.values, **one.values}, one.dates or before.dates
            )
        made[key] = one
    constants = dict(_pair("--set", given, "KEY=VALUE, such as proposal=land-force") for given in sets)
    return CsvMapping(made, constants, declare)


def asked(maps: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that values of `--map` seem to name, before the table is read.

    >>> asked(["actor=v1|v2", "stance=Vote:yes=supports"])
    ('v1|v2', 'v1', 'v2', 'Vote:yes=supports', 'Vote')
    """
    told = [given.partition("=")[2] for given in maps]
    names = ((one, one.partition(":")[0], *one.partition(":")[0].split("|")) for one in told)
    return tuple(dict.fromkeys(name for several in names for name in several))


def _pair(option: str, given: str, shape: str) -> tuple[str, str]:
    key, sign, told = given.partition("=")
    if not sign or not key.strip() or not told.strip():
        raise BadParameter(option, given, f"write {shape}")
    return key.strip(), told.strip()


def _filled(key: str, told: str, header: Iterable[str]) -> Filled:
    """Tell the column's name from what follows its colon: the longest name that the table has."""
    names = sorted((name for name in header if name), key=len, reverse=True)
    whole = next((name for name in names if told == name or told.startswith(f"{name}:")), None)
    name, _, rest = (whole, "", told[len(whole) + 1 :]) if whole else told.partition(":")
    listed = (name,) if whole else tuple(part.replace("\\|", "|").strip() for part in _BAR.split(name))
    if rest and "=" not in rest and key in DATES:
        return Filled(listed, {}, rest.strip())
    return Filled(listed, _values(key, rest))


def _values(key: str, told: str) -> dict[str, str]:
    made: dict[str, str] = {}
    waiting = ""
    for part in told.split(",") if told else ():
        # A comma inside of what stands in the cell: the pair goes on behind it.
        waiting = f"{waiting},{part}" if waiting else part
        if "=" in waiting:
            value, _, written = waiting.rpartition("=")
            made[value.strip()] = _written(written.strip())
            waiting = ""
    if waiting:
        raise BadParameter("--map", f"{key}=…:{waiting}", "write FROM=TO,FROM=TO behind the column's colon")
    return made
