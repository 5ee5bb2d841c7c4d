"""Networks of actors: every mode and option against loops over lists of statements, and what a tie rests on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition_graph import Graph
from coalition_graph.errors import BadParameter
from tests.conftest import Doc
from tests.loaded import loaded
from tests.spoken import (
    Came,
    How,
    Spoken,
    Weights,
    attended,
    one_mode,
    posted,
    rolled,
    store,
    two_mode,
    waiting,
)

STANCES = ("pledges", "open", "supports", "undecided", "declines", "opposes")
ONE_MODE = ("congruence", "conflict", "subtract", "ignore")
FIRST = dt.date(2024, 12, 20)

said = st.builds(
    lambda at, actor, proposal, stance, source, day: (at, actor, proposal, stance, source, day),
    st.integers(0, 30),
    st.sampled_from(["country:SE", "country:FR", "country:DE", "country:PL"]),
    st.sampled_from(["proposal:a", "proposal:b", "proposal:c"]),
    st.sampled_from(STANCES),
    st.sampled_from(["source:s", "source:t"]),
    st.none() | st.integers(0, 60),
)


@st.composite
def lists(draw: st.DrawFn) -> list[Spoken]:
    """Statements, some by several actors, some without a date; of one id all but the actor is the same."""
    told = draw(st.lists(said, max_size=25))
    first = {at: rest for at, _, *rest in reversed(told)}
    found = {}
    for at, actor, *_ in told:
        proposal, stance, source, day = first[at]
        date = None if day is None else FIRST + dt.timedelta(days=day)
        found[at, actor] = Spoken(f"statement:s.{at:02}", actor, proposal, stance, source, date)
    return list(found.values())


hows = st.builds(
    How,
    mode=st.just("ignore"),
    scale=st.booleans(),
    declines=st.sampled_from([None, 0]),
    duplicates=st.sampled_from(["include", "document", "week", "month", "year", "acrossrange"]),
    since=st.none() | st.just(dt.date(2024, 12, 25)),
    until=st.none() | st.just(dt.date(2025, 1, 31)),
    exclude=st.sets(
        st.sampled_from(["country:SE", "country:FR", "proposal:a", "stance:open", "source:t"]), max_size=3
    ).map(frozenset),
    invert=st.booleans(),
    least=st.integers(0, 3),
)


def asked(how: How) -> dict[str, object]:
    """The options as `projection` takes them."""
    return {
        "normalise": how.normalise,
        "scale": how.scale,
        "agreement": ["declines=disagree"] if how.declines == 0 else [],
        "duplicates": how.duplicates,
        "since": how.since,
        "until": how.until,
        "invert": how.invert,
        "min_statements": how.least,
        "exclude": [name.removeprefix("stance:") for name in how.exclude],
        "qualifier": how.qualifier,
    }


def projected(spoken: Iterable[Spoken], how: How) -> nx.Graph[str]:
    graph = Graph(store(spoken))
    # These stores hold statements only, so that names are nodes already.
    graph.references.anything = lambda name: name  # type: ignore[method-assign]
    return graph.projection(how.mode, **asked(how))  # type: ignore[call-overload,no-any-return]


def weights(graph: nx.Graph[str]) -> Weights:
    return {tuple(sorted(pair)): weight for *pair, weight in graph.edges(data="weight")}  # type: ignore[misc]


def same(found: Weights, expected: Weights) -> None:
    assert found == pytest.approx(expected), (found, expected)


@settings(max_examples=60, deadline=None)
@given(lists(), hows, st.sampled_from(ONE_MODE), st.sampled_from(["none", "average", "jaccard", "cosine"]))
def test_actors_are_tied_as_a_loop_over_statements_ties_them(
    spoken: list[Spoken], how: How, mode: str, normalise: str
) -> None:
    how = How(**{**vars(how), "mode": mode, "normalise": normalise})
    same(weights(projected(spoken, how)), one_mode(spoken, how))


@settings(max_examples=60, deadline=None)
@given(
    lists(),
    hows,
    st.sampled_from(["ignore", "combine", "subtract"]),
    st.sampled_from(["none", "activity", "prominence"]),
)
def test_actors_are_tied_to_proposals_as_a_loop_over_statements_ties_them(
    spoken: list[Spoken], how: How, qualifier: str, normalise: str
) -> None:
    how = How(**{**vars(how), "mode": "actor-proposal", "qualifier": qualifier, "normalise": normalise})
    same(weights(projected(spoken, how)), two_mode(spoken, how))


@settings(max_examples=20, deadline=None)
@given(lists())
def test_two_mode_times_its_transpose_is_one_mode(spoken: list[Spoken]) -> None:
    graph = projected(spoken, How("actor-proposal"))
    actors = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    proposals = [node for node in graph if node not in actors]
    cells = np.array(
        [[graph.get_edge_data(a, p, {"weight": 0})["weight"] for p in proposals] for a in actors]
    )
    product = cells @ cells.T if cells.size else np.zeros((0, 0))
    one = projected(spoken, How("ignore"))
    for at, actor in enumerate(actors):
        for by, other in enumerate(actors[:at]):
            assert one.get_edge_data(actor, other, {"weight": 0})["weight"] == product[at, by]


@settings(max_examples=20, deadline=None)
@given(lists(), st.sampled_from(["1d", "7d", "2w", "30d"]))
def test_windows_whose_step_is_their_length_part_the_statements(spoken: list[Spoken], window: str) -> None:
    graphs = Graph(store(spoken)).projection("actor-proposal", window=window)
    told = [(edge[0], id_) for graph in graphs for edge in graph.edges(data="statements") for id_ in edge[2]]
    assert sorted(told) == sorted((one.actor, one.id) for one in spoken if one.day)
    spans = [(graph.graph["from"], graph.graph["to"]) for graph in graphs]
    assert spans == sorted(spans)
    assert all(first <= last for first, last in spans)
    assert len({frozenset(graph) for graph in graphs}) <= 1


@settings(max_examples=30, deadline=None)
@given(lists(), st.sampled_from(ONE_MODE), st.booleans())
def test_a_tie_names_the_statements_behind_it_and_no_others(
    spoken: list[Spoken], mode: str, scale: bool
) -> None:
    how = How(mode, scale=scale)
    tied = {
        "congruence": lambda one, other: one_mode([one, other], How("congruence", scale=scale)),
        "conflict": lambda one, other: one_mode([one, other], How("conflict", scale=scale)),
        "ignore": lambda one, other: one_mode([one, other], How("ignore")),
    }
    kinds = ["congruence", "conflict"] if mode == "subtract" else [mode]
    for tail, head, ids in projected(spoken, how).edges(data="statements"):
        meeting = [
            (one, other)
            for one in spoken
            for other in spoken
            if (one.actor, other.actor) == (tail, head) and any(tied[kind](one, other) for kind in kinds)
        ]
        assert set(ids) == {each.id for pair in meeting for each in pair}
        assert len(ids) == len(set(ids))


@settings(max_examples=30, deadline=None)
@given(lists(), st.sampled_from(["country", "organisation"]))
def test_persons_count_for_their_post_and_no_statement_twice_for_one(
    spoken: list[Spoken], level: str
) -> None:
    renamed = {"country:DE": "person:olaf", "country:PL": "person:jens", "country:FR": "organisation:nato"}
    spoken = [replace(one, actor=renamed.get(one.actor, one.actor)) for one in spoken]
    posts = {"person:olaf": "country:SE", "person:jens": "organisation:nato"}
    graph = Graph(posted(spoken, posts)).projection("ignore", level=level)  # type: ignore[call-overload]
    left = [one for one in rolled(spoken, posts) if one.actor.startswith(level)]
    same(weights(graph), one_mode(left, How("ignore")))
    assert set(graph) == {one.actor for one in left}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.sampled_from(["country:SE", "country:FR", "country:DE", "person:x"]),
            st.sampled_from(["meeting:paris", "meeting:london", "meeting:kyiv"]),
        )
    ),
    st.sampled_from(["none", "average", "jaccard", "cosine"]),
)
def test_who_attends_with_whom_is_as_a_loop_over_meetings_has_it(came: list[Came], normalise: str) -> None:
    there = {(actor, meeting) for _, actor, meeting in came}
    met = [
        Spoken(f"statement:s.{actor}-{meeting}", actor, meeting, "open") for actor, meeting in sorted(there)
    ]
    graph = Graph(attended(came)).projection("co-attendance", normalise=normalise)  # type: ignore[call-overload]
    same(weights(graph), one_mode(met, How("ignore", normalise=normalise)))
    for tail, head, ids in graph.edges(data="statements"):
        common = {meeting for _, meeting in there if {(tail, meeting), (head, meeting)} <= there}
        told = [
            f"attendance:{s}.{n}" for n, (s, a, m) in enumerate(came) if a in (tail, head) and m in common
        ]
        assert sorted(ids) == sorted(told)


@settings(max_examples=30, deadline=None)
@given(lists(), st.data())
def test_who_depends_on_whom_is_as_a_loop_over_conditions_has_it(
    spoken: list[Spoken], data: st.DataObject
) -> None:
    needs = {"condition:x": "country:SE", "condition:y": "country:US", "condition:z": "country:US"}
    some = st.lists(st.sampled_from([*needs, "condition:free"]), unique=True)
    names = {id_: data.draw(some) for id_ in sorted({one.id for one in spoken})}
    graph = Graph(waiting(spoken, names, needs)).projection("conditions")
    expected: Counter[tuple[str, str]] = Counter()
    for one in spoken:
        for actor in {needs[name] for name in names[one.id] if name in needs} - {one.actor}:
            expected[one.actor, actor] += one.stance in ("pledges", "open", "supports")
    found = {(tail, head): weight for tail, head, weight in graph.edges(data="weight")}
    assert found == {pair: much for pair, much in expected.items() if much}
    assert all(
        len(ids) == graph.edges[tail, head]["weight"] for tail, head, ids in graph.edges(data="statements")
    )


# What a reader sees, in words.

FORCE = """
--- file: registry.yaml
dossier: {id: force, title: A force}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, party: M, from: 2022-10-18}
  - {name: Magdalena Andersson, kind: person, post: Prime Minister, of: Sweden, party: S, from: 2021-11-30,
     until: 2022-10-17}
  - {name: Claudia Major, kind: person, post: Expert, of: SWP, from: 2020}
  - {name: SWP, kind: organisation}
  - {name: Many in Europe, kind: unnamed}
proposals:
  - {id: force, title: A land force}
  - {id: boots, title: Boots on the ground, within: force}
  - {id: deal, title: A quick deal}
conditions:
  - id: us-protection
    text: American protection
    requires: {actor: US, stance: [pledges, open], proposal: force}
  - {id: truce, text: A truce}
--- file: paper.yaml
source: {id: paper, title: The paper, published: 2025-03-28}
statements:
  - {id: joint, actor: [FR, GB], stance: open, proposal: force, conditions: [us-protection, truce], said: 2025-03-01}
  - {id: ulf, actor: Ulf Kristersson, stance: supports, proposal: force, said: 2025-03-02}
  - {id: se, actor: SE, speaker: Ulf Kristersson, stance: supports, proposal: deal, said: 2025-03-02}
  - {id: major, actor: Claudia Major, stance: opposes, proposal: deal, said: 2025-03-03}
  - {id: many, actor: Many in Europe, stance: supports, proposal: boots, said: 2025-03}
  - {id: us, actor: US, stance: opposes, proposal: force, said: 2025-04-03}
  - {id: nordic, actor: Nordic countries, stance: undecided, proposal: force, said: 2025-04-04}
"""


def ties(graph: nx.Graph[str]) -> list[tuple[str, str, object]]:
    return sorted((*sorted(pair), weight) for *pair, weight in graph.edges(data="weight"))


@pytest.fixture
def force(make_doc: object) -> Graph:
    return Graph(loaded(make_doc(FORCE)))  # type: ignore[operator]


def test_a_joint_statement_counts_for_each_actor(force: Graph) -> None:
    graph = force.projection("congruence", proposal="boots")
    assert ties(graph) == []
    graph = force.projection("congruence", proposal="force")
    assert ties(graph) == [
        ("country:FR", "country:GB", 1),
        ("country:FR", "person:ulf-kristersson", 1),
        ("country:GB", "person:ulf-kristersson", 1),
    ]
    assert graph.edges["country:FR", "country:GB"]["statements"] == ("statement:paper.joint",)


def test_nodes_say_who_they_are_and_where_they_stand(force: Graph) -> None:
    graph = force.projection("ignore")
    assert graph.nodes["country:FR"] == {
        "label": "France",
        "code": "FR",
        "kind": "country",
        "statements": 1,
        "degree": 4,
        "community": 0,
        "betweenness": 0.0,
        "mean_stance": 1.0,
    }
    assert graph.nodes["unnamed:many-in-europe"]["degree"] == 0
    assert graph.nodes["country:US"]["mean_stance"] == -2.0


def test_only_a_person_whose_post_is_of_a_country_counts_for_it(force: Graph) -> None:
    graph = force.projection("actor-proposal", level="country")
    assert ties(graph) == [
        ("country:FR", "proposal:force", 1),
        ("country:GB", "proposal:force", 1),
        ("country:SE", "proposal:deal", 1),
        ("country:SE", "proposal:force", 1),
        ("country:US", "proposal:force", 1),
    ]
    assert graph.graph["notes"] == "left out: 3 that stand for no country"


def test_organisations_persons_and_parties_are_levels_too(force: Graph) -> None:
    levels = {
        level: force.projection("actor-proposal", level=level)
        for level in ("organisation", "person", "party")
    }
    assert ties(levels["organisation"]) == [("organisation:swp", "proposal:deal", 1)]
    assert ties(levels["person"]) == [
        ("person:claudia-major", "proposal:deal", 1),
        ("person:ulf-kristersson", "proposal:deal", 1),
        ("person:ulf-kristersson", "proposal:force", 1),
    ]
    assert ties(levels["party"]) == [("party:SE.M", "proposal:deal", 1), ("party:SE.M", "proposal:force", 1)]
    assert levels["party"].nodes["party:SE.M"]["label"] == "M (SE)"


def test_whom_actors_depend_on_is_whose_stance_their_conditions_require(force: Graph) -> None:
    graph = force.projection("conditions")
    assert isinstance(graph, nx.DiGraph)
    assert list(graph.edges(data=True)) == [
        ("country:FR", "country:US", {"weight": 1, "statements": ("statement:paper.joint",)}),
        ("country:GB", "country:US", {"weight": 1, "statements": ("statement:paper.joint",)}),
    ]
    assert graph.graph["notes"] == "conditions that name nobody: truce"


def test_who_met_is_counted_once_a_meeting_however_many_report_it(dossier_doc: Doc) -> None:
    """
    --- file: a.yaml
    source: {id: a, published: 2025-03-03}
    meetings:
      - {id: paris, title: Paris, date: 2025-02-17, attendance: [FR, DE, {actor: IT, status: planned}]}
      - {id: london, title: London, date: 2025-03-02, attendance: [FR, DE, GB]}
    --- file: b.yaml
    source: {id: b, published: 2025-03-04}
    meetings:
      - {id: paris, attendance: [FR, DE]}
    """
    graph = Graph(loaded(dossier_doc))
    found = graph.projection("co-attendance")
    assert ties(found) == [
        ("country:DE", "country:FR", 2),
        ("country:DE", "country:GB", 1),
        ("country:FR", "country:GB", 1),
    ]
    assert [id_.partition(".")[0] for id_ in found.edges["country:FR", "country:DE"]["statements"]] == [
        *["attendance:a", "attendance:a", "attendance:b", "attendance:b"],
        *["attendance:a", "attendance:a"],
    ]
    assert ties(graph.projection("co-attendance", until="2025-02")) == [("country:DE", "country:FR", 1)]
    assert ties(graph.projection("co-attendance", min_statements=2)) == [("country:DE", "country:FR", 2)]
    halves = [weight for *_, weight in ties(graph.projection("co-attendance", normalise="average"))]
    assert halves == [1, pytest.approx(2 / 3), pytest.approx(2 / 3)]


def test_what_has_no_date_or_may_lie_outside_is_left_out_of_a_range_and_counted(dossier_doc: Doc) -> None:
    """
    source: {id: a}
    proposals: [{id: force, title: A force}]
    statements:
      - {actor: FR, stance: open, proposal: force, said: 2025-03-02}
      - {actor: GB, stance: open, proposal: force, said: 2025-03}
      - {actor: DE, stance: open, proposal: force}
      - {actor: IT, stance: open, proposal: force, said: 2025-05-02}
    """
    graph = Graph(loaded(dossier_doc)).projection("actor-proposal", since="2025-03-01", until="2025-03-15")
    assert ties(graph) == [("country:FR", "proposal:force", 1)]
    assert graph.graph["notes"].split("\n") == [
        "left out: 1 without a date",
        "left out: 1 that may have been said within the days asked for or not",
    ]
    assert sorted(nx.isolates(graph)) == ["country:DE", "country:GB", "country:IT"]


def test_isolates_can_be_left_out(force: Graph) -> None:
    kept = force.projection("conflict", isolates=False)
    assert "unnamed:many-in-europe" not in kept
    assert sorted(kept) == [
        *["country:FR", "country:GB", "country:SE", "country:US"],
        *["person:claudia-major", "person:ulf-kristersson"],
    ]


def test_exclusion_takes_names_and_leaves_who_is_excluded_as_an_isolate(force: Graph) -> None:
    graph = force.projection("actor-proposal", exclude=["France", "Ulf Kristersson", "opposes"])
    assert [tie[0] for tie in ties(graph)] == ["country:GB", "group:nordic-countries", "proposal:boots"]
    assert "country:FR" in graph
    only = force.projection("actor-proposal", exclude=["France", "UK", "A land force"], invert=True)
    assert [tie[0] for tie in ties(only)] == ["country:FR", "country:GB"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {"mode": "congruance"},
            "mode does not take 'congruance': there is no such word; did you mean 'congruence'?",
        ),
        (
            {"mode": "actor-proposal", "normalise": "jaccard"},
            "actor-proposal takes none, activity, prominence",
        ),
        ({"mode": "congruence", "normalise": "activity"}, "congruence takes none, average, jaccard, cosine"),
        ({"mode": "congruence", "agreement": ["declines"]}, "such as declines=disagree"),
        ({"mode": "congruence", "window": "a month"}, "write a number of days, weeks or years"),
        ({"mode": "congruence", "step": "30d"}, "it needs a window, such as 30d"),
        ({"mode": "congruence", "since": "2025-04", "until": "2025-03"}, "it is before 2025-04-01"),
        (
            {"mode": "ignore", "exclude": ["truce"]},
            "condition:truce is no actor, proposal, source, meeting or stance",
        ),
        ({"mode": "ignore", "level": "continent"}, "write one of country, organisation, person, party"),
        ({"mode": "co-attendance", "proposal": "deal"}, "co-attendance is about meetings"),
        ({"mode": "congruence", "since": "soon"}, "'soon' is not a date"),
    ],
)
def test_what_an_option_does_not_take_is_told_with_the_mend(
    asked: dict[str, object], told: str, force: Graph
) -> None:
    with pytest.raises(BadParameter) as caught:
        force.projection(**asked)  # type: ignore[call-overload]
    assert told in str(caught.value)


def test_nothing_said_gives_a_network_of_nobody() -> None:
    for mode in ("actor-proposal", *ONE_MODE, "co-attendance", "conditions"):
        assert len(Graph(store([])).projection(mode)) == 0  # type: ignore[call-overload]
        assert Graph(store([])).projection(mode, window="30d") == []  # type: ignore[call-overload]
