"""What follows from statements caught while they are written is what follows from those in the store."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph import files, quads, resources
from coalition_graph.analysis import current
from coalition_graph.analysis.heard import Heard
from coalition_graph.store import MemoryStore
from tests.benchmarks.dossiers import written
from tests.conftest import Doc

REGISTRY = {
    "dossier": {"id": "heard"},
    "proposals": [{"id": "force", "title": "F"}, {"id": "patrol", "title": "P", "within": "force"}],
    "conditions": [
        {"id": "a", "text": "A"},
        {"id": "b", "text": "B"},
        {"id": "c", "text": "C", "requires": {"at_least": 2, "stance": ["open"], "proposal": "force"}},
        {"id": "d", "text": "D", "requires": {"actor": "SE", "stance": ["open"], "proposal": "patrol"}},
    ],
    "actors": [
        {"name": "Ulf", "kind": "person", "of": "Sweden", "post": "Minister", "from": "2024"},
        {"name": "Many", "kind": "unnamed"},
    ],
    "meetings": [{"id": "oslo", "date": "2025-02"}],
    "status": [{"condition": "a", "is": "met", "as_of": "2025-01-05"}],
}
ACTORS = st.sampled_from(["SE", "NO", "FR", "EU", "Nordic countries", "Ulf", "Many"])
CONDITIONS = st.recursive(
    st.sampled_from("abcd"),
    lambda parts: st.builds(
        lambda op, listed: {op: listed},
        st.sampled_from(["any", "all"]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=5,
)
OFFERS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["land", "air"])},
    optional={
        "min": st.integers(0, 5),
        "stage": st.sampled_from(["agreed", "delivered"]),
        "joint": st.sampled_from(["true", "plan"]),
    },
)
STATEMENTS = st.fixed_dictionaries(
    {
        "actor": st.lists(ACTORS, min_size=1, max_size=3),
        "stance": st.sampled_from(["pledges", "open", "supports", "undecided", "declines", "opposes"]),
        "proposal": st.sampled_from(["force", "patrol"]),
    },
    optional={
        "id": st.sampled_from(["x", "y", "x-expression-1", "x-contribution-1"]),
        "conditions": st.lists(CONDITIONS, min_size=1, max_size=3) | st.just("none"),
        "contribution": st.lists(OFFERS, min_size=1, max_size=2),
        "said": st.sampled_from(["2025", "2025-02", "2025-02-03", "2025-02-01/2025-02-05", "2025-01-09~"]),
        "at": st.just("oslo"),
        "to": st.lists(st.sampled_from(["UA", "PL"]), max_size=2),
        "credibility": st.sampled_from("136"),
        "attribution": st.sampled_from(["on-record", "anonymous", "document"]),
    },
)
SOURCES = st.lists(st.lists(STATEMENTS, max_size=6), min_size=1, max_size=3)


def both_ways(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The current graph from what was heard, and from the store alone."""
    dossier = files.read([folder], keep_going=True).dossier
    assert dossier
    store, heard = MemoryStore(), Heard()
    store.replace(quads.graphs(dossier, heard), (), lambda _: {})
    return current.derive(store, heard), current.derive(store)


@given(SOURCES, st.lists(STATEMENTS, max_size=2))
def test_both_are_the_same_whatever_is_said(sources: list[list[object]], own: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = {"registry": {**REGISTRY, "statements": own}} | {
            f"source-{number}": {"source": {"id": f"s{number}"}, "statements": said}
            for number, said in enumerate(sources)
        }
        for name, sections in told.items():
            Path(folder, f"{name}.yaml").write_text(json.dumps(sections))
        heard, asked = both_ways(Path(folder))
        assert heard == asked


@pytest.mark.parametrize("name", ["coalition-of-the-willing", "climate-pledges"])
def test_both_are_the_same_of_what_is_shipped(name: str) -> None:
    folder = resources.example().parent / name
    heard, asked = both_ways(folder)
    assert heard == asked
    assert heard["graph:current"]


def test_both_are_the_same_at_length(tmp_path: Path) -> None:
    heard, asked = both_ways(written(tmp_path, 1_000))
    assert heard == asked


def test_statements_of_one_id_in_two_files_of_a_source_are_told_apart(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: F}]
    --- file: a.yaml
    source: {id: a}
    statements: [{id: x, actor: SE, stance: open, proposal: force}]
    --- file: statements.csv
    source,id,actor,stance,proposal
    a,x,NO,open,force
    """
    heard = Heard()
    dict(quads.graphs(dossier_doc.dossier, heard))
    assert sorted((one.node, one.actor) for one in heard.said) == [
        ("statement:a.x", "country:SE"),
        ("statement:a.x-2", "country:NO"),
    ]
