"""Three devices in a short form, in full: ``python -m torture replicas``; and that it sees what goes wrong."""

from __future__ import annotations

from datetime import date

import pytest

from torture import replica_person
from torture.replica_truth import DOUBLE, LOST_TICKS, LOST_WORDS, MET, SKIPPED, SNOOZE, Truth, judge

DAY, NEXT, LATER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 16)
ADA = "---\nid: c1\ntype: contact\nsnooze: 2026-03-16\nskipped: 2026-03-02\n---\nOf w1x.\n"


def found(truth: Truth, note: str, *days: date) -> dict[str, int]:
    told = judge(truth, {"People/Ada.md": note}, {"People/Ada.md": set(days)})
    return {kind: len(examples) for kind, examples in told.items()}


def done() -> Truth:
    truth = Truth(words={"w1x"})
    truth.mark(MET, "c1", "2 March", "page", DAY)
    truth.mark(SNOOZE, "c1", "2 March", "page", LATER)
    truth.mark(SKIPPED, "c1", "2 March", "page", DAY)
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


def test_a_tick_on_one_of_two_days_is_one_of_them() -> None:
    truth = Truth()
    truth.mark(MET, "c1", "2 or 3 March", "page", DAY, NEXT)
    assert found(truth, ADA, NEXT) == {}
    truth.marks[MET]["c1"] = {"2 March": {"one": {DAY}, "two": {NEXT}}}
    assert found(truth, ADA, DAY, NEXT) == {DOUBLE: 1}


def test_a_person_keeps_what_both_sides_say() -> None:
    text = (
        "---\nid: c1\n<<<<<<< HEAD\ncompany: w1x\nsnooze: 2026-03-09\n||||||| base\ncompany: w0x\n=======\n"
        "company: w2x\nsnooze: 2026-03-16\n>>>>>>> other\n---\nOf\n<<<<<<< HEAD\nw3x\n=======\nw4x\n>>>>>>> other\n"
    )
    expected = "---\nid: c1\ncompany: w1x\nsnooze: 2026-03-16\n---\nAlso company: w2x\nOf\nw3x\nw4x\n"
    assert replica_person.decided(text) == expected
