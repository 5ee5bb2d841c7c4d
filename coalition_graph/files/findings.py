"""What linking finds wrong: collected as it goes, told all at once, each place once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from coalition_graph import text
from coalition_graph.errors import Problem
from coalition_graph.files.coding import Coding, Loc
from coalition_graph.files.lookup import unknown

__all__ = ["MOST_TOLD", "Entry", "Findings", "entries_of", "few", "left_out"]

Value = TypeVar("Value")
_UNKNOWN: Final = {"actor": "E301", "proposal": "E302", "condition": "E303", "meeting": "E304"}
# More problems of one file nobody reads; the last one says how many were not told.
MOST_TOLD: Final = 200
_MOST_SUGGESTED = 200
_LONGEST_SUGGESTED = 200


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """A value with the place where it stands, so that a clash can name both places."""

    value: Value
    coding: Coding
    loc: Loc

    def at(self, *inner: str | int) -> str:
        """Return `path:line` of the value, or of a part of it."""
        return f"{self.coding.path}:{self.coding.place(*self.loc, *inner)[0]}"


def entries_of(codings: Iterable[Coding], section: str) -> list[Entry[Any]]:
    """Return the entries of one section of all files, in their order."""
    return [
        Entry(value, coding, (section, index))
        for coding in codings
        for index, value in enumerate(getattr(coding.file, section))
    ]


class Findings:
    """Problems in the order found; `errors` counts, so that an entry can tell whether it went wrong.

    Args:
        lost: names that faulty entries would have declared; to refer to one is no second fault.
    """

    def __init__(self, lost: Iterable[str] = ()) -> None:
        self._found: dict[Problem, None] = {}
        self._lost = frozenset(map(text.fold, lost))
        self._near: dict[tuple[str, str], Sequence[str]] = {}
        self.errors = 0

    def add(self, coding: Coding, code: str, message: str, loc: Loc) -> None:
        """Note one problem at the place of a value, which may stand in `defaults`."""
        problem = coding.problem(code, message, *_written(coding, loc))
        self._found[problem] = None
        self.errors += problem.is_error

    def at(self, entry: Entry[Value], code: str, message: str, *inner: str | int) -> None:
        """Note one problem at the place of an entry, or of a part of it."""
        self.add(entry.coding, code, message, (*entry.loc, *inner))

    def missing(self, coding: Coding, code: str, name: str, message: str, loc: Loc) -> None:
        """Note that nothing bears `name`, unless the fault of its declaration is told already."""
        if text.fold(name) in self._lost:
            self.errors += 1
        else:
            self.add(coding, code, message, loc)

    def unknown(
        self, what: str, name: str, suggest: Callable[[str], Sequence[str]], coding: Coding, loc: Loc
    ) -> None:
        """Note that a name refers to no thing of its kind, with what it may be a slip of."""
        message = unknown(what, name, self.suggested(what, name, suggest))
        self.missing(coding, _UNKNOWN[what], name, message, loc)

    def suggested(self, what: str, name: str, suggest: Callable[[str], Sequence[str]]) -> Sequence[str]:
        """Return what `name` may be a slip of; not for endlessly many or long names, for it takes time."""
        key = what, name
        if key not in self._near:
            sensible = len(self._near) < _MOST_SUGGESTED and len(name) < _LONGEST_SUGGESTED
            self._near[key] = suggest(name) if sensible else ()
        return self._near[key]

    def problems(self) -> list[Problem]:
        """Return what was found, each problem once; of a file with very many the first, and how many more."""
        by_path: dict[str, list[Problem]] = {}
        for problem in self._found:
            by_path.setdefault(problem.path, []).append(problem)
        return [problem for found in by_path.values() for problem in few(found)]


def left_out(problem: Problem) -> Problem:
    """Return the warning that stands for an error whose entry is left out.

    >>> print(left_out(Problem("a.yaml", 3, 5, "E301", "unknown actor 'Sweeden'")))
    a.yaml:3:5: W301: unknown actor 'Sweeden'; left out
    """
    if not problem.is_error:
        return problem
    return replace(problem, code=f"W{problem.code[1:]}", message=f"{problem.message}; left out")


def few(problems: Iterable[Problem], untold: int = 0) -> list[Problem]:
    """Return the first problems of one file, errors before warnings, and one that counts the rest.

    Args:
        problems: those that were made.
        untold: how many more there are, of which none was made.

    >>> many = [Problem("a.csv", line, 1, "E301", "unknown actor") for line in range(2, 10_002)]
    >>> few(many)[-1].message
    'and 9,800 more problems in this file; mend the others first'
    """
    found = sorted(problems, key=lambda problem: (not problem.is_error, problem))
    if len(found) <= MOST_TOLD:
        return sorted(found)
    more = text.counted(len(found) - MOST_TOLD + untold, "more problem")
    last = replace(found[MOST_TOLD], message=f"and {more} in this file; mend the others first")
    return [*sorted(found[:MOST_TOLD]), last]


def _written(coding: Coding, loc: Loc) -> Loc:
    """Return where a value is written: under `defaults`, or in a list that goes without its `all`."""
    if len(loc) > 2 and loc[0] == "statements" and loc[:3] not in coding.places:
        default: Loc = ("defaults", *loc[2:])
        loc = default if default[:2] in coding.places else loc
    written: Loc = ()
    for part in loc:
        if part not in ("all", "any") or (*written, part) in coding.places:
            written = (*written, part)
    return written
