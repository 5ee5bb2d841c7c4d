"""How a statement counts, and how its offers and conditions read."""

from __future__ import annotations

import datetime as dt

from coalition_graph.analysis.said import Offer, Said, conjunction, spelled
from coalition_graph.model import Expression


def test_a_month_counts_from_its_last_day_and_straddles_the_days_before() -> None:
    march = Said("s", "a", "p", "open", earliest=dt.date(2025, 3, 1), latest=dt.date(2025, 3, 31))
    days = [dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2025, 3, 30), dt.date(2025, 3, 31), None]
    assert [march.counts(day) for day in days] == [False, False, False, True, True]
    assert [march.straddles(day) for day in days] == [False, True, True, False, False]
    assert march.dated == "2025-03"


def test_an_undated_statement_counts_only_without_a_day() -> None:
    undated = Said("s", "a", "p", "open")
    assert (undated.counts(None), undated.counts(dt.date(2025, 3, 1)), undated.dated) == (True, False, None)
    assert not undated.straddles(dt.date(2025, 3, 1))


def test_offers_read_as_words() -> None:
    offers = [
        Offer("n", "land", 10000, 30000, "personnel", "behind the front", joint="plan"),
        Offer("n", "air", 6, None, "aircraft", stage="agreed"),
        Offer("n", "funds", None, 5, "EUR", joint="true"),
        Offer("n", "naval", 2, 2, joint="false"),
        Offer("n", area="Lviv"),
    ]
    assert [str(offer) for offer in offers] == [
        "land 10000–30000 personnel (behind the front; joint plan)",
        "air at least 6 aircraft (agreed)",
        "funds up to 5 EUR (joint)",
        "naval 2",
        "(Lviv)",
    ]


def test_all_of_several_expressions() -> None:
    either = Expression(op="any", parts=("condition:b", "condition:c"))
    both = Expression(op="all", parts=("condition:a",))
    assert conjunction([]) is None
    assert spelled(conjunction([either])) == "any(b|c)"
    assert spelled(conjunction([either, both, either])) == "a|any(b|c)"
    nested = Expression(
        op="any", parts=(Expression(op="all", parts=("condition:a", "condition:b")), "condition:c")
    )
    assert spelled(nested) == "any(all(a|b)|c)"
