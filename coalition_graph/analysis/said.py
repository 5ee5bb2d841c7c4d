"""The values that the rules of the analysis work on: a statement by one actor, and what it offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coalition_graph import dates, text, vocabulary
from coalition_graph.model import Expression

__all__ = ["Offer", "Said", "conjunction", "spelled"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, as one contribution of one statement.

    Args:
        node: the contribution's node, the same for all actors of a joint statement.
        joint: `true` if the actors of the statement offer it together, or the name of a plan.
    """

    node: str
    kind: str | None = None
    min: int | None = None
    max: int | None = None
    unit: str | None = None
    area: str | None = None
    stage: str = "announced"
    joint: str | None = None

    @property
    def terms(self) -> tuple[object, ...]:
        """All but the node: two sources that report one offer differ only in that."""
        return (self.kind, self.min, self.max, self.unit, self.area, self.stage, self.joint)

    def __str__(self) -> str:
        """Return the offer as a reader wants it: `land 10000–30000 personnel (behind the front)`."""
        joint = {None: None, "false": None, "true": "joint"}.get(self.joint, f"joint {self.joint}")
        stage = None if self.stage == "announced" else self.stage
        aside = "; ".join(part for part in (self.area, joint, stage) if part)
        ends = (None if number is None else str(number) for number in (self.min, self.max))
        words = (self.kind, text.span(*ends), self.unit, f"({aside})" if aside else None)
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Said:
    """That one actor takes a stance in one statement; a joint statement gives one value per actor.

    Args:
        node: the statement.
        source: node of the source; None for the analyst's own registry.
        earliest: first day it may have been said; None where no date is known at all.
        latest: last such day: the statement counts as of that day and later.
        credibility: 1 is best; missing counts as 6.
        expression: the conditions, if the statement names some.
        unconditional: whether it says `conditions: none`; with neither, it is silent on conditions.
        group: the group that said it, where it stands for a member.
    """

    node: str
    actor: str
    proposal: str
    stance: str
    source: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    attribution: str = "reported"
    credibility: int = vocabulary.WORST_CREDIBILITY
    expression: Expression | None = None
    unconditional: bool = False
    offers: tuple[Offer, ...] = ()
    to: tuple[str, ...] = ()
    group: str = ""

    @property
    def sign(self) -> int:
        """1 for pledges, open and supports, 0 for undecided, -1 for declines and opposes."""
        score = vocabulary.SCORES[self.stance]
        return (score > 0) - (score < 0)

    @property
    def gives_conditions(self) -> bool:
        """Whether the statement says anything on conditions, be it that there are none."""
        return self.unconditional or self.expression is not None

    @property
    def rank(self) -> tuple[bool, int]:
        """The order among statements of one day: on record first, then the better credibility."""
        return (self.attribution not in vocabulary.ON_RECORD, self.credibility)

    @property
    def dated(self) -> str | None:
        """The days it may have been said on as dates are written: a day, a month, a year or a span."""
        return dates.written(self.earliest, self.latest) if self.earliest and self.latest else None

    def counts(self, as_of: dt.date | None, on_record: bool = False) -> bool:
        """Return whether it counts as of a day; undated ones count only without one."""
        dated = as_of is None or (self.latest is not None and self.latest <= as_of)
        return dated and not (on_record and self.attribution not in vocabulary.ON_RECORD)

    def straddles(self, as_of: dt.date | None) -> bool:
        """Return whether the day lies within the days it may have been said on, so that nobody can tell."""
        if as_of is None or self.earliest is None or self.latest is None:
            return False
        return self.earliest <= as_of < self.latest


def conjunction(parts: list[Expression]) -> Expression | None:
    """Return what holds when all of several expressions hold; each condition stands once, in order of name.

    >>> first, second = Expression(op="all", parts=("b",)), Expression(op="all", parts=("a", "b"))
    >>> spelled(conjunction([first, second]))
    'a|b'
    """
    if len(parts) <= 1:
        return parts[0] if parts else None
    flat = [leaf for part in parts for leaf in (part.parts if part.op == "all" else (part,))]
    unique = {spelled(leaf): leaf for leaf in flat}
    return Expression(op="all", parts=tuple(unique[text] for text in sorted(unique)))


def spelled(
    expression: Expression | str | None, top: bool = True, words: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return conditions as tables write them: bare ids, `a|b` for all of them, else `any(a|b)`, nested.

    Args:
        words: by node, what to write in place of the id.

    >>> either = Expression(op="any", parts=("condition:b", "condition:c"))
    >>> spelled(either), spelled(Expression(op="all", parts=("condition:a", either)))
    ('any(b|c)', 'a|any(b|c)')
    """
    if expression is None:
        return ""
    if isinstance(expression, str):
        return words.get(expression) or vocabulary.local(expression) or expression
    inner = "|".join(spelled(part, False, words) for part in expression.parts)
    return inner if top and expression.op == "all" else f"{expression.op}({inner})"
