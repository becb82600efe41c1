"""Days in a note's text that the calendar does not have: what bears one would be missing without a word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vaultnet.dates import exists, parse_day
from vaultnet.model import Located, Note, Task
from vaultnet.problems import Problem
from vaultnet.values import normal

_SIGNED = re.compile(r"[📅📆🗓⏳⌛🛫➕✅❌]\ufe0f? *([0-9]{4}-[0-9]{2}-[0-9]{2,})")
_KEYED = re.compile(r"[\[(] *(due|scheduled|start|created|completion|cancelled):: *([^\])]*?) *[\])]")
_WHEN = frozenset({"when", "date", "day", "on", "planned"})
_BEGINS = re.compile(r"\[*([0-9]{4}-[0-9]{2}-[0-9]{2,})")
_LOGS = frozenset({"contact", "meeting"})
"""Types of notes in which a line that begins with a day says when something took place."""

_RUN_TOGETHER = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-([0-9]{3,4})")
_HINT = "Write a day that there is: 2026-11-20."


def find(note: Note) -> Iterator[Problem]:
    """Find what is dated by no day: tasks, fields that date their line, dated lines where they count."""
    body = note.body
    for task in body.tasks:
        if unread := _of_task(task):
            yield _problem(
                note, task.line, f"The task's day “{unread}” can't be read, so it counts for nothing."
            )
    tasks = {task.line for task in body.tasks}
    for field in body.fields:
        day = _BEGINS.match(field.value)
        if day and field.line not in tasks and normal(field.key) in _WHEN and not exists(day[1]):
            said = f"{field.key}:: “{day[1]}” is no day of the calendar, so the line has none."
            yield _problem(note, field.line, said)
    if note.type in _LOGS:
        for line, text in body.odd:
            yield _problem(note, line, f"“{text}” is no day of the calendar, so the line counts for nothing.")


def may_run_together(head: str) -> bool:
    """Whether a front matter may hold days that `run_together` finds: the quick way to see that most do not."""
    return _RUN_TOGETHER.search(head) is not None


def run_together(path: str, values: Iterable[tuple[str, Located]]) -> Iterator[Problem]:
    """Find days that nobody wrote, in whatever property: ``2026-09-213`` is the 21st and the 23rd in one.

    Programs that merge by letters, as some of phones do, leave them. A number that looks so may be the owner's, so
    the digits have to be those of two days.
    """
    for text, located in values:
        found = _RUN_TOGETHER.fullmatch(text.strip())
        days = {found[1][:2], found[1][0] + found[1][-1], found[1][-2:]} if found else set()
        if sum("01" <= day <= "31" for day in days) > 1:
            message = f"“{text}” is no day, and looks like two that a merge put together."
            yield Problem(path, located.line, located.column, "two-days-in-one", message, _HINT)


def _of_task(task: Task) -> str:
    """Give the first day of a task that is none; fields that could be read stand in the text no more."""
    text = task.text
    if not text.isascii():
        for match in _SIGNED.finditer(text):
            if not exists(match[1]):
                return match[1]
    if "::" in text:
        for match in _KEYED.finditer(text):
            if match[2] and not parse_day(match[2]):
                return match[2]
    return ""


def _problem(note: Note, line: int, message: str) -> Problem:
    return Problem(note.path, line, 1, "bad-date", message, _HINT)
