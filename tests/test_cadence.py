"""When a contact is due: cases as data, and laws that hold for every contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import cadence
from vaultnet.config import TIERS, Away, Config
from vaultnet.model import Source, Value
from vaultnet.network import Summary, Trace

TODAY = date(2026, 11, 20)
DAY = timedelta(1)


def trace(day: str, kind: str = "coffee") -> Trace:
    return Trace("People/Ada.md", day, kind, f"Daily/{day}.md", 7, "mention")


def contact(
    recent: Sequence[str | tuple[str, str]] = (),
    plans: Sequence[str] = (),
    name: str = "Ada",
    **properties: Any,
) -> Summary:
    """A contact with front matter lines from 2 on, and days in touch, newest first."""
    lines = enumerate(properties.items(), start=2)
    fields = {key: (Value(value, line, str(value)),) for line, (key, value) in lines}
    traces = tuple(trace(one) if isinstance(one, str) else trace(*one) for one in recent)
    ahead = tuple(trace(day) for day in plans)
    seen = tuple(one for one in traces if one.kind != "sent")
    waiting = tuple(one for one in traces if one.kind == "sent" and one.day > (seen[0].day if seen else ""))
    return Summary("People/Ada.md", name, fields, len(seen), seen, ahead, waiting)


def standing(summary: Summary, away: Sequence[tuple[str, str]] = (), today: date = TODAY) -> cadence.Standing:
    periods = tuple(Away(date.fromisoformat(first), date.fromisoformat(last)) for first, last in away)
    return cadence.status(summary, today, Config(away=periods))


# title, contact, days away, the day it is due, why it is not due ("" if it is)
CASES: list[tuple[str, Summary, list[tuple[str, str]], str | None, str]] = [
    # tiers and cadences
    ("nothing", contact(), [], None, "untracked"),
    ("no tier, but long ago", contact(["2020-01-01"]), [], None, "untracked"),
    ("inner, 14 days", contact(["2026-11-06"], tier="inner"), [], "2026-11-20", ""),
    ("inner, a day early", contact(["2026-11-07"], tier="inner"), [], "2026-11-21", "later"),
    ("close, 30 days", contact(["2026-10-21"], tier="close"), [], "2026-11-20", ""),
    ("casual, 90 days", contact(["2026-08-22"], tier="casual"), [], "2026-11-20", ""),
    ("keep-warm, 180 days", contact(["2026-05-24"], tier="keep-warm"), [], "2026-11-20", ""),
    ("yearly, 365 days", contact(["2025-11-20"], tier="yearly"), [], "2026-11-20", ""),
    ("a tier that the config lacks", contact(["2025-11-20"], tier="board"), [], None, "untracked"),
    ("a cadence", contact(["2026-10-09"], cadence=42), [], "2026-11-20", ""),
    (
        "a cadence goes before the tier",
        contact(["2026-11-01"], cadence=7, tier="yearly"),
        [],
        "2026-11-08",
        "",
    ),
    ("a longer cadence too", contact(["2026-11-01"], cadence=60, tier="inner"), [], "2026-12-31", "later"),
    ("a century", contact(["2026-11-01"], cadence=36525), [], "2126-11-02", "later"),
    ("every day, in touch today", contact(["2026-11-20"], cadence=1), [], "2026-11-21", "later"),
    ("every day, in touch yesterday", contact(["2026-11-19"], cadence=1), [], "2026-11-20", ""),
    # the baseline
    ("the newest day counts", contact(["2026-11-10", "2026-01-01"], tier="inner"), [], "2026-11-24", "later"),
    (
        "met later than in touch",
        contact(["2026-10-01"], tier="inner", first_met="2026-11-10"),
        [],
        "2026-11-24",
        "later",
    ),
    (
        "met before in touch",
        contact(["2026-11-10"], tier="inner", first_met="2026-10-01"),
        [],
        "2026-11-24",
        "later",
    ),
    (
        "met and in touch on one day",
        contact(["2026-11-06"], tier="inner", first_met="2026-11-06"),
        [],
        "2026-11-20",
        "",
    ),
    ("met, never in touch, every day", contact(cadence=1, first_met="2026-11-18"), [], "2026-11-19", ""),
    ("met today, never in touch", contact(cadence=1, first_met="2026-11-20"), [], "2026-11-21", "later"),
    ("met in days to come", contact(cadence=1, first_met="2027-01-01"), [], "2027-01-02", "later"),
    (
        "met, with a spread by the name",
        contact(cadence=10, first_met="2026-11-01", name="Ada"),
        [],
        "2026-11-08",
        "",
    ),
    (
        "met, with another name's spread",
        contact(cadence=10, first_met="2026-11-01", name="Grace"),
        [],
        "2026-11-05",
        "",
    ),
    # snooze, skip, pause, end
    ("snoozed", contact(["2026-11-01"], tier="inner", snooze="2026-12-01"), [], "2026-12-01", "snoozed"),
    ("snoozed until today", contact(["2026-11-01"], tier="inner", snooze="2026-11-20"), [], "2026-11-20", ""),
    ("snoozed once", contact(["2026-11-01"], tier="inner", snooze="2026-11-18"), [], "2026-11-18", ""),
    (
        "snoozed less than the cadence",
        contact(["2026-11-18"], tier="inner", snooze="2026-11-22"),
        [],
        "2026-12-02",
        "later",
    ),
    ("skipped", contact(["2026-10-01"], tier="inner", skipped="2026-11-15"), [], "2026-11-29", "resting"),
    (
        "skipped today",
        contact(["2026-10-01"], tier="inner", skipped="2026-11-20"),
        [],
        "2026-12-04",
        "resting",
    ),
    (
        "skipped two weeks ago",
        contact(["2026-10-01"], tier="inner", skipped="2026-11-06"),
        [],
        "2026-11-20",
        "",
    ),
    (
        "snoozed and skipped, the later counts",
        contact(["2026-10-01"], tier="inner", snooze="2026-11-25", skipped="2026-11-19"),
        [],
        "2026-12-03",
        "resting",
    ),
    (
        "skipped and snoozed, the later counts",
        contact(["2026-10-01"], tier="inner", snooze="2027-01-01", skipped="2026-11-19"),
        [],
        "2027-01-01",
        "snoozed",
    ),
    ("paused", contact(["2026-01-01"], tier="inner", paused=True), [], None, "paused"),
    ("not paused", contact(["2026-11-06"], tier="inner", paused=False), [], "2026-11-20", ""),
    (
        "paused until a day",
        contact(["2026-01-01"], tier="inner", paused="2026-12-24"),
        [],
        "2026-12-24",
        "paused",
    ),
    ("paused until today", contact(["2026-01-01"], tier="inner", paused="2026-11-20"), [], "2026-11-20", ""),
    ("ended", contact(["2026-01-01"], tier="inner", ended=True), [], None, "ended"),
    ("ended on a day", contact(["2026-01-01"], tier="inner", ended="2026-06-01"), [], None, "ended"),
    ("ended today", contact(["2026-01-01"], tier="inner", ended="2026-11-20"), [], None, "ended"),
    ("to end later", contact(["2026-11-06"], tier="inner", ended="2027-01-01"), [], "2026-11-20", ""),
    ("not ended", contact(["2026-11-06"], tier="inner", ended=False), [], "2026-11-20", ""),
    (
        "ended goes before paused",
        contact(["2026-01-01"], tier="inner", paused=True, ended=True),
        [],
        None,
        "ended",
    ),
    ("ended, not tracked", contact(ended=True), [], None, "ended"),
    # plans
    ("a plan ahead", contact(["2026-01-01"], ["2026-11-28"], tier="inner"), [], "2026-01-15", "planned"),
    ("a plan for today", contact(["2026-01-01"], ["2026-11-20"], tier="inner"), [], "2026-01-15", "planned"),
    (
        "a plan, not due anyway",
        contact(["2026-11-19"], ["2026-11-28"], tier="inner"),
        [],
        "2026-12-03",
        "planned",
    ),
    ("a plan with someone who is not tracked", contact([], ["2026-11-28"]), [], None, "untracked"),
    # away
    ("away before", contact(["2026-11-06"], tier="inner"), [("2026-08-01", "2026-08-21")], "2026-11-20", ""),
    (
        "away until the day in touch",
        contact(["2026-11-06"], tier="inner"),
        [("2026-11-01", "2026-11-06")],
        "2026-11-20",
        "",
    ),
    (
        "away in between",
        contact(["2026-11-01"], tier="inner"),
        [("2026-11-05", "2026-11-09")],
        "2026-11-20",
        "",
    ),
    (
        "away for a day",
        contact(["2026-11-05"], tier="inner"),
        [("2026-11-06", "2026-11-06")],
        "2026-11-20",
        "",
    ),
    (
        "away when in touch",
        contact(["2026-11-05"], tier="inner"),
        [("2026-11-01", "2026-11-07")],
        "2026-11-21",
        "later",
    ),
    (
        "away on the day it would be due",
        contact(["2026-11-05"], tier="inner"),
        [("2026-11-19", "2026-11-20")],
        "2026-11-21",
        "later",
    ),
    (
        "away from the day after",
        contact(["2026-11-05"], tier="inner"),
        [("2026-11-20", "2026-11-30")],
        "2026-11-19",
        "away",
    ),
    (
        "twice away",
        contact(["2026-11-01"], tier="inner"),
        [("2026-11-03", "2026-11-04"), ("2026-11-10", "2026-11-12")],
        "2026-11-20",
        "",
    ),
    (
        "twice away, in another order",
        contact(["2026-11-01"], tier="inner"),
        [("2026-11-10", "2026-11-12"), ("2026-11-03", "2026-11-04")],
        "2026-11-20",
        "",
    ),
    (
        "away twice at once",
        contact(["2026-11-01"], tier="inner"),
        [("2026-11-03", "2026-11-06"), ("2026-11-05", "2026-11-07")],
        "2026-11-20",
        "",
    ),
    (
        "away within away",
        contact(["2026-11-01"], tier="inner"),
        [("2026-11-03", "2026-11-07"), ("2026-11-05", "2026-11-06")],
        "2026-11-20",
        "",
    ),
    (
        "pushed into the next time away",
        contact(["2026-11-01"], tier="inner"),
        [("2026-11-03", "2026-11-04"), ("2026-11-16", "2026-11-18")],
        "2026-11-20",
        "",
    ),
    (
        "away the wrong way round",
        contact(["2026-11-06"], tier="inner"),
        [("2026-11-15", "2026-11-10")],
        "2026-11-20",
        "",
    ),
    (
        "a snooze is a day, away or not",
        contact(["2026-11-01"], tier="inner", snooze="2026-11-25"),
        [("2026-11-21", "2026-11-30")],
        "2026-11-25",
        "snoozed",
    ),
    # messages that wait for an answer
    (
        "a message sent is no contact",
        contact([("2026-11-10", "sent"), "2026-01-01"], tier="inner"),
        [],
        "2026-11-17",
        "",
    ),
    (
        "a message sent waits for a week",
        contact([("2026-11-18", "sent"), "2026-01-01"], tier="inner"),
        [],
        "2026-11-25",
        "waiting",
    ),
    (
        "a message sent, not due yet",
        contact([("2026-11-18", "sent"), "2026-11-17"], tier="inner"),
        [],
        "2026-12-01",
        "later",
    ),
    ("answered", contact(["2026-11-19", ("2026-11-18", "sent")], tier="inner"), [], "2026-12-03", "later"),
    (
        "nudged, then rest",
        contact([("2026-11-10", "sent"), ("2026-11-01", "sent"), "2026-01-01"], tier="close"),
        [],
        "2026-12-10",
        "waiting",
    ),
    (
        "an earlier message long ago is no nudge",
        contact([("2026-11-10", "sent"), ("2025-11-01", "sent")], tier="close"),
        [],
        "2026-11-17",
        "",
    ),
    (
        "sent to someone never met",
        contact([("2026-11-16", "sent")], tier="close"),
        [],
        "2026-11-23",
        "waiting",
    ),
    # no day is known
    ("unknown, snoozed", contact(tier="inner", snooze="2026-12-01"), [], "2026-12-01", "snoozed"),
    ("unknown, snoozed once", contact(tier="inner", snooze="2026-10-01"), [], "2026-10-01", ""),
    ("unknown, every week", contact(cadence=7), [], "2026-11-15", ""),
    ("unknown, later in the turn", contact(tier="casual"), [], "2026-12-16", "later"),
]


@pytest.mark.parametrize(
    ("title", "summary", "away", "due", "reason"), CASES, ids=[case[0] for case in CASES]
)
def test_when_a_contact_is_due(
    title: str, summary: Summary, away: list[tuple[str, str]], due: str | None, reason: str
) -> None:
    found = standing(summary, away)
    assert (found.due.isoformat() if found.due else None, found.reason) == (due, reason)
    assert found.overdue == (not reason)
    assert found.tracked == (reason not in {"untracked", "ended"})


SOURCES: list[tuple[str, Summary, list[str]]] = [
    ("tier and the last day", contact(["2026-11-06"], tier="inner"), ["inner", "2026-11-06"]),
    ("cadence, not the tier", contact(["2026-11-06"], tier="inner", cadence=7), ["7", "2026-11-06"]),
    ("the day you met", contact(tier="inner", first_met="2026-01-02"), ["inner", "2026-01-02"]),
    (
        "a snooze",
        contact(["2026-11-06"], tier="inner", snooze="2026-12-01"),
        ["inner", "2026-11-06", "2026-12-01"],
    ),
    (
        "a snooze with no say",
        contact(["2026-11-06"], tier="inner", snooze="2026-11-07"),
        ["inner", "2026-11-06"],
    ),
    ("a plan", contact(["2026-11-06"], ["2026-12-02"], tier="inner"), ["inner", "2026-11-06", "2026-12-02"]),
    ("paused", contact(["2026-11-06"], tier="inner", paused=True), ["inner", "2026-11-06", "True"]),
    ("ended", contact(["2026-11-06"], tier="inner", ended="2026-11-07"), ["2026-11-07"]),
    (
        "a message sent",
        contact([("2026-11-18", "sent"), "2026-01-01"], tier="inner"),
        ["inner", "2026-01-01", "2026-11-18"],
    ),
    ("not tracked", contact(), []),
]


@pytest.mark.parametrize(("title", "summary", "expected"), SOURCES, ids=[case[0] for case in SOURCES])
def test_every_line_that_had_a_say_is_named(title: str, summary: Summary, expected: list[str]) -> None:
    assert [source.quote for source in standing(summary).sources] == expected


def test_sources_have_their_places() -> None:
    found = standing(contact(["2026-11-06"], tier="inner"))
    assert found.sources == (
        Source("People/Ada.md", 2, "inner"),
        Source("Daily/2026-11-06.md", 7, "2026-11-06"),
    )
    assert (found.days, found.baseline) == (14, date(2026, 11, 6))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, "every day"), (7, "every week"), (14, "every 2 weeks"), (30, "every month"), (42, "every 6 weeks"),
        (45, "every 45 days"), (60, "every 2 months"), (90, "every quarter"), (180, "every 6 months"),
        (365, "every year"), (730, "every 2 years"),
    ],
)  # fmt: skip
def test_say_every(days: int, expected: str) -> None:
    assert cadence.say_every(days) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, "every day"), (2.5, "every 2 days"), (7, "every week"), (12.5, "every 12 days"), (13, "every 2 weeks"),
        (20.5, "every 3 weeks"), (30, "every month"), (31.5, "every month"), (42, "every 6 weeks"),
        (50, "every 7 weeks"), (60, "every 2 months"), (88, "every quarter"), (182, "every 6 months"), (350, "every year"),
        (800, "every 2 years"),
    ],
)  # fmt: skip
def test_say_about(days: float, expected: str) -> None:
    assert cadence.say_about(days) == expected


def test_a_tier_of_no_days_is_daily() -> None:
    found = cadence.status(contact(["2026-11-19"], tier="inner"), TODAY, Config(tiers={"inner": 0}))
    assert (found.due, found.days) == (TODAY, 1)


def test_the_calendar_ends() -> None:
    assert cadence.after(date(9999, 12, 30), 5) == date.max
    assert cadence.after(date(9999, 12, 30), 1, [Away(date.max, date.max)]) == date.max
    late = standing(contact(tier="casual"), today=date.max)
    early = standing(contact(tier="yearly"), today=date.min)
    assert late.due is not None
    assert early.due is not None


def test_an_imported_crowd_is_not_due_on_one_day() -> None:
    crowd = [contact(tier="casual", first_met="2026-11-20", name=f"Person {number}") for number in range(500)]
    days = Counter(standing(one).due for one in crowd)
    assert max(days.values()) <= 15
    assert len(days) > 80


def test_an_unknown_crowd_is_not_due_on_one_day() -> None:
    crowd = [contact(tier="casual", name=f"Person {number}") for number in range(500)]
    due = [one for one in crowd if standing(one).overdue]
    assert 20 <= len(due) <= 60


def test_someone_unknown_stays_due_for_a_week_once_in_a_turn() -> None:
    one = contact(tier="close", name="Person 1")
    days = [TODAY + DAY * number for number in range(120)]
    due = [standing(one, today=day).due for day in days]
    overdue = [day for day in days if standing(one, today=day).overdue]
    assert len(overdue) == 28
    assert len(set(due)) in {4, 5}
    assert all(earlier <= later for earlier, later in pairwise(due) if earlier and later)


def test_a_name_in_either_unicode_form_is_the_same() -> None:
    assert cadence.stable_hash(normalize("NFD", "Zoë")) == cadence.stable_hash(normalize("NFC", "Zoë"))
    assert cadence.stable_hash("Ada") == 3040723336


# --- what always holds -----------------------------------------------------------------------------

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
PAST = st.dates(date(2024, 1, 1), TODAY)
KINDS = st.sampled_from(["coffee", "sent", "engage"])
PERIODS = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda one: Away(one[0], one[0] + DAY * one[1])), max_size=3
)


@st.composite
def contacts(draw: st.DrawFn) -> Summary:
    properties: dict[str, Any] = {}
    for key, value in (
        ("cadence", st.integers(1, 400)),
        ("tier", st.sampled_from(["inner", "casual", "yearly", "gone"])),
        ("first_met", DAYS.map(str)),
        ("snooze", DAYS.map(str)),
        ("skipped", DAYS.map(str)),
        ("paused", st.booleans() | DAYS.map(str)),
        ("ended", st.just(False) | st.dates(TODAY).map(str)),
    ):
        if draw(st.integers(0, 2)) == 0:
            properties[key] = draw(value)
    recent = sorted(
        draw(st.lists(st.tuples(PAST.map(str), KINDS), max_size=4, unique_by=lambda one: one[0])),
        reverse=True,
    )
    plans = draw(st.lists(st.dates(TODAY, date(2027, 12, 31)).map(str), max_size=1))
    return contact(recent, plans, draw(st.sampled_from(["Ada", "Zoë", "李"])), **properties)


@settings(max_examples=80)
@given(contacts(), PERIODS)
def test_a_standing_agrees_with_itself(summary: Summary, away: list[Away]) -> None:
    found = cadence.status(summary, TODAY, Config(away=tuple(away)))
    assert found.overdue == (found.tracked and not found.reason)
    if found.overdue:
        assert found.due is not None
        assert found.due <= TODAY
    if found.due is not None and found.baseline is not None:
        assert found.due > found.baseline
    if found.tracked:
        assert found.days is not None
        assert found.sources


@settings(max_examples=80)
@given(contacts(), KINDS, PERIODS)
def test_being_in_touch_today_never_makes_anyone_due(summary: Summary, kind: str, away: list[Away]) -> None:
    today = trace(TODAY.isoformat(), kind)
    before = tuple(one for one in summary.recent if one.day != today.day)
    found = cadence.status(replace(summary, recent=(today, *before)), TODAY, Config(away=tuple(away)))
    assert not found.overdue


@settings(max_examples=80)
@given(PAST, DAYS, st.integers(1, 400), PERIODS)
def test_silence_is_the_other_way_round_of_after(
    last: date, today: date, days: int, away: list[Away]
) -> None:
    today = max(last, today)
    assert (cadence.silence(last, today, away) >= days) == (cadence.after(last, days, away) <= today)


@settings(max_examples=80)
@given(contacts(), PERIODS, PERIODS)
def test_being_away_only_delays(summary: Summary, away: list[Away], more: list[Away]) -> None:
    less = cadence.status(summary, TODAY, Config(away=tuple(away)))
    found = cadence.status(summary, TODAY, Config(away=(*away, *more)))
    assert found.tracked == less.tracked
    assert not (found.overdue and not less.overdue)
    if less.due is not None:
        assert found.due is not None
        assert found.due >= less.due


@settings(max_examples=80)
@given(contacts(), st.sampled_from(["snooze", "skipped"]), DAYS)
def test_putting_off_only_delays_who_has_a_baseline(summary: Summary, key: str, day: date) -> None:
    later = replace(summary, fields={**summary.fields, key: (Value(day.isoformat(), 9),)})
    plain = replace(summary, fields={name: value for name, value in summary.fields.items() if name != key})
    found, before = cadence.status(later, TODAY, Config()), cadence.status(plain, TODAY, Config())
    if found.baseline is not None and found.due is not None:
        assert before.due is not None
        assert found.due >= before.due
    if found.overdue:
        assert day <= TODAY


@settings(max_examples=80)
@given(contacts(), st.integers(1, 60))
def test_who_is_due_stays_due_until_something_happens(summary: Summary, days: int) -> None:
    found = standing(summary)
    if found.overdue and found.baseline is not None:
        later = standing(replace(summary, fields={**summary.fields, "ended": ()}), today=TODAY + DAY * days)
        assert later.overdue
        assert later.due == found.due


@settings(max_examples=80)
@given(PAST, st.integers(1, 60), PERIODS)
def test_days_away_do_not_count(start: date, days: int, away: list[Away]) -> None:
    due = cadence.after(start, days, away)
    days_between = [start + DAY * number for number in range(1, (due - start).days + 1)]
    here = [day for day in days_between if not any(one.start <= day <= one.end for one in away)]
    assert len(here) == days
    assert here[-1] == due


def test_the_docs_name_the_rules_of_thumb() -> None:
    page = (Path(__file__).parent.parent / "docs" / "cadence.md").read_text(encoding="utf-8")
    assert all(f"{days} {tier}" in page for tier, days in TIERS.items())
    assert (cadence.REST_AFTER_SKIP, cadence.ANSWER_WITHIN, cadence.WINDOW) == (14, 7, 7)
    assert page.count("two weeks of rest") == 2
    assert "not before a week has passed" in page
    assert "for one week in each turn" in page
