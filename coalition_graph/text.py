"""Text as it comes from strangers, made safe to compare, to show and to name things by."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

__all__ = [
    "CONTROL",
    "clean",
    "control_in",
    "counted",
    "digest",
    "file_stem",
    "fold",
    "formula_plain",
    "formula_safe",
    "inert",
    "is_id",
    "left_out",
    "nearest",
    "shown",
    "slug",
    "span",
    "unsteering",
    "visible",
    "without_controls",
]

# What the engines count by.
DIGITS = 18
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
_LINES = re.compile("([\n\t])")
# The wide ones begin a formula where the spreadsheet speaks an East Asian language.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*([eE][+-]?\d+)?%?\Z")
# What YAML 1.1 calls printable is all that coding files and tables may hold; XML takes little more.
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Names that Windows keeps for devices, with any ending.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)


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


# They turn the direction of what follows, or stand for nothing that is seen.
_STEERING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
)
_STEERS = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{''.join(sorted(_STEERING))}]")


def visible(text: str) -> str:
    r"""Return `text` for a terminal: what could steer it is spelled out, so that it is seen and does nothing.

    >>> visible("red \x1b[31malert\u202e\nnext")
    'red <U+001B>[31malert<U+202E> next'
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) or f"<U+{ord(character):04X}>" for character in text)


def inert(text: str) -> str:
    r"""Return several lines, each as `visible` makes it, with their ends and tabs.

    >>> inert("a\x1b[2J\tb\nc")
    'a<U+001B>[2J\tb\nc'
    """
    return "".join(part if part in ("\n", "\t") else visible(part) for part in _LINES.split(text))


def unsteering(json: str) -> str:
    r"""Return JSON in which what could steer a terminal is spelled out: the same texts to whoever reads it.

    >>> unsteering('"a\u202eb"')
    '"a\\u202eb"'
    """
    return _STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def control_in(text: str) -> str:
    """Return the name of the first control character in a text, or nothing.

    >>> control_in("x\\x07y")
    'U+0007'
    """
    found = CONTROL.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def without_controls(text: str, instead: str = "") -> str:
    """Return a text without its control characters, or with something `instead` of each.

    >>> without_controls("x\\x07y", " ")
    'x y'
    """
    return CONTROL.sub(instead, text)


def left_out(texts: Iterable[tuple[str, str]], most: int = 3) -> tuple[str, ...]:
    """Return the one note on the control characters that a file is written without, if there are any.

    Args:
        texts: what each text is, and the text.
        most: how many texts are named.

    >>> left_out([("quote of a", "x\\x07y"), ("quote of b", "fine")])
    ('1 control character left out, which other programs would not read: quote of a',)
    """
    found: dict[str, int] = {}
    for named, text in texts:
        if not text.isprintable() and (many := len(CONTROL.findall(text))):
            found[named] = found.get(named, 0) + many
    return (_told(found, most),) if found else ()


def _told(found: Mapping[str, int], most: int) -> str:
    named = ", ".join(clean(one) for one in list(found)[:most])
    more = f" and {counted(len(found) - most, 'more place')}" if len(found) > most else ""
    many = counted(sum(found.values()), "control character")
    return f"{many} left out, which other programs would not read: {named}{more}"


def file_stem(id_: str) -> str:
    """Return the name of a file for an id, without its ending: the id, but for names that Windows keeps.

    >>> file_stem("paris"), file_stem("con")
    ('paris', 'con_')
    """
    return f"{id_}_" if _DEVICE.match(id_) else id_


def formula_safe(cell: str) -> str:
    """Return `cell` so that a spreadsheet shows it and does not run it.

    An apostrophe is set before a cell that begins like a formula; numbers stay as they are.
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
