"""How goals stand: what is counted, the pace, what is at risk, what has stalled (see docs/goals.md).

Pure: a standing is a function of the goals and ``today``. Every number knows the lines it comes from.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from vaultnet import dates, fields, kinds, memo
from vaultnet.model import Fields, Source, Sourced, Task
from vaultnet.network import Goal, Trace
from vaultnet.problems import Problem
from vaultnet.values import normal

CONVERSATIONS, MILESTONES = "conversations", "milestones"

AT_RISK = 0.2
"""A goal is at risk when it is behind its pace by more than this part of its target: a rule of thumb."""

STALLED_AFTER = 60
"""Days without anything that helps it, after which a goal has stalled: a rule of thumb."""

DONE, CANCELLED = frozenset("xX"), frozenset("-")

STEP = "a step"
"""What is said of a step whose words are quoted nowhere, as it links a private contact."""


class Review(NamedTuple):
    """How often a goal is to be looked at, and when that is next."""

    every: Sourced[int]
    """Days between two looks."""
    since: Sourced[date] | None
    """The day it was last looked at, else the day work on it began; None where neither is known."""
    due: Sourced[date] | None
    """When it is to be looked at next; None where there is no day to count from."""
    is_due: bool
    """That day has come, or there is none."""


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """How one goal stands, as of ``today``."""

    today: date
    goal: Goal
    """The goal; of what helped it, only what lies on or after the ``start`` that it gives, if it gives one."""
    status: str
    """``active``, ``paused``, ``done`` or ``dropped``."""
    because: Sourced[str] | None
    """Why it was dropped or paused."""
    measure: str
    """What is counted: ``conversations``, ``milestones`` or a kind of meeting."""
    count: Sourced[int]
    """How many of them there are."""
    target: Sourced[float] | None
    """How many of them it takes."""
    steps: int
    """Milestones, cancelled ones left out."""
    steps_done: Sourced[int]
    next_step: Task | None
    """The first milestone that is open."""
    progress: float | None
    """``count`` by ``target``, from 0 to 1; of milestones where there is no target; None for neither."""
    start: Sourced[date] | None
    """The day the pace is counted from."""
    due: Sourced[date] | None
    expected: int | None
    """How many there would be by now at an even pace."""
    behind: int
    """How many are missing against the pace; 0 if none, or where no pace is known."""
    moved: Sourced[date] | None
    """The last day on which something helped it, or a part of it."""
    at_risk: bool
    stalled: bool
    overdue: bool
    """Its day has passed and it is not reached."""
    parents: tuple[Goal, ...]
    """The goal it is a part of, then that one's, and so on."""
    children: tuple[Goal, ...]
    """The goals that are a part of it, by path."""
    review: Review | None
    """Of an active goal that says how often it is to be looked at."""
    problems: tuple[Problem, ...]


def standing(goal: Goal, today: date, goals: Sequence[Goal]) -> GoalStanding:
    """Work out how a goal stands.

    Args:
        goal: the goal, one of ``goals``.
        today: the day that is asked about.
        goals: all of the vault's goals, among which its parents and children are found.

    Returns:
        The standing. A goal that is a part of itself by any way round has a problem, and its chain of
        parents ends before it would come round.

    """
    return _stand(goal, today, _Family(goals))


@memo.of_last
def standings(goals: Sequence[Goal], today: date) -> tuple[GoalStanding, ...]:
    """Work out how all goals stand, in the order given."""
    family = _Family(goals)
    return tuple(_stand(goal, today, family) for goal in goals)


def problems(goals: Sequence[Goal]) -> tuple[Problem, ...]:
    """Find goals that are parts of themselves: one problem for each circle."""
    family = _Family(goals)
    return tuple(problem for goal in goals for problem in family.parents(goal)[1])


def circle(goals: Sequence[Goal], path: str, above: str) -> tuple[Goal, ...]:
    """Give the goals that would be parts of each other if one became a part of another; () for none.

    Args:
        goals: all of the vault's goals.
        path: the one that is to become a part.
        above: the one that it is to be a part of, by its path.

    """
    return _Family(goals).circle(path, above)


# --- one goal --------------------------------------------------------------------------------------


def _stand(goal: Goal, today: date, family: _Family) -> GoalStanding:
    goal = _from_start(goal)
    steps, below = [task for task in goal.milestones if task.status not in CANCELLED], family.below(goal)
    done = _done(goal)
    measure = _measure(goal, steps)
    count = _count(goal, measure, done)
    target = _target(goal, measure, steps)
    start, due, moved = _start(goal, done), _day(goal, "due"), _moved((goal, *below), today)
    status = _text(goal.fields, "status") or "active"
    running = status == "active" and not (target and count.value >= target.value)
    overdue = running and due is not None and due.value < today
    expected = _expected(target.value, start, due, today) if running and target else None
    behind = max(0, expected - count.value) if expected is not None else 0
    parents, found = family.parents(goal)
    return GoalStanding(
        today=today,
        goal=goal,
        status=status,
        because=_because(goal),
        measure=measure,
        count=count,
        target=target,
        steps=len(steps),
        steps_done=_tasks(goal, done),
        next_step=next((task for task in steps if task.status not in DONE), None),
        progress=min(1.0, count.value / target.value) if target else None,
        start=start,
        due=due,
        expected=expected,
        behind=behind,
        moved=moved,
        at_risk=not overdue and target is not None and behind > AT_RISK * target.value,
        stalled=running
        and not any(one.planned for one in (goal, *below))
        and _gone_quiet(start, moved, today),
        overdue=overdue,
        parents=parents,
        children=family.children(goal),
        review=_review(goal, start, today) if status == "active" else None,
        problems=found,
    )


def line_of(goal: Goal, task: Task) -> Source:
    """Give where a step of a goal stands: with its words, or with the box that it begins with."""
    return Source(goal.path, task.line, task.text or f"[{task.status}]")


def is_reached(one: GoalStanding) -> bool:
    """Tell whether a goal is reached: its owner says so, or there is as much as it takes."""
    return one.status == "done" or (one.target is not None and one.count.value >= one.target.value)


def _from_start(goal: Goal) -> Goal:
    """Leave out what was before the goal's own start. What was ticked before is still a part of it."""
    start = fields.day_of(goal.fields, "start")
    if start is None:
        return goal
    since = start.isoformat()
    return replace(goal, helped=tuple(trace for trace in goal.helped if trace.day >= since))


def _measure(goal: Goal, steps: Sequence[Task]) -> str:
    """Name what is counted: what ``measure`` says; without one, steps if nothing but steps can be counted."""
    told = _text(goal.fields, "measure")
    if told:
        return told
    return MILESTONES if steps and "target" not in goal.fields else CONVERSATIONS


def _count(goal: Goal, measure: str, done: Sequence[Task]) -> Sourced[int]:
    if measure == MILESTONES:
        return _tasks(goal, done)
    counted: dict[tuple[str, str], Source] = {}
    for trace in goal.helped:
        if counts(trace, measure):
            # One note is one conversation on a day, however many people took part in it.
            counted.setdefault((trace.path, trace.day), trace.source)
    return Sourced(len(counted), tuple(counted.values()) or (goal.source("measure"),))


def counts(trace: Trace, measure: str) -> bool:
    """Tell whether an interaction is one of those that a measure counts; any is, beside milestones."""
    if measure == MILESTONES:
        return True
    if measure == CONVERSATIONS:
        return kinds.is_conversation(trace.kind)
    return normal(trace.kind) == normal(measure)


def _target(goal: Goal, measure: str, steps: Sequence[Task]) -> Sourced[float] | None:
    told = fields.first(goal.fields, "target")
    if told is not None:
        return Sourced(float(told.value), (goal.source("target"),))
    if measure == MILESTONES and steps:
        return Sourced(float(len(steps)), _tasks(goal, steps).sources)
    return None


def _expected(
    target: float, start: Sourced[date] | None, due: Sourced[date] | None, today: date
) -> int | None:
    """Count what there would be by now at an even pace, whole ones only; None where no pace is known."""
    if due is None:
        return None
    if today >= due.value:
        return math.ceil(target)
    if start is None:
        return None
    length = (due.value - start.value).days
    gone = max(0, (today - start.value).days)
    return math.floor(target * gone / length) if length > 0 else 0


def _start(goal: Goal, done: Iterable[Task]) -> Sourced[date] | None:
    """Find the day work began: as told, else the first thing that helped."""
    return _day(goal, "start") or min(_movements(goal, done), key=_by_day, default=None)


def _moved(goals: Iterable[Goal], today: date) -> Sourced[date] | None:
    """Find the last day on which something helped one of some goals: what helps a part helps the whole."""
    each = (one for goal in goals for one in _movements(_from_start(goal), _done(goal)))
    return max((one for one in each if one.value <= today), key=_by_day, default=None)


def _done(goal: Goal) -> list[Task]:
    return [task for task in goal.milestones if task.status in DONE]


def _movements(goal: Goal, done: Iterable[Task]) -> Iterator[Sourced[date]]:
    """Give the days on which something helped, with their lines."""
    for trace in goal.helped:
        yield Sourced(date.fromisoformat(trace.day), (trace.source,))
    for task in done:
        day = dates.parse_day(task.done)
        if day:
            yield Sourced(day, (Source(goal.path, task.line, task.done),))


def _by_day(one: Sourced[date]) -> date:
    return one.value


def _gone_quiet(start: Sourced[date] | None, moved: Sourced[date] | None, today: date) -> bool:
    days = [one.value for one in (start, moved) if one]
    return bool(days) and (today - max(days)).days > STALLED_AFTER


def _review(goal: Goal, start: Sourced[date] | None, today: date) -> Review | None:
    """Work out when a goal is to be looked at, if it says how often."""
    told = fields.first(goal.fields, "review")
    if told is None:
        return None
    every = Sourced(int(told.value), (goal.source("review"),))
    since = _day(goal, "reviewed") or start
    if since is None:
        return Review(every, None, None, is_due=True)
    due = Sourced(dates.later(since.value, every.value), (*since.sources, *every.sources))
    return Review(every, since, due, due.value <= today)


def _because(goal: Goal) -> Sourced[str] | None:
    told = _text(goal.fields, "because")
    return Sourced(told, (goal.source("because"),)) if told else None


def _day(goal: Goal, name: str) -> Sourced[date] | None:
    day = fields.day_of(goal.fields, name)
    return Sourced(day, (goal.source(name),)) if day else None


def _text(found: Fields, name: str) -> str:
    value = fields.first(found, name)
    return str(value.value) if value else ""


def whole(value: float) -> float:
    """Give a number as it is written: a whole one without its fraction."""
    return int(value) if value.is_integer() else value


def _tasks(goal: Goal, tasks: Sequence[Task]) -> Sourced[int]:
    lines = tuple(line_of(goal, task) for task in tasks)
    return Sourced(len(tasks), lines or (Source(goal.path, 1),))


# --- parents and children --------------------------------------------------------------------------


class _Family:
    """Which goal is a part of which."""

    def __init__(self, goals: Sequence[Goal]) -> None:
        self._goals = sorted(goals, key=lambda goal: goal.path)
        self._at = {goal.path: goal for goal in self._goals}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Goal, ...]]:
        children: dict[str, tuple[Goal, ...]] = {}
        for goal in self._goals:
            parent = self._parent(goal)
            if parent and parent.path != goal.path:
                children[parent.path] = (*children.get(parent.path, ()), goal)
        return children

    def children(self, goal: Goal) -> tuple[Goal, ...]:
        """Give the goals that are a part of a goal, by path."""
        return self._children.get(goal.path, ())

    def below(self, goal: Goal) -> tuple[Goal, ...]:
        """Give the goals that are a part of a goal by however many steps; none that was dropped, nor its parts."""
        found: dict[str, Goal] = {}
        waiting = [*self.children(goal)]
        while waiting:
            one = waiting.pop()
            if one.path not in (goal.path, *found) and _text(one.fields, "status") != "dropped":
                found[one.path] = one
                waiting += self.children(one)
        return tuple(found.values())

    def parents(self, goal: Goal) -> tuple[tuple[Goal, ...], tuple[Problem, ...]]:
        """Give the chain of parents, nearest first, and the problem of the circle that begins here."""
        chain = [goal]
        while parent := self._parent(chain[-1]):
            if parent.path in (one.path for one in chain):
                circle = chain[[one.path for one in chain].index(parent.path) :]
                # One circle is one problem, told at the first of its goals.
                first = goal.path == min(one.path for one in circle)
                return tuple(chain[1:]), (_circle(goal, circle),) if first else ()
            chain.append(parent)
        return tuple(chain[1:]), ()

    def circle(self, path: str, above: str) -> tuple[Goal, ...]:
        """See `circle`."""
        found: dict[str, Goal] = {}
        one = self._at.get(above)
        while one and one.path not in found:
            found[one.path] = one
            if one.path == path:
                return tuple(found.values())
            one = self._parent(one)
        return ()

    def _parent(self, goal: Goal) -> Goal | None:
        told = fields.first(goal.fields, "parent")
        if told is None or not told.link:
            return None
        return self._at.get(goal.links.get(str(told.value), ""))


def _circle(goal: Goal, circle: Sequence[Goal]) -> Problem:
    line = goal.source("parent").line
    if len(circle) == 1:
        message = f"The goal {goal.name} is a part of itself."
    else:
        message = f"These goals are parts of each other: {', '.join(one.name for one in circle)}."
    return Problem(goal.path, line, 1, "goal-cycle", message, "Take the parent: away from one of them.")
