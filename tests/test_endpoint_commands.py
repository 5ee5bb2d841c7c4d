"""The commands over an endpoint: loaded, asked, and no more fetched than the question needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition_graph import Graph, graph
from coalition_graph.errors import EndpointFailed
from coalition_graph.store import EndpointStore
from tests import servers
from tests.conftest import Command, MakeDoc, write_doc
from tests.contract import DOSSIER
from tests.fake_endpoint import fake_endpoint
from tests.servers import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with servers.oxigraph(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def run(tmp_path: Path, command: Command) -> Command:
    """The command in a folder that holds the dossier of the contract."""
    write_doc(tmp_path, DOSSIER)
    return command


def test_a_dossier_is_loaded_and_every_command_reads_it(run: Command, server: Server, tmp_path: Path) -> None:
    where = ("--update-url", server.update_url, "--graph-store-url", str(server.graph_store_url))
    loaded = run("load", ".", "--store", server.url, *where)
    assert loaded.code == 0, loaded.err
    assert f"{server.url}: 2 sources written, 0 dropped, 0 unchanged" in loaded.err
    again = run("load", ".", "--store", server.url, *where)
    assert f"{server.url}: 0 sources written, 0 dropped, 2 unchanged" in again.err
    for asked in (
        ("meetings",),
        ("attendance", "--country", "Finland"),
        ("positions", "--proposal", "reassurance", "--expand-groups"),
        ("commitments",),
        ("statements", "--format", "csv"),
        ("show", "Sweden"),
        ("query", "who-attended", "-p", "meeting=paris"),
        ("schema",),
    ):
        local, distant = run("-g", ".", *asked), run("-g", server.url, *asked)
        assert distant.code == 0, (asked, distant.err)
        assert distant.out == local.out, asked
    for form in ("nq", "trig", "csv", "gexf"):
        files = []
        for given in (".", server.url):
            files.append(tmp_path / f"{len(files)}.{form}")
            assert run("-g", given, "export", form, "-o", str(files[-1])).code == 0
        assert files[0].read_bytes() == files[1].read_bytes(), form
    assert run("-g", server.url, "graph", "-o", "picture.html").code == 0
    assert run("-g", server.url, "report", "-o", "out").code == 0
    assert (tmp_path / "out" / "brief.md").stat().st_size > 1000


def test_an_address_for_updates_belongs_to_an_endpoint(run: Command) -> None:
    ran = run("load", ".", "--store", "kept", "--update-url", "http://127.0.0.1:9/update")
    assert ran.code == 2
    assert "go with an endpoint: --store http://…" in ran.err


def test_an_endpoint_without_a_graph_of_ours_is_told_with_the_mend(run: Command, tmp_path: Path) -> None:
    with fake_endpoint() as fake:
        ran = run("-g", f"{fake.url}/sparql?key=secret", "meetings")
    assert ran.code == 2
    assert f"`load PATH --store {fake.url}/sparql` puts one there" in ran.err
    assert "secret" not in ran.err


def test_a_slice_costs_what_the_slice_costs(make_doc: MakeDoc) -> None:
    """Two thousand statements, of which Sweden made one on the force."""
    rows = [
        f"s{n},NO,open,p{n % 50},2025-03-0{1 + n % 9},A long summary of what was said {n}"
        for n in range(2000)
    ]
    proposals = "".join(f"  - {{id: p{n}, title: P {n}}}\n" for n in range(50))
    doc = make_doc(
        f"dossier: {{id: d}}\nproposals:\n  - {{id: force, title: F}}\n{proposals}"
        "--- file: statements.csv\n"
        + "\n".join(
            ["id,actor,stance,proposal,said,summary", *rows, "se,SE,open,force,2025-03-20,Sweden may come"]
        )
    )
    with fake_endpoint() as fake:
        graph.load([doc.folder], fake.store())
        costs = []
        for asked in ({}, {"actor": "Sweden"}, {"actor": "Sweden", "proposal": "force"}):
            fake.sent = 0
            assert "Sweden" in Graph(fake.store()).positions(**asked).column("actor")
            costs.append(fake.sent)
        fake.sent = 0
        assert Graph(fake.store()).network(actor="Sweden").number_of_edges() == 1
        costs.append(fake.sent)
    whole, *parts = costs
    assert whole > 500_000
    assert max(parts) < 40_000, parts


def test_a_server_that_cuts_its_answers_is_found_out(
    make_doc: MakeDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Virtuoso, told to give no more than 50 rows: of triples it says nothing when it cuts them."""
    monkeypatch.setenv("COALITION_GRAPH_USER", "dba")
    monkeypatch.setenv("COALITION_GRAPH_PASSWORD", "dba")
    doc = make_doc(
        "dossier: {id: d}\nproposals: [{id: force, title: F}]\n--- file: statements.csv\n"
        + "\n".join(["id,actor,stance,proposal", *(f"s{n},SE,open,force" for n in range(60))])
    )
    with servers.virtuoso(tmp_path, rows=50) as server:
        store = EndpointStore(server.url, server.update_url, server.graph_store_url)
        with pytest.raises(
            EndpointFailed, match=r"cuts every answer at 50 rows.* are written, and running the same"
        ):
            # With --add the server is asked for all statements.
            graph.load([doc.folder], store, add=True)
        for sparql in ("SELECT ?s { ?s a cg:Statement }", "CONSTRUCT WHERE { ?s a cg:Statement }"):
            with pytest.raises(EndpointFailed, match=r"raise ResultSetMaxRows in virtuoso\.ini"):
                store.answer(sparql)
        assert store.answer("SELECT ?s { ?s a cg:Statement }", rows=55).cut == 50
        assert len(store.select("SELECT ?s { ?s a cg:Statement } LIMIT 50")) == 50
        assert store.select("SELECT (COUNT(*) AS ?n) { ?s a cg:Statement }").rows == [(60,)]


def test_a_server_that_wants_a_password_is_told_which(
    make_doc: MakeDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COALITION_GRAPH_USER", "COALITION_GRAPH_PASSWORD", "COALITION_GRAPH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    doc = make_doc("dossier: {id: d}\nproposals: [{id: force, title: F}]\n")
    with servers.virtuoso(tmp_path) as server:
        with pytest.raises(EndpointFailed, match=r"asks who you are \(401\); set COALITION_GRAPH_USER"):
            graph.load([doc.folder], EndpointStore(server.url, server.update_url))
        with pytest.raises(
            EndpointFailed, match=r"No permission .*; if updates go elsewhere, give --update-url"
        ):
            graph.load([doc.folder], EndpointStore(server.url))
        assert not EndpointStore(server.url).filled
