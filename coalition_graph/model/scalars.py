"""The scalars of a coding file: text that is checked and typed, and never guessed at."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from coalition_graph import dates, text

__all__ = ["Date", "Id", "Number", "Part", "Ref", "Refs", "Text", "Texts", "Truth", "listed"]


def _number(value: object) -> object:
    if isinstance(value, str):
        if not value.isascii() or not value.isdigit():
            raise ValueError(f"{value!r} is not a number: write digits only, such as 10000")
        if len(value) > 18:
            raise ValueError("the number has more than 18 digits")
        return int(value)
    return value


def _truth(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError(f"{value!r} is neither true nor false")
        return value == "true"
    return value


def _date(value: str) -> str:
    dates.parse(value)
    return value


def _id(value: str) -> str:
    if not text.is_id(value):
        made = text.slug(value)
        raise ValueError(f"{value!r} is not an id (letters, digits, - and _; at most 80); write {made!r}")
    return value


def listed(value: object) -> object:
    """Return one value as a tuple of one, so that a list may be written short."""
    return (value,) if isinstance(value, str | dict) else value


Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, BeforeValidator(_id)]
Ref = Annotated[str, Field(min_length=1, description="an id, a code, a name or an alias")]
Number = Annotated[int, BeforeValidator(_number), Field(ge=0)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Date = Annotated[
    str,
    BeforeValidator(_date),
    WithJsonSchema({"type": ["string", "integer"], "description": "2025-03-27, 2025-03, 2025; ~ about"}),
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(listed)]
Refs = Annotated[tuple[Ref, ...], BeforeValidator(listed), Field(min_length=1)]


class Part(BaseModel):
    """The frozen base of all classes here: an unknown key is an error, nothing is guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
