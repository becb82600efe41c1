"""Whom to reach out to today: places for those to reconnect with, and that a day's list comes to its end."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultnet.config import Config
from vaultnet.model import Source, Value
from vaultnet.network import FollowUp, Snapshot, Summary, Trace
from vaultnet.signals.ranking import Dealt, dealt_with, dormant_places, in_order, merge, places, rank

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


def chosen(names: str, config: Config | None = None, dealt: Any = ()) -> str:
    return " ".join(one.name for one in rank(everyone(names), config or Config(), dealt))


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


# --- who was dealt with today ----------------------------------------------------------------------


def dealt(*names: str, dormant: str = "") -> Dealt:
    found = Dealt({f"People/{name}.md": Source(f"People/{name}.md", 1) for name in names})
    found.dormant = frozenset(f"People/{name}.md" for name in dormant.split())
    return found


WAITING = "p1 c1 s1 b1 p2 d1 d2 d3 d4"

# title, who was dealt with, which of them after a long silence, who is left of p1 c1 s1 d1 d2
LEFT = [
    ("nobody", (), "", "p1 c1 s1 d1 d2"),
    ("one of the others", ("p1",), "", "c1 s1 d1 d2"),
    ("one to reconnect with", ("d1",), "d1", "p1 c1 s1 d2"),
    ("both of those", ("d1", "d2"), "d1 d2", "p1 c1 s1"),
    ("one of each", ("c1", "d2"), "d2", "p1 s1 d1"),
    ("all of the others", ("p1", "c1", "s1"), "", "d1 d2"),
    ("somebody who was not on the list", ("x",), "", "p1 c1 d1 d2"),
    ("five", ("p1", "c1", "s1", "d1", "d2"), "d1 d2", ""),
    ("six", ("p1", "c1", "s1", "d1", "d2", "x"), "d1 d2", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "dormant", "expected"), [case[1:] for case in LEFT], ids=[case[0] for case in LEFT]
)
def test_nobody_comes_up_in_the_place_of_who_was_dealt_with(
    names: tuple[str, ...], dormant: str, expected: str
) -> None:
    assert chosen(WAITING, dealt=dealt(*names, dormant=dormant)) == expected


def touched(*days: str, **fields: Any) -> Summary:
    path = "People/Ada.md"
    recent = tuple(Trace(path, day, "call", f"Daily/{day}.md", 1, "mention") for day in days)
    values = {key: (Value(one, 2, str(one)),) for key, one in fields.items()}
    return Summary(path, "Ada", values, len(recent), recent)


# title, the contact, whether it had a place of those to reconnect with
SILENT = [
    ("skipped after three months", touched("2026-08-21", skipped="2026-11-20"), True),
    ("skipped after a little less", touched("2026-08-22", skipped="2026-11-20"), False),
    ("skipped, but tracked by a tier", touched("2020-01-01", skipped="2026-11-20", tier="close"), False),
    ("skipped, but tracked by a cadence", touched("2020-01-01", skipped="2026-11-20", cadence=30), False),
    ("put off after years", touched("2020-01-01", put_off="2026-11-20"), True),
    ("never in touch", touched(skipped="2026-11-20"), False),
    ("talked to today after years", touched("2026-11-20", "2020-01-01", put_off="2026-11-20"), True),
    ("talked to today and lately", touched("2026-11-20", "2026-11-01", put_off="2026-11-20"), False),
    ("not dealt with", touched("2020-01-01"), False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("contact", "silent"), [case[1:] for case in SILENT], ids=[case[0] for case in SILENT]
)
def test_who_had_a_place_of_those_to_reconnect_with(contact: Summary, silent: bool) -> None:
    found = dealt_with(Snapshot(TODAY, (contact,)))
    assert found.dormant == ({contact.path} if silent else set())


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
def test_laws_of_a_day(found: list[FollowUp], config: Config, names: set[str], chance: Any) -> None:
    gone = dealt(*names, dormant=" ".join(name for name in names if name[0] == "d"))
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
    dormant = {one.contact for one in merge(found) if one.reasons[0].reason == "reconnect"} - set(gone)
    shown = {one.contact for one in day}
    if shown and not gone:
        kept = dormant_places(config)
        assert len(shown & dormant) <= kept or not people - dormant - shown
        assert len(shown - dormant) <= config.reach_out - kept or not dormant - shown
    # The order of what was found makes no difference.
    every = in_order(found, config, gone)
    chance.shuffle(found)
    assert rank(found, config, gone) == day
    assert in_order(found, config, gone) == every
    assert every[: len(day)] == day
    assert {one.contact for one in every} == people
