"""What holds for every signal, whatever the notes say: properties."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import vaults
from tests.signal_cases import TODAY, Case, cases, say
from vaultnet import build, discreet, marks
from vaultnet.config import Away, Config
from vaultnet.model import Value, note_name
from vaultnet.network import FollowUp, Promise, Snapshot, Summary, Trace
from vaultnet.signals import SIGNALS
from vaultnet.signals.rest import at_rest

ADA = "People/Ada.md"
REASONS = set(
    "update, congratulate, share, promise, thank, report back, answer, check in, reconnect, give, ask".split(
        ", "
    )
)

OF_SILENCE = {"cadence", "drift", "reconnect"}
"""The signals that a word today silences."""
ONE_AT_MOST = {"cadence", "drift", "first_touch", "no_answer", "reconnect"}
"""The signals of which no two speak of one silence."""

PAST = st.dates(TODAY - timedelta(500), TODAY)
DAYS = st.dates(TODAY - timedelta(500), TODAY + timedelta(100))
KINDS = st.sampled_from(["coffee", "call", "mention", "event", "engage", "last-contact"])


def trace(day: date, kind: str, *, plan: bool = False) -> Trace:
    return Trace(
        ADA, day.isoformat(), kind, f"Daily/{day}.md", 1, "meeting" if plan else "mention", plan=plan
    )


def often(draw: st.DrawFn) -> list[date]:
    """Days in touch, newest first: some at random, and some in a rhythm."""
    if draw(st.integers(0, 2)) == 0:
        return sorted(draw(st.sets(PAST, max_size=5)), reverse=True)
    last, gap = draw(st.dates(TODAY - timedelta(120), TODAY)), draw(st.integers(7, 40))
    return [last - timedelta(gap * number) for number in range(draw(st.sampled_from([1, 4, 5])))]


NEAR = st.dates(TODAY - timedelta(20), TODAY + timedelta(5))
PROPERTIES: dict[str, st.SearchStrategy[Any]] = {
    "tier": st.sampled_from(["inner", "casual", "yearly"]),
    "cadence": st.integers(1, 400),
    "first_met": (DAYS | NEAR | NEAR.map(lambda day: day.replace(year=2021))).map(str),
    "role_since": (DAYS | NEAR | NEAR.map(lambda day: day.replace(year=2022))).map(str),
    "birthday": st.sampled_from(["1990-11-22", "--11-20"]),
    "private": st.booleans(),
}
RESTING: dict[str, st.SearchStrategy[Any]] = {
    "snooze": DAYS.map(str),
    "skipped": DAYS.map(str),
    "paused": st.booleans() | DAYS.map(str),
    "ended": st.booleans() | DAYS.map(str),
}
SELDOM: st.SearchStrategy[set[date]] = st.just(set())


@st.composite
def contacts(draw: st.DrawFn) -> Summary:
    fields: dict[str, Any] = {}
    for name, values in PROPERTIES.items():
        if draw(st.integers(0, 2)) == 0:
            fields[name] = draw(values)
    if draw(st.integers(0, 3)) == 0:
        name = draw(st.sampled_from(sorted(RESTING)))
        fields[name] = draw(RESTING[name])
    recent = tuple(trace(day, draw(KINDS)) for day in often(draw))
    since = date.fromisoformat(recent[0].day) if recent else TODAY - timedelta(60)
    waiting = sorted(draw(SELDOM | st.sets(st.dates(since, TODAY), max_size=2)) - {since}, reverse=True)
    missed = draw(SELDOM | st.sets(st.dates(TODAY - timedelta(14), TODAY - timedelta(1)), max_size=1))
    planned = draw(SELDOM | SELDOM | st.sets(st.dates(TODAY), max_size=1))
    return Summary(
        ADA,
        "Ada",
        {name: (Value(value, 2, str(value)),) for name, value in fields.items()},
        len(recent),
        recent,
        tuple(trace(day, "coffee", plan=True) for day in planned),
        tuple(trace(day, "sent") for day in waiting),
        tuple(trace(day, "coffee", plan=True) for day in missed),
    )


AWAY = st.lists(
    st.builds(lambda day, days: Away(day, day + timedelta(days)), DAYS, st.integers(0, 30)), max_size=1
)


def find(contact: Summary, away: list[Away]) -> list[FollowUp]:
    """What all signals find for a contact, with whom there is a promise to keep."""
    promise = Promise(ADA, "Send the draft", "Daily/2026-10-01.md", 3, "2026-11-19")
    snapshot = Snapshot(TODAY, (contact,), promises=(promise,))
    return [one for signal in SIGNALS for one in signal.find(snapshot, Config(away=tuple(away)))]


@settings(max_examples=50)
@given(contacts(), AWAY)
def test_what_is_found_can_be_shown(contact: Summary, away: list[Away]) -> None:
    for one in find(contact, away):
        assert one.reason in REASONS
        assert one.text
        assert one.sources
        assert 0 < one.weight <= 3


@settings(max_examples=40)
@given(contacts(), AWAY)
def test_who_rests_is_left_alone(contact: Summary, away: list[Away]) -> None:
    resting = replace(contact, fields={**contact.fields, "snooze": (Value("2026-11-21", 9, "2026-11-21"),)})
    assert find(resting, away) == []
    assert not (at_rest(contact, TODAY) and find(contact, away))


WEEKLY = tuple(trace(TODAY - timedelta(95 + 7 * number), "call") for number in range(5))


@settings(max_examples=50)
@given(contacts(), AWAY)
@example(Summary(ADA, "Ada", {}, 5, WEEKLY), [])
@example(Summary(ADA, "Ada", {}, 5, WEEKLY), [Away(TODAY - timedelta(60), TODAY - timedelta(30))])
def test_nobody_is_told_twice_of_one_silence(contact: Summary, away: list[Away]) -> None:
    told = [one.signal for one in find(contact, away)]
    assert len(told) == len(set(told)) or told.count("anniversaries") == 2
    assert len(ONE_AT_MOST.intersection(told)) <= 1


@settings(max_examples=40)
@given(contacts(), KINDS, AWAY)
def test_a_word_today_ends_the_silence(contact: Summary, kind: str, away: list[Away]) -> None:
    before = tuple(one for one in contact.recent if one.day != TODAY.isoformat())
    recent = (trace(TODAY, kind), *before)
    spoken = replace(contact, recent=recent, interactions=len(recent), sent=())
    assert OF_SILENCE.isdisjoint(one.signal for one in find(spoken, away))


# --- what is no contact ------------------------------------------------------------------------------

FOUND = [case for signal in SIGNALS for case in cases(signal.name) if case.expected]
LINKS = {
    "an open task": "- [ ] Ask [[{}]] about looms\n",
    "an open task with a day": "- [ ] Ask [[{}]] about looms 📅 2026-11-25\n",
    "a quotation": "> [[{}]] said so\n",
    "a callout": "> [!NOTE]\n> [[{}]] said so\n",
    "a generated note": "- [[{}]] · check in\n",
}


def place(form: str, case: Case, ahead: int) -> str:
    """The note to which a link is added: of a day, or the contact's own."""
    if form == "a generated note":
        return f"Network/{case.today + timedelta(ahead)} Today.md"
    own = next(path for path in case.notes if path.endswith(f"/{name(case)}.md"))
    return own if ahead == 2 else f"Daily/{case.today + timedelta(ahead)}.md"


def name(case: Case) -> str:
    return case.expected[0].split(" · ")[1]


@settings(max_examples=8)
@given(st.sampled_from(FOUND), st.sampled_from(sorted(LINKS)), st.integers(-2, 2))
def test_a_link_that_is_no_contact_removes_nothing(case: Case, form: str, ahead: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        vaults.put(root, {"vaultnet.toml": "", **case.notes})
        before = follow_ups(root, case)
        assert set(case.expected) <= before
        path = place(form, case, ahead)
        text = LINKS[form].format(name(case))
        if form == "a generated note":
            text = marks.finish(text, "Today", case.today)
        vaults.put(root, {path: f"{case.notes[path]}\n{text}" if path in case.notes else text})
        if (case.signal, form) == ("events", "an open task with a day"):
            before -= set(case.expected)  # what is promised by the day of an event is a reason of its own
        assert before <= follow_ups(root, case)


def follow_ups(root: Path, case: Case) -> set[str]:
    with build.facts(root, today=case.today) as facts:
        return {say(one) for one in facts.follow_ups}


# --- who is named to nobody --------------------------------------------------------------------------

QUOTED = re.compile("“([^”]*)”")
LETTERS = re.compile(r"[^\W\d_]{3,}")
SECRET = "People/Robert Secret.md"


def told(case: Case) -> set[str]:
    """A word of each quotation, and of the name of each note that is named, which is said nowhere else."""
    texts = [one.split(" · ")[3] for one in case.expected]
    if case.signal == "promises":  # which quotes without quotation marks
        texts = [re.sub("^(?!something )(.*), ", r"“\1”, ", text) for text in texts]
    plain = {word.casefold() for text in texts for word in LETTERS.findall(QUOTED.sub("", text))}
    plain |= {word.casefold() for path in case.notes for word in LETTERS.findall(path) if "People/" in path}
    plain |= {"mean", "ask", "them"}  # "something you mean to ask them": where words are nobody's business
    found = [LETTERS.findall(quoted) for text in texts for quoted in QUOTED.findall(text)]
    said = {next((word for word in words if word.casefold() not in plain), "") for words in found}
    notes = [note_name(path) for path in case.notes if not path.startswith(("People/", "Daily/"))]
    return said - {""} | {LETTERS.findall(one)[0] for one in notes if any(one in text for text in texts)}


SAYING = [(case, words) for case in FOUND if (words := told(case))]


@pytest.mark.parametrize("signal", sorted({case.signal for case, _ in SAYING}))
def test_who_is_private_is_named_in_nobodys_follow_ups(signal: str, tmp_path: Path) -> None:
    find = next(one.find for one in SIGNALS if one.name == signal)
    for number, (case, words) in enumerate(SAYING):
        if case.signal != signal:
            continue
        root = tmp_path / str(number)
        root.mkdir()
        named = f"---\ntype: contact\nprivate: true\naliases: [{', '.join(sorted(words))}]\n---\n"
        vaults.put(root, {"vaultnet.toml": "", **case.notes, SECRET: named})
        with build.facts(root, today=case.today) as facts:
            secret = next(one for one in facts.snapshot.contacts if one.path == SECRET)
            names = discreet.names_of(secret)
            said = [one for one in find(facts.snapshot, facts.config) if one.contact != SECRET]
        assert names, case.title
        assert not [one.text for one in said if discreet.names_any(f"{one.text} {one.opener}", names)]


def test_the_signals_that_quote_are_asked() -> None:
    asked = {case.signal for case, _ in SAYING}
    assert asked >= {"advice", "after_event", "give", "news", "promises", "share", "thanks"}


def test_the_cases_reach_every_signal() -> None:
    assert {case.signal for case in FOUND} == {signal.name for signal in SIGNALS}
