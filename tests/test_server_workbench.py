"""What the workbench asks the server for: questions, names, terms, answers, pages and the picture."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from coalition_graph.errors import UsageError
from coalition_graph.graph import Graph
from coalition_graph.server import pages
from coalition_graph.server.settings import Settings
from tests.conftest import MakeDoc, write_doc
from tests.loaded import loaded
from tests.serving import answering

FORCE = """
dossier: {id: force, title: A force for Ukraine}
source: {id: a, published: 2025-03-01}
actors: [{name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden}]
proposals: [{id: land-force, title: A land force}]
conditions: [{id: us-protection, text: American protection}]
meetings:
  - {id: london, title: London, date: 2025-03-02, series: coalition, attendance: [Sweden, Ulf Kristersson]}
statements:
  - {actor: SE, stance: open, proposal: land-force, conditions: [us-protection], summary: "=1+1"}
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return Graph(loaded(write_doc(tmp_path_factory.mktemp("force"), FORCE)))


@pytest.fixture(scope="module")
def client(graph: Graph) -> Iterator[httpx.Client]:
    with answering(graph) as client:
        yield client


def test_the_ready_questions_come_with_their_parameters(client: httpx.Client) -> None:
    questions = {question["name"]: question for question in client.get("/questions").json()}
    asked = questions["who-attended"]
    assert asked["title"] and asked["group"] == "meetings"
    assert asked["parameters"] == [
        {"name": "meeting", "type": "meeting", "example": "london-2025-03-02", "default": None}
    ]
    assert "cg:attended" in asked["sparql"]


def test_names_come_by_the_type_of_the_parameter_that_takes_them(client: httpx.Client) -> None:
    names = client.get("/names").json()
    assert {kind: names[kind] for kind in sorted(names)} == {
        "actor": ["Sweden", "Ulf Kristersson"],
        "condition": ["us-protection"],
        "country": ["Sweden"],
        "meeting": ["london"],
        "person": ["Ulf Kristersson"],
        "proposal": ["land-force"],
        "series": ["coalition"],
        "source": ["a"],
    }


def test_terms_come_with_what_they_mean(client: httpx.Client) -> None:
    told = client.get("/terms").json()
    assert told["prefixes"]["country"] == "https://w3id.org/coalition-graph/country/"
    terms = {term["name"]: term for term in told["terms"]}
    assert terms["stance:open"] == {
        "name": "stance:open",
        "label": "open",
        "comment": "Open to taking part.",
    }
    assert terms["cg:attended"]["label"]


def test_the_server_says_what_it_is_about(client: httpx.Client) -> None:
    about = client.get("/about").json()
    assert about["title"] == "A force for Ukraine"
    assert about["counts"]["meeting"] == 1
    assert about["version"]


def test_a_ready_question_is_answered_with_its_sparql(client: httpx.Client) -> None:
    answer = client.post("/ask", json={"question": "who-attended", "values": {"meeting": "London"}}).json()
    assert answer["kind"] == "rows"
    assert answer["columns"][:2] == ["actor", "name"]
    assert answer["rows"][0][:2] == ["country:SE", "Sweden"]
    assert answer["cut"] is None
    assert answer["milliseconds"] >= 0
    assert "<https://w3id.org/coalition-graph/meeting/london>" in answer["sparql"]
    again = client.post("/ask", json={"query": answer["sparql"]}).json()
    assert again["rows"] == answer["rows"]


def test_a_query_of_ones_own_takes_values_too(client: httpx.Client) -> None:
    query = "SELECT ?m WHERE { ?who cg:attended ?m }"
    answer = client.post("/ask", json={"question": None, "query": query, "values": {"who": "country:SE"}})
    assert answer.json()["rows"] == [["meeting:london"]]


def test_yes_or_no_and_triples_are_tables_too(client: httpx.Client) -> None:
    asked = client.post("/ask", json={"query": "ASK { country:SE stance:open ?p }"}).json()
    assert (asked["kind"], asked["columns"], asked["rows"]) == ("truth", ["answer"], [[True]])
    made = client.post("/ask", json={"query": "CONSTRUCT WHERE { ?a stance:open ?p }"}).json()
    assert (made["kind"], made["columns"]) == ("triples", ["subject", "predicate", "object"])
    assert made["rows"] == [["country:SE", "stance:open", "proposal:land-force"]]


def test_cells_are_texts_numbers_truth_and_nothing(client: httpx.Client) -> None:
    query = "SELECT (1 AS ?a) (true AS ?b) ('x' AS ?c) ?d (9007199254740993 AS ?e) {}"
    assert client.post("/ask", json={"query": query}).json()["rows"] == [
        [1, True, "x", None, "9007199254740993"]
    ]


def test_a_form_field_that_is_empty_takes_the_default_or_is_missing(client: httpx.Client) -> None:
    answer = client.post("/ask", json={"question": "who-attended", "values": {"meeting": ""}})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("meeting is missing: give one, such as")


def test_a_csv_is_safe_to_open_in_a_spreadsheet(client: httpx.Client) -> None:
    query = "SELECT ?summary WHERE { ?s cg:summary ?summary }"
    answer = client.post("/ask", json={"query": query}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text == "summary\n'=1+1\n"


def test_the_page_gets_so_many_rows_and_the_csv_more(graph: Graph) -> None:
    with answering(graph, Settings(shown=2, rows=5)) as client:
        asked = {"query": "SELECT ?s WHERE { ?s ?p ?o }"}
        page = client.post("/ask", json=asked)
        assert (page.json()["cut"], len(page.json()["rows"])) == (2, 2)
        csv = client.post("/ask", json=asked, headers={"Accept": "text/csv"})
        assert csv.headers["x-coalition-graph-cut"] == "5"
        assert csv.text.count("\n") == 6


def test_an_error_names_its_line_and_column(client: httpx.Client) -> None:
    answer = client.post("/ask", json={"query": "SELECT ?m\nWHERE { ?m cg:attended }"})
    assert answer.status_code == 400
    told = answer.json()
    assert (told["line"], told["column"]) == (2, 24)
    assert told["error"].splitlines()[-1].strip() == "^"


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"question": "who-atended"}, 404, "did you mean 'who-attended'?"),
        ({"question": "SELECT * {}"}, 404, "no ready question is called"),
        ({"question": "who-attended", "values": {"meeting": "Londn"}}, 400, "unknown meeting 'Londn'"),
        ({"question": "who-attended", "values": {"meting": "x"}}, 400, "unknown parameter 'meting'"),
        ({"question": "who-attended", "values": {"meeting": ["x"]}}, 400, "meeting takes one value"),
        ({"query": "SELECT * { ?s ?p ?o }", "values": {"x": "y"}}, 400, "no such variable"),
        ({"query": "DROP ALL"}, 400, "DROP is refused"),
        ({"query": "SELECT * { SERVICE <http://e/> {} }"}, 400, "SERVICE is refused"),
        ({"query": ""}, 400, "give a"),
        ({"question": "who-attended", "query": "ASK {}"}, 400, "give a"),
        ({"query": "ASK {}", "values": []}, 200, ""),
        ({"query": "ASK {}", "values": [1]}, 400, "give a"),
        ({"query": 5}, 400, "give a"),
        ([], 400, "write the question as"),
    ],
)
def test_what_cannot_be_asked(client: httpx.Client, asked: object, status: int, told: str) -> None:
    answer = client.post("/ask", json=asked)
    assert answer.status_code == status
    assert told in answer.text


def test_ask_takes_json_by_post_only(client: httpx.Client) -> None:
    assert client.post("/ask", data={"query": "ASK {}"}).status_code == 415
    assert client.post("/ask", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    refused = client.get("/ask")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert refused.json() == {"error": "this address does not take GET"}
    image = client.post("/ask", json={"query": "ASK {}"}, headers={"Accept": "image/png"})
    assert image.status_code == 406


def test_json_nested_by_the_thousand_is_400(client: httpx.Client) -> None:
    deep = b'{"query": "ASK {}", "values": {"a": ' + b"[" * 30_000 + b"]" * 30_000 + b"}}"
    answer = client.post("/ask", content=deep, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_an_error_does_not_repeat_all_that_was_asked(client: httpx.Client) -> None:
    answer = client.post("/ask", json={"question": "a" * 60_000})
    assert answer.status_code == 404
    assert len(answer.text) < 3_000


@pytest.mark.parametrize(
    "asked",
    [
        rb'{"query": "\ud800"}',
        rb'{"question": "\ud800"}',
        rb'{"query": "ASK {?a ?b ?c}", "values": {"\ud800": 1}}',
        rb'{"query": "ASK {?a ?b ?c}", "values": {"\ud800": []}}',
    ],
)
def test_half_a_character_is_400(client: httpx.Client, asked: bytes) -> None:
    answer = client.post("/ask", content=asked, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]


def test_the_workbench_and_its_files_ask_nobody_else(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {"index.html": "<p>", "main.js": "1", "style.css": "p{}", "notes.txt": "no"}.items():
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(pages, "WEB", tmp_path)
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    for part in ("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"):
        assert part in policy.split("; ")
    script = client.get("/static/main.js")
    assert (script.headers["content-type"], script.text) == ("text/javascript; charset=utf-8", "1")
    assert client.get("/static/style.css").headers["content-type"] == "text/css; charset=utf-8"
    assert client.get("/static/notes.txt").status_code == 404


@pytest.mark.parametrize(
    "name", ["../pages.py", "..%2fpages.py", "%2e%2e/pages.py", "/etc/passwd", "%2fetc%2fpasswd", "a%00b", ""]
)
def test_no_other_file_is_ever_sent(client: httpx.Client, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_a_file_that_has_not_changed_is_not_sent_again(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.js").write_text("1")
    monkeypatch.setattr(pages, "WEB", tmp_path)
    first = client.get("/static/main.js")
    again = client.get("/static/main.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    (tmp_path / "main.js").write_text("2")
    changed = client.get("/static/main.js", headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, changed.text) == (200, "2")


def test_the_picture_comes_with_the_policy_that_it_was_made_with(client: httpx.Client) -> None:
    page = client.get("/picture")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    *own, frames = page.headers["content-security-policy"].rpartition("; ")
    assert f'content="{own[0]}"' in html.unescape(page.text).replace("&#39;", "'")
    assert "script-src 'sha256-" in own[0]
    assert frames == "frame-ancestors 'self'"
    assert "A force for Ukraine" in page.text
    again = client.get("/picture", headers={"If-None-Match": page.headers["etag"]})
    assert again.status_code == 304


def test_a_picture_that_failed_is_made_anew(make_doc: MakeDoc, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph(loaded(make_doc(FORCE)))
    whole, tries = graph.picture, []

    def picture() -> object:
        tries.append(1)
        if len(tries) == 1:
            raise UsageError("the picture cannot be made")
        return whole()

    monkeypatch.setattr(graph, "picture", picture)
    with answering(graph) as client:
        assert client.get("/picture").status_code == 400
        assert client.get("/picture").status_code == 200
        assert client.get("/picture").status_code == 200
    assert len(tries) == 2
