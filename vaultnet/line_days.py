"""The days that lines of a note have of their own: a date before it, in a field, or of a task that was done."""

from __future__ import annotations

import re

from vaultnet.dates import parse_day
from vaultnet.model import InlineField, Note
from vaultnet.values import normal

_OWN_DATE = frozenset({"when", "date", "day", "on", "planned"})
_DAY = re.compile(r"\[*([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_PROMISED = re.compile(r"promised[*_]*::(?:\[\[[^\[\]]*\]\]|[^;\])])*", re.IGNORECASE)
_CALENDAR = re.compile("[📅📆🗓]\ufe0f? *([0-9]{4}-[0-9]{2}-[0-9]{2})")


def of(note: Note) -> dict[int, str]:
    """Return the days (ISO) of the lines that have one of their own, by the line."""
    body = note.body
    days: dict[int, str] = {}
    if body.logs:
        days.update((log.line, log.day) for log in body.logs)
    for field in body.fields:
        if day := of_field(field):
            days[field.line] = day
    for task in body.tasks:
        days.pop(task.line, None)
        if task.done:
            days[task.line] = task.done
    return days


def of_field(field: InlineField) -> str:
    """Return the day that a field gives its line, as ``when:: 2026-12-01`` does; ``""`` for none."""
    return _day(field.value) if normal(field.key) in _OWN_DATE else ""


def on_calendar(text: str) -> str:
    """Return the first day after a calendar sign in a line, or ``""``; that of a promise is none of the line's."""
    found = _CALENDAR.search(_PROMISED.sub("", text) if "::" in text else text)
    return _day(found[1]) if found else ""


def _day(text: str) -> str:
    found = _DAY.match(text)
    return found[1] if found and parse_day(found[1]) else ""
