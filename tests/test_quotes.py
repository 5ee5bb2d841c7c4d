"""Quotes are held to the source's text, and their real place is kept."""

from __future__ import annotations

import hashlib

import pytest

from coalition_graph import model
from coalition_graph.files.quotes import SourceText
from tests.conftest import Doc, MakeDoc


def coded(quote: str, *, more: str = "", source: str = "text: article.txt", article: str = "") -> str:
    text = f"--- file: article.txt\n{article}" if article else ""
    return f"""
source: {{id: example, {source}}}
proposals: [{{id: f, title: F}}]
statements:
  - actor: SE
    stance: open
    proposal: f
    quote: {quote}
    {more}
{text}"""


def place(doc: Doc) -> tuple[int | None, int | None]:
    (statement,) = doc.account("example").statements
    return statement.start, statement.end


def test_a_quote_to_the_letter(make_doc: MakeDoc) -> None:
    doc = make_doc(coded("conditions are right", article="Sweden: the conditions are right."))
    assert (doc.lines, place(doc)) == ([], (12, 32))


@pytest.mark.parametrize(
    ("quote", "written"),
    [
        ('he said "yes"', "he said “yes”"),
        ("he said 'yes'", "he said «yes»"),
        ("Ukraine’s allies", "Ukraine's allies"),
        ("10,000-30,000 men", "10,000–30,000 men"),
        ("far - very far", "far—very far"),
        ("far -- very far", "far – very far"),
        ("if the conditions are right", "if the\r\n   conditions\u00a0are right"),
        ("security guarantees", "secu\u00adrity guarantees"),
    ],
)
def test_marks_dashes_and_space_may_differ(quote: str, written: str) -> None:
    before = "Påstående: "
    assert SourceText(f"{before}{written}. More.").find(quote) == ((len(before), len(before) + len(written)),)


@pytest.mark.parametrize("quote", ["the conditions were right", "The conditions", "conditions, are", "…"])
def test_nothing_else_may_differ(quote: str) -> None:
    assert SourceText("the conditions are right").find(quote) == ()


def test_offsets_count_code_points_as_the_file_has_them(make_doc: MakeDoc) -> None:
    doc = make_doc(coded("the conditions", article=""))
    (doc.folder / "article.txt").write_bytes("\ufeff😀 Åre\r\nthe\r\nconditions\r\n".encode())
    assert place(doc) == (7, 22)


def test_a_quote_that_is_not_there(make_doc: MakeDoc) -> None:
    doc = make_doc(coded("the conditions were right", article="Sweden: the conditions are right."))
    assert doc.lines == [
        "coding.yaml:7:12: E501: the source's text does not have this quote: "
        "after 'the conditions' it goes on 'are right.'; copy it to the letter"
    ]
    assert make_doc(coded("nothing like it", article="Sweden.")).lines == [
        "coding.yaml:7:12: E501: the source's text does not have this quote; copy it to the letter, or write "
        "`summary` for a paraphrase"
    ]


def test_a_quote_that_stands_twice_needs_its_start(make_doc: MakeDoc) -> None:
    article = "We must act. Yes, we must act."
    twice = make_doc(coded("must act", article=article))
    assert twice.lines == ["coding.yaml:7:12: W521: the text has this quote 2 times; add `start: 3` or 21"]
    assert place(twice) == (None, None)
    assert place(make_doc(coded("must act", more="start: 21", article=article))) == (21, 29)
    assert make_doc(coded("must act", more="start: 20", article=article)).lines == [
        "coding.yaml:8:12: E502: the quote does not start at 20, but at 3 or 21"
    ]


def test_quotes_of_all_kinds_of_entries(dossier_doc: Doc) -> None:
    """
    source: {id: example, text: article.txt}
    conditions: [{id: c, text: C}]
    meetings: [{id: m, quote: met in Paris, attendance: [{actor: SE, quote: Sweden came}]}]
    status: [{condition: c, is: open, quote: nothing yet}]
    --- file: article.txt
    They met in Paris. Sweden came. And nothing yet.
    """
    account = dossier_doc.account("example")
    entries: list[model.Evidence] = [*account.meetings, *account.meetings[0].attendance, *account.status]
    assert [(one.start, one.end) for one in entries] == [(5, 17), (19, 30), (36, 47)]


def test_rows_of_a_table_are_held_to_the_text_of_their_source(dossier_doc: Doc) -> None:
    """
    source: {id: example, text: article.txt}
    proposals: [{id: f, title: F}]
    --- file: article.txt
    Sweden is ready.
    --- file: statements.csv
    source,actor,stance,proposal,quote
    example,SE,open,f,is ready
    example,NO,open,f,is not ready
    """
    assert dossier_doc.places == ["statements.csv:3:19: E501"]


def test_without_a_text_nothing_is_checked(make_doc: MakeDoc) -> None:
    doc = make_doc(coded("anything", more="start: 4", source="title: Example"))
    assert (doc.lines, place(doc)) == ([], (4, None))


def test_the_hash_tells_which_text_was_coded(make_doc: MakeDoc) -> None:
    article = "Sweden is ready.\n"
    right = hashlib.sha256(article.encode()).hexdigest().upper()
    assert make_doc(coded("ready", source=f"text: article.txt, sha256: {right}", article=article)).lines == []
    wrong = make_doc(coded("ready", source=f"text: article.txt, sha256: {'0' * 64}", article=article))
    assert wrong.places == ["coding.yaml:1:50: E504"]
    assert right.lower() in wrong.lines[0]


def test_a_text_that_is_missing(make_doc: MakeDoc) -> None:
    assert make_doc(coded("ready")).lines == [
        "coding.yaml:1:29: E503: text 'article.txt' is not there; put it there, or take the key `text` away"
    ]
    not_shared = make_doc(coded("ready", source=f"text: article.txt, sha256: {'0' * 64}"))
    assert not_shared.places == ["coding.yaml:1:29: W522"]
    assert place(not_shared) == (None, None)


@pytest.mark.parametrize("path", ["/etc/passwd", "../secret.txt", "a/../../secret.txt", "link.txt", '"\\0"'])
def test_nothing_outside_the_dossier_is_opened(make_doc: MakeDoc, path: str) -> None:
    doc = make_doc(coded("ready", source=f"text: {path}"))
    secret = doc.folder.parent / "secret.txt"
    secret.write_text("ready", encoding="utf-8")
    (doc.folder / "link.txt").symlink_to(secret)
    assert [line.split()[0] for line in doc.lines] == ["coding.yaml:1:29:"]
    assert "ready" not in doc.lines[0] and (": E503: " in doc.lines[0] or ": E10" in doc.lines[0])


def test_a_text_may_lie_beside_the_folder_of_its_coding(dossier_doc: Doc) -> None:
    """
    dossier: {id: force}
    --- file: sources/example.yaml
    source: {text: ../texts/example.txt}
    status: [{condition: c, is: open, quote: nothing yet}]
    conditions: [{id: c, text: C}]
    --- file: texts/example.txt
    And nothing yet.
    """
    assert dossier_doc.lines == []
    assert dossier_doc.account("example").status[0].start == 4
    names = sorted(path.removeprefix(f"{dossier_doc.folder}/") for path in dossier_doc.reading.inputs)
    assert names == ["coding.yaml", "sources/example.yaml", "texts/example.txt"]


def test_a_text_that_is_not_utf_8(make_doc: MakeDoc) -> None:
    doc = make_doc(coded("ready"))
    (doc.folder / "article.txt").write_bytes("Påstående".encode("cp1252"))
    assert doc.lines == ["coding.yaml:1:29: E503: text 'article.txt' is not UTF-8; save it as UTF-8"]


def test_the_end_of_a_quote_is_no_key(make_doc: MakeDoc) -> None:
    doc = make_doc(coded("ready", more="end: 4", source="title: Example"))
    assert doc.places == ["coding.yaml:8:5: E201"]
    assert "end" not in model.schema(model.Statement)["properties"]
