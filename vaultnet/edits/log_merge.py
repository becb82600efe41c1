"""Two notes' logs become one, by day. Pure.

A log is what stands under a heading `Log`: list items that begin with their day, each with what is nested in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vaultnet import markdown
from vaultnet.log_lines import read_dated

_ITEM = re.compile(r"[-*+][ \t]+(?=\S)")


class United(NamedTuple):
    """The text that keeps the log of both, and what is left of the other."""

    kept: str
    rest: str


class _Entry(NamedTuple):
    """A dated item: its day, and where its lines begin and end."""

    day: str
    start: int
    end: int


def unite(kept: str, other: str) -> United | None:
    """Put the entries of another text's log among those of a text's own; None unless both have a log.

    Entries keep their lines; one that is there already, word for word, is not repeated. Newest first or oldest
    first, as it is in the log. A log with lines that belong to no day is left as it is: also None.
    """
    own, others = _lines(kept), _lines(other)
    there, more = _section(own), _section(others)
    if there is None or more is None:
        return None
    entries, added = _entries(own, *there), _entries(others, *more)
    if entries is None or not added:
        return None
    known = {_said(own, entry) for entry in entries}
    inserted: dict[int, list[str]] = {}
    for entry in _in_order(added, entries or added):
        if _said(others, entry) not in known:
            known.add(_said(others, entry))
            at = _place(entries, entry.day, _newest_first(entries or added), there[0])
            inserted.setdefault(at, []).extend(_ended(others[entry.start : entry.end], own))
    parts: list[str] = []
    for number, line in enumerate([*own, ""]):
        if number in inserted:
            if parts and not parts[-1].endswith("\n"):
                parts.append(_line_end(own))
            parts += inserted[number]
        parts.append(line)
    rest = others[: more[0] - 1] + others[more[1] :]
    return United("".join(parts), "".join(rest))


def _lines(text: str) -> list[str]:
    r"""Part a text at ``\n`` alone: other line breaks are none in Markdown."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _section(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the indexes of a log's first line and of the line after its last."""
    headings = markdown.scan("".join(lines)).headings
    for place, heading in enumerate(headings):
        if heading.text.casefold() == "log" and lines[heading.line - 1].lstrip().startswith("#"):
            ends = (later.line - 1 for later in headings[place + 1 :] if later.level <= heading.level)
            return heading.line, next(ends, len(lines))
    return None


def _entries(lines: Sequence[str], start: int, end: int) -> list[_Entry] | None:
    """Return the entries of a log; None if something in it belongs to no day."""
    begins: list[tuple[int, str]] = []
    for number in range(start, end):
        line = lines[number].rstrip()
        item = _ITEM.match(line)
        dated = read_dated(line[item.end() :]) if item else None
        if dated:
            begins.append((number, dated.day))
        elif line and (line[0] not in " \t" or not begins):
            return None
    found = []
    for (begin, day), (after, _) in pairwise([*begins, (end, "")]):
        while not lines[after - 1].strip():
            after -= 1
        found.append(_Entry(day, begin, after))
    return found


def _said(lines: Sequence[str], entry: _Entry) -> str:
    return "\n".join(line.rstrip() for line in lines[entry.start : entry.end])


def _newest_first(entries: Sequence[_Entry]) -> bool:
    days = [entry.day for entry in entries]
    return days != sorted(days) and days == sorted(days, reverse=True)


def _in_order(added: Sequence[_Entry], like: Sequence[_Entry]) -> list[_Entry]:
    return sorted(added, key=lambda entry: entry.day, reverse=_newest_first(like))


def _place(entries: Sequence[_Entry], day: str, newest_first: bool, start: int) -> int:
    """Return the index of the line before which an entry of a day goes."""
    before = [entry.end for entry in entries if (entry.day >= day if newest_first else entry.day <= day)]
    return max(before) if before else entries[0].start if entries else start


def _ended(lines: Sequence[str], like: Sequence[str]) -> list[str]:
    """Return lines that all end as those of another text."""
    end = _line_end(like)
    return [line.rstrip("\r\n") + end for line in lines]


def _line_end(lines: Sequence[str]) -> str:
    return "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
