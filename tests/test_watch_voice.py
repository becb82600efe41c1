"""What the watch says: a line for each build, and what it waits for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from vaultnet import journal, writing
from vaultnet.listening import LimitReached
from vaultnet.operation import Refusal
from vaultnet.problems import Problem
from vaultnet.publish import Refused
from vaultnet.seen import Report
from vaultnet.watch_voice import Speaker

VAULT = Path("/home/robin/Notes")
NOW = datetime(2026, 11, 20, 10, 42, 7, tzinfo=timezone(timedelta(hours=1)))
REPORT = Report(
    (), (), (), unchanged=4, notes=1204, problems=(), changed=0, differing=(), diff="", seconds=0.0214
)
TODAY, GOALS = "Network/Network Today.md", "Network/Network Goals.md"
ADA, GRACE, ALAN = "People/Ada Lovelace.md", "People/Grace Hopper.md", "People/Alan Turing.md"
PROBLEM = Problem(
    "vaultnet.toml", 3, 1, "config-unknown", "There is no setting `tier`.", "Did you mean `tiers`?"
)
BROKEN = Problem(ADA, 2, 1, "not-utf8", "The properties can't be read.", "Close the bracket.")
GOALS_TEMPLATE = "_vaultnet/templates/dashboards/Goals.md.jinja"
MISTAKE = Problem(
    GOALS_TEMPLATE,
    1,
    1,
    "template-failed",
    "Network Goals.md was not written: division by zero.",
    "Mend the template.",
)
WAITS = Refusal(ADA, 0, f"{ADA} is held open, so what was ticked about Ada waits for the next build.", "")


@dataclass
class Day:
    """The day that is built for."""

    value: date = date(2026, 11, 20)
    after: list[Report] = field(default_factory=list)

    def built(self, report: Report) -> None:
        self.after.append(report)

    def close(self) -> None:
        """Nothing is to be waited for."""


def speaker(day: Day, *, quiet: bool = False, as_json: bool = False) -> Speaker:
    one = Speaker(
        VAULT, day=lambda: day.value, bug=lambda error: f"BUG {error}", clock=lambda: NOW, quiet=quiet, as_json=as_json
    )  # fmt: skip
    one.after = [day]
    return one


def ada(**more: object) -> Report:
    """What is reported when Ada's note was saved."""
    return replace(REPORT, changed=1, differing=(ADA,), **more)  # type: ignore[arg-type]


CASES: list[tuple[str, list[Report], list[str]]] = [
    ("nothing", [REPORT], []),
    ("one note, one dashboard", [ada(written=(TODAY,))],
     ["10:42:07  Ada Lovelace changed: wrote Network Today.md (21 ms)"]),
    ("two notes, two dashboards", [replace(REPORT, differing=(ADA, GRACE), written=(GOALS, TODAY), seconds=1.24)],
     ["10:42:07  Ada Lovelace and Grace Hopper changed: wrote Network Today.md and 1 more (1.2 s)"]),
    ("more", [replace(REPORT, differing=(ADA, ALAN, GRACE), written=(TODAY,), removed=(GOALS,))],
     ["10:42:07  3 notes changed: wrote Network Today.md and removed Network Goals.md (21 ms)"]),
    ("a note that changes no dashboard", [ada()], ["10:42:07  Ada Lovelace changed: nothing to write (21 ms)"]),
    ("settings, with which all notes are read", [replace(REPORT, reread=("vaultnet.toml",), differing=(ADA, ALAN, GRACE), written=(TODAY,))],
     ["10:42:07  vaultnet.toml changed: wrote Network Today.md (21 ms)"]),
    ("settings that change nothing", [replace(REPORT, reread=("vaultnet.toml",))],
     ["10:42:07  vaultnet.toml changed: nothing to write (21 ms)"]),
    ("a template, and so its folder", [replace(REPORT, reread=("_vaultnet/templates/dashboards", GOALS_TEMPLATE), written=(GOALS,))],
     [f"10:42:07  {GOALS_TEMPLATE} changed: wrote Network Goals.md (21 ms)"]),
    ("many templates", [replace(REPORT, reread=("a.jinja", "b.jinja", "c.jinja"), written=(GOALS,))],
     ["10:42:07  3 files changed: wrote Network Goals.md (21 ms)"]),
    ("a plugin", [replace(REPORT, reread=("/opt/plugins",), written=(GOALS,)), replace(REPORT, reread=("/opt/plugins",))],
     ["10:42:07  Plugins or their templates changed: wrote Network Goals.md (21 ms)"]),
    ("a dashboard that was deleted", [replace(REPORT, gone=(TODAY,), written=(TODAY,))],
     ["10:42:07  Network Today deleted: wrote Network Today.md (21 ms)"]),
    ("a cause that is not known", [replace(REPORT, written=(TODAY,))],
     ["10:42:07  Wrote Network Today.md (21 ms)"]),
    ("a dashboard that has rested", [replace(REPORT, saved=("Network/Network Today.md",), written=(TODAY,))],
     ["10:42:07  Network Today changed: wrote Network Today.md (21 ms)"]),
    ("typed into a dashboard", [ada(written=(TODAY,), rescued=("Inbox/A thought.md",))],
     ["10:42:07  Ada Lovelace changed: wrote Network Today.md (21 ms)",
      "          What you typed into a dashboard is now in Inbox/A thought.md."]),
    ("what waits is said once", [ada(waiting=(WAITS,)), replace(REPORT, waiting=(WAITS,)), ada(waiting=(WAITS,))],
     ["10:42:07  Ada Lovelace changed: nothing to write (21 ms)", f"          {WAITS.message}",
      "10:42:07  Ada Lovelace changed: nothing to write (21 ms)"]),
    ("problems are said when they are others", [ada(problems=(PROBLEM,)), ada(problems=(PROBLEM,)), ada()],
     ["10:42:07  Ada Lovelace changed: nothing to write (21 ms)", "          1 problem: vaultnet check",
      "          vaultnet.toml:3:1: config-unknown There is no setting `tier`.", "              Did you mean `tiers`?",
      "10:42:07  Ada Lovelace changed: nothing to write (21 ms)",
      "10:42:07  Ada Lovelace changed: nothing to write (21 ms)", "          No problems any more.",
      "          No error any more in vaultnet.toml."]),
    ("a note that broke", [ada(problems=(BROKEN,), lost=(ADA,))],
     ["10:42:07  Ada Lovelace changed: nothing to write (21 ms)", "          1 problem: vaultnet check",
      f"          {ADA}:2:1: not-utf8 The properties can't be read.",
      "              Close the bracket. Until then the note is no contact."]),
    ("a template with a mistake is said once, and when it is mended",
     [replace(REPORT, reread=(GOALS_TEMPLATE,), problems=(MISTAKE,)), replace(REPORT, problems=(MISTAKE,)), ada(problems=(MISTAKE,)), replace(REPORT, reread=(GOALS_TEMPLATE,), written=(GOALS,))],
     [f"10:42:07  {GOALS_TEMPLATE} changed: nothing to write (21 ms)", "          1 problem: vaultnet check",
      f"          {GOALS_TEMPLATE}:1:1: template-failed Network Goals.md was not written: division by zero.",
      "              Mend the template.",
      "10:42:07  Ada Lovelace changed: nothing to write (21 ms)",
      f"10:42:07  {GOALS_TEMPLATE} changed: wrote Network Goals.md (21 ms)", "          No problems any more.",
      f"          No error any more in {GOALS_TEMPLATE}."]),
    ("many errors are counted, and many that are mended",
     [ada(problems=tuple(BROKEN._replace(path=f"{n}.md", hint="") for n in range(5))), ada()],
     ["10:42:07  Ada Lovelace changed: nothing to write (21 ms)", "          5 problems: vaultnet check",
      *(f"          {n}.md:2:1: not-utf8 The properties can't be read." for n in range(3)), "          … and 2 more errors",
      "10:42:07  Ada Lovelace changed: nothing to write (21 ms)", "          No problems any more.",
      "          No error any more in 0.md, 1.md, 2.md and 2 more files."]),
    ("a name that would steer the terminal", [replace(REPORT, differing=("a\x1b[2J.md",))],
     ["10:42:07  a [2J changed: nothing to write (21 ms)"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "reports", "lines"), CASES, ids=[case[0] for case in CASES])
def test_a_line_for_each_build(
    title: str, reports: list[Report], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    day = Day()
    one = speaker(day)
    one.started(1204, None)
    capsys.readouterr()
    for report in reports:
        one.built(report)
    assert capsys.readouterr().out.splitlines() == lines
    assert day.after == reports


def test_the_first_build_needs_no_reason_and_a_new_day_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    day = Day()
    one = speaker(day)
    one.built(ada(written=(TODAY,)))
    one.started(1204, None)
    day.value = date(2026, 11, 21)
    one.built(replace(REPORT, written=(TODAY,)))
    assert capsys.readouterr().out.splitlines() == [
        "10:42:07  Wrote Network Today.md (21 ms)",
        "Watching /home/robin/Notes (1,204 notes). Ctrl-C ends it.",
        "10:42:07  It is 21 November: wrote Network Today.md (21 ms)",
    ]


@pytest.mark.parametrize(
    ("notes", "poll", "said"),
    [
        (1, None, "Watching /home/robin/Notes (1 note). Ctrl-C ends it.\n"),
        (None, 1.0, "Watching /home/robin/Notes, looking every second. Ctrl-C ends it.\n"),
        (2, 0.5, "Watching /home/robin/Notes (2 notes), looking every 0.5 seconds. Ctrl-C ends it.\n"),
    ],
)
def test_the_beginning(
    notes: int | None, poll: float | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    speaker(Day()).started(notes, poll)
    assert capsys.readouterr().out == said


def test_programs_are_told_of_a_mistake_and_of_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    one = speaker(Day(), as_json=True)
    for problems in [(MISTAKE,), (MISTAKE,), (), ()]:
        one.built(replace(REPORT, problems=problems))
    assert [json.loads(line)["problems"] for line in capsys.readouterr().out.splitlines()] == [1, 0]


def test_that_a_trouble_has_passed(capsys: pytest.CaptureFixture[str]) -> None:
    speaker(Day()).mended()
    said = "10:42:07  That trouble is over: the dashboards follow again.\n"
    assert capsys.readouterr().out == said


def test_what_it_waits_for(capsys: pytest.CaptureFixture[str]) -> None:
    one = speaker(Day())
    one.paused("a merge")
    one.paused("")
    one.resumed()
    one.polling(LimitReached("max_user_watches"))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "10:42:07  git is in the middle of a merge: the dashboards wait until it is done.",
        "10:42:07  /home/robin/Notes is not there: waiting until it is back.",
        "10:42:07  Going on.",
        "10:42:07  The system's limit fs.inotify.max_user_watches is reached, so it can't tell of every change. "
        "Looking every few seconds instead.",
    ]
    assert lines[4].startswith("          To raise it: sudo sysctl fs.inotify.max_user_watches=")


TROUBLE: list[tuple[Exception, list[str]]] = [
    (Refused("The settings are wrong, so nothing was built.", (PROBLEM,)),
     ["10:42:07  Error: The settings are wrong, so nothing was built.",
      "          vaultnet.toml:3:1: config-unknown There is no setting `tier`.",
      "              Did you mean `tiers`?"]),
    (writing.Busy(TODAY),
     [f"10:42:07  Error: {TODAY} is held open for writing by another program, so it was not written.",
      "          It is tried again."]),
    (journal.Waiting("x"),
     ["10:42:07  Error: Another vaultnet has been writing into this vault for 60 seconds.",
      "          It is tried again."]),
    (OSError(28, "No space left on device", "/x"), ["10:42:07  Error: /x: No space left on device."]),
    (ZeroDivisionError("ours"), ["BUG ours"]),
]  # fmt: skip


@pytest.mark.parametrize(("error", "lines"), TROUBLE, ids=[type(case[0]).__name__ for case in TROUBLE])
def test_an_error_is_said_as_the_command_line_says_it(
    error: Exception, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    speaker(Day(), quiet=True).trouble(error)
    assert capsys.readouterr() == ("", "".join(f"{line}\n" for line in lines))


def everything(one: Speaker) -> None:
    one.started(5, None)
    one.built(
        replace(ada(written=(TODAY,), problems=(PROBLEM,)), finished=("Finished what was interrupted.",))
    )
    one.built(REPORT)
    one.paused("a merge")
    one.resumed()
    one.polling(LimitReached("max_user_watches"))


def test_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    everything(speaker(Day(), quiet=True))
    assert capsys.readouterr() == ("", "Finished what was interrupted.\n")


def test_programs_get_one_line_a_build(capsys: pytest.CaptureFixture[str]) -> None:
    everything(speaker(Day(), as_json=True))
    out, err = capsys.readouterr()
    line, after = out.splitlines()
    assert json.loads(after)["problems"] == 0
    found = json.loads(line)
    assert {name: found[name] for name in ("command", "vault", "today", "problems")} == {
        "command": "watch",
        "vault": str(VAULT),
        "today": "2026-11-20",
        "problems": 1,
    }
    assert found["data"]["written"] == [TODAY]
    assert found["data"]["at"] == "2026-11-20T10:42:07.000+01:00"
    assert "Watching" in err
    assert "Going on." in err
