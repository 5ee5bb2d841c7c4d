"""Who asks an endpoint: from the environment, as the server wants it, and never to be seen."""

from __future__ import annotations

import base64
import traceback
from collections.abc import Iterator, Mapping

import httpx
import pytest

from coalition_graph import graph
from coalition_graph.errors import EndpointFailed, UsageError
from coalition_graph.store import EndpointStore
from coalition_graph.store.endpoint.credentials import Credentials
from coalition_graph.store.endpoint.http import Client, Request
from tests.conftest import MakeDoc
from tests.fake_endpoint import FakeEndpoint, Reply, Seen, fake_endpoint

USER, PASSWORD, TOKEN = "COALITION_GRAPH_USER", "COALITION_GRAPH_PASSWORD", "COALITION_GRAPH_TOKEN"
SECRET = "c0rrect-horse"
BASIC = base64.b64encode(f"ann:{SECRET}".encode()).decode()
DIGEST = 'Digest realm="SPARQL", nonce="1ade", opaque="5ebe", qop="auth", algorithm="MD5"'


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEndpoint]:
    for name in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)
    with fake_endpoint() as made:
        yield made


def asking(challenge: str, wanted: str) -> object:
    """A fault: a request without the wanted header is answered with a challenge."""

    def fault(seen: Seen) -> Reply | None:
        given = seen.headers.get("Authorization", "")
        return None if given.startswith(wanted) else (401, {"WWW-Authenticate": challenge}, b"who?")

    return fault


def sent(fake: FakeEndpoint) -> list[str]:
    return [seen.headers.get("Authorization", "").partition(" ")[0] for seen in fake.seen]


def test_a_password_goes_out_only_when_it_is_asked_for(
    fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "ann")
    monkeypatch.setenv(PASSWORD, SECRET)
    store = fake.store()
    assert not store.filled
    fake.fault = asking('Basic realm="x"', f"Basic {BASIC}")
    assert not store.filled
    assert not store.filled
    assert sent(fake) == ["", "", "Basic", "Basic"]


def test_a_server_that_wants_a_digest_never_sees_the_password(
    fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "ann")
    monkeypatch.setenv(PASSWORD, SECRET)
    fake.fault = asking(DIGEST, "Digest ")
    store = fake.store()
    assert not store.filled
    assert not store.filled
    assert sent(fake) == ["", "Digest", "Digest"]
    assert not any(SECRET in str(seen) or BASIC in str(seen) for seen in fake.seen)


def test_a_token_goes_with_every_request(fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    assert not fake.store().filled
    assert fake.seen[-1].headers["Authorization"] == f"Bearer {SECRET}"


def test_a_load_goes_with_the_credentials(
    fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch, make_doc: MakeDoc
) -> None:
    """An endpoint that reads for all and writes for some, as Virtuoso's does."""
    monkeypatch.setenv(USER, "ann")
    monkeypatch.setenv(PASSWORD, SECRET)
    wants = asking(DIGEST, "Digest ")
    fake.fault = lambda seen: wants(seen) if seen.writes else None
    doc = make_doc("dossier: {id: d}\nproposals: [{id: p, title: P}]\n")
    graph.load([doc.folder], fake.store())
    assert fake.store().filled


def test_who_is_not_known_is_told_what_to_set(fake: FakeEndpoint) -> None:
    fake.fault = asking('Basic realm="x"', "Basic")
    with pytest.raises(
        EndpointFailed, match=rf"asks who you are \(401\); set {USER} and {PASSWORD}, or {TOKEN}"
    ):
        assert fake.store().filled


def test_who_is_refused_is_told_so_without_the_secret(
    fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "ann")
    monkeypatch.setenv(PASSWORD, SECRET)
    fake.fault = asking('Basic realm="x"', "Basic something else")
    with pytest.raises(EndpointFailed, match=r"does not take these credentials \(401\); check"):
        assert fake.store().filled
    assert sent(fake) == ["", "Basic"]


@pytest.mark.parametrize("status", [200, 400, 401, 418, 500])
@pytest.mark.parametrize("given", [{USER: "ann", PASSWORD: SECRET}, {TOKEN: SECRET}])
def test_a_server_that_says_the_secret_back_does_not_get_it_shown(
    status: int, given: Mapping[str, str], fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    def echo(seen: Seen) -> Reply:
        said = f"you sent {seen.headers.get('Authorization')} with {SECRET} in it"
        return status, {"WWW-Authenticate": 'Basic realm="x"'}, said.encode()

    fake.fault = echo
    store = fake.store()
    with pytest.raises(EndpointFailed) as told:
        store.select("SELECT * { ?s ?p ?o }")
    shown = "".join(traceback.format_exception(told.value)) + repr(store) + repr(vars(store))
    assert SECRET not in shown
    assert BASIC not in shown


def test_a_password_in_an_address_is_refused_and_not_said_back() -> None:
    for address in (f"https://ann:{SECRET}@example.org/sparql", f"https://{SECRET}@example.org/sparql"):
        for given in ((address,), ("https://example.org/sparql", address)):
            with pytest.raises(
                UsageError, match="must not hold a user or password: set COALITION_GRAPH_USER"
            ) as told:
                EndpointStore(*given)
            assert SECRET not in str(told.value)


@pytest.mark.parametrize(("name", "missing"), [(USER, PASSWORD), (PASSWORD, USER)])
def test_half_of_a_pair_is_told(name: str, missing: str) -> None:
    with pytest.raises(UsageError, match=f"{missing} is not set; set both"):
        Credentials({name: SECRET})


@pytest.mark.parametrize("token", ["two words", "line\nend", "tökén"])
def test_a_token_that_no_header_may_hold_is_told_without_it(token: str) -> None:
    with pytest.raises(UsageError, match=f"{TOKEN} holds characters that no token has") as told:
        Credentials({TOKEN: token})
    assert token not in str(told.value)


@pytest.mark.parametrize("given", [{USER: "ann", PASSWORD: SECRET}, {TOKEN: SECRET}])
def test_in_the_open_no_password_and_no_token_is_sent(
    given: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(401, headers={"WWW-Authenticate": 'Basic realm="x"'})

    client = Client(transport=httpx.MockTransport(answer))
    with pytest.raises(
        UsageError, match="not encrypted, so the credentials are not sent; use an https address"
    ):
        client.send(Request("http://example.org/sparql"), 5)
    assert not any("Authorization" in request.headers for request in seen)
    assert client.send(Request("https://example.org/sparql"), 5).status == 401
    assert "Authorization" in seen[-1].headers


@pytest.mark.parametrize(
    "challenge", ['Digest realm="x", nonce="1", algorithm="ROT13"', "Digest x", "Digest "]
)
def test_a_challenge_that_makes_no_sense_is_told(
    challenge: str, fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "ann")
    monkeypatch.setenv(PASSWORD, SECRET)
    fake.fault = asking(challenge, "never")
    with pytest.raises(UsageError) as told:
        assert fake.store().filled
    assert SECRET not in str(told.value)


def test_no_proxy_sees_what_stays_on_this_machine(
    fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert not fake.store().filled
