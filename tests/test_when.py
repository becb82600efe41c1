"""`vaultnet.when`: days as people say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.when import HINT, complaint, deadline, parse_when, promised_for

TODAY = date(2026, 11, 20)  # a Friday

# text, the day it means looking back, and looking ahead
CASES = [
    ("2026-11-19", "2026-11-19", "2026-11-19"),
    ("2027-01-05", "2027-01-05", "2027-01-05"),
    ("2026-11-19T09:30", "2026-11-19", "2026-11-19"),
    ("20.11.2025", "2025-11-20", "2025-11-20"),
    ("2026/11/19", "2026-11-19", "2026-11-19"),
    ("today", "2026-11-20", "2026-11-20"),
    (" Today ", "2026-11-20", "2026-11-20"),
    ("tonight", "2026-11-20", "2026-11-20"),
    ("yesterday", "2026-11-19", "2026-11-19"),
    ("tomorrow", "2026-11-21", "2026-11-21"),
    ("the day before yesterday", "2026-11-18", "2026-11-18"),
    ("the day after tomorrow", "2026-11-22", "2026-11-22"),
    ("thursday", "2026-11-19", "2026-11-26"),
    ("Thu", "2026-11-19", "2026-11-26"),
    ("on Thurs", "2026-11-19", "2026-11-26"),
    ("friday", "2026-11-20", "2026-11-27"),
    ("last friday", "2026-11-13", "2026-11-13"),
    ("next friday", "2026-11-27", "2026-11-27"),
    ("last monday", "2026-11-16", "2026-11-16"),
    ("next monday", "2026-11-23", "2026-11-23"),
    ("next saturday", "2026-11-28", "2026-11-28"),
    ("next sunday", "2026-11-29", "2026-11-29"),
    ("last week", "2026-11-13", "2026-11-13"),
    ("next week", "2026-11-27", "2026-11-27"),
    ("last month", "2026-10-20", "2026-10-20"),
    ("next year", "2027-11-20", "2027-11-20"),
    ("3 days ago", "2026-11-17", "2026-11-17"),
    ("a week ago", "2026-11-13", "2026-11-13"),
    ("two weeks ago", "2026-11-06", "2026-11-06"),
    ("in 2 weeks", "2026-12-04", "2026-12-04"),
    ("in a month", "2026-12-20", "2026-12-20"),
    ("in a quarter", "2027-02-20", "2027-02-20"),
    ("a fortnight ago", "2026-11-06", "2026-11-06"),
    ("2w", "2026-11-06", "2026-12-04"),
    ("2 weeks", "2026-11-06", "2026-12-04"),
    ("10d", "2026-11-10", "2026-11-30"),
    ("3m", "2026-08-20", "2027-02-20"),
    ("1y", "2025-11-20", "2027-11-20"),
    ("+2w", "2026-12-04", "2026-12-04"),
    ("+ 2 weeks", "2026-12-04", "2026-12-04"),
    ("17 October", "2026-10-17", "2027-10-17"),
    ("17 oct", "2026-10-17", "2027-10-17"),
    ("17. October", "2026-10-17", "2027-10-17"),
    ("the 17th of October", "2026-10-17", "2027-10-17"),
    ("October 17", "2026-10-17", "2027-10-17"),
    ("Oct 17th, 2025", "2025-10-17", "2025-10-17"),
    ("17 October 2025", "2025-10-17", "2025-10-17"),
    ("20 November", "2026-11-20", "2026-11-20"),
    ("4 December", "2025-12-04", "2026-12-04"),
    ("on 4 December", "2025-12-04", "2026-12-04"),
    ("29 February", "2024-02-29", "2028-02-29"),
]


@pytest.mark.parametrize(("text", "back", "ahead"), CASES, ids=[case[0] for case in CASES])
def test_a_day(text: str, back: str, ahead: str) -> None:
    assert parse_when(text, TODAY, ahead=False) == date.fromisoformat(back)
    assert parse_when(text, TODAY, ahead=True) == date.fromisoformat(ahead)


NONE = [
    "", "soon", "2026-02-30", "30 February", "32 October", "0w", "3", "+3", "mo", "t", "every week", "every 2 weeks", "other week",
    "05/02/2026", "17", "17 Octember", "this friday", "a few days ago", "in", "ago", "last", "last 2 weeks", "next",
    "999999y", "in 9999 years", "9999y ago", "weekly", "friday 13", "coffee",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
@pytest.mark.parametrize("ahead", [False, True])
def test_no_day(text: str, ahead: bool) -> None:
    assert parse_when(text, TODAY, ahead=ahead) is None


COMPLAINTS = [
    ("31 February", "There is no 31 February."),
    ("on 30 Feb 2027", "There is no 30 February 2027."),
    ("2026-02-30", "There is no 30 February 2026."),
    ("29 February 2027", "There is no 29 February 2027."),
    ("firday", "“firday” is no day. Did you mean “friday”?"),
    ("next mnoday", "“next mnoday” is no day. Did you mean “next monday”?"),
    ("4 Decmber", "“4 Decmber” is no day. Did you mean “4 december”?"),
    ("in 2 weaks", "“in 2 weaks” is no day. Did you mean “in 2 weeks”?"),
    ("2026-13-01", f"“2026-13-01” is no day. {HINT}"),
    ("soon", f"“soon” is no day. {HINT}"),
    ("someday", f"“someday” is no day. {HINT}"),
    ("some  friday", f"“some friday” is no day. {HINT}"),
]


@pytest.mark.parametrize(("text", "said"), COMPLAINTS, ids=[case[0] for case in COMPLAINTS])
def test_what_is_said_of_no_day(text: str, said: str) -> None:
    assert complaint(text, TODAY, ahead=True) == said


def test_a_month_ends_with_its_last_day() -> None:
    assert parse_when("in a month", date(2027, 1, 31), ahead=True) == date(2027, 2, 28)
    assert parse_when("1y", date(2028, 2, 29), ahead=False) == date(2027, 2, 28)


@pytest.mark.parametrize("text", ["tomorrow", "next week", "friday", "2y", "1 January"])
def test_where_the_calendar_ends(text: str) -> None:
    assert parse_when(text, date.max, ahead=True) is None


def test_the_hint_is_true() -> None:
    said = HINT.removeprefix("Write it as ").removesuffix(".").replace(" or ", ", ").split(", ")
    assert len(said) == 8
    assert all(parse_when(text, TODAY, ahead=True) for text in said)


LEFT_OPEN = st.one_of(
    st.sampled_from(["monday", "tue", "wed", "thursday", "fri", "saturday", "sunday", "on sunday"]),
    st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(["January", "feb", "June", "dec"])),
    st.builds("{} {}".format, st.integers(1, 40), st.sampled_from(["days", "weeks", "months", "quarters", "years"])),
    st.just("29 february"),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(LEFT_OPEN, st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_what_says_no_direction_lies_on_the_right_side(text: str, today: date) -> None:
    ahead, back = parse_when(text, today, ahead=True), parse_when(text, today, ahead=False)
    assert ahead is not None
    assert back is not None
    assert back <= today <= ahead
    assert ahead - back < timedelta(366 * 100)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.booleans())
def test_no_text_is_too_much(text: str, ahead: bool) -> None:
    found = parse_when(text, TODAY, ahead=ahead)
    assert found is None or isinstance(found, date)
    assert complaint(text, TODAY, ahead=ahead)


# what is to be done, what of it stands before the day, the day
DEADLINES: list[tuple[str, str | None, str]] = [
    ("the index by 2026-12-01", "the index", "2026-12-01"),
    ("the index, due: 2026-12-01", "the index", "2026-12-01"),
    ("the index due:: 2026-12-01", "the index", "2026-12-01"),
    ("the index (by 3 Dec)", "the index", "2026-12-03"),
    ("the index until 3 December 2027.", "the index", "2027-12-03"),
    ("the index – before Dec 3", "the index", "2026-12-03"),
    ("the index by 20.11.2026", "the index", "2026-11-20"),
    ("the index by 1 Nov", "the index", "2026-11-01"),
    ("the index by 1 March", "the index", "2027-03-01"),
    ("by 2026-12-01", None, ""),
    ("the index by friday", None, ""),
    ("the index by 2026-02-31", None, ""),
    ("a book by 3 people", None, ""),
    ("standby 2026-12-01", None, ""),
    ("the index by 3 Dec, and the cover", None, ""),
    ("the index by Thursday 3 December #work", "the index #work", "2026-12-03"),
    ("the index by 3 Dec at noon", "the index at noon", "2026-12-03"),
    ("the index by friday at noon", None, ""),
]


@pytest.mark.parametrize(("text", "before", "day"), DEADLINES, ids=[case[0] for case in DEADLINES])
def test_a_deadline_stands_at_the_end(text: str, before: str | None, day: str) -> None:
    found = deadline(text, date(2026, 11, 20))
    assert (found and (found[0], str(found[2]))) == (None if before is None else (before, day))
    assert found is None or found[1] in text


# what was promised on Thursday, 19 November; what of it stands before the day; the day
PROMISED: list[tuple[str, str | None, str]] = [
    ("the paper by friday", "the paper", "2026-11-20"),
    ("the paper (by friday)", "the paper", "2026-11-20"),
    ("the paper by next friday", "the paper", "2026-11-27"),
    ("the paper by thursday", "the paper", "2026-11-26"),
    ("the paper by tomorrow.", "the paper", "2026-11-20"),
    ("the paper, due in 2 weeks", "the paper", "2026-12-03"),
    ("the paper due by 3 Dec", "the paper", "2026-12-03"),
    ("the paper by 5 October", "the paper", "2027-10-05"),
    ("the paper by 5 October 2026", "the paper", "2026-10-05"),
    ("a paper by Knuth by friday", "a paper by Knuth", "2026-11-20"),
    ("the paper 📅 2026-12-03", "the paper", "2026-12-03"),
    ("the paper (📅 2026-12-03)", "the paper", "2026-12-03"),
    ("the paper 📅 2026-12-03 for her talk", "the paper 📅 2026-12-03 for her talk", "2026-12-03"),
    ("the paper 📅 2026-02-31", None, ""),
    ("a song by Schubert", None, ""),
    ("the paper by 2026-11-27 #work", "the paper #work", "2026-11-27"),
    ("the paper by 2026-11-27 #work #to-do ^4a-b", "the paper #work #to-do ^4a-b", "2026-11-27"),
    ("the paper by friday ^promise", "the paper ^promise", "2026-11-20"),
    ("the paper (by friday) #work", "the paper #work", "2026-11-20"),
    ("the paper 📅 2026-12-03 #work", "the paper #work", "2026-12-03"),
    ("the paper by Friday 27 November", "the paper", "2026-11-27"),
    ("the paper by Fri, Nov 27", "the paper", "2026-11-27"),
    ("the paper by Friday the 27th of November 2026", "the paper", "2026-11-27"),
    ("the paper by friday 2026-11-27", "the paper", "2026-11-27"),
    ("the paper by friday at noon", "the paper at noon", "2026-11-20"),
    ("the paper by friday 5pm", "the paper 5pm", "2026-11-20"),
    ("the paper by 3 Dec at 17:30", "the paper at 17:30", "2026-12-03"),
    ("the paper by 2026-11-27 at 9:15 am #work", "the paper at 9:15 am #work", "2026-11-27"),
    ("the paper by next friday at midnight", "the paper at midnight", "2026-11-27"),
    ("the paper by Friday 28 November", None, ""),
    ("the paper by noon", None, ""),
    ("the paper by friday noon tea", None, ""),
    ("a song by #schubert", None, ""),
    ("the paper by friday, if I find it", None, ""),
    ("by friday", None, ""),
]


@pytest.mark.parametrize(("text", "before", "day"), PROMISED, ids=[case[0] for case in PROMISED])
def test_a_promise_counts_from_the_day_on_which_it_was_made(text: str, before: str | None, day: str) -> None:
    found = promised_for(text, date(2026, 11, 19))
    assert (found and (found[0], str(found[2]))) == (None if before is None else (before, day))
    assert found is None or found[1] in text


# what was promised nobody knows when; the day
UNDATED: list[tuple[str, str]] = [
    ("the paper by friday", ""),
    ("the paper by 3 Dec", ""),
    ("the paper in 2 weeks", ""),
    ("the paper by 3 Dec 2026", "2026-12-03"),
    ("the paper by 2026-12-03", "2026-12-03"),
    ("the paper by 20.11.2026", "2026-11-20"),
    ("the paper 📅 2026-12-03", "2026-12-03"),
]


@pytest.mark.parametrize(("text", "day"), UNDATED, ids=[case[0] for case in UNDATED])
def test_a_promise_of_no_day_is_for_a_day_that_says_its_year(text: str, day: str) -> None:
    found = promised_for(text, None)
    assert (str(found[2]) if found else "") == day
