"""The ready questions, each against an answer worked out by hand on the dossier below."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition_graph import queries, resources
from coalition_graph.analysis.references import References
from coalition_graph.errors import BadParameter, BadQuery, UnknownName, UnknownQuery
from coalition_graph.store import Store
from coalition_graph.table import Table
from tests.conftest import write_doc
from tests.loaded import loaded

DOSSIER = """
--- file: registry.yaml
dossier: {id: force, title: A force}
actors:
  - {name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, party: M, from: 2022-10-18}
  - {name: Emmanuel Macron, kind: person, post: President, of: France, from: 2017-05-14}
  - {name: Mette Frederiksen, kind: person, post: Prime Minister, of: Denmark, from: 2019-06-27}
  - {name: Many in Europe, kind: unnamed}
proposals:
  - {id: land-force, title: A land force}
  - {id: air-cover, title: Air cover, within: land-force}
conditions:
  - {id: us-protection, text: American protection, kind: guarantee}
  - {id: ceasefire, text: A ceasefire, kind: ceasefire}
  - {id: mandate, text: A mandate, kind: mandate}
--- file: article.yaml
source: {id: article, title: The article, publisher: Example News, published: 2025-03-28, reliability: B}
meetings:
  - id: paris
    title: Paris
    date: 2025-02-17
    series: coalition
    reported: {count: 7, of: countries}
    attendance:
      - {actor: Emmanuel Macron, summary: he hosts}
      - {actor: DE, summary: named}
      - {actor: DK, person: Mette Frederiksen, represents: [Nordic countries], summary: for the North}
  - id: london
    title: London
    date: 2025-03-02
    series: coalition
    reported: {count: 30, status: planned}
    attendance:
      - {actor: France, summary: named}
      - {actor: Ulf Kristersson, summary: named}
      - {actor: IT, status: planned}
statements:
  - {id: plan, actor: [FR, GB], stance: open, proposal: land-force, conditions: [us-protection],
     attribution: anonymous, summary: A plan,
     contribution: [{kind: land, min: 10000, max: 30000, unit: personnel, joint: true}, {kind: naval}]}
  - {id: se, actor: SE, speaker: Ulf Kristersson, stance: open, proposal: land-force, said: 2025-03-20,
     conditions: [us-protection, ceasefire], quote: the conditions are right}
  - {id: pl, actor: PL, stance: declines, proposal: land-force, said: 2025-03-10, summary: Its troops stay}
  - {id: many, actor: Many in Europe, stance: supports, proposal: land-force, conditions: [us-protection]}
--- file: wire.yaml
source: {id: wire, title: The wire, publisher: Other News, via: AFP, published: 2025-03-17}
meetings:
  - {id: london, attendance: [{actor: FR, summary: named}, {actor: CA, summary: named}]}
statements:
  - {id: gb, actor: GB, stance: pledges, proposal: land-force, summary: Two thousand,
     contribution: {kind: land, min: 2000, unit: personnel}}
  - {id: pl, actor: PL, stance: open, proposal: land-force, summary: It may}
  - {id: fr, actor: FR, stance: supports, proposal: air-cover, summary: In favour}
--- file: undated.yaml
source: {id: undated, title: A leaflet}
statements:
  - {id: es, actor: ES, stance: undecided, proposal: air-cover, summary: Not yet}
"""

Rows = list[tuple[object, ...]]
SAID = {
    "plan": ("statement:article.plan", "2025-03-28"),
    "se": ("statement:article.se", "2025-03-20"),
    "pl": ("statement:article.pl", "2025-03-10"),
    "many": ("statement:article.many", "2025-03-28"),
}

ANSWERS: dict[str, tuple[dict[str, str], Rows]] = {
    "who-attended": (
        {"meeting": "London"},
        [
            ("country:CA", "Canada", None),
            ("country:FR", "France", None),
            ("country:SE", "Sweden", "Ulf Kristersson"),
        ],
    ),
    "who-was-represented": (
        {"meeting": "paris"},
        [
            (f"country:{code}", name, "country:DK", "Denmark", "group:nordic-countries")
            for code, name in (("FI", "Finland"), ("IS", "Iceland"), ("NO", "Norway"), ("SE", "Sweden"))
        ],
    ),
    "meetings-of": (
        {"actor": "Swedish"},
        [("meeting:paris", "2025-02-17", "represented"), ("meeting:london", "2025-03-02", "attended")],
    ),
    "attended-whole-series": ({"series": "coalition"}, [("country:FR", "France", 2)]),
    "attended-but-silent": (
        {},
        [("country:CA", "Canada", 1), ("country:DE", "Germany", 1), ("country:DK", "Denmark", 1)],
    ),
    "position-but-never-attended": (
        {},
        [("country:GB", "United Kingdom", 2), ("country:PL", "Poland", 2), ("country:ES", "Spain", 1)],
    ),
    "co-attendance": (
        {},
        [
            ("country:CA", "country:FR", 1),
            ("country:CA", "country:SE", 1),
            ("country:DE", "country:DK", 1),
            ("country:DE", "country:FR", 1),
            ("country:DK", "country:FR", 1),
            ("country:FR", "country:SE", 1),
        ],
    ),
    "reported-more-than-named": ({}, [("meeting:paris", 7, 3)]),
    "sources-per-meeting": ({}, [("meeting:london", "London", 2), ("meeting:paris", "Paris", 1)]),
    "positions-on": (
        {"proposal": "land-force"},
        [
            ("country:FR", "France", "stance:open", "condition:us-protection", "2025-03-28", False),
            ("country:GB", "United Kingdom", "stance:open", "condition:us-protection", "2025-03-28", False),
            ("country:PL", "Poland", "stance:open", None, "2025-03-17", False),
            ("country:SE", "Sweden", "stance:open", "condition:ceasefire", "2025-03-20", False),
            ("country:SE", "Sweden", "stance:open", "condition:us-protection", "2025-03-20", False),
            (
                "unnamed:many-in-europe",
                "Many in Europe",
                "stance:supports",
                "condition:us-protection",
                "2025-03-28",
                False,
            ),
        ],
    ),
    "positions-of": (
        {"actor": "FR"},
        [
            ("proposal:air-cover", "stance:supports", None, "2025-03-17"),
            ("proposal:land-force", "stance:open", "condition:us-protection", "2025-03-28"),
        ],
    ),
    "stances-by-proposal": (
        {},
        [
            ("proposal:air-cover", "stance:supports", 1),
            ("proposal:air-cover", "stance:undecided", 1),
            ("proposal:land-force", "stance:open", 4),
        ],
    ),
    "contradictory-stances": ({}, [("country:PL", "Poland", "proposal:land-force", 1, 1)]),
    "single-origin": (
        {},
        [
            ("country:ES", "Spain", "proposal:air-cover", "stance:undecided", "A leaflet", 1),
            ("country:FR", "France", "proposal:air-cover", "stance:supports", "AFP", 1),
            ("country:FR", "France", "proposal:land-force", "stance:open", "Example News", 1),
            ("country:GB", "United Kingdom", "proposal:land-force", "stance:open", "Example News", 1),
            ("country:PL", "Poland", "proposal:land-force", "stance:open", "AFP", 1),
            ("country:SE", "Sweden", "proposal:land-force", "stance:open", "Example News", 1),
            (
                "unnamed:many-in-europe",
                "Many in Europe",
                "proposal:land-force",
                "stance:supports",
                "Example News",
                1,
            ),
        ],
    ),
    "anonymous-positions": (
        {},
        [
            ("country:ES", "Spain", "proposal:air-cover", "stance:undecided", 0, 0, 1),
            ("country:FR", "France", "proposal:air-cover", "stance:supports", 0, 0, 1),
            ("country:FR", "France", "proposal:land-force", "stance:open", 0, 1, 0),
            ("country:GB", "United Kingdom", "proposal:land-force", "stance:open", 0, 1, 0),
            ("country:PL", "Poland", "proposal:land-force", "stance:open", 0, 0, 1),
            ("country:SE", "Sweden", "proposal:land-force", "stance:open", 1, 0, 0),
            ("unnamed:many-in-europe", "Many in Europe", "proposal:land-force", "stance:supports", 0, 0, 1),
        ],
    ),
    "conditions-by-actors": (
        {},
        [
            ("condition:us-protection", "American protection", 3),
            ("condition:ceasefire", "A ceasefire", 1),
            ("condition:mandate", "A mandate", 0),
        ],
    ),
    "who-waits-for": (
        {"condition": "ceasefire"},
        [("country:SE", "Sweden", "proposal:land-force", "stance:open")],
    ),
    "statements-naming": (
        {"condition": "us-protection"},
        [
            (
                *SAID["se"],
                "country:SE",
                "stance:open",
                "proposal:land-force",
                "the conditions are right",
                None,
                "source:article",
            ),
            (
                *SAID["many"],
                "unnamed:many-in-europe",
                "stance:supports",
                "proposal:land-force",
                None,
                None,
                "source:article",
            ),
            *(
                (*SAID["plan"], actor, "stance:open", "proposal:land-force", None, "A plan", "source:article")
                for actor in ("country:FR", "country:GB")
            ),
        ],
    ),
    "offers-by-proposal": (
        {},
        [
            ("proposal:land-force", "land", "personnel", 1, 10000, 30000, 0, 0),
            ("proposal:land-force", "naval", "", 2, 0, 0, 2, 2),
        ],
    ),
    "commitments-by-state": (
        {},
        [("proposal:land-force", "conditional", 3, 3)],
    ),
    "who-speaks-for-whom": ({}, [("person:ulf-kristersson", "Ulf Kristersson", "country:SE", 1)]),
    "statements-by-speaker": (
        {"person": "Ulf Kristersson"},
        [
            (
                *SAID["se"],
                "country:SE",
                "stance:open",
                "proposal:land-force",
                "the conditions are right",
                None,
                "source:article",
            )
        ],
    ),
    "posts": (
        {},
        [
            (
                "person:emmanuel-macron",
                "Emmanuel Macron",
                "President",
                "country:FR",
                None,
                "2017-05-14",
                None,
            ),
            (
                "person:mette-frederiksen",
                "Mette Frederiksen",
                "Prime Minister",
                "country:DK",
                None,
                "2019-06-27",
                None,
            ),
            (
                "person:ulf-kristersson",
                "Ulf Kristersson",
                "Prime Minister",
                "country:SE",
                "M",
                "2022-10-18",
                None,
            ),
        ],
    ),
    "sources": (
        {},
        [
            ("source:article", "The article", "Example News", None, "2025-03-28", "B", 4, 6),
            ("source:undated", "A leaflet", None, None, None, None, 1, 0),
            ("source:wire", "The wire", "Other News", "AFP", "2025-03-17", None, 3, 2),
        ],
    ),
    "reports-by-kind": (
        {},
        [
            ("source:article", "cg:Attendance", 6),
            ("source:article", "cg:MeetingReport", 2),
            ("source:article", "cg:Statement", 4),
            ("source:undated", "cg:Statement", 1),
            ("source:wire", "cg:Attendance", 2),
            ("source:wire", "cg:Statement", 3),
        ],
    ),
    "statements-between": (
        {"since": "2025-03-11", "until": "2025-03-20"},
        [
            (
                "statement:wire.fr",
                "2025-03-17",
                "country:FR",
                "stance:supports",
                "proposal:air-cover",
                "source:wire",
            ),
            (
                "statement:wire.gb",
                "2025-03-17",
                "country:GB",
                "stance:pledges",
                "proposal:land-force",
                "source:wire",
            ),
            (
                "statement:wire.pl",
                "2025-03-17",
                "country:PL",
                "stance:open",
                "proposal:land-force",
                "source:wire",
            ),
            (*SAID["se"], "country:SE", "stance:open", "proposal:land-force", "source:article"),
        ],
    ),
    "latest-statements": (
        {},
        [
            ("country:FR", "proposal:air-cover", "2025-03-17", "statement:wire.fr", "stance:supports"),
            ("country:FR", "proposal:land-force", "2025-03-28", "statement:article.plan", "stance:open"),
            ("country:GB", "proposal:land-force", "2025-03-28", "statement:article.plan", "stance:open"),
            ("country:PL", "proposal:land-force", "2025-03-17", "statement:wire.pl", "stance:open"),
            ("country:SE", "proposal:land-force", "2025-03-20", "statement:article.se", "stance:open"),
            (
                "unnamed:many-in-europe",
                "proposal:land-force",
                "2025-03-28",
                "statement:article.many",
                "stance:supports",
            ),
        ],
    ),
    "undated-statements": (
        {},
        [
            (
                "statement:undated.es",
                "country:ES",
                "stance:undecided",
                "proposal:air-cover",
                "source:undated",
            )
        ],
    ),
    "without-words": (
        {},
        [
            ("attendance:article.london-IT", "country:IT", "source:article"),
            ("statement:article.many", "unnamed:many-in-europe", "source:article"),
        ],
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return loaded(write_doc(tmp_path_factory.mktemp("force"), DOSSIER))


def asked(store: Store, question: str, **values: str) -> Table:
    return queries.ask(store, question, values, References(store).resolve)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_the_one_worked_out_by_hand(store: Store, name: str) -> None:
    values, rows = ANSWERS[name]
    assert asked(store, name, **values).rows == rows


def test_every_ready_question_has_an_answer_here() -> None:
    assert {question.name for question in queries.ready()} == set(ANSWERS)


def test_every_header_is_complete() -> None:
    for question in queries.ready():
        assert question.title, question.name
        assert question.description.endswith("."), question.name
        assert question.group in {
            "positions",
            "conditions",
            "commitments",
            "meetings",
            "people",
            "sources",
            "time",
            "checks",
        }
        assert all(parameter.example for parameter in question.parameters), question.name


def test_no_ready_question_names_a_graph_or_compares_every_pair() -> None:
    for path in Path(resources.queries()).glob("*.rq"):
        query = path.read_text(encoding="utf-8").split("\n#+ ")[-1]
        assert "GRAPH" not in query, path.name
        assert "cg:latest ?later" not in query, path.name


def test_a_number_has_a_default_that_can_be_changed(store: Store) -> None:
    assert len(asked(store, "co-attendance")) == 6
    assert asked(store, "co-attendance", at_least="2").rows == []


def test_a_month_means_its_first_day_from_and_its_last_day_until(store: Store) -> None:
    assert len(asked(store, "statements-between", since="2025-03", until="2025-03")) == 8


def test_the_list_shows_what_to_type() -> None:
    table = queries.table()
    assert table.columns == ("name", "group", "title", "parameters")
    assert {
        "name": "who-attended",
        "group": "meetings",
        "title": "Who attended a meeting",
        "parameters": "meeting=london-2025-03-02",
    } in list(table)


def test_an_unknown_question_is_an_error_with_a_suggestion(store: Store) -> None:
    with pytest.raises(UnknownQuery, match="did you mean 'who-attended'"):
        asked(store, "who-atended")


def test_an_unknown_parameter_is_an_error_that_lists_the_known_ones(store: Store) -> None:
    with pytest.raises(
        BadParameter, match=r"^unknown parameter '\w+': the parameter is meeting; did you mean 'meeting'"
    ):
        asked(store, "who-attended", meetings="paris")
    with pytest.raises(BadParameter, match="no parameters"):
        asked(store, "sources", source="article")


def test_a_missing_parameter_is_an_error_that_shows_an_example(store: Store) -> None:
    with pytest.raises(BadParameter, match=r"^meeting is missing: give one, such as london-2025-03-02"):
        asked(store, "who-attended")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("co-attendance", {"at_least": "many"}),
        ("co-attendance", {"at_least": "-1"}),
        ("co-attendance", {"at_least": "9" * 5000}),
        ("statements-between", {"since": "March", "until": "2025-03"}),
    ],
)
def test_a_value_of_the_wrong_type_is_an_error(store: Store, question: str, values: dict[str, str]) -> None:
    with pytest.raises(BadParameter):
        asked(store, question, **values)


def test_a_name_that_nothing_bears_is_an_error(store: Store) -> None:
    with pytest.raises(UnknownName, match="paris"):
        asked(store, "who-attended", meeting="pariss")


def test_ones_own_query_takes_nodes_and_texts_as_values(store: Store) -> None:
    query = "SELECT ?m WHERE { ?who cg:attended ?m } ORDER BY ?m"
    assert asked(store, query, who="country:SE").rows == [("meeting:london",)]
    named = "SELECT ?actor WHERE { ?actor rdfs:label ?name }"
    assert asked(store, named, name="Sweden").rows == [("country:SE",)]


def test_ones_own_query_may_have_a_header_too(store: Store) -> None:
    query = """
#+ title: Where was it?
#+ parameters:
#+   - name: who
#+     type: country
#+     example: Sweden
#+ tags:
#+   - mine
SELECT ?m WHERE { ?who cg:attended ?m }"""
    assert asked(store, query, who="Kingdom of Sweden").rows == [("meeting:london",)]
    with pytest.raises(BadParameter):
        asked(store, query)


def test_a_value_is_never_pasted_as_text(store: Store) -> None:
    query = "SELECT ?actor WHERE { ?actor rdfs:label ?name }"
    assert asked(store, query, name='Sweden" } UNION { ?actor ?x ?y } #').rows == []
    with pytest.raises(BadParameter, match="no such variable"):
        asked(store, query, nome="Sweden")


def test_a_parameter_of_an_unknown_type_is_an_error_of_the_query() -> None:
    with pytest.raises(BadQuery, match="type"):
        queries.read("x", "#+ parameters:\n#+   - name: a\n#+     type: wish\nSELECT * {}")


def test_text_gives_the_file() -> None:
    path = resources.queries() / "sources.rq"
    assert queries.text("sources") == path.read_text(encoding="utf-8")
