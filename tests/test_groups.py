"""Who belongs to which group on a day, groups within groups included."""

from __future__ import annotations

import datetime as dt

import pytest

from coalition_graph.analysis.groups import Belonging, Groups

DAY = dt.date(2025, 2, 17)


@pytest.mark.parametrize(
    ("first", "last", "day", "holds"),
    [
        (None, None, DAY, True),
        (DAY, DAY, DAY, True),
        (dt.date(2025, 2, 18), None, DAY, False),
        (None, dt.date(2025, 2, 16), DAY, False),
        (None, dt.date(2025, 2, 16), None, False),
        (dt.date(2025, 2, 18), None, None, True),
    ],
)
def test_a_membership_holds_from_its_first_to_its_last_day(
    first: dt.date | None, last: dt.date | None, day: dt.date | None, holds: bool
) -> None:
    assert Belonging("group:g", "country:SE", first, last).holds(day) is holds


def test_groups_have_the_members_of_the_day_and_may_hold_groups() -> None:
    groups = [
        Belonging("group:big", "group:small"),
        Belonging("group:big", "country:FR"),
        Belonging("group:small", "country:LV", dt.date(2020, 1, 1)),
        Belonging("group:small", "country:GB", None, dt.date(2019, 12, 31)),
        Belonging("group:small", "group:big"),
    ]
    assert Groups(groups, dt.date(2021, 1, 1)).members()["group:big"] == ["country:FR", "country:LV"]
    assert Groups(groups, dt.date(2019, 1, 1)).members()["group:small"] == ["country:FR", "country:GB"]
    assert Groups(groups, None).around("country:LV") == ["country:LV", "group:big", "group:small"]


def test_dates_of_membership_stand_for_all_days_that_they_may_mean() -> None:
    given = Belonging.written("group:g", "country:SE", "2025-03", "2025")
    assert (given.first, given.last) == (dt.date(2025, 3, 1), dt.date(2025, 12, 31))
