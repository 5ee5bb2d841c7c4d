"""What coding files are made of: frozen values without a dictionary each, for there may be millions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeVar, dataclass_transform

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo

__all__ = ["Part", "assembled", "changed", "fields", "frozen"]

P = TypeVar("P", bound="Part")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
def frozen(cls: type[P]) -> type[P]:
    """Make a class of annotated keys a part: an unknown key is an error, nothing changes."""
    config = ConfigDict(extra="forbid", defer_build=True)
    make: Any = dataclass(frozen=True, slots=True, kw_only=True, config=config)
    made: type[P] = make(cls)
    return made


class Part:
    """The base of all classes that `frozen` makes."""

    __slots__ = ()


def fields(cls: type[Part]) -> Mapping[str, FieldInfo]:
    """Return what a class says of each of its keys, by the name of the attribute.

    >>> from coalition_graph.model import Status
    >>> fields(Status)["is_"].alias
    'is'
    """
    found: Mapping[str, FieldInfo] = vars(cls)["__pydantic_fields__"]
    return found


def assembled(cls: type[P], given: Mapping[str, object]) -> P:
    """Return a part made of values that are typed already; keys that are not given have their defaults.

    >>> from coalition_graph.model import Status
    >>> assembled(Status, {"condition": "us-protection", "is_": "met"}).as_of is None
    True
    """
    making = _MAKINGS[cls]
    filled = {**making.blank, **given}
    if len(filled) > len(making.blank):
        raise TypeError(f"{cls.__name__} has no {', '.join(filled.keys() - making.blank.keys())}")
    made: P = making.assemble(filled)
    return made


def changed(value: P, update: Mapping[str, object]) -> P:
    """Return a part with some values changed for others, which are taken as they are.

    >>> from coalition_graph.model import Contribution
    >>> changed(Contribution(kind="land", min=10), {"min": 20})
    Contribution(kind='land', min=20, max=None, unit=None, area=None, stage=None, joint=None)
    """
    made: P = _MAKINGS[type(value)].change(value, update)
    return made


class _Making(NamedTuple):
    """The defaults of a class, and how a value of it is made of its attributes, or of another value."""

    blank: dict[str, Any]
    assemble: Callable[[Mapping[str, object]], Any]
    change: Callable[[object, Mapping[str, object]], Any]


class _Makings(dict[type, _Making]):
    """Compiles what makes values of a class, as `dataclass` does too, for a loop takes four times as long.

    A frozen value gets its attributes before it is frozen: while it is of a class that only lacks the lock.
    """

    def __missing__(self, cls: type) -> _Making:
        self[cls] = made = _compiled(cls)
        return made


_MAKINGS: Final = _Makings()


def _compiled(cls: type) -> _Making:
    unlocked = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    draft = type(cls.__name__, cls.__bases__, {"__slots__": vars(cls)["__slots__"], **unlocked})
    described = fields(cls)
    blank = {name: None if field.is_required() else field.get_default() for name, field in described.items()}
    space: dict[str, Any] = {"new": object.__new__, "draft": draft, "cls": cls}
    exec(_source(blank), space)  # noqa: S102  (the names of our own attributes, nothing from outside)
    return _Making(blank, space["assemble"], space["change"])


def _source(names: Iterable[str]) -> str:
    lines = [
        "def assemble(given):",
        "    made = new(draft)",
        *(f"    made.{name} = given[{name!r}]" for name in names),
        "    made.__class__ = cls",
        "    return made",
        "def change(value, update):",
        "    made = new(draft)",
        *(f"    made.{name} = value.{name}" for name in names),
        "    for name, other in update.items():",
        "        setattr(made, name, other)",
        "    made.__class__ = cls",
        "    return made",
    ]
    return "\n".join(lines)
