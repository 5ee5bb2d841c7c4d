"""Condition expressions: conditions joined by `all` and `any`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from coalition_graph.model.scalars import Part, Text

__all__ = ["Conditions", "Expression"]


class Expression(Part):
    """Conditions joined by `all` or `any`, nested as far as needed.

    As read, a leaf is an id or a text; as linked, the node of a condition.

    >>> Expression(op="all", parts=("a", Expression(op="any", parts=("b", "c")))).leaves()
    ('a', 'b', 'c')
    """

    op: Literal["all", "any"]
    parts: tuple[Text | Expression, ...] = Field(min_length=1)

    def leaves(self) -> tuple[str, ...]:
        """Return every condition named, each once, in the order of the file."""
        return tuple(dict.fromkeys(self._walk()))

    def _walk(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._walk()

    @property
    def plain(self) -> bool:
        """Whether this is a plain list of conditions that all must hold."""
        return self.op == "all" and all(isinstance(part, str) for part in self.parts)


def _conditions(value: Any) -> Any:
    """Read `none`, one condition, a list (all of them), `{any: […]}` and `{all: […]}`, nested."""
    if isinstance(value, Expression) or value is None or value == "none":
        return value
    return _expression(value) if isinstance(value, dict) else Expression(op="all", parts=_parts(value))


def _expression(value: dict[str, Any]) -> Expression:
    if len(value) != 1 or next(iter(value)) not in ("any", "all"):
        raise ValueError("write {any: [..]} or {all: [..]}, with one of the two keys")
    op, parts = next(iter(value.items()))
    return Expression(op="any" if op == "any" else "all", parts=_parts(parts))


def _parts(value: Any) -> tuple[str | Expression, ...]:
    listed = (value,) if isinstance(value, str | dict) else tuple(value)
    return tuple(_expression(part) if isinstance(part, dict) else part for part in listed)


_EXPRESSION_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/AnyOrAll"}]}},
        {"$ref": "#/$defs/AnyOrAll"},
    ],
    "description": "a list means all of them; {any: [..]} and {all: [..]} nest; none says unconditional",
}
Conditions = Annotated[
    Literal["none"] | Expression, BeforeValidator(_conditions), WithJsonSchema(_EXPRESSION_SCHEMA)
]
