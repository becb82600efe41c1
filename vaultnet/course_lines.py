"""A dated line that keeps what was changed of a goal, and why: how it is written, and read again. Pure.

    2026-11-20 changed needs: mentor, hiring → mentor; due: none → 2027-06-30; because I was asked to

Several properties stand between semicolons, the values of a list between commas. A value that could be taken for
something else stands in double quotes. What can't be read as such a line is none, and just a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 4000
"""Characters of a line that is read as a change at most."""

NONE = "none"

_BEGINNING = re.compile(r"changed\s+", re.IGNORECASE)
_ARROW = r"(?:→|->)"
_BARE = r'(?!because\s|->)[^,;→"\s](?:(?!->)[^,;→])*'
_ITEM = re.compile(rf'"(?:[^"]|"")*"|{_BARE}', re.IGNORECASE)
_ITEMS = rf'(?:"(?:[^"]|"")*"|{_BARE})(?:\s*,\s*(?:"(?:[^"]|"")*"|{_BARE}))*'
_CHANGE = re.compile(
    rf"\s*(?P<field>[^\W\d_][\w -]{{0,39}}?)\s*:\s*(?P<before>{_ITEMS})\s*{_ARROW}\s*(?P<after>{_ITEMS})\s*",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"[;,.]?\s*because\s+(?P<words>\S.*)", re.IGNORECASE | re.DOTALL)
_NOTHING = frozenset({NONE, "nothing", "-", "–", "—"})
_SPECIAL = re.compile(r'^"|[,;→]|->|^because\b', re.IGNORECASE)


class Changed(NamedTuple):
    """What became of one property: its values before and after, as they are written; none for one not set."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Course(NamedTuple):
    """What one line keeps: what was changed together, and why (``""`` where it does not say so)."""

    changes: tuple[Changed, ...]
    because: str = ""


def read(text: str) -> Course | None:
    """Read what stands behind the day of a line; None for a line that keeps no change."""
    begun = _BEGINNING.match(text) if len(text) <= LONGEST else None
    if begun is None:
        return None
    found, at = [], begun.end()
    while match := _CHANGE.match(text, at):
        found.append(Changed(match["field"], _values(match["before"]), _values(match["after"])))
        at = match.end()
        if text[at : at + 1] != ";" or _BECAUSE.match(text, at):
            break
        at += 1
    rest = text[at:].strip()
    because = _BECAUSE.fullmatch(rest)
    if not found or (rest.strip(".") and because is None):
        return None
    return Course(tuple(found), because["words"].strip() if because else "")


def write(course: Course) -> str:
    """Write a line so that `read` gives what it keeps; white space within a value becomes one space."""
    said = [f"{one.field}: {_items(one.before)} → {_items(one.after)}" for one in course.changes]
    because = [f"because {' '.join(course.because.split())}"] if course.because.strip() else []
    return f"changed {'; '.join((*said, *because))}"


def _values(items: str) -> tuple[str, ...]:
    found = [match[0].strip() for match in _ITEM.finditer(items)]
    if len(found) == 1 and found[0].casefold() in _NOTHING:
        return ()
    return tuple(one[1:-1].replace('""', '"') if one.startswith('"') else one for one in found)


def _items(values: Iterable[str]) -> str:
    return ", ".join(_item(" ".join(value.split())) for value in values) or NONE


def _item(value: str) -> str:
    if value and value.casefold() not in _NOTHING and not _SPECIAL.search(value):
        return value
    return '"{}"'.format(value.replace('"', '""'))
