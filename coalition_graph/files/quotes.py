"""Quotes are held to the source's text: found to the letter, and their real place kept.

| code | what |
|---|---|
| E501 | a quote that the text does not have |
| E502 | a `start` at which the quote does not stand |
| E503 | a text that is not there, not UTF-8, too large, or outside the dossier |
| E504 | a text whose hash is not the `sha256` given |
| W521 | a quote that the text has several times, without `start` |
| W522 | a text that is not there, known only by its `sha256`: its quotes are not checked |
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coalition_graph import model
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.findings import Findings
from coalition_graph.files.plain_file import plain_bytes
from coalition_graph.text import shown

__all__ = ["SourceText", "placed", "read_source_text"]

LARGEST = 8 * 1024 * 1024
# Where the text stands, in code points: first, and after the last.
Stretch = tuple[int, int]
_QUOTATION = frozenset("'\"`´‘’‚‛“”„‟‹›«»′″‵‶「」『』＂＇ʼ")
_DASHES = frozenset("-‐‑‒–—―−﹘﹣－⁃")


@dataclass(frozen=True)
class SourceText:
    """The text of a source, with its line ends as they are in the file.

    >>> SourceText("He said: “if the\\r\\nconditions are right”.").find('"if the conditions are right"')
    ((9, 39),)
    """

    text: str

    def find(self, quote: str) -> tuple[Stretch, ...]:
        """Return every place of a quote: to the letter, else but for quotation marks, dashes and space."""
        exact = tuple((start, start + len(quote)) for start in _starts(self.text, quote))
        return exact or tuple(self._alike(quote))

    def _alike(self, quote: str) -> Iterator[Stretch]:
        letters, plain = _Plain.of(quote).letters, self._plain
        if letters:
            for start in _starts(plain.letters, letters):
                yield plain.begins[start], plain.ends[start + len(letters) - 1]

    @cached_property
    def _plain(self) -> _Plain:
        return _Plain.of(self.text)

    def agreement(self, quote: str) -> tuple[str, str] | None:
        """Return how far the text agrees with a quote that it does not have, and how it goes on there."""
        letters, plain = _Plain.of(quote).letters, self._plain
        low, high = 0, len(letters)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if letters[:middle] in plain.letters else (low, middle - 1)
        if low < min(8, len(letters)):
            return None
        at = plain.letters.index(letters[:low])
        begun, agreed = plain.begins[at], plain.ends[at + low - 1]
        before, after = self.text[max(begun, agreed - 30) : agreed], self.text[agreed : agreed + 30]
        return " ".join(before.split()), " ".join(after.split())


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text without what a quote may differ in; beside each letter, where it stood."""

    letters: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Plain:
        letters: list[str] = []
        begins: list[int] = []
        ends: list[int] = []
        for place, character in enumerate(text):
            letter = _letter(character)
            if letter == "-" and letters and letters[-1] == "-" and ends[-1] == place:
                ends[-1] = place + 1
            elif letter:
                letters.append(letter)
                begins.append(place)
                ends.append(place + 1)
        return cls("".join(letters), tuple(begins), tuple(ends))


def _letter(character: str) -> str:
    if character.isalnum():
        return character
    if character in _QUOTATION:
        return '"'
    if character in _DASHES:
        return "-"
    return "" if character.isspace() or unicodedata.category(character) == "Cf" else character


def _starts(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def placed(
    evidence: model.Evidence, source_text: SourceText, coding: Coding, loc: Loc, findings: Findings
) -> dict[str, int]:
    """Return `start` and `end` of the evidence's quote, or nothing where its one place is not clear."""
    quote = evidence.quote or ""
    found = source_text.find(quote)
    if not found:
        findings.add(coding, "E501", _not_there(quote, source_text), (*loc, "quote"))
        return {}
    if evidence.start is None and len(found) > 1:
        message = f"the text has this quote {len(found)} times; add `start: {found[0][0]}`{_or(found[1:])}"
        findings.add(coding, "W521", message, (*loc, "quote"))
        return {}
    fitting = [stretch for stretch in found if evidence.start in (None, stretch[0])]
    if not fitting:
        message = f"the quote does not start at {evidence.start}, but at {found[0][0]}{_or(found[1:])}"
        findings.add(coding, "E502", message, (*loc, "start"))
        return {}
    return {"start": fitting[0][0], "end": fitting[0][1]}


def _or(stretches: tuple[Stretch, ...]) -> str:
    return "".join(f" or {start}" for start, _ in stretches[:4])


def _not_there(quote: str, source_text: SourceText) -> str:
    said = "the source's text does not have this quote"
    near = source_text.agreement(quote)
    if near is None:
        return f"{said}; copy it to the letter, or write `summary` for a paraphrase"
    return f"{said}: after {shown(near[0])} it goes on {shown(near[1])}; copy it to the letter"


def read_source_text(
    source: model.Source, coding: Coding, root: Path, findings: Findings
) -> tuple[Path, str, SourceText] | None:
    """Return the text that `source.text` names, with its path and SHA-256; None with the reason noted.

    Nothing outside `root` is opened: no absolute path, no way up, no link that leads out.
    """
    loc: Loc = ("source", "text")
    path = _inside(coding.folder / (source.text or ""), root)
    if path is None or Path(source.text or "").is_absolute():
        message = (
            f"text {shown(source.text or '')} lies outside the dossier; put it into the dossier's folder"
        )
        findings.add(coding, "E503", message, loc)
        return None
    try:
        content = _bytes(path)
        source_text = SourceText(content.decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        _unread(source, error, coding, findings)
        return None
    digest = hashlib.sha256(content).hexdigest()
    _check_hash(source, digest, coding, findings)
    return path, digest, source_text


def _inside(path: Path, root: Path) -> Path | None:
    try:
        resolved = path.resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return resolved if resolved.is_relative_to(root.resolve()) else None


class _TooLarge(ValueError):
    """A text that is larger than any that a person codes."""


def _bytes(path: Path) -> bytes:
    content = plain_bytes(path, LARGEST)
    if len(content) > LARGEST:
        raise _TooLarge
    return content


def _unread(source: model.Source, error: Exception, coding: Coding, findings: Findings) -> None:
    loc: Loc = ("source", "text")
    if isinstance(error, FileNotFoundError) and source.sha256:
        message = f"text {shown(source.text or '')} is not there, so its quotes are not checked"
        findings.add(coding, "W522", message, loc)
        return
    reasons = {
        FileNotFoundError: "is not there; put it there, or take the key `text` away",
        UnicodeDecodeError: "is not UTF-8; save it as UTF-8",
        _TooLarge: f"is larger than {LARGEST // 1024**2} MB; keep the part that is coded",
    }
    reason = reasons.get(type(error), f"cannot be read ({getattr(error, 'strerror', None) or 'a bad path'})")
    findings.add(coding, "E503", f"text {shown(source.text or '')} {reason}", loc)


def _check_hash(source: model.Source, digest: str, coding: Coding, findings: Findings) -> None:
    if source.sha256 and not digest.startswith(source.sha256.lower().removesuffix("…")):
        message = f"the text is not the one that was coded: its sha256 is {digest}"
        findings.add(coding, "E504", f"{message}; check the quotes, then give that", ("source", "sha256"))
