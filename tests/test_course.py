"""Changing course: what the history of a goal says, how it stood before, and who matters since. Cases as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.vaults import TODAY, put
from tests.vaults import build as building
from vaultnet import build, course
from vaultnet.cli import main
from vaultnet.config import Config
from vaultnet.course_lines import Changed
from vaultnet.dashboards import course as page
from vaultnet.model import Value
from vaultnet.network import Goal, GoalLine

LEAD = "Goals/Lead.md"


def goal(*history: str, **properties: str | Sequence[str]) -> Goal:
    """A goal with its properties from line 2 on, and dated lines from line 11 on."""
    fields = {
        key: tuple(Value(one, line, one) for one in ([value] if isinstance(value, str) else value))
        for line, (key, value) in enumerate(properties.items(), start=2)
    }
    lines = tuple(
        GoalLine("log", text[11:], line, day=text[:10]) for line, text in enumerate(history, start=11)
    )
    return Goal(LEAD, "Lead", fields, (), (), lines=lines)


DROPPED = "2026-11-03 changed status: active → dropped; because nobody asked"

HISTORY: list[tuple[str, Goal, list[str]]] = [
    ("none", goal(), []),
    ("let go", goal(DROPPED), ["3 November: let go, because nobody asked"]),
    (
        "newest first",
        goal("2026-01-02 changed target: 5 → 6", DROPPED),
        ["3 November: let go, because nobody asked", "2 January: target 6 instead of 5"],
    ),
    (
        "of one day the last one first",
        goal("2026-11-03 changed target: 5 → 6", DROPPED),
        ["3 November: let go, because nobody asked", "3 November: target 6 instead of 5"],
    ),
    (
        "what it needs",
        goal("2026-11-03 changed needs: mentor, hiring → hiring, insider at [[Globex]]"),
        ["3 November: needs insider at Globex, needs no longer mentor"],
    ),
    (
        "the same needs",
        goal("2026-11-03 changed needs: a, b → b, a"),
        ["3 November: needs put in another order"],
    ),
    (
        "nothing for nothing",
        goal("2026-11-03 changed needs: none → none; target: 5 → 6"),
        ["3 November: target 6 instead of 5"],
    ),
    (
        "a day",
        goal("2026-11-03 changed due: 2026-12-01 → 2027-06-30"),
        ["3 November: due 30 June 2027 instead of 1 December"],
    ),
    (
        "a day that is none",
        goal("2026-11-03 changed due: none → soon; start: 2026-02-30 → none"),
        ["3 November: due soon; start no longer said (it was 2026-02-30)"],
    ),
    (
        "taken up again",
        goal("2026-11-03 changed status: dropped → active; because: no time → none; because time."),
        ["3 November: taken up again, because time"],
    ),
    (
        "a status that there isn't",
        goal("2026-11-03 changed status: active → asleep"),
        ["3 November: status asleep"],
    ),
    ("no status any more", goal("2026-11-03 changed status: paused → none"), ["3 November: status no longer said"]),
    (
        "a property that nothing declares",
        goal("2026-11-03 changed mood: low → high"),
        ["3 November: mood high instead of low"],
    ),
    ("odd lines", goal("2026-11-03 changed my mind", "2026-11-04 met Ada → Ben", "2026-11-05 changed status:"), []),
    (
        "somebody private in the reason",
        goal("2026-11-03 changed status: active → paused; because Eve Stone fell ill"),
        ["3 November: paused, the note says why"],
    ),
    (
        "somebody private in what it needed",
        goal("2026-11-03 changed needs: Eve Stone → mentor; because x"),
        ["3 November: changed, because x"],
    ),
    (
        "why it rests, alone",
        goal("2026-11-03 changed because: a → b"),
        ["3 November: changed"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "one", "expected"), HISTORY, ids=[case[0] for case in HISTORY])
def test_what_the_history_says(title: str, one: Goal, expected: list[str]) -> None:
    hidden = frozenset({" eve stone "})
    said = [
        f"{change.day.day} {change.day:%B}: {course.told(change, TODAY, hidden)}"
        for change in course.changes(one)
    ]
    assert said == expected


BEFORE: list[tuple[str, Goal, str, dict[str, list[Any]]]] = [
    ("nothing was changed", goal(status="active", target="5"), "2026-01-01", {"status": ["active"], "target": ["5"]}),
    ("let go", goal(DROPPED, status="dropped", because="nobody asked"), "2026-11-03", {"status": ["active"]}),
    (
        "let go before that day",
        goal(DROPPED, status="dropped", because="nobody asked"),
        "2026-11-04",
        {"status": ["dropped"], "because": ["nobody asked"]},
    ),
    (
        "changed twice: before the first",
        goal("2026-09-01 changed target: 5 → 6", "2026-10-01 changed target: 6 → 7", target="7"),
        "2026-09-01",
        {"target": [5]},
    ),
    (
        "changed twice: before the second",
        goal("2026-09-01 changed target: 5 → 6", "2026-10-01 changed target: 6 → 7", target="7"),
        "2026-09-02",
        {"target": [6]},
    ),
    (
        "twice on a day, the newest first",
        goal("2026-10-01 changed target: 6 → 7", "2026-10-01 changed target: 5 → 6", target="7"),
        "2026-09-02",
        {"target": [5]},
    ),
    (
        "there and back on a day",
        goal("2026-10-01 changed target: 5 → 6", "2026-10-01 changed target: 6 → 5", target="5"),
        "2026-09-02",
        {"target": [5]},
    ),
    ("what was not there", goal("2026-10-01 changed needs: none → a, b", needs=["a", "b"]), "2026-09-02", {}),
    (
        "words of one's own",
        goal("2026-10-01 changed Status: on hold → abandoned; deadline: 2026-12-01 → none"),
        "2026-09-02",
        {"status": ["paused"], "due": ["2026-12-01"]},
    ),
    (
        "why it rested",
        goal("2026-10-01 changed status: paused → active; because: no time → none; because time", status="active"),
        "2026-09-02",
        {"status": ["paused"], "because": ["no time"]},
    ),
    ("what can't be read", goal("2026-10-01 changed target: many → 5", target="5"), "2026-09-02", {}),
    ("a property that nothing declares", goal("2026-10-01 changed mood: a → b", mood="b"), "2026-09-02", {"mood": ["b"]}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "one", "since", "expected"), BEFORE, ids=[case[0] for case in BEFORE])
def test_how_a_goal_stood(title: str, one: Goal, since: str, expected: dict[str, list[Any]]) -> None:
    found = course.before(one, date.fromisoformat(since), Config())
    assert {key: [value.value for value in of] for key, of in found.fields.items()} == expected


def test_what_was_stands_on_the_line_that_says_so() -> None:
    found = course.before(
        goal("2026-10-01 changed needs: mentor, b → b", needs="b"), date(2026, 9, 1), Config()
    )
    assert [(one.value, one.line, one.quote) for one in found.fields["needs"]] == [
        ("mentor", 11, "mentor"),
        ("b", 11, "b"),
    ]


# --- who matters -----------------------------------------------------------------------------------


def lead(front: str = "", history: str = "", steps: str = "") -> dict[str, str]:
    return {LEAD: f"---\ntype: goal\n{front}---\n{steps}\n## History\n{history}"}


def person(front: str = "", body: str = "- 2026-10-30 coffee: looms\n") -> str:
    return f"---\ntype: contact\n{front}---\n{body}"


LET_GO = lead("status: dropped\n", f"- {DROPPED}\n")
MENTOR = "- 2026-11-03 changed needs: hiring → mentor; because I can hire now\n"
HELPED = {
    "Meetings/2026-09-10 Ada.md": '---\ntype: meeting\npeople: ["[[Ada]]"]\nhelps: ["[[Lead]]"]\n---\nWords.\n'
}

MATTER: list[tuple[str, Mapping[str, str], list[str], list[str]]] = [
    ("nothing was changed", {**lead("needs: mentor\n"), "People/Ada.md": person("relation: mentor\n")}, [], []),
    (
        "it needs something else",
        {
            **lead("needs: mentor\n", MENTOR),
            "People/Ada.md": person("relation: mentor\n"),
            "People/Ben.md": person("teaches: hiring engineers\n"),
        },
        ["Ada: it needs “mentor”"],
        ["Ben: it needs “hiring” (teaches hiring engineers)"],
    ),
    (
        "what it needed stands in quotes",
        {
            **lead("needs: looms\n", '- 2026-11-03 changed needs: "hiring, and ""firing""" → looms\n'),
            "People/Ben.md": person("teaches: hiring and firing\n"),
        },
        [],
        ["Ben: it needs “hiring, and \"firing\"” (teaches hiring and firing)"],
    ),
    (
        "who has both still matters",
        {**lead("needs: mentor\n", MENTOR), "People/Ada.md": person("relation: mentor\nteaches: hiring\n")},
        [],
        [],
    ),
    (
        "who helped still matters while it goes on",
        {**lead("needs: mentor\n", MENTOR), **HELPED, "People/Ada.md": person("teaches: hiring\n")},
        [],
        [],
    ),
    ("who helped what is let go", {**LET_GO, **HELPED, "People/Ada.md": person()}, [], ["Ada: they helped on 10 September"]),
    (
        "who helps with what is let go",
        {**LET_GO, "People/Ada.md": person('helps_with: "[[Lead]]"\n')},
        [],
        ["Ada: they help with it"],
    ),
    (
        "an opportunity for what is let go",
        {
            **LET_GO,
            "People/Ada.md": person(),
            "People/Ben.md": person(),
            "Opportunities/Referral.md": '---\ntype: opportunity\ngoals: "[[Lead]]"\npeople: "[[Ada]]"\nvia: "[[Ben]]"\n---\n',
        },
        [],
        ["Ada: they are part of “Referral”", "Ben: they are part of “Referral”"],
    ),
    (
        "somebody who matters for another goal",
        {
            **LET_GO,
            "Goals/Write.md": "---\ntype: goal\n---\n",
            "People/Ada.md": person('helps_with: ["[[Lead]]", "[[Write]]"]\n'),
        },
        [],
        [],
    ),
    (
        "somebody who mattered for another goal matters for this one",
        {
            **lead("needs: mentor\n", MENTOR),
            "Goals/Write.md": "---\ntype: goal\n---\n",
            "People/Ada.md": person('helps_with: "[[Write]]"\nrelation: mentor\n'),
        },
        ["Ada: it needs “mentor”"],
        [],
    ),
    (
        "let go long ago",
        {
            **lead("status: dropped\n", "- 2026-02-03 changed status: active → dropped; because x\n"),
            "People/Ada.md": person('helps_with: "[[Lead]]"\n'),
        },
        [],
        [],
    ),
    (
        "taken up again",
        {
            **lead("status: active\n", "- 2026-11-03 changed status: paused → active; because x\n"),
            "People/Ada.md": person('helps_with: "[[Lead]]"\n'),
        },
        ["Ada: they help with it"],
        [],
    ),
    (
        "begun since",
        {**lead("start: 2026-10-01\nneeds: mentor\n"), "People/Ada.md": person("relation: mentor\n")},
        ["Ada: it needs “mentor”"],
        [],
    ),
    (
        "to begin later",
        {**lead("start: 2027-01-01\nneeds: mentor\n"), "People/Ada.md": person("relation: mentor\n")},
        [],
        [],
    ),
    (
        "only its start was written down since",
        {
            **lead("start: 2026-10-01\nneeds: mentor\n", "- 2026-11-03 changed start: none → 2026-10-01; because x\n"),
            "People/Ada.md": person("relation: mentor\n"),
        },
        [],
        [],
    ),
    (
        "somebody private, and somebody who has ended",
        {
            **LET_GO,
            "People/Ada.md": person('helps_with: "[[Lead]]"\nprivate: true\n'),
            "People/Ben.md": person('helps_with: "[[Lead]]"\nended: true\n'),
        },
        [],
        [],
    ),
    (
        "an opportunity that names somebody private",
        {
            **LET_GO,
            "People/Ada.md": person(),
            "People/Eve Stone.md": person("private: true\n"),
            "Opportunities/Door of Eve Stone.md": '---\ntype: opportunity\ngoals: "[[Lead]]"\npeople: "[[Ada]]"\n---\n',
        },
        [],
        ["Ada: the note says why"],
    ),
    (
        "a private goal",
        {
            LEAD: f"---\ntype: goal\nprivate: true\nstatus: dropped\n---\n- {DROPPED}\n",
            "People/Ada.md": person('helps_with: "[[Lead]]"\n'),
        },
        [],
        [],
    ),
    (
        "its own ancestor",
        {
            **lead('status: dropped\nparent: "[[Lead]]"\n', f"- {DROPPED}\n"),
            "People/Ada.md": person('helps_with: "[[Lead]]"\n'),
        },
        [],
        ["Ada: they help with it"],
    ),
    (
        "lines that can't be read",
        {
            **lead("status: dropped\n", "- 2026-11-03 changed status → dropped\n- 2026-13-03 changed status: a → b\n"),
            "People/Ada.md": person('helps_with: "[[Lead]]"\n'),
        },
        [],
        [],
    ),
]  # fmt: skip


def said(found: Sequence[course.Person]) -> list[str]:
    return [f"{one.contact.name}: {matter.why.value}" for one in found for matter in one.matters]


@pytest.mark.parametrize(("title", "notes", "now", "gone"), MATTER, ids=[case[0] for case in MATTER])
def test_who_matters(
    title: str, notes: Mapping[str, str], now: list[str], gone: list[str], vault: Path
) -> None:
    put(vault, notes)
    with build.facts(vault, today=TODAY) as facts:
        turn = course.turn(facts.snapshot, date(2026, 8, 22), facts.config)
        assert (said(turn.now), said(turn.gone)) == (now, gone)
        _stands(turn, vault)


def _stands(turn: course.Turn, vault: Path) -> None:
    """Everything that is said stands where it says."""
    whys = [matter.why for one in (*turn.now, *turn.gone) for matter in one.matters]
    sources = [source for why in whys for source in why.sources]
    sources += [change.source for one in turn.goals for change in one.changes]
    sources += [source for one in turn.goals if one.began for source in one.began.sources]
    for source in sources:
        line = (vault / source.path).read_text("utf-8").splitlines()[source.line - 1]
        assert source.quote in line, source


def test_a_change_is_shown_for_thirty_days(vault: Path) -> None:
    put(vault, {**lead("target: 6\n", "- 2026-10-21 changed target: 5 → 6; because x\n")})
    shown = []
    for today in (TODAY, date(2026, 11, 21)):
        with build.facts(vault, today=today) as facts:
            shown.append(page.since(facts.snapshot, facts.config) is not None)
    assert shown == [True, False]


ADA = {"People/Ada.md": person('relation: mentor\nhelps_with: "[[Lead]]"\n')}
ON_THE_PAGE: list[tuple[str, Mapping[str, str], str, list[str]]] = [
    ("begun, and no more", {**lead("start: 2026-11-10\nneeds: mentor\n"), **ADA}, "", []),
    (
        "begun, and changed since in what it needs",
        {
            **lead(
                "start: 2026-11-10\nneeds: [mentor, hiring]\n",
                "- 2026-11-12 changed needs: mentor → mentor, hiring; because x\n",
            ),
            **ADA,
            "People/Ben.md": person("teaches: hiring\n"),
        },
        "[[Lead]] (12 November)",
        ["[[Ben]]: [[Lead]], it needs “hiring” (teaches hiring)"],
    ),
    (
        "taken up again: each goal is linked once",
        {**lead("needs: mentor\n", "- 2026-11-03 changed status: paused → active; because x\n"), **ADA},
        "[[Lead]] (3 November)",
        ["[[Ada]]: [[Lead]], it needs “mentor”, and they help with it"],
    ),
]


@pytest.mark.parametrize(
    ("notes", "changed", "now"), [case[1:] for case in ON_THE_PAGE], ids=[case[0] for case in ON_THE_PAGE]
)
def test_what_the_page_says_since_the_course_was_changed(
    notes: Mapping[str, str], changed: str, now: list[str], vault: Path
) -> None:
    put(vault, {"vaultnet.toml": "", **notes})
    build.build(vault, today=TODAY)
    _, _, part = (
        (vault / "Network/Network Goals.md").read_text("utf-8").partition("## Since you changed course\n")
    )
    said = [line.strip() for line in part.splitlines()]
    assert [line.removeprefix("- changed: ") for line in said if line.startswith("- changed: ")] == (
        [changed] if changed else []
    )
    assert [line[2:] for line in said if line.startswith("- [[")] == now


def test_what_began_is_said_apart(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(vault, {"vaultnet.toml": "", **lead("start: 2026-11-10\nneeds: mentor\n"), **ADA})
    main(["--vault", str(vault), "--today", TODAY.isoformat(), "goals", "--change"])
    said = capsys.readouterr().out
    assert said.startswith("Begun since 22 August\nLead\n    begun on 10 November")
    assert "Changed" not in said


def test_a_line_of_the_history_is_no_time_in_touch(vault: Path) -> None:
    put(
        vault,
        {
            **lead(
                "", "- 2026-11-03 changed target: none → 5; because [[Ada]] left\n- 2026-11-04 met [[Ben]]\n"
            ),
            "People/Ada.md": person("", ""),
            "People/Ben.md": person("", ""),
        },
    )
    with build.facts(vault, today=TODAY) as facts:
        days = {one.name: [trace.day for trace in one.recent] for one in facts.snapshot.contacts}
    assert days == {"Ada": [], "Ben": ["2026-11-04"]}


def test_the_pages_are_there_whatever_the_history_says(vault: Path) -> None:
    odd = "".join(
        f"- 2026-11-0{day} {line}\n"
        for day, line in enumerate(
            [
                "changed status: active → asleep; because → → →",
                "changed parent: [[Lead]] → [[Nobody]], [[Lead]]",
                "changed target: many → 0; due: 2026-02-30 → never",
                "changed needs: none → none",
                'changed "needs": a → b',
                "changed needs: insider at [[ → ]]; because | `x` %% <b>",
            ],
            start=1,
        )
    )
    put(vault, {**lead('parent: "[[Lead]]"\n', odd), "People/Ada.md": person('helps_with: "[[Lead]]"\n')})
    report = building(vault, TODAY)
    shown = (vault / "Network/Network Goals.md").read_text("utf-8")
    assert {problem.code for problem in report.problems} == {"goal-cycle"}
    assert "## Since you changed course" in shown
    assert building(vault, TODAY).written == ()


def test_a_long_line_is_kept_whole(vault: Path) -> None:
    needs = ", ".join(f"somebody who knows about number {number} and more" for number in range(20))
    put(vault, lead("needs: x\n", f"- 2026-11-03 changed needs: {needs} → x; because x\n"))
    with build.facts(vault, today=TODAY) as facts:
        (change,) = course.changes(facts.snapshot.goals[0])
    assert change.changes == (Changed("needs", tuple(needs.split(", ")), ("x",)),)


# --- the command -----------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["--vault", str(root), "--today", TODAY.isoformat(), "goals", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


SHOWN: list[tuple[tuple[str, ...], int, list[str]]] = [
    (
        ("--change",),
        0,
        [
            "Changed since 22 August",
            "    3 November: let go, because nobody asked  Goals/Lead.md:7",
            "Who mattered before, and no longer does",
            "    Lead: they help with it  People/Ada.md:3",
            "    Lead: they helped on 10 September  Meetings/2026-09-10 Ada.md:3",
            "Thank those who helped, and tell them what became of it.",
        ],
    ),
    (("--change", "--since", "yesterday"), 0, ["No goal was changed since 19 November."]),
    (("--change", "--since", "2026-11-03"), 0, ["Changed since 3 November"]),
    (("--change", "--since", "2026-12-01"), 2, ["--since: 1 December is still to come."]),
    (("--change", "--since", "blah"), 2, ["--since: “blah” is no day."]),
    (("--since", "2026-11-03"), 2, ["--since goes with --change"]),
]


@pytest.mark.parametrize(("arguments", "code", "lines"), SHOWN, ids=[" ".join(case[0]) for case in SHOWN])
def test_the_command(
    arguments: tuple[str, ...], code: int, lines: list[str], vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(vault, {**LET_GO, **HELPED, "People/Ada.md": person('helps_with: "[[Lead]]"\n')})
    found, out, err = run(capsys, vault, *arguments)
    assert found == code
    assert [line for line in lines if line not in out + err] == []


@pytest.mark.parametrize("status", ["paused", "dropped"])
def test_who_never_helped_is_not_thanked(
    status: str, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = f"- 2026-11-03 changed status: active → {status}; because busy\n"
    put(
        vault,
        {
            **lead(f"status: {status}\nneeds: hiring\n", history),
            "People/Ada.md": person('teaches: hiring\nhelps_with: "[[Lead]]"\n'),
        },
    )
    out = run(capsys, vault, "--change")[1]
    assert "Who mattered before, and no longer does" in out
    assert "Thank" not in out


def test_what_programs_see(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = "- 2026-11-03 changed needs: Eve Stone → mentor; because Eve Stone left\n"
    put(
        vault,
        {
            **lead("needs: mentor\n", history),
            "People/Ada.md": person("relation: mentor\n"),
            "People/Eve Stone.md": person("private: true\n"),
        },
    )
    data = json.loads(run(capsys, vault, "--change", "--json")[1])["data"]
    assert (data["since"], data["gone"]) == ("2026-08-22", [])
    (change,) = data["goals"][0]["changes"]
    assert (change["day"], change["changed"], change["because"]) == ("2026-11-03", [], None)
    assert [(one["name"], one["matters"][0]["why"]) for one in data["now"]] == [("Ada", "it needs “mentor”")]
