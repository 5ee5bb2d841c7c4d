"""From when to when: a value changes on the day that makes it so, and never before."""

from __future__ import annotations

import datetime as dt

from coalition_graph.analysis.conditions import StatusReport
from coalition_graph.analysis.intervals import film
from coalition_graph.analysis.said import Said
from coalition_graph.model import Expression, Requirement
from coalition_graph.picture.spans import History, history

ON_CEASEFIRE = Expression(op="all", parts=("condition:ceasefire",))


def said(number: int, actor: str, stance: str, day: int | None, expression: Expression | None = None) -> Said:
    latest = dt.date(2025, 3, day) if day else None
    return Said(
        f"statement:a.{number}", actor, "proposal:force", stance, latest=latest, expression=expression
    )


def told(found: History) -> list[tuple[str, str, bool, str | None, str | None]]:
    return [
        (span.value[0].actor, span.value[0].stance, span.value[1], span.since, span.until)
        for span in found.positions
    ]


def test_a_new_stance_ends_the_former_one() -> None:
    found = history(film([said(1, "country:SE", "open", 3), said(2, "country:SE", "declines", 9)], [], {}))
    assert told(found) == [
        ("country:SE", "open", False, "2025-03-03", "2025-03-09"),
        ("country:SE", "declines", False, "2025-03-09", None),
    ]


def test_a_reported_status_frees_a_position_and_a_later_one_binds_it_again() -> None:
    reports = [
        StatusReport("report:a.1", "condition:ceasefire", "met", dt.date(2025, 3, 5)),
        StatusReport("report:a.2", "condition:ceasefire", "failed", dt.date(2025, 3, 8)),
    ]
    found = history(film([said(1, "country:SE", "open", 3, ON_CEASEFIRE)], reports, {}))
    assert told(found) == [
        ("country:SE", "open", True, "2025-03-03", "2025-03-05"),
        ("country:SE", "open", False, "2025-03-05", "2025-03-08"),
        ("country:SE", "open", True, "2025-03-08", None),
    ]
    spans = [(span.value, span.since, span.until) for span in found.conditions["condition:ceasefire"]]
    assert spans == [("met", "2025-03-05", "2025-03-08"), ("failed", "2025-03-08", None)]


def test_what_a_condition_requires_may_come_to_hold_through_another_actor() -> None:
    rules = {
        "condition:ceasefire": Requirement(actor="country:RU", stance=("open",), proposal="proposal:force")
    }
    found = history(
        film([said(1, "country:SE", "open", 3, ON_CEASEFIRE), said(2, "country:RU", "open", 7)], [], rules)
    )
    assert ("country:SE", "open", False, "2025-03-07", None) in told(found)


def test_undated_words_hold_on_no_day() -> None:
    assert told(history(film([said(1, "country:SE", "open", None)], [], {}))) == [
        ("country:SE", "open", False, None, None)
    ]


def test_what_undated_words_change_ends_before_everything_counts() -> None:
    words = [said(1, "country:SE", "open", 3), said(2, "country:SE", "open", None, ON_CEASEFIRE)]
    assert told(history(film(words, [], {}))) == [
        ("country:SE", "open", False, "2025-03-03", "9999-12-31"),
        ("country:SE", "open", True, None, None),
    ]
