"""What a goal's own text says beside its milestones: if-then plans, and dated lines of what became of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from vaultnet import course_lines
from vaultnet.model import Note
from vaultnet.network import GoalLine
from vaultnet.who import Who

PLAN, LOG = "plan", "log"

_SAID = frozenset({"text", "heading", "task", "done"})
_LONGEST = 500


def lines(who: Who) -> Iterator[GoalLine]:
    """Yield a goal's if-then plans and dated lines, in their order; none of what is quoted nowhere."""
    found = [
        *_plans(who),
        *(GoalLine(LOG, _kept(log.text), log.line, day=log.day) for log in who.note.body.logs),
    ]
    for one in sorted(found, key=lambda one: one.line):
        if not (who.note.private or who.is_hidden(one.line)):
            yield one


def of_course(note: Note) -> frozenset[int]:
    """Give the lines of a goal's note that keep what was changed: whom they link was not met by that."""
    if note.type != "goal":
        return frozenset()
    return frozenset(log.line for log in note.body.logs if course_lines.read(log.text))


def _kept(text: str) -> str:
    """Shorten what is long; what keeps a change says nothing in part."""
    return text if len(text) <= _LONGEST or course_lines.read(text) else text[:_LONGEST]


def _plans(who: Who) -> Iterator[GoalLine]:
    """Yield each ``when::`` with the ``then::`` that comes next, on its line or on the one below."""
    said = [field for field in who.note.body.fields if field.where in _SAID]
    for when, then in pairwise(said):
        is_pair = (when.key.lower(), then.key.lower()) == ("when", "then")
        if is_pair and then.line - when.line in (0, 1):
            yield GoalLine(PLAN, when.value[:_LONGEST], when.line, then.value[:_LONGEST])
