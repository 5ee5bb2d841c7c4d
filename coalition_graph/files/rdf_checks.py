"""Looked at before the engine parses a stranger's file: it expands entities, and deep nesting kills it."""

from __future__ import annotations

import json
import re
from typing import Final
from xml.parsers import expat

from coalition_graph.files.decode import place_in

__all__ = ["Fault", "json_ld", "place_of_context", "quoted_triples", "rdf_xml"]

_DEPTH: Final = 200
_QUOTED: Final = 1000
_FLATTER: Final = "write it flatter"
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')
_CONTEXT = re.compile(r'"@(?:context|import)"\s*:\s*(?:\[\s*)?"')


class Fault(Exception):
    """Why a file is not read, and where; becomes a `Problem`."""

    def __init__(self, code: str, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column = code, message, line, column


def quoted_triples(content: bytes) -> None:
    """Refuse thousands of quoted triples: some may be nested, and the engine dies of that.

    Raises:
        Fault: E602.
    """
    if content.count(b"<<") > _QUOTED:
        raise Fault("E602", f"more than {_QUOTED:,} quoted triples; our graphs hold none, so leave them out")


def json_ld(content: bytes) -> None:
    """Refuse JSON that does not parse or is nested deeply.

    Raises:
        Fault: E601 or E602, with the place.
    """
    text = _text(content)
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += (bracket[0] in "[{") - (bracket[0] in "]}")
        if depth > _DEPTH:
            raise Fault(
                "E602", f"nested deeper than {_DEPTH} brackets; {_FLATTER}", *place_in(text, bracket.start())
            )
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise Fault(
            "E601", f"it is not JSON: {error.msg}; mend it there", *place_in(text, error.pos)
        ) from None


def rdf_xml(content: bytes) -> None:
    """Refuse XML that does not parse, is nested deeply, or has a DOCTYPE, which may hold entities.

    Raises:
        Fault: E601 or E602, with the place.
    """
    _Xml().read(content)


class _Xml:
    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._depth = 0

    def read(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            reason = f"it is not XML: {expat.ErrorString(error.code)}; mend it there"
            raise Fault("E601", reason, error.lineno, error.offset + 1) from None
        except (LookupError, ValueError):
            raise Fault("E601", "its first line names an unknown encoding; save it as UTF-8") from None

    def _doctype(self, *_: object) -> None:
        raise self._fault("a DOCTYPE is refused, since it may expand without end; take it out")

    def _open(self, *_: object) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise self._fault(f"nested deeper than {_DEPTH} elements; {_FLATTER}")

    def _close(self, *_: object) -> None:
        self._depth -= 1

    def _fault(self, message: str) -> Fault:
        return Fault("E602", message, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)


def place_of_context(content: bytes) -> tuple[int, int]:
    """Return line and column of the first context that is an address."""
    text = content.decode("utf-8", "replace")
    found = _CONTEXT.search(text)
    return place_in(text, found.start() if found else 0)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line, column = place_in(content[: error.start].decode(), error.start)
        raise Fault("E601", "it is not UTF-8; save the file as UTF-8", line, column) from None
