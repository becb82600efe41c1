"""What comes after a build of the watch: the owner's command, and notices on the desktop."""

from __future__ import annotations

import base64
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vaults import SMALL, build, put
from vaultnet import after_build
from vaultnet.after_build import Command, Notices, notice, people, tool
from vaultnet.operation import Refusal
from vaultnet.seen import Report

REPORT = Report((), (), (), unchanged=4, notes=5, problems=(), changed=0, differing=(), diff="", seconds=0.0)
TODAY = "Network/Network Today.md"


# --- a command ---------------------------------------------------------------------------------------


@pytest.fixture
def told() -> list[str]:
    return []


def command(line: str, vault: Path, told: list[str], *reports: Report) -> None:
    one = Command(line, str(vault), told.append)
    for report in reports:
        one.built(report)
    one.close()


def test_it_runs_in_the_vault_and_knows_what_was_written(vault: Path, told: list[str]) -> None:
    wrote = replace(REPORT, written=(TODAY, "Network/Network Goals.md"), rescued=("Inbox/A thought.md",))
    command('pwd > out; printf %s "$VAULTNET_WRITTEN" >> out', vault, told, wrote)
    assert (vault / "out").read_text().splitlines() == [
        str(vault), "Inbox/A thought.md", "Network/Network Goals.md", TODAY,
    ]  # fmt: skip
    assert told == []


@pytest.mark.parametrize(
    ("title", "report", "runs"),
    [
        ("nothing was written", replace(REPORT, changed=1, differing=("Ada.md",)), False),
        ("a dashboard was removed", replace(REPORT, removed=(TODAY,)), True),
        ("only what was typed was kept", replace(REPORT, rescued=("Inbox/A.md",)), True),
    ],
)
def test_it_runs_only_after_something_was_written(
    title: str, report: Report, runs: bool, vault: Path, told: list[str]
) -> None:
    command("touch out", vault, told, report)
    assert (vault / "out").exists() is runs


FAILURES = [
    ("exit 3", "The command of --exec ended with exit code 3: exit 3"),
    ("kill -9 $$", "The command of --exec ended with signal 9: kill -9 $$"),
]


@pytest.mark.parametrize(("line", "said"), FAILURES)
def test_that_it_failed_is_said(line: str, said: str, vault: Path, told: list[str]) -> None:
    command(line, vault, told, replace(REPORT, written=(TODAY,)))
    assert told == [said]


def test_that_it_can_not_be_run_is_said(vault: Path, told: list[str]) -> None:
    command("true", vault / "gone", told, replace(REPORT, written=(TODAY,)))
    assert told == ["The command of --exec could not be run: No such file or directory."]


# --- notices -----------------------------------------------------------------------------------------

PAGE = """# Friday

- [ ] [[Ada Lovelace]] · **check in**: every month
    - last: letter on [[2026-09-02 letter|2 September]]
- [ ] [[People/Grace Hopper|Grace]] · **birthday**
- [x] [[Alan Turing]] · done
- to [[Jun Kitamori]]: send the draft
"""


def test_whom_a_dashboard_suggests() -> None:
    assert people(PAGE) == ("Ada Lovelace", "Grace")


NOTICES = [
    ("nothing", [], REPORT, ""),
    ("one", ["Ada"], REPORT, "To reach out to: Ada."),
    ("five", ["A", "B", "C", "D", "E"], REPORT, "To reach out to: A, B, C and 2 more."),
    ("typed", [], replace(REPORT, rescued=("Inbox/A.md",)), "What you typed is now in Inbox/A.md."),
    ("refused", ["Ada"], replace(REPORT, refused=(Refusal("a.md", 1, "No.", ""),)), "To reach out to: Ada. 1 tick could not be taken in."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "new", "report", "expected"), NOTICES, ids=[case[0] for case in NOTICES])
def test_what_a_person_wants_to_know(title: str, new: list[str], report: Report, expected: str) -> None:
    assert notice(new, report) == expected


@pytest.fixture
def shower(tmp_path: Path) -> Path:
    """A `notify-send` that writes down what it is to show."""
    script = tmp_path / "notify-send"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$4" >> {shlex.quote(str(tmp_path / "shown"))}\n')
    script.chmod(0o755)
    return script


def find_only(program: Path) -> after_build.Find:
    return lambda name: str(program) if name == program.name else None


def test_who_is_newly_due_is_shown_and_who_was_due_before_is_not(
    vault: Path, shower: Path, told: list[str]
) -> None:
    put(vault, SMALL)
    build(vault)
    notices = Notices(str(vault), told.append, find_only(shower))
    page = vault / TODAY
    notices.built(replace(REPORT, written=(TODAY,)))
    notices.close()
    page.write_text(page.read_text() + "- [ ] [[Alan <Turing>]] · **check in**\n")
    notices.built(replace(REPORT, written=(TODAY,)))
    notices.built(REPORT)
    notices.built(replace(REPORT, written=("Network/Gone.md",)))
    notices.close()
    assert (shower.parent / "shown").read_text() == "To reach out to: Alan &lt;Turing&gt;.\n"
    assert told == []


def test_a_tool_that_fails_is_told_of_once(vault: Path, shower: Path, told: list[str]) -> None:
    shower.write_text("#!/bin/sh\nexit 1\n")
    notices = Notices(str(vault), told.append, find_only(shower))
    for _ in range(2):
        notices.built(replace(REPORT, rescued=("Inbox/A.md",)))
        notices.close()
    assert told == [f"No notice could be shown: {shower} failed. There will be none any more."]


def test_where_there_is_no_tool_it_says_so(vault: Path, told: list[str]) -> None:
    notices = Notices(str(vault), told.append, lambda name: None)
    notices.built(replace(REPORT, rescued=("Inbox/A.md",)))
    notices.close()
    assert told == ["There is nothing here to show notices with (notify-send, osascript or PowerShell)."]


def test_each_systems_tool_is_given_the_text_as_text() -> None:
    text = "Ada \"the first\" & Grace’s $(x) 'y'"
    macos = tool(find_only(Path("/usr/bin/osascript")))
    windows = tool(find_only(Path("/mnt/c/powershell.exe")))
    assert macos is not None
    assert macos(text)[-1] == text
    assert windows is not None
    script = base64.b64decode(windows(text)[-1]).decode("utf-16-le")
    assert "Ada \"the first\" &amp; Grace’’s $(x) ''y''</text>" in script
