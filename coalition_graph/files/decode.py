"""Bytes of a file → text, or the one reason why not."""

from __future__ import annotations

import bisect
import codecs
import re
from collections.abc import Iterator
from typing import Final

from coalition_graph.errors import Problem
from coalition_graph.text import CONTROL, control_in

__all__ = ["decode", "line_starts", "place_in", "place_of", "unreadable"]

_LINE_END = re.compile("\r\n|\r|\n")
_PIECE: Final = 1 << 20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(path: str, data: bytes, limit: int) -> str | Problem:
    """Return the text of a file in UTF-8, with or without a byte order mark, or what stands against it.

    Args:
        path: the file as the user named it.
        data: its bytes.
        limit: how many bytes are taken.

    >>> decode("a.yaml", b"place: Malm\\xf6", 100).message
    "the file is not UTF-8 (byte 0xf6, in Windows-1252 'ö'); save it as UTF-8"
    """
    return unreadable(path, data, limit) or data.removeprefix(codecs.BOM_UTF8).decode()


def unreadable(path: str, data: bytes, limit: int) -> Problem | None:
    """Return what stands against reading a file as text, if anything; looked for piece by piece.

    Args:
        path: the file as the user named it.
        data: its bytes.
        limit: how many bytes are taken.
    """
    if len(data) > limit:
        return Problem(path, 1, 1, "E103", f"larger than {limit >> 20} MB; split the file into several")
    if data.startswith(_UTF16) or b"\0" in data[:4]:
        return Problem(path, 1, 1, "E102", "the file is in UTF-16 or binary; save it as UTF-8 text")
    # Taken off by hand: with the codec `utf-8-sig` the place of a bad byte would be counted without it.
    plain = data.removeprefix(codecs.BOM_UTF8)
    return None if all(map(_printable, _pieces(plain))) else _spoiled(path, plain)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Cut bytes where lines end, so that no letter is cut."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _PIECE) + 1 or len(data)
        yield data[start:end]
        start = end


def _printable(data: bytes) -> bool:
    try:
        return CONTROL.search(data.decode()) is None
    except UnicodeDecodeError:
        return False


def _spoiled(path: str, data: bytes) -> Problem | None:
    """Say what the first thing is that cannot be read in a file that has such a thing."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error.start)
    found = CONTROL.search(text)
    return None if found is None else _control(path, text, found.start())


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset.

    >>> place_in("a\\r\\nbc", 4)
    (2, 2)
    """
    return place_of(offset, line_starts(text[:offset]))


def line_starts(text: str) -> list[int]:
    """Return where each line of a text begins, as editors and people count lines."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def place_of(offset: int, starts: list[int]) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset in a text whose lines begin at `starts`.

    >>> place_of(4, line_starts("a\\r\\nbc"))
    (2, 2)
    """
    line = bisect.bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _not_utf8(path: str, data: bytes, start: int) -> Problem:
    before = data[:start].decode()
    line, column = place_in(before, len(before))
    byte = data[start : start + 1]
    letter = byte.decode("cp1252", "replace")
    guess = f", in Windows-1252 {letter!r}" if letter.isprintable() and letter != "\ufffd" else ""
    message = f"the file is not UTF-8 (byte 0x{byte.hex()}{guess}); save it as UTF-8"
    return Problem(path, line, column, "E102", message)


def _control(path: str, text: str, offset: int) -> Problem:
    message = f"control character {control_in(text[offset])}; take it out"
    return Problem(path, *place_in(text, offset), "E102", message)
