"""Dated lines in a section of a note, ``## Log`` by default: where they go, and how they look there. Pure.

A section that is there is gone on with as it is: newest or oldest first, with its own list marks and line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vaultnet import frontmatter, markdown
from vaultnet.log_lines import BEGINNINGS, read_dated
from vaultnet.model import Body, Heading

HEADING = "Log"

_ENTRY = re.compile(r"(?:[-*+][ \t]+)?")
_UNDERLINE = re.compile(r"[ \t]*(?:=+|-+)[ \t\r]*")


class Line(NamedTuple):
    """A line of a log: its day (ISO), and what took place."""

    day: str
    words: str


class _Entry(NamedTuple):
    """A dated line that is there: its index among the lines, its day, and the mark before it."""

    at: int
    day: str
    mark: str


def add(data: bytes, new: Iterable[Line], title: str = HEADING) -> bytes:
    """Write lines into the section of a title; without one, it is begun at the note's end. Never raises."""
    lines = data.split(b"\n")
    end = b"\r" if 2 * data.count(b"\r\n") > data.count(b"\n") else b""
    front = frontmatter.read("", data.decode(errors="replace"))
    body = markdown.scan(front.body, front.body_line)
    heading = next((one for one in body.headings if _is_called(one, title)), None)
    if heading is None:
        return _begun(data, lines[-1], end + b"\n", title, sorted(set(new), key=_order, reverse=True))
    section = _section(lines, body, heading)
    entries = _entries(lines, body, section)
    newest_first = len(entries) < 2 or entries[0].day >= entries[-1].day
    wanted = sorted(set(new), key=_order, reverse=newest_first)
    places = [_place(lines, section, entries, line.day, newest_first) for line in wanted]
    for (at, mark), line in zip(reversed(places), reversed(wanted), strict=True):
        _insert(lines, at, _written(mark, line), end)
    return b"\n".join(lines)


def _order(line: Line) -> tuple[str, str]:
    return line.day, line.words


def _is_called(heading: Heading, title: str) -> bool:
    return heading.text.strip(" :").casefold() == title.casefold()


def _section(lines: Sequence[bytes], body: Body, heading: Heading) -> range:
    """Return the indexes of the lines between a heading and the next one."""
    start = heading.line
    underlined = not lines[start - 1].lstrip(b" ").startswith(b"#")
    if underlined and start < len(lines) and _UNDERLINE.fullmatch(lines[start].decode(errors="replace")):
        start += 1
    ends = [one.line - 1 for one in body.headings if one.line > heading.line]
    return range(start, min(ends, default=len(lines)))


def _entries(lines: Sequence[bytes], body: Body, section: range) -> list[_Entry]:
    """Find the dated lines of a section that stand in no other item."""
    days = {log.line - 1: log.day for log in body.logs}
    found = []
    for index in section:
        text = lines[index].decode(errors="replace")
        mark = _ENTRY.match(text)
        rest = text[mark.end() :] if mark else text
        dated = read_dated(rest) if index in days and rest[:1] in BEGINNINGS else None
        if mark and dated and dated.day == days[index]:
            found.append(_Entry(index, dated.day, mark[0]))
    return found


def _place(
    lines: Sequence[bytes], section: range, entries: Sequence[_Entry], day: str, newest_first: bool
) -> tuple[int, str]:
    """Return the index at which a line of a day goes, and the mark that it gets."""
    for entry in entries:
        if entry.day < day if newest_first else entry.day > day:
            return entry.at, entry.mark
    if entries:
        return _end(lines, section, entries[-1].at), entries[-1].mark
    full = [index for index in section if lines[index].strip()]
    return (full[-1] + 1 if full else section.start), "- "


def _end(lines: Sequence[bytes], section: range, start: int) -> int:
    """Return the index after an entry, with what goes on from it: lines right below, and what is indented."""
    end = start + 1
    for index in range(start + 1, section.stop):
        line = lines[index]
        if not line.strip():
            continue
        if index > end and not line.startswith((b" ", b"\t")):
            break
        end = index + 1
    return end


def _written(mark: str, line: Line) -> bytes:
    return f"{mark}{line.day} {line.words}".rstrip().encode()


def _insert(lines: list[bytes], at: int, new: bytes, end: bytes) -> None:
    """Put a line at an index. A note whose last line has no newline keeps to that."""
    if at < len(lines):
        lines.insert(at, new + end)
        return
    lines[-1] += end
    lines.append(new)


def _begun(data: bytes, last: bytes, newline: bytes, title: str, new: Sequence[Line]) -> bytes:
    """Begin a section at the end of a note, whose last line is ``last``, after an empty line."""
    section = [f"## {title}".encode(), *(_written("- ", line) for line in new)]
    closed = not last
    before = data.splitlines()[-1:] if closed else [last]
    gap = b"" if closed else newline
    gap += newline if b"".join(before).strip() else b""
    return data + gap + newline.join(section) + (newline if closed else b"")
