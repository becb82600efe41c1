"""Words that can only tell of a day to come."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet import kinds, to_come

TODAY = date(2026, 11, 20)

TO_COME = [
    ("coffee tomorrow", "tomorrow"),
    ("coffee, tomorrow", "tomorrow"),
    ("tomorrow, coffee", "tomorrow"),
    ("Tomorrow at 3: call", "tomorrow"),
    ("coffee with her tomorrow evening", "tomorrow"),
    ("lunch next monday", "next monday"),
    ("a quick Coffee next Week.", "next week"),
    ("phone call next week, on looms", "next week"),
    ("we will have lunch next week", "next week"),
    ("We’ll have lunch", "will"),
    ("going to call her", "will"),
    ("I'll see her on friday", "will"),
]
WAS = [
    "",
    "coffee",
    "coffee on friday",
    "coffee with her on friday",
    "coffee, she leaves tomorrow",
    "coffee with her boss, who comes tomorrow",
    "coffee about the talk next week",
    "coffee with her and she leaves tomorrow",
    "lunch; tomorrow she leaves",
    "talk for next week's fair",
    "met her next week",
    "email: next week she is off",
    "she will move tomorrow",
    "will power was the topic",
    "we'll see",
    "tomorrow she leaves",
    "visit next door",
]


@pytest.mark.parametrize(("text", "told"), TO_COME, ids=[case[0] for case in TO_COME])
def test_what_is_to_come(text: str, told: str) -> None:
    assert to_come.told(text) == told


@pytest.mark.parametrize("text", WAS)
def test_what_may_be_past(text: str) -> None:
    assert to_come.told(text) == ""


@pytest.mark.parametrize(
    "kind", [kind for kind in kinds.KINDS if kind not in (kinds.MENTION, kinds.LAST_CONTACT)]
)
def test_any_kind_may_be_to_come(kind: str) -> None:
    assert to_come.told(f"{kind} tomorrow") == "tomorrow"


def test_the_day() -> None:
    days = [to_come.day(words, TODAY) for words in ("tomorrow", "next monday", "will")]
    assert days == [date(2026, 11, 21), date(2026, 11, 23), None]


@given(
    st.lists(
        st.sampled_from(["coffee ", "tomorrow", ", ", "we will ", "her ", "next ", "week"]) | st.text()
    ).map("".join)
)
def test_any_words_can_be_read(text: str) -> None:
    told = to_come.told(text)
    assert told == "will" or told in text.lower()
