"""Values of the analysis said in words, where a reader wants a phrase and not a table cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coalition_graph.analysis.said import Offer
from coalition_graph.model import Expression, Requirement

__all__ = ["conditions", "offers", "requirement"]

Named = Callable[[str], str]


def conditions(expression: Expression | None, name: Named) -> str | None:
    """Return conditions as a phrase with the names of their leaves.

    >>> either = Expression(op="any", parts=("condition:b", "condition:c"))
    >>> conditions(Expression(op="all", parts=("condition:a", either)), lambda node: node[-1])
    'a and (b or c)'
    """
    if expression is None:
        return None
    joint = " or " if expression.op == "any" else " and "
    return joint.join(_condition(part, name) for part in expression.parts)


def _condition(part: Expression | str, name: Named) -> str:
    return name(part) if isinstance(part, str) else f"({conditions(part, name)})"


def offers(given: Iterable[Offer]) -> str | None:
    """Return contributions as a phrase, or None where there is none.

    >>> offers([Offer("x", "land", 10000, 30000, "personnel", "behind the front"), Offer("y", "naval")])
    'land: 10,000–30,000 personnel (behind the front); naval'
    """
    return "; ".join(_offer(offer) for offer in given) or None


def _offer(offer: Offer) -> str:
    joint = "jointly" if offer.joint not in (None, "false") else None
    stage = None if offer.stage == "announced" else offer.stage
    aside = ", ".join(part for part in (offer.area, joint, stage) if part)
    amount = " ".join(part for part in (_amount(offer), offer.unit) if part)
    told = ": ".join(part for part in (offer.kind, amount) if part) or "a contribution"
    return f"{told} ({aside})" if aside else told


def _amount(offer: Offer) -> str | None:
    least, most = (None if number is None else f"{number:,}" for number in (offer.min, offer.max))
    if least is None:
        return f"up to {most}" if most else None
    if most is None:
        return f"at least {least}"
    return least if least == most else f"{least}–{most}"


def requirement(required: Requirement | None, name: Named) -> str | None:
    """Return what a condition requires as a phrase.

    >>> requirement(Requirement(actor="country:US", stance=("open", "pledges"), proposal="proposal:b"), str)
    'once country:US is firmly “open” or “pledges” on “proposal:b”'
    """
    return f"once {_required(required, name)}" if required else None


def _required(required: Requirement, name: Named) -> str:
    if required.any or required.all:
        joint = " or " if required.any else " and "
        return joint.join(f"({_required(part, name)})" for part in (*required.any, *required.all))
    where = f"on “{name(required.proposal or '')}”"
    if required.at_least_personnel is not None:
        return f"at least {required.at_least_personnel:,} personnel are firm {where}"
    stances = " or ".join(f"“{stance}”" for stance in required.stance)
    if required.actor is not None:
        return f"{name(required.actor)} is firmly {stances} {where}"
    return f"at least {required.at_least} actors are firmly {stances} {where}"
