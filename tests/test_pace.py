"""When to look: soon after a save, once after a burst, never too late, and not at all where nothing happens."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultnet.pace import (
    BOUND,
    BOUND_OF_BURST,
    BURST,
    LATEST,
    LONGEST,
    OPEN,
    QUIET,
    RETRY,
    SHARE,
    SLOW,
    VERIFY,
    Heard,
    Look,
    Pace,
)

ROUNDING = 1e-6
"""Seconds that may be lost in sums of seconds."""


class Looked(NamedTuple):
    at: float
    places: frozenset[str] | None


def played(events: Iterable[Heard], until: float, pace: Pace | None = None) -> list[Looked]:
    """The looks that are taken while events come in; a look takes no time."""
    pace = pace or Pace(0.0)
    looks = []
    for event in [*events, None]:
        end = event.at if event else until
        while (due := pace.next()) < end:
            look = pace.take(due)
            assert look is not None, "what is due can be taken"
            pace.done(due, look, 0.0)
            looks.append(Looked(due, look.places))
        if event:
            pace.hear(event)
    return looks


def save(at: float, path: str = "People/Ada.md") -> Heard:
    return Heard(at, path, finished=True)


def places(*names: str) -> frozenset[str]:
    return frozenset(names)


# --- cases -----------------------------------------------------------------------------------------------

NOTHING: list[Heard] = []
ADA, GRACE = "People/Ada.md", "People/Grace.md"
CASES = [
    ("nothing happens", NOTHING, []),
    ("a save", [save(1)], [(1 + QUIET, places("People"))]),
    ("a save in the root", [save(1, "Ada.md")], [(1 + QUIET, places(""))]),
    ("a save in place: made, written, closed", [Heard(1, ADA), Heard(1.001, ADA), save(1.002)],
     [(1.002 + QUIET, places("People"))]),
    ("one that is not closed", [Heard(1, ADA)], [(1 + OPEN, places("People"))]),
    ("gone, made again, closed: no look in between", [Heard(1, ADA), Heard(1.02, ADA), save(1.03)],
     [(1.03 + QUIET, places("People"))]),
    ("two at once", [save(1), save(1.001, "Goals/Lead.md")], [(1.001 + 2 * QUIET, places("People", "Goals"))]),
    ("two apart", [save(1), save(1.5, "Goals/Lead.md")],
     [(1 + QUIET, places("People")), (1.5 + 2 * QUIET, places("Goals"))]),
    ("a save does not wait for another file that is being written", [Heard(0.99, GRACE), save(1, "Goals/Lead.md")],
     [(1 + QUIET, places("Goals")), (0.99 + OPEN, places("People"))]),
    ("a folder is moved", [Heard(1, "People", everything=True)], [(1 + OPEN, None)]),
    ("settings are saved", [Heard(1, "vaultnet.toml", finished=True, everything=True)], [(1 + QUIET, None)]),
    ("what concerned everything once still does", [Heard(1, "a", everything=True), Heard(1.01, "a")],
     [(1.01 + OPEN, None)]),
    ("forty in a row are one look", [save(1 + number / 1000, f"{number}.md") for number in range(40)],
     [(1.039 + 40 * QUIET, places(""))]),
    ("a burst is one look at everything", [save(1 + number / 1000, f"{number}.md") for number in range(2000)],
     [(1 + 1.999 + LONGEST, None)]),
    ("always written, never closed", [Heard(1 + number / 100, ADA) for number in range(250)],
     [(1 + BOUND, places("People")), (3.49 + OPEN, places("People"))]),
    ("one after the other: the first at once, then together", [save(1 + number / 100, f"{number}.md") for number in range(30)],
     [(1 + QUIET, places("")), (1.01 + 2 * QUIET, places("")), (1.02 + 3 * QUIET, places("")),
      (1.29 + 30 * QUIET, places(""))]),
    ("a note that is saved again and again is looked at each time", [save(1 + number / 100) for number in range(3)],
     [(1 + QUIET, places("People")), (1.01 + QUIET, places("People")), (1.02 + QUIET, places("People"))]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "events", "expected"), CASES, ids=[case[0] for case in CASES])
def test_when_and_where(
    title: str, events: list[Heard], expected: list[tuple[float, frozenset[str] | None]]
) -> None:
    looks = played(events, 4.4)[: len(expected)]
    assert [look.places for look in looks] == [where for _, where in expected]
    assert [look.at for look in looks] == pytest.approx([at for at, _ in expected])


def test_a_burst_that_goes_on_is_looked_at_now_and_then() -> None:
    events = [Heard(number / 100, f"{number}.md", finished=True) for number in range(2500)]
    looks = [look for look in played(events, 30) if look.at > 0.1]  # the first three come one by one
    assert looks[0].places is None
    assert looks[0].at == pytest.approx(0.03 + BOUND_OF_BURST)
    assert len([look for look in looks if look.at <= 25]) <= 6


def test_a_quick_look_is_verified_by_one_at_everything() -> None:
    looks = played([save(1), save(1.5)], 10)
    assert [look.places for look in looks] == [places("People"), places("People"), None]
    assert looks[-1].at == pytest.approx(1.5 + QUIET + VERIFY)


def test_saves_without_end_do_not_put_off_what_verifies_them() -> None:
    looks = played([save(1 + 0.9 * number) for number in range(200)], 200)
    whole = [look.at for look in looks if look.places is None and look.at <= 180]
    assert whole[0] == pytest.approx(1 + QUIET + LATEST)
    assert all(later - earlier <= LATEST + 0.9 + ROUNDING for earlier, later in pairwise(whole))


def test_where_looking_is_slow_it_is_verified_later() -> None:
    pace = Pace(0.0)
    pace.done(1.0, Look(None), 3.0)
    for number in range(40):
        pace.hear(save(1 + 0.9 * number))
        assert pace.take(pace.next()) == Look(places("People"))
        if pace.next() <= 1.9 + 0.9 * number:
            break
    assert pace.next() == 1.0 + 3.0 * SHARE


def test_what_was_unsure_is_verified_too_but_what_was_verified_is_not() -> None:
    looks = played([Heard(1, "New", everything=True)], 50)
    assert [round(look.at, 3) for look in looks] == [1.05, 2.05]


def test_where_nothing_happens_only_the_slow_timer_looks() -> None:
    looks = played(NOTHING, 3600)
    assert [look.places for look in looks] == [None] * 59
    assert [look.at for look in looks] == pytest.approx([SLOW * number for number in range(1, 60)])


def test_unsure_is_now_and_once() -> None:
    pace = Pace(0.0)
    pace.unsure(5.0)
    assert pace.next() == 5.0
    assert pace.take(5.0) == Look(None)
    assert pace.next() == 5.0 + SLOW


def test_nothing_is_taken_before_it_is_due() -> None:
    pace = Pace(0.0)
    pace.hear(save(1))
    assert pace.take(1.001) is None
    assert pace.take(pace.next()) == Look(places("People"))
    assert pace.take(pace.next() - 0.1) is None


def test_a_resting_dashboard_is_looked_at_again() -> None:
    pace = Pace(0.0)
    pace.resting(1.0, 7.5)
    assert pace.next() == 8.5
    assert pace.take(8.5) == Look(None)
    assert pace.next() > 60
    pace.resting(9.0, 7.5)
    pace.resting(10.0, 0.0)
    assert pace.next() > 60


def test_what_failed_is_tried_again_ever_more_rarely_until_it_works() -> None:
    pace, now, waits = Pace(0.0), 0.0, []
    pace.failed(now)
    for _ in range(9):
        waits.append(pace.next() - now)
        now = pace.next()
        assert pace.take(now) == Look(None)
        pace.failed(now)
    assert waits == [RETRY, 2, 4, 8, 16, 32, SLOW, SLOW, SLOW]
    now = pace.next()
    look = pace.take(now)
    assert look is not None
    pace.done(now, look, 0.0)
    assert pace.next() == now + SLOW
    pace.failed(now)
    assert pace.next() == now + RETRY


def test_what_failed_for_a_moment_is_tried_again_soon_however_often() -> None:
    """Such as a vault that git changes while it is looked at."""
    pace, now, waits = Pace(0.0), 0.0, []
    for _ in range(9):
        pace.failed(now, passing=True)
        waits.append(pace.next() - now)
        now = pace.next()
        assert pace.take(now) == Look(None)
    assert waits == [RETRY] * 9
    pace.failed(now)
    assert pace.next() == now + RETRY


def test_a_quick_look_elsewhere_does_not_mend_what_failed() -> None:
    pace = Pace(0.0)
    pace.failed(1.0)
    pace.hear(save(1.1))
    look = pace.take(1.2)
    assert look == Look(places("People"))
    pace.done(1.2, look, 0.0)
    assert pace.next() == 1.0 + RETRY


def test_looking_takes_up_a_small_part_of_the_time() -> None:
    pace = Pace(0.0, slow=0.5)
    look = pace.take(0.5)
    assert look is not None
    pace.done(2.5, look, 2.0)
    assert pace.next() == 2.5 + 2.0 * SHARE
    look = pace.take(pace.next())
    assert look is not None
    pace.done(22.5, look, 0.01)
    assert pace.next() == 22.5 + 0.5


# --- laws ------------------------------------------------------------------------------------------------

GAPS = st.one_of(st.floats(0, 0.005), st.floats(0, 0.1), st.floats(0, 5))
NAMES = st.sampled_from(["a.md", "b.md", "People/a.md", "People/b.md", "Goals/x/c.md"])


@st.composite
def sequences(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES, most: int = 20) -> list[Heard]:
    now, events = 0.0, []
    for gap in draw(st.lists(GAPS, max_size=most)):
        now += gap
        everything = draw(st.integers(0, 9)) == 0
        events.append(Heard(now, draw(names), draw(st.booleans()), everything))
    return events


def folder(path: str) -> str:
    return path.rpartition("/")[0]


def covers(look: Looked, event: Heard) -> bool:
    return look.places is None or (not event.everything and folder(event.path) in look.places)


@given(sequences())
def test_everything_that_was_heard_is_looked_at_within_the_bound(events: list[Heard]) -> None:
    looks = played(events, 10_000)
    for event in events:
        after = min(
            (look.at for look in looks if look.at >= event.at and covers(look, event)), default=math.inf
        )
        assert after <= event.at + BOUND + ROUNDING


@given(sequences(st.integers(0, 3 * BURST).map(lambda number: f"Many/{number}.md"), most=2 * BURST))
def test_a_burst_too_is_looked_at_within_its_bound(events: list[Heard]) -> None:
    looks = played(events, 10_000)
    for event in events:
        after = min(
            (look.at for look in looks if look.at >= event.at and covers(look, event)), default=math.inf
        )
        assert after <= event.at + BOUND_OF_BURST + ROUNDING


@given(sequences())
def test_nothing_is_looked_at_before_it_has_settled(events: list[Heard]) -> None:
    since = 0.0
    for look in played(events, 10_000):
        known = [event for event in events if event.at <= look.at]
        for place in look.places or ():
            inside = [event for event in known if folder(event.path) == place]
            last = {event.path: event for event in inside}  # of each file, the last
            settled = any(
                event.at + (QUIET if event.finished else OPEN) <= look.at + ROUNDING
                for event in last.values()
            )
            waited = any(
                event.at + BOUND <= look.at + ROUNDING for event in inside if event.at >= since - BOUND
            )
            assert settled or waited
        since = look.at


@given(sequences())
def test_the_last_look_is_one_at_everything_a_second_later(events: list[Heard]) -> None:
    looks = [look for look in played(events, 10_000) if look.at < (events[-1].at if events else 0) + 20]
    if events:
        quick = max(look.at for look in looks if look.at <= events[-1].at + BOUND + ROUNDING)
        assert any(look.places is None and quick <= look.at <= quick + VERIFY + ROUNDING for look in looks)


@given(st.lists(st.tuples(GAPS, NAMES), min_size=1, max_size=60))
def test_no_quick_look_waits_long_for_the_one_that_verifies_it(saves: list[tuple[float, str]]) -> None:
    now, events = 0.0, []
    for gap, name in saves:
        now += gap
        events.append(save(now, name))
    looks = played(events, 10_000)
    for quick in looks:
        if quick.places is not None:
            after = min(look.at for look in looks if look.places is None and look.at > quick.at)
            assert after <= quick.at + LATEST + ROUNDING


@given(sequences())
def test_in_the_end_only_the_slow_timer_is_left(events: list[Heard]) -> None:
    end = events[-1].at if events else 0.0
    looks = [look for look in played(events, end + 1000) if look.at > end + BOUND + VERIFY + ROUNDING]
    assert {look.places for look in looks} == {None}
    gaps = [later.at - earlier.at for earlier, later in pairwise(looks)]
    assert all(gap == pytest.approx(SLOW) for gap in gaps)
