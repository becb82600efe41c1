"""Days, spans, birthdays, and days in names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.dates import (
    day_in_name,
    day_name,
    earlier,
    exists,
    later,
    next_anniversary,
    other_readings,
    parse_birthday,
    parse_day,
    parse_span,
    say_day,
)

DAY = date(2026, 11, 20)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", DAY),
        ("2026-11-20T09:00", DAY),
        ("2026-11-20T09:00:30", DAY),
        ("2026-11-20T09:00:30.5Z", DAY),
        ("2026-11-20T09:00+01:00", DAY),
        ("2028-02-29", date(2028, 2, 29)),
        ("2026-02-29", None),
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("0000-01-01", None),
        ("20261120", None),
        ("2026-W47-5", None),
        ("2026-11", None),
        ("2026-1-2", None),
        ("2026-11-20 09:00", DAY),
        ("2026-11-20 at nine", None),
        ("2026-11-20T", None),
        ("2026-11-20\n", None),
        (" 2026-11-20", None),
        ("٢٠٢٦-11-20", None),
        ("20 November 2026", None),
        ("", None),
    ],
)
def test_parse_day(text: str, expected: date | None) -> None:
    assert parse_day(text) == expected


def test_exists() -> None:
    assert exists("2028-02-29")
    assert not exists("2026-02-29")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6w", 42), ("45d", 45), ("2mo", 60), ("3m", 90), ("1q", 90), ("1y", 365), ("2yr", 730), ("6 w", 42),
        ("every 6 weeks", 42), ("every week", 7), ("every day", 1), ("every other week", 14), ("each month", 30),
        ("every two months", 60), ("every 1 week", 7), ("a month", 30), ("12 months", 360), ("2 Quarters", 180),
        ("every fortnight", 14), ("daily", 1), ("weekly", 7), ("Monthly", 30), ("quarterly", 90), ("yearly", 365),
        ("annually", 365), ("fortnightly", 14), (" 6w ", 42), ("45", 45), ("100y", 36500),
        ("0w", None), ("0", None), ("-3d", None), ("banana", None), ("every banana", None), ("3 bananas", None),
        ("banana weeks", None), ("", None), ("w", None), ("week", None), ("every", None), ("6", 6), ("6w 2d", None),
        ("1.5y", None), ("101y", None), ("9999999d", None), ("9" * 5000, None), ("٤٥", None), ("every 0 weeks", None),
    ],
)  # fmt: skip
def test_parse_span(text: str, expected: int | None) -> None:
    assert parse_span(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1815-12-10", "1815-12-10"),
        ("--12-10", "--12-10"),
        ("12-10", "--12-10"),
        ("02-29", "--02-29"),
        ("2000-02-29", "2000-02-29"),
        ("1999-02-29", None),
        ("2026-02-30", None),
        ("02-30", None),
        ("13-01", None),
        ("-12-10", None),
        ("12-1", None),
        ("10 December", None),
        ("1815-12-10T00:00", None),
        ("", None),
    ],
)
def test_parse_birthday(text: str, expected: str | None) -> None:
    assert parse_birthday(text) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("28.11.1975", ("1975-11-28",)),
        ("2.5.1990", ("1990-05-02",)),
        ("2. 5. 1990", ("1990-05-02",)),
        ("11/28/1975", ("1975-11-28",)),
        ("28/11/1975", ("1975-11-28",)),
        ("28-11-1975", ("1975-11-28",)),
        ("05/02/1990", ("1990-02-05", "1990-05-02")),
        ("05/05/1990", ("1990-05-05",)),
        ("1975/11/28", ("1975-11-28",)),
        ("1975.1.8", ("1975-01-08",)),
        ("1975-1-8", ("1975-01-08",)),
        ("30.02.1990", ()),
        ("1988-02-30", ()),
        ("28.11/1975", ()),
        ("28.11.75", ()),
        ("28 November 1975", ()),
        ("", ()),
    ],
)
def test_days_written_another_way(text: str, days: tuple[str, ...]) -> None:
    assert other_readings(text) == days


@pytest.mark.parametrize(
    ("birthday", "today", "expected"),
    [
        ("1815-12-10", date(2026, 11, 20), date(2026, 12, 10)),
        ("1815-12-10", date(2026, 12, 10), date(2026, 12, 10)),
        ("1815-12-10", date(2026, 12, 11), date(2027, 12, 10)),
        ("--01-02", date(2026, 11, 20), date(2027, 1, 2)),
        ("--02-29", date(2026, 2, 1), date(2026, 2, 28)),
        ("--02-29", date(2026, 3, 1), date(2027, 2, 28)),
        ("2004-02-29", date(2027, 3, 1), date(2028, 2, 29)),
        ("2004-02-29", date(2028, 2, 28), date(2028, 2, 29)),
    ],
)
def test_next_anniversary(birthday: str, today: date, expected: date) -> None:
    assert next_anniversary(birthday, today) == expected


def test_the_calendars_last_year_has_no_next_one() -> None:
    assert next_anniversary("--05-02", date(9999, 12, 25)) == date(9999, 5, 2)
    assert next_anniversary("--12-31", date(9999, 12, 25)) == date(9999, 12, 31)


@given(DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_an_anniversary_is_never_past_nor_further_than_a_year(born: date, today: date) -> None:
    birthday = parse_birthday(born.isoformat())
    assert birthday is not None
    assert today <= next_anniversary(birthday, today) <= today + timedelta(days=366)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2026-11-20.md", "2026-11-20"),
        ("Meetings/2026/2026-11-20 Ada coffee.md", "2026-11-20"),
        ("Ada coffee 2026-11-20.md", "2026-11-20"),
        ("Ada (2026-11-20).md", "2026-11-20"),
        ("2026_11_20 Ada.md", "2026_11_20"),
        ("2026.11.20 Ada.md", "2026.11.20"),
        ("20261120.md", "20261120"),
        ("20261120 Ada.md", "20261120"),
        ("Ada 20261120.md", "20261120"),
        ("IMG_20261120_1.md", "20261120"),
        ("2026-02-30 and 2026-11-20.md", "2026-11-20"),
        ("2026-11-20 to 2026-11-22.md", "2026-11-20"),
        ("2026-11-20/Ada.md", None),
        ("2026-W39.md", None),
        ("2026-11.md", None),
        ("2026.md", None),
        ("2026-11_20.md", None),
        ("2026-1120.md", None),
        ("2026-11-201.md", None),
        ("12026-11-20.md", None),
        ("202611201230 Ada.md", None),
        ("order20261120.md", None),
        ("20261120a.md", None),
        ("99991120.md", None),
        ("2026-13-45.md", None),
        ("Ada.md", None),
    ],
)
def test_day_in_name(path: str, expected: str | None) -> None:
    assert day_in_name(path) == ((DAY, expected) if expected else None)


@pytest.mark.parametrize(
    ("folder", "moment_format", "path", "quote"),
    [
        ("", "", "2026-11-20.md", "2026-11-20"),
        ("Daily", "YYYY-MM-DD", "Daily/2026-11-20.md", "2026-11-20"),
        ("/Daily/", "YYYY-MM-DD", "Daily/2026-11-20.md", "2026-11-20"),
        ("Daily", "YYYY-MM-DD", "2026-11-20.md", ""),
        ("Daily", "YYYY-MM-DD", "Daily/2026-11-20 Ada.md", ""),
        ("Daily", "YYYY-MM-DD", "Daily/2026-02-30.md", ""),
        ("Daily", "YYYY-MM-DD", "Daily/old/2026-11-20.md", ""),
        ("Daily", "YYYY/MM/YYYY-MM-DD", "Daily/2026/11/2026-11-20.md", "2026/11/2026-11-20"),
        ("Daily", "YYYY/MM/YYYY-MM-DD", "Daily/2025/11/2026-11-20.md", ""),
        ("J", "YYYY/MM-MMMM/YYYY-MM-DD-dddd", "J/2026/11-November/2026-11-20-Friday.md",
         "2026/11-November/2026-11-20-Friday"),
        ("", "dddd, MMMM Do YYYY", "Friday, November 20th 2026.md", "Friday, November 20th 2026"),
        ("", "ddd D MMM YY", "Fr. 20 nov 26.md", "Fr. 20 nov 26"),
        ("", "DD.MM.YYYY", "20.11.2026.md", "20.11.2026"),
        ("", "DD.MM.YYYY", "20-11x2026.md", ""),
        ("", "D-M-YYYY", "20-11-2026.md", "20-11-2026"),
        ("", "YYYYMMDD", "20261120.md", "20261120"),
        ("", "[Day of] YYYY-MM-DD", "Day of 2026-11-20.md", "Day of 2026-11-20"),
        ("", "YYYY-[Q]Q-[W]WW/YYYY-MM-DD", "2026-Q4-W47/2026-11-20.md", "2026-Q4-W47/2026-11-20"),
        ("", "gggg-[W]WW-E/YYYY-MM-DD", "2026-W47-5/2026-11-20.md", "2026-W47-5/2026-11-20"),
        ("", "GGGG-[W]WW-E", "2026-W47-5.md", "2026-W47-5"),
        ("", "GGGG-[W]WW-E", "2026-W54-5.md", ""),
        ("", "YYYY-DDDD", "2026-324.md", "2026-324"),
        ("", "YYYY-DDD", "2026-366.md", ""),
        ("", "YYYY-DDD", "9999-999.md", ""),
        ("", "YYYY-MM-DD HHmm", "2026-11-20 0930.md", "2026-11-20 0930"),
        ("", "gggg-[W]WW", "2026-W47.md", ""),
        ("", "YYYY-MM", "2026-11.md", ""),
        ("", "YYYY MMMM D", "2026 Brumaire 20.md", ""),
        ("", "YYYY-MM-DD.md", "2026-11-20.md", "2026-11-20"),
    ],
)  # fmt: skip
def test_day_name(folder: str, moment_format: str, path: str, quote: str) -> None:
    assert day_name(folder, moment_format).find(path) == ((DAY, quote) if quote else None)


TOKENS = st.sampled_from("YYYY YY MM M MMMM DD D Do DDDD ddd WW gggg E Q HH [ ] . - / ( * \\".split())


@given(st.lists(TOKENS | st.text(max_size=3), max_size=8).map("".join), DAYS)
@settings(max_examples=300, deadline=None)
def test_any_daily_note_settings_find_a_day_in_its_name_or_none(moment_format: str, day: date) -> None:
    """Whatever the format, what it finds is the whole name and a day; and only below the folder."""
    for name in (day.isoformat(), f"{day:%Y%m%d}", f"{day:%d %B %Y}", f"{day:%Y}/{day:%m}/{day:%d}"):
        finder = day_name("Daily", moment_format)
        found = finder.find(f"Daily/{name}.md")
        assert found is None or (isinstance(found[0], date) and found[1] == name)
        assert finder.find(f"Other/{name}.md") is None


@given(st.text("-_ ./()+*?", min_size=1, max_size=3), DAYS)
@settings(max_examples=100, deadline=None)
def test_what_stands_between_a_formats_tokens_means_itself(between: str, day: date) -> None:
    finder = day_name("Daily", f"YYYY{between}MM{between}DD")
    name = f"{day:%Y}{between}{day:%m}{between}{day:%d}"
    assert finder.find(f"Daily/{name}.md") == (day, name)
    assert finder.find(f"Daily/{day:%Y}x{day:%m}x{day:%d}.md") is None


@given(DAYS)
@settings(max_examples=100, deadline=None)
def test_a_daily_note_is_found_by_what_the_format_writes(day: date) -> None:
    name = f"Journal/{day:%Y/%m-%B}/{day.day} {day:%b %Y, %A}.md"
    found = day_name("Journal", "YYYY/MM-MMMM/D MMM YYYY, dddd").find(name)
    assert found == (day, name.removeprefix("Journal/").removesuffix(".md"))


@pytest.mark.parametrize(
    ("day", "weekday", "expected"),
    [
        (date(2026, 10, 17), False, "17 October"),
        (date(2025, 10, 17), False, "17 October 2025"),
        (date(2027, 1, 2), False, "2 January 2027"),
        (date(2026, 11, 20), True, "Friday, 20 November 2026"),
        (date(2028, 2, 29), True, "Tuesday, 29 February 2028"),
    ],
)
def test_say_day(day: date, weekday: bool, expected: str) -> None:
    assert say_day(day, DAY, weekday=weekday) == expected


@pytest.mark.parametrize(
    ("day", "days", "before", "after"),
    [
        (DAY, 0, DAY, DAY),
        (DAY, 365, date(2025, 11, 20), date(2027, 11, 20)),
        (date.min, 7, date.min, date(1, 1, 8)),
        (date.max, 7, date(9999, 12, 24), date.max),
        (date(1, 1, 8), 7, date.min, date(1, 1, 15)),
        (date(9999, 12, 24), 7, date(9999, 12, 17), date.max),
    ],
)
def test_some_days_earlier_and_later(day: date, days: int, before: date, after: date) -> None:
    assert (earlier(day, days), later(day, days)) == (before, after)


@given(st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_no_text_raises(text: str) -> None:
    assert parse_day(text) is None or len(text) >= 10
    assert (parse_span(text) or 1) > 0
    assert parse_birthday(text) is None or len(text) >= 5
    day_in_name(text)
