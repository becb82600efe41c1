"""When a recurring task comes round again: ``every 2 weeks``, ``every month on the last Friday when done``. Pure.

A rule means what it means to the Tasks plugin, whose rules are English that the library rrule.js reads. What
that library would pass over in silence, here makes the rule unreadable: no guess is written into a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from vaultnet.dates import MONTH_NUMBERS, WEEKDAYS

Frequency: TypeAlias = Literal[0, 1, 2, 3]
"""``YEARLY``, ``MONTHLY``, ``WEEKLY`` or ``DAILY``, as dateutil numbers them."""

_WORD = re.compile(r"[0-9]+(?:\.|[a-z]+)?|[a-z]+|,")
_WEEKDAYS = {
    short: number
    for number, name in enumerate(WEEKDAYS)
    for short in (name[:2].lower(), name[:3].lower(), name.lower())
} | {"tues": 1, "thur": 3, "thurs": 3}
_NTHS = {"first": 1, "second": 2, "third": 3}
_NTH = re.compile(r"([1-9][0-9]?)(?:\.|st|nd|rd|th)")
_NUMBER = re.compile("[1-9][0-9]{0,3}")
_UNITS: dict[str, Frequency] = {"day": DAILY, "week": WEEKLY, "month": MONTHLY, "year": YEARLY}
_WORKDAYS = tuple(weekday(number) for number in range(5))
_RULE = re.compile(r"([a-z0-9, .]+?)( when done)?!*")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was read: how often, and on which days."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    """Days of the month; negative ones count from its end."""
    months: tuple[int, ...] = ()
    when_done: bool = False
    """Whether the rule counts from the day on which the task was done, not from the task's own days."""

    def series(self, start: date) -> rrule:
        """Return the days that the rule gives from ``start`` on."""
        return rrule(
            self.frequency,
            datetime.fromordinal(start.toordinal()),
            self.interval,
            wkst=MO,
            byweekday=self.weekdays or None,
            bymonthday=self.month_days or None,
            bymonth=self.months or None,
        )

    def next_day(self, reference: date) -> date | None:
        """Return the rule's first day after ``reference``; None if there is none that a calendar holds.

        Where ``every month`` or ``every year`` meets a month without that day, the last day before it is
        taken, as Tasks does: 31 January is followed by 28 February. A rule that names its day skips the month.
        """
        start = reference
        while True:
            found = self._after(start)
            if found is None or not self._skips(reference, found):
                return found
            start -= timedelta(1)

    def _after(self, start: date) -> date | None:
        try:
            found = self.series(start).after(datetime.fromordinal(start.toordinal()))
        except ValueError:  # rrule counts the days of the week that the calendar ends in beyond its end
            return None
        return found.date() if found else None

    def _skips(self, reference: date, found: date) -> bool:
        """Tell whether a day lies further ahead than the rule asks, because a month has no such day."""
        if self.months or self.month_days or self.weekdays:
            return False
        years = found.year - reference.year
        if self.frequency == YEARLY:
            return years > self.interval
        return self.frequency == MONTHLY and years * 12 + found.month - reference.month > self.interval


def read(text: str) -> Rule | None:
    """Read a rule; None for what is no rule, or says more than can be read."""
    match = _RULE.fullmatch(" ".join(text.lower().split())) if len(text) <= _LONGEST else None
    if match is None or _WORD.sub("", match[1]).strip():
        return None
    reader = _Reader(_WORD.findall(match[1]))
    return reader.rule(match[2] is not None) if reader.read() else None


@dataclass(slots=True)
class _Reader:
    """Reads the words of a rule from left to right."""

    words: list[str]
    at: int = 0
    frequency: Frequency = DAILY
    interval: int = 1
    weekdays: list[weekday] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)

    def rule(self, when_done: bool) -> Rule:
        """Return what was read."""
        days = tuple(self.weekdays), tuple(self.month_days), tuple(self.months)
        return Rule(self.frequency, self.interval, *days, when_done)

    def read(self) -> bool:
        """Read everything; False if the words make no rule."""
        if not self._take("every"):
            return False
        if _NUMBER.fullmatch(self._word()):
            self.interval = int(self._next())
        return self._unit() and (self._ended() or self._days()) and self._is_possible()

    def _unit(self) -> bool:
        """Read what comes round: ``weeks``, ``weekday``, ``Monday, Wednesday``, ``April and December``."""
        word = self._word()
        singular = word.removesuffix("s")
        if singular in _UNITS:
            self._next()
            self.frequency = _UNITS[singular]
        elif singular == "weekday":
            self._next()
            self.frequency, self.weekdays = WEEKLY, list(_WORKDAYS)
        elif word in _WEEKDAYS or word in MONTH_NUMBERS:
            self.frequency = WEEKLY if word in _WEEKDAYS else YEARLY
            return self._names()
        else:
            return False
        return True

    def _names(self) -> bool:
        """Read weekdays or months; False if one is missing after a comma."""
        while self._weekday() if self.frequency == WEEKLY else self._month():
            if not self._and():
                return True
        return False

    def _days(self) -> bool:
        """Read the days that a rule names: ``on the 1st and 24th``, ``on the 2nd last Friday``, ``in May``."""
        if self.frequency == DAILY or not (self._take("on", "in") or self._word() == "the"):
            return False
        while True:
            self._take("the")
            nth = self._nth()
            if self._weekday():
                if nth:
                    self.weekdays[-1] = self.weekdays[-1](nth)
            elif nth:
                self.month_days.append(nth)
                self._take("day")
            elif self._take("weekday", "weekdays"):
                self.weekdays.extend(_WORKDAYS)
            elif not self._month():
                return False
            if self._ended():
                return True
            if not (self._and() or self._take("on", "in") or self._word() == "the"):
                return False

    def _nth(self) -> int:
        """Read ``2nd``, ``last`` or ``2nd last``; 0 if none stands there."""
        if self._take("last"):
            return -1
        written = _NTH.fullmatch(self._word())
        number = int(written[1]) if written else _NTHS.get(self._word(), 0)
        if number:
            self._next()
        return -number if number and self._take("last") else number

    def _is_possible(self) -> bool:
        """Tell whether there can be such days: no 32nd, and no sixth Friday of a month."""
        most = 53 if self.frequency == YEARLY and not self.months else 5
        return all(abs(day) <= 31 for day in self.month_days) and all(
            abs(day.n or 1) <= most for day in self.weekdays
        )

    # --- words ---

    def _ended(self) -> bool:
        return self.at == len(self.words)

    def _word(self) -> str:
        """Return the next word, ``""`` at the end."""
        return "" if self._ended() else self.words[self.at]

    def _next(self) -> str:
        """Go past the next word."""
        self.at += 1
        return self.words[self.at - 1]

    def _take(self, *words: str) -> bool:
        """Go past the next word if it is one of these."""
        found = self._word() in words
        self.at += found
        return found

    def _and(self) -> bool:
        """Go past a comma, *and* and *or*, in whatever number."""
        before = self.at
        while self._take(",", "and", "or"):
            pass
        return self.at > before

    def _weekday(self) -> bool:
        number = _WEEKDAYS.get(self._word())
        if number is not None:
            self.weekdays.append(weekday(number))
            self._next()
        return number is not None

    def _month(self) -> bool:
        number = MONTH_NUMBERS.get(self._word())
        if number is not None:
            self.months.append(number)
            self._next()
        return number is not None
