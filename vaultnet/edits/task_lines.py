"""Ticking a task where it stands: one line of a note, and the next line of a recurring one. Pure.

A line is written as the Tasks plugin writes it, in the form that it has: with emojis, or with the fields of
Dataview. The note is read again before anything counts: if another line would mean something else than
before, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from vaultnet import frontmatter, markdown, marks
from vaultnet.edits import recurrence
from vaultnet.model import Body, Heading, InlineField, Link, LogLine, Tag, Task
from vaultnet.operation import Refusal
from vaultnet.tasks import Part, parts

_BOM = b"\xef\xbb\xbf"
_BOX = re.compile(r"([ \t>*+\-0-9.)]*\[)(.)\](?=[ \t]|$)")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DROPPED = re.compile(r"\^|[🆔⛔]|[\[(] *(?:id|dependsOn)::")
"""What a next occurrence does not get, because it names one task and not a sequence of them."""
_MOVED = frozenset({"due", "scheduled", "start"})
_PAST = frozenset({"created", "done", "cancelled"})
_SHOWN = 8

Item = TypeVar("Item", Link, Tag, Heading, LogLine, InlineField)


def finish(path: str, data: bytes, line: int, day: date) -> bytes | Refusal:
    """Tick the task at ``line`` (from 1) as done on ``day``: the note's bytes then, or why it can't be done.

    The box gets its ``x`` and the line its done date, after its other fields and before a block identifier.
    A recurring task's next occurrence is a new line directly above. Nothing else changes. Never raises.
    """
    before = _read(path, data)
    task = _at(before, line)
    if task is None or task.status in "xX-":
        return _no_open_task(path, data, before, task, line)
    if marks.is_generated(data.decode(errors="replace")):
        hint = "Tick the task in the note that the line comes from."
        return Refusal(
            path, line, "A dashboard is written anew at every build, so a task isn't ticked here.", hint
        )
    lines = data.removeprefix(_BOM).split(b"\n")
    written = _Written.of(lines[line - 1], task)
    if written is None:
        return _left(path, line)
    following = _following(path, task, day) if task.recurrence else None
    if isinstance(following, Refusal):
        return following
    lines[line - 1] = written.done(day).encode(errors="surrogateescape")
    if following:
        lines.insert(line - 1, _ended(written.again(following), lines, line))
    after = (_BOM if data.startswith(_BOM) else b"") + b"\n".join(lines)
    done = task._replace(status="x", done=day.isoformat())
    return after if _is_all(before, _read(path, after), done, following) else _left(path, line)


def task_at(path: str, data: bytes, line: int) -> Task | None:
    """Return the task that stands at a line of a note, whatever its box says; None if there is none."""
    return _at(_read(path, data), line)


def _read(path: str, data: bytes) -> Body:
    if b"\0" in data:
        return Body()
    front = frontmatter.read(path, data.decode(errors="replace"))
    return markdown.scan(front.body, front.body_line)


def _at(body: Body, line: int) -> Task | None:
    return next((task for task in body.tasks if task.line == line), None)


# --- refusals --------------------------------------------------------------------------------------


def _no_open_task(path: str, data: bytes, body: Body, task: Task | None, line: int) -> Refusal:
    """Say why there is nothing to tick at a line."""
    if task is None:
        return Refusal(path, line, _why_none(data, line), _where_then(body))
    if task.status == "-":
        hint = "Open it first: put a space in its box."
        return Refusal(path, line, "This task was cancelled, so it wasn't ticked.", hint)
    when = f" on {task.done}" if task.done else ""
    return Refusal(path, line, f"This task was done{when} already.", _where_then(body))


def _why_none(data: bytes, line: int) -> str:
    lines = data.removesuffix(b"\n").split(b"\n")
    if not 1 <= line <= len(lines):
        many = f"{len(lines)} lines" if len(lines) > 1 else "one line"
        return f"There is no line {line}: the note has {many}."
    if _BOX.match(lines[line - 1].decode(errors="replace").lstrip("\ufeff").replace("\r", " ")):
        return "What looks like a task here stands in code, a comment or the properties, so it is none."
    return "There is no task on this line: a task is a list item with a box, “- [ ] …”."


def _where_then(body: Body) -> str:
    """Say where the note's open tasks stand."""
    open_ = [str(task.line) for task in body.tasks if task.status not in "xX-"]
    if not open_:
        return "No task of this note is open."
    more = f" and {len(open_) - _SHOWN} more" if len(open_) > _SHOWN else ""
    return f"Open tasks stand on line{'s' * (len(open_) > 1)} {', '.join(open_[:_SHOWN])}{more}."


def _left(path: str, line: int) -> Refusal:
    message = "Ticking this task here would change how other text of the note is read, so it was left open."
    return Refusal(path, line, message, "Tick it in your editor.")


# --- the next occurrence ---------------------------------------------------------------------------


class _Following(NamedTuple):
    """The next occurrence of a recurring task: how far its days move, and what it then says."""

    by: timedelta
    task: Task


def _following(path: str, task: Task, day: date) -> _Following | Refusal:
    """Work out the next occurrence of a task that was done on ``day``, as Tasks does.

    The rule counts from the due day, else the scheduled, else the start day; with *when done*, and without
    such days, from ``day``. All three keep their distances from each other.
    """
    rule = recurrence.read(task.recurrence)
    if rule is None:
        message = f"The rule “{task.recurrence}” can't be read, so the task was left open."
        hint = "Rules that can be: every week, every 2 months on the 1st, every weekday when done."
        return Refusal(path, task.line, message, hint)
    own = task.due or task.scheduled or task.start
    reference = date.fromisoformat(own) if own else day
    found = rule.next_day(day if rule.when_done else reference)
    try:
        by = (found or date.max) - reference
        changes: dict[str, Any] = {name: _moved(getattr(task, name), by) for name in _MOVED}
    except OverflowError:
        found = None
    if found is None:
        message = f"The rule “{task.recurrence}” gives no further day, so the task was left open."
        return Refusal(path, task.line, message, "Change the rule, or take it away.")
    changes.update(dict.fromkeys(_PAST, ""), status=" ")
    return _Following(by, task._replace(**changes))


def _moved(iso: str, by: timedelta) -> str:
    return (date.fromisoformat(iso) + by).isoformat() if iso else ""


# --- the line --------------------------------------------------------------------------------------


class _Written(NamedTuple):
    """A task's line, taken apart at its box; ``parts`` count their offsets in ``text``, from right to left."""

    head: str
    text: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, raw: bytes, task: Task) -> _Written | None:
        """Take a line apart; None if its box isn't where the task's would be."""
        line = raw.decode(errors="surrogateescape")
        box = _BOX.match(line.replace("\r", " "))
        if not box or box[2] != task.status:
            return None
        text = line[box.end() :]
        return cls(line[: box.end(1)], text, parts(text.replace("\r", " ")))

    def done(self, day: date) -> str:
        """Return the line with its box ticked and the day on which it was done."""
        text = self.text
        old = [part for part in self.parts if part.fields and "done" in part.fields]
        for part in old:
            text = _spliced(text, part, _DAY.sub(day.isoformat(), text[part.start : part.end]))
        if not old:
            end = self._end()
            text = f"{text[:end]}{self._mark(day)}{text[end:]}"
        return f"{self.head}x]{text}"

    def again(self, following: _Following) -> str:
        """Return the line of the next occurrence."""
        text = self.text
        for part in self.parts:
            field = text[part.start : part.end]
            names = set(part.fields or ())
            if _DROPPED.match(field) or names & _PAST:
                gap = len(text[: part.start].rstrip())
                text = text[:gap] + text[part.end :]
            elif names & _MOVED:
                day = _moved(_first_day(field), following.by)
                text = _spliced(text, part, _DAY.sub(day, field))
        return f"{self.head} ]{text}"

    def _end(self) -> int:
        """Return where a further field goes: after everything but a block identifier and white space."""
        last = self.parts[0] if self.parts else None
        if last and self.text[last.start] == "^":
            return len(self.text[: last.start].rstrip())
        return len(self.text.rstrip())

    def _mark(self, day: date) -> str:
        """Return the done date in the form of the line's other fields, with the gap that they have."""
        last = next((part for part in self.parts if part.fields is not None), None)
        opening = self.text[last.start] if last else ""
        if last is None or opening not in "[(":
            return f" ✅ {day.isoformat()}"
        before = self.text[: last.start]
        gap = before[len(before.rstrip()) :] or " "
        return f"{gap}{opening}completion:: {day.isoformat()}{']' if opening == '[' else ')'}"


def _spliced(text: str, part: Part, new: str) -> str:
    return text[: part.start] + new + text[part.end :]


def _first_day(field: str) -> str:
    found = _DAY.search(field)
    return found[0] if found else ""


def _ended(new: str, lines: Sequence[bytes], line: int) -> bytes:
    """Return a new line with the end that the note's other lines have: the last one may have none."""
    raw = new.encode(errors="surrogateescape")
    is_last = line == len(lines)
    return raw + b"\r" if is_last and line > 1 and lines[line - 2].endswith(b"\r") else raw


# --- was that all? ---------------------------------------------------------------------------------


def _is_all(before: Body, after: Body, done: Task, following: _Following | None) -> bool:
    """Tell whether a note says what it said before, but for the one task (and its next occurrence)."""
    line, shift = done.line, int(following is not None)
    tasks = [task._replace(line=task.line + shift * (task.line >= line)) for task in before.tasks]
    place = next(index for index, task in enumerate(before.tasks) if task.line == line)
    tasks[place] = done._replace(line=line + shift)
    again = list(after.tasks)
    if following:
        new = again.pop(place) if place < len(again) else done
        if new._replace(text=following.task.text) != following.task or not new.text.startswith(done.text):
            return False
    links = _carried(before.links, line, shift)
    own = (line, line + shift)  # a field of the line's own may hold the rest of the line
    fields = [field for field in _carried(before.fields, line, shift) if field.line not in own]
    return (
        again == tasks
        and len(links) == len(after.links)
        and all(map(_is_carried, links, after.links))
        and _carried(before.tags, line, shift) == list(after.tags)
        and _carried(before.headings, line, shift) == list(after.headings)
        and _carried(before.logs, line, shift) == list(after.logs)
        and fields == [field for field in after.fields if field.line not in own]
        and (before.first[0], before.placeholder) == (after.first[0], after.placeholder)
    )


def _carried(items: Iterable[Item], line: int, shift: int) -> list[Item]:
    """Return what is to be found once a line is made two: what stands on it twice, what follows further down."""
    known = list(items)
    above = [item for item in known if item.line < line + shift]
    return above + [item._replace(line=item.line + shift) for item in known if item.line >= line]


def _is_carried(before: Link, after: Link) -> bool:
    """Tell whether a link is the same, though the task that it stands in may be done now."""
    return after == before or (before.where == "task" and after == before._replace(where="done"))
