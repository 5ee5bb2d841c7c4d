"""Dates as sources give them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition_graph import dates


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2025-03-27", "2025-03-27", "2025-03-27"),
        ("2025-03", "2025-03-01", "2025-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-03-24/2025-03-25", "2025-03-24", "2025-03-25"),
        ("2025-03/2025-04", "2025-03-01", "2025-04-30"),
        ("2025-03-28~", "2025-03-28", "2025-03-28"),
    ],
)
def test_a_date_keeps_its_first_and_last_day(written: str, earliest: str, latest: str) -> None:
    span = dates.parse(written)
    assert (span.text, span.earliest.isoformat(), span.latest.isoformat()) == (written, earliest, latest)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "~",
        "2025-13",
        "2025-02-30",
        "25-03-01",
        "2025-3-1",
        "27.03.2025",
        "2025-03-25/2025-03-24",
        "circa 2025",
        "2025-03-27T10:00",
        "0000",
        "2025/",
        "/2025",
        "٢٠٢٥",
        "2025-03-27 ",
    ],
)
def test_what_is_no_date_says_how_to_write_one(written: str) -> None:
    with pytest.raises(dates.BadDate) as caught:
        dates.parse(written)
    assert str(caught.value)


def test_about_is_told_and_changes_no_day() -> None:
    assert dates.parse("2025-03-28~").about
    assert dates.parse("2025-03-28~").latest == dates.parse("2025-03-28").latest


@given(st.dates())
def test_every_day_is_a_date(day: dt.date) -> None:
    assert dates.parse(day.isoformat()).earliest == day == dates.day(day.isoformat())
