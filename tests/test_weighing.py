"""Why somebody has the place that they have: the sum, and which rule moved them into the day or out of it."""

from __future__ import annotations

from datetime import date

import pytest

from vaultnet.config import Config
from vaultnet.model import Source
from vaultnet.network import FollowUp
from vaultnet.signals.ranking import Dealt, Reach, in_order, merge
from vaultnet.signals.weighing import Places, total


def follow_up(name: str, reason: str, weight: float) -> FollowUp:
    signal = "cadence" if reason == "check in" else "rule"
    return FollowUp(name, name, reason, date(2026, 11, 1), "text", (Source(name, 3, reason),), weight, signal)


# title, reasons with their weights, the sum
SUMS = [
    ("one", {"check in": 1.0}, "1.00 for “check in”"),
    ("two", {"check in": 1.0, "promise": 2.0}, "2.25 = 2.00 for “promise” + 0.25 × 1 for a further reason"),
    ("the heaviest is an interval, which is said last", {"check in": 2.5, "share": 1.0}, "2.75 = 2.50 for “check in” + 0.25 × 1 for a further reason"),
    ("three", {"ask": 1.0, "promise": 2.5, "give": 0.5}, "3.00 = 2.50 for “promise” + 0.25 × 2 for further reasons"),
]  # fmt: skip


@pytest.mark.parametrize(("reasons", "text"), [case[1:] for case in SUMS], ids=[case[0] for case in SUMS])
def test_the_sum(reasons: dict[str, float], text: str) -> None:
    one: Reach
    [one] = merge(follow_up("Ada", reason, weight) for reason, weight in reasons.items())
    assert total(one) == text
    assert text.startswith(f"{one.weight:.2f} ")


ALIKE = "no reason comes first for more than 3 of the day's 5 while others wait"

PLACES = "2 of the day's 5 places are for people to reconnect with"
TAKEN = "somebody else, who was not on the day's list, was dealt with and took this place"

# title, who is due for what (most pressing first), who was dealt with, what is said of each whom a rule moved
MOVED = [
    ("nobody", "A check in, B promise", "", {}),
    ("within the day", "A promise, B promise, C promise, D promise, E ask", "", {}),
    ("by reason", "A promise, B promise, C promise, D promise, E ask, F ask", "", {"D": ("6th", "4th", ALIKE), "F": ("5th", "6th", ALIKE)}),
    (
        "by places to reconnect",
        "A ask, B share, C promise, D check in, E thank, F reconnect, G reconnect, H give",
        "",
        {"D": ("6th", "4th", PLACES), "E": ("7th", "5th", PLACES), "F": ("4th", "6th", PLACES), "G": ("5th", "7th", PLACES)},
    ),
    (
        "too many to reconnect with",
        "A reconnect, B reconnect, C reconnect, D reconnect, E ask, F share, G give",
        "",
        {"C": ("6th", "3rd", PLACES), "D": ("7th", "4th", PLACES), "F": ("4th", "6th", PLACES), "G": ("5th", "7th", PLACES)},
    ),
    (
        "dealt with",
        "A ask, B share, C promise, D thank, E give, F check in, G ask",
        "A",
        {},
    ),
    (
        "dealt with one of four promises",
        "A promise, B promise, C promise, D promise, E ask, F ask",
        "A",
        {"D": ("6th", "3rd", ALIKE), "F": ("4th", "5th", ALIKE)},
    ),
    (
        "three promises, then one to reconnect with",
        "A promise, B promise, C promise, D promise, E ask, F give, G reconnect",
        "A B G",
        {"D": ("5th", "2nd", ALIKE), "E": ("2nd", "3rd", ALIKE)},
    ),
    (
        "dealt with somebody else",
        "A ask, B share, C thank, D reconnect, E reconnect, F check in",
        "F",
        {"C": ("5th", "3rd", TAKEN), "E": ("4th", "5th", PLACES)},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "dealt", "expected"), [case[1:] for case in MOVED], ids=[case[0] for case in MOVED]
)
def test_what_moved_somebody(due: str, dealt: str, expected: dict[str, tuple[str, str, str]]) -> None:
    follow_ups = [
        follow_up(name, reason, 3 - number / 10)
        for number, (name, _, reason) in enumerate(one.partition(" ") for one in due.split(", "))
    ]
    gone = Dealt({name: Source(name, 1) for name in dealt.split()})
    gone.reasons = tuple(one for one in follow_ups if one.contact in gone)
    people = in_order(follow_ups, Config(), gone)
    places = Places(people, Config(), gone)
    assert [places.of(one) for one in people] == list(range(1, len(people) + 1))
    said = {one.contact: places.say(one) for one in people}
    for name in gone:
        assert said.pop(name).endswith("; dealt with today, so left in peace until tomorrow")
    assert {name for name in said if "; " in said[name]} == set(expected)
    for name, (place, alone, rule) in expected.items():
        assert said[name].startswith(f"{place} of {len(people)}, by weight ")
        assert said[name].endswith(f"; {alone} by weight alone, but {rule}")
