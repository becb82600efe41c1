"""When a recurring task comes round again. The days are those that rrule.js and the Tasks plugin give."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.edits.recurrence import read

# A rule, a day, and the rule's next day.
CASES = [
    ("every day", "2026-11-20", "2026-11-21"),
    ("every 3 days", "2026-11-20", "2026-11-23"),
    ("every day!", "2026-11-20", "2026-11-21"),
    ("  Every   WEEK ", "2026-11-20", "2026-11-27"),
    ("every 2 weeks", "2026-12-25", "2027-01-08"),
    ("every weekday", "2026-11-20", "2026-11-23"),
    ("every 2 weekdays", "2026-11-20", "2026-11-30"),
    ("every Monday", "2026-11-20", "2026-11-23"),
    ("every mon, wed and fri", "2026-11-20", "2026-11-23"),
    ("every Tuesday and Thursday", "2026-11-24", "2026-11-26"),
    ("every week on Monday, Wednesday", "2026-11-23", "2026-11-25"),
    ("every 3 weeks on Friday", "2026-11-20", "2026-12-11"),
    ("every week on weekdays", "2026-11-20", "2026-11-23"),
    ("every month", "2026-11-20", "2026-12-20"),
    ("every month on the 1st", "2026-11-20", "2026-12-01"),
    ("every month on the 15th and 30th", "2026-11-15", "2026-11-30"),
    ("every month on the last", "2026-11-30", "2026-12-31"),
    ("every month on the last day", "2027-01-31", "2027-02-28"),
    ("every month on the second last", "2026-11-20", "2026-11-29"),
    ("every month on the 2nd Tuesday", "2026-11-20", "2026-12-08"),
    ("every month on the first Monday and the third Monday", "2026-11-20", "2026-12-07"),
    ("every month on the last Friday", "2026-11-27", "2026-12-25"),
    ("every month on the 2nd last Friday", "2026-11-20", "2026-12-18"),
    ("every month on Monday", "2026-11-20", "2026-11-23"),
    ("every 6 months on the 2nd Wednesday", "2026-11-11", "2027-05-12"),
    ("every Friday on the 13th", "2026-11-20", "2027-08-13"),
    ("every January on the 15th", "2026-11-20", "2027-01-15"),
    ("every February on the last", "2026-11-20", "2027-02-28"),
    ("every April and December on the 1st and 24th", "2026-11-20", "2026-12-01"),
    ("every March on the 1st Sunday", "2026-11-20", "2027-03-07"),
    ("every Sept", "2026-11-20", "2027-09-20"),
    ("every year", "2026-11-20", "2027-11-20"),
    ("every 2 years", "2026-11-20", "2028-11-20"),
    ("every year in March", "2026-11-20", "2027-03-20"),
    ("every year on the 1st Monday", "2026-11-20", "2027-01-04"),
    # A month without the day: the last day before it.
    ("every month", "2026-10-31", "2026-11-30"),
    ("every month", "2027-01-31", "2027-02-28"),
    ("every 3 months", "2027-01-31", "2027-04-30"),
    ("every 12 months", "2028-02-29", "2029-02-28"),
    ("every year", "2028-02-29", "2029-02-28"),
    ("every 4 years", "2028-02-29", "2032-02-29"),
    # But a rule that names the day waits for a month that has it.
    ("every month on the 31st", "2027-01-31", "2027-03-31"),
    ("every February on the 29th", "2026-11-20", "2028-02-29"),
    # Never.
    ("every February on the 30th", "2026-11-20", None),
    ("every 9999 years", "2026-11-20", None),
    # Where the calendar ends.
    ("every day", "9999-12-31", None),
    ("every week", "9999-12-24", "9999-12-31"),
    ("every week", "9999-12-25", None),
    ("every 2 weeks", "9999-12-19", None),
    ("every Monday and Friday", "9999-12-27", "9999-12-31"),
    ("every week on Sunday", "9999-12-31", None),
    ("every weekday", "9999-12-31", None),
    ("every month", "9999-12-31", None),
    ("every month on the last Friday", "9999-12-31", None),
    ("every year", "9999-12-31", None),
]

UNREADABLE = [
    "", "every", "week", "every other week", "every two weeks", "every 2nd month", "every blue moon", "every hour",
    "every weekend", "every 0 days", "every day on Monday", "every day for 3 times", "every week until tomorrow",
    "every month on", "every month on the", "every month on the 32nd", "every month on the 6th Monday",
    "every month on the 1st of May", "every Monday tuesday", "every 2 weeks when", "when done", "every week, when",
    "every Monthly", "every Monday,", "every May and", "every month on the 1st,", "every day at 9", "every 10000000000 days", "every 🌕", "every month on the 0th", "every week " * 40,
]  # fmt: skip


@pytest.mark.parametrize(("text", "reference", "expected"), CASES)
def test_next_day(text: str, reference: str, expected: str | None) -> None:
    rule = read(text)
    assert rule
    found = rule.next_day(date.fromisoformat(reference))
    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_says_more_than_can_be_read_is_no_rule(text: str) -> None:
    assert read(text) is None


def test_a_rule_may_count_from_the_day_it_was_done() -> None:
    plain, when_done = read("every 2 weeks"), read("every 2 weeks when done")
    assert plain
    assert when_done
    assert (plain.when_done, when_done.when_done) == (False, True)
    assert plain.next_day(date(2026, 11, 20)) == when_done.next_day(date(2026, 11, 20))


_WORDS = st.sampled_from(
    "every 1 2 5 12 day days week weeks weekday month months year on in the 1st 2nd 31st last first second , and or"
    " monday fri tue january feb september when done !".split()
)
_DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
_LAST_DAYS = st.dates(date(9990, 1, 1), date.max)


@given(
    st.text() | st.lists(_WORDS, max_size=8).map(lambda words: "every " + " ".join(words)), _DAYS | _LAST_DAYS
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_a_next_day_lies_ahead(text: str, reference: date) -> None:
    rule = read(text)
    found = rule.next_day(reference) if rule else None
    assert found is None or found > reference


@given(st.integers(1, 400), st.sampled_from(["day", "week"]), _DAYS)
def test_days_and_weeks_are_counted(number: int, unit: str, reference: date) -> None:
    rule = read(f"every {number} {unit}s")
    assert rule
    assert rule.next_day(reference) == reference + timedelta(number * (7 if unit == "week" else 1))


@given(st.integers(1, 30), _DAYS)
def test_months_are_counted_and_a_day_never_moves_later(number: int, reference: date) -> None:
    rule = read(f"every {number} months")
    found = rule.next_day(reference) if rule else None
    assert found
    assert (found.year - reference.year) * 12 + found.month - reference.month == number
    assert found.day == reference.day or (found.day < reference.day and (found + timedelta(1)).day == 1)
