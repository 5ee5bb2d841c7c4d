"""Typing of data as written, with every fault as a value and never as an exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from coalition_graph import text
from coalition_graph.model.parts import Part, fields

__all__ = ["Fault", "schema", "typing_of", "validate"]

Model = TypeVar("Model", bound=Part)
Kind = Literal["unknown", "missing", "choice", "value"]
_KINDS: Mapping[str, Kind] = {
    "unexpected_keyword_argument": "unknown",
    "missing": "missing",
    "too_short": "missing",
    "literal_error": "choice",
}
_PATTERNS = {
    "wikidata": "write the Q number, such as Q30",
    "sha256": "write the 64 hex digits, or the first few and …",
}
_SHAPES = {
    "string_type": "takes one text, not a list or a mapping",
    "string_too_short": "is empty",
    "dataclass_type": "takes keys with values, such as {key: value}",
    "tuple_type": "takes a list",
    "greater_than_equal": "takes no number below 0",
    "int_type": "takes a number in digits",
    "bool_type": "takes true or false",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a schema does not take.

    Args:
        loc: keys as written and indices, down to the value; for an unknown key, the key itself.
        kind: `unknown` key, `missing` key, `choice` not in a closed list, else `value`.
        message: what is wrong, without place and key; for a choice, what was given; for a key that
            is unknown or missing, nothing.
        choices: the closed list, where there is one.
    """

    loc: tuple[str | int, ...]
    kind: Kind
    message: str
    choices: tuple[str, ...] = ()


def validate(cls: type[Model], data: object) -> Model | list[Fault]:
    """Return `data` typed as `cls`, or all that is wrong with it.

    >>> from coalition_graph.model import Condition
    >>> validate(Condition, {"id": "us-protection", "text": "American protection"}).id
    'us-protection'
    """
    try:
        made: Model = _ADAPTERS[cls, ""].validate_python(data)
    except ValidationError as error:
        return list(_faults(error.errors(include_url=False)))
    return made


def typing_of(cls: type[Part], name: str) -> Callable[[object], object]:
    """Return what types the value of one key: the typed value comes of it, or a list of faults.

    No class has rules between its keys, only within them, so that typing each key types the whole.

    Args:
        cls: the section.
        name: of the key's attribute.

    >>> from coalition_graph.model import Statement
    >>> typing_of(Statement, "actor")("SE"), typing_of(Statement, "stance")("opne")[0].message
    (('SE',), "'opne'")
    """
    field = fields(cls)[name]
    key = field.alias or name
    check = _ADAPTERS[cls, name].validator.validate_python

    def typed(data: object) -> object:
        try:
            return check(data)
        except ValidationError as error:
            return list(_faults(error.errors(include_url=False), (key,)))

    return typed


class _Adapters(dict[tuple[type, str], TypeAdapter[Any]]):
    """What types a class, or one of its attributes, by both names; made once."""

    def __missing__(self, wanted: tuple[type, str]) -> TypeAdapter[Any]:
        cls, name = wanted
        self[wanted] = made = TypeAdapter(_annotated(fields(cls)[name]) if name else cls)
        return made


_ADAPTERS: Final = _Adapters()


def _annotated(field: FieldInfo) -> Any:
    parts = (field.annotation, *field.metadata)
    return Annotated[parts] if field.metadata else field.annotation


def schema(cls: type[Part]) -> dict[str, Any]:
    """Return the JSON Schema of a class as pydantic makes it, with keys as they are written.

    >>> from coalition_graph.model import Status
    >>> sorted(schema(Status)["required"])
    ['condition', 'is']
    """
    return _ADAPTERS[cls, ""].json_schema(by_alias=True)


def _faults(details: Iterable[ErrorDetails], within: tuple[str, ...] = ()) -> Iterator[Fault]:
    for detail in details:
        context = detail.get("ctx", {})
        loc = (*within, *detail["loc"], *context.get("loc", ()))
        kind = _KINDS.get(detail["type"], "value")
        choices = _choices(context.get("expected", "")) if kind == "choice" else ()
        yield Fault(loc, kind, _message(detail, kind, str(loc[-1]) if loc else ""), choices)


def _choices(expected: str) -> tuple[str, ...]:
    """Read pydantic's `'a', 'b' or 'c'`."""
    return tuple(re.findall(r"'([^']+)'", expected))


def _message(detail: ErrorDetails, kind: Kind, key: str) -> str:
    given = detail["input"]
    if kind in ("unknown", "missing"):
        return ""
    if kind == "choice":
        return text.shown(given) if isinstance(given, str) else "a list or a mapping"
    if detail["type"] == "string_pattern_mismatch":
        return f"{text.shown(given)} does not fit: {_PATTERNS[key]}"
    return _SHAPES.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")
