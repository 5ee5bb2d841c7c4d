"""`/sparql` as the SPARQL 1.1 Protocol wants it: every way to ask, every form of answer, every refusal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import quote

import httpx
import pytest

from coalition_graph.errors import Busy, StoppedQuery
from coalition_graph.graph import Graph
from coalition_graph.server.settings import Settings
from coalition_graph.store import Answer
from tests.conftest import write_doc
from tests.loaded import loaded
from tests.serving import answering

TWO_SOURCES = """
--- file: dossier.yaml
dossier: {id: force, title: A force}
proposals: [{id: land-force, title: A land force}]
meetings: [{id: london, title: London, date: 2025-03-02}]
--- file: a.yaml
source: {id: a, published: 2025-03-01}
statements: [{actor: SE, stance: open, proposal: land-force, summary: Sweden is open}]
--- file: b.yaml
source: {id: b, published: 2025-03-03}
statements: [{actor: NO, stance: supports, proposal: land-force, summary: "Norway, in favour"}]
"""
WHO = "SELECT ?who WHERE { ?who stance:open ?p } ORDER BY ?who"
SWEDEN = "https://w3id.org/coalition-graph/country/SE"
SOURCE_A = "https://w3id.org/coalition-graph/source/a"
SOURCE_B = "https://w3id.org/coalition-graph/source/b"
STATED = "SELECT ?summary WHERE { ?s cg:summary ?summary } ORDER BY ?summary"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return Graph(loaded(write_doc(tmp_path_factory.mktemp("force"), TWO_SOURCES)))


@pytest.fixture(scope="module")
def client(graph: Graph) -> Iterator[httpx.Client]:
    with answering(graph) as client:
        yield client


def get(client: httpx.Client, sparql: str, accept: str = "*/*") -> httpx.Response:
    return client.get("/sparql", params={"query": sparql}, headers={"Accept": accept})


def test_a_query_comes_in_the_address(client: httpx.Client) -> None:
    answer = get(client, WHO)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == JSON
    assert answer.json()["results"]["bindings"] == [{"who": {"type": "uri", "value": SWEDEN}}]


def test_a_query_comes_in_a_form(client: httpx.Client) -> None:
    answer = client.post("/sparql", data={"query": WHO})
    assert answer.json()["results"]["bindings"][0]["who"]["value"] == SWEDEN


def test_a_query_comes_as_it_is(client: httpx.Client) -> None:
    answer = client.post(
        "/sparql", content=WHO, headers={"Content-Type": "application/sparql-query; charset=utf-8"}
    )
    assert answer.json()["results"]["bindings"][0]["who"]["value"] == SWEDEN


@pytest.mark.parametrize(
    ("accept", "media", "begins"),
    [
        ("", JSON, b'{"head":{"vars":["who"]}'),
        ("application/json", "application/json", b'{"head":{"vars":["who"]}'),
        (XML, XML, b'<?xml version="1.0"?><sparql'),
        ("application/xml", "application/xml", b'<?xml version="1.0"?><sparql'),
        ("text/csv", "text/csv; charset=utf-8", f"who\r\n{SWEDEN}\r\n".encode()),
        (
            "text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
            f"?who\n<{SWEDEN}>\n".encode(),
        ),
        ("text/turtle, text/csv;q=0.2", "text/csv; charset=utf-8", b"who"),
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8", b"who"),
        ("text/csv;q=0, */*;q=0.1", JSON, b"{"),
    ],
)
def test_rows_come_in_the_form_that_is_wanted_most(
    client: httpx.Client, accept: str, media: str, begins: bytes
) -> None:
    answer = get(client, WHO, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.content.startswith(begins)
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "media", "holds"),
    [
        ("*/*", "text/turtle; charset=utf-8", b"country:SE stance:open proposal:land-force ."),
        ("application/n-triples", "application/n-triples", f"<{SWEDEN}> <".encode()),
        ("application/n-quads", "application/n-quads", f"<{SWEDEN}> <".encode()),
        ("application/trig", "application/trig", b"country:SE stance:open"),
        ("application/ld+json", "application/ld+json", SWEDEN.encode()),
        ("application/rdf+xml", "application/rdf+xml", SWEDEN.encode()),
    ],
)
def test_triples_come_in_the_form_that_is_wanted(
    client: httpx.Client, accept: str, media: str, holds: bytes
) -> None:
    answer = get(client, "CONSTRUCT { ?who stance:open ?p } WHERE { ?who stance:open ?p }", accept)
    assert answer.headers["content-type"] == media
    assert holds in answer.content


def test_yes_and_no_come_as_json_or_xml(client: httpx.Client) -> None:
    assert get(client, "ASK { country:SE stance:open ?p }").json() == {"head": {}, "boolean": True}
    assert b"<boolean>false</boolean>" in get(client, "ASK { country:NO stance:open ?p }", XML).content
    assert get(client, "ASK { country:NO stance:open ?p }", "text/csv").status_code == 406


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "text/html", "application/json;q=0"])
def test_a_form_that_rows_do_not_have_is_406_and_says_which_they_have(
    client: httpx.Client, accept: str
) -> None:
    answer = get(client, WHO, accept)
    assert answer.status_code == 406
    assert "ask for one of application/sparql-results+json" in answer.text


def test_a_query_that_does_not_parse_is_400_with_a_caret_under_the_place(client: httpx.Client) -> None:
    answer = get(client, "SELECT ?who\nWHERE { ?who stance:open }")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    first, line, caret = answer.text.rstrip("\n").split("\n")
    assert first.startswith("the query does not parse, line 2, column 26:")
    assert line.strip() == "WHERE { ?who stance:open }"
    assert caret.index("^") - 2 == 25


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "DROP ALL",
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "",
        "   ",
    ],
)
def test_what_is_refused_is_400(client: httpx.Client, sparql: str) -> None:
    assert get(client, sparql).status_code == 400
    assert client.post("/sparql", data={"query": sparql}).status_code == 400


def test_more_or_less_than_one_query_is_400(client: httpx.Client) -> None:
    assert client.get(f"/sparql?query={quote(WHO)}&query={quote(WHO)}").status_code == 400
    assert client.post("/sparql", data={"other": "x"}).status_code == 400
    both = client.post(f"/sparql?query={quote(WHO)}", data={"query": WHO})
    assert both.status_code == 400
    assert both.text == "give one query; the request has 2\n"


def test_there_is_no_update_route(client: httpx.Client) -> None:
    update = "INSERT DATA { <http://e/a> <http://e/b> 1 }"
    answers = [
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", data={"update": update, "query": WHO}),
        client.get(f"/sparql?update={quote(update)}"),
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert answers[0].text.startswith("there is no update route: change the coding files")
    assert get(client, "ASK { <http://e/a> ?p ?o }").json()["boolean"] is False


@pytest.mark.parametrize("media", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_a_body_of_another_kind_is_415(client: httpx.Client, media: str) -> None:
    answer = client.post("/sparql", content=WHO, headers={"Content-Type": media})
    assert answer.status_code == 415
    assert "application/sparql-query" in answer.text


@pytest.mark.parametrize("body", [b"query=%FF", b"query=ASK+%7B%7D" + b"&a=b" * 200])
def test_a_form_that_cannot_be_read_is_400(client: httpx.Client, body: bytes) -> None:
    answer = client.post(
        "/sparql", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 400


def test_a_query_that_is_no_utf_8_is_400(client: httpx.Client) -> None:
    answer = client.post("/sparql", content=b"ASK \xff", headers={"Content-Type": "application/sparql-query"})
    assert (answer.status_code, answer.text) == (400, "the query is not UTF-8\n")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_405_and_says_which_there_are(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/sparql")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_head_and_options_answer_without_a_body(client: httpx.Client) -> None:
    head = client.head(f"/sparql?query={quote(WHO)}")
    assert (head.status_code, head.headers["content-type"]) == (200, JSON)
    options = client.options("/sparql")
    assert (options.status_code, options.content) == (204, b"")
    assert "POST" in options.headers["allow"]


def test_graphs_named_beside_the_query_are_the_ones_it_asks(client: httpx.Client) -> None:
    def summaries(**graphs: str) -> list[str]:
        answer = client.get("/sparql", params={"query": STATED, **graphs}, headers={"Accept": "text/csv"})
        return answer.text.replace("\r", "").split("\n")[1:-1]

    assert summaries() == ['"Norway, in favour"', "Sweden is open"]
    assert summaries(**{"default-graph-uri": SOURCE_A}) == ["Sweden is open"]
    assert summaries(**{"named-graph-uri": SOURCE_A}) == []
    form = client.post("/sparql", data={"query": STATED, "default-graph-uri": [SOURCE_A, SOURCE_B]})
    assert len(form.json()["results"]["bindings"]) == 2
    direct = client.post(
        f"/sparql?default-graph-uri={quote(SOURCE_B)}",
        content=STATED,
        headers={"Content-Type": "application/sparql-query"},
    )
    assert len(direct.json()["results"]["bindings"]) == 1


def test_a_foreign_graph_beside_the_query_is_400_and_nothing_is_fetched(client: httpx.Client) -> None:
    for graph in ("http://127.0.0.1:9/x.ttl", "file:///etc/passwd", "not an address", "http://e/> { } #"):
        answer = client.get("/sparql", params={"query": STATED, "default-graph-uri": graph})
        assert answer.status_code == 400, graph


def test_a_long_answer_is_cut_and_says_so(graph: Graph) -> None:
    with answering(graph, Settings(rows=3)) as client:
        answer = get(client, "SELECT ?s WHERE { ?s ?p ?o }", "text/csv")
        assert answer.headers["x-coalition-graph-cut"] == "3"
        assert answer.text.count("\n") == 4
        whole = get(client, WHO)
        assert "x-coalition-graph-cut" not in whole.headers


class Stopping:
    """A guard whose worker never comes to an end."""

    def __init__(self, error: Callable[[], Exception]) -> None:
        self.error = error

    def answer(self, *_: object, **__: object) -> Answer:
        raise self.error()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (lambda: StoppedQuery("the query was stopped after 5 s; ask for less"), "stopped after 5 s"),
        (Busy, "ask again in a moment"),
    ],
)
def test_a_query_that_was_stopped_is_503_and_says_when_to_come_again(
    graph: Graph, error: Callable[[], Exception], told: str
) -> None:
    with answering(graph, inner=Stopping(error)) as client:
        answer = get(client, WHO)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert told in answer.text


def test_the_endpoint_describes_itself_when_it_is_asked_nothing(client: httpx.Client) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "sparql-service-description#Service>" in answer.text
    triples = client.get("/sparql", headers={"Accept": "application/n-triples"}).text.splitlines()
    sd = "http://www.w3.org/ns/sparql-service-description#"
    here = str(client.base_url.join("/sparql"))
    assert f"<{here}> <{sd}endpoint> <{here}> ." in triples
    assert f"<{here}> <{sd}feature> <{sd}UnionDefaultGraph> ." in triples
    names = [line.split("<")[-1].split(">")[0] for line in triples if f"<{sd}name>" in line]
    assert SOURCE_A in names
    assert client.get("/sparql", headers={"Accept": "application/rdf+xml"}).content.startswith(b"<?xml")
    assert client.get("/sparql", headers={"Accept": "text/csv"}).status_code == 406


def test_an_address_that_is_not_there_is_404(client: httpx.Client) -> None:
    answer = client.get("/update")
    assert answer.status_code == 404
    assert "/sparql" in answer.text


def test_rows_come_as_json_whole(client: httpx.Client) -> None:
    answer = get(client, "SELECT ?n ?x WHERE { BIND(1+1 AS ?n) }")
    assert json.loads(answer.content) == {
        "head": {"vars": ["n", "x"]},
        "results": {
            "bindings": [
                {
                    "n": {
                        "type": "literal",
                        "value": "2",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    }
                }
            ]
        },
    }
