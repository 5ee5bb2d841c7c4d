"""The JSON Schema of coding files, by which editors complete keys and mark slips while one types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from coalition_graph import model
from coalition_graph.model.expressions import SCHEMA_MARK
from coalition_graph.model.scalars import REF_SCHEMA

__all__ = ["json_schema"]

Schema = dict[str, Any]
_NULL: Final[Schema] = {"type": "null"}
# Which kind of thing a key refers to, so that an editor offers the right names.
_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("actor", "person", "speaker", "host", "country", "of", "members", "represents", "initiators", "to"),
        "actor",
    ),
    **dict.fromkeys(("proposal", "within"), "proposal"),
    **dict.fromkeys(("condition", "conditions"), "condition"),
    **dict.fromkeys(("at", "meeting"), "meeting"),
}
# A statement takes these from `defaults` where it does not give them itself.
_BY_DEFAULT: Final = ("actor", "stance", "proposal")


def json_schema(names: Mapping[str, Iterable[str]] | None = None) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a coding file.

    It takes numbers and booleans where editors make such of a bare text, and null for an empty value.

    Args:
        names: names that a dossier knows, by kind (`actor`, `proposal`, `condition`, `meeting`), for an
            editor to offer; others stay allowed, for a file may declare them.

    >>> json_schema({"proposal": ["land-force"]})["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    raw = model.schema(model.File)
    writer = _Writer({kind: sorted(set(words)) for kind, words in (names or {}).items()})
    definitions = {name: writer.part(part) for name, part in raw["$defs"].items()}
    definitions["Statement"].pop("required")
    definitions["Attendance"]["properties"].pop("meeting")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A coding file of coalition_graph",
        **writer.part(raw),
        "allOf": [_given(key) for key in _BY_DEFAULT],
        "$defs": {**definitions, **writer.conditions()},
    }


def _given(key: str) -> Schema:
    """Demand a key of every statement, or of `defaults`."""
    by_default = {"required": ["defaults"], "properties": {"defaults": {"required": [key]}}}
    each = {"properties": {"statements": {"items": {"required": [key]}}}}
    return {"anyOf": [by_default, each]}


class _Writer:
    """Rewrites what pydantic makes into what an editor reads well; `names` are offered by kind."""

    def __init__(self, names: Mapping[str, list[str]]) -> None:
        self.names = names

    def part(self, schema: Schema) -> Schema:
        """Return the schema of a section or part of one: keys with values."""
        required = schema.get("required", [])
        properties = {
            key: self.value(value, key) if key in required else _nullable(self.value(value, key))
            for key, value in schema["properties"].items()
        }
        made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
        kept: Schema = {key: schema[key] for key in ("description", "required") if key in schema}
        return {**kept, **made}

    def value(self, schema: Schema, key: str) -> Schema:
        """Return the schema of the value of a key."""
        if schema.items() >= SCHEMA_MARK.items():
            return {"$ref": "#/$defs/Conditions"}
        if "anyOf" in schema:
            parts = [self.value(part, key) for part in schema["anyOf"] if part != _NULL]
            return parts[0] if len(parts) == 1 else {"anyOf": parts}
        if "enum" in schema:
            return {
                "enum": [*schema["enum"], *(int(word) for word in schema["enum"] if str(word).isdecimal())]
            }
        if "items" in schema:
            return {"type": "array", "items": _nullable(self.value(schema["items"], key))}
        if schema.get("description") == REF_SCHEMA["description"]:
            return self.reference(schema, _KINDS.get(key, ""))
        return {word: part for word, part in schema.items() if word not in ("title", "default")}

    def reference(self, schema: Schema, kind: str) -> Schema:
        """Return the schema of a name, with those that are known to offer."""
        plain = {"type": schema["type"], "description": schema["description"]}
        words = self.names.get(kind)
        return {"anyOf": [{"enum": words}, plain]} if words else plain

    def conditions(self) -> Schema:
        """Return the definitions of condition expressions, which hold themselves."""
        leaf = self.reference(REF_SCHEMA, "condition")
        inner = {"anyOf": [leaf, {"$ref": "#/$defs/AnyOrAll"}]}
        listed = {"anyOf": [*inner["anyOf"], {"type": "array", "items": _nullable(inner)}]}
        says = "a list means all of them; {any: [..]} and {all: [..]} nest; none says unconditional"
        either = {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {"any": listed, "all": listed},
        }
        return {"Conditions": {"description": says, **listed}, "AnyOrAll": either}


def _nullable(schema: Schema) -> Schema:
    """Return a schema that also takes what YAML makes of an empty value."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], _NULL]}
    return schema if "not" in schema else {"anyOf": [schema, _NULL]}
