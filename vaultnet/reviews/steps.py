"""What moved the goals in a stretch of time, and which of them nothing moved. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vaultnet import course
from vaultnet.dashboards.goals import units
from vaultnet.dashboards.leaves import LONGEST, Part, count, listed, note
from vaultnet.goals import DONE, GoalStanding, is_reached, line_of, standings, whole
from vaultnet.model import Source, Sourced, Task
from vaultnet.network import Goal
from vaultnet.reviews.seen import Seen

STEPS = 5
"""Steps of one goal that are shown, the latest; then a count."""


def goals(seen: Seen) -> Part | None:
    """Give the goals that were moved, changed or reached, each with by what, and those that stood still."""
    found = [one for one in standings(seen.now.goals, seen.until) if seen.may_link(one.goal.path)]
    moved, still = [], []
    for one in sorted(found, key=lambda one: (one.goal.name.casefold(), one.goal.path)):
        part = _moved(one, seen)
        if part:
            moved.append(part)
        elif one.status == "active" and not is_reached(one) and _has_begun(one, seen):
            still.append(one.goal)
    if not (moved or still):
        return None
    return {"moved": tuple(moved), "still": listed(still, _named, _first, LONGEST)}


def _named(goal: Goal) -> Part:
    return note(goal.path)


def _first(goal: Goal) -> Source:
    return Source(goal.path, 1, goal.name)


def _has_begun(one: GoalStanding, seen: Seen) -> bool:
    """Tell whether a goal is known to have been there before the time was over."""
    return one.start is not None and one.start.value <= seen.until


def _moved(one: GoalStanding, seen: Seen) -> Part | None:
    """Give what moved a goal; None if nothing did."""
    first, last = seen.period.first.isoformat(), seen.until.isoformat()
    helped = [trace for trace in one.goal.helped if first <= trace.day <= last]
    done = [task for task in one.goal.milestones if task.status in DONE and first <= task.done <= last]
    changed = [each for each in course.changes(one.goal) if seen.period.first <= each.day <= seen.until]
    if not (helped or done or changed):
        return None
    people = seen.named(trace.contact for trace in helped)
    sources = {trace.contact: trace.source for trace in helped}
    return {
        **note(one.goal.path),
        "people": listed(people, lambda who: note(who.path), lambda who: sources[who.path], LONGEST),
        "done": _steps(one.goal, sorted(done, key=lambda task: task.done), seen),
        "changed": tuple(
            {
                "day": Sourced(each.day, (each.source,)),
                "what": Sourced(course.told(each, seen.until, seen.hidden), (each.source,)),
            }
            for each in reversed(changed)
        ),
        "count": one.count,
        "target": Sourced(whole(one.target.value), one.target.sources) if one.target else None,
        **(units(one) if seen.may_say(one.measure) else {"unit": None, "units": None}),
        "status": _status(one),
    }


def _status(one: GoalStanding) -> Sourced[str]:
    """Say how a goal stands: its status, or that it is reached."""
    said = "reached" if one.status == "active" and is_reached(one) else one.status
    return Sourced(said, (one.goal.source("status" if one.status != "active" else "target"),))


def _steps(goal: Goal, done: Sequence[Task], seen: Seen) -> Part:
    earlier = done[:-STEPS]
    return {
        "rows": tuple(
            {
                "text": Sourced(task.text, (line_of(goal, task),)) if seen.may_say(task.text) else None,
                "day": Sourced(date.fromisoformat(task.done), (Source(goal.path, task.line, task.done),)),
            }
            for task in done[-STEPS:]
        ),
        "more": count(earlier, (line_of(goal, task) for task in earlier)),
    }
