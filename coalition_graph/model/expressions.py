"""Condition expressions: conditions joined by `all` and `any`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from coalition_graph.model.parts import Part, frozen
from coalition_graph.model.scalars import Text, fault

__all__ = ["SCHEMA_MARK", "Conditions", "Expression", "conditions"]

Loc = tuple[str | int, ...]


@frozen
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


def conditions(value: Any) -> Any:
    """Read `none`, one condition, a list (all of them), `{any: […]}` and `{all: […]}`, nested.

    >>> conditions(["a", {"any": ["b", "c"]}]).plain
    False
    """
    if isinstance(value, Expression) or value is None or value == "none":
        return value
    if isinstance(value, dict):
        return _expression(value, ())
    return Expression(op="all", parts=_parts(value, ()))


def _expression(value: dict[str, Any], loc: Loc) -> Expression:
    for key in value:
        if key not in ("any", "all"):
            raise fault(f"{key!r} is neither any nor all: write {{any: [..]}} or {{all: [..]}}", loc)
    if len(value) != 1:
        raise fault("write {any: [..]} or {all: [..]}, with one of the two keys", loc)
    op, parts = next(iter(value.items()))
    return Expression(op="any" if op == "any" else "all", parts=_parts(parts, (*loc, op)))


def _parts(value: Any, loc: Loc) -> tuple[str | Expression, ...]:
    parts = (value,) if isinstance(value, str | dict) else tuple(value)
    if not parts:
        raise fault("names no condition; write none for an unconditional statement", loc)
    return tuple(_part(part, loc if parts is value else (*loc, index)) for index, part in enumerate(parts))


def _part(part: Any, loc: Loc) -> str | Expression:
    if isinstance(part, dict):
        return _expression(part, loc)
    if not isinstance(part, str):
        raise fault("takes ids, texts, {any: [..]} and {all: [..]}, not a list in a list", loc)
    if part == "none":
        raise fault("none stands alone, not in a list of conditions", loc)
    return part


# A shape that refers to itself, which `files.schema` writes out.
SCHEMA_MARK = {"$comment": "Conditions"}
Conditions = Annotated[Literal["none"] | Expression, BeforeValidator(conditions), WithJsonSchema(SCHEMA_MARK)]
