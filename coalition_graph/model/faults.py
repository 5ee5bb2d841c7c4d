"""Typing of data as written, with every fault as a value and never as an exception."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from coalition_graph import text

__all__ = ["Fault", "schema", "validate", "validate_all"]

Model = TypeVar("Model", bound=BaseModel)
Kind = Literal["unknown", "missing", "choice", "value"]
_KINDS: Mapping[str, Kind] = {
    "extra_forbidden": "unknown",
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
    "model_type": "takes keys with values, such as {key: value}",
    "model_attributes_type": "takes keys with values, such as {key: value}",
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
        return cls.model_validate(data)
    except ValidationError as error:
        return list(_faults(error.errors(include_url=False)))


def validate_all(cls: type[Model], entries: list[Any]) -> tuple[Model, ...] | list[Fault]:
    """Return many entries typed in one pass, or all that is wrong; each `loc` begins with an index."""
    try:
        return tuple(_many(cls).validate_python(entries))
    except ValidationError as error:
        return list(_faults(error.errors(include_url=False)))


@cache
def _many(cls: type[Model]) -> TypeAdapter[list[Model]]:
    return TypeAdapter(list[cls])  # type: ignore[valid-type]


def schema(cls: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a class as pydantic makes it, with keys as they are written.

    >>> from coalition_graph.model import Status
    >>> schema(Status)["required"]
    ['condition', 'is']
    """
    return cls.model_json_schema(by_alias=True)


def _faults(details: Iterable[ErrorDetails]) -> Iterator[Fault]:
    for detail in details:
        context = detail.get("ctx", {})
        loc = (*detail["loc"], *context.get("loc", ()))
        kind = _KINDS.get(detail["type"], "value")
        choices = _choices(context.get("expected", "")) if kind == "choice" else ()
        yield Fault(loc, kind, _message(detail, kind), choices)


def _choices(expected: str) -> tuple[str, ...]:
    """Read pydantic's `'a', 'b' or 'c'`."""
    return tuple(re.findall(r"'([^']+)'", expected))


def _message(detail: ErrorDetails, kind: Kind) -> str:
    given = detail["input"]
    if kind in ("unknown", "missing"):
        return ""
    if kind == "choice":
        return text.shown(given) if isinstance(given, str) else "a list or a mapping"
    if detail["type"] == "string_pattern_mismatch":
        return f"{text.shown(given)} does not fit: {_PATTERNS[str(detail['loc'][-1])]}"
    return _SHAPES.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")
