"""What a goal's own text says beside its milestones: if-then plans, and dated lines of what became of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from vaultnet.network import GoalLine
from vaultnet.who import Who

PLAN, LOG = "plan", "log"

_SAID = frozenset({"text", "heading", "task", "done"})
_LONGEST = 500


def lines(who: Who) -> Iterator[GoalLine]:
    """Yield a goal's if-then plans and dated lines, in their order; none of what is quoted nowhere."""
    found = [
        *_plans(who),
        *(GoalLine(LOG, log.text[:_LONGEST], log.line, day=log.day) for log in who.note.body.logs),
    ]
    for one in sorted(found, key=lambda one: one.line):
        if not (who.note.private or who.is_hidden(one.line)):
            yield one


def _plans(who: Who) -> Iterator[GoalLine]:
    """Yield each ``when::`` with the ``then::`` that comes next, on its line or on the one below."""
    said = [field for field in who.note.body.fields if field.where in _SAID]
    for when, then in pairwise(said):
        is_pair = (when.key.lower(), then.key.lower()) == ("when", "then")
        if is_pair and then.line - when.line in (0, 1):
            yield GoalLine(PLAN, when.value[:_LONGEST], when.line, then.value[:_LONGEST])
