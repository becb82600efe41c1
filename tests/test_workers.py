"""Reading many notes: the same rows from one process and from many, and none lost when one fails."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

import vaultnet
from tests.vaults import SMALL, put
from vaultnet import files, workers
from vaultnet.config import Config
from vaultnet.links import Names
from vaultnet.note_types import NOTE_TYPES
from vaultnet.parse import Parser
from vaultnet.rows import Rows
from vaultnet.workers import Known, Named, process

NOTES = sorted(path for path in SMALL if path.endswith(".md"))


class Meeting:
    """What the caller does: number the notes when all are known, and gather rows."""

    def __init__(self) -> None:
        self.named: list[Named] = []
        self.rows: dict[str, list[tuple[object, ...]]] = {}
        self.portions = 0

    def meet(self, named: list[Named]) -> Known:
        self.named = named
        numbered = list(enumerate(named, 1))
        linkable = [item.entry(number) for number, item in numbered if not item.generated]
        return Known(Names(linkable), {item.path: number for number, item in numbered if item.generated})

    def take(self, rows: Rows) -> None:
        self.portions += 1
        for table, values in rows.items():
            self.rows.setdefault(table, []).extend(values)


def in_order(meeting: Meeting) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(rows, key=repr) for table, rows in meeting.rows.items()}


def read(root: Path, paths: Sequence[str]) -> Meeting:
    meeting = Meeting()
    process(str(root), Parser(Config(), NOTE_TYPES), paths, meeting.meet, meeting.take)
    return meeting


def test_one_process_reads_and_then_links(vault: Path) -> None:
    put(vault, SMALL)
    meeting = read(vault, NOTES)
    assert [item.path for item in meeting.named] == NOTES
    assert [row[1] for row in meeting.rows["note"]] == NOTES
    numbers = dict(zip(NOTES, range(1, 99), strict=False))
    talked = {(row[2], row[3], row[4]) for row in meeting.rows["trace"]}
    assert (numbers["People/Ada Lovelace.md"], "2026-10-01", "coffee") in talked
    assert [row[2] for row in meeting.rows["helped"]] == [numbers["Goals/Lead a team.md"]]


def test_nothing_to_read_is_fine(vault: Path) -> None:
    meeting = read(vault, [])
    assert (meeting.named, meeting.rows) == ([], {})


def test_a_note_that_has_vanished_is_left_out(vault: Path) -> None:
    put(vault, SMALL)
    meeting = read(vault, [*NOTES, "People/Gone.md"])
    assert [item.path for item in meeting.named] == NOTES


@pytest.mark.parametrize(
    ("title", "break_it", "code"),
    [
        ("not allowed", lambda patch: patch.setattr(files, "read", refuse), "unreadable"),
        ("a link meanwhile", lambda patch: None, "unreadable"),
        ("too large", lambda patch: patch.setattr(files, "LARGEST", 3), "too-large"),
    ],
)
def test_what_cannot_be_read_is_a_note_with_a_problem(
    title: str, break_it: object, code: str, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if title == "a link meanwhile":
        os.symlink("elsewhere", vault / "A.md")
    else:
        put(vault, {"A.md": "[[B]]\n"})
    break_it(monkeypatch)  # type: ignore[operator]
    meeting = read(vault, ["A.md"])
    assert [(row[1], row[4]) for row in meeting.rows["note"]] == [("A.md", "")]
    assert [(row[0], row[1], row[2], row[5]) for row in meeting.rows["problem"]] == [
        (1, "parse", "A.md", code)
    ]
    assert "link" not in meeting.rows


def refuse(root: str, path: str) -> bytes:
    raise PermissionError(13, "Permission denied")


def test_processes_are_forked_only_where_nothing_else_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(sys, "platform", "linux")
    assert workers.can_fork()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not workers.can_fork(), "forking is not safe there once its libraries are loaded"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not workers.can_fork()


# --- several processes -----------------------------------------------------------------------------

# Forking a process that runs tests is asking for trouble, so another interpreter does it.
FORKED = """
import os, sys
sys.path[:0] = [{code!r}, {tests!r}]
from pathlib import Path
from tests.test_workers import *
root, paths = Path(sys.argv[1]), sys.argv[2].split("|")
assert workers.can_fork()
one = read(root, paths)
workers.MANY, workers._PORTION, os.cpu_count = 1, 2, lambda: 3
children, fork = [], os.fork
def counting():
    children.append(fork())
    return children[-1]
os.fork = counting
"""


def other(vault: Path, paths: Iterable[str], code: str) -> subprocess.CompletedProcess[str]:
    start = FORKED.format(code=str(Path(vaultnet.__file__).parents[1]), tests=str(Path(__file__).parents[1]))
    command = [sys.executable, "-c", start + code, str(vault), "|".join(paths)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.fixture
def many(vault: Path) -> Path:
    put(vault, SMALL)
    put(
        vault,
        {
            f"People/Person {number}.md": f"- 2026-0{number}-01 call with [[Ada Lovelace]]\n"
            for number in range(1, 9)
        },
    )
    put(vault, {"Network/Network Today.md": "---\nvaultnet: Today\nfor: 2026-11-20\n---\n"})
    return vault


def unordered(rows: Mapping[str, Iterable[tuple[object, ...]]]) -> dict[str, list[str]]:
    return {table: sorted(map(repr, found)) for table, found in rows.items()}


def all_of(vault: Path) -> list[str]:
    return sorted(path.relative_to(vault).as_posix() for path in vault.rglob("*.md"))


def test_many_processes_give_the_rows_of_one(many: Path) -> None:
    done = other(many, [*all_of(many), "Gone.md"], """
many, told = Meeting(), []
process(str(root), Parser(Config(), NOTE_TYPES), paths, many.meet, many.take, lambda: told.append("meanwhile"))
assert many.named == one.named
assert unordered(many.rows) == unordered(one.rows) and len(one.rows) >= 5, many.rows
assert len(children) == 3 and told == ["meanwhile"]
assert many.portions > one.portions
for child in children:
    try:
        os.waitpid(child, 0)
    except ChildProcessError:
        continue
    raise AssertionError("a process was left behind")
print("alike")
""")  # fmt: skip
    assert (done.stdout, done.stderr) == ("alike\n", "")


def test_a_process_that_dies_is_an_error_and_none_is_left_behind(many: Path) -> None:
    done = other(many, all_of(many), """
def die(root, parser, path):
    if path.endswith("Person 3.md"):
        os._exit(9)
    return original(root, parser, path)
original, workers.read_note = workers.read_note, die
try:
    read(root, paths)
except RuntimeError as error:
    print(error)
assert len(children) == 3
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("no child is left")
""")  # fmt: skip
    assert done.stdout == "a worker process ended before its work was done\nno child is left\n"
    assert done.stderr == ""


def test_a_process_that_fails_says_why(many: Path) -> None:
    done = other(many, all_of(many), """
def fail(root, parser, path):
    raise ZeroDivisionError("as it happens")
workers.read_note = fail
try:
    read(root, paths)
except RuntimeError as error:
    print(error)
""")  # fmt: skip
    assert done.stdout == "a worker process ended before its work was done\n"
    assert "ZeroDivisionError: as it happens" in done.stderr


def test_a_caller_that_gives_up_leaves_no_process_behind(many: Path) -> None:
    done = other(many, all_of(many), """
class GivenUp(Exception):
    pass
def give_up(named):
    raise GivenUp
meeting = Meeting()
try:
    process(str(root), Parser(Config(), NOTE_TYPES), paths, give_up, meeting.take)
except GivenUp:
    print("given up")
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("no child is left")
""")  # fmt: skip
    assert (done.stdout, done.stderr) == ("given up\nno child is left\n", "")
