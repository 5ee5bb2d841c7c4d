"""`query` and `queries` as an analyst uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Command

DOSSIER = """
dossier: {id: small, title: A small force}
proposals: [{id: force, title: The force}]
source: {id: herald, title: The first report, published: 2025-03-10}
meetings:
  - {id: oslo, date: 2025-03-05, attendance: [SE, DK]}
  - {id: riga, date: 2025-03-09, attendance: [DK]}
statements:
  - {actor: SE, stance: open, proposal: force, summary: Sweden may come}
  - {actor: DK, stance: declines, proposal: force, summary: No troops}
"""
WHERE = "SELECT ?m WHERE { ?who cg:attended ?m } ORDER BY ?m"


@pytest.fixture
def run(tmp_path: Path, command: Command) -> Command:
    """The command in a folder that holds the dossier above."""
    (tmp_path / "small.yaml").write_text(DOSSIER, encoding="utf-8")
    return command


def test_show_prints_sparql_that_any_engine_takes_and_asks_nothing(run: Command) -> None:
    ran = run("query", "who-attended", "-p", "meeting=oslo", "--show")
    assert ran.code == 0
    assert "PREFIX cg: <https://w3id.org/coalition-graph/ontology#>" in ran.out
    assert "cg:attended <https://w3id.org/coalition-graph/meeting/oslo>" in ran.out
    assert "#+" not in ran.out
    again = run("query", "-", "--format", "csv", stdin=ran.out)
    assert again.out == run("query", "who-attended", "-p", "meeting=oslo", "--format", "csv").out


def test_results_in_the_forms_of_the_w3c(run: Command) -> None:
    asked = ("query", "-", "-p", "who=country:DK", "--format")
    found = json.loads(run(*asked, "srj", stdin=WHERE).out)
    assert [row["m"]["value"].rpartition("/")[2] for row in found["results"]["bindings"]] == ["oslo", "riga"]
    assert "<uri>https://w3id.org/coalition-graph/meeting/oslo</uri>" in run(*asked, "srx", stdin=WHERE).out


def test_triples_as_turtle_and_as_a_table(run: Command) -> None:
    made = "CONSTRUCT { ?who cg:met country:SE } WHERE { ?who cg:attended ?m . country:SE cg:attended ?m }"
    turtle = run("query", "-", "--format", "ttl", stdin=made).out
    assert "country:DK cg:met country:SE ." in turtle
    assert run("query", "-", "--format", "csv", stdin=made).out.splitlines()[1:] == [
        "country:DK,cg:met,country:SE",
        "country:SE,cg:met,country:SE",
    ]


def test_a_form_that_does_not_fit_says_which_do(run: Command) -> None:
    ran = run("query", "-", "--format", "ttl", stdin="ASK {}")
    assert (ran.code, ran.out) == (2, "")
    assert "the query gives true or false, which ttl cannot hold; ask for srj, srx" in ran.err


def test_a_standard_form_goes_to_a_file_too(run: Command, tmp_path: Path) -> None:
    ran = run("query", "-", "--format", "nt", "-o", "out.nt", stdin="DESCRIBE meeting:oslo")
    assert ran.out == ""
    assert b"coalition-graph/meeting/oslo" in (tmp_path / "out.nt").read_bytes()


def test_a_cut_answer_says_so_on_stderr(run: Command) -> None:
    ran = run("query", "-", "--max-rows", "1", "--format", "csv", stdin="SELECT ?m { ?who cg:attended ?m }")
    assert len(ran.out.splitlines()) == 2
    assert "cut at 1 rows; there are more" in ran.err


def test_a_slip_in_a_term_is_answered_with_the_nearest_one_at_its_place(run: Command) -> None:
    ran = run("query", "-", stdin="SELECT ?m\nWHERE { country:SE cg:atended ?m }")
    assert (ran.code, ran.out) == (2, "")
    first, line, caret = ran.err.splitlines()[-3:]
    assert first == "Error: line 2, column 20: cg:atended is no term of ours; did you mean 'cg:attended'?"
    assert (line, caret) == ("  WHERE { country:SE cg:atended ?m }", " " * 21 + "^")


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s ?p 'cg:atended' } # cg:atended",
        "PREFIX cg: <http://example.org/mine#> ASK { ?s cg:atended ?o }",
        "CONSTRUCT { ?a cg:atended ?m } WHERE { ?a cg:attended ?m }",
        "ASK { ?s a cg:Position ; cg:stance stance:open }",
    ],
)
def test_what_is_no_slip_is_no_error(run: Command, sparql: str) -> None:
    assert run("query", "-", stdin=sparql).code == 0


def test_a_graph_of_ones_own_may_use_terms_of_its_own(run: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "@prefix cg: <https://w3id.org/coalition-graph/ontology#> . <http://e/a> cg:atended <http://e/b> ."
    )
    ran = run("-g", "mine.ttl", "query", "-", "--format", "csv", stdin="SELECT ?m { ?a cg:atended ?m }")
    assert ran.out == "m\nhttp://e/b\n"


def test_a_query_without_end_is_stopped(run: Command) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ran = run("query", "-", "--timeout", "0.3", stdin=endless)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: the query was stopped after 0.3 s; ask for less" in ran.err


def test_a_query_that_needs_more_memory_than_it_is_given_is_stopped_and_a_larger_one_is_not(
    run: Command,
) -> None:
    doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(22))
    wide = f"SELECT (STRLEN(?s22) AS ?n) {{ BIND('aaaaaaaaaa' AS ?s0) {doubled} }}"
    small = run("query", "-", "--max-memory", "16", stdin=wide)
    assert (small.code, small.out) == (2, "")
    assert "needs more memory than 16 MB; write it flatter or ask for less" in small.err
    assert "41943040" in run("query", "-", "--format", "csv", stdin=wide).out


def test_a_query_file_of_a_megabyte_and_more_is_told_unread(run: Command, tmp_path: Path) -> None:
    (tmp_path / "long.rq").write_text("ASK {} #" + "x" * (1 << 20))
    assert "the query in long.rq is larger than 1 MB; write it shorter" in run("query", "long.rq").err
    assert "the query in - is larger than 1 MB" in run("query", "-", stdin="#" * (2 << 20)).err


def test_the_result_can_be_pictured(run: Command, tmp_path: Path) -> None:
    ran = run("query", "-", "-p", "who=country:SE", "--graph", "out.html", stdin=WHERE)
    assert "Wrote out.html" in ran.err
    assert "meeting:oslo" in ran.out
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "meeting:oslo" in page
    assert "meeting:riga" not in page


def test_a_picture_of_a_ready_question_is_about_what_was_asked(run: Command, tmp_path: Path) -> None:
    run("query", "who-attended", "-p", "meeting=oslo", "--graph", "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "meeting:oslo" in page
    assert "country:DK" in page
    assert "meeting:riga" not in page


def test_a_query_file_in_another_encoding_is_one_clear_line(run: Command, tmp_path: Path) -> None:
    (tmp_path / "old.rq").write_bytes("ASK { ?s ?p 'Côte' }".encode("latin-1"))
    ran = run("query", "old.rq")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == "Error: the query in old.rq is not UTF-8; save the file as UTF-8"


def test_windows_files_are_read_too(run: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_bytes(
        b"\xef\xbb\xbfSELECT ?m\r\nWHERE { country:SE cg:attended ?m } # SE\r\n"
    )
    assert run("query", "mine.rq", "--format", "csv").out == "m\nmeeting:oslo\n"


def test_questions_are_found_by_what_they_are_about(run: Command) -> None:
    found = run("queries", "series", "every", "--format", "csv").out.splitlines()
    assert [line.split(",")[0] for line in found[1:]] == ["attended-whole-series"]
    assert len(run("queries", "--format", "csv").out.splitlines()) >= 26
    assert "No rows." in run("queries", "submarines").err
