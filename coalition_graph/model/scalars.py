"""The scalars of a coding file: text that is checked and typed, and never guessed at."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError

from coalition_graph import dates, text

__all__ = [
    "REF_SCHEMA",
    "Date",
    "Id",
    "LooseDate",
    "NamedShort",
    "Number",
    "Ref",
    "Refs",
    "Short",
    "Text",
    "Texts",
    "Truth",
    "fault",
    "listed",
]


def fault(message: str, loc: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """Return the error to raise in a validator; `loc` leads from the value to the part that is wrong."""
    return PydanticCustomError("fault", "{message}", {"message": message, "loc": loc})


def _number(value: object) -> object:
    if isinstance(value, str):
        if not value.isascii() or not value.isdigit():
            raise ValueError(f"{text.shown(value)} is not a number: write digits only, such as 10000")
        if len(value) > 18:
            raise ValueError(f"{text.shown(value)} has more than 18 digits")
        return int(value)
    return value


def _truth(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError(f"{text.shown(value)} is neither true nor false")
        return value == "true"
    return value


def _date(value: str) -> str:
    dates.parse(value)
    return value


def _id(value: str) -> str:
    if not text.is_id(value):
        made = text.slug(value)
        raise ValueError(
            f"{text.shown(value)} is not an id (letters, digits, - and _; at most 80); write {made!r}"
        )
    return value


def listed(value: object) -> object:
    """Return one value as a tuple of one, so that a list may be written short."""
    return (value,) if isinstance(value, str | dict) else value


class Short:
    """Marks a list that may be written short: in the JSON Schema, one value or a list of them."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


class NamedShort:
    """Marks a list whose entries may be written as a mere name or code."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        many = handler(schema)
        return {**many, "items": {"anyOf": [REF_SCHEMA, many["items"]]}}


# Editors type what they read: a bare 2025 is a number to them, and a bare NO is false to some.
_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_DAYS = "2025-03-27, 2025-03, 2025 or 2025-03-24/2025-03-25; ~ at the end for about"
# Some YAML readers make an object of their own out of a date, which has no JSON type at all.
_DATE: dict[str, Any] = {"not": {"type": ["array", "object", "boolean"]}, "description": _DAYS}
REF_SCHEMA: dict[str, Any] = {**_SCALAR, "description": "an id, a code, a name or an alias"}

Text = Annotated[str, Field(min_length=1), WithJsonSchema(_SCALAR)]
Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({**_SCALAR, "maxLength": 80, "description": "letters, digits, - and _, no dot"}),
]
Ref = Annotated[str, Field(min_length=1), WithJsonSchema(REF_SCHEMA)]
Number = Annotated[
    int,
    BeforeValidator(_number),
    Field(ge=0),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,18}$"}),
]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"enum": [True, False, "true", "false"]})]
Date = Annotated[str, AfterValidator(_date), WithJsonSchema(_DATE)]
# A day that nothing is computed from, so that any wording is taken.
LooseDate = Annotated[str, Field(min_length=1), WithJsonSchema(_DATE)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(listed), Short()]
Refs = Annotated[tuple[Ref, ...], BeforeValidator(listed), Field(min_length=1), Short()]
