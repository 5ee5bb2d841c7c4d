"""Every field written in a coding file comes back in the answers, whatever stands in it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coalition_graph
from coalition_graph import Graph

# What a coder may type: any letters, marks and punctuation, no control characters, not blank.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp")),
    min_size=1,
    max_size=30,
).filter(lambda words: words == words.strip() and words != "")
NUMBERS = st.integers(0, 10**9)
DAYS = st.dates().filter(lambda day: day.year > 1000)

EVIDENCE = dict.fromkeys(("quote", "summary", "locator", "via", "note"), WORDS)
STATEMENT = st.fixed_dictionaries(
    {},
    optional={
        **EVIDENCE,
        "reason": WORDS,
        "said": DAYS.map(str),
        "credibility": st.sampled_from("123456"),
        "attribution": st.sampled_from(["on-record", "document", "anonymous", "inferred"]),
        "contribution": st.fixed_dictionaries(
            {},
            optional={
                "unit": WORDS,
                "area": WORDS,
                "joint": WORDS,
                "min": NUMBERS.map(str),
                "stage": st.just("agreed"),
            },
        ).filter(bool),
    },
)
MEETING = st.fixed_dictionaries(
    {},
    optional={
        **EVIDENCE,
        "title": WORDS,
        "place": WORDS,
        "date": DAYS.map(str),
        "level": st.sampled_from(["leaders", "experts"]),
        "format": st.sampled_from(["phone", "hybrid"]),
    },
)
ATTENDANCE = st.fixed_dictionaries(
    {}, optional={**EVIDENCE, "as": WORDS, "role": st.just("chair"), "mode": st.just("remote")}
)
SOURCE = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ["title", "publisher", "author", "kind", "via", "language", "archived", "coded_by", "url", "note"],
        WORDS,
    ),
)


def graph(data: object) -> Graph:
    # JSON with every scalar as text is YAML.
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "coding.yaml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return coalition_graph.open(folder)


def cells(graph: Graph, *things: str) -> set[str]:
    """Every cell of the tables and of the sheets, cells with several values taken apart too."""
    tables = [graph.statements(), graph.attendance(), graph.meetings()]
    for thing in things:
        sheet = graph.show(thing)
        tables += [sheet.facts, *(table for _, table in sheet.sections)]
    found = {str(cell) for table in tables for row in table.rows for cell in row if cell is not None}
    return found | {part for cell in found for part in cell.split("|")}


def scalars(data: object) -> set[str]:
    if isinstance(data, dict):
        return {each for value in data.values() for each in scalars(value)}
    return {str(data)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STATEMENT, MEETING, ATTENDANCE, SOURCE)
def test_what_is_written_comes_back(
    statement: dict[str, object],
    meeting: dict[str, object],
    attendance: dict[str, object],
    source: dict[str, object],
) -> None:
    opened = graph(
        {
            "source": {"id": "paper", **source},
            "proposals": [{"id": "force", "title": "The force"}],
            "statements": [{"id": "one", "actor": "SE", "stance": "open", "proposal": "force", **statement}],
            "meetings": [{"id": "summit", **meeting, "attendance": [{"actor": "NO", **attendance}]}],
        }
    )
    written = scalars(statement) | scalars(meeting) | scalars(attendance) | scalars(source)
    found = cells(opened, "paper", "summit", "statement:paper.one", "SE", "NO")
    missing = {words for words in written if words not in found and not any(words in cell for cell in found)}
    assert not missing
