"""What tests share: the test's docstring is the dossier.

`dossier_doc` (a `Doc`) reads the docstring of the test that asks for it as a coding file:

    def test_sweden_is_open(dossier_doc: Doc) -> None:
        '''
        source: {id: example}
        proposals: [{id: land-force, title: A land force}]
        statements:
          - {actor: Sweden, stance: open, proposal: land-force}
        '''
        assert dossier_doc.dossier.accounts[0].statements[0].actor == ("country:SE",)

A line `--- file: name.yaml` begins another file (also `.csv`, `.txt`, `sub/name.yaml`); what stands before
the first such line is `coding.yaml`. `make_doc(text)` does the same with any text. For types:
`from tests.conftest import Doc, MakeDoc`.
"""

from __future__ import annotations

import inspect
import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.bait import Visits, baited

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from coalition_graph.files import Reading
    from coalition_graph.model import Account, Dossier

_FILE = re.compile(r"^--- file: *(\S+) *\n?", re.MULTILINE)


@dataclass(frozen=True)
class Doc:
    """A folder of coding files written by a test, and what reading it gives."""

    folder: Path

    @cached_property
    def reading(self) -> Reading:
        from coalition_graph import files

        return files.read([self.folder])

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier; the test fails with the problems' lines where it has errors."""
        assert self.reading.dossier is not None, "\n".join(self.lines)
        return self.reading.dossier

    @property
    def lines(self) -> list[str]:
        """All problems as `coding.yaml:3:5: E301: …`, paths as from the folder."""
        return [str(problem).removeprefix(f"{self.folder}/") for problem in self.reading.problems]

    @property
    def places(self) -> list[str]:
        """All problems as `coding.yaml:3:5: E301`."""
        return [" ".join(line.split(" ")[:2]).rstrip(":") for line in self.lines]

    def account(self, name: str = "coding") -> Account:
        """What one source reports, or `registry`."""
        return next(account for account in self.dossier.accounts if account.name == name)


MakeDoc = Callable[[str], Doc]


def write_doc(folder: Path, text: str) -> Doc:
    """Write the files of a docstring into a folder."""
    first, *rest = _FILE.split(inspect.cleandoc(text) + "\n")
    named = dict(zip(rest[::2], rest[1::2], strict=True))
    for name, content in {"coding.yaml": first, **named}.items():
        if content.strip() or name in named:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
    return Doc(folder)


@pytest.fixture
def make_doc(tmp_path: Path) -> MakeDoc:
    """A function that writes a text's files and returns the `Doc`; each call has a folder of its own."""
    made: list[Doc] = []

    def make(text: str) -> Doc:
        folder = tmp_path / ("dossier" if not made else f"dossier-{len(made) + 1}")
        folder.mkdir()
        made.append(write_doc(folder, text))
        return made[-1]

    return make


@pytest.fixture
def dossier_doc(request: pytest.FixtureRequest, make_doc: MakeDoc) -> Doc:
    """The docstring of the test, read as a dossier."""
    return make_doc(request.function.__doc__ or "")


@dataclass(frozen=True)
class Ran:
    """What a run of the command came to."""

    code: int
    out: str
    err: str


class Command(Protocol):
    """Runs `coalition-graph` with arguments in a folder of the test's own."""

    def __call__(self, *args: str, stdin: str | None = None) -> Ran: ...


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Command:
    """The command in a folder of its own; what it prints is captured."""
    from coalition_graph.cli import cli
    from coalition_graph.cli.failures import reported

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COALITION_GRAPH", raising=False)

    def call(*args: str, stdin: str | None = None) -> Ran:
        if stdin is not None:
            typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
            monkeypatch.setattr(sys, "stdin", typed)
        monkeypatch.setattr(sys, "argv", ["coalition-graph", *args])
        code = reported(cli)
        captured = capfdbinary.readouterr()
        return Ran(code, captured.out.decode(), captured.err.decode())

    return call


@pytest.fixture
def visits() -> Iterator[Visits]:
    """A bait: whoever fetches anything from it is found out."""
    with baited() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests of a file; see `tests.chromium`."""
    from tests.chromium import launched

    with launched() as opened:
        yield opened
