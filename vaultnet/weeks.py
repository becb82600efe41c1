"""A year by months and weeks: which weeks belong to which month, and how often something was in each. Pure.

A week begins on Monday and belongs to the month that has most of its days, which is the month of its Thursday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from vaultnet.dates import MONTHS

MONTHS_SHOWN = 12
"""Months of a year, the one of today among them."""

_THURSDAY = 3


class Month(NamedTuple):
    """A month with its weeks."""

    first: date
    weeks: tuple[date, ...]
    """The Mondays of its weeks, none after today."""


def year(today: date) -> tuple[Month, ...]:
    """Give the twelve months up to the one of this week, earliest first; fewer at the calendar's beginning."""
    month = _month_of(monday(today))
    now = month.year * 12 + month.month - 1
    months = range(max(12, now - MONTHS_SHOWN + 1), now + 1)
    return tuple(_month(date(number // 12, number % 12 + 1, 1), today) for number in months)


def begins(today: date) -> date:
    """Give the first Monday of the year that ends with this week."""
    return year(today)[0].weeks[0]


def monday(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(day.weekday())


def by_week(days: Iterable[str]) -> Mapping[date, int]:
    """Count ISO days by the Monday of their weeks."""
    return Counter(monday(date.fromisoformat(day)) for day in days)


def strip(counts: Mapping[date, int], today: date) -> tuple[str, str]:
    """Draw a year as two lines of text: the months, and below each a digit for each of its weeks.

    A week with nothing is a dot, one with more than nine a plus.
    """
    above, below = [], []
    for month in year(today):
        weeks = "".join(_sign(counts.get(week, 0)) for week in month.weeks)
        width = max(3, len(weeks))
        above.append(MONTHS[month.first.month - 1][:3].ljust(width))
        below.append(weeks.ljust(width))
    return " ".join(above).rstrip(), " ".join(below).rstrip()


def _sign(count: int) -> str:
    return "·" if not count else str(count) if count < 10 else "+"


def _month_of(week: date) -> date:
    return (week + timedelta(_THURSDAY)).replace(day=1)


def _month(first: date, today: date) -> Month:
    thursday = first.toordinal() + (_THURSDAY - first.weekday()) % 7
    mondays = range(thursday - _THURSDAY, min(thursday + 28, today.toordinal() + 1), 7)
    weeks = map(date.fromordinal, mondays)
    return Month(first, tuple(week for week in weeks if _month_of(week) == first))
