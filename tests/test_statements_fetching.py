"""The table of statements: every key comes back, and what it writes can be read again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from coalition_graph import open as opened
from coalition_graph.analysis.fetching import Words, fetch, words
from coalition_graph.analysis.said import spelled
from coalition_graph.analysis.statements import statements
from coalition_graph.store import MemoryStore, Store
from coalition_graph.table import render
from tests.benchmarks.dossiers import written
from tests.conftest import Doc, MakeDoc
from tests.loaded import brief, loaded

REGISTRY = """
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, from: 2022-10-18}
  - {name: Trump | Vance, kind: unnamed, id: both}
proposals:
  - {id: reassurance-force, title: A reassurance force}
  - {id: land-force, title: A land force, within: reassurance-force}
conditions:
  - {id: us-protection, text: American protection}
  - {id: mandate, text: A mandate}
  - {id: consent, text: Consent}
"""
ARTICLE = """
--- file: article.yaml
source: {id: article, title: An article, published: 2025-03-28~, url: "https://example.org/article"}
meetings: [{id: paris, date: 2025-03-27}]
defaults: {proposal: land-force}
statements:
  - {id: full, actor: Sweden, speaker: Ulf Kristersson, stance: open,
     conditions: [us-protection, {any: [mandate, consent]}], reason: needs time, said: 2025-03, to: [UA, EU],
     at: paris, credibility: 2, quote: "right", start: 7, summary: may take part, locator: para. 3,
     attribution: spokesperson, via: Agency, note: a note,
     contribution: {kind: land, min: 500, max: 1000, unit: personnel, area: rear | west, stage: agreed,
                    joint: true}}
  - {id: joint, actor: [FR, GB], stance: open, contribution: [
     {kind: land, min: 10000, max: 30000, unit: personnel, joint: fr-gb-plan},
     {kind: naval, area: Black Sea}]}
  - {id: lifted, actor: Trump | Vance, stance: undecided, conditions: none}
"""


def test_every_key_comes_back(make_doc: MakeDoc) -> None:
    rows = {row["id"]: row for row in statements(loaded(make_doc(REGISTRY + ARTICLE)))}
    assert rows["full"] == {
        "source": "article",
        "id": "full",
        "actor": "Sweden",
        "speaker": "Ulf Kristersson",
        "stance": "open",
        "proposal": "land-force",
        "conditions": "us-protection|any(consent|mandate)",
        "contribution.kind": "land",
        "contribution.min": 500,
        "contribution.max": 1000,
        "contribution.unit": "personnel",
        "contribution.area": "rear \\| west",
        "contribution.stage": "agreed",
        "contribution.joint": "true",
        "reason": "needs time",
        "said": "2025-03",
        "to": "UA|EU",
        "at": "paris",
        "credibility": 2,
        "quote": "right",
        "start": 7,
        "summary": "may take part",
        "locator": "para. 3",
        "attribution": "spokesperson",
        "via": "Agency",
        "note": "a note",
    }


def test_a_joint_statement_is_one_row_with_its_contributions_side_by_side(make_doc: MakeDoc) -> None:
    store = loaded(make_doc(REGISTRY + ARTICLE))
    for table in (statements(store), statements(store, actor="country:GB")):
        joint = next(row for row in table if row["id"] == "joint")
        assert joint["actor"] == "France|United Kingdom"
        assert [joint[f"contribution.{key}"] for key in ("kind", "min", "unit", "area", "stage")] == [
            "land|naval",
            "10000|",
            "personnel|",
            "|Black Sea",
            "announced|announced",
        ]
    assert brief(statements(store, actor="country:GB"), "id") == [("joint",)]


def test_what_the_table_writes_is_read_again(make_doc: MakeDoc) -> None:
    first = loaded(make_doc(REGISTRY + ARTICLE))
    written = render(statements(first), "csv")
    source = """
--- file: sources.csv
id,title,published,url
article,An article,2025-03-28~,https://example.org/article
--- file: meetings.csv
id,date,source
paris,2025-03-27,article
"""
    again = loaded(make_doc(f"{REGISTRY}{source}--- file: statements.csv\n{written}"))
    assert render(statements(again), "csv") == written
    assert fetch(again) == fetch(first)


def test_the_analysts_own_statements_have_no_source(dossier_doc: Doc) -> None:
    """
    proposals: [{id: land-force, title: A land force}]
    statements: [{id: own, actor: FR, stance: open, proposal: land-force, said: 2025-03-01}]
    """
    table = statements(loaded(dossier_doc))
    assert brief(table, "source", "id", "actor", "attribution") == [(None, "own", "France", "reported")]


def test_the_slice_by_proposal_actor_and_day(make_doc: MakeDoc) -> None:
    doc = make_doc(
        REGISTRY
        + """
--- file: a.yaml
source: {id: a, published: 2025-03-01}
statements:
  - {id: wide, actor: FR, stance: supports, proposal: reassurance-force, attribution: document}
  - {id: narrow, actor: FR, stance: open, proposal: land-force}
  - {id: late, actor: FR, stance: open, proposal: land-force, said: 2025-03-09}
  - {id: nordic, actor: Nordic countries, stance: supports, proposal: land-force}
"""
    )
    store = loaded(doc)

    def ids(**asked: object) -> list[object]:
        return statements(store, **asked).column("id")  # type: ignore[arg-type]

    assert ids() == ["late", "narrow", "nordic", "wide"]
    assert ids(proposal="proposal:reassurance-force") == ["late", "narrow", "nordic", "wide"]
    assert ids(proposal="proposal:land-force", actor="country:FR") == ["late", "narrow"]
    assert ids(as_of=dt.date(2025, 3, 8)) == ["narrow", "nordic", "wide"]
    assert ids(on_record=True) == ["wide"]
    assert ids(actor="country:SE") == []
    assert ids(actor="country:SE", expand_groups=True) == ["nordic"]


def test_conditions_in_all_shapes(dossier_doc: Doc) -> None:
    """
    proposals: [{id: force, title: A force}]
    --- file: a.yaml
    source: {id: a}
    defaults: {proposal: force}
    statements:
      - {id: s1, actor: FR, stance: open, conditions: [b c, a b]}
      - {id: s2, actor: FR, stance: open, conditions: {any: [a b, b c]}}
      - {id: s3, actor: FR, stance: open, conditions: {any: [{all: [a b, b c]}, d e]}}
      - {id: s4, actor: FR, stance: open, conditions: none}
      - {id: s5, actor: FR, stance: open}
    """
    store = loaded(dossier_doc)
    written = ["a b|b c", "any(a b|b c)", "any(d e|all(a b|b c))", "none", None]
    assert sorted(map(str, statements(store).column("conditions"))) == sorted(map(str, written))
    ids = ["a-b|b-c", "any(a-b|b-c)", "any(d-e|all(a-b|b-c))"]
    assert [spelled(one.expression) for one in fetch(store)] == [*ids, "", ""]
    assert [one.gives_conditions for one in fetch(store)] == [True, True, True, True, False]


IN_WORDS = """
proposals: [{id: force, title: A force}]
conditions: [{id: cover, text: Cover from the air}, {id: sea-lane, text: Sea lane, kind: mandate}]
"""
SAID_IN_WORDS = """
statements:
  - {id: s1, actor: FR, stance: open, proposal: force, conditions: [a clear plan, cover, sea-lane]}
  - {id: s2, actor: GB, stance: open, proposal: force, conditions: "if (and when) it | ends"}
  - {id: s3, actor: DE, stance: open, proposal: force, conditions: {any: [cover, A  clear plan]}}
"""


def test_a_condition_in_words_is_read_again_as_the_same_condition(make_doc: MakeDoc) -> None:
    first = loaded(make_doc(IN_WORDS + SAID_IN_WORDS))
    table = statements(first)
    assert table.column("conditions") == [
        "a clear plan|cover|sea-lane",
        "if (and when) it \\| ends",
        "any(a clear plan|cover)",
    ]
    again = loaded(make_doc(f"{IN_WORDS}--- file: statements.csv\n{render(table, 'csv')}"))
    assert fetch(again) == fetch(first)


def test_what_is_fetched_at_once_is_what_is_fetched_part_by_part(tmp_path: Path) -> None:
    found = opened(written(tmp_path, 300)).store
    said = fetch(found)
    assert len(said) == 300
    for one in (*{one.proposal for one in said},):
        assert fetch(found, proposals=[one]) == [each for each in said if each.proposal == one]
    for one in (*{one.actor for one in said},):
        assert fetch(found, actors=[one]) == [each for each in said if each.actor == one]


def test_the_words_of_some_statements_are_asked_for_alone(make_doc: MakeDoc) -> None:
    store = loaded(make_doc(REGISTRY + ARTICLE))
    every = words(store, [one.node for one in fetch(store)])
    some = sorted(every)[:2]
    assert len(every) > 2
    assert words(store, some) == {node: every[node] for node in some}
    assert words(store, []) == {}


def test_a_statement_without_a_name_has_its_words_too(tmp_path: Path) -> None:
    (tmp_path / "theirs.ttl").write_text(
        """@prefix cg: <https://w3id.org/coalition-graph/ontology#> .
        [] cg:actor <https://w3id.org/coalition-graph/country/SE> ; cg:summary "Sweden says so" ;
          cg:proposal <https://w3id.org/coalition-graph/proposal/force> ;
          cg:stance <https://w3id.org/coalition-graph/stance/open> ."""
    )
    store = opened(tmp_path / "theirs.ttl").store
    (one,) = fetch(store)
    assert words(store, [one.node]) == {one.node: Words(summary="Sweden says so")}


def test_without_graphs_the_answers_are_the_same(make_doc: MakeDoc) -> None:
    """Turtle is one graph; `cg:source` still leads from a statement to its source."""
    store = loaded(make_doc(REGISTRY + ARTICLE))
    assert list(statements(flat(store))) == list(statements(store))


def flat(store: Store) -> Store:
    lines = {f"{line.rsplit(' <', 1)[0]} .\n" for line in store.quads().splitlines()}
    target = MemoryStore()
    target.replace({"graph:registry": "".join(sorted(graphed(line) for line in lines))}, (), lambda _: {})
    return target


def graphed(triple: str) -> str:
    return triple.replace(" .\n", " <https://w3id.org/coalition-graph/graph/registry> .\n")
