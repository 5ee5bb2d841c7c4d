"""Faults in use are exceptions, faults in data are values.

    CoalitionGraphError
    ├── DossierHasProblems     the coding files have errors            (exit 1)
    └── UsageError             wrong use, or a run that failed         (exit 2)
        ├── UnknownName        a name that nothing in the graph bears
        ├── UnknownQuery       no ready question of that name
        ├── BadParameter       a value that a parameter or option does not take
        │   ├── MissingParameter   one that must be given
        │   └── UnknownParameter   one that the question does not have
        ├── BadQuery           SPARQL that does not parse, or is refused
        ├── StoppedQuery       a query that took too long, or more than it may have
        ├── Busy               a server with no worker free for one more query
        ├── UnreadableGraph    GRAPH is neither dossier, RDF file nor store
        │   └── DamagedStore       a store on disk that is not what was written
        ├── UnreadableValue    a graph made elsewhere holds a value that its place does not take
        ├── EndpointFailed     a SPARQL endpoint that gives no answer, or not all of it
        │   └── BrokenOff      a load into one that did not come to its end
        ├── ForeignFolder      a folder that is not ours and stays untouched
        ├── ForeignGraph       a graph on an endpoint that is not ours and stays untouched
        ├── OtherDossier       a store that holds another dossier
        └── MissingExtra       an optional package is not installed

`Problem` is the value: one fault in one place of one file. Only `cli/` knows exit codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BadParameter",
    "BadQuery",
    "BrokenOff",
    "Busy",
    "CoalitionGraphError",
    "DamagedStore",
    "DossierHasProblems",
    "EndpointFailed",
    "ForeignFolder",
    "ForeignGraph",
    "MissingExtra",
    "MissingParameter",
    "OtherDossier",
    "Problem",
    "StoppedQuery",
    "UnknownName",
    "UnknownParameter",
    "UnknownQuery",
    "UnreadableGraph",
    "UnreadableValue",
    "UsageError",
]


NOTED = 20


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a coding file, with its place and its mend.

    Args:
        path: the file as the user named it.
        line: from 1.
        column: from 1, in code points.
        code: `E…` for an error, `W…` for a warning.
        message: what is wrong and how to mend it, in one line.

    >>> print(Problem("a.yaml", 3, 5, "E201", "unknown key 'stanse'; did you mean 'stance'?"))
    a.yaml:3:5: E201: unknown key 'stanse'; did you mean 'stance'?
    """

    path: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code}: {self.message}"

    @property
    def is_error(self) -> bool:
        """Whether the dossier cannot be answered from until this is mended."""
        return self.code.startswith("E")


class CoalitionGraphError(Exception):
    """The root of every exception that this package raises on purpose."""


class DossierHasProblems(CoalitionGraphError):
    """Raised where a dossier with errors was to be answered from; `problems` holds all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        errors = sum(problem.is_error for problem in self.problems)
        told = "1 error; mend it" if errors == 1 else f"{errors} errors; mend them"
        super().__init__(f"the dossier has {told} and run again")
        # A traceback shows notes: who calls from Python sees what is wrong, not only how much.
        for problem in self.problems[:NOTED]:
            self.add_note(str(problem))


class UsageError(CoalitionGraphError):
    """The tool was used wrongly, or a run failed for a reason outside the data."""


class UnknownName(UsageError):
    """A name in an option or call that nothing in this graph bears.

    >>> str(UnknownName("Sweeden", "country", ["Sweden"]))
    "unknown country 'Sweeden'; did you mean 'Sweden'?"
    """

    def __init__(self, name: str, kind: str, suggestions: Sequence[str] = ()) -> None:
        self.name, self.kind, self.suggestions = name, kind, tuple(suggestions)
        super().__init__(f"unknown {kind} {name!r}{did_you_mean(suggestions)}")


class UnknownQuery(UsageError):
    """No ready question has that name."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        hint = did_you_mean(suggestions) or "; `coalition-graph queries` lists them"
        super().__init__(f"no ready question is called {name!r}{hint}")


class BadParameter(UsageError):
    """A value that a parameter or an option does not take."""

    def __init__(self, parameter: str, value: str, mend: str) -> None:
        super().__init__(f"{parameter} does not take {value!r}: {mend}")


class MissingParameter(BadParameter):
    """A parameter that must be given."""

    def __init__(self, parameter: str, mend: str) -> None:
        UsageError.__init__(self, f"{parameter} is missing: {mend}")


class UnknownParameter(BadParameter):
    """A parameter that the question or query does not have."""

    def __init__(self, parameter: str, mend: str) -> None:
        UsageError.__init__(self, f"unknown parameter {parameter!r}: {mend}")


class BadQuery(UsageError):
    """SPARQL that does not parse, or that asks for what is refused."""


class StoppedQuery(UsageError):
    """A query that was ended, at a limit or at damage in the store; the next one is asked all the same."""


class Busy(UsageError):
    """No worker is free to take one more query; a moment later one may be."""

    def __init__(self) -> None:
        super().__init__("too many queries are waiting; ask again in a moment")


class UnreadableGraph(UsageError):
    """GRAPH names nothing that can be read as a graph."""

    def __init__(self, graph: str, reason: str) -> None:
        super().__init__(f"cannot read {graph!r} as a graph: {reason}")


class DamagedStore(UnreadableGraph):
    """A store on disk that is not what was written; the coding files are the truth and build it anew.

    >>> str(DamagedStore("my store", "its CURRENT is gone", ["ukraine"]))
    "the store my store is damaged: its CURRENT is gone; `coalition-graph load FOLDER --store 'my store'
    --rebuild` builds it anew,
    FOLDER being the coding files of ukraine"
    """

    def __init__(self, path: Path | str, reason: str, dossiers: Sequence[str] = ()) -> None:
        self.reason = reason
        mend = f"{rebuilding(path)} builds it anew, FOLDER being the coding files{_of(dossiers)}"
        if len(dossiers) > 1:
            mend = f"load the coding files{_of(dossiers)} into a new store, all but the first with --add"
        UsageError.__init__(self, f"the store {path} is damaged: {reason}; {mend}")


class UnreadableValue(UsageError):
    """A graph that was not made by us holds something where a number or a day belongs.

    >>> str(UnreadableValue("many", "a number"))
    "the graph holds 'many' in the place of a number; mend the file or the store that it comes from"
    """

    def __init__(self, value: str, wanted: str) -> None:
        shown = value if len(value) <= 60 else f"{value[:60]}…"
        mend = "mend the file or the store that it comes from"
        super().__init__(f"the graph holds {shown!r} in the place of {wanted}; {mend}")


class ForeignFolder(UsageError):
    """A folder that this package did not make, and therefore leaves alone."""

    def __init__(self, path: Path, reason: str = "it holds files that are not a store of ours") -> None:
        super().__init__(f"{path} stays untouched: {reason}; name a new folder or one made by `load --store`")


class EndpointFailed(UsageError):
    """A SPARQL endpoint that cannot be reached, gives no answer, or gives a part of it only.

    What stands behind `?` in its address may be a secret and is not shown.

    >>> str(EndpointFailed("https://example.org/sparql?key=1", "is too busy; try later"))
    'the endpoint https://example.org/sparql is too busy; try later'
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"the endpoint {_shown(url)} {reason}")


class BrokenOff(EndpointFailed):
    """A load into an endpoint that did not come to its end."""

    def __init__(self, reason: str, written: str) -> None:
        UsageError.__init__(
            self, f"{reason}; {written} are written, and running the same command again finishes the rest"
        )


class ForeignGraph(UsageError):
    """A graph on an endpoint that no load of ours put there, and that is therefore left alone."""

    def __init__(self, url: str, graph: str) -> None:
        super().__init__(
            f"the endpoint {_shown(url)} holds a graph {graph} that its registry does not list, so nothing "
            "was written: remove that graph if nobody needs it, or name another endpoint"
        )


class OtherDossier(UsageError):
    """A store that already holds another dossier."""

    def __init__(self, given: str, held: str) -> None:
        super().__init__(f"the store holds dossier {held!r}, not {given!r}; name another store or give --add")


class MissingExtra(UsageError):
    """An optional package is needed and not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional package: pip install 'coalition-graph[{extra}]'")


def rebuilding(path: Path | str, *, anew: bool = True) -> str:
    """Return the command that brings a store in line with its coding files, for a sentence.

    Args:
        path: folder of the store.
        anew: whether nothing of what it holds is kept.

    >>> rebuilding("my store", anew=False)
    "`coalition-graph load FOLDER --store 'my store'`"
    """
    import shlex

    return f"`coalition-graph load FOLDER --store {shlex.quote(str(path))}{' --rebuild' if anew else ''}`"


def _of(dossiers: Sequence[str]) -> str:
    return f" of {' and '.join(dossiers)}" if dossiers else ""


def _shown(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def did_you_mean(suggestions: Sequence[str]) -> str:
    """Return the closing half-sentence that offers the nearest known words, or nothing.

    >>> did_you_mean(["Sweden", "Yemen"])
    "; did you mean 'Sweden' or 'Yemen'?"
    """
    return f"; did you mean {' or '.join(repr(word) for word in suggestions)}?" if suggestions else ""
