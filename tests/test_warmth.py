"""How warm it is between you: one formula, three words. Cases are data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from math import log2
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultnet import kinds, warmth
from vaultnet.config import Away, Config
from vaultnet.model import Value
from vaultnet.network import Summary, Trace

TODAY = date(2026, 11, 20)
ADA = "People/Ada.md"
DOCS = Path(__file__).parents[1] / "docs/warmth.md"


def ada(*touched: tuple[int, str], **fields: Any) -> Summary:
    """Ada, in touch some days ago, in this way."""
    traces = tuple(
        Trace(ADA, day, kind, f"Daily/{day}.md", 1, "mention")
        for ago, kind in touched
        for day in [(TODAY - timedelta(ago)).isoformat()]
    )
    values = {key: (Value(one, 2, str(one)),) for key, one in fields.items()}
    return Summary(ADA, "Ada", values, len(traces), traces)


def of(contact: Summary, config: Config | None = None) -> warmth.Warmth:
    found = warmth.of(contact, TODAY, config or Config())
    assert found is not None
    return found


# title, contact, number, word
CASES = [
    ("a coffee today", ada((0, "coffee"), cadence=30), 85, "warm"),
    ("ten days later half of it", ada((10, "coffee"), cadence=30), 42.5, "warm"),
    ("a cadence later an eighth", ada((30, "coffee"), cadence=30), 85 / 8, "warm"),
    ("an evening with many, a cadence later", ada((30, "event"), cadence=30), 50 / 8, "warm"),
    ("the day after", ada((32, "event"), cadence=30), 50 / 2**3.2, "cooling"),
    ("two cadences later", ada((60, "event"), cadence=30), 50 / 64, "cooling"),
    ("a little later", ada((62, "event"), cadence=30), 50 / 2**6.2, "quiet"),
    ("a coffee lasts longer", ada((38, "coffee"), cadence=30), 85 / 2**3.8, "warm"),
    ("a message less long", ada((24, "message"), cadence=30), 30 / 2**2.4, "cooling"),
    ("a like is hardly anything", ada((8, "engage"), cadence=30), 10 / 2**0.8, "cooling"),
    ("a kind of one's own is a call", ada((0, "sauna"), cadence=30), 70, "warm"),
    ("of last_contact nobody said how", ada((0, "last-contact"), cadence=30), 25, "warm"),
    ("all of them add up", ada((0, "message"), (10, "message"), (20, "message"), cadence=30), 52.5, "warm"),
    ("a tier is a cadence", ada((10, "coffee"), tier="close"), 42.5, "warm"),
    ("no cadence: 90 days", ada((90, "coffee")), 85 / 8, "warm"),
    ("their rhythm: 40 days", ada((40, "call"), (80, "call"), (120, "call"), (160, "call")), 70 * (1 / 8 + 1 / 64 + 1 / 512 + 1 / 4096), "warm"),
    ("a quick rhythm is 14 days", ada((14, "call"), (21, "call"), (28, "call"), (35, "call")), 70 * (2**-3 + 2**-4.5 + 2**-6 + 2**-7.5), "warm"),
    ("a cadence goes before a rhythm", ada((30, "call"), (70, "call"), (110, "call"), (150, "call"), cadence=30), 70 * (2**-3 + 2**-7 + 2**-11 + 2**-15), "warm"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("contact", "number", "word"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_number_and_its_word(contact: Summary, number: float, word: str) -> None:
    found = of(contact)
    assert found.number == pytest.approx(number)
    assert found.word == word
    assert [part.trace for part in found.parts] == list(contact.recent)
    assert sum(part.number for part in found.parts) == pytest.approx(number)


NOTHING = [("never in touch", ada(tier="close")), ("ended", ada((1, "coffee"), tier="close", ended=True))]


@pytest.mark.parametrize("contact", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_where_there_is_nothing_to_say(contact: Summary) -> None:
    assert warmth.of(contact, TODAY, Config()) is None


def test_where_it_comes_from() -> None:
    contact = ada((1, "coffee"), (40, "call"), cadence=30)
    told, *touched = of(contact).sources
    assert told == contact.source("cadence")
    assert touched == [one.source for one in contact.recent]
    untracked = ada((1, "coffee"))
    assert of(untracked).sources == (untracked.recent[0].source,), "nobody said a cadence"


def away(*stretches: tuple[int, int]) -> Config:
    """Away from some days ago to some days ago."""
    return Config(away=tuple(Away(TODAY - timedelta(a), TODAY - timedelta(b)) for a, b in stretches))


# title, days away, days that count of the 30 since
AWAY = [
    ("none", [], 30),
    ("in between", [(20, 11)], 20),
    ("twice at once", [(20, 11), (15, 6)], 15),
    ("one after the other", [(10, 9), (20, 11)], 18),
    ("before", [(90, 40)], 30),
    ("since before", [(90, 11)], 11),
    ("the day itself counts as in touch", [(30, 30)], 30),
    ("until after today", [(5, -5)], 24),
    ("all the time", [(99, -99)], 0),
    ("from after to before", [(5, 15)], 30),
]


@pytest.mark.parametrize(("stretches", "days"), [case[1:] for case in AWAY], ids=[case[0] for case in AWAY])
def test_days_away_do_not_count(stretches: list[tuple[int, int]], days: int) -> None:
    [part] = of(ada((30, "coffee"), cadence=30), away(*stretches)).parts
    assert part.days == days


KINDS = st.sampled_from([kind for kind in kinds.KINDS if kind != "sent"])
TOUCHED = st.dictionaries(st.integers(0, 400), KINDS, min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(TOUCHED, st.integers(1, 400), st.integers(0, 400), KINDS)
def test_laws(touched: dict[int, str], every: int, more: int, kind: str) -> None:
    contact = ada(*sorted(touched.items()), cadence=every)
    number = of(contact).number
    # It cools from day to day, and whoever is to be seen less often cools more slowly.
    later = warmth.of(contact, TODAY + timedelta(1), Config())
    assert later is not None
    assert later.number < number or number == 0
    assert of(ada(*sorted(touched.items()), cadence=every + 1)).number >= number
    # Another day in touch never makes it colder.
    if more not in touched:
        assert of(ada(*sorted({**touched, more: kind}.items()), cadence=every)).number >= number
    # Who was seen within the cadence is warm, and after three of them without a word it is quiet.
    last = min(touched)
    if last <= every and kinds.strength(touched[last]) >= kinds.strength("event"):
        assert of(contact).word == "warm"
    if len(touched) == 1 and last > 3 * every:
        assert of(contact).word == "quiet"


def test_a_meeting_is_above_a_message_is_above_a_like() -> None:
    numbers = [of(ada((10, kind), cadence=30)).number for kind in ("meeting", "message", "engage")]
    assert numbers == sorted(numbers, reverse=True)


def test_it_is_worked_out_once() -> None:
    contact, config = ada((10, "coffee"), cadence=30), Config()
    assert warmth.of(contact, TODAY, config) is warmth.of(contact, TODAY, config)
    assert warmth.of(replace(contact), TODAY, config) is not warmth.of(contact, TODAY, config)


def test_the_page_says_the_figures() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert f"| **warm** | {warmth.WARM:g} and more" in text
    assert f"| **cooling** | {warmth.COOLING:g} and more" in text
    rows = re.findall(r"^\| (\w+) \((\d+)\) \| ([\d.]+)(?: cadences)? \| ([\d.]+) \|$", text, re.MULTILINE)
    assert len(rows) == 5
    for kind, strength, *limits in rows:
        known = warmth.strength({"like": "engage"}.get(kind, kind))
        assert known == int(strength)
        lasts = [log2(known / least) / warmth.HALVES for least in (warmth.WARM, warmth.COOLING)]
        assert [f"{one:.1f}" for one in lasts] == limits
