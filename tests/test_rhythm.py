"""How often people are in touch by themselves: cases as data, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet.network import Summary, Trace
from vaultnet.rhythm import gaps, rhythm

NEWEST = date(2026, 11, 20)


def ada(*before: int) -> Summary:
    """Ada, in touch so many days before the newest day, newest first."""
    days = [(NEWEST - timedelta(number)).isoformat() for number in before]
    recent = tuple(Trace("People/Ada.md", day, "call", f"Daily/{day}.md", 1, "mention") for day in days)
    return Summary("People/Ada.md", "Ada", interactions=len(recent), recent=recent)


# title, days in touch, gaps, rhythm
CASES = [
    ("never in touch", (), (), None),
    ("once", (0,), (), None),
    ("two gaps", (0, 20, 40), (20, 20), None),
    ("three gaps", (0, 7, 14, 21), (7, 7, 7), 7.0),
    ("three gaps within twenty days", (0, 7, 14, 20), (7, 7, 6), None),
    ("the gap in the middle counts", (0, 5, 15, 115), (5, 10, 100), 10.0),
    ("of an even number the two in the middle", (0, 5, 15, 36, 136), (5, 10, 21, 100), 15.5),
    ("a day apart", tuple(range(12)), (1,) * 11, None),
]


@pytest.mark.parametrize(
    ("days", "between", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_rhythm(days: tuple[int, ...], between: tuple[int, ...], expected: float | None) -> None:
    assert gaps(ada(*days)) == between
    assert rhythm(ada(*days)) == expected


@settings(max_examples=60)
@given(st.sets(st.integers(0, 2000), max_size=12))
def test_a_rhythm_is_one_of_its_gaps_or_between_them(days: set[int]) -> None:
    summary = ada(*sorted(days))
    found = rhythm(summary)
    if found is not None:
        between = gaps(summary)
        assert 1 <= min(between) <= found <= max(between)
        assert (
            sum(one <= found for one in between) * 2
            >= len(between)
            <= sum(one >= found for one in between) * 2
        )
