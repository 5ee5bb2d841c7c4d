"""Text as it comes from strangers, made safe to compare, to show and to name things by."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable

__all__ = [
    "clean",
    "counted",
    "digest",
    "fold",
    "formula_plain",
    "formula_safe",
    "is_id",
    "nearest",
    "shown",
    "slug",
    "span",
]

ID_LENGTH = 80
SLUG_LENGTH = 60
# What SPARQL takes unescaped in a prefixed name (PN_CHARS_BASE and digits), as far as the engine does:
# it refuses letters beyond the basic plane.
_LETTERS = (
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
)
_ID = re.compile(f"[{_LETTERS}][{_LETTERS}_-]*\\Z")
_NOT_ID = re.compile(f"[^{_LETTERS}_-]+|-{{2,}}")
_FORMULA = tuple("=+-@\t\r")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?\Z")


def fold(text: str) -> str:
    """Return `text` as it is compared: NFC, without case, runs of white space as one space.

    >>> fold("  The  UK ")
    'the uk'
    """
    caseless = text.casefold() if text.isascii() else _caseless(text)
    return " ".join(caseless.split())


def _caseless(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def digest(text: str, length: int = 10) -> str:
    """Return the first `length` hex digits of the SHA-256 of `text` in UTF-8.

    >>> digest("Sweden", 6)
    '853637'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def is_id(text: str) -> bool:
    """Return whether `text` may stand as an id: letters and digits of any script, `-`, `_`, no dot.

    At most 80 characters, beginning with a letter or digit, in normal form C.

    >>> is_id("paris-2025-02-17"), is_id("a.b"), is_id("-a"), is_id("x" * 81)
    (True, False, False, False)
    """
    return len(text) <= ID_LENGTH and bool(_ID.match(text)) and unicodedata.is_normalized("NFC", text)


def slug(text: str) -> str:
    """Return the id made from a name or a text; the same text gives the same id on every machine.

    A text that is cut at 60 characters, or of which nothing is left, ends in `-` and six hex digits
    of its hash, so that two long texts do not share an id.

    >>> slug("Ulf Kristersson"), slug("Côte d'Ivoire"), slug("???")
    ('ulf-kristersson', 'côte-d-ivoire', 'x-a03b22')
    """
    folded = fold(text)
    made = re.sub("-{2,}", "-", _NOT_ID.sub("-", folded)).strip("-_")
    if made and len(made) <= SLUG_LENGTH:
        return made
    return f"{made[:SLUG_LENGTH].rstrip('-_') or 'x'}-{digest(folded, 6)}"


def clean(text: str) -> str:
    """Return `text` without what could steer a terminal, a page or an XML reader.

    Control characters, escape sequences' lead-ins, bidirectional overrides and lone surrogates go;
    line breaks and tabs become spaces.

    >>> clean("red \\x1b[31malert\\x07\\nnext")
    'red [31malert next'
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t\u2028\u2029\x85":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Cn", "Co") or character in _STEERING:
        return ""
    return character


_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200e\u200f")


def formula_safe(cell: str) -> str:
    """Return `cell` so that a spreadsheet shows it and does not run it.

    An apostrophe is set before a cell that begins like a formula; plain numbers stay as they are.
    `formula_plain` takes it away again. Source: OWASP, CSV Injection.

    >>> formula_safe("=HYPERLINK(1)"), formula_safe("-2")
    ("'=HYPERLINK(1)", '-2')
    """
    risky = cell.startswith(_FORMULA) and not _NUMBER.match(cell)
    quoted = cell.startswith("'") and cell[1:].lstrip("'").startswith(_FORMULA)
    return f"'{cell}" if risky or quoted else cell


def formula_plain(cell: str) -> str:
    """Return the cell that `formula_safe` was given.

    >>> formula_plain(formula_safe("=1+1"))
    '=1+1'
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def shown(text: str, length: int = 60) -> str:
    """Return `text` in quotation marks for a message: in one line, cut where it is long.

    >>> shown("x" * 100, 3)
    "'xxx…'"
    """
    return repr(text if len(text) <= length else f"{text[:length]}…")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, of one or of several.

    >>> counted(1, "source"), counted(0, "source")
    ('1 source', '0 sources')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def span(least: str | None, most: str | None) -> str | None:
    """Return two ends of a number as a reader wants them; None where neither is known.

    >>> span("5", "9"), span("5", "5"), span(None, "9"), span("5", None)
    ('5–9', '5', 'up to 9', 'at least 5')
    """
    if least is None:
        return None if most is None else f"up to {most}"
    if most is None:
        return f"at least {least}"
    return least if least == most else f"{least}–{most}"


def nearest(word: str, known: Iterable[str], count: int = 2) -> list[str]:
    """Return the few of `known` that `word` may be a slip of, the nearest first.

    >>> nearest("Sweeden", ["Sweden", "Norway"])
    ['Sweden']
    """
    spelled = {fold(item): item for item in known}
    found = difflib.get_close_matches(fold(word), spelled, n=count, cutoff=0.7)
    return [spelled[item] for item in found]
