"""Three devices in a short form, in full: ``python -m torture replicas``; and that it sees what goes wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from torture import replica_person, replicas, replicas_apart
from torture.replica_devices import Way
from torture.replica_truth import DOUBLE, LOST_TICKS, LOST_WORDS, MET, SKIPPED, SNOOZE, Mark, Truth, judge

DAY, NEXT, LATER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 16)
ADA = "---\nid: c1\ntype: contact\nsnooze: 2026-03-16\nskipped: 2026-03-02\n---\nOf w1x.\n"


@pytest.mark.parametrize(("way", "rounds"), [(replicas.WAYS[0], 4), (replicas_apart.WAYS[1], 3)], ids=str)
def test_nothing_is_lost_and_nothing_done_twice(way: Way, rounds: int) -> None:
    tally = replicas.live(way, 0, rounds, seed=2)
    assert tally.examples == {}
    assert tally.tried[LOST_TICKS]
    assert tally.tried["person"] == rounds


def found(truth: Truth, note: str, *days: date) -> dict[str, int]:
    told = judge(truth, {"People/Ada.md": note}, {"People/Ada.md": set(days)}, LATER)
    return {kind: len(examples) for kind, examples in told.items()}


def done() -> Truth:
    truth = Truth(words={"w1x"})
    for mark in (Mark(MET, (DAY,)), Mark(SNOOZE, (DAY,), LATER - DAY), Mark(SKIPPED, (DAY,))):
        truth.mark("c1", mark)
    return truth


@pytest.mark.parametrize(
    ("note", "days", "expected"),
    [
        (ADA, [DAY], {}),
        (ADA, [], {LOST_TICKS: 1}),
        (ADA, [DAY, NEXT], {DOUBLE: 1}),
        (ADA.replace("w1x", "nothing"), [DAY], {LOST_WORDS: 1}),
        (ADA.replace("03-16", "03-09"), [DAY], {LOST_TICKS: 1}),
        (ADA.replace("skipped: 2026-03-02\n", ""), [DAY], {LOST_TICKS: 1}),
    ],
    ids=["as it should be", "a tick", "a double", "a word", "a shorter put-off", "a skip"],
)
def test_what_goes_wrong_is_seen(note: str, days: list[date], expected: dict[str, int]) -> None:
    assert found(done(), note, *days) == expected


TWICE = [Mark(MET, (NEXT,)), Mark(MET, (NEXT,), on=DAY)]


@pytest.mark.parametrize(
    ("marks", "days", "expected"),
    [
        (TWICE, [DAY], {}),
        (TWICE, [NEXT], {}),
        (TWICE, [DAY, NEXT], {DOUBLE: 1}),
        ([Mark(MET, (DAY, NEXT))], [NEXT], {}),
        ([Mark(MET, (DAY, NEXT))], [DAY, NEXT], {DOUBLE: 1}),
        ([Mark(MET, (DAY, NEXT)), Mark(MET, (NEXT,))], [DAY, NEXT], {}),
        ([Mark(MET, (DAY, NEXT)), Mark(MET, (NEXT,))], [NEXT], {}),
        ([Mark(MET, (DAY, NEXT)), Mark(MET, (NEXT,))], [DAY], {LOST_TICKS: 1}),
    ],
    ids=str,
)
def test_a_tick_counts_once(marks: list[Mark], days: list[date], expected: dict[str, int]) -> None:
    truth = Truth(marks={"c1": marks})
    assert found(truth, ADA, *days) == expected


WEEK = timedelta(7)
SHORT, LONG = Mark(SNOOZE, (NEXT,), WEEK), 5 * WEEK
PUT_OFF = [
    ("the later page's", [Mark(SNOOZE, (DAY,), LONG), SHORT], NEXT + WEEK, {}),
    ("the later day, as git merges them", [Mark(SNOOZE, (DAY,), LONG), SHORT], DAY + LONG, {}),
    ("the later day of one page", [Mark(SNOOZE, (NEXT,), LONG), SHORT], NEXT + LONG, {}),
    ("the earlier day of one page", [Mark(SNOOZE, (NEXT,), LONG), SHORT], NEXT + WEEK, {LOST_TICKS: 1}),
    ("one that may be of an earlier page", [Mark(SNOOZE, (DAY, NEXT), LONG), SHORT], NEXT + WEEK, {}),
    ("or of this one", [Mark(SNOOZE, (DAY, NEXT), LONG), SHORT], NEXT + LONG, {}),
    ("a day nobody said", [SHORT], DAY, {LOST_TICKS: 1}),
]


@pytest.mark.parametrize(("title", "marks", "day", "expected"), PUT_OFF, ids=[case[0] for case in PUT_OFF])
def test_which_put_off_counts(title: str, marks: list[Mark], day: date, expected: dict[str, int]) -> None:
    note = ADA.replace("2026-03-16", day.isoformat())
    assert found(Truth(marks={"c1": marks}), note) == expected


def test_a_person_keeps_what_both_sides_say() -> None:
    text = (
        "---\nid: c1\n<<<<<<< HEAD\ncompany: w1x\nsnooze: 2026-03-09\n||||||| base\ncompany: w0x\n=======\n"
        "company: w2x\nsnooze: 2026-03-16\n>>>>>>> other\n---\nOf\n<<<<<<< HEAD\nw3x\n=======\nw4x\n>>>>>>> other\n"
    )
    expected = "---\nid: c1\ncompany: w1x\nsnooze: 2026-03-16\n---\nAlso company: w2x\nOf\nw3x\nw4x\n"
    assert replica_person.decided(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("email: w1x", "email: [w2x]", "email: [w1x, w2x]"),
        ("email: [w1x]", "email: w2x", "email: [w1x, w2x]"),
        ("email: [w1x]", "email: [w2x, w1x]", "email: [w1x, w2x]"),
    ],
    ids=["a value and a list", "a list and a value", "two lists"],
)
def test_a_person_keeps_the_items_of_a_list(one: str, other: str, expected: str) -> None:
    assert replica_person.once(f"---\n{one}\n{other}\n---\n") == f"---\n{expected}\n---\n"
