"""What is answered to the questions of a new goal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import TODAY
from vaultnet.planners import goal_answers

# what is said would show it, how many of what
MEASURED: list[tuple[str, tuple[int, str] | None]] = [
    ("10 informational interviews", (10, "informational-interview")),
    ("ten conversations", (10, "conversations")),
    ("talk to twelve people who do the job", (12, "conversations")),
    ("12", (12, "conversations")),
    ("about 8 talks, maybe", (8, "conversations")),
    ("6 mentoring sessions", (6, "mentoring")),
    ("1 coffee", (1, "coffee")),
    ("three lunches", (3, "meal")),
    ("5 milestones", (5, "milestones")),
    ("a dozen calls", (12, "call")),
    ("many", None),
    ("a lot of conversations", None),
    ("soon", None),
    ("0 conversations", None),
    ("no conversations", None),
    ("3 engineers hired", None),
    ("I lead a team", None),
    ("version 2.5", None),
    ("2026-12-01", None),
    ("", None),
]


@pytest.mark.parametrize(("said", "expected"), MEASURED, ids=[case[0] or "nothing" for case in MEASURED])
def test_how_many_of_what(said: str, expected: tuple[int, str] | None) -> None:
    found = goal_answers.measured(said)
    assert (found[:2] if found else None) == expected


DAYS = [
    ("30 June 2027", date(2027, 6, 30)),
    ("by 30 June 2027", date(2027, 6, 30)),
    ("until 2027-06-30", date(2027, 6, 30)),
    ("in 6 months", date(2027, 5, 20)),
    ("soon", None),
    ("someday", None),
    ("2026-11-20", None),
    ("2020-01-01", None),
]


@pytest.mark.parametrize(("said", "expected"), DAYS, ids=[case[0] for case in DAYS])
def test_a_day_to_come(said: str, expected: date | None) -> None:
    assert goal_answers.day(said, TODAY) == expected


NEEDS = [
    ("mentor", ["mentor"]),
    ("mentor, insider at [[Globex, Inc]],hiring,", ["mentor", "insider at [[Globex, Inc]]", "hiring"]),
    ("people, hiring", ["hiring"]),
    ("help", None),
    ("many people", None),
    (" , ", None),
]


@pytest.mark.parametrize(("said", "expected"), NEEDS, ids=[case[0] for case in NEEDS])
def test_what_is_needed(said: str, expected: list[str] | None) -> None:
    assert goal_answers.needs(said) == expected


PLACES = [
    ("insider at Globex", ("insider at", "Globex")),
    ("somebody at Globex", ("somebody at", "Globex")),
    ("insider at [[Globex]]", None),
    ("mentor", None),
]


@pytest.mark.parametrize(("need", "expected"), PLACES, ids=[case[0] for case in PLACES])
def test_where_an_insider_is(need: str, expected: tuple[str, str] | None) -> None:
    assert goal_answers.place(need) == expected


PLANS = [
    ("when I finish, then I ask", ("I finish", "I ask")),
    ("I finish then: I ask.", ("I finish", "I ask")),
    ("Whenever it rains then I write", ("it rains", "I write")),
    ("when I finish", None),
    ("", None),
]


@pytest.mark.parametrize(("said", "expected"), PLANS, ids=[case[0] or "nothing" for case in PLANS])
def test_a_plan_that_is_said_at_once(said: str, expected: tuple[str, str] | None) -> None:
    assert goal_answers.plan(said) == expected


HALVES = [
    ("When I finish", "when", "I finish"),
    ("when:: I finish", "when", "I finish"),
    ("then I ask", "then", "I ask"),
    ("a :: b", "when", "a : b"),
    ("whenever", "when", "whenever"),
]


@pytest.mark.parametrize(("said", "first", "expected"), HALVES, ids=[case[0] for case in HALVES])
def test_half_a_plan(said: str, first: str, expected: str) -> None:
    assert goal_answers.half(said, first) == expected


CADENCES = [("monthly", "monthly"), ("Every 2 weeks", "every 2 weeks"), ("month", "every month"), ("6w", "6w"),
            ("often", None), ("", None), ("every now and then", None)]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), CADENCES, ids=[case[0] or "nothing" for case in CADENCES])
def test_how_often(said: str, expected: str | None) -> None:
    assert goal_answers.cadence(said) == expected


@pytest.mark.parametrize("said", ["", " ", "no", "None", "-", "?"])
def test_what_is_no_answer(said: str) -> None:
    assert goal_answers.is_nothing(said)


READERS: list[Any] = [goal_answers.measured, goal_answers.needs, goal_answers.plan, goal_answers.place,
                      goal_answers.cadence, goal_answers.is_vague, lambda said: goal_answers.day(said, TODAY)]  # fmt: skip


@given(st.text(max_size=60))
def test_whatever_is_said_is_read_or_not(said: str) -> None:
    for read in READERS:
        read(said)
    assert "::" not in goal_answers.half(said, "when") or "::" not in said
