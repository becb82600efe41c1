"""What the owner means to do again and again where they can be seen: the recurring tasks of a community. Pure.

Nothing is kept but the tasks themselves. What comes round more rarely than every two months is upkeep: a headline,
a photo. What comes round more often is taking part. Tasks of the same name are one, done on different days.
docs/presence.md shows it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vaultnet import dates, discreet
from vaultnet.goals import CANCELLED, DONE
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Occasion

RARELY = 60
"""Days between two times from which on a task is upkeep: a rule of thumb."""
_HOW_OFTEN = re.compile(r"\s*every( [0-9]+)? [a-z]+", re.IGNORECASE)


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


def of(one: Occasion, hidden: Collection[str]) -> tuple[Chore, ...]:
    """Give what is to be done again and again in a community, in the order of its note.

    Args:
        one: the community.
        hidden: the names of whom nothing is said (see `vaultnet.discreet`).

    """
    found: dict[str, list[Task]] = {}
    for task in one.tasks:
        if task.recurrence and task.status not in CANCELLED and _is_said(task, hidden):
            found.setdefault(_label(task.text), []).append(task)
    return tuple(_chore(one.path, tasks) for tasks in found.values())


def is_upkeep(task: Task) -> bool:
    """Tell whether a task comes round so rarely that it is upkeep."""
    rule = _HOW_OFTEN.match(task.recurrence)
    return (dates.parse_span(rule[0]) or 0) >= RARELY if rule else False


def _is_said(task: Task, hidden: Collection[str]) -> bool:
    return bool(task.text) and not discreet.names_any(task.text, hidden)


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
    from vaultnet.edits import recurrence  # it takes a while, and such tasks are few

    rule = recurrence.read(said)
    since = last.done if rule and rule.when_done else begun or last.done
    first = dates.parse_day(since)
    found = rule.next_day(first) if rule and first else None
    return Sourced(found, (Source(path, last.line, since),)) if found else None
