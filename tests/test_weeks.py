"""A year by months and weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import weeks

TODAY = date(2026, 11, 20)
ANY_DAY = st.dates()

# title, today, first month, its first Monday, how many weeks each month has
YEARS = [
    ("in a month", TODAY, date(2025, 12, 1), date(2025, 12, 1), [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 3]),
    (
        "on a day whose week belongs to the month before",
        date(2026, 2, 1),
        date(2025, 2, 1),
        date(2025, 2, 3),
        [4, 4, 4, 5, 4, 5, 4, 4, 5, 4, 4, 5],
    ),
    (
        "on a day whose week belongs to the month after",
        date(2026, 9, 28),
        date(2025, 11, 1),
        date(2025, 11, 3),
        [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 1],
    ),
    ("on the calendar's first day", date.min, date.min, date.min, [1]),
    (
        "on the calendar's last day",
        date.max,
        date(9999, 1, 1),
        date(9999, 1, 4),
        [4, 4, 4, 5, 4, 4, 5, 4, 5, 4, 4, 5],
    ),
]


@pytest.mark.parametrize(
    ("today", "first", "begins", "lengths"), [pytest.param(*case[1:], id=case[0]) for case in YEARS]
)
def test_a_year_of_months_and_weeks(today: date, first: date, begins: date, lengths: list[int]) -> None:
    found = weeks.year(today)
    assert (found[0].first, found[0].weeks[0]) == (first, begins)
    assert weeks.begins(today) == begins
    assert [len(month.weeks) for month in found] == lengths


@given(ANY_DAY)
def test_every_week_is_in_one_month_and_none_is_left_out(today: date) -> None:
    every = [week for month in weeks.year(today) for week in month.weeks]
    assert every[-1] == weeks.monday(today)
    assert every == [every[0] + timedelta(7 * number) for number in range(len(every))]
    for month in weeks.year(today):
        for week in month.weeks:
            days = [week.toordinal() + number for number in range(7)]
            inside = [day for day in days if _is_in(day, month.first)]
            assert len(inside) >= 4


def _is_in(number: int, month: date) -> bool:
    if number > date.max.toordinal():
        return month == date(9999, 12, 1)
    day = date.fromordinal(number)
    return (day.year, day.month) == (month.year, month.month)


def test_days_are_counted_by_the_monday_of_their_weeks() -> None:
    found = weeks.by_week(["2026-11-16", "2026-11-20", "2026-11-22", "2026-11-23", "2025-12-31"])
    assert found == {date(2026, 11, 16): 3, date(2026, 11, 23): 1, date(2025, 12, 29): 1}


def test_a_year_as_two_lines_of_text() -> None:
    days = {date(2025, 12, 8): 1, date(2026, 1, 26): 2, date(2026, 11, 9): 9, date(2026, 11, 16): 10}
    assert weeks.strip(days, TODAY) == (
        "Dec  Jan   Feb  Mar  Apr   May  Jun  Jul   Aug  Sep  Oct   Nov",
        "·1·· ····2 ···· ···· ····· ···· ···· ····· ···· ···· ····· ·9+",
    )


@given(ANY_DAY)
def test_the_two_lines_fit_a_narrow_terminal(today: date) -> None:
    above, below = weeks.strip({}, today)
    assert max(len(above), len(below)) <= 76
    assert below.replace(" ", "") == "·" * sum(len(month.weeks) for month in weeks.year(today))
