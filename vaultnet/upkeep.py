"""What the owner means to do again and again where they can be seen: the recurring tasks of a community. Pure.

Nothing is kept but the tasks themselves. What comes round more rarely than every two months is upkeep: a headline,
a photo. What comes round more often is taking part. Tasks of the same name are one, done on different days.
docs/presence.md shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from vaultnet import dates, discreet
from vaultnet.goals import CANCELLED, DONE
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Occasion

if TYPE_CHECKING:
    from vaultnet.edits.recurrence import Rule

RARELY = 60
"""Days between two times from which on a task is upkeep: a rule of thumb."""
_TIMES = 12
"""Times after the first over which the days between two are worked out: they need not be equally many."""
_FIRST = date(2001, 1, 1)
"""A day to count them from: any would do."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is to be done again and again."""

    text: Sourced[str]
    """As it may be said, with its links."""
    every: Sourced[str]
    """Its rule, as it is written: ``every 3 months``."""
    is_upkeep: bool
    was_done: bool
    """Whether it was done at all, be it on a day that nobody knows."""
    done: Sourced[date] | None
    """The last day on which it was done."""
    due: Sourced[date] | None
    """The next day on which it is to be done: the open task's own, or else the one that its rule gives."""

    def stale(self, today: date) -> bool:
        """Tell whether its day has passed, or it was never done."""
        return not self.was_done or self.is_late(today)

    def is_late(self, today: date) -> bool:
        """Tell whether its day has passed."""
        return self.due is not None and self.due.value < today


def of(one: Occasion, hidden: Collection[str], today: date) -> tuple[Chore, ...]:
    """Give what is to be done again and again in a community, in the order of its note.

    Args:
        one: the community.
        hidden: the names of whom nothing is said (see `vaultnet.discreet`).
        today: nothing was done on a day after it; such a day is none.

    """
    last = today.isoformat()
    found: dict[str, list[Task]] = {}
    for task in one.tasks:
        if task.recurrence and task.status not in CANCELLED and _is_said(task, hidden):
            told = task if task.done <= last else task._replace(done="")
            found.setdefault(_label(task.text), []).append(told)
    return tuple(_chore(one.path, tasks) for tasks in found.values())


def is_upkeep(task: Task) -> bool:
    """Tell whether a task comes round so rarely that it is upkeep, or by a rule that nobody can read."""
    return bool(task.recurrence) and _is_rare(task.recurrence)


@lru_cache(maxsize=256)
def _is_rare(said: str) -> bool:
    from vaultnet.edits import recurrence  # it takes a while, and such tasks are few

    rule = recurrence.read(said)
    if rule is None:
        span = _span(said)
        return span is None or span >= RARELY
    days = [*islice(_series(rule), _TIMES + 1)]
    return len(days) <= _TIMES or (days[-1] - days[0]).days >= RARELY * _TIMES


def _series(rule: Rule) -> Iterator[date]:
    day = rule.next_day(_FIRST)
    while day:
        yield day
        day = rule.next_day(day)


def _span(said: str) -> int | None:
    """Give the days of a rule's first words where these are a length of time: ``every three months on Monday``."""
    words = said.split()
    found = (dates.parse_span(" ".join(words[:count])) for count in (3, 2))
    return next(filter(None, found), None)


def _is_said(task: Task, hidden: Collection[str]) -> bool:
    return bool(task.text) and not discreet.names_any(f"{task.text}\n{task.recurrence}", hidden)


def _label(text: str) -> str:
    """Give what a task is called: its words up to a colon, which may say something else the next time."""
    label, colon, rest = text.partition(": ")
    return discreet.spoken(label if colon and rest else text) or text


def _chore(path: str, tasks: Sequence[Task]) -> Chore:
    still = [task for task in tasks if task.status not in DONE]
    done = [task for task in tasks if task.status in DONE]
    last = max(done, key=lambda task: (task.done, task.line), default=None)
    shown = still[-1] if still else max(done, key=lambda task: (task.done, task.line))
    begun = "" if still else next(_days(shown), "")
    due = _earliest(_due(path, task) for task in still)
    return Chore(
        text=Sourced(shown.text, (Source(path, shown.line, shown.text),)),
        every=Sourced(shown.recurrence, (Source(path, shown.line, shown.recurrence),)),
        is_upkeep=is_upkeep(shown),
        was_done=bool(done),
        done=_day(path, last, last.done) if last else None,
        due=due or (_again(path, shown.recurrence, last, begun) if last else None),
    )


def _earliest(days: Iterable[Sourced[date] | None]) -> Sourced[date] | None:
    return min(filter(None, days), key=lambda day: day.value, default=None)


def _due(path: str, task: Task) -> Sourced[date] | None:
    return _day(path, task, next(_days(task), ""))


def _days(task: Task) -> Iterator[str]:
    """Yield the days of a task, the one first from which its rule counts."""
    yield from filter(None, (task.due, task.scheduled, task.start))


def _day(path: str, task: Task, iso: str) -> Sourced[date] | None:
    found = dates.parse_day(iso)
    return Sourced(found, (Source(path, task.line, iso),)) if found else None


def _again(path: str, said: str, last: Task, begun: str) -> Sourced[date] | None:
    """Give the day on which a rule has something come round again that no open task has a day for; None for none.

    It counts from the day on which that ``begun``, if there is one, or else from when it was done ``last``.
    """
    from vaultnet.edits import recurrence

    rule = recurrence.read(said)
    since = last.done if rule and rule.when_done else begun or last.done
    first = dates.parse_day(since)
    if first is None:
        return None
    span = None if rule else _span(said)
    found = rule.next_day(first) if rule else dates.later(first, span) if span else None
    return Sourced(found, (Source(path, last.line, since),)) if found else None
