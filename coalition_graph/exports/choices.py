"""What the drop-down lists of a workbook offer: closed lists, and the ids and names that are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from coalition_graph import vocabulary
from coalition_graph.analysis.nodes import names
from coalition_graph.exports.coded import Sheet
from coalition_graph.names.reference import built_in_agents
from coalition_graph.store import Store
from coalition_graph.text import fold

__all__ = ["CLOSED", "LISTS", "Choices", "choices", "letters"]

# The sheet with the lists; it begins like no table, and reading passes over hidden sheets of such names.
LISTS: Final = "lists"
_WORDS: Final = {
    "stance": vocabulary.Stance,
    "attribution": vocabulary.Attribution,
    "credibility": vocabulary.Credibility,
    "contribution kind": vocabulary.ContributionKind,
    "stage": vocabulary.Stage,
    "role": vocabulary.Role,
    "mode": vocabulary.Mode,
    "attendance status": vocabulary.AttendanceStatus,
    "level": vocabulary.Level,
    "format": vocabulary.Format,
    "actor kind": vocabulary.ActorKind,
    "condition kind": vocabulary.ConditionKind,
    "condition status": vocabulary.ConditionStatus,
    "reliability": vocabulary.Reliability,
}
# One word each, and no other.
CLOSED: Final = {
    ("statements", "stance"): "stance",
    ("statements", "attribution"): "attribution",
    ("statements", "credibility"): "credibility",
    ("attendance", "attribution"): "attribution",
    ("attendance", "role"): "role",
    ("attendance", "mode"): "mode",
    ("attendance", "status"): "attendance status",
    ("meetings", "attribution"): "attribution",
    ("meetings", "level"): "level",
    ("meetings", "format"): "format",
    ("meetings", "complete"): "truth",
    ("meetings", "reported.about"): "truth",
    ("meetings", "reported.status"): "attendance status",
    ("actors", "kind"): "actor kind",
    ("conditions", "kind"): "condition kind",
    ("sources", "reliability"): "reliability",
    ("status", "attribution"): "attribution",
    ("status", "is"): "condition status",
}
# Offered only: several may stand in a cell, or a new one.
_OFFERED: Final = {
    ("statements", "contribution.kind"): "contribution kind",
    ("statements", "contribution.stage"): "stage",
    ("conditions", "requires.stance"): "stance",
    **{("statements", key): "actor" for key in ("actor", "to", "speaker")},
    **{("attendance", key): "actor" for key in ("actor", "person", "represents", "speaker")},
    **{("meetings", key): "actor" for key in ("country", "host", "speaker")},
    **{("actors", key): "actor" for key in ("of", "members")},
    ("proposals", "initiators"): "actor",
    ("conditions", "requires.actor"): "actor",
    ("status", "speaker"): "actor",
}
# Ids that stand in another sheet: whoever adds one there finds it offered here.
_ELSEWHERE: Final = {
    **{(section, "source"): "sources" for section in ("statements", "attendance", "meetings", "status")},
    ("statements", "proposal"): "proposals",
    ("conditions", "requires.proposal"): "proposals",
    ("proposals", "within"): "proposals",
    ("statements", "conditions"): "conditions",
    ("status", "condition"): "conditions",
    ("statements", "at"): "meetings",
    ("attendance", "meeting"): "meetings",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen where.

    Args:
        lists: words by the name of their list, each a column of the sheet of lists.
        ids: per sheet, the letter of the column in which its ids stand.
    """

    lists: Mapping[str, Sequence[str]]
    ids: Mapping[str, str]

    def formula(self, section: str, column: str) -> str | None:
        """Return where a column's choices stand, as a formula, or None where it takes anything."""
        name = CLOSED.get((section, column)) or _OFFERED.get((section, column))
        if name is not None:
            letter = letters(list(self.lists).index(name) + 1)
            return f"{LISTS}!${letter}$2:${letter}${len(self.lists[name]) + 1}"
        other = _ELSEWHERE.get((section, column))
        if other is None:
            return None
        letter = self.ids[other]
        filled = f"MAX(1,COUNTA({other}!${letter}:${letter})-1)"
        return f"OFFSET({other}!${letter}$2,0,0,{filled},1)"


def choices(store: Store, tables: Mapping[str, Sheet]) -> Choices:
    """Return the lists: closed ones, every actor that the graph or the package knows, and where ids stand."""
    lists: dict[str, Sequence[str]] = {name: get_args(words) for name, words in _WORDS.items()}
    lists["truth"] = ("true", "false")
    own = [name.label for name in names(store).values()]
    lists["actor"] = sorted({*own, *(agent.label for agent in built_in_agents().values())}, key=fold)
    ids = {
        name: letters(table.columns.index("id") + 1)
        for name, table in tables.items()
        if "id" in table.columns
    }
    return Choices(lists, ids)


def letters(place: int) -> str:
    """Return what a spreadsheet calls a column; the first is 1."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))
