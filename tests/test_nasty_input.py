"""What an analyst, a bad disk or a stranger may hand us: taken or told in one line, in time, and never a crash."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import coalition_graph
from coalition_graph.files import folder, plain_file
from tests.conftest import Command, MakeDoc
from tests.warm import Run, warm

pytestmark = pytest.mark.long

SAID = """
source: {id: s}
proposals: [{id: p, title: P}]
statements:
  - {actor: SE, stance: open, proposal: p, %s}
"""
REGISTRY = """
dossier: {id: d}
proposals: [{id: p, title: P}]
--- file: statements.csv
"""
# Generous: some machines are slow, and what this is about takes minutes or gigabytes where it goes wrong.
SECONDS, MEGABYTES = 20, 500


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with warm() as made:
        yield made


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# How much


def test_a_text_of_a_megabyte_goes_through_every_output(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", SAID % f'quote: "{"x" * (1 << 20)}"')
    for args in (["check", "."], ["-g", ".", "positions"], ["-g", ".", "report", "-o", "out"]):
        ended = run(*args, cwd=tmp_path)
        assert ended.code == 0, ended.err
        assert (ended.seconds < SECONDS, ended.megabytes < MEGABYTES) == (True, True)
    shown = run("-g", ".", "positions", cwd=tmp_path)
    assert len(shown.out) < 50_000
    assert "Texts of more than 2,000 characters are cut. `--format csv` has them whole." in shown.err
    assert "x" * (1 << 20) in (tmp_path / "out" / "statements.csv").read_text()


def test_one_bad_row_among_a_hundred_thousand_is_found(run: Run, tmp_path: Path) -> None:
    rows = [f"SE,open,p,2025-03-{n % 28 + 1:02},s{n}" for n in range(100_000)]
    rows[77_777] = "SE,opne,p,2025-03-01,s"
    write(tmp_path / "a.yaml", "dossier: {id: d}\nproposals: [{id: p, title: P}]\n")
    write(tmp_path / "statements.csv", "actor,stance,proposal,said,id\n" + "\n".join(rows))
    ended = run("check", ".", cwd=tmp_path)
    assert ended.out == (
        "statements.csv:77779:4: E203: stance takes pledges, open, supports, undecided, declines or opposes, "
        "not 'opne'; did you mean 'open'?\n"
    )
    assert (ended.code, ended.err) == (1, "1 error, 0 warnings\n")
    assert (ended.seconds < SECONDS, ended.megabytes < MEGABYTES) == (True, True)


@pytest.mark.parametrize("row", ["SE,opne,p", "Nobody{n},open,p", "SE,open,nothing-{n}"])
def test_of_very_many_bad_rows_the_first_are_told_and_the_rest_counted(
    run: Run, tmp_path: Path, row: str
) -> None:
    rows = "\n".join(row.format(n=n) for n in range(20_000))
    write(tmp_path / "a.yaml", "dossier: {id: d}\nproposals: [{id: p, title: P}]\n")
    write(tmp_path / "statements.csv", f"actor,stance,proposal\n{rows}\n")
    ended = run("check", ".", cwd=tmp_path)
    *told, last = ended.out.splitlines()
    assert ended.code == 1
    assert [line.split(":")[1] for line in told] == [str(number) for number in range(2, 202)]
    assert last.endswith("and 19,800 more problems in this file; mend the others first")
    assert (ended.seconds < SECONDS, ended.megabytes < MEGABYTES) == (True, True)


def test_an_error_behind_very_many_warnings_is_an_error(make_doc: MakeDoc) -> None:
    rows = "".join(f"m,SE,Nobody {n}\n" for n in range(300))
    text = f"meetings: [{{id: m}}]\n--- file: attendance.csv\nmeeting,actor,person\n{rows}m,Nowhere,\n"
    doc = make_doc(text)
    assert doc.reading.dossier is None
    assert [line for line in doc.lines if ": E" in line] == [
        "attendance.csv:302:3: E301: unknown actor 'Nowhere'; declare it under `actors:` or correct the name"
    ]
    assert len(doc.lines) == 201


# How deep


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.yaml", SAID % f"conditions: [{'{any: [' * 60}x{']}' * 60}]", "a.yaml:5:"),
        ("a.yaml", "".join(f"{' ' * n}a:\n" for n in range(3000)), "a.yaml:41:41: E105: "),
        ("a.yaml", "source:\n" + "".join(f"{' ' * n}-\n" for n in range(1, 300)), "a.yaml:41:41: E105: "),
        ("a.yaml", "{a: " * 100_000, "a.yaml:1:161: E105: "),
        (
            "statements.csv",
            f"actor,stance,proposal,conditions\nSE,open,p,{'any(' * 9000}",
            "statements.csv:2:",
        ),
    ],
)
def test_what_is_nested_too_deeply_is_told_where(
    command: Command, tmp_path: Path, name: str, content: str, place: str
) -> None:
    write(tmp_path / "p.yaml", "proposals: [{id: p, title: P}]\n")
    write(tmp_path / name, content)
    ran = command("check", ".")
    assert ran.code == 1
    (told,) = ran.out.splitlines()
    assert told.startswith(place)


# Which numbers and days


@pytest.mark.parametrize(
    "number",
    [
        "1" + "0" * 400,
        "1" + "0" * 5000,
        "1e999",
        "-0",
        "NaN",
        "inf",
        "0x10",
        "١٢",
        "1_000",
        "+5",
        "-5",
        "1.5",
    ],
)
def test_a_number_that_is_none_is_told_in_yaml_and_in_tables(make_doc: MakeDoc, number: str) -> None:
    (told,) = make_doc(SAID % f'contribution: {{kind: land, min: "{number}"}}').lines
    assert re.match(
        r"coding.yaml:4:\d+: E203: min: '.{1,61}' (?:is not a number|has more than 18 digits)", told
    )
    table = f"actor,stance,proposal,contribution.kind,contribution.min\nSE,open,p,land,{number}\n"
    (told,) = make_doc(REGISTRY + table).lines
    assert told.startswith("statements.csv:2:16: E203: min: '")


@pytest.mark.parametrize(
    "day", ["0000", "0000-01-01", "99999", "99999-01-01", "-1", "2025-13", "2025-02-29", "٢٠٢٥", "2025-W10"]
)
def test_a_day_that_is_none_is_told_in_yaml_and_in_tables(make_doc: MakeDoc, day: str) -> None:
    (told,) = make_doc(SAID % f'said: "{day}"').lines
    assert re.match(rf"coding.yaml:4:\d+: E203: said: '{day}' is not a date: ", told)
    (told,) = make_doc(f"{REGISTRY}actor,stance,proposal,said\nSE,open,p,{day}\n").lines
    assert told.startswith(f"statements.csv:2:11: E203: said: '{day}' is not a date: ")


@pytest.mark.parametrize(
    "args",
    [
        ["report", "-o", "out"],
        ["graph", "-o", "g.html", "--still", "s.svg"],
        ["export", "gexf", "-o", "g.gexf"],
        ["changes", "--since", "0001-01-01"],
        ["positions", "--as-of", "9999-12-31"],
        ["network", "--mode", "ignore", "--duplicates", "week", "-o", "n.gexf"],
        ["network", "--mode", "ignore", "--window", "99999y", "-o", "n.gexf"],
    ],
)
def test_the_first_and_the_last_day_of_all_are_days(
    command: Command, tmp_path: Path, args: list[str]
) -> None:
    said = SAID % 'said: "0001-01-01"'
    write(tmp_path / "d" / "a.yaml", said)
    write(tmp_path / "d" / "b.yaml", said.replace("{id: s}", "{id: t}").replace("0001-01-01", "9999"))
    ran = command("-g", "d", *args)
    assert ran.code == 0, ran.err


def test_a_report_of_the_first_days_of_all_is_written(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "d" / "a.yaml", SAID % 'said: "0001-01-05"')
    assert command("-g", "d", "report", "-o", "out").code == 0
    assert "0001-01-01" in (tmp_path / "out" / "brief.md").read_text(encoding="utf-8")


def test_a_network_a_day_for_ten_thousand_years_is_refused(command: Command, tmp_path: Path) -> None:
    said = SAID % 'said: "0001-01-01"'
    write(tmp_path / "d" / "a.yaml", said)
    write(tmp_path / "d" / "b.yaml", said.replace("{id: s}", "{id: t}").replace("0001-01-01", "9999"))
    ran = command("-g", "d", "network", "--mode", "ignore", "--window", "1d", "-o", "n.gexf")
    assert ran.code == 2
    assert ran.err == (
        "Error: step does not take '1d': over 3,652,059 days it makes 3,652,059 networks, more than 5,000; "
        "give a longer one, or --from and --until\n"
    )


# Which letters


def test_each_file_of_a_folder_may_have_an_encoding_of_its_own_and_is_told_so(
    command: Command, tmp_path: Path
) -> None:
    said = SAID.strip() % "note: Malmö"
    files = {
        "bom.csv": b"",
        "actors.csv": "\ufeffname,kind\r\nÅsa,person\r\n".encode(),
        "meetings.csv": "id,title\nm,Malmö\n".encode("cp1252"),
        "utf8.yaml": said.encode(),
        "utf8-bom.yaml": b"\xef\xbb\xbf" + said.replace("{id: s}", "{id: t}").encode(),
        "utf16.yaml": said.encode("utf-16"),
        "utf16-be.yaml": said.encode("utf-16-be"),
        "utf32.yaml": said.encode("utf-32"),
        "windows.yaml": said.encode("cp1252"),
        "binary.yaml": b"\x89PNG\r\n\x1a\n\0\0\0",
        "nul.yaml": b"source: {id: n}\nx: \0\n",
    }
    for name, content in files.items():
        write(tmp_path / name, content)
    told = {line.split(": ")[0]: line.split(": ")[1] for line in command("check", ".").out.splitlines()}
    assert told == {
        "binary.yaml:1:1": "E102",
        "bom.csv:1:1": "W121",
        "meetings.csv:2:7": "E102",
        "nul.yaml:2:4": "E102",
        "utf16-be.yaml:1:1": "E102",
        "utf16.yaml:1:1": "E102",
        "utf32.yaml:1:1": "E102",
        "windows.yaml:4:54": "E102",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "classic mac"])
def test_lines_may_end_as_on_any_machine_and_places_hold(command: Command, tmp_path: Path, end: str) -> None:
    write(tmp_path / "a.yaml", (SAID.lstrip() % "stanse: x").replace("\n", end))
    write(tmp_path / "actors.csv", f"name,kind{end}Ada,person{end}Bob,persn{end}")
    write(tmp_path / "g.ttl", f"# one{end}# two{end}nonsense{end}")
    places = [" ".join(line.split(" ")[:2]) for line in command("check", ".").out.splitlines()]
    assert places == ["a.yaml:4:44: E201:", "actors.csv:3:5: E203:"]
    assert command("-g", "g.ttl", "positions").err.startswith("g.ttl:3:")


# Which files


@pytest.mark.parametrize("name", ["a.yaml", "b.yml", "statements.csv", "statements.xlsx", "other.csv"])
def test_a_coding_file_or_table_of_no_bytes_is_told(command: Command, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, b"")
    ran = command("check", ".")
    assert any(line.startswith(f"{name}:1:1: ") for line in ran.out.splitlines())
    assert ran.code == (1 if name.startswith("statements") else 0)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("g.ttl", 0),
        ("g.nt", 0),
        ("g.nq", 0),
        ("g.trig", 0),
        ("g.jsonld", 1),
        ("g.rdf", 1),
        ("g", 2),
        ("g.txt", 2),
    ],
)
def test_a_graph_of_no_bytes_is_empty_where_its_format_allows_it(
    command: Command, tmp_path: Path, name: str, code: int
) -> None:
    write(tmp_path / name, b"")
    for args in (["positions"], ["report", "-o", "out"], ["graph", "-o", "g.html"]):
        assert command("-g", name, *args).code == code


def test_a_query_a_database_and_a_table_of_no_bytes_are_told(command: Command, tmp_path: Path) -> None:
    for name in ("q.rq", "d.dna", "t.csv"):
        write(tmp_path / name, b"")
    assert command("-g", "example", "query", "q.rq").err.startswith("Error: the query is empty; ")
    assert command("import", "dna", "d.dna", "-o", "out").err.startswith(
        "Error: FILE does not take 'd.dna': "
    )
    ran = command("import", "csv", "t.csv", "-o", "out", "--map", "actor=a")
    assert ran.err.startswith("t.csv:1:1: E107: the table is empty; ")
    assert not (tmp_path / "out").exists()


def test_names_as_long_as_a_disk_takes_are_names(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "d" / f"{'x' * 250}.yaml", "source: {title: Long}\nproposals: [{id: p, title: P}]\n")
    assert command("-g", "d", "export", "trig", "-o", "g.trig").code == 0
    (source,) = coalition_graph.open(tmp_path / "g.trig").query("SELECT ?s { ?s a cg:Source }").column("s")
    assert re.fullmatch(r"source:x{60}-[0-9a-f]{6}", str(source))


@pytest.mark.parametrize(
    "args",
    [
        ["check", "LONG.yaml"],
        ["-g", "LONG.ttl", "positions"],
        ["-g", "LONG", "positions"],
        ["-g", "example", "query", "LONG.rq"],
        ["-g", "example", "query", "LONG"],
        ["-g", "example", "positions", "-o", "LONG"],
        ["-g", "example", "report", "-o", "LONG"],
        ["-g", "example", "export", "parquet", "-o", "LONG"],
        ["load", ".", "--store", "LONG"],
        ["import", "csv", "LONG", "-o", "out", "--map", "actor=a"],
        ["import", "dna", "LONG", "-o", "out"],
        ["new", "LONG"],
        ["init", "LONG"],
    ],
)
def test_a_name_longer_than_a_disk_takes_is_told(command: Command, tmp_path: Path, args: list[str]) -> None:
    ran = command(*(arg.replace("LONG", "y" * 300) for arg in args))
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith("Error: ")
    assert not list(tmp_path.iterdir())


def test_a_folder_with_the_name_of_a_file_is_a_folder(command: Command, tmp_path: Path) -> None:
    for name in ("x.yaml", "statements.csv", "g.ttl", "q.rq", "d.dna"):
        (tmp_path / name).mkdir()
    write(tmp_path / "x.yaml" / "a.yaml", "dossier: {id: inside}\n")
    assert command("check", ".").out == ""
    assert command("-g", "g.ttl", "positions").code == 1
    assert command("-g", "example", "query", "q.rq").err == "Error: q.rq: is a directory\n"
    assert command("import", "dna", "d.dna", "-o", "out").code == 2


def test_a_file_that_goes_while_the_folder_is_read_is_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.yaml", "dossier: {id: a}\n")
    write(tmp_path / "b.yaml", "source: {id: b}\n")

    def gone(path: Path, limit: int) -> bytes:
        (tmp_path / "b.yaml").unlink(missing_ok=True)
        return plain_file.plain_bytes(path, limit)

    monkeypatch.setattr(folder, "plain_bytes", gone)
    ran = command("check", ".")
    assert ran.out == "b.yaml:1:1: E101: the file cannot be opened: No such file or directory\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read all")
def test_a_file_that_may_not_be_read_is_told(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", "dossier: {id: a}\n").chmod(0)
    assert command("check", ".").out == "a.yaml:1:1: E101: the file cannot be opened: Permission denied\n"


def test_one_name_in_two_files_is_told_with_both_places(make_doc: MakeDoc) -> None:
    said = SAID.strip() % "id: x"
    lines = make_doc(f"{said}\n--- file: other.yaml\n{said}\n").lines
    assert re.match(
        "other.yaml:1:14: E401: source id 's' is already that of .*/coding.yaml:1; give one", lines[0]
    )


# RDF


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [
        ("g.jsonld", '{"@id": "http://e/s", "http://e/p": "x"}', [("x",)]),
        (
            "g.jsonld",
            '[{"@id": "http://e/g", "@graph": [{"@id": "http://e/s", "http://e/p": "x"}]}]',
            [("x",)],
        ),
        ("g.jsonld", '"x"', []),
        ("g.jsonld", '{"@id": "http://e/s", "http://e/p": "' + '[\\"{' * 500 + '"}', [('["{' * 500,)]),
        ("g.rdf", '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', []),
        ("g.nq", '<http://e/s> <http://e/p> "x" .', [("x",)]),
        ("g.trig", '<http://e/s> <http://e/p> "x" .', [("x",)]),
    ],
)
def test_good_rdf_of_strangers_is_a_graph_and_can_be_written_again(
    command: Command, tmp_path: Path, name: str, content: str, rows: list[tuple[str]]
) -> None:
    write(tmp_path / name, content)
    for form in ("ttl", "trig", "nq", "jsonld"):
        assert command("-g", name, "export", form, "-o", f"again.{form}").code == 0
        again = coalition_graph.open(tmp_path / f"again.{form}")
        assert again.query("SELECT ?o { ?s <http://e/p> ?o }").rows == rows


def test_triples_in_no_graph_are_answered_from_and_told(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "g.nq", '<http://e/s> <http://e/p> "x" .\n<http://e/t> <http://e/p> "y" .\n')
    assert command("-g", "g.nq", "positions").err.startswith("g.nq holds 2 triples in no graph: ")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("g.jsonld", '{"@id": "http://e/s", "http://e/p": "\\ud800"}', "g.jsonld:1:"),
        ("g.jsonld", '{"@id": "http://e/s", "http://e/p": NaN}', "g.jsonld:1:37: E601: "),
        ("g.jsonld", '{"@id": "http://e/s",\n"@id": "http://e/t"}', "g.jsonld:"),
        ("g.jsonld", '{"a": ' * 300, "g.jsonld:1:1201: E602: nested deeper than 200 brackets"),
        ("g.rdf", "<a/>", "g.rdf:1:1: E601: "),
        ("g.rdf", "<a>" * 100_000, "g.rdf:1:601: E602: nested deeper than 200 elements"),
        (
            "g.rdf",
            '<?xml version="1.0" encoding="bogus"?><a/>',
            "g.rdf:1:1: E601: its first line names an unknown",
        ),
        ("g.rdf", '<?xml version="1.0" encoding="UTF-16"?><a/>', "g.rdf:1:"),
    ],
)
def test_bad_rdf_of_strangers_is_told_with_its_place(
    command: Command, tmp_path: Path, name: str, content: str, told: str
) -> None:
    write(tmp_path / name, content)
    ran = command("-g", name, "positions")
    assert ran.code == 1
    assert ran.err.startswith(told)
    assert len(ran.err.splitlines()) == 2


def test_a_number_beyond_all_numbers_is_kept_as_it_is_written(command: Command, tmp_path: Path) -> None:
    write(tmp_path / "g.jsonld", f'{{"@id": "http://e/s", "http://e/p": 1{"0" * 5000}}}')
    assert command("-g", "g.jsonld", "export", "ttl", "-o", "g.ttl").code == 0
