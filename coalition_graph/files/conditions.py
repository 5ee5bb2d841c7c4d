"""Conditions: declared ones, and texts that become conditions where statements name them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coalition_graph import model, text
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.findings import Findings
from coalition_graph.files.lookup import Lookup, same_id
from coalition_graph.files.references import References

__all__ = ["Conditions", "requirement"]

_ID_SHAPED = re.compile(r"[\w-]+")
# What was meant to join conditions: no words begin so.
_JOINING = re.compile(r"(?:any|all)\(")


class Conditions:
    """Finds the condition that an entry names; a text that is new becomes a condition of its own.

    Letters, digits, `-` and `_` without a space are an id or alias and must be known; all else is text,
    and equal text (case and space apart) is the same condition.
    """

    def __init__(self, known: Lookup, findings: Findings) -> None:
        self._known = known
        self._findings = findings
        self._texts: dict[str, str] = {}
        self._written: dict[str, model.Condition] = {}
        self._linked: dict[model.Expression, model.Expression] = {}

    @property
    def written(self) -> Mapping[str, model.Condition]:
        """The conditions made from texts, by id."""
        return self._written

    def linked(self, expression: model.Expression, coding: Coding, loc: Loc) -> model.Expression:
        """Return an expression with the nodes of conditions as leaves; the same one for the same words."""
        known = self._linked.get(expression)
        if known is not None:
            return known
        errors = self._findings.errors
        made = self._link(expression, coding, loc)
        if self._findings.errors == errors:
            self._linked[expression] = made
        return made

    def _link(self, expression: model.Expression, coding: Coding, loc: Loc) -> model.Expression:
        inner = (*loc, expression.op)
        parts = (
            self.leaf(part, coding, (*inner, index))
            if isinstance(part, str)
            else self.linked(part, coding, (*inner, index))
            for index, part in enumerate(expression.parts)
        )
        return model.changed(expression, {"parts": tuple(parts)})

    def leaf(self, name: str, coding: Coding, loc: Loc) -> str:
        """Return the node of one condition, made from its text if need be."""
        found = self._find(name)
        if found is None:
            made = self._missing if _ID_SHAPED.fullmatch(name) else self._write
            found = made(name, coding, loc)
        return f"condition:{found}"

    def named(self, name: str, coding: Coding, loc: Loc) -> str:
        """Return the node of a condition that is declared or named by a statement."""
        return f"condition:{self._find(name) or self._missing(name, coding, loc)}"

    def _find(self, name: str) -> str | None:
        return self._known.find(name) or self._texts.get(text.fold(name))

    def _missing(self, name: str, coding: Coding, loc: Loc) -> str:
        texts = [condition.text for condition in self._written.values()]
        self._findings.unknown(
            "condition",
            name,
            lambda slip: self._known.suggest(slip) or text.nearest(slip, texts),
            coding,
            loc,
        )
        return ""

    def _write(self, name: str, coding: Coding, loc: Loc) -> str:
        made = text.slug(name)
        if _JOINING.match(name):
            mend = "write {any: [c1, c2]}, in a table any(c1|c2), with nothing behind it"
            self._findings.add(coding, "E203", f"conditions: {text.shown(name)} joins nothing; {mend}", loc)
        elif made in self._known or made in self._written:
            other = self._written[made].text if made in self._written else made
            self._findings.add(coding, "E403", same_id(name, other), loc)
        else:
            self._written[made] = model.Condition(id=made, text=name)
            self._texts[text.fold(name)] = made
        return made


def requirement(
    required: model.Requirement, references: References, coding: Coding, loc: Loc
) -> model.Requirement:
    """Return what a condition requires, with nodes for the actor and the proposal."""
    update: dict[str, object] = {}
    if required.actor is not None:
        update["actor"] = references.actor(required.actor, coding, (*loc, "actor"))
    if required.proposal is not None:
        update["proposal"] = references.proposal(required.proposal, coding, (*loc, "proposal"))
    for key in ("any", "all"):
        parts: tuple[model.Requirement, ...] = getattr(required, key)
        if parts:
            update[key] = tuple(
                requirement(part, references, coding, (*loc, key, index)) for index, part in enumerate(parts)
            )
    return model.changed(required, update)
