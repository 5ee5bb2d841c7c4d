"""Every door through which a stranger's file comes in: how a command is given it.

A door takes the file and a new folder, puts into the folder what the command needs beside the file, and
returns the command. All of them take every file, also of a kind that the door is not for.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from coalition_graph.files.columns import TABLES

__all__ = ["DOORS", "STORE", "Door"]

# An address that no machine has: a server ends as soon as it has opened its graph.
NOWHERE: Final = "192.0.2.1"
# Where the store is that queries are asked of, as seen from the folder that a door is given.
STORE: Final = Path("..", "store")
Args = tuple[str | Path, ...]
Door = Callable[[Path, Path], Args]

_DOSSIER: Final = (
    "dossier: {id: d}\nactors: [{name: Ada Alpha, kind: person}]\nproposals: [{id: p, title: P}]\n"
)
_SECTION: Final = b"dossier: {id: d}\nsource: {id: s, title: A source}\n"


def _check_alone(file: Path, folder: Path) -> Args:
    return "check", file


def _check_in_a_folder(file: Path, folder: Path) -> Args:
    shutil.copy(file, folder)
    return "check", folder


def _check_as_coding_file(file: Path, folder: Path) -> Args:
    """The file goes on where one of ours began; a byte order mark and a second encoding with it."""
    content = file.read_bytes()
    mark = next((mark for mark in (b"\xef\xbb\xbf", b"\xff\xfe") if content.startswith(mark)), b"")
    (folder / "coding.yaml").write_bytes(mark + _SECTION + content.removeprefix(mark))
    return "check", folder


def _check_as_table(file: Path, folder: Path) -> Args:
    (folder / "dossier.yaml").write_text(_DOSSIER)
    for table in TABLES:
        shutil.copy(file, folder / f"{table}.csv")
    return "check", folder


def _check_as_workbook(file: Path, folder: Path) -> Args:
    shutil.copy(file, folder / "statements.xlsx")
    return "check", folder


def _check_as_text_of_a_source(file: Path, folder: Path) -> Args:
    shutil.copy(file, folder / "text")
    coding = (
        "source: {id: s, text: text}\nproposals: [{id: p, title: P}]\n"
        "statements: [{actor: SE, stance: open, proposal: p, quote: PWNED}]\n"
    )
    (folder / "coding.yaml").write_text(coding)
    return "check", folder


def _load(file: Path, folder: Path) -> Args:
    return "load", file, "--store", folder / "store"


def _open(file: Path, folder: Path) -> Args:
    return "-g", file, "positions", "--keep-going"


def _ask_of_it(file: Path, folder: Path) -> Args:
    sparql = folder / "count.rq"
    sparql.write_text("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return "-g", file, "query", sparql


def _serve(file: Path, folder: Path) -> Args:
    return "-g", file, "serve", "--host", NOWHERE


def _ask(file: Path, folder: Path) -> Args:
    return "-g", folder / STORE, "query", file, "--timeout", "0.5"


def _import_csv(file: Path, folder: Path) -> Args:
    """Its first column is taken for the actors and its last for the stances."""
    head = file.read_bytes().partition(b"\n")[0].decode("utf-8-sig", "replace").replace("\0", "")
    columns = [name.strip()[:100] or "?" for name in re.split("[,;\t]", head)]
    mapped = "--map", f"actor={columns[0]}", "--map", f"stance={columns[-1]}", "--set", "proposal=p"
    return "import", "csv", file, "-o", folder / "out", *mapped


def _import_dna(file: Path, folder: Path) -> Args:
    return "import", "dna", file, "-o", folder / "out"


def _remembered_import(file: Path, folder: Path) -> Args:
    shutil.copy(file, folder / "import.yaml")
    return "import", "csv", "-o", folder


DOORS: Final[Mapping[str, Door]] = {
    "check": _check_alone,
    "check in a folder": _check_in_a_folder,
    "check as coding file": _check_as_coding_file,
    "check as table": _check_as_table,
    "check as workbook": _check_as_workbook,
    "check as text of a source": _check_as_text_of_a_source,
    "load": _load,
    "open": _open,
    "ask of it": _ask_of_it,
    "serve": _serve,
    "ask": _ask,
    "import csv": _import_csv,
    "import dna": _import_dna,
    "import again": _remembered_import,
}
