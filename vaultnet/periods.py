"""Weeks, months, quarters and years: how they are called, how people write them, and which days they hold. Pure.

A week begins on Monday and is called by its ISO number, ``2026-W39``: the first days of January may belong to the
last week of the year before.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from vaultnet.dates import MONTH_NUMBERS, MONTHS, earlier, later, parse_day

Kind: TypeAlias = Literal["week", "month", "quarter", "year"]

KINDS: tuple[Kind, ...] = ("week", "month", "quarter", "year")

WRITTEN: Mapping[Kind, str] = {
    "week": "2026-W39, W39",
    "month": "2026-09, September",
    "quarter": "2026-Q3, Q3",
    "year": "2026",
}
"""How a period of each kind is written, as an example."""

_MONTHS_IN: Mapping[Kind, int] = {"month": 1, "quarter": 3, "year": 12}
_YEAR = r"(?P<year>[0-9]{4})"
_NUMBER = r"(?P<number>[0-9]{1,2})"
_WRITTEN: Mapping[Kind, tuple[str, ...]] = {
    "week": (rf"{_YEAR}[- ]?w{_NUMBER}", rf"(?:w|week )?{_NUMBER}(?:(?:[ -]| of ){_YEAR})?"),
    "month": (
        rf"{_YEAR}-{_NUMBER}",
        rf"(?P<month>[a-z]{{3,9}})(?: {_YEAR})?",
        rf"{_YEAR} (?P<month>[a-z]{{3,9}})",
        rf"(?:month )?{_NUMBER}(?:(?:[ -]| of ){_YEAR})?",
    ),
    "quarter": (rf"{_YEAR}[- ]?q{_NUMBER}", rf"(?:q|quarter )?{_NUMBER}(?:(?:[ -]| of ){_YEAR})?"),
    "year": (_YEAR,),
}
_PATTERNS = {kind: tuple(map(re.compile, patterns)) for kind, patterns in _WRITTEN.items()}
_NEAR: Mapping[str, int] = {
    **dict.fromkeys(("this", "current", "running", "now"), 0),
    **dict.fromkeys(("last", "previous"), -1),
    **dict.fromkeys(("next", "coming"), 1),
}


class Period(NamedTuple):
    """A week, month, quarter or year, with its first and its last day."""

    kind: Kind
    first: date
    last: date

    @property
    def name(self) -> str:
        """What it is called: ``2026-W39``, ``2026-09``, ``2026-Q3``, ``2026``."""
        year, month = self.first.year, self.first.month
        if self.kind == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year:04}-W{week:02}"
        if self.kind == "month":
            return f"{year:04}-{month:02}"
        return f"{year:04}-Q{(month + 2) // 3}" if self.kind == "quarter" else f"{year:04}"

    @property
    def title(self) -> str:
        """What people call it: ``Week 39 of 2026``, ``September 2026``, ``July to September 2026``, ``2026``."""
        first, last, year = MONTHS[self.first.month - 1], MONTHS[self.last.month - 1], self.first.year
        if self.kind == "week":
            year, week, _ = self.first.isocalendar()
            return f"Week {week} of {year}"
        if self.kind == "month":
            return f"{first} {year}"
        return f"{first} to {last} {year}" if self.kind == "quarter" else str(year)

    @property
    def folder(self) -> date:
        """A day in the year that its name begins with: of a week its Thursday."""
        return later(self.first, 3) if self.kind == "week" else self.first


def holding(kind: Kind, day: date) -> Period:
    """Give the period of a kind that holds a day."""
    if kind == "week":
        first = earlier(day, day.weekday())
        return Period(kind, first, later(first, 6))
    months = _MONTHS_IN[kind]
    return _months(kind, day.year, (day.month - 1) // months * months + 1)


def before(period: Period) -> Period | None:
    """Give the one before; None at the calendar's beginning."""
    day = earlier(period.first, 1)
    return holding(period.kind, day) if day < period.first else None


def after(period: Period) -> Period | None:
    """Give the one after; None at the calendar's end."""
    day = later(period.last, 1)
    return holding(period.kind, day) if day > period.last else None


def whole(kind: Kind, today: date) -> Period:
    """Give the last one that is over; at the calendar's beginning the one that runs."""
    running = holding(kind, today)
    return before(running) or running


def named(name: str) -> Period | None:
    """Read what a period is called, exactly as `Period.name` gives it; None for anything else."""
    for kind in KINDS:
        match = _PATTERNS[kind][0].fullmatch(name.casefold())
        found = _numbered(kind, int(match["year"]), match) if match else None
        if found and found.name == name:
            return found
    return None


def read(kind: Kind, text: str, today: date) -> Period | None:
    """Read which period of a kind is meant; None if that isn't clear.

    ``Q3``, ``W39``, ``September`` and its number without their year are the last that have begun; a day means
    the one that holds it, ``this`` the running one, ``last`` the one before.
    """
    words = " ".join(text.casefold().replace(",", " ").split()).removeprefix("the ")
    day = parse_day(words.upper())
    if day:
        return holding(kind, day)
    near = _NEAR.get(words.removesuffix(f" {kind}"))
    if near is not None:
        running = holding(kind, today)
        return running if not near else before(running) if near < 0 else after(running)
    for pattern in _PATTERNS[kind]:
        match = pattern.fullmatch(words)
        if match:
            years = [int(match["year"])] if match["year"] else [today.year + 1, today.year, today.year - 1]
            found = [one for year in years if (one := _numbered(kind, year, match))]
            return next((one for one in found if one.first <= today or match["year"]), None)
    return None


def _numbered(kind: Kind, year: int, match: re.Match[str]) -> Period | None:
    """Give the period of a year that a match says the number, or the month's name, of; None if there is none."""
    said = match.groupdict()
    number = int(said.get("number") or 0) or MONTH_NUMBERS.get(said.get("month") or "", 0)
    try:
        if kind == "week":
            return holding(kind, date.fromisocalendar(year, number, 1))
        return (
            _months(kind, year, (number - 1) * _MONTHS_IN[kind] + 1 if number else 1)
            if _has(kind, number)
            else None
        )
    except (OverflowError, ValueError):
        return None


def _has(kind: Kind, number: int) -> bool:
    return not number if kind == "year" else 1 <= number <= 12 // _MONTHS_IN[kind]


def _months(kind: Kind, year: int, month: int) -> Period:
    last = month + _MONTHS_IN[kind] - 1
    return Period(kind, date(year, month, 1), date(year, last, monthrange(year, last)[1]))


def other_kind(text: str, kind: Kind) -> Period | None:
    """Give the period of another kind that a text names, such as ``2026-Q3`` where a week is wanted."""
    found = named(text.strip().upper())
    return found if found and found.kind != kind else None
