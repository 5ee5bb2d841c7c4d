"""A database of Discourse Network Analyzer becomes a dossier that a person can read, and that passes `check`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition_graph
from coalition_graph import files, model, vocabulary
from coalition_graph.errors import BadParameter
from coalition_graph.files import dna, tree
from coalition_graph.files.coding import Data
from coalition_graph.files.dna_import import import_dna
from coalition_graph.files.dna_mapping import DnaMapping
from coalition_graph.files.dna_texts import Words
from coalition_graph.files.importing_names import Actors, line
from coalition_graph.files.importing_yaml import to_yaml
from coalition_graph.text import without_controls
from tests.conftest import Command
from tests.dna_files import SECRET, TEXT, write_dna
from tests.samples import SAMPLES

SAMPLE = SAMPLES / "dna" / "sample_v3.dna"


@pytest.fixture(params=[2, 3], ids=["version 2", "version 3"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write_dna(tmp_path / "debate.dna", request.param)


def read(folder: Path) -> model.Dossier:
    reading = files.read([folder])
    assert [str(problem) for problem in reading.problems] == []
    assert reading.dossier is not None
    return reading.dossier


def imported(base: Path, mapping: DnaMapping | None = None) -> model.Dossier:
    import_dna(base, base.parent / "out", mapping)
    return read(base.parent / "out")


def account(dossier: model.Dossier, name: str = "who-1") -> model.Account:
    return next(one for one in dossier.accounts if one.name == name)


def test_statements_keep_number_stance_and_who_spoke_for_whom(base: Path) -> None:
    told = [
        (one.id, one.actor, one.speaker, one.stance, one.proposal)
        for one in account(imported(base)).statements
    ]
    assert told == [
        ("1", ("country:SE",), "person:ulf-svensson", "supports", "proposal:cap-trade-now"),
        # Somebody coded the organisation as its own speaker: no person, so it stands in the note.
        ("2", ("organisation:sierra-club",), None, "opposes", "proposal:cap-trade-now-2"),
        # Who speaks for nobody speaks for herself.
        ("3", ("person:anna-åberg",), "person:anna-åberg", "supports", "proposal:cap-trade-now"),
    ]


def test_quotes_are_to_the_letter_with_offsets_in_code_points(base: Path) -> None:
    text = TEXT.replace("\x0c", " ")
    quotes = [(one.quote, one.start, one.end) for one in account(imported(base)).statements]
    words = ("we are ready #1", "no, 'never': not so.\r\n", "Ms Åberg spoke")
    assert quotes == [(one, text.index(one), text.index(one) + len(one)) for one in words]
    kept = (base.parent / "out" / "texts" / "who-1.txt").read_bytes().decode()
    assert kept == text


def test_a_document_is_a_source(base: Path) -> None:
    source = account(imported(base)).source
    assert source is not None
    assert (
        source.title,
        source.author,
        source.publisher,
        source.kind,
        source.published,
        source.coded_by,
    ) == (
        "Who: #1?",
        "Writer, A.",
        "The Herald",
        "news",
        "2005-01-26",
        "Admin",
    )
    assert (source.note or "").split("\n")[:4] == [
        "DNA document: 1",
        "section: A 4",
        "time: 12:30",
        "notes: first",
    ]


def test_documents_of_one_title_and_of_a_name_that_is_taken_are_told_apart(base: Path) -> None:
    assert [one.name for one in imported(base).accounts] == ["actors-3", "who-1", "who-1-2"]


def test_what_is_no_statement_stands_in_the_note_of_its_source(base: Path) -> None:
    done = import_dna(base, base.parent / "out")
    source = account(read(base.parent / "out")).source
    assert source is not None and source.note is not None
    assert "DNA statement 9 (Annotation, characters 0-9): note: ask again" in source.note
    assert "DNA statement 4 (DNA Statement, " in source.note
    assert [note.partition(";")[0] for note in done.notes] == [
        "1 coded stretch of a statement type that was not read",
        "1 coded stretch without actor, proposal or stance",
    ]


def test_variables_without_a_place_stand_in_the_note_of_the_statement(base: Path) -> None:
    first, second, _ = account(imported(base)).statements
    assert (first.note or "").split("\n") == [
        "coder: Eva",
        "strength: -1",
        "remark: seen: 1 # times",
        "place: Malmö",
    ]
    assert (second.note or "").split("\n")[0] == "person: Sierra Club"


def test_what_is_known_of_actors_is_kept(base: Path) -> None:
    agents = {agent.node: agent for agent in imported(base).agents}
    assert agents["organisation:sierra-club"].aliases == ("Sierrans",)
    assert agents["organisation:sierra-club"].note == "type: NGO"
    assert agents["country:SE"].note == "type: State\nnotes: a kingdom\ncolour: #00cc00"
    assert agents["person:ulf-svensson"].note == "type: Politician\ncolour: #ff9900"
    members = [(one.group, one.member) for one in imported(base).memberships]
    assert members == [("organisation:green-movement", "organisation:sierra-club")]


def test_the_tree_of_concepts_is_one_of_proposals(base: Path) -> None:
    told = [(one.id, one.title, one.within, one.aliases) for one in imported(base).proposals]
    assert told == [
        ("cap-trade-now", "Cap & trade: now", "proposal:policy", ("cap",)),
        ("cap-trade-now-2", "Cap, trade. Now", None, ()),
        ("policy", "Policy", None, ()),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET ChildOf = 8 WHERE ID = 7",
        "UPDATE {table} SET ChildOf = ID",
        "UPDATE {table} SET ChildOf = 4711",
    ],
)
def test_a_tree_that_bites_its_tail_is_no_error(tmp_path: Path, sql: str) -> None:
    for version, table in ((2, "ATTRIBUTES"), (3, "ENTITIES")):
        folder = tmp_path / str(version)
        folder.mkdir()
        imported(write_dna(folder / "a.dna", version, more=[sql.format(table=table)]))


def test_other_variables_can_say_who_and_how(base: Path) -> None:
    mapping = DnaMapping(actor="place", stance="strength", speaker="person")
    told = [(one.actor, one.stance) for one in account(imported(base, mapping)).statements]
    town = ("organisation:malmö",)
    assert told == [(town, stance) for stance in ("declines", "undecided", "supports", "pledges")]


def test_values_get_stances_and_some_are_left_out(base: Path) -> None:
    mapping = DnaMapping(
        stance="strength", stance_values={"-1": "open", "0": "skip", "1": "declines", "2": "open"}
    )
    assert [one.stance for one in account(imported(base, mapping)).statements] == ["open", "declines"]
    short = DnaMapping(stance="place", stance_values={"malmö": "pledges"})
    assert {one.stance for one in account(imported(base, short)).statements} == {"pledges"}
    every = DnaMapping(stance="undecided")
    assert {one.stance for one in account(imported(base, every)).statements} == {"undecided"}


def test_whole_numbers_that_may_be_a_yes_or_no_are_told(base: Path) -> None:
    change(base, "UPDATE DATAINTEGER SET Value = StatementId % 2")
    done = import_dna(base, base.parent / "out", DnaMapping(stance="strength"))
    assert done.notes[-1] == (
        "strength is 0 or 1 only, and was read on the five points: undecided or supports; "
        "give --stance-values 1=supports,0=opposes if it means yes or no"
    )


def test_tables_and_columns_that_are_not_needed_may_be_missing(tmp_path: Path) -> None:
    gone = [
        *(
            "DROP TABLE SETTINGS",
            "DROP TABLE CODERS",
            "DROP TABLE DATALONGTEXT",
            "DROP TABLE ATTRIBUTEVALUES",
        ),
        *(f"ALTER TABLE DOCUMENTS DROP COLUMN {name}" for name in ("Coder", "Notes", "Section", "Date")),
        *(f"ALTER TABLE ENTITIES DROP COLUMN {name}" for name in ("Red", "Green", "Blue")),
        *("ALTER TABLE ENTITIES ADD COLUMN RGB INTEGER", "UPDATE ENTITIES SET RGB = 255 WHERE ID = 4"),
    ]
    dossier = imported(write_dna(tmp_path / "a.dna", 3, more=gone))
    assert len(account(dossier).statements) == 3
    assert {agent.node: agent.note for agent in dossier.agents}["country:SE"] == "colour: #0000ff"


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        (DnaMapping(actor="organisations"), "no variable is called so; did you mean 'organization'?"),
        (DnaMapping(type="DNA Statment"), "did you mean 'DNA Statement'?"),
        (DnaMapping(type="Annotation"), "'Annotation' has note (long text)"),
        (DnaMapping(stance_values={"1": "suports"}), "it is no stance; did you mean 'supports'?"),
        (
            DnaMapping(stance="place"),
            "give each value of 'place' a stance, such as --stance-values 'Malmö=supports,…'",
        ),
        (DnaMapping(stance="strength", stance_values={"1": "open"}), "'-1', '0', '2'"),
    ],
)
def test_a_mapping_that_does_not_fit_says_what_there_is(base: Path, mapping: DnaMapping, told: str) -> None:
    with pytest.raises(BadParameter) as raised:
        import_dna(base, base.parent / "out", mapping)
    assert told in str(raised.value)
    assert not (base.parent / "out").exists()


def test_password_hashes_cannot_even_be_read(base: Path) -> None:
    with dna.opened(base) as tables:
        assert [row["Name"] for row in tables.rows("CODERS")] == ["Admin", "Eva"]
        with pytest.raises(sqlite3.DatabaseError, match="prohibited"):
            tables._connection.execute("SELECT Password FROM CODERS")
        with pytest.raises(sqlite3.DatabaseError, match=r"prohibited|authorized"):
            tables._connection.execute("SELECT * FROM CODERS")
    imported(base)
    written = [path.read_bytes() for path in (base.parent / "out").rglob("*") if path.is_file()]
    assert not any(SECRET.encode() in data for data in written)


def test_the_file_stays_as_it_was(base: Path) -> None:
    before = base.read_bytes()
    base.chmod(0o444)
    imported(base)
    assert base.read_bytes() == before
    assert sorted(path.name for path in base.parent.iterdir()) == ["debate.dna", "out"]


def test_a_view_in_place_of_a_table_is_not_run(tmp_path: Path) -> None:
    base = write_dna(
        tmp_path / "a.dna",
        3,
        more=[
            "ALTER TABLE DATABOOLEAN RENAME TO HIDDEN",
            "CREATE VIEW DATABOOLEAN AS SELECT ID, StatementId, VariableId, 1 AS Value FROM HIDDEN",
            "DROP TABLE CODERS",
        ],
    )
    assert account(imported(base)).statements == ()


def test_a_generated_column_is_not_run(tmp_path: Path) -> None:
    more = [
        "DROP TABLE CODERS",
        "CREATE TABLE CODERS(ID INTEGER, Name TEXT GENERATED ALWAYS AS (hex(zeroblob(9))) VIRTUAL)",
        "INSERT INTO CODERS(ID) VALUES(1)",
    ]
    source = account(imported(write_dna(tmp_path / "a.dna", 3, more=more))).source
    assert source is not None and source.coded_by is None


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE SETTINGS SET Value = '1.31'", "it is of DNA version 1.31, and versions 2 and 3 are read"),
        ("DROP TABLE STATEMENTS", "it has no table STATEMENTS"),
        ("ALTER TABLE DATASHORTTEXT RENAME COLUMN Entity TO Other", "has neither Entity nor Value"),
    ],
)
def test_another_schema_is_told(tmp_path: Path, sql: str, told: str) -> None:
    base = write_dna(tmp_path / "a.dna", 3, more=[sql])
    with pytest.raises(BadParameter) as raised:
        import_dna(base, tmp_path / "out")
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is no SQLite database"),
        (b"PK\x03\x04", "it is no SQLite database"),
        (b'<?xml version="1.0"?>', "it is XML, as DNA 1 wrote it"),
        (b"SQLite format 3\0" + b"x" * 4096, "the database is damaged"),
    ],
)
def test_what_is_no_database_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    base = tmp_path / "a.dna"
    base.write_bytes(content)
    with pytest.raises(BadParameter, match=told):
        import_dna(base, tmp_path / "out")
    with pytest.raises(BadParameter, match="it cannot be opened"):
        import_dna(tmp_path / "b.dna", tmp_path / "out")


def test_a_damaged_database_is_told_wherever_it_breaks(base: Path) -> None:
    whole = base.read_bytes()
    told = 0
    for place in range(100, len(whole), len(whole) // 40):
        base.write_bytes(whole[:place] + b"\xff" * 64 + whole[place + 64 :])
        try:
            import_dna(base, base.parent / f"out-{place}")
        except BadParameter:
            told += 1
    assert told > 0


def test_changes_that_are_not_in_the_file_yet_are_told(base: Path) -> None:
    (base.parent / "debate.dna-journal").write_bytes(b"x")
    with pytest.raises(BadParameter, match="close it in DNA first"):
        import_dna(base, base.parent / "out")


def test_a_table_of_endless_rows_is_refused(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dna, "MAX_ROWS", 3)
    with pytest.raises(BadParameter, match="has more than 3 rows"):
        import_dna(base, base.parent / "out")
    monkeypatch.setattr(dna, "MAX_BYTES", 100)
    with pytest.raises(BadParameter, match="it is larger than"):
        import_dna(base, base.parent / "out")


@pytest.mark.parametrize("edges", ["-5, 3", "5, 5", "90, 9000", "'x', NULL", "9223372036854775807, 0"])
def test_offsets_that_the_text_does_not_have_make_no_quote(base: Path, edges: str) -> None:
    start, stop = edges.split(", ")
    with sqlite3.connect(base) as open_base:
        open_base.execute(f"UPDATE STATEMENTS SET Start = {start}, Stop = {stop} WHERE ID = 1")
    open_base.close()
    done = import_dna(base, base.parent / "out")
    assert any("offsets that the text does not have" in note for note in done.notes)
    statement = next(one for one in account(read(base.parent / "out")).statements if one.id == "1")
    assert statement.quote is None
    assert "which the text does not have" in (statement.note or "")


def test_again_nothing_is_written(base: Path) -> None:
    folder = base.parent / "out"
    import_dna(base, folder, DnaMapping(stance="strength"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    # Neither the file nor what was said of its variables need be said again.
    done = import_dna(None, folder)
    assert (done.written, done.edited, done.removed) == ((), (), ())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def change(base: Path, *sql: str) -> None:
    with sqlite3.connect(base) as open_base:
        for one in sql:
            open_base.execute(one)
    open_base.close()


def test_an_edited_file_is_never_overwritten_and_the_others_follow(base: Path) -> None:
    folder = base.parent / "out"
    import_dna(base, folder)
    coding = folder / "who-1.yaml"
    edited = coding.read_text(encoding="utf-8").replace("stance: opposes", "stance: declines")
    coding.write_text(edited, encoding="utf-8")
    change(base, "UPDATE DATABOOLEAN SET Value = 0", "UPDATE DOCUMENTS SET Author = 'B'")
    done = import_dna(base, folder)
    assert done.edited == ("who-1.yaml",)
    assert coding.read_text(encoding="utf-8") == edited
    assert "author: B" in (folder / "who-1.yaml.new").read_text(encoding="utf-8")
    assert "author: B" in (folder / "actors-3.yaml").read_text(encoding="utf-8")
    stances = [one.stance for one in account(read(folder)).statements]
    assert stances == ["supports", "declines", "supports"]
    # What is beside it is told once; taken over, the file is as the import makes it.
    assert import_dna(base, folder).written == ()
    (folder / "who-1.yaml.new").replace(coding)
    assert import_dna(base, folder).edited == ()


def test_a_document_that_is_gone_takes_its_files_along_unless_they_were_edited(base: Path) -> None:
    folder = base.parent / "out"
    import_dna(base, folder)
    (folder / "actors-3.yaml").write_text("# mine\nsource: {id: actors-3}\n", encoding="utf-8")
    change(base, "DELETE FROM DOCUMENTS WHERE ID > 1")
    done = import_dna(base, folder)
    assert set(done.removed) == {"who-1-2.yaml", "texts/actors-3.txt"}
    assert (folder / "actors-3.yaml").read_text(encoding="utf-8").startswith("# mine")
    assert [one.name for one in read(folder).accounts] == ["actors-3", "who-1"]


def test_another_dossier_is_not_imported_into(base: Path) -> None:
    folder = base.parent / "out"
    files.start_dossier(folder)
    with pytest.raises(BadParameter, match="it is there and was not imported"):
        import_dna(base, folder)
    assert [path.name for path in folder.iterdir()] == ["dossier.yaml"]


def test_a_list_of_files_from_a_stranger_removes_nothing_else(base: Path) -> None:
    folder = base.parent / "out"
    import_dna(base, folder)
    victim = base.parent / "victim.txt"
    victim.write_text("", encoding="utf-8")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    register = folder / "import.yaml"
    lines = [f'  "../victim.txt": {empty}', f'  "{victim}": {empty}', f'  "texts/../../victim.txt": {empty}']
    register.write_text(register.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")
    assert import_dna(base, folder).removed == ()
    assert victim.exists()


def test_the_command_says_what_it_did(base: Path, command: Command) -> None:
    ran = command(
        "import", "dna", "debate.dna", "-o", "out", "--stance-values", "true=pledges,false=declines"
    )
    assert (ran.code, ran.out) == (0, "")
    assert "out: 8 files written, 0 unchanged" in ran.err
    assert command("check", "out").code == 0
    assert {one.stance for one in account(read(base.parent / "out")).statements} == {"pledges", "declines"}
    again = command("import", "dna", "-o", "out")
    assert "out: 0 files written, 8 unchanged" in again.err
    assert command("import", "dna", "-o", "new").err == (
        "Error: FILE is missing: name the file to import; only a folder imported before remembers it\n"
    )
    assert command("import", "dna", "debate.dna", "-o", "new", "--stance-values", "1").code == 2
    for name in ("dna", "csv"):
        assert f"coalition-graph import {name}" in command("import", name, "--help").out


_NAMES = (
    *(
        "US",
        "EU",
        "Congo",
        "Washington",
        "EU Commission",
        "eu-commission",
        "E.U. Commission",
        "Jordan",
        "Chad",
    ),
    *(
        "Sierra Club",
        "the sierra  club",
        "SIERRA-CLUB",
        "a #b",
        "x|y",
        "organisation:EU",
        "NATO",
        "G7",
        "g7",
        "no",
    ),
    *(
        "~",
        "- x",
        "[a]",
        "{b: c}",
        "'q'",
        "???",
        "!!!",
        "é",
        "e\u0301",
        "A" * 300,
        "A" * 299 + "B",
        "😀",
        "Schweden",
    ),
    *(
        "SE",
        "registry",
        "2025-03-01",
        "a: b",
        "=SUM(1)",
        "benelux",
        "person:x",
        "x",
        "\\",
        "x\ny",
        "\u202eabc",
    ),
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(_NAMES), st.sampled_from(["organisation", "person"]), st.sampled_from(_NAMES)
        )
    )
)
def test_whatever_actors_are_called_files_find_the_ones_that_were_meant(
    tmp_path_factory: pytest.TempPathFactory, named: list[tuple[str, vocabulary.ActorKind, str]]
) -> None:
    actors = Actors()
    for name, kind, alias in named:
        actors.alias(actors.declare(line(name), kind), line(alias))
    statements: list[Data] = [
        {"actor": [actors.reference(one)], "stance": "open", "proposal": "p", "note": one.node}
        for one in actors.all()
    ]
    proposals: list[Data] = [{"id": "p", "title": "P"}]
    folder = tmp_path_factory.mktemp("named")
    told: dict[str, Data] = {"actors": actors.entries(), "proposals": proposals, "statements": statements}
    (folder / "a.yaml").write_text(to_yaml(told), encoding="utf-8", newline="")
    found = [(one.actor, one.note) for account in read(folder).accounts for one in account.statements]
    assert found == [((one.node,), one.node) for one in actors.all()]


_BITS = (
    " a NO é 😀 : ,  \t [ { \" ' \\ \\n \x85 \u2028 \ufeff \r\n \n # “ ” | > *x &y ! % --- ? aLongWordHere"
)
_WORDS = st.sampled_from([*_BITS.split(" "), " ", " #", ": ", "- ", "x" * 30])
_TEXTS = st.one_of(st.lists(_WORDS, max_size=40).map("".join), st.text().map(without_controls)).filter(bool)


@given(st.dictionaries(st.sampled_from("abc"), st.one_of(_TEXTS, st.lists(_TEXTS, min_size=1)), min_size=1))
def test_what_is_written_is_read_back_to_the_letter(data: dict[str, str | list[str]]) -> None:
    root, problems = tree.parse("a.yaml", to_yaml(data).encode())
    assert problems == [] and root is not None and isinstance(root.value, dict)
    read_back = {
        key: [entry.value for entry in node.value] if isinstance(node.value, list) else node.value
        for key, node in root.value.items()
    }
    assert read_back == data


@given(st.text(st.characters(codec="utf-8")), st.data())
def test_offsets_of_java_are_places_in_code_points(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert Words(text).place(len(text[:place].encode("utf-16-le")) // 2) == place


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of DNA 3 is not here")
def test_the_sample_of_dna_itself(tmp_path: Path) -> None:
    import_dna(SAMPLE, tmp_path / "out")
    statements = [one for account in read(tmp_path / "out").accounts for one in account.statements]
    assert len(statements) == 40
    assert all(one.quote and one.start is not None and one.end for one in statements)
    assert (len({one.actor for one in statements}), len({one.proposal for one in statements})) == (7, 6)
    assert len(coalition_graph.open(tmp_path / "out").statements()) == 40
