"""Whom to reach out to today: places for those to reconnect with, and that a day's list comes to its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultnet.config import Config
from vaultnet.model import Source
from vaultnet.network import FollowUp
from vaultnet.signals.ranking import (
    FURTHER,
    Dealt,
    alike_at_most,
    dormant_places,
    in_order,
    is_interval,
    merge,
    places,
    rank,
)

TODAY = date(2026, 11, 20)
REASONS = {"d": "reconnect", "p": "promise", "c": "check in", "s": "share", "b": "congratulate"}


def follow_up(name: str, weight: float, reason: str = "") -> FollowUp:
    """A follow-up; what it is for shows in the first letter of the name, if not said."""
    path = f"People/{name}.md"
    reason = reason or REASONS[name[0]]
    return FollowUp(path, name, reason, TODAY, "text", (Source(path, 1),), weight)


def everyone(names: str) -> list[FollowUp]:
    """Follow-ups of people, most pressing first."""
    return [follow_up(name, 3 - number / 20) for number, name in enumerate(names.split())]


def chosen(names: str, config: Config) -> str:
    return " ".join(one.name for one in rank(everyone(names), config))


# title, who is due (most pressing first), settings, whom the day suggests
DAYS = [
    ("three and two", "p1 c1 s1 b1 p2 d1 d2 d3", {}, "p1 c1 s1 d1 d2"),
    ("weightier ones to reconnect with do not take more", "d1 d2 d3 d4 p1 c1 s1 b1", {}, "d1 d2 p1 c1 s1"),
    ("one to reconnect with", "p1 c1 s1 b1 p2 d1", {}, "p1 c1 s1 b1 d1"),
    ("none to reconnect with", "p1 c1 s1 b1 p2 c2", {}, "p1 c1 s1 b1 p2"),
    ("two of the others", "d1 d2 d3 d4 p1 c1", {}, "d1 d2 d3 p1 c1"),
    ("nobody else", "d1 d2 d3 d4 d5 d6", {}, "d1 d2 d3 d4 d5"),
    ("few people", "p1 d1", {}, "p1 d1"),
    ("nobody", "", {}, ""),
    ("three promises at most while others wait", "p1 p2 p3 p4 p5 c1 c2", {}, "p1 p2 p3 c1 c2"),
    ("three promises, two to reconnect with", "p1 p2 p3 p4 p5 d1 d2", {}, "p1 p2 p3 d1 d2"),
    ("a fourth promise where too few wait", "p1 p2 p3 p4 p5 d1", {}, "p1 p2 p3 p4 d1"),
    ("no places for them", "d1 p1 c1 s1 b1 p2", {"dormant": 0}, "p1 c1 s1 b1 p2"),
    ("no places, but nobody else", "d1 p1", {"dormant": 0}, "d1 p1"),
    ("four places for them", "p1 c1 d1 d2 d3 d4", {"dormant": 4}, "p1 c1 d1 d2 d3"),
    ("all places for them", "p1 d1 d2 d3", {"reach_out": 3, "dormant": 3}, "p1 d1 d2"),
    ("more places than there are", "p1 p2 d1 d2", {"reach_out": 2, "dormant": 9}, "d1 d2"),
    ("one place", "d1 p1", {"reach_out": 1}, "p1"),
    ("ten places", "p1 c1 s1 b1 p2 c2 s2 d1 d2 d3 d4 d5", {"reach_out": 10}, "p1 c1 s1 b1 p2 c2 d1 d2 d3 d4"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "settings_", "expected"), [case[1:] for case in DAYS], ids=[case[0] for case in DAYS]
)
def test_a_day(due: str, settings_: dict[str, int], expected: str) -> None:
    assert chosen(due, Config(**settings_)) == expected


@pytest.mark.parametrize(
    ("config", "count"),
    [(Config(), 2), (Config(reach_out=1), 0), (Config(reach_out=10), 4), (Config(reach_out=2, dormant=5), 2)],
)
def test_how_many_places_there_are_to_reconnect(config: Config, count: int) -> None:
    assert dormant_places(config) == count


def test_who_has_a_better_reason_is_not_dormant() -> None:
    follow_ups = [*everyone("p1 c1 s1 d1 d2"), follow_up("d2", 3, "congratulate"), follow_up("d3", 1)]
    assert {one.name for one in rank(follow_ups, Config(dormant=1))} == {"p1", "c1", "s1", "d1", "d2"}


# --- reasons before intervals ----------------------------------------------------------------------

# title, what somebody is due for as signal, reason and weight, the reasons in the order in which they are said
INTERVALS_LAST = [
    ("nothing but the cadence", "cadence check in 3", "cadence"),
    ("nothing but a silence", "drift check in 1.5", "drift"),
    ("a light reason goes before a long overdue cadence", "cadence check in 3, share share 1", "share, cadence"),
    ("a birthday", "cadence check in 2, birthdays congratulate 1.5", "birthdays, cadence"),
    ("their news is a reason, and so is the owner's", "cadence check in 2.5, news update 1.25", "news, cadence"),
    ("what was promised, and is not late", "cadence check in 3, promises promise 1.5", "promises, cadence"),
    ("a goal that needs them", "drift check in 1.2, needs reconnect 0.75", "needs, drift"),
    ("something to do together", "drift check in 1.2, projects check in 1", "projects, drift"),
    ("an event just over is no interval", "after_event check in 2, cadence check in 1", "after_event, cadence"),
    ("a mentorship without a session", "mentoring check in 1, share share 0.5", "share, mentoring"),
    ("to thank a mentor is no interval", "mentoring thank 1, cadence check in 2", "mentoring, cadence"),
    ("several reasons, the weightiest first", "cadence check in 3, share share 1, thanks thank 2", "thanks, share, cadence"),
    ("two intervals, the weightier first", "cadence check in 1, mentoring check in 1.5", "mentoring, cadence"),
    ("a reason of somebody's own plugin", "cadence check in 3, loans ask 0.5", "loans, cadence"),
]  # fmt: skip


def due_for(said: str) -> list[FollowUp]:
    """Follow-ups of one person, each as ``signal reason weight``."""
    parts = [one.partition(" ") for one in said.split(", ")]
    return [
        replace(follow_up("Ada", float(rest.rpartition(" ")[2]), rest.rpartition(" ")[0]), signal=signal)
        for signal, _, rest in parts
    ]


@pytest.mark.parametrize(
    ("due", "expected"), [case[1:] for case in INTERVALS_LAST], ids=[case[0] for case in INTERVALS_LAST]
)
def test_an_interval_is_said_last(due: str, expected: str) -> None:
    (one,) = merge(due_for(due))
    assert ", ".join(why.signal for why in one.reasons) == expected
    further = len(one.reasons) - 1
    assert one.weight == max(why.weight for why in one.reasons) + FURTHER * further  # the place is as it was


WITH_SIGNALS = st.lists(
    st.builds(
        lambda one, signal: replace(one, signal=signal),
        st.builds(follow_up, st.sampled_from(["a", "b"]), st.sampled_from([0.5, 1.0, 3.0]), st.sampled_from(sorted(REASONS.values()))),
        st.sampled_from(["cadence", "drift", "mentoring", "news", "share", ""]),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(WITH_SIGNALS)
def test_an_interval_comes_first_only_where_there_is_nothing_else(found: list[FollowUp]) -> None:
    for one in merge(found):
        kinds = [is_interval(why) for why in one.reasons]
        assert kinds == sorted(kinds)
        assert not kinds[0] or all(kinds)


# --- who was dealt with today ----------------------------------------------------------------------


def dealt(names: str, due: list[FollowUp]) -> Dealt:
    """Say that some were dealt with who were due for this, and others for other things, this morning."""
    found = Dealt({f"People/{name}.md": Source(f"People/{name}.md", 1) for name in names.split()})
    found.reasons = tuple(one for one in due if one.contact in found)
    return found


WAITING = "p1 c1 s1 b1 p2 d1 d2 d3 d4"
PROMISED = "p1 p2 p3 p4 c1 c2 c3"

# title, who was due this morning (most pressing first), who was dealt with, who is left
LEFT = [
    ("nobody", WAITING, "", "p1 c1 s1 d1 d2"),
    ("one of the others", WAITING, "p1", "c1 s1 d1 d2"),
    ("one to reconnect with", WAITING, "d1", "p1 c1 s1 d2"),
    ("both of those", WAITING, "d1 d2", "p1 c1 s1"),
    ("one of each", WAITING, "c1 d2", "p1 s1 d1"),
    ("all of the others", WAITING, "p1 c1 s1", "d1 d2"),
    ("five", WAITING, "p1 c1 s1 d1 d2", ""),
    ("somebody who was not on the list takes the last place", WAITING, "b1", "p1 c1 d1 d2"),
    ("also if they were not due", WAITING, "x", "p1 c1 d1 d2"),
    ("the last to reconnect with, if they are one of those", WAITING, "d4", "p1 c1 s1 d1"),
    ("two who were not on it", WAITING, "x b1", "p1 d1 d2"),
    ("and one who was", WAITING, "s1 x", "p1 d1 d2"),
    ("five who were not on it", WAITING, "b1 p2 d3 d4 x", ""),
    ("six", WAITING, "p1 c1 s1 d1 d2 x", ""),
    ("somebody who was not on it, where a place was free", "p1 c1 d1", "x", "p1 c1 d1"),
    ("no other of their kind is left", "p1 c1 s1 b1 p2", "d9", "p1 c1 s1 b1"),
    ("a promise still counts among those of the day", PROMISED, "p1", "p2 p3 c1 c2"),
    ("and all of them", PROMISED, "p1 p2 p3", "c1 c2"),
    ("one that waited", PROMISED, "p4", "p1 p2 p3 c1"),
]  # fmt: skip


@pytest.mark.parametrize("are_due", [True, False], ids=["still due", "due no more"])
@pytest.mark.parametrize(
    ("due", "names", "expected"), [case[1:] for case in LEFT], ids=[case[0] for case in LEFT]
)
def test_nobody_comes_up_in_the_place_of_who_was_dealt_with(
    due: str, names: str, expected: str, *, are_due: bool
) -> None:
    morning = everyone(due)
    gone = dealt(names, morning)
    now = [one for one in morning if are_due or one.contact not in gone]
    assert " ".join(one.name for one in rank(now, Config(), gone)) == expected


# --- laws ------------------------------------------------------------------------------------------

NAMES = [f"{kind}{number}" for kind in REASONS for number in range(4)]
FOUND = st.lists(
    st.builds(follow_up, st.sampled_from(NAMES), st.sampled_from([0.0, 0.5, 1.0, 2.5]), st.sampled_from([*REASONS.values()])),
    max_size=30,
)  # fmt: skip
CONFIGS = st.builds(Config, reach_out=st.integers(1, 8), dormant=st.none() | st.integers(0, 9))
DEALT = st.sets(st.sampled_from(NAMES), max_size=6)


@settings(max_examples=150, deadline=None)
@given(FOUND, CONFIGS, DEALT, st.randoms())
@example(everyone("d1 p1 d2"), Config(), set(), Random(1))
@example(everyone("d1 d2 d3 p1"), Config(reach_out=3, dormant=3), set(), Random(1))
def test_laws_of_a_day(found: list[FollowUp], config: Config, names: set[str], chance: Any) -> None:
    gone = dealt(" ".join(names), found)
    day = rank(found, config, gone)
    people = {one.contact for one in found}
    # Everybody once, nobody who was dealt with, never more than there are places, and none left empty.
    assert len({one.contact for one in day}) == len(day)
    assert not {one.contact for one in day} & set(gone)
    assert len(day) == min(places(config, gone), len(people - set(gone)))
    # Most pressing first, with all reasons.
    assert sorted(day, key=lambda one: (-one.weight, one.name, one.contact)) == list(day)
    assert all(set(one.reasons) == {why for why in found if why.contact == one.contact} for one in day)
    # Those to reconnect with take no more than their places where others wait, and the others no more than theirs.
    dormant = {one.contact for one in merge(found) if one.reasons[0].reason == "reconnect"}
    morning = {one.contact for one in rank(found, config)}
    kept = dormant_places(config)
    assert len(morning & dormant) <= kept or not people - dormant - morning
    enough = len(morning & dormant) >= alike_at_most(config)  # to reconnect is a reason as well
    assert len(morning - dormant) <= config.reach_out - kept or enough or not dormant - morning
    # The order of what was found makes no difference.
    every = in_order(found, config, gone)
    chance.shuffle(found)
    assert rank(found, config, gone) == day
    assert in_order(found, config, gone) == every
    assert every[: len(day)] == day
    assert {one.contact for one in every} == people


@settings(max_examples=150, deadline=None)
@given(FOUND, CONFIGS, st.randoms(), st.integers(0, 2))
@example(everyone("p1 p2 p3 p4 c1 c2"), Config(), Random(1), 0)
def test_whoever_is_dealt_with_the_others_stay(
    found: list[FollowUp], config: Config, chance: Any, others: int
) -> None:
    """One after the other, in any order, due for what they still may be due for: nobody comes up, nobody goes."""
    morning = rank(found, config)
    elsewhere = [name for name in NAMES if f"People/{name}.md" not in {one.contact for one in morning}]
    order = chance.sample([one.name for one in morning], len(morning))
    left = [one.contact for one in morning]
    for number in range(1, len(order) + 1):
        gone = dealt(" ".join(order[:number]), found)
        now = [one for one in found if one.contact not in gone or chance.random() < 0.5]
        left = [contact for contact in left if contact not in gone]
        assert [one.contact for one in rank(now, config, gone)] == left
        # Somebody who was not on the list costs a place, and nobody comes up by that either.
        more = dealt(" ".join([*order[:number], *elsewhere[:others]]), found)
        day = [one.contact for one in rank(found, config, more)]
        assert [contact for contact in left if contact in day] == day
        assert len(day) == min(len(left), places(config, more))
