"""How the views were made: the questions behind them, as any SPARQL engine takes them.

The page puts the chosen proposal and day into their places; without one, its lines are left out.
"""

from __future__ import annotations

from typing import Final

from coalition_graph.store import written_out
from coalition_graph.vocabulary import BASE

__all__ = ["made"]

_SAID: Final = """SELECT ?actor ?proposal ?stance ?condition ?latest ?attribution ?statement WHERE {
  ?statement a cg:Statement ; cg:actor ?actor ; cg:proposal ?proposal ; cg:stance ?stance
  OPTIONAL { ?statement cg:condition ?condition }
  OPTIONAL { ?statement cg:latest ?latest }
  OPTIONAL { ?statement cg:attribution ?attribution }
  FILTER(?proposal = <$proposal>)
  FILTER(STR(?latest) <= "$day")
}
ORDER BY ?actor ?proposal DESC(?latest) ?statement ?condition"""
# A day that sources agree on stands on the meeting, another only in their reports.
_HELD: Final = (
    "{ ?meeting a cg:Meeting ; cg:latest ?day } UNION"
    " { ?told a cg:MeetingReport ; cg:meeting ?meeting ; cg:latest ?day }"
)
_MET: Final = """SELECT DISTINCT ?meeting ?actor ?person ?status ?represented WHERE {
  ?report a cg:Attendance ; cg:meeting ?meeting ; cg:actor ?actor ; cg:status ?status
  OPTIONAL { ?report cg:person ?person }
  OPTIONAL { ?report cg:represents ?represented }
  _HELD FILTER(STR(?day) <= "$day")
}
ORDER BY ?meeting ?actor ?person ?status ?represented"""


def made() -> dict[str, str | list[str]]:
    """Return the questions line by line, by what they ask for, and the address that ids of proposals follow.

    >>> made()["met"][0]
    'PREFIX cg: <https://w3id.org/coalition-graph/ontology#>'
    """
    met = _MET.replace("_HELD", _HELD)
    return {"base": BASE, "said": written_out(_SAID).splitlines(), "met": written_out(met).splitlines()}
