"""A SPARQL endpoint that is slow, busy, hostile or of another mind: what is asked, and what is told."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator

import pytest

from coalition_graph import quads
from coalition_graph.errors import BadQuery, EndpointFailed, StoppedQuery, UnreadableGraph, UsageError
from coalition_graph.guard import Guard, Limits
from coalition_graph.store import EndpointStore, open_endpoint
from coalition_graph.store.endpoint.http import Client
from tests.fake_endpoint import JSON, FakeEndpoint, Reply, Seen, fake_endpoint

WHO = "SELECT ?who { ?who cg:attended meeting:london } ORDER BY ?who"


@pytest.fixture
def fake() -> Iterator[FakeEndpoint]:
    with fake_endpoint() as made:
        yield made


@pytest.fixture
def filled(fake: FakeEndpoint) -> FakeEndpoint:
    """An endpoint that lists two sources; two countries came to London."""
    london = quads.node("meeting:london")
    for name in ("one", "two"):
        listed = f"<http://e/d> {quads.node('cg:graph')} {quads.node(f'source:{name}')}"
        fake.inner.update(f"INSERT DATA {{ GRAPH {quads.node('graph:registry')} {{ {listed} }} }}")
    for code in ("SE", "NO"):
        came = f"{quads.node(f'country:{code}')} {quads.node('cg:attended')} {london}"
        fake.inner.update(f"INSERT DATA {{ GRAPH {quads.node('graph:current')} {{ {came} }} }}")
    return fake


def failing(*replies: Reply, when: str = "") -> object:
    """A fault: these replies one after the other to requests with such a text, then none."""
    left = list(replies)

    def fault(seen: Seen) -> Reply | None:
        return left.pop(0) if left and when in seen.text else None

    return fault


BUSY: Reply = (503, {}, b"busy")


def test_a_query_is_sent_whole_and_its_rows_come_back(filled: FakeEndpoint) -> None:
    assert filled.store().select(WHO).column("who") == ["country:NO", "country:SE"]
    asked = filled.seen[-1]
    assert (asked.method, asked.path) == ("POST", "/sparql")
    assert asked.headers["Accept"] == "application/sparql-results+json"
    assert asked.text.startswith("PREFIX cg: <https://w3id.org/coalition-graph/ontology#>\nPREFIX meeting: <")


def test_values_are_bound_before_it_is_sent(filled: FakeEndpoint) -> None:
    filled.store().select("SELECT ?m { ?m rdfs:label ?label }", {"label": 'x" } ; DROP ALL #'})
    assert r'"x\" } ; DROP ALL #"' in filled.seen[-1].text


def test_what_is_refused_here_is_never_sent(filled: FakeEndpoint) -> None:
    store = filled.store()
    for sparql in ("DROP ALL", "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }"):
        with pytest.raises(BadQuery, match="refused"):
            store.select(sparql)
    assert filled.seen == []


def test_only_graphs_that_the_endpoint_holds_may_stand_in_from(filled: FakeEndpoint) -> None:
    with pytest.raises(BadQuery, match="holds no such graph"):
        filled.store().select("SELECT * FROM <http://other.example/graph> { ?s ?p ?o }")
    filled.inner.update("INSERT DATA { GRAPH <http://other.example/graph> { <http://e/a> <http://e/b> 1 } }")
    assert len(filled.store().select("SELECT * FROM <http://other.example/graph> { ?s ?p ?o }")) == 1


def test_a_query_that_does_not_parse_is_told_with_its_place(filled: FakeEndpoint) -> None:
    with pytest.raises(BadQuery, match="line 2, column") as told:
        filled.store().select("SELECT ?who {\n ?who cg:attended }")
    assert "^" in str(told.value)


def test_what_only_the_server_cannot_make_sense_of_is_told_in_its_words(filled: FakeEndpoint) -> None:
    said = (
        b"<html><head><title>x</title></head><body><h1>SP031: transitive start   not given</h1></body></html>"
    )
    filled.fault = failing((400, {"Content-Type": "text/html"}, said), when="attended")
    with pytest.raises(EndpointFailed, match="does not take the query: SP031: transitive start not given"):
        filled.store().select(WHO)


def test_an_empty_query_is_no_query(filled: FakeEndpoint) -> None:
    with pytest.raises(BadQuery, match="the query is empty"):
        filled.store().select("  ")


# The default graph as the union of all


def test_an_endpoint_without_our_registry_is_no_graph(fake: FakeEndpoint) -> None:
    fake.inner.update("INSERT DATA { GRAPH <http://e/g> { <http://e/a> <http://e/b> 1 } }")
    with pytest.raises(UnreadableGraph, match=rf"`load PATH --store {fake.url}/sparql` puts one there"):
        open_endpoint(f"{fake.url}/sparql")


def test_what_is_found_out_while_it_is_empty_is_asked_again(filled: FakeEndpoint) -> None:
    store, nothing = filled.store(), (200, JSON, b'{"head":{},"boolean":false}')
    filled.fault = failing(nothing)
    assert store.filled is False
    assert store.filled is True


def no_union(seen: Seen, taken: bool) -> Reply | None:
    """An endpoint whose default graph is empty, unless `union-default-graph` is asked for and known."""
    if "GRAPH" in seen.text or (taken and seen.params.get("union-default-graph") == ["true"]):
        return None
    return 200, JSON, b'{"head":{},"boolean":false}'


def test_a_server_is_asked_for_the_union_where_it_does_not_give_it(filled: FakeEndpoint) -> None:
    filled.fault = lambda seen: no_union(seen, taken=True)
    assert len(filled.store().select(WHO)) == 2
    assert filled.seen[-1].params["union-default-graph"] == ["true"]


def test_a_server_that_cannot_is_told_with_the_setting_to_change(filled: FakeEndpoint) -> None:
    filled.fault = lambda seen: no_union(seen, taken=False)
    with pytest.raises(EndpointFailed, match="--union-default-graph`, Jena `tdb2:unionDefaultGraph true`"):
        filled.store().select(WHO)


def test_a_query_with_from_is_over_its_own_graphs(filled: FakeEndpoint) -> None:
    filled.store().select("SELECT * FROM graph:current FROM NAMED source:one { ?s ?p ?o }")
    params = filled.seen[-1].params
    assert params["default-graph-uri"] == ["https://w3id.org/coalition-graph/graph/current"]
    assert params["named-graph-uri"] == ["https://w3id.org/coalition-graph/source/one"]
    assert "union-default-graph" not in params


# Nothing may lie


def cut(rows: int) -> Reply:
    """Rows as Virtuoso gives them where it keeps the rest back."""
    bindings = [{"who": {"type": "literal", "value": str(number)}} for number in range(rows)]
    body = {"head": {"vars": ["who"]}, "results": {"bindings": bindings}}
    return 200, {**JSON, "X-SPARQL-MaxRows": str(rows)}, json.dumps(body).encode()


def test_an_answer_that_the_server_cut_is_an_error(filled: FakeEndpoint) -> None:
    filled.fault = failing(cut(3), when="attended")
    with pytest.raises(EndpointFailed, match=r"cuts every answer at 3 rows.*raise ResultSetMaxRows"):
        filled.store().select(WHO)


def test_a_cut_answer_is_told_as_cut_where_a_cut_was_asked_for(filled: FakeEndpoint) -> None:
    filled.fault = failing(cut(3), when="attended")
    answer = filled.store().answer(WHO, rows=100)
    assert answer.cut == 3
    assert answer.table().notes == ("cut at 3 rows; there are more",)


def test_an_answer_that_the_query_itself_limits_is_whole(filled: FakeEndpoint) -> None:
    filled.fault = failing(cut(3), when="attended")
    assert len(filled.store().select(f"{WHO} LIMIT 3")) == 3


def test_triples_that_a_server_would_cut_without_a_word_are_an_error(filled: FakeEndpoint) -> None:
    triples = (200, {"Server": "Virtuoso/07"}, b'<http://e/a> <http://e/b> "c" .\n')
    filled.fault = failing(triples, cut(1), when="attended")
    with pytest.raises(EndpointFailed, match="at 1 rows"):
        filled.store().construct("CONSTRUCT { ?who cg:code 'x' } WHERE { ?who cg:attended ?m }")
    assert "SELECT ?who WHERE { ?who cg:attended ?m }" in filled.seen[-1].text


def test_a_part_of_an_answer_is_an_error(filled: FakeEndpoint) -> None:
    filled.fault = failing((200, {**JSON, "X-SQL-State": "S1TAT"}, cut(1)[2]), when="attended")
    with pytest.raises(EndpointFailed, match="gave a part of the answer only"):
        filled.store().select(WHO)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Welcome to <b>nginx</b></body></html>",
        b'{"head": {"vars": ["who"]}, "results": {"bindings": [',
        b'{"hello": "world"}',
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_an_answer_that_is_no_sparql_is_told(body: bytes, filled: FakeEndpoint) -> None:
    filled.fault = failing((200, {"Content-Type": "text/html"}, body), when="attended")
    with pytest.raises(EndpointFailed, match=r"gives no SPARQL results but: .*check that it is the address"):
        filled.store().select(WHO)


def test_truth_where_rows_were_asked_for_is_no_answer_for_us(filled: FakeEndpoint) -> None:
    filled.fault = failing((200, JSON, b'{"head":{},"boolean":true}'), when="?s ?p ?o")
    with pytest.raises(EndpointFailed, match="true or false instead of rows"):
        filled.store().text("source:one")


def test_a_terminal_is_not_steered_by_what_a_server_says(filled: FakeEndpoint) -> None:
    filled.fault = failing((418, {}, b"\x1b[31mred\x07"), when="attended")
    with pytest.raises(EndpointFailed) as told:
        filled.store().select(WHO)
    assert str(told.value).isprintable()


def test_an_answer_without_end_is_not_read_to_its_end(filled: FakeEndpoint) -> None:
    filled.fault = failing((200, JSON, b" " * (3 << 20)), when="attended")
    with pytest.raises(EndpointFailed, match="sent more than 1 MB; ask for less"):
        filled.store(largest=1 << 20).select(WHO)


def test_a_small_answer_that_unpacks_to_a_large_one_is_not_unpacked(filled: FakeEndpoint) -> None:
    bomb = gzip.compress(b" " * (64 << 20))
    filled.fault = failing((200, {**JSON, "Content-Encoding": "gzip"}, bomb), when="attended")
    with pytest.raises(EndpointFailed, match="sent more than 1 MB"):
        filled.store(largest=1 << 20).select(WHO)


def test_a_redirect_is_told_and_not_followed(filled: FakeEndpoint) -> None:
    filled.fault = failing((307, {"Location": "http://other.example/sparql?key=1"}, b""), when="attended")
    with pytest.raises(EndpointFailed, match=r"leads elsewhere, .* 'http://other.example/sparql' itself"):
        filled.store().select(WHO)
    assert [seen.path for seen in filled.seen].count("/sparql") == len(filled.seen)


@pytest.mark.parametrize("status", [404, 405])
def test_an_address_of_something_else_is_told(status: int, filled: FakeEndpoint) -> None:
    filled.fault = failing((status, {}, b"no"), when="attended")
    with pytest.raises(EndpointFailed, match=rf"is no such service \({status}\); check the address"):
        filled.store().select(WHO)


# Patience


def test_a_busy_server_is_asked_again_with_growing_pauses(filled: FakeEndpoint) -> None:
    filled.fault = failing(BUSY, (429, {}, b""), (502, {}, b""), when="attended")
    assert len(filled.store().select(WHO)) == 2
    assert [round(pause / base, 1) >= 1 for pause, base in zip(filled.pauses, (0.5, 1, 2), strict=True)]
    assert sorted(filled.pauses) == filled.pauses
    assert filled.pauses[-1] < 3


def test_a_server_that_stays_busy_is_told_in_plain_words(filled: FakeEndpoint) -> None:
    filled.fault = failing(*[BUSY] * 9, when="attended")
    with pytest.raises(
        EndpointFailed, match=r"is too busy, or down \(503\), also after several tries; try later"
    ):
        filled.store().select(WHO)
    assert len(filled.pauses) == 4


def test_the_server_says_how_long_to_wait_within_reason(filled: FakeEndpoint) -> None:
    filled.fault = failing(
        (503, {"Retry-After": "7"}, b""), (503, {"Retry-After": "86400"}, b""), when="attended"
    )
    filled.store(timeout=1000).select(WHO)
    assert filled.pauses == [7.0, 30.0]


def test_nobody_waits_longer_than_the_query_may_take(filled: FakeEndpoint) -> None:
    filled.fault = failing((503, {"Retry-After": "7"}, b""), when="attended")
    with pytest.raises(EndpointFailed, match="too busy"):
        filled.store(timeout=5).select(WHO)
    assert filled.pauses == []


def test_a_query_that_takes_too_long_is_stopped(filled: FakeEndpoint) -> None:
    release = threading.Event()

    def slow(seen: Seen) -> Reply | None:
        if "attended" in seen.text:
            release.wait(5)
        return None

    filled.fault = slow
    with pytest.raises(StoppedQuery, match=r"did not answer within 0.2 seconds; ask for less"):
        filled.store().within(0.2).select(WHO)
    release.set()


def test_an_endpoint_with_another_limit_is_the_same_endpoint(filled: FakeEndpoint) -> None:
    store = filled.store()
    store.select(WHO)
    known = len(filled.seen)
    assert store.within(3).select(WHO).rows == store.select(WHO).rows
    # What was found out about the default graph is not asked again.
    assert len(filled.seen) == known + 2


def test_a_guard_keeps_its_time_with_an_endpoint(filled: FakeEndpoint) -> None:
    with Guard(filled.store(), Limits(seconds=0.2, rows=1)) as guard:
        assert guard.answer(WHO).cut == 1
        filled.fault = lambda _: time.sleep(0.6)
        with pytest.raises(StoppedQuery, match=r"within 0\.2 seconds"):
            guard.answer(WHO)


def test_a_connection_that_is_lost_in_the_middle_is_told(filled: FakeEndpoint) -> None:
    half = (200, {**JSON, "Content-Length": "9999", "Connection": "close"}, cut(1)[2])
    filled.fault = failing(half, half, when="attended")
    with pytest.raises(EndpointFailed, match="broke off in the middle of its answer"):
        filled.store().select(WHO)


def test_a_connection_that_was_let_go_meanwhile_is_made_anew(filled: FakeEndpoint) -> None:
    nothing = (200, {**JSON, "Content-Length": "9", "Connection": "close"}, b"")
    filled.fault = failing(nothing, when="attended")
    assert len(filled.store().select(WHO)) == 2


def test_where_nobody_listens_nobody_waits() -> None:
    pauses: list[float] = []
    with pytest.raises(EndpointFailed, match=r"the endpoint http://127.0.0.1:9/sparql cannot be reached"):
        EndpointStore("http://127.0.0.1:9/sparql?key=secret", client=Client(sleep=pauses.append)).select(WHO)
    assert pauses == []


@pytest.mark.parametrize(
    "url", ["ftp://e/sparql", "http://", "http://e/a b", "http://[e/", "http://e:99999/"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"is not the address of an endpoint; write https://… in full"):
        EndpointStore(url)


# What rdflib sees


def test_the_dataset_asks_only_for_what_it_is_asked(filled: FakeEndpoint) -> None:
    dataset = filled.store().dataset
    rows = [str(row.who) for row in dataset.query(WHO)]
    assert rows == [f"https://w3id.org/coalition-graph/country/{code}" for code in ("NO", "SE")]
    assert filled.seen[-1].text.endswith(WHO)
    assert len(dataset) > 0
    assert dataset.query("ASK { ?s cg:attended ?m }").askAnswer is True
    assert len(dataset.query("CONSTRUCT WHERE { ?s cg:attended ?m }").graph or ()) == 2


def test_the_dataset_is_for_reading(filled: FakeEndpoint) -> None:
    import rdflib

    dataset, node = filled.store().dataset, rdflib.URIRef("http://e/a")
    for change in (dataset.add, dataset.remove):
        with pytest.raises(UsageError, match="for reading"):
            change((node, node, node))
