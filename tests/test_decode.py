"""A file in another encoding, or with control characters, is told so in one line with a mend."""

from __future__ import annotations

import pytest

from coalition_graph.errors import Problem
from coalition_graph.files.decode import decode, place_in


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("a: å".encode("utf-16"), "a:1:1: E102: the file is in UTF-16 or binary; save it as UTF-8 text"),
        (
            b"a: 1\r\nb: Malm\xf6",
            "a:2:8: E102: the file is not UTF-8 (byte 0xf6, in Windows-1252 'ö'); save it as UTF-8",
        ),
        (
            b"\xef\xbb\xbf\xf6",
            "a:1:1: E102: the file is not UTF-8 (byte 0xf6, in Windows-1252 'ö'); save it as UTF-8",
        ),
        (b"\x81", "a:1:1: E102: the file is not UTF-8 (byte 0x81); save it as UTF-8"),
        (b'a: "x\x07y"', "a:1:6: E102: control character U+0007; take it out"),
        (b"a,b\n1,\x002", "a:2:3: E102: control character U+0000; take it out"),
        (b"x" * (2 << 20), "a:1:1: E103: larger than 1 MB; split the file into several"),
    ],
)
def test_what_is_no_text_in_utf8_is_told(data: bytes, told: str) -> None:
    assert str(decode("a", data, 1 << 20)) == told


@pytest.mark.parametrize("data", [b"", "Malmö 😀\t\r\n".encode(), "\ufeffa".encode()])
def test_utf8_is_read_with_or_without_its_mark(data: bytes) -> None:
    text = decode("a", data, 100)
    assert not isinstance(text, Problem)
    assert text == data.decode("utf-8-sig")


def test_lines_end_as_editors_count_them() -> None:
    assert [place_in("a\rb\r\nc\nd", offset) for offset in (0, 2, 5, 7)] == [(1, 1), (2, 1), (3, 1), (4, 1)]
