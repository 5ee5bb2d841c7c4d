"""The first files of a dossier, with commented examples to write over."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Final

from coalition_graph import dates, text
from coalition_graph.errors import BadParameter, UsageError
from coalition_graph.files import atomic
from coalition_graph.files.folder import is_dossier
from coalition_graph.files.plain_file import plain_bytes
from coalition_graph.files.quotes import LARGEST

__all__ = ["start_dossier", "start_file"]

DOSSIER: Final = "dossier.yaml"
_HEAD: Final = """\
# A dossier: what governments say they would do, on which condition, and who met whom.
# Countries and common groups are built in; who and what else you name, you declare once, here or in any
# other file of this folder. `coalition-graph new` starts a coding file for each text that you read.
dossier:
  id: {id}
  title: {title}

# proposals:
#   - {{id: land-force, title: "European land force in Ukraine", initiators: [FR, GB]}}
# conditions:
#   - {{id: us-protection, text: "American protection for European soldiers", kind: guarantee}}
# actors:
#   - {{name: Ulf Kristersson, kind: person, post: Prime Minister, of: Sweden, from: 2022-10-18}}
"""
_CODED: Final = """\

# defaults: {proposal: land-force}      # for the statements of this file

# meetings:
#   - id: paris-2025-02-17
#     date: 2025-02-17
#     place: Paris
#     level: leaders                    # leaders ministers military officials experts
#     format: in-person                 # in-person remote hybrid phone
#     reported: {count: 7, of: countries}
#     attendance:
#       - EU
#       - {actor: DK, person: Mette Frederiksen, as: Prime Minister, represents: [Nordic countries]}

# statements:                           # put a text that holds a comma, a colon or # in quotation marks
#   - actor: Sweden
#     speaker: Ulf Kristersson
#     stance: open                      # pledges open supports undecided declines opposes
#     proposal: land-force
#     conditions: ["the conditions are right"]
#     quote: "the conditions are right"
#     summary: "Sweden may take part if conditions are right"
#     locator: "para. 3"

# status:
#   - {condition: us-protection, is: open, as_of: 2025-03-27}
"""
# What a coding file should say of its text where it is not known yet.
_ASKED: Final = {
    "title": "",
    "publisher": "",
    "url": "",
    "published": " 2025-03-28",
    "language": " en",
    "text": " article.txt       # a text inside the dossier, against which every quote is checked",
}


def start_dossier(folder: Path, title: str | None = None) -> list[Path]:
    """Start a dossier in a folder, which is made if need be, and return the files written.

    Raises:
        BadParameter: a dossier is already there, and stays as it is.
        UsageError: the folder cannot be written to.
    """
    path = folder / DOSSIER
    name = folder.resolve().name
    content = _HEAD.format(id=_word(text.slug(name)), title=_word(_line(title or name)))
    if is_dossier(folder) or not atomic.write_new(path, content.encode()):
        raise BadParameter("DIR", str(folder), "it already holds a dossier; name another folder")
    return [path]


def start_file(
    folder: Path,
    source: Path | None = None,
    *,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
) -> Path:
    """Start a coding file for one text in a folder, beside those already there, and return its path.

    Args:
        folder: where the file is written; a file of the same name is left alone, and a number added.
        source: the text; its hash is noted, and its place as seen from the folder.
        url: where it was published.
        title: its title.
        published: its date, as coding files write dates.

    Raises:
        BadParameter: `published` is no date.
        UsageError: the text cannot be read, or the folder not written to.
    """
    if published:
        _checked(published)
    facts = {"title": title, "url": url, "published": published, **_text(folder, source)}
    given = {key: _line(value) for key, value in facts.items() if value and _line(value)}
    stem = _stem(source, url, title, published)
    for number in range(1, 10_000):
        name = stem if number == 1 else f"{stem}-{number}"
        path = folder / f"{name}.yaml"
        if not path.with_suffix(".yml").exists() and atomic.write_new(
            path, _coding_file(name, given).encode()
        ):
            return path
    raise UsageError(f"{folder} already holds every name that could be made of {stem!r}; give a title")


def _coding_file(name: str, given: dict[str, str]) -> str:
    lines = [f"  {key}: {_word(value)}\n" for key, value in {"id": name, **given}.items()]
    absent = [key for key in _ASKED if key not in given]
    asked = [f"  # {key}:{_ASKED[key]}\n" for key in absent]
    return "".join(
        ["# One text, coded: what it reports, and where it says so.\nsource:\n", *lines, *asked, _CODED]
    )


def _stem(source: Path | None, url: str | None, title: str | None, published: str | None) -> str:
    """Make the name of a coding file of what is known of its text."""
    last = url.rstrip("/").rpartition("/")[2].partition("?")[0] if url else ""
    known = title or (source.stem if source else "") or last or published or "source"
    # Anything else of this name would be taken for the registry of the dossier.
    stem = text.file_stem(text.slug(known))
    return f"{stem}-1" if stem in ("registry", "dossier") else stem


def _text(folder: Path, source: Path | None) -> dict[str, str]:
    """Return place and hash of a text; outside of the dossier it is known by its hash alone."""
    if source is None:
        return {}
    try:
        content = plain_bytes(source, LARGEST)
        content.decode()
    except OSError as error:
        raise UsageError(f"cannot read {source}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{source} is not text in UTF-8; save it as such, then start again") from None
    if len(content) > LARGEST:
        raise UsageError(f"{source} is larger than {LARGEST >> 20} MB; keep the part that is coded")
    made = {"sha256": hashlib.sha256(content).hexdigest()}
    if not source.resolve().is_relative_to(_root(folder.resolve())):
        return made
    seen = Path(os.path.relpath(source.resolve(), folder.resolve()))
    return {"text": seen.as_posix(), **made}


def _root(folder: Path) -> Path:
    """Return the folder of the dossier that a folder lies in."""
    return next((around for around in (folder, *folder.parents) if is_dossier(around)), folder)


def _checked(published: str) -> None:
    try:
        dates.parse(published)
    except dates.BadDate as error:
        raise BadParameter("--published", published, str(error)) from None


def _line(value: str) -> str:
    return text.clean(value).strip()


def _word(value: str) -> str:
    """Write a text as YAML: bare where it is an id or a date, else in quotation marks."""
    bare = all(letter.isalnum() or letter in "-_~" for letter in value) and value[:1].isalnum()
    return value if bare else json.dumps(value, ensure_ascii=False)
