"""What all linking has at hand: names, conditions, days, texts, and a place for problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from coalition_graph import model
from coalition_graph.files import quotes
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.conditions import Conditions
from coalition_graph.files.diary import Diary
from coalition_graph.files.findings import Findings
from coalition_graph.files.references import References

__all__ = ["Linking"]

Reported = TypeVar("Reported", bound=model.Evidence)


@dataclass(frozen=True, slots=True)
class Linking:
    """The common ground of linking one dossier.

    Args:
        references: finds actors, proposals and meetings.
        conditions: finds conditions, and makes those that are written out.
        diary: days and formats of meetings.
        source_texts: texts of sources, by source id, to hold quotes to.
        findings: where problems go.
    """

    references: References
    conditions: Conditions
    diary: Diary
    source_texts: Mapping[str, quotes.SourceText]
    findings: Findings

    def evidence(self, entry: model.Evidence, coding: Coding, loc: Loc) -> dict[str, Any]:
        """Return the linked speaker of an entry, and the place of its quote in the source's text."""
        update: dict[str, Any] = {}
        if entry.speaker is not None:
            update["speaker"] = self.references.person(entry.speaker, coding, (*loc, "speaker"))
        if entry.quote is not None and (source_text := self.source_texts.get(coding.source or "")):
            update |= quotes.placed(entry, source_text, coding, loc, self.findings)
        return update

    def unless_wrong(self, errors: int, entry: Reported, update: dict[str, Any]) -> Reported | None:
        """Return the linked entry, or None where errors were found since there were `errors` of them."""
        return model.changed(entry, update) if self.findings.errors == errors else None
