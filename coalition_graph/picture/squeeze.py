"""Style and script made smaller for the page: what only authors need goes, what runs stays to the letter.

Line breaks stay, for in JavaScript they can end a statement; strings, templates and regular expressions
are copied as they are.
"""

from __future__ import annotations

import base64
import re
import zlib
from functools import cache
from typing import Final

__all__ = ["packed", "script", "style"]

# A slash after one of these begins a regular expression, after anything else it divides.
_BEFORE_REGEX: Final = tuple("(,=:[!&|?{};\n")
_TIGHT: Final = re.compile(r" *([=(){}\[\];,:?<>|&*!]|=>) *")
_STRING: Final = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""")
_REGEX: Final = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/[a-z]*")
_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def style(source: str) -> str:
    """Return a style sheet without comments and needless white space.

    >>> style("a { color: red; /* why */ }  b > c { margin: 0 auto; }")
    'a{color:red}b > c{margin:0 auto}'
    """
    plain = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    plain = re.sub(r"\s+", " ", plain)
    plain = re.sub(r" ?([{};,]) ?", r"\1", plain)
    return re.sub(r"(?<=[a-z]): (?=[^{}]*})", ":", plain).replace(";}", "}").strip()


@cache
def packed(source: str) -> str:
    """Return a text deflated, in letters that can stand anywhere; `web/unpack.js` reads it.

    >>> len(packed("the same and " * 1000)) < 200
    True
    """
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(made.compress(source.encode("utf-8")) + made.flush()).decode("ascii")


def script(source: str) -> str:
    """Return JavaScript without comments, indentation and spaces around signs.

    >>> script("const a = `x  ${ b }  y`; // why\\nif (a === 'p  q') b = /a  b/;")
    "const a=`x  ${ b }  y`;\\nif(a==='p  q')b=/a  b/;"
    """
    made: list[str] = []
    code = 0
    place = 0
    while place < len(source):
        end = _literal(source, place)
        if end is None:
            place += 1
            continue
        made.append(_tight(source[code:place]))
        made.append("" if _COMMENT.match(source, place) else source[place:end])
        code = place = end
    made.append(_tight(source[code:]))
    return re.sub(r"\n{2,}", "\n", "".join(made)).strip()


def _literal(source: str, place: int) -> int | None:
    """Where the comment, string, template or regular expression ends that begins here, if one does."""
    sign = source[place]
    if sign == "`":
        return _template(source, place)
    if sign in "'\"":
        found = _STRING.match(source, place)
    elif sign == "/":
        found = _COMMENT.match(source, place)
        if found is None and source[:place].rstrip(" ").endswith(_BEFORE_REGEX):
            found = _REGEX.match(source, place)
    else:
        return None
    return found.end() if found else None


def _template(source: str, place: int) -> int:
    """The end of a template, whose inserted code may hold strings and further templates."""
    depth, place = 0, place + 1
    while place < len(source):
        if source[place] == "\\":
            place += 2
        elif depth == 0 and source[place] == "`":
            return place + 1
        elif source.startswith("${", place):
            depth, place = depth + 1, place + 2
        elif depth:
            place, depth = _inside(source, place, depth)
        else:
            place += 1
    return place


def _inside(source: str, place: int, depth: int) -> tuple[int, int]:
    """One step within inserted code: past a literal, or past one sign."""
    end = _literal(source, place)
    if end is not None:
        return end, depth
    return place + 1, depth + {"{": 1, "}": -1}.get(source[place], 0)


def _tight(code: str) -> str:
    code = re.sub(r"[ \t]+", " ", code)
    code = re.sub(r" ?\n ?", "\n", code)
    return re.sub(r"([{(\[,;])\n+", r"\1", _TIGHT.sub(r"\1", code))
