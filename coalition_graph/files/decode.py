"""Bytes of a file → text, or the one reason why not."""

from __future__ import annotations

import codecs
import re

from coalition_graph.errors import Problem
from coalition_graph.text import CONTROL, control_in

__all__ = ["decode", "place_in"]

_LINE_END = re.compile("\r\n|\r|\n")
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
    if len(data) > limit:
        return Problem(path, 1, 1, "E103", f"larger than {limit >> 20} MB; split the file into several")
    if data.startswith(_UTF16) or b"\0" in data[:4]:
        return Problem(path, 1, 1, "E102", "the file is in UTF-16 or binary; save it as UTF-8 text")
    # Taken off by hand: with the codec `utf-8-sig` the place of a bad byte would be counted without it.
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error.start)
    found = CONTROL.search(text)
    return text if found is None else _control(path, text, found.start())


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset.

    >>> place_in("a\\r\\nbc", 4)
    (2, 2)
    """
    ends = [found.end() for found in _LINE_END.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


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
