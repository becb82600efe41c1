"""What ``change`` does to a goal: its properties, and a line that keeps what was changed, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vaultnet import course, course_lines, fields, portable, values
from vaultnet.course import REST
from vaultnet.course_lines import LONGEST, Changed, Course
from vaultnet.edits.log_section import Line, add
from vaultnet.edits.spans import Edit, edit
from vaultnet.facts import Facts
from vaultnet.filters import typed
from vaultnet.model import Field, Fields, Note, NoteType, Value, note_name
from vaultnet.operation import Operation, Refusal
from vaultnet.parse import Parser
from vaultnet.planners import property_edits
from vaultnet.planners.asked import Pair, near
from vaultnet.planners.property_edits import Read

GOAL = "goal"
HISTORY = "History"
COMMAND = "change"

_WRITTEN = frozenset({"link", "links", "names", "cadence"})
"""Kinds of fields whose values are kept as they are written."""


def change(facts: Facts, read: Read, path: str, pairs: Sequence[Pair], because: str) -> Operation:
    """Change properties of a goal, and keep in its note what they were, and why.

    Args:
        facts: the vault's facts.
        read: gives a note's bytes.
        path: the goal's note.
        pairs: what is asked of which property, as for ``set``.
        because: why.

    """
    what = f"change {note_name(path)}"
    before = read(path)
    wrong = _wrong(facts, path, before, pairs, because)
    if wrong:
        return Operation(COMMAND, what, (), (wrong,))
    planned = property_edits.set_properties(facts, read, path, pairs)
    if planned.refused or not planned.changes:
        return Operation(COMMAND, what, (), planned.refused)
    after = _with_reason(facts, path, before, planned.changes[0].after or b"", because)
    if isinstance(after, Refusal):
        return Operation(COMMAND, what, (), (after,))
    kept = Course(tuple(_changed(facts, path, before, after)), because)
    if not kept.changes:
        return Operation(COMMAND, what, ())
    after = add(after, [Line(facts.today.isoformat(), course_lines.write(kept))], HISTORY)
    if not _is_kept(facts, path, before, after, kept):
        return Operation(COMMAND, what, (), (_unread(path, kept),))
    return property_edits.checked(facts, read, path, COMMAND, what, after)


def said(facts: Facts, planned: Operation) -> str:
    """Say what a plan changes of a goal: ``let go, because nobody asked for it``."""
    (done,) = planned.changes
    note = _parse(facts, done.path, done.after or b"")
    mine = [log for log in note.body.logs if log.day == facts.today.isoformat()]
    found = [kept for log in mine if (kept := course_lines.read(log.text))]
    return "; ".join(filter(None, (course.say(one, facts.today) for one in found[-1].changes)))


# --- what is refused -------------------------------------------------------------------------------


def _wrong(facts: Facts, path: str, before: bytes, pairs: Iterable[Pair], because: str) -> Refusal | None:
    note, goal = _parse(facts, path, before), _type(facts)
    if note.type != GOAL or goal is None:
        message = f"{note_name(path)} is no goal, and only of goals it is kept what they were."
        return Refusal(
            path, 1, message, f"To set a property of any note: vaultnet set {typed(note_name(path))} …"
        )
    for pair in pairs:
        field = fields.field_of(pair.key, goal, facts.config)
        if field and field.name == "because":
            message = "Why it is changed is said once, with --because."
            return Refusal("", 0, message, f'Write --because "{pair.value or "WHY"}"')
        if field and field.name == "reviewed":
            hint = f"Write vaultnet set {typed(note_name(path))} reviewed={pair.value}"
            return Refusal("", 0, "Nothing of a goal is changed by looking at it.", hint)
        if field is None:
            return _unknown(path, pair, goal)
    if not portable.is_utf8(because):
        return Refusal("", 0, "What was given is not written in UTF-8.", "Type it anew.")
    if not because.strip():
        return Refusal("", 0, "Nothing says why.", 'Say it, also to yourself in a year: --because "…"')
    return None


def _unknown(path: str, pair: Pair, goal: NoteType) -> Refusal:
    close = near(pair.key, goal)
    known = ", ".join(field.name for field in goal.fields if field.name not in ("because", "reviewed"))
    message = f"“{pair.key}” is no property of a goal, so it has no history."
    instead = f"Did you mean {close}?" if close else f"There are {known}."
    own = f"A property of your own: vaultnet set {typed(note_name(path))} {pair.key}={pair.value}"
    return Refusal("", 0, message, f"{instead} {own}")


def _unread(path: str, kept: Course) -> Refusal:
    if len(course_lines.write(kept)) > LONGEST:
        message = f"The line that keeps this would be longer than {LONGEST:,} characters."
        return Refusal(path, 1, message, "Change less at once, or say in fewer words why.")
    message = "The line that keeps this would not be read as that."
    hint = (
        "A code block or a comment is open in the note, or what was typed has such signs itself.\n"
        "Close what is open, or say it in other words."
    )
    return Refusal(path, 1, message, hint)


# --- what is changed -------------------------------------------------------------------------------


def _with_reason(facts: Facts, path: str, before: bytes, after: bytes, because: str) -> bytes | Refusal:
    """Say why a goal rests, where it begins to, and no longer where it goes on."""
    was, now = (_first(_parse(facts, path, data).fields, "status") for data in (before, after))
    if was == now or (now not in REST and not _first(_parse(facts, path, after).fields, "because")):
        return after
    goal = _type(facts)
    assert goal is not None
    field = next(field for field in goal.fields if field.name == "because")
    reason = " ".join(because.split()) if now in REST else None
    return edit(path, after, [Edit(fields.keys_of(field, goal, facts.config), reason)])


def _changed(facts: Facts, path: str, before: bytes, after: bytes) -> Iterator[Changed]:
    """Yield what differs between two texts of a goal's note, in the order of its declaration.

    Why it rested is kept with its status, even if it rests on for the same reason: a line without it says that
    there was none.
    """
    was, now, goal = _parse(facts, path, before).fields, _parse(facts, path, after).fields, _type(facts)
    has_turned = _first(was, "status") != _first(now, "status")
    for field in goal.fields if goal else ():
        old, new = (tuple(_text(one, field) for one in found.get(field.name, ())) for found in (was, now))
        if (old and has_turned) if field.name == "because" else old != new:
            yield Changed(field.name, old, new)


def _text(value: Value, field: Field) -> str:
    """Give a value as a line of the history keeps it."""
    if field.kind in _WRITTEN and value.quote:
        return value.quote
    return f"[[{value.value}]]" if value.link else values.text(value.value)


def _first(found: Fields, name: str) -> str:
    value = fields.first(found, name)
    return str(value.value) if value else ""


# --- read again before it is written -----------------------------------------------------------------


def _is_kept(facts: Facts, path: str, before: bytes, after: bytes, kept: Course) -> bool:
    """Tell whether a build would read the line that was added as what it keeps, and all other lines as before."""
    was, now = (_parse(facts, path, data).body for data in (before, after))
    wanted = course_lines.read(course_lines.write(kept))
    said = [(log.day, log.text) for log in now.logs]
    line = next((one for one in said if one[0] == facts.today.isoformat() and _keeps(one[1], wanted)), None)
    if line is None:
        return False
    said.remove(line)
    return sorted(said) == sorted((log.day, log.text) for log in was.logs) and [
        (task.status, task.text) for task in now.tasks
    ] == [(task.status, task.text) for task in was.tasks]


def _keeps(text: str, wanted: Course | None) -> bool:
    return wanted is not None and course_lines.read(text) == wanted


def _type(facts: Facts) -> NoteType | None:
    return next((one for one in facts.note_types if one.name == GOAL), None)


def _parse(facts: Facts, path: str, data: bytes) -> Note:
    return Parser(facts.config, facts.note_types).parse(path, data)[0]
