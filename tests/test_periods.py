"""Weeks, months, quarters and years: which is meant, what it is called, which days it holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import periods
from vaultnet.periods import KINDS, Kind

TODAY = date(2026, 11, 20)  # a Friday, in week 47

# kind, what was typed, the name of the period that is meant, or ""
READ: list[tuple[Kind, str, str]] = [
    ("week", "2026-W39", "2026-W39"),
    ("week", "2026w39", "2026-W39"),
    ("week", "W39", "2026-W39"),
    ("week", "week 39 of 2025", "2025-W39"),
    ("week", "52", "2025-W52"),  # this year's has not begun
    ("week", "2026-W53", "2026-W53"),
    ("week", "2025-W53", ""),  # 2025 has 52
    ("week", "W0", ""),
    ("week", "this week", "2026-W47"),
    ("week", "last", "2026-W46"),
    ("week", "next week", "2026-W48"),
    ("week", "2027-01-01", "2026-W53"),
    ("week", "2026-02-30", ""),
    ("month", "2026-09", "2026-09"),
    ("month", "September", "2026-09"),
    ("month", "december", "2025-12"),
    ("month", "dec 2024", "2024-12"),
    ("month", "2024 February", "2024-02"),
    ("month", "2026-13", ""),
    ("month", "9", "2026-09"),
    ("month", "12", "2025-12"),  # this year's has not begun
    ("month", "month 09", "2026-09"),
    ("month", "9 2024", "2024-09"),
    ("month", "month 2 of 2025", "2025-02"),
    ("month", "13", ""),
    ("month", "0", ""),
    ("month", "Sept", "2026-09"),
    ("month", "sept 2024", "2024-09"),
    ("month", "month of May", ""),
    ("month", "Smarch", ""),
    ("month", "the last month", "2026-10"),
    ("quarter", "2026-Q3", "2026-Q3"),
    ("quarter", "q3", "2026-Q3"),
    ("quarter", "Q4 2025", "2025-Q4"),
    ("quarter", "2026-Q5", ""),
    ("quarter", "2026-08-12", "2026-Q3"),
    ("year", "2025", "2025"),
    ("year", "last year", "2025"),
    ("year", "0000", ""),
    ("year", "26", ""),
    ("year", "", ""),
]


@pytest.mark.parametrize(("kind", "text", "name"), READ, ids=[f"{kind} {text}" for kind, text, _ in READ])
def test_which_is_meant(kind: Kind, text: str, name: str) -> None:
    found = periods.read(kind, text, TODAY)
    assert (found.name if found else "") == name


# kind, a day in it, what people call it, its first and last day
HELD: list[tuple[Kind, date, str, str, str]] = [
    ("week", TODAY, "Week 47 of 2026", "2026-11-16", "2026-11-22"),
    ("week", date(2027, 1, 2), "Week 53 of 2026", "2026-12-28", "2027-01-03"),
    ("month", date(2024, 2, 29), "February 2024", "2024-02-01", "2024-02-29"),
    ("month", date(2026, 12, 31), "December 2026", "2026-12-01", "2026-12-31"),
    ("quarter", TODAY, "October to December 2026", "2026-10-01", "2026-12-31"),
    ("year", TODAY, "2026", "2026-01-01", "2026-12-31"),
    ("week", date.min, "Week 1 of 1", "0001-01-01", "0001-01-07"),
    ("week", date.max, "Week 52 of 9999", "9999-12-27", "9999-12-31"),
]


@pytest.mark.parametrize(("kind", "day", "title", "first", "last"), HELD, ids=[one[2] for one in HELD])
def test_what_it_is_called(kind: Kind, day: date, title: str, first: str, last: str) -> None:
    found = periods.holding(kind, day)
    assert (found.title, found.first.isoformat(), found.last.isoformat()) == (title, first, last)


@given(st.sampled_from(KINDS), st.dates())
def test_a_day_lies_in_one_period_and_its_neighbours_adjoin(kind: Kind, day: date) -> None:
    found = periods.holding(kind, day)
    assert found.first <= day <= found.last
    assert periods.holding(kind, found.first) == found == periods.holding(kind, found.last)
    assert periods.named(found.name) == found
    before, after = periods.before(found), periods.after(found)
    assert before is None or before.last + timedelta(1) == found.first
    assert after is None or found.last + timedelta(1) == after.first
    assert (before is None) == (found.first == date.min)
    assert (after is None) == (found.last == date.max)


@given(st.sampled_from(KINDS), st.dates(), st.text(max_size=20))
def test_nothing_that_is_typed_raises(kind: Kind, today: date, text: str) -> None:
    periods.read(kind, text, today)
    periods.other_kind(text, kind)


@given(st.sampled_from(KINDS), st.dates(min_value=date(2, 1, 1)))
def test_the_last_whole_one_is_over(kind: Kind, today: date) -> None:
    assert periods.whole(kind, today).last < today


def test_the_name_of_another_kind_is_known() -> None:
    other = periods.other_kind("2026-q3", "week")
    assert other is not None
    assert (other.kind, other.name) == ("quarter", "2026-Q3")
    assert periods.other_kind("2026-W39", "week") is None
