"""Signals: who is due for what, and who comes first. Cases are data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sample_network as sample
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample_network import TODAY

from tests.signal_cases import cases
from vaultnet.config import Config
from vaultnet.hookspecs import Signal
from vaultnet.model import Source, Value
from vaultnet.network import FollowUp, Promise, Snapshot, Summary, Trace
from vaultnet.signals import (
    SIGNALS,
    after_event,
    anniversaries,
    birthdays,
    cadence,
    drift,
    first_touch,
    new_roles,
    no_answer,
    passed,
    promises,
    vaultnet_signals,
)
from vaultnet.signals.ranking import dealt_with, in_order, merge, places, rank
from vaultnet.signals.rest import at_rest

ADA = "People/Ada.md"


def value(found: Any) -> tuple[Value, ...]:
    return (Value(found, 2, str(found)),)


def ada(last: str = "", plan: str = "", **fields: Any) -> Summary:
    """Ada, with fields, a last time in touch and a plan."""
    recent = (Trace(ADA, last, "call", f"Daily/{last}.md", 1, "mention"),) if last else ()
    plans = (Trace(ADA, plan, "call", f"Daily/{plan}.md", 1, "mention", plan=True),) if plan else ()
    return Summary(ADA, "Ada", {key: value(one) for key, one in fields.items()}, len(recent), recent, plans)


def found(signal: Any, contact: Summary, *open_promises: Promise) -> list[tuple[str, str, str]]:
    """Reason, since and text of what a signal finds."""
    snapshot = Snapshot(TODAY, (contact,), promises=open_promises)
    follow_ups = list(signal.find(snapshot, Config()))
    assert all(one.contact == ADA and one.name == "Ada" and one.sources for one in follow_ups)
    return [(one.reason, one.since.isoformat(), one.text) for one in follow_ups]


# title, contact, since and text of the follow-up if there is one
CADENCE = [
    ("due today", ada("2026-10-21", tier="close"), ("2026-11-20", "every month, last on 21 October")),
    ("due tomorrow", ada("2026-10-22", tier="close"), None),
    (
        "a cadence of their own",
        ada("2026-10-09", cadence=42),
        ("2026-11-20", "every 6 weeks, last on 9 October"),
    ),
    (
        "last year",
        ada("2025-12-31", tier="casual"),
        ("2026-03-31", "every quarter, last on 31 December 2025"),
    ),
    ("not tracked", ada("2020-01-01"), None),
    ("with a plan", ada("2026-01-01", "2026-11-28", tier="close"), None),
    ("ended", ada("2026-01-01", tier="close", ended=True), None),
    ("paused", ada("2026-01-01", tier="close", paused="2026-12-01"), None),
    ("put off", ada("2026-01-01", tier="close", snooze="2026-12-01"), None),
]


@pytest.mark.parametrize(("contact", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CADENCE])
def test_cadence(contact: Summary, expected: tuple[str, str] | None) -> None:
    assert found(cadence, contact) == ([("check in", *expected)] if expected else [])


@pytest.mark.parametrize(
    ("fields", "text"),
    [({"first_met": "2025-01-01"}, "met on 1 January 2025"), ({"snooze": "2026-11-20"}, "not in touch yet")],
)
def test_cadence_of_those_never_talked_to(fields: dict[str, str], text: str) -> None:
    [(_, _, said)] = found(cadence, ada(tier="close", **fields))
    assert said == f"every month, {text}"


def promise(due: str, text: str = "Send the draft", *, theirs: bool = False) -> Promise:
    return Promise(ADA, text, "Daily/2026-10-01.md", 3, due, theirs)


# title, promise, reason and text of the follow-up if there is one
PROMISES = [
    ("mine, late", promise("2026-11-01"), ("promise", "Send the draft, was for 1 November")),
    ("mine, today", promise("2026-11-20"), ("promise", "Send the draft, for 20 November")),
    ("mine, in a week", promise("2026-11-27"), ("promise", "Send the draft, for 27 November")),
    ("mine, in eight days", promise("2026-11-28"), None),
    ("mine, without a day", promise(""), None),
    ("theirs, late", promise("2026-11-19", theirs=True), ("ask", "Send the draft, was for 19 November")),
    ("theirs, today", promise("2026-11-20", theirs=True), None),
    (
        "with markup",
        promise("2026-11-20", "#waiting **Send** [[Ada]] [it](x.md)"),
        ("promise", "Send Ada it, for 20 November"),
    ),
    ("long", promise("2026-11-20", "word " * 40), ("promise", "word " * 27 + "word…, for 20 November")),
]


@pytest.mark.parametrize(("one", "expected"), [pytest.param(*case[1:], id=case[0]) for case in PROMISES])
def test_promises(one: Promise, expected: tuple[str, str] | None) -> None:
    assert [(reason, text) for reason, _, text in found(promises, ada(), one)] == (
        [expected] if expected else []
    )


@pytest.mark.parametrize(
    ("theirs", "text"),
    [
        (False, "something you promised, was for 1 November"),
        (True, "something they promised, was for 1 November"),
    ],
)
def test_nothing_private_is_quoted(theirs: bool, text: str) -> None:
    [(_, _, said)] = found(promises, ada(private=True), promise("2026-11-01", theirs=theirs))
    assert said == text


def test_a_promise_is_with_whom_its_line_names_first() -> None:
    found = promises.find(sample.SNAPSHOT, Config())
    assert sorted((one.name, one.reason) for one in found) == [
        ("Ada Lovelace", "ask"),
        ("Ada Lovelace", "promise"),
        ("Mary Somerville", "ask"),
    ]


def test_a_promise_to_nobody_in_the_vault_is_nothing() -> None:
    stranger = replace(ada(), path="People/Other.md")
    assert (
        list(promises.find(Snapshot(TODAY, (stranger,), promises=(promise("2026-11-01"),)), Config())) == []
    )


# title, contact, text of the follow-up if there is one
BIRTHDAYS = [
    ("today", ada(birthday="1969-11-20"), "57th birthday on 20 November"),
    ("in a week", ada(birthday="1969-11-27"), "57th birthday on 27 November"),
    ("in eight days", ada(birthday="1969-11-28"), None),
    ("yesterday", ada(birthday="1969-11-19"), None),
    ("without a year", ada(birthday="--11-22"), "birthday on 22 November"),
    ("born today", ada(birthday="2026-11-20"), "birthday on 20 November"),
    ("the first", ada(birthday="2025-11-20"), "1st birthday on 20 November"),
    ("the 11th", ada(birthday="2015-11-20"), "11th birthday on 20 November"),
    ("the 22nd", ada(birthday="2004-11-20"), "22nd birthday on 20 November"),
    ("the 33rd", ada(birthday="1993-11-20"), "33rd birthday on 20 November"),
    ("none told", ada(), None),
    ("ended", ada(birthday="1969-11-20", ended="2026-01-01"), None),
    ("not ended yet", ada(birthday="1969-11-20", ended="2027-01-01"), "57th birthday on 20 November"),
]


@pytest.mark.parametrize(("contact", "text"), [pytest.param(*case[1:], id=case[0]) for case in BIRTHDAYS])
def test_birthdays(contact: Summary, text: str | None) -> None:
    assert [said for _, _, said in found(birthdays, contact)] == ([text] if text else [])


# title, contact, rests?
REST = [
    ("nothing said", ada(), False),
    ("ended", ada(ended=True), True),
    ("ended some day", ada(ended="2026-11-20"), True),
    ("will end", ada(ended="2026-11-21"), False),
    ("paused", ada(paused=True), True),
    ("paused until tomorrow", ada(paused="2026-11-21"), True),
    ("paused until today", ada(paused="2026-11-20"), False),
    ("put off until tomorrow", ada(snooze="2026-11-21"), True),
    ("put off until today", ada(snooze="2026-11-20"), False),
    ("skipped 13 days ago", ada(skipped="2026-11-07"), True),
    ("skipped 14 days ago", ada(skipped="2026-11-06"), False),
]


@pytest.mark.parametrize(("contact", "rests"), [pytest.param(*case[1:], id=case[0]) for case in REST])
def test_who_rests_is_left_alone_by_every_signal(contact: Summary, rests: bool) -> None:
    assert at_rest(contact, TODAY) is rests
    busy = replace(contact, fields=contact.fields | {"birthday": value("1969-11-20")})
    assert (found(birthdays, busy) == []) is rests
    assert (found(promises, busy, promise("2026-11-01")) == []) is rests


# --- weights and ranking ---------------------------------------------------------------------------


def often(last: str, gap: int) -> Summary:
    """Ada, in touch five times in a rhythm."""
    days = [date.fromisoformat(last) - timedelta(gap * number) for number in range(5)]
    recent = tuple(Trace(ADA, f"{day}", "call", f"Daily/{day}.md", 1, "mention") for day in days)
    return replace(ada(), interactions=len(recent), recent=recent)


def at_an_event(day: str) -> Summary:
    return replace(ada(), interactions=1, recent=(Trace(ADA, day, "event", "People/Ada.md", 1, "log"),))


def missed(day: str) -> Summary:
    return replace(ada(), passed=(Trace(ADA, day, "coffee", "Meetings/Ada.md", 1, "meeting", plan=True),))


def waiting(day: str) -> Summary:
    """Ada, due by cadence, with a message to answer."""
    return replace(ada("2026-06-01", tier="close"), sent=(Trace(ADA, day, "sent", ADA, 5, "log"),))


# title, signal, contact, promises, weight
WEIGHTS = [
    ("cadence, due today", cadence, ada("2026-10-21", tier="close"), (), 1),
    ("cadence, half as long again", cadence, ada("2026-10-06", tier="close"), (), 1.5),
    ("cadence, long past", cadence, ada("2020-01-01", tier="close"), (), 3),
    ("promise, in a week", promises, ada(), (promise("2026-11-27"),), 1.5),
    ("promise, today", promises, ada(), (promise("2026-11-20"),), 2.5),
    ("promise, a week late", promises, ada(), (promise("2026-11-13"),), 3),
    ("promise, a year late", promises, ada(), (promise("2025-11-13"),), 3),
    ("theirs, two weeks late", promises, ada(), (promise("2026-11-06", theirs=True),), 2),
    ("birthday today", birthdays, ada("2026-11-01", birthday="--11-20"), (), 2.5),
    ("birthday in a week", birthdays, ada("2026-11-01", birthday="--11-27"), (), 1.5),
    ("birthday of someone tracked", birthdays, ada(birthday="--11-20", tier="close"), (), 2.5),
    ("birthday of an entry in the address book", birthdays, ada(birthday="--11-20"), (), 0.5),
    ("drift, twice the usual gap", drift, often("2026-10-21", 15), (), 1),
    ("drift, three times", drift, often("2026-10-21", 10), (), 1.25),
    ("drift, six times", drift, often("2026-09-21", 10), (), 1.5),
    ("first touch, two weeks ago", first_touch, ada("2026-11-06"), (), 1),
    ("first touch, thirty days ago", first_touch, ada("2026-10-21"), (), 1.5),
    ("met at an event", after_event, at_an_event("2026-11-19"), (), 2),
    ("a meeting that passed", passed, missed("2026-11-19"), (), 2),
    ("no answer", no_answer, waiting("2026-11-10"), (), 1.25),
    ("a new role", new_roles, ada("2026-10-01", role_since="2026-11-01"), (), 2),
    ("a new role, in the address book", new_roles, ada(role_since="2026-11-01"), (), 0.5),
    ("years in a role", anniversaries, ada("2026-10-01", role_since="2021-11-19"), (), 0.75),
]


@pytest.mark.parametrize(
    ("signal", "contact", "open_promises", "weight"),
    [pytest.param(*case[1:], id=case[0]) for case in WEIGHTS],
)
def test_weights(signal: Any, contact: Summary, open_promises: tuple[Promise, ...], weight: float) -> None:
    [one] = signal.find(Snapshot(TODAY, (contact,), promises=open_promises), Config())
    assert one.weight == pytest.approx(weight)


def test_a_message_is_told_of_once_unless_that_signal_is_turned_off() -> None:
    asked = Snapshot(TODAY, (waiting("2026-11-10"),))
    assert list(cadence.find(asked, Config())) == []
    [one] = cadence.find(asked, Config(weights={"no_answer": 0}))
    assert one.reason == "check in"


def follow_up(name: str, weight: float, reason: str = "check in", days: int = 0) -> FollowUp:
    since = TODAY - timedelta(days)
    return FollowUp(
        f"People/{name}.md", name, reason, since, "text", (Source(f"People/{name}.md", 1),), weight
    )


def test_everyone_comes_once_with_all_reasons() -> None:
    ranked = rank(
        [
            follow_up("Ada", 1),
            follow_up("Grace", 2),
            follow_up("Ada", 1.9, "promise"),
            follow_up("Anna", 2.1),
        ],
        Config(),
    )
    assert [(one.name, [why.reason for why in one.reasons], one.weight) for one in ranked] == [
        ("Ada", ["promise", "check in"], 2.15),
        ("Anna", ["check in"], 2.1),
        ("Grace", ["check in"], 2),
    ]


def test_ties_go_by_name() -> None:
    ranked = merge([follow_up("beta", 1), follow_up("Gamma", 1), follow_up("Alpha", 1)])
    assert [one.name for one in ranked] == ["Alpha", "beta", "Gamma"]


def test_no_reason_takes_the_day_while_others_wait() -> None:
    promised = [follow_up(name, 3, "promise") for name in "ABCDEF"]
    others = [follow_up("Y", 1), follow_up("Z", 1, "ask")]
    assert [one.name for one in rank([*promised, *others], Config())] == ["A", "B", "C", "Y", "Z"]
    assert [one.name for one in rank([*promised, others[0]], Config())] == ["A", "B", "C", "D", "Y"]
    assert [one.name for one in rank(promised, Config())] == ["A", "B", "C", "D", "E"]
    assert [one.name for one in rank([*promised, *others], Config(reach_out=1))] == ["A"]
    every = in_order([*promised, *others], Config())
    assert [one.name for one in every][:5] == ["A", "B", "C", "Y", "Z"]
    assert {one.name for one in every[5:]} == {one.name for one in promised} - {"A", "B", "C"}


def test_whoever_was_dealt_with_today_has_had_their_place() -> None:
    waiting = [follow_up(name, 3 - number / 10) for number, name in enumerate("ABCDEFG")]
    dealt = {"People/A.md": Source("People/A.md", 1), "People/Z.md": Source("People/Z.md", 1)}
    assert [one.name for one in rank(waiting, Config(), dealt)] == ["B", "C", "D"]
    assert [one.name for one in in_order(waiting, Config(), dealt)] == ["B", "C", "D", "A", "E", "F", "G"]
    assert rank(waiting, Config(reach_out=2), dealt) == ()
    assert (places(Config(), dealt), places(Config(reach_out=1), dealt)) == (3, 0)


# title, what the contact's note and what was taken in say, whether they are dealt with
DEALT = [
    ("nothing", ada(), (), False),
    ("put off today", ada(put_off="2026-11-20"), (), True),
    ("put off before", ada(put_off="2026-11-19", snooze="2026-12-04"), (), False),
    ("skipped today", ada(skipped="2026-11-20"), (), True),
    ("ticked", ada(), (Trace(ADA, "2026-11-20", "call", "Log/x.md", 3, "meeting", tick="2026-11-20"),), True),
]


@pytest.mark.parametrize(
    ("contact", "ticked", "dealt"), [pytest.param(*case[1:], id=case[0]) for case in DEALT]
)
def test_dealt_with(contact: Summary, ticked: tuple[Trace, ...], dealt: bool) -> None:
    found = dealt_with(Snapshot(TODAY, (contact,), ticked=ticked))
    assert list(found) == [ADA] * dealt


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.builds(follow_up, st.sampled_from("ABCDEFGH"), st.floats(0, 4), days=st.integers(0, 9))),
    st.randoms(),
)
@example([follow_up("A", 0.0), follow_up("B", 5e-324), follow_up("C", 0.0)], Random(1))
@example([follow_up("B", 5e-324), follow_up("A", 0.0), follow_up("A", 5e-324, "ask")], Random(2))
def test_the_order_of_what_was_found_makes_no_difference(found: list[FollowUp], chance: Any) -> None:
    config = Config(reach_out=3)
    ranked = rank(found, config)
    chance.shuffle(found)
    assert rank(found, config) == ranked
    assert len(ranked) <= 3
    assert len({one.contact for one in ranked}) == len(ranked)
    assert sorted((one.weight for one in ranked), reverse=True) == [one.weight for one in ranked]
    assert {why for one in merge(found) for why in one.reasons} == set(found)


def test_the_signals_come_through_the_plugin_door() -> None:
    assert vaultnet_signals() == list(SIGNALS)
    assert all(isinstance(one, Signal) and one.help.endswith(".") for one in SIGNALS)
    assert all(
        follow_up.signal == one.name for one in SIGNALS for follow_up in one.find(sample.SNAPSHOT, Config())
    )


def test_sources_of_follow_ups_say_what_stands_there() -> None:
    for one in sample.inputs().follow_ups:
        for source in one.sources:
            line = sample.NOTES[source.path].split("\n")[source.line - 1]
            assert source.quote in line or source.quote in source.path, (one, source)


def test_the_example_in_the_docs_works() -> None:
    docs = (Path(__file__).parent.parent / "docs/follow-ups.md").read_text(encoding="utf-8")
    made: dict[str, Any] = {}
    exec(docs.partition("```python\n")[2].partition("```")[0], made)
    [signal] = made["vaultnet_signals"]()
    [one] = signal.find(Snapshot(TODAY, (ada(first_met="2026-05-20"), ada(first_met="2026-01-01"))), Config())
    assert (one.reason, one.since) == ("check in", date(2026, 11, 18))


def test_every_reason_is_documented() -> None:
    docs = (Path(__file__).parent.parent / "docs/follow-ups.md").read_text(encoding="utf-8")
    assert [one.name for one in SIGNALS if f"| [`{one.name}`](signals/{one.name}.md) |" not in docs] == []
    reasons = {
        (case.signal, found.partition(" · ")[0])
        for one in SIGNALS
        for case in cases(one.name)
        for found in case.expected
    }
    assert {signal for signal, _ in reasons} == {one.name for one in SIGNALS}
    shown = [re.sub(r"\[(`\w+`)\]\(signals/\w+\.md\)", r"\1", line) for line in docs.split("\n")]
    missing = [pair for pair in reasons if not any(f"| `{pair[0]}` | {pair[1]} |" in line for line in shown)]
    assert missing == []
