"""Dated lines of a log (``2026-06-02 letter: sent her the note``), and the line to quote a note by."""

from __future__ import annotations

import re
from typing import NamedTuple

from vaultnet.dates import exists
from vaultnet.model import LogLine

_DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_DATED = re.compile(
    r"[*_]{0,3}"
    rf"(?:\[\[(?:[^\[\]|#\n]*/)?{_DAY}(?:\.md)?(?:[|#][^\[\]\n]*)?\]\]|[\[(]{_DAY}[\])]|{_DAY})"
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"(?![\w/]|-[\w])"
    r"([*_\s:–—-]*)"
    r"(?:([^\W\d_][\w-]*(?: interview)?):(?:\s+|$))?"
)

_RUN_TOGETHER = re.compile(r"[*_]{0,3}(?:\[\[|[\[(])?([0-9]{4}-[0-9]{2}-[0-9]{3}[0-9-]*)(?![\w/])")
"""Two days in one, as a merge by letters leaves them: ``2026-09-213``."""
_BLOCK_ID = re.compile(r"(?<=\s)\^[a-zA-Z0-9-]+\s*$")
BEGINNINGS = frozenset("0123456789[(*_")
"""What a text that begins with a day can begin with: the quick way to see that most do not."""
_LONGEST_QUOTE = 500


class Dated(NamedTuple):
    """A dated line: its day, its kind if it is named, the rest, and whether something sets the date apart."""

    day: str
    kind: str
    text: str
    marked: bool


def read_dated(text: str) -> Dated | None:
    """Read a line that begins with a whole day, bare, bold, in brackets or as a link; a time may follow.

    ``text`` has no list marker. The kind is the word before a colon, in lower case:
    ``2026-06-02 letter: …``. ``marked`` tells that the date is more than the first word of a sentence.
    """
    match = _DATED.match(text)
    if not match:
        return None
    linked, bracketed, bare, mark, kind = match.groups()
    day = linked or bracketed or bare
    if not exists(day):
        return None
    marked = bool(kind or mark.strip()) or not text[0].isdigit()
    return Dated(day, kind.lower() if kind else "", text[match.end() :].rstrip(), marked)


def odd_day(text: str) -> str:
    """Give the day that a line begins with where the calendar does not have it; else ``""``."""
    match = _DATED.match(text)
    day = (match[1] or match[2] or match[3]) if match else ""
    if day:
        return "" if exists(day) else day
    run = _RUN_TOGETHER.match(text)
    return run[1] if run else ""


class Log:
    """Takes down dated lines, and the first line to quote, as a text's ordinary lines come by.

    A day holds for its line, for the paragraph and the nested lines that go on from there, and in a heading
    for what stands under it, up to the next heading of its level.
    """

    __slots__ = ("_depth", "_entry", "_level", "_section", "busy", "first", "lines", "odd")

    def __init__(self) -> None:
        self.lines: list[LogLine] = []
        self.odd: list[tuple[int, str]] = []
        """Lines that begin with a day which does not exist, and that day."""
        self.first = ("", 0)
        """The first line worth quoting and its number."""
        self.busy = True
        """Whether the next ordinary line matters even if it does not begin like a date."""
        self._section: Dated | None = None
        self._level = 0
        self._entry: Dated | None = None
        self._depth = 0

    def nest(self, depth: int) -> None:
        """A list item begins within so many others: a day further in than that is past."""
        if depth < self._depth:
            self._entry = None

    def begin(self, depth: int) -> None:
        """A paragraph begins within so many list items and quotations."""
        if not self._depth or depth < self._depth:
            self._entry = None

    def take(self, content: str, line: int, depth: int, begins: bool) -> None:
        """Take in an ordinary line, without its marks; ``begins`` if it is the first of a paragraph."""
        if "^" in content:
            content = _BLOCK_ID.sub("", content)
        dated = read_dated(content) if content[0] in BEGINNINGS else None
        if not dated and content[0] in BEGINNINGS and (odd := odd_day(content)):
            self.odd.append((line, odd))
        if dated and (dated.marked or begins or self._entry):
            self._entry = dated
            self._depth = depth
            self.lines.append(LogLine(dated.day, dated.text, line, dated.kind))
            self.busy = True
            return
        day = self._entry or self._section
        if day and content[0] != "|":
            self.lines.append(LogLine(day.day, content.rstrip(), line, day.kind))
        if not self.first[1] and _is_prose(content):
            self.first = (content.rstrip()[:_LONGEST_QUOTE], line)
        self.busy = not self.first[1] or day is not None

    def heading(self, text: str, level: int, line: int) -> None:
        """Take in a heading."""
        self._entry = None
        dated = read_dated(text) if text[:1] in BEGINNINGS else None
        if dated:
            self._section, self._level = dated, level
            self.busy = True
            if dated.text:
                self.lines.append(LogLine(dated.day, dated.text, line, dated.kind))
        elif level <= self._level:
            self._section = None

    def retract(self, line: int) -> None:
        """Take back everything from a line on: it was a heading."""
        while self.lines and self.lines[-1].line >= line:
            self.lines.pop()
        while self.odd and self.odd[-1][0] >= line:
            self.odd.pop()
        if self.first[1] >= line:
            self.first = ("", 0)
        self.busy = True


def _is_prose(content: str) -> bool:
    """Tell whether a line is worth quoting: no table, embed, field or placeholder, and not tags alone."""
    if content.startswith(("|", "![", "{{", "<%", "^")) or "::" in content:
        return False
    return any(word[0] != "#" for word in content.split(maxsplit=9))
