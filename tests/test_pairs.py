"""What was said by some on some proposals is found without reading all of either."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition_graph
from coalition_graph.analysis import slices
from coalition_graph.analysis.fetching import fetch, fetch_statements
from coalition_graph.analysis.pairs import Side, _covered, counts, fetch_pairs
from coalition_graph.store import MemoryStore, Store
from tests.benchmarks.dossiers import written
from tests.conftest import MakeDoc
from tests.everything import EVERYTHING
from tests.loaded import loaded
from tests.spoken import Spoken
from tests.spoken import store as told


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return coalition_graph.open(written(tmp_path_factory.mktemp("pairs"), 300)).store


def test_pairs_hold_what_all_that_was_said_holds_of_them(store: Store) -> None:
    every, dice = fetch(store), random.Random(1)
    known = sorted({(one.proposal, one.actor) for one in every})
    for number in (1, 5, 60):
        pairs = {
            *dice.sample(known, number),
            ("proposal:none", "country:SE"),
            ("proposal:proposal-0", "country:ZZ"),
        }
        assert fetch_pairs(store, pairs) == [one for one in every if (one.proposal, one.actor) in pairs]
    assert fetch_pairs(store, set()) == []


def test_statements_come_as_they_do_among_all(make_doc: MakeDoc) -> None:
    graph = loaded(make_doc("\n".join(f"--- file: {name}\n{words}" for name, words in EVERYTHING.items())))
    every = fetch(graph)
    assert fetch_statements(graph, {one.node for one in every}) == every
    assert [one.actor for one in fetch_statements(graph, ["statement:paper.first"])] == [
        "country:FI",
        "country:SE",
    ]


def test_a_large_slice_is_read_otherwise_and_is_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [["proposal:proposal-0"], ["proposal:proposal-1", "proposal:proposal-7"]]
    before = [fetch(store, proposals=proposals) for proposals in asked]
    monkeypatch.setattr(slices, "_LARGE", 1)
    assert [part.large for part in slices.slices(store, asked[0])] == [True]
    assert [fetch(store, proposals=proposals) for proposals in asked] == before
    assert any(one.expression and one.offers for one in before[0])


def test_an_actor_without_a_name_is_found_among_all() -> None:
    text = told([Spoken("statement:a.1", "country:SE", "proposal:a", "open")]).quads()
    nameless = text.replace("<https://w3id.org/coalition-graph/country/SE>", "_:b1")
    graph = MemoryStore.holding(nameless)
    ((actor,),) = {(one.actor,) for one in fetch(graph)}
    assert len(fetch_pairs(graph, {("proposal:a", actor)})) == 1


def test_what_would_have_to_be_looked_at_is_counted(store: Store) -> None:
    found = counts(store, "cg:condition", ["condition:condition-0", "condition:none"])
    every = store.select("SELECT ?node WHERE { ?node cg:condition condition:condition-0 }").rows
    assert found == {"condition:condition-0": len(every)}
    assert len(every) > 10


@given(
    st.dictionaries(st.sampled_from([*product((0, 1), "abc")]), st.integers(1, 30), min_size=6),
    st.sets(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1),
)
def test_no_more_is_read_than_twice_the_least(many: dict[Side, int], pairs: set[tuple[str, str]]) -> None:
    read = _covered(sorted(pairs), many)
    assert {
        (node, other) if place == 0 else (other, node)
        for (place, node), others in read.items()
        for other in others
    } == pairs
    choices = [
        [side for side, taken in zip(sorted(many), bits, strict=True) if taken]
        for bits in product((0, 1), repeat=6)
    ]
    enough = [
        taken for taken in choices if all((0, one) in taken or (1, other) in taken for one, other in pairs)
    ]
    least = min(sum(many[side] for side in taken) for taken in enough)
    assert sum(many[side] for side in read) <= 2 * least
