"""`vaultnet.why`: claims about contacts and goals, and the lines that bear them out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import sample_network as sample
from tests.vaults import put
from vaultnet import why
from vaultnet.cli import main
from vaultnet.config import Away, Config
from vaultnet.goals import standing, standings
from vaultnet.model import Source, Task, Value
from vaultnet.network import FollowUp, Goal, Summary, Trace
from vaultnet.problems import Problem
from vaultnet.signals import SIGNALS
from vaultnet.signals.ranking import in_order, merge

TODAY = date(2026, 11, 20)


def trace(day: str, kind: str = "coffee", contact: str = "People/Ada.md") -> Trace:
    return Trace(contact, day, kind, f"Daily/{day}.md", 7, "mention", quote="[[Ada]]")


def contact(recent: tuple[Trace, ...] = (), plans: tuple[Trace, ...] = (), **properties: Any) -> Summary:
    """A contact with front matter lines from 2 on."""
    lines = enumerate(properties.items(), start=2)
    fields = {key: (Value(value, line, str(value)),) for line, (key, value) in lines}
    seen = tuple(one for one in recent if one.kind != "sent")
    waiting = tuple(one for one in recent if one.kind == "sent")
    return Summary("People/Ada.md", "Ada", fields, len(seen), seen, plans, waiting)


def claims(summary: Summary, config: Config | None = None, **known: Any) -> dict[str, list[str]]:
    """What is claimed, by label; what has none belongs to the one above."""
    given = {"interactions": summary.recent, "promises": (), "goals": (), "people": (), **known}
    found: dict[str, list[str]] = {}
    last = ""
    for claim in why.contact(summary, why.Known(**given), TODAY, config or Config()):
        last = claim.label or last
        found.setdefault(claim.label or f"each {last}", []).append(claim.text)
    return found


# title, contact, label, what is claimed of it
CONTACTS: list[tuple[str, Summary, str, list[str]]] = [
    ("a tier", contact(tier="close"), "cadence", ["every month: 30 days (tier close)"]),
    ("a cadence of their own", contact(cadence=42, tier="close"), "cadence", ["every 6 weeks: 42 days (their own)"]),
    ("no cadence", contact(), "today", ["nothing is due: no tier and no cadence is set, so nothing falls due"]),
    ("the day", contact((trace("2026-11-01"),), tier="close"), "due", ["1 December: 1 November + 30 days"]),
    ("not yet", contact((trace("2026-11-01"),), tier="close"), "today", ["nothing is due: the day has not come"]),
    ("counted from", contact((trace("2026-11-01"),), tier="close"), "counted from", ["1 November"]),
    ("snoozed", contact((trace("2026-06-01"),), tier="close", snooze="2026-12-24"), "due", ["24 December: put off until then"]),
    ("and so nothing is due", contact((trace("2026-06-01"),), tier="close", snooze="2026-12-24"), "today", ["nothing is due: put off until 24 December"]),
    ("skipped, and so nothing is due", contact((trace("2026-06-01"),), tier="close", skipped="2026-11-15"), "today", ["nothing is due: skipped, and left alone until 29 November"]),
    ("paused until a day", contact((trace("2026-06-01"),), tier="close", paused="2026-12-24"), "today", ["nothing is due: keeping in touch is paused until 24 December"]),
    ("paused", contact((trace("2026-06-01"),), tier="close", paused=True), "today", ["nothing is due: keeping in touch is paused"]),
    ("paused", contact(tier="close", paused="2027-01-02"), "due", ["2 January 2027: paused until then"]),
    ("paused for good", contact(tier="close", paused=True), "today", ["nothing is due: keeping in touch is paused"]),
    ("paused for good has no day", contact(tier="close", paused=True), "due", []),
    ("and says so", contact(tier="close", paused=True), "paused", ["yes"]),
    ("a flag that says no says nothing", contact(tier="close", paused=False), "paused", []),
    (
        "skipped",
        contact((trace("2026-06-01"),), tier="close", skipped="2026-11-15"),
        "due",
        ["29 November: skipped on 15 November, then 14 days of rest"],
    ),
    (
        "waiting",
        contact((trace("2026-11-18", "sent"), trace("2026-06-01")), tier="close"),
        "due",
        ["25 November: a message of 18 November has 7 days for its answer"],
    ),
    ("ended", contact(tier="close", ended="2026-01-02"), "ended", ["2 January"]),
    ("why it ended", contact(ended="2026-01-02", ended_because="sold **my** loom"), "because", ["sold my loom"]),
    ("planned", contact(plans=(trace("2026-12-02", "video"),), tier="close"), "planned", ["2 December, video"]),
    ("nobody was met", contact(), "in touch", ["never, as far as the notes tell"]),
    ("one day", contact((trace("2026-11-01"),)), "in touch", ["1 day, 1 November"]),
    (
        "several days",
        contact((trace("2026-11-01"), trace("2025-03-04", "informational-interview"))),
        "in touch",
        ["2 days, from 4 March 2025 to 1 November"],
    ),
    (
        "each of them",
        contact((trace("2026-11-01"), trace("2025-03-04", "informational-interview"))),
        "each in touch",
        ["1 November, coffee", "4 March 2025, informational interview"],
    ),
    (
        "warmth, by the cadence",
        contact((trace("2026-11-10"),), cadence=30),
        "warmth",
        ["warm: 42.50, warm from 6, quiet below 0.75; halved every 10 days, a third of the cadence"],
    ),
    (
        "warmth, by the rhythm",
        contact(tuple(trace(f"2026-{month:02}-01", "call") for month in (8, 7, 6, 5))),
        "warmth",
        ["quiet: 0.05, warm from 6, quiet below 0.75; halved every 10.33 days, a third of your rhythm, which counts as 14 days at least"],
    ),
    (
        "warmth, by neither",
        contact((trace("2026-01-01", "email"),)),
        "warmth",
        ["quiet: 0.02, warm from 6, quiet below 0.75; halved every 30 days, a third of the 90 days that stand in for a cadence"],
    ),
    ("each day of it", contact((trace("2026-11-19"), trace("2026-10-21", "message")), cadence=30), "each warmth", ["79.31 = 85 for coffee, 1 day since 19 November", "3.75 = 30 for message, 30 days since 21 October"]),
    ("what is long ago", contact((trace("2026-11-20"), trace("2025-10-21"), trace("2025-10-20")), cadence=30), "each warmth", ["85.00 = 85 for coffee, 0 days since 20 November", "0.00 for 2 days long ago"]),
    ("no warmth without a word", contact(tier="close"), "warmth", []),
    ("a birthday", contact(birthday="1969-11-22"), "birthday", ["next on 22 November, 57 years"]),
    ("without its year", contact(birthday="--02-03"), "birthday", ["next on 3 February 2027"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("summary", "label", "texts"), [case[1:] for case in CONTACTS], ids=[case[0] for case in CONTACTS]
)
def test_a_claim_about_a_contact(summary: Summary, label: str, texts: list[str]) -> None:
    assert claims(summary).get(label, []) == texts


def meeting(people: str, body: str = "") -> str:
    return f"---\ntype: meeting\npeople: {people}\n---\n{body}"


PREPARED: list[tuple[str, dict[str, str], list[str]]] = [
    ("nothing", {}, []),
    ("long ago", {"Meetings/2025-10-02 A.md": meeting("'[[Ada]]'")},
     ["2 October 2025, nothing written: with a line of what was said it counts"]),
    ("two of them", {"Meetings/2026-10-02 A.md": meeting("'[[Ada]]'"), "Meetings/2026-11-19 B.md": meeting("'[[Ada]]'", "## Notes\n")},
     ["19 November, nothing written: with a line of what was said it counts", "2 October, nothing written"]),
    ("one that was written", {"Meetings/2026-10-02 A.md": meeting("'[[Ada]]'", "We talked.\n")}, []),
    ("one of today", {"Meetings/2026-11-20 A.md": meeting("'[[Ada]]'")}, []),
    ("one to come", {"Meetings/2026-11-21 A.md": meeting("'[[Ada]]'")}, []),
    ("somebody else's", {"Meetings/2026-10-02 A.md": meeting("'[[Ben]]'")}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "expected"), [case[1:] for case in PREPARED], ids=[case[0] for case in PREPARED]
)
def test_meetings_of_which_nothing_is_written_are_named(
    notes: dict[str, str], expected: list[str], vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = "---\ntype: contact\n---\n"
    put(vault, {"vaultnet.toml": "", "People/Ada.md": person, "People/Ben.md": person, **notes})
    assert main(["--vault", str(vault), "--today", TODAY.isoformat(), "why", "ada", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["data"]["claims"]
    texts = [one for one in found if "nothing written" in one["text"]]
    assert [one["text"] for one in texts] == expected
    assert [one["label"] for one in texts] == ["prepared", ""][: len(expected)]
    assert [one["sources"][0]["line"] for one in texts] == [3] * len(expected)


def test_days_away_are_in_the_sum() -> None:
    config = Config(away=(Away(date(2026, 11, 5), date(2026, 11, 9)),))
    found = claims(contact((trace("2026-11-01"),), tier="close"), config)
    assert found["due"] == ["6 December: 1 November + 30 days + 5 days away"]
    assert found["each warmth"] == ["32.21 = 85 for coffee, 14 days since 1 November, days away not counted"]


def test_first_turns_are_spread() -> None:
    (text,) = claims(contact(tier="close", first_met="2026-11-01"))["due"]
    assert "not in touch yet, so first turns are spread" in text
    (text,) = claims(contact(tier="close"))["due"]
    assert "a fixed day of each turn" in text


# --- what is due today -----------------------------------------------------------------------------


def follow_up(contact: str, reason: str, weight: float) -> FollowUp:
    there = (Source(contact, 3, reason),)
    return FollowUp(
        contact, contact, reason, date(2026, 11, 1), f"because of {reason}", there, weight, "rule"
    )


def test_the_sum_of_the_weights() -> None:
    people = merge(
        [
            follow_up("People/Zoe.md", "check in", 3),
            follow_up("People/Ada.md", "check in", 1),
            follow_up("People/Ada.md", "promise", 2),
            follow_up("People/Ada.md", "birthday", 0.5),
        ]
    )
    found = claims(contact(tier="close"), people=people)
    assert found["today"] == ["2nd of 2, by weight 2.50 = 2.00 for “promise” + 0.25 × 2 for further reasons"]
    assert found["promise"] == ["because of promise (since 1 November, weight 2.00, signal rule)"]
    assert people[1].weight == 2.5


def test_one_further_reason() -> None:
    people = merge([follow_up("People/Ada.md", "check in", 1), follow_up("People/Ada.md", "promise", 2)])
    found = claims(contact(tier="close"), people=people)
    assert found["today"] == ["1st of 1, by weight 2.25 = 2.00 for “promise” + 0.25 × 1 for a further reason"]


def test_one_reason_needs_no_sum() -> None:
    people = merge([follow_up("People/Ada.md", "check in", 1)])
    assert claims(contact(), people=people)["today"] == ["1st of 1, by weight 1.00 for “check in”"]


def test_the_place_is_that_of_the_page_and_says_what_moved_it() -> None:
    promises = [follow_up(f"People/P{n}.md", "promise", 3) for n in range(4)]
    follow_ups = [
        *promises,
        follow_up("People/Ada.md", "check in", 2),
        follow_up("People/Q.md", "check in", 1),
    ]
    config = Config(reach_out=4)
    rule = "no reason comes first for more than 3 of the day's 4 while others wait"
    found = claims(contact(), config, people=in_order(follow_ups, config))
    assert found["today"] == [f"4th of 6, by weight 2.00 for “check in”; 5th by weight alone, but {rule}"]
    moved = replace(contact(), path="People/P3.md")
    found = claims(moved, config, people=in_order(follow_ups, config))
    assert found["today"] == [f"5th of 6, by weight 3.00 for “promise”; 4th by weight alone, but {rule}"]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("unknown-tier", "the tier"),
        ("bad-cadence", "the cadence"),
        ("broken-yaml", "the front matter"),
        ("conflict-in-properties", "the front matter"),
        ("duplicate-key", "the front matter"),
    ],
)
def test_what_cannot_be_read_is_not_what_is_not_set(code: str, what: str) -> None:
    problems = (Problem("People/Ada.md", 9, 1, "bad-date", "m"), Problem("People/Ada.md", 3, 7, code, "m"))
    known = why.Known((), (), (), (), problems)
    claim = why.contact(contact(), known, TODAY, Config())[0]
    assert claim.text == f"nothing is due: {what} on line 3 can't be read, so nothing falls due"
    assert claim.sources == (Source("People/Ada.md", 3),)
    tracked = why.contact(contact((trace("2026-11-01"),), tier="casual"), known, TODAY, Config())
    cadence = next(one for one in tracked if one.label == "cadence")
    slip = ", as the cadence on line 3 can't be read" if code == "bad-cadence" else ""
    assert cadence.text == f"every quarter: 90 days (tier casual{slip})"
    assert cadence.sources[1:] == ((Source("People/Ada.md", 3),) if slip else ())
    own = why.contact(contact((trace("2026-11-01"),), tier="casual", cadence=42), known, TODAY, Config())
    assert next(one.text for one in own if one.label == "cadence") == "every 6 weeks: 42 days (their own)"
    ended = why.contact(contact(ended=True), known, TODAY, Config())[0]
    assert ended.text == "nothing is due: you no longer keep in touch"
    assert "because" not in claims(contact(ended=True, private=True, ended_because="it was time"))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (13, "13th"),
        (22, "22nd"),
        (111, "111th"),
    ],
)
def test_places(place: int, said: str) -> None:
    people = merge([follow_up(f"People/{n:03}.md", "check in", 200 - n) for n in range(1, place)])
    people += merge([follow_up("People/Ada.md", "check in", 1)])
    assert claims(contact(), people=people)["today"][0].startswith(f"{said} of {place},")


# --- goals -----------------------------------------------------------------------------------------


def goal(
    helped: tuple[Trace, ...] = (),
    planned: tuple[Trace, ...] = (),
    steps: tuple[Task, ...] = (),
    **properties: Any,
) -> Goal:
    lines = enumerate(properties.items(), start=2)
    fields = {key: (Value(value, line, str(value), key == "parent"),) for line, (key, value) in lines}
    links = {"Work that lasts": "Goals/Work that lasts.md"}
    return Goal("Goals/Lead.md", "Lead", fields, steps, helped, planned, links)


STEPS = (Task("x", "one", 9, done="2026-02-02"), Task(" ", "two", 10))
HALF = {"start": "2026-01-01", "due": "2026-12-31", "target": 10}

GOALS: list[tuple[str, Goal, str, list[str]]] = [
    ("active", goal(), "status", ["active"]),
    (
        "dropped",
        goal(status="dropped", because="the sea is far"),
        "status",
        ["dropped, because the sea is far"],
    ),
    (
        "counted",
        goal((trace("2026-11-01"),), measure="informational-interview"),
        "counted",
        ["0 × informational interview"],
    ),
    ("target", goal((trace("2026-11-01"),), target=4), "target", ["4: 25% reached"]),
    ("steps beside a measure", goal(steps=STEPS, measure="coffee"), "steps", ["1 of 2 done"]),
    ("steps that are the measure", goal(steps=STEPS), "steps", []),
    ("expected", goal(**HALF), "expected by now", ["8: 10 × 323 of 364 days"]),
    ("behind", goal((trace("2026-11-01"),), **HALF), "behind", ["7 = 8 − 1"]),
    ("at risk", goal(**HALF), "at risk", ["8 is more than 20% of 10"]),
    (
        "the day has come",
        goal(due="2026-11-20", target=2),
        "expected by now",
        ["2: all of them, its day has come"],
    ),
    ("overdue", goal(due="2026-11-19", target=2), "overdue", ["its day was 19 November"]),
    (
        "stalled",
        goal((trace("2026-01-01"),)),
        "stalled",
        ["nothing has helped it, or a part of it, for 60 days"],
    ),
    (
        "stalled from the start",
        goal(start="2026-01-01"),
        "stalled",
        ["nothing has helped it, or a part of it, for 60 days"],
    ),
    ("begun", goal(start="2026-01-01"), "begun", ["1 January"]),
    ("last moved", goal((trace("2026-01-01"),)), "last moved", ["1 January"]),
    ("planned", goal(planned=(trace("2026-12-24", "video"),)), "planned", ["24 December, video"]),
    ("no pace", goal(), "expected by now", []),
    ("no review", goal(reviewed="2026-11-01"), "review", []),
    ("to be looked at", goal(review=30, reviewed="2026-11-01"), "review", ["every month, due on 1 December"]),
    ("was to be", goal(review=7, reviewed="2026-11-01"), "review", ["every week, was due on 8 November"]),
    ("never looked at", goal(review=7), "review", ["every week, none yet"]),
]


@pytest.mark.parametrize(
    ("one", "label", "texts"), [case[1:] for case in GOALS], ids=[case[0] for case in GOALS]
)
def test_a_claim_about_a_goal(one: Goal, label: str, texts: list[str]) -> None:
    found = why.goal(standing(one, TODAY, [one]), TODAY)
    assert [claim.text for claim in found if claim.label == label] == texts


def test_a_goal_names_what_it_is_part_of() -> None:
    parent = Goal("Goals/Work that lasts.md", "Work that lasts", {}, (), ())
    child = goal(parent="Work that lasts")
    found = why.goal(standing(child, TODAY, [child, parent]), TODAY)
    assert ("part of", "Work that lasts", (Source("Goals/Lead.md", 2, "Work that lasts"),)) in found


# --- law 6 -----------------------------------------------------------------------------------------


def _stands(source: Source) -> bool:
    lines = [source.path, *sample.NOTES[source.path].split("\n")]
    at = lines[source.line] if source.line < len(lines) else ""
    return source.quote in at or source.quote in source.path


@pytest.mark.parametrize("summary", sample.CONTACTS, ids=[one.name for one in sample.CONTACTS])
def test_every_source_about_a_contact_holds_what_is_quoted(summary: Summary) -> None:
    snapshot = sample.SNAPSHOT
    follow_ups = [one for signal in SIGNALS for one in signal.find(snapshot, Config())]
    known = why.Known(summary.recent, snapshot.promises, standings(snapshot.goals, TODAY), merge(follow_ups))
    found = why.contact(summary, known, TODAY, Config())
    assert {claim.label for claim in found} >= {"today", "in touch"}
    for claim in found:
        for source in claim.sources:
            assert _stands(source), (claim, source)


@pytest.mark.parametrize("one", sample.GOALS, ids=[one.name for one in sample.GOALS])
def test_every_source_about_a_goal_holds_what_is_quoted(one: Goal) -> None:
    for claim in why.goal(standing(one, TODAY, sample.GOALS), TODAY):
        for source in claim.sources:
            assert _stands(source), (claim, source)


def test_what_was_promised_and_helped() -> None:
    ada = next(one for one in sample.CONTACTS if one.path == sample.ADA)
    goals = standings(sample.GOALS, TODAY)
    found = claims(ada, promises=sample.PROMISES, goals=goals)
    assert found["promise"][0].startswith("theirs, for 2026-11-14: ")
    assert found["promise"][1] == "yours, for 2026-11-19: Send Ada Lovelace the Bernoulli draft"
    assert found["helped"] == ["Lead a platform team, once"]
    twice = goal((trace("2026-11-01"), trace("2026-10-01")))
    assert claims(contact(), goals=[standing(twice, TODAY, [twice])])["helped"] == ["Lead, 2 times"]
