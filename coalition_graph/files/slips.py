"""What a YAML reader stumbled over, in words that lead to the mend."""

from __future__ import annotations

import re
from typing import Final

import yaml

from coalition_graph.files.coding import Place
from coalition_graph.files.decode import line_starts, place_of

__all__ = ["cut_by_comment", "syntax"]

_QUOTE: Final = "put the text in quotation marks"
_CUT = re.compile(r"(?<=[^\s#]) #")
_KEY_AND_TEXT = re.compile(r"[^:]*:\s+\S")
_LINE_END = re.compile("\r\n|[\r\n]")
# What the reader says → what the analyst can do; the first that fits, at the place where it stopped.
_PLAIN: Final = (
    ("block sequence entries", f"a list cannot begin here; begin a new line, or {_QUOTE}"),
    ("'-' indicator", "every entry of this list begins with '- '; check the indentation"),
    ("an alias", f"a text cannot begin with '*'; {_QUOTE}"),
    ("an anchor", f"a text cannot begin with '&'; {_QUOTE}"),
    ("a tag", f"a text cannot begin with '!'; {_QUOTE}"),
    ("block scalar", f"after | or > the text begins on the next line; else {_QUOTE}"),
    ("escape character", "inside \" \" a backslash is written \\\\, or use ' '"),
    ("hexdecimal", "inside \" \" a backslash is written \\\\, or use ' '"),
    ("cannot start any token", f"a text cannot begin with this character; {_QUOTE}"),
    ("node content", f"a text cannot begin with this character; {_QUOTE}"),
    ("directive", "a line cannot begin with '%'"),
)


def cut_by_comment(text: str, end: int, value: str) -> tuple[str, str] | None:
    """Return code and message where an unquoted text that ends at `end` may have lost its rest to ` #`.

    YAML takes everything after a space and `#` for a comment. A comment that is set off by two spaces,
    or follows a single word and has a space behind its `#`, looks meant.

    >>> cut_by_comment("summary: the force #1 in Europe", 18, "the force")[0]
    'E104'
    """
    if not text.startswith(" #", end):
        return None
    glued = text[end + 2 : end + 3] not in ("", " ", "\n", "\r")
    words = " " in value
    if not (glued or words):
        return None
    message = (
        f"the text ends before ' #', which begins a comment; {_QUOTE}, or set two spaces before a comment"
    )
    return ("E104" if glued and words else "W122"), message


def syntax(text: str, error: yaml.YAMLError, opened: Place | None = None) -> tuple[int, int, str]:
    """Return line, column (from 1) and what is wrong where YAML does not parse.

    Args:
        text: the file.
        error: what the reader raised.
        opened: where the innermost bracket stands that was still open.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return 1, 1, f"not YAML: {' '.join(str(error).split())}"
    starts = line_starts(text)
    here, began = (_place(one.index, starts) for one in (mark, error.context_mark or mark))
    if "flow" in str(error.context) and opened is not None:
        began = opened[0] - 1, opened[1] - 1
    line, column, message = _Stumble(text, error, here, began).told()
    return line + 1, column + 1, message


def _place(index: int, starts: list[int]) -> tuple[int, int]:
    """Return line and column from 0 as an editor counts them: YAML knows more ends of a line."""
    line, column = place_of(index, starts)
    return line - 1, column - 1


class _Stumble:
    """One error of the reader: where it gave up, and where that began (lines and columns from 0)."""

    def __init__(
        self, text: str, error: yaml.MarkedYAMLError, here: tuple[int, int], began: tuple[int, int]
    ) -> None:
        self.lines = [*_LINE_END.split(text), ""]
        self.says = f"{error.context or ''} {error.problem or ''}"
        self.here, self.began = here, began
        self.line = self.lines[min(here[0], len(self.lines) - 1)]
        self.before = self.line[: here[1]]

    def told(self) -> tuple[int, int, str]:
        if "\t" in self.line[: self.here[1] + 1] and not self.before.strip():
            return *self.here, "a tab; indent with spaces"
        if "quoted scalar" in self.says and "end of stream" in self.says:
            return *self.began, "the quotation mark that opens here is never closed"
        cut = self._cut()
        if cut is not None:
            return *cut, f"' #' begins a comment here and cuts the text; {_QUOTE}"
        if "flow" in self.says:
            return self._bracket()
        return self._colon_or_indentation()

    def _cut(self) -> tuple[int, int] | None:
        """Find a ` #` between where the construct began, or the line above, and here."""
        stuck = ("flow", "expected key", "simple key")
        if not any(word in self.says for word in stuck):
            return None
        first = self.began[0] if "flow" in self.says else max(self.here[0] - 2, self.began[0])
        for number in range(first, min(self.here[0] + 1, len(self.lines))):
            found = _CUT.search(self.lines[number], self.began[1] if number == self.began[0] else 0)
            if found and (number, found.start()) < self.here:
                return number, found.start()
        return None

    def _bracket(self) -> tuple[int, int, str]:
        opened = self.lines[self.began[0]][self.began[1] : self.began[1] + 1]
        closing = "}" if opened == "{" else "]"
        if self.here[0] > self.began[0] or not self.line[self.here[1] :].strip():
            return *self.began, f"'{opened}' is never closed; add '{closing}'"
        if self.line[self.here[1] :].startswith(":"):
            return *self.here, f"a colon inside an unquoted text; {_QUOTE}"
        return *self.here, f"expected ',' or '{closing}' here; {_QUOTE}"

    def _colon_or_indentation(self) -> tuple[int, int, str]:
        if "mapping values" in self.says:
            if _KEY_AND_TEXT.match(self.before):
                return *self.here, f"a colon inside an unquoted text; {_QUOTE}"
            return *self.here, "a key cannot stand here; check the indentation of this line and the one above"
        if "simple key" in self.says:
            return *self.began, f"a line without key and colon; check the indentation, or {_QUOTE}"
        for words, message in _PLAIN:
            if words in self.says:
                return *self.here, message
        return self._not_a_key()

    def _not_a_key(self) -> tuple[int, int, str]:
        if self.before.rstrip().endswith(('"', "'")):
            return (
                *self.here,
                "the text goes on after its closing quotation mark; quote the whole, \"…\" inside '…'",
            )
        if self.line[self.here[1] : self.here[1] + 1] in ("]", "}"):
            return *self.here, "a closing bracket that nothing opened"
        return *self.here, "expected a key here; check the indentation"
