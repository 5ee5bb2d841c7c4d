"""What a network is asked for: modes and options, with the names of Discourse Network Analyzer (DNA)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypedDict, get_args

from coalition_graph.errors import BadParameter, did_you_mean
from coalition_graph.text import nearest
from coalition_graph.vocabulary import SCORES

__all__ = [
    "AGREEMENT",
    "DUPLICATES",
    "LEVELS",
    "MODES",
    "NORMALISATIONS",
    "QUALIFIERS",
    "Asked",
    "Duplicates",
    "Level",
    "Mode",
    "Normalisation",
    "Options",
    "Qualifier",
    "agreement",
    "days",
    "one_of",
]

Mode = Literal[
    "actor-proposal", "congruence", "conflict", "subtract", "ignore", "co-attendance", "conditions"
]
Qualifier = Literal["ignore", "combine", "subtract"]
Normalisation = Literal["none", "average", "jaccard", "cosine", "activity", "prominence"]
Duplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]
Level = Literal["country", "organisation", "person", "party"]

MODES: Final = get_args(Mode)
QUALIFIERS: Final = get_args(Qualifier)
NORMALISATIONS: Final = get_args(Normalisation)
DUPLICATES: Final = get_args(Duplicates)
LEVELS: Final = get_args(Level)

# The levels k of n(a, c, k): as an index into what is counted.
DISAGREES, AGREES, NEITHER = 0, 1, 2
AGREEMENT: Final[dict[str, int]] = {
    "pledges": AGREES,
    "open": AGREES,
    "supports": AGREES,
    "undecided": NEITHER,
    "declines": NEITHER,
    "opposes": DISAGREES,
}
_WORDS: Final = {"disagree": DISAGREES, "agree": AGREES, "neither": NEITHER}
_DAYS: Final = re.compile(r"([1-9]\d{0,4})([dwy])\Z", re.ASCII)
_UNITS: Final = {"d": 1, "w": 7, "y": 365}
_TWO_MODE: Final = ("none", "activity", "prominence")
_ONE_MODE: Final = ("none", "average", "jaccard", "cosine")


class Asked(TypedDict, total=False):
    """The keywords of `Graph.projection`, as a caller gives them.

    Args:
        qualifier: of `actor-proposal`: `ignore` counts statements, `subtract` those that agree less those
            that disagree, `combine` tells which of them occur (1 agree, 2 disagree, 3 both).
        agreement: changes such as `declines=disagree`; else `pledges`, `open` and `supports` agree, `opposes`
            disagrees, `undecided` and `declines` do neither.
        scale: use the five points of the stances in place of agreement.
        normalise: `none`, `average`, `jaccard` or `cosine`; two-mode `none`, `activity` or `prominence`.
        duplicates: `include` all, or count what an actor repeats on a proposal once per `document`, `week`,
            `month`, `year` or `acrossrange`.
        since: first day; undated statements are then left out, and counted in the notes.
        until: last day, likewise.
        min_statements: leave out actors with fewer statements; in `co-attendance`, with fewer meetings.
        exclude: names of actors, persons, proposals, sources, meetings or stances to leave out.
        invert: keep only those, kind by kind.
        level: count for the `country`, `organisation`, `person` or `party`; else for actors as coded.
        isolates: keep nodes without a tie, as it is by default; also those that are left with none because of
            other options, as in DNA.
        proposal: only on this one and all that lie within it.
    """

    qualifier: Qualifier
    agreement: Iterable[str]
    scale: bool
    normalise: Normalisation
    duplicates: Duplicates
    since: str | dt.date | None
    until: str | dt.date | None
    min_statements: int
    exclude: Iterable[str]
    invert: bool
    level: Level | None
    isolates: bool
    proposal: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """What a network is asked for, all names as nodes.

    Args:
        qualifier: how stances count in `actor-proposal`.
        agreement: per stance `AGREES`, `DISAGREES` or `NEITHER`.
        scale: count with the five points of the stances, in place of agreement.
        since: first day; a statement counts where all days that it may have been said on lie between.
        min_statements: leave out actors with fewer statements; in `co-attendance`, with fewer meetings.
        exclude: nodes of actors, persons, proposals, sources, meetings or stances to leave out.
        invert: keep only those, kind by kind, in place of leaving them out.
        level: what statements are counted for; None for actors as coded.
        isolates: keep nodes without a tie.
        proposal: only on this one and all that lie within it.

    Raises:
        BadParameter: a word that an option does not take, or a normalisation that does not fit the mode.

    >>> Options("congruence", normalise="jaccard").two_mode
    False
    """

    mode: Mode
    qualifier: Qualifier = "ignore"
    agreement: Mapping[str, int] = field(default_factory=lambda: AGREEMENT)
    scale: bool = False
    normalise: Normalisation = "none"
    duplicates: Duplicates = "include"
    since: dt.date | None = None
    until: dt.date | None = None
    min_statements: int = 0
    exclude: frozenset[str] = frozenset()
    invert: bool = False
    level: Level | None = None
    isolates: bool = True
    proposal: str | None = None

    def __post_init__(self) -> None:
        one_of("mode", self.mode, MODES)
        one_of("qualifier", self.qualifier, QUALIFIERS)
        one_of("normalise", self.normalise, NORMALISATIONS)
        one_of("duplicates", self.duplicates, DUPLICATES)
        if self.level is not None:
            one_of("level", self.level, LEVELS)
        fitting = self._normalisations
        if self.normalise not in fitting:
            mend = f"{self.mode} takes {', '.join(fitting)}"
            raise BadParameter("normalise", self.normalise, mend)
        if self.mode == "co-attendance" and self.proposal:
            raise BadParameter("proposal", self.proposal, "co-attendance is about meetings; leave it out")
        if self.since and self.until and self.until < self.since:
            raise BadParameter(
                "until", str(self.until), f"it is before {self.since}, the first day asked for"
            )

    @property
    def two_mode(self) -> bool:
        """Whether its rows are actors and its columns are proposals."""
        return self.mode == "actor-proposal"

    @property
    def ignores_stance(self) -> bool:
        """Whether it is all one what was said."""
        if self.two_mode:
            return self.qualifier == "ignore"
        return self.mode in ("ignore", "co-attendance", "conditions")

    @property
    def _normalisations(self) -> tuple[str, ...]:
        if self.mode == "conditions":
            return ("none",)
        return _TWO_MODE if self.two_mode else _ONE_MODE


def one_of(option: str, given: str, known: Iterable[str]) -> None:
    """Check that an option is given one of its words.

    Raises:
        BadParameter: it is not.

    >>> one_of("level", "country", ("country", "person"))
    """
    if given not in known:
        hint = did_you_mean(nearest(given, known)) or f"; write one of {', '.join(known)}"
        raise BadParameter(option, given, f"there is no such word{hint}")


def agreement(changes: Iterable[str]) -> dict[str, int]:
    """Return what each stance counts as, changed by words such as `declines=disagree`.

    Raises:
        BadParameter: a text of another shape, or words that are not known.

    >>> agreement(["declines=disagree"])["declines"] == AGREEMENT["opposes"]
    True
    """
    found = dict(AGREEMENT)
    for change in changes:
        stance, _, word = change.partition("=")
        if stance not in SCORES or word not in _WORDS:
            mend = "write STANCE=agree, =disagree or =neither, such as declines=disagree; the stances are "
            raise BadParameter("agreement", change, mend + ", ".join(SCORES))
        found[stance] = _WORDS[word]
    return found


def days(option: str, given: str) -> int:
    """Return how many days a length such as `30d`, `2w` or `1y` has; a year has 365.

    Raises:
        BadParameter: it is no length of time.

    >>> days("window", "30d"), days("window", "2w")
    (30, 14)
    """
    shape = _DAYS.match(given)
    if shape is None:
        raise BadParameter(option, given, "write a number of days, weeks or years, such as 30d, 2w or 1y")
    return int(shape[1]) * _UNITS[shape[2]]
