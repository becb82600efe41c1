"""The board of opportunities: since when each stands, what is stuck, what comes next, who could open the door."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vaults import TODAY, put
from vaultnet import build, markdown, opportunities, steps
from vaultnet.cli import main
from vaultnet.opportunities import Opportunity
from vaultnet.stages import OVER, STAGES

NOTE = "Opportunities/Talk.md"
ADA, GRACE = "People/Ada.md", "People/Grace.md"


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def opportunity(*lines: str, kind: str = "informational-interview", body: str = "") -> str:
    people = 'people: ["[[Ada]]"]'
    return "\n".join(("---", "type: opportunity", f"kind: {kind}", people, *lines, "---", body))


def meeting(kind: str, *body: str, people: str = "Ada") -> str:
    front = f'---\ntype: meeting\nkind: {kind}\npeople: ["[[{people}]]"]\n---\n'
    return front + "\n".join((*body, ""))


def found(vault: Path, notes: Mapping[str, str], today: date = TODAY) -> tuple[Opportunity, ...]:
    put(vault, {"vaultnet.toml": "", ADA: contact(), GRACE: contact(), **notes})
    with build.facts(vault, today=today) as facts:
        return opportunities.of(facts.snapshot)


def say(one: Opportunity) -> list[str]:
    """Say since when it stands, since when it is stuck and why, and what comes next."""
    said = [one.stage]
    if one.since:
        said.append(f"{one.since.word} {one.since.day.value}")
    if one.stuck:
        said.append(f"stuck {one.stuck.since.value}: {one.stuck.why.value}")
    if one.next:
        said.append(f"next: {one.next.text.value}")
    return said


HELD = {"Meetings/2026-11-03 Ada.md": meeting("informational-interview", "Looms.")}
NEVER = "stuck 2026-11-20: never asked"

# title, kind, lines, further notes, what is said
BOARD: list[tuple[str, str, list[str], dict[str, str], list[str]]] = [
    ("nothing is known", "referral", [], {}, ["noticed", "next: find somebody who opens the door"]),
    (
        "noticed for less than three weeks",
        "referral",
        ["noticed: 2026-10-31"],
        {},
        ["noticed", "noticed 2026-10-31", "next: find somebody who opens the door"],
    ),
    (
        "noticed for three weeks",
        "referral",
        ["noticed: 2026-10-30"],
        {},
        ["noticed", "noticed 2026-10-30", NEVER, "next: find somebody who opens the door"],
    ),
    (
        "noticed, and you know them",
        "referral",
        ["noticed: 2026-10-30"],
        {"Daily/2026-10-01.md": "Coffee with [[Ada]]\n"},
        ["noticed", "noticed 2026-10-30", NEVER, "next: ask them"],
    ),
    (
        "noticed, and you no longer keep in touch",
        "referral",
        ["noticed: 2026-10-30"],
        {ADA: contact("ended: true")},
        ["noticed", "noticed 2026-10-30", "next: let it go: you no longer keep in touch"],
    ),
    (
        "asked, and you no longer keep in touch",
        "referral",
        ["asked: 2026-11-18"],
        {ADA: contact("ended: true")},
        ["asked", "asked 2026-11-18", "next: let it go: you no longer keep in touch"],
    ),
    (
        "held, and you no longer keep in touch",
        "informational-interview",
        ["asked: 2026-11-01"],
        {ADA: contact("ended: true"), **HELD},
        ["held", "held 2026-11-03", "next: let it go: you no longer keep in touch"],
    ),
    (
        "held, and they are put off",
        "informational-interview",
        ["asked: 2026-11-01"],
        {ADA: contact("snooze: 2026-12-03"), **HELD},
        ["held", "held 2026-11-03", "next: let it rest: Ada is put off until 3 December"],
    ),
    (
        "asked long ago, and they are paused",
        "informational-interview",
        ["asked: 2026-11-01"],
        {ADA: contact("paused: true")},
        ["asked", "asked 2026-11-01", "next: let it rest: Ada is paused"],
    ),
    (
        "noticed, and they are paused, whom you never met",
        "informational-interview",
        ["noticed: 2026-10-01"],
        {ADA: contact("paused: 2026-12-03")},
        ["noticed", "noticed 2026-10-01", "next: let it rest: Ada is paused until 3 December"],
    ),
    (
        "noticed, and whoever opens the door is paused",
        "informational-interview",
        ["noticed: 2026-10-01", 'via: "[[Grace]]"'],
        {GRACE: contact("paused: 2026-12-03")},
        ["noticed", "noticed 2026-10-01", "next: let it rest: Grace is paused until 3 December"],
    ),
    (
        "they are paused, and to be met",
        "informational-interview",
        ["asked: 2026-11-01"],
        {ADA: contact("paused: true"), "Meetings/2026-12-02 Ada.md": meeting("informational-interview")},
        ["scheduled", "asked 2026-11-01", "next: meet on 2 December"],
    ),
    (
        "of somebody with whom you no longer keep in touch, with a task of your own",
        "referral",
        ["asked: 2026-11-18"],
        {ADA: contact("ended: true"), NOTE: opportunity("asked: 2026-11-18", kind="referral", body="- [ ] Take it back\n")},
        ["asked", "asked 2026-11-18", "next: Take it back"],
    ),
    (
        "noticed, and somebody opens the door",
        "referral",
        ["noticed: 2026-10-30", 'via: "[[Grace]]"'],
        {},
        ["noticed", "noticed 2026-10-30", NEVER, "next: ask Grace for an introduction"],
    ),
    (
        "noticed, and they are to be met",
        "referral",
        ["noticed: 2026-10-01"],
        {"Meetings/2026-12-02 Ada.md": meeting("coffee")},
        ["noticed", "noticed 2026-10-01", "next: meet on 2 December"],
    ),
    (
        "asked, and there is still time",
        "referral",
        ["asked: 2026-11-07"],
        {},
        ["asked", "asked 2026-11-07", "next: wait for the answer"],
    ),
    (
        "asked two weeks ago",
        "referral",
        ["asked: 2026-11-06"],
        {},
        ["asked", "asked 2026-11-06", "stuck 2026-11-20: no answer is noted", "next: ask once more, or let it go"],
    ),
    (
        "asked once more",
        "referral",
        ["asked: 2026-10-06"],
        {"Meetings/2026-11-10 Ada.md": meeting("sent", "Did it arrive?")},
        ["asked", "asked 2026-10-06", "next: wait for the answer"],
    ),
    (
        "a like is no step",
        "referral",
        ["asked: 2026-11-06"],
        {"Meetings/2026-11-10 Ada.md": meeting("engage", "A like.")},
        ["asked", "asked 2026-11-06", "stuck 2026-11-20: no answer is noted", "next: ask once more, or let it go"],
    ),
    (
        "a like after their answer takes the answer away from nobody",
        "informational-interview",
        ["asked: 2026-11-01"],
        {
            "Daily/2026-11-08.md": "Mail from [[Ada]]: after the fair.\n",
            "Meetings/2026-11-10 Ada.md": meeting("engage", "A like."),
        },
        ["asked", "asked 2026-11-01", "next: agree on a day: in touch on 8 November"],
    ),
    (
        "a like is no answer, either",
        "informational-interview",
        ["asked: 2026-11-01"],
        {"Meetings/2026-11-10 Ada.md": meeting("engage", "A like.")},
        ["asked", "asked 2026-11-01", "stuck 2026-11-15: no answer is noted", "next: ask once more, or let it go"],
    ),
    (
        "they wrote back",
        "informational-interview",
        ["asked: 2026-11-01"],
        {"Daily/2026-11-08.md": "Mail from [[Ada]]: after the fair.\n"},
        ["asked", "asked 2026-11-01", "next: agree on a day: in touch on 8 November"],
    ),
    (
        "agreed, and no day for two weeks",
        "informational-interview",
        ["stage: agreed", "asked: 2026-11-01"],
        {},
        ["agreed", "asked 2026-11-01", "stuck 2026-11-15: no step since", "next: agree on a day"],
    ),
    (
        "scheduled",
        "informational-interview",
        ["asked: 2026-10-01"],
        {"Meetings/2026-12-02 Ada.md": meeting("informational-interview")},
        ["scheduled", "asked 2026-10-01", "next: meet on 2 December"],
    ),
    (
        "its day has passed and nothing is noted",
        "informational-interview",
        ["asked: 2026-11-01"],
        {"Meetings/2026-11-18 Ada.md": meeting("informational-interview")},
        [
            "asked",
            "asked 2026-11-01",
            "stuck 2026-11-19: planned for 18 November, and nothing is noted",
            "next: write down how it went, or find another day",
        ],
    ),
    (
        "its day has passed, and another one is being looked for",
        "informational-interview",
        ["asked: 2026-11-01"],
        {
            "Meetings/2026-11-17 Ada.md": meeting("informational-interview"),
            "Daily/2026-11-18.md": "Mail from [[Ada]]: she was ill.\n",
        },
        ["asked", "asked 2026-11-01", "next: agree on a day: in touch on 18 November"],
    ),
    (
        "held today",
        "informational-interview",
        ["asked: 2026-11-01"],
        {"Meetings/2026-11-20 Ada.md": meeting("informational-interview", "Looms.")},
        ["held", "held 2026-11-20", "next: thank them"],
    ),
    (
        "held, and nobody was thanked",
        "informational-interview",
        ["asked: 2026-11-01"],
        HELD,
        ["held", "held 2026-11-03", "stuck 2026-11-04: nobody was thanked", "next: thank them"],
    ),
    (
        "held so long ago that thanks would come as a surprise",
        "informational-interview",
        ["asked: 2026-10-01"],
        {"Meetings/2026-10-20 Ada.md": meeting("informational-interview", "Looms.")},
        ["held", "held 2026-10-20", "next: close it, with what came of it"],
    ),
    (
        "held on the last day for thanks",
        "informational-interview",
        ["asked: 2026-10-01"],
        {"Meetings/2026-10-21 Ada.md": meeting("informational-interview", "Looms.")},
        ["held", "held 2026-10-21", "stuck 2026-10-22: nobody was thanked", "next: thank them"],
    ),
    (
        "thanked",
        "informational-interview",
        ["asked: 2026-11-01"],
        {**HELD, "Daily/2026-11-04.md": "Wrote to [[Ada]]\n"},
        ["thanked", "thanked 2026-11-04", "next: close it, with what came of it"],
    ),
    (
        "thanked, with advice to follow",
        "informational-interview",
        ["asked: 2026-11-01"],
        {
            "Meetings/2026-11-03 Ada.md": meeting("informational-interview", "- [ ] #advice [[Ada]]: buy wool"),
            "Daily/2026-11-04.md": "Wrote to [[Ada]]\n",
        },
        ["thanked", "thanked 2026-11-04", "next: follow their advice, and tell them"],
    ),
    (
        "an application that rests",
        "application",
        ["stage: interview", "asked: 2026-10-01"],
        {"Daily/2026-10-20.md": "Call with [[Ada]]\n"},
        [
            "interview",
            "last in touch 2026-10-20",
            "stuck 2026-11-10: nothing since 20 October",
            "next: ask how it stands",
        ],
    ),
    (
        "an application that moved",
        "application",
        ["stage: interview", "asked: 2026-10-01"],
        {"Daily/2026-10-31.md": "Call with [[Ada]]\n"},
        ["interview", "last in touch 2026-10-31", "next: wait for the answer"],
    ),
    (
        "its day has passed",
        "recommendation",
        ["stage: agreed", "asked: 2026-11-10", "due: 2026-11-18"],
        {},
        ["agreed", "asked 2026-11-10", "stuck 2026-11-19: it was due on 18 November", "next: wait for it, and thank"],
    ),
    (
        "a mentorship that goes on is not stuck",
        "mentoring",
        ["stage: agreed", "asked: 2026-01-10"],
        {},
        ["agreed", "asked 2026-01-10", "next: the next session"],
    ),
    (
        "a mentorship of which no word says how it stands",
        "mentoring",
        ["noticed: 2026-10-10"],
        {ADA: contact(body="- 2026-11-01 mentoring: looms\n")},
        ["agreed", "next: the next session"],
    ),
    (
        "a mentor who was noticed, and asked since",
        "mentoring",
        ["stage: noticed", "asked: 2026-11-10"],
        {},
        ["asked", "asked 2026-11-10", "next: wait for the answer"],
    ),
    (
        "it was declined",
        "referral",
        ["stage: declined", "asked: 2026-10-01", "closed: 2026-11-10"],
        {},
        ["declined", "declined 2026-11-10"],
    ),
    ("closed, nobody knows when", "referral", ["stage: done", "due: 2026-11-01"], {}, ["ended"]),
    ("its outcome ends it", "application", ["asked: 2026-10-01", "outcome: rejected"], {}, ["ended"]),
    (
        "its outcome says when",
        "application",
        ["asked: 2026-10-01", 'outcome: "rejected, by letter of 2026-11-10"'],
        {},
        ["ended", "closed 2026-11-10"],
    ),
    (
        "its outcome names a day to come",
        "application",
        ["asked: 2026-10-01", "outcome: hired from 2027-01-01 on"],
        {},
        ["ended"],
    ),
    (
        "closed goes before its outcome's day",
        "application",
        ["asked: 2026-10-01", "closed: 2026-11-12", "outcome: rejected on 2026-11-10"],
        {},
        ["ended", "closed 2026-11-12"],
    ),
    (
        "words of one's own may be no end",
        "application",
        ["asked: 2026-11-10", "outcome: they went bankrupt"],
        {},
        ["applied", "applied 2026-11-10", "next: close it, if that is how it ended"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lines", "notes", "expected"), [one[1:] for one in BOARD], ids=[c[0] for c in BOARD]
)
def test_how_it_stands(
    kind: str, lines: list[str], notes: dict[str, str], expected: list[str], vault: Path
) -> None:
    (one,) = found(vault, {NOTE: opportunity(*lines, kind=kind), **notes})
    assert say(one) == expected


def test_an_open_task_of_the_note_is_the_next_step_the_one_with_a_day_first(vault: Path) -> None:
    body = "- [x] Ask Grace ✅ 2026-11-01\n- [ ] Read her book\n- [ ] Write three questions 📅 2026-11-30\n"
    (one,) = found(vault, {NOTE: opportunity("asked: 2026-11-10", body=body)})
    assert one.next
    assert (one.next.text.value, one.next.is_own, one.next.text.source.line) == (
        "Write three questions",
        True,
        9,
    )


# title, the note of Hush Work, the task that comes next
TASKS: list[tuple[str, str, str]] = [
    ("what links a private note is not quoted", "---\nprivate: true\n---\n", "Read her book"),
    ("what links another one is", "Looms.\n", "Talk about [[Work/Hush Work|it]]"),
]


@pytest.mark.parametrize(("hush", "expected"), [one[1:] for one in TASKS], ids=[one[0] for one in TASKS])
def test_of_the_tasks_of_the_note_only_those_that_may_be_quoted(
    hush: str, expected: str, vault: Path
) -> None:
    body = "- [ ] Talk about [[Work/Hush Work|it]] 📅 2026-11-30\n- [ ] Read her book\n"
    notes = {NOTE: opportunity("asked: 2026-11-10", body=body), "Work/Hush Work.md": hush}
    (one,) = found(vault, notes)
    assert one.next
    assert one.next.text.value == expected


def test_thanks_come_before_the_tasks_of_the_note(vault: Path) -> None:
    notes = {NOTE: opportunity("asked: 2026-11-01", body="- [ ] Read her book\n"), **HELD}
    (one,) = found(vault, notes)
    assert one.next
    assert one.next.text.value == "thank them"


# title, notes, the names on the board
SAYABLE: list[tuple[str, dict[str, str], list[tuple[str, list[str]]]]] = [
    ("with somebody", {NOTE: opportunity()}, [("Talk", ["Ada"])]),
    ("a private note", {NOTE: opportunity("private: true")}, []),
    ("with somebody private", {NOTE: opportunity(), ADA: contact("private: true")}, [("Talk", [])]),
    (
        "named after somebody private",
        {"Opportunities/Coffee with Ada.md": opportunity(), ADA: contact("private: true")},
        [],
    ),
    (
        "at a place whose note is private",
        {NOTE: opportunity('organisation: "[[Hush Work]]"'), "Hush Work.md": "---\nprivate: true\n---\n"},
        [("Talk", ["Ada"])],
    ),
    (
        "with somebody who has no note",
        {NOTE: opportunity().replace("[[Ada]]", "[[Zoe]]")},
        [("Talk", ["Zoe"])],
    ),
    ("in plain text", {NOTE: opportunity().replace('"[[Ada]]"', "the weavers")}, [("Talk", ["the weavers"])]),
]


@pytest.mark.parametrize(("notes", "expected"), [one[1:] for one in SAYABLE], ids=[one[0] for one in SAYABLE])
def test_of_what_is_private_nothing_is_said(
    notes: dict[str, str], expected: list[tuple[str, list[str]]], vault: Path
) -> None:
    said = [(one.note.name, [who.name.value for who in one.people]) for one in found(vault, notes)]
    assert said == expected


# --- a referral, by the door that it was for --------------------------------------------------------

ASKED_HER = opportunity("organisation: Globex", "stage: asked", "asked: 2026-09-01", kind="referral")


def job(*lines: str) -> str:
    return "\n".join(
        ("---", "type: opportunity", "kind: application", "organisation: Globex", *lines, "---", "")
    )


# title, the referral, further notes, what is said of it
AT_DOOR: list[tuple[str, str, dict[str, str], list[str]]] = [
    (
        "asked, and there is no application",
        ASKED_HER,
        {},
        ["asked", "asked 2026-09-01", "stuck 2026-09-15: no answer is noted", "next: ask once more, or let it go"],
    ),
    (
        "made, and there is no application yet",
        ASKED_HER,
        {"Daily/2026-11-06.md": "received:: [[Ada]] the referral\n"},
        ["introduced", "referred 2026-11-06", "next: write to them"],
    ),
    (
        "made, and then applied",
        ASKED_HER,
        {"Daily/2026-09-06.md": "received:: [[Ada]] the referral\n", "Opportunities/Job.md": job("asked: 2026-09-20")},
        ["ended", "referred 2026-09-06"],
    ),
    (
        "applied by way of her",
        ASKED_HER,
        {"Opportunities/Job.md": job("asked: 2026-09-20", 'via: "[[Ada]]"')},
        ["ended", "applied 2026-09-20"],
    ),
    (
        "the application is closed, and nobody noted that it was made",
        ASKED_HER,
        {"Opportunities/Job.md": job("asked: 2026-09-20", "outcome: rejected", "closed: 2026-11-02")},
        ["ended", "closed 2026-11-02"],
    ),
    (
        "the application is closed, and nobody wrote how",
        ASKED_HER,
        {"Opportunities/Job.md": job("stage: done", "closed: 2026-11-02")},
        ["ended", "closed 2026-11-02"],
    ),
    (
        "the application has an outcome and no day",
        ASKED_HER,
        {"Opportunities/Job.md": job("asked: 2026-09-20", "outcome: rejected")},
        ["ended"],
    ),
    (
        "the application is open, and she has not answered",
        ASKED_HER,
        {"Opportunities/Job.md": job("asked: 2026-09-20")},
        ["asked", "asked 2026-09-01", "stuck 2026-09-15: no answer is noted", "next: ask once more, or let it go"],
    ),
    (
        "an application elsewhere",
        ASKED_HER,
        {"Opportunities/Job.md": job("outcome: rejected", "closed: 2026-11-02").replace("Globex", "Initech")},
        ["asked", "asked 2026-09-01", "stuck 2026-09-15: no answer is noted", "next: ask once more, or let it go"],
    ),
    (
        "a private application says nothing",
        ASKED_HER,
        {"Opportunities/Job.md": job("private: true", "outcome: rejected", "closed: 2026-11-02")},
        ["asked", "asked 2026-09-01", "stuck 2026-09-15: no answer is noted", "next: ask once more, or let it go"],
    ),
    (
        "she said no, whatever came of the application",
        ASKED_HER.replace("stage: asked", "stage: declined"),
        {"Opportunities/Job.md": job("outcome: hired", "closed: 2026-11-02")},
        ["declined"],
    ),
    (
        "closed on a day of its own",
        ASKED_HER.replace("stage: asked", "stage: done\nclosed: 2026-09-10"),
        {"Opportunities/Job.md": job("outcome: hired", "closed: 2026-11-02")},
        ["ended", "closed 2026-09-10"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("note", "notes", "expected"), [c[1:] for c in AT_DOOR], ids=[c[0] for c in AT_DOOR])
def test_a_referral_is_over_with_its_door(
    note: str, notes: dict[str, str], expected: list[str], vault: Path
) -> None:
    (one,) = [one for one in found(vault, {NOTE: note, **notes}) if one.note.path == NOTE]
    assert say(one) == expected
    with build.facts(vault, today=TODAY) as facts:
        nudged = [
            one.text for one in facts.follow_ups if one.signal == "interviews" and one.reason == "answer"
        ]
    assert nudged == []


# title, Ada's note, the opportunity's lines, further notes, the way
WAYS: list[tuple[str, str, list[str], dict[str, str], list[str]]] = [
    ("nobody leads there", contact(), [], {}, []),
    (
        "somebody knows them",
        contact('knows: ["[[Grace]]"]'),
        [],
        {"Daily/2026-11-01.md": "Coffee with [[Grace]]\n"},
        ["Grace", "Ada"],
    ),
    (
        "the door is open",
        contact('knows: ["[[Grace]]"]'),
        ['via: "[[Grace]]"'],
        {"Daily/2026-11-01.md": "Coffee with [[Grace]]\n"},
        [],
    ),
    (
        "you know them yourself",
        contact('knows: ["[[Grace]]"]'),
        [],
        {"Daily/2026-11-01.md": "Coffee with [[Grace]]\nCall with [[Ada]]\n"},
        [],
    ),
    (
        "they were asked already",
        contact('knows: ["[[Grace]]"]'),
        ["asked: 2026-11-10"],
        {"Daily/2026-11-01.md": "Coffee with [[Grace]]\n"},
        [],
    ),
    (
        "nobody is named but the place",
        contact("company: Globex", 'knows: ["[[Grace]]"]'),
        ["organisation: Globex", "people: []"],
        {"Daily/2026-11-01.md": "Coffee with [[Grace]]\n"},
        ["Grace", "Ada"],
    ),
]


@pytest.mark.parametrize(
    ("ada", "lines", "notes", "expected"), [one[1:] for one in WAYS], ids=[c[0] for c in WAYS]
)
def test_who_could_open_the_door(
    ada: str, lines: list[str], notes: dict[str, str], expected: list[str], vault: Path
) -> None:
    note = opportunity(*lines)
    if "people: []" in lines:
        note = note.replace('people: ["[[Ada]]"]\n', "")
    put(vault, {GRACE: contact(), ADA: ada, NOTE: note, **notes})
    with build.facts(vault, today=TODAY) as facts:
        every = opportunities.of(facts.snapshot)
        ways = opportunities.ways(every, facts.snapshot, facts.config)
    assert [hop.contact.name for hop in (ways[NOTE].hops if NOTE in ways else ())] == expected


# --- the board as a whole --------------------------------------------------------------------------


def test_the_board_is_in_the_order_of_the_stages_and_what_is_stuck_comes_first(vault: Path) -> None:
    notes = {
        "Opportunities/Offer.md": opportunity("stage: offer", kind="application"),
        "Opportunities/Fresh.md": opportunity("asked: 2026-11-19", kind="referral"),
        "Opportunities/Stuck.md": opportunity("asked: 2026-10-10", kind="referral"),
        "Opportunities/Closed.md": opportunity("closed: 2026-11-10"),
    }
    every = found(vault, notes)
    board = [(stage, [one.note.name for one in some]) for stage, some in opportunities.board(every, TODAY)]
    assert board == [("asked", ["Stuck", "Fresh"]), ("offer", ["Offer"])]
    assert [one.note.name for one in opportunities.closed_lately(every, TODAY)] == ["Closed"]


# closed, or thanked, so many days ago: whether it is shown
LATELY = [(opportunities.LATELY, True), (opportunities.LATELY + 1, False)]


@pytest.mark.parametrize(("days", "shown"), LATELY)
def test_what_is_over_is_shown_for_a_while(days: int, shown: bool, vault: Path) -> None:
    day = TODAY - timedelta(days)
    notes = {
        "Opportunities/Closed.md": opportunity("stage: done", f"closed: {day}", kind="referral"),
        "Opportunities/Thanked.md": opportunity(f"asked: {day - timedelta(9)}"),
        f"Meetings/{day - timedelta(1)} Ada.md": meeting("informational-interview", "Looms."),
        f"Daily/{day}.md": "Wrote to [[Ada]]\n",
    }
    every = found(vault, notes)
    assert bool(opportunities.closed_lately(every, TODAY)) == shown
    assert bool(opportunities.board(every, TODAY)) == shown


# title, the note, whether it is shown among what was closed lately: by the last day that is known of it
ENDED: list[tuple[str, list[str], bool]] = [
    ("asked lately", ["asked: 2026-09-10", "outcome: rejected"], True),
    ("asked long ago", ["asked: 2026-03-10", "outcome: rejected"], False),
    ("asked long ago, and the outcome names a day", ["asked: 2026-03-10", "outcome: rejected on 2026-11-10"], True),
    ("asked lately, and the outcome names a day long ago", ["asked: 2026-09-10", "outcome: no since 2026-03-10"], False),
    ("no day at all", ["outcome: rejected"], False),
    ("no day but that it is closed", ["closed: true"], False),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "shown"), [one[1:] for one in ENDED], ids=[one[0] for one in ENDED])
def test_what_ended_on_a_day_that_nobody_knows_is_never_open_and_shown_for_a_while(
    lines: list[str], shown: bool, vault: Path
) -> None:
    every = found(vault, {NOTE: opportunity(*lines, kind="application")})
    assert opportunities.board(every, TODAY) == ()
    assert bool(opportunities.closed_lately(every, TODAY)) == shown


def test_that_nobody_knows_when_it_ended_is_said(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {NOTE: opportunity("asked: 2026-09-10", "outcome: rejected", kind="application")})
    assert run(vault, "opportunities") == 0
    assert "Talk · application with Ada · ended, on a day that no note names  " in capsys.readouterr().out


DAYS = st.one_of(st.just(""), st.dates(date(2026, 9, 1), date(2026, 11, 20)).map(str))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["", *STAGES]), DAYS, DAYS, DAYS)
def test_what_is_over_is_never_stuck_and_what_is_stuck_was_not_so_before(
    tmp_path_factory: pytest.TempPathFactory, stage: str, noticed: str, asked: str, due: str
) -> None:
    told = {"stage": stage, "noticed": noticed, "asked": asked, "due": due}
    lines = [f"{key}: {value}" for key, value in told.items() if value]
    vault = tmp_path_factory.mktemp("stuck")
    (one,) = found(vault, {NOTE: opportunity(*lines)})
    assert not (one.stuck and one.stage in OVER)
    assert bool(one.next) == (one.stage not in OVER)
    if one.stuck:
        assert one.stuck.since.value <= TODAY
        assert one.stuck.since.sources
        (before,) = found(vault, {}, one.stuck.since.value - timedelta(1))
        assert before.stuck is None or before.stage != one.stage


# --- the command -----------------------------------------------------------------------------------


def run(vault: Path, *arguments: str) -> int:
    return main(["--vault", str(vault), "--today", TODAY.isoformat(), *arguments])


def test_without_any_it_says_how_to_begin(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact()})
    assert run(vault, "opportunities") == 0
    assert "To note one: vaultnet new opportunity" in capsys.readouterr().out


def test_of_one_that_is_private_nothing_is_said_but_that(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact(), NOTE: opportunity("private: true")})
    assert run(vault, "opportunities", "Talk") == 1
    assert "nothing is said of it" in capsys.readouterr().err


def test_the_board_as_json_gives_each_value_with_its_lines(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact(), NOTE: opportunity("stage: scheduled"), **HELD})
    assert run(vault, "opportunities", "--json") == 0
    (part,) = json.loads(capsys.readouterr().out)["data"]["stages"]
    (row,) = part["rows"]
    assert (part["stage"]["value"], row["written"]["value"], row["stuck"]["since"]["value"]) == (
        "held",
        "scheduled",
        "2026-11-04",
    )
    held = {"path": "Meetings/2026-11-03 Ada.md", "line": 4, "quote": "[[Ada]]"}
    assert row["stage"]["sources"] == row["stuck"]["why"]["sources"] == [held]


def test_as_of_a_day_it_stood_otherwise(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = opportunity("stage: ended", "asked: 2026-10-20", "closed: 2026-11-10")
    put(vault, {"vaultnet.toml": "", ADA: contact(), NOTE: note, **HELD})
    said = []
    for day in ("2026-10-01", "2026-10-21", "2026-11-05", "2026-11-11"):
        assert run(vault, "opportunities", "--as-of", day) == 0
        said.append(capsys.readouterr().out.split("\n")[0])
    assert said == ["Noticed", "Asked", "Held", "Closed lately"]


def test_the_page_is_there_while_there_is_something_to_show(vault: Path) -> None:
    page = vault / "Network/Network Opportunities.md"
    put(vault, {"vaultnet.toml": "", ADA: contact(), NOTE: opportunity("asked: 2026-10-20")})
    build.build(vault, today=TODAY)
    assert "**stuck since 3 November**: no answer is noted" in page.read_text("utf-8")
    (vault / NOTE).unlink()
    build.build(vault, today=TODAY)
    assert not page.exists()


CLOSED = {
    "People/Ada.md": contact(),
    "People/Grace.md": contact(),
    NOTE: opportunity(
        "asked: 2026-01-20", "closed: 2026-02-10", "stage: thanked", 'via: "[[Grace]]"', "outcome: looms"
    ),
    "Meetings/2026-02-01 Ada.md": meeting(
        "informational-interview", "Looms.", "", "- [ ] #advice [[Ada]]: read Babbage"
    ),
    "Opportunities/Job.md": job(
        "stage: applied", "asked: 2026-10-20", "closed: 2026-11-12", 'via: "[[Grace]]"'
    ),
}


def test_what_was_closed_is_shown_with_its_kind_and_whom_and_the_advice_that_is_left(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {"vaultnet.toml": "", **CLOSED})
    build.build(vault, today=TODAY)
    page = (vault / "Network/Network Opportunities.md").read_text("utf-8")
    main(["opportunities", "--vault", str(vault), "--today", str(TODAY)])
    said = capsys.readouterr().out
    closed = page.partition("## Closed lately\n\n")[2].splitlines()
    assert closed[:3] == [
        "- [[Job]], application at Globex, through [[Grace]], ended on 12 November",
        '- [[Talk]], informational interview with [[Ada]], through [[Grace]], ended on 10 February: *"looms"*',
        "    - still to follow: read Babbage ([[2026-02-01 Ada|1 February]])",
    ]
    assert "Job · application at Globex, through Grace · closed on 12 November" in said
    assert "to follow  read Babbage" in said
    assert "written" not in said


# --- questions to choose from ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["informational-interview", "informational interview"])
def test_a_new_interview_has_questions_and_is_still_a_plan(kind: str, vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact()})
    assert not run(vault, "new", "meeting", "2026-12-02 Ada", "--set", f"kind={kind}", "--set", "people=Ada")
    (note,) = vault.glob("Meetings/**/*.md")
    text = note.read_text("utf-8")
    asked = [line for line in text.splitlines() if line.startswith("- ") and line.endswith("?")]
    assert len(asked) == len(set(asked)) >= 12
    assert markdown.scan(text.split("---\n", 2)[2], 1).empty
    with build.facts(vault, today=TODAY) as facts:
        assert [plan.day for one in facts.snapshot.contacts for plan in one.plans] == ["2026-12-02"]
    with build.facts(vault, today=date(2026, 12, 3)) as facts:
        assert [one.recent for one in facts.snapshot.contacts] == [()]


def test_a_vault_can_have_its_own_questions(vault: Path) -> None:
    own = {"_vaultnet/templates/new/questions.md.jinja": "<!--\n- Why looms?\n-->\n"}
    put(vault, {"vaultnet.toml": "", ADA: contact(), **own})
    assert not run(vault, "new", "opportunity", "Talk", "--set", "kind=informational-interview")
    assert "- Why looms?" in (vault / NOTE).read_text("utf-8")


def test_other_meetings_have_no_such_questions(vault: Path) -> None:
    put(vault, {"vaultnet.toml": "", ADA: contact()})
    assert not run(vault, "new", "meeting", "2026-12-02 Ada", "--set", "kind=coffee")
    (note,) = vault.glob("Meetings/**/*.md")
    assert "Questions" not in note.read_text("utf-8")


def test_the_days_of_patience_are_those_that_the_docs_name() -> None:
    docs = (Path(__file__).parent.parent / "docs/opportunities.md").read_text("utf-8")
    for days in (
        steps.UNASKED,
        steps.UNANSWERED,
        steps.WITHOUT_DAY,
        steps.WITHOUT_STEP,
        opportunities.LATELY,
    ):
        assert f"{days} days" in docs
