"""Taking down lines of a debrief: names become links, promises tasks below them, and no other byte changes. Pure.

The note is read again afterwards: all that stands in it must be what it was, but for the new links and tasks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from vaultnet import frontmatter, markdown, met_lines
from vaultnet.model import Body, Link
from vaultnet.operation import Refusal

_MARK = re.compile(rb"([-*+]|[0-9]{1,9}[.)])[ \t]+")
_TASK = re.compile(rb"[ \t]+(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[.\][ \t]")
_LEFT = "Taking this line down would change how other text of the note is read, so it was left as it is."


class Naming(NamedTuple):
    """A name among the words of a line, and the link that takes its place."""

    start: int
    end: int
    new: str


class Taking(NamedTuple):
    """What becomes of a line: its ``words`` as they were read, the links, and the texts of tasks put below it."""

    line: int
    words: str
    links: tuple[Naming, ...] = ()
    tasks: tuple[str, ...] = ()


def has_task(data: bytes, line: int) -> bool:
    """Tell whether a task stands below a line, nested under it."""
    lines = data.split(b"\n")
    return any(_TASK.match(lines[at]) for at in range(line, _end(lines, line)))


def take_down(path: str, data: bytes, takings: Sequence[Taking]) -> bytes | Refusal:
    """Return a note's bytes with lines taken down, or why that can't be done. Never raises."""
    lines = data.split(b"\n")
    end = b"\r" if 2 * data.count(b"\r\n") > data.count(b"\n") else b""
    new: list[int] = []
    for one in sorted(takings, reverse=True):
        row = lines[one.line - 1] if one.line <= len(lines) else b""
        written = _written(row, one)
        if isinstance(written, str):
            return Refusal(
                path, one.line, written, "Write it as a plain line: - Grace Hopper, Globex: on-call"
            )
        lines[one.line - 1] = written
        at = _end(lines, one.line)
        tasks = [_nested(data, row, text) for text in one.tasks]
        if tasks and at == len(lines):  # the last line has no newline, and keeps to that
            lines[-1] += end
            lines += [*(task + end for task in tasks[:-1]), tasks[-1]]
        else:
            lines[at:at] = [task + end for task in tasks]
        new += [at] * len(tasks)
    after = b"\n".join(lines)
    wrong = _differing(_read(path, data), _read(path, after), takings, sorted(new))
    return Refusal(path, wrong, _LEFT, "Link the name in your editor.") if wrong else after


def _written(row: bytes, one: Taking) -> bytes | str:
    """Write a line with its links; or say why it is not what was read."""
    text = row.decode("utf-8", "surrogateescape")
    begin = met_lines.begin(text)
    if text[begin:].strip()[: met_lines.LONGEST] != one.words:
        return "A comment, or what nobody sees, stands on this line, so it was left as it is."
    for start, end, new in sorted(one.links, reverse=True):
        text = f"{text[: begin + start]}{new}{text[begin + end :]}"
    return text.encode("utf-8", "surrogateescape")


def _end(lines: Sequence[bytes], line: int) -> int:
    """Return the index after a line and what is nested below it, or goes on with it."""
    at = line
    while at < len(lines) and lines[at][:1] in (b" ", b"\t") and lines[at].strip():
        at += 1
    return at


def _nested(data: bytes, row: bytes, text: str) -> bytes:
    """Write a task that is nested below a line."""
    mark = _MARK.match(row)
    sign = mark[1] if mark and not mark[1][:1].isdigit() else b"-"
    indent = b"\t" if re.search(rb"\n\t+[-*+]", data) else b" " * (len(mark[1]) + 1 if mark else 2)
    return b"%s%s [ ] %s" % (indent, sign, text.encode("utf-8", "surrogateescape"))


# --- was that all? ---------------------------------------------------------------------------------


def _read(path: str, data: bytes) -> Body:
    if b"\0" in data:
        return Body()
    front = frontmatter.read(path, data.decode(errors="replace"))
    return markdown.scan(front.body, front.body_line)


def _differing(before: Body, after: Body, takings: Sequence[Taking], new: Sequence[int]) -> int:
    """Return a line that a note reads otherwise than it has to, or 0. ``new`` are the indexes of new lines."""
    edited = {one.line: one for one in takings}
    first = min(edited)
    # Each new line stood, before those above it were put in, at the index at which it was put in.
    fresh = {at + number + 1 for number, at in enumerate(new)}

    def moved(line: int) -> int:
        return line + bisect_right(new, line - 1)

    places = {moved(line) for line in edited}
    for name in ("tags", "headings", "tasks", "fields", "logs"):
        old = [one._replace(line=moved(one.line)) for one in getattr(before, name)]
        now = [one for one in getattr(after, name) if one.line not in fresh]
        if len(old) != len(now):
            return first
        for one, other in zip(old, now, strict=True):
            if one != other and (one.line not in places or _bare(one) != _bare(other)):
                return first
    tasks = [one.line for one in after.tasks if one.line in fresh and one.status == " " and not one.quoted]
    same = (before.placeholder, before.empty) == (after.placeholder, after.empty)
    if not same or tasks != sorted(fresh) or len(before.odd) != len(after.odd):
        return first
    return 0 if _are_right(before.links, after.links, edited, moved, fresh) else first


def _bare(item: Any) -> dict[str, object]:
    """Return an item's parts but those that hold the words of its line, and columns."""
    return {name: part for name, part in item._asdict().items() if name not in ("text", "column")}


def _are_right(
    before: Iterable[Link],
    after: Iterable[Link],
    edited: dict[int, Taking],
    moved: Callable[[int], int],
    fresh: set[int],
) -> bool:
    """Tell whether every link is there as before, and on the lines that were taken down also the new ones."""
    old: dict[int, list[str]] = {}
    now: dict[int, list[str]] = {}
    for link in before:
        old.setdefault(moved(link.line), []).append(_said(link))
    for link in after:
        if link.line not in fresh:
            now.setdefault(link.line, []).append(_said(link))
    for line, one in edited.items():
        there = old.setdefault(moved(line), [])
        there += [new for _, _, new in one.links]
        there.sort()
        now.setdefault(moved(line), []).sort()
    return {line: links for line, links in old.items() if links} == {
        line: links for line, links in now.items() if links
    }


def _said(link: Link) -> str:
    """Write a link as one in brackets, with what surrounds it where that decides whether it counts."""
    around = "" if link.where in ("text", "done") else link.where
    subpath = f"#{link.subpath}" if link.subpath else ""
    return f"{around}[[{link.target}{subpath}{f'|{link.alias}' if link.alias else ''}]]"
